"""Corrections as tracked changes (ISO/IEC 29500-1, 17.13.5): accepted or rejected one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_

from .anchors import names_of, write_edits
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
    from writer_assist.document.docx.parts import with_parts

    from .comments import now

    editor = DocxEditor(document, tracked=True)
    source: DocxSource = document.source
    known = names_of(source)
    package = source.package
    by_paragraph: dict[int, list[PlacedEdit]] = {}
    for edit in edits:
        parts = [edit] if not editor.obstacle(edit) else _parts(edit, document)
        if any(map(editor.obstacle, parts)):
            raise DocumentError(NOT_AS_CHANGES, number=edit.paragraph)
        by_paragraph.setdefault(edit.paragraph, []).extend(parts)
    changed: dict[str, etree._Element] = {}
    for number in by_paragraph:
        part = source.parts[number - 1]
        changed[part] = package.tree(part)
    used = set()
    for part in {package.main, *source.parts}:
        used |= ids_in(package.tree(part), known)
    ids = Ids(free_id(used))
    changer = Changer(known, ids, date or now(), beside=False)
    for number, own in sorted(by_paragraph.items()):
        paragraph = document.paragraphs[number - 1]
        size = len(paragraph.text)
        if paragraph.pieces:
            write_edits(paragraph, Runs(paragraph, known, ids), own, changer)
        else:
            for edit in own:
                changer.insert_alone(edit.text, source.elements[number - 1])
        if any(edit.end > size for edit in own):
            changer.delete_mark(source.elements[number - 1])
    return with_parts(package, changed)


def _parts(edit: PlacedEdit, document: Document) -> list[PlacedEdit]:
    """An edit in parts between which something without a text stands.

    Corrections of two passes, one on each side of it, have become one edit.
    """
    number = edit.paragraph
    places = {r.start for r in document.revisions if r.paragraph == number and r.start == r.end}
    for feature in document.paragraphs[number - 1].features:
        if feature.start == feature.end:
            places.add(feature.start)
    found = []
    for at in sorted(place for place in places if edit.start < place < edit.end):
        found.append(edit._replace(end=at))
        edit = edit._replace(start=at, text="")
    return [*found, edit]
