"""Which sections past drafts have in common: those of a known outline, and new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil
from statistics import median

from writer_assist.outline.draft import Draft
from writer_assist.outline.genres import (
    BASE,
    COMMON,
    SUMMARY,
    Outline,
    Section,
    normalise,
    outlines,
)

from .cluster import clusters
from .material import Sample, Unit
from .names import Names, without_persons
from .sections import Part, lengths, needs, ranked
from .words import heading_words

FEWEST = 2
"""From fewer drafts nothing can be learned."""

_NAME = 14
"""The longest name of a section, in code points."""

_NO_TEXT = ("title", "signature", "date", "recipient", "head", "note")
"""Where the parts stand of whose text there is nothing to learn."""


class Reading:
    """Drafts in terms of an outline that is known.

    Args:
        drafts: the drafts.
        known: the genre that they are of, or the base of such.
        min_share: a part that such a share of the drafts has is one of theirs.

    Attributes:
        samples: the drafts, taken apart.
        base: the outline whose sections any of their category may take over.
        inside: for each section the texts that it has: the number of the draft, and the text.
        rare: headings that are too rare to be a section.
        names: tells which words hold a name that is not passed on.
    """

    def __init__(self, drafts: Sequence[Draft], known: Outline, min_share: float) -> None:
        self.known = known
        self.summary = known.category == SUMMARY
        self.base = outlines()[BASE if self.summary else COMMON]
        self.is_base = known.id in (BASE, COMMON)
        general = outlines()[BASE].section("work").headings if self.summary else ()
        self.samples = [Sample(draft, n, known, general) for n, draft in enumerate(drafts)]
        self.count = len(drafts)
        self.enough = max(FEWEST, ceil(min_share * self.count))
        self.titles = [draft.title_text for draft in drafts]
        self.names = Names(
            [draft.text for draft in drafts],
            [f"{d.title_text}\n{d.frame.signature and d.frame.signature.text}" for d in drafts],
        )
        self.rare: list[str] = []
        self.inside: dict[str, list[tuple[int, str]]] = {}

    def parts(self) -> list[Part]:
        """The sections that enough drafts have, in order."""
        below = any(sample.has_general() for sample in self.samples)
        parts, groups = self._read(below=below)
        if below:
            # What stands below is of use only where it is the same again and again.
            children = {
                (s.number, u.paragraph) for s in self.samples for u in s.units(below=True)
            } - {(s.number, u.paragraph) for s in self.samples for u in s.units(below=False)}
            stable = sum(
                2 * sum((u.draft, u.paragraph) in children for u in part.units) >= len(part.units)
                for part in [*parts, *groups]
                if part.units and part.place == "work" and not part.rest
            )
            general = sum(sample.has_general() for sample in self.samples)
            if stable < 2 and general >= self.enough:
                parts, groups = self._read(below=False)
        parts = [*parts, *groups]
        ranked(parts)
        return sorted(parts, key=lambda part: (part.rank, part.middle))

    def _read(self, *, below: bool) -> tuple[list[Part], list[Part]]:
        """The sections of the known outline that are there, and those that are new."""
        claims: dict[str, dict[int, list[Unit]]] = {}
        taken: set[tuple[int, int]] = set()
        rest = next((s for s in self.known.sections if s.rest), None)
        for sample in self.samples:
            for section_id, found in sample.alignment.headings.items():
                top = min(heading.level for heading in found)
                for heading in found:
                    if heading.level > top or heading not in sample.headings:
                        continue  # an item of the section
                    unit = sample.unit(heading)
                    if (
                        rest is not None
                        and section_id == rest.id
                        and not any(word in unit.key for word in rest.headings)
                    ):
                        continue
                    claims.setdefault(section_id, {}).setdefault(sample.number, []).append(unit)
                    taken.add((sample.number, unit.paragraph))
        pool = [
            unit
            for sample in self.samples
            for unit in sample.units(below=below)
            if (sample.number, unit.paragraph) not in taken and len(unit.key) >= 2
        ]
        groups = [self._new(group) for group in clusters(pool, self.enough)]
        clustered = {(u.draft, u.paragraph) for group in groups for u in group.units}
        left = [unit for unit in pool if (unit.draft, unit.paragraph) not in clustered]
        self.rare = self.names.without(dict.fromkeys(unit.words for unit in left))
        self.inside = {}
        parts = []
        for section in self.known.sections:
            own = claims.get(section.id, {})
            if section.rest:
                for unit in left:
                    own.setdefault(unit.draft, []).append(unit)
            part = self._known(section, own, new=bool(groups))
            if part is not None:
                parts.append(part)
        self._call(groups)
        return parts, groups

    def _known(self, section: Section, own: dict[int, list[Unit]], *, new: bool) -> Part | None:
        """A section of the known outline, if enough drafts have it."""
        texts: list[tuple[int, str]] = []
        sizes: list[int] = []
        places: list[float] = []
        headed = found = 0
        for sample in self.samples:
            report = next(r for r in sample.alignment.sections if r.id == section.id)
            units = own.get(sample.number, [])
            # With sections of their own the rest is what is left, not all there is.
            if report.state == "missing" and not units:
                continue
            if section.rest and new and not units and sample.headings:
                continue
            found += 1
            headed += bool(units)
            if section.place == "lead" and not units:
                texts.append((sample.number, sample.lead))
                sizes.append(len(sample.lead))
                continue
            if units:
                places.append(units[0].place)
                texts.append((sample.number, "\n".join(unit.text for unit in units)))
                sizes.append(sum(unit.length for unit in units))
            elif report.paragraph is not None:
                place = sample.place(report.paragraph)
                if place is not None:
                    places.append(place)
                    text = sample.from_paragraph(report.paragraph)
                    if section.place == "closing":
                        text = text.partition("\n")[0]
                    texts.append((sample.number, text))
                    sizes.append(len(text))
        if found < self.enough:
            return None
        self.inside[section.id] = texts
        part = Part(section.id, section.name, section.place, section.holds)
        part.section = section
        part.found, part.headed = found, headed
        part.units = [unit for units in own.values() for unit in units]
        part.middle = median(places) if places else 0.0
        part.order = {unit.draft: unit.place for unit in reversed(part.units)}
        part.rest = section.rest
        part.optional = section.rest and new and headed < self.count
        part.length = lengths(sizes)
        if section.place not in _NO_TEXT:
            part.needs = needs([text for _, text in texts], section.needs, section.place)
        return part

    def _new(self, units: Sequence[Unit]) -> Part:
        """A section that the known outline does not have."""
        part = Part("", "", "work", "")
        part.units = list(units)
        part.found = part.headed = len({unit.draft for unit in units})
        part.middle = median(unit.place for unit in units)
        part.order = {unit.draft: unit.place for unit in units}
        part.length = lengths([unit.length for unit in units])
        part.needs = needs([unit.text for unit in units], (), "work")
        return part

    def _call(self, groups: list[Part]) -> None:
        """Names and ids for new sections: the wording that most drafts use."""
        groups.sort(key=lambda part: part.middle)
        names: set[str] = {section.name for section in self.known.sections}
        for number, part in enumerate(groups, 1):
            part.id = f"part-{number}"
            counts = Counter(unit.words for unit in part.units)
            common = heading_words(
                part.units, [u for g in groups if g is not part for u in g.units]
            )
            unnamed = self.names.without(counts)
            words = min(
                unnamed or counts,
                key=lambda w: (
                    -sum(word in normalise(w) for word in common), -counts[w], abs(len(w) - 6), w,
                ),
            )  # fmt: skip
            if not unnamed:
                words = without_persons(words, "某某")
            if len(words) > _NAME:
                words = words.replace(",", "，").partition("，")[0]
            words = words[:_NAME]
            if words in names:
                words = f"{words}（{number}）"
            names.add(words)
            part.name = words
            self.inside[part.id] = [(unit.draft, unit.text) for unit in part.units]

    def of_base(self, part: Part) -> Section | None:
        """The section of the base that a part takes over."""
        try:
            return self.base.section(part.id) if part.section is not None else None
        except KeyError:
            return None
