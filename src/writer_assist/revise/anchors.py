"""Put the marks of comments into the XML of a DOCX, on exactly a range of text, and take them out.

A mark stands between runs (``w:commentRangeStart``, ``w:commentRangeEnd`` and the run with the
``w:commentReference``: ISO/IEC 29500-1, 17.13.4), so runs are split where a range begins or ends,
and joined again when the comments go.

Word takes no comments in headers, footers and text boxes, and other programs none in notes: what
is found there gets its comment at the place in the body that it belongs to.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.docx.names import STRICT, TRANSITIONAL, Names, names
from writer_assist.records import NamedTuple

from .split_runs import Ids, Runs, drop, join_runs, unit_of

if TYPE_CHECKING:
    from writer_assist.document.docx.reader import DocxSource
    from writer_assist.document.model import Document, Paragraph
    from writer_assist.engine.findings import PlacedEdit

    from .suggested import Changer

Element = etree._Element

# What holds runs in a paragraph, by local name: a mark at its edge stands outside of it.
_HOLDERS = frozenset(
    (
        *("ins", "del", "moveTo", "hyperlink", "smartTag", "sdtContent", "sdt", "fldSimple", "dir"),
        *("bdo", "customXml"),
    )
)

# Computed results are commented as a whole: they are replaced as a whole, and to LibreOffice they
# are one character. Not those that take many paragraphs.
_FIELDS = ("field", "merge-field")
_LONG = ("TOC", "INDEX", "TOA", "BIBLIOGRAPHY", "RD", "DATABASE")


class Range(NamedTuple):
    """What a comment is about: ``start … end`` (code points) of a paragraph, by its number.

    ``end`` may be one more than the paragraph's length (its mark).
    """

    paragraph: int
    start: int
    end: int


class Mark(NamedTuple):
    """The marks of one comment: its id, and its range."""

    id: int
    range: Range


def names_of(source: DocxSource) -> Names:
    """The names in the namespace of a document's body."""
    root = source.package.tree(source.package.main)
    return names(STRICT if root.tag.startswith(f"{{{STRICT}}}") else TRANSITIONAL)


