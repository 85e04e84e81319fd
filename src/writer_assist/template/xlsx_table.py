"""A sheet of an XLSX workbook as a table, read as a stream, after a look at what is inside."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Any

from writer_assist.document.archive import Archive
from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_
from writer_assist.phrasebank.errors import shortened

from .errors import DataError, Problem
from .tables import Cells, Fault, Rows

MAX_STRINGS = 128 << 20
"""Bytes of the texts of a workbook, which are held in memory."""
MAX_SHEETS = 1 << 30
"""Bytes that a workbook may inflate to."""
_MOST_MERGES = 100_000
_MOST_ROWS = 1 << 20
"""What the format allows; the library makes up every row before one of a higher number."""
_BLOCK = 1 << 20
_EXACT = 10**15
"""From here on a spreadsheet program has lost the last digits of a number."""
_ERRORS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!",
})  # fmt: skip

_MERGE = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_ZEROS = re.compile(r"0{2,20}\Z")

_FORMULA = N_("{cell} 是公式，文件里没有存它的结果；请用表格软件打开，保存后再用")
_ERROR = N_("{cell} 里是错误值 {value}，请改好公式")
_TOO_LONG = N_(
    "{cell} 里的数 {value} 超过 15 位，表格软件已经丢了末尾几位；请把这一格设为文本，重新输入"
)


def xlsx_rows(path: str, data: bytes, sheet: str | None = None) -> Rows:
    """The rows of a sheet of a workbook: the one that is named, else the first that is visible.

    A cell that is merged with those above it has their value. Formulas are never computed: what
    counts is the result that the file holds.

    Raises:
        DataError: it cannot be read, has no such sheet, or its header is wrong.
    """
    inside = _inspect(path, data)
    book = _open(path, data, computed=True)
    name, part = _sheet(path, book, sheet)
    facts = inside.get(part) or _Inside()
    formulas = _open(path, data, computed=False) if facts.formulas else None

    def lines() -> Generator[tuple[int, Cells], None, None]:
        try:
            shown = _values(book[name], as_shown=facts.zeros)
            behind = formulas[name].iter_rows(values_only=True) if formulas else None
            yield from _numbered(path, _merged(_cells(shown, behind), facts.merges))
        except DataError:
            raise
        except Exception as error:  # the library raises anything for a damaged file
            raise _damaged(path, error) from error
        finally:
            book.close()
            if formulas is not None:
                formulas.close()

    return Rows(path, lines(), facts.rows)


def _numbered(path: str, rows: Iterable[Cells]) -> Iterator[tuple[int, Cells]]:
    for number, cells in enumerate(rows, 1):
        if number > _MOST_ROWS:
            raise DataError(path, [Problem("", N_("行号超出了 .xlsx 的范围"), {}, number)])
        yield number, cells


class _Inside:
    """What a sheet's part has in it, besides cells that the library reads."""

    def __init__(self) -> None:
        self.formulas = False
        self.rows = 0
        self.zeros = False
        self.merges: list[tuple[int, int, int]] = []
        """Cells merged downwards: column from 0, first and last row from 1."""


def _inspect(path: str, data: bytes) -> dict[str, _Inside]:
    """Look through a workbook before the library reads it.

    Raises:
        DataError: it is damaged, encrypted, inflates too much, or has a DTD.
    """
    try:
        archive = Archive(data)
    except DocumentError as error:
        raise DataError(path, [Problem("", error.reason, error.params)]) from error
    found: dict[str, _Inside] = {}
    total = 0
    zeros = False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                total += info.file_size
                name = info.filename.lower()
                if info.flag_bits & 1:
                    problem = Problem("", N_("文件设有打开密码，请去掉密码后另存"))
                    raise DataError(path, [problem])
                if total > MAX_SHEETS or (
                    info.file_size > MAX_STRINGS and "/worksheets/" not in name
                    and "/media/" not in name
                ):  # fmt: skip
                    problem = Problem("", N_("解压后太大，拒绝读取"))
                    raise DataError(path, [problem])
                if name.endswith((".xml", ".rels")):
                    inside = _scan(path, package.open(info))
                    found[info.filename.lstrip("/").lower()] = inside
                    if name.endswith("styles.xml"):
                        zeros = b'formatCode="00' in package.read(info)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError,
            EOFError, zlib.error) as error:  # fmt: skip
        raise _damaged(path, error) from error
    if not any(name.endswith("workbook.xml") for name in archive.names):
        raise DataError(path, [Problem("", N_("这个压缩包不是 .xlsx 工作簿"))])
    for inside in found.values():
        inside.zeros = zeros
    return found


