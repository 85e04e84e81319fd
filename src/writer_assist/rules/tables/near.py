"""Compile set phrases into what their near-misses are found by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from struct import pack
from typing import Any

from writer_assist.document.model import bigram

from .lexicon import shapes, sounds, words

_RARE = 2
"""How often the half of a phrase may occur in the right texts to be looked for itself."""


def near_misses(
    phrases: Sequence[tuple[int, str, Mapping[str, Any]]], frequency: Callable[[str], int]
) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    """The compiled form of phrases (number of the rule, phrase, its entry's data).

    Of a phrase with one wrong character the other half is right. A rare half (青黄|不接) is looked
    for. Where it is in every draft (政治|协商), the slips themselves are: the pair of a wrong
    character and its neighbour. ``frequency`` says how often a string occurs in right texts.

    Returns:
        What every search needs, and what only a find does.
    """

    def is_rare(half: str, word: str) -> bool:
        is_word = half[1] in words()[1].get(half[0], "")
        return not is_word and frequency(half) - frequency(word) <= _RARE

    others = _neighbours({word for _, word, _ in phrases})
    texts: list[str] = []
    details: list[tuple[Any, ...]] = []
    halves: dict[int, list[tuple[int, int]]] = {}
    slips: set[int] = set()
    for rule, word, data in phrases:
        wrong = tuple(_slips(word, place) for place in range(len(word)))
        number = len(texts)
        covered: set[int] = set()
        if len(word) > 3:
            for begin in (0, len(word) - 2):
                half = word[begin : begin + 2]
                if is_rare(half, word):
                    halves.setdefault(bigram(half), []).append((number, begin))
                    covered.update(
                        place for place in range(len(word)) if place - begin not in (0, 1)
                    )
        for place, characters in enumerate(wrong):
            if place not in covered:
                for c in characters:
                    last = place + 1 == len(word)
                    slips.add(bigram(word[place - 1] + c if last else c + word[place + 1]))
        excuses = tuple(sorted({*data.get("不算", ()), *others[word]}))
        texts.append(word)
        details.append((rule, wrong, excuses, data["理由"].removesuffix("。")))
    # As bytes: a set of so many numbers takes longer to read than a draft to lint.
    hot = {
        "texts": texts,
        "halves": halves,
        "slips": _packed(sorted(slips)),
        "beside": _beside(texts),
    }
    return hot, details


def _beside(texts: Sequence[str]) -> dict[str, bytes]:
    """Character → the phrases in which it stands beside a place that may be wrong.

    It is the character behind the place, at a phrase's end the one before; 16 × number of the
    phrase + place.
    """
    found: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for place in range(min(len(text), 16)):
            beside = text[place + 1] if place + 1 < len(text) else text[place - 1]
            found.setdefault(beside, []).append(16 * number + place)
    return {character: _packed(places) for character, places in found.items()}


def _packed(numbers: Sequence[int]) -> bytes:
    return pack(f"{len(numbers)}I", *numbers)


def swaps(word: str, data: Mapping[str, Any], known: frozenset[str]) -> list[tuple[str, int]]:
    """A phrase with two adjacent characters swapped, and the place of the first of them."""
    excuses = {*data.get("不算", ()), *known}
    found = []
    for place in range(len(word) - 1):
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if swapped != word and swapped not in excuses:
            found.append((swapped, place))
    return found


def _slips(word: str, place: int) -> str:
    """The characters that are a slip at a place of a phrase."""
    readings, homophones = sounds()
    character = word[place]
    likely = {c for key in readings.get(character, ()) for c in homophones[key] if _typed(c)}
    likely |= shapes().get(character, frozenset())
    # In words of two: 政治|协商. What makes another word there is no slip.
    begin = place - place % 2
    unit, inner = word[begin : begin + 2], place % 2
    if len(unit) < 2:
        unit, inner = word[place - 1 : place + 1], 1
    natural = words()[inner].get(unit[1 - inner], "")
    return "".join(sorted(likely.difference(natural, character)))


def _typed(character: str) -> bool:
    """Whether a character is of level 1 of GB 2312: an input method offers no rarer one first."""
    return character.encode("gb2312", "ignore")[:1] < b"\xd8"


def _neighbours(phrases: set[str]) -> dict[str, set[str]]:
    """For each phrase those that are nearly the same (政治协商, 政治协调): they are no slips."""
    masked: dict[tuple[str, ...], list[str]] = {}
    for phrase in phrases:
        for mask in _masks(phrase):
            masked.setdefault(mask, []).append(phrase)
    return {
        phrase: {other for mask in _masks(phrase) for other in masked[mask]} - {phrase}
        for phrase in phrases
    }


def _masks(phrase: str) -> Iterator[tuple[str, ...]]:
    """The phrase with two of its characters left open, in every way."""
    for gap in combinations(range(len(phrase)), 2):
        yield tuple("" if place in gap else c for place, c in enumerate(phrase))
