"""The schema of a template's data (fields.json): read, checked and made ready for use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from writer_assist.i18n import N_, Word
from writer_assist.phrasebank.errors import NOT_UTF8, PhraseError

from . import json_text
from .errors import TemplateError
from .regexes import RegexError, longest

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FORMATS = ("date", "time", "phone", "image", "rich-text", "document-number")
"""The formats that values are checked for."""

_OTHER_FORMATS = (
    "date-time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6",
    "uri", "uri-reference", "iri", "iri-reference", "uuid", "uri-template", "json-pointer",
    "relative-json-pointer", "regex",
)  # fmt: skip
"""Formats of JSON Schema that values are not checked for."""

_IN_ONE = frozenset({
    "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not",
    "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
})  # fmt: skip
_IN_LIST = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_IN_NAMES = frozenset(
    {"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"}
)
_PLAIN = frozenset({
    "$anchor", "$comment", "$dynamicAnchor", "$id", "$schema", "$vocabulary", "const",
    "contentEncoding", "contentMediaType", "default", "dependentRequired", "deprecated",
    "description", "enum", "examples", "exclusiveMaximum", "exclusiveMinimum", "format",
    "maxContains", "maxItems", "maxLength", "maxProperties", "maximum", "minContains", "minItems",
    "minLength", "minProperties", "minimum", "multipleOf", "pattern", "readOnly", "required",
    "title", "type", "uniqueItems", "writeOnly",
})  # fmt: skip
_KEYWORDS = _IN_ONE | _IN_LIST | _IN_NAMES | _PLAIN | {"$ref"}

MAX_SCHEMA = 4 << 20
"""Bytes of a schema."""

_MOST_PARTS = 20_000
"""Subschemas, those that stand in for a $ref counted anew."""
_DEEPEST = 40

_OWN = "x-"
"""How keywords begin that are ours, or somebody else's; unknown ones are let be."""

TYPES: Mapping[str, str] = {
    "string": N_("文字"),
    "integer": N_("整数"),
    "number": N_("数"),
    "boolean": N_("是或否"),
    "array": N_("列表"),
    "object": N_("一组字段"),
    "null": N_("空"),
}
"""What a user calls the types."""


def read_schema(path: str) -> dict[str, Any]:
    """The schema of a fields.json, ready for use.

    Raises:
        TemplateError: it cannot be read, is no JSON, or no schema.
    """
    from writer_assist.phrasebank.files import read_bytes

    try:
        data = read_bytes(path)
    except PhraseError as error:
        problem = error.problems[0]
        raise TemplateError(path, problem.template, **problem.params) from error
    except FileNotFoundError as error:
        raise TemplateError(path, N_("没有这个文件")) from error
    if len(data) > MAX_SCHEMA:
        raise TemplateError(path, N_("文件太大"))
    try:
        schema = json_text.parse(data.decode("utf-8-sig"), decimals=False)
    except UnicodeDecodeError as error:
        raise TemplateError(path, NOT_UTF8) from error
    except json_text.JsonError as error:
        place = f"{path}:{error.line}" if error.line else path
        raise TemplateError(place, error.template, **error.params) from error
    return prepared(schema, path)


def prepared(schema: Any, path: str = "", *, strict: bool = True) -> dict[str, Any]:
    """A schema that is known to be correct, with each local $ref put in and objects closed.

    An object that names its properties and says nothing of others has no others.

    Args:
        schema: the schema; it is not changed.
        path: its file, for errors.
        strict: whether keywords and formats that nobody knows are slips.

    Raises:
        TemplateError: it is none.
    """
    if not isinstance(schema, dict):
        raise TemplateError(path, N_("字段定义要是一个 JSON 对象，写在花括号里"))
    return _Preparation(schema, path, strict=strict).run()


