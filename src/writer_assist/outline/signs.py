"""By what genres are known: patterns of titles, words of openings."""

from __future__ import annotations

from collections.abc import Sequence

from .frame import Frame

OPENING = 450
"""How much of a draft's beginning, in code points, is looked at closely."""

OPENING_WORD = 1.5
"""What each word of an opening counts, for or against a genre."""

ENOUGH = 4000
"""How much of a draft, in code points, is read for its genre at most."""


def any_fits(patterns: Sequence[Sequence[str]], text: str) -> bool:
    """Whether the parts of one of the patterns stand in the text, one after the other."""
    for pattern in patterns:
        if pattern[0] not in text:
            continue
        position = text.find(pattern[0])
        for part in pattern[1:]:
            position = text.find(part, position + 1)
            if position < 0:
                break
        else:
            return True
    return False


def opening_of(frame: Frame, text: str) -> str:
    """The first `OPENING` code points of a draft's body, of its text if it has none."""
    parts: list[str] = []
    length = 0
    for paragraph in frame.body:
        parts.append(paragraph.text)
        length += len(paragraph.text)
        if length >= OPENING:
            break
    return "\n".join(parts)[:OPENING] if parts else text[:OPENING]


def count_words(words: Sequence[str], text: str, characters: frozenset[str]) -> int:
    """How many of the words stand in a text whose characters are among the given ones."""
    # To rule a word out by its characters is ten times as fast as to search for it.
    return sum([characters.issuperset(word) and word in text for word in words])
