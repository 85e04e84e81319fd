"""Data files: one set of values from YAML, JSON, TOML or a row of a table, or a table's rows."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_
from writer_assist.os_errors import os_reason
from writer_assist.phrasebank.errors import NOT_UTF8, UNREADABLE
from writer_assist.records import NamedTuple

from .datafiles import MAX_DATA, limited, opened, read_file
from .errors import DataError, Problem

if TYPE_CHECKING:
    from .tables import Row, Rows

STDIN = "-"

TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xltx", ".et", ".xls", ".ods")
"""How the names of tables end; of some only to say what to do with them."""

_YAML, _JSON, _TOML = (".yaml", ".yml"), (".json",), (".toml",)

_NO_TABLE: Mapping[str, str] = {
    "encrypted-ole": N_("文件设有打开密码，请去掉密码后另存"),
    "xls": N_("这是旧格式的表格（.xls 或 .et），请用 WPS 或 Excel 另存为 .xlsx"),
    "ole": N_("这是旧格式的文件，请用 WPS 或 Excel 另存为 .xlsx"),
    "wps": N_("这是文字文档，不是表格"),
    "doc": N_("这是文字文档，不是表格"),
    "docx": N_("这是文字文档，不是表格"),
    "odt": N_("这是文字文档，不是表格"),
    "rtf": N_("这是文字文档，不是表格"),
    "ods": N_("这是 ODS 表格，请另存为 .xlsx"),
    "pdf": N_("这是 PDF，不是数据文件"),
    "image": N_("这是图片，不是数据文件"),
    "html": N_("这是网页，不是 .xlsx；请用 WPS 或 Excel 打开，另存为 .xlsx"),
    "xml": N_("这是 XML，不是 .xlsx；请用 WPS 或 Excel 打开，另存为 .xlsx"),
    "zip": N_("这个压缩包不是 .xlsx 工作簿"),
    "archive": N_("这是压缩包，不是数据文件"),
    "lock": N_("这是打开文档时留下的临时文件（~$），不是数据文件"),
    "empty": N_("文件是空的"),
}


class Data(NamedTuple):
    """One set of values.

    ``text_cells`` says whether they come from cells (see :meth:`.fields.Fields.check`), ``lines``
    in which line of the file each stands, by the way to it (附件[2].名称; items from 1); "" is
    the line of all others. ``path`` is the file, "-" for standard input.
    """

    values: dict[str, object]
    text_cells: bool = False
    lines: Mapping[str, int] = {}
    path: str = ""

    @property
    def folder(self) -> str:
        """What paths in the data are relative to."""
        return "" if self.path == STDIN else os.path.dirname(self.path)

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems, those that have none with the line of the nearest key around them."""
        return placed(problems, self.lines)


def placed(problems: Iterable[Problem], lines: Mapping[str, int]) -> list[Problem]:
    """Problems, those that have none with the line of the nearest key around them."""
    return [p if p.line else p._replace(line=_line(p, lines)) for p in problems]


def _line(problem: Problem, lines: Mapping[str, int]) -> int:
    named = str(problem.params.get("nearest") or problem.params.get("name") or "")
    # What is said of an object is said of one of its fields, where that is there.
    for name in (named, str(problem.params.get("name", ""))):
        way = f"{problem.where}.{name}" if problem.where else name
        if name and way in lines:
            return lines[way]
    way = problem.where
    while way:
        if way in lines:
            return lines[way]
        way = re.sub(r"(?:\.?[^.\[\]]*|\[\d+\])\Z", "", way)
    return lines.get("", 0)


def is_table(path: str) -> bool:
    """Whether a file is a table by its name."""
    return path.lower().endswith(TABLES)


def read(path: str, *, row: int | None = None, sheet: str | None = None) -> Data:
    """One set of values from a file.

    Args:
        path: YAML, JSON, TOML, CSV or XLSX; "-" is YAML or JSON from standard input.
        row: of a table, the number of the row as a spreadsheet program shows it (the header
            usually is 1); None if it has one row only.
        sheet: of a workbook, the name of the sheet; None for the first that is visible.

    Raises:
        DataError: it cannot be read, is not what it is named, or has no such row.
    """
    if path == STDIN:
        return _parsed(path, _standard_input(), "")
    if is_table(path) or (not _is_text(path) and _looks_like_table(path)):
        return _one_row(path, row, sheet)
    data = read_file(path)
    extension = os.path.splitext(path)[1].lower()
    if not _is_text(path):
        template = N_("不认识扩展名“{extension}”；数据文件可以是 .yaml .json .toml .csv .xlsx")
        raise DataError(path, [Problem("", template, {"extension": extension})])
    return _parsed(path, data, extension)


