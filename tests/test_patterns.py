"""Patterns that are compiled late and kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from writer_assist import compiled, patterns
from writer_assist.patterns import LazyPattern

CASES = [
    (r"(?P<y>\d{4})年(?P<m>\d{1,2})?月", 0, "2024年5月和2023年月"),
    (r"[一二三四五六七八九十]{1,3}、(?!是)", 0, "一、学习；二、是非；十二、其他"),
    (r"^（(\w+)）$", re.MULTILINE, "（甲）\n乙\n（丙）"),
    (r"(?<![^\s，])x{2,}(?=县)", re.IGNORECASE, "在，XX县 xx县"),
    (r"((a)|(b))\3?", 0, "abba"),
    (r"[^\u4e00-\u9fff]+", 0, "中a文\U00020bb7b"),
]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WRITER_ASSIST_CACHE", str(tmp_path))
    monkeypatch.setattr(patterns, "_cache", patterns._Cache())


def restart() -> None:
    """What a new process begins with."""
    patterns._cache = patterns._Cache()


def matches(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], dict[str, str]]]:
    return [(m.span(), m.groupdict()) for m in pattern.finditer(text)]


@pytest.mark.parametrize(("pattern", "flags", "text"), CASES)
def test_a_kept_pattern_equals_a_compiled_one(pattern: str, flags: int, text: str) -> None:
    expected = re.compile(pattern, flags)
    assert matches(LazyPattern(pattern, flags)(), text) == matches(expected, text) != []
    patterns.save()
    restart()
    kept = LazyPattern(pattern, flags)()
    assert patterns._cache.load()
    assert not patterns._cache.grown
    assert matches(kept, text) == matches(expected, text)
    assert (kept.pattern, kept.flags, kept.groups) == (pattern, expected.flags, expected.groups)
    assert dict(kept.groupindex) == dict(expected.groupindex)


def test_two_processes_add_up() -> None:
    LazyPattern("甲")()
    first = patterns._cache
    restart()
    LazyPattern("乙")()
    patterns.save()
    patterns._cache = first
    patterns.save()
    restart()
    assert {key for key, _ in patterns._cache.load()} == {"甲", "乙"}


@pytest.mark.parametrize("code", [[], [999, 1, 2], ["x"], [2**40]])
def test_damaged_code_is_compiled_anew(code: list[object]) -> None:
    kept: object = {("丙+", 0): (32, code, 0, {})}
    compiled.keep("patterns", "patterns", patterns._KEY, kept)
    assert LazyPattern("丙+")().fullmatch("丙丙")


def test_without_a_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WRITER_ASSIST_CACHE", "off")
    assert LazyPattern("丁+")().fullmatch("丁丁")
    patterns.save()
    monkeypatch.setattr(patterns, "_KEY", "")
    assert LazyPattern("丁+")().fullmatch("丁丁")
