"""Past drafts, taken apart: headings with what stands below them, and what no heading is over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from writer_assist.document.structure import SPACE, Heading
from writer_assist.outline.align import Alignment, align
from writer_assist.outline.draft import Draft
from writer_assist.outline.genres import Outline, normalise
from writer_assist.records import NamedTuple

_YEAR = re.compile(
    r"(?:19|20)\d\d(?:[—\-～~至](?:19|20)?\d\d)?年?(?:度|上半年|下半年)?|[一二]〇[〇一二三四五六七八九]{2}年"
)
_FILLERS = ("存在", "主要", "一些", "几个", "方面", "工作", "情况", "全年", "过去", "开展", "一年")
_LEFT_OVER = 4
"""A heading that says work in general says no more than so many code points besides."""

_LONGEST = 30
"""A heading is no longer than this, in code points."""

_LONGEST_ALONE = 16
"""What ends with a full stop and is longer than this is a sentence."""

_GOES_ON = ("，", ",", "、", "；", ";")
"""With one of these behind its first words a paragraph goes on: it has no heading."""

_FEWEST_BELOW = 2
"""So many headings at least stand under one that says nothing of its own."""

LONGEST_TEXT = 3000
"""So much of what stands under a heading, in code points, is compared."""


class Unit(NamedTuple):
    """A heading and what stands under it.

    ``draft`` is the number of the draft, ``words`` what the heading says without its year,
    ``key`` the same without marks; ``place`` is where it stands in the body, 0 … 1; ``length``
    counts the code points of heading and text.
    """

    draft: int
    paragraph: int
    words: str
    key: str
    place: float
    length: int
    text: str


def without_year(words: str) -> str:
    """A heading without the year that it names."""
    return _YEAR.sub("", words).strip(SPACE + "，、：:的")


class Sample:
    """One past draft.

    Args:
        draft: the draft.
        number: tells it from the others.
        known: the outline in whose terms it is read first.
        general: words by which a heading says no more than that work is described below it.
    """

    def __init__(self, draft: Draft, number: int, known: Outline, general: Sequence[str]) -> None:
        self.draft = draft
        self.number = number
        self.known = known
        self._general = general
        body = draft.frame.body
        self._at = {paragraph.number: index for index, paragraph in enumerate(body)}
        self._starts = [0]
        for paragraph in body:
            self._starts.append(self._starts[-1] + len(paragraph.text))
        self.headings = [h for h in draft.headings if h.paragraph.number in self._at and h.text]

    @property
    def length(self) -> int:
        """How long the body is, in code points."""
        return self._starts[-1]

    @cached_property
    def alignment(self) -> Alignment:
        """The sections of the known outline in it."""
        return self.align(self.known)

    def align(self, outline: Outline) -> Alignment:
        """The sections of an outline in it."""
        draft = self.draft
        return align(
            draft.frame, draft.headings, outline, draft.document.characters, draft.paragraphs
        )

    def units(self, *, below: bool) -> list[Unit]:
        """Its main headings; ``below``: of one that says nothing of its own, those under it."""
        found = self.headings
        if not found:
            return []
        top = min(heading.level for heading in found)
        chosen: list[Heading] = []
        index = 0
        while index < len(found):
            heading = found[index]
            stop = index + 1
            while stop < len(found) and found[stop].level > heading.level:
                stop += 1
            if heading.level == top and not self._is_item(heading):
                under = found[index + 1 : stop]
                level = min([h.level for h in under], default=0)
                children = [h for h in under if h.level == level]
                if below and len(children) >= _FEWEST_BELOW and self.is_general(heading):
                    chosen += children
                else:
                    chosen.append(heading)
            index += 1
        return [self.unit(heading) for heading in chosen]

    def _is_item(self, heading: Heading) -> bool:
        """Whether a numbered paragraph is a sentence of a list: 一、自本通告发布之日起，……。"""
        behind = heading.paragraph.text[heading.end :].rstrip(SPACE)
        size = len(heading.text)
        return (
            size > _LONGEST or behind[:1] in _GOES_ON or (behind == "。" and size > _LONGEST_ALONE)
        )

    def is_general(self, heading: Heading) -> bool:
        """Whether a heading says only that work is described below: 一、2024年工作总结."""
        text = normalise(without_year(heading.text))
        if not any(word in text for word in self._general):
            return False
        for word in (*self._general, *_FILLERS):
            text = text.replace(word, "")
        return len(text) <= _LEFT_OVER

    def has_general(self) -> bool:
        """Whether one of its main headings is such, with others under it."""
        return len(self.units(below=True)) != len(self.units(below=False))

    def unit(self, heading: Heading) -> Unit:
        """A heading with what stands under it."""
        at = self._at[heading.paragraph.number]
        stop = len(self.draft.frame.body)
        for other in self.headings:
            place = self._at[other.paragraph.number]
            if place > at and other.level <= heading.level:
                stop = place
                break
        words = without_year(heading.text)
        return Unit(
            self.number,
            heading.paragraph.number,
            words,
            normalise(words),
            self._starts[at] / max(1, self.length),
            self._starts[stop] - self._starts[at],
            self.text(at, stop),
        )

    def text(self, start: int, stop: int) -> str:
        """The paragraphs of a part of the body, as far as they are compared."""
        parts: list[str] = []
        length = 0
        for paragraph in self.draft.frame.body[start:stop]:
            parts.append(paragraph.text)
            length += len(paragraph.text)
            if length >= LONGEST_TEXT:
                break
        return "\n".join(parts)[:LONGEST_TEXT]

    @cached_property
    def lead(self) -> str:
        """What stands before the first heading; without headings the first paragraph."""
        body = self.draft.frame.body
        stop = self._at[self.headings[0].paragraph.number] if self.headings else min(1, len(body))
        return self.text(0, stop)

    def from_paragraph(self, number: int) -> str:
        """The body from the paragraph with this number to the next heading, if it is of it."""
        at = self._at.get(number)
        if at is None:
            return ""
        stop = len(self.draft.frame.body)
        places = [self._at[h.paragraph.number] for h in self.headings]
        return self.text(at, min([p for p in places if p > at], default=stop))

    def place(self, number: int) -> float | None:
        """Where in the body the paragraph with this number begins, 0 … 1."""
        at = self._at.get(number)
        return None if at is None else self._starts[at] / max(1, self.length)