class Anchors:
    """The body of a document that comments are anchored in.

    Args:
        document: as the reader made it, nothing in its trees changed yet.
        ids: for tracked changes that are copied with the runs that they are in.
        reference: properties (children of ``w:rPr``) of the run with a comment's reference.
    """

    def __init__(self, document: Document, ids: Ids, reference: Sequence[Element] = ()) -> None:
        self.document = document
        self.source: DocxSource = document.source
        self.names = names_of(self.source)
        self.reference = reference
        self.root = self.source.package.tree(self.source.package.main)
        self._ids = ids
        self._followed: Mapping[Element, Element] = {}
        # By their elements' names, then by id.
        self._references: dict[str, dict[str, Element]] = {}

    def put(
        self,
        marks: Iterable[Mark],
        edits: Mapping[int, Sequence[PlacedEdit]] | None = None,
        changer: Changer | None = None,
    ) -> tuple[list[int], list[int]]:
        """Put the marks of comments in.

        Args:
            marks: of comments.
            edits: paragraphs' numbers → what is to become tracked changes there, in order, none
                touching another.
            changer: what writes them.

        Returns:
            The ids of comments that stand at another place than the text that they are about,
            and of those that found no place at all.
        """
        elsewhere: list[int] = []
        lost: list[int] = []
        inside: dict[int, list[Mark]] = {}
        for mark in marks:
            paragraph = self.document.paragraphs[mark.range.paragraph - 1]
            if paragraph.number > len(self.source.elements):
                lost.append(mark.id)  # the reader made it up: the body has no paragraph at all
                continue
            if paragraph.story in ("body", "table"):
                inside.setdefault(paragraph.number, []).append(mark)
                continue
            elsewhere.append(mark.id)
            holder = self._holder(paragraph)
            if holder is not None:
                self._around(mark.id, holder, holder)
            elif (first := self._first()) is not None:
                self._at_beginning(mark.id, first)
            else:
                elsewhere.remove(mark.id)
                lost.append(mark.id)
        edits = edits or {}
        if changer is not None:
            self._followed = changer.followed
        for number in sorted({*inside, *edits}):
            paragraph = self.document.paragraphs[number - 1]
            if not paragraph.pieces:
                for mark in inside.get(number, ()):
                    self._at_beginning(mark.id, self.source.elements[number - 1])
                continue
            runs = Runs(paragraph, self.names, self._ids)
            placed = self._cut(paragraph, runs, inside.get(number, []))
            if changer is not None:
                write_edits(paragraph, runs, edits.get(number, ()), changer)
            self._mark(runs, placed)
        return elsewhere, lost

    # --- a paragraph of the body -----------------------------------------------------------

    def _cut(
        self, paragraph: Paragraph, runs: Runs, marks: list[Mark]
    ) -> list[tuple[int, int, int]]:
        """Split runs where marks are to stand; their ids and ranges, in the order to put them."""
        size = len(paragraph.text)
        # The longest range first: of two that begin together the longer one is opened first,
        # and of two that end together the shorter one is closed first.
        marks.sort(key=lambda mark: (mark.range.start - mark.range.end, mark.id))
        fields = [f for f in paragraph.features if f.kind in _FIELDS and f.detail not in _LONG]
        starts = [field.start for field in fields]
        placed = []
        for mark in marks:
            start, end = min(mark.range.start, size), min(mark.range.end, size)
            index = bisect_left(starts, start) - 1
            if index >= 0 and start < fields[index].end:
                start = fields[index].start
            index = bisect_left(starts, end) - 1
            if index >= 0 and end < fields[index].end:
                end = fields[index].end
            placed.append((mark.id, start, end))
            runs.cut(start)
            runs.cut(end)
        return placed

    def _mark(self, runs: Runs, placed: Iterable[tuple[int, int, int]]) -> None:
        for id_, start, end in placed:
            if start < end:
                self._around(id_, runs.beginning_at(start), runs.ending_at(end))
            elif start == 0:
                self._before(id_, runs.beginning_at(0))
            else:
                self._after(id_, runs.ending_at(start))

    def _around(self, id_: int, first: Element, last: Element) -> None:
        """Open a range in front of an element, close it behind another."""
        start = etree.Element(self.names.w + "commentRangeStart")
        start.set(self.names.id, str(id_))
        place = self._outermost(first, forward=False)
        place.addprevious(start)
        end = etree.Element(self.names.w + "commentRangeEnd")
        end.set(self.names.id, str(id_))
        self._behind(last).addnext(end)
        end.addnext(self._reference(id_))

    def _before(self, id_: int, element: Element) -> None:
        self._outermost(element, forward=False).addprevious(self._reference(id_))

    def _after(self, id_: int, element: Element) -> None:
        self._behind(element).addnext(self._reference(id_))

    def _behind(self, element: Element) -> Element:
        """What a mark behind an element stands behind."""
        place = self._outermost(element, forward=True)
        while (insertion := self._followed.get(place)) is not None:
            place = self._outermost(insertion, forward=True)
        return self._behind_marks(place)

    def _at_beginning(self, id_: int, paragraph: Element) -> None:
        """At the beginning of a paragraph, behind its properties."""
        properties = paragraph.find(self.names.paragraph_properties)
        reference = self._reference(id_)
        if properties is not None:
            self._behind_marks(properties).addnext(reference)
        elif len(paragraph) and self._is_mark(paragraph[0]):
            self._behind_marks(paragraph[0]).addnext(reference)
        else:
            paragraph.insert(0, reference)

    def _reference(self, id_: int) -> Element:
        run = etree.Element(self.names.run)
        if len(self.reference):
            properties = etree.SubElement(run, self.names.run_properties)
            properties.extend(deepcopy(child) for child in self.reference)
        etree.SubElement(run, self.names.w + "commentReference").set(self.names.id, str(id_))
        return run

    def _outermost(self, element: Element, *, forward: bool) -> Element:
        """The outermost element that begins (or ends: ``forward``) with this one.

        A mark does not stand at the inner edge of an insertion, a link, a control or a field.
        """
        while True:
            element = self._beyond_field(element, forward=forward)
            parent = element.getparent()
            if parent is None or parent.tag == self.names.paragraph:
                return element
            if not isinstance(parent.tag, str) or _local(parent) not in _HOLDERS:
                return element
            beside = element.getnext() if forward else element.getprevious()
            while beside is not None and not forward and _is_properties(beside):
                beside = beside.getprevious()
            while beside is not None and forward and _local(beside) == "sdtEndPr":
                beside = beside.getnext()
            if beside is not None:
                return element
            element = parent

    def _beyond_field(self, element: Element, *, forward: bool) -> Element:
        """Leave the result of a field by its end or, backwards, by its beginning.

        A field that is updated replaces all of its result, marks too.
        """
        step = Element.getnext if forward else Element.getprevious
        kind = self._field_char(step(element))
        if kind != ("end" if forward else "separate"):
            return element
        beside = step(element)
        if forward:
            assert beside is not None
            return beside
        depth = 1
        while beside is not None:
            beside = beside.getprevious()
            kind = self._field_char(beside)
            depth += (kind == "end") - (kind == "begin")
            if depth == 0 and beside is not None:
                return beside
        return element  # it begins elsewhere

    def _field_char(self, element: Element | None) -> str:
        if element is None or element.tag != self.names.run:
            return ""
        chars = element.findall(self.names.field_char)
        if len(chars) != 1 or any(
            child.tag not in (self.names.run_properties, self.names.field_char) for child in element
        ):
            return ""
        return chars[0].get(self.names.field_char_type, "")

    def _behind_marks(self, element: Element) -> Element:
        """The last of the comments' marks that follow an element at once."""
        while True:
            following = element.getnext()
            if following is None or not self._is_mark(following):
                return element
            element = following

    def _is_mark(self, element: Element) -> bool:
        """Whether an element ends the range of a comment, or refers to one."""
        if element.tag == self.names.run:
            return element.find(self.names.w + "commentReference") is not None
        return bool(element.tag == self.names.w + "commentRangeEnd")

    # --- what stands outside the body ------------------------------------------------------

    def _holder(self, paragraph: Paragraph) -> Element | None:
        """What in the body shows a text box, a note or a comment; None for headers and footers."""
        known = self.names
        element = self.source.elements[paragraph.number - 1]
        if paragraph.story == "text-box":
            return self._body_run(element)
        if paragraph.story in ("footnote", "endnote"):
            note = next(element.iterancestors(known.w + paragraph.story), None)
            return self._referring(f"{paragraph.story}Reference", note)
        if paragraph.story == "comment":
            comment = next(element.iterancestors(known.w + "comment"), None)
            return self._referring("commentReference", comment)
        return None

    def _referring(self, name: str, target: Element | None) -> Element | None:
        id_ = target.get(self.names.id) if target is not None else None
        if id_ is None:
            return None
        if name not in self._references:
            known = self._references[name] = {}
            for reference in self.root.iter(self.names.w + name):
                known.setdefault(reference.get(self.names.id, ""), reference)
        found = self._references[name].get(id_)
        return self._body_run(found) if found is not None else None

    def _body_run(self, element: Element) -> Element | None:
        """The child of a paragraph of the body, or of what holds its runs, that an element is in.

        That is a run as a rule.
        """
        known = self.names
        outside = element
        for ancestor in element.iterancestors():
            if ancestor.tag == known.box:
                outside = ancestor
        return unit_of(outside, known)

    def _first(self) -> Element | None:
        """The first paragraph of the body."""
        for paragraph, element in zip(self.document.paragraphs, self.source.elements, strict=False):
            if paragraph.story in ("body", "table"):
                return element
        return None


