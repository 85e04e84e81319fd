"""What reviewers left in a DOCX: where comments are anchored, and tracked changes.

A walk makes a :class:`Review` only for a story that has any of it, so that others pay nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from lxml import etree

from writer_assist.document.docx.names import Names
from writer_assist.document.model import Comment, Paragraph, Revision

Element = etree._Element

_Kind = Literal["insertion", "deletion", "move", "formatting", "paragraph-mark", "table", "anchor"]
_START, _END, _REFERENCE = "commentRangeStart", "commentRangeEnd", "commentReference"


class Mark:
    """A place or range in a paragraph that ``element`` is about.

    ``end`` is None while it reaches to the paragraph's end, ``start`` too if it stands there.
    """

    __slots__ = ("element", "end", "kind", "paragraph", "start", "text")

    def __init__(
        self, kind: _Kind, element: Element, start: int | None, end: int | None, text: str = ""
    ) -> None:
        self.kind = kind
        self.element = element
        self.start = start
        self.end = end
        self.text = text
        self.paragraph: Paragraph | None = None


class Review:
    """The marks of one walk, in document order."""

    def __init__(self, known: Names) -> None:
        self.names = known
        self.marks: list[Mark] = []
        # Those of the open paragraph, and those that stand before the next one.
        self._open: list[Mark] = []
        self._waiting: list[Mark] = []
        self._last: Paragraph | None = None
        # Elements that show text, and the mark that their text belongs to.
        self._inserted: dict[Element, Mark] = {}
        self._formatted: dict[Element, Mark] = {}
        self._continued: dict[Mark, Mark] = {}
        self._nested: set[Element] = set()

    # --- what the walk reports -------------------------------------------------------------

    def on_mark(self, element: Element, paragraph: Element | None, offset: int) -> None:
        """An element that is a mark; ``paragraph`` is open, with ``offset`` code points so far."""
        known = self.names
        if element.tag in known.anchors:
            # A range that ends between two paragraphs ends with the first.
            self._place(Mark("anchor", element, offset, offset), paragraph)
        elif element.tag in known.changes:
            self._on_formatting(element, paragraph, offset)
        elif element.tag in known.cell_changes:
            self._wait(Mark("table", element, 0, 0))
        else:
            self._on_change(element, paragraph, offset)

    def on_text(self, source: Element, start: int, end: int) -> None:
        """Text from an element was added to the open paragraph."""
        for marked in (self._inserted, self._formatted):
            mark = marked.get(source)
            if mark is None:
                continue
            mark = self._continued.get(mark, mark)
            if mark.paragraph is not None:  # it began in an earlier paragraph
                first = marked[source]
                mark = self._continued[first] = Mark(mark.kind, mark.element, start, end)
                self._open.append(mark)
            mark.end = end

    def on_paragraph(self, offset: int) -> None:
        """A paragraph begins, or goes on behind a mark that was deleted."""
        for mark in self._open:
            if mark.end is None and mark.kind == "paragraph-mark":
                mark.start = mark.end = offset
        for mark in self._waiting:
            mark.start = mark.end = offset
        self._open += self._waiting
        self._waiting = []

    def on_finish(self, paragraph: Paragraph) -> None:
        """The open paragraph is complete."""
        size = len(paragraph.text)
        for mark in self._open:
            mark.paragraph = paragraph
            mark.end = size if mark.end is None else min(mark.end, size)
            mark.start = mark.end if mark.start is None else min(mark.start, mark.end)
        self.marks += self._open
        self._open = []
        self._last = paragraph

    def close(self) -> None:
        """The walk is over: what still waits stands at the end of the last paragraph."""
        if self._last is not None:
            for mark in self._waiting:
                mark.paragraph = self._last
                mark.start = mark.end = len(self._last.text)
            self.marks += self._waiting
        self._waiting = []

    # --- kinds of marks --------------------------------------------------------------------

    def _place(self, mark: Mark, paragraph: Element | None) -> None:
        """Put a mark in the open paragraph if it stands in that one, else in the next."""
        holder = next(mark.element.iterancestors(self.names.paragraph), None)
        ends = mark.element.tag == self.names.w + _END
        if paragraph is not None and (holder is paragraph or (holder is None and ends)):
            self._open.append(mark)
        else:
            self._wait(mark)

    def _wait(self, mark: Mark) -> None:
        self._waiting.append(mark)

    def _on_formatting(self, element: Element, paragraph: Element | None, offset: int) -> None:
        known = self.names
        parent = element.getparent()
        holder = parent.getparent() if parent is not None else None
        mark = Mark("formatting", element, offset, offset)
        if holder is not None and holder.tag == known.run:
            for source in holder.iterchildren(*known.sources):
                self._formatted[source] = mark
        elif parent is not None and parent.tag == known.paragraph_properties:
            mark.end = None
        self._place(mark, paragraph)

    def _on_change(self, element: Element, paragraph: Element | None, offset: int) -> None:
        """An insertion, deletion or move: of text, of a paragraph's mark or of a table row."""
        known = self.names
        parent = element.getparent()
        if parent is None or element in self._nested:
            return
        if parent.tag == known.run_properties:
            holder = parent.getparent()
            if holder is not None and holder.tag == known.paragraph_properties:
                self._place(Mark("paragraph-mark", element, None, None), paragraph)
        elif parent.tag == known.row_properties:
            row = parent.getparent()
            deleted = row is not None and element.tag in known.deletions
            text = self._text_of(row) if deleted and row is not None else ""
            self._wait(Mark("table", element, 0, 0, text))
        elif element.tag in known.deletions:
            text = self._text_of(element)
            kind: _Kind = "deletion" if element.tag == known.w + "del" else "move"
            self._place(Mark(kind, element, offset, offset, text), paragraph)
        else:
            kind = "insertion" if element.tag == known.w + "ins" else "move"
            mark = Mark(kind, element, offset, offset)
            for inner in element.iterdescendants(*known.sources, *known.insertions):
                if inner.tag in known.insertions:
                    self._nested.add(inner)
                else:
                    self._inserted[inner] = mark
            self._place(mark, paragraph)

    def _text_of(self, element: Element) -> str:
        """The deleted text in an element."""
        known = self.names
        return "".join([text.text or "" for text in element.iter(known.text, known.deleted_text)])


