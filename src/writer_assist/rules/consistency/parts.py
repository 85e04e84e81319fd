"""CS021 and CS022: parts that are only listed behind 其中 must add up, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule
from .numbers import Quantity, quantities, shown, whole
from .reading import reading
from .sums import names_known_split

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_AMONG = bigram("其中")
_FAR = 60
_MOST = 400
_TAIL = LazyPattern(r"[^，。；、：（）()\n0-9一二三四五六七八九十]{0,6}(?=[，。；、（\n]|$)")
_BRACKET = LazyPattern(r"（[^（）\n]{0,40}）")
_LABEL = LazyPattern(
    r"[，、；：和及]{0,2}(?P<label>[^，。；、：（）()\n]{1,18}?)(?:约|为|有|达|共)?"
)
_YEAR = LazyPattern(r"[，、；：]?(?P<year>(?:19|20)[0-9]{2})年(?:度)?[^，。；、：\n0-9]{0,8}")
_YEAR_SPAN = LazyPattern(
    r"(?P<a>(?:19|20)[0-9]{2})年?(?:至|到|[-－–—~～])(?P<b>(?:19|20)[0-9]{2})年"
)
_ANNOUNCED = LazyPattern(
    r"(?P<number>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:家|大?类|个方面|方面|个部分|部分|大块|种|项|层|个档次|个批次|批|个标段|个乡镇|个村|个组)"
)
# What one person or thing may be in several ways at once.
_OVERLAPPING = LazyPattern(
    r"党员|女|妇|少数民族|[汉壮回苗瑶侗土藏彝布]族|党外|岁|学历|本科|研究生|硕士|博士|大专|职称|连任|新任|新当选|留任|低保|残疾|留守|独居|空巢|脱贫"
    r"|老人|青年|重点|优秀|以上|以下|获|奖|新增|新建|当年|今年|去年|上年|增长|增加|减少|最|累计|率|主要|常委会?组成|兼|特色|示范|联名|合格|已|完成|不|未"
)
_OPEN = ("等", "主要", "包括", "含", "比如", "如", "另", "此外", "还有", "约", "以及其他")
_SUFFIXES = frozenset("类型级镇乡村区县市组队站所厂校园资款费金”")


class _Parts(NamedTuple):
    """A total, the parts listed behind it and whether they must be all of it."""

    total: Quantity
    parts: tuple[Quantity, ...]
    value: int
    sure: bool


def partitions(draft: Draft) -> list[_Parts]:
    """Totals whose parts add up to something else; for :meth:`Draft.memo`."""
    grams = draft.document.bigrams
    text = draft.memo(reading)
    places: list[int] = []
    if _AMONG in grams:
        place = text.find("其中")
        while place >= 0 and len(places) < _MOST:
            places.append(place + 2)
            place = text.find("其中", place + 2)
    found: dict[int, _Parts] = {}
    for place in places:
        judged = _judged(text, place)
        if judged is not None:
            found.setdefault(judged.total.start, judged)
    return [found[key] for key in sorted(found)]


def _judged(text: str, place: int) -> _Parts | None:
    begin = place - 2
    parts, labels, years = _listed(text, place)
    if len(parts) < 2 or any(not part.exact for part in parts):
        return None
    before = _stretch(text, begin)
    totals = [q for q in quantities(text, before, begin) if q.unit == parts[0].unit]
    if not totals or not totals[-1].exact:
        return None
    total = totals[-1]
    between = text[total.end : begin]
    if len(between) > _FAR or any(word in between for word in ("均", "各", "每")):
        return None
    value = sum(part.value for part in parts)
    slack = (sum(part.ulp for part in parts) + total.ulp) // 2
    wholes = [q.value for q in totals] + [totals[-1].value + q.value for q in totals[:-1]]
    if any(abs(value - other) <= slack for other in wholes):
        return None
    if any(part.value >= total.value for part in parts):
        return None  # CS005's, or another whole
    stretch = text[before : parts[-1].end]
    if names_known_split(stretch):
        return None
    for size in range(2, len(parts)):
        if abs(sum(part.value for part in parts[:size]) - total.value) <= slack:
            return None  # the rest is of another kind
    sure = False
    if years:
        span = [*_YEAR_SPAN().finditer(text, before, total.start)]
        sure = bool(span) and [int(span[-1]["a"]), int(span[-1]["b"])] == [years[0], years[-1]]
        sure = sure and years == [*range(years[0], years[-1] + 1)]
    else:
        if any(_OVERLAPPING().search(label) for label in labels):
            return None
        counts = {whole(m["number"]) for m in _ANNOUNCED().finditer(text, before, begin)}
        sure = len(parts) > 2 and len(parts) in counts
        ends = {label[-1] for label in labels}
        sure = sure or (
            len(parts) > 2 and len(ends) == 1 and ends <= _SUFFIXES and value > total.value
        )
    if not sure:
        difference = abs(value - total.value)
        if 20 * difference > total.value or not _one_digit(difference):
            return None
    return _Parts(total, tuple(parts), value, sure)


def _one_digit(difference: int) -> bool:
    """Whether two numbers differ as they do when one digit is wrong."""
    return len(str(difference).rstrip("0")) == 1


def _stretch(text: str, place: int) -> int:
    """Where the sentence before 其中 begins, or the one before that if 其中 begins one."""
    least = max(0, place - 160)
    start = max(text.rfind(mark, least, place) for mark in "。！？\n") + 1
    if not text[start:place].strip(" \u3000") and start > least and text[start - 1] == "。":
        start = max(text.rfind(mark, least, start - 1) for mark in "。！？\n") + 1
    return max(start, least)


def _listed(text: str, start: int) -> tuple[list[Quantity], list[str], list[int]]:
    """The quantities of one unit that are listed from ``start`` on, their labels, or years."""
    end = min(
        (i for mark in "。！？\n" if (i := text.find(mark, start, start + 240)) >= 0),
        default=min(len(text), start + 240),
    )
    parts: list[Quantity] = []
    labels: list[str] = []
    years: list[int] = []
    place = start
    for quantity in quantities(text, start, end):
        if quantity.start < place:
            return [], [], []
        year = _YEAR().fullmatch(text, place, quantity.start)
        label = _LABEL().fullmatch(text, place, quantity.start)
        if year is not None:
            years.append(int(year["year"]))
            labels.append("")
        elif label is not None and not any(word in label["label"] for word in _OPEN):
            labels.append(label["label"].removesuffix("的"))
        else:
            break
        if parts and quantity.unit != parts[0].unit:
            labels.pop()
            break
        parts.append(quantity)
        place = quantity.end
        tail = _TAIL().match(text, place, end)
        if tail is None:
            break
        place = tail.end()
        bracket = _BRACKET().match(text, place, end)
        if bracket is not None:
            place = bracket.end()
        if text[place : place + 1] == "等" or "等" in tail[0]:
            return [], [], []
    if years and len(years) != len(parts):
        return [], [], []
    return parts, labels[: len(parts)], years


def _hit(text: str, found: _Parts, message: str) -> Hit:
    total = found.total
    return Hit(
        total.start,
        total.end,
        message,
        {
            "claim": text[total.start : total.end],
            "parts": "＋".join(text[part.start : part.end] for part in found.parts),
            "sum": shown(found.value) + text[total.number_end : total.end],
        },
    )


class ListedPartsDiffer(DraftTextRule):
    """列全了的分项相加不等于总数。

    检查什么

    “其中”后面逐项列出、应当列全的数，相加不是总数：逐年列出（2021年至2023年共213人，其中2021年……），项数与前面说的相同
    （三家企业、三个方面，后面正好三项），同类名目（……类、……镇）相加超过总数。名目可能重叠的（党员、妇女、重点提案）不算。

    为什么

    分项改了而总数没有改，读的人不知道信哪一个。

    错误示例

    - 2021年至2023年，全县共流失教师⟦213人⟧，其中2021年58人、2022年74人、2023年79人。
    - 进入我县的企业有3家，共投放车辆⟦4600辆⟧，其中甲企业1800辆、乙企业1500辆、丙企业1200辆。
    - 立案⟦13件⟧，其中农业农村类6件、文教卫生类4件、交通城建类4件。
    - 承办的⟦26件⟧提案涉及公路养护、公交、安全三个方面。其中，公路类12件，公交类8件，安全类5件。

    正确示例

    - 2021年至2023年，全县共流失教师213人，其中2021年58人、2022年74人、2023年81人。
    - 进入我县的企业有3家，共投放车辆4600辆，其中甲企业1800辆、乙企业1500辆、丙企业1300辆。
    - 立案13件，其中农业农村类6件、文教卫生类4件。
    - 现有委员30名，其中中共党员12名、女委员9名、少数民族委员14名。
    - 2021年至2023年共办理提案213件，其中2023年79件。
    """

    code = "CS021"
    name = "listed-parts-differ"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The total."""
        text = draft.memo(reading)
        for found in draft.memo(partitions):
            if found.sure:
                yield _hit(
                    text,
                    found,
                    N_("总数是{claim}，而{parts}＝{sum}，请核对"),
                )


