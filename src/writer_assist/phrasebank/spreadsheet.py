"""Phrases as a table for a spreadsheet program: CSV in and out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from .edit import Value
from .errors import EditError
from .model import KEYS, LISTS, Phrase

SEPARATOR = "；"
"""Between the items of a list in one cell."""

_SPLIT = re.compile(r"[；;|\n]")
_NAMES = re.compile(r"[；;|、，,\s]+")

# What a spreadsheet program would take for a formula; a blank before a tab or a line end would
# not help, the apostrophe does.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_DELIMITERS = ",\t;"


class Row(NamedTuple):
    """A line of a table: its number, and the values of a phrase by key."""

    line: int
    values: Mapping[str, Value]


def to_csv(phrases: Iterable[Phrase]) -> str:
    """The phrases as CSV with a header; no cell can be taken for a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(KEYS)
    for phrase in phrases:
        cells = []
        for field in KEYS.values():
            value = getattr(phrase, field)
            cells.append(_harmless(value if isinstance(value, str) else SEPARATOR.join(value)))
        writer.writerow(cells)
    return stream.getvalue()


def from_csv(text: str, file: str = "") -> Iterator[Row]:
    """The rows of a table whose first line names the keys; empty rows are left out.

    Raises:
        EditError: the header names no 词, or something that is no key.
    """
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip().strip("\ufeff") for cell in next(reader, [])]
        _check_header(header, file)
        for cells in reader:
            values = dict(_values(header, cells))
            if values:
                yield Row(reader.line_num, values)
    except csv.Error as error:
        template = N_("{file}:{line}: 不是正确的 CSV：{reason}")
        raise EditError(template, file=file, line=reader.line_num, reason=str(error)) from error


def _check_header(header: Sequence[str], file: str) -> None:
    unknown = [name for name in header if name and name not in KEYS]
    if "词" not in header or unknown:
        raise EditError(
            N_("{file}:1: 第一行应是表头，要有“词”，还可以有{known}；不认识的有：{unknown}"),
            file=file,
            known="、".join(key for key in KEYS if key != "词"),
            unknown="、".join(unknown) or "—",
        )


def _values(header: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, Value]]:
    for key, cell in zip(header, cells, strict=False):
        cell = _meant(cell).strip()
        if not key or not cell:
            continue
        if key in LISTS:
            # What is replaced may hold pauses; names do not.
            split = _SPLIT if key == "代替" else _NAMES
            items = [item.strip() for item in split.split(cell) if item.strip()]
            if items:
                yield key, items
        else:
            yield key, cell


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _meant(cell: str) -> str:
    """A cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
