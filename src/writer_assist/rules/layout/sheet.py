"""What the rules of this family look at: a draft's paragraphs with their roles and formatting."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from writer_assist.document.structure import SPACE
from writer_assist.layout.paper import STYLE_OF
from writer_assist.layout.roles import Kind, Role, roles
from writer_assist.layout.styles import BY_ID
from writer_assist.records import NamedTuple

from .fonts import is_red

if TYPE_CHECKING:
    from writer_assist.document.docx.formatting import (
        Formatting,
        PageFormat,
        ParagraphFormat,
        RunFormat,
    )
    from writer_assist.document.model import Document, Paragraph
    from writer_assist.outline.draft import Draft

MM = 25.4 / 72
"""Millimetres of a point."""

_OF_TABLES = ("表格文字", "表头", "表格栏目")
"""Styles of ours for what is set as a table is, wherever it stands: code of a Markdown file."""

_STYLED: tuple[Kind, ...] = (
    "title", "subtitle", "recipient", "attachment-note", "attachment-item", "sign", "date", "note",
    "attendance", "attachment", "attachment-title", "caption", "agency", "number",
)  # fmt: skip
_BY_STYLE: dict[str, Kind] = {
    **{BY_ID[STYLE_OF[kind]].name: kind for kind in _STYLED},
    BY_ID["PlainSignature"].name: "sign",
    BY_ID["PlainDate"].name: "date",
}
"""What a paragraph is by its style, if its words do not tell."""

_ROLES: WeakKeyDictionary[Document, list[Role]] = WeakKeyDictionary()


class Place(NamedTuple):
    """A paragraph, what it is, and its place among those of the sheet."""

    paragraph: Paragraph
    role: Role
    at: int

    @property
    def kind(self) -> str:
        """What it is."""
        return self.role.kind


class Sheet:
    """One draft of a DOCX.

    Attributes:
        form: the formatting of the document.
        places: the draft's paragraphs, in order.
    """

    def __init__(self, draft: Draft, form: Formatting) -> None:
        self.draft = draft
        self.document = draft.document
        self.form = form
        known = _ROLES.get(self.document)
        if known is None:
            known = _ROLES[self.document] = roles(self.document)
        own = [
            Role(_BY_STYLE[paragraph.style], len(paragraph.text))
            if role.kind == "body" and paragraph.style in _BY_STYLE
            else role
            for paragraph, role in zip(
                draft.paragraphs, known[draft.first - 1 : draft.last], strict=True
            )
        ]
        self.places = [
            Place(paragraph, role, index)
            for index, (paragraph, role) in enumerate(zip(draft.paragraphs, own, strict=True))
        ]

    def of(self, kinds: Container[str]) -> Iterator[Place]:
        """The paragraphs of some kinds that have text."""
        for place in self.places:
            paragraph = place.paragraph
            if (
                place.role.kind in kinds
                and paragraph.text.strip(SPACE)
                and paragraph.style not in _OF_TABLES
            ):
                yield place

    def titles(self) -> Iterator[Place]:
        """The lines of titles; one in brackets below, 2024年度 or the like, is no part of them."""
        last = None
        for place in self.of(("title", "attachment-title")):
            text = place.paragraph.text.strip(SPACE)
            bracketed = text[0] in "（(〔" and text[-1] in "）)〕"
            if not (bracketed and last is not None and last.kind == place.kind):
                yield place
            last = place

    def shape(self, place: Place) -> ParagraphFormat:
        """The formatting of a paragraph."""
        return self.form.paragraph(place.paragraph.number)

    def runs(self, place: Place) -> Sequence[RunFormat]:
        """The formatting of its characters."""
        return self.form.runs(place.paragraph.number)

    def element(self, place: Place) -> Any:
        """Its w:p."""
        return self.document.source.elements[place.paragraph.number - 1]

    def size(self, place: Place) -> float:
        """The size of most of its characters, in points."""
        return main_size(self.runs(place)) or self.form.mark(place.paragraph.number).size or 10.5

    def page(self, place: Place) -> PageFormat:
        """The page that it stands on."""
        return self.form.page_of(place.paragraph.number)

    def width(self, place: Place) -> float:
        """The width between the margins, in points."""
        page = self.page(place)
        return (page.width - page.left - page.right) / MM

    def start(self, place: Place) -> float:
        """Where its first line begins: from the left margin, in its own characters.

        Blanks that were typed count: it looks the same.
        """
        shape = self.shape(place)
        size = self.size(place)
        begins = (shape.left + shape.first_line) / size
        if shape.first_line_chars is not None:
            begins = shape.left / size + shape.first_line_chars
        return begins + self.blanks(place) / size

    def blanks(self, place: Place, *, behind: bool = False) -> float:
        """How wide the blanks before its text are (or those behind it), in points."""
        text = place.paragraph.text
        first, last = 0, len(text) - len(text.lstrip(SPACE))
        if behind:
            first, last = len(text.rstrip(SPACE)), len(text)
        return sum(self._advance(place, n) for n in range(first, last))

    def _advance(self, place: Place, offset: int) -> float:
        character = place.paragraph.text[offset]
        run = next((run for run in self.runs(place) if run.start <= offset < run.end), None)
        size = run.size if run else self.size(place)
        if character == "\t":
            return 2 * self.size(place)
        return size * (0.5 if character < "\u0250" else 1)

    def text_width(self, place: Place) -> float:
        """How wide its text is without the blanks around it, in points: half a size a digit."""
        text = place.paragraph.text
        return sum(
            self._advance(place, n)
            for n in range(len(text) - len(text.lstrip(SPACE)), len(text.rstrip(SPACE)))
        )

    def ends(self, place: Place) -> float:
        """How much is free to the right of a short line, in its own characters."""
        shape = self.shape(place)
        width = self.width(place)
        size = self.size(place)
        first = shape.first_line
        if shape.first_line_chars is not None:
            first = shape.first_line_chars * size
        before, behind = self.blanks(place), self.blanks(place, behind=True)
        room = width - shape.left - first - shape.right
        text = self.text_width(place)
        if shape.alignment == "right":
            # Word lets blanks at the end of a line hang over, LibreOffice does not.
            return (shape.right + behind) / size
        if shape.alignment == "center":
            return (shape.right + (room - text - before) / 2) / size
        if shape.alignment == "distribute":
            return shape.right / size
        return (width - shape.left - first - before - text) / size

    @cached_property
    def letter(self) -> bool:
        """Whether it has the form of a letter (10.1): its mark stands in a first page's header."""
        for page in self.form.pages:
            part = page.headers.get("first", "") if page.title_page else ""
            for paragraph in self.margin(part):
                runs = self.form.runs(paragraph.number)
                if paragraph.text.strip(SPACE) and any(is_red(run.color) for run in runs):
                    return True
        return False

    def margin(self, part: str) -> Iterator[Paragraph]:
        """The paragraphs of a header or footer."""
        if part:
            source = self.document.source
            for paragraph, own in zip(self.document.paragraphs, source.parts, strict=False):
                if own == part:
                    yield paragraph


def sheet_of(draft: Draft) -> Sheet | None:
    """The sheet of a draft; None when its file is no DOCX."""
    return draft.memo(_sheet)


def _sheet(draft: Draft) -> Sheet | None:
    if draft.document.format not in ("docx", "doc", "wps", "rtf") or not draft.paragraphs:
        return None
    from writer_assist.document.docx.formatting import formatting

    form = formatting(draft.document)
    return None if form is None else Sheet(draft, form)


def main_size(runs: Sequence[RunFormat]) -> float:
    """The size of most characters; 0 for none."""
    counts: dict[float, int] = {}
    for run in runs:
        counts[run.size] = counts.get(run.size, 0) + run.end - run.start
    return max(counts, key=lambda size: counts[size]) if counts else 0.0
