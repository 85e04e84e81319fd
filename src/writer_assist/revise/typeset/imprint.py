"""The lines of a 版记 that stand in the text, put where it belongs: at the foot of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from writer_assist.layout.elements import imprint
from writer_assist.layout.markup import tag, value

from .xml import Element, local, parse

if TYPE_CHECKING:
    from writer_assist.document.docx.names import Names

    from .styles import StyleSheet


def put_into_table(lines: Sequence[Element], sheet: StyleSheet, known: Names) -> None:
    """Make paragraphs of the body the rows of the table that a 版记 is (7.4).

    Args:
        lines: one behind the other in the body; they stay as they are.
    """
    made = parse(imprint([("Printed", "-")] * len(lines)), known.w[1:-1])
    parent = lines[0].getparent()
    assert parent is not None
    parent.insert(parent.index(lines[0]), made)
    cells = list(made.iter(known.w + "tc"))
    for cell, line in zip(cells, lines, strict=True):
        old = cell.find(known.paragraph)
        assert old is not None
        cell.replace(old, line)
    following = made.getnext()
    if following is None or local(following) != "p":
        # The page whose foot it stands at is that of the next paragraph.
        end = tag("p", None, tag("pPr", None, value("pStyle", sheet.id("End"))))
        parent.insert(parent.index(made) + 1, parse(end, known.w[1:-1]))
