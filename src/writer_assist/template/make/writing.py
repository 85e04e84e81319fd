"""Put tags into the XML of a DOCX, and leave all else as it is."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from writer_assist.document.docx.names import Names
from writer_assist.document.model import Paragraph

Element = etree._Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


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
