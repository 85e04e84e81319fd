"""What each keyword of a schema demands, and how it is said that a value does not meet it.

The library walks the schema; what a keyword demands is asked here, so that what is wrong is known
as a message and its values, not as an English sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from writer_assist.i18n import N_, Word

from . import words
from .errors import Problem
from .forms import plain
from .reading import READERS, Reading, where
from .regexes import longest
from .schema import TYPES, items, properties
from .words import TextFault, shown

_MOST_CHOICES = 20
"""How many choices of an enum a message names."""


class _Reason(Exception):  # noqa: N818 - it is none; it is how the library carries a cause
    def __init__(self, template: str, params: Mapping[str, object]) -> None:
        super().__init__(template)
        self.template = template
        self.params = params


def _error(template: str, /, **params: object) -> Any:
    from jsonschema import ValidationError

    return ValidationError("", cause=_Reason(template, params))


def problem_of(error: Any, reading: Reading) -> Problem:
    """What an error of the library says, as a message of ours."""
    path = tuple(error.absolute_path)
    cause = error.cause
    if isinstance(cause, _Reason):
        return Problem(where(path, reading.numbers), cause.template, cause.params)
    template = N_("{value} 不合字段定义里 {keyword} 的规定")
    params = {"value": _named(error.instance), "keyword": error.validator}
    return Problem(where(path, reading.numbers), template, params)


def _named(value: Any) -> str:
    if isinstance(value, dict):
        return Word(N_("这一组字段"))
    if isinstance(value, list):
        return Word(N_("这个列表"))
    return f"“{shown(value)}”"


def _type(_: Any, wanted: Any, instance: Any, schema: Any) -> Iterator[Any]:
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    if any(_is(instance, name) for name in names):
        return
    names = [name for name in names if name != "null"] or names
    value = _named(instance)
    first = names[0]
    if first == "object" and isinstance(instance, str):
        yield from _not_object(instance, schema)
    elif first == "array" and isinstance(instance, str):
        template = N_("{value}应是列表，每项前加“- ”，各占一行")
        if properties(items(schema)):
            template = N_("{value}应是列表；表格里用 {name}1.{field} 这样的列")
            yield _error(
                template, value=value, name=schema.get("title") or "…",
                field=next(iter(properties(items(schema)))),
            )  # fmt: skip
        else:
            yield _error(template, value=value)
    elif first in ("integer", "number") and isinstance(instance, str):
        number = words.number(instance)
        if number is None:
            template = (
                N_("{value}应是整数，只写数字")
                if first == "integer"
                else N_("{value}应是数，只写数字")
            )
            yield _error(template, value=value)
        else:
            template = N_("{value}应是数，要写成 {number}，不加引号和逗号")
            yield _error(template, value=value, number=plain(number))
    elif isinstance(instance, Decimal) and (
        not instance.is_finite() or instance.adjusted() > words.MOST_DIGITS
    ):
        yield _error(N_("{value}太大"), value=value)
    elif first == "boolean":
        yield _error(N_("{value}应是“是”或“否”"), value=value)
    else:
        kinds = Word(TYPES[first]) if len(names) == 1 else "、".join(TYPES[name] for name in names)
        yield _error(N_("{value}应是{type}"), value=value, type=kinds)


def _not_object(text: str, schema: Any) -> Iterator[Any]:
    name = text.partition("：")[0].strip()
    if "：" in text and name in properties(schema):
        yield _error(
            N_("“{value}”：冒号要用英文的，后面空一格，如“{name}: …”"), value=shown(text), name=name
        )
        return
    name = text.partition(":")[0].strip()
    if ":" in text and name in properties(schema):
        template = N_("“{value}”：冒号后面要空一格，如“{name}: …”")
        yield _error(template, value=shown(text), name=name)
        return
    names = "、".join(list(properties(schema))[:_MOST_CHOICES])
    yield _error(N_("“{value}”应是一组字段：{names}"), value=shown(text), names=names)


def _is(value: Any, name: str) -> bool:
    if name in ("integer", "number"):
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return False
        number: int | Decimal = value
        if isinstance(number, Decimal):
            return (
                name == "number" and number.is_finite() and number.adjusted() <= words.MOST_DIGITS
            )
        return bool(abs(number) < 10 ** (words.MOST_DIGITS + 1))
    kinds: Mapping[str, Any] = {
        "string": str, "boolean": bool, "array": list, "object": dict, "null": type(None),
    }  # fmt: skip
    return bool(isinstance(value, kinds[name]))


def _properties(validator: Any, parts: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if not isinstance(instance, dict):
        return
    missing = [name for name in schema.get("required", ()) if name not in instance]
    unknown = []
    if schema.get("additionalProperties") is False:
        patterns = schema.get("patternProperties", {})
        unknown = [
            name for name in instance
            if name not in parts and not any(re.search(p, name) for p in patterns)
        ]  # fmt: skip
    free = list(unknown)
    for name in missing:
        near = _nearest(name, free)
        if near:
            free.remove(near)
            template = N_("没有填“{name}”，是不是写成了“{nearest}”？")
            yield _error(template, name=name, nearest=shown(near))
        else:
            yield _error(N_("没有填“{name}”"), name=name)
    for name in free:
        near = _nearest(name, [p for p in parts if p not in instance]) or _nearest(name, parts)
        if near:
            template = N_("没有“{name}”这个字段，是不是“{nearest}”？")
            yield _error(template, name=shown(name), nearest=near)
        else:
            yield _error(N_("没有“{name}”这个字段"), name=shown(name))
    for name, part in parts.items():
        if name in instance and not _plainly_fits(instance[name], part):
            yield from validator.descend(instance[name], part, path=name, schema_path=name)


_SIMPLE = frozenset({
    "default", "description", "examples", "maxLength", "maximum", "minLength", "minimum", "title",
    "type",
})  # fmt: skip


def _plainly_fits(value: Any, part: Any) -> bool:
    """Whether a value fits a schema that demands nothing but a type and its bounds.

    Most values of a paper are such; it takes the library ten times as long to find out.
    """
    if not isinstance(part, dict) or not part.keys() <= _SIMPLE:
        return False
    if isinstance(value, str):
        longest_one = part.get("maxLength", len(value))
        return (
            part.get("type") == "string" and part.get("minLength", 0) <= len(value) <= longest_one
        )
    if type(value) is not int or part.get("type") not in ("integer", "number"):
        return False
    return bool(
        _is(value, "integer") and part.get("minimum", value) <= value <= part.get("maximum", value)
    )


def _items(validator: Any, part: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if isinstance(instance, list):
        first = len(schema.get("prefixItems", ()))
        for index in range(first, len(instance)):
            if not _plainly_fits(instance[index], part):
                yield from validator.descend(instance[index], part, path=index)


def _nearest(word: str, known: Any) -> str:
    return next(iter(get_close_matches(word, list(known), 1, 0.5)), "")


def _nothing(*_: Any) -> Iterator[Any]:
    return iter(())


def _required(_: Any, names: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if isinstance(instance, dict) and "properties" not in schema:
        for name in names:
            if name not in instance:
                yield _error(N_("没有填“{name}”"), name=name)


def _additional(validator: Any, part: Any, instance: Any, schema: Any) -> Iterator[Any]:
    from jsonschema import Draft202012Validator

    if part is not False or "properties" not in schema:
        standard = Draft202012Validator.VALIDATORS["additionalProperties"]
        yield from standard(validator, part, instance, schema) or ()


def _enum(_: Any, choices: Any, instance: Any, __: Any) -> Iterator[Any]:
    if any((instance == choice and type(instance) is type(choice)) or _same(instance, choice)
           for choice in choices):  # fmt: skip
        return
    names = "、".join(shown(choice) for choice in choices[:_MOST_CHOICES])
    if len(choices) > _MOST_CHOICES:
        names += "…"
    near = _nearest(str(instance), [str(c) for c in choices])
    template = N_("{value}不在可选的值里，是不是“{nearest}”？可以选：{choices}")
    if not near:
        template = N_("{value}不在可选的值里，可以选：{choices}")
    yield _error(template, value=_named(instance), nearest=shown(near), choices=names)


def _const(_: Any, value: Any, instance: Any, __: Any) -> Iterator[Any]:
    if not (instance == value or _same(instance, value)):
        yield _error(N_("{value}只能是“{only}”"), value=_named(instance), only=shown(value))


def _same(left: Any, right: Any) -> bool:
    """Whether two numbers are equal; 0.1 is as it is written."""
    numbers = [v for v in (left, right) if isinstance(v, int | float | Decimal)]
    if len(numbers) < 2 or isinstance(left, bool) or isinstance(right, bool):
        return False
    return _exact(left) == _exact(right)


def _exact(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _pattern_of(_: Any, pattern: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if not isinstance(instance, str):
        return
    limit = longest(pattern)
    if len(instance) > limit:
        template = N_("“{value}”太长：{count} 字，最多 {limit} 字")
        yield _error(template, value=shown(instance), count=len(instance), limit=limit)
    elif not re.search(pattern, instance):
        example = next((e for e in schema.get("examples", ()) if isinstance(e, str)), "")
        template = N_("“{value}”写法不对，要像“{example}”这样")
        if not example:
            template = N_("“{value}”写法不对，要合乎 {pattern}")
        yield _error(template, value=shown(instance), example=shown(example), pattern=pattern)


def _shortest(_: Any, limit: Any, instance: Any, __: Any) -> Iterator[Any]:
    if isinstance(instance, str) and len(instance) < limit:
        yield _error(
            N_("“{value}”太短：{count} 字，至少 {limit} 字"),
            value=shown(instance), count=len(instance), limit=limit,
        )  # fmt: skip


def _longest(_: Any, limit: Any, instance: Any, __: Any) -> Iterator[Any]:
    if isinstance(instance, str) and len(instance) > limit:
        yield _error(
            N_("“{value}”太长：{count} 字，最多 {limit} 字"),
            value=shown(instance), count=len(instance), limit=limit,
        )  # fmt: skip


def _bound(wrong: Callable[[Decimal, Decimal], bool], template: str) -> Any:
    def check(_: Any, limit: Any, instance: Any, __: Any) -> Iterator[Any]:
        if _is(instance, "number") and wrong(_exact(instance), _exact(limit)):
            yield _error(template, value=plain(instance), limit=plain(limit))

    return check


def _multiple(_: Any, factor: Any, instance: Any, __: Any) -> Iterator[Any]:
    if _is(instance, "number") and _exact(instance) % _exact(factor):
        template = N_("{value} 应是 {factor} 的倍数")
        yield _error(template, value=plain(instance), factor=plain(factor))


def _decimals(_: Any, most: Any, instance: Any, __: Any) -> Iterator[Any]:
    if isinstance(instance, Decimal) and _is(instance, "number") and isinstance(most, int):
        exponent = instance.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > most:
            template = N_("{value} 最多写 {limit} 位小数")
            yield _error(template, value=plain(instance), limit=most)


def _fewest_items(_: Any, limit: Any, instance: Any, __: Any) -> Iterator[Any]:
    if isinstance(instance, list) and not instance and limit:
        yield _error(N_("一项也没有填，至少要 {limit} 项"), limit=limit)
    elif isinstance(instance, list) and len(instance) < limit:
        yield _error(N_("只有 {count} 项，至少要 {limit} 项"), count=len(instance), limit=limit)


def _most_items(_: Any, limit: Any, instance: Any, __: Any) -> Iterator[Any]:
    if isinstance(instance, list) and len(instance) > limit:
        yield _error(N_("有 {count} 项，最多 {limit} 项"), count=len(instance), limit=limit)


def _unique(_: Any, wanted: Any, instance: Any, __: Any) -> Iterator[Any]:
    if not wanted or not isinstance(instance, list):
        return
    seen: dict[str, int] = {}
    for number, item in enumerate(instance, 1):
        first = seen.setdefault(_key(item), number)
        if first != number:
            template = N_("第 {number} 项与第 {first} 项重复：{value}")
            yield _error(template, number=number, first=first, value=_named(item))


def _key(value: Any) -> str:
    """The same text for values that are the same."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{k!r}:{_key(v)}" for k, v in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_key, value)) + "]"
    if isinstance(value, Decimal):
        return str(value.normalize())
    return repr(value)


