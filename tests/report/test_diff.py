"""What corrections change, as a unified diff."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.engine.findings import PlacedEdit
from writer_assist.report.diff import unified_diff
from writer_assist.revise.history import Spans, applied

Edit = tuple[int, int, int, str]


def diff(texts: list[str], *edits: Edit, color: bool = False, path: str = "a.txt") -> list[str]:
    return list(unified_diff(path, texts, [PlacedEdit(*edit) for edit in edits], color=color))


def test_no_edits_no_diff() -> None:
    assert diff(["甲", "乙"]) == []
    assert diff([]) == []


def test_one_paragraph() -> None:
    assert diff(["一", "甲,乙", "二", "三"], (2, 1, 2, "，")) == [
        "--- a.txt",
        "+++ a.txt",
        "@@ -1,3 +1,3 @@",
        " 一",
        "-甲,乙",
        "+甲，乙",
        " 二",
    ]


def test_several_edits_of_a_paragraph_are_one_line() -> None:
    lines = diff(["甲,乙,丙"], (1, 1, 2, "，"), (1, 3, 4, ""), (1, 5, 5, "。"))
    assert lines[2:] == ["@@ -1,1 +1,1 @@", "-甲,乙,丙", "+甲，乙丙。"]


@pytest.mark.parametrize(
    ("last", "hunks"),
    [
        (3, ["@@ -1,4 +1,4 @@"]),
        (4, ["@@ -1,5 +1,5 @@"]),
        (5, ["@@ -1,2 +1,2 @@", "@@ -4,3 +4,3 @@"]),
    ],
)
def test_changes_near_each_other_stand_together(last: int, hunks: list[str]) -> None:
    lines = diff(["甲"] * 9, (1, 0, 1, "乙"), (last, 0, 1, "乙"))
    assert [line for line in lines if line.startswith("@@")] == hunks


def test_joined_paragraphs() -> None:
    texts = ["一", "甲", "", "乙", "二", "三", "四", "丙", "五"]
    lines = diff(texts, (2, 1, 2, "，"), (3, 0, 1, ""), (8, 0, 1, "丁"))
    assert lines[2:] == [
        "@@ -1,5 +1,3 @@",
        " 一",
        "-甲",
        "-",
        "-乙",
        "+甲，乙",
        " 二",
        "@@ -7,3 +5,3 @@",
        " 四",
        "-丙",
        "+丁",
        " 五",
    ]


def test_what_is_changed_stands_out_in_colour() -> None:
    lines = diff(["甲,乙"], (1, 1, 2, "，"), color=True)
    assert lines[2] == "\x1b[36m@@ -1,1 +1,1 @@\x1b[0m"
    assert lines[3] == "\x1b[31m-\x1b[0m\x1b[31m甲\x1b[0m\x1b[31;7m,\x1b[0m\x1b[31m乙\x1b[0m"
    assert lines[4] == "\x1b[32m+\x1b[0m\x1b[32m甲\x1b[0m\x1b[32;7m，\x1b[0m\x1b[32m乙\x1b[0m"
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert plain == diff(["甲,乙"], (1, 1, 2, "，"))


def test_nothing_that_a_terminal_obeys() -> None:
    for color in (False, True):
        lines = diff(["甲\x1b[2J\u202e\n乙", "丙\r"], (1, 0, 1, "\x07"), color=color, path="a\nb")
        assert lines[0] == "--- a\\nb"
        text = re.sub(r"\x1b\[[0-9;]+m", "", "\n".join(lines))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", text)
        assert "\\x1b[2J\\u202e\\n乙" in text


# --- any texts -----------------------------------------------------------------------------------


@st.composite
def changed(draw: st.DrawFn) -> tuple[list[str], list[PlacedEdit]]:
    texts = draw(st.lists(st.text(alphabet="甲乙,+-@ ", max_size=4), min_size=1, max_size=14))
    taken = Spans()
    edits = []
    for _ in range(draw(st.integers(0, 5))):
        number = draw(st.integers(1, len(texts)))
        size = len(texts[number - 1])
        start = draw(st.integers(0, size))
        end = draw(st.integers(start, size + (number < len(texts))))
        edit = PlacedEdit(number, start, end, draw(st.sampled_from(("", "新"))))
        if (start < end or edit.text) and taken.is_free(edit):
            taken.take(edit)
            edits.append(edit)
    return texts, sorted(edits)


def patched(before: list[str], lines: list[str]) -> list[str]:
    """What a diff makes of lines, by its hunks; it has to fit exactly."""
    result: list[str] = []
    at = 0
    rest = iter(lines[2:])
    line = next(rest, None)
    while line is not None:
        match = re.fullmatch(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@", line)
        assert match is not None, line
        first, old, new_first, new = map(int, match.groups())
        assert first - 1 >= at
        result += before[at : first - 1]
        at = first - 1
        assert len(result) == new_first - 1
        while old or new:
            line = next(rest)
            sign, text = line[0], line[1:]
            if sign in " -":
                assert before[at] == text
                at += 1
                old -= 1
            if sign in " +":
                result.append(text)
                new -= 1
        line = next(rest, None)
    return result + before[at:]


@given(changed())
def test_any_edits(drawn: tuple[list[str], list[PlacedEdit]]) -> None:
    texts, edits = drawn
    lines = list(unified_diff("a.txt", texts, edits))
    assert patched(texts, lines) == applied(texts, edits)
    assert bool(lines) == bool(edits)


def test_the_real_patch_can_use_it(tmp_path: Path) -> None:
    if shutil.which("patch") is None:
        pytest.skip("patch is not installed")
    texts = [f"第{number}行,内容" for number in range(1, 30)]
    edits = [PlacedEdit(2, 3, 4, "，"), PlacedEdit(9, 6, 7, ""), PlacedEdit(20, 0, 0, "新")]
    source = tmp_path / "a.txt"
    source.write_text("".join(f"{text}\n" for text in texts), "utf-8")
    lines = unified_diff("a.txt", texts, edits)
    subprocess.run(
        ["patch", "-p0", str(source)],
        input="".join(f"{line}\n" for line in lines).encode(),
        check=True,
        capture_output=True,
    )
    assert source.read_text("utf-8").splitlines() == applied(texts, edits)
