"""The extension's texts: all there, in both languages, with the same parameters."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from .driving import PLUGIN

# isort: split
from writer_assist_office.strings import _TEXTS

SOURCES = sorted(PLUGIN.rglob("*.py"))


def parameters(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("key", sorted(_TEXTS))
def test_both_languages_say_the_same(key: str) -> None:
    chinese, english = _TEXTS[key]
    assert chinese
    assert english
    assert parameters(chinese) == parameters(english)
    assert english.isascii() or not any("\u4e00" <= c <= "\u9fff" for c in english)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_text_that_is_asked_for_is_there(path: Path) -> None:
    # Older offices have a Python 3.8 of their own.
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t":
            (key,) = node.args
            if isinstance(key, ast.Constant):
                assert key.value in _TEXTS, key.value
                given = sorted(keyword.arg or "" for keyword in node.keywords)
                assert parameters(_TEXTS[key.value][0]) == given, key.value
