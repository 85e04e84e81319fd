from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.report.display import CONTEXT, excerpts, pad, paint, shorten, visible, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("公文", 4),
        ("第12段", 6),
        ("（一）", 6),
        ("𠮷", 2),
        ("é…", 2),
        ("ｘ", 2),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns
    assert pad(text, columns + 3) == text + "   "


def test_visible_leaves_ordinary_text() -> None:
    text = "　　2024年“总结”——A·B…×√ é\xa0完"
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("\x9b31m", r"\x9b31m"),
        ("a\r\n\x00b", r"a\r\n\x00b"),
        ("\u202e\u2066\u200b\u2028", r"\u202e\u2066\u200b\u2028"),
        ("\ue000\udc80", r"\ue000\udc80"),
        ("甲\t乙", "甲 乙"),
    ],
)
def test_visible_escapes(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_visible_never_lets_a_control_through(text: str) -> None:
    assert all(c.isprintable() or c.isspace() for c in visible(text))
    assert not set(visible(text)) & set("\x1b\x9b\n\r\t\v\f\x85\u2028\u2029\u202e\u2066")


def test_paint() -> None:
    assert paint("错误", "31", True) == "\x1b[31m错误\x1b[0m"
    assert paint("错误", "31", False) == "错误"


def test_excerpt_marks_the_span_in_its_context() -> None:
    text = "前" * 30 + "xx" + "后" * 30
    assert excerpts(text, [(30, 32)]) == ["…" + "前" * CONTEXT + "【xx】" + "后" * CONTEXT + "…"]
    assert excerpts("提案xx件", [(2, 4)]) == ["提案【xx】件"]
    assert excerpts("提案xx件", [(2, 4)], "31", True) == ["提案\x1b[31m【xx】\x1b[0m件"]
    assert excerpts("共提案件", [(3, 3)]) == ["共提案【】件"]


def test_near_spans_share_a_line_and_far_ones_do_not() -> None:
    near = "a" * 10 + "x" + "b" * 40 + "x"
    assert len(excerpts(near, [(10, 11), (51, 52)])) == 1
    far = "a" * 10 + "x" + "b" * 41 + "x"
    assert len(excerpts(far, [(10, 11), (52, 53)])) == 2
    many = "x甲乙丙丁戊己庚" * 40
    lines = excerpts(many, [(i, i + 1) for i in range(0, len(many), 8)])
    assert 2 < len(lines) < 10
    assert sum(line.count("【x】") for line in lines) == 40


def test_long_spans_are_shortened() -> None:
    text = "首" + "中" * 500 + "尾"
    (line,) = excerpts(text, [(0, len(text))])
    assert line.startswith("【首中")
    assert line.endswith("中尾】")
    assert len(line) < 60
    assert shorten("短") == "短"


@given(st.text(st.characters(exclude_characters="【】…")), st.data())
def test_every_span_is_shown(text: str, data: st.DataObject) -> None:
    point = st.integers(0, len(text))
    pairs = data.draw(st.sets(st.tuples(point, point), max_size=6))
    spans = sorted({(min(pair), max(pair)) for pair in pairs})
    lines = excerpts(text, spans)
    assert sum(line.count("【") for line in lines) == len(spans)
    assert sum(line.count("】") for line in lines) == len(spans)
