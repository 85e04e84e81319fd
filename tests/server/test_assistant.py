"""The service, as a host uses it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from writer_assist.document.read import read_bytes
from writer_assist.engine.linter import Linter
from writer_assist.server import protocol as p
from writer_assist.server.assistant import Assistant, AssistantError

DRAFT = [
    "关于增加经费的请示",
    "县财政局：",
    "因工作需要，，拟增加经费20xx元😀，为此,特请示如下。",
    "一、理由",
    "二、打算",
    "全年办理既定提案12件。",
]


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    made = Assistant()
    made.handle("initialize", p.Initialize("test", preferences=str(tmp_path / "p" / "x.json")))
    return made


def opened(assistant: Assistant, lines: Sequence[str] = DRAFT, path: str = "") -> p.Checked:
    paragraphs = [p.HostParagraph(line) for line in lines]
    assistant.handle("open", p.OpenDocument("a", paragraphs, path))
    checked = assistant.handle("check", p.CheckDocument("a"))
    assert isinstance(checked, p.Checked)
    return checked


def utf16(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_initialize_comes_first() -> None:
    with pytest.raises(AssistantError) as caught:
        Assistant().handle("templates", p.ListTemplates())
    assert caught.value.code == p.NOT_INITIALIZED


def test_a_document_has_the_findings_of_lint(assistant: Assistant) -> None:
    checked = opened(assistant)
    report = Linter().lint(read_bytes("\n".join(DRAFT).encode(), "a.txt"))
    assert [(q.code, q.paragraph, q.text, q.message) for q in checked.problems] == [
        (f.code, f.paragraph, f.text, f.message) for f in report.findings
    ]
    for problem in checked.problems:
        assert utf16(DRAFT[problem.paragraph - 1], problem.start, problem.end) == problem.text
    assert checked.drafts[0].genre_name == "请示"
    assert len({q.id for q in checked.problems}) == len(checked.problems)


def test_a_paragraph_by_itself(assistant: Assistant) -> None:
    texts = [DRAFT[2], "plain text", ""]
    found = assistant.handle("check_paragraphs", p.CheckParagraphs(texts)).paragraphs
    alone = Linter().check_paragraph(DRAFT[2])
    assert [q.code for q in found[0]] == [f.code for f in alone]
    assert {"PU008", "PH001"} <= {q.code for q in found[0]} or len(found[0]) >= 2
    for problem in found[0]:
        assert utf16(DRAFT[2], problem.start, problem.end) == problem.text
    assert found[1:] == [[], []]


@pytest.mark.parametrize(
    "line", [*DRAFT, "全年共办理提案１２０件，占80％-90％。", "他们 的工作，，很好。"]
)
def test_paragraph_and_document_agree(line: str) -> None:
    """While typing nothing is shown that the check of the whole text would not show."""
    linter = Linter()
    alone = {(f.code, f.start, f.end) for f in linter.check_paragraph(line)}
    whole = {
        (f.code, f.start, f.end) for f in linter.lint(read_bytes(line.encode(), "a.txt")).findings
    }
    assert alone <= whole


def test_what_the_document_knows_shows_while_typing(assistant: Assistant) -> None:
    checked = opened(assistant)
    whole = [q.code for q in checked.problems if q.paragraph == 4]
    assert whole  # an empty section: no paragraph rule finds that
    alone, same = (
        assistant.handle("check_paragraphs", p.CheckParagraphs([DRAFT[3]], name)).paragraphs[0]
        for name in ("", "a")
    )
    assert [q.code for q in alone] != whole
    assert [q.code for q in same] == whole
    assert {q.paragraph for q in same} == {1}


def test_update_replaces_paragraphs(assistant: Assistant) -> None:
    opened(assistant)
    new = [p.HostParagraph("新的一段。"), p.HostParagraph("又一段。")]
    state = assistant.handle("update", p.UpdateDocument("a", 3, 1, new))
    assert state == p.DocumentState(7, 2)
    checked = assistant.handle("check", p.CheckDocument("a"))
    assert not any(q.code in ("PH001", "PU008") for q in checked.problems)
    assert checked.revision == 2


@pytest.mark.parametrize(("first", "removed"), [(0, 1), (7, 1), (6, 2), (1, -1)])
def test_update_of_what_is_not_there(assistant: Assistant, first: int, removed: int) -> None:
    opened(assistant)
    with pytest.raises(AssistantError, match="没有这些段落"):
        assistant.handle("update", p.UpdateDocument("a", first, removed, []))


def applied(lines: Sequence[str], edits: Sequence[p.TextEdit]) -> list[str]:
    """What a host does with edits, in UTF-16."""
    found = list(lines)
    for edit in sorted(edits, reverse=True):
        data = found[edit.paragraph - 1].encode("utf-16-le")
        new = data[: 2 * edit.start] + edit.text.encode("utf-16-le") + data[2 * edit.end :]
        found[edit.paragraph - 1] = new.decode("utf-16-le")
    return found


def test_all_safe_corrections(assistant: Assistant) -> None:
    checked = opened(assistant)
    edits = assistant.handle("correct", p.Correct("a"))
    fixed = applied(DRAFT, edits.edits)
    assert fixed[2] == "因工作需要，拟增加经费20xx元😀，为此，特请示如下。"
    safe = [q.id for q in checked.problems if any(c.safe for c in q.corrections)]
    assert sorted([*edits.corrected, *edits.left]) == sorted(safe)


def test_one_correction(assistant: Assistant) -> None:
    checked = opened(assistant)
    one = next(q for q in checked.problems if q.text == ",")
    edits = assistant.handle("correct", p.Correct("a", [one.id]))
    assert applied(DRAFT, edits.edits)[2] == DRAFT[2].replace(",", "，")
    assert edits.corrected == [one.id]
    assert one.corrections[0].simple
    assert one.corrections[0].replacement == "，"


def test_corrections_of_a_text_that_has_changed(assistant: Assistant) -> None:
    checked = opened(assistant)
    assistant.handle("update", p.UpdateDocument("a", 1, 1, [p.HostParagraph("别的")]))
    with pytest.raises(AssistantError, match="先检查"):
        assistant.handle("correct", p.Correct("a", [checked.problems[0].id]))
    opened(assistant)
    with pytest.raises(AssistantError, match="没有这个问题"):
        assistant.handle("correct", p.Correct("a", ["PU001-0-0-0"]))


def test_ignore_one_problem(assistant: Assistant) -> None:
    checked = opened(assistant)
    one = next(q for q in checked.problems if q.text == ",")
    assistant.handle("ignore_problem", p.IgnoreProblem("a", one.id))
    again = assistant.handle("check", p.CheckDocument("a"))
    assert one.id not in [q.id for q in again.problems]
    assert len(again.problems) == len(checked.problems) - 1
    assert again.ignored == 1
    typing = assistant.handle("check_paragraphs", p.CheckParagraphs([DRAFT[2]], "a"))
    assert one.text not in [q.text for q in typing.paragraphs[0]]
    assert not [e for e in assistant.handle("correct", p.Correct("a")).edits if e.text == "，,"]


def test_ignore_everywhere(assistant: Assistant) -> None:
    lines = ["甲方提出,乙方同意。", "丙方提出,丁方同意。"]
    checked = opened(assistant, lines)
    marks = [q for q in checked.problems if q.code == "PU001"]
    assert len(marks) == 2
    assistant.handle("ignore_problem", p.IgnoreProblem("a", marks[0].id, everywhere=True))
    again = assistant.handle("check", p.CheckDocument("a"))
    assert not [q for q in again.problems if q.code == "PU001"]
    with pytest.raises(AssistantError, match="没有这个问题"):
        assistant.handle("ignore_problem", p.IgnoreProblem("a", "nothing"))


def test_ignore_a_rule_for_all_documents(assistant: Assistant, tmp_path: Path) -> None:
    kept = assistant.handle("ignore_rule", p.IgnoreRule("pu001"))
    assert kept.ignored_rules == ["PU001"]
    assert not [q for q in opened(assistant).problems if q.code == "PU001"]
    other = Assistant()
    other.handle("initialize", p.Initialize("test", preferences=str(tmp_path / "p" / "x.json")))
    assert other.handle("preferences", p.GetPreferences()).ignored_rules == ["PU001"]
    assistant.handle("ignore_rule", p.IgnoreRule("PU001", undo=True))
    # Another process wrote it: this one sees it.
    assert other.handle("preferences", p.GetPreferences()).ignored_rules == []
    with pytest.raises(AssistantError, match="没有规则"):
        assistant.handle("ignore_rule", p.IgnoreRule("XX999"))


def test_a_word_of_the_dictionary(assistant: Assistant) -> None:
    line = "青溪县，，城关镇。"
    assert [q.code for q in opened(assistant, [line]).problems if q.text == "，，"] == ["PU008"]
    assert assistant.handle("add_word", p.AddWord("县，，城")).words == ["县，，城"]
    assert not [q for q in opened(assistant, [line]).problems if q.text == "，，"]
    other = "青溪县，，市关镇。"
    assert [q for q in opened(assistant, [other]).problems if q.text == "，，"]
    assistant.handle("add_word", p.AddWord("县，，城", undo=True))
    assert [q for q in opened(assistant, [line]).problems if q.text == "，，"]


def test_severity_and_genre_of_the_preferences(assistant: Assistant) -> None:
    assistant.handle("set_preferences", p.Preferences(genre="请示", severity="error"))
    checked = opened(assistant, ["随便写的几句话", "，，"])
    assert checked.drafts[0].genre_name == "请示"
    assert {q.severity for q in checked.problems} <= {"error"}
    with pytest.raises(AssistantError, match="没有文种"):
        assistant.handle("set_preferences", p.Preferences(genre="情书"))


@pytest.mark.parametrize("content", ["{", "[]", '{"words": 3}', '{"unknown": 1}'])
def test_damaged_preferences_are_none(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(content)
    assistant = Assistant()
    assistant.handle("initialize", p.Initialize("test", preferences=str(tmp_path / "x.json")))
    assert assistant.handle("preferences", p.GetPreferences()) == p.Preferences()
    assert opened(assistant).problems


def test_sections_say_where_they_belong(assistant: Assistant) -> None:
    checked = opened(assistant)
    states = {section.name: section for section in checked.drafts[0].sections}
    assert "missing" in {section.state for section in states.values()}
    for section in states.values():
        if section.state == "missing" and section.required:
            assert 1 <= section.paragraph <= len(DRAFT)


def test_a_file(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join(DRAFT), "utf-8")
    checked = assistant.handle("check_file", p.CheckFile(str(tmp_path / "a.txt")))
    assert [q.message for q in checked.problems] == [q.message for q in opened(assistant).problems]
    with pytest.raises(AssistantError, match="找不到文件"):
        assistant.handle("check_file", p.CheckFile(str(tmp_path / "b.txt")))


def test_the_configuration_of_the_document_counts(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "writer-assist.toml").write_text('ignore = ["PU"]\n')
    checked = opened(assistant, path=str(tmp_path / "a.odt"))
    assert not [q for q in checked.problems if q.code.startswith("PU")]
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "writer-assist.toml").write_text('ignroe = ["PU"]\n')
    with pytest.raises(AssistantError, match="ignroe"):
        opened(assistant, path=str(tmp_path / "sub" / "a.odt"))


def test_explains_a_rule(assistant: Assistant) -> None:
    found = assistant.handle("explain", p.Explain("PH001"))
    assert (found.code, found.severity) == ("PH001", "error")
    assert found.text
    assert found.wrong
    assert found.right


def test_phrases(assistant: Assistant) -> None:
    found = assistant.handle("phrases", p.SearchPhrases("统筹", limit=5)).phrases
    assert 0 < len(found) <= 5
    assert any("统筹" in phrase.text for phrase in found)
    assert assistant.handle("phrases", p.SearchPhrases("tc", limit=5)).phrases
    section = p.SearchPhrases("", genre="工作总结", section="存在的问题", limit=3)
    assert len(assistant.handle("phrases", section).phrases) == 3
    with pytest.raises(AssistantError):
        assistant.handle("phrases", p.SearchPhrases("x", genre="情书"))


def test_templates_and_filling(assistant: Assistant, tmp_path: Path) -> None:
    entries = assistant.handle("templates", p.ListTemplates()).templates
    assert "请示" in {entry.title for entry in entries}
    data = assistant.handle("template", p.DescribeTemplate("请示"))
    assert data.schema["properties"].keys() >= data.example.keys()
    out = tmp_path / "a.docx"
    written = assistant.handle("fill", p.FillTemplate("请示", data.example, str(out)))
    assert written.output == str(out)
    assert str(data.example["主送机关"]) in read_bytes(out.read_bytes()).text
    with pytest.raises(AssistantError, match="已经有了"):
        assistant.handle("fill", p.FillTemplate("请示", data.example, str(out)))
    with pytest.raises(AssistantError, match="主送机关"):
        assistant.handle("fill", p.FillTemplate("请示", {}, str(tmp_path / "b.docx")))
    assert not (tmp_path / "b.docx").exists()


def test_a_blank_paper_is_full_of_marks(assistant: Assistant, tmp_path: Path) -> None:
    for entry in assistant.handle("templates", p.ListTemplates()).templates:
        out = tmp_path / f"{entry.name}.docx"
        given = {"主送机关": "县财政局"} if entry.title == "请示" else {}
        assistant.handle("fill", p.FillTemplate(entry.name, given, str(out), blank=True))
        findings = Linter(select=["PH"]).lint_path(str(out)).findings
        assert sum(finding.code == "PH011" for finding in findings) >= 5
        if given:
            assert "县财政局" in read_bytes(out.read_bytes()).text


def test_genres(assistant: Assistant) -> None:
    names = {genre.name: genre.id for genre in assistant.handle("genres", p.ListGenres()).genres}
    assert names["请示"] == "request"
    assert len(names) >= 29


def test_typesets(assistant: Assistant, tmp_path: Path) -> None:
    source, out = tmp_path / "a.txt", tmp_path / "a.docx"
    source.write_text("\n".join(DRAFT), "utf-8")
    assistant.handle("typeset", p.Revise(str(source), str(out)))
    made = read_bytes(out.read_bytes()).paragraphs
    assert [q.text for q in made if q.text and q.story == "body"] == DRAFT


def test_close(assistant: Assistant) -> None:
    opened(assistant)
    assistant.handle("close", p.CloseDocument("a"))
    with pytest.raises(AssistantError, match="没有打开文档 a"):
        assistant.handle("check", p.CheckDocument("a"))


def test_english(tmp_path: Path) -> None:
    assistant = Assistant()
    assistant.handle(
        "initialize", p.Initialize("test", lang="en", preferences=str(tmp_path / "x.json"))
    )
    checked = opened(assistant)
    assert all(q.message.isascii() or "“" in q.message for q in checked.problems)
    assert {q.family for q in checked.problems if q.code == "PU008"} == {"punctuation"}
