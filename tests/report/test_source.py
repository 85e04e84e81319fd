"""From findings back to the source, on what the readers really give."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.markdown import read_markdown
from writer_assist.document.model import Document
from writer_assist.engine.findings import (
    FileReport,
    Finding,
    PlacedEdit,
    PlacedFix,
    PlainParagraph,
)
from writer_assist.engine.linter import Linter
from writer_assist.report.source import Fingerprints, Lines, encoded, relative, uri

from . import samples

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.*"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_reports_keep_the_whole_text(path: Path) -> None:
    report = Linter(keep_text=True).lint_path(str(path))
    assert [paragraph.number for paragraph in report.text] == list(range(1, len(report.text) + 1))
    texts = {paragraph.number: paragraph.text for paragraph in report.text}
    assert report.paragraphs.items() <= texts.items()
    assert Linter().lint_path(str(path)) == report._replace(text=())
    if path.suffix in (".txt", ".md"):
        source = path.read_text("utf-8").splitlines()
        assert [paragraph.line for paragraph in report.text] == source
        lines = Lines(report)
        for finding in report.findings:
            span = lines.span(finding)
            assert (span.line, span.column) == (finding.paragraph, finding.column)
            line = lines.line(span.line)
            assert 1 <= span.column <= span.end_column <= len(line) + 1
            if path.suffix == ".txt":
                assert line[span.column - 1 : span.end_column - 1] == finding.text
    else:
        assert {paragraph.line for paragraph in report.text} == {""}


def report_of(document: Document) -> FileReport:
    return Linter(select=["PH"], keep_text=True).lint(document)


def fault(paragraph: PlainParagraph, start: int, end: int) -> Finding:
    return samples.finding(paragraph.text, start, end, paragraph.number)


@given(st.text(st.sampled_from("甲乙*_`[](http:/)<br>&nbsp;|-# \t!~𠮷"), max_size=40), st.data())
def test_replacements_hold_what_they_replace(source: str, data: st.DataObject) -> None:
    report = report_of(read_markdown(f"前\n{source}\n后".encode(), "a.md"))
    paragraph = data.draw(st.sampled_from(report.text))
    ends = st.integers(0, len(paragraph.text))
    start, end = sorted((data.draw(ends), data.draw(ends)))
    lines = Lines(report)
    span = lines.span(fault(paragraph, start, end))
    assert 1 <= span.column <= span.end_column <= len(paragraph.line) + 1
    fix = PlacedFix((PlacedEdit(paragraph.number, start, end, "丙"),), True)
    made = lines.replacements(fix)
    if made is not None:
        (replacement,) = made
        assert replacement.span == span
        cut = paragraph.line[span.column - 1 : span.end_column - 1]
        assert cut == paragraph.text[start:end]


@pytest.mark.parametrize(
    ("source", "start", "end", "replaced"),
    [
        ("甲**乙**丙", 0, 1, "甲"),
        ("甲**乙**丙", 1, 2, "乙"),
        ("甲**乙**丙", 1, 3, None),
        ("甲**乙**丙", 0, 2, None),
        ("> - 甲乙", 1, 2, "乙"),
        ("甲&nbsp;乙", 2, 3, "乙"),
        ("甲&nbsp;乙", 1, 2, None),
        ("## 甲乙 ##", 0, 2, "甲乙"),
        ("[甲](http://b.c)乙", 1, 2, "乙"),
    ],
)
def test_replacements_in_markdown(source: str, start: int, end: int, replaced: str | None) -> None:
    report = report_of(read_markdown(source.encode(), "a.md"))
    fix = PlacedFix((PlacedEdit(1, start, end, ""),), True)
    made = Lines(report).replacements(fix)
    if replaced is None:
        assert made is None
    else:
        assert made is not None
        (span, _), *rest = made
        assert not rest
        assert source[span.column - 1 : span.end_column - 1] == replaced


def test_joining_takes_the_line_end() -> None:
    report = report_of(read_markdown("甲\n\n  乙\n**丙**\n".encode(), "a.md"))
    lines = Lines(report)

    def join(number: int) -> object:
        end = len(report.text[number - 1].text)
        made = lines.replacements(PlacedFix((PlacedEdit(number, end, end + 1, ""),), True))
        return made and tuple(made[0].span)

    assert join(1) == (1, 2, 2, 1)
    assert join(2) is not None
    # Behind the last line there is none, and marks of emphasis stand before the line's end.
    assert join(4) is None


def test_what_is_not_known_is_guessed_from_the_finding() -> None:
    found = samples.finding("20xx年", 0, 4, 7, column=3)
    lines = Lines(FileReport("a.txt", (), (found,), format="text"))
    assert tuple(lines.span(found)) == (7, 3, 7, 7)
    assert lines.line(7) == ""
    assert lines.replacements(PlacedFix((PlacedEdit(7, 0, 1, ""),), True)) is None


def test_fingerprints_count_equal_ones() -> None:
    report = FileReport("a", paragraphs={1: "甲甲", 2: "甲甲", 3: "乙"})
    fingerprints = Fingerprints(report)
    found = [samples.finding("甲甲", 0, 1, number) for number in (1, 1, 2, 3)]
    marks = [fingerprints.next(finding) for finding in found]
    assert [count for _, count in marks] == [1, 2, 3, 1]
    assert len({mark for mark, _ in marks}) == 2
    other = found[0]._replace(code="PH999")
    assert fingerprints.next(other)[0] != marks[0][0]


@given(st.text())
def test_every_name_becomes_a_uri(path: str) -> None:
    made = uri(path)
    assert made.isascii()
    assert not set(made) & set(' "<>\\^`{|}')
    assert encoded(path) is not None


@pytest.mark.parametrize(
    ("path", "expected"),
    [("./a", "a"), (".//a", "a"), ("a/./b", "a/./b"), ("/a", "/a"), ("./", ".")],
)
def test_relative(path: str, expected: str) -> None:
    assert relative(path) == expected


def test_rules_of_an_office_are_described_too() -> None:
    from writer_assist.report.words import family, find_rule, know, summary
    from writer_assist.rules.base import ParagraphRule

    class Own(ParagraphRule):
        """不用这个词。"""

        code = "BJX001"
        name = "own-word"

    assert find_rule("BJX001") is None
    know([Own])
    assert find_rule("BJX001") is Own
    assert summary("BJX001") == "不用这个词"
    assert family("BJX001") == "BJX"
    assert find_rule("PH001") is not None
