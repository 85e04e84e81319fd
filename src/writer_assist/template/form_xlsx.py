"""A template's data as a workbook to fill in: a row a paper, with drop-downs and an example."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from . import describe
from .describe import Column
from .schema import kind
from .tables import DESCRIPTION, EXAMPLE

SHEET, CHOICES = "填写", "选项"

_FIRST = 4
"""The first row to fill in: above it are names, descriptions and an example."""
_LAST = 5000
"""The last row with drop-downs."""
_LONGEST = 32_000
"""Characters of a cell."""
_INLINE = 250
"""Characters of a list of choices that stands in the cell's own rule."""

_HEADER, _NEEDED, _GREY = "DDEBF7", "F8CBAD", "808080"


def form(name: str, schema: Mapping[str, Any]) -> bytes:
    """The workbook.

    Row 1 has the names; rows 2 and 3 describe them and give an example, each cell of them marked
    so that the rows are not taken for data.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    choices: Any = book.create_sheet(CHOICES)
    choices.sheet_state = "hidden"
    columns = describe.columns(schema)
    for number, column in enumerate(columns, 1):
        _column(sheet, choices, number, column)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[2].height = 60
    book.properties.title = f"{name}的数据"
    book.properties.creator = "writer-assist"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _column(sheet: Any, choices: Any, number: int, column: Column) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(number)
    said, example = _description(column), _example(column)
    head = _put(sheet.cell(1, number), column.name)
    head.font = Font(bold=True)
    color = _NEEDED if column.required else _HEADER
    head.fill = PatternFill("solid", start_color=color, end_color=color)
    head.border = Border(bottom=Side("thin"))
    head.comment = Comment(said[:1000], "writer-assist", height=120, width=260)
    about = _put(sheet.cell(2, number), f"{DESCRIPTION} {said}")
    about.font = Font(color=_GREY, size=9)
    about.alignment = Alignment(wrap_text=True, vertical="top")
    # Every cell of the row is marked, so that the row is known for what it is.
    shown = _put(sheet.cell(3, number), EXAMPLE + example)
    shown.font = Font(color=_GREY, italic=True)
    shown.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions[letter].width = _width(column, said, example)
    form = _number_format(column.schema)
    sheet.column_dimensions[letter].number_format = form
    # Programs that do not heed a column's own style see that of the first cells.
    for row in range(_FIRST, _FIRST + 20):
        cell = sheet.cell(row, number)
        cell.number_format = form
        if kind(column.schema) in ("string", "array"):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    _offer(sheet, choices, letter, describe.choices_of(column.schema))


def _description(column: Column) -> str:
    parts = [describe.description(column.schema), describe.rule(column.schema)]
    if kind(column.schema) == "array":
        parts.append("几项的，一项一行（按 Alt+回车 换行）")
    default = column.schema.get("default")
    if default not in (None, "", []):
        parts.append(f"不填就是“{describe.clean(describe.text(default))}”")
    said = "；".join(part.rstrip("。；") for part in parts if part)
    title = describe.title(column.name, column.schema)
    need = describe.REQUIRED if column.required else describe.OPTIONAL
    return f"{title}（{need}）：{said}" if said else f"{title}（{need}）"


def _example(column: Column) -> str:
    found = describe.example(column.schema)
    return describe.text(found[:3] if isinstance(found, list) else found)


def _put(cell: Any, text: str) -> Any:
    """Write a text that no program takes for a formula."""
    clean = "".join(c for c in text if c == "\n" or c.isprintable())[:_LONGEST]
    cell.value = clean
    cell.data_type = "s"
    if clean[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True
    cell.number_format = "@"
    return cell


def _number_format(schema: Mapping[str, Any]) -> str:
    wanted = kind(schema)
    if wanted == "string" and schema.get("format") == "date":
        return "yyyy-mm-dd"
    return "@" if wanted in ("string", "array") else "General"


def _width(column: Column, *texts: str) -> float:
    """Characters: as wide as the name at least, wider for long texts, within bounds."""
    longest = max((2 * len(text) for text in texts), default=0)
    return min(40, max(12, 2 * len(column.name) + 4, min(longest, 30)))


def _offer(sheet: Any, choices: Any, letter: str, values: Sequence[str]) -> None:
    """Let the cells of a column be chosen from a list."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if not values:
        return
    joined = ",".join(values)
    if len(joined) <= _INLINE and not any('"' in v or "," in v or v != v.strip() for v in values):
        source = f'"{joined}"'
    else:
        place = choices.max_column + 1 if choices["A1"].value is not None else 1
        for row, value in enumerate(values, 1):
            _put(choices.cell(row, place), value)
        from openpyxl.utils import get_column_letter

        at = get_column_letter(place)
        source = f"{CHOICES}!${at}$1:${at}${len(values)}"
    offer = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    offer.errorTitle, offer.error = "不能填这个", "请从列表里选"
    offer.add(f"{letter}{_FIRST}:{letter}{_LAST}")
    sheet.add_data_validation(offer)
