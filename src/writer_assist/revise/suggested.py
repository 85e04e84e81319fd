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

from .choice import choose
from .docx_edits import SPECIAL, DocxEditor
from .docx_text import run_like_mark, shown
from .split_runs import Ids, drop

if TYPE_CHECKING:
    from writer_assist.document.model import Document
    from writer_assist.engine.findings import Finding, PlacedEdit

Element = etree._Element

_OURS = "00D57A14"


def chosen_edits(document: Document, findings: Iterable[Finding]) -> dict[int, list[PlacedEdit]]:
    """The edits of safe fixes that can be tracked changes, by paragraph, in order.

    As ``fix --tracked`` chooses them, but none outside the body and none that joins paragraphs.

    Raises:
        DocumentError: the document is signed or protected.
    """
    editor = DocxEditor(document, tracked=True)

    def obstacle(edit: PlacedEdit) -> str:
        paragraph = document.paragraphs[edit.paragraph - 1]
        if paragraph.story not in ("body", "table") or not paragraph.pieces:
            return SPECIAL
        if edit.end > len(paragraph.text):
            return SPECIAL
        return editor.obstacle(edit)

    taken: dict[int, list[PlacedEdit]] = {}
    for edit in choose(findings, obstacle).edits:
        taken.setdefault(edit.paragraph, []).append(edit)
    return taken


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