def write_edits(
    paragraph: Paragraph, runs: Runs, edits: Sequence[PlacedEdit], changer: Changer
) -> None:
    """Write edits inside a paragraph that has text as tracked changes; none overlaps another."""
    from .docx_text import changed_pieces

    changes = [changed_pieces(paragraph, edit) for edit in edits]
    for edit, touched in changes:
        if touched:
            runs.cut(edit.start)
            runs.cut(edit.end)
    for edit, touched in changes:
        if edit.start < edit.end:
            changer.replace(runs.between(edit.start, edit.end), edit.text)
        elif touched and touched[0].start < edit.start:
            changer.insert(edit.text, runs.ending_at(edit.start), behind=True)
        elif touched:
            changer.insert(edit.text, runs.beginning_at(edit.start), behind=False)


# --- removal ---------------------------------------------------------------------------------


def remove_marks(root: Element, known: Names, ids: Collection[str]) -> None:
    """Take out the marks of comments, and join the runs that were split for them."""
    w = known.w
    for element in list(root.iter(*known.anchors)):
        if element.get(known.id) not in ids:
            continue
        run = element.getparent()
        drop(element)
        if (
            run is not None
            and element.tag == w + "commentReference"
            and run.tag == known.run
            and all(child.tag == known.run_properties for child in run)
        ):
            drop(run)
    join_runs(root, known)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _is_properties(element: Element) -> bool:
    return not isinstance(element.tag, str) or _local(element) in (
        *("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData"),
    )
