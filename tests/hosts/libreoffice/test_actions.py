"""Each command of the menu, given as the menu gives it, in a real office."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from writer_assist.document.read import load, read_bytes

from . import driving as d

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OURS = "writer-assist"
DRAFT = (
    "关于申请添置图书的请示\n"
    "县教育局：\n"
    "我校图书室现有图书不足,师生借阅困难。截止去年年底😀，共有图书3000册。\n"
    "一、添置数量\n"
    "计划添置图书500册,其中𠮷日文库20册.\n"
    "妥否，请批示。\n"
)


@pytest.fixture(scope="module")
def person(office: Any) -> d.Person:
    return d.Person(office.context)


@pytest.fixture
def draft(person: d.Person) -> Iterator[Any]:
    document = person.write(DRAFT)
    yield document
    person.close(document)


def undo_titles(document: Any) -> tuple[str, ...]:
    return tuple(document.getUndoManager().getAllUndoActionTitles())


def comments(document: Any) -> list[tuple[str, str, str]]:
    """Author, the commented text, the comment."""
    fields = document.getTextFields().createEnumeration()
    found = []
    while fields.hasMoreElements():
        field = fields.nextElement()
        if field.supportsService("com.sun.star.text.textfield.Annotation"):
            found.append((field.Author, field.getAnchor().getString(), field.Content))
    return sorted(found)


def place(document: Any, words: str) -> Any:
    search = document.createSearchDescriptor()
    search.setSearchString(words)
    found = document.findFirst(search)
    assert found is not None, words
    return found


def redlines(document: Any) -> list[tuple[str, str]]:
    found = []
    each = document.getRedlines().createEnumeration()
    while each.hasMoreElements():
        line = each.nextElement()
        found.append((line.getPropertyValue("RedlineType"), line.getPropertyValue("RedlineAuthor")))
    return found


# --- check ----------------------------------------------------------------------------------------


def test_check_opens_the_sidebar_with_the_problems(person: d.Person, draft: Any) -> None:
    person.command(draft, "check")
    person.wait_for_message(draft)
    panel = person.panel(draft, "Findings")
    assert panel is not None
    lines = d.items(panel, d.TREE_ITEM)
    assert any("截至" in line for line in lines)
    assert undo_titles(draft)[0].startswith("Writer Assist") is False  # nothing was changed


def test_a_document_may_be_closed_while_it_is_read(person: d.Person, draft: Any) -> None:
    for command in ("check", "fix", "comment", "sidebar"):
        document = person.write(DRAFT * 60)
        frame = document.createInstance("com.sun.star.text.TextFrame")
        document.getText().insertTextContent(document.getText().getEnd(), frame, False)
        frame.getText().setString("附表,另送")
        person.command(document, command)
        person.close(document)
    # The office is still there, and works.
    person.command(draft, "check")
    person.wait_for_message(draft)
    assert person.panel(draft, "Findings") is not None


# --- comment, uncomment ---------------------------------------------------------------------------


def test_comments_stand_on_exactly_what_they_are_about(person: d.Person, draft: Any) -> None:
    before = len(undo_titles(draft))
    person.command(draft, "comment")
    person.wait_for_message(draft)
    found = comments(draft)
    assert {author for author, _, _ in found} == {OURS}
    on = [(text, content.split()[0]) for _, text, content in found]
    assert on.count((",", "PU001")) == 2
    assert ("截止", "WD003") in on
    assert (".", "PU001") in on
    # The text is as it was.
    assert draft.getText().getString().replace("\r\n", "\n") == DRAFT
    assert len(undo_titles(draft)) == before + 1
    draft.getUndoManager().undo()
    assert comments(draft) == []


def test_comments_again_replace_ours_and_leave_those_of_others(
    person: d.Person, draft: Any
) -> None:
    other = draft.createInstance("com.sun.star.text.textfield.Annotation")
    other.Author, other.Content = "老李", "数字再核对一下"
    target = place(draft, "3000册")
    draft.getText().insertTextContent(draft.getText().createTextCursorByRange(target), other, True)
    person.command(draft, "comment")
    person.wait_for_message(draft)
    first = comments(draft)
    assert ("老李", "3000册", "数字再核对一下") in first
    person.command(draft, "comment")
    person.wait_for_message(draft)
    assert comments(draft) == first

    person.command(draft, "uncomment")
    person.wait_for_message(draft)
    assert comments(draft) == [("老李", "3000册", "数字再核对一下")]
    draft.getUndoManager().undo()
    assert comments(draft) == first


def test_comments_survive_a_docx(person: d.Person, draft: Any, tmp_path: Path) -> None:
    person.command(draft, "comment")
    person.wait_for_message(draft)
    expected = comments(draft)
    path = tmp_path / "有批注.docx"
    person.save_docx(draft, path)

    read = read_bytes(load(str(path)), str(path))
    text = [p.text for p in read.paragraphs if p.story == "body"]
    assert [line for line in text if line] == [line for line in DRAFT.split("\n") if line]
    said = "\n".join(p.text for p in read.paragraphs if p.story == "comment")
    assert "WD003" in said

    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
        notes = ElementTree.fromstring(archive.read("word/comments.xml"))
    codes = {
        note.get(W + "id"): "".join(t.text or "" for t in note.iter(W + "t")).split()[0]
        for note in notes.iter(W + "comment")
        if note.get(W + "author") == OURS
    }
    covered: dict[str | None, str] = {}
    open_: set[str | None] = set()
    for element in body.iter():
        if element.tag == W + "commentRangeStart":
            open_.add(element.get(W + "id"))
            covered[element.get(W + "id")] = ""
        elif element.tag == W + "commentRangeEnd":
            open_.discard(element.get(W + "id"))
        elif element.tag == W + "t":
            for id_ in open_:
                covered[id_] += element.text or ""
    in_file = sorted((covered.get(id_, ""), code) for id_, code in codes.items())
    assert in_file == sorted((text, content.split()[0]) for _, text, content in expected)


def test_comments_on_text_in_a_table_and_on_a_footnote(person: d.Person, draft: Any) -> None:
    text = draft.getText()
    table = draft.createInstance("com.sun.star.text.TextTable")
    table.initialize(1, 2)
    text.insertTextContent(text.getEnd(), table, False)
    table.getCellByName("B1").setString("已添置,共两册")
    note = draft.createInstance("com.sun.star.text.Footnote")
    text.insertTextContent(place(draft, "师生").getEnd(), note, False)
    note.getText().setString("含各年级,不含幼儿园。")
    person.command(draft, "comment")
    person.wait_for_message(draft)
    found = comments(draft)
    assert sum(text == "," for _, text, _ in found) == 3
    about_note = [content for _, _, content in found if "footnote" in content or "脚注" in content]
    assert len(about_note) == 1
    assert note.getText().getString() == "含各年级,不含幼儿园。"


# --- fix ------------------------------------------------------------------------------------------


def test_fix_is_one_undo_step_and_keeps_the_format(person: d.Person, draft: Any) -> None:
    bold = place(draft, "500册,")
    bold.CharWeight = 150.0
    red = place(draft, "20册")
    red.CharColor = 0xFF0000
    before = len(undo_titles(draft))
    person.command(draft, "fix")
    person.wait_for_message(draft)
    text = draft.getText().getString()
    assert "图书不足，师生" in text
    assert "500册，其中𠮷日文库20册。" in text
    assert "截止" in text  # not safe to correct
    assert place(draft, "500册，").CharWeight == 150.0
    assert place(draft, "其中").CharWeight == 100.0
    assert place(draft, "20册").CharColor == 0xFF0000
    assert len(undo_titles(draft)) == before + 1
    draft.getUndoManager().undo()
    assert draft.getText().getString().replace("\r\n", "\n") == DRAFT


def test_fix_and_comments_reach_headers_frames_and_notes(person: d.Person, draft: Any) -> None:
    text = draft.getText()
    page = draft.getStyleFamilies().getByName("PageStyles").getByName("Standard")
    page.HeaderIsOn = True
    page.HeaderText.setString("征求意见稿,不得外传")
    frame = draft.createInstance("com.sun.star.text.TextFrame")
    text.insertTextContent(place(draft, "一、添置"), frame, False)
    frame.getText().setString("附表,另送")
    note = draft.createInstance("com.sun.star.text.Footnote")
    text.insertTextContent(place(draft, "师生").getEnd(), note, False)
    note.getText().setString("含各年级,不含幼儿园。")
    everywhere = (page.HeaderText, frame.getText(), note.getText())

    person.command(draft, "comment")
    person.wait_for_message(draft)
    said = "\n".join(content for _, _, content in comments(draft))
    for story in ("header", "text-box", "footnote"):
        assert any(f"{name}里" in said or f"in the {name}" in said for name in story_names(story))
    before = len(undo_titles(draft))
    person.command(draft, "fix")
    person.wait_for_message(draft)
    for own in everywhere:
        assert "," not in own.getString()
        assert "，" in own.getString()
    assert len(undo_titles(draft)) == before + 1
    draft.getUndoManager().undo()
    for own in everywhere:
        assert "," in own.getString()


def story_names(story: str) -> tuple[str, ...]:
    return d.names("story_" + story)


def test_fix_is_recorded_where_changes_are(person: d.Person, draft: Any) -> None:
    draft.RecordChanges = True
    person.command(draft, "fix")
    person.wait_for_message(draft)
    kinds = [kind for kind, _ in redlines(draft)]
    assert kinds.count("Insert") == kinds.count("Delete") >= 3
    assert draft.RecordChanges is True
    # Rejecting them all brings back what was there.
    dispatcher = person.service("com.sun.star.frame.DispatchHelper")
    frame = draft.getCurrentController().getFrame()
    dispatcher.executeDispatch(frame, ".uno:RejectAllTrackedChanges", "", 0, ())
    assert draft.getText().getString().replace("\r\n", "\n") == DRAFT


def test_fix_again_finds_nothing_more(person: d.Person, draft: Any) -> None:
    person.command(draft, "fix")
    person.wait_for_message(draft)
    text, steps = draft.getText().getString(), undo_titles(draft)
    person.command(draft, "fix")
    person.wait_for_message(draft)
    assert draft.getText().getString() == text
    assert undo_titles(draft) == steps


def test_a_read_only_document_is_left_alone(person: d.Person, draft: Any, tmp_path: Path) -> None:
    path = tmp_path / "只读.docx"
    person.save_docx(draft, path)
    document = person.open(path, ReadOnly=True)
    try:
        text = document.getText().getString()
        for command in ("fix", "comment", "uncomment"):
            person.command(document, command)
            person.wait_for_message(document)
        assert document.getText().getString() == text
        assert comments(document) == []
        person.command(document, "phrase", Text="妥否，请批示")
        person.wait_for_message(document)
        assert document.getText().getString() == text
    finally:
        person.close(document)


# --- typeset, new ---------------------------------------------------------------------------------


def opened_beside(person: d.Person, known: list[str]) -> Any:
    """The document that was opened since."""

    def find() -> Any:
        for document in person.documents():
            if document.RuntimeUID not in known and document.getCurrentController() is not None:
                return document
        return None

    return d.wait_for(find, "another document")


def test_typeset_opens_a_new_document(person: d.Person, draft: Any) -> None:
    known = [document.RuntimeUID for document in person.documents()]
    person.command(draft, "typeset")
    made = opened_beside(person, known)
    try:
        assert made.getURL() == ""  # without a name: nothing is overwritten
        # GB/T 9704-2012, 5.2.1: 37 mm above, 28 mm left.
        style = made.getStyleFamilies().getByName("PageStyles")
        view = made.getCurrentController().getViewCursor()
        page = style.getByName(view.PageStyleName)
        above = page.TopMargin + (
            page.HeaderHeight if page.HeaderIsOn else 0  # the body begins behind the header
        )
        assert above == pytest.approx(3700, abs=60)
        assert page.LeftMargin == pytest.approx(2800, abs=20)
        assert "关于申请添置图书的请示" in made.getText().getString()
        assert draft.getText().getString().replace("\r\n", "\n") == DRAFT
        assert draft.getURL() == ""
    finally:
        person.close(made)


def test_new_makes_a_document_of_a_template(person: d.Person, draft: Any) -> None:
    known = [document.RuntimeUID for document in person.documents()]
    person.command(draft, "new", Template="request")
    made = opened_beside(person, known)
    try:
        assert made.getURL() == ""
        assert "请示" in made.getText().getString()
    finally:
        person.close(made)


def test_new_asks_which_template(person: d.Person, draft: Any) -> None:
    known = [document.RuntimeUID for document in person.documents()]
    person.command(draft, "new")
    dialog = person.dialog("new_title")
    titles = d.items(dialog, d.LIST_ITEM)
    assert "请示" in titles
    assert "提案" in titles
    d.choose(dialog, d.LIST_ITEM, lambda name: name == "会议通知")
    d.press(dialog, "create")
    made = opened_beside(person, known)
    try:
        assert "会议" in made.getText().getString()
    finally:
        person.close(made)


# --- phrase ---------------------------------------------------------------------------------------


def test_phrase_goes_where_the_cursor_is(person: d.Person, draft: Any) -> None:
    view = draft.getCurrentController().getViewCursor()
    view.gotoRange(place(draft, "妥否，请批示。"), False)
    before = len(undo_titles(draft))
    person.command(draft, "phrase", Text="以上请示，请予{答复}")
    d.wait_for(lambda: "以上请示，请予{答复}\n" in lines(draft), "the phrase")
    assert "妥否" not in draft.getText().getString()
    # The blank is selected, to be typed over.
    assert draft.getCurrentController().getViewCursor().getString() == "{答复}"
    assert len(undo_titles(draft)) == before + 1
    draft.getUndoManager().undo()
    assert lines(draft) == DRAFT


def lines(document: Any) -> str:
    return str(document.getText().getString().replace("\r\n", "\n"))


# --- settings -------------------------------------------------------------------------------------


def test_settings_are_kept(person: d.Person, draft: Any) -> None:
    person.command(draft, "settings")
    dialog = person.dialog("settings_title")
    d.choose(dialog, d.LIST_ITEM, lambda name: name in d.names("severity_error"))
    edit = d.find(dialog, d.TEXT, lambda name: d.is_called(name, "word"))
    edit.setText("图书不足")
    d.press(dialog, "add")
    d.press(dialog, "ok")
    person.wait_for_message(draft)

    person.command(draft, "settings")
    dialog = person.dialog("settings_title")
    assert "图书不足" in d.items(dialog, d.LIST_ITEM)
    d.choose(dialog, d.LIST_ITEM, lambda name: name == "图书不足")
    d.press(dialog, "remove")
    d.choose(dialog, d.LIST_ITEM, lambda name: name in d.names("severity_hint"))
    d.press(dialog, "ok")
    person.wait_for_message(draft)

    person.command(draft, "settings")
    dialog = person.dialog("settings_title")
    assert "图书不足" not in d.items(dialog, d.LIST_ITEM)
    d.press(dialog, "cancel")
