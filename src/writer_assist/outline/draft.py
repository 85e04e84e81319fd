"""One draft of a document: what belongs together under one title, with its genre."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from writer_assist.document.structure import STORIES, Heading, bare_headings, headings

from .detect import NOTHING, Detection, detect
from .frame import Frame, read_frame
from .genres import BASE, SUMMARY, Outline, find_genre, outlines
from .year import draft_year

if TYPE_CHECKING:
    from writer_assist.document.model import Document, Paragraph

    from .align import Alignment
    from .sections import SectionReport

__all__ = ["Draft", "Heading"]

T = TypeVar("T")


class Draft:
    """Paragraphs ``first … last`` of a document (numbers, both included).

    Levels must be complete (:func:`~writer_assist.document.structure.complete_levels`).
    ``given`` is the genre that the user named (id or Chinese name), None to detect it.
    """

    def __init__(self, document: Document, first: int, last: int, given: str | None = None) -> None:
        self.document = document
        self.first = first
        self.last = last
        self.given = given
        self._memo: dict[Callable[[Draft], Any], Any] = {}

    def memo(self, scan: Callable[[Draft], T]) -> T:
        """``scan(self)``, computed once: rules of one family often need the same."""
        if scan not in self._memo:
            self._memo[scan] = scan(self)
        result: T = self._memo[scan]
        return result

    def __repr__(self) -> str:
        return f"Draft({self.first}, {self.last}, {self.title_text!r})"

    @cached_property
    def paragraphs(self) -> Sequence[Paragraph]:
        """The draft's paragraphs, in reading order."""
        return self.document.paragraphs[self.first - 1 : self.last]

    @cached_property
    def text(self) -> str:
        """The draft's part of the document's text, without the mark of its last paragraph."""
        document = self.document
        if self.first == 1 and self.last >= len(document.paragraphs):
            return document.text
        starts = document.starts
        end = starts[self.last] - 1 if self.last < len(starts) else len(document.text)
        return document.text[starts[self.first - 1] : end]

    @cached_property
    def frame(self) -> Frame:
        """Title, signature, date and the body between them."""
        return read_frame(self.paragraphs)

    @cached_property
    def year(self) -> int | None:
        """The year that the draft is about; None where it does not say."""
        return draft_year(self.frame, self.text)

    @cached_property
    def headings(self) -> Sequence[Heading]:
        """The headings of the body, in order."""
        body = self.frame.body
        return headings(body) or bare_headings(body)

    def paragraphs_below(self, heading: Heading) -> Iterator[Paragraph]:
        """The paragraphs under a heading, up to the next one of its level."""
        index = bisect_right(self._heading_numbers, heading.paragraph.number)
        end = self.frame.body[-1].number + 1 if self.frame.body else 0
        for other in self.headings[index:]:
            if other.level <= heading.level:
                end = other.paragraph.number
                break
        for paragraph in self.document.paragraphs[heading.paragraph.number : end - 1]:
            if paragraph.story in STORIES:
                yield paragraph

    @cached_property
    def _heading_numbers(self) -> Sequence[int]:
        return [heading.paragraph.number for heading in self.headings]

    @property
    def title(self) -> Paragraph | None:
        """The paragraph in which the title begins, None if there is none."""
        return self.frame.title_paragraph

    @property
    def title_text(self) -> str:
        """The title's words, all its lines; "" if there is none."""
        return self.frame.title

    @cached_property
    def detection(self) -> Detection:
        """What the title and the content say about the genre.

        Raises:
            UnknownGenreError: the given genre does not exist.
        """
        if self.given:
            outline = find_genre(self.given)
            return Detection(outline, outline, 1.0, outline.category == SUMMARY)
        if not self.frame.body:
            return NOTHING
        return detect(self.frame, self.headings, self.text, self.document.characters)

    @property
    def genre(self) -> str:
        """The genre's id, "" if it is not sure."""
        return self.detection.genre.id if self.detection.genre else ""

    @property
    def genre_name(self) -> str:
        """The genre's Chinese name; 工作总结 for a summary of no sure genre, "" if unknown."""
        outline = self.outline
        return outline.name if outline else ""

    @property
    def confidence(self) -> float:
        """How sure the genre is, 0 … 1; 1 when it was given."""
        return self.detection.confidence

    @property
    def outline(self) -> Outline | None:
        """The sections to check: of the genre, of any summary if unsure, None for what else is."""
        detection = self.detection
        if detection.genre is not None:
            return detection.genre
        return outlines().get(BASE) if detection.summary else None

    @cached_property
    def alignment(self) -> Alignment | None:
        """The outline's sections as found; None where there is nothing to look for."""
        outline = self.outline
        if outline is None:
            return None
        from .align import align

        return align(self.frame, self.headings, outline, self.document.characters, self.paragraphs)

    @property
    def sections(self) -> Sequence[SectionReport]:
        """Each section of the outline as it was found."""
        return self.alignment.sections if self.alignment else ()