def comments_of(reviews: Iterable[Review], written: Mapping[str, tuple[str, str]]) -> list[Comment]:
    """The comments that are anchored somewhere, in the order of their places.

    Args:
        reviews: of all walks; the paragraphs have their numbers.
        written: id → author and text.
    """
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for review in reviews:
        cut = len(review.names.w)
        for mark in review.marks:
            if mark.kind == "anchor" and mark.paragraph is not None and mark.start is not None:
                places = found.setdefault(mark.element.get(review.names.id, ""), {})
                place = (mark.paragraph.number, mark.start)
                places.setdefault(str(mark.element.tag)[cut:], place)
    comments = []
    for id_, places in found.items():
        if id_ not in written:
            continue
        start, end = places.get(_START), places.get(_END)
        if start is None or end is None:
            # Half a range is none: the comment then stands at its reference.
            start = end = places.get(_REFERENCE) or start or end
            if start is None or end is None:
                continue
        author, text = written[id_]
        comments.append(Comment(*start, *max(start, end), text, author))
    comments.sort(key=lambda comment: comment[:4])
    return comments


def revisions_of(reviews: Iterable[Review]) -> list[Revision]:
    """All tracked changes in reading order; the paragraphs have their numbers."""
    revisions = []
    for review in reviews:
        author, date = review.names.w + "author", review.names.w + "date"
        for mark in review.marks:
            paragraph, start, end = mark.paragraph, mark.start, mark.end
            if mark.kind == "anchor" or paragraph is None or start is None or end is None:
                continue
            if mark.kind == "insertion" and start == end and _is_void(mark.element, review.names):
                continue
            text = mark.text or paragraph.text[start:end]
            element = mark.element
            revisions.append(
                Revision(
                    mark.kind,
                    paragraph.number,
                    start,
                    end,
                    text,
                    element.get(author, "").strip(),
                    element.get(date, ""),
                )
            )
    revisions.sort(key=lambda revision: revision[1:4])
    return revisions


def _is_void(element: Element, known: Names) -> bool:
    """Whether an insertion without text was deleted again, or holds nothing at all."""
    if next(element.iter(*known.deletions), None) is not None:
        return True
    return next(element.iterdescendants(known.run), None) is None