def _format(_: Any, name: Any, instance: Any, __: Any) -> Iterator[Any]:
    if isinstance(instance, str) and name in READERS:
        try:
            READERS[name](instance)
        except TextFault as fault:
            yield _error(fault.template, **fault.params)


def validator(schema: Mapping[str, Any]) -> Any:
    """A validator of the library with our keywords; it fetches nothing from anywhere."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend
    from referencing import Registry

    made = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator,
        {
            "type": _type,
            "properties": _properties,
            "required": _required,
            "additionalProperties": _additional,
            "items": _items,
            "enum": _enum,
            "const": _const,
            "pattern": _pattern_of,
            "minLength": _shortest,
            "maxLength": _longest,
            "minimum": _bound(lambda v, limit: v < limit, N_("{value} 太小，最小 {limit}")),
            "maximum": _bound(lambda v, limit: v > limit, N_("{value} 太大，最大 {limit}")),
            "exclusiveMinimum": _bound(lambda v, limit: v <= limit, N_("{value} 应大于 {limit}")),
            "exclusiveMaximum": _bound(lambda v, limit: v >= limit, N_("{value} 应小于 {limit}")),
            "multipleOf": _multiple,
            "x-decimals": _decimals,
            "minItems": _fewest_items,
            "maxItems": _most_items,
            "uniqueItems": _unique,
            "format": _format,
        },
    )
    return made(schema, registry=Registry())
