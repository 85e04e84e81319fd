"""Typesetting: what a draft looks like afterwards, and that it still says the same."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from writer_assist.cli import typeset as command
from writer_assist.cli.arguments import Parser
from writer_assist.document.read import read, read_bytes
from writer_assist.layout.elements import paragraph, run
from writer_assist.layout.markup import part, tag
from writer_assist.layout.package import package
from writer_assist.layout.paper import Line, compose
from writer_assist.revise.typeset import typeset
from writer_assist.revise.typeset.title import WIDTH, lines_of, width_of
from writer_assist.revise.typeset.xml import canonical

EXAMPLES = Path(__file__).parents[2] / "examples"
DOCX = sorted(EXAMPLES.glob("*/*.docx"))
LINES = sorted([*EXAMPLES.glob("*/*.md"), *EXAMPLES.glob("*/*.txt")])
BLANKS = " \u3000\t\r\ufeff"


def _said(data: bytes) -> list[tuple[str, str]]:
    return [(p.label, p.text) for p in read_bytes(data, "x.docx").paragraphs
            if p.story not in ("header", "footer")]  # fmt: skip


@pytest.mark.parametrize("path", DOCX, ids=lambda p: "/".join(p.parts[-2:]))
def test_a_docx_says_the_same_and_stays_when_typeset_again(path: Path) -> None:
    data = path.read_bytes()
    made = typeset(data, str(path)).data
    assert _said(made) == _said(data)
    assert typeset(made, "x.docx").data == made


@pytest.mark.parametrize("path", LINES, ids=lambda p: "/".join(p.parts[-2:]))
def test_lines_become_paragraphs(path: Path) -> None:
    made = typeset(path.read_bytes(), str(path)).data
    wanted = [
        text.strip(BLANKS)
        for p in read(str(path)).paragraphs
        for text in (p.text.split("\t") if p.story == "table" else [p.label + p.text.strip(BLANKS)])
    ]
    got = [label + text for label, text in _said(made)]
    assert [text for text in got if text] == [text for text in wanted if text]
    assert typeset(made, "x.docx").data == made


def test_parts_that_are_no_concern_are_copied() -> None:
    path = DOCX[0]
    data = path.read_bytes()
    old = read_bytes(data, "x.docx").source.package.archive
    new = read_bytes(typeset(data).data, "x.docx").source.package.archive
    for name in old.names:
        if not name.endswith(("document.xml", "styles.xml", "settings.xml", "numbering.xml",
                              "document.xml.rels", "[Content_Types].xml")):  # fmt: skip
            assert new.identity(name) == old.identity(name), name


LINE = st.text(
    st.sampled_from(
        "一二三四五、（）()。，：；1234.年月日 　\t“”—…附件第抄送通知关于的报告县局Aa\u200b😀"
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(LINE, max_size=3), min_size=1, max_size=12))
def test_no_character_changes(paragraphs: list[list[str]]) -> None:
    styles = ("Normal", "Heading1", "BodyText", "Nothing")
    body = [
        paragraph(styles[number % 4], *(run(text) for text in runs))
        for number, runs in enumerate(paragraphs)
    ]
    data = package(part("document", tag("body", None, *body)), [], "")
    made = typeset(data, "x.docx").data
    assert _said(made) == _said(data)
    assert typeset(made, "x.docx").data == made


def test_a_filled_paper_keeps_its_look() -> None:
    data = compose("red", [
        Line("agency", "青禾县水务局文件"), Line("number", "青水〔2024〕5号"),
        Line("title", "关于开展检查的通知"), Line("recipient", "各水务站："),
        Line("body", "现将有关事项通知如下，请认真贯彻执行。"), Line("h1", "一、检查内容"),
        Line("body", "检查供水设施的运行情况。"), Line("closing", "特此通知。"),
        Line("sign", "青禾县水务局"), Line("date", "2024年3月5日"),
    ])  # fmt: skip
    made = typeset(data, "x.docx").data
    archive = read_bytes(made, "x.docx").source.package.archive
    old = read_bytes(data, "x.docx").source.package.archive
    documents = [etree.fromstring(each.read("word/document.xml")) for each in (archive, old)]
    assert canonical(documents[0]) == canonical(documents[1])
    assert archive.identity("word/styles.xml") == old.identity("word/styles.xml")


def test_a_title_is_broken_between_words() -> None:
    title = "青禾县水务局关于印发农村供水保障提升行动实施方案的通知"
    lines = lines_of(title)
    assert lines is not None
    ends = [0, *lines.ends, len(title)]
    parts = [title[start:end] for start, end in pairwise(ends)]
    assert all(width_of(each) <= WIDTH for each in parts)
    assert len({width_of(each) for each in parts}) > 1
    assert not any(each.endswith(("关于", "印发", "和")) for each in parts)
    assert not any(each.startswith(("的", "和", "》")) for each in parts)
    assert lines_of("关于开展检查的通知") is None


def _run(*arguments: str) -> int:
    parser = Parser("writer-assist typeset", "", "zh")
    command.configure(parser)
    return command.run(parser.parse(list(arguments)), parser)


def test_the_input_is_changed_only_in_place(tmp_path: Path) -> None:
    path, made = tmp_path / "a.docx", tmp_path / "b.docx"
    data = DOCX[0].read_bytes()
    path.write_bytes(data)
    assert _run(str(path), "-o", str(made)) == 0
    assert path.read_bytes() == data
    assert _run(str(path), "--in-place") == 0
    assert path.read_bytes() == made.read_bytes()
    assert {each.name for each in tmp_path.iterdir()} == {"a.docx", "b.docx"}


@pytest.mark.parametrize("arguments", [(), ("-o", "a.docx"), ("-o", "x.docx", "--in-place")])
def test_what_is_not_clear_is_refused(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.docx"
    path.write_bytes(DOCX[0].read_bytes())
    with pytest.raises(SystemExit):
        _run("a.docx", *arguments)
    assert path.read_bytes() == DOCX[0].read_bytes()


def test_what_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 no archive")
    assert _run(str(path), "-o", str(tmp_path / "b.docx")) == 2
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]
