"""What can be said of a patched template's XML before it has ever been filled.

The text of a story between two tags of Jinja is written or not, once or many times. If each such
stretch leaves the same elements open that it found open, then whatever the data is, the result is
well-formed; if in each table each row fits the grid and one row that is always there fills it,
then no table has to be mended. Neither has to be looked at again for each row of data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from writer_assist.records import NamedTuple

_VALUE, _OPEN, _MIDDLE, _CLOSE = "\x02", "\x03", "\x04", "\x05"
_PIECE = re.compile(r"<(/?)([^\s<>/\x03-\x05]+)([^<>\x03-\x05]*?)(/?)>|[\x03-\x05]")
_SPAN = re.compile(r'\sw:val="(\d{1,4})"')
_BLOCKS = frozenset({"for", "if", "macro", "call", "filter", "set", "with"})


class Shape(NamedTuple):
    """``sound``: well-formed with any data. ``tables``: so fixed that none needs mending."""

    sound: bool
    tables: bool


class _Table:
    """A table that is open: columns of its grid, and what its rows were like so far."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.columns = 0
        self.most = 0
        self.full = False
        self.fixed = True


class _Row:
    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.cells = 0
        self.width = 0


def shape(tokens: Iterable[tuple[int, str, str]]) -> Shape:
    """The shape of a template.

    Args:
        tokens: of Jinja's lexer.
    """
    text = _marked(tokens)
    if text is None or "<!" in text or "<?" in text:
        return Shape(sound=False, tables=False)
    return _walk(text)


def _marked(tokens: Iterable[tuple[int, str, str]]) -> str | None:
    """The XML, a character for each tag of Jinja; None for what is not understood."""
    pieces: list[str] = []
    statement: list[str] | None = None
    for _, kind, value in tokens:
        if kind == "data":
            pieces.append(value)
        elif kind == "variable_end":
            pieces.append(_VALUE)
        elif kind == "block_begin":
            statement = []
        elif kind == "block_end" and statement is not None:
            mark = _statement(statement)
            if mark is None:
                return None
            pieces.append(mark)
            statement = None
        elif kind.startswith("raw"):
            return None
        elif statement is not None and kind != "whitespace":
            statement.append(value)
    return "".join(pieces)


def _statement(words: list[str]) -> str | None:
    name = words[0] if words else ""
    if name == "set" and "=" in words:
        return ""
    if name in _BLOCKS:
        return _OPEN
    if name in ("else", "elif"):
        return _MIDDLE
    return _CLOSE if name.startswith("end") else None


def _walk(text: str) -> Shape:
    names: list[str] = []
    frames: list[list[str]] = []
    tables: list[_Table] = []
    rows: list[_Row] = []
    fixed = True
    tags = 0
    for match in _PIECE.finditer(text):
        mark = match[0]
        if mark == _OPEN:
            frames.append(names.copy())
        elif mark in (_MIDDLE, _CLOSE):
            if not frames or frames[-1] != names:
                return Shape(sound=False, tables=False)
            if mark == _CLOSE:
                frames.pop()
        else:
            tags += 1
            closing, name, attributes, empty = match.groups()
            if closing:
                if not names or names.pop() != name:
                    return Shape(sound=False, tables=False)
            else:
                _opened(name, attributes, names, len(frames), tables, rows)
                if not empty:
                    names.append(name)
            if closing or empty:
                fixed &= _closed(name, tables, rows, len(frames))
    sound = not names and not frames and tags == text.count("<")
    return Shape(sound, sound and fixed)


def _opened(
    name: str,
    attributes: str,
    names: list[str],
    depth: int,
    tables: list[_Table],
    rows: list[_Row],
) -> None:
    if name == "w:tbl":
        tables.append(_Table(depth))
    elif not tables:
        return
    elif name == "w:gridCol" and names[-1:] == ["w:tblGrid"]:
        tables[-1].columns += 1
        tables[-1].fixed &= depth == tables[-1].depth
    elif name == "w:tr":
        rows.append(_Row(depth))
    elif not rows:
        return
    elif name == "w:tc" and names[-1:] == ["w:tr"]:
        rows[-1].cells += 1
        rows[-1].width += 1
        tables[-1].fixed &= depth == rows[-1].depth
    elif name == "w:gridSpan" and names[-2:] == ["w:tc", "w:tcPr"]:
        span = _SPAN.search(attributes)
        if span and depth == rows[-1].depth:
            rows[-1].width += int(span[1]) - 1
        else:
            tables[-1].fixed = False


def _closed(name: str, tables: list[_Table], rows: list[_Row], depth: int) -> bool:
    """Take an element's end; False if it ends a table that may have to be mended."""
    if name == "w:tr" and rows and tables:
        row, table = rows.pop(), tables[-1]
        for around in tables:  # docxtpl takes the rows of inner tables for rows of the outer one
            around.most = max(around.most, row.cells)
        table.full |= depth == table.depth and row.width >= table.columns
    elif name == "w:tbl" and tables:
        table = tables.pop()
        return table.fixed and table.full and table.most <= table.columns
    return True
