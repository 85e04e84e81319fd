"""Which searches a text rules out, told by the pairs of characters that occur in it.

A search costs as much as the text is long, a gate as much as the text has different pairs, or
less. Nearly every search of nearly every draft is ruled out: faults are rare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from writer_assist.document.model import pair_of
from writer_assist.patterns import LazyPattern

__all__ = ["heads", "matches", "pairs"]

_FEW = 4
"""So many searches for two characters take as long as one for a class of characters."""


def pairs(lefts: Iterable[str], rights: Iterable[str]) -> frozenset[int]:
    """Every character of ``lefts`` before every one of ``rights``, as numbers of `bigrams`.

    The characters are of the Basic Multilingual Plane.
    """
    return _numbers([left + right for left in lefts for right in rights])


def heads(words: Iterable[str]) -> frozenset[int]:
    """The first two characters of each word, as numbers of `bigrams`; no word is shorter."""
    return _numbers([word[:2] for word in words])


def matches(
    pattern: LazyPattern, text: str, found: frozenset[int], shift: int = 1
) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at a place of a pair, in no order.

    ``found`` are all pairs of the text at which a match can begin: with the second character
    of the pair, with the first if ``shift`` is 0, with what stands before it if that is -1.
    Matches that overlap must not matter.
    """
    if len(found) > _FEW:
        yield from pattern().finditer(text)
        return
    for number in found:
        pair = pair_of(number)
        place = text.find(pair)
        while place >= 0:
            match = pattern().match(text, max(0, place + shift))
            if match is not None:
                yield match
            place = text.find(pair, place + 1)


def _numbers(pairs: list[str]) -> frozenset[int]:
    # All at once: a number at a time would take four times as long at every start.
    return frozenset(memoryview("".join(pairs).encode("utf-16-le")).cast("I"))
