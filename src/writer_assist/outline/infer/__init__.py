"""Infer an outline from past drafts: which parts they have, under which headings, in which order.

What the drafts have in common with a genre that is known keeps its names and words; what else
most of them have becomes sections of their own (:mod:`.cluster`). The result is a file for
people to go over: every part says in how many of the drafts it was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import Any

from writer_assist.outline.build import OutlineFile, base_sections
from writer_assist.outline.draft import Draft
from writer_assist.outline.genres import (
    Outline,
    outline_files,
    outlines,
    templates_folder,
    use,
)
from writer_assist.outline.needs import lacking
from writer_assist.records import NamedTuple

from .file import File
from .kinds import copies, main_genre, strangers
from .known_by import more_signs, name_of, signs
from .reading import FEWEST, Reading
from .sections import Part, ranked
from .wording import write_words

__all__ = ["FEWEST", "Inferred", "copies", "infer", "main_genre", "strangers"]

REQUIRED = 0.8
"""A part that such a share of the drafts has is required."""

_CLEAN = 0.95
"""Such a share of the drafts has all that is required."""

_REMARKS = {
    "missing": "有的旧稿没有，所以不作必备；要求必备就改成 true",
    "misplaced": "有的旧稿不在这个位置，所以不作必备；要求必备就改成 true",
    "unheaded": "有的旧稿没有给它设标题，所以不作必备；要求必备就改成 true",
}


class Inferred(NamedTuple):
    """An inferred outline.

    ``text`` is the file; ``name`` the genre's name; ``drafts`` how many drafts it was made from,
    ``unknown`` how many of these would not be known for the genre by themselves; ``sections``
    how many parts it has.
    """

    text: str
    name: str
    drafts: int
    unknown: int
    sections: int


def infer(
    drafts: Sequence[Draft],
    known: Outline,
    *,
    name: str = "",
    min_share: float = 0.5,
    source: str = "",
) -> Inferred:
    """An outline of what the drafts have in common.

    Args:
        drafts: `FEWEST` or more, of one genre.
        known: the genre that they are of, or the base of such; its sections are looked for first.
        name: what the genre is to be called; "" for that of ``known``, or what titles say.
        min_share: a part that such a share of the drafts has is one of the outline.
        source: where the drafts are from, for the file's first line.
    """
    return _Inference(Reading(drafts, known, min_share), name, source).result()


def _wrong(draft: Draft, outline: Outline, required: Set[str]) -> Iterator[tuple[str, str]]:
    """What lint would find of sections: the id of each, and its state or what it lacks."""
    alignment = draft.alignment
    assert alignment is not None
    for report in alignment.sections:
        if report.id in required and report.state in ("missing", "misplaced"):
            yield report.id, report.state
        if report.state in ("present", "misplaced"):
            for need in lacking(outline.section(report.id), draft):
                yield report.id, need
    if alignment.headings:
        yield from ((key, "unheaded") for key in alignment.evidence if key in required)


class _Inference:
    """An outline under way."""

    def __init__(self, reading: Reading, name: str, source: str) -> None:
        self._reading = reading
        self._name = name or name_of(reading)
        self._file = File(reading, self._name, source)
        self._bases: dict[str, dict[str, dict[str, Any]]] | None = None
        self._built_in = {key: outline.unpacked() for key, outline in outlines().items()}

    def result(self) -> Inferred:
        """The outline, checked against the drafts that it was made from."""
        reading = self._reading
        parts = reading.parts()
        for part in parts:
            part.required = part.found >= REQUIRED * reading.count and not part.optional
        write_words(reading, parts)
        # One whose headings all belong to others is nothing by itself.
        parts = [part for part in parts if part.section is not None or part.seen or part.more]
        said = signs(reading)
        text = self._file.text(parts, said)
        for _ in range(3 * len(parts)):
            blamed = self._blamed(self._compiled(text), parts)
            if blamed is None:
                break
            part, state = blamed
            if state in part.needs:
                part.needs = tuple(need for need in part.needs if need != state)
            elif state == "misplaced" and not part.loose and part.place == "work":
                for other in parts:  # they may stand in any order
                    other.loose = other.place == "work"
            else:
                part.required = False
                part.remarks.append(_REMARKS[state])
            ranked(parts)
            text = self._file.text(parts, said)
        unknown = self._unknown(self._compiled(text))
        if unknown and reading.summary:
            said = more_signs(reading, said, parts)
            text = self._file.text(parts, said)
            unknown = self._unknown(self._compiled(text))
        return Inferred(text, self._name, reading.count, unknown, len(parts))

    def _compiled(self, text: str) -> Outline:
        """The outline as lint would use it."""
        files = outline_files(templates_folder())
        if self._bases is None:
            self._bases = base_sections(files)
        file = OutlineFile("own-inferred.toml", text)
        return Outline(file.compile_own(self._bases, self._built_in))

    def _blamed(self, outline: Outline, parts: Sequence[Part]) -> tuple[Part, str] | None:
        """The section that most drafts fail by, if too many fail by any; and how.

        That is a state that it must not have, or what it must hold and does not.
        """
        failing: Counter[tuple[str, str]] = Counter()
        dirty = 0
        required = {part.id for part in parts if part.required}
        with use(outline):
            for sample in self._reading.samples:
                known = sample.draft
                draft = Draft(known.document, known.first, known.last, outline.id)
                wrong = set(_wrong(draft, outline, required))
                failing.update(wrong)
                dirty += bool(wrong)
        if self._reading.count - dirty >= _CLEAN * self._reading.count or not failing:
            return None
        (section_id, state), _ = max(failing.items(), key=lambda item: (item[1], item[0]))
        return next(part for part in parts if part.id == section_id), state

    def _unknown(self, outline: Outline) -> int:
        """How many of the drafts would not be known for the genre."""
        with use(outline):
            unknown = 0
            for sample in self._reading.samples:
                draft = sample.draft
                again = Draft(draft.document, draft.first, draft.last)
                unknown += again.genre != outline.id
        return unknown
