"""JSON that people write by hand: strict, and what is wrong with it in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from writer_assist.i18n import N_, Word

LONGEST_NUMBER = 30
"""Characters of a number; a longer one is a slip, and slow to compute with."""

_MARKS = {"“": '"', "”": '"', "＂": '"', "‘": '"', "’": '"', "，": ",", "：": ":", "【": "[",
          "】": "]", "｛": "{", "｝": "}"}  # fmt: skip
"""Chinese marks, and what JSON has in their place."""

# What the parser of the standard library says.
_SAID: Mapping[str, str] = {
    "Expecting ',' delimiter": N_("两项之间少了逗号，或者括号没有配对"),
    "Expecting ':' delimiter": N_("名称后面少了冒号"),
    "Expecting property name": N_("这里应是加了双引号的名称（最后一项后面不能有逗号）"),
    "Illegal trailing comma": N_("最后一项后面不能有逗号"),
    "Expecting value": N_("这里应有一个值（文字要加双引号，最后一项后面不能有逗号）"),
    "Unterminated string": N_("引号没有配对"),
    "Invalid control character": N_("引号没有配对，或者文字里有换行（换行写成 \\n）"),
    "Invalid \\": N_("反斜杠后面的编码写得不对"),
    "Extra data": N_("后面还有多余的内容"),
}


class JsonError(ValueError):
    """A text is no JSON; ``template`` and ``params`` are a message, ``line`` counts from 1.

    ``line`` is 0 where it is not known.
    """

    def __init__(self, line: int, template: str, **params: object) -> None:
        super().__init__(template)
        self.line = line
        self.template = template
        self.params: Mapping[str, object] = params


def parse(text: str, *, decimals: bool = True) -> Any:
    """The value of a JSON text.

    Args:
        text: the text; a byte order mark is skipped.
        decimals: whether numbers with a point become Decimal, as they were written.

    Raises:
        JsonError: it is none, or has a name twice, or numbers that are none (NaN).
    """
    text = text.removeprefix("\ufeff")
    try:
        return json.loads(
            text,
            parse_float=_decimal if decimals else _float,
            parse_int=_int,
            parse_constant=_no_number,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise _fault(text, error) from error
    except RecursionError as error:
        raise JsonError(0, N_("嵌套太深")) from error


def _fault(text: str, error: json.JSONDecodeError) -> JsonError:
    near = text[error.pos : error.pos + 1]
    if near in _MARKS:
        template = N_("不是正确的 JSON：这里的 {mark} 是中文标点，要改成英文的 {right}")
        return JsonError(error.lineno, template, mark=near, right=_MARKS[near])
    if not text.strip():
        return JsonError(0, N_("文件是空的"))
    said = next((words for start, words in _SAID.items() if error.msg.startswith(start)), "")
    reason = Word(said) if said else f"({error.msg})"
    return JsonError(error.lineno, N_("不是正确的 JSON：{reason}"), reason=reason)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise JsonError(0, N_("“{name}”写了两次"), name=key)
        found[key] = value
    return found


def _short(text: str) -> str:
    if len(text) > LONGEST_NUMBER:
        raise JsonError(0, N_("这个数太长：{text}…"), text=text[:LONGEST_NUMBER])
    return text


def _int(text: str) -> int:
    return int(_short(text))


def _decimal(text: str) -> Decimal:
    return Decimal(_short(text))


def _float(text: str) -> float:
    return float(_short(text))


def _no_number(text: str) -> NoReturn:
    raise JsonError(0, N_("{text} 不是数"), text=text)
