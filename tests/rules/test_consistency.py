"""CS: arithmetic, and what must hold for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Document
from writer_assist.engine.linter import Linter
from writer_assist.rules.consistency import RULES
from writer_assist.rules.consistency.listed import list_at
from writer_assist.rules.consistency.numbers import (
    SCALE,
    agrees,
    decimals_of,
    measure,
    percent,
    quantities,
    shown,
    whole,
)

LINTER = Linter(select=["CS"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("１２", 12),
        ("七", 7),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百零二", 102),
        ("一百二十", 120),
        ("两百", 200),
        ("一千零五", 1005),
        ("三四", None),
        ("七八十", None),
        ("一百二", None),
        ("二〇二四", None),
        ("百十", None),
        ("十百", None),
    ],
)
def test_whole(text: str, value: int | None) -> None:
    assert whole(text) == value


@pytest.mark.parametrize(
    ("text", "value", "ulp"),
    [
        ("12", 12, 0),
        ("1,208", 1208, 0),
        ("1 208", 1208, 0),
        ("1.2万", 12_000, 1000),
        ("3万", 30_000, 10_000),
        ("23.65亿", 2_365_000_000, 1_000_000),
        ("三万", 30_000, 10_000),
    ],
)
def test_measure(text: str, value: int, ulp: int) -> None:
    assert measure(text) == (value * SCALE, ulp * SCALE)


def test_measure_of_decimals() -> None:
    assert measure("3.5") == (35_000, 1000)
    assert measure("０．２５") == (2500, 100)
    assert measure("三四") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("主办12件", [("12件", True)]),
        ("近30条、8000余人", [("30条", False), ("8000余人", False)]),
        ("第3次、3个月、2—3件、上一次", []),
        ("1.2万人次", [("1.2万人次", True)]),
        ("不少于5次、5次以上", [("5次", False), ("5次", False)]),
        ("五十六点七万元", []),
        ("2024年5月8日", []),
    ],
)
def test_quantities(text: str, found: list[tuple[str, bool]]) -> None:
    numbers = quantities(text, 0, len(text))
    assert [(text[q.start : q.end], q.exact) for q in numbers] == found


def test_units_of_people_are_one() -> None:
    text = "3人、3名、3位、3%、3％"
    units = [q.unit for q in quantities(text, 0, len(text))]
    assert units == ["人", "人", "人", "%", "%"]


def test_percentages() -> None:
    assert percent(7, 12, 2) == "58.33"
    assert percent(2, 3, 0) == "67"
    assert percent(1, 8, 1) == "12.5"
    assert decimals_of("58.33") == 2
    assert agrees("58.33", (7, 12), (7, 12))
    assert not agrees("58.34", (7, 12), (7, 12))
    # A half may be rounded either way.
    assert agrees("12", (1, 8), (1, 8))
    assert agrees("13", (1, 8), (1, 8))
    assert not agrees("12.4", (1, 8), (1, 8))
    assert agrees("12.5", (1, 8), (1, 8))


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 3))
def test_a_percentage_agrees_with_what_it_is_made_of(part: int, total: int, decimals: int) -> None:
    assert agrees(percent(part, total, decimals), (part, total), (part, total))


@given(st.integers(0, 10**12))
def test_values_are_shown_as_they_are_read(value: int) -> None:
    measured = measure(shown(value))
    assert measured is not None
    assert measured[0] == value


def test_lists() -> None:
    text = "甲村、乙村和丙村"
    found = list_at(text, 0, len(text))
    assert found is not None
    assert (len(found.members), found.joined, found.open) == (2, 1, False)
    text = "甲村、乙村等"
    found = list_at(text, 0, len(text))
    assert found is not None
    assert (found.members, found.open) == (("甲村", "乙村"), True)
    assert list_at("甲村", 0, 2) is None
    assert list_at("一是甲、乙", 0, 5) is None
    text = "《甲、乙》、丙"
    found = list_at(text, 0, len(text))
    assert found is not None
    assert found.members == ("《甲、乙》", "丙")


PIECES = st.sampled_from(
    (
        "三点建议", "：", "一是甲", "，二是乙", "；", "。", "\n", "一、", "（一）", "1. ", "第一，", "①", "②", "“七员”",
        "“三个到位”", "“三查三改”", "信息员", "、", "和", "等", "5个村", "（", "）", "《", "》", "甲村", "2件提案", "其中",
        "主办8件", "协办4件", "A类3件", "B类9件", "共计", "合计", "12件", "立案", "办结", "采用", "占", "办结率", "58.34%",
        "100%", "由", "增加到", "减少到", "，比上年", "增加5项", "增长20%", "1.2万元", "三四", "一百二", "2023年", "2024年",
        "工作总结", "政协云溪县委员会", "云西县", "现将", "如下", "去年（", "（以下简称“", "（以下简称《", "”）", "》）", "办公室",
        "县发改委", "县发改局", "十届三次", "十届二次", "XX县", "**镇", "到石桥村", "李某某", "、王小明", "承办提案", "附件：",
        "附件3", "2. ", "本方案第九部分", "第一条", "x", "\v", "\u3000", "，", "男", "女", "％", "3个月", "第", "共",
    )
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_never_raises_and_stays_inside_the_paragraph(text: str) -> None:
    document = Document.from_lines(text.split("\n"))
    report = LINTER.lint(document)
    assert not report.error
    for finding in report.findings:
        length = len(document.paragraphs[finding.paragraph - 1].text)
        assert 0 <= finding.start < finding.end <= length
        assert finding.message.format(**finding.params)


@given(st.text(max_size=300))
def test_never_raises_on_any_text(text: str) -> None:
    report = LINTER.lint(Document.from_lines(text.split("\n")))
    assert not report.error


HOSTILE = (
    "其中主办1件、", "三点建议：一是甲，", "三点：①", "“三员”：信息员、", "3个村：甲村、乙村", "1件（甲1件、乙1件）", "《甲》3件",
    "《甲》《乙》2个", "由3件增加到5件，增长1%", "，比上年增加", "5项，比上年增加8项", "办结1件，办结率1%，", "占1%，", "（以下简称“甲”）",
    "附件9", "本办法第九条", "承办县政协提案1件，", "XX县到甲村、", "李某、王小明、", "男1人女1人", "一", "、", "9", "“", "：", "（", "1.",
    "\n一、", "\n（一）三点：", "共计1件、", "政协", "第一条\n本办法第九条", "云溪县云西县", "(甲1件,乙1件):",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_only(piece: str) -> None:
    """Eight times as much of the same takes some eight times as long, not sixty-four."""

    def seconds(characters: int) -> float:
        lines = (piece * (characters // len(piece))).split("\n")
        document = Document.from_lines(["2024年工作总结", *lines])
        start = time.perf_counter()
        LINTER.lint(document)
        return time.perf_counter() - start

    seconds(2_000)
    small = min(seconds(20_000) for _ in range(3))
    large = min(seconds(160_000) for _ in range(2))
    assert large < 8 * 3 * max(small, 0.008)


def test_rules_are_in_order_of_code() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(codes)
    assert len({rule.name for rule in RULES}) == len(RULES)
