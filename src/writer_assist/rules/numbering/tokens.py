"""The numbers of lists in running text: 一是, 首先, 第一，, 其一，, and where each stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram

from .items import BRACKETED, CHINESE, VALUES, Item

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

IS, FIRST_OF_ALL, ORDINAL, OF_WHICH = range(4)
"""The groups: 一是 and 一要, 首先, 第一, 其一."""

_BEFORE = frozenset("\n\v\t \u3000\xa0。，；：！？,;:!?”’）)》…—“(（、*")
_BEFORE_SENTENCE = frozenset("\n\v\t \u3000\xa0。；：！？;:!?…”*")
_BEHIND_ORDINAL = frozenset("，、,：:是")
_BEHIND_FIRST = frozenset("，、,：:是要")
_NUMERALS = frozenset("一二三四五六七八九十")
_SPACE = " \t\u3000\xa0*"
_WIDEST_INDENT = 12


class Token:
    """One number of such a list; offsets into the draft's text.

    ``lead`` is whether its paragraph begins with it, ``section`` the number of the paragraph
    that heads what it stands in (a heading, a numbered item), 0 for none; ``part`` that of the
    heading alone.
    """

    __slots__ = ("end", "group", "lead", "paragraph", "part", "section", "start", "value")

    def __init__(self, start: int, end: int, group: int, value: int) -> None:
        self.start = start
        self.end = end
        self.group = group
        self.value = value
        self.lead = False
        self.paragraph = 0
        self.section = 0
        self.part = 0


@cache
def _words() -> dict[int, tuple[str, int, int]]:
    """The two characters that each kind of number has, as one number: word, group, value."""
    words = [(f"{CHINESE[v]}{verb}", IS, v) for v in range(1, 11) for verb in "是要"]
    words += [(f"第{CHINESE[v]}", ORDINAL, v) for v in range(1, 11)]
    words += [(f"其{CHINESE[v]}", OF_WHICH, v) for v in range(1, 8)]
    words += [("首先", FIRST_OF_ALL, 1), ("其次", FIRST_OF_ALL, 2), ("再次", FIRST_OF_ALL, 3)]
    return {bigram(word): (word, group, value) for word, group, value in words}


@cache
def _gate() -> frozenset[int]:
    return frozenset(_words())


def tokens(draft: Draft) -> list[Token]:
    """The numbers of lists in running text, in order."""
    present = _gate() & draft.document.bigrams
    if not present:
        return []
    text = draft.text
    found: list[Token] = []
    words = _words()
    for pair in present:
        word, group, value = words[pair]
        position = text.find(word)
        while position >= 0:
            token = _token(text, position, group, value)
            if token is not None:
                found.append(token)
            position = text.find(word, position + 2)
    found.sort(key=lambda t: t.start)
    return found


def _token(text: str, position: int, group: int, value: int) -> Token | None:
    start, end = position, position + 2
    if group == IS:
        word_numeral = text[position]
        # 十一是, 二十一是
        while start and position - start < 2 and text[start - 1] in _NUMERALS:
            start -= 1
        if text[end : end + 1] == word_numeral:
            return None  # 一是一，二是二
        if start < position:
            value = VALUES.get(text[start : end - 1], 0)
    elif group in (ORDINAL, OF_WHICH):
        while end < len(text) and end - position < 4 and text[end] in _NUMERALS:
            end += 1
        value = VALUES.get(text[position + 1 : end], 0)
        if text[end : end + 1] not in _BEHIND_ORDINAL:
            return None
        # 第一、第二季度; 第一、二、三产业
        if text[end] == "、" and (text[end + 1 : end + 2] in _NUMERALS or text[end + 1 : end + 2] == "第"):  # fmt: skip
            return None
    elif group == FIRST_OF_ALL and value > 1 and text[end : end + 1] not in _BEHIND_FIRST:
        return None
    if not value:
        return None
    if start and text[start - 1] not in (_BEFORE_SENTENCE if group == FIRST_OF_ALL else _BEFORE):
        return None
    return Token(start, end, group, value)


def place(draft: Draft, found: Sequence[Token], items: Sequence[Item]) -> None:
    """Say of each token which paragraph and section it stands in."""
    document = draft.document
    base = document.starts[draft.first - 1]
    starts = document.starts
    numbered = {item.paragraph.number for item in items}
    # 第一、… is an item, though it may head its part as well.
    major = [
        p.number
        for p in draft.paragraphs
        if p.level is not None
        and p.number not in numbered
        and not p.text.lstrip(_SPACE).startswith("第")
    ]
    heads = sorted({*major, *numbered})
    major += [item.paragraph.number for item in items if item.kind <= BRACKETED]
    major.sort()
    index = 0
    for token in found:
        at = base + token.start
        if at >= starts[index]:
            index = bisect_right(starts, at, index) - 1
        token.paragraph = index + 1
        text = document.paragraphs[index].text
        inside = at - starts[index]
        token.lead = inside <= _WIDEST_INDENT and not text[:inside].strip(_SPACE)
        # A heading is in the section that it heads.
        above = bisect_right(heads, token.paragraph)
        token.section = heads[above - 1] if above else 0
        above = bisect_right(major, token.paragraph)
        token.part = major[above - 1] if above else 0
