"""A document as Writer has it is the document that the engine reads from the file."""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.document.docx.builders import docx, paragraph, word_styles
from writer_assist.document.read import read
from writer_assist.engine.linter import Linter
from writer_assist.hosts.oxt import sources
from writer_assist.server import protocol as p
from writer_assist.server.assistant import Assistant

from .conftest import Office

sys.path.append(str(Path(sources()) / "pythonpath"))

from writer_assist_office.model import HostDocument

ROOT = Path(__file__).parents[3]
TEMPLATES = ("circular", "letter", "meeting-notice", "proposal-reply", "research-report")
FILES = [*sorted(ROOT.glob("examples/*/*.docx"))] + [
    ROOT / "templates" / name / "template.docx" for name in TEMPLATES
]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str) -> str:
    return (
        '<w:del w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"><w:r>'
        f'<w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'
    )


def inserted(text: str) -> str:
    return f'<w:ins w:id="2" w:author="甲" w:date="2024-01-01T00:00:00Z">{run(text)}</w:ins>'


def cell(*texts: str) -> str:
    return f"<w:tc><w:tcPr/>{''.join(map(paragraph, texts))}</w:tc>"


def table(properties: str, *rows: str) -> str:
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    grid = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    width = '<w:tblW w:w="6000" w:type="dxa"/>'
    return f"<w:tbl><w:tblPr>{properties}{width}</w:tblPr>{grid}{body}</w:tbl>"


