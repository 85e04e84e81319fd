"""NM001 to NM005: dates and times that do not exist or contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import DraftTextRule
from .calendar import WEEKDAYS, days_in, weekday
from .scan import DIGITS, HAN_DIGITS, ZEROS, run_start, small_number, suspects, year_number

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

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


class _Date(NamedTuple):
    """A month and what stands before it; ``start`` is where the date begins."""

    start: int
    year: int | None
    month: int | None


def _before_month(text: str, month: int) -> _Date:
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
            return _Date(begin, year_number(text[begin:stop]), value)
    return _Date(start, None, value)


def _is_lunar(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start]
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
        date = _before_month(text, month)
        day = small_number(match["day"])
        if date.month is None or day is None or not 1 <= date.month <= 12:
            return  # 腊月三十日; a month that does not exist is found as such
        last = days_in(date.month, date.year)
        if 1 <= day <= last or _is_lunar(text, date.start):
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
        date = _before_month(text, end)
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


_HALVES = ("上午", "下午", "中午", "晚上", "早上", "凌晨", "清晨")
_MORNING = ("上午", "早上", "凌晨", "清晨")
_MINUTE = LazyPattern(r"[:：](?P<a>[0-9]{2})(?![0-9:：])|[时点](?:(?P<b>[0-9]{1,2})分(?!钟|之))?")


class ImpossibleTime(ParagraphRule):
    """不存在的钟点

    检查什么

    25时、61分、上午15时一类的钟点。时长（25小时）、比分和比例不算。

    为什么

    会议、活动的时间错了，与会的人无所适从。

    错误示例

    - 会议定于3月5日⟦25时⟧召开。
    - ⟦上午15:00⟧在机关会议室开会。
    - 请于8月2日⟦9:75⟧前签到。
    - 时间为⟦14时65分⟧。

    正确示例

    - 会议定于3月5日15时召开，24时前结束。
    - 上午9:00至下午5:00开放，全程约25小时。
    - 甲队以25：20胜乙队，比例为1：75。
    - 上午12时30分散会。
    """

    code = "NM002"
    name = "impossible-time"
    severity = "error"
    requires = frozenset("时点:：")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield times that no clock shows."""
        found = block.memo(suspects)
        for place in found.pair + found.clock:
            if found.text[place + 1] in ":：时点":
                yield from self._time(block.text, found.text, place + 1)

    def _time(self, original: str, text: str, place: int) -> Iterator[Hit]:
        """The time whose hour stands before the sign at ``place``, if there is none such."""
        match = _MINUTE().match(text, place)
        start = run_start(text, place, DIGITS, 4)
        if match is None or place - start > 2:
            return
        hour, minutes = int(text[start:place]), match["a"] or match["b"]
        minute = int(minutes or 0)
        before = start - 1 if start and text[start - 1] == " " else start
        half = text[max(0, before - 2) : before]
        # What tells a time from a score, a ratio or an amount of hours.
        told = half in _HALVES or (half[-1:] in ("日", "晚") and text[place] != "点")
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            if not told and not (match["b"] and hour <= 24):
                return
            message = N_("“{text}”不存在，一天只有24小时，一小时只有60分，请核对")
        elif half in _MORNING and hour > 12:
            start = before - 2
            message = N_("“{text}”自相矛盾，12时以后不是上午，请核对")
        else:
            return
        end = match.end()
        yield Hit(start, end, message, {"text": original[start:end]})


_WEEKDAY = LazyPattern(
    r"日[ \u3000]?[（(，,]?[ \u3000]?(?P<name>星期|礼拜|周)(?P<day>[一二三四五六日天])(?![刊边年围期末])(?!报(?![到名送告考]))"
)
_DAY_CHARACTERS = frozenset("一二三四五六七八九十0123456789")


