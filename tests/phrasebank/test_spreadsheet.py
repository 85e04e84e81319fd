"""Phrases as CSV: what goes out comes back in."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.phrasebank.errors import EditError
from writer_assist.phrasebank.model import KEYS, Phrase
from writer_assist.phrasebank.spreadsheet import from_csv, to_csv

TEXT = st.text("妥否，、；;|\\\"'=+-@ \n,a", max_size=10).map(str.strip)
ITEMS = st.lists(TEXT.filter(bool), max_size=4).map(tuple)


@given(TEXT, ITEMS, ITEMS, ITEMS, TEXT)
def test_round_trip(
    usage: str,
    genres: tuple[str, ...],
    sections: tuple[str, ...],
    replaces: tuple[str, ...],
    reason: str,
) -> None:
    phrase = Phrase("妥否，请批示", "请示", genres, sections, "庄重", usage, replaces, reason)
    table = from_csv(to_csv([phrase, phrase]))
    assert table.keys == list(KEYS)
    assert [row.line for row in table.rows] == [2, 3]
    expected = {key: getattr(phrase, field) for key, field in KEYS.items()}
    expected = {key: value for key, value in expected.items() if value}
    for row in table.rows:
        values = {k: v if isinstance(v, str) else tuple(v) for k, v in row.values.items()}
        assert values == expected


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("甲；乙;丙|丁", ["甲", "乙", "丙", "丁"]),
        ("甲；；乙；", ["甲", "乙"]),
        (r"甲\；乙；丙", ["甲；乙", "丙"]),
        (r"C:\文件；D\\", [r"C:\文件", "D\\"]),
        ("甲\\", ["甲\\"]),
    ],
)
def test_lists(cell: str, items: list[str]) -> None:
    (row,) = from_csv(f"词,代替\n甲乙丙丁,{cell}\n").rows
    assert row.values["代替"] == items


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    text = '词,用法\n甲,"一\n二\n三"\n\n,\n乙,\n丙,"x"\n'
    assert [(row.line, row.values["词"]) for row in from_csv(text).rows] == [
        (2, "甲"),
        (5, "乙"),
        (6, "丙"),
    ]


def test_ragged_rows() -> None:
    rows = from_csv("词,用法\n甲,一,二,三\n乙\n丙,一,,\n").rows
    assert [row.surplus for row in rows] == [2, 0, 0]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("词,用法,词\n", "表.csv:1: 表头里的“词”写了两次"),
        ("用法\n", "表.csv:1: 第一行应是表头"),
        ("词,用途\n", "表.csv:1: 第一行应是表头"),
        ("", "表.csv:1: 第一行应是表头"),
        (
            "词\n甲\n" + "乙" * (csv.field_size_limit() + 1),
            "表.csv:3: 不是正确的 CSV：有一格的内容太长",
        ),
    ],
)
def test_wrong_tables(text: str, error: str) -> None:
    with pytest.raises(EditError) as caught:
        from_csv(text, "表.csv")
    assert str(caught.value).startswith(error)
