"""Names of documents: what a pattern may be, and that what comes of it is safe and unique."""

from __future__ import annotations

import datetime
import os
import re
import sys
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.template.errors import TemplateError
from writer_assist.template.names import MAX_BYTES, Names, folder_of

COLUMNS = ["提案号", "成文日期", "承办单位", "金额"]


def _one(pattern: str, **values: Any) -> str:
    return Names(pattern, list(values) or COLUMNS).path(values, 7)


@pytest.mark.parametrize(
    ("pattern", "values", "expected"),
    [
        ("答复函-{提案号}.docx", {"提案号": "第12号"}, "答复函-第12号.docx"),
        ("答复函-{{ 提案号 }}.docx", {"提案号": 12}, "答复函-12.docx"),
        ("{提案号}.DOCX", {"提案号": "1"}, "1.docx"),
        ("{提案号}", {"提案号": "1.docx"}, "1.docx"),
        ("{行号}-{提案号}.docx", {"提案号": "a"}, "7-a.docx"),
        ("{行号}.docx", {"行号": "甲"}, "甲.docx"),
        ("{日}.docx", {"日": datetime.date(2024, 3, 5)}, "2024-03-05.docx"),
        ("{日}.docx", {"日": datetime.datetime(2024, 3, 5)}, "2024-03-05.docx"),  # noqa: DTZ001
        (
            "{日}.docx",
            {"日": datetime.datetime(2024, 3, 5, 9, 5)},  # noqa: DTZ001
            "2024-03-05 9时05分.docx",
        ),
        ("{时}.docx", {"时": datetime.time(9, 30)}, "9时30分.docx"),
        ("{日|年份}年.docx", {"日": datetime.date(2024, 3, 5)}, "2024年.docx"),
        ("{日 | 汉字日期}.docx", {"日": "2024/3/5"}, "二〇二四年三月五日.docx"),
        ("{金额|千分位}.docx", {"金额": "12,345"}, "12,345.docx"),
        ("{金额|大写金额}.docx", {"金额": "3500.5"}, "叁仟伍佰元伍角.docx"),
        ("{单位|顿号连接}.docx", {"单位": "甲；乙\n丙"}, "甲、乙、丙.docx"),
        ("{单位|顿号连接}.docx", {"单位": ["甲", 2]}, "甲、2.docx"),
        ("{数}.docx", {"数": 0.1 + 0.2}, "0.3.docx"),
        ("{数}.docx", {"数": Decimal("1200.50")}, "1200.5.docx"),
        ("{数}.docx", {"数": True}, "是.docx"),
        ("{数}.docx", {"数": 0}, "0.docx"),
        ("{号}.docx", {"号": 'a/b\\c:d*e?f"g<h>i|j'}, "a_b_c_d_e_f_g_h_i_j.docx"),
        ("{号}.docx", {"号": "../../etc/passwd"}, "_.._etc_passwd.docx"),
        ("{号}.docx", {"号": ".."}, "_.docx"),
        ("{号}.docx", {"号": "甲\n乙\t丙"}, "甲_乙_丙.docx"),
        ("{号}.docx", {"号": "\u202e甲\u200b乙\ufeff"}, "甲乙.docx"),
        ("{号}.docx", {"号": "con"}, "_con.docx"),
        ("{号}.docx", {"号": "COM1.甲"}, "_COM1.甲.docx"),
        ("{号}.docx", {"号": "console"}, "console.docx"),
        ("{号}.docx", {"号": "甲. . "}, "甲.docx"),
        ("{号}.docx", {"号": "~$甲"}, "_甲.docx"),
        ("{号}.docx", {"号": "e\u0301"}, "\u00e9.docx"),
        ("../往年/{号}.docx", {"号": "1"}, "../往年/1.docx"),
        ("./{号}/{号}.docx", {"号": "1"}, "./1/1.docx"),
        ("/tmp/{号}.docx", {"号": "1"}, "/tmp/1.docx"),
        ("{号}/答复函.docx", {"号": ".."}, "_/答复函.docx"),
        ("a//{号}.docx", {"号": "1"}, "a/1.docx"),
    ],
)
@pytest.mark.skipif(os.sep != "/", reason="the paths are written with /")
def test_a_pattern_filled(pattern: str, values: dict[str, Any], expected: str) -> None:
    assert Names(pattern, list(values)).path(values, 7) == expected