def _weekdays(text: str) -> Iterator[tuple[int, int, _Date, int, int]]:
    """Dates with a day of the week: start and end of its name, the date, the day, the number."""
    for match in _WEEKDAY().finditer(text):
        end = match.start() - 1 if text[match.start() - 1] == " " else match.start()
        start = run_start(text, end, _DAY_CHARACTERS, 3)
        month = start - 2 if text[start - 1 : start] == " " else start - 1
        if start == end or month < 0 or text[month] != "月":
            continue
        date = _before_month(text, month)
        day = small_number(text[start:end])
        if date.month is None or day is None or not 1 <= date.month <= 12:
            continue
        if not 1 <= day <= days_in(date.month, date.year) or _is_lunar(text, date.start):
            continue
        given = 6 if match["day"] == "天" else WEEKDAYS.index(match["day"])
        yield match.start("name"), match.end(), date, day, given


class WrongWeekday(ParagraphRule):
    """星期与日期不符

    检查什么

    写明年、月、日的日期后面的星期几。

    为什么

    改了日期没有改星期，收文的人不知道按哪一个来。

    错误示例

    - 2024年3月5日（⟦星期三⟧）上午召开全体会议。
    - 定于2023年10月1日(⟦周一⟧)举行。
    - 二〇二四年三月五日，⟦星期一⟧，天气晴。

    正确示例

    - 2024年3月5日（星期二）上午召开全体会议。
    - 3月5日（星期三）上午召开全体会议。
    - 2023年10月1日（周日）举行升旗仪式。
    - 2024年3月5日周末休息。
    """

    code = "NM003"
    name = "wrong-weekday"
    severity = "error"
    requires = frozenset("期周拜")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield names of weekdays that the date before them does not fall on."""
        if "日" not in block.characters:
            return
        for start, end, date, day, given in _weekdays(block.memo(suspects).text):
            if date.year is not None and date.month is not None and date.year > 1900:
                right = weekday(date.year, date.month, day)
                if right != given:
                    yield _wrong_weekday(block.text, start, end, date, day, right)


class DoubtfulWeekday(DraftTextRule):
    """星期与日期可能不符

    检查什么

    没有写年份的日期后面的星期几，按这份材料的年份推算。

    为什么

    照搬去年的通知，日期改了，星期没有改。

    错误示例

    - 关于召开2024年全体会议的通知
      3月5日（⟦星期三⟧）召开全体会议。
    - 政协云溪县委员会2023年工作要点
      10月1日（⟦周一⟧）举行升旗仪式。
    - 2024年活动安排
      定于5月6日(⟦星期日⟧)开展调研。

    正确示例

    - 2024年工作总结
      3月5日（星期二）召开全体会议。
    - 工作安排
      3月5日（星期三）召开全体会议。
    - 2024年工作总结
      明年3月5日（星期三）召开全体会议。
    """

    code = "NM004"
    name = "doubtful-weekday"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield names of weekdays that do not fit the draft's year."""
        if "日" not in draft.document.characters or draft.document.characters.isdisjoint("期周拜"):
            return
        year: int | None = None
        for start, end, date, day, given in _weekdays(text):
            # 去年3月5日, 次年3月5日: another year than the draft's.
            if (
                date.year is not None
                or date.month is None
                or text[date.start - 1 : date.start] == "年"
            ):
                continue
            year = year or draft.year
            if year is None or day > days_in(date.month, year):
                return
            right = weekday(year, date.month, day)
            if right == given:
                continue
            # What a summary says of the coming year.
            if "总结" in draft.title_text and weekday(year + 1, date.month, day) == given:
                continue
            yield _wrong_weekday(text, start, end, date._replace(year=year), day, right)


def _wrong_weekday(text: str, start: int, end: int, date: _Date, day: int, right: int) -> Hit:
    name = text[start : end - 1] + WEEKDAYS[right]
    return Hit(
        start,
        end,
        N_("{year}年{month}月{day}日是{right}，不是{text}，请核对日期和星期"),
        {
            "year": date.year,
            "month": date.month,
            "day": day,
            "right": name,
            "text": text[start:end],
        },
        (Fix((Edit(start, end, name),)),),
        (name,),
    )


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
                date = _before_month(text, start - 1)
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
