"""NM025 to NM027: percentages and multiples."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from .scan import DIGITS, left, places, run_start, suspects

_PERCENT_OF = LazyPattern(r"百分之[ ]?(?P<number>[0-9]{1,5}(?:\.[0-9]{1,4})?)(?P<sign>%?)(?![0-9])")
_NUMBERS = frozenset("0123456789.")
_HAN_NUMBERS = frozenset("一二三四五六七八九十百两零几点")


class PercentSlip(ParagraphRule):
    """百分数写法不对

    检查什么

    “百分之50”“5%个百分点”“5百分点”“5个百分比”。

    为什么

    百分数写作50%或百分之五十；两个百分数的差是“个百分点”，不带百分号，“个”不能省。

    错误示例

    - 办结率达到⟦百分之95⟧。
    - 比上年提高⟦5%个百分点⟧。
    - 提高了⟦3百分点⟧，下降⟦2个百分比⟧。
    - 比重为⟦百分之30.5%⟧。

    正确示例

    - 办结率达到95%（百分之九十五）。
    - 比上年提高5个百分点，提高了百分之百。
    - 提高三个百分点，高出近1个百分点。
    """

    code = "NM025"
    name = "percent-slip"
    requires = frozenset("百")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield percentages of mixed or doubled forms."""
        original = block.text
        text = original
        if "百分" in original:
            text = block.memo(suspects).text
            if "百分之" in original:
                for match in _PERCENT_OF().finditer(text):
                    yield self._hit(original, *match.span(), match["number"] + "%", True)
            if "百分点" in original:
                yield from self._points(original, text)
            if "个百分比" in original:
                for place in places(text, "个百分比"):
                    start = run_start(text, place, _NUMBERS | _HAN_NUMBERS, 8)
                    if start < place:
                        right = text[start:place] + "个百分点"
                        yield self._hit(original, start, place + 4, right, False)

    def _points(self, original: str, text: str) -> Iterator[Hit]:
        for place in places(text, "百分点"):
            before = text[place - 1 : place]
            if before == "个" and text[place - 2 : place - 1] == "%":
                stop = place - 2
            elif before == "%":
                stop = place - 1
            elif before and (before in DIGITS or before in "一二三四五六七八九十两"):
                stop = place
            else:
                continue
            start = run_start(text, stop, _NUMBERS if text[stop - 1] in DIGITS else _HAN_NUMBERS, 8)
            if start < stop:
                right = text[start:stop] + "个百分点"
                yield self._hit(original, start, place + 3, right, stop == place)

    def _hit(self, text: str, start: int, end: int, right: str, safe: bool) -> Hit:
        return Hit(
            start,
            end,
            N_("“{text}”应为“{right}”"),
            {"text": text[start:end], "right": right},
            (Fix((Edit(start, end, right),), safe),),
            (right,),
        )


_FALLS = (
    "降低|减少|下降|缩短|缩小|减轻|压缩|压减|节约|节省|减慢|削减|下滑|回落|锐减|骤降|递减|降幅|减幅"
)
_TIMES = LazyPattern(r"倍(?<=[0-9一两二三四五六七八九十半几数多]倍)(?![频率增数])")
_FALL_BEFORE = LazyPattern(
    rf"(?:{_FALLS})(?:了|近|约|将近|超过|至少|整整|接近|达|为|幅度|成本|费用){{0,3}}(?P<number>[0-9]{{1,6}}(?:\.[0-9]{{1,3}})?|[一两二三四五六七八九十几数百]{{1,4}}|半)(?P<more>多)?$"
)
_FALL_PERCENT = LazyPattern(
    rf"(?:{_FALLS})(?:了|近|约|将近|超过|至少|接近|达|达到|为|幅度){{0,3}}(?P<number>[0-9]{{1,6}}(?:\.[0-9]{{1,3}})?)%$"
)
_MAY_FALL_BELOW = ("利润", "盈利", "净利", "盈余", "收益", "净增", "增速", "顺差", "余额", "净额")


