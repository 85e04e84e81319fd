"""Paragraphs, tables and the 版记, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from writer_assist.records import NamedTuple

from . import standard as gb
from .markup import PARAGRAPH_ORDER, properties, tag, text, value
from .styles import Shape, border

ABOVE, LEFT = "^", "<"
"""Cells that are one with the cell above, with the cell to the left."""


def run(content: str, style: str = "") -> str:
    """A run of text, in a character style or none; tabs in it are tabs."""
    if not content:
        return ""
    look = tag("rPr", None, value("rStyle", style)) if style else ""
    return tag("r", None, look, text(content))


def paragraph(style: str, *runs: str, shape: Shape | None = None, inside: str = "") -> str:
    """A paragraph.

    Args:
        style: the id of its style.
        runs: its content, as XML.
        shape: what differs from the style.
        inside: a w:sectPr that it closes.
    """
    children = shape.children() if shape else {}
    children["pStyle"] = value("pStyle", style)
    if inside:
        children["sectPr"] = inside
    return tag("p", None, properties("pPr", PARAGRAPH_ORDER, children), *runs)


class Row(NamedTuple):
    """A row of a table: its cells; ``tag`` is a row that holds only a ``{%tr %}``."""

    cells: tuple[str, ...] = ()
    tag: str = ""


def table(rows: Sequence[Row], *, head: bool = True, widths: Sequence[float] = ()) -> str:
    """A table as wide as the 版心, with lines around all cells.

    Args:
        rows: at least one with cells, all with as many.
        head: whether the first row is a header: it is repeated on each page.
        widths: of the columns, in any unit; all the same by default.

    Raises:
        ValueError: rows are not of one length.
    """
    columns = {len(row.cells) for row in rows if row.cells}
    if len(columns) != 1 or (widths and len(widths) not in columns):
        raise ValueError(f"{sorted(columns)} / {len(widths)}")
    count = columns.pop()
    places = _widths(widths or [1] * count)
    content = []
    for number, row in enumerate(rows):
        if row.tag:
            content.append(_tag_row(row.tag, count))
        else:
            content.append(_row(rows, number, places, head=head and number == 0))
    return tag(
        "tbl",
        None,
        tag(
            "tblPr",
            None,
            value("tblStyle", "TableGrid"),
            tag("tblW", {"w": gb.TEXT_WIDTH, "type": "dxa"}),
            value("jc", "center"),
            tag("tblLayout", {"type": "fixed"}),
        ),
        tag("tblGrid", None, *(tag("gridCol", {"w": width}) for width in places)),
        *content,
    )


def _widths(parts: Sequence[float]) -> list[int]:
    edges = [round(gb.TEXT_WIDTH * sum(parts[:n]) / sum(parts)) for n in range(len(parts) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _tag_row(given: str, count: int) -> str:
    span = tag("tcPr", None, value("gridSpan", count)) if count > 1 else ""
    return tag("tr", None, tag("tc", None, span, paragraph("Cell", run(given))))


def _row(rows: Sequence[Row], number: int, widths: Sequence[int], *, head: bool) -> str:
    cells = rows[number].cells
    below = next((row.cells for row in rows[number + 1 :] if row.cells), ())
    content = []
    column = 0
    while column < len(cells):
        cell = cells[column]
        end = column + 1
        while end < len(cells) and cells[end] == LEFT:
            end += 1
        inside = [tag("tcW", {"w": sum(widths[column:end]), "type": "dxa"})]
        if end - column > 1:
            inside.append(value("gridSpan", end - column))
        if cell == ABOVE:
            inside.append(tag("vMerge"))
        elif below and below[column] == ABOVE:
            inside.append(value("vMerge", "restart"))
        inside.append(value("vAlign", "center"))
        style = "CellHead" if head else "Cell" if "{" in cell or not cell else "CellLabel"
        shown = "" if cell == ABOVE else cell
        content.append(tag("tc", None, tag("tcPr", None, *inside), paragraph(style, run(shown))))
        column = end
    said = [tag("cantSplit"), tag("trHeight", {"val": gb.pt(28), "hRule": "atLeast"})]
    if head:
        said.append(tag("tblHeader"))
    return tag("tr", None, tag("trPr", None, *said), *content)


def imprint(rows: Sequence[tuple[str, str]], tags: Sequence[tuple[int, str]] = ()) -> str:
    """The 版记 (7.4): a table at the foot of the 版心 of the page that the next paragraph is on.

    A table, since its first and last rule are thick and those between are thin whatever rows
    there are. Its place is given from the edge of the page: LibreOffice takes a table as wide as
    the text, and placed by the margin, for one that stands in the text.

    Args:
        rows: (id of the style, text), a tab parts left from right.
        tags: (number of the row that it stands before, ``{%tr %}``).
    """
    content = []
    for number in range(len(rows) + 1):
        content += [
            tag("tr", None, tag("tc", None, paragraph("Printed", run(given))))
            for place, given in tags
            if place == number
        ]
        if number < len(rows):
            style, given = rows[number]
            width = tag("tcPr", None, tag("tcW", {"w": gb.TEXT_WIDTH, "type": "dxa"}))
            cell = tag("tc", None, width, paragraph(style, run(given)))
            content.append(tag("tr", None, tag("trPr", None, tag("cantSplit")), cell))
    thick, thin = border("single", gb.THICK), border("single", gb.THIN)
    return tag(
        "tbl",
        None,
        tag(
            "tblPr",
            None,
            tag("tblpPr", {
                "leftFromText": 0, "rightFromText": 0, "vertAnchor": "margin",
                "horzAnchor": "page", "tblpX": gb.LEFT, "tblpYSpec": "bottom",
            }),
            value("tblOverlap", "never"),
            tag("tblW", {"w": gb.TEXT_WIDTH, "type": "dxa"}),
            tag("tblBorders", None, tag("top", thick), tag("bottom", thick), tag("insideH", thin)),
            tag("tblLayout", {"type": "fixed"}),
            tag("tblCellMar", None, *(tag(side, {"w": 0, "type": "dxa"})
                                      for side in ("left", "right"))),
        ),
        tag("tblGrid", None, tag("gridCol", {"w": gb.TEXT_WIDTH})),
        *content,
    )  # fmt: skip
