"""Correct a document until nothing is left to correct."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.document.docx.builders import docx, paragraph, part, parts_of, zipped
from tests.document.docx.test_reader import field, run
from tests.document.office import convert, needs_soffice
from tests.revise.docx_trees import parts, texts
from tests.revise.test_comments import SOURCES, bold, p
from tests.revise.test_docx_edits import NUMBER, NUMBERING, protected
from tests.revise.test_tracked import DATE, check
from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Document
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import FileReport, Finding, PlacedEdit
from writer_assist.engine.linter import Linter
from writer_assist.outline.draft import Draft
from writer_assist.revise import docx_edits, line_edits
from writer_assist.revise import fix as module
from writer_assist.revise.fix import Fixed, fix
from writer_assist.revise.history import applied
from writer_assist.rules.base import DraftRule, Edit, Fix, Hit, ParagraphRule, Severity, Text

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.*"))

# --- rules to correct by -------------------------------------------------------------------------


def rule(
    number: int, old: str, new: str, *, safe: bool = True, severity: Severity = "warning"
) -> type[ParagraphRule]:
    """A rule that finds a pattern, and corrects it to what ``re.sub`` would make of it."""

    class Replacing(ParagraphRule):
        """说法不一"""

        code = f"ZZ{number:03}"
        name = f"zz-{number}"

        def check(self, text: Text) -> Iterable[Hit]:
            for match in re.finditer(old, text.text):
                edit = Edit(match.start(), match.end(), match.expand(new))
                yield Hit(match.start(), match.end(), "说法不一", fixes=(Fix((edit,), safe),))

    Replacing.severity = severity
    return Replacing


class Joining(DraftRule):
    """一段文字断成两段"""

    code = "ZZ100"
    name = "zz-joining"

    def check(self, draft: Draft) -> Iterable[Hit]:
        for one in draft.paragraphs:
            size = len(one.text)
            if one.text.endswith("+"):
                fixes = (Fix((Edit(size - 1, size + 1, ""),), True),)
                yield Hit(size - 1, size, "断开", fixes=fixes, paragraph=one)


def linter(*rules: type[ParagraphRule] | type[DraftRule]) -> Linter:
    return Linter(select=("ZZ",), extra=rules)


def fixed(
    data: bytes | str,
    *rules: type[ParagraphRule] | type[DraftRule],
    path: str = "a.txt",
    unsafe: bool = False,
    tracked: bool = False,
) -> Fixed:
    """What fix makes of a file, with what has to hold for any."""
    if isinstance(data, str):
        data = data.encode()
    lint = linter(*rules).lint
    made = fix(data, path, lint, unsafe=unsafe, tracked=tracked, date=DATE)
    hold(data, made, path, lint)
    return made


def hold(data: bytes, made: Fixed, path: str, lint: module.Lint) -> None:
    before, after = read_bytes(data, path), read_bytes(made.data, path)
    assert list(made.texts) == [par.text for par in before.paragraphs]
    assert list(made.fixed_texts) == [par.text for par in after.paragraphs]
    assert applied(made.texts, made.edits) == list(made.fixed_texts)
    assert (made.data == data) == (not made.corrections)
    report = lint(after)
    assert [f._replace(section="") for f in made.report.findings] == [
        f._replace(section="") for f in report.findings
    ]
    for correction in made.corrections:
        assert correction.finding.fixes
        assert 0 <= correction.start <= len(made.texts[correction.paragraph - 1]) + 1


def said(made: Fixed) -> list[tuple[int, str, str, str]]:
    return [(c.paragraph, c.finding.code, c.before, c.after) for c in made.corrections]


def kept(made: Fixed) -> list[tuple[str, str]]:
    return [(each.finding.text, each.reason) for each in made.kept]


# --- pass after pass -----------------------------------------------------------------------------


def test_a_correction() -> None:
    made = fixed("甲,乙\n丙,丁\n", rule(1, ",", "，"))
    assert made.data == "甲，乙\n丙，丁\n".encode()
    assert said(made) == [(1, "ZZ001", ",", "，"), (2, "ZZ001", ",", "，")]
    assert made.edits == [PlacedEdit(1, 1, 2, "，"), PlacedEdit(2, 1, 2, "，")]
    assert (made.passes, made.unsafe, made.kind, made.same_format) == (2, 0, "", True)
    assert not made.kept
    assert not made.report.findings


def test_nothing_to_correct() -> None:
    data = "甲\n".encode()
    made = fixed(data, rule(1, ",", "，"))
    assert made.data is data
    assert (made.passes, made.edits, made.corrections) == (1, [], [])


def test_corrections_that_bring_others() -> None:
    made = fixed("甲乙", rule(1, "甲", "丙"), rule(2, "丙", "丁戊"), rule(3, "丁", ""))
    assert made.data == "戊乙".encode()
    assert said(made) == [
        (1, "ZZ001", "甲", "丙"),
        (1, "ZZ002", "丙", "丁戊"),
        (1, "ZZ003", "丁", ""),
    ]
    assert made.edits == [PlacedEdit(1, 0, 1, "戊")]
    assert made.passes == 4


def test_corrections_that_overlap_take_turns() -> None:
    one, other = rule(1, "甲乙", "甲、乙"), rule(2, "乙丙", "乙。丙")
    made = fixed("甲乙丙", one, other)
    assert made.data == "甲、乙。丙".encode()
    assert [code for _, code, _, _ in said(made)] == ["ZZ001", "ZZ002"]
    assert made.passes == 3
    grave = rule(2, "乙丙", "丁丙", severity="error")
    made = fixed("甲乙丙", one, grave)
    # Once that is made there is no 甲乙 any more.
    assert said(made) == [(1, "ZZ002", "乙丙", "丁丙")]
    assert (made.data, made.passes) == ("甲丁丙".encode(), 2)


def test_places_are_those_of_the_beginning() -> None:
    made = fixed("甲\n\n乙+\n丙+\n丁,戊\n", Joining, rule(1, ",", "，"), rule(2, "乙丙", "己"))
    assert made.data == "甲\n\n己丁，戊\n".encode()
    assert [(c.paragraph, c.start, c.before, c.after, c.joined) for c in made.corrections] == [
        (3, 1, "+", "", True),
        (4, 1, "+", "", True),
        (5, 1, ",", "，", False),
        (3, 0, "乙丙", "己", False),
    ]


def test_what_goes_round_and_round_ends_where_the_round_begins() -> None:
    there, back = rule(1, "甲", "乙"), rule(2, "乙", "甲")
    for text in ("甲", "乙"):
        made = fixed(text, there, back)
        assert made.data == text.encode()
        assert kept(made) == [(text, module.MOVES_ON)]
    made = fixed("甲字,", there, back, rule(3, ",", "，"))
    assert made.data == "乙字，".encode()
    assert kept(made) == [("乙", module.MOVES_ON)]
    again = fixed(made.data, there, back, rule(3, ",", "，"))
    assert again.data == made.data


def test_what_never_ends_is_stopped() -> None:
    made = fixed("啊", rule(1, "啊", "啊哈"), rule(2, "$", ""))
    assert made.passes == module.MOST_PASSES + 1
    assert made.data == ("啊" + "哈" * module.MOST_PASSES).encode()
    assert kept(made) == [("啊", module.MOVES_ON)]


def test_unsafe_corrections_are_counted_or_made() -> None:
    doubtful, sure = rule(1, "甲", "乙", safe=False), rule(2, ",", "，")
    made = fixed("甲,甲", doubtful, sure)
    assert (made.data, made.unsafe, len(made.report.findings)) == ("甲，甲".encode(), 2, 2)
    made = fixed("甲,甲", doubtful, sure, unsafe=True)
    assert (made.data, made.unsafe) == ("乙，乙".encode(), 0)


def test_an_error_of_the_linter_is_one_of_fix() -> None:
    def lint(document: Document) -> FileReport:
        return FileReport(document.path, error="坏了：{x}", error_params={"x": 1})

    with pytest.raises(DocumentError) as error:
        fix(b"a", "a.txt", lint)
    assert (error.value.reason, error.value.params) == ("坏了：{x}", {"x": 1})


# --- what cannot be corrected --------------------------------------------------------------------


def test_what_stands_in_a_field_is_kept_with_the_reason() -> None:
    data = docx(p(run("甲,"), field("DATE", run("乙,丙")), run("丁,")))
    made = fixed(data, rule(1, ",", "，"), path="a.docx")
    assert texts(made.data) == ["甲，乙,丙丁，"]
    assert kept(made) == [(",", docx_edits.IN_FIELD)]
    assert [f.text for f in made.report.findings] == [","]


def test_paragraphs_that_cannot_be_joined() -> None:
    data = docx(
        p(run("甲+")) + p(f"<w:pPr>{NUMBER}</w:pPr>", run("乙+")) + p(run("丙+")),
        numbering=NUMBERING,
    )
    made = fixed(data, Joining, path="a.docx")
    assert texts(made.data) == ["甲+", "乙丙+"]
    assert kept(made) == [("+", docx_edits.NUMBERED), ("+", docx_edits.NOT_JOINED)]


def test_what_would_change_the_markup_is_left_and_all_else_made() -> None:
    """A full-width comma at the end of an emphasis: its marks would show."""
    text = "**乙,**丙,丁\n\n甲,**戊,己**\n"
    made = fixed(text, rule(1, ",", "，"), path="a.md")
    # Which of a line's corrections it was nobody knows.
    assert made.data == "**乙,**丙,丁\n\n甲，**戊，己**\n".encode()
    assert kept(made) == [(",", module.CHANGES_MORE)] * 2
    assert fixed(made.data, rule(1, ",", "，"), path="a.md").data == made.data


def test_a_line_that_changes_how_others_are_read_is_to_blame() -> None:
    """What opens a block of code changes every line behind it, but not itself."""
    text = "甲,\n\n丶丶丶\n\n**乙**丙\n\n**丁,**\n"
    made = fixed(text, rule(1, ",", "，"), rule(2, "丶丶丶", "```"), path="a.md")
    assert kept(made) == [(",", module.CHANGES_MORE), ("丶丶丶", module.CHANGES_MORE)]
    assert made.data == text.replace("甲,", "甲，").encode()


def test_of_joined_and_wrong_lines_the_wrong_ones_are_left() -> None:
    """Behind joined lines the numbers are others."""
    text = "甲+\n乙+\n丙\n\n**丁;**戊\n\n己,\n"
    made = fixed(text, Joining, rule(1, ",", "，"), rule(2, ";", "**；"), path="a.md")
    assert made.data == "甲乙丙\n\n**丁;**戊\n\n己，\n".encode()
    assert kept(made) == [(";", module.CHANGES_MORE)]


def test_a_new_line_is_no_correction_of_a_text() -> None:
    made = fixed("甲;乙\n丙,丁\n", rule(1, ";", "\n"), rule(2, ",", "，"))
    assert made.data == "甲;乙\n丙，丁\n".encode()
    assert kept(made) == [(";", module.CHANGES_MORE)]


def test_what_cannot_be_written_is_kept() -> None:
    made = fixed("甲;乙", rule(1, ";", "\ud800"))
    assert kept(made) == [(";", line_edits.NOT_ENCODABLE)]


def test_it_is_given_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_ATTEMPTS", 0)
    with pytest.raises(DocumentError) as error:
        fixed("甲;乙", rule(1, ";", "\n"))
    assert error.value.reason == module.GIVEN_UP


def test_a_page_break_that_would_show_or_vanish() -> None:
    """The reader leaves those at the edge of a paragraph out: such a correction is not made."""
    page = '<w:r><w:br w:type="page"/></w:r>'
    made = fixed(docx(p(run("甲,"), page, run("乙"))), rule(1, "乙", ""), path="a.docx")
    assert texts(made.data) == ["甲,\n乙"]
    assert kept(made) == [("乙", module.CHANGES_MORE)]
    both = rule(1, "乙", ""), rule(2, ",", "，")
    made = fixed(docx(p(run("甲,"), page, run("乙")) + p(run("丙,"))), *both, path="a.docx")
    assert texts(made.data)[1] == "丙，"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (protected("readOnly"), docx_edits.PROTECTED),
        (protected("trackedChanges"), docx_edits.MUST_TRACK),
        (zipped({**parts_of(p(run("甲"))), "_xmlsignatures/s.xml": "<a/>"}), docx_edits.SIGNED),
    ],
)
def test_what_must_not_be_changed(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as error:
        fixed(data, rule(1, "甲", "乙"), path="a.docx")
    assert error.value.reason == reason


def test_a_document_that_allows_tracked_changes_only() -> None:
    data = protected("trackedChanges")
    made = fix(data, "a.docx", linter(rule(1, "甲", "乙")).lint, tracked=True)
    assert texts(made.data) == ["乙"]


# --- tracked changes -----------------------------------------------------------------------------


def test_tracked_changes_of_several_passes() -> None:
    rules = rule(1, "甲", "丙"), rule(2, "丙乙", "丁"), rule(3, ",", "，"), Joining
    data = docx(p(run("甲"), bold("乙,甲+")) + p(run("戊,")) + "<w:p/>")
    made = fixed(data, *rules, path="a.docx", tracked=True)
    assert texts(made.data) == ["丁，丙戊，", ""]
    check(data, made.data, ["丁，丙戊，", ""])
    plain = fixed(data, *rules, path="a.docx")
    assert (plain.edits, plain.fixed_texts) == (made.edits, made.fixed_texts)
    assert said(plain) == said(made)
    dates = {r.date for r in read_bytes(made.data).revisions}
    assert dates == {DATE}


def test_passes_on_both_sides_of_a_deletion() -> None:
    data = docx(SOURCES["a deletion"])
    rules = rule(1, "乙", "新"), rule(2, "(?<=新)丙", "字")
    made = fixed(data, *rules, path="a.docx", tracked=True)
    assert texts(made.data) == ["甲新字丁"]
    check(data, made.data, ["甲新字丁"])


def test_other_peoples_changes_are_kept_out_of_tracked_ones() -> None:
    data = docx(SOURCES["an insertion"])
    made = fixed(data, rule(1, "乙", "新"), rule(2, "甲", "字"), path="a.docx", tracked=True)
    assert texts(made.data) == ["字乙丙丁"]
    assert kept(made) == [("乙", docx_edits.IN_CHANGE)]


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
def test_a_text_has_no_tracked_changes(path: str) -> None:
    with pytest.raises(DocumentError) as error:
        fixed("甲", rule(1, "甲", "乙"), path=path, tracked=True)
    assert error.value.reason == line_edits.NOT_TRACKED


# --- formats -------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["doc", "rtf"])
def test_converted_formats(format_: str, tmp_path: Path) -> None:
    needs_soffice()
    (tmp_path / "a.docx").write_bytes(docx(paragraph("全年共办理提案三十五件,办结。")))
    data = convert(tmp_path / "a.docx", format_, tmp_path).read_bytes()
    made = fix(data, f"a.{format_}", linter(rule(1, ",", "，")).lint)
    assert (made.kind, made.same_format) == (".docx", False)
    assert made.data[:2] == b"PK"
    assert texts(made.data) == ["全年共办理提案三十五件，办结。"]
    none = fix(data, f"a.{format_}", linter(rule(1, "无", "有")).lint)
    assert (none.kind, none.corrections, none.data[:2]) == (".docx", [], b"PK")


def test_the_kind_of_a_file() -> None:
    content = parts_of(p(run("甲")))
    content["[Content_Types].xml"] = str(content["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    content["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    made = fixed(zipped(content), rule(1, "甲", "乙"), path="a.docm")
    assert made.kind == ".docm"
    assert parts(made.data)["word/vbaProject.bin"] == b"\xd0\xcf\x11\xe0"


# --- a second run changes nothing ----------------------------------------------------------------

PIECES = ("甲", "乙", "丙", ",", "甲乙", "乙丙", ",,", "丁", "")


def rules_of(pairs: list[tuple[str, str]]) -> list[type[ParagraphRule]]:
    return [rule(number, old, new) for number, (old, new) in enumerate(pairs, 1)]


def has_stopped(made: Fixed) -> bool:
    return made.passes <= module.MOST_PASSES


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.sampled_from(PIECES[:-1]), st.sampled_from(PIECES)), min_size=1, max_size=3
    ),
    st.lists(st.text(alphabet="甲乙丙,", max_size=5), min_size=1, max_size=3),
    st.sampled_from(("a.txt", "a.md", "a.docx")),
)
def test_a_second_run_changes_nothing(
    pairs: list[tuple[str, str]], lines: list[str], path: str
) -> None:
    """Whatever rules do to each other, but grow without an end."""
    rules = rules_of(pairs)
    if path == "a.docx":
        data = docx("".join(p(run(line[:2]), bold(line[2:])) for line in lines))
    else:
        data = "".join(f"{line}\n" for line in lines).encode()
    made = fixed(data, *rules, path=path)
    if has_stopped(made):
        again = fixed(made.data, *rules, path=path)
        assert again.data == made.data
        assert not again.corrections
    if path == "a.docx" and made.corrections:
        same = fixed(data, *rules, path=path, tracked=True)
        if not same.kept and not made.kept:
            check(data, same.data, list(made.fixed_texts))


@pytest.mark.parametrize("path", [e for e in EXAMPLES if e.suffix in (".docx", ".md", ".txt")],
                         ids=lambda path: path.stem)  # fmt: skip
@pytest.mark.parametrize("unsafe", [False, True])
def test_examples(path: Path, unsafe: bool) -> None:
    data = path.read_bytes()
    lint = Linter().lint
    made = fix(data, str(path), lint, unsafe=unsafe)
    hold(data, made, str(path), lint)
    again = fix(made.data, str(path), lint, unsafe=unsafe)
    assert again.data == made.data
    assert again.passes == 1
    left: list[Finding] = [
        f for f in made.report.findings if any(each.safe or unsafe for each in f.fixes)
    ]
    assert len(left) <= len(made.kept)
    if path.suffix == ".docx" and made.corrections:
        tracked = fix(data, str(path), lint, unsafe=unsafe, tracked=True, date=DATE)
        assert texts(tracked.data) == list(made.fixed_texts)
        check(data, tracked.data, list(made.fixed_texts))


def test_the_examples_have_something_to_correct() -> None:
    lint = Linter().lint
    corrected = [
        path.suffix
        for path in EXAMPLES
        if path.suffix in (".docx", ".md", ".txt")
        and fix(path.read_bytes(), str(path), lint, unsafe=True).corrections
    ]
    assert {".docx", ".md", ".txt"} <= set(corrected)


def test_headers_and_notes_are_corrected_too() -> None:
    note = f'<w:footnote w:id="1">{p(run("注,文"))}</w:footnote>'
    data = docx(
        p(run("正,文"), '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        footnotes=part("footnotes", note),
    )
    made = fixed(data, rule(1, ",", "，"), path="a.docx")
    assert texts(made.data) == ["正，文", "注，文"]
