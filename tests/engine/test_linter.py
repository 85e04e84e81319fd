"""The engine: what it does with hits, whatever the rules are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.document.docx.builders import docx, part
from writer_assist.document.model import Document, Feature, Paragraph
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import FileReport, PlacedEdit
from writer_assist.engine.linter import Linter
from writer_assist.outline.genres import UnknownGenreError
from writer_assist.rules.draft_text import covered

SEVERAL = """\
政协云溪县委员会办公室工作总结篇一
一年来，办公室完成了各项任务。
一、主要工作
（一）抓好会务
共召开会议xx次。
（二）抓好宣传
刊发稿件xx篇。
二、下一步打算
继续做好服务。
政协云溪县委员会办公室工作总结篇二
在县政协领导下，共提交提案xx件。
一、主要工作
编发信息xx期。
二、下一步打算
继续努力。
""".splitlines()


def lint(lines: list[str], *select: str) -> FileReport:
    return Linter(select=select).lint(Document.from_lines(lines))


def spans(report: FileReport) -> list[tuple[int, int, int, str]]:
    return [(f.paragraph, f.start, f.end, f.code) for f in report.findings]


def test_a_finding_stands_under_the_headings_of_its_own_draft() -> None:
    report = lint(SEVERAL, "PH004")
    assert [(draft.first, draft.last) for draft in report.drafts] == [(1, 9), (10, 15)]
    assert [(f.paragraph, f.section) for f in report.findings] == [
        (5, "一、主要工作 / （一）抓好会务"),
        (7, "一、主要工作 / （二）抓好宣传"),
        (11, ""),
        (13, "一、主要工作"),
    ]


def test_headers_and_notes_stand_under_no_heading() -> None:
    body = "<w:p><w:r><w:t>一、主要工作</w:t></w:r></w:p><w:p><w:r><w:t>共xx件</w:t></w:r></w:p>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    header = part("hdr", "<w:p><w:r><w:t>xx县政协</w:t></w:r></w:p>")
    document = read_bytes(docx(body + section, header1=header), "x.docx")
    report = Linter(select=["PH"]).lint(document)
    assert [(f.story, f.text, f.section) for f in report.findings] == [
        ("body", "xx", "一、主要工作"),
        ("header", "xx", ""),
    ]


def test_addresses_code_and_comments_are_not_judged() -> None:
    document = Document.from_lines(
        [
            "发至xx县信箱xxxx@example.gov.cn，见https://example.gov.cn/xx/20xx/，或www.xx.cn。",
            "命令 20xx年 结束",
            "批注：这里的xx县要填",
        ]
    )
    document.paragraphs[1].features = [Feature("code", 0, 10)]
    document.paragraphs[2].story = "comment"
    report = Linter(select=["PH"]).lint(document)
    assert spans(report) == [(1, 2, 4, "PH005")]


def test_one_mark_inside_another_is_one_finding() -> None:
    document = Document.from_lines(["单位：单击此处输入xx县政协全称", "共xx件"])
    document.paragraphs[0].features = [Feature("content-control", 3, 17, "单位")]
    report = Linter(select=["PH"]).lint(document)
    assert spans(report) == [(1, 3, 17, "PH014"), (2, 1, 3, "PH004")]


def test_columns_are_those_of_the_source_line() -> None:
    report = Linter(select=["PH"]).lint(read_bytes("## 一、在**xx**县\n".encode(), "x.md"))
    assert [(f.start, f.column) for f in report.findings] == [(3, 9)]


def test_a_fix_over_the_paragraph_mark_is_placed_in_the_first_paragraph() -> None:
    lines = [
        "一年来，我们坚持把学习放在首位。委员们认真学习宪法和政协章程，并把学习同履行职",
        "能结合起来，做到边学习、边思考、边实践，收到了良好的效果。",
    ]
    (finding,) = lint(lines, "AR012").findings
    end = len(lines[0])
    assert finding.fixes[0].edits == (PlacedEdit(1, end, end + 1, ""),)


def test_a_bad_file_is_a_report_with_an_error() -> None:
    report = Linter().lint_bytes(b"PK\x03\x04 damaged", "x.docx")
    assert report.error
    assert not report.drafts


def test_an_unknown_genre_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownGenreError) as caught:
        Linter(genre="cppcc-office-sumary")
    assert caught.value.nearest == "政协办公室工作总结"


LINE = st.lists(
    st.sampled_from(["20xx年", "xx县", "政协", "，", "。", "*", "[]", "____", "x件", "?? ", "\n"]),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.lists(LINE, min_size=1, max_size=6))
def test_typing_gives_what_linting_gives(lines: list[str]) -> None:
    linter = Linter(select=["PH", "AR"])
    document = Document.from_lines(lines)
    whole = linter.lint(document).findings
    paragraph_rules = {rule.code for rule in linter._paragraph_rules}
    for paragraph in document.paragraphs:
        typed = {(rule.code, hit.start, hit.end) for rule, hit in linter.check_text(paragraph.text)}
        linted = {
            (f.code, f.start, f.end)
            for f in whole
            if f.paragraph == paragraph.number and f.code in paragraph_rules
        }
        # The engine drops marks inside marks; otherwise both are the same.
        assert linted <= typed
        assert all(any(s <= start and end <= e for _, s, e in linted) for _, start, end in typed)


@given(st.lists(LINE, min_size=1, max_size=6))
def test_findings_lie_inside_their_paragraphs(lines: list[str]) -> None:
    document = Document.from_lines(lines)
    for finding in Linter().lint(document).findings:
        text = document.paragraphs[finding.paragraph - 1].text
        assert 0 <= finding.start <= finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize("unit", ["（）", "“”", "某〔x〕"])
def test_a_row_of_blanks_takes_linear_time(unit: str) -> None:
    def seconds(characters: int) -> float:
        document = Document.from_lines([unit * (characters // len(unit))])
        started = time.process_time()
        Linter(select=["PH"]).lint(document)
        return time.process_time() - started

    seconds(100)
    # Ten times the text; time that grows with its square would be a hundred times as long.
    assert seconds(200_000) < 30 * max(seconds(20_000), 0.01)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=80),
    st.lists(st.tuples(st.integers(0, 70), st.integers(1, 9)), min_size=1),
)
def test_covered_is_the_same_for_few_and_many_features(
    spans: list[tuple[int, int]], asked: list[tuple[int, int]]
) -> None:
    paragraph = Paragraph("政" * 80, 1, features=[Feature("code", s, s + n) for s, n in spans])
    for start, size in asked:
        end = start + size
        expected = any(s < end and start < s + n for s, n in spans)
        assert covered(paragraph, "code", start, end) is expected
        assert not covered(paragraph, "field", start, end)


def test_a_paragraph_of_features_takes_linear_time() -> None:
    run = '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>社情*</w:t></w:r>'

    def seconds(runs: int) -> float:
        data = docx("<w:p>" + (run + "<w:r><w:t>信息xx县</w:t></w:r>") * runs + "</w:p>")
        started = time.process_time()
        Linter().lint_bytes(data)
        return time.process_time() - started

    seconds(10)
    # Eight times the text; time that grows with its square would be 64 times as long.
    assert seconds(4000) < 24 * max(seconds(500), 0.01)


def test_a_document_without_paragraphs() -> None:
    assert Linter(genre="summary").lint(Document([])).findings == []


def test_one_fault_is_found_once() -> None:
    """Two rules know 参政义政: the correction is the same, the graver finding stays."""
    report = lint(["工作总结", "认真参政义政。"], "WD", "TM")
    assert spans(report) == [(2, 2, 6, "WD001")]
    assert spans(lint(["工作总结", "认真参政义政。"], "TM")) == [(2, 2, 6, "TM005")]
