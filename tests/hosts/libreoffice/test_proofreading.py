"""Wavy lines, as the office draws them: its own iterator asks our proofreader."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.document.docx.builders import docx, paragraph
from writer_assist.document.read import read_bytes
from writer_assist.engine.linter import Linter

from .conftest import Office

PROOFREADING = 2
DRAFT = "😀𠮷我们既定于20xx年完成，，任务。"


def marks(
    office: Office, document: Any, wait: float = 20.0
) -> list[tuple[str, str, tuple[str, ...]]]:
    """What the office would underline in all of a document: text, rule, suggestions."""
    iterator = office.service("com.sun.star.linguistic2.ProofreadingIterator")
    end = time.monotonic() + wait
    before: list[tuple[str, str, tuple[str, ...]]] = []
    while True:
        found = _marks(iterator, document)
        # The engine may still be starting, or one answer have come late on a busy machine: the
        # office asks again when it is told to.
        if (found and found == before) or time.monotonic() > end:
            return found
        before = found
        time.sleep(0.1)


def _marks(iterator: Any, document: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    import uno

    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    locale.Language, locale.Country = "zh", "CN"
    found = []
    flat = document.getFlatParagraphIterator(PROOFREADING, False)
    paragraph = flat.getFirstPara()
    while paragraph is not None:
        text = paragraph.getText()
        position = 0
        units = len(text.encode("utf-16-le")) // 2
        while position < units:
            result = iterator.checkSentenceAtPosition(
                document, paragraph, text, locale, position, -1, -1
            )
            for error in result.aErrors:
                data = text.encode("utf-16-le")
                start = 2 * error.nErrorStart
                covered = data[start : start + 2 * error.nErrorLength].decode("utf-16-le")
                found.append((covered, error.aRuleIdentifier, tuple(error.aSuggestions)))
            if result.nStartOfNextSentencePosition <= position:
                break
            position = result.nStartOfNextSentencePosition
        paragraph = flat.getNextPara()
    return found


@pytest.fixture
def writer(office: Office) -> Iterator[Any]:
    document = office.load()
    yield document
    document.setModified(False)
    document.close(True)


def test_body_with_characters_beyond_the_plane(office: Office, writer: Any) -> None:
    writer.getText().setString(DRAFT)
    found = marks(office, writer)
    assert ("20xx", "PH001", ()) in found
    assert ("，，", "PU008", ("，",)) in found


def test_header_table_and_footnote(office: Office, writer: Any) -> None:
    text = writer.getText()
    text.setString("正文很好，，是的。")
    table = writer.createInstance("com.sun.star.text.TextTable")
    table.initialize(1, 1)
    text.insertTextContent(text.getEnd(), table, False)
    table.getCellByName("A1").setString("表格在201x年完成任务。")
    note = writer.createInstance("com.sun.star.text.Footnote")
    cursor = text.createTextCursor()
    cursor.goRight(2, False)
    text.insertTextContent(cursor, note, False)
    note.setString("脚注不好,是吗。")
    style = writer.getStyleFamilies().getByName("PageStyles").getByName("Standard")
    style.HeaderIsOn = True
    style.HeaderText.setString("页眉在20XX年完成任务。")
    found = {covered: code for covered, code, _ in marks(office, writer)}
    assert found["，，"] == "PU008"  # behind the anchor of a note
    assert found["201x"] == "PH001"
    assert found["20XX"] == "PH001"
    assert found[","] == "PU001"


def test_what_is_not_chinese_is_none_of_our_concern(office: Office, writer: Any) -> None:
    writer.getText().setString("Dear xx,, see 20xx.")
    assert marks(office, writer, wait=0.5) == []


def test_the_same_as_lint_finds_in_the_file(office: Office, tmp_path: Path) -> None:
    """Findings of the rules of single paragraphs, in Writer and in the saved DOCX."""
    lines = ["关于增加经费的请示", "县财政局:", "因工作需要，，拟增加经费２０万元,特请示如下。",
             "计划在20xx年完成；占80％-90％。", "他们 的工作再接再励。"]  # fmt: skip
    path = tmp_path / "a.docx"
    path.write_bytes(docx("".join(map(paragraph, lines))))
    document = office.load(path)
    try:
        found = {(covered, code) for covered, code, _ in marks(office, document)}
    finally:
        document.close(True)
    linter = Linter()
    alone = {
        (finding.text, finding.code)
        for read in read_bytes(path.read_bytes()).paragraphs
        for finding in linter.check_paragraph(read.text)
        if finding.text
    }
    assert found == alone
    whole = {(f.text, f.code) for f in linter.lint_path(str(path)).findings}
    assert found <= whole


def test_ignore_a_rule_and_take_it_back(office: Office, writer: Any) -> None:
    writer.getText().setString("我们很好，，是的。")
    assert [code for _, code, _ in marks(office, writer)] == ["PU008"]
    checker = office.service("org.writer_assist.Proofreader")
    import uno

    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    checker.ignoreRule("PU008", locale)
    try:
        assert marks(office, writer, wait=1.0) == []
    finally:
        checker.resetIgnoreRules()
    assert [code for _, code, _ in marks(office, writer)] == ["PU008"]
