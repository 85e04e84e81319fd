"""What the characters around a candidate say about it."""

from __future__ import annotations

from .mark import MarkKind
from .words import DATE_AFTER, NOT_MEASURES, NUMBER_AFTER, ORDINAL_AFTER, PERSON_AFTER, PLACE_AFTER

UNITS = PLACE_AFTER + PERSON_AFTER + NUMBER_AFTER + DATE_AFTER + ("年", "届")
"""Words that stand behind a blank rather than in one."""


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one (CJK Unified Ideographs and Extension A)."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


def is_latin(character: str) -> bool:
    """Whether a character is an ASCII letter."""
    return character.isascii() and character.isalpha()


def has_han_near(text: str, start: int, end: int) -> bool:
    """Whether Chinese stands within eight characters: "XX" in an English passage is no mask."""
    window = text[max(0, start - 8) : start].rpartition("\n")[2]
    window += text[end : end + 8].partition("\n")[0]
    return any(is_han(c) for c in window)


def kind_after(text: str, end: int, left: str) -> MarkKind | None:
    """What the words behind a mark say that it stands for; None when they say nothing.

    ``end`` is where the mark ends, ``left`` the character before it.
    """
    for _ in range(8):
        if not text.startswith((" ", "\u3000"), end):
            break
        end += 1
    if text.startswith("年", end):
        return "year"
    if left == "第" or text.startswith(ORDINAL_AFTER, end):
        return "ordinal"
    if text.startswith(DATE_AFTER, end) or (left == "时" and text.startswith("分", end)):
        return "date"
    if text.startswith(PERSON_AFTER, end):
        return "person"
    if text.startswith(PLACE_AFTER, end):
        return "place"
    if text.startswith(NUMBER_AFTER, end) and not text.startswith(NOT_MEASURES, end):
        return "number"
    return None
