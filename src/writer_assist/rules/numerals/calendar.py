"""The Gregorian calendar in whole numbers."""

from __future__ import annotations

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WEEKDAYS = "一二三四五六日"


def is_leap(year: int) -> bool:
    """Whether February has 29 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in(month: int, year: int | None) -> int:
    """How many days a month (1 … 12) has; of a February whose year is not known, 29."""
    if month == 2 and year is not None and not is_leap(year):
        return 28
    return _LENGTHS[month - 1]


def weekday(year: int, month: int, day: int) -> int:
    """The day of the week, Monday 0 … Sunday 6, by Zeller's congruence."""
    if month < 3:
        month += 12
        year -= 1
    century, of_century = divmod(year, 100)
    saturday = (
        day + 13 * (month + 1) // 5 + of_century + of_century // 4 + century // 4 + 5 * century
    )
    return (saturday + 5) % 7
