"""The lists of the AR family (data/*.toml), in the forms that the rules use.

The files are for people; what is returned here is built once and cached (see
:mod:`writer_assist.compiled`).
"""

from __future__ import annotations

import os
from functools import cache, partial
from typing import Any

from writer_assist.compiled import load
from writer_assist.records import NamedTuple

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")
_FILES = ("censored_words.toml", "residue.toml", "spun_words.toml")


Anchors = tuple[dict[int, list[int]], dict[str, list[int]]]
"""Pair of characters (a number of `bigrams`) → the entries of a list that cannot occur unless it
does; the same for entries that need a single character."""


def candidates(anchors: Anchors, characters: frozenset[str], bigrams: frozenset[int]) -> list[int]:
    """The entries that may occur in a text with these characters and pairs, in order.

    Each entry hangs on its rarest pair, so that an ordinary text leaves few.
    """
    by_pair, by_character = anchors
    found = [by_pair[pair] for pair in bigrams.intersection(by_pair)]
    if by_character:
        found += [by_character[c] for c in characters.intersection(by_character)]
    return sorted({index for entries in found for index in entries}) if found else []


class Censored(NamedTuple):
    """Words that filters remove.

    ``holes`` maps the words left of a hole to what may follow it and the word that belongs
    there, the longest right side first; ``gone`` lists strings in which a word fell out
    without a trace: string, offset of the hole, the word, strings that it may be a part of.
    ``ends`` are the last characters of the words left of a hole.
    """

    holes: dict[str, list[tuple[str, str]]]
    longest: int
    gone: list[tuple[str, int, str, list[str]]]
    gone_anchors: Anchors
    ends: str


class Residue(NamedTuple):
    """One phrase; ``pattern`` says exactly how it looks.

    It can only occur where of each tuple of ``triggers`` one string does: so all pairs of
    characters of one of its words (numbers of `bigrams`, in ``pairs``), or, of the tuples that
    hold a single character, one of the first ``characters``.
    """

    triggers: list[tuple[str, ...]]
    pattern: str
    whole_sentence: bool
    at_start: bool
    pairs: list[list[frozenset[int]]]
    characters: tuple[frozenset[str], ...]


class SpunWord(NamedTuple):
    """A word that spinners put in place of another, and the company that gives it away.

    ``common`` words are in every other draft; the others hardly are. ``after`` and ``before``
    map neighbouring words to the points that they count, ``lengths`` are the lengths of these.
    """

    word: str
    original: str
    common: bool
    after: dict[str, int]
    before: dict[str, int]
    lengths: tuple[tuple[int, ...], tuple[int, ...]]


@cache
def censored_words() -> Censored:
    """The list of data/censored_words.toml."""
    return Censored(*_data()["censored"])


def residues(kind: str) -> Anchors:
    """Where the phrases of data/residue.toml of one kind hang: "site" or "ai".

    Those that only begin a line are of the kinds "site-start" and "ai-start", those that
    fill it "site-line" and "ai-line".
    """
    anchors: Anchors = _data()[kind][1]
    return anchors


@cache
def residue(kind: str, index: int) -> Residue:
    """One phrase of a kind: most are never asked for."""
    triggers, pattern, sentence, at_start, pairs, characters = _data()[kind][0][index]
    return Residue(
        triggers,
        pattern,
        sentence,
        at_start,
        [[*map(frozenset, words)] for words in pairs],
        tuple(map(frozenset, characters)),
    )


@cache
def spun_words() -> tuple[tuple[SpunWord, ...], Anchors]:
    """The list of data/spun_words.toml."""
    entries, anchors = _data()["spun"]
    return tuple(SpunWord(*entry) for entry in entries), anchors


@cache
def _data() -> dict[str, Any]:
    lists = [os.path.join(_FOLDER, name) for name in _FILES]
    # What is kept depends on how it was built as much as on the lists.
    builder = os.path.join(os.path.dirname(__file__), "build.py")
    return load("artifacts", [builder, *lists], partial(_build, lists))


def _build(lists: list[str]) -> dict[str, Any]:
    # Imported only where nothing is cached.
    from .build import build

    return build(*lists)
