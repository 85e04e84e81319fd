"""CS006: a percentage must follow from the numbers beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule, in_order
from .numbers import Quantity, agrees, decimals_of, percent
from .reading import reading
from .sentences import Sentence, sentences

if TYPE_CHECKING:
    import re

    from writer_assist.outline.draft import Draft

_STEMS = {
    "办结": ("办结",),
    "办复": ("办复", "答复", "办结"),
    "答复": ("办复", "答复", "办结"),
    "立案": ("立案",),
    "采用": ("采用", "录用", "刊用"),
    "录用": ("采用", "录用", "刊用"),
    "采纳": ("采纳",),
    "满意": ("满意",),
    "完成": ("完成",),
    "落实": ("落实",),
    "解决": ("解决",),
    "面商": ("面商",),
    "走访": ("走访",),
    "整改": ("整改",),
    "合格": ("合格",),
    "出席": ("出席", "到会"),
    "参与": ("参加", "参与"),
    "参加": ("参加", "参与"),
}
_RATE = LazyPattern(
    r"(?<!按时)(?<!按期)(?<!及时)(?<!当年)(?<!首次)(?P<stem>[一-龥]{2})率(?:分别|均)?(?:达到|达|为|是)?(?:了)?"
    r"(?P<percent>[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})?)[%％](?!以上|左右|以内)"
)
_SHARE = LazyPattern(
    r"占(?P<of>[^，。；、：:0-9０-９%％（）()\n]{0,14}?)(?P<percent>[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})?)[%％](?!以上|左右|以内|多)"
)
_PERCENT = r"[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})?"
_ROW = LazyPattern(rf"{_PERCENT}[%％](?:(?:[、，和与及]|以及){_PERCENT}[%％]){{1,12}}")
_IN_ROW = LazyPattern(_PERCENT)
_LONGEST_SUBJECT = 4
_ELSEWHERE = ("全国", "全省", "全市", "全县", "全区", "全镇", "全乡", "世界")
_OF_ALL = frozenset(
    (
        "",
        "比",
        "比为",
        "比达",
        "比达到",
        "总数的",
        "总量的",
        "总额的",
        "总数",
        "全部的",
        "到",
        "总人数的",
        "了",
        "总面积的",
        "总件数的",
    )
)
_NO_STEM = (
    "总数",
    "总量",
    "总额",
    "总件数",
    "总人数",
    "总",
    "的",
    "全部",
    "数",
    "本年",
    "全年",
    "当年",
)


class WrongPercentage(DraftTextRule):
    """百分比与数字不符。

    检查什么

    同一句里既有数目又有百分比，而百分比不是这两个数的商：“承办12件，办结7件，办结率58.34%”应为58.33%。
    按印出的小数位四舍五入；带“余”“近”的数、按期办结率、跨句的数不算。

    为什么

    百分比是从数字算出来的，数字改了，百分比常常忘了改。办结的比承办的少，办结率、办复率就不是100%。

    错误示例

    - 全年承办提案12件，已办结7件，办结率⟦58.34%⟧。
    - 今年承办提案9件，办复8件，办复率⟦100%⟧。
    - 收到提案163件，立案151件，占⟦92.4%⟧。
    - 报送信息176条，被采用59条，采用率⟦35.5%⟧。
    - 提出建议63条，其中41条被县委、县政府采纳，采纳率达⟦67.2%⟧。

    正确示例

    - 全年承办提案12件，已办结7件，办结率58.33%。
    - 收到提案163件，立案151件，占总数的92.6%。
    - 报送信息176条，被采用59条，采用率33.5%，名列全县第二。
    - 征求意见10件，满意9件、基本满意1件，满意率100%。
    - 全县总人口近30万人，培训农民1200人，占全县农民的2%。
    - 集体资产总额14.6亿元，其中经营性资产3.2亿元，占21.9%。
    """

    code = "CS006"
    name = "wrong-percentage"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The percentage."""
        text = draft.memo(reading)
        characters = draft.document.characters
        if "%" not in characters and "％" not in characters:
            return
        for sentence in draft.memo(sentences):
            words = text[sentence.start : sentence.end]
            hits: list[Hit] = []
            if "率" in words:
                for match in _RATE().finditer(text, sentence.start, sentence.end):
                    hits += _rate_hits(text, sentence, match)
            if "占" in words:
                for match in _SHARE().finditer(text, sentence.start, sentence.end):
                    hits += _share_hits(text, sentence, match)
            yield from in_order(hits)


def _rate_hits(text: str, sentence: Sentence, match: re.Match[str]) -> Iterator[Hit]:
    words = _STEMS.get(match["stem"])
    if words is None or _ROW().match(text, match.start("percent")):
        return  # 办结率、满意率分别为98%、97%
    begin = max(text.rfind(mark, sentence.start, match.start()) for mark in "，。；、：")
    if match.start() - begin - 1 > _LONGEST_SUBJECT:
        return  # 进口产品抽样合格率: a rate of something else
    numbers = [q for q in sentence.quantities if q.end <= match.start() and q.unit != "%"]
    parts = [q for q in numbers if _bears(text, sentence, q, words)]
    if not parts or not all(q.exact for q in numbers):
        return
    unit = parts[-1].unit
    wholes = [q for q in numbers if q.unit == unit and q not in parts]
    parts = [q for q in parts if q.unit == unit]
    if not 1 <= len(wholes) <= 3 or wholes[0].start > parts[0].start:
        return
    values = [(q.value, q.ulp) for q in parts]
    values.append((sum(q.value for q in parts), sum(q.ulp for q in parts)))
    yield from _judged(text, match, values, wholes, parts[-1])


