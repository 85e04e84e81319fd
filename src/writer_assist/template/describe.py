"""What a form or a question says of a field: what to write, how, and an example.

It is Chinese whatever the language of messages: so are the descriptions of the fields and those
who fill in forms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeGuard

from writer_assist.records import NamedTuple

from .forms import plain
from .schema import items, kind, of_objects, properties

OPTIONAL = "选填"
REQUIRED = "必填"

_LONGEST_CHOICES = 120
_GROUPS = 3
"""How many items of a list of objects a table has columns for."""
_MOST_COLUMNS = 400
_DEEPEST = 4


class Column(NamedTuple):
    """A column of a table for a template's data: 事项1.标题."""

    name: str
    schema: Mapping[str, Any]
    required: bool


def title(name: str, schema: Mapping[str, Any]) -> str:
    """What a field is called."""
    found = schema.get("title")
    return clean(found) if isinstance(found, str) and found.strip() else name


def description(schema: Mapping[str, Any]) -> str:
    """What to write, on one line; "" where the schema does not say."""
    found = schema.get("description")
    return clean(found) if isinstance(found, str) else ""


def clean(text: str) -> str:
    """A text on one line, without characters that nobody sees."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def rule(schema: Mapping[str, Any]) -> str:
    """In which form to write it: 日期，如 2024-03-05; "" where any text will do."""
    wanted = kind(schema)
    if choices := choices_of(schema):
        text = "、".join(choices)
        return f"只能填：{text}" if len(text) <= _LONGEST_CHOICES else ""
    if wanted == "boolean":
        return "填“是”或“否”"
    if wanted in ("integer", "number"):
        return _number_rule(schema, wanted)
    if wanted == "string":
        form = {
            "date": "日期，写成 2024-03-05 这样",
            "time": "时刻，写成 9:30 这样",
            "phone": "电话，写成 区号-号码，或手机号码",
            "image": "图片的文件名，图片与数据文件放在一起",
            "rich-text": "**两个星号之间**加粗，__两条下划线之间__加下划线",
            "document-number": "如 青政办〔2024〕5号",
        }.get(str(schema.get("format")), "")
        return "，".join(part for part in (form, _length_rule(schema)) if part)
    return ""


def _number_rule(schema: Mapping[str, Any], wanted: str) -> str:
    parts = ["整数" if wanted == "integer" else "数字"]
    least, most = schema.get("minimum"), schema.get("maximum")
    if _is_number(least) and _is_number(most):
        parts.append(f"{plain(least)} 到 {plain(most)}")
    elif _is_number(least):
        parts.append(f"不小于 {plain(least)}")
    elif _is_number(most):
        parts.append(f"不大于 {plain(most)}")
    decimals = schema.get("x-decimals")
    if isinstance(decimals, int) and wanted == "number":
        parts.append(f"最多 {decimals} 位小数")
    return "，".join(parts)


def _is_number(value: Any) -> TypeGuard[int | float | Decimal]:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _length_rule(schema: Mapping[str, Any]) -> str:
    most = schema.get("maxLength")
    return f"最多 {most} 字" if isinstance(most, int) else ""


def choices_of(schema: Mapping[str, Any]) -> list[str]:
    """The values that a field may have, as they are shown; empty where any will do."""
    found = schema.get("enum")
    if isinstance(found, list):
        return [text(choice) for choice in found if isinstance(choice, str | int | float)]
    return ["是", "否"] if kind(schema) == "boolean" else []


def text(value: Any) -> str:
    """A value as it is typed: 是, 3500.5, and a list one item a line."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return plain(value)
    if isinstance(value, list):
        return "\n".join(text(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def example(schema: Mapping[str, Any]) -> Any:
    """The first example of a field; None where there is none."""
    found = schema.get("examples")
    if isinstance(found, list) and found:
        return found[0]
    if kind(schema) == "array" and not of_objects(schema):
        inner = example(items(schema))
        return None if inner is None else [inner]
    choices = schema.get("enum")
    return choices[0] if isinstance(choices, list) and choices else None


def columns(schema: Mapping[str, Any]) -> list[Column]:
    """The columns that a table for the data needs, lists of objects in several each."""
    found = []
    for column in _columns(schema, "", required=True, depth=0):
        found.append(column)
        if len(found) >= _MOST_COLUMNS:
            break
    return found


def _columns(
    schema: Mapping[str, Any], prefix: str, *, required: bool, depth: int
) -> Iterator[Column]:
    needed = schema.get("required", ())
    for name, part in properties(schema).items():
        must = required and name in needed
        inner = properties(part)
        if depth < _DEEPEST and of_objects(part):
            for number in range(1, max(_GROUPS, int(part.get("minItems", 0))) + 1):
                least = int(part.get("minItems", 0)) >= number
                yield from _columns(
                    items(part),
                    f"{prefix}{name}{number}.",
                    required=must and least,
                    depth=depth + 1,
                )
        elif depth < _DEEPEST and inner and kind(part) == "object":
            yield from _columns(part, f"{prefix}{name}.", required=must, depth=depth + 1)
        else:
            yield Column(prefix + name, part, must)
