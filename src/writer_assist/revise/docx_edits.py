"""Corrections in the XML of a DOCX: what can be corrected, and correcting it.

Left as they are: what a field computes, formulas, controls that are locked or bound to data, what
somebody else deleted (it may come back) or has not yet inserted for good, comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.errors import DocumentError
from writer_assist.document.read import read_again
from writer_assist.i18n import N_

from .anchors import names_of
from .docx_text import changed_pieces, edit_text, is_computed, is_over_computed
from .split_runs import unit_of

if TYPE_CHECKING:
    from writer_assist.document.docx.names import Names
    from writer_assist.document.docx.reader import DocxSource
    from writer_assist.document.model import Document, Paragraph
    from writer_assist.engine.findings import PlacedEdit

Element = etree._Element

SIGNED = N_("文档有数字签名，一改签名就会失效，没有动它：请先另存一份没有签名的")
PROTECTED = N_("文档有编辑限制（保护），没有动它：请先在 Word 里停止保护")
MUST_TRACK = N_("文档设了“只许修订”，请加 --tracked，或先在 Word 里停止保护")

IN_FIELD = N_("在域、控件或公式里，不能直接改")
LOCKED = N_("在锁定的、或者与数据绑定的内容控件里")
IN_COMMENT = N_("在批注里")
OVER_DELETION = N_("中间有别人还没有定下来的删除")
IN_CHANGE = N_("在还没有接受的修订里")
ACROSS_CHANGE = N_("一半在还没有接受的修订里，一半不在")
SPECIAL = N_("和图片、脚注号、拼音等在一起，不能直接改")
NOT_JOINED = N_("这两段不能直接并成一段（中间隔着表格、分节，或者在不同的单元格里）")
NUMBERED = N_("下一段有自动编号，并过来编号就没有了")
NO_PLACE = N_("文档里没有放这段文字的地方")

_LOCKS = ("contentLocked", "sdtContentLocked")
_BETWEEN = frozenset(
    (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr"),
        *("permStart", "permEnd"),
    )
)
_BESIDE_TEXT = ("lastRenderedPageBreak", "softHyphen")


class DocxEditor:
    """Makes edits in a document as it was read; its trees are changed in place.

    Args:
        document: as the reader made it.
        tracked: whether only such edits are to be made as can be tracked changes: those inside
            somebody else's insertion are no such.

    Attributes:
        changed: the names of the parts that were changed.

    Raises:
        DocumentError: it is signed or protected.
    """

    def __init__(self, document: Document, *, tracked: bool = False) -> None:
        self.document = document
        self.changed: dict[str, Element] = {}
        self._tracked = tracked
        self._names: Names = names_of(document.source)
        _refuse(document.source, tracked=tracked)

    @property
    def _source(self) -> DocxSource:
        source: DocxSource = self.document.source
        return source

    @cached_property
    def _deletions(self) -> Mapping[int, Sequence[int]]:
        """Paragraph's number → offsets at which deleted text stands."""
        found: dict[int, list[int]] = {}
        for revision in self.document.revisions:
            if revision.start == revision.end and revision.kind in ("deletion", "move"):
                found.setdefault(revision.paragraph, []).append(revision.start)
        return found

    # --- what can be done ------------------------------------------------------------------

    def obstacle(self, edit: PlacedEdit) -> str:
        """Why an edit cannot be made: a message; "" if it can."""
        paragraph = self.document.paragraphs[edit.paragraph - 1]
        if paragraph.number > len(self._source.elements):
            return NO_PLACE  # the reader made the paragraph up: the body has none
        if paragraph.story == "comment":
            return IN_COMMENT
        reason = self._at_text(paragraph, edit)
        if not reason and edit.end > len(paragraph.text):
            reason = self._at_mark(edit.paragraph)
        return reason

    def _at_text(self, paragraph: Paragraph, whole: PlacedEdit) -> str:
        known = self._names
        edit, touched = changed_pieces(paragraph, whole)
        if not touched:
            if not edit.text:
                return ""  # only the mark
            return _locked(self._source.elements[paragraph.number - 1], known)
        if is_over_computed(paragraph, edit.start, edit.end) or is_computed(paragraph, touched[0]):
            return IN_FIELD
        if any(edit.start < at < edit.end for at in self._deletions.get(edit.paragraph, ())):
            return OVER_DELETION
        states = set()
        for piece in touched:
            run: Element | None = piece.source.getparent()
            if run is None or run.tag != known.run or unit_of(piece.source, known) is not run:
                return SPECIAL
            if self._tracked and not _is_plain(run, known):
                return SPECIAL
            locked = _locked(run, known)
            if locked:
                return locked
            states.add(_insertion(run, known))
        if len(states) > 1:
            return ACROSS_CHANGE
        return IN_CHANGE if self._tracked and any(s is not None for s in states) else ""

    def _at_mark(self, number: int) -> str:
        """Why a paragraph cannot be joined with the next."""
        paragraphs, elements = self.document.paragraphs, self._source.elements
        if number >= min(len(paragraphs), len(elements)):
            return NOT_JOINED
        first, second = elements[number - 1], elements[number]
        if _next_paragraph(first, self._names) is not second:
            return NOT_JOINED
        if paragraphs[number].label:
            return NUMBERED
        known = self._names
        for element in (first, second):
            properties = element.find(known.paragraph_properties)
            if properties is None:
                continue
            if properties.find(known.w + "sectPr") is not None:
                return NOT_JOINED
            mark = properties.find(known.run_properties)
            changes = (*known.insertions, *known.deletions)
            if mark is not None and any(child.tag in changes for child in mark):
                return IN_CHANGE
            # The properties of the second paragraph go, and with them who changed them.
            if element is second and next(properties.iter(*known.changes), None) is not None:
                return IN_CHANGE
        return _locked(second, self._names)

    # --- doing it --------------------------------------------------------------------------

    def apply(self, edits: Iterable[PlacedEdit]) -> Document:
        """Make edits that have no obstacle and neither overlap nor touch; the document after it."""
        by_paragraph: dict[int, list[PlacedEdit]] = {}
        for edit in edits:
            by_paragraph.setdefault(edit.paragraph, []).append(edit)
        paragraphs, source = self.document.paragraphs, self._source
        with_boxes = self._boxes(by_paragraph)
        for number, own in by_paragraph.items():
            paragraph = paragraphs[number - 1]
            edit_text(paragraph, source.elements[number - 1], own, self._names)
            part = source.parts[number - 1]
            self.changed[part] = source.package.tree(part)
        for number in sorted(by_paragraph, reverse=True):
            if any(e.end > len(paragraphs[number - 1].text) for e in by_paragraph[number]):
                _join(source.elements[number - 1], source.elements[number], self._names)
        if with_boxes:
            from writer_assist.document.docx.boxes import copy_to_fallbacks

            for part, boxes in with_boxes.items():
                copy_to_fallbacks(self.changed[part], boxes, self._names)
        self.document = read_again(self.document)
        self.__dict__.pop("_deletions", None)  # they may stand elsewhere now
        return self.document

    def _boxes(self, numbers: Iterable[int]) -> dict[str, dict[Element, str]]:
        """The text of the text boxes of each part in which one is to be changed."""
        paragraphs, source = self.document.paragraphs, self._source
        known = self._names
        parts = {
            source.parts[number - 1]
            for number in numbers
            if paragraphs[number - 1].story != "body"
            and next(source.elements[number - 1].iterancestors(known.box), None) is not None
        }
        if not parts:
            return {}
        from writer_assist.document.docx.boxes import box_texts

        return {part: box_texts(source.package.tree(part), known) for part in parts}

    def data(self) -> bytes:
        """The file with what was changed; all other parts as they are stored."""
        from writer_assist.document.docx.parts import with_parts

        package = self._source.package
        if not self.changed:
            return package.archive.data
        return with_parts(package, self.changed)


