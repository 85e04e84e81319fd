"""What a rule file says about its rules: for ``writer-assist rule``, the pages and the tests."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from writer_assist.records import NamedTuple

from ..docs import RuleDoc
from .check import LEAST_EXAMPLES, RuleTable, read
from .kinds import TableRule

_SHOWN = 6
"""How many entries' examples stand for all in a rule's documentation."""


class EntryDoc(NamedTuple):
    """One entry for people: what is wrong, what is right, why, and its examples."""

    line: int
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    reason: str
    source: str
    since: str
    until: str
    bad: tuple[str, ...]
    good: tuple[str, ...]


def documentation(rule: type[TableRule]) -> RuleDoc:
    """The documentation of a rule; its examples are its own, or the first of each entry."""
    table = _table(rule)
    own = table.data
    every = entries(rule)
    bad = own.get("错误示例") or _some([entry.bad for entry in every])
    good = own.get("正确示例") or _some([entry.good for entry in every])
    return RuleDoc(
        own["概要"].removesuffix("。"),
        own.get("检查什么", ""),
        own.get("为什么", ""),
        tuple(dict.fromkeys(bad)),
        tuple(dict.fromkeys(good)),
    )


def _some(examples: list[tuple[str, ...]]) -> list[str]:
    """The first example of each entry; of few entries the second ones as well, and so on."""
    found: list[str] = []
    for turn in range(max(map(len, examples), default=0)):
        if len(found) < LEAST_EXAMPLES:
            found += [own[turn] for own in examples[:_SHOWN] if turn < len(own)]
    return found


def entries(rule: type[TableRule]) -> tuple[EntryDoc, ...]:
    """The entries of a rule, in the order of the file."""
    table = _table(rule)
    return tuple(_entry(entry.line, entry.data, table.data) for entry in table.entries)


def _entry(line: int, data: dict[str, Any], rule: dict[str, Any]) -> EntryDoc:
    wrong = data.get("误") or data.get("词") or data.get("须有") or [data.get("式", "")]
    right = data.get("正", [])
    if rule["类型"] == "次序":
        wrong, right = [], ["、".join(data["词"])]
    elif rule["类型"] in ("近似", "必备"):
        wrong, right = [], wrong
    return EntryDoc(
        line,
        tuple(wrong),
        tuple(right),
        data["理由"].removesuffix("。"),
        data.get("依据", rule.get("依据", "practice")),
        data.get("自", ""),
        data.get("至", ""),
        tuple(data.get("错误示例", ())),
        tuple(data.get("正确示例", ())),
    )


def _table(rule: type[TableRule]) -> RuleTable:
    return next(table for table in _read(rule.file) if table.data["编号"] == rule.code)


@lru_cache(maxsize=64)
def _read(path: str) -> list[RuleTable]:
    return read(path)
