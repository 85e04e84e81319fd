"""Find the entries of rule files in a text, all of them in one pass."""

from __future__ import annotations

import marshal
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from writer_assist.document.model import bigram, pair_of
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from ..base import Edit, Fix, Hit, LazyPattern, Office


class Entry(NamedTuple):
    """One entry of a 替换 or 禁用 rule; see docs/规则文件.md for the conditions.

    ``literals`` are searched as they stand, or else ``pattern`` in paragraphs where of each of
    ``triggers`` one string occurs; a ``window`` of so many characters around one of the first
    is enough, if it is not 0. ``since`` and ``until`` are years, 0 for none.
    """

    rule: int
    literals: tuple[str, ...]
    pattern: str
    triggers: tuple[tuple[str, ...], ...]
    replacements: tuple[str, ...]
    safe: bool
    unless: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    company: tuple[tuple[str, ...], tuple[str, ...]]
    reason: str
    since: int
    until: int
    window: int


class Phrase(NamedTuple):
    """A set phrase whose near-misses are found.

    ``wrong`` has for each place the characters that are a slip there: they sound like the right
    one, and make no other word. ``excuses`` are wordings that are right.
    """

    text: str
    rule: int
    wrong: tuple[str, ...]
    excuses: tuple[str, ...]
    reason: str


class Found(NamedTuple):
    """An entry found at ``start … end`` (code points); ``since`` is the year that it is wrong
    from, 0 for always."""

    start: int
    end: int
    rule: int
    reason: str
    replacements: tuple[str, ...]
    safe: bool
    near: bool = False
    since: int = 0


_Likely = tuple[int, str, tuple[int, ...]]
"""An entry (its number), a literal that it is looked for by, and the literal's further pairs."""


def _unpacked(kept: bytes) -> Any:
    return marshal.loads(kept)  # noqa: S302 - from our own cache


class Index:
    """Entries by the pairs of characters that each of their literals needs."""

    __slots__ = ("_entries", "_known", "_pairs", "_patterns", "_seeds", "_singles", "_unpacked")

    def __init__(self, compiled: Mapping[str, Any], entries: Callable[[], Sequence[bytes]]) -> None:
        self._pairs: Mapping[int, bytes] = compiled["pairs"]
        self._unpacked: dict[int, list[_Likely]] = {}
        self._singles: Mapping[str, list[_Likely]] = compiled["singles"]
        self._seeds = frozenset(self._pairs)
        self._entries = entries
        self._known: dict[int, Entry] = {}
        self._patterns: dict[int, LazyPattern] = {}

    def find(
        self, text: str, bigrams: frozenset[int], characters: frozenset[str], year: int
    ) -> Iterator[Found]:
        """Every entry that occurs in ``text``; ``year`` 0: the present."""
        likely: list[_Likely] = []
        for pair in self._seeds & bigrams:
            found = self._unpacked.get(pair)
            if found is None:
                found = self._unpacked[pair] = _unpacked(self._pairs[pair])
            likely += found
        for single in characters.intersection(self._singles) if self._singles else ():
            likely += self._singles[single]
        patterns: dict[int, list[str]] = {}
        has = bigrams.issuperset
        for number, literal, others in likely:
            # To miss a pair is twenty times as fast as to search for the literal.
            if not has(others) or literal not in text:
                continue
            entry = self._known.get(number)
            if entry is None:
                entry = self._known[number] = Entry(*_unpacked(self._entries()[number]))
            if (year or 9999) < entry.since or (entry.until and (year or 9999) > entry.until):
                continue
            if entry.pattern:
                patterns.setdefault(number, []).append(literal)
                continue
            start = text.find(literal)
            while start >= 0:
                end = start + len(literal)
                if _fits(entry, text, start, end):
                    yield _found(entry, start, end, entry.replacements)
                start = text.find(literal, end)
        for number, literals in patterns.items():
            yield from self._matches(number, literals, text)

    def _matches(self, number: int, literals: Sequence[str], text: str) -> Iterator[Found]:
        """Where the pattern of an entry matches, near one of these literals."""
        entry = self._known[number]
        pattern = self._patterns.get(number)
        if pattern is None:
            pattern = self._patterns[number] = LazyPattern(entry.pattern)
        for begin, stop in _stretches(text, literals, entry):
            # A string of its own, so that ^, $ and negated classes cannot leave the paragraph.
            for match in pattern().finditer(text[begin:stop]):
                start, end = begin + match.start(), begin + match.end()
                if start == end or not _fits(entry, text, start, end):
                    continue
                replacements = tuple(match.expand(r) for r in entry.replacements)
                yield _found(entry, start, end, replacements)


def _found(entry: Entry, start: int, end: int, replacements: tuple[str, ...]) -> Found:
    return Found(start, end, entry.rule, entry.reason, replacements, entry.safe, False, entry.since)


