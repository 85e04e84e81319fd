"""What the globs of a configuration fit."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.engine.globs import Globs, compile_glob

CASES = {
    "*.txt": (["a.txt", "x/a.txt", "x/y/.txt"], ["a.txtx", "a.md"]),
    "归档": (["归档/a.txt", "x/归档/a.txt", "归档"], ["归档案/a.txt", "旧归档"]),
    "归档/": (["归档/a.txt", "x/归档/a.txt"], ["归档案"]),
    "/归档": (["归档/a.txt"], ["x/归档/a.txt"]),
    "a/归档": (["a/归档/b/c.txt"], ["x/a/归档/b.txt"]),
    "./a/*.txt": (["a/b.txt"], ["a/b/c.txt", "b.txt"]),
    "a/**": (["a/b.txt", "a/b/c.txt"], ["b/a.txt"]),
    "a/**/z.txt": (["a/z.txt", "a/b/z.txt", "a/b/c/z.txt"], ["a/bz.txt", "z.txt"]),
    "**/b/*.md": (["b/x.md", "a/b/x.md"], ["b/c/x.md"]),
    "稿?.txt": (["稿1.txt", "x/稿二.txt"], ["稿.txt", "稿12.txt"]),
    "[一二].txt": (["一.txt"], ["三.txt", "一二.txt"]),
    "[!一二].txt": (["三.txt"], ["一.txt", "/.txt"]),
    "a[^]b": (["a^b"], ["acb"]),
    "a[b": (["a[b"], ["ab"]),
    "a+(b).txt": (["a+(b).txt"], ["aab.txt"]),
}


@pytest.mark.parametrize("pattern", CASES)
def test_glob(pattern: str, tmp_path: Path) -> None:
    globs = Globs([compile_glob(pattern)], str(tmp_path))
    good, bad = CASES[pattern]
    assert [p for p in good if not globs.matching(str(tmp_path / p))] == []
    assert [p for p in bad if globs.matching(str(tmp_path) + "/" + p)] == []


def test_the_numbers_of_those_that_fit(tmp_path: Path) -> None:
    globs = Globs([compile_glob(p) for p in ("*.md", "a", "a/*")], str(tmp_path))
    assert globs.matching(str(tmp_path / "a" / "x.md")) == (0, 1, 2)
    assert globs.matching(str(tmp_path / "b" / "x.txt")) == ()


def test_outside_of_the_root_only_names_count(tmp_path: Path) -> None:
    globs = Globs([compile_glob(p) for p in ("*.md", "x/*.md")], str(tmp_path / "r"))
    assert globs.matching(str(tmp_path / "x" / "a.md")) == (0,)


def test_a_range_the_wrong_way_round_is_an_error() -> None:
    with pytest.raises(ValueError, match="z-a"):
        compile_glob("[z-a]")


@given(st.text("ab*?[]!^-/\\.", max_size=30), st.text("ab/.", max_size=30))
def test_no_pattern_is_an_accident(pattern: str, path: str) -> None:
    try:
        compile_glob(pattern).match(path)
    except ValueError:
        assert "[" in pattern


def test_many_stars_take_no_time() -> None:
    start = time.perf_counter()
    compile_glob("*a*a*b").match("a" * 250)
    assert time.perf_counter() - start < 1
