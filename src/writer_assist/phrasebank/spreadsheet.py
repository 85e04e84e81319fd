"""Phrases as a table for a spreadsheet program: CSV in and out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from writer_assist.i18n import N_, Word
from writer_assist.records import NamedTuple

from .edit import Value
from .errors import EditError
from .model import KEYS, LISTS, Phrase

SEPARATOR = "；"
"""Between the items of a list in one cell."""

# What is replaced may hold pauses; names do not.
_BETWEEN = "；;|\n"
_BETWEEN_NAMES = _BETWEEN + "、，, \t\r\u3000"

# What a spreadsheet program would take for a formula; a blank before a tab or a line end would
# not help, the apostrophe does.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_DELIMITERS = ",\t;"


_TOO_LONG = "field larger than field limit"
"""How the one thing begins that the csv module says of what Python reads as text."""


class Row(NamedTuple):
    """A row of a table: its number as a spreadsheet program counts (the header is 1), the values
    of a phrase by key, and how many cells with something in them stand beyond the header."""

    line: int
    values: Mapping[str, Value]
    surplus: int = 0


class Rows(NamedTuple):
    """A table: the keys that its columns are for, and its rows but empty ones."""

    keys: Sequence[str]
    rows: Sequence[Row]


def to_csv(phrases: Iterable[Phrase]) -> str:
    """The phrases as CSV with a header; no cell can be taken for a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(KEYS)
    for phrase in phrases:
        cells = []
        for key, field in KEYS.items():
            value = getattr(phrase, field)
            if not isinstance(value, str):
                between = _between(key)
                value = SEPARATOR.join(_escaped(item, between) for item in value)
            cells.append(_harmless(value))
        writer.writerow(cells)
    return stream.getvalue()


def from_csv(text: str, file: str = "") -> Rows:
    """A table whose first row names the keys.

    Raises:
        EditError: the header names no 词, something that is no key, or something twice; or it is
            no CSV.
    """
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    number = 0
    try:
        header = [cell.strip().strip("\ufeff") for cell in next(reader, [])]
        _check_header(header, file)
        number = 1
        # Not by the reader's count of lines: a cell may have several.
        for number, cells in enumerate(reader, 2):
            values = dict(_values(header, cells))
            surplus = sum(1 for cell in cells[len(header) :] if cell.strip())
            if values or surplus:
                rows.append(Row(number, values, surplus))
    except csv.Error as error:
        reason = str(error)
        template = N_("{file}:{line}: 不是正确的 CSV：{reason}")
        long = reason.startswith(_TOO_LONG)
        reason = Word(N_("有一格的内容太长，多半是引号没有配对")) if long else f"({reason})"
        # It is the row after the last one that was read.
        raise EditError(template, file=file, line=number + 1, reason=reason) from error
    return Rows([name for name in header if name], rows)


def _check_header(header: Sequence[str], file: str) -> None:
    unknown = [name for name in header if name and name not in KEYS]
    if "词" not in header or unknown:
        raise EditError(
            N_("{file}:1: 第一行应是表头，要有“词”，还可以有{known}；不认识的有：{unknown}"),
            file=file,
            known="、".join(key for key in KEYS if key != "词"),
            unknown="、".join(unknown) or "—",
        )
    twice = next((name for name in header if name and header.count(name) > 1), "")
    if twice:
        raise EditError(N_("{file}:1: 表头里的“{key}”写了两次"), file=file, key=twice)


def _values(header: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, Value]]:
    for key, cell in zip(header, cells, strict=False):
        cell = _meant(cell).strip()
        if not key or not cell:
            continue
        if key in LISTS:
            items = [item.strip() for item in _items(cell, _between(key)) if item.strip()]
            if items:
                yield key, items
        else:
            yield key, cell


def _between(key: str) -> str:
    """The characters between the items of a list."""
    return _BETWEEN if key == "代替" else _BETWEEN_NAMES


def _escaped(item: str, between: str) -> str:
    """An item with a backslash before each character that would end it, or be taken for one."""
    return "".join(f"\\{c}" if c in between or c == "\\" else c for c in item)


def _items(cell: str, between: str) -> Iterator[str]:
    """The items of a cell; a backslash that is before nothing special stands for itself."""
    item = ""
    characters = iter(cell)
    for character in characters:
        if character == "\\":
            after = next(characters, "")
            special = after and (after in between or after == "\\")
            item += after if special else f"\\{after}"
        elif character in between:
            yield item
            item = ""
        else:
            item += character
    yield item


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula, however many apostrophes it has."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def _meant(cell: str) -> str:
    """A cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
