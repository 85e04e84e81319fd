"""NM001 and NM005: dates that do not exist, and spans that run backwards."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from ..base import Hit, LazyPattern, ParagraphRule, Text
from .calendar import days_in
from .scan import (
    DIGITS,
    HAN_DIGITS,
    ZEROS,
    left,
    run_start,
    small_number,
    suspects,
    year_number,
)

_DAY = LazyPattern(
    r"月[ ]?(?P<day>29|3[0-9]|[4-9][0-9]|00?(?![0-9])|二十九|三十[一二三四五六七八九]?"
    r"|[四五六七八九]十[一二三四五六七八九]?)[ ]?[日号](?!游|行程)"
)
_NUMBERED_DATE = LazyPattern(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-./])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9./-])"
)
_QUARTER = LazyPattern(r"季度(?<=第[5-9五六七八九]季度)")
_MONTH_CHARACTERS = frozenset("一二三四五六七八九十元")
_YEAR_CHARACTERS = DIGITS | HAN_DIGITS | frozenset(ZEROS)
_LUNAR = ("农历", "阴历", "旧历", "夏历", "古历", "闰")


class PartialDate(NamedTuple):
    """A month and what stands before it; ``start`` is where the date begins."""

    start: int
    year: int | None
    month: int | None


def before_month(text: str, month: int) -> PartialDate:
    """Read the month, and the year if there is one, that end at the 月 at ``month``."""
    end = month - 1 if month and text[month - 1] == " " else month
    start = run_start(text, end, DIGITS, 3)
    if start == end:
        start = run_start(text, end, _MONTH_CHARACTERS, 3)
    value = small_number(text[start:end]) if start < end else None
    behind = start - 1 if start and text[start - 1] == " " else start
    if behind and text[behind - 1] == "年":
        stop = behind - 2 if text[behind - 2 : behind - 1] == " " else behind - 1
        begin = run_start(text, stop, _YEAR_CHARACTERS, 5)
        if stop - begin == 4:
            return PartialDate(begin, year_number(text[begin:stop]), value)
    return PartialDate(start, None, value)


def is_lunar(text: str, start: int) -> bool:
    """Whether a word before the date says that it is of the farmers' calendar."""
    before = left(text, start, 8)
    return any(word in before for word in _LUNAR)


