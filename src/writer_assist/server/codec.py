"""Messages to JSON and back, by the types of their fields; and the JSON Schema of these."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Union

from writer_assist.i18n import N_, render

MISSING = N_("缺少 {field}")
UNKNOWN = N_("没有 {field} 这一项")
WRONG_TYPE = N_("{field} 应为{kind}")
NOT_ONE_OF = N_("{field} 只能是 {choices}")

_KINDS = {
    str: N_("字符串"),
    int: N_("整数"),
    float: N_("数"),
    bool: N_("true 或 false"),
    list: N_("数组"),
    dict: N_("对象"),
}


class MessageError(ValueError):
    """A message is not of the shape that it must have; ``field`` is where: ``edits[0].start``."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(render(template, params))
        self.template = template
        self.params = params

    def message_in(self, lang: str) -> str:
        """What is wrong, in a language."""
        params = {
            key: render(value, {}, lang) if key == "kind" and isinstance(value, str) else value
            for key, value in self.params.items()
        }
        return render(self.template, params, lang)


def to_json(value: Any) -> Any:
    """A message as what :mod:`json` writes."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: to_json(item) for name, item in zip(value._fields, value, strict=True)}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    return value


def from_json(type_: type[Any], value: object, field: str = "") -> Any:
    """A message of a type, of what :mod:`json` read.

    Raises:
        MessageError: it has another shape.
    """
    if hasattr(type_, "_fields"):
        return _record(type_, value, field)
    origin = typing.get_origin(type_)
    if origin is Literal:
        choices = typing.get_args(type_)
        if value not in choices:
            raise MessageError(NOT_ONE_OF, field=field, choices=" ".join(map(str, choices)))
        return value
    if origin is not None and issubclass(origin, Mapping):
        return _expect(dict, value, field)
    if origin is not None and issubclass(origin, Sequence):
        (inner,) = typing.get_args(type_)
        items = _expect(list, value, field)
        return [from_json(inner, item, f"{field}[{i}]") for i, item in enumerate(items)]
    return value if type_ is Any else _expect(type_, value, field)


def _record(type_: type[Any], value: object, field: str) -> Any:
    items = _expect(dict, value, field)
    hints = _hints(type_)
    prefix = f"{field}." if field else ""
    for name in items:
        if name not in hints:
            raise MessageError(UNKNOWN, field=prefix + str(name))
    fields = {}
    for name, inner in hints.items():
        if name in items:
            fields[name] = from_json(inner, items[name], prefix + name)
        elif name not in type_._field_defaults:
            raise MessageError(MISSING, field=prefix + name)
    return type_(**fields)


def _expect(kind: type[Any], value: object, field: str) -> Any:
    right = isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        right = True
    if not right:
        raise MessageError(WRONG_TYPE, field=field or "params", kind=_KINDS[kind])
    return value


_HINTS: dict[type[Any], dict[str, Any]] = {}


def _hints(type_: type[Any]) -> dict[str, Any]:
    """The types of a record's fields."""
    known = _HINTS.get(type_)
    if known is None:
        hints = typing.get_type_hints(type_)
        known = _HINTS[type_] = {name: hints[name] for name in type_._fields}
    return known


# --- JSON Schema -------------------------------------------------------------------------------


def schema_of(type_: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a type; those of records are put into ``definitions``."""
    if hasattr(type_, "_fields"):
        name = type_.__name__
        if name not in definitions:
            made: dict[str, Any] = {"type": "object"}
            definitions[name] = made
            doc = (type_.__doc__ or "").strip()
            made["description"] = " ".join(doc.split("\n\n", 1)[0].split())
            hints = _hints(type_)
            made["properties"] = {n: schema_of(t, definitions) for n, t in hints.items()}
            made["required"] = [n for n in hints if n not in type_._field_defaults]
            made["additionalProperties"] = False
        return {"$ref": f"#/$defs/{name}"}
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(argument, definitions) for argument in arguments]}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object"}
    if origin is not None and issubclass(origin, Sequence):
        return {"type": "array", "items": schema_of(arguments[0], definitions)}
    simple = {str: "string", int: "integer", float: "number", bool: "boolean"}
    return {"type": simple[type_]} if type_ in simple else {}


def protocol_schema() -> dict[str, Any]:
    """The JSON Schema of every request and reply of :mod:`.protocol`."""
    from . import protocol

    definitions: dict[str, Any] = {}
    requests, results = [], []
    for method, (takes, gives) in protocol.METHODS.items():
        requests.append(
            {
                "type": "object",
                "properties": {
                    "id": {"type": ["integer", "string"]},
                    "method": {"const": method},
                    "params": schema_of(takes, definitions),
                },
                "required": ["id", "method"],
                "additionalProperties": False,
            }
        )
        results.append({"title": method, **schema_of(gives, definitions)})
    cancel = {
        "type": "object",
        "properties": {
            "method": {"const": "cancel"},
            "params": {
                "type": "object",
                "properties": {"id": {"type": ["integer", "string"]}},
                "required": ["id"],
            },
        },
        "required": ["method", "params"],
    }
    reply = {
        "type": "object",
        "properties": {
            "id": {"type": ["integer", "string", "null"]},
            "result": {"anyOf": results},
            "error": schema_of(protocol.Error, definitions),
        },
        "required": ["id"],
        "oneOf": [{"required": ["result"]}, {"required": ["error"]}],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "writer-assist protocol",
        "version": protocol.VERSION,
        "anyOf": [{"$ref": "#/$defs/request"}, {"$ref": "#/$defs/reply"}],
        "$defs": {
            "request": {"anyOf": [*requests, cancel]},
            "reply": reply,
            **dict(sorted(definitions.items())),
        },
    }