def _bears(text: str, sentence: Sentence, quantity: Quantity, words: tuple[str, ...]) -> bool:
    """Whether one of the words names a quantity: 办结7件, 7件已办结."""
    before = text[max(sentence.start, quantity.start - 7) : quantity.start]
    for mark in "，。；、":
        before = before.rpartition(mark)[2]
    after = text[quantity.end : quantity.end + 6]
    if after.startswith(("被", "得到", "获")):
        # 41条被县委、县政府采纳
        after = text[quantity.end : quantity.end + 18].replace("、", " ")
    for mark in "，。；、":
        after = after.partition(mark)[0]
    return any(
        (word in before and f"{word}率" not in before and _NEGATED.isdisjoint(before))
        or (word in after and f"{word}率" not in after and _NEGATED.isdisjoint(after))
        for word in words
    )


_NEGATED = frozenset("未不无")


def _share_hits(text: str, sentence: Sentence, match: re.Match[str]) -> Iterator[Hit]:
    earlier = [q for q in sentence.quantities if q.end <= match.start() and q.unit != "%"]
    if not earlier:
        return
    row = _ROW().match(text, match.start("percent"))
    if row is not None:
        yield from _row_hits(text, row, earlier)
        return
    part = earlier[-1]
    gap = text[part.end : match.start()]
    if "分别" in gap or "依次" in gap:
        return  # a row of percentages belongs to a row of counts, not to the last one
    if (
        gap.count("，") > 1
        or len(gap.replace("，", "")) > 6
        or any(c in gap for c in "；、。：（）")
    ):
        return
    of = match["of"]
    if any(word in of for word in _ELSEWHERE):
        return
    begin = text.rfind("；", sentence.start, part.start)
    wholes = [
        q for q in earlier[:-1] if q.start > begin and q.unit == part.unit and q.value >= part.value
    ]
    if of not in _OF_ALL:
        stem = of
        for word in _NO_STEM:
            stem = stem.replace(word, "")
        stem = stem[-2:]
        if len(stem) < 2:
            return
        if any(_fits(match["percent"], part.value, part.ulp, whole) for whole in wholes):
            return
        named = [q for q in wholes if _bears(text, sentence, q, (stem,))]
        if not named and (
            not of.endswith(("总数的", "总数")) or len({q.value for q in wholes}) > 1
        ):
            return
        wholes = named or wholes
    if not 1 <= len(wholes) <= 3 or not part.exact or not all(q.exact for q in wholes):
        return
    yield from _judged(text, match, [(part.value, part.ulp)], wholes, part)


def _row_hits(text: str, row: re.Match[str], earlier: list[Quantity]) -> Iterator[Hit]:
    """A类100件、B类46件、C类14件，分别占62.5%、28.75%、8.75%: the first to the first, and so on.

    Only one that does not follow where all others do is sure to be wrong.
    """
    percents = [*_IN_ROW().finditer(text, row.start(), row.end())]
    parts = earlier[-len(percents) :]
    unit = parts[0].unit
    if len(parts) < len(percents) or any(q.unit != unit or not q.exact for q in parts):
        return
    if any(c in text[parts[0].end : row.start()] for c in "。；：（）"):
        return
    most = max(q.value for q in parts)
    named = [q for q in earlier[: -len(parts)] if q.unit == unit and q.exact and q.value > most]
    total = parts[0]._replace(value=sum(q.value for q in parts), ulp=sum(q.ulp for q in parts))
    best: tuple[int, Quantity] | None = None
    for whole in (total, *named):
        wrong = [
            index
            for index, (part, printed) in enumerate(zip(parts, percents, strict=True))
            if not _fits(printed[0], part.value, part.ulp, whole)
        ]
        if not wrong:
            return
        if len(wrong) == 1 and best is None:
            best = wrong[0], whole
    if best is None:
        return
    index, whole = best
    part, printed = parts[index], percents[index]
    shown = text[whole.start : whole.end]
    if whole is total:
        shown = f"（{'＋'.join(text[q.start : q.end] for q in parts)}）"
    right = percent(part.value, whole.value, decimals_of(printed[0]))
    yield _hit(text, printed.start(), printed.end() + 1, part, shown, right)


def _judged(
    text: str,
    match: re.Match[str],
    parts: list[tuple[int, int]],
    wholes: list[Quantity],
    part: Quantity,
) -> Iterator[Hit]:
    """A hit where no part and no whole give the percentage."""
    printed = match["percent"]
    if any(_fits(printed, value, ulp, whole) for whole in wholes for value, ulp in parts):
        return
    larger = [whole for whole in wholes if whole.value >= part.value and whole.value]
    if not larger:
        return
    whole = larger[-1]
    right = percent(part.value, whole.value, decimals_of(printed))
    shown = text[whole.start : whole.end]
    yield _hit(text, match.start("percent"), match.end(), part, shown, right)


def _hit(text: str, start: int, end: int, part: Quantity, whole: str, right: str) -> Hit:
    return Hit(
        start,
        end,
        N_("{part}÷{whole}＝{right}%，不是{printed}%，请核对"),
        {
            "part": text[part.start : part.end],
            "whole": whole,
            "right": right,
            "printed": text[start : end - 1],
        },
        suggestions=(f"{right}{text[end - 1]}",),
    )


def _fits(printed: str, value: int, ulp: int, whole: Quantity) -> bool:
    """Whether a percentage is that of a part (its value and last digit's worth) of a whole."""
    least = (max(0, 2 * value - ulp), max(1, 2 * whole.value + whole.ulp))
    most = (2 * value + ulp, max(1, 2 * whole.value - whole.ulp))
    return agrees(printed, least, most)
