"""What a rule calls private is in no part of a report."""

from __future__ import annotations

import time
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from writer_assist.engine.findings import FileReport, Finding, PlainParagraph
from writer_assist.engine.privacy import conceal, masked
from writer_assist.i18n import Word

TEXT = "电话13900000000，卡号6222000000000000。"
SPANS = [(1, 2, 13), (1, 16, 32)]


def finding(start: int, end: int, **params: object) -> Finding:
    return Finding("PI002", "x", "warning", "", params, "body", 1, start, end, TEXT[start:end])


def report(*findings: Finding, text: tuple[PlainParagraph, ...] = ()) -> FileReport:
    return FileReport("a", findings=findings, paragraphs={1: TEXT, 2: "别的"}, text=text)


def numbers(value: object) -> Iterator[str]:
    yield from (n for n in ("13900000000", "6222000000000000") if n in repr(value))


def test_masks_keep_the_length_and_four_characters() -> None:
    assert masked("110101 19900101 123X") == "1101** ******** ****"
    assert masked("139") == "139"


@given(st.text())
def test_masks_keep_the_length(text: str) -> None:
    assert len(masked(text)) == len(text)


def test_own_and_others_findings_and_excerpts() -> None:
    made = report(
        finding(2, 13),
        finding(0, 14, words="电话13900000000，", kind=Word("电话")),
        finding(14, 33),
    )
    result = conceal(made, {1: TEXT}, SPANS)
    assert [f.text for f in result.findings] == [
        "1390*******",
        "电话1390*******，",
        "卡号6222************。",
    ]
    assert result.findings[1].params == {"words": "电话1390*******，", "kind": "电话"}
    assert isinstance(result.findings[1].params["kind"], Word)
    assert result.paragraphs[1] == "电话1390*******，卡号6222************。"
    assert result.paragraphs[2] == "别的"
    assert not [*numbers(result)]


def test_the_whole_text_and_its_source_lines() -> None:
    line = "  **电话**13900000000，卡号6222000000000000。"
    pieces = ((0, 4), (2, 8))
    paragraph = PlainParagraph(1, TEXT, line=line, pieces=pieces)
    result = conceal(report(text=(paragraph,)), {1: TEXT}, SPANS)
    assert result.text[0].line == "  **电话**1390*******，卡号6222************。"
    assert len(result.text[0].line) == len(line)
    assert not [*numbers(result)]


def test_a_million_characters_of_numbers() -> None:
    text = "13900000000，" * 80_000
    spans = [(1, n * 12, n * 12 + 11) for n in range(80_000)]
    findings = [
        Finding("X", "x", "hint", "", {"a": text[s:e]}, "body", 1, s, e, text[s:e])
        for _, s, e in spans
    ]
    begin = time.process_time()
    result = conceal(FileReport("a", findings=findings, paragraphs={1: text}), {1: text}, spans)
    assert time.process_time() - begin < 5
    assert "13900000000" not in result.paragraphs[1]
    assert result.findings[7].params == {"a": "1390*******"}
