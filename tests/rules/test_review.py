"""Review marks: whole files, and what the cases do not show."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.document.docx.builders import docx, paragraph, part, parts_of, zipped
from tests.document.docx.test_document_properties import APP, CORE
from tests.document.docx.test_reader import run
from tests.document.docx.test_review import comment, end, gone, ins, p, reference, start
from writer_assist.document.model import Comment, Document, Feature, Revision
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import FileReport
from writer_assist.engine.linter import Linter
from writer_assist.rules.base import Office

LINTER = Linter(select=["RV"])


def lint(data: bytes, *select: str) -> FileReport:
    linter = Linter(select=select) if select else LINTER
    return linter.lint(read_bytes(data, "稿.docx"))


def revised(lines: int, *, each: int = 1, authors: int = 1) -> Document:
    document = Document.from_lines(["共八件"] * lines)
    document.revisions = [
        Revision(
            "insertion", n, 1, 2, "八", f"审稿人{n % authors}", f"2024-01-{n % 28 + 1:02}T00:00"
        )
        for n in range(1, lines + 1)
        for _ in range(each)
    ]
    return document


def test_a_draft_with_everything() -> None:
    comments = part("comments", comment(0, "数字请核实") + comment(1, "writer-assist: ignore"))
    parts = parts_of(
        paragraph("云溪县政协工作总结")
        + p(run("共"), start(0), run("八"), end(0), reference(0), ins(run("九")), gone("十"))
        + p(start(1), run("内部掌握", "<w:vanish/>"), end(1), reference(1))
        + p(run("甲"), run("乙", '<w:highlight w:val="yellow"/>')),
        comments=comments,
        settings=part("settings", '<w:documentProtection w:edit="forms" w:enforcement="1"/>'),
    )
    parts["docProps/core.xml"] = CORE.format(title="东山县政协工作总结")
    parts["docProps/app.xml"] = APP
    report = lint(zipped(parts))
    assert [(f.code, f.paragraph, f.start, f.end) for f in report.findings] == [
        ("RV006", 1, 0, 0),
        ("RV010", 1, 0, 0),
        ("RV007", 1, 0, 9),
        ("RV002", 2, 1, 2),
        ("RV001", 2, 2, 3),
        ("RV004", 4, 1, 2),
    ]
    messages = {f.code: f.message for f in report.findings}
    assert "“审稿人0”的批注没有删去：“数字请核实”" in messages["RV002"]
    assert "“甲某”的 2 处修订" in messages["RV001"]
    assert "2024-01-02" in messages["RV001"]
    assert "“东山县政协工作总结”" in messages["RV007"]
    assert "只许填写窗体" in messages["RV010"]


def test_a_clean_draft_has_none() -> None:
    assert not lint(docx(paragraph("云溪县政协工作总结") + paragraph("共八件。"))).findings


def test_the_changes_of_one_author_are_few_findings() -> None:
    assert len(LINTER.lint(revised(500, each=3)).findings) == 1
    scattered = revised(100)
    scattered.revisions = [r for r in scattered.revisions if r.paragraph % 7 == 1]
    (finding,) = LINTER.lint(scattered).findings
    assert finding.params["count"] == len(scattered.revisions) == 15
    assert "散在全文各处" in finding.message
    assert "2024-01-02 – 2024-01-23" in finding.message


def test_authors_are_kept_apart() -> None:
    findings = LINTER.lint(revised(6, authors=2)).findings
    assert [(f.params["author"], f.params["count"]) for f in findings] == [
        ("审稿人1", 3),
        ("审稿人0", 3),
    ]


def test_changes_in_reviewers_comments_are_not_the_drafts() -> None:
    comments = part("comments", f'<w:comment w:id="0">{p(ins(run("已改")))}</w:comment>')
    body = p(run("甲"), reference(0))
    assert [f.code for f in lint(docx(body, comments=comments)).findings] == ["RV002"]


def test_a_comment_over_several_paragraphs_is_shown_in_the_first() -> None:
    document = Document.from_lines(["共八件", "共九件"])
    document.comments = [Comment(1, 1, 2, 2, "核实", "")]
    (finding,) = LINTER.lint(document).findings
    assert (finding.paragraph, finding.start, finding.end) == (1, 1, 3)
    assert finding.message.startswith("“某人”的批注")


def test_several_drafts_in_one_file_share_its_properties() -> None:
    lines = []
    for number in ("一", "二"):
        lines += [f"云溪县政协工作总结篇{number}", "一年来，完成了各项任务。", "一、主要工作"]
        lines += ["共八件。", "二、下一步打算", "继续努力。"]
    document = Document.from_lines(lines)
    document.properties = {"creator": "王小明", "trackRevisions": "true"}
    document.revisions = ()
    report = LINTER.lint(document)
    assert len(report.drafts) == 2
    assert sorted(f.code for f in report.findings) == ["RV006", "RV009"]


def test_names_of_the_office_may_stand_in_the_properties() -> None:
    document = Document.from_lines(["工作总结"])
    document.properties = {"creator": "王小明"}
    assert not Linter(select=["RV"], office=Office(names=("王小明",))).lint(document).findings


NUMBERS = st.integers(1, 4)
OFFSETS = st.integers(0, 3)


@given(
    st.lists(st.tuples(NUMBERS, OFFSETS, OFFSETS, st.text(max_size=9)), max_size=8),
    st.dictionaries(
        st.sampled_from(["creator", "lastModifiedBy", "Company", "Manager", "title"]), st.text()
    ),
)
def test_any_marks(marks: list[tuple[int, int, int, str]], properties: dict[str, str]) -> None:
    document = Document.from_lines(["共八件", "一、甲", "　　", "完毕。"])
    size = [len(q.text) for q in document.paragraphs]
    spans = [
        (n, min(a, b, size[n - 1]), min(max(a, b), size[n - 1]), text) for n, a, b, text in marks
    ]
    document.comments = [Comment(n, a, n, b, text, text) for n, a, b, text in spans]
    document.revisions = [Revision("deletion", n, a, a, text, text) for n, a, _, text in spans]
    for n, a, b, _ in spans:
        q = document.paragraphs[n - 1]
        q.features = [*q.features, Feature("hidden", a, b), Feature("highlight", a, b)]
    document.properties = properties
    for finding in LINTER.lint(document).findings:
        assert 0 <= finding.start <= finding.end <= size[finding.paragraph - 1]
        assert finding.message_in("zh")


@pytest.mark.parametrize("authors", [1, 5000])
def test_many_changes_take_linear_time(authors: int) -> None:
    document = revised(20_000, each=2, authors=authors)
    document.comments = [Comment(n, 0, n, 1, "核实" * 50) for n in range(1, 20_000)]
    begin = time.process_time()
    LINTER.lint(document)
    assert time.process_time() - begin < 20
