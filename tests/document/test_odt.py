"""OpenDocument text: our own small files, and what LibreOffice makes of a DOCX."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from hypothesis import given
from hypothesis import strategies as st

from tests.document import office
from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Document, Paragraph
from writer_assist.document.odt import OpenDocument, Place, read_odt
from writer_assist.document.read import read

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)


def archive(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def content(body: str, automatic: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def styles(common: str = "", automatic: str = "", masters: str = "") -> str:
    return (
        f"<office:document-styles {NAMESPACES}><office:styles>{common}</office:styles>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )


def odt(body: str, automatic: str = "", **common: str) -> Document:
    return read_odt(archive(content=content(body, automatic), styles=styles(**common)), "稿.odt")


def one(paragraph: str, automatic: str = "", **common: str) -> Paragraph:
    (result,) = odt(paragraph, automatic, **common).paragraphs
    return result


def shown(document: Document) -> list[tuple[str, str]]:
    return [(p.story, p.label + p.text) for p in document.paragraphs]


def features(paragraph: Paragraph) -> list[tuple[str, str, str]]:
    return [(f.kind, paragraph.text[f.start : f.end], f.detail) for f in paragraph.features]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("正文", "正文"),
        ("", ""),
        ("a<text:s/><text:s text:c='2'/>b", "a   b"),
        ("a<text:tab/>b<text:line-break/>c", "a\tb\nc"),
        ("  a \n  b  ", "a b "),
        ("a\n  ", "a"),
        ("a <text:span> b</text:span> c", "a b c"),
        ("　　首行", "　　首行"),
        ("甲<text:span>乙<text:span>丙</text:span></text:span>丁", "甲乙丙丁"),
        ("见<text:a>网页</text:a>", "见网页"),
        ("甲<!-- 注 -->乙<?p i?>丙", "甲乙丙"),
        ("甲<text:bookmark text:name='x'/>乙<text:soft-page-break/>丙", "甲乙丙"),
        (
            "<text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>zì</text:ruby-text>"
            "</text:ruby>",
            "字",
        ),
        ("甲<text:change text:change-id='c'/>乙", "甲乙"),
        ("<text:number>一、</text:number>甲", "甲"),
        ("<text:change-start/>插入<text:change-end/>后", "插入后"),
        ("a<text:s text:c='999999999999'/>b", "a b"),
        ("<loext:content-control>已填</loext:content-control>", "已填"),
    ],
)
def test_text_of_a_paragraph(inner: str, text: str) -> None:
    assert one(f"<text:p>{inner}</text:p>").text == text


def test_a_claim_of_endless_spaces_is_bounded() -> None:
    assert len(one("<text:p>a<text:s text:c='99999999'/>b</text:p>").text) < 10_000


def test_many_claims_of_many_spaces_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writer_assist.document.odt.ALL_SPACES", 100)
    text = one("<text:p>a" + "<text:s text:c='40'/>" * 5 + "b</text:p>").text
    assert text == "a" + " " * (40 + 40 + 1 + 1 + 1) + "b"


def test_too_many_paragraphs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writer_assist.document.odt.MAX_PARAGRAPHS", 3)
    assert len(read_odt(archive(content=content("<text:p/>" * 3)), "a.odt").paragraphs) == 3
    with pytest.raises(DocumentError, match="段落超过 3 个"):
        read_odt(archive(content=content("<text:p/>" * 4)), "a.odt")


def test_headings_have_the_level_of_the_outline() -> None:
    document = odt(
        "<text:h text:outline-level='2'>甲</text:h><text:h>乙</text:h><text:p>丙</text:p>"
    )
    assert [p.level for p in document.paragraphs] == [2, 1, None]


def test_outline_numbers() -> None:
    levels = (
        "<text:outline-style><text:outline-level-style text:level='1'"
        " style:num-format='一, 二, 三, ...' style:num-suffix='、'/>"
        "<text:outline-level-style text:level='2' style:num-format='1'"
        " loext:num-list-format='%1%.%2%.'/></text:outline-style>"
        "<style:style style:name='无号' style:family='paragraph' style:list-style-name=''/>"
    )
    document = odt(
        "<text:h text:outline-level='1'>甲</text:h><text:h text:outline-level='2'>乙</text:h>"
        "<text:h text:outline-level='2'>丙</text:h><text:h text:outline-level='1'>丁</text:h>"
        "<text:h text:outline-level='1' text:is-list-header='true'>戊</text:h>"
        "<text:h text:outline-level='1' text:style-name='无号'>己</text:h>"
        "<text:h text:outline-level='2'>庚</text:h>",
        common=levels,
    )
    labels = [p.label for p in document.paragraphs]
    assert labels == ["一、", "一.1.", "一.2.", "二、", "", "", "二.1."]


NUMBERED = (
    "<text:list-style style:name='L'><text:list-level-style-number text:level='1'"
    " style:num-format='一, 二, 三, ...' style:num-suffix='、'/>"
    "<text:list-level-style-number text:level='2' style:num-format='{format}'"
    " style:num-prefix='（' style:num-suffix='）'/></text:list-style>"
    "<text:list-style style:name='B'><text:list-level-style-bullet text:level='1'"
    " text:bullet-char='•'/></text:list-style>"
)


def item(text: str, inner: str = "", attributes: str = "") -> str:
    return f"<text:list-item {attributes}><text:p>{text}</text:p>{inner}</text:list-item>"


def labels(body: str, format: str = "一, 二, 三, ...") -> list[str]:
    return [p.label for p in odt(body, NUMBERED.format(format=format)).paragraphs]


def test_nested_lists() -> None:
    inner = f"<text:list>{item('乙')}{item('丙')}</text:list>"
    again = f"<text:list>{item('戊')}</text:list>"
    body = f"<text:list text:style-name='L'>{item('甲', inner)}{item('丁', again)}</text:list>"
    assert labels(body) == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_only_the_first_paragraph_of_an_item_is_numbered() -> None:
    body = (
        "<text:list text:style-name='L'><text:list-header><text:p>甲</text:p></text:list-header>"
        "<text:list-item><text:p>乙</text:p><text:p>丙</text:p></text:list-item></text:list>"
    )
    assert labels(body) == ["", "一、", ""]


def test_a_table_in_an_item_is_read() -> None:
    table = "<table:table><table:table-row><table:table-cell><text:p>格</text:p>"
    table += "</table:table-cell></table:table-row></table:table>"
    body = f"<text:list text:style-name='L'><!-- 注 -->{item('甲', table)}{item('乙')}</text:list>"
    document = odt(body, NUMBERED.format(format="1"))
    assert shown(document) == [("body", "一、甲"), ("table", "格"), ("body", "二、乙")]


def test_lists_begin_again_or_continue() -> None:
    first = f"<text:list xml:id='x' text:style-name='L'>{item('甲')}{item('乙')}</text:list>"
    anew = f"<text:list text:style-name='L'>{item('丙')}</text:list>"
    by_id = f"<text:list text:continue-list='x' text:style-name='L'>{item('丁')}</text:list>"
    goes_on = (
        f"<text:list text:continue-numbering='true' text:style-name='L'>{item('戊')}</text:list>"
    )
    bullets = f"<text:list text:style-name='B'>{item('己')}</text:list>"
    started = "<text:list text:style-name='L'>" + item("庚", "", "text:start-value='9'")
    started += f"{item('辛')}</text:list>"
    assert labels(first + anew + by_id + goes_on + bullets + started) == [
        *("一、", "二、"),
        "一、",
        "三、",
        "四、",
        "",
        *("九、", "十、"),
    ]


@pytest.mark.parametrize(
    ("format", "label"),
    [
        ("1", "（2）"),
        ("a", "（b）"),
        ("A", "（B）"),
        ("i", "（ii）"),
        ("I", "（II）"),
        ("①, ②, ③, ...", "（②）"),
        ("１, ２, ３, ...", "（２）"),
        ("壹, 贰, 叁, ...", "（贰）"),
        ("甲, 乙, 丙, ...", "（乙）"),
        ("子, 丑, 寅, ...", "（丑）"),
        ("", ""),
    ],
)
def test_number_formats(format: str, label: str) -> None:
    inner = f"<text:list>{item('甲')}{item('乙')}</text:list>"
    body = f"<text:list text:style-name='L'><text:list-item>{inner}</text:list-item></text:list>"
    assert labels(body, format)[1] == label


def test_stories_in_order() -> None:
    body = (
        "<text:p>甲<text:note text:note-class='footnote'><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body></text:note>"
        "乙<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box><draw:image/></draw:frame>"
        "<draw:g><draw:custom-shape><text:p>形</text:p></draw:custom-shape></draw:g>"
        "<office:annotation><dc:creator>某</dc:creator><text:p>批注</text:p></office:annotation>丙"
        "<text:note text:note-class='endnote'><text:note-citation>i</text:note-citation>"
        "<text:note-body><text:p>尾注</text:p></text:note-body></text:note></text:p>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell>"
        "<text:p>格一</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        "<table:table-row><table:table-cell><table:table><table:table-row><table:table-cell>"
        "<text:p>内格</text:p></table:table-cell></table:table-row></table:table>"
        "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
        "<text:section><text:p>节</text:p></text:section>"
    )
    masters = (
        "<style:master-page style:name='Standard'><style:header><text:p>页眉</text:p>"
        "</style:header><style:header-left style:display='false'><text:p>不显示</text:p>"
        "</style:header-left><style:footer><text:p>页脚</text:p></style:footer>"
        "</style:master-page>"
        "<style:master-page style:name='别页'><style:header><text:p>未用</text:p></style:header>"
        "</style:master-page>"
    )
    document = odt(body, masters=masters)
    assert shown(document) == [
        ("body", "甲乙丙"),
        ("text-box", "框"),
        ("text-box", "形"),
        ("table", "格一"),
        ("table", "内格"),
        ("body", "节"),
        ("header", "页眉"),
        ("footer", "页脚"),
        ("footnote", "脚注"),
        ("endnote", "尾注"),
        ("comment", "批注"),
    ]
    assert [p.number for p in document.paragraphs] == list(range(1, 12))


def test_deletions_are_not_text() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes><text:p>留</text:p>"
    )
    assert shown(odt(body)) == [("body", "留")]


def test_a_table_of_contents_is_marked_as_computed() -> None:
    body = (
        "<text:table-of-content><text:table-of-content-source/><text:index-body>"
        "<text:index-title><text:p>目录</text:p></text:index-title><text:p>一、1</text:p>"
        "</text:index-body></text:table-of-content><text:p>正文</text:p>"
    )
    document = odt(body)
    assert [p.text for p in document.paragraphs] == ["目录", "一、1", "正文"]
    assert [len(p.features) for p in document.paragraphs] == [1, 1, 0]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (
            "<text:placeholder text:description='单位'>&lt;名称&gt;</text:placeholder>后",
            [("content-control", "<名称>", "单位")],
        ),
        (
            "<loext:content-control loext:showing-place-holder='true' loext:alias='日期'>点此"
            "</loext:content-control>",
            [("content-control", "点此", "日期")],
        ),
        ("甲<loext:content-control/>", [("empty-control", "", "")]),
        ("<text:text-input text:description='姓名'/>", [("form-field", "", "姓名")]),
        (
            "<text:text-input text:description='姓名'>姓名</text:text-input>",
            [("form-field", "姓名", "姓名")],
        ),
        ("<text:text-input text:description='姓名'>某甲</text:text-input>", []),
        ("<text:drop-down text:name='级别'/>", [("form-field", "", "级别")]),
        ("<text:drop-down text:name='级别'>一级</text:drop-down>", []),
        (
            "<text:database-display text:column-name='姓名'>«姓名»</text:database-display>",
            [("merge-field", "«姓名»", "姓名")],
        ),
        ("<text:database-display text:column-name='姓名'>某甲</text:database-display>", []),
        (
            "域<field:fieldmark-start text:name='T' field:type='x.FORMTEXT'/>"
            "<field:fieldmark-separator/>\u2002\u2002<field:fieldmark-end/>后",
            [("form-field", "\u2002\u2002", "T")],
        ),
        (
            "<field:fieldmark-start text:name='T' field:type='x.FORMTEXT'/>填"
            "<field:fieldmark-end/><field:fieldmark-end/>",
            [],
        ),
        (
            "<field:fieldmark text:name='D' field:type='x.FORMDROPDOWN'>"
            "<field:param field:name='Dropdown_ListEntry' field:value='甲'/></field:fieldmark>",
            [("form-field", "", "D")],
        ),
        ("第<text:page-number>3</text:page-number>页", [("field", "3", "")]),
    ],
)
def test_features(inner: str, expected: list[tuple[str, str, str]]) -> None:
    assert features(one(f"<text:p>{inner}</text:p>")) == expected


LOOKS = (
    "<style:style style:name='U' style:family='text'><style:text-properties"
    " style:text-underline-style='solid'/></style:style>"
    "<style:style style:name='N' style:family='text'><style:text-properties"
    " style:text-underline-style='none'/></style:style>"
    "<style:style style:name='UU' style:family='text' style:parent-style-name='U'/>"
    "<style:style style:name='P' style:family='paragraph'><style:text-properties"
    " style:text-underline-style='solid'/></style:style>"
    "<style:style style:name='H' style:family='text'><style:text-properties"
    " text:display='none'/></style:style>"
    "<style:style style:name='Y' style:family='text'><style:text-properties"
    " fo:background-color='#ffff00'/></style:style>"
    "<style:style style:name='Loop' style:family='text' style:parent-style-name='Loop'/>"
)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "<text:p>共<text:span text:style-name='U'><text:s text:c='4'/></text:span>件</text:p>",
            [("underlined-blank", "    ", "")],
        ),
        (
            "<text:p>共<text:span text:style-name='UU'>　</text:span>"
            "<text:span text:style-name='U'>　</text:span>件</text:p>",
            [("underlined-blank", "　　", "")],
        ),
        ("<text:p>共<text:span text:style-name='U'>　 5 　</text:span>件</text:p>", []),
        ("<text:p>a<text:span text:style-name='U'> </text:span>b</text:p>", []),
        ("<text:p text:style-name='P'><text:tab/></text:p>", [("underlined-blank", "\t", "")]),
        (
            "<text:p text:style-name='P'><text:span text:style-name='N'><text:tab/></text:span>"
            "</text:p>",
            [],
        ),
        (
            "<text:p>甲<text:span text:style-name='H'>乙</text:span></text:p>",
            [("hidden", "乙", "")],
        ),
        (
            "<text:p>甲<text:span text:style-name='Y'>乙<text:span text:style-name='Loop'>丙"
            "</text:span></text:span></text:p>",
            [("highlight", "乙丙", "")],
        ),
        (
            "<text:section text:display='none'><text:p>藏</text:p></text:section>",
            [("hidden", "藏", "")],
        ),
        (
            "<text:p>藏<text:hidden-paragraph text:is-hidden='true'/></text:p>",
            [("hidden", "藏", "")],
        ),
    ],
)
def test_formatting_that_matters(paragraph: str, expected: list[tuple[str, str, str]]) -> None:
    assert features(one(paragraph, LOOKS)) == expected


def test_styles_have_the_name_that_the_user_sees() -> None:
    paragraph = one(
        "<text:p text:style-name='P1'>正文</text:p>",
        "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='A_20_B'/>",
        common="<style:style style:name='A_20_B' style:display-name='A B'"
        " style:family='paragraph'/>",
    )
    assert paragraph.style == "A B"


def test_flat_files_are_the_same() -> None:
    body = "<text:h text:outline-level='1'>题</text:h><text:p>正文</text:p>"
    flat = (
        f"<office:document {NAMESPACES}><office:automatic-styles/><office:master-styles>"
        "<style:master-page style:name='Standard'><style:header><text:p>页眉</text:p>"
        "</style:header></style:master-page></office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )
    document = read_odt(flat.encode(), "稿.fodt")
    assert shown(document) == [("body", "题"), ("body", "正文"), ("header", "页眉")]
    assert document.format == "odt"


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_odt(data, "稿.odt")
    return str(caught.value)


def test_refusals() -> None:
    good = archive(content=content("<text:p>正文</text:p>"))
    assert "已加密" in refusal(
        archive(
            content="x",
            **{"META-INF__manifest": "<manifest><encryption-data/></manifest>"},
        )
    )
    assert "DTD" in refusal(archive(content="<!DOCTYPE x [<!ENTITY e 'e'>]><x>&e;</x>"))
    assert "content.xml" in refusal(archive(content="<office:text>"))
    assert "正文" in refusal(archive(styles=styles()))
    assert "正文" in refusal(archive(content=f"<office:document-content {NAMESPACES}/>"))
    assert "ZIP" in refusal(good[:-30])
    assert "限度" in refusal(archive(content=content("<text:section>" * 300)))


def test_the_deepest_nesting_that_xml_may_have_is_read() -> None:
    depth = 120
    body = "<text:list><text:list-item>" * depth + "<text:p>底</text:p>"
    body += "</text:list-item></text:list>" * depth
    assert shown(odt(body)) == [("body", "底")]
    body = "<text:section>" * 245 + "<text:p>底</text:p>" + "</text:section>" * 245
    assert shown(odt(body)) == [("body", "底")]
    groups = "<draw:g>" * 240 + "<draw:rect><text:p>底</text:p></draw:rect>" + "</draw:g>" * 240
    assert shown(odt(f"<text:p>{groups}</text:p>")) == [("body", ""), ("text-box", "底")]
    box = "<text:p><draw:frame><draw:text-box>"
    boxes = box * 80 + "<text:p>底</text:p>" + "</draw:text-box></draw:frame></text:p>" * 80
    assert odt(boxes).paragraphs[-1].text == "底"
    spans = "<text:span>" * 240 + "底" + "</text:span>" * 240
    assert one(f"<text:p>{spans}</text:p>").text == "底"


text_or_markup = st.lists(
    st.one_of(
        st.text(st.sampled_from("甲乙a　 \n\t。"), max_size=6),
        st.sampled_from(
            ["<text:s/>", "<text:tab/>", "<text:span>丙 </text:span>", "<text:line-break/>"]
        ),
        st.sampled_from(["<text:note/>", "<!-- 注 -->", "<text:page-number>1</text:page-number>"]),
    ),
    max_size=12,
).map("".join)


@given(text_or_markup)
def test_pieces_lead_back_to_the_xml(inner: str) -> None:
    paragraph = one(f"<text:p>{inner}</text:p>")
    length = 0
    for piece in paragraph.pieces:
        assert piece.start == length
        length += piece.length
        text = paragraph.text[piece.start : length]
        place = piece.source
        assert isinstance(place, Place)
        source = place.element.tail if place.tail else place.element.text
        name = str(place.element.tag).rpartition("}")[2]
        if name in ("s", "tab", "line-break") and not place.tail:
            assert text.strip() == ""
        elif text == " ":  # white space of any sort collapses to one space
            assert source is not None
            assert source[place.offset] in " \t\r\n"
        else:
            assert source is not None
            assert source[place.offset : place.offset + piece.length] == text
    assert length == len(paragraph.text)


def test_a_paragraph_of_many_spans_and_fields_is_read() -> None:
    span = "<text:span>甲 </text:span><text:page-number>1</text:page-number>"
    paragraph = one(f"<text:p>{span * 50_000}</text:p>")
    assert paragraph.text == "甲 1" * 50_000
    assert len(paragraph.features) == 50_000


def make_docx(path: Path) -> None:
    document = docx.Document()
    document.add_heading("一、主要做法", 1)
    paragraph = document.add_paragraph("围绕中心，")
    paragraph.add_run("服务大局").bold = True
    paragraph.add_run("。第  二句\t制表\n换行，共")
    paragraph.add_run("      ").underline = True
    paragraph.add_run("件；")
    paragraph.add_run("待定").font.highlight_color = WD_COLOR_INDEX.YELLOW
    paragraph.add_run("备查").font.hidden = True
    for text in ("第一项", "第二项"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("要点", style="List Bullet")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "项目"
    table.cell(0, 1).text = "20xx年"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "内格"
    section = document.sections[0]
    section.header.paragraphs[0].text = "页眉"
    section.footer.paragraphs[0].text = "页脚"
    document.add_paragraph("　　此页结束。")
    document.save(str(path))


def comparable(document: Document) -> list[object]:
    return [
        (p.story, p.label, p.text, p.level, [f[:3] for f in p.features])
        for p in document.paragraphs
    ]


def test_what_libreoffice_makes_of_a_docx_reads_the_same(tmp_path: Path) -> None:
    source = tmp_path / "draft.docx"
    make_docx(source)
    expected = comparable(read(str(source)))
    for target in ("odt", "fodt"):
        saved = office.convert(source, target, tmp_path)
        document = read(str(saved))
        assert isinstance(document.source, OpenDocument)
        assert comparable(document) == expected
