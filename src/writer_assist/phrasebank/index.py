"""Make the search index of a phrasebank; imported only when a phrase file changed.

What is searched is one long string of keys: each phrase, and each wording that it replaces,
without gaps and marks. Beside it, place for place, lie the first letters and the syllables, so
that a search for characters, pinyin, initials or a mixture of them is a search in a string.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from .model import Phrase, pieces, plain
from .readings import syllables
from .segment import words

K1, B = 1.2, 0.5
"""The constants of BM25; phrases are of much the same length, so B is small."""

SCALE = 1000
"""Impacts are kept as whole numbers, thousandths."""

_TEXT, _VARIANT, _NOTE = 2, 1, 1
"""How often a word counts where it stands: in the phrase, in what it replaces, in a note."""


def build(phrases: Sequence[Phrase]) -> dict[str, Any]:
    """The index, of builtin types."""
    chars, letters, sounds, bounds = ["\n"], ["\n"], ["\n"], ["1"]
    starts: list[int] = []
    owners: list[int] = []
    place = 1
    documents: list[Counter[str]] = []
    lengths: list[int] = []
    for number, phrase in enumerate(phrases):
        counts: Counter[str] = Counter()
        for key, weight in ((phrase.text, _TEXT), *((v, _VARIANT) for v in phrase.replaces)):
            # A gap or mark parts words: 形成{机制}长效 has no 成长.
            parts = pieces(key)
            text = "".join(parts)
            if not text:
                continue
            found = [word for part in parts for word in words(part)]
            read = syllables(parts, phrase.pinyin if key == phrase.text else "")
            starts.append(place)
            owners.append(number)
            chars += (text, "\n")
            letters += (*(sound[0] for sound in read), "\n")
            sounds += (*read, "\n")
            bounds += (*("1" + "0" * (len(word) - 1) for word in found), "1")
            place += len(text) + 1
            _count(counts, text, found, weight)
        # The better a phrase is explained, the longer its notes: that must not count against it.
        lengths.append(len(counts))
        for note in _notes(phrase):
            _count(counts, note, words(note), _NOTE)
        documents.append(counts)
    known = sorted({sound for sound in sounds if sound.isascii() and sound.isalpha()})
    impacts, rarities = _impacts(documents, lengths)
    return {
        "chars": "".join(chars),
        "letters": "".join(letters),
        "sounds": " ".join(sound if sound != "\n" else "." for sound in sounds),
        "bounds": "".join(bounds),
        "starts": struct.pack(f"{len(starts)}I", *starts),
        "owners": struct.pack(f"{len(owners)}I", *owners),
        "syllables": tuple(known),
        "readings": _readings(),
        "notes": "\n".join(" ".join(_notes(phrase)) for phrase in phrases),
        "impacts": impacts,
        "rarities": rarities,
        "longest": max(map(len, impacts), default=0),
    }


def _readings() -> dict[str, str]:
    """The characters that are read as each syllable, of the common ones (GB 2312)."""
    common = [
        bytes((row, cell)).decode("gb2312", "ignore")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
    ]
    found: dict[str, list[str]] = {}
    for character in filter(None, common):
        found.setdefault(syllables([character])[0], []).append(character)
    return {sound: "".join(characters) for sound, characters in found.items()}


def _notes(phrase: Phrase) -> Iterable[str]:
    """What is said about a phrase, without marks."""
    said = (phrase.usage, phrase.theme, *phrase.genres, *phrase.sections)
    return dict.fromkeys(filter(None, map(plain, said)))


def _count(counts: Counter[str], text: str, found: Iterable[str], weight: int) -> None:
    """Count words of two characters or more, and pairs of characters."""
    terms = {word for word in found if len(word) > 1}
    terms.update(text[i : i + 2] for i in range(len(text) - 1))
    for term in terms:
        counts[term] += weight


def _impacts(
    documents: Sequence[Counter[str]], lengths: Sequence[int]
) -> tuple[dict[str, bytes], dict[str, int]]:
    """What each term adds to the score of each phrase that has it, and how rare the term is."""
    total = len(documents)
    average = sum(lengths) / max(1, total) or 1
    frequency: Counter[str] = Counter()
    for counts in documents:
        frequency.update(counts.keys())
    rarity = {t: math.log(1 + (total - n + 0.5) / (n + 0.5)) for t, n in frequency.items()}
    pairs: dict[str, list[int]] = {}
    for number, counts in enumerate(documents):
        norm = K1 * (1 - B + B * lengths[number] / average)
        for term, count in counts.items():
            impact = rarity[term] * count * (K1 + 1) / (count + norm)
            pairs.setdefault(term, []).extend((number, round(impact * SCALE)))
    return (
        {term: struct.pack(f"{len(values)}I", *values) for term, values in pairs.items()},
        {term: round(value * SCALE) for term, value in rarity.items()},
    )