def _stretches(text: str, literals: Sequence[str], entry: Entry) -> Iterator[tuple[int, int]]:
    """The parts of paragraphs in which the pattern may match; they do not touch.

    Such a part lies around one of the literals, and of each further set of triggers one string
    occurs in it.
    """
    size = entry.window
    others = entry.triggers[1:]
    begin = stop = -1
    for place in sorted({place for string in literals for place in _occurrences(text, string)}):
        if size:
            piece = text[max(0, place - size) : place + size]
            if not _all_there(others, piece):
                continue
            low = max(place - size, text.rfind("\n", max(0, place - size), place) + 1, 0)
            high = text.find("\n", place, place + size)
            if high < 0:
                high = min(len(text), place + size)
        else:
            if place < stop:
                continue
            low = text.rfind("\n", 0, place) + 1
            high = text.find("\n", place)
            if high < 0:
                high = len(text)
            if not _all_there(others, text[low:high]):
                continue
        if low <= stop:
            stop = high
            continue
        if stop >= 0:
            yield begin, stop
        begin, stop = low, high
    if stop >= 0:
        yield begin, stop


def _all_there(sets: Sequence[Sequence[str]], piece: str) -> bool:
    """Whether of each set one string occurs."""
    for strings in sets:
        for string in strings:
            if string in piece:
                break
        else:
            return False
    return True


