"""Search a phrasebank: one ranked list, whatever was typed.

Warm, neither jieba nor pypinyin is imported: characters are read by the index, and a query is cut
into words by the words that phrases have; others are in no phrase.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from writer_assist import compiled
from writer_assist.records import NamedTuple

from . import scopes
from .banks import Bank, bank
from .model import Phrase, is_obsolete
from .query import CHARACTER, SYLLABLE, Syllables, Term, Way, joined, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = 4
"""Of the index; to be raised with it."""

LIMIT = 20

How = Literal["exact", "start", "part", "sound", "terms", "notes", "words"]

# The tiers lie so far apart that what is added within one seldom reaches the next.
_EXACT, _START, _PART, _TERMS, _NOTES, _WORDS = 100.0, 80.0, 64.0, 50.0, 28.0, 46.0
_LATE = 0.6
_LATEST = 10.0
"""What is taken off for each character before the match, and at most."""

_LONG = 0.25
_LONGEST = 9.0
"""The same for each character of the phrase that was not asked for."""

_WORD_START, _WORD_END = 4.0, 3.0
_WHOLE_NOTE, _IN_NOTE = 70.0, 40.0
"""What a term is worth that is a whole note (请示, 存在的问题), or stands in one; see _PART."""

_AS_VARIANT = 6.0
_ABBREVIATED = 8.0
"""Taken off for a wording that is replaced; for letters left out of the syllables."""

_AS_SOUND = 20.0
"""Taken off where only the sound of what was typed fits; no shorter texts are tried."""

_SHORTEST_SOUND = 3

_FITS = (0.0, 3.0, 5.0, 8.0)
"""Added for a genre or section that was asked for: by how special the phrase is."""

_LEAST_COVERED = 0.34
"""The share of a query's words, by their rarity, below which they say nothing."""

_LEAST_TOUCHED = 0.1
_FEW = 3
"""The share that is enough where some phrases, but fewer than this, fit better."""

_LEAST_ALONE = 0.3
"""The share that is enough where none does."""

_FULL_IMPACT = 1.4
"""What a word that stands in the text of a phrase of middling length has, by its rarity."""

_PAIR = 0.35
"""What a pair of characters counts against a word."""

_MANY = 4000
"""Places at which a way to read a query is tried."""


class Match(NamedTuple):
    """A phrase that was found, how, and how well; obsolete ones come last in a list."""

    phrase: Phrase
    score: float
    how: How
    obsolete: bool = False


