"""Rules as data: lists of words and phrases that people read and edit, without any Python.

The built-in ones lie in ``rules/data/tables/<family>/*.toml``; an office writes its own in the
same format (docs/规则文件.md). `check` says what may stand in such a file, `build` compiles it,
`scan` finds the entries in a text, `kinds` makes a rule class of each rule.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from glob import glob
from typing import TYPE_CHECKING, Any

from writer_assist.compiled import load

from ..base import Rule
from .errors import TableError

if TYPE_CHECKING:
    from .kinds import TableRule

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

    rules = rule_classes(*_compiled("house", [os.path.abspath(path) for path in paths]))
    for path, rule in [
        (rule.file, rule) for rule in rules if rule.code[:2] in _built_in_families()
    ]:
        raise TableError.about_code(path, rule.code)
    for rule in rules:
        if rule.genres or rule.sections:
            _check_scope(rule)
    return rules


def _check_scope(rule: type[TableRule]) -> None:
    """The genres and sections that a rule names must exist: it would never find anything.

    Raises:
        TableError: one does not.
    """
    from writer_assist.outline.genres import UnknownGenreError, find_genre, outlines

    chosen = []
    for name in rule.genres:
        try:
            chosen.append(find_genre(name))
        except UnknownGenreError as error:
            raise TableError.about_scope(
                rule.file, rule.code, "文种", name, error.nearest
            ) from error
    sections = [s for outline in chosen or outlines().values() for s in outline.sections]
    names = {name for section in sections for name in (section.id, section.name)}
    for name in rule.sections:
        if name not in names:
            from difflib import get_close_matches

            nearest = next(iter(get_close_matches(name, sorted(names), 1, 0.4)), None)
            raise TableError.about_scope(rule.file, rule.code, "部分", name, nearest)


def _built_in_families() -> frozenset[str]:
    from ..registry import FAMILIES

    return frozenset(FAMILIES)


@cache
def _built_in() -> tuple[type[TableRule], ...]:
    from .kinds import rule_classes

    files = sorted(glob(os.path.join(glob_escape(FOLDER), "*", "*.toml")))
    return rule_classes(*_compiled("tables", files))


def _compiled(name: str, files: list[str]) -> tuple[dict[str, Any], Callable[[str], list[bytes]]]:
    """The compiled form of rule files: what every search needs, and a way to the rest.

    The rest is three quarters of it, and most drafts have need of little: it has files of its
    own in the cache.
    """
    sources = [*_BUILDERS, *LEXICON, *files]

    @cache
    def both() -> tuple[dict[str, Any], dict[str, list[bytes]]]:
        # Imported only where nothing is cached.
        from .build import build

        return build(files)

    def hot() -> dict[str, Any]:
        for part in both()[1]:
            rest(part)  # keep that as well, now that it is made
        return both()[0]

    def rest(part: str) -> list[bytes]:
        return load(f"{name}-{part}", sources, lambda: both()[1][part])

    return load(f"{name}-rules", sources, hot), rest


def glob_escape(folder: str) -> str:
    """A folder's name as a pattern for itself (an installation may lie in ``lib[1]``)."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in folder)