def _occurrences(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def _fits(entry: Entry, text: str, start: int, end: int) -> bool:
    """Whether the words around allow the hit."""
    if entry.before and not text.endswith(entry.before, 0, start):
        return False
    if entry.after and not text.startswith(entry.after, end):
        return False
    if entry.not_before and text.endswith(entry.not_before, 0, start):
        return False
    if entry.not_after and text.startswith(entry.not_after, end):
        return False
    if entry.unless and inside(entry.unless, text, start, end):
        return False
    wanted, unwanted = entry.company
    if wanted or unwanted:
        begin = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        paragraph = text[begin : stop if stop >= 0 else len(text)]
        if wanted and not any(word in paragraph for word in wanted):
            return False
        if any(word in paragraph for word in unwanted):
            return False
    return True


def inside(words: Sequence[str], text: str, start: int, end: int) -> bool:
    """Whether ``start … end`` lies in an occurrence of one of the words."""
    for word in words:
        place = text.find(word, max(0, end - len(word)), start + len(word))
        if 0 <= place <= start:
            return True
    return False


_Candidate = tuple[int, int, int, str, str, tuple[int, ...]]
"""A phrase (its number) that a pair of characters may be a slip in, the place of the slip, that of
the pair, what stands left and right of the slip, and all pairs that are then there."""


_FIRST = 12


class NearMisses:
    """Set phrases with one character wrong (see :mod:`.near` for how they are looked for)."""

    def __init__(self, compiled: Mapping[str, Any], details: Callable[[], Sequence[bytes]]) -> None:
        self._texts: Sequence[str] = compiled["texts"]
        self._halves: Mapping[int, list[tuple[int, int]]] = compiled["halves"]
        self._seeds = frozenset(self._halves)
        self._beside_of: Mapping[str, bytes] = compiled["beside"]
        self._packed = memoryview(compiled["slips"]).cast("I")
        self._searches = 0
        self._details = details
        self._known: dict[int, tuple[str, list[_Candidate]]] = {}
        self._parts: dict[int, tuple[str, list[tuple[int, int, str]]]] = {}
        self._phrases: dict[int, Phrase] = {}

    @cached_property
    def _slips(self) -> frozenset[int]:
        return frozenset(self._packed)

    def _present(self, bigrams: frozenset[int]) -> Iterable[int]:
        """The pairs of a text that may be slips.

        To make a set of them all takes as long as linting some documents, so that is left until
        there were some.
        """
        self._searches += 1
        if self._searches > _FIRST:
            return self._slips & bigrams
        slips = self._packed
        last = len(slips) - 1
        return [pair for pair in bigrams if slips[min(bisect_left(slips, pair), last)] == pair]

    def _phrase(self, number: int) -> Phrase:
        phrase = self._phrases.get(number)
        if phrase is None:
            details = _unpacked(self._details()[number])
            phrase = self._phrases[number] = Phrase(self._texts[number], *details)
        return phrase

    def _candidates(self, number: int, *, exactly: bool) -> tuple[str, list[_Candidate]]:
        """A pair of characters, and the phrases that it may be a slip in.

        Which of them it really may be a slip in is known ``exactly`` once the phrases' details
        are read.
        """
        pair = pair_of(number)
        found: list[_Candidate] = []
        for is_first in (True, False):
            for packed in memoryview(self._beside_of.get(pair[is_first], b"")).cast("I"):
                phrase, place = divmod(packed, 16)
                text = self._texts[phrase]
                if is_first == (place + 1 < len(text)) and (
                    not exactly or pair[not is_first] in self._phrase(phrase).wrong[place]
                ):
                    offset = place if is_first else place - 1
                    left, right = text[:place], text[place + 1 :]
                    # Hardly ever are all pairs of the slip there: no search is needed then.
                    slip = left + pair[not is_first] + right
                    needed = tuple({bigram(slip[i : i + 2]) for i in range(len(slip) - 1)})
                    found.append((phrase, place, offset, left, right, needed))
        return pair, found

    def find(self, text: str, bigrams: frozenset[int]) -> Iterator[Found]:
        """Every near-miss in ``text``."""
        has = bigrams.issuperset
        for number in self._seeds & bigrams:
            yield from self._beside(number, text)
        for number in self._present(bigrams) if self._packed else ():
            known = self._known.get(number)
            if known is None:
                exactly = self._searches > _FIRST
                known = self._candidates(number, exactly=exactly)
                if exactly:
                    self._known[number] = known
            pair, every = known
            candidates = [candidate for candidate in every if has(candidate[5])]
            start = text.find(pair) if candidates else -1
            while start >= 0:
                for phrase, place, offset, left, right, _ in candidates:
                    begin = start - offset
                    if text.startswith(right, begin + place + 1) and text.startswith(
                        left, max(0, begin)
                    ):
                        found = self._judge(phrase, place, text, begin)
                        if found is not None:
                            yield found
                start = text.find(pair, start + 1)

    def _beside(self, number: int, text: str) -> Iterator[Found]:
        """The near-misses that have one right half."""
        halves = self._parts.get(number)
        if halves is None:
            pair = pair_of(number)
            parts = [
                (phrase, offset, self._texts[phrase]) for phrase, offset in self._halves[number]
            ]
            halves = self._parts[number] = (pair, parts)
        pair, parts = halves
        start = text.find(pair)
        while start >= 0:
            for phrase, offset, right in parts:
                if not text.startswith(right, max(0, start - offset)):
                    begin = start - offset
                    window = text[begin : begin + len(right)] if begin >= 0 else ""
                    place = _single_difference(window, right, offset)
                    if place >= 0:
                        found = self._judge(phrase, place, text, begin)
                        if found is not None:
                            yield found
            start = text.find(pair, start + 2)

    def _judge(self, number: int, place: int, text: str, begin: int) -> Found | None:
        """The near-miss of a phrase with the wrong character at a place, if it is one."""
        phrase = self._phrase(number)
        right = phrase.text
        end = begin + len(right)
        if (
            begin < 0
            or end > len(text)
            or text[begin + place] not in phrase.wrong[place]
            or not text.startswith(right[:place], begin)
            or not text.startswith(right[place + 1 :], begin + place + 1)
            or inside(phrase.excuses, text, begin, end)
        ):
            return None
        return Found(begin, end, phrase.rule, phrase.reason, (right,), False, True)


def _single_difference(one: str, other: str, half: int) -> int:
    """The place of the only character that differs; -1 where there are more, or none.

    Of four characters the two from ``half`` on are known to be the same.
    """
    if len(one) == len(other) == _FOUR:
        place = 2 - half
        same = one[place] == other[place]
        if same == (one[place + 1] == other[place + 1]):
            return -1
        return place + same
    places = [i for i in range(len(other)) if one[i : i + 1] != other[i]]
    return places[0] if len(places) == 1 else -1


_FOUR = 4


def without_overlaps(found: list[Found]) -> list[Found]:
    """By place; of those that overlap an entry before a near-miss, then the longer, the first."""
    found.sort(key=lambda f: (f.near, f.start - f.end, f.start, f.rule))
    kept: list[Found] = []
    starts: list[int] = []
    for one in found:
        index = bisect_right(starts, one.start)
        if index and kept[index - 1].end > one.start:
            continue
        if index < len(kept) and kept[index].start < one.end:
            continue
        kept.insert(index, one)
        starts.insert(index, one.start)
    return kept


SUBSTITUTE = N_("“{text}”应写作“{replacement}”：{reason}")
CHOOSE = N_("“{text}”宜写作{replacement}：{reason}")
FORBID = N_("不宜写“{text}”：{reason}")
NEAR = N_("“{text}”与“{replacement}”只差一处，很可能写错了：{reason}")


def hit(found: Found, text: str, message: str, office: Office) -> Hit | None:
    """The hit for what was found; None where the office's names hold it."""
    start, end = found.start, found.end
    if office.names and inside(_likely(office.names, text, start, end), text, start, end):
        return None
    replacements = found.replacements
    several = len(replacements) > 1
    shown = replacements[0] if len(replacements) == 1 else ""
    if several:
        # A message of a rule file may have the quotes of a single word: “{replacement}”.
        shown = "”、“".join(replacements)
        if "“{replacement}”" not in message:
            shown = f"“{shown}”"
    params = {"text": text[start:end], "replacement": shown, "reason": found.reason}
    if not message:
        one = SUBSTITUTE if replacements else FORBID
        message = CHOOSE if several else one
    fixes = () if several or not replacements else (Fix((Edit(start, end, shown),), found.safe),)
    return Hit(start, end, message, params, fixes, replacements if several else ())


def _likely(names: Sequence[str], text: str, start: int, end: int) -> list[str]:
    """The names that stand near; an office may have thousands."""
    longest = 40
    window = text[max(0, start - longest) : end + longest]
    return [name for name in names if name in window]
