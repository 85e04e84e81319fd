"""What linting gives: findings, sections, and a report for each file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from writer_assist.document.model import Story
from writer_assist.i18n import render
from writer_assist.outline.sections import SectionReport, SectionState
from writer_assist.records import NamedTuple
from writer_assist.rules.base import Severity

__all__ = [
    "DraftReport",
    "FileReport",
    "Finding",
    "PlacedEdit",
    "PlacedFix",
    "PlainParagraph",
    "SectionReport",
    "SectionState",
]


class PlacedEdit(NamedTuple):
    """Replace ``start … end`` of a paragraph (by number) with ``text``.

    ``end`` may be one more than the paragraph's length: the paragraph mark goes too, and the
    next paragraph is joined.
    """

    paragraph: int
    start: int
    end: int
    text: str


class PlacedFix(NamedTuple):
    """A :class:`~writer_assist.rules.base.Fix` with its edits placed in paragraphs."""

    edits: tuple[PlacedEdit, ...]
    safe: bool


class Finding(NamedTuple):
    """One fault at one place; ``start`` and ``end`` are code points, half-open.

    ``section`` is the path of headings that it stands under ("一、… / （一）…"), "" before the
    first one; ``text`` is what the span covers. ``column`` is the 1-based column of ``start`` in
    the source line of a line-based format (text, Markdown), 0 in others.
    """

    code: str
    name: str
    severity: Severity
    template: str
    params: Mapping[str, object]
    story: Story
    paragraph: int
    start: int
    end: int
    text: str
    section: str = ""
    column: int = 0
    fixes: tuple[PlacedFix, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """The message in Chinese."""
        return render(self.template, self.params)

    def message_in(self, lang: str) -> str:
        """The message in ``lang`` ("zh", "en")."""
        return render(self.template, self.params, lang)


class DraftReport(NamedTuple):
    """One draft of a file: paragraphs ``first … last``, its genre and its sections.

    ``genre`` is the genre's id, or "" when it was not sure; ``confidence`` is 0 … 1 (1 when
    the genre was given).
    """

    first: int
    last: int
    title: str
    genre: str
    genre_name: str
    confidence: float
    sections: Sequence[SectionReport]


class PlainParagraph(NamedTuple):
    """A paragraph as it is shown to a reader, without the way back into its file.

    ``line`` is the source line in a line-based format, "" in others, and ``pieces`` leads from
    it to the text: (offset in ``text``, column from 0) of each stretch that was taken over.
    """

    number: int
    text: str
    story: Story = "body"
    label: str = ""
    level: int | None = None
    line: str = ""
    pieces: tuple[tuple[int, int], ...] = ()


class FileReport(NamedTuple):
    """Everything about one file; ``error`` is "" unless it could not be read."""

    path: str
    drafts: Sequence[DraftReport] = ()
    findings: Sequence[Finding] = ()
    error: str = ""
    error_params: Mapping[str, object] = {}
    paragraphs: Mapping[int, str] = {}
    """Number → text of each paragraph that a finding stands in, for excerpts."""
    format: str = ""
    """"docx", "odt", "markdown" or "text"; "" when it could not be read."""
    text: Sequence[PlainParagraph] = ()
    """Every paragraph of the document, where the linter was told to keep them."""
    suppressed: int = 0
    """How many findings comments in the document keep from being reported."""
    baselined: int = 0
    """How many findings a baseline keeps from being reported."""

    def error_in(self, lang: str) -> str:
        """The error message in ``lang``."""
        return render(self.error, self.error_params, lang)