def _is_plain(run: Element, known: Names) -> bool:
    """Whether a run shows text and nothing else."""
    harmless = (known.run_properties, *known.sources, *(known.w + name for name in _BESIDE_TEXT))
    return all(child.tag in harmless for child in run if isinstance(child.tag, str))


def _insertion(run: Element, known: Names) -> Element | None:
    """The tracked insertion that a run stands in."""
    for ancestor in run.iterancestors():
        if ancestor.tag == known.paragraph:
            return None
        if ancestor.tag in known.insertions:
            return ancestor
    return None


def _locked(element: Element, known: Names) -> str:
    for control in element.iterancestors(known.control):
        properties = control.find(known.w + "sdtPr")
        if properties is None:
            continue
        lock = properties.find(known.w + "lock")
        bound = properties.find("{*}dataBinding")
        if bound is not None or (lock is not None and lock.get(known.value) in _LOCKS):
            return LOCKED
    return ""


def _next_paragraph(element: Element, known: Names) -> Element | None:
    """The paragraph that stands right behind another, but for marks without a text."""
    for sibling in element.itersiblings():
        if sibling.tag == known.paragraph:
            return sibling
        if isinstance(sibling.tag, str) and etree.QName(sibling).localname not in _BETWEEN:
            return None
    return None


def _join(first: Element, second: Element, known: Names) -> None:
    """Put what is in a paragraph behind what is in the one before it, which keeps its looks."""
    between = []
    for sibling in first.itersiblings():
        if sibling is second:
            break
        between.append(sibling)
    first.extend(between)
    first.extend([child for child in second if child.tag != known.paragraph_properties])
    first.tail = second.tail
    parent = second.getparent()
    assert parent is not None
    second.tail = None
    parent.remove(second)


def _refuse(source: DocxSource, *, tracked: bool) -> None:
    """Refuse what must not be changed."""
    if any("_xmlsignatures/" in name.lower() for name in source.package.archive.names):
        raise DocumentError(SIGNED)
    protection = source.properties().get("documentProtection", "")
    if protection == "trackedChanges":
        if not tracked:
            raise DocumentError(MUST_TRACK)
    elif protection and protection != "none":
        raise DocumentError(PROTECTED)
