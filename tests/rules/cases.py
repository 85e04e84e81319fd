"""Every example there is of what a rule must find and what it must leave alone.

They come from three places: the rules' docstrings, the entries of rules that are data, and
``tests/cases/rules/*.toml``. Such a file has a table a rule::

    [NO001]
    bad = [
      "一、主要工作\\n⟦三、⟧下一步打算",
      { text = "⟦１⟧、抓好学习", fixed = "1、抓好学习" },
    ]
    good = ["一、主要工作\\n二、下一步打算"]

``⟦…⟧`` marks what the rule must find, all of it and nothing else; ``\\n`` parts paragraphs;
features are written as in docstrings (see :mod:`writer_assist.rules.docs`). ``fixed`` is the text
after the first fix of every finding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from writer_assist.document.model import Document
from writer_assist.engine.findings import FileReport
from writer_assist.engine.linter import Linter
from writer_assist.rules.base import Rule
from writer_assist.rules.docs import rule_doc
from writer_assist.rules.registry import all_rules
from writer_assist.rules.tables.docs import entries
from writer_assist.rules.tables.kinds import TableRule

FOLDER = Path(__file__).parents[1] / "cases" / "rules"


class Case(NamedTuple):
    """One example; ``fixed`` is "" where it says nothing of fixes."""

    code: str
    where: str
    text: str
    bad: bool
    fixed: str | None = None

    @property
    def id(self) -> str:
        """A name for the test."""
        return f"{self.code}-{self.where}-{'bad' if self.bad else 'good'}"


def documented(rule: type[Rule]) -> Iterator[Case]:
    """The examples of a rule's own documentation."""
    if issubclass(rule, TableRule):
        for entry in entries(rule):
            for number, text in enumerate(entry.bad, 1):
                yield Case(rule.code, f"line{entry.line}.{number}", text, bad=True)
            for number, text in enumerate(entry.good, 1):
                yield Case(rule.code, f"line{entry.line}.{number}", text, bad=False)
        return
    doc = rule_doc(rule)
    for number, text in enumerate(doc.bad, 1):
        yield Case(rule.code, f"doc{number}", text, bad=True)
    for number, text in enumerate(doc.good, 1):
        yield Case(rule.code, f"doc{number}", text, bad=False)


def listed(file: Path) -> Iterator[Case]:
    """The cases of one file."""
    for code, table in tomllib.loads(file.read_text("utf-8")).items():
        assert set(table) <= {"bad", "good"}, f"{file.name}: {code}: {sorted(table)}"
        for key in ("bad", "good"):
            for number, item in enumerate(table.get(key, []), 1):
                if isinstance(item, str):
                    item = {"text": item}
                assert set(item) <= {"text", "fixed"}, f"{file.name}: {code}: {item}"
                where = f"{file.stem}{number}"
                yield Case(code, where, item["text"], key == "bad", item.get("fixed"))


def cases() -> list[Case]:
    """All of them."""
    found = [case for rule in all_rules() for case in documented(rule)]
    for file in sorted(FOLDER.glob("*.toml")):
        found += listed(file)
    return found


@cache
def linter(code: str) -> Linter:
    """A linter of one rule."""
    return Linter(select=[code])


def fixed(document: Document, report: FileReport) -> str:
    """The document's text after the first fix of every finding."""
    edits = {
        (document.starts[edit.paragraph - 1] + edit.start, edit.end - edit.start, edit.text)
        for finding in report.findings
        for fix in finding.fixes[:1]
        for edit in fix.edits
    }
    text = document.text
    for start, length, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[start + length :]
    return text
