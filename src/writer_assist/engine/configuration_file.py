"""Read a configuration file and check it; imported only when one is new or has changed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from writer_assist.i18n import N_, Word
from writer_assist.rules.base import SEVERITIES
from writer_assist.toml_text import TomlError, parse

from .configuration import PYPROJECT, TABLE, ConfigurationError, Where

WORDS = Word(N_('一列文字 ["…", "…"]'))
TEXT = Word(N_("一段文字"))
TEXT_TABLE = Word(N_('一组“"…" = "…"”'))
WORDS_TABLE = Word(N_('一组“"…" = ["…", "…"]”'))
WORDS_OR_TEXT = Word(N_('一列文字 ["…", "…"]，或一个文件名'))

KEYS: dict[str, Word] = {
    "select": WORDS,
    "extend-select": WORDS,
    "ignore": WORDS,
    "per-file-ignores": WORDS_TABLE,
    "severity": TEXT_TABLE,
    "fail-on": TEXT,
    "genre": TEXT,
    "per-file-genre": TEXT_TABLE,
    "exclude": WORDS,
    "names": WORDS_OR_TEXT,
    "institutions": TEXT_TABLE,
    "contacts": WORDS,
    "house-rules": WORDS,
    "outlines": WORDS,
    "phrasebank": WORDS,
    "layout-profile": TEXT,
    "baseline": TEXT,
}
"""Every key, and of what form its value is."""

LEVELS = (*SEVERITIES, "off")
FAIL_ON = (*SEVERITIES, "never")


def read(path: str) -> tuple[dict[str, Any], dict[Where, int]]:
    """The values of a configuration, and the line of each key and item.

    Raises:
        ConfigurationError: it cannot be read, is no TOML, or something in it is not as it
            should be.
    """
    try:
        with open(path, encoding="utf-8-sig") as stream:
            text = stream.read()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        template = N_("不是 UTF-8 编码，请用编辑器另存为 UTF-8")
        raise ConfigurationError(path, line, template) from error
    except OSError as error:
        from writer_assist.os_errors import os_reason

        template = N_("读不出来：{reason}")
        raise ConfigurationError(path, 0, template, reason=os_reason(error)) from error
    try:
        values = parse(text)
    except TomlError as fault:
        raise ConfigurationError(path, fault.line, fault.template, **fault.params) from fault
    table: tuple[str, ...] = ()
    if os.path.basename(path) == PYPROJECT:
        table = tuple(TABLE.split("."))
        values = _table(path, values)
    file = _File(path, text, table)
    file.check(values)
    return values, file.lines(values)


def _table(path: str, values: dict[str, Any]) -> dict[str, Any]:
    for name in TABLE.split("."):
        values = values.get(name) if isinstance(values, dict) else None  # type: ignore[assignment]
    if not isinstance(values, dict):
        raise ConfigurationError(path, 0, N_("里面没有 [{table}]"), table=TABLE)
    return values


class _File:
    """A file's text, to find the lines of what is in it."""

    def __init__(self, path: str, text: str, table: tuple[str, ...]) -> None:
        self.path = path
        self.source = text.splitlines()
        self.table = table
        self.written = _written(self.source)

    def error(self, where: Where, template: str, /, **params: object) -> ConfigurationError:
        return ConfigurationError(self.path, self.line(where), template, **params)

    def check(self, values: Mapping[str, Any]) -> None:
        for key, value in values.items():
            if key not in KEYS:
                near = _nearest(key, KEYS)
                if near:
                    template = N_("没有“{key}”这一项，是不是 {nearest}？")
                    raise self.error((key,), template, key=key, nearest=near)
                template = N_("没有“{key}”这一项，可以用的有：{known}")
                raise self.error((key,), template, key=key, known=" ".join(KEYS))
            self._check_value(key, value)
        for key, known in (("fail-on", FAIL_ON),):
            if key in values:
                self._check_word((key,), values[key], known)
        for selector, level in values.get("severity", {}).items():
            self._check_word(("severity", selector), level, LEVELS)

    def _check_value(self, key: str, value: Any) -> None:
        form = KEYS[key]
        wrong: Where | None = None
        for name, items in value.items() if isinstance(value, dict) else ((None, value),):
            # An empty name is a text as well: that it is none would help nobody.
            if form in (WORDS, WORDS_OR_TEXT, WORDS_TABLE) and _has_empty(items):
                where: Where = (key,) if name is None else (key, name)
                shown = ".".join(map(str, where))
                template = N_("“{key}”应是{form}，这里有一个是空的，请删去或者写上")
                raise self.error(where, template, key=shown, form=form)
        if form in (TEXT_TABLE, WORDS_TABLE):
            if not isinstance(value, dict):
                wrong = (key,)
            else:
                for name, item in value.items():
                    good = isinstance(item, str) if form == TEXT_TABLE else _is_words(item)
                    if not good and wrong is None:
                        wrong = (key, name)
        elif form == TEXT or (form == WORDS_OR_TEXT and isinstance(value, str)):
            if not isinstance(value, str):
                wrong = (key,)
        elif not _is_words(value):
            wrong = (key,)
        if wrong is not None:
            shown = ".".join(map(str, wrong))
            raise self.error(wrong, N_("“{key}”应是{form}"), key=shown, form=form)

    def _check_word(self, where: Where, value: str, known: tuple[str, ...]) -> None:
        if value not in known:
            template = N_("“{key}”不能是“{value}”，可以用的有：{known}")
            key = ".".join(map(str, where))
            raise self.error(where, template, key=key, value=value, known=" ".join(known))

    def lines(self, values: Mapping[str, Any]) -> dict[Where, int]:
        """The line of each key, and of each item below it."""
        found: dict[Where, int] = {}
        for key, value in values.items():
            found[key,] = self.line((key,))
            if isinstance(value, dict):
                for name, item in value.items():
                    found[key, name] = self.line((key, name))
                    if isinstance(item, list):
                        self._item_lines((key, name), item, found)
            elif isinstance(value, list):
                self._item_lines((key,), value, found)
        return found

    def _item_lines(self, where: Where, items: list[str], found: dict[Where, int]) -> None:
        line = found[where]
        for number, item in enumerate(items):
            for at in range(max(line, 1), len(self.source) + 1):
                source = self.source[at - 1]
                if f'"{item}"' in source or f"'{item}'" in source:
                    line = at
                    break
            found[(*where, number)] = line

    def line(self, where: Where) -> int:
        """The line in which a key stands, or what it is below; 0 if that is written unusually."""
        keys = (*self.table, *map(str, where))
        for length in range(len(keys), len(self.table), -1):
            if line := self.written.get(keys[:length]):
                return line
        return 0


