"""What comments in a draft keep from being reported, and what is said of those that do nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.document.docx.builders import docx, part
from writer_assist.document.markdown import read_markdown
from writer_assist.document.model import Comment, Document, Paragraph
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import FileReport
from writer_assist.engine.linter import Linter

PH = ["PH", "SU"]


def of(report: FileReport) -> list[tuple[str, int, str]]:
    return [(f.code, f.paragraph, f.text) for f in report.findings]


def text(*lines: str, select: list[str] = PH, suppressions: bool = True) -> FileReport:
    document = Document.from_lines(lines)
    return Linter(select=select, suppressions=suppressions).lint(document)


def markdown(source: str, select: list[str] = PH) -> FileReport:
    return Linter(select=select).lint(read_markdown(source.encode(), "稿.md"))


def commented(*comments: Comment, lines: tuple[str, ...]) -> FileReport:
    document = Document([Paragraph(t, n) for n, t in enumerate(lines, 1)], format="docx")
    document.comments = comments
    return Linter(select=PH).lint(document)


# Text


@pytest.mark.parametrize(
    "line",
    [
        "# writer-assist: ignore PH004",
        "#writer-assist:ignore PH004",
        "　# writer-assist: ignore PH004",
        "＃ writer-assist：ignore PH004",
        "// writer-assist: ignore PH004",
        "<!-- writer-assist: ignore PH004 -->",
        "# Writer-Assist: ignore PH004",
        "# writer-assist: Ignore ph004",
        "# writer-assist: ignore PH",
        "# writer-assist: ignore PH0",
        "# writer-assist: ignore ALL",
        "# writer-assist: ignore",
        "# writer-assist: ignore unfilled-number",
        "# writer-assist: ignore PH004 上级来文如此",
        "# writer-assist: ignore PH004上级来文如此",
        "# writer-assist: ignore PH004: as quoted",
        "# writer-assist: ignore 2024年的模板",
        "# writer-assist: ignore as quoted",
    ],
)
def test_ways_to_write_it(line: str) -> None:
    report = text(line, "走访委员xx人次。", "办理提案xx件。")
    assert of(report) == [("PH004", 3, "xx")]
    assert report.suppressed == 1


@pytest.mark.parametrize(
    "line",
    [
        "# writer-assist: ignore PH004, PH001",
        "# writer-assist: ignore PH004,PH001",
        "# writer-assist: ignore PH004，PH001 照录",
        "# writer-assist: ignore PH004、PH001",
        "# writer-assist: ignore PH004 PH001",
        "# writer-assist: ignore PH001, unfilled-number, as quoted",
    ],
)
def test_several_codes(line: str) -> None:
    assert of(text(line, "20xx年走访委员xx人次。")) == []


def test_only_what_is_named() -> None:
    report = text("# writer-assist: ignore PH001 PH004是对的", "20xx年走访委员xx人次。")
    assert of(report) == []
    report = text("# writer-assist: ignore PH001 见PH004", "20xx年走访委员xx人次。")
    assert of(report) == [("PH004", 2, "xx")]


def test_blank_lines_and_other_directives_may_stand_between() -> None:
    first, second = "# writer-assist: ignore PH001", "# writer-assist: ignore PH004"
    assert of(text(first, "", second, "　", "20xx年走访委员xx人次。")) == []


def test_the_line_itself_is_not_read() -> None:
    lines = ("# writer-assist: ignore PH001 因为20xx年走访委员xx人次,,如此", "20xx年，很好。")
    assert of(text(*lines, select=[])) == of(text("", lines[1], select=["OL"]))


def test_the_title_may_stand_below_a_directive() -> None:
    title = "政协云溪县委员会办公室20xx年工作总结"
    report = text("# writer-assist: ignore-file PH001", title, "一年来，做了工作。")
    assert [(draft.title, draft.genre) for draft in report.drafts] == [
        (title, "cppcc-office-summary")
    ]


def test_the_whole_file() -> None:
    report = text("20xx年。", "走访xx人次。", "# writer-assist: ignore-file PH004", "xx年xx人次。")
    assert {code for code, _, _ in of(report)} == {"PH001"}


def test_from_here_to_there() -> None:
    report = text(
        "走访委员xx人次。",
        "# writer-assist: disable PH004, PH001",
        "20xx年走访委员xx人次。",
        "# writer-assist: enable PH004",
        "20xx年走访委员xx人次。",
        "# writer-assist: enable",
        "20xx年走访委员xx人次。",
    )
    assert [(c, p) for c, p, _ in of(report)] == [
        *(("PH004", 1), ("PH004", 5)),
        *(("PH001", 7), ("PH004", 7)),
    ]


def test_without_an_end_to_the_end_of_the_file() -> None:
    assert of(text("# writer-assist: disable", "走访xx人次。", "20xx年走访委员xx人次。")) == []


def test_a_sentence_about_the_program_is_none() -> None:
    report = text("用 writer-assist: ignore PH004 可以忽略。", "走访委员xx人次。")
    assert of(report) == [("PH004", 2, "xx")]


def test_all_can_be_seen_again() -> None:
    lines = ("# writer-assist: ignore PH004", "走访委员xx人次。", "# writer-assist: ignore ZZ9")
    assert of(text(*lines, suppressions=False)) == [("PH004", 2, "xx")]


# Markdown


def test_beside_the_text_and_above_it() -> None:
    source = (
        "走访委员xx人次。<!-- writer-assist: ignore PH004 -->\n\n"
        "办理提案xx件。\n\n<!-- writer-assist: ignore PH004 -->\n\n编发信息xx期。\n"
    )
    assert of(markdown(source)) == [("PH004", 3, "xx")]


def test_a_comment_over_several_lines() -> None:
    assert of(markdown("<!--\nwriter-assist: ignore PH004\n照录\n-->\n\n走访xx人次。\n")) == []


def test_what_a_reader_sees_is_no_directive() -> None:
    source = (
        "```\n<!-- writer-assist: ignore-file PH -->\n```\n\n"
        "写成`<!-- writer-assist: ignore-file PH -->`。\n\n走访委员xx人次。\n"
    )
    assert of(markdown(source)) == [("PH004", 7, "xx")]


def test_a_finding_about_a_directive_has_the_column_of_the_comment() -> None:
    (finding,) = markdown("# 总结\n\n很好。<!-- writer-assist: ignore PH004 -->\n").findings
    assert (finding.code, finding.paragraph, finding.column) == ("SU001", 3, 9)
    assert finding.fixes == ()
    (finding,) = markdown("<!-- writer-assist: ignore PH04x -->\n").findings
    assert (finding.code, finding.paragraph, finding.column) == ("SU002", 1, 6)


# Reviewers' comments


def test_the_range_of_a_comment() -> None:
    line = "走访委员xx人次，办理提案xx件。"
    report = commented(Comment(1, 4, 1, 6, "writer-assist: ignore PH004"), lines=(line, line))
    assert [(f.paragraph, f.start) for f in report.findings] == [(1, 13), (2, 4), (2, 13)]
    over = Comment(1, 13, 2, 4, "请保留。\nWriter-assist: ignore PH004 照录", "校核")
    report = commented(over, lines=(line, line))
    assert [(f.paragraph, f.start) for f in report.findings] == [(1, 4), (2, 13)]


def test_a_comment_on_one_place_is_about_the_paragraph() -> None:
    line = "走访委员xx人次，办理提案xx件。"
    report = commented(Comment(1, 9, 1, 9, "writer-assist: ignore PH004"), lines=(line, line))
    assert [(f.paragraph, f.start) for f in report.findings] == [(2, 4), (2, 13)]


def test_a_comment_may_be_about_the_whole_file() -> None:
    comment = Comment(1, 0, 1, 2, "writer-assist: ignore-file PH004")
    assert of(commented(comment, lines=("总结", "走访委员xx人次。"))) == []


def test_a_comment_that_does_nothing_is_found_at_its_range() -> None:
    comment = Comment(2, 0, 2, 2, "writer-assist: ignore PH004")
    report = commented(comment, lines=("总结", "走访委员35人次。"))
    assert of(report) == [("SU001", 2, "走访")]


def test_comments_of_a_real_file() -> None:
    body = (
        '<w:p><w:r><w:t>走访委员</w:t></w:r><w:commentRangeStart w:id="0"/>'
        '<w:r><w:t>xx</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:t>人次，提案xx件。</w:t></w:r></w:p>'
    )
    comments = (
        '<w:comment w:id="0" w:author="校核"><w:p><w:r>'
        "<w:t>Writer-assist: ignore PH004 原文如此</w:t></w:r></w:p></w:comment>"
    )
    data = docx(body, comments=part("comments", comments))
    report = Linter(select=PH).lint(read_bytes(data, "稿.docx"))
    assert [(f.code, f.start) for f in report.findings if f.story == "body"] == [("PH004", 11)]


# What does nothing


def test_what_was_not_run_counts_as_well() -> None:
    lines = ("# writer-assist: ignore PH004", "走访委员xx人次。")
    assert of(text(*lines, select=["SU"])) == []
    assert of(text(*lines, select=["AR", "SU"])) == []
    assert of(text(lines[0], "走访委员35人次。", select=["SU"])) == [("SU001", 1, lines[0])]
    linter = Linter(without=["PH004"])
    report = linter.lint(Document.from_lines(lines))
    assert "SU001" not in {f.code for f in report.findings}


def test_nothing_is_said_where_the_rules_are_not_wanted() -> None:
    assert of(text("# writer-assist: ignore PH001, ZZ9", "好。", select=["PH"])) == []
    assert of(text("# writer-assist: ignore-file SU", "# writer-assist: ignore PH1", "好。")) == []


def test_a_suppression_without_codes_does_not_hide_what_is_wrong_with_it() -> None:
    assert [c for c, _, _ in of(text("# writer-assist: ignore", "很好。"))] == ["SU001"]


def test_an_unused_line_can_be_taken_away() -> None:
    report = text("总结", "# writer-assist: ignore PH001", "很好。", "# writer-assist: enable")
    fixes = [[edit for fix in f.fixes for edit in fix.edits] for f in report.findings]
    assert [(e.paragraph, e.start, e.end) for (e,) in fixes] == [(2, 0, 30), (4, 0, 23)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("# writer-assist: ignore PH099", "没有规则“PH099”，这句注释对它不起作用，是不是 PH0"),
        ("# writer-assist: ignore 'PH'", None),
        ("# writer-assist: ignoer PH004", "不认识“ignoer”"),
        ("# writer-assist: enable PH004", "前面没有对应的 disable"),
        ("# writer-assist: ignore PH0001", "没有规则“PH0001”"),
        ("# writer-assist: ignore GB/T 9704", None),
    ],
)
def test_what_cannot_be_understood(line: str, message: str | None) -> None:
    report = text(line, "走访委员xx人次。")
    told = [f.message for f in report.findings if f.code == "SU002"]
    if message is None:
        assert told == []
    else:
        assert len(told) == 1
        assert message in told[0]
        assert "PH004" in {f.code for f in report.findings}


# Whatever stands there


WORDS = st.sampled_from(
    [
        *("writer-assist:", "Writer-assist：", "ignore", "ignore-file", "disable", "enable", "PH"),
        *("PH004", ",", "、", " ", "#", "<!--", "-->", "xx人次", "20xx年", "unfilled-year", "ZZ9"),
    ]
)
LINES = st.lists(st.lists(WORDS, max_size=8).map("".join), max_size=8)


@given(LINES)
def test_no_text_is_an_accident(lines: list[str]) -> None:
    document = Document.from_lines(lines)
    report = Linter(select=PH).lint(document)
    for finding in report.findings:
        paragraph = document.paragraphs[finding.paragraph - 1]
        assert 0 <= finding.start <= finding.end <= len(paragraph.text)
        assert finding.text == paragraph.text[finding.start : finding.end]
    seen = Linter(select=["PH"], suppressions=False).lint(document)
    kept = [f for f in report.findings if f.code.startswith("PH")]
    assert len(kept) + report.suppressed == len(seen.findings)
    assert [p.text for p in document.paragraphs] == lines


@given(LINES)
def test_no_markdown_is_an_accident(lines: list[str]) -> None:
    markdown("\n".join(lines))


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.integers(0, 9), st.integers(1, 3), st.integers(0, 9)),
        max_size=6,
    ),
    LINES,
)
def test_ranges_are_those_of_a_plain_comparison(
    ranges: list[tuple[int, int, int, int]], words: list[str]
) -> None:
    lines = ("走访xx人次xx件", "xx年xx人次，xx。", "提案xx件xx")
    comments = [
        Comment(*min((a, b), (c, d)), *max((a, b), (c, d)), "writer-assist: ignore PH")
        for a, b, c, d in ranges
    ]
    del words
    everything = commented(lines=lines).findings
    report = commented(*comments, lines=lines)

    def covered(paragraph: int, start: int, end: int) -> bool:
        for c in comments:
            first, last = (c.first, c.start), (c.last, c.end)
            if first == last:
                first, last = (c.first, 0), (c.first, 99)
            if (paragraph, start) <= last and (paragraph, end) >= first:
                return True
        return False

    wanted = [f for f in everything if not covered(f.paragraph, f.start, f.end)]
    assert [f for f in report.findings if f.code != "SU001"] == wanted


@pytest.mark.parametrize(
    "line",
    [
        *("# writer-assist: ignore PH004", "# writer-assist: disable", "writer-assist:" * 9),
        "# writer-assist: ignore ZZ{}, zz-{}",
    ],
)
def test_many_directives_take_linear_time(line: str) -> None:
    def seconds(count: int) -> float:
        lines = [part for n in range(count) for part in (line.format(n, n), "走访xx人次。")]
        document = Document.from_lines(lines)
        linter = Linter(select=["PH004", "SU002"])
        start = time.perf_counter()
        linter.lint(document)
        return time.perf_counter() - start

    seconds(10)
    small = min(seconds(500) for _ in range(3))
    assert min(seconds(4000) for _ in range(2)) < 8 * small * 4


def test_fixes_behind_a_directive_stand_where_they_belong() -> None:
    lines = ["# writer-assist: ignore PH001 照录", "20xx年，", "在⽥间地头。"]
    report = Linter(select=["AR007", "SU"]).lint(Document.from_lines(lines))
    (finding,) = report.findings
    (edit,) = finding.fixes[0].edits
    assert (edit.paragraph, lines[edit.paragraph - 1][edit.start : edit.end]) == (3, "⽥")
