"""A template's data as a YAML file to fill in: every field with what to write and an example."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from . import describe
from .schema import items, kind, of_objects, properties
from .yaml_text import YamlError, parse

_COLUMNS = 96
"""A comment is no wider than this, Chinese characters counted twice."""


def form(
    name: str, schema: Mapping[str, Any], values: Mapping[str, Any] | None = None, note: str = ""
) -> str:
    """The file's text.

    Args:
        name: of the template.
        schema: of its data.
        values: what is filled in already, as it was given; None for an empty form.
        note: one more remark for its head.
    """
    lines = [*_comment(f"{name}的数据", "")]
    lines += _comment(describe.description(schema), "")
    lines += _comment(
        "在每个冒号后面填写：冒号是英文的，后面空一格。选填的不填就空着。"
        "以 # 开头的是说明，不用删。", "",
    )  # fmt: skip
    lines += _comment(note, "")
    lines += _object(schema, values or {}, "")
    return "\n".join(lines) + "\n"


def _object(schema: Mapping[str, Any], values: Mapping[str, Any], indent: str) -> Iterator[str]:
    needed = schema.get("required", ())
    for name, part in properties(schema).items():
        if not indent:
            yield ""
        yield from _about(name, part, required=name in needed, indent=indent)
        yield from _field(name, part, values.get(name), indent)


def _about(name: str, schema: Mapping[str, Any], *, required: bool, indent: str) -> Iterator[str]:
    """The comment above a field: its title, what to write, in which form, an example."""
    head = describe.title(name, schema)
    if not required:
        head += f"（{describe.OPTIONAL}）"
    parts = [describe.description(schema), describe.rule(schema)]
    if kind(schema) == "array":
        parts.append("可以有几项，每项前加“- ”")
    default = schema.get("default")
    if default not in (None, "", []):
        parts.append(f"不填就是“{describe.clean(describe.text(default))}”")
    said = "；".join(part.rstrip("。；") for part in parts if part)
    yield from _comment(f"{head}：{said}" if said else head, indent)
    shown = describe.example(schema)
    if shown is not None and not of_objects(schema):
        yield from _example(shown, indent)


def _example(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, list):
        yield f"{indent}# 例："
        for item in value[:3]:
            yield f"{indent}#   - {scalar(item)}"
    else:
        yield f"{indent}# 例：{scalar(value)}"


def _field(name: str, schema: Mapping[str, Any], value: Any, indent: str) -> Iterator[str]:
    key = f"{indent}{_key(name)}:"
    inner = properties(schema)
    if kind(schema) == "array" and (value is None or isinstance(value, list)):
        yield key
        given = value or [None]
        for number, item in enumerate(given):
            if properties(items(schema)) and (item is None or isinstance(item, dict)):
                yield from _item(items(schema), item or {}, indent, remarks=not number)
            else:
                yield f"{indent}  - {_value(item, indent + '    ')}".rstrip(" ")
    elif kind(schema) == "object" and inner and (value is None or isinstance(value, dict)):
        yield key
        yield from _object(schema, value or {}, indent + "  ")
    else:
        yield f"{key} {_value(value, indent + '  ')}".rstrip(" ")


def _item(
    schema: Mapping[str, Any], values: Mapping[str, Any], indent: str, *, remarks: bool
) -> Iterator[str]:
    """An item of a list of objects: its first field behind the dash, the others below it."""
    inside = indent + "    "
    dashed = False
    for name, part in properties(schema).items():
        needed = name in schema.get("required", ())
        if remarks:
            yield from _about(name, part, required=needed, indent=inside)
        for line in _field(name, part, values.get(name), inside):
            yield line if dashed else f"{indent}  - {line[len(inside) :]}"
            dashed = True


def _value(value: Any, indent: str) -> str:
    """A value as it stands behind its name."""
    if value is None:
        return ""
    if isinstance(value, str) and "\n" in value:
        block = "\n".join([_chomping(value), *(f"{indent}{line}" if line else "" for line in
                                               value.rstrip("\n").split("\n"))])  # fmt: skip
        if _reads_as(f"{indent[2:]}a: {block}", value):
            return block
    return scalar(value)


def _chomping(value: str) -> str:
    return "|" if value.endswith("\n") and not value.endswith("\n\n") else "|-"


def scalar(value: Any) -> str:
    """A value on one line; a text without quotation marks where it means the same."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return describe.text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    given = str(value)
    if given and "\n" not in given and _reads_as(f"a: {given}", given):
        return given
    return json.dumps(given, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if _reads_as(f"a: {name}", name) and name.isprintable() else json.dumps(
        name, ensure_ascii=False
    )  # fmt: skip


def _reads_as(text: str, value: str) -> bool:
    try:
        read = parse(text + "\n").value
    except YamlError:
        return False
    return bool(read == {"a": value})


def _comment(said: str, indent: str) -> Iterator[str]:
    """A comment, broken into lines; what came from a schema cannot end it."""
    line = ""
    width = len(indent) + 2
    for character in describe.clean(said):
        wide = 1 if character.isascii() else 2
        if width + wide > _COLUMNS and character not in "，。；：、？！）”》":
            yield f"{indent}# {line}".rstrip(" ")
            line, width = "", len(indent) + 2
        line += character
        width += wide
    if line:
        yield f"{indent}# {line}".rstrip(" ")
