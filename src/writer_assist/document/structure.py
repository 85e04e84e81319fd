"""Heading levels that a draft's own marks show: 一、（一）1. （1）第一部分.

Readers give a level where the file has one (outline level, style, ``#``). Most drafts have
none: their headings are plain paragraphs that begin with a number. This module completes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from writer_assist.records import NamedTuple

from .model import Document, Paragraph

STORIES = frozenset({"body", "table", "text-box"})
"""The stories that can hold headings of the draft."""

LONGEST = 40
"""A numbered sentence longer than this (code points) is an item of a list, not a heading."""

_LONGEST_BARE = 24
"""The longest line without a number, in code points, that can be a heading by its place."""

_SHORTEST_BELOW = 12
"""So many code points at least stand behind a first sentence that is a heading."""

_FEWEST_BARE = 3
_FEWEST_RUN_IN = 4
"""So many of them at least make headings of lines, or of first sentences, without a number."""

SPACE = " \u3000\t\v\n\xa0\ufeff"
_LEADING = SPACE + "-•·●■◆*#>"
_NUMERALS = "一二三四五六七八九十"
_DIGITS = "0123456789０１２３４５６７８９"
_STOPS = "。；：！？;:!?\n\v"
_VALUES = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_SIGNS = {chr(0x3220 + i): (2, i + 1) for i in range(10)}  # ㈠
_SIGNS |= {chr(0x2474 + i): (4, i + 1) for i in range(20)}  # ⑴
_SIGNS |= {chr(0x2488 + i): (3, i + 1) for i in range(20)}  # ⒈
_FIRST = frozenset(_NUMERALS + _DIGITS + "第（(" + "".join(_SIGNS))
_GATE = _FIRST | frozenset(_LEADING)
_DELIMITERS = frozenset("、.．）)部章编")

# What follows 一、 where it is no heading number but the first of two ordinals: 一、二季度.
_AFTER_ORDINALS = frozenset("、季等级产批期类线档审楼班号")


class Mark(NamedTuple):
    """The number at the beginning of a paragraph.

    ``family`` ranks the kinds as GB/T 9704 nests them: 1 一、, 2 （一）, 3 1., 4 （1）; 0 is
    第一部分 and 第一章, -1 第一、, which takes whatever rank is free. ``value`` is the number;
    ``end`` the offset behind the mark and the white space that follows.
    """

    family: int
    value: int
    end: int


class Heading(NamedTuple):
    """A heading: its paragraph, level from 1, and the extent of its text (code points).

    The extent leaves out the typed number ("一、"); for a run-in heading ("1、精心办文。办公室…")
    it ends before the mark that closes it.
    """

    paragraph: Paragraph
    level: int
    start: int
    end: int

    @property
    def text(self) -> str:
        """The heading's own words."""
        return self.paragraph.text[self.start : self.end]


def complete_levels(document: Document) -> None:
    """Give a level to the paragraphs whose own marks make them headings.

    Levels that the reader set stay. Where it set them for numbered headings ("## 一、…" is
    level 2), the marks below follow: （一） is then level 3.
    """
    found: list[tuple[Paragraph, Mark]] = []
    shift = 0
    for paragraph in document.paragraphs:
        # Most paragraphs are plain text: they have to be passed over cheaply.
        if not paragraph.label:
            text = paragraph.text
            if not text or text[0] not in _GATE:
                continue
            if text[0] not in _FIRST:
                text = text.lstrip(_LEADING)
                if not text or text[0] not in _FIRST:
                    continue
            if _DELIMITERS.isdisjoint(text[1:6]) and text[0] not in _SIGNS:
                continue
        if paragraph.story not in STORIES:
            continue
        mark = mark_of(paragraph)
        if mark is None:
            continue
        if paragraph.level is not None:
            shift = max(shift, paragraph.level - max(mark.family, 1))
        elif mark.family < 3 or len(_words(paragraph, mark.end)) <= LONGEST:
            found.append((paragraph, mark))
    if not found:
        return
    families = {mark.family for _, mark in found}
    if 0 in families:
        shift = max(shift, 1)
    for paragraph, mark in found:
        if mark.family == 0:
            paragraph.level = 1
        elif mark.family == -1:
            paragraph.level = 1 + shift + (1 in families)
        else:
            paragraph.level = mark.family + shift


