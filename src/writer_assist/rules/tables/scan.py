"""Find the entries of rule files in a text, all of them in one pass."""

from __future__ import annotations

import marshal
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, Office

_HAN = ("\u3400", "\u9fff")


class Entry(NamedTuple):
    """One entry of a 替换 or 禁用 rule; see docs/规则文件.md for the conditions.

    ``literals`` are searched as they stand, or else ``pattern`` where one of ``triggers``
    occurs. ``since`` and ``until`` are years, 0 for none.
    """

    rule: int
    literals: tuple[str, ...]
    pattern: str
    triggers: tuple[str, ...]
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


class Phrase(NamedTuple):
    """A set phrase whose near-misses are found.

    ``natural`` has for each place the characters that make another word there, ``excuses``
    the wordings that are right.
    """

    rule: int
    text: str
    natural: tuple[str, ...]
    excuses: tuple[str, ...]
    reason: str


class Found(NamedTuple):
    """An entry found at ``start … end`` (code points)."""

    start: int
    end: int
    rule: int
    reason: str
    replacements: tuple[str, ...]
    safe: bool
    near: bool = False


class Index:
    """Entries by the pairs of characters that each of their literals needs."""

    __slots__ = ("_entries", "_known", "_pairs", "_patterns", "_seeds", "_singles")

    def __init__(
        self, compiled: Mapping[str, Any], entries: Callable[[], Sequence[Sequence[Any]]]
    ) -> None:
        self._pairs: Mapping[int, list[tuple[int, str]]] = compiled["pairs"]
        self._singles: Mapping[str, list[tuple[int, str]]] = compiled["singles"]
        self._seeds = frozenset(self._pairs)
        self._entries = entries
        self._known: dict[int, Entry] = {}
        self._patterns: dict[int, LazyPattern] = {}

    def find(
        self, text: str, bigrams: frozenset[int], characters: frozenset[str], year: int
    ) -> Iterator[Found]:
        """Every entry that occurs in ``text``; ``year`` 0: the present."""
        likely: list[tuple[int, str]] = []
        for pair in self._seeds & bigrams:
            likely += self._pairs[pair]
        for single in characters.intersection(self._singles) if self._singles else ():
            likely += self._singles[single]
        done: set[int] = set()
        for number, literal in likely:
            if literal not in text:
                continue
            entry = self._known.get(number)
            if entry is None:
                entry = self._known[number] = Entry(*self._entries()[number])
            if (year or 9999) < entry.since or (entry.until and (year or 9999) > entry.until):
                continue
            if entry.pattern:
                if number not in done:
                    done.add(number)
                    yield from self._matches(number, entry, text)
                continue
            start = text.find(literal)
            while start >= 0:
                end = start + len(literal)
                if _fits(entry, text, start, end):
                    yield Found(
                        start, end, entry.rule, entry.reason, entry.replacements, entry.safe
                    )
                start = text.find(literal, end)

    def _matches(self, number: int, entry: Entry, text: str) -> Iterator[Found]:
        pattern = self._patterns.get(number)
        if pattern is None:
            pattern = self._patterns[number] = LazyPattern(entry.pattern)
        for begin, stop in _paragraphs(text, entry.triggers):
            # A paragraph of its own, so that ^, $ and negated classes cannot leave it.
            for match in pattern().finditer(text[begin:stop]):
                start, end = begin + match.start(), begin + match.end()
                if start == end or not _fits(entry, text, start, end):
                    continue
                replacements = tuple(match.expand(r) for r in entry.replacements)
                yield Found(start, end, entry.rule, entry.reason, replacements, entry.safe)


def _paragraphs(text: str, triggers: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The paragraphs in which one of the triggers occurs."""
    done = -1
    places = sorted({place for trigger in triggers for place in _all(text, trigger)})
    for place in places:
        if place > done:
            begin = text.rfind("\n", 0, place) + 1
            done = text.find("\n", place)
            if done < 0:
                done = len(text)
            yield begin, done


def _all(text: str, word: str) -> Iterator[int]:
    """Where a word begins; one place a paragraph is enough."""
    place = text.find(word)
    while place >= 0:
        yield place
        end = text.find("\n", place)
        if end < 0:
            return
        place = text.find(word, end)


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


class NearMisses:
    """Set phrases with one character wrong."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._places: Mapping[int, list[tuple[int, int]]] = compiled.get("seeds", {})
        self._seeds = frozenset(self._places)
        self._kept: bytes = compiled.get("phrases", b"")

    @cached_property
    def _phrases(self) -> list[Phrase]:
        return [Phrase(*phrase) for phrase in self._loaded[0]]

    @cached_property
    def _loaded(self) -> tuple[list[tuple[Any, ...]], Mapping[str, str]]:
        """The phrases, and for each of their characters those that sound like it."""
        phrases, homophones = marshal.loads(self._kept)  # noqa: S302 - from our own cache
        return phrases, homophones

    def find(self, text: str, bigrams: frozenset[int]) -> Iterator[Found]:
        """Every near-miss in ``text``."""
        for seed in self._seeds & bigrams:
            places = [(self._phrases[number], offset) for number, offset in self._places[seed]]
            phrase, offset = places[0]
            pair = phrase.text[offset : offset + 2]
            start = text.find(pair)
            while start >= 0:
                for phrase, offset in places:
                    right = phrase.text
                    begin = start - offset
                    window = text[begin : begin + len(right)] if begin >= 0 else ""
                    if window != right and len(window) == len(right):
                        place = _single_difference(window, right)
                        if place >= 0 and self._is_slip(phrase, window, place, text, begin):
                            end = begin + len(right)
                            yield Found(
                                begin, end, phrase.rule, phrase.reason, (right,), False, True
                            )
                start = text.find(pair, start + 2)

    def _is_slip(self, phrase: Phrase, window: str, place: int, text: str, begin: int) -> bool:
        wrong = window[place]
        if not _HAN[0] <= wrong <= _HAN[1] or wrong in phrase.natural[place]:
            return False
        if window in phrase.excuses or inside(phrase.excuses, text, begin, begin + len(window)):
            return False
        return wrong in self._loaded[1][phrase.text[place]]


def _single_difference(one: str, other: str) -> int:
    """The place of the only character that differs; -1 where there are more."""
    place = -1
    for index, (a, b) in enumerate(zip(one, other, strict=True)):
        if a != b:
            if place >= 0:
                return -1
            place = index
    return place


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
        shown = "、".join(f"“{word}”" for word in replacements)
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
