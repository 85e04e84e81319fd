"""Change one phrase in the text of a phrase file, and leave every other character as it is.

The places come from :mod:`.layout`; what comes out is read again by the parser and compared with
what was meant before anybody writes it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from writer_assist.i18n import N_

from .check import TABLE, THEME
from .errors import EditError
from .layout import Entry, Table, tables
from .model import DEFAULT_REGISTER, KEYS, Phrase

Value = str | Sequence[str]

UNUSUAL = N_("这个文件的写法不能自动修改，请用编辑器改：{file}")

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
}


_FOUND = re.compile(r"# \d+ 次，\d+ 份文稿：")
"""How the comment of :func:`mine.review_file` on a phrase begins."""


def values_of(phrase: Phrase, theme: str = "") -> dict[str, Value]:
    """What stands in a file about a phrase: key → value, in the order of the keys.

    Args:
        phrase: the phrase.
        theme: the file's theme; the phrase's own is written only where it is another.
    """
    values: dict[str, Value] = {}
    for key, field in KEYS.items():
        value = getattr(phrase, field)
        if not value or (key == "语体" and value == DEFAULT_REGISTER):
            continue
        if key == THEME and value == theme:
            continue
        values[key] = value
    return values


def new_file(theme: str, head: str = "本单位的常用语") -> str:
    """The text of a phrase file without phrases; ``head`` says in a comment what it holds."""
    return f"# {head}。格式见 docs/常用语.md。\n{_assignment(THEME, theme)}\n"


def table(values: Mapping[str, Value]) -> str:
    """A phrase as it is written to a file."""
    lines = [f'[["{TABLE}"]]', *(_assignment(key, value) for key, value in values.items())]
    return "\n".join(lines) + "\n"


def add(text: str, phrases: Sequence[Mapping[str, Value]], file: str = "") -> str:
    """The text of a file with more phrases at its end.

    Raises:
        EditError: the file is written so that this cannot be done.
    """
    end = _newline(text)
    before = text
    if before and not before.endswith("\n"):
        before += end
    blank = end if before and not before.endswith(end * 2) else ""
    changed = before + blank + "\n".join(map(table, phrases)).replace("\n", end)
    expected = _parsed(text, file)
    expected.setdefault(TABLE, []).extend(map(_plain, phrases))
    return _verified(changed, expected, file)


def change(text: str, number: int, changes: Mapping[str, Value | None], file: str = "") -> str:
    """The text of a file with keys of one phrase changed, added, or (None) taken out.

    Args:
        text: the file's text.
        number: which phrase, from 0.
        changes: the new value of each key.
        file: its name, for messages.

    Raises:
        EditError: the file is written so that this cannot be done.
    """
    expected = _parsed(text, file)
    for key, value in changes.items():
        if value is None:
            expected[TABLE][number].pop(key, None)
        else:
            expected[TABLE][number].update(_plain({key: value}))
    for key, value in changes.items():
        # Places move with every change.
        place = _place(text, number, file)
        entry = place.entry(key)
        if value is None:
            if entry is not None:
                text = text[: _line_start(text, entry.start)] + text[entry.after :]
        elif entry is not None:
            text = text[: entry.value] + _toml(value) + text[entry.end :]
        else:
            text = _inserted(text, place, key, _assignment(key, value))
    return _verified(text, expected, file)


def remove(text: str, number: int, file: str = "") -> str:
    """The text of a file without one phrase.

    Comments between its keys go with it, and the one above it in which ``phrase mine`` says where
    it was found.

    Raises:
        EditError: the file is written so that this cannot be done.
    """
    expected = _parsed(text, file)
    del expected[TABLE][number]
    if not expected[TABLE]:
        del expected[TABLE]
    place = _place(text, number, file)
    start, end = _line_start(text, place.start), place.end
    above = _line_start(text, start - 1) if start else 0
    if _FOUND.match(text[above:start]):
        start = above
    # One of the blank lines around it goes with it.
    line = text.find("\n", end) + 1
    if line and not text[end:line].strip():
        end = line
    elif end >= len(text):
        above = _line_start(text, start - 1) if start else 0
        if not text[above:start].strip():
            start = above
    return _verified(text[:start] + text[end:], expected, file)


def _place(text: str, number: int, file: str) -> Table:
    places = [place for place in tables(text) if place.name == TABLE]
    if number >= len(places):
        raise EditError(UNUSUAL, file=file)
    return places[number]


def _inserted(text: str, place: Table, key: str, line: str) -> str:
    """The text with a line for a key behind the last key that is to stand before it."""
    order = list(KEYS)
    at, after = place.body, _newline(text)
    for entry in place.entries:
        if entry.key in order and order.index(entry.key) < order.index(key):
            at = entry.after
    indent = _indent(text, place.entries)
    # The last line of a file may have no end.
    lead = after if at and not text[:at].endswith("\n") else ""
    return text[:at] + lead + indent + line + after + text[at:]


def _indent(text: str, entries: Sequence[Entry]) -> str:
    if not entries:
        return ""
    first = entries[0].start
    return text[_line_start(text, first) : first]


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, max(0, place)) + 1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _assignment(key: str, value: Value) -> str:
    return f'"{key}" = {_toml(value)}'


def _toml(value: Value) -> str:
    if not isinstance(value, str):
        return f"[{', '.join(map(_toml, value))}]"
    return '"' + "".join(_escaped(character) for character in value) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    control = character < " " or character == "\x7f"
    return f"\\u{ord(character):04x}" if control else character


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    return {key: value if isinstance(value, str) else list(value) for key, value in values.items()}


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except ValueError as error:  # an endless number is no TOMLDecodeError
        raise EditError(UNUSUAL, file=file) from error


def _verified(text: str, expected: Mapping[str, Any], file: str) -> str:
    """The text, if it means what it should.

    Raises:
        EditError: it does not: the file is written unusually.
    """
    try:
        means = tomllib.loads(text)
    except ValueError as error:  # an endless number is no TOMLDecodeError
        raise EditError(UNUSUAL, file=file) from error
    if means != expected:
        raise EditError(UNUSUAL, file=file)
    return text
