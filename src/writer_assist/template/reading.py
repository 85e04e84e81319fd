"""Data as it was given, read as plain JSON values, and those as what a template is filled with."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from writer_assist.i18n import N_, Word
from writer_assist.os_errors import os_reason
from writer_assist.phrasebank.errors import NOT_REGULAR

from . import forms, words
from .errors import Problem
from .schema import TYPES, items, kind, properties, types
from .values import Image, Rich
from .words import TextFault, shown

MAX_TEXT = 200_000
"""Characters of one value."""
MAX_ITEMS = 20_000
"""Items of one list."""
MAX_IMAGE = 20 << 20
"""Bytes of a picture."""
_DEEPEST = 50

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")

Path = tuple[str | int, ...]
"""The way to a value: names, and numbers of items from 0."""

_ABSENT: Any = object()


def where(path: Sequence[str | int], numbers: Mapping[Path, Sequence[int]] | None = None) -> str:
    """The way to a value as users read it: 附件[2].名称, items counted from 1.

    Args:
        path: names, and numbers of items from 0.
        numbers: for lists of which items were left out: the number of each from 1 as given.
    """
    text = ""
    for index, step in enumerate(path):
        if isinstance(step, int):
            given = (numbers or {}).get(tuple(path[:index]))
            text += f"[{given[step] if given and step < len(given) else step + 1}]"
        else:
            text += f".{step}" if text else step
    return text


class Reading:
    """One set of data on its way from what was given to what a template is filled with."""

    def __init__(self, schema: Mapping[str, Any], folder: str, *, cells: bool) -> None:
        self.schema = schema
        self.folder = folder
        self.cells = cells
        self.problems: list[Problem] = []
        self.numbers: dict[Path, list[int]] = {}
        self.emptied: set[Path] = set()

    def _say(self, path: Path, template: str, **params: object) -> None:
        self.problems.append(Problem(where(path, self.numbers), template, params))

    # From what was given to plain JSON values, of the types that the schema wants where that is
    # possible; what is not stays as it is, for the validator to find.

    def mapping(
        self, value: Mapping[Any, object], schema: Mapping[str, Any], path: Path
    ) -> dict[str, Any]:
        """The fields of an object that are given."""
        parts = properties(schema)
        found = {}
        for key, given in value.items():
            name = str(key)
            here = (*path, name)
            part = parts.get(name, {})
            read = self.value(given, part, here)
            if read is not _ABSENT:
                found[name] = read
        return found

    def value(self, value: object, schema: Mapping[str, Any], path: Path) -> Any:
        """One value; what is blank is absent."""
        if value is None:
            return _ABSENT
        if isinstance(value, str):
            value = self._text(value, path)
            if not value.strip():
                self.emptied.add(path)
                return _ABSENT
        if isinstance(value, float | Decimal) and not Decimal(value).is_finite():
            value = str(value)
        wanted = types(schema)
        if len(path) > _DEEPEST:
            self._say(path, N_("嵌套太深"))
            return _ABSENT
        if isinstance(value, Mapping):
            inner = self.mapping(value, schema, path)
            # One that nobody filled in, as in an empty form.
            return inner if any(part != [] for part in inner.values()) or not value else _ABSENT
        if isinstance(value, list | tuple):
            return self._list(value, schema, path)
        if "array" in wanted and self.cells:
            return self._list(_split(value), schema, path)
        if len(wanted) > 1:
            return self._scalar(value, {"type": _best(value, wanted)}, path)
        return self._scalar(value, schema, path)

    def _list(self, value: Sequence[object], schema: Mapping[str, Any], path: Path) -> Any:
        if len(value) > MAX_ITEMS:
            self._say(
                path, N_("太长：{count} 项，最多 {limit} 项"), count=len(value), limit=MAX_ITEMS
            )
            return _ABSENT
        part = items(schema)
        known = self.numbers.get(path)
        found: list[Any] = []
        given: list[int] = []
        for index, item in enumerate(value):
            # What is said of an item names it by its number as given.
            self.numbers[path] = [*given, known[index] if known else index + 1]
            read = self.value(item, part, (*path, len(found)))
            if read is not _ABSENT:
                found.append(read)
                given.append(self.numbers[path][-1])
        self.numbers[path] = given
        if value and not found:
            self.emptied.add(path)
            return _ABSENT
        return found

    def _text(self, text: str, path: Path) -> str:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > MAX_TEXT:
            self._say(
                path,
                N_("“{value}”太长：{count} 字，最多 {limit} 字"),
                value=shown(text[:100]), count=len(text), limit=MAX_TEXT,
            )  # fmt: skip
            return text[:1] or "…"
        if bad := _UNFIT.search(text):
            self._say(
                path,
                N_("“{value}”里有看不见的字符（{code}），请删去"),
                value=shown(_UNFIT.sub("�", text)), code=f"U+{ord(bad[0]):04X}",
            )  # fmt: skip
        return text.strip(" \t\n\u3000") if self.cells else text

    def _scalar(self, value: object, schema: Mapping[str, Any], path: Path) -> Any:
        wanted = kind(schema)
        if "enum" in schema and value not in schema["enum"]:
            named = shown(value)
            value = next((choice for choice in schema["enum"] if shown(choice) == named), value)
        if wanted in ("integer", "number"):
            return _number(value, cells=self.cells)
        if wanted == "boolean":
            meant = words.yes_or_no(value) if isinstance(value, str) else None
            return value if meant is None else meant
        if wanted == "string" and not (isinstance(value, bool) and not self.cells):
            return self._string(value, schema, path)
        return _json(value)

    def _string(self, value: object, schema: Mapping[str, Any], path: Path) -> Any:
        form = schema.get("format", "")
        if not types(schema) and isinstance(value, int | float | Decimal):
            number = _number(value, cells=False)
            fits = not isinstance(number, Decimal) or abs(number.adjusted()) <= words.MOST_DIGITS
            return number if fits else str(value)
        if isinstance(value, datetime.datetime) and form == "time":
            value = value.time()
        text = value if isinstance(value, str) else _written(value, form)
        if not isinstance(text, str):
            return _json(value)
        if form in READERS:
            try:
                return READERS[form](text)
            except TextFault:
                return text  # the validator says why
        if form == "image" and text.strip():
            text = text.strip()
            self._check_image(text, path)
        return text

    def _check_image(self, name: str, path: Path) -> None:
        file = os.path.join(self.folder, name)
        reason: str = ""
        try:
            status = os.stat(file)
            if os.path.isdir(file) or not os.path.isfile(file):
                reason = (
                    Word(NOT_REGULAR)
                    if not os.path.isdir(file)
                    else Word(N_("这是文件夹，不是文件"))
                )
            elif status.st_size > MAX_IMAGE:
                self._say(
                    path, N_("图片 {file} 太大，最大 {limit} MB"), file=shown(name),
                    limit=MAX_IMAGE >> 20,
                )  # fmt: skip
                return
            else:
                with open(file, "rb") as stream:
                    if not stream.read(16).startswith(_PICTURES):
                        template = N_("{file} 不是 PNG、JPEG、GIF 或 BMP 图片")
                        self._say(path, template, file=shown(name))
                return
        except (OSError, ValueError) as error:
            reason = os_reason(error)
        self._say(path, N_("图片 {file} 读不出来：{reason}"), file=shown(name), reason=reason)

    # From plain values that are known to be correct to those that a template is filled with.

    def final(self, value: Any, schema: Mapping[str, Any], path: Path) -> Any:
        """A value as a template is filled with it, defaults put in."""
        if isinstance(value, dict):
            parts = properties(schema)
            made = {name: self._filled(value, name, part, path) for name, part in parts.items()}
            made.update({name: given for name, given in value.items() if name not in parts})
            return made
        if isinstance(value, list):
            part = items(schema)
            return [self.final(item, part, (*path, n)) for n, item in enumerate(value)]
        if not isinstance(value, str):
            return value
        form = schema.get("format")
        if form == "date":
            return datetime.date.fromisoformat(value)
        if form == "time":
            return datetime.time.fromisoformat(value)
        if form == "rich-text":
            return Rich(words.rich(value))
        if form == "image":
            width, height = schema.get("x-width-mm"), schema.get("x-height-mm")
            return Image(os.path.join(self.folder, value), _length(width), _length(height))
        return value

    def _filled(
        self, value: Mapping[str, Any], name: str, schema: Mapping[str, Any], path: Path
    ) -> Any:
        here = (*path, name)
        if name in value:
            return self.final(value[name], schema, here)
        default = schema.get("default")
        if default is not None and here not in self.emptied:
            plain = Reading(self.schema, self.folder, cells=False).value(default, schema, here)
            if plain is not _ABSENT:
                return self.final(plain, schema, here)
        wanted = kind(schema)
        if wanted == "object":
            return self.final({}, schema, here)
        return {"string": "", "array": []}.get(wanted)


def _length(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no Word file can hold, and what nobody means to write."""


