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
        new = [box for box in choice.iter(known.box) if box in boxes]
        old = [box for box in fallback.iter(known.box) if box in boxes]
        in_step = [boxes[box] for box in new] == [boxes[box] for box in old]
        for index, box in enumerate(new):
            if _text(box, known) == boxes[box]:
                continue
            copies = (
                old[index : index + 1] if in_step else [b for b in old if boxes[b] == boxes[box]]
            )
            for copy in copies:
                copy[:] = [deepcopy(child) for child in box]


def _text(element: Element, known: Names) -> str:
    """What a text box says: also where its paragraphs begin, and its tabs and breaks."""
    shown = (known.paragraph, *known.sources)
    return "".join(
        node.text or "" if node.tag == known.text else f"\0{str(node.tag)[len(known.w) :]}\0"
        for node in element.iter(*shown)
    )
