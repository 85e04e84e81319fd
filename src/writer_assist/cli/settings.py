"""``lint --show-settings``: which settings hold for a file, and where each comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from writer_assist.engine.configuration import Configuration, short
from writer_assist.engine.configuration_file import (
    KEYS,
    TEXT_TABLE,
    WORDS,
    WORDS_OR_TEXT,
    WORDS_TABLE,
)
from writer_assist.engine.settings import DEFAULT_FAIL_ON, Linters
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple
from writer_assist.report.display import pad, visible

from .reports import Output, opened

if TYPE_CHECKING:
    from .arguments import Parser


class Setting(NamedTuple):
    """A key, its value, and where that comes from: an option, ``FILE:LINE``, or "default"."""

    key: str
    value: Any
    source: str


DEFAULT = "default"


def show(linters: Linters, paths: Sequence[str], wanted: Sequence[Output], parser: Parser) -> int:
    """Print the settings of each path; the exit code.

    Raises:
        ValueError: what a configuration or the command line says is wrong.
    """
    shown = [_of(path, linters) for path in paths]
    with opened(wanted[0]) as write:
        if wanted[0].format == "json":
            from writer_assist.report.json import dump

            write("[\n" + ",\n".join(map(dump, shown)) + "\n]\n")
        else:
            for number, entry in enumerate(shown):
                write(("\n" if number else "") + _text(entry, parser))
    return 0


def _of(path: str, linters: Linters) -> dict[str, Any]:
    place = os.path.join(path, "") if os.path.isdir(path) else path
    configuration = linters.configurations.of(place)
    settings = linters.settings(place)
    linter = linters.of(place)
    return {
        "path": path,
        "configuration": short(configuration.path) if configuration else None,
        "settings": [s._asdict() for s in _settings(place, configuration, linters)],
        "genre": settings.genre,
        "rules": [rule.code for rule in linter.rules],
    }


def _settings(
    path: str, configuration: Configuration | None, linters: Linters
) -> Iterator[Setting]:
    values = configuration.values if configuration else {}
    said = linters.given()
    for key, form in KEYS.items():
        if key in said:
            yield Setting(key, said[key], f"--{key}")
            if key == "ignore" and "select" not in said and configuration and key in values:
                yield Setting(key, values[key], _place(configuration, key))
        elif key in ("extend-select", "ignore") and "select" in said:
            yield Setting(key, [], "--select")
        elif configuration is not None and key in values:
            if key in ("per-file-ignores", "per-file-genre"):
                # Only what fits this file says anything about it.
                fitting = linters.checked(configuration).matches(key, path)
                for glob in fitting:
                    place = f"{short(configuration.path)}:{configuration.line(key, glob)}"
                    yield Setting(key, {glob: values[key][glob]}, place)
                if not fitting:
                    yield Setting(key, {}, DEFAULT)
            else:
                yield Setting(key, values[key], _place(configuration, key))
        else:
            yield Setting(key, _default(key, form), DEFAULT)


def _place(configuration: Configuration, key: str) -> str:
    line = configuration.line(key)
    return f"{short(configuration.path)}:{line}" if line else short(configuration.path)


def _default(key: str, form: str) -> Any:
    if key == "fail-on":
        return DEFAULT_FAIL_ON
    if form in (WORDS, WORDS_OR_TEXT):
        return []
    return {} if form in (WORDS_TABLE, TEXT_TABLE) else ""


def _text(entry: dict[str, Any], parser: Parser) -> str:
    t = parser.t
    none = t(N_("没有"))
    lines = [
        t(N_("文件：{path}"), path=visible(entry["path"])),
        t(N_("配置：{path}"), path=visible(entry["configuration"] or none)),
    ]
    for setting in entry["settings"]:
        value = visible(_toml(setting["value"]))
        source = t(N_("默认")) if setting["source"] == DEFAULT else visible(setting["source"])
        left = f"  {setting['key']} = {value}"
        lines.append(f"{pad(left, 48)}  # {source}")
    rules = entry["rules"]
    lines.append(t(N_("用到的规则（{count} 条）："), count=len(rules)))
    families: dict[str, list[str]] = {}
    for code in rules:
        family = code.rstrip("0123456789")
        families.setdefault(family, []).append(code.removeprefix(family))
    lines += [f"  {family} {' '.join(numbers)}" for family, numbers in families.items()]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    """A value as it would stand in a configuration."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
