"""Put tags into the XML of a DOCX, and leave all else as it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from lxml import etree

from writer_assist.document.archive import Archive
from writer_assist.document.docx.names import Names
from writer_assist.document.model import Paragraph

Element = etree._Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def put_tags(paragraph: Paragraph, edits: Sequence[tuple[int, int, str]], known: Names) -> None:
    """Replace ranges of a paragraph's text; the replacement looks like the range's first character.

    Args:
        paragraph: as the reader made it: its pieces lead to the elements.
        edits: start, end and new text of each, in order, none overlapping another.
        known: the document's names.
    """
    pieces = list(paragraph.pieces)
    for start, end, new in reversed(edits):
        touched = [p for p in pieces if p.start < end and start < p.start + p.length]
        if not touched:
            # An empty range goes to the text in front of it, at the very beginning to what follows.
            at = [p for p in pieces if p.start < start <= p.start + p.length]
            touched = at[-1:] or pieces[:1]
        for number, piece in enumerate(touched):
            text = new if number == 0 else ""
            _edit(piece.source, max(0, start - piece.start), max(0, end - piece.start), text, known)


def _edit(element: Element, start: int, end: int, new: str, known: Names) -> None:
    if element.tag in (known.text, known.math_text):
        old = element.text or ""
        element.text = old[:start] + new + old[end:]
        if element.text != element.text.strip():
            element.set(_SPACE, "preserve")
        if not element.text:
            _remove(element, known)
        return
    parent = element.getparent()
    if parent is None:
        return
    if not new:
        _remove(element, known)
        return
    # A tab or a break that a line to write on was made of.
    text = etree.Element(known.text)
    text.text = new
    if start:
        element.addnext(text)
    else:
        text.tail = element.tail
        parent.replace(element, text)


def _remove(element: Element, known: Names) -> None:
    """Take out an element that shows nothing any more, and its run if that shows nothing either."""
    run = element.getparent()
    if run is None:
        return
    run.remove(element)
    if run.tag == known.run and all(child.tag == known.run_properties for child in run):
        holder = run.getparent()
        if holder is not None:
            holder.remove(run)


def copy_to_fallbacks(root: Element, boxes: Mapping[Element, str], known: Names) -> None:
    """Give old versions of text boxes the text of the new.

    ``boxes`` are the text boxes of :func:`box_texts`, from before anything was changed.
    """
    from copy import deepcopy

    for alternate in root.iter(known.alternate):
        choice, fallback = alternate.find(known.choice), alternate.find(known.fallback)
        if choice is None or fallback is None:
            continue
        changed = [b for b in choice.iter(known.box) if b in boxes and _text(b, known) != boxes[b]]
        for box in changed:
            for old in fallback.iter(known.box):
                if old in boxes and boxes[old] == boxes[box]:
                    old[:] = [deepcopy(child) for child in box]


def box_texts(root: Element, known: Names) -> dict[Element, str]:
    """The text of each text box."""
    return {box: _text(box, known) for box in root.iter(known.box)}


def _text(element: Element, known: Names) -> str:
    return "".join(t.text or "" for t in element.iter(known.text))


def serialised(root: Element) -> bytes:
    """An XML part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def repacked(archive: Archive, changed: Mapping[str, bytes]) -> bytes:
    """A package with some parts changed, the others as they were; the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name in archive.names:
            if name.endswith("/"):
                continue
            data = changed[name] if name in changed else archive.read(name)
            add(package, name, data)
    return stream.getvalue()


def add(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a part with the same date each time."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    package.writestr(info, data)