class ImpossibleDate(ParagraphRule):
    """不存在的日期

    检查什么

    历法上没有的日子：小月的31日、2月30日、平年的2月29日、13月、0日、32日、第五季度，阿拉伯数字和汉字都看。农历的日子不算。

    为什么

    多半是改动月份时没有改日子，或者手误。文件印发以后，开会、报送的时间就没有了着落。

    错误示例

    - 会议定于⟦2024年9月31日⟧召开。
    - 请于⟦二月三十日⟧前报送材料。
    - ⟦2023年2月29日⟧，召开座谈会。
    - 截至⟦13月⟧底，各项指标全部完成。

    正确示例

    - 会议定于2024年9月30日召开。
    - 2024年2月29日，召开座谈会。
    - 农历二月三十日是当地的庙会。
    - 工期为13个月，本月31日前完工。
    - 每年2月29日出生的职工按2月28日过生日。
    """

    code = "NM001"
    name = "impossible-date"
    severity = "error"
    requires = frozenset("月季-./")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield dates that no calendar has."""
        found = block.memo(suspects)
        text = found.text
        for month in found.months:
            yield from self._day(text, month)
        months = [place + 1 for place in found.pair if text[place + 1] == "月"]
        months += [
            text.index("月", place)
            for place in found.zero
            if text.startswith(("0月", "00月"), place)
        ]
        if "十" in found.characters:
            months += [place for place in found.months if text[place - 2 : place - 1] == "十"]
        for month in months:
            yield from self._month(text, month)
        for place in found.date:
            yield from _numbered_date(text, place - 3)
        if "季" in found.characters and "第" in found.characters:
            for match in _QUARTER().finditer(text):
                start = match.start() - 2
                yield Hit(
                    start,
                    match.end(),
                    N_("“{text}”不存在：一年只有四个季度，请核对"),
                    {"text": block.text[start : match.end()]},
                )

    def _day(self, text: str, month: int) -> Iterator[Hit]:
        match = _DAY().match(text, month)
        if match is None:
            return
        date = before_month(text, month)
        day = small_number(match["day"])
        if date.month is None or day is None or not 1 <= date.month <= 12:
            return  # 腊月三十日; a month that does not exist is found as such
        last = days_in(date.month, date.year)
        if 1 <= day <= last or is_lunar(text, date.start):
            return
        if date.month == 2 and day == 29:
            message = N_("“{text}”不存在：{year}年是平年，2月只有28天，请核对")
        elif day == 0:
            message = N_("“{text}”不存在：没有0日，请核对")
        else:
            message = N_("“{text}”不存在：{month}月只有{last}天，请核对")
        params = {"text": text[date.start : match.end()], "year": date.year}
        params |= {"month": date.month, "last": last}
        yield Hit(date.start, match.end(), message, params)

    def _month(self, text: str, end: int) -> Iterator[Hit]:
        date = before_month(text, end)
        if date.month is None or 1 <= date.month <= 12:
            return
        before = text[date.start - 1] if date.start else "\n"
        if before in "第.~～—–-/个+" or (before.isascii() and before.isalnum()):
            return  # a measurement: 第13月, 3—18月龄, M13月
        if before in ",，、" and text[date.start - 2 : date.start - 1] in DIGITS:
            return
        if text.startswith(("龄", "嫂", "子", "薪", "租", "饼", "均", "刊"), end + 1):
            return
        if date.month == 0 and text[date.start - 5 : date.start] == "0000年":
            return  # an unfilled date
        yield Hit(
            date.start,
            end + 1,
            N_("“{text}”不存在：一年只有十二个月，请核对"),
            {"text": text[date.start : end + 1]},
        )


def _numbered_date(text: str, start: int) -> Iterator[Hit]:
    """2024-02-30, 2024.9.31."""
    match = _NUMBERED_DATE().match(text, start)
    if match is None or (start and text[start - 1] in "0123456789.-/"):
        return
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= days_in(month, year)):
        yield Hit(start, match.end(), N_("“{text}”不是存在的日期，请核对"), {"text": match[0]})


_DAY_SPAN = LazyPattern(
    r"月(?P<first>[0-9]{1,2})日?(?:[至到]|[—－–~～-]{1,2})(?P<last>[0-9]{1,2})日(?!内|前完)"
)
_YEAR_SPAN = LazyPattern(
    r"(?P<first>(?:19|20)[0-9]{2})年?(?:[至到]|[—－–~～-]{1,2})(?P<last>(?:19|20)[0-9]{2})年"
)


class ReversedDateSpan(ParagraphRule):
    """起止日期颠倒

    检查什么

    后面的年份比前面的早，或者同一个月里后面的日子比前面的早。

    为什么

    起止颠倒，多半有一头写错了。

    错误示例

    - 活动时间为⟦3月5日至2日⟧。
    - 回顾⟦2024—2020年⟧的工作。
    - 培训于⟦8月20—12日⟧举行。

    正确示例

    - 活动时间为3月2日至5日。
    - 2020—2024年的工作；3月28日至4月2日放假。
    - 汛期为11月20日至次年2日前后。
    - 由2024年上溯到2020年，逐年比对。
    """

    code = "NM005"
    name = "reversed-date-span"
    requires = frozenset("至到—－–~～-")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield spans that end before they begin."""
        found = block.memo(suspects)
        text = found.text
        for place in found.span:
            start = run_start(text, place + 1, DIGITS, 5)
            if place - start == 3:
                match = _YEAR_SPAN().match(text, start)
                if match is None or (start and text[start - 1] in "0123456789-."):
                    continue
            elif text[start - 1 : start] == "月":
                match = _DAY_SPAN().match(text, start - 1)
                if match is None or match["last"] == "0":
                    continue
                date = before_month(text, start - 1)
                if date.month is None:
                    continue
                start = date.start
            else:
                continue
            if int(match["last"]) < int(match["first"]):
                yield self._hit(block.text, start, match.end())

    def _hit(self, text: str, start: int, end: int) -> Hit:
        return Hit(
            start,
            end,
            N_("“{text}”起止颠倒，后面的时间比前面的早，请核对"),
            {"text": text[start:end]},
        )