def _scan(path: str, stream: Any) -> _Inside:
    inside = _Inside()
    tail = b""
    first = True
    with stream:
        while block := stream.read(_BLOCK):
            if first and (block[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in block[:64]):
                raise DataError(path, [Problem("", N_("里面的 XML 不是 UTF-8 编码，拒绝读取"))])
            first = False
            text = tail + block
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise DataError(path, [Problem("", N_("里面的 XML 带有 DTD，拒绝读取"))])
            inside.formulas = inside.formulas or any(mark in text for mark in _FORMULAS)
            # What stands in the tail whole was counted already.
            for mark in _ROWS:
                inside.rows += text.count(mark) - tail.count(mark)
            if b"mergeCell" in text:
                for match in _MERGE.finditer(text):
                    if match.end() > len(tail) and len(inside.merges) < _MOST_MERGES:
                        _note_merge(inside, match)
            tail = text[-200:]
    return inside


_FORMULAS = (b"<f>", b"<f ", b":f>", b":f ", b"<f/>")
_ROWS = (b"<row ", b"<row>")


def _note_merge(inside: _Inside, match: re.Match[bytes]) -> None:
    top, bottom = int(match[2]), int(match[4])
    if bottom > top:
        inside.merges.append((_index(match[1].decode()), top, bottom))


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _open(path: str, data: bytes, *, computed: bool) -> Any:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that are of no use here
            return load_workbook(
                io.BytesIO(data), read_only=True, data_only=computed, keep_links=False
            )
    except Exception as error:  # the library raises anything for a damaged file
        raise _damaged(path, error) from error


def _damaged(path: str, error: Exception) -> DataError:
    template = N_("工作簿读不出来，文件可能已损坏；可以用表格软件打开，另存为 .xlsx（{reason}）")
    params = {"reason": shortened(f"{type(error).__name__}: {error}")}
    return DataError(path, [Problem("", template, params)])


def _sheet(path: str, book: Any, wanted: str | None) -> tuple[str, str]:
    """The name of the sheet that is meant, and its part."""
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    sheets = [s for s in book.worksheets if isinstance(s, ReadOnlyWorksheet)]
    if wanted is None:
        visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
        if not visible:
            raise DataError(path, [Problem("", N_("没有看得见的工作表"))])
        chosen = visible[0]
    else:
        named = [sheet for sheet in sheets if sheet.title.strip() == wanted.strip()]
        if not named:
            template = N_("没有工作表“{name}”，有：{names}")
            names = "、".join(sheet.title for sheet in sheets[:20])
            raise DataError(path, [Problem("", template, {"name": wanted, "names": names})])
        chosen = named[0]
    return chosen.title, str(getattr(chosen, "_worksheet_path", "")).lstrip("/").lower()


def _values(sheet: Any, *, as_shown: bool) -> Iterator[Cells]:
    # Some programs write a wrong size, and only so much would be read.
    sheet.reset_dimensions()
    if not as_shown:
        yield from sheet.iter_rows(values_only=True)
        return
    for cells in sheet.iter_rows():
        yield [_as_shown(cell) for cell in cells]


def _as_shown(cell: Any) -> object:
    """The value of a cell; a whole number whose format has zeros in front is text with them."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        form = cell.number_format
        if isinstance(form, str) and _ZEROS.match(form) and value == int(value) and value >= 0:
            return f"{int(value):0{len(form)}d}"
    return value


def _cells(shown: Iterator[Cells], behind: Iterator[Cells] | None) -> Iterator[Cells]:
    """The cells of each row; what cannot be read among them is a Fault."""
    for cells in shown:
        formulas = next(behind, ()) if behind is not None else ()
        if not any(map(_suspect, cells)) and not any(map(_is_formula, formulas)):
            yield cells
            continue
        read = []
        for index, cell in enumerate(cells):
            if cell is None and index < len(formulas) and _is_formula(formulas[index]):
                read.append(Fault(_FORMULA))
            elif isinstance(cell, str) and cell in _ERRORS:
                read.append(Fault(_ERROR, cell))
            elif _is_too_long(cell):
                read.append(Fault(_TOO_LONG, f"{cell:.0f}"))
            else:
                read.append(cell)  # type: ignore[arg-type]
        yield read


def _suspect(cell: object) -> bool:
    return (isinstance(cell, str) and cell[:1] == "#") or _is_too_long(cell)


def _is_too_long(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _EXACT


def _is_formula(cell: object) -> bool:
    return cell is not None and (
        cell[:1] == "=" if isinstance(cell, str) else type(cell).__name__.endswith("Formula")
    )


def _merged(rows: Iterable[Cells], merges: Sequence[tuple[int, int, int]]) -> Iterator[Cells]:
    """The rows, cells that are merged with those above them filled."""
    starting: dict[int, list[tuple[int, int]]] = {}
    for index, top, bottom in merges:
        starting.setdefault(top, []).append((index, bottom))
    going: dict[int, tuple[int, object]] = {}
    for number, cells in enumerate(rows, 1):
        if going:
            filled = list(cells)
            for index, (bottom, value) in list(going.items()):
                if number > bottom:
                    del going[index]
                    continue
                filled += [None] * (index + 1 - len(filled))
                filled[index] = value
            cells = filled
        for index, bottom in starting.get(number, ()):
            if index < len(cells) and cells[index] is not None:
                going[index] = (bottom, cells[index])
        yield cells