def _written(source: list[str]) -> dict[tuple[str, ...], int]:
    """The line in which each key, with those that it is below, first stands."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(source, 1):
        stripped = line.strip()
        if stripped.startswith("["):
            own = table = _keys(stripped.strip("[").partition("]")[0])
        elif match := _BEFORE_VALUE.match(stripped):
            own = (*table, *_keys(match[1]))
        else:
            continue
        for length in range(1, len(own) + 1):
            found.setdefault(own[:length], number)
    return found


# The key may be in quotes, and hold a "=" there.
_BEFORE_VALUE = re.compile(r"((?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_.\s-])+?)\s*=")
_KEY = re.compile(r'\s*(?:"([^"]*)"|\'([^\']*)\'|([A-Za-z0-9_-]+))\s*(?:\.|$)')


def _keys(written: str) -> tuple[str, ...]:
    """The keys of ``a."b c".d``."""
    return tuple([one or two or three for one, two, three in _KEY.findall(written)])


def _has_empty(value: Any) -> bool:
    """Whether a list has only texts, one of them empty."""
    texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return texts and not all(item.strip() for item in value)


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)


def _nearest(word: str, known: Mapping[str, Any]) -> str | None:
    from difflib import get_close_matches

    matches = get_close_matches(word.lower().replace("_", "-"), known, 1, 0.5)
    return matches[0] if matches else None