class DoubtfulSum(DraftTextRule):
    """分项相加与总数差一点。

    检查什么

    “其中”后面列出的分项，相加与总数只差一个数字（184与186、2.96亿与2.86亿）。名目可能重叠的（党员、妇女、重点提案）、
    写明“等”“主要”的、差得多的，不提示。

    为什么

    差一点的，多半是写错了一个数；没有列全的，应当写明“等”“主要”或者补上其余。

    错误示例

    - 共有委员⟦186名⟧，其中县城委员98名、乡镇委员86名。
    - 累计投入⟦2.86亿元⟧，其中上级补助1.52亿元，县级配套0.83亿元，居民出资0.61亿元。
    - 建成工作室⟦20个⟧，其中乡镇12个、街道3个、界别6个。

    正确示例

    - 共有委员186名，其中县城委员98名、乡镇委员88名。
    - 建成工作室20个，其中乡镇8个、街道3个。
    - 现有委员30名，其中中共党员16名、女委员12名。
    - 累计投入2.86亿元，其中上级补助1.52亿元、县级配套0.83亿元等。
    """

    code = "CS022"
    name = "doubtful-sum"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The total."""
        text = draft.memo(reading)
        for found in draft.memo(partitions):
            if not found.sure:
                yield _hit(
                    text,
                    found,
                    N_("总数是{claim}，列出的{parts}＝{sum}，只差一点，请核对"),
                )
