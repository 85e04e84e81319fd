"""Corrections beside their comments: tracked changes that go again when the comments go.

Each run of a change says by a revision number of its own (``w:rsidR``, ``w:rsidDel``) that it
belongs to comments: what ``fix --tracked`` wrote under the same author's name stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.docx.names import Names
from writer_assist.document.model import OWN_AUTHOR

from .docx_text import run_like_mark, shown
from .split_runs import Ids, drop, unit_of

if TYPE_CHECKING:
    from writer_assist.document.model import Document, Paragraph, Piece
    from writer_assist.engine.findings import Finding, PlacedEdit

Element = etree._Element

_OURS = "00D57A14"
_NOT_TYPED = frozenset(("field", "merge-field", "form-field", "content-control", "code"))
_BESIDE_TEXT = ("lastRenderedPageBreak", "softHyphen")


def chosen_edits(
    document: Document, findings: Iterable[Finding], known: Names
) -> dict[int, list[PlacedEdit]]:
    """The edits of safe fixes that can be tracked changes, by paragraph, in order.

    A fix is taken as a whole or not at all; of two that overlap the graver finding's, or the
    earlier one. What touches fields, controls, formulas, pictures, other people's tracked changes,
    or joins paragraphs is left alone.
    """
    from writer_assist.rules.base import SEVERITIES

    taken: dict[int, list[PlacedEdit]] = {}
    ordered = sorted(
        (finding for finding in findings if any(fix.safe for fix in finding.fixes)),
        key=lambda f: (-SEVERITIES.index(f.severity), f.paragraph, f.start),
    )
    for finding in ordered:
        fix = next(fix for fix in finding.fixes if fix.safe)
        edits = [edit for edit in fix.edits if edit.start < edit.end or edit.text]
        if all(_is_free(edit, taken) and _can_edit(document, edit, known) for edit in edits):
            for edit in edits:
                taken.setdefault(edit.paragraph, []).append(edit)
    for own in taken.values():
        own.sort(key=lambda edit: (edit.start, edit.end))
    return taken


def _is_free(edit: PlacedEdit, taken: dict[int, list[PlacedEdit]]) -> bool:
    """Whether an edit neither overlaps nor touches one that was taken."""
    return all(
        edit.end < other.start or other.end < edit.start for other in taken.get(edit.paragraph, ())
    )


def _can_edit(document: Document, edit: PlacedEdit, known: Names) -> bool:
    paragraph = document.paragraphs[edit.paragraph - 1]
    if paragraph.story not in ("body", "table") or edit.end > len(paragraph.text):
        return False
    for feature in paragraph.features:
        touches = feature.start < edit.end and edit.start < feature.end
        if feature.kind in _NOT_TYPED and (touches or feature.start < edit.start < feature.end):
            return False
    sources = [p.source for p in _touched(paragraph, edit)]
    return bool(sources) and all(_is_plain(source, known) for source in sources)


def _touched(paragraph: Paragraph, edit: PlacedEdit) -> list[Piece]:
    """The pieces that an edit changes, or that it stands beside."""
    start, end = (edit.start, edit.end) if edit.start < edit.end else (edit.start - 1, edit.end + 1)
    return [p for p in paragraph.pieces if p.start < end and start < p.start + p.length]


def _is_plain(source: Element, known: Names) -> bool:
    """Whether an element is text in a run that holds nothing else and is nobody's change."""
    run = source.getparent()
    if run is None or unit_of(source, known) is not run or run.tag != known.run:
        return False
    if run.get(known.w + "rsidDel") is not None:
        return False
    harmless = (known.run_properties, *known.sources, *(known.w + name for name in _BESIDE_TEXT))
    if any(isinstance(child.tag, str) and child.tag not in harmless for child in run):
        return False
    for ancestor in run.iterancestors():
        if ancestor.tag == known.paragraph:
            return True
        if ancestor.tag in (*known.insertions, *known.deletions):
            return False
    return False


