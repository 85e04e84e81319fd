"""Corrections as tracked changes (ISO/IEC 29500-1, 17.13.5): accepted or rejected one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_

from .anchors import names_of, write_edits
from .choice import trimmed
from .docx_edits import DocxEditor
from .split_runs import Ids, Runs, free_id, ids_in
from .suggested import Changer

if TYPE_CHECKING:
    from lxml import etree

    from writer_assist.document.docx.reader import DocxSource
    from writer_assist.document.model import Document
    from writer_assist.engine.findings import PlacedEdit

NOT_AS_CHANGES = N_("有的改动不能写成修订（第 {number} 段），没有改：请不加 --tracked 再试")


def track(document: Document, edits: Sequence[PlacedEdit], date: str = "") -> bytes:
    """Write edits into a DOCX as tracked changes.

    Args:
        document: as the reader made it, nothing in its trees changed yet.
        edits: none overlapping or touching another.
        date: of the changes (ISO 8601); "" for now.

    Raises:
        DocumentError: it is signed or protected, or one of the edits can be no tracked change.
    """
    from .comments import _written, now

    editor = DocxEditor(document, tracked=True)
    source: DocxSource = document.source
    known = names_of(source)
    package = source.package
    by_paragraph: dict[int, list[PlacedEdit]] = {}
    for edit in edits:
        if editor.obstacle(edit):
            raise DocumentError(NOT_AS_CHANGES, number=edit.paragraph)
        by_paragraph.setdefault(edit.paragraph, []).append(edit)
    changed: dict[str, etree._Element] = {}
    for number in by_paragraph:
        part = source.parts[number - 1]
        changed[part] = package.tree(part)
    used = ids_in(package.tree(package.main), known)
    for root in changed.values():
        used |= ids_in(root, known)
    ids = Ids(free_id(used))
    changer = Changer(known, ids, date or now(), beside=False)
    for number, own in sorted(by_paragraph.items()):
        paragraph = document.paragraphs[number - 1]
        size = len(paragraph.text)
        inside = [trimmed(edit._replace(end=min(edit.end, size)), paragraph.text) for edit in own]
        if paragraph.pieces:
            write_edits(Runs(paragraph, known, ids), inside, changer)
        else:
            for edit in inside:
                changer.insert_alone(edit.text, source.elements[number - 1])
        if any(edit.end > size for edit in own):
            changer.delete_mark(source.elements[number - 1])
    return _written(source, changed, ())
