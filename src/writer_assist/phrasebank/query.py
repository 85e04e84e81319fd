"""What somebody types: characters, pinyin, initials, and any mixture of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from writer_assist.records import NamedTuple

from .model import plain

MOST_TERMS = 8
MOST_LETTERS = 64
"""Of one run; what is beyond is not looked at."""

WIDEST = 12
"""Ways to read a run of letters that are followed up."""

MOST_WAYS = 24
"""Ways to read a whole query."""

_LONGEST_SYLLABLE = 6
_RUN = re.compile(r"[a-z]+|[^a-z]")

_ASKING = re.compile(
    "(?:应该|应|该)?(?:怎么|怎样|如何)(?:写|说|表述|表达|开头|措辞)?|用什么话|写什么|说什么|哪些话|什么话|的话$|的说法|的写法|的句子"
)
"""What is asked with, and no phrase is found by."""

CHARACTER, SYLLABLE, PREFIX = range(3)

Unit = tuple[int, str]
"""What one character of a phrase must be: this one, read so, or read with this beginning."""

Way = tuple[Unit, ...]


class Term(NamedTuple):
    """A part of a query between blanks: its text, and the ways to read it."""

    text: str
    ways: tuple[Way, ...]


class Syllables:
    """The syllables that there are, for reading letters.

    Args:
        known: every syllable.
        letters: the first letters of the syllables of all phrases, in order: a way to read a
            query that begins as no phrase does is not followed up.
    """

    def __init__(self, known: Sequence[str], letters: str | None = None) -> None:
        self.whole = frozenset(known)
        self.beginnings = frozenset(s[:length] for s in known for length in range(1, len(s) + 1))
        self._letters = letters

    def ways(self, letters: str) -> list[Way]:
        """The ways to read letters, those with the fewest syllables first.

        Each syllable is whole, or its first letter, or zh, ch or sh; the last may be any
        beginning of one.
        """
        size = len(letters)
        # With each way go its first letters.
        at: list[list[tuple[str, Way]]] = [[] for _ in range(size + 1)]
        at[0].append(("", ()))
        seen: dict[str, bool] = {}
        for position in range(size):
            ways = at[position]
            if not ways:
                continue
            if len(ways) > WIDEST:
                ways.sort(key=_syllable_count)
                del ways[WIDEST:]
            units = list(self._units(letters, position))
            for firsts, way in ways:
                first = firsts + letters[position]
                there = seen.get(first)
                if there is None:
                    there = seen[first] = self._occurs(first)
                if there:
                    for length, unit in units:
                        at[position + length].append((first, (*way, unit)))
        return [way for _, way in sorted(at[size], key=_syllable_count)[:WIDEST]]

    def _occurs(self, firsts: str) -> bool:
        """Whether syllables with these first letters follow one another anywhere."""
        return self._letters is None or firsts in self._letters

    def _units(self, letters: str, position: int) -> Iterator[tuple[int, Unit]]:
        for length in range(min(_LONGEST_SYLLABLE, len(letters) - position), 0, -1):
            part = letters[position : position + length]
            if length == 1 or part in ("zh", "ch", "sh"):
                yield length, (PREFIX, part)
            elif part in self.whole:
                yield length, (SYLLABLE, part)
                if position + length == len(letters) and _goes_on(part, self.beginnings):
                    yield length, (PREFIX, part)
            elif position + length == len(letters) and part in self.beginnings:
                yield length, (PREFIX, part)


def terms(query: str, syllables: Syllables) -> list[Term]:
    """The terms of a query; those of marks only are left out."""
    found: list[Term] = []
    asked = normalise(query)
    for part in (_ASKING.sub(" ", asked).split() or asked.split())[:MOST_TERMS]:
        text = plain(part)
        if text:
            found.append(Term(text, tuple(_ways(part, syllables))))
    return found


def normalise(query: str) -> str:
    """A query in small, half-width letters: tone marks are dropped, ü is v."""
    text = unicodedata.normalize("NFKC", query).lower()
    if not text.isascii():
        text = text.replace("u:", "v")
        text = unicodedata.normalize("NFD", text).replace("u\u0308", "v")
        # ǜ is u, diaeresis, grave: what is left are tones.
        text = re.sub("u[\u0300-\u0304\u030c]\u0308", "v", text)
        text = unicodedata.normalize("NFC", re.sub("[\u0300-\u030c]", "", text))
    return text.replace("lue", "lve").replace("nue", "nve")


def _ways(part: str, syllables: Syllables) -> list[Way]:
    ways: list[Way] = [()]
    for run in _RUN.findall(part):
        if run.isascii() and run.isalpha():
            readings = syllables.ways(run[:MOST_LETTERS])
            ways = [(*way, *reading) for way in ways for reading in readings]
            ways.sort(key=len)
            del ways[MOST_WAYS:]
        elif run.isalnum():
            ways = [(*way, (CHARACTER, run)) for way in ways]
    return ways


def joined(found: Sequence[Term]) -> list[Way]:
    """The ways to read all terms as one text."""
    ways: list[Way] = [()]
    for term in found:
        ways = [(*way, *reading) for way in ways for reading in term.ways]
        ways.sort(key=len)
        del ways[MOST_WAYS:]
    return ways


def _syllable_count(way: tuple[str, Way]) -> int:
    return len(way[0])


def _goes_on(part: str, beginnings: frozenset[str]) -> bool:
    """Whether a syllable is the beginning of others: zhen of zheng."""
    return any(part + letter in beginnings for letter in "aeiounrg")
