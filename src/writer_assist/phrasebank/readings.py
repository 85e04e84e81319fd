"""How phrases are read: pypinyin, with words of our own where it is wrong.

Imported only when a search index is made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

READINGS = os.path.join(os.path.dirname(__file__), "readings.txt")
"""The words that are read as said there, whatever pypinyin says."""

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[^\u3400-\u9fff\U00020000-\U0003ffff]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def syllables(pieces: Sequence[str], pinyin: str = "") -> list[str]:
    """A syllable for each character of the pieces of a text, without tones, ü as v.

    A letter or digit is its own syllable; ``pinyin`` are the syllables of the Chinese characters
    if they are known.
    """
    if pinyin:
        known = iter(pinyin.lower().replace("ü", "v").split())
        return [next(known, c) if _HAN.match(c) else c for piece in pieces for c in piece]
    return [sound for piece in pieces for sound in _read(piece)]


def _read(text: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    found: list[str] = []
    for part in _RUN.findall(text):
        # What is not Chinese is no matter for pypinyin, which would join or drop it.
        found += lazy_pinyin(part, style=Style.NORMAL) if _HAN.match(part) else part
    if len(found) != len(text):  # a character that pypinyin does not know
        found = [(lazy_pinyin(c, style=Style.NORMAL) or [c])[0] for c in text]
    for start, sounds in _corrections(text):
        found[start : start + len(sounds)] = sounds
    # What has no reading must not look like one to those who join syllables by blanks.
    return [sound.strip() or "?" for sound in found]


def _corrections(text: str) -> list[tuple[int, list[str]]]:
    words, pattern = _own()
    return [(m.start(), words[m[0]]) for m in pattern.finditer(text)]


@lru_cache(maxsize=1)
def _own() -> tuple[Mapping[str, list[str]], re.Pattern[str]]:
    words: dict[str, list[str]] = {}
    with open(READINGS, encoding="utf-8-sig") as stream:
        for line in stream:
            fields = line.partition("#")[0].split()
            if fields:
                words[fields[0]] = fields[1:]
    # Longer words first: the first alternative that fits is taken.
    ordered = sorted(words, key=len, reverse=True)
    return words, re.compile("|".join(map(re.escape, ordered)) or r"(?!)")