def rows(path: str, sheet: str | None = None) -> Rows:
    """The rows of a table, read as a stream.

    Args:
        path: CSV or XLSX; what it is, its bytes say.
        sheet: of a workbook, the name of the sheet; None for the first that is visible.

    Raises:
        DataError: it cannot be read, is no table, or its header is wrong.
    """
    from writer_assist.document.kind import kind_of

    from .csv_table import csv_rows
    from .xlsx_table import xlsx_rows

    stream = opened(path)
    try:
        start = stream.read(4)
        if start in (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"):
            stream.seek(0)
            data = stream.read()
            kind = kind_of(data, path)
        else:
            stream.seek(0)
            data = b""
            kind = kind_of(stream.read(65536), path)
        if kind == "xlsx":
            stream.close()
            return xlsx_rows(path, data, sheet)
        _check_csv(path, kind, sheet)
        return csv_rows(path, stream)
    except BaseException:
        stream.close()
        raise


def _check_csv(path: str, kind: str, sheet: str | None) -> None:
    """Refuse what is no CSV, with what to do."""
    name = path.lower()
    reason = _NO_TABLE.get(kind, "")
    if not reason and name.endswith((".xlsx", ".xlsm", ".xltx")):
        reason = N_("不是 .xlsx 工作簿，开头不是它的格式；文件可能已损坏，或者扩展名不对")
    if not reason and not name.endswith((".csv", ".tsv", ".tab", ".txt")):
        reason = N_("不是表格；一行一份的数据可以是 .xlsx 或 .csv")
    if not reason and sheet is not None:
        reason = N_("CSV 没有工作表，不能用 --sheet")
    if reason:
        raise DataError(path, [Problem("", reason)])


def _is_text(path: str) -> bool:
    return path.lower().endswith(_YAML + _JSON + _TOML)


def _looks_like_table(path: str) -> bool:
    """Whether a file of an unknown name is a workbook, or an old one."""
    with opened(path) as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


def _standard_input() -> bytes:
    if sys.stdin is None:
        return b""
    try:
        data = sys.stdin.buffer.read(MAX_DATA + 1)
    except OSError as error:
        problem = Problem("", UNREADABLE, {"reason": os_reason(error)})
        raise DataError(STDIN, [problem]) from error
    return limited(STDIN, data, MAX_DATA)


def _parsed(path: str, data: bytes, extension: str) -> Data:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(path, [Problem("", NOT_UTF8, {}, line)]) from error
    if not extension:
        extension = ".json" if text.lstrip()[:1] in ("{", "[") else ".yaml"
    value, lines = _value(path, text, extension)
    if value is None:
        raise DataError(path, [Problem("", N_("文件里没有数据"))])
    if not isinstance(value, dict):
        raise DataError(path, [_no_object(value, text)])
    return Data(value, text_cells=False, lines=lines, path=path)


def _value(path: str, text: str, extension: str) -> tuple[Any, Mapping[str, int]]:
    from writer_assist.toml_text import TomlError
    from writer_assist.toml_text import parse as parse_toml

    from . import json_text, yaml_text

    try:
        if extension in _TOML:
            return parse_toml(text), _toml_lines(text)
        if extension in _JSON:
            return json_text.parse(text), {}
        return yaml_text.parse(text)
    except (TomlError, json_text.JsonError, yaml_text.YamlError) as error:
        problem = Problem("", error.template, error.params, error.line)
        raise DataError(path, [problem]) from error


def _toml_lines(text: str) -> dict[str, int]:
    """The lines of the names at the left margin of a TOML, before the first heading in brackets."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("["):
            break
        if match := re.match(r"[\"']?([^\"'=#\s]{1,60})[\"']?\s*=", line):
            found.setdefault(match[1], number)
    return found


def _no_object(value: object, text: str) -> Problem:
    from . import yaml_text

    lines = text.splitlines()
    first = next((n for n, line in enumerate(lines, 1) if line.strip()[:1] not in ("", "#")), 1)
    slip = yaml_text.slip(text, first) if isinstance(value, str) else None
    if slip is not None:
        return Problem("", slip.template, slip.params, slip.line)
    return Problem("", N_("数据要是一组“名称: 内容”"), {}, first)


def _one_row(path: str, row: int | None, sheet: str | None) -> Data:
    with rows(path, sheet) as table:
        chosen = _only(path, table) if row is None else _numbered(path, table, row)
    if chosen.problems:
        raise DataError(path, chosen.problems)
    return Data(chosen.values, text_cells=True, lines={"": chosen.number}, path=path)


def _only(path: str, table: Rows) -> Row:
    found: list[Row] = []
    for one in table:
        found.append(one)
        if len(found) > 1:
            template = N_("不止一行数据（第 {first} 行、第 {second} 行 …），用 --row 指明哪一行，"
                          "或者用 --each 每行一份")  # fmt: skip
            params = {"first": found[0].number, "second": found[1].number}
            raise DataError(path, [Problem("", template, params)])
    if not found:
        raise DataError(path, [Problem("", N_("表头下面没有数据"))])
    return found[0]


def _numbered(path: str, table: Rows, number: int) -> Row:
    numbers: list[int] = []
    for one in table:
        if one.number == number:
            return one
        numbers = [*numbers[:1], one.number]
        if one.number > number:
            break
    template = N_("第 {row} 行没有数据")
    if numbers and number < numbers[0]:
        template = N_("第 {row} 行没有数据，第一行数据在第 {first} 行")
    params: dict[str, object] = {"row": number, "first": numbers[0] if numbers else 0}
    raise DataError(path, [Problem("", template, params)])