class ImpossibleDecrease(ParagraphRule):
    """减少的幅度超过百分之百

    检查什么

    “降低3倍”“减少一倍”“下降120%”。

    为什么

    减少一倍就等于零，减少的幅度不能用倍数，也不会超过100%；应当用百分数或分数（下降75%、减少三分之二），或者写“降到原来的几分之一”。

    错误示例

    - 办理时间⟦缩短了3倍⟧。
    - 会议经费⟦减少一倍⟧。
    - 能耗⟦下降120%⟧。
    - 投诉量比上年⟦降低2.5倍⟧。

    正确示例

    - 办理时间缩短了三分之二，能耗下降20%，投诉量降到原来的0.4倍。
    - 办理量增长3倍，成本是原来的2倍。
    - 企业利润下降120%，由盈转亏。
    - 节约资金120万元，占上年的1.2倍。
    """

    code = "NM026"
    name = "impossible-decrease"
    source = "practice"
    requires = frozenset("倍%％")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield falls by a multiple, or by more than 100 %."""
        characters = block.characters
        if characters.isdisjoint("降减缩节压削滑落"):
            return
        text = block.memo(suspects).text
        if "倍" in characters:
            for match in _TIMES().finditer(text):
                end = match.end()
                found = _FALL_BEFORE().search(text, max(0, end - 20), end - 1)
                if found and "\n" not in found[0] and not _below_one(found["number"]):
                    yield self._hit(block.text, found.start(), end)
        if "%" in text:
            for place in places(text, "%"):
                # Three digits at least: 120%, 100.5%.
                if text[place - 3 : place].strip(".0123456789") or place < 3:
                    continue
                found = _FALL_PERCENT().search(text, max(0, place - 20), place + 1)
                if found is None or float(found["number"]) <= 100:
                    continue
                context = left(text, found.start(), 14)
                if not any(word in context for word in _MAY_FALL_BELOW):
                    yield self._hit(block.text, found.start(), place + 1)

    def _hit(self, text: str, start: int, end: int) -> Hit:
        return Hit(
            start,
            end,
            N_("“{text}”不可能：减少的幅度不会超过100%，不能用倍数，应当用百分数或分数，请核对"),
            {"text": text[start:end]},
        )


def _below_one(number: str) -> bool:
    if number == "半":
        return True
    return number[0] in "0123456789" and float(number) < 1


_RATES = (
    "满意率", "办复率", "面商率", "出勤率", "到会率", "出席率", "参会率", "合格率", "覆盖率", "答复率",
    "知晓率", "优秀率", "达标率", "采纳率", "立案率", "见面率", "回复率", "办结率", "签收率", "走访率", "占比", "比重",
    "参评率", "及格率", "上座率", "投票率", "当选率", "普及率", "反馈率", "沟通率", "履约率", "公开率",
)  # fmt: skip
_RATE = LazyPattern(
    r"(?:"
    + "|".join(_RATES)
    + r")(?:均|都|已|分别|也)?(?:达到了?|达|为|高达|提高到|上升到|是|提升到|提升至|提高至|升至)?(?:近|约)?(?P<number>[0-9]{3,5}(?:\.[0-9]{1,3})?)%"
)


class ImpossiblePercentage(ParagraphRule):
    """比率超过100%

    检查什么

    满意率、办复率、出勤率、占比一类不会超过100%的比率。

    为什么

    部分不会大于总体，多半是多打了一位数。

    错误示例

    - 提案办复率达到⟦105%⟧。
    - 委员满意率为⟦986%⟧。
    - 中共党员占比⟦120.5%⟧。

    正确示例

    - 提案办复率达到100%，满意率为98.6%。
    - 完成年度目标的105%，产值增长120%。
    - 完成率105%，入学率105.2%。
    """

    code = "NM027"
    name = "impossible-percentage"
    source = "practice"
    requires = frozenset("率占比")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield shares of more than 100 %."""
        characters = block.characters
        if "%" not in characters and "％" not in characters:
            return
        text = block.memo(suspects).text
        for place in places(text, "%"):
            # Only a number of three digits and more can be too large.
            start = run_start(text, place, _NUMBERS, 10)
            if place - start < 3 or (text[start + 2] == "." or text[start + 1] == "."):
                continue
            if float_of(text[start:place]) <= 100:
                continue
            match = _RATE_END().search(text, max(0, start - 16), start)
            if match is not None:
                yield Hit(
                    start,
                    place + 1,
                    N_("{rate}不会超过100%，“{text}”请核对"),
                    {"rate": match["rate"], "text": block.text[start : place + 1]},
                )


_RATE_END = LazyPattern(
    r"(?P<rate>"
    + "|".join(_RATES)
    + r")(?:均|都|已|也|就){0,2}(?:达到了?|达|为|高达|提高到|上升到|是|提升到|提升至|提高至|升至)?(?:近|约)?$"
)


def float_of(number: str) -> float:
    """A number of digits and points as a float; 0 if it is none."""
    try:
        return float(number)
    except ValueError:
        return 0.0
