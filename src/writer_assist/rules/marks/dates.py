"""Dates of which the year, the month or the day has no digits."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.rules.base import LazyPattern

from .mark import Mark, MarkKind

_DATE = LazyPattern(
    r"(?P<y>(?:(?:19|20)?\d{1,4}|[〇○零一二三四五六七八九]{1,4})?)[ \u3000]{0,8}年"
    r"(?P<m>(?:[ \u3000]{0,8}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[ \u3000]{0,8}))月"
    r"(?P<d>(?:[ \u3000]{0,8}(?:\d{1,2}|[一二三四五六七八九十]{1,3})?[ \u3000]{0,8}))日"
)
_MONTH_PART = LazyPattern(
    r"(?:(?<=[年于在自从至到])|(?<=[年于在自从至到] )|(?<=[年于在自从至到][ \u3000][ \u3000]))"
    r"[ \u3000]{0,8}月(?=份|底|初|中旬|上旬|下旬)"
)
_YEARS_BLANK = LazyPattern(r"(?<![\d.])(?:19|20)\d?[ \u3000]{1,8}(?=年(?![ \u3000]{0,8}\d?月))")
_DASHED_DATE = LazyPattern(r"[—–…\-]{1,6}年[—–…\-]{1,6}月(?:[—–…\-]{1,6}日)?")
_PATTERN_DATE = LazyPattern(
    r"[yY]{2,4}年[mM]{1,2}月(?:[dD]{1,2}日)?|(?<!\d)0000年(?:00月(?:00日)?)?"
)
_DATE_LEFT = "\n \u3000，。、；：（(“于在自从至到和《—-|\t\v"


def find_dates(text: str) -> Iterator[Mark]:
    """Dates of which the year, the month or the day has no digits."""
    for match in _DATE().finditer(text):
        year, month, day = (match[part].strip() for part in "ymd")
        if year and month and day:
            continue
        start = match.start()
        left = text[start - 1] if start else "\n"
        if not year:
            if left not in _DATE_LEFT:
                continue  # 去年5月3日, 出生年月日
            if not month and not day and "月日" in match[0] and "年月" in match[0]:
                # "年月日" in one word names a date; alone on its line, or behind 于, it lacks one.
                rest = text[match.end() : match.end() + 1]
                if not (left in "于在：\n" and (rest in ("\n", "", "，", "。", "召"))):
                    continue
        while text[start] in " \u3000":
            start += 1
        yield Mark(start, match.end(), "date")
    for match in _MONTH_PART().finditer(text):
        start = match.start()
        if match[0] == "月" and text[start - 1] in "在从到" and not text.startswith("月份", start):
            continue  # 到月底, 从月初
        if (
            match[0] == "月"
            and text[start - 1] in "于自至"
            and text.startswith(("月底", "月初"), start)
        ):
            continue  # 于月底前
        if match[0] == "月" and text[start - 1] == "年" and not _named_year(text, start):
            continue
        while text[start] in " \u3000":
            start += 1
        yield Mark(start, match.end() + (1 if text.startswith("份", match.end()) else 0), "date")
    for pattern in (_YEARS_BLANK, _DASHED_DATE, _PATTERN_DATE):
        kind: MarkKind = "year" if pattern is _YEARS_BLANK else "date"
        for match in pattern().finditer(text):
            yield Mark(match.start(), match.end(), kind)


def _named_year(text: str, month: int) -> bool:
    """Whether 年 before an empty month is a particular year (2024年月底, 前年月初)."""
    before = text[max(0, month - 3) : month - 1]
    return before[-1:].isdigit() or before.endswith(
        ("今", "去", "明", "前", "当", "同", "本", "上")
    )
