"""An inferred outline as a file: TOML with Chinese keys and comments, ready to edit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_COLUMNS = 96
"""A line is no wider than this, Chinese characters counted twice."""


def toml(value: Any) -> str:
    """A value as it is written in TOML, lists over several lines where they are long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    items = [toml(item) for item in value]
    line = f"[{', '.join(items)}]"
    if _width(line) <= _COLUMNS:
        return line
    return "[\n" + "".join(f"  {row}\n" for row in _rows(items)) + "]"


def _rows(items: Iterable[str]) -> Iterator[str]:
    row = ""
    for item in items:
        if row and _width(row) + _width(item) + 2 > _COLUMNS:
            yield row
            row = ""
        row += f"{' ' if row else ''}{item},"
    if row:
        yield row


def table(values: Mapping[str, Any], notes: Mapping[str, str]) -> Iterator[str]:
    """The entries of a table, a comment above those that have one."""
    for key, value in values.items():
        if key in notes:
            yield comment(notes[key])
        yield f'"{key}" = {toml(value)}'


def comment(text: str) -> str:
    """A comment; what came from a draft cannot end it."""
    return "# " + " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _width(text: str) -> int:
    return len(text) + sum(not character.isascii() for character in text)
