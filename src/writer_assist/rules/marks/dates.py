"""Dates of which the year, the month or the day has no digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_assist.rules.base import LazyPattern
from writer_assist.rules.gates import heads, pairs

from .mark import Mark
from .words import HAN_DIGITS, MASK_CHARACTERS

# Each pattern begins with a literal, so that the search for it runs at memchr's speed; what
# stands to its left is then looked at by hand.
_DATE = LazyPattern(
    r"年([ \u3000]{0,8}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[ \u3000]{0,8})月"
    r"([ \u3000]{0,8}(?:\d{1,2}|[一二三四五六七八九十]{1,3})?[ \u3000]{0,8})日"
)
_MONTH_ONLY = LazyPattern(r"年[ \u3000]{0,4}\d{1,2}月(?![ \u3000]{0,4}\d{0,2}[ \u3000]{0,4}日)")
_BLANK_MONTH = LazyPattern(r"年[ \u3000]{1,8}月(?![ \u3000]{0,8}[\d日一二三四五六七八九十])")
_MONTH_DAY = LazyPattern(r"月[ \u3000]{0,8}日(?![期历志报记程常后益])")
_MONTH_PART = LazyPattern(r"月(?:份|底|初|中旬|上旬|下旬)")
_YEAR_BLANK = LazyPattern(r"(?<![\d.])(?:19|20)\d?[ \u3000]{1,8}(?=年(?![ \u3000]{0,8}\d?月))")
_DASHED_DATE = LazyPattern(r"[—–…\-]{1,6}年[—–…\-]{1,6}月(?:[—–…\-]{1,6}日)?")
_PATTERN_DATE = LazyPattern(
    r"[yY]{2,4}年[mM]{1,2}月(?:[dD]{1,2}日)?|(?<!\d)0000年(?:00月(?:00日)?)?"
)
_BLANKS = " \u3000"
_AFTER_YEAR = "月 \u30000123456789０１２３４５６７８９一二三四五六七八九十"
_YEAR = LazyPattern(f"年(?=[{_AFTER_YEAR}])")
_BEFORE_DATE = frozenset("\n \u3000，。、；：（(“于在自从至到和《—-|\t\v")
"""What may stand before a date whose year is empty; in 去年5月3日 a word names the year."""
_BEFORE_LONE_YEAR = ("于", "在", "自", "从", "至", "到")
_BEFORE_MONTH = frozenset("年于在自从至到")
_BEFORE_MONTH_DAY = frozenset("于在自从至到\n，。；：（(定")
_NAMED_YEARS = ("今", "去", "明", "前", "当", "同", "本", "上")


# What must occur for a search to find anything.
_YEAR_PAIRS = pairs("年", _AFTER_YEAR)
_YEAR_BLANK_PAIRS = pairs(_BLANKS, "年")
_MONTH_PART_PAIRS = pairs("月", "份底初中上下")
_MONTH_DAY_PAIRS = pairs("月", f"日{_BLANKS}")
_DASHED_PAIRS = pairs("—–…-", "年")
_NOUGHTS = heads(("00",))
_PAIRS = frozenset().union(
    _YEAR_PAIRS, _YEAR_BLANK_PAIRS, _MONTH_PART_PAIRS, _MONTH_DAY_PAIRS, _DASHED_PAIRS, _NOUGHTS
)


def find_dates(text: str, characters: frozenset[str], bigrams: frozenset[int]) -> Iterator[Mark]:
    """Yield dates that lack digits; a date is one mark, from its year to its day.

    ``characters`` and ``bigrams`` are those that occur in the text.
    """
    found = _PAIRS & bigrams
    if not _YEAR_PAIRS.isdisjoint(found):
        for match in _YEAR().finditer(text):
            yield from _behind_year(text, match.start())
    if not _YEAR_BLANK_PAIRS.isdisjoint(found):
        yield from _blank_years(text)
    if not _MONTH_PART_PAIRS.isdisjoint(found):
        yield from _months_without_number(text)
    if not _MONTH_DAY_PAIRS.isdisjoint(found):
        yield from _days_without_number(text)
    if not _DASHED_PAIRS.isdisjoint(found):
        for match in _DASHED_DATE().finditer(text):
            yield Mark(match.start(), match.end(), "date")
    if not characters.isdisjoint("Yy") or (not _NOUGHTS.isdisjoint(found) and "0000年" in text):
        for match in _PATTERN_DATE().finditer(text):
            yield Mark(match.start(), match.end(), "date")


def _blank_years(text: str) -> Iterator[Mark]:
    """20  年: a year of which two digits are left."""
    for blank in _BLANKS:
        position = text.find(blank + "年") + 1
        while position:
            # The years' digits lie within twelve characters.
            match = _YEAR_BLANK().search(text, max(0, position - 12), position + 12)
            if match and match.end() == position:
                yield Mark(match.start(), match.end(), "year")
            position = text.find(blank + "年", position) + 1


def _behind_year(text: str, year: int) -> Iterator[Mark]:
    """What the month and the day behind the 年 at ``year`` lack."""
    match = _DATE().match(text, year)
    if match:
        yield from _incomplete_date(text, match)
    elif match := _BLANK_MONTH().match(text, year):
        yield from _blank_month(text, match)
    elif text[year - 1 : year] in _BEFORE_LONE_YEAR and (match := _MONTH_ONLY().match(text, year)):
        yield Mark(year, match.end(), "date")


def _incomplete_date(text: str, match: re.Match[str]) -> Iterator[Mark]:
    month, day = match[1].strip(), match[2].strip()
    end = match.start()
    for _ in range(8):
        if not end or text[end - 1] not in _BLANKS:
            break
        end -= 1
    start = end
    while start and end - start < 4 and (text[start - 1].isdigit() or _is_numeral(text, start)):
        start -= 1
    if start < end:
        if not (month and day):
            yield Mark(start, match.end(), "date")
        elif end < match.start() and end - start < 4:
            yield Mark(start, match.start(), "year")
    elif end and text[end - 1] in MASK_CHARACTERS and not (month and day):
        yield Mark(match.start() + 1, match.end(), "date")  # 20xx年  月  日
    elif _lacks_year(text, end, match.start(), match.end(), bool(month or day)):
        yield Mark(match.start(), match.end(), "date")


def _days_without_number(text: str) -> Iterator[Mark]:
    """于 月 日召开: a month and a day left blank where no year stands."""
    for match in _MONTH_DAY().finditer(text):
        start = match.start()
        for _ in range(8):
            if not start or text[start - 1] not in _BLANKS:
                break
            start -= 1
        before = text[start - 1] if start else "\n"
        blanks = start < match.start() or len(match[0]) > 2
        if before in _BEFORE_MONTH_DAY and (blanks or before in "于自"):
            yield Mark(match.start(), match.end(), "date")


def _blank_month(text: str, match: re.Match[str]) -> Iterator[Mark]:
    """拟于年　月前, 2024年  月: a month left blank where no day follows."""
    start = match.start()
    while start and match.start() - start < 4 and text[start - 1].isdigit():
        start -= 1
    before = text[start - 1] if start else "\n"
    if start < match.start() or before in _BEFORE_DATE:
        yield Mark(start, match.end(), "date")


def _is_numeral(text: str, end: int) -> bool:
    return text[end - 1] in HAN_DIGITS


def _lacks_year(text: str, left: int, start: int, end: int, has_digits: bool) -> bool:
    """Whether 年…月…日 with nothing before 年 is a date to fill in.

    ``left`` is where the blanks before 年 begin, ``start`` and ``end`` the extent of the match.
    """
    before = text[left - 1] if left else "\n"
    if before not in _BEFORE_DATE:
        return False
    if has_digits or end - start > 3:
        return True
    # "年月日" in one word names a date; alone on its line, or behind 于, it lacks one.
    return before in "于在：\n" and (end == len(text) or text[end] in "\n，。召")


def _months_without_number(text: str) -> Iterator[Mark]:
    """月份, 月底 … with no number before it (于 月份, 2024年月底)."""
    for match in _MONTH_PART().finditer(text):
        month = start = match.start()
        for _ in range(8):
            if not start or text[start - 1] not in _BLANKS:
                break
            start -= 1
        before = text[start - 1] if start else "\n"
        if before not in _BEFORE_MONTH:
            continue
        if start == month:
            if before == "年":
                named = text[start - 2 : start - 1]
                if not (named.isdigit() or (named in _NAMED_YEARS and match[0] == "月份")):
                    continue
            elif not (before in "于自至" and match[0] not in ("月底", "月初")):
                continue  # 到月底, 从月初, 在月底前
        yield Mark(month, match.end(), "date")
