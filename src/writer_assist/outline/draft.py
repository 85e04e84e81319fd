"""One draft of a document: what belongs together under one title, with its genre."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from writer_assist.document.structure import Heading

if TYPE_CHECKING:
    from writer_assist.document.model import Document, Paragraph

__all__ = ["Draft", "Heading"]


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