class Finder:
    """The search index of a bank, loaded."""

    def __init__(self, phrases: Bank, index: Mapping[str, Any]) -> None:
        self.bank = phrases
        self._chars: str = index["chars"]
        self._letters: str = index["letters"]
        self._joined_sounds: str = index["sounds"]
        self._bounds: str = index["bounds"]
        self._starts: Sequence[int] = memoryview(index["starts"]).cast("I")
        self._owners: Sequence[int] = memoryview(index["owners"]).cast("I")
        self._known: Sequence[str] = index["syllables"]
        self._by_syllable: Mapping[str, str] = index["readings"]
        self._notes: str = f"\n{index['notes']}\n"
        self._impacts: Mapping[str, bytes] = index["impacts"]
        self._rarities: Mapping[str, int] = index["rarities"]
        self._longest: int = index["longest"]

    def search(
        self,
        query: str,
        genre: str | None = None,
        section: str | None = None,
        limit: int = LIMIT,
        today: str = "",
    ) -> list[Match]:
        """The phrases that fit a query, the best first; obsolete ones last.

        Args:
            query: characters, pinyin, initials, or several of them with blanks between.
            genre: leaves out the phrases of other genres; a name, other name, id or group.
            section: the same for sections; a name.
            limit: the most that are returned.
            today: "YYYY-MM-DD" by which a phrase is obsolete; "" for the day it is.

        Raises:
            UnknownScopeError: there is no such genre or section.
        """
        scope = scopes.scope(genre) if genre else None
        part = scopes.part(section) if section else None
        parts = terms(query, self._syllables)
        found = self._found(parts)
        if not today:
            from time import strftime

            today = strftime("%Y-%m-%d")
        matches = self._scoped(found, scope, part, today)
        if len(matches) < _FEW:
            # Where nothing fits well, phrases that have one word of many are there by chance.
            touched = self._touched(parts, _LEAST_TOUCHED if matches else _LEAST_ALONE)
            rest = {number: touched[number] for number in touched.keys() - found.keys()}
            matches += self._scoped(rest, scope, part, today)
        return [
            Match(self.bank.phrases[number], round(-score, 2), how, obsolete)
            for obsolete, score, number, how in matches[:limit]
        ]

    def _scoped(
        self,
        found: Mapping[int, tuple[float, How]],
        scope: scopes.Scope | None,
        part: scopes.Part | None,
        today: str,
    ) -> list[tuple[bool, float, int, How]]:
        """What of the found phrases fits a genre and a section, the best first."""
        matches: list[tuple[bool, float, int, How]] = []
        for number, (score, how) in found.items():
            phrase = self.bank.phrases[number]
            if scope is not None:
                fit = scope.fit(phrase.genres)
                if fit == scopes.NOWHERE:
                    continue
                score += _FITS[fit]
            if part is not None:
                fit = part.fit(phrase.sections)
                if fit == scopes.NOWHERE:
                    continue
                score += _FITS[fit]
            matches.append((is_obsolete(phrase, today), -score, number, how))
        matches.sort()
        return matches

    def _found(self, parts: Sequence[Term]) -> dict[int, tuple[float, How]]:
        """The score of each phrase that fits, by its number."""
        if not parts:
            return {}
        found = dict(self._places(joined(parts)))
        each = [self._places(term.ways) for term in parts] if len(parts) > 1 else [found.copy()]
        for number, score, how in self._all_terms(parts, each):
            if number not in found:
                found[number] = score, how
        if not found:
            for number, (score, _) in self._places(self._by_sound(parts)).items():
                found[number] = score - _AS_SOUND, "sound"
        for number, share in self._by_words(parts):
            if number in found:
                score, how = found[number]
                found[number] = score + 3 * share, how
            elif share >= _LEAST_COVERED:
                found[number] = _WORDS * share, "words"
        return found

    def _touched(self, parts: Sequence[Term], least: float) -> dict[int, tuple[float, How]]:
        """Phrases that share a little with a query that few others fit: 财力不够暂时解决不了."""
        return {
            number: (_WORDS * share, "words")
            for number, share in self._by_words(parts)
            if share >= least
        }

    def _all_terms(
        self, parts: Sequence[Term], each: Sequence[Mapping[int, tuple[float, How]]]
    ) -> Iterator[tuple[int, float, How]]:
        """Phrases in which, or in the notes on which, each term stands, in any order."""
        noted = [self._in_notes(term.text) for term in parts]
        numbers: set[int] | None = None
        for places, notes in zip(each, noted, strict=True):
            here = places.keys() | notes.keys()
            numbers = here if numbers is None else numbers & here
        size = len(parts)
        for number in numbers or ():
            if all(number in places for places in each):
                inner = sum(places[number][0] for places in each) / size
                yield number, _TERMS + inner / 10, "terms"
            else:
                inner = sum(
                    max(notes.get(number, 0.0), places[number][0] if number in places else 0.0)
                    for places, notes in zip(each, noted, strict=True)
                )
                length = len(self.bank.phrases[number].text)
                yield number, _NOTES + 0.3 * inner / size - min(_LONGEST, 0.1 * length), "notes"

    def _places(self, ways: Iterable[Way]) -> dict[int, tuple[float, How]]:
        """The best score of each phrase in which a reading stands in one piece."""
        best: dict[int, tuple[float, How]] = {}
        tried = 0
        for way in ways:
            if not way or tried > _MANY:
                continue
            for place in self._candidates(way):
                tried += 1
                covered = self._fits(way, place)
                if covered:
                    number, score, how = self._score(place, len(way), covered)
                    if number not in best or best[number][0] < score:
                        best[number] = score, how
        return best

    def _by_sound(self, parts: Sequence[Term]) -> list[Way]:
        """How a text of Chinese characters sounds: somebody may have typed a wrong one."""
        text = "".join(term.text for term in parts)
        if len(text) < _SHORTEST_SOUND:
            return []
        sounds = [self._readings.get(character, "") for character in text]
        return [tuple([(SYLLABLE, sound) for sound in sounds])] if all(sounds) else []

    def _candidates(self, way: Way) -> Iterator[int]:
        """Places where a reading may stand: those of its characters, or else of its letters."""
        needle, shift = "", 0
        run = ""
        for number, (kind, text) in enumerate((*way, (SYLLABLE, ""))):
            if kind == CHARACTER:
                run += text
            else:
                if len(run) > len(needle):
                    needle, shift = run, number - len(run)
                run = ""
        hay = self._chars
        if not needle:
            hay, needle = self._letters, "".join([text[0] for _, text in way])
            if len(needle) == 1:  # a single letter: at the beginning of a phrase only
                needle, shift = "\n" + needle, -1
        place = hay.find(needle)
        while place >= 0:
            if place >= shift:
                yield place - shift
            place = hay.find(needle, place + 1)

    def _fits(self, way: Way, place: int) -> float:
        """How much of the syllables a reading spells out, 0 … 1; 0: it does not fit."""
        chars, sounds = self._chars, self._sounds
        if place + len(way) > len(chars):
            return 0
        typed = full = 0
        for at, (kind, text) in enumerate(way, place):
            if kind == CHARACTER:
                if chars[at] != text:
                    return 0
                typed += 1
                full += 1
            else:
                sound = sounds[at]
                if not (sound == text if kind == SYLLABLE else sound.startswith(text)):
                    return 0
                typed += len(text)
                full += len(sound)
        return typed / full

    def _score(self, place: int, size: int, covered: float) -> tuple[int, float, How]:
        """The phrase that a place belongs to, and what a match there is worth."""
        key = bisect_right(self._starts, place) - 1
        owner = self._owners[key]
        start = self._starts[key]
        end = self._starts[key + 1] - 1 if key + 1 < len(self._starts) else len(self._chars) - 1
        length, before = end - start, place - start
        how: How
        if before:
            score, how = _PART - min(_LATEST, before * _LATE), "part"
        elif size == length:
            score, how = _EXACT, "exact"
        else:
            score, how = _START, "start"
        if self._bounds[place] == "1":
            score += _WORD_START
        if self._bounds[place + size] == "1":
            score += _WORD_END
        score -= min(_LONGEST, (length - size) * _LONG) + _ABBREVIATED * (1 - covered)
        if key and self._owners[key - 1] == owner:
            score -= _AS_VARIANT
        return owner, score, how

    def _in_notes(self, text: str) -> dict[int, float]:
        """The phrases on which the notes hold a text of Chinese characters, and its worth."""
        found: dict[int, float] = {}
        if len(text) < 2 or text.isascii():
            return found
        notes = self._notes
        place = notes.find(text)
        while place >= 0:
            number = bisect_right(self._note_ends, place)
            ends = notes[place + len(text)]
            whole = notes[place - 1] in " \n" and ends in " \n"
            found[number] = max(found.get(number, 0.0), _WHOLE_NOTE if whole else _IN_NOTE)
            place = notes.find(text, place + 1)
        return found

    def _by_words(self, parts: Sequence[Term]) -> list[tuple[int, float]]:
        """For each phrase the share of a query's words and pairs that it has, by BM25.

        About 1 where a phrase of middling length has them all.
        """
        asked: dict[str, float] = {}
        letters = 0
        for term in parts:
            asked.update(self._words(term.text))
            letters += not term.text.isalpha() or any(c.isascii() for c in term.text)
        if not asked:
            return []
        scores: dict[int, float] = {}
        rarest = max(self._rarities.values(), default=0)
        # What is written in letters is not looked for here, but it is asked for.
        most = letters * rarest * 1.0
        for word, weight in asked.items():
            most += weight * self._rarities.get(word, rarest)
            packed = self._impacts.get(word)
            if packed is not None:
                values = memoryview(packed).cast("I").tolist()
                for number, impact in zip(values[::2], values[1::2], strict=True):
                    scores[number] = scores.get(number, 0.0) + weight * impact
        most *= _FULL_IMPACT
        return [(number, min(1.2, score / most)) for number, score in scores.items()]

    def _words(self, text: str) -> dict[str, float]:
        """The words of a text that phrases have, the longest that fit, and its pairs."""
        asked: dict[str, float] = {}
        size = len(text)
        for at in range(size - 1):
            pair = text[at : at + 2]
            if not pair.isascii():
                asked[pair] = _PAIR
        # The fewest words that cover the most: from behind, for each place the best rest.
        best: list[tuple[int, int, int]] = [(0, 0, 1)] * (size + 1)
        for at in range(size - 1, -1, -1):
            missed, count, _ = best[at + 1]
            choice = (missed + 1, count, 1)
            for length in range(2, min(self._longest, size - at) + 1):
                if text[at : at + length] in self._impacts:
                    missed, count, _ = best[at + length]
                    choice = min(choice, (missed, count + 1, length))
            best[at] = choice
        at = 0
        while at < size:
            length = best[at][2]
            if length > 1 and not text[at : at + length].isascii():
                asked[text[at : at + length]] = 1.0
            at += length
        return asked

    @cached_property
    def _sounds(self) -> Sequence[str]:
        return self._joined_sounds.split(" ")

    @cached_property
    def _syllables(self) -> Syllables:
        return Syllables(self._known, self._letters)

    @cached_property
    def _readings(self) -> Mapping[str, str]:
        return {c: sound for sound, chars in self._by_syllable.items() for c in chars}

    @cached_property
    def _note_ends(self) -> Sequence[int]:
        ends = []
        place = self._notes.find("\n", 1)
        while place >= 0:
            ends.append(place)
            place = self._notes.find("\n", place + 1)
        return ends


