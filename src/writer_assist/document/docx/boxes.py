"""Text boxes are in a DOCX twice: as they are drawn today, and for old versions of Word."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from writer_assist.document.docx.names import Names

Element = etree._Element


def box_texts(root: Element, known: Names) -> dict[Element, str]:
    """The text of each text box of a part, both forms of it."""
    return {box: _text(box, known) for box in root.iter(known.box)}


def copy_to_fallbacks(root: Element, boxes: Mapping[Element, str], known: Names) -> None:
    """Give old forms of text boxes the content of the new ones, where that was changed.

    ``boxes`` are the text boxes as :func:`box_texts` found them before anything was changed.
    """
    for alternate in root.iter(known.alternate):
        choice, fallback = alternate.find(known.choice), alternate.find(known.fallback)
        if choice is None or fallback is None:
            continue
        changed = [b for b in choice.iter(known.box) if b in boxes and _text(b, known) != boxes[b]]
        for box in changed:
            for old in fallback.iter(known.box):
                if old in boxes and boxes[old] == boxes[box]:
                    old[:] = [deepcopy(child) for child in box]


def _text(element: Element, known: Names) -> str:
    return "".join(t.text or "" for t in element.iter(known.text))
