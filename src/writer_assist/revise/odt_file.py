"""Apply edits of the text to an ODT file, inside the spans that it has."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from writer_assist.document.model import Document
from writer_assist.document.safexml import parse_xml
from writer_assist.records import NamedTuple

from .docx_edits import SPECIAL
from .history import applied
from .odt_edits import OdtEditor, refusal, serialised

if TYPE_CHECKING:
    from writer_assist.document.odt import OpenDocument
    from writer_assist.engine.findings import PlacedEdit

_MOST_ATTEMPTS = 5


class EditedOdt(NamedTuple):
    """An ODT file after edits.

    Attributes:
        data: the file; the very bytes that were read if nothing was changed (a flat file, whose
            bytes nobody keeps, is written anew).
        done: the edits that were made, as given, in order.
        left: those that were not, in order, each with the reason (a message).
    """

    data: bytes
    done: tuple[PlacedEdit, ...]
    left: tuple[tuple[PlacedEdit, str], ...]


def edit_odt(document: Document, edits: Sequence[PlacedEdit]) -> EditedOdt:
    """Apply edits that do not overlap to an ODT file.

    What is read from the result are exactly the texts of the document with the edits that are
    ``done``; it was read once more to be sure. The document itself stays as it is.

    Args:
        document: as the reader made it.
        edits: in any order; none overlaps another.

    Raises:
        ValueError: an edit lies outside the document, or overlaps another.
    """
    source: OpenDocument = document.source
    ordered = sorted(edits, key=lambda edit: (edit.paragraph, edit.start, edit.end))
    _check(document, ordered)
    reason = refusal(source)
    left = dict.fromkeys(range(len(ordered)), reason) if reason else {}
    attempts = 0
    while True:
        attempts += 1
        editor = None
        todo = [index for index in range(len(ordered)) if index not in left]
        if todo:
            editor = OdtEditor(Document(document.paragraphs, document.path, "odt", _copy(source)))
            for index in todo:
                if why := editor.obstacle(ordered[index]):
                    left[index] = why
            todo = [index for index in todo if index not in left]
        texts = [paragraph.text for paragraph in document.paragraphs]
        plain = [ordered[i]._replace(text=ordered[i].text.replace("\v", "\n")) for i in todo]
        expected = applied(texts, plain)
        if editor is None or expected == texts:
            data = _unchanged(source)
            break
        after = [paragraph.text for paragraph in editor.apply(plain).paragraphs]
        if after == expected:
            data = editor.data()
            break
        # White space in what must not be changed may come to count, or to count no more.
        wrong = _wrong(texts, plain, after, expected) if attempts < _MOST_ATTEMPTS else set()
        blamed = [index for index in todo if ordered[index].paragraph in wrong]
        left.update(dict.fromkeys(blamed or todo, SPECIAL))
    return EditedOdt(
        data,
        tuple(ordered[index] for index in todo),
        tuple((ordered[index], left[index]) for index in sorted(left)),
    )


def _check(document: Document, ordered: Sequence[PlacedEdit]) -> None:
    last = None
    for edit in ordered:
        if not 1 <= edit.paragraph <= len(document.paragraphs):
            raise ValueError(f"no such paragraph: {edit}")
        size = len(document.paragraphs[edit.paragraph - 1].text)
        if not 0 <= edit.start <= edit.end <= size + 1 or edit.start > size:
            raise ValueError(f"outside the paragraph: {edit}")
        if last is not None and last.paragraph == edit.paragraph and edit.start < last.end:
            raise ValueError(f"overlapping: {last}, {edit}")
        last = edit


def _copy(source: OpenDocument) -> OpenDocument:
    """The same parts with trees of their own."""
    archive = source.archive
    if archive is None:
        root = deepcopy(source.content.getroottree()).getroot()
        return source._replace(content=root, styles=root)
    content = parse_xml(archive.read("content.xml"), "content.xml")
    styles = source.styles
    if styles is not None:
        styles = parse_xml(archive.read("styles.xml"), "styles.xml")
    return source._replace(content=content, styles=styles)


def _unchanged(source: OpenDocument) -> bytes:
    if source.archive is not None:
        return source.archive.data
    return serialised(source.content, b"")


def _wrong(
    texts: Sequence[str],
    plain: Sequence[PlacedEdit],
    after: Sequence[str],
    expected: Sequence[str],
) -> set[int]:
    """The numbers of the paragraphs that came out wrong; none, if their number is wrong."""
    if len(after) != len(expected):
        return set()
    rows: list[set[int]] = []
    joined = {edit.paragraph for edit in plain if edit.end > len(texts[edit.paragraph - 1])}
    for number in range(1, len(texts) + 1):
        if number - 1 in joined:
            rows[-1].add(number)
        else:
            rows.append({number})
    wrong: set[int] = set()
    for row, one, other in zip(rows, after, expected, strict=True):
        if one != other:
            wrong |= row
    return wrong
