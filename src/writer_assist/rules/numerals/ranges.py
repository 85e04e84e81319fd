"""NM014 to NM016: spans of time and ranges of numbers."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from .scan import DIGITS, run_start, suspects

_UNIT = (
    r"%|‰|℃|年度|学年|年|月份?|日|时|点(?:钟)?|个|名|人次|人|件|条|项|次|家|户|天|周|岁|元|米|公里|千米|亩|公顷|吨|斤|公斤|千克|克|升"
    r"|小时|分钟|秒|倍|场|篇|份|位|种|类|批|期|度|层|级|章|节|页|届|辆|台|套|只|头|棵|株|平方|立方|季度|世纪|年级|字|万|亿|成|排|寸|英寸|课|幅|本|册|轮|局|折|对|美元|摄氏度|千瓦|兆瓦|瓦|千伏|毫米|厘米|分米|海里"
)
_RANGE = LazyPattern(
    rf"(?P<a>[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?(?::[0-9]{{2}}|：[0-9]{{2}})?)(?P<unit_a>(?:[万亿]?(?:{_UNIT}))?)"
    r"(?P<dash>[-－–‐―─—~～一]{1,3})第?"
    rf"(?P<b>[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?(?P<clock>[:：][0-9]{{2}})?)(?:(?P<unit_b>[多余]?(?:[万亿]{{1,2}}(?:{_UNIT})?|{_UNIT}))|(?![0-9A-Za-z]))"
)
_LEFT = DIGITS | frozenset(
    ".:：%‰℃年月日时点个名人件条项次家户天周岁元米里亩顷吨斤克升份度级章节页届万亿倍季"
)
_STREETS = ("号楼", "楼", "室", "栋", "单元", "幢", "班", "号", "#")
_MARKS_BEFORE = frozenset("-－–—―/.~～:：#@＃+×")


class Range(NamedTuple):
    """Two numbers and the sign between them: ``a`` begins at ``start``."""

    start: int
    dash: int
    dash_end: int
    end: int
    a: str
    unit_a: str
    b: str
    unit_b: str
    is_time: bool
    is_ordinal: bool


def ranges(block: Text) -> list[Range]:
    """For :meth:`Text.memo`: every range of numbers with a unit, in order of its sign."""
    found = block.memo(suspects)
    text = found.text
    result: list[Range] = []
    end = -1
    # 15年-30年: two digits before 年 are suspects for that already.
    pairs = [place for place in found.pair if text[place + 2 : place + 3] in _SIGNS]
    for digit in found.span + pairs:
        place = digit + 1
        while place < digit + 5 and text[place : place + 1] not in _SIGNS:
            place += 1
        sign, behind = text[place : place + 1], text[place + 1 : place + 2]
        if sign in _SIGNS and behind in _BEHIND:
            range_ = _range_at(text, place)
            if range_ is not None:
                result.append(range_)
    result.sort()
    kept: list[Range] = []
    for range_ in result:
        if range_.dash >= end:
            kept.append(range_)
            end = range_.dash_end
    return kept


_SIGNS = frozenset("-－–‐―─—~～一")
_BEHIND = DIGITS | _SIGNS | {"第"}


def _range_at(text: str, place: int) -> Range | None:
    """The range whose sign is at ``place``."""
    start = run_start(text, place, _LEFT, 14)
    while start < place and text[start] not in DIGITS:
        start += 1
    while True:  # 2024年3月5日-8日: the last number before the sign
        match = _RANGE().match(text, start)
        if match is not None and match.start("dash") == place:
            break
        begin = start
        while start < place and text[start] in "0123456789.:：":
            start += 1
        while start < place and text[start] not in DIGITS:
            start += 1
        if start >= place or start == begin:
            return None
    before = text[start - 1] if start else "\n"
    if before in _MARKS_BEFORE and not (
        before in ":：" and (start < 2 or text[start - 2] not in DIGITS)
    ):
        return None
    if (before.isascii() and before.isalnum()) or "Ａ" <= before <= "ｚ":
        return None  # ＧＢ1998-2005
    if (
        before in "（("
        and text[start - 2 : start - 1].isascii()
        and text[start - 2 : start - 1].isalpha()
    ):
        return None
    if before == " " and start > 1 and text[start - 2].isascii() and text[start - 2].isalnum():
        return None
    a, b = match["a"], match["b"]
    if (a[0] == "0" or b[0] == "0") and not (match["clock"] or a[:2] == "0." or a == "0"):
        return None  # a telephone number, a code
    if text[match.end() : match.end() + 1] in _MARKS_BEFORE and match["clock"] is None:
        behind = text[match.end() : match.end() + 2]
        if len(behind) > 1 and behind[1] in DIGITS:
            return None  # 2024-03-05, 1-2-3
    unit_a, unit_b = match["unit_a"], match["unit_b"] or ""
    if text.startswith(_STREETS, match.end() - len(unit_b)) or unit_b[:1] == "号":
        return None
    ordinal = before == "第"
    years = len(a) == 4 and a[:2] in ("18", "19", "20") and unit_a in ("", "年")
    clock = match["clock"] is not None and (":" in a or "：" in a)
    is_time = (
        clock
        or unit_b in ("月", "月份", "日", "年度", "学年")
        or (unit_b == "年" and (years or before in "年前"))
        or (unit_b in ("时", "点", "点钟") and before in "午日晚上晨至，：: ")
    )
    if match["clock"] is not None and not clock:
        return None
    if not unit_b and not ordinal and not is_time:
        if not (years and len(b) == 4 and b[:2] in ("18", "19", "20", "21")):
            return None
        is_time = True
    if unit_b == "年" and not years and len(b) == 4 and b[:2] in ("19", "20"):
        if not unit_a:
            return None  # 5-2024年
        is_time = True  # 1945年10月-1948年5月
    return Range(
        start, match.start("dash"), match.end("dash"), match.end(), a, unit_a, b, unit_b,
        is_time, ordinal,
    )  # fmt: skip


def lacks_unit(range_: Range, text: str) -> str:
    """％, 万 or 亿 that the first number lacks and the second has; "" if it lacks none."""
    unit = range_.unit_b.lstrip("多余")
    if range_.unit_a or range_.is_time or range_.is_ordinal or not unit:
        return ""
    if len(range_.a) == 4 and range_.a[:2] in ("19", "20") and text.startswith("年", range_.end):
        return ""
    if unit[0] in "%‰":
        return unit[0]
    if unit[0] in "万亿":
        return unit
    return ""


class HyphenatedRange(ParagraphRule):
    """起止之间用了短横线

    检查什么

    时间、次序和数值的起止之间用短横线（-）、双横线（--）、破折号（——）或汉字“一”：2020-2024年、3-5个、第3-5条。电话、编号、标准号、比分和门牌号不算。

    为什么

    时间的起止用一字线（—），数值的范围用浪纹线（～）。短横线只用于编号、电话和“2024-03-05”一类的日期，破折号另有用处。

    错误示例

    - 总结⟦2020-2024年⟧的工作。
    - 每组⟦3-5人⟧，依照⟦第3-5条⟧办理。
    - ⟦1--6月⟧，办理提案120件。
    - 会期为⟦8:30-11:30⟧。

    正确示例

    - 总结2020—2024年的工作，每组3～5人。
    - 联系电话0731-8800，标准号GB/T 9704-2012，日期2024-03-05。
    - 地址为3-2-101室、3-5号楼，型号为A-5。
    - 主队以3-2获胜，气温为-5℃。
    """

    code = "NM014"
    name = "hyphenated-range"
    source = "GB/T 15834-2011 4.13"
    requires = frozenset("-–‐—－一")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield ranges with a sign that is too short or too long."""
        text = block.memo(suspects).text
        for range_ in block.memo(ranges):
            sign = text[range_.dash : range_.dash_end]
            if sign in _SOUND or lacks_unit(range_, text):
                continue
            right = "—" if range_.is_time or range_.is_ordinal else "～"
            if range_.unit_a.startswith(("月", "日")):
                right = "—"
            yield _hit(
                block.text,
                range_,
                N_("“{text}”里的“{sign}”应为“{right}”：时间、次序的起止用一字线，数值范围用浪纹线"),
                right,
                sign != "一",
            )


