"""CS023: so much for each, times how many, must be the sum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule, in_order
from .numbers import CHINESE, NUMBER, Quantity, quantities, shown, whole
from .reading import reading

if TYPE_CHECKING:
    import re

    from writer_assist.outline.draft import Draft

_SUMS = ("共计", "合计", "总计", "累计")
_SUM_PAIRS = frozenset(map(bigram, _SUMS))
_COUNT = rf"(?:[0-9]{{1,4}}|[{CHINESE}]{{1,4}})"
_PER = "年|个月|月|季度|人|名|户|家|个|所|村|镇|乡|件|亩|台|套|场|期|次|天|学期|班"
_EACH = LazyPattern(
    # 每年安排资金200万元，三年合计800万元
    rf"每(?P<per>{_PER})(?P<between>[^，。；：\n]{{0,24}}?)(?P<one>{NUMBER}元)(?P<behind>[^，。；\n0-9]{{0,8}})，"
    rf"(?P<count>{_COUNT})(?P<unit>个月|学期|季度|年|月|人|名|户|家|个|所|村|镇|乡|件|亩|台|套|场|期|次|天|班)[^，。；\n0-9]{{0,4}}?(?:共计|合计|总计|累计)[^，。；\n0-9]{{0,4}}?(?P<sum>{NUMBER}元)"
)
_FIRST_COUNT = LazyPattern(
    # 20个工作室，每个补助1万元，共计25万元
    rf"(?P<count>{_COUNT})(?P<unit>{_PER})(?P<noun>[^，。；：\n0-9]{{0,10}})[，（]每(?P<per>{_PER})[^，。；\n0-9]{{0,10}}?(?P<one>{NUMBER}元)[^，。；\n0-9]{{0,8}}，"
    rf"(?:共计|合计|总计|累计)[^，。；\n0-9]{{0,4}}?(?P<sum>{NUMBER}元)"
)
_NAMED = LazyPattern(
    # 对每个新建工作室给予1万元启动资金，共计25万元
    rf"每[个家所](?:新建成?的?|新增的?|新设的?|新创建的?)?(?P<noun>[^，。；：\n0-9的给补安奖拨按]{{2,8}}?)(?:各|均|一次性)?(?:给予|补助|安排|奖励|奖补|拨付|补贴|落实|投入)"
    rf"(?P<one>{NUMBER}元)[^，。；\n0-9]{{0,8}}，(?:共计|合计|总计|累计)[^，。；\n0-9]{{0,4}}?(?P<sum>{NUMBER}元)"
)
_SAME = {"名": "人", "个月": "月"}
_BEFORE_COUNT = frozenset("第0123456789.约近超余多几数—～-")
_OPEN = (
    "等",
    "不同",
    "以上",
    "以内",
    "以下",
    "不少于",
    "不低于",
    "不超过",
    "最高",
    "平均",
    "至少",
    "左右",
    "增加",
    "递增",
    "提高",
)


class WrongProduct(DraftTextRule):
    """单价乘数量不等于合计。

    检查什么

    “每年200万元，三年合计800万元”“20个工作室，每个补助1万元，共计25万元”；“每个工作室给予1万元，共计25万元”，
    而全文只说过20个工作室。带“余”“不少于”“平均”的不算；按万、亿取整的，留出四舍五入的余地。

    为什么

    数量或者标准改了，合计没有跟着改。

    错误示例

    - 县财政每年安排专项资金200万元，三年合计⟦800万元⟧。
    - 对20个工作室，每个补助1万元，共计⟦25万元⟧。
    - 全县建成委员工作室20个。县财政对每个新建工作室给予1万元启动资金，共计⟦25万元⟧。
    - 资助困难学生30名，每名资助500元，共计⟦1.8万元⟧。

    正确示例

    - 县财政每年安排专项资金200万元，三年合计600万元。
    - 对20个工作室，每个补助1万元，共计20万元。
    - 每年安排资金不少于200万元，三年合计800万元。
    - 建成工作室20个，改造工作室5个，对每个工作室给予1万元补助，共计25万元。
    - 资助困难学生30名，每名每月资助500元，共计18万元。
    """

    code = "CS023"
    name = "wrong-product"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The sum."""
        document = draft.document
        if "每" not in document.characters or _SUM_PAIRS.isdisjoint(document.bigrams):
            return
        text = draft.memo(reading)
        hits: list[Hit] = []
        for match in _EACH().finditer(text):
            if _unit(match["unit"]) == _unit(match["per"]):
                hits += _judged(text, match, whole(match["count"]))
        for match in _FIRST_COUNT().finditer(text):
            before = text[match.start() - 1 : match.start()]
            if _unit(match["unit"]) == _unit(match["per"]) and before not in _BEFORE_COUNT:
                hits += _judged(text, match, whole(match["count"]))
        counts: dict[str, int | None] = {}
        for match in _NAMED().finditer(text):
            noun = match["noun"]
            if noun not in counts:
                # Each kind of thing is counted in the whole draft.
                counts[noun] = _only_count(text, noun) if len(counts) < _KINDS else None
            hits += _judged(text, match, counts[noun])
        yield from in_order(hits)


def _unit(word: str) -> str:
    return _SAME.get(word, word)


def _only_count(text: str, noun: str) -> int | None:
    """How many of them the draft speaks of; None if it says no number, or more than one."""
    counts: set[int | None] = set()
    place = text.find(noun)
    while place >= 0:
        end = place + len(noun)
        behind = _COUNTED().match(text, end)
        before = _COUNTING().search(text, max(0, place - 14), place)
        for found in (behind, before):
            if found is not None:
                counts.add(whole(found["count"]))
        place = text.find(noun, end)
    return counts.pop() if len(counts) == 1 else None


_KINDS = 20
_COUNTED = LazyPattern(rf"(?:共)?(?P<count>{_COUNT})[个家所]")
_COUNTING = LazyPattern(rf"(?<![0-9第约近])(?P<count>{_COUNT})[个家所][^，。；、\n0-9]{{0,6}}$")


def _judged(text: str, match: re.Match[str], count: int | None) -> Iterator[Hit]:
    if count is None or count < 2 or any(word in match[0] for word in _OPEN):
        return
    if "每" in match[0][1:].replace("每" + (match.groupdict().get("per") or "\0"), "", 1):
        return  # 每名每月500元
    one = _quantity(text, *match.span("one"))
    total = _quantity(text, *match.span("sum"))
    if one is None or total is None:
        return
    slack = (one.ulp * count + total.ulp) // 2 if one.value * count != total.value else 0
    # 1万元 for each is a rate, and exact; the sum may have been rounded.
    slack = total.ulp // 2 if slack else 0
    if abs(one.value * count - total.value) <= slack:
        return
    unit = text[total.number_end : total.end]
    yield Hit(
        total.start,
        total.end,
        N_("{one}×{count}＝{right}，不是{claim}，请核对"),
        {
            "one": text[one.start : one.end],
            "count": count,
            "right": shown(one.value * count) + unit,
            "claim": text[total.start : total.end],
        },
    )


def _quantity(text: str, start: int, end: int) -> Quantity | None:
    found = quantities(text, start, end)
    return found[0] if len(found) == 1 and found[0].exact and found[0].start == start else None