def _split(value: object) -> list[object]:
    """The items of a list that stands in one cell.

    One a line; on one line with ； between, but not where whole sentences stand, which have ；
    inside.
    """
    if not isinstance(value, str):
        return [value]
    if "\n" in value:
        return [line.strip() for line in value.split("\n")]
    return [value] if "。" in value else [part.strip() for part in re.split("[；;]", value)]


def _best(value: object, wanted: frozenset[str]) -> str:
    """Of several types the one that a value has, or may be meant to have."""
    own = {bool: "boolean", int: "integer", float: "number", Decimal: "number"}.get(type(value))
    if own in wanted:
        return str(own)
    if own == "integer" and "number" in wanted:
        return "number"
    return "string" if "string" in wanted else next((t for t in TYPES if t in wanted), "string")


def _number(value: object, *, cells: bool) -> Any:
    """A number as int or Decimal; what is none as it is."""
    if isinstance(value, str):
        found = words.number(value) if cells else None
        if found is None:
            return value
        value = found
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return _json(value)
    if isinstance(value, float):
        # What a spreadsheet program computes is exact to 15 digits.
        value = Decimal(f"{value:.15g}" if cells else repr(value))
    if isinstance(value, Decimal):
        if not value.is_finite() or value.adjusted() > words.MOST_DIGITS:
            return value
        if value == value.to_integral_value():
            return int(value)
    return value


def _written(value: object, form: str) -> object:
    """A value of another type as the text that it was typed as."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime | datetime.date):
        day = f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
        clock = ""
        if isinstance(value, datetime.datetime) and (value.hour or value.minute):
            clock = f" {value.hour}:{value.minute:02d}"
        if form == "date":
            return day
        return f"{value.year}年{value.month}月{value.day}日{clock.strip()}"
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value.minute:02d}"
    if isinstance(value, float):
        number = _number(value, cells=True)
        return forms.plain(number) if isinstance(number, int | Decimal) else str(value)
    return str(value) if isinstance(value, int | Decimal) else value


def _json(value: object) -> Any:
    """A value that is of no type that JSON knows, as text."""
    if isinstance(value, bytes | bytearray | memoryview):
        return "…"
    if isinstance(value, datetime.date | datetime.time):
        return _written(value, "")
    return value


READERS: Mapping[str, Callable[[str], str]] = {
    "date": lambda text: words.date(text).isoformat(),
    "time": lambda text: words.time(text).isoformat("minutes"),
    "phone": words.phone,
    "document-number": words.document_number,
}
"""How the texts of a format are read; each raises Fault."""