_SOUND = ("—", "～", "~", "－", "―", "─")


def _hit(text: str, range_: Range, message: str, right: str, safe: bool) -> Hit:
    start, end = range_.start, range_.end
    if range_.is_ordinal:
        start -= 1
    fixed = text[start : range_.dash] + right + text[range_.dash_end : end]
    return Hit(
        start,
        end,
        message,
        {"text": text[start:end], "sign": text[range_.dash : range_.dash_end], "right": right},
        (Fix((Edit(range_.dash, range_.dash_end, right),), safe),),
        (fixed,),
    )


class RangeSign(ParagraphRule):
    """起止之间的连接号不规范

    检查什么

    数值范围用半角的“~”，时间的起止用浪纹线（2020～2024年）。

    为什么

    时间的起止用一字线（—），数值的范围用全角的浪纹线（～）。

    错误示例

    - 总结⟦2020～2024年⟧的工作。
    - 每组⟦3~5人⟧。
    - ⟦1~6月⟧，办理提案120件。

    正确示例

    - 总结2020—2024年的工作。
    - 每组3～5人，降低3%～5%。
    - 依照第3～5条办理。
    """

    code = "NM015"
    name = "range-sign"
    severity = "hint"
    source = "GB/T 15834-2011 4.13"
    requires = frozenset("~～")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield ranges whose sign is a tilde where it should be a dash or full-width."""
        text = block.memo(suspects).text
        for range_ in block.memo(ranges):
            sign = text[range_.dash : range_.dash_end]
            if lacks_unit(range_, text):
                continue
            if sign in ("~", "～") and range_.is_time:
                yield _hit(
                    block.text,
                    range_,
                    N_("时间的起止用一字线，“{text}”里的“{sign}”应为“{right}”"),
                    "—",
                    True,
                )
            elif sign == "~":
                yield _hit(
                    block.text,
                    range_,
                    N_("数值范围用全角的浪纹线，“{text}”里的“{sign}”应为“{right}”"),
                    "～",
                    True,
                )


class AmbiguousRange(ParagraphRule):
    """数值范围前一个数缺单位

    检查什么

    “15～30%”“13～17万元”“9—16亿”：前一个数没有百分号、“万”或“亿”。

    为什么

    省略以后前一个数可以是15，也可以是15%，两种读法差得很远，所以不能省略。

    错误示例

    - 增幅为⟦15～30%⟧。
    - 每户补助⟦3—5万元⟧。
    - 投资约⟦9-16亿元⟧。

    正确示例

    - 增幅为15%～30%，每户补助3万—5万元，投资约9亿～16亿元。
    - 每组3～5人，行程400～500公里。
    - 2023—2024年，投资5亿元。
    """

    code = "NM016"
    name = "ambiguous-range"
    source = "GB/T 15835-2011"
    requires = frozenset("%％‰万亿")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield ranges whose first number has no %, 万 or 亿."""
        text = block.memo(suspects).text
        if block.characters.isdisjoint("-－–‐―─—~～一"):
            return
        for range_ in block.memo(ranges):
            unit = lacks_unit(range_, text)
            if not unit:
                continue
            start, end = range_.start, range_.end
            written = block.text[range_.end - len(unit) : range_.end]
            fixed = (
                f"{block.text[start : range_.dash]}{written}～{block.text[range_.dash_end : end]}"
            )
            yield Hit(
                start,
                end,
                N_("“{text}”的前一个数缺少“{unit}”，会有两种读法，应为“{fixed}”"),
                {"text": block.text[start:end], "unit": written, "fixed": fixed},
                (Fix((Edit(range_.dash, range_.dash_end, f"{written}～"),)),),
                (fixed,),
            )
