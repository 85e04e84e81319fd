"""YAML that people write by hand: plain data only, strict, and what is wrong with it in words.

What a plain word means goes by the core of YAML 1.2: ``no`` and ``on`` are words, 007 is a text,
dates are texts. Of anchors only as much is allowed as cannot blow up; tags are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from writer_assist.i18n import N_, Word
from writer_assist.phrasebank.errors import shortened
from writer_assist.records import NamedTuple

MOST_NODES = 1_000_000
"""Values of one file, those that an alias repeats counted anew."""
DEEPEST = 50

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,29})\Z")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,29})\.[0-9]{1,30}\Z")
_WORDS: Mapping[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip

_WIDE_COLON = re.compile(r"\s*(?:- +)*(?P<name>[^\W\d]\w{0,30})\s*：")
_TIGHT_COLON = re.compile(r"\s*(?:- +)*(?P<name>[^\W\d]\w{0,30}):[^\s/]")

# What the parsers say, that of libyaml and that in Python.
_SAID: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        N_("这一行有两个“: ”，里面有冒号的文字要加引号；也可能是缩进不对"),
    ),
    (
        "cannot start any token",
        N_("有不能放在开头的字符（制表符、@、%、` 等）；缩进用空格，文字加引号"),
    ),
    ("tab character", N_("缩进要用空格，不能用制表符")),
    ("nesting depth", N_("嵌套太深")),
    ("could not find expected ':'", N_("这一行不是“名称: 内容”")),
    ("unexpected end of stream", N_("引号没有配对")),
    ("expected ',' or", N_("括号没有配对，或者两项之间少了逗号")),
    ("did not find expected key", N_("缩进没有对齐，或者这一行不是“名称: 内容”")),
    ("did not find expected '-'", N_("缩进没有对齐，或者列表的一项前少了“- ”")),
    ("expected <block end>", N_("缩进没有对齐")),
    ("block sequence entries are not allowed", N_("列表的每一项要另起一行")),
    ("document start", N_("缩进没有对齐，或者后面有多余的内容")),
    ("escape", N_("双引号里的反斜杠要写两个，或者改用单引号")),
    ("expected alphabetic or numeric", N_("以 * 或 & 开头的文字要加引号")),
    ("anchor", N_("以 * 或 & 开头的文字要加引号")),
    ("alias", N_("以 * 或 & 开头的文字要加引号")),
    ("tag", N_("以 ! 开头的文字要加引号")),
    ("block scalar", N_("以 | 或 > 开头的文字要加引号")),
    ("directive", N_("以 % 开头的文字要加引号")),
    ("not allowed", N_("有不能用的字符")),
)  # fmt: skip


class YamlError(ValueError):
    """A text is no YAML that is read; ``template`` and ``params`` are a message.

    ``line`` counts from 1; 0: not known.
    """

    def __init__(self, line: int, template: str, **params: object) -> None:
        super().__init__(template)
        self.line = line
        self.template = template
        self.params: Mapping[str, object] = params


class Parsed(NamedTuple):
    """The value of a YAML text, and the lines of the keys and items in it.

    The lines are by the way to them: 附件, 附件[2].名称 (items count from 1).
    """

    value: Any
    lines: dict[str, int]


def parse(text: str) -> Parsed:
    """The value of a YAML text of one document; numbers with a point are Decimal.

    Raises:
        YamlError: it is none, or has a name twice, a tag, or too much.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(yaml.parse(text, Loader=loader)).run()
    except YamlError as error:
        raise slip(text, error.line) or error from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 if error.position < len(text) else 0
        raise YamlError(line, N_("有不能用的字符")) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise slip(text, line) or _fault(error, text, line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlError(0, N_("不是正确的 YAML：{reason}"), reason=f"({error})") from error


def _fault(error: Any, text: str, line: int) -> YamlError:
    said = f"{error.problem or ''} {error.context or ''}"
    reason = next((words for part, words in _SAID if part in said), "")
    if "unexpected end of stream" in said or "unexpected end" in said:
        line = error.context_mark.line + 1 if error.context_mark else line
    # A key at the end of the file is told one line too late.
    line = min(line, text.rstrip().count("\n") + 1)
    shown = Word(reason) if reason else f"({error.problem})"
    return YamlError(line, N_("不是正确的 YAML：{reason}"), reason=shown)


def slip(text: str, line: int) -> YamlError | None:
    """A colon of the wrong kind at a line (from 1), or just before it."""
    lines = text.splitlines()
    for number in range(min(line, len(lines)), max(0, line - 3), -1):
        given = lines[number - 1]
        if found := _WIDE_COLON.match(given):
            template = N_("“{name}”后面的冒号要用英文的，后面空一格，如“{name}: …”")
            return YamlError(number, template, name=found["name"])
        if found := _TIGHT_COLON.match(given):
            template = N_("“{name}”的冒号后面要空一格，如“{name}: …”")
            return YamlError(number, template, name=found["name"])
    return None


class _Open:
    """A list or an object that is not complete yet."""

    __slots__ = ("anchor", "key", "line", "path", "start", "value")

    def __init__(self, value: Any, path: str, line: int, anchor: str | None, start: int) -> None:
        self.value = value
        self.path = path
        self.line = line
        self.anchor = anchor
        self.start = start
        self.key: str | None = None


class _Builder:
    """Makes values of the parser's events: a loop, so that no nesting goes too deep for it."""

    def __init__(self, events: Any) -> None:
        self.events = events
        self.stack: list[_Open] = []
        self.lines: dict[str, int] = {}
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.nodes = 0
        self.documents = 0
        self.root: Any = None

    def run(self) -> Parsed:
        import yaml

        for event in self.events:
            line = event.start_mark.line + 1
            if isinstance(event, yaml.ScalarEvent):
                self._count(1, line)
                self._refuse_tag(event, line)
                self._add(self._scalar(event), line, event.anchor, 1)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event.anchor, line)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._count(1, line)
                self._refuse_tag(event, line)
                self._open({} if isinstance(event, yaml.MappingStartEvent) else [], event, line)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                done = self.stack.pop()
                self._add(done.value, done.line, done.anchor, self.nodes - done.start)
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    raise YamlError(line, N_("一个文件只能有一份数据，不能用 --- 隔开几份"))
        return Parsed(self.root, self.lines)

    def _count(self, number: int, line: int) -> None:
        self.nodes += number
        if self.nodes > MOST_NODES:
            raise YamlError(line, N_("数据太多：超过 {limit} 个值"), limit=MOST_NODES)

    @staticmethod
    def _refuse_tag(event: Any, line: int) -> None:
        if event.tag not in (None, "!") or (event.tag == "!" and not event.implicit):
            template = N_("不支持标签 {tag}；以 ! 开头的文字要加引号")
            raise YamlError(line, template, tag=shortened(event.tag))

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.style or event.tag == "!":
            return text
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            return text  # a name is a text
        if text in _WORDS:
            return _WORDS[text]
        if _INT.match(text):
            return int(text)
        return Decimal(text) if _FLOAT.match(text) else text

    def _path(self) -> str:
        """The way to the value that comes next."""
        if not self.stack:
            return ""
        top = self.stack[-1]
        if isinstance(top.value, list):
            return f"{top.path}[{len(top.value) + 1}]"
        return f"{top.path}.{top.key}" if top.path else str(top.key)

    def _open(self, value: Any, event: Any, line: int) -> None:
        if len(self.stack) >= DEEPEST:
            raise YamlError(line, N_("嵌套太深"))
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            raise YamlError(line, N_("名称要是文字，不能是列表或一组字段"))
        path = self._path()
        if top is not None and isinstance(top.value, list):
            self.lines[path] = line
        self.stack.append(_Open(value, path, line, event.anchor, self.nodes - 1))

    def _add(self, value: Any, line: int, anchor: str | None, size: int) -> None:
        if anchor is not None:
            self.anchors[anchor] = (value, size)
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            self.lines.setdefault(self._path(), line)
            top.value.append(value)
        elif top.key is None:
            if not isinstance(value, str):
                raise YamlError(line, N_("名称要是文字，不能是列表或一组字段"))
            if value in top.value:
                template = N_("“{name}”写了两次，第一次在第 {first} 行")
                first = self.lines.get(f"{top.path}.{value}" if top.path else value, 0)
                raise YamlError(line, template, name=shortened(value), first=first)
            top.key = value
            self.lines[self._path()] = line
        else:
            top.value[top.key] = value
            top.key = None

    def _alias(self, name: str | None, line: int) -> None:
        if name is None or name not in self.anchors:
            template = N_("没有叫 {name} 的锚点；以 * 开头的文字要加引号")
            raise YamlError(line, template, name=shortened(name or ""))
        value, size = self.anchors[name]
        self._count(size, line)
        self._add(value, line, None, size)
