"""The words of each section: those of headings, and those that show it without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from writer_assist.outline.genres import normalise

from .material import Unit
from .reading import Reading
from .sections import Part
from .words import heading_words, section_words

_MOST_HEADINGS = 40
_MOST_WORDS = 14
"""So many words of the text a new section has at most."""

_MORE_WORDS = 6
"""So many a known one gets besides its own."""

_NAMES = 6
"""So many of the words may be names, which are left out."""


def write_words(reading: Reading, parts: Sequence[Part]) -> None:
    """Headings and words of each section; no heading word belongs to two of them."""
    used: set[str] = set()
    inherited = {word: section.id for section in reading.base.sections for word in section.headings}
    # Headings that are all that a section has in a draft: no other part is called by them.
    alone: set[tuple[int, int]] = set()
    for part in parts:
        mine = Counter(unit.draft for unit in part.units)
        alone.update(_at(unit) for unit in part.units if mine[unit.draft] == 1)
    for part in sorted(parts, key=lambda part: part.section is None):
        mine = Counter(unit.draft for unit in part.units)
        counts = Counter(
            unit.words
            for unit in part.units
            if len(unit.key) >= 2 and (mine[unit.draft] == 1 or _at(unit) not in alone)
        )
        seen = [words for words, _ in counts.most_common(_MOST_HEADINGS)]
        if part.rest:
            seen = []  # it takes whatever is left
        others = [unit for other in parts if other is not part for unit in other.units]
        more: list[str] = []
        if part.section is None:
            more = heading_words(part.units, others)
        else:
            base = reading.of_base(part)
            known = set(base.headings) if base else set()
            more = [word for word in part.section.headings if word not in known]
        if part.section is None:
            more = reading.names.without(more)
        for word in [*reading.names.without(seen), *more]:
            key = normalise(word)
            elsewhere = inherited.get(key)
            there = any(p.id == elsewhere for p in parts) and elsewhere != part.id
            if key not in used and len(key) >= 2 and not (there and part.section is None):
                used.add(key)
                (part.seen if word in seen else part.more).append(word)
        _body_words(reading, part, parts)


def _body_words(reading: Reading, part: Part, parts: Sequence[Part]) -> None:
    """The words by which a section is known without a heading."""
    # Of problems and plan the built-in words are more telling than any of a few drafts.
    if part.place != "work" or part.rest:
        return
    inside = reading.inside.get(part.id, [])
    outside: dict[int, list[str]] = {}
    for other in parts:
        if other is not part and other.place in ("work", "problems", "plan", "lead"):
            for number, text in reading.inside.get(other.id, []):
                if text:
                    outside.setdefault(number, []).append(text)
    most = _MOST_WORDS if part.section is None else _MORE_WORDS
    elsewhere = [(number, "\n".join(texts)) for number, texts in outside.items()]
    found = section_words(inside, elsewhere, most + _NAMES) if elsewhere else []
    found = reading.names.without(found)[:most]
    known = part.section.phrases if part.section else ()
    part.words = [word for word in found if not any(other in word for other in known)]


def _at(unit: Unit) -> tuple[int, int]:
    """Which heading a unit is, of all drafts."""
    return unit.draft, unit.paragraph
