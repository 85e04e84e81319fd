"""Where the tables and keys of a TOML file stand in its text.

The parser of the standard library says what a file means, not where it says so. Error messages
need the line of a key, and editing needs the place of a value so that everything around it stays
as it is. The text must be correct TOML; what this reads is checked against the parser by whoever
changes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_assist.records import NamedTuple

_KEY = r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = re.compile(rf"\[\[?[ \t]*({_DOTTED})[ \t]*\]\]?[^\n]*\n?")
_ASSIGNMENT = re.compile(rf"({_DOTTED})[ \t]*=[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SIMPLE = re.compile(r"""(["'])([^"'\\.]+)\1""")
_TOKEN = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})'
    r"|'''[\s\S]*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[{]|[\]}]|\n"
    r"|[^\"'#\[\]{}\n]+"
)


class Entry(NamedTuple):
    """A key and its value: the code points ``value`` … ``end`` hold the value alone.

    ``start`` is where the key begins, ``after`` where the next line does.
    """

    key: str
    start: int
    value: int
    end: int
    after: int


class Table(NamedTuple):
    """A table: from its header to the end of the line of its last key."""

    name: str
    start: int
    body: int
    end: int
    entries: tuple[Entry, ...]

    def entry(self, key: str) -> Entry | None:
        """The entry of a key."""
        return next((entry for entry in self.entries if entry.key == key), None)


def tables(text: str) -> list[Table]:
    """The tables in order; the first is what stands before any header, its name "".

    ``name`` and ``key`` are dotted where the file has them dotted.
    """
    found: list[Table] = []
    name, start, body, end = "", 0, 0, 0
    entries: list[Entry] = []
    for item in _items(text):
        if isinstance(item, Entry):
            entries.append(item)
            end = item.after
        else:
            found.append(Table(name, start, body, end, tuple(entries)))
            name, start, end = item
            body, entries = end, []
    found.append(Table(name, start, body, end, tuple(entries)))
    return found


def line_of(text: str, offset: int) -> int:
    """The number of the line that an offset is in, from 1."""
    return text.count("\n", 0, offset) + 1


def _items(text: str) -> Iterator[Entry | tuple[str, int, int]]:
    """Headers (name, start, end of the line) and entries, in order."""
    position = 0
    while True:
        position = _after_blank(text, position)
        if position >= len(text):
            return
        if header := _HEADER.match(text, position):
            yield _name(header[1]), position, header.end()
            position = header.end()
        elif key := _ASSIGNMENT.match(text, position):
            end = _value_end(text, key.end())
            line_end = text.find("\n", end) + 1 or len(text)
            yield Entry(_name(key[1]), position, key.end(), end, line_end)
            position = line_end
        else:  # not TOML
            return


def _after_blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _value_end(text: str, position: int) -> int:
    """Where a value ends: at a comment or line end that is in no string and no bracket."""
    depth = 0
    end = position
    for token in _TOKEN.finditer(text, position):
        piece = token[0]
        if piece == "\n" or piece.startswith("#"):
            if not depth:
                break
            continue
        if piece in "[{":
            depth += 1
        elif piece in "]}":
            depth -= 1
        stripped = piece.rstrip(" \t\r")
        if stripped:
            end = token.start() + len(stripped)
    return end


def _name(written: str) -> str:
    """The key that is written so, without quotation marks."""
    if simple := _SIMPLE.fullmatch(written):
        return simple[2]
    import tomllib
    from typing import Any

    names: list[str] = []
    table: Any = tomllib.loads(f"{written} = 0")
    while table != 0:
        name, table = next(iter(table.items()))
        names.append(name)
    return ".".join(names)
