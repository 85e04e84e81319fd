"""Measures, order of elements, the package, and what stands where in a paper."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from lxml import etree

from tests.layout.schema import W, faults
from writer_assist.layout import standard as gb
from writer_assist.layout.markup import PARAGRAPH_ORDER, properties, tag, text
from writer_assist.layout.paper import FORMS, KINDS, Line, PaperError, compose
from writer_assist.layout.styles import STYLES, Shape

EVERYTHING = [
    *(Line(kind, "000012") for kind in ("copy", "secrecy", "urgency", "grade")),
    Line("agency", "{{ 发文机关 }}文件"),
    Line("number-signer", "{{ 发文字号 }} | {{ 签发人 }}"),
    Line("title", "关于{{ 事由 }}的请示"),
    Line("subtitle", "（2024年）"),
    Line("recipient", "县政府："),
    Line("p", "for 段 in 正文"),
    Line("body", "{{ 段 }}"),
    Line("p", "endfor"),
    *(Line(f"h{level}", "标题") for level in (1, 2, 3, 4)),
    Line("caption", "表1"),
    Line("widths", "1 2 1"),
    Line("row", "甲 | 乙 | 丙"),
    Line("row-for", "x in 列表"),
    Line("row", "{{ x.甲 }} | < | {{ x.丙|日期 }}"),
    Line("row-end"),
    Line("row", "一 | 二 | 照片"),
    Line("row", "三 |  | ^"),
    Line("picture", "{{ 照片 }}"),
    Line("blank"),
    Line("field", "案由 | a < b & c"),
    Line("closing", "妥否，请批示。"),
    Line("attachment-note", "附件：1. 甲"),
    Line("attachment-item", "2. 乙"),
    Line("sign", "县水务局"),
    Line("date", "2024年3月5日"),
    Line("note", "（联系人：李文）"),
    Line("attendance", "出席 | 李文、周明"),
    Line("attachment", "附件1"),
    Line("attachment-title", "名单"),
    Line("copies", "抄送：县委。"),
    Line("printed", "县水务局办公室 | 2024年3月5日印发"),
]


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
    assert found is not None
    return found


def said(element: etree._Element) -> str:
    runs = element.iter(f"{W}r")
    return "".join(
        "\t" if child.tag == f"{W}tab" else child.text or "" for run in runs for child in run
    )


def styled(data: bytes) -> list[tuple[str, str]]:
    """(style, text) of each paragraph."""
    found = []
    for paragraph in body(data).iter(f"{W}p"):
        style: Any = paragraph.find(f"{W}pPr/{W}pStyle")
        found.append((style.get(f"{W}val"), said(paragraph)))
    return found


def test_the_measures_of_the_page() -> None:
    assert (gb.PAGE_WIDTH, gb.PAGE_HEIGHT) == (11906, 16838)
    assert (gb.TOP, gb.BOTTOM, gb.LEFT, gb.RIGHT) == (2098, 1984, 1587, 1475)
    assert gb.LEFT + gb.TEXT_WIDTH + gb.RIGHT == gb.PAGE_WIDTH
    assert gb.LINE == 579
    assert gb.LINES * gb.LINE <= gb.TEXT_HEIGHT < gb.LINES * (gb.LINE + 1)
    assert gb.CHARACTERS * (gb.pt(gb.SIZE_3) + gb.CHARACTER_SPACING) <= gb.TEXT_WIDTH
    assert (gb.CHARACTERS + 1) * (gb.pt(gb.SIZE_3) + gb.CHARACTER_SPACING) > gb.TEXT_WIDTH


def test_elements_come_in_the_order_of_the_schema() -> None:
    made = properties("pPr", PARAGRAPH_ORDER, {"jc": "<c/>", "pStyle": "<a/>", "ind": "<b/>"})
    assert made == "<w:pPr><a/><b/><c/></w:pPr>"
    assert properties("pPr", PARAGRAPH_ORDER, {}) == ""
    with pytest.raises(KeyError):
        properties("pPr", PARAGRAPH_ORDER, {"colour": "<a/>"})
    assert tag("a", {"val": '"<&'}) == "<w:a w:val='\"&lt;&amp;'/>"
    assert text("a\t<b") == (
        '<w:t xml:space="preserve">a</w:t><w:tab/><w:t xml:space="preserve">&lt;b</w:t>'
    )


def test_indents_of_first_lines_are_in_characters_and_in_twips() -> None:
    children = Shape(first=2, hanging=None, left=1.5).children()
    assert children["ind"] == tag("ind", {"left": 472, "firstLineChars": 200, "firstLine": 630})
    assert "spacing" not in children


def test_styles() -> None:
    by_id = {style.id: style for style in STYLES}
    assert len(by_id) == len(STYLES)
    assert [by_id[f"Heading{level}"].shape.level for level in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert [by_id[f"Heading{level}"].look.font for level in (1, 2)] == [gb.HEI, gb.KAI]
    assert {style.name for style in STYLES} >= {"Normal", "Title", "heading 1", "署名", "抄送"}
    assert not any(style.look.bold for style in STYLES)


@pytest.mark.parametrize("form", FORMS)
def test_every_kind_in_every_form_is_what_word_demands(form: str) -> None:
    assert {line.kind for line in EVERYTHING} | {"number", "row-if", "table"} == KINDS
    data = compose(form, EVERYTHING)
    assert faults(data) == []
    assert data == compose(form, EVERYTHING)


def test_a_red_head() -> None:
    lines = [Line("p", "if 密级"), Line("secrecy", "秘密"), Line("p", "endif"),
             Line("agency", "某文件"), Line("number", "某〔2024〕1号"),
             Line("title", "标题"), Line("body", "正文。")]  # fmt: skip
    data = compose("red", lines)
    assert [style for style, _ in styled(data)] == [
        "BodyText", "Secrecy", "BodyText", "Agency", "DocumentNumber", "RedRule", "Title",
        "BodyText", "BodyText",
    ]  # fmt: skip
    frames = [
        paragraph.find(f"{W}pPr/{W}framePr") is not None for paragraph in list(body(data))[:5]
    ]
    # What is in the frame takes no place in the text.
    assert frames == [True, True, True, False, False]


def test_the_space_below_the_title() -> None:
    def between(*lines: Line) -> list[str]:
        return [style for style, _ in styled(compose("plain", [Line("title", "某"), *lines]))]

    assert between(Line("recipient", "某：")) == ["Title", "Recipient"]
    assert between(Line("body", "某。")) == ["Title", "BodyText", "BodyText"]
    assert between(Line("p", "if 副标题"), Line("subtitle", "某"), Line("p", "endif"),
                   Line("p", "for 段 in 正文"), Line("body", "{{ 段 }}"), Line("p", "endfor")) == [
        "Title", "BodyText", "Subtitle", "BodyText", *["BodyText"] * 4,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾县人民政府文件", [("Agency", "青禾县人民政府文件")]),
        ("青禾县人民政府专题会议纪要", [("LongAgency", "青禾县人民政府专题会议纪要")]),
        (
            "中国人民政治协商会议青禾县委员会",
            [("LongestAgency", "中国人民政治协商会议青禾县委员会")],
        ),
        (
            "{{ 机关 }}文件",
            [
                ("Agency", "{%p if 机关|length > 13 %}"),
                ("LongestAgency", "{{ 机关 }}文件"),
                ("Agency", "{%p elif 机关|length > 10 %}"),
                ("LongAgency", "{{ 机关 }}文件"),
                ("Agency", "{%p else %}"),
                ("Agency", "{{ 机关 }}文件"),
                ("Agency", "{%p endif %}"),
            ],
        ),
    ],
)
def test_a_long_name_is_set_smaller(text: str, expected: list[tuple[str, str]]) -> None:
    data = compose("red", [Line("agency", text), Line("title", "某")])
    assert [pair for pair in styled(data) if "Agency" in pair[0]] == expected


def test_the_mark_of_a_letter_is_above_the_text() -> None:
    data = compose("letter", [Line("agency", "青禾县人民政府"), Line("number", "某〔2024〕1号")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        headers = [name for name in archive.namelist() if "header" in name]
        assert "青禾县人民政府" in archive.read(headers[0]).decode()
    assert [style for style, _ in styled(data)] == ["DocumentNumber"]


def test_the_imprint_in_all_cases() -> None:
    copies, printed = Line("copies", "抄送：某。"), Line("printed", "某 | 某日印发")

    def maybe(name: str, line: Line) -> list[Line]:
        return [Line("p", f"if {name}"), line, Line("p", "endif")]

    always = compose("red", [Line("body", "文。"), copies, printed])
    assert styled(always)[-3:] == [
        ("Copies", "抄送：某。"),
        ("Printed", "某\t某日印发"),
        ("End", ""),
    ]
    one = styled(compose("red", [Line("body", "文。"), *maybe("a", copies), printed]))
    assert ("Printed", "{%tr if a %}") in one
    assert not any("{%p" in text for _, text in one)
    both = styled(compose("red", [Line("p", "if x"), Line("body", "文。"), Line("p", "endif"),
                                  *maybe("a", copies), *maybe("b and c", printed)]))  # fmt: skip
    # Without any row there is no table.
    assert ("BodyText", "{%p if (a) or (b and c) %}") in both
    assert both[-2:] == [("BodyText", "{%p endif %}"), ("End", "")]


def test_tables() -> None:
    lines = [Line("table", "plain"), Line("row", "姓名 | {{ 名 }} | {{ 照片 }}"),
             Line("row", "单位 | < | ^")]  # fmt: skip
    data = compose("plain", lines)
    table = body(data).find(f"{W}tbl")
    assert table is not None
    xml = etree.tostring(table).decode()
    assert 'w:vMerge w:val="restart"' in xml
    assert "<w:vMerge/>" in xml
    assert 'w:gridSpan w:val="2"' in xml
    assert "tblHeader" not in xml
    assert xml.count("cantSplit") == 2
    assert "tblHeader" in etree.tostring(body(compose("plain", lines[1:2]))).decode()
    assert [style for style, _ in styled(data)][:3] == ["CellLabel", "Cell", "Cell"]


@pytest.mark.parametrize(
    ("form", "lines", "reason"),
    [
        ("blue", [], "no form 'blue'"),
        ("red", [Line("heading", "某", 7)], "line 7: no kind @heading"),
        ("red", [Line("printed", "某", 3)], "line 3: two parts"),
        ("red", [Line("copies", "某"), Line("body", "某", 4)], "line 4: @body below"),
        ("red", [Line("copies", "某"), Line("p", "for x in y", 5)], "line 5: @p for"),
        ("plain", [Line("row", "a | b", 1), Line("row", "a", 2)], "line 1: rows of different"),
        ("plain", [Line("row-for", "x in y", 1), Line("row", "a", 2)], "line 2: a @row-end"),
        ("plain", [Line("row", "a", 1), Line("row-end", "", 2)], "line 2: @row-end without"),
    ],
)
def test_what_does_not_fit_together(form: str, lines: list[Line], reason: str) -> None:
    with pytest.raises(PaperError, match=re.escape(reason)):
        compose(form, lines)