class Changer:
    """Writes tracked changes.

    Args:
        known: the names in the document's namespace.
        ids: for the changes.
        date: when they are made (ISO 8601).
        beside: whether they belong to comments, and go with them.

    Attributes:
        followed: what stands behind an element and belongs to it: an insertion behind what it
            replaces.
    """

    def __init__(self, known: Names, ids: Ids, date: str, *, beside: bool = True) -> None:
        self.names = known
        self.date = date
        self._beside = beside
        self.followed: dict[Element, Element] = {}
        self._ids = ids

    def replace(self, runs: Sequence[Element], text: str) -> None:
        """Delete runs, and insert a text behind them."""
        last = None
        for run in runs:
            last = self._delete(run, last)
        assert last is not None
        if text:
            self._insert(text, runs[0], last, behind=True)

    def insert(self, text: str, run: Element, *, behind: bool) -> None:
        """Insert a text in front of a run, or behind it, in its looks."""
        self._insert(text, run, run, behind=behind)

    def insert_alone(self, text: str, paragraph: Element) -> None:
        """Insert a text into a paragraph that shows none."""
        if not text:
            return
        insertion = self._change("ins")
        paragraph.append(insertion)
        insertion.append(run_like_mark(paragraph, text, self.names))

    def _delete(self, run: Element, before: Element | None) -> Element:
        """Put a run into a deletion: the one right before it, if that is ours."""
        if self._beside:
            run.set(self.names.w + "rsidDel", _OURS)
        for text in run.iter(self.names.text):
            text.tag = self.names.deleted_text
        tail, run.tail = run.tail, None
        if before is not None and run.getprevious() is before:
            before[-1].tail = before.tail
            before.append(run)
            before.tail = tail
            return before
        deletion = self._change("del")
        run.addprevious(deletion)
        deletion.append(run)
        deletion.tail = tail
        return deletion

    def _insert(self, text: str, like: Element, place: Element, *, behind: bool) -> None:
        insertion = self._change("ins")
        run = etree.SubElement(insertion, self.names.run)
        if self._beside:
            run.set(self.names.w + "rsidR", _OURS)
        properties = like.find(self.names.run_properties)
        if properties is not None:
            copied = deepcopy(properties)
            copied.tail = None
            for change in copied.findall(self.names.w + "rPrChange"):
                copied.remove(change)
            run.append(copied)
        run.extend(shown(text, self.names))
        if behind:
            place.addnext(insertion)
            self.followed[place] = insertion
        else:
            place.addprevious(insertion)

    def delete_mark(self, paragraph: Element) -> None:
        """Delete the mark of a paragraph (17.13.5.15): accepted, the next one is joined."""
        known = self.names
        properties = paragraph.find(known.paragraph_properties)
        if properties is None:
            properties = etree.Element(known.paragraph_properties)
            paragraph.insert(0, properties)
        mark = properties.find(known.run_properties)
        if mark is None:
            mark = etree.Element(known.run_properties)
            # In CT_PPr only these stand behind it.
            last = [
                child
                for child in properties
                if child.tag not in (known.w + "sectPr", known.w + "pPrChange")
            ]
            properties.insert(len(last), mark)
        mark.insert(0, self._change("del"))

    def _change(self, name: str) -> Element:
        change = etree.Element(self.names.w + name)
        change.set(self.names.id, str(self._ids.next()))
        change.set(self.names.w + "author", OWN_AUTHOR)
        change.set(self.names.w + "date", self.date)
        return change


def own_changes(root: Element, known: Names) -> list[Element]:
    """The tracked changes that belong to comments."""
    w = known.w
    found = []
    for change in root.iter(w + "ins", w + "del"):
        if change.get(w + "author", "").strip() != OWN_AUTHOR:
            continue
        attribute = w + ("rsidR" if change.tag == w + "ins" else "rsidDel")
        if any(run.get(attribute) == _OURS for run in change.iterchildren(known.run)):
            found.append(change)
    return found


def reject(root: Element, known: Names) -> int:
    """Undo the tracked changes that belong to comments; how many there were."""
    changes = own_changes(root, known)
    for change in changes:
        if change.tag == known.w + "ins":
            drop(change)
            continue
        for run in change.iter(known.run):
            run.attrib.pop(known.w + "rsidDel", "")
            for text in run.iter(known.deleted_text):
                text.tag = known.text
        content = list(change)
        content[-1].tail = (content[-1].tail or "") + (change.tail or "") or None
        change.tail = None
        for child in content:
            change.addprevious(child)  # with its tail
        parent = change.getparent()
        assert parent is not None
        parent.remove(change)
    return len(changes)
