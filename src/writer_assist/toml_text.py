"""TOML that people write by hand: what is wrong with it, in words that say what to do.

The parser of the standard library speaks English, and knows nothing of the slips of people who
write Chinese.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from writer_assist.i18n import N_, Word

_HUGE = re.compile(r"[0-9](?:_?[0-9]){999}")
_WRITTEN = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*")
"""Strings and comments of a line, where any mark may stand."""

_MARKS = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "＂": '"', "，": ",", "＝": "=", "【": "[", "】": "]",
    "［": "[", "］": "]", "＃": "#", "：": "=",
}  # fmt: skip
"""Chinese marks, and what TOML has in their place."""

# What the parser of the standard library says. The longer beginning of two stands first.
_SAID: Mapping[str, str] = {
    "Invalid statement": N_("这一行不是“键 = 值”"),
    "Invalid value": N_("等号右边的值写得不对"),
    "Invalid initial character for a key part": N_("键名写得不对"),
    "Invalid date or datetime": N_("没有这个日期或时间"),
    "Invalid hex value": N_("反斜杠后面的编码写得不对"),
    "Escaped character is not": N_("反斜杠后面的编码写得不对"),
    "Unescaped '\\' in a string": N_("引号里的反斜杠要写两个"),
    "Expected '=' after a key": N_("键名后面没有等号"),
    "Expected ']": N_("方括号没有配对"),
    "Unclosed array": N_("方括号没有配对，或者少了逗号"),
    "Unclosed inline table": N_("花括号没有配对，或者少了逗号"),
    "Expected newline or end of document": N_("值后面还有多余的内容"),
    "Unterminated string": N_("引号没有配对"),
    "Expected '": N_("引号没有配对"),
    'Expected "': N_("引号没有配对"),
    "Illegal character": N_("引号没有配对，或者里面有不能用的字符"),
    "Found invalid character": N_("有不能用的字符"),
    "Cannot overwrite a value": N_("同一个键写了两次"),
    "Duplicate inline table key": N_("同一个键写了两次"),
    "Cannot declare": N_("同一个方括号标题写了两次"),
    "Cannot mutate": N_("同一个键写了两次"),
    "Cannot redefine": N_("同一个键写了两次"),
}


class TomlError(ValueError):
    """A text is no TOML; ``template`` and ``params`` are a message, ``line`` counts from 1."""

    def __init__(self, line: int, template: str, **params: object) -> None:
        super().__init__(template)
        self.line = line
        self.template = template
        self.params: Mapping[str, object] = params


def parse(text: str) -> dict[str, Any]:
    """The values of a TOML text.

    Raises:
        TomlError: it is none.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _fault(text, str(error)) from error
    except ValueError as error:  # Python reads no number of more than some thousand digits
        number = _HUGE.search(text)
        line = text.count("\n", 0, number.start()) + 1 if number else 1
        raise TomlError(line, N_("这里的数太长")) from error
    except RecursionError as error:
        raise TomlError(1, N_("嵌套太深")) from error


def _fault(text: str, message: str) -> TomlError:
    """What the parser says, with the slips of people who write Chinese."""
    reason, _, place = message.partition(" (at ")
    lines = text.splitlines()
    number = re.match(r"line (\d+)", place)
    line = int(number[1]) if number else max(1, len(lines))  # "at end of document"
    bare = _WRITTEN.sub("", lines[line - 1] if line <= len(lines) else "")
    # Behind a quotation mark without its partner other marks may be text.
    marks = "“”‘’＂" if '"' in bare else "".join(_MARKS)
    mark = next((c for c in bare if c in marks), "")
    if mark:
        template = N_("不是正确的 TOML：这里的 {mark} 是中文标点，要改成英文的 {right}")
        return TomlError(line, template, mark=mark, right=_MARKS[mark])
    said = next((text for start, text in _SAID.items() if reason.startswith(start)), "")
    shown = Word(said) if said else f"({reason})"
    if bare.lstrip(" \t[")[:1] > "\u2e7f":
        template = N_("不是正确的 TOML：{reason}；键名是中文时要加英文引号")
        return TomlError(line, template, reason=shown)
    return TomlError(line, N_("不是正确的 TOML：{reason}"), reason=shown)
