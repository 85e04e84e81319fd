"""What a table's style gives to the paragraphs of a cell (17.7.6), conditional parts included."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from writer_assist.document.docx.layers import Layer, merged, number
from writer_assist.document.docx.resolve import Style, StyleSheet

Element = etree._Element
TableKey = tuple[str, tuple[str, ...]] | None
"""A table's style and its conditional parts that count for a cell; None outside tables."""

# 17.4.56: the bits of w:tblLook/@w:val, and the attributes that say the same.
_LOOK = {
    "firstRow": 0x0020,
    "lastRow": 0x0040,
    "firstColumn": 0x0080,
    "lastColumn": 0x0100,
    "noHBand": 0x0200,
    "noVBand": 0x0400,
}
_OFF = ("0", "false", "off")


class _Place:
    """Where a cell stands: counted from 0, ``columns`` as (first, behind the last)."""

    __slots__ = ("columns", "last_column", "last_row", "row")

    def __init__(self, row: int, columns: tuple[int, int]) -> None:
        self.row = row
        self.columns = columns
        self.last_row = False
        self.last_column = False


class TableFormats:
    """The layers that tables put below their paragraphs' styles.

    Args:
        sheet: the styles.
        w: the namespace in braces.
    """

    def __init__(self, sheet: StyleSheet, w: str) -> None:
        self._sheet = sheet
        self._w = w
        self._places: dict[Element, dict[Element, _Place]] = {}
        self._styles: dict[Element, str] = {}
        self._made: dict[tuple[str, tuple[str, ...]], tuple[Layer, Layer]] = {}

    def key(self, paragraph: Element) -> TableKey:
        """What :meth:`layers` needs to know of a paragraph; None outside tables."""
        w = self._w
        cell = next(paragraph.iterancestors(w + "tc", w + "txbxContent"), None)
        if cell is None or cell.tag != w + "tc":
            return None
        table = next(cell.iterancestors(w + "tbl"), None)
        if table is None:
            return None
        style = self._styles.get(table)
        if style is None:
            named = table.find(f"{w}tblPr/{w}tblStyle")
            style = "" if named is None else named.get(w + "val", "")
            style = self._styles[table] = self._sheet.effective(style, "table")
        chain = self._sheet.chain(style, "table")
        known = {part for member in chain for part in member.parts}
        if not known:
            return style, ()
        return style, tuple(part for part in self._parts(table, cell, chain) if part in known)

    def layers(self, key: TableKey) -> tuple[Layer, Layer]:
        """The layers for paragraphs and for runs."""
        if key is None:
            return {}, {}
        made = self._made.get(key)
        if made is None:
            style, parts = key
            chain = self._sheet.chain(style, "table")
            paragraphs = [member.paragraph for member in chain]
            runs = [member.run for member in chain]
            for part in parts:
                found = [member.parts[part] for member in chain if part in member.parts]
                paragraphs += [layer for layer, _ in found]
                runs += [layer for _, layer in found]
            made = self._made[key] = merged(paragraphs), merged(runs)
        return made

    def _parts(self, table: Element, cell: Element, chain: list[Style]) -> Iterator[str]:
        """The conditional parts that count for a cell, the lowest first (17.7.6)."""
        yield "wholeTable"
        places = self._places.get(table)
        if places is None:
            places = self._places[table] = self._read(table)
        place = places.get(cell)
        if place is None:
            return
        look = self._look(table)
        first_row = bool(look & _LOOK["firstRow"]) and place.row == 0
        last_row = bool(look & _LOOK["lastRow"]) and place.last_row
        first_column = bool(look & _LOOK["firstColumn"]) and place.columns[0] == 0
        last_column = bool(look & _LOOK["lastColumn"]) and place.last_column
        if not look & _LOOK["noVBand"] and not first_column and not last_column:
            index = place.columns[0] - bool(look & _LOOK["firstColumn"])
            size = next((s.bands[1] for s in reversed(chain) if s.bands[1]), 1)
            yield "band2Vert" if index // size % 2 else "band1Vert"
        if not look & _LOOK["noHBand"] and not first_row and not last_row:
            index = place.row - bool(look & _LOOK["firstRow"])
            size = next((s.bands[0] for s in reversed(chain) if s.bands[0]), 1)
            yield "band2Horz" if index // size % 2 else "band1Horz"
        for shown, part in (
            (first_row, "firstRow"),
            (last_row, "lastRow"),
            (first_column, "firstCol"),
            (last_column, "lastCol"),
            (first_row and first_column, "nwCell"),
            (first_row and last_column, "neCell"),
            (last_row and first_column, "swCell"),
            (last_row and last_column, "seCell"),
        ):
            if shown:
                yield part

    def _look(self, table: Element) -> int:
        w = self._w
        element = table.find(f"{w}tblPr/{w}tblLook")
        if element is None:
            return 0
        try:
            look = int(element.get(w + "val", "0"), 16)
        except ValueError:
            look = 0
        for name, bit in _LOOK.items():
            if (said := element.get(w + name)) is not None:
                look = look & ~bit if said.lower() in _OFF else look | bit
        return look

    def _read(self, table: Element) -> dict[Element, _Place]:
        """The place of each cell."""
        w = self._w
        places: dict[Element, _Place] = {}
        row = -1
        line: list[_Place] = []
        for row_element in table.iterdescendants(w + "tr"):
            if next(row_element.iterancestors(w + "tbl"), None) is not table:
                continue  # of a table inside this one
            row += 1
            line = []
            column = self._count(row_element, "trPr", "gridBefore", 0)
            for cell in row_element.iterdescendants(w + "tc"):
                if next(cell.iterancestors(w + "tr"), None) is not row_element:
                    continue
                end = column + self._count(cell, "tcPr", "gridSpan", 1)
                place = places[cell] = _Place(row, (column, end))
                line.append(place)
                column = end
            if line:
                line[-1].last_column = True
        for place in line:
            place.last_row = True
        return places

    def _count(self, element: Element, properties: str, name: str, usual: int) -> int:
        w = self._w
        found = element.find(f"{w}{properties}/{w}{name}")
        value = None if found is None else number(found.get(w + "val"))
        return usual if value is None or not 0 <= value < 1 << 10 else int(value)