class _Preparation:
    """One schema on its way."""

    def __init__(self, schema: dict[str, Any], path: str, *, strict: bool) -> None:
        self.root = schema
        self.path = path
        self.strict = strict
        self.parts = 0

    def run(self) -> dict[str, Any]:
        self._check_root()
        self._check_keywords()
        found: dict[str, Any] = self._part(self.root, (), ())
        return found

    def _fail(self, where: Sequence[object], template: str, **params: object) -> TemplateError:
        place = "/".join(map(str, where)) or "/"
        return TemplateError(self.path, template, where=place, **params)

    def _check_root(self) -> None:
        dialect = self.root.get("$schema", DIALECT)
        if not isinstance(dialect, str) or dialect.rstrip("#") != DIALECT:
            template = N_("{where}：只认得 JSON Schema 2020-12，不认得 {value}")
            raise self._fail(("$schema",), template, value=dialect)
        if not isinstance(self.root.get("properties"), dict) or self.root.get("type") not in (
            None, "object",
        ):  # fmt: skip
            template = N_('{where}：字段定义要有 "type": "object" 和 "properties"')
            raise self._fail((), template)

    def _check_keywords(self) -> None:
        """Ask the library whether every keyword has a value that it may have."""
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match

        try:
            metaschema = Draft202012Validator(Draft202012Validator.META_SCHEMA)
            error = best_match(metaschema.iter_errors(self.root))
        except RecursionError as deep:
            raise self._fail((), N_("{where}：嵌套太深")) from deep
        if error is None:
            return
        where = list(error.absolute_path)
        if where[-1:] == ["type"] or (len(where) > 1 and where[-2] == "type"):
            near = get_close_matches(str(error.instance), TYPES, 1, 0.5)
            template = N_("{where}：没有类型 {value}，可以是 {known}")
            if near:
                template = N_("{where}：没有类型 {value}，是不是 {nearest}？")
            raise self._fail(
                where, template, value=_short(error.instance), known=" ".join(TYPES),
                nearest="".join(near),
            )  # fmt: skip
        template = N_("{where}：这里不能是 {value}")
        raise self._fail(where, template, value=_short(error.instance))

    def _part(self, part: Any, where: tuple[object, ...], through: tuple[str, ...]) -> Any:
        self.parts += 1
        if self.parts > _MOST_PARTS or len(where) > 2 * _DEEPEST or len(through) > _DEEPEST:
            raise self._fail(where, N_("{where}：嵌套太深"))
        if not isinstance(part, dict):
            return part
        made: dict[str, Any] = {}
        if "$ref" in part:
            name = part["$ref"]
            if name in through:
                raise self._fail(where, N_("{where}：$ref 绕成了圈"))
            made = dict(self._part(self._target(name, where), where, (*through, name)))
        for key, value in part.items():
            here = (*where, key)
            if key in _IN_ONE:
                made[key] = self._part(value, here, through)
            elif key in _IN_LIST:
                made[key] = [
                    self._part(v, (*here, number), through) for number, v in enumerate(value)
                ]
            elif key in _IN_NAMES:
                if key not in ("$defs", "definitions"):
                    made[key] = {
                        name: self._part(v, (*here, name), through) for name, v in value.items()
                    }
            elif key != "$ref":
                self._check(key, value, here)
                made[key] = value
        self._close(made)
        return made

    def _check(self, key: str, value: Any, where: tuple[object, ...]) -> None:
        if key == "pattern":
            try:
                longest(value)
            except RegexError as error:
                if error.params:
                    template = N_("{where}：不是正确的正则表达式（{reason}）")
                    raise self._fail(where, template, **error.params) from error
                reason = Word(error.template)
                raise self._fail(where, N_("{where}：{reason}"), reason=reason) from error
        if key in ("$dynamicRef", "$recursiveRef"):
            raise self._fail(where, N_("{where}：不支持 {name}"), name=key)
        if not self.strict:
            return
        if key == "format" and value not in FORMATS + _OTHER_FORMATS:
            raise self._unknown(where, N_("{where}：没有格式 {name}"), value, FORMATS)
        if key not in _KEYWORDS and not key.startswith(_OWN):
            raise self._unknown(where, N_("{where}：不认识的键 {name}"), key, _KEYWORDS)

    def _unknown(
        self, where: tuple[object, ...], template: str, name: str, known: Iterator[str] | Any
    ) -> TemplateError:
        near = get_close_matches(name, sorted(known), 1, 0.6)
        if near:
            template = {
                N_("{where}：没有格式 {name}"): N_("{where}：没有格式 {name}，是不是 {nearest}？"),
            }.get(template, N_("{where}：不认识的键 {name}，是不是 {nearest}？"))
        return self._fail(where, template, name=name, nearest="".join(near))

    def _target(self, name: str, where: tuple[object, ...]) -> Any:
        """What a $ref leads to; only in the same file."""
        target: Any = self.root
        if name != "#":
            if not name.startswith("#/"):
                template = N_("{where}：$ref 只能指向同一文件里的定义，如 #/$defs/名称")
                raise self._fail((*where, "$ref"), template)
            for step in name[2:].split("/"):
                step = step.replace("~1", "/").replace("~0", "~")
                if not isinstance(target, dict) or step not in target:
                    template = N_("{where}：$ref 指向的 {name} 没有")
                    raise self._fail((*where, "$ref"), template, name=name)
                target = target[step]
        return target

    @staticmethod
    def _close(part: dict[str, Any]) -> None:
        said = ("additionalProperties", "unevaluatedProperties", "patternProperties", "allOf",
                "anyOf", "oneOf", "if")  # fmt: skip
        if "properties" in part and not any(key in part for key in said):
            part["additionalProperties"] = False


def types(schema: Mapping[str, Any]) -> frozenset[str]:
    """The types that a value may have; empty where the schema does not say."""
    given = schema.get("type", ())
    if isinstance(given, str):
        return frozenset((given,))
    if given:
        return frozenset(given)
    if "properties" in schema:
        return frozenset(("object",))
    return frozenset(("array",)) if "items" in schema else frozenset()


def kind(schema: Mapping[str, Any]) -> str:
    """What a value of a field is, for forms and questions: a type, "string" where none is said."""
    found = types(schema)
    return next((name for name in TYPES if name in found), "string")


def items(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of a list's items; an empty one where it does not say."""
    found = schema.get("items")
    return found if isinstance(found, dict) else {}


def properties(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schemas of an object's fields, in order."""
    found = schema.get("properties", {})
    return {name: part if isinstance(part, dict) else {} for name, part in found.items()}


def of_objects(schema: Mapping[str, Any]) -> bool:
    """Whether it is a list of objects: a table."""
    return kind(schema) == "array" and bool(properties(items(schema)))


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
