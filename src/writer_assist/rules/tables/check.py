"""What may stand in a rule file; everything wrong is named with its file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from writer_assist.records import NamedTuple

from .errors import TableError
from .regex import PatternError, required_literals

KINDS = {
    "替换": "substitute",
    "禁用": "forbid",
    "必备": "require",
    "次数": "count",
    "次序": "order",
    "近似": "near",
}
SEVERITIES = {"error", "warning", "hint"}
PARTS = {"标题": "title", "小标题": "heading", "正文": "body"}
FIELDS = ("text", "replacement", "reason", "words", "count", "limit")

_TEXT, _TEXTS, _LIST, _TRUTH, _NUMBER, _TABLE = (
    "一段文字",
    '一段文字，或者一列文字 ["…", "…"]',
    '一列文字 ["…", "…"]',
    "true 或 false",
    "0 或更大的整数",
    "一组键值",
)
_RULE = {
    "编号": _TEXT,
    "名称": _TEXT,
    "级别": _TEXT,
    "类型": _TEXT,
    "概要": _TEXT,
    "检查什么": _TEXT,
    "为什么": _TEXT,
    "依据": _TEXT,
    "提示": _TEXT,
    "文种": _TEXTS,
    "部分": _TEXTS,
    "部位": _TEXTS,
    "错误示例": _LIST,
    "正确示例": _LIST,
    "条目": "",
}
_COMMON = {
    "理由": _TEXT,
    "依据": _TEXT,
    "自": _TEXT,
    "至": _TEXT,
    "错误示例": _LIST,
    "正确示例": _LIST,
}
_CONTEXT = {
    "误": _TEXTS,
    "式": _TEXT,
    "不算": _TEXTS,
    "前有": _TEXTS,
    "前无": _TEXTS,
    "后有": _TEXTS,
    "后无": _TEXTS,
    "同段有": _TEXTS,
    "同段无": _TEXTS,
}
_ENTRY: dict[str, dict[str, str]] = {
    "替换": {**_CONTEXT, "正": _TEXTS, "安全": _TRUTH, **_COMMON},
    "禁用": {**_CONTEXT, **_COMMON},
    "必备": {"须有": _TEXTS, "若有": _TEXTS, **_COMMON},
    "次数": {"词": _TEXTS, "字数": _TRUTH, "至少": _NUMBER, "至多": _NUMBER, **_COMMON},
    "次序": {
        "词": _LIST,
        "别名": _TABLE,
        "又作": _TABLE,
        "齐全": _TRUTH,
        "至少": _NUMBER,
        **_COMMON,
    },
    "近似": {"词": _TEXTS, "不算": _TEXTS, **_COMMON},
}
_NEEDED = ("编号", "名称", "类型", "概要")
_YEAR = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?(?:-\d\d)?")
LEAST_EXAMPLES = 3


class RuleTable(NamedTuple):
    """One rule of a file, checked; lists are lists even where the file has one text."""

    file: str
    line: int
    data: dict[str, Any]
    entries: tuple[EntryTable, ...]


class EntryTable(NamedTuple):
    """One entry, checked, with the line that it begins in."""

    line: int
    data: dict[str, Any]


def read(path: str) -> list[RuleTable]:
    """The rules of one file.

    Raises:
        TableError: it cannot be read, or something in it is not as it must be.
    """
    return _File(path).rules()


class _File:
    def __init__(self, path: str) -> None:
        self.path = path
        try:
            with open(path, encoding="utf-8-sig") as stream:
                self.text = stream.read()
        except OSError as error:
            from writer_assist.os_errors import os_reason

            raise TableError(f"{path}: 读不出来：{os_reason(error)}") from error
        except UnicodeDecodeError as error:
            raise TableError(f"{path}: 不是 UTF-8 编码，请另存为 UTF-8") from error
        self.lines = self.text.splitlines()
        try:
            self.data = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise self._bad_toml(str(error)) from error
        except RecursionError as error:
            raise TableError(f"{path}: 嵌套太深") from error
        self.places = list(_places(self.lines))

    def _bad_toml(self, message: str) -> TableError:
        match = re.search(r"\(at line (\d+), column \d+\)", message)
        if match is None:
            return TableError(f"{self.path}:{max(1, len(self.lines))}: 不是正确的 TOML：{message}")
        number = int(match[1])
        line = self.lines[number - 1].lstrip(" \t[") if number <= len(self.lines) else ""
        hint = ""
        if line[:1] > "\u2e7f" and line[:1] not in "“”‘’":
            hint = "；键名是中文时要加英文引号"
        elif any(mark in line for mark in "“”‘’"):
            hint = "；键和值两边要用英文引号"
        return TableError(
            f"{self.path}:{number}: 不是正确的 TOML：{message[: match.start()].strip()}{hint}"
        )

    def rules(self) -> list[RuleTable]:
        for key in self.data:
            if key != "规则":
                raise self.error(
                    1,
                    len(self.lines),
                    key,
                    f'不认识，文件里只能有 [["规则"]]{_near(key, ["规则"])}',
                )
        tables = self.data.get("规则", [])
        if (
            not isinstance(tables, list)
            or not tables
            or not all(isinstance(t, dict) for t in tables)
        ):
            raise TableError(f'{self.path}:1: 要有 [["规则"]]（两层方括号）')
        found = []
        for number, table in enumerate(tables):
            first, entries, last = (
                self.places[number] if number < len(self.places) else (1, [], len(self.lines))
            )
            found.append(self.rule(table, first, entries, last))
        return found

    def rule(
        self, table: dict[str, Any], first: int, entry_lines: list[int], last: int
    ) -> RuleTable:
        head = (first, entry_lines[0] - 1 if entry_lines else last)
        table = self.checked(table, _RULE, *head)
        for key in _NEEDED:
            if not table.get(key):
                raise self.error(
                    first,
                    first,
                    key,
                    "没有写，每条规则都要有" + "、".join(f"“{k}”" for k in _NEEDED),
                    near="",
                )
        kind = table["类型"]
        self.choice(table, "类型", KINDS, *head)
        self.choice(table, "级别", SEVERITIES, *head)
        for part in table.get("部位", ()):
            if part not in PARTS:
                raise self.error(
                    *head, "部位", f"里的 {part!r} 不认识，可用的有：" + "、".join(PARTS)
                )
        if not re.fullmatch(r"[A-Z]{2,4}[0-9]{3}", table["编号"]):
            raise self.error(*head, "编号", "应是两到四个大写字母加三位数字，如 BJ001")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", table["名称"]):
            raise self.error(*head, "名称", "应是小写英文字母，词之间用连字符，如 wrong-title")
        if "提示" in table:
            self.message(table["提示"], *head)
        entries = table.pop("条目", [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise self.error(*head, "条目", '应写作 [["规则"."条目"]]（两层方括号）')
        if not entries:
            raise self.error(
                first, first, "条目", '没有写，每条规则至少要有一个 [["规则"."条目"]]', near=""
            )
        checked = []
        for number, entry in enumerate(entries):
            begin = entry_lines[number] if number < len(entry_lines) else first
            end = entry_lines[number + 1] - 1 if number + 1 < len(entry_lines) else last
            checked.append(EntryTable(begin, self.entry(entry, kind, begin, end)))
        return RuleTable(self.path, first, table, tuple(checked))

    def entry(self, table: dict[str, Any], kind: str, first: int, last: int) -> dict[str, Any]:
        entry = self.checked(table, _ENTRY[kind], first, last)

        def need(*keys: str) -> None:
            if not any(entry.get(key) for key in keys):
                names = "或".join(f"“{key}”" for key in keys)
                raise self.error(
                    first, first, keys[0], f"没有写：{kind}规则的每个条目都要有{names}", near=""
                )

        need("理由")
        if kind in ("替换", "禁用"):
            need("误", "式")
            if "误" in entry and "式" in entry:
                raise self.error(first, last, "式", "不能与“误”同时写，请分成两个条目")
            if kind == "替换":
                need("正")
            for word in entry.get("误", ()):
                if word.startswith("…") or word.endswith("…") or "……" in word:
                    raise self.error(first, last, "误", "里的“…”两边都要有文字")
            if "式" in entry:
                try:
                    required_literals(entry["式"])
                except PatternError as error:
                    raise self.error(first, last, "式", f"不行：{error}") from error
                self.template(entry, first, last)
        elif kind == "必备":
            need("须有")
        elif kind == "次数":
            need("词", "字数")
            if "至少" not in entry and "至多" not in entry:
                raise self.error(
                    first, first, "至多", "没有写：次数规则要有“至少”或“至多”", near=""
                )
        elif kind == "次序":
            need("词")
            if len(entry["词"]) < 2:
                raise self.error(first, last, "词", "至少要有两个")
            for key in ("别名", "又作"):
                for word, others in entry.get(key, {}).items():
                    if (
                        word not in entry["词"]
                        or not isinstance(others, list)
                        or not all(isinstance(other, str) and other for other in others)
                    ):
                        raise self.error(first, last, key, '应是 {"词里的一个" = ["别的写法"]}')
        elif kind == "近似":
            need("词")
            for word in entry["词"]:
                if len(word) < 3:
                    raise self.error(first, last, "词", f"里的“{word}”太短，至少要有三个字")
        for key in ("自", "至"):
            if key in entry and not _YEAR.fullmatch(entry[key]):
                raise self.error(first, last, key, '应是年份或年月，如 "2018" 或 "2018-03"')
        self.examples(entry, first, last)
        return entry

    def template(self, entry: Mapping[str, Any], first: int, last: int) -> None:
        try:
            pattern = re.compile(entry["式"])
            for text in entry.get("正", ()):
                re._parser.parse_template(text, pattern)  # type: ignore[attr-defined]
        except (re.error, IndexError) as error:
            raise self.error(first, last, "正", f"里的组与“式”对不上：{error}") from error

    def examples(self, entry: Mapping[str, Any], first: int, last: int) -> None:
        from ..docs import ExampleError, parse_example

        for key, wants in (("错误示例", True), ("正确示例", False)):
            for example in entry.get(key, ()):
                try:
                    _, spans = parse_example(example)
                except ExampleError as error:
                    raise self.error(first, last, key, f"里的标记不成对：{error}") from error
                if bool(spans) != wants:
                    want = "要用⟦⟧标出错处" if wants else "不能有⟦⟧"
                    raise self.error(first, last, key, f"{want}：{example}", near=example[:12])

    def checked(
        self, table: Mapping[str, Any], keys: Mapping[str, str], first: int, last: int
    ) -> dict[str, Any]:
        """The table with known keys and right types; what may be a list is one."""
        result: dict[str, Any] = {}
        for key, value in table.items():
            if key not in keys:
                raise self.error(first, last, key, f"不认识{_near(key, keys)}")
            wanted = keys[key]
            if wanted is _TEXTS and isinstance(value, str):
                value = [value]
            if not _fits(value, wanted):
                raise self.error(first, last, key, f"应是{wanted}")
            if wanted in (_TEXTS, _LIST) and not all(value):
                raise self.error(first, last, key, "里有一个是空的")
            result[key] = value
        return result

    def choice(
        self,
        table: Mapping[str, Any],
        key: str,
        choices: Sequence[str] | Mapping[str, Any] | set[str],
        first: int,
        last: int,
    ) -> None:
        if key in table and table[key] not in choices:
            known = sorted(choices) if isinstance(choices, set) else list(choices)
            raise self.error(
                first, last, key, f"不能是 {table[key]!r}，可用的有：" + "、".join(known)
            )

    def message(self, text: str, first: int, last: int) -> None:
        try:
            names = [
                name
                for _, name, spec, conversion in Formatter().parse(text)
                if name is not None or spec or conversion
            ]
        except ValueError as error:
            raise self.error(first, last, "提示", f"里的花括号不成对：{error}") from error
        for name in names:
            # Nothing but plain names: a format string can reach into objects.
            if name not in FIELDS:
                raise self.error(
                    first,
                    last,
                    "提示",
                    f"里的 {{{name}}} 不认识，可用的有：" + "、".join(f"{{{f}}}" for f in FIELDS),
                )

    def error(
        self, first: int, last: int, key: str, problem: str, near: str | None = None
    ) -> TableError:
        """An error about a key; its line is where the key (or ``near``) is written."""
        number = first
        for line in range(first, min(last, len(self.lines)) + 1):
            text = self.lines[line - 1]
            if (near and near in text) or (
                near is None and re.match(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=.\]]", text)
            ):
                number = line
                break
        return TableError(f"{self.path}:{number}: “{key}”{problem}")


def _places(lines: Sequence[str]) -> Iterator[tuple[int, list[int], int]]:
    """For each rule the line that it begins in, those of its entries, and its last line."""
    heads = [
        (number, "条目" in line)
        for number, line in enumerate(lines, 1)
        if re.match(r"\s*\[\[\s*[\"']?规则[\"']?\s*(?:\.\s*[\"']?条目[\"']?\s*)?\]\]", line)
    ]
    starts = [index for index, (_, entry) in enumerate(heads) if not entry]
    for index, begin in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(heads)
        last = heads[end][0] - 1 if end < len(heads) else len(lines)
        yield heads[begin][0], [number for number, _ in heads[begin + 1 : end]], last


def _fits(value: object, wanted: str) -> bool:
    if wanted == _TEXT:
        return isinstance(value, str)
    if wanted in (_TEXTS, _LIST):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if wanted == _TRUTH:
        return isinstance(value, bool)
    if wanted == _NUMBER:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if wanted == _TABLE:
        return isinstance(value, dict)
    return True


def _near(key: str, keys: Sequence[str] | Mapping[str, Any]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, list(keys), 1, 0.3)
    return f"，是不是“{near[0]}”？" if near else "，可用的有：" + "、".join(keys)
