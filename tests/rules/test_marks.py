"""Marks: cases as data, and properties that hold for any text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.rules.base import Text
from writer_assist.rules.marks import scan

DATA = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "placeholders" / "marks.toml").read_text("utf-8")
)
MARKED = re.compile(r"⟦([a-z-]+)\|(.*?)⟧")


def lines(key: str) -> list[str]:
    return [line for line in DATA[key].split("\n") if line.strip()]


def annotate(text: str) -> str:
    """The text with the marks that are found, in the notation of the data."""
    pieces, position = [], 0
    for mark in scan(Text(text)):
        pieces.append(text[position : mark.start])
        pieces.append(f"⟦{mark.kind}|{text[mark.start : mark.end]}⟧")
        position = mark.end
    return "".join(pieces) + text[position:]


@pytest.mark.parametrize("line", lines("unfilled"))
def test_finds_each_mark_with_its_kind(line: str) -> None:
    assert "⟦" in line
    assert annotate(MARKED.sub(r"\2", line)) == line


@pytest.mark.parametrize("line", lines("clean"))
def test_leaves_legitimate_forms_alone(line: str) -> None:
    assert annotate(line) == line


PIECES = st.sampled_from(
    [
        *"xX×*_○□★某年月日件名县第届号元%（）《》[]{}()「」“” \u3000\v，。、：0259二〇人次a.@/",
        "20xx", "xx", "**", "____", "{{", "}}", "提案", "政协", "周年",
        "诞辰", "此处", "填写", "同志",
    ]
)  # fmt: skip
PARAGRAPH = st.lists(PIECES, max_size=40).map("".join)


@given(st.lists(PARAGRAPH, min_size=1, max_size=5))
def test_paragraphs_are_judged_alone(paragraphs: list[str]) -> None:
    joined = [(m.start, m.end, m.kind) for m in scan(Text("\n".join(paragraphs)))]
    alone = []
    base = 0
    for paragraph in paragraphs:
        alone += [(base + m.start, base + m.end, m.kind) for m in scan(Text(paragraph))]
        base += len(paragraph) + 1
    assert joined == alone


@given(PARAGRAPH)
def test_marks_are_ordered_disjoint_and_not_empty(paragraph: str) -> None:
    position = 0
    for mark in scan(Text(paragraph)):
        assert position <= mark.start < mark.end <= len(paragraph)
        position = mark.end


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "x",
        "x x ",
        "*",
        "**a",
        "_",
        "{{",
        "[填写",
        "某",
        "□",
        "年",
        "第 ",
        " ",
        "□是",
        "20",
        "．x",
        "\u3000月",
    ],
)
def test_hostile_repetition_is_linear(unit: str) -> None:
    # A doubling of the text may not make more than a doubling of the work, with much room for
    # noise: a quadratic step would take 64 times as long for eight times the text.
    import time

    def seconds(count: int) -> float:
        block = Text(unit * count)
        best = 9.0
        for _ in range(3):
            block._memo.clear()
            begin = time.process_time()
            scan(block)
            best = min(best, time.process_time() - begin)
        return best

    small, large = seconds(2_500), seconds(20_000)
    assert large < 24 * small + 0.05