def finder(files: Sequence[str] = ()) -> Finder:
    """The search index of the built-in phrases and those of an office's own ``files``.

    Raises:
        PhraseError: a file cannot be read, or something in it is wrong.
    """
    return _finder(bank(files))


@lru_cache(maxsize=4)
def _finder(phrases: Bank) -> Finder:
    import os

    readings = os.path.join(os.path.dirname(__file__), "readings.txt")

    def build() -> dict[str, Any]:
        from .index import build as make

        return make(phrases.phrases)

    sources = [*phrases.sources, readings]
    return Finder(phrases, compiled.load("phrase-search", sources, build, SCHEMA))


def search(
    query: str,
    genre: str | None = None,
    section: str | None = None,
    limit: int = LIMIT,
    files: Sequence[str] = (),
) -> list[Match]:
    """The phrases that fit a query, the best first; see :meth:`Finder.search`.

    Args:
        query: characters, pinyin, initials, or a mixture.
        genre: a genre or group that they must be usable in.
        section: a section that they must be usable in.
        limit: the most that are returned.
        files: the office's own phrase files.

    Raises:
        PhraseError: a phrase file cannot be read, or something in it is wrong.
        UnknownScopeError: there is no such genre or section.
    """
    return finder(files).search(query, genre, section, limit)
