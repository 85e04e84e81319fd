"""Rule classes of other packages, by entry point.

A package that brings rules declares them in the group ``writer_assist.rules``; the value is a
rule class, a sequence of them, or a module (or anything else) with ``RULES``::

    [project.entry-points."writer_assist.rules"]
    our-office = "our_office.rules"

Which entry points there are is found out once and kept (see :mod:`writer_assist.compiled`) for
as long as no folder that packages are installed in changes: asking takes as long as linting.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from types import ModuleType
from typing import Any

from writer_assist import compiled

from .base import SEVERITIES, LazyPattern, Rule

GROUP = "writer_assist.rules"

_CODE = LazyPattern(r"[A-Z]{2,4}[0-9]{3}")
_NAME = LazyPattern(r"[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,20}")


class PluginError(ValueError):
    """Another package's rules cannot be used; the message names package and entry point."""


@cache
def plugin_rules() -> tuple[type[Rule], ...]:
    """The rules of all other packages, by code.

    Raises:
        PluginError: one of them cannot be imported, is no rule, or has a code or a name that
            is taken.
    """
    found = entry_points()
    if not found:
        return ()
    from .registry import FAMILIES, family_rules

    taken: dict[str, tuple[type[Rule], str]] = {
        key: (rule, "writer-assist")
        for family in FAMILIES
        for rule in family_rules(family)
        for key in (rule.code, rule.name)
    }
    rules: list[type[Rule]] = []
    for package, name, value in found:
        where = f"{package} {name} = {value}"
        for rule in _checked(_load(value, where), where):
            for key in (rule.code, rule.name):
                other, owner = taken.setdefault(key, (rule, where))
                if other is not rule:
                    raise PluginError(f"{where}: {key} 已经是 {owner} 的规则")
            if rule not in rules:
                rules.append(rule)
    return tuple(sorted(rules, key=lambda rule: rule.code))


def entry_points() -> tuple[tuple[str, str, str], ...]:
    """Package, name and value of each entry point of the group, sorted."""
    folders = _folders()
    place = "\n".join(folders)
    key = " ".join(map(str, folders.values()))
    kept = compiled.recall("rule-plugins", place, key)
    if kept is None:
        kept = tuple(sorted(_installed(list(folders))))
        compiled.keep("rule-plugins", place, key, kept)
    found: tuple[tuple[str, str, str], ...] = kept
    return found


def _folders() -> dict[str, int]:
    """Where packages may be installed, each with the time at which it last changed.

    Not the current folder, which `python -m` puts there: drafts lie in it, and it changes with
    each of them.
    """
    folders: dict[str, int] = {}
    with suppress(OSError):
        here = os.getcwd()
        for entry in sys.path:
            if entry not in ("", here):
                with suppress(OSError):
                    folders[entry] = os.stat(entry).st_mtime_ns
    return folders


def _installed(folders: list[str]) -> Iterator[tuple[str, str, str]]:
    # The import alone takes as long as linting a document.
    from importlib import metadata

    seen = set()
    for distribution in metadata.distributions(path=folders):
        package = distribution.metadata["Name"] or "?"
        if package.lower() in seen:  # the first one is the one that is imported
            continue
        seen.add(package.lower())
        for point in distribution.entry_points:
            if point.group == GROUP:
                yield package, point.name, point.value


def _load(value: str, where: str) -> object:
    """What an entry point's value ("module" or "module:object") names."""
    from importlib import import_module

    module, _, attributes = value.partition(":")
    try:
        found: object = import_module(module.strip())
        for attribute in filter(None, attributes.strip().split(".")):
            found = getattr(found, attribute)
    except Exception as error:  # whatever its import does
        reason = f"{type(error).__name__}: {error}"
        raise PluginError(f"{where}: 载入不了（{reason}）") from error
    return found


def _checked(found: Any, where: str) -> Iterator[type[Rule]]:
    """The rules in what an entry point names.

    Raises:
        PluginError: something in it is no rule that could be run.
    """
    rules = getattr(found, "RULES", None) if not _is_rule(found) else (found,)
    if rules is None and isinstance(found, Iterable) and not isinstance(found, ModuleType | str):
        rules = found
    if rules is None:
        raise PluginError(f"{where}: 既不是规则，也没有 RULES")
    for rule in rules:
        if not _is_rule(rule):
            raise PluginError(f"{where}: {rule!r} 不是规则（Rule 的子类）")
        name = f"{where}: {rule.__name__}"
        if not _CODE().fullmatch(str(getattr(rule, "code", ""))):
            raise PluginError(f"{name} 的 code 应是二至四个大写字母和三位数字")
        if not _NAME().fullmatch(str(getattr(rule, "name", ""))):
            raise PluginError(f"{name} 的 name 应是小写英文词，用连字符连接")
        if rule.severity not in SEVERITIES:
            raise PluginError(f"{name} 的 severity 应是 {'、'.join(SEVERITIES)} 之一")
        if not (rule.__doc__ or "").strip():
            raise PluginError(f"{name} 没有说明（文档字符串）")
        try:
            rule()
        except Exception as error:  # whatever its author wrote
            reason = f"{type(error).__name__}: {error}"
            raise PluginError(f"{name} 建不起来（{reason}）") from error
        yield rule


def _is_rule(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Rule)