def headings(paragraphs: Iterable[Paragraph]) -> list[Heading]:
    """The headings among paragraphs, in order; levels must be complete."""
    return [heading_of(p) for p in paragraphs if p.level is not None and p.text]


def bare_headings(paragraphs: Sequence[Paragraph]) -> list[Heading]:
    """The headings of a text that numbers none: short lines that text follows, again and again.

    One such line may be anything; three with paragraphs between them are headings, whatever
    they say. So are the short sentences that most paragraphs begin with (抓学习，强素质。…).
    """
    found: list[Heading] = []
    for index, paragraph in enumerate(paragraphs[:-1]):
        text = paragraph.text
        if len(text) > _LONGEST_BARE + 8 or paragraph.story not in STORIES:
            continue
        bare = text.rstrip(SPACE + "*#")
        start = len(bare) - len(bare.lstrip(_LEADING))
        below = paragraphs[index + 1].text
        if (
            2 <= len(bare) - start <= _LONGEST_BARE
            and bare[-1] not in _STOPS + "，、,"
            and (bare[-1] not in "）)" or bare[start] not in "（(")
            and "。" not in bare
            and "、" not in bare.partition("：")[2]
            and paragraph.story != "table"
            and (len(below) > _LONGEST_BARE + 8 or below.rstrip(SPACE).endswith("。"))
        ):
            found.append(Heading(paragraph, 1, start, len(bare)))
    if len(found) >= _FEWEST_BARE:
        return found
    found = [heading for p in paragraphs if (heading := _run_in(p)) is not None]
    enough = max(_FEWEST_RUN_IN, len(paragraphs) // 2)
    return found if len(found) >= enough else []


def _run_in(paragraph: Paragraph) -> Heading | None:
    """The short first sentence of a longer paragraph, behind 第一， if that stands there."""
    text = paragraph.text
    start = len(text) - len(text.lstrip(_LEADING))
    limit = _LONGEST_BARE
    if text.startswith("第", start):
        value, end = _numeral(text, start + 1)
        if value and text[end : end + 1] == "，":
            start, limit = end + 1, LONGEST
    end = text.find("。", start, start + limit + 1)
    tail = text.rstrip(SPACE)[-3:]
    if text[start : start + 1].isdecimal() or tail[-1:] in "：:" or "现将" in text:
        return None  # 2014年，是……的一年。……现将工作总结如下。
    if end < start + 4 or len(text) - end <= _SHORTEST_BELOW or paragraph.story not in STORIES:
        return None
    return Heading(paragraph, 1, start, end)


def heading_of(paragraph: Paragraph) -> Heading:
    """A paragraph as a heading (level 1 if it has none)."""
    mark = mark_of(paragraph)
    text = paragraph.text
    start = mark.end if mark else len(text) - len(text.lstrip(_LEADING))
    words = _words(paragraph, start)
    if len(words) > LONGEST and "，" in words:
        words = words[: words.index("，")]
    words = words.rstrip(SPACE + "，、,.")
    if "**" in text[:start]:  # Markdown's bold around the whole line
        words = words.removesuffix("**")
    return Heading(paragraph, paragraph.level or 1, start, start + len(words))


def _words(paragraph: Paragraph, start: int) -> str:
    """The text from ``start`` to the first mark that ends a heading."""
    text = paragraph.text
    # One search of a class is far cheaper than a find for each mark of it.
    stop = _stops().search(text, start + 1)
    return text[start : stop.start()] if stop else text[start:]


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(f"[{_STOPS}]")


def mark_of(paragraph: Paragraph) -> Mark | None:
    """The number that a paragraph begins with, automatic or typed."""
    text = paragraph.text
    if paragraph.label:
        mark = _label_mark(paragraph.label)
        if mark is not None:
            return Mark(mark.family, mark.value, len(text) - len(text.lstrip(SPACE)))
    return read_mark(text)


@lru_cache(maxsize=1024)
def read_mark(text: str) -> Mark | None:
    """The heading number that a text begins with, or None."""
    start = 0
    length = len(text)
    while start < length and text[start] in _LEADING:
        start += 1
    if start == length:
        return None
    first = text[start]
    if first in _VALUES:
        mark = _chinese(text, start)
    elif first == "（" or first == "(":
        mark = _bracketed(text, start)
    elif first == "第":
        mark = _ordinal(text, start)
    elif first in _DIGITS:
        mark = _arabic(text, start)
    elif first in _SIGNS:
        family, value = _SIGNS[first]
        mark = Mark(family, value, start + 1)
    else:
        return None
    if mark is None:
        return None
    end = mark.end
    while end < length and text[end] in SPACE + "*":
        end += 1
    # A number with nothing behind it is a page number or a cell, not a heading.
    return Mark(mark.family, mark.value, end) if end < length else None


def _numeral(text: str, start: int) -> tuple[int, int]:
    """The Chinese number (1 … 99) at ``start``: its value and its end; value 0 if none."""
    end = start
    while end < len(text) and end < start + 4 and text[end] in _VALUES:
        end += 1
    digits = text[start:end]
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        if len(tens) > 1 or len(ones) > 1:
            return 0, end
        return _VALUES.get(tens, 1) * 10 + _VALUES.get(ones, 0), end
    return (_VALUES[digits], end) if len(digits) == 1 else (0, end)


def _chinese(text: str, start: int) -> Mark | None:
    value, end = _numeral(text, start)
    if not value or text[end : end + 1] not in ("、", ".", "．"):
        return None
    following, after = _numeral(text, end + 1)
    if following == value + 1 and (
        text[after : after + 1] in _AFTER_ORDINALS or text.startswith("年级", after)
    ):
        return None
    return Mark(1, value, end + 1)


def _bracketed(text: str, start: int) -> Mark | None:
    close = start + 1
    while close < len(text) and close < start + 5 and text[close] not in "）)":
        close += 1
    if text[close : close + 1] not in ("）", ")"):
        return None
    inside = text[start + 1 : close].strip(SPACE)
    # （一）至（三）项 goes on with a sentence.
    if not inside or text[close + 1 : close + 2] in ("至", "和", "或"):
        return None
    end = close + 1
    if text[end : end + 1] in ("、", "．", "."):
        end += 1
    if inside[0] in _VALUES:
        value, stop = _numeral(inside, 0)
        return Mark(2, value, end) if value and stop == len(inside) else None
    if inside.isdecimal() and len(inside) <= 2 and int(inside):
        return Mark(4, int(inside), end)
    return None


def _ordinal(text: str, start: int) -> Mark | None:
    value, end = _numeral(text, start + 1)
    if not value:
        return None
    if text[end : end + 1] == "、":
        return Mark(-1, value, end + 1)
    if text.startswith("部分", end):
        end += 2
    elif text[end : end + 1] in ("章", "编"):
        end += 1
    else:
        return None
    # 第一部分是… and 第一章的… are sentences; a heading has a space, a mark or its words.
    if text[end : end + 1] in ("的", "是", "为", "和", "中"):
        return None
    if text[end : end + 1] in ("、", "：", ":", "，"):
        end += 1
    return Mark(0, value, end)


def _arabic(text: str, start: int) -> Mark | None:
    end = start
    while end < len(text) and end < start + 3 and text[end] in _DIGITS:
        end += 1
    delimiter = text[end : end + 1]
    if end - start > 2 or delimiter not in ("、", ".", "．", "）", ")"):
        return None
    value = int(text[start:end])
    following = text[end + 1 : end + 2]
    # 1.5万元, 3、5两个月: a number goes on; 1.2024年… does not.
    if following in _DIGITS and not _year(text, end + 1):
        return None
    if not value or following in ("%", "，", "。", "、"):
        return None
    family = 4 if delimiter in "）)" else 3
    # 1.、加强学习 and 1.．
    return Mark(family, value, end + 1)


def _year(text: str, start: int) -> bool:
    """Whether a year (2024年, 20xx年) stands here."""
    return text[start : start + 2] in ("20", "19") and text[start + 4 : start + 5] == "年"


def _label_mark(label: str) -> Mark | None:
    """The mark that an automatic number is; unlike a typed one it needs no delimiter."""
    label = label.strip(SPACE)
    mark = read_mark(label + "\u2060")
    if mark is not None:
        return mark
    if label and label[0] in _VALUES:
        value, end = _numeral(label, 0)
        return Mark(1, value, 0) if value and end == len(label) else None
    numbers = label.rstrip(".．、").split(".")
    if all(n.isdecimal() and len(n) <= 3 for n in numbers):
        # 1 → like "1.", 1.1 → one level below.
        return Mark(min(2 + len(numbers), 4), int(numbers[-1]), 0)
    return None
