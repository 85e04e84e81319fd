"""The lists in rules/data/lexicon: sounds and words (made by tools/make_lexicon.py), and characters
that look alike, a group a line."""

from __future__ import annotations

import os
from functools import cache

FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "lexicon")
FILES = [os.path.join(FOLDER, name) for name in ("pinyin.txt", "words.txt", "shapes.txt")]

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_FINALS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


@cache
def sounds() -> tuple[dict[str, list[str]], dict[str, str]]:
    """Character → keys of its readings, and key → the characters read so.

    Sounds that are often taken for each other (zh and z, n and l, in and ing) have one key.
    """
    readings: dict[str, list[str]] = {}
    homophones: dict[str, str] = {}
    with open(FILES[0], encoding="utf-8") as stream:
        for line in stream:
            syllable, characters = line.split()
            key = _key(syllable)
            homophones[key] = homophones.get(key, "") + characters
            for character in characters:
                readings.setdefault(character, []).append(key)
    return readings, homophones


def _key(syllable: str) -> str:
    for one, other in _INITIALS:
        if syllable.startswith(one):
            syllable = other + syllable.removeprefix(one)
            break
    for one, other in _FINALS:
        if syllable.endswith(one):
            return syllable.removesuffix(one) + other
    return syllable


@cache
def words() -> tuple[dict[str, str], dict[str, str]]:
    """Words of two characters: the first ones by the second, and the second ones by the first."""
    firsts: dict[str, list[str]] = {}
    seconds: dict[str, str] = {}
    with open(FILES[1], encoding="utf-8") as stream:
        for line in stream:
            first, others = line.split()
            seconds[first] = others
            for second in others:
                firsts.setdefault(second, []).append(first)
    return {second: "".join(found) for second, found in firsts.items()}, seconds


@cache
def shapes() -> dict[str, frozenset[str]]:
    """Character → those that look like it."""
    found: dict[str, frozenset[str]] = {}
    with open(FILES[2], encoding="utf-8") as stream:
        for line in stream:
            group = frozenset(line.strip())
            for character in group:
                found[character] = found.get(character, frozenset()) | group
    return found
