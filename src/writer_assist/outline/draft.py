"""One draft of a document: what belongs together under one title, with its genre."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from writer_assist.document.model import Document, Paragraph


class Heading(NamedTuple):
    """A heading: its paragraph, level from 1, and the extent of its text (code points).

    The extent leaves out the typed number ("一、"); for a run-in heading ("1、精心办文。办公室…")
    it ends before the mark that closes it.
    """

    paragraph: Paragraph
    level: int
    start: int
    end: int

    @property
    def text(self) -> str:
        """The heading's own words."""
        return self.paragraph.text[self.start : self.end]


class Draft:
    """Paragraphs ``first … last`` of a document (numbers, both included)."""

    def __init__(self, document: Document, first: int, last: int) -> None:
        self.document = document
        self.first = first
        self.last = last

    @cached_property
    def paragraphs(self) -> Sequence[Paragraph]:
        """The draft's paragraphs, in reading order."""
        return self.document.paragraphs[self.first - 1 : self.last]
