"""Rules as data: lists of words and phrases that people read and edit, without any Python.

The built-in ones lie in ``rules/data/tables/<family>/*.toml``; an office writes its own in the
same format (docs/规则文件.md). `check` says what may stand in such a file, `build` compiles it,
`scan` finds the entries in a text, `kinds` makes a rule class of each rule.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache, partial
from glob import glob
from typing import Any

from writer_assist.compiled import load

from ..base import Rule
from .errors import TableError

__all__ = ["TableError", "house_rules", "table_rules"]

FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "tables")
LEXICON = [
    os.path.join(os.path.dirname(FOLDER), "lexicon", name)
    for name in ("pinyin.txt", "shapes.txt", "words.txt")
]
# What is kept depends on how it was built as much as on the files.
_BUILDERS = [
    os.path.join(os.path.dirname(__file__), f"{name}.py")
    for name in ("build", "check", "lexicon", "near", "rarity", "regex")
]


def table_rules(family: str) -> tuple[type[Rule], ...]:
    """The built-in rules of a family ("WD") that are data, in order of code."""
    return tuple(rule for rule in _built_in() if rule.code.startswith(family))


def house_rules(paths: Sequence[str]) -> tuple[type[Rule], ...]:
    """The rules of an office's own files, in order of the files.

    Raises:
        TableError: a file cannot be read, or something in it is not as it must be.
    """
    if not paths:
        return ()
    from .kinds import rule_classes

    files = [os.path.abspath(path) for path in paths]
    rules = rule_classes(
        load("house-rules", [*_BUILDERS, *LEXICON, *files], partial(_build, files))
    )
    for path, rule in [
        (rule.file, rule) for rule in rules if rule.code[:2] in _built_in_families()
    ]:
        raise TableError.about_code(path, rule.code)
    return rules


def _built_in_families() -> frozenset[str]:
    from ..registry import FAMILIES

    return frozenset(FAMILIES)


@cache
def _built_in() -> tuple[type[Rule], ...]:
    from .kinds import rule_classes

    files = sorted(glob(os.path.join(glob_escape(FOLDER), "*", "*.toml")))
    return rule_classes(load("tables", [*_BUILDERS, *LEXICON, *files], partial(_build, files)))


def glob_escape(folder: str) -> str:
    """A folder's name as a pattern for itself (an installation may lie in ``lib[1]``)."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in folder)


def _build(files: Sequence[str]) -> dict[str, Any]:
    # Imported only where nothing is cached.
    from .build import build

    return build(files)