def test_names_of_columns_are_read_as_the_header_is() -> None:
    assert _one("{提案 号}.docx", 提案号="1") == "1.docx"
    assert _one("{A１}.docx", A1="1") == "1.docx"


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("答复函.docx", "每行一份，文件名里要有列名，如 答复函-{提案号}.docx"),
        ("{提案好}.docx", "没有“提案好”这一列，是不是“提案号”？"),
        ("{xyz}.docx", "没有“xyz”这一列；有：提案号、成文日期、承办单位、金额"),
        ("{提案号.docx", "花括号不成对，或者套在一起；列名写成 {列名}"),
        ("提案号}.docx", "花括号不成对"),
        ("{a{提案号}}.docx", "花括号不成对"),
        ("｛提案号｝.docx", "花括号要用半角，写成 {列名}"),
        ("{ }.docx", "花括号里没有列名"),
        ("{成文日期|汉字日起}.docx", "没有筛选器“汉字日起”，是不是“汉字日期”？"),
        ("{成文日期|upper}.docx", "没有筛选器“upper”；可以用：日期、汉字日期"),
        ("", "缺少文件名"),
        ("目录/", "缺少文件名"),
        ("\ud800{提案号}.docx", "文件名里有不能用的字符"),
    ],
)
def test_a_wrong_pattern_is_refused_at_once(pattern: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Names(pattern, COLUMNS)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "value", "message"),
    [
        ("{号}.docx", None, "“号”是空的，不能用来起文件名"),
        ("{号}.docx", " \u3000\n", "“号”是空的，不能用来起文件名"),
        ("{号}.docx", [], "“号”是空的，不能用来起文件名"),
        ("{号}.docx", "\u200b", "“号”只有看不见的字符，不能用来起文件名"),
        ("{号}.docx", ["甲"], "“号”是一组值，不能用来起文件名"),
        ("{号|顿号连接}.docx", [["甲"]], "“号”是一组值，不能用来起文件名"),
        ("{号|年份}.docx", "甲", "“号”的内容“甲”不能用筛选器 年份 来写"),
        ("{号|大写金额}.docx", "-1", "“号”的内容“-1”不能用筛选器 大写金额 来写"),
        ("{号|大写金额}.docx", "1e999999999", "不能用筛选器 大写金额 来写"),
    ],
)
def test_a_value_that_gives_no_name_is_told(pattern: str, value: object, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Names(pattern, ["号"]).path({} if value is None else {"号": value}, 3)
    assert message in str(caught.value)


def test_no_two_names_are_alike() -> None:
    names = Names("{号}.docx", ["号"])
    values = ["a", "A", "a", "a-2", "e\u0301", "\u00e9", "É"]
    made = [names.path({"号": value}, n) for n, value in enumerate(values)]
    assert made == [
        "a.docx", "A-2.docx", "a-3.docx", "a-2-2.docx", "é.docx", "é-2.docx", "É-3.docx"
    ]  # fmt: skip


def test_names_without_a_field_in_the_file_are_numbered_in_their_folder() -> None:
    names = Names("{号}/答复函.docx", ["号"])
    made = [names.path({"号": value}, 1).replace(os.sep, "/") for value in ("a", "b", "A")]
    assert made == ["a/答复函.docx", "b/答复函.docx", "A/答复函-2.docx"]


def test_a_name_that_is_taken_is_given_to_nobody() -> None:
    names = Names("出/{号}.docx", ["号"])
    names.taken("./出/A.docx")
    assert names.path({"号": "a"}, 1).replace(os.sep, "/") == "出/a-2.docx"


def test_the_same_rows_give_the_same_names() -> None:
    rows = ["甲", "乙", "甲", "甲" * 300, "甲" * 300]
    first, second = (Names("{号}.docx", ["号"]) for _ in range(2))
    assert [first.path({"号": r}, 1) for r in rows] == [second.path({"号": r}, 1) for r in rows]


@pytest.mark.parametrize(
    ("value", "end"),
    [
        ("甲" * 100, "甲"),
        ("a" * 194 + "e\u0323\u0302" * 3, "a"),  # composed: 3 bytes, one too many
        ("a" * 190 + "x\u0323\u0331\u0324", "a"),
        ("a" * 188 + "🇨🇳🇨🇳", "a"),
        ("a" * 188 + "👍🏽👍", "a"),
        ("a" * 192 + ". . 甲", "a"),
    ],
)
def test_a_long_name_is_cut_between_characters(value: str, end: str) -> None:
    name = _one("{号}.docx", 号=value)
    assert len(name.encode()) <= MAX_BYTES
    assert name.endswith(f"{end}.docx")


def test_long_names_that_are_cut_alike_are_still_told_apart() -> None:
    names = Names("{号}.docx", ["号"])
    made = [names.path({"号": "甲" * 90 + str(n)}, n) for n in range(12)]
    assert len(set(made)) == 12
    assert all(len(name.encode()) <= MAX_BYTES for name in made)


def test_many_rows_of_one_name_take_little_time_and_memory() -> None:
    names = Names("{号}.docx", ["号"])
    for number in range(20_000):
        path = names.path({"号": "答复函" * 10}, number)
    assert path.endswith("-20000.docx")
    assert sys.getsizeof(names._next) < 4 << 20


@pytest.mark.parametrize(
    ("pattern", "folder"),
    [
        ("{号}.docx", "."),
        ("答复函-{号}.docx", "."),
        ("出/{号}.docx", "出"),
        ("../出/{年|年份}/a/{号}.docx", "../出"),
        ("/出/{号}.docx", "/出"),
        ("/{号}.docx", "/"),
    ],
)
def test_the_folder_that_all_are_in(pattern: str, folder: str) -> None:
    assert folder_of(pattern).replace(os.sep, "/") == folder


_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)\s*(\.|\Z)")
_ANY = st.text() | st.sampled_from(
    ["..", ".", "CON", "nul ", "a/../b", "\u202e", "COM1.x", "~$x", "<\u0338", "\u037e", "\ud800"]
)


