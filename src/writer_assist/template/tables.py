"""Tables, row by row: what names the columns, which rows are data, which cells are wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator, Iterator, Sequence

from writer_assist.i18n import N_
from writer_assist.phrasebank.errors import shortened
from writer_assist.records import NamedTuple

from .errors import DataError, Problem

MAX_COLUMNS = 1000

DESCRIPTION = "※"
"""Each cell of a row that only describes the columns begins so."""
EXAMPLE = "例："
"""Each cell of a row that is only an example begins so."""


Cells = Sequence[object]


class Row(NamedTuple):
    """A row of a table.

    ``number`` is that of the spreadsheet program (the first row of the sheet is 1), ``values``
    are by column, blank ones left out; ``problems`` are cells that could not be read.
    """

    number: int
    values: dict[str, object]
    problems: Sequence[Problem] = ()


class Rows:
    """The rows of a table as they are read, blank ones left out, and what the header names.

    It can be iterated over once. ``total`` is how many rows there are, as far as that is known
    before they are read: in a workbook blank rows may be among them. Close it, or use it as a
    context, when it is not read to the end.
    """

    def __init__(self, path: str, lines: Iterator[tuple[int, Cells]], total: int | None) -> None:
        self.path = path
        self.total = total
        self._lines = lines
        self.names: list[str] = []
        self._columns: list[str] = []
        self._header()
        self._rows = self._read()

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._rows.close()
        if isinstance(self._lines, Generator):
            self._lines.close()

    def _header(self) -> None:
        """Find the row that names the columns: the first, or one below a title over them all.

        Raises:
            DataError: there is none, or it is wrong.
        """
        read: list[tuple[int, Cells]] = []
        for number, cells in self._lines:
            if not blank(cells):
                read.append((number, cells))
            if len(read) == 5 or (read and _filled(read[-1][1]) > 1):
                break
        if not read:
            raise DataError(self.path, [Problem("", N_("表里没有内容"))])
        place = next((n for n, (_, cells) in enumerate(read) if _filled(cells) > 1), 0)
        number, cells = read[place]
        # The rows behind the header that were read already are still to come.
        self._lines = _chained(read[place + 1 :], self._lines)
        if self.total is not None:
            self.total = max(0, self.total - place - 1)
        self._columns = [_name(cell) for cell in cells]
        while self._columns and not self._columns[-1]:
            self._columns.pop()
        self.names = [name for name in self._columns if name]
        self._check_header(number, cells)

    def _check_header(self, number: int, cells: Cells) -> None:
        problems = []
        if len(self._columns) > MAX_COLUMNS:
            template = N_("有 {count} 列，最多 {limit} 列")
            found = {"count": len(self._columns), "limit": MAX_COLUMNS}
            raise DataError(self.path, [Problem("", template, found, number)])
        seen: dict[str, int] = {}
        for index, name in enumerate(self._columns):
            cell = cells[index]
            if isinstance(cell, Fault):
                problems.append(_told("", cell, column(index), number))
            first = seen.setdefault(name, index)
            if name and first != index:
                template = N_("表头里的“{name}”写了两次：{first} 列和 {second} 列")
                params = {"name": name, "first": column(first), "second": column(index)}
                problems.append(Problem("", template, params, number))
        if len(self.names) == 1 and re.search("[,;、|]", self.names[0]):
            template = N_("表头“{name}”只有一列；列与列之间要用英文逗号或制表符")
            problems.append(Problem("", template, {"name": shortened(self.names[0])}, number))
        if problems:
            raise DataError(self.path, problems)

    def _read(self) -> Generator[Row, None, None]:
        for number, cells in self._lines:
            if blank(cells) or _all_begin(cells, DESCRIPTION) or _all_begin(cells, EXAMPLE):
                continue
            yield self._row(number, cells)

    def _row(self, number: int, cells: Cells) -> Row:
        values: dict[str, object] = {}
        problems: list[Problem] = []
        for index, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            name = self._columns[index] if index < len(self._columns) else ""
            if isinstance(cell, Fault):
                problems.append(_told(name, cell, column(index), number))
            elif isinstance(cell, str) and not cell.strip():
                continue
            elif not name:
                template = N_("{cell} 里有内容“{value}”，这一列却没有表头")
                params = {"cell": f"{column(index)}{number}", "value": shortened(str(cell))}
                problems.append(Problem("", template, params, number))
            elif isinstance(cell, str) and cell.startswith(EXAMPLE):
                template = N_("“{value}”还是示例，请改成要填的内容，或者删去")
                problems.append(Problem(name, template, {"value": shortened(cell)}, number))
            else:
                values[name] = cell
        return Row(number, values, problems)


class Fault(NamedTuple):
    """A cell that cannot be read: a message that names it as {cell}."""

    template: str
    value: str = ""


def _told(name: str, fault: Fault, letters: str, number: int) -> Problem:
    params = {"cell": f"{letters}{number}", "value": fault.value}
    return Problem(name, fault.template, params, number)


def column(index: int) -> str:
    """A column as spreadsheet programs name it: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def _chained(
    read: Sequence[tuple[int, Cells]], rest: Iterator[tuple[int, Cells]]
) -> Generator[tuple[int, Cells], None, None]:
    try:
        yield from read
        yield from rest
    finally:
        if isinstance(rest, Generator):
            rest.close()


def _name(cell: object) -> str:
    """A heading as a name: without blanks and line ends, full-width characters made plain."""
    if cell is None or isinstance(cell, Fault):
        return ""
    text = unicodedata.normalize("NFKC", str(cell)).strip("\ufeff")
    return "".join(text.split()).strip("*")


def _filled(cells: Cells) -> int:
    return sum(cell is not None and bool(str(cell).strip()) for cell in cells)


def blank(cells: Cells) -> bool:
    """Whether nothing is in any cell."""
    for cell in cells:
        if cell is not None and not (isinstance(cell, str) and not cell.strip()):
            return False
    return True


def _all_begin(cells: Cells, mark: str) -> bool:
    """Whether every cell with something in it begins with a mark."""
    for cell in cells:
        if cell is None or cell == "":
            continue
        if not (isinstance(cell, str) and (cell.startswith(mark) or not cell.strip())):
            return False
    return True