def joined(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


FRAME = '<w:framePr w:w="2000" w:wrap="around" w:vAnchor="text" w:hAnchor="page" w:x="900"/>'
FLOATING = '<w:tblpPr w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="1587" w:tblpY="1"/>'
MARK = '<w:pPr><w:rPr><w:del w:id="3" w:author="甲" w:date="2024-01-01T00:00:00Z"/></w:rPr></w:pPr>'
BREAKS = "<w:r><w:t>甲,</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙，，丁</w:t></w:r>"
CONTENT = f"<w:sdtContent>{run('一二,三四')}</w:sdtContent>"
CONTROL = f"<w:sdt><w:sdtPr><w:text/></w:sdtPr>{CONTENT}</w:sdt>"
SHAPES = {
    "a paragraph that floats": (
        paragraph("B类", FRAME) + paragraph("青禾县民政局文件") + paragraph("正文,很好。")
    ),
    "a table that floats": (
        paragraph("正文。")
        + table(FLOATING, cell("抄送：县委办,公室。") + cell("印发"))
        + paragraph("末段，，完。")
    ),
    "tables": (
        paragraph("表前。")
        + table("", cell("甲", "乙,丙") + cell("丁"), cell("") + cell("😀戊,"))
        + paragraph("表后,。")
    ),
    "tracked changes": (
        joined(run("今年工作"), deleted("非常，，"), run("很好,"), inserted("😀值得"), run("学。"))
        + paragraph("第二段,。")
    ),
    "a deleted mark": (
        joined(MARK, run("第一段,")) + joined(run("接着写，，完。")) + paragraph("第三段。")
    ),
    "line breaks and tabs": joined(BREAKS),
    "characters beyond the plane": paragraph("😀𠮷于20xx年完成，，任务😀,好。"),
    "a placeholder to click on": joined(run("电话："), CONTROL, run("，，完。")),
}


def compared(paragraphs: Iterable[Any]) -> list[tuple[str, str, str]]:
    """Paragraphs as far as they are the same in a file and in Writer.

    Of a page number the file has what was last shown, and one part of the file may be the header of
    all pages, of which Writer makes one for the left and one for the right.
    """
    found: list[tuple[str, str, str]] = []
    for each in paragraphs:
        margin = each.story in ("header", "footer")
        text = re.sub(r"\d+", "#", each.text) if margin else each.text
        one = (each.story, text, each.label)
        if each.story != "comment" and not (margin and found[-1:] == [one]):
            found.append(one)
    return found


def same_paragraphs(model: Any, path: Path) -> list[p.HostParagraph]:
    """Writer's paragraphs, which are those of the file."""
    here = [p.HostParagraph(**each) for each in model.paragraphs()]
    assert compared(here) == compared(read(str(path)).paragraphs)
    return here


NOT_TEXT = {"PH011", "PH014", "PH015"}
"""Of placeholders to click on and underlined blanks; the first is about their text instead."""


def same_findings(paragraphs: list[p.HostParagraph], path: Path) -> int:
    """How many findings there are, the same in Writer and in the file.

    The look of a file and its tracked changes are not what Writer hands over.
    """
    assistant = Assistant()
    assistant.initialize(
        p.Initialize("test", positions="code-points", preferences=str(path) + ".json")
    )
    assistant.open(p.OpenDocument("d", paragraphs))
    here = assistant.check(p.CheckDocument("d")).problems
    there = Linter().lint_path(str(path)).findings
    found = [
        {
            (each.code, each.story, each.start, each.end, each.text, each.section)
            for each in findings
            if each.code not in NOT_TEXT and each.code[:2] not in ("LY", "RV")
        }
        for findings in (here, there)
    ]
    assert found[0] == found[1]
    return len(found[0])


def every_range(model: Any, paragraphs: list[p.HostParagraph]) -> None:
    """Places come back as the text that stands there."""
    rng = random.Random(7)
    for number, each in enumerate(paragraphs[:60], 1):
        places = [0]
        for character in each.text:
            places.append(places[-1] + 1 + (character > "\uffff"))
        for _ in range(4):
            start, end = sorted(rng.choices(range(len(each.text) + 1), k=2))
            if start < end:
                found = model.range(number, places[start], places[end])
                assert found.getString() == each.text[start:end], (number, start, end)


@pytest.fixture
def opened(office: Office) -> Iterator[Any]:
    documents: list[Any] = []

    def load(path: Path) -> Any:
        documents.append(office.load(path))
        return documents[-1]

    yield load
    for document in documents:
        document.setModified(False)
        document.close(True)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_real_papers(opened: Any, tmp_path: Path, path: Path) -> None:
    path = Path(shutil.copy(path, tmp_path))
    model = HostDocument(opened(path))
    paragraphs = same_paragraphs(model, path)
    same_findings(paragraphs, path)
    if not model.document.getRedlines().hasElements():  # the office shows what is deleted, too
        every_range(model, paragraphs)


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(opened: Any, tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(SHAPES[name], styles=word_styles()))
    model = HostDocument(opened(path))
    paragraphs = same_paragraphs(model, path)
    assert same_findings(paragraphs, path)
    if name not in ("tracked changes", "a deleted mark", "a placeholder to click on"):
        every_range(model, paragraphs)


def test_the_range_of_a_problem_beside_what_is_deleted(opened: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(SHAPES["tracked changes"]))
    model = HostDocument(opened(path))
    assert model.texts()[0] == "今年工作很好,😀值得学。"
    for start, end, text in ((4, 7, "很好,"), (6, 7, ","), (7, 9, "😀"), (9, 12, "值得学")):
        assert model.range(1, start, end).getString() == text


def test_places_inside_of_a_field_to_fill_in(opened: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(SHAPES["a placeholder to click on"]))
    model = HostDocument(opened(path))
    assert model.range(1, 5, 6).getString() == ","
    assert model.range(1, 8, 10).getString() == "，，"


def test_what_writer_saves(opened: Any, tmp_path: Path) -> None:
    """Headers, notes, frames, and a problem in each."""
    import uno

    document = opened("private:factory/swriter")
    text = document.getText()
    text.setString("正文很好，，是的。")
    cursor = text.createTextCursor()
    for kind, at, words in (("Footnote", 2, "脚注,在此。"), ("Endnote", 5, "尾注,在此。")):
        cursor.gotoStart(False)
        cursor.goRight(at, False)
        note = document.createInstance(f"com.sun.star.text.{kind}")
        text.insertTextContent(cursor, note, False)
        note.setString(words)
    frame = document.createInstance("com.sun.star.text.TextFrame")
    size = uno.createUnoStruct("com.sun.star.awt.Size")
    size.Width, size.Height = 4000, 1000
    frame.setSize(size)
    text.insertTextContent(text.getStart(), frame, False)
    frame.getText().setString("框里,有字。")
    style = document.getStyleFamilies().getByName("PageStyles").getByName("Standard")
    for name in ("Header", "Footer"):
        style.setPropertyValue(f"{name}IsOn", True)
        style.getPropertyValue(f"{name}Text").setString(f"{name}在20xx年，，完成。")
    model = HostDocument(document)
    found = {each["story"]: each["text"] for each in model.paragraphs()}
    assert found == {
        "body": "正文很好，，是的。",
        "text-box": "框里,有字。",
        "header": "Header在20xx年，，完成。",
        "footer": "Footer在20xx年，，完成。",
        "footnote": "脚注,在此。",
        "endnote": "尾注,在此。",
    }
    assert model.range(1, 4, 6).getString() == "，，"
    path = tmp_path / "saved.docx"
    value = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    value.Name, value.Value = "FilterName", "MS Word 2007 XML"
    document.storeToURL(path.as_uri(), (value,))
    saved = [
        (each.story, each.text.strip()) for each in read(str(path)).paragraphs if each.text.strip()
    ]
    assert saved == list(found.items())
    linter = Linter()
    there = [(each.story, each.code) for each in linter.lint_path(str(path)).findings
             if each.code[:2] not in ("LY", "OL")]  # fmt: skip
    assistant = Assistant()
    assistant.initialize(p.Initialize("test", preferences=str(tmp_path / "x.json")))
    assistant.open(p.OpenDocument("d", [p.HostParagraph(**each) for each in model.paragraphs()]))
    problems = assistant.check(p.CheckDocument("d")).problems
    assert [(e.story, e.code) for e in problems if e.code[:2] not in ("LY", "OL")] == there
    assert {story for story, _ in there} == set(found)
