"""NM003 and NM004: days of the week against dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import DraftTextRule
from .calendar import WEEKDAYS, days_in, weekday
from .dates import PartialDate, before_month, is_lunar
from .scan import (
    run_start,
    small_number,
    suspects,
)

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_WEEKDAY = LazyPattern(
    r"日[ \u3000]?[（(，,]?[ \u3000]?(?P<name>星期|礼拜|周)(?P<day>[一二三四五六日天])(?![刊边年围期末])(?!报(?![到名送告考]))"
)
_DAY_CHARACTERS = frozenset("一二三四五六七八九十0123456789")


def _weekdays(text: str) -> Iterator[tuple[int, int, PartialDate, int, int]]:
    """Dates with a day of the week: start and end of its name, the date, the day, the number."""
    for match in _WEEKDAY().finditer(text):
        end = match.start() - 1 if text[match.start() - 1] == " " else match.start()
        start = run_start(text, end, _DAY_CHARACTERS, 3)
        month = start - 2 if text[start - 1 : start] == " " else start - 1
        if start == end or month < 0 or text[month] != "月":
            continue
        date = before_month(text, month)
        day = small_number(text[start:end])
        if date.month is None or day is None or not 1 <= date.month <= 12:
            continue
        if not 1 <= day <= days_in(date.month, date.year) or is_lunar(text, date.start):
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


def _wrong_weekday(text: str, start: int, end: int, date: PartialDate, day: int, right: int) -> Hit:
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