@given(st.lists(st.tuples(_ANY, _ANY, st.integers(0, 80)), min_size=1, max_size=8))
def test_whatever_the_data_names_stay_in_the_folder_safe_and_unique(
    rows: list[tuple[str, str, int]],
) -> None:
    names = Names("出/{甲}{乙}/{乙}-{甲}{甲}.docx", ["甲", "乙"])
    plain = Names("{甲}", ["甲"])
    seen = set()
    for number, (first, second, times) in enumerate(rows):
        for maker, values in (
            (names, {"甲": first * times, "乙": second}),
            (plain, {"甲": first * times}),
        ):
            try:
                path = maker.path(values, number)
            except TemplateError:
                continue
            parts = path.split(os.sep)
            assert len(parts) == (3 if maker is names else 1)
            for part in parts:
                _check(part)
            assert path.endswith(".docx")
            key = unicodedata.normalize("NFD", path).casefold()
            assert key not in seen
            seen.add(key)


def _check(name: str) -> None:
    assert name
    assert len(name.encode()) <= MAX_BYTES
    assert not name.startswith((".", " ", "~$"))
    assert not name.endswith((".", " "))
    assert not set(name) & set('\\/:*?"<>|')
    assert not _RESERVED.match(name)
    assert unicodedata.is_normalized("NFC", name)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name)
