"""Say in plain Chinese what went wrong while a template was compiled or filled, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from html import unescape
from types import TracebackType
from typing import Any

from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from jinja2.filters import FILTERS

from writer_assist.i18n import N_, Word

from .errors import TemplateError
from .limits import LimitError

UNKNOWN_NAME = N_("{part}“{place}”：数据里没有“{name}”")
UNKNOWN_NAME_NEAR = N_("{part}“{place}”：数据里没有“{name}”，是不是“{nearest}”？")
NO_ELEMENT = N_("{part}“{place}”：没有第 {number} 个")
UNKNOWN_FILTER = N_("{part}“{place}”：没有筛选器“{name}”")
UNKNOWN_FILTER_NEAR = N_("{part}“{place}”：没有筛选器“{name}”，是不是“{nearest}”？")
NO_FILTER = N_("{part}“{place}”：模板里不能用筛选器 {name}")
UNKNOWN_TEST = N_("{part}“{place}”：is 后面没有“{name}”这种判断")
UNKNOWN_TAG = N_("{part}“{place}”：没有 {{% {name} %}} 这种标记")
STRAY_TAG = N_("{part}“{place}”：{{% {name} %}} 没有与它配对的开头，或者放错了地方")
NEVER_CLOSED = N_("{part}“{place}”：{{% {name} %}} 没有写 {{% end{name} %}}")
NEVER_ENDED = N_("{part}“{place}”：标记没有写完，缺少 }}}} 或 %}}")
NO_COMMENT_END = N_("{part}“{place}”：批注 {{# 没有写完，缺少 #}}")
BAD_CHARACTER = N_("{part}“{place}”：标记里不能用字符“{character}”，标点须用半角")
NO_EXPRESSION = N_("{part}“{place}”：标记里缺少内容")
EXPECTED = N_("{part}“{place}”：标记写错了，“{got}”不应在这里")
SYNTAX = N_("{part}“{place}”：标记写错了（{reason}）")
DEEP = N_("{part}“{place}”：嵌套太深，或者自己调用自己没有尽头")
NOT_A_LIST = N_("{part}“{place}”：for 后面的值不是一列，不能逐个取")
NOT_THE_SAME = N_("{part}“{place}”：种类不同的值不能一起运算或比较")
DIVISION = N_("{part}“{place}”：除数是零")
NO_MEMORY = N_("{part}“{place}”：内存不够")
FAILED = N_("{part}“{place}”：算不出来（{reason}）")

_TAG = re.compile(r"</?[A-Za-z][\w.-]*:[^>]*>")
_SYNTAX = (
    (
        r"[Uu]nexpected end of template.* block that needs to be closed is '(?P<name>\w+)'",
        NEVER_CLOSED,
    ),
    (r"unknown tag '(?P<name>(?:end\w+|else|elif))'", STRAY_TAG),
    (r"unknown tag '(?P<name>[^']*)'", UNKNOWN_TAG),
    (r"No filter named '(?P<name>[^']*)'", UNKNOWN_FILTER),
    (r"No test named '(?P<name>[^']*)'", UNKNOWN_TEST),
    (r"unexpected char '(?P<character>[^']+)'", BAD_CHARACTER),
    (r"Missing end of comment", NO_COMMENT_END),
    (r"[Uu]nexpected end of template|, got 'end of template'", NEVER_ENDED),
    (r"Expected an expression, got|Tag name expected|got 'end of ", NO_EXPRESSION),
    (r"expected token .*, got '(?P<got>.+)'", EXPECTED),
    (r"unexpected '(?P<got>.+)'", EXPECTED),
)
_MAX_PLACE = 60


def explained(
    error: BaseException,
    *,
    path: str,
    part: Word,
    lines: list[str],
    values: Mapping[str, Any],
    filters: Mapping[str, Any],
) -> TemplateError:
    """The error to show for one that Jinja, or what it called, has raised.

    Args:
        error: what was raised.
        path: the template's file.
        part: the story.
        lines: its patched XML, as it was compiled: a line a paragraph.
        values: the data, for the nearest name.
        filters: of the environment, for the nearest name.
    """
    place = _place(lines, _line(error))
    template, params = _reason(error, values, filters)
    return TemplateError(path, template, part=part, place=place, **params)


def _reason(
    error: BaseException, values: Mapping[str, Any], filters: Mapping[str, Any]
) -> tuple[str, dict[str, object]]:
    if isinstance(error, LimitError):
        return error.template, dict(error.params)
    if isinstance(error, UndefinedError):
        return _undefined(str(error), values)
    if isinstance(error, TemplateSyntaxError | JinjaError):
        return _syntax(error.message or str(error), filters)
    if isinstance(error, RecursionError):
        return DEEP, {}
    if isinstance(error, MemoryError):
        return NO_MEMORY, {}
    if isinstance(error, ZeroDivisionError):
        return DIVISION, {}
    if isinstance(error, TypeError):
        text = str(error)
        if "is not iterable" in text or "cannot unpack" in text:
            return NOT_A_LIST, {}
        if "supported between" in text or "unsupported operand" in text or "concatenate" in text:
            return NOT_THE_SAME, {}
    if isinstance(error, SyntaxError):  # of the Python that Jinja makes: nested too deeply
        return DEEP, {}
    return FAILED, {"reason": str(error)[:100] or type(error).__name__}


def _undefined(message: str, values: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    element = re.search(r"has no element (\d+)", message)
    if element:
        return NO_ELEMENT, {"number": int(element[1]) + 1}
    found = re.search(r"'([^']*)' is undefined|has no attribute '([^']*)'", message)
    if not found:
        return FAILED, {"reason": message[:100]}
    known = list(values) if found[1] else list(dict.fromkeys(_keys(values)))
    name = found[1] or found[2]
    nearest = _nearest(name, known)
    if nearest and nearest != name:
        return UNKNOWN_NAME_NEAR, {"name": name, "nearest": nearest}
    return UNKNOWN_NAME, {"name": name}


def _nearest(name: str, known: list[str]) -> str:
    """The most similar name; of equals the one that begins alike. "" if none is similar."""
    similar = get_close_matches(name, known, 5, 0.5)
    return max(
        similar,
        key=lambda other: (
            SequenceMatcher(None, name, other).ratio(),
            other[0] == name[0],
        ),
        default="",
    )


def _keys(value: Any, depth: int = 0) -> Iterator[str]:
    """Names in the data, wherever they are; of a list, in its first few members."""
    if depth > 5:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, str):
                yield key
            yield from _keys(item, depth + 1)
    elif isinstance(value, list | tuple):
        for item in value[:3]:
            yield from _keys(item, depth + 1)


def _syntax(message: str, filters: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    for pattern, template in _SYNTAX:
        found = re.search(pattern, message)
        if not found:
            continue
        params: dict[str, object] = dict(found.groupdict())
        if template == UNKNOWN_FILTER:
            if found["name"] in FILTERS:  # one of Jinja's that is left out
                return NO_FILTER, params
            nearest = _nearest(found["name"], list(filters))
            if nearest:
                return UNKNOWN_FILTER_NEAR, {**params, "nearest": nearest}
        return template, params
    return SYNTAX, {"reason": message[:100]}


def _line(error: BaseException) -> int:
    """The line of the template that an error comes from; 0 if that is not known."""
    line = getattr(error, "lineno", None)
    if isinstance(line, int) and not isinstance(error, SyntaxError):
        return line
    line = 0
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def _place(lines: list[str], number: int) -> str:
    """The text of the paragraph that a line is, its fields included."""
    if not 0 < number <= len(lines):
        return "…"
    for line in lines[number - 1 :]:
        text = unescape(" ".join(_TAG.sub("", line).split()))
        if text:
            return text if len(text) <= _MAX_PLACE else f"{text[: _MAX_PLACE - 1]}…"
    return "…"
