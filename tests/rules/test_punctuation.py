"""Punctuation: pairs that peers agree on, and properties of any text."""

from __future__ import annotations

import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from writer_assist.document.model import Document
from writer_assist.engine.findings import FileReport
from writer_assist.engine.linter import Linter
from writer_assist.outline.draft import Draft
from writer_assist.rules.base import Hit, ParagraphRule, Text
from writer_assist.rules.punctuation import RULES

from .cases import fixed

PEERS = Path(__file__).parents[1] / "cases" / "peers" / "punctuation.toml"
PAIRS = tomllib.loads(PEERS.read_text("utf-8"))
LINTER = Linter(select=["PU"])

# Marks in every combination, words that rules know, and enough Chinese to stand beside them.
PIECES = [
    *"，。、；：！？…—“”‘’《》〈〉（）〔〕【】「」『』\"'(),;:?!.-－–～·",
    *" \u3000\u00a0\t\v",
    "政协", "工作总结", "我们认真履行职责", "开展读书活动", "提案", "等", "以及", "和", "如下", "附件",
    "附件：", "1.", "2、", "（一）", "(1)", "一、", "一是", "二是", "各乡镇、县直各单位", "尊敬的各位委员", "三、四个", "……",
    "——", "...", "。。", "--", "3:1", "1,000.5", "OA", "Python", "www.example.com", "a.docx", "2024年", "他说", "x",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
drafts = st.lists(texts, min_size=1, max_size=6)


def lint(lines: list[str]) -> tuple[Document, FileReport]:
    document = Document.from_lines(lines)
    report = LINTER.lint(document)
    assert not report.error
    return document, report


@pytest.mark.parametrize("bad", PAIRS["pairs"], ids=str)
def test_pairs_of_peers_are_met(bad: str) -> None:
    document, report = lint(bad.split("\n"))
    assert report.findings
    assert fixed(document, report) == PAIRS["pairs"][bad]
    _, again = lint(PAIRS["pairs"][bad].split("\n"))
    assert [f for f in again.findings if f.severity != "hint"] == []


@pytest.mark.parametrize("text", PAIRS["kept"])
def test_what_peers_leave_alone_is_left_alone(text: str) -> None:
    _, report = lint(text.split("\n"))
    assert [(f.code, f.text) for f in report.findings] == []


@given(drafts)
@example(["”", "“"])
@example(["“”“", "", "“。"])
@settings(max_examples=300, deadline=None)
def test_no_text_makes_a_rule_fail(lines: list[str]) -> None:
    document, report = lint(lines)
    for finding in report.findings:
        text = document.paragraphs[finding.paragraph - 1].text
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message
        for fix in finding.fixes:
            for edit in fix.edits:
                length = len(document.paragraphs[edit.paragraph - 1].text)
                assert 0 <= edit.start <= edit.end <= length


@given(drafts)
@settings(max_examples=200, deadline=None)
def test_paragraphs_are_judged_alike_alone_and_together(lines: list[str]) -> None:
    lines = [line for line in lines if "\n" not in line]
    rules = [rule() for rule in RULES if issubclass(rule, ParagraphRule)]

    def run(text: str) -> list[tuple[str, Hit]]:
        block = Text(text)
        return [
            (rule.code, hit)
            for rule in rules
            if rule.requires is None or not rule.requires.isdisjoint(block.characters)
            for hit in rule.check(block)
        ]

    together = sorted((code, hit.start, hit.end) for code, hit in run("\n".join(lines)))
    alone = []
    start = 0
    for line in lines:
        alone += [(code, hit.start + start, hit.end + start) for code, hit in run(line)]
        start += len(line) + 1
    assert together == sorted(alone)


@given(drafts)
@settings(max_examples=200, deadline=None)
def test_safe_fixes_come_to_an_end(lines: list[str]) -> None:
    """After a few rounds of safe fixes nothing safe is left to fix."""
    for _ in range(8):
        document, report = lint(lines)
        edits = sorted(
            {
                (document.starts[e.paragraph - 1] + e.start, e.end - e.start, e.text)
                for finding in report.findings
                for fix in finding.fixes[:1]
                if fix.safe
                for e in fix.edits
            },
            reverse=True,
        )
        if not edits:
            return
        text = document.text
        last = len(text) + 1
        for start, length, replacement in edits:
            if start + length <= last:
                text = text[:start] + replacement + text[start + length :]
                last = start
        lines = (
            text.replace("\v", "\n").split("\n") if "\v" not in document.text else text.split("\n")
        )
    raise AssertionError(f"still fixing: {lines!r}")


@given(drafts)
@settings(max_examples=200, deadline=None)
def test_no_mark_has_two_fixes(lines: list[str]) -> None:
    """Fixes of warnings and errors may be applied together: their edits do not overlap."""
    _, report = lint(lines)
    spans = sorted(
        (edit.paragraph, edit.start, edit.end)
        for finding in report.findings
        for fix in finding.fixes[:1]
        if fix.safe
        for edit in fix.edits
    )
    for (paragraph, _, end), (other, start, _) in pairwise(spans):
        assert paragraph != other or end <= start


HOSTILE = [
    "“",
    "”",
    "“”",
    "《",
    "（(",
    ")",
    '"',
    "'",
    "，",
    "、",
    "。。",
    "…",
    ".",
    "...",
    "—",
    "--",
    "「",
    "‘’",
    "！",
    "：“",
    "¶“",
    "“¶",
    "¶，",
    "，¶",
    "；¶",
    "政协¶",
    "一、",
    "三、四个",
    "》、《",
    "如下。",
    "附件：1.¶",
    "1.a；¶",
    "政,",
    "政(协)",
    "：政协委员提出意见",
    "“政",
    "”政",
    "《政协委员—",
    "。”。",
    "’",
    "政.\x0b",
]


@pytest.mark.parametrize("unit", [*HOSTILE, " ", "政 ", "， ", "。 政"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        lines = (unit.replace("¶", "\n") * (size // len(unit))).split("\n")
        document = Document.from_lines(lines)
        draft = Draft(document, 1, len(lines))
        text = Text(document.text, document.characters)
        best = 9.0
        for _ in range(2):
            started = time.perf_counter()
            for rule in RULES:
                instance = rule()
                if isinstance(instance, ParagraphRule):
                    if instance.requires is None or not instance.requires.isdisjoint(
                        text.characters
                    ):
                        list(instance.check(text))
                else:
                    list(instance.check(draft))  # type: ignore[attr-defined]
            best = min(best, time.perf_counter() - started)
        return best

    small = seconds(5_000)
    assert seconds(40_000) < 40 * small + 0.05
