"""What a reader must decide: one case a decision."""

import time

import pytest
from lxml import etree

from tests.document.docx.builders import (
    STRICT_R,
    STRICT_W,
    R,
    W,
    docx,
    paragraph,
    part,
    parts_of,
    word_like,
    zipped,
)
from writer_assist.document.docx.reader import DocxSource, read_docx
from writer_assist.document.model import Document, Paragraph


def read(body: str, /, **parts: str) -> Document:
    return read_docx(docx(body, **parts), "a.docx")


def run(text: str, properties: str = "") -> str:
    properties = properties and f"<w:rPr>{properties}</w:rPr>"
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def box(*texts: str) -> str:
    inner = "".join(map(paragraph, texts))
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


TRUE = "<w:r><w:instrText> = 7 true"

INLINE = {
    "insertion": ("甲<w:ins>乙</w:ins>丙", "甲乙丙"),
    "deletion": ("甲<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>丙", "甲丙"),
    "deletion that holds text, tab and break": (
        "甲<w:del><w:r><w:t>乙</w:t><w:tab/><w:br/><w:sym w:font='Wingdings' w:char='F0A8'/>"
        "</w:r></w:del>丙",
        "甲丙",
    ),
    "moved here": ("甲<w:moveTo>乙</w:moveTo>丙", "甲乙丙"),
    "moved away": ("甲<w:moveFrom>乙</w:moveFrom>丙", "甲丙"),
    "insertion, then deletion of it": ("甲<w:ins><w:del>乙</w:del>丙</w:ins>", "甲丙"),
    "hyperlink": ("甲<w:hyperlink r:id='x'>乙</w:hyperlink>丙", "甲乙丙"),
    "smart tag": ("甲<w:smartTag w:element='date'>乙</w:smartTag>", "甲乙"),
    "content control": (
        "甲<w:sdt><w:sdtPr/><w:sdtContent>乙</w:sdtContent></w:sdt>丙",
        "甲乙丙",
    ),
    "custom XML": ("甲<w:customXml w:element='e'>乙</w:customXml>丙", "甲乙丙"),
    "field": (f"甲{field('PAGE', run('7'))}丙", "甲7丙"),
    "field in an instruction": (
        f"甲{field('IF </w:instrText></w:r>' + field('PAGE', run('7')) + TRUE, run('真'))}",
        "甲真",
    ),
    "field in a result": (f"甲{field('TOC', run('一') + field('PAGEREF', run('2')))}", "甲一2"),
    "simple field": ("甲<w:fldSimple w:instr='PAGE'>乙</w:fldSimple>丙", "甲乙丙"),
    "field that never ends": (
        "甲<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>X</w:instrText></w:r>乙",
        "甲乙",
    ),
    "field that never began": ("甲<w:r><w:fldChar w:fldCharType='end'/></w:r>乙", "甲乙"),
    "alternatives": (
        "<w:r><mc:AlternateContent><mc:Choice><w:t>甲</w:t></mc:Choice>"
        "<mc:Choice><w:t>乙</w:t></mc:Choice><mc:Fallback><w:t>丙</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        "甲",
    ),
    "only a fallback": (
        "<mc:AlternateContent><mc:Fallback>甲</mc:Fallback></mc:AlternateContent>",
        "甲",
    ),
    "box to tick": ("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>甲", "□甲"),
    "ticked": ("<w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r>甲", "☑甲"),
    "crossed": ("<w:r><w:sym w:font='Wingdings' w:char='00FD'/></w:r>甲", "☒甲"),
    "symbol of a text font": ("<w:r><w:sym w:font='MS Gothic' w:char='2610'/></w:r>甲", "☐甲"),
    "unknown symbol": ("<w:r><w:sym w:font='Wingdings' w:char='F021'/></w:r>", "\uf021"),
    "no symbol": ("<w:r><w:sym w:font='Wingdings' w:char='D800'/></w:r>甲", "甲"),
    "hyphens": (
        "<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:softHyphen/><w:t>丙</w:t></w:r>",
        "甲-乙丙",
    ),
    "tabs": ("<w:r><w:t>甲</w:t><w:tab/><w:ptab/><w:t>乙</w:t></w:r>", "甲\t\t乙"),
    "tab stop": ("<w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>甲", "甲"),
    "breaks": ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙"),
    "page break in the middle": (
        "<w:r><w:t>甲</w:t><w:br w:type='page'/><w:t>乙</w:t></w:r>",
        "甲\n乙",
    ),
    "page break first": ("<w:r><w:br w:type='page'/><w:t>甲</w:t></w:r>", "甲"),
    "page break last": ("<w:r><w:t>甲</w:t><w:br w:type='page'/></w:r>", "甲"),
    "line break last": ("<w:r><w:t>甲</w:t><w:br/></w:r>", "甲\n"),
    "rendered page break": (
        "<w:r><w:t>甲</w:t><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r>",
        "甲乙",
    ),
    "line end in the XML": ("<w:r><w:t>甲\n乙&#13;丙</w:t></w:r>", "甲 乙 丙"),
    "ruby": (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>zhèng</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>政</w:t></w:r></w:rubyBase></w:ruby></w:r>协",
        "政协",
    ),
    "formula": ("甲<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>乙", "甲a+b乙"),
    "note marks": (
        "甲<w:r><w:footnoteReference w:id='9'/></w:r><w:r><w:commentReference w:id='9'/></w:r>乙",
        "甲乙",
    ),
    "proofing marks": ("甲<w:proofErr w:type='spellStart'/><w:bookmarkStart/>乙", "甲乙"),
    "comment in a text": ("<w:r><w:t>甲<!-- x -->乙<?pi?>丙</w:t></w:r>丁", "甲乙丙丁"),
    "CDATA and references": ("<w:r><w:t><![CDATA[甲<]]>&#x4E59;&lt;</w:t></w:r>", "甲<乙<"),
    "beyond the BMP": ("<w:r><w:t>𠮷😀</w:t></w:r>甲", "𠮷😀甲"),
}


def inline(source: str) -> str:
    """Bare Chinese between tags stands for a run with that text."""
    result = []
    for index, chunk in enumerate(source.split("<w:r>")):
        head, closed, tail = chunk.partition("</w:r>") if index else ("", "", chunk)
        for bare in "甲乙丙丁协真":
            tail = tail.replace(bare, run(bare))
        result.append((f"<w:r>{head}{closed}" if index else "") + tail)
    return "".join(result)


@pytest.mark.parametrize("name", INLINE)
def test_final_text(name: str) -> None:
    source, expected = INLINE[name]
    document = read(f"<w:p>{inline(source)}</w:p>")
    assert [p.text for p in document.paragraphs] == [expected]
    pieces = document.paragraphs[0].pieces
    assert "".join(expected[p.start : p.start + p.length] for p in pieces) == expected


def stories(document: Document) -> list[tuple[str, str]]:
    return [(p.story, p.text) for p in document.paragraphs]


class TestStories:
    def test_numbers_run_over_all_and_count_empty_paragraphs(self) -> None:
        document = read("<w:p/>" + paragraph("甲") + "<w:p/>")
        assert [(p.number, p.text) for p in document.paragraphs] == [(1, ""), (2, "甲"), (3, "")]
        assert document.format == "docx"
        assert document.path == "a.docx"

    def test_tables_in_place(self) -> None:
        inner = f"<w:tbl><w:tr><w:tc>{paragraph('内')}</w:tc></w:tr></w:tbl>"
        table = (
            f"<w:tbl><w:tr><w:tc>{paragraph('外')}{inner}{paragraph('后')}</w:tc></w:tr></w:tbl>"
        )
        document = read(paragraph("前") + table + paragraph("末"))
        assert stories(document) == [
            ("body", "前"),
            ("table", "外"),
            ("table", "内"),
            ("table", "后"),
            ("body", "末"),
        ]

    def test_text_box_once_and_behind_its_anchor(self) -> None:
        document = read(f"<w:p>{run('前')}{box('框一', '框二')}{run('后')}</w:p>" + paragraph("末"))
        assert stories(document) == [
            ("body", "前后"),
            ("text-box", "框一"),
            ("text-box", "框二"),
            ("body", "末"),
        ]

    def test_text_box_in_a_text_box(self) -> None:
        inner = f"<w:r><w:pict><w:txbxContent><w:p>{run('里')}</w:p></w:txbxContent></w:pict></w:r>"
        outer = (
            f"<w:r><w:pict><w:txbxContent><w:p>{run('外')}{inner}{run('面')}</w:p>"
            "</w:txbxContent></w:pict></w:r>"
        )
        document = read(f"<w:p>{outer}{run('锚')}</w:p>")
        assert stories(document) == [("body", "锚"), ("text-box", "外面"), ("text-box", "里")]

    def test_only_headers_that_a_section_names_and_each_once(self) -> None:
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
            '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
        )
        document = read(
            f"<w:p><w:pPr>{section}</w:pPr></w:p>" + paragraph("甲") + section,
            header1=part("hdr", paragraph("页眉")),
            header2=part("hdr", paragraph("无人引用")),
            footer1=part("ftr", f"<w:p>{field('PAGE', run('1'))}</w:p>"),
        )
        assert stories(document) == [
            ("body", ""),
            ("body", "甲"),
            ("header", "页眉"),
            ("footer", "1"),
        ]

    @pytest.mark.parametrize(
        ("section", "settings", "shown"),
        [
            ("", "", ["常"]),
            ("<w:titlePg/>", "", ["常", "首"]),
            ('<w:titlePg w:val="0"/>', "", ["常"]),
            ("", "<w:evenAndOddHeaders/>", ["常", "偶"]),
            ("", '<w:evenAndOddHeaders w:val="false"/>', ["常"]),
            ("<w:titlePg/>", "<w:evenAndOddHeaders/>", ["常", "首", "偶"]),
        ],
    )
    def test_headers_of_pages_that_are_switched_off_are_not_shown(
        self, section: str, settings: str, shown: list[str]
    ) -> None:
        pages = {"default": "常", "first": "首", "even": "偶"}
        references = "".join(
            f'<w:headerReference w:type="{page}" r:id="header{number}"/>'
            for number, page in enumerate(pages)
        )
        document = read(
            f"<w:sectPr>{references}{section}</w:sectPr>",
            settings=part("settings", settings),
            **{f"header{n}": part("hdr", paragraph(t)) for n, t in enumerate(pages.values())},
        )
        assert [p.text for p in document.paragraphs] == shown

    def test_notes_in_the_order_of_their_marks_without_separators(self) -> None:
        notes = (
            f'<w:footnote w:type="separator" w:id="0">{paragraph("线")}</w:footnote>'
            f'<w:footnote w:id="1">{paragraph("注一")}</w:footnote>'
            f'<w:footnote w:id="2">{paragraph("注二")}</w:footnote>'
            f'<w:footnote w:id="3">{paragraph("无人引用")}</w:footnote>'
        )
        marks = "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in (2, 1))
        document = read(
            f"<w:p>{run('甲')}{marks}<w:r><w:endnoteReference w:id='1'/></w:r></w:p>",
            footnotes=part("footnotes", notes),
            endnotes=part("endnotes", f'<w:endnote w:id="1">{paragraph("尾注")}</w:endnote>'),
            comments=part("comments", f'<w:comment w:id="1">{paragraph("批注")}</w:comment>'),
        )
        assert stories(document) == [
            ("body", "甲"),
            ("footnote", "注二"),
            ("footnote", "注一"),
            ("endnote", "尾注"),
            ("comment", "批注"),
        ]

    def test_deleted_paragraph_mark_joins_two_paragraphs(self) -> None:
        mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
        document = read(f"<w:p>{mark}{run('甲')}</w:p>" + paragraph("乙") + paragraph("丙"))
        assert stories(document) == [("body", "甲乙"), ("body", "丙")]
        assert [p.number for p in document.paragraphs] == [1, 2]

    def test_paragraphs_deleted_whole_leave_nothing(self) -> None:
        deleted = (
            "<w:p><w:pPr><w:pStyle w:val='1'/><w:rPr><w:del/></w:rPr></w:pPr>"
            "<w:del><w:r><w:delText>甲</w:delText></w:r></w:del></w:p>"
        )
        document = read(deleted * 3 + paragraph("乙"))
        assert stories(document) == [("body", "乙")]
        assert document.paragraphs[0].style == ""

    def test_deleted_mark_before_a_table_joins_nothing(self) -> None:
        mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
        table = f"<w:tbl><w:tr><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
        document = read(f"<w:p>{mark}{run('甲')}</w:p>{table}")
        assert stories(document) == [("body", "甲"), ("table", "乙")]

    def test_deleted_row(self) -> None:
        row = "<w:tr><w:trPr>{}</w:trPr><w:tc>" + paragraph("甲") + "</w:tc></w:tr>"
        document = read(f"<w:tbl>{row.format('<w:del/>')}{row.format('<w:ins/>')}</w:tbl>")
        assert stories(document) == [("table", "甲")]

    def test_field_over_many_paragraphs(self) -> None:
        begin, end = field("TOC", "|").split("|")
        document = read(
            f"<w:p>{begin}{run('一')}</w:p>{paragraph('二')}<w:p>{run('三')}{end}</w:p>"
        )
        assert [p.text for p in document.paragraphs] == ["一", "二", "三"]
        assert [[tuple(f) for f in p.features] for p in document.paragraphs] == [
            [("field", 0, 1, "TOC")]
        ] * 3

    def test_text_outside_paragraphs_is_not_shown(self) -> None:
        assert stories(read(run("孤") + paragraph("甲"))) == [("body", "甲")]

    def test_no_body(self) -> None:
        parts = parts_of("")
        parts["word/document.xml"] = f'<w:document xmlns:w="{W}"/>'
        assert read_docx(zipped(parts), "a.docx").paragraphs == []


STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr>'
    '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b1"><w:name w:val="小标题"/>'
    '<w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b9"><w:name w:val="不是标题"/>'
    '<w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="w2"><w:name w:val="标题 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/></w:style>',
)


@pytest.mark.parametrize(
    ("properties", "level", "style"),
    [
        ("", None, ""),
        ('<w:pStyle w:val="1"/>', 1, "heading 1"),
        ('<w:pStyle w:val="b1"/>', 1, "小标题"),
        ('<w:pStyle w:val="b9"/>', None, "不是标题"),
        ('<w:pStyle w:val="w2"/>', 2, "标题 2"),
        ('<w:pStyle w:val="t"/>', None, "Title"),
        ('<w:pStyle w:val="x"/>', None, "x"),
        ('<w:pStyle w:val="Heading3"/>', 3, "Heading3"),
        ('<w:pStyle w:val="nowhere"/>', None, "nowhere"),
        ('<w:outlineLvl w:val="1"/>', 2, ""),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', None, "heading 1"),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="junk"/>', 1, "heading 1"),
        (
            '<w:pStyle w:val="1"/><w:pPrChange><w:pPr><w:pStyle w:val="t"/></w:pPr></w:pPrChange>',
            1,
            "heading 1",
        ),
    ],
)
def test_level_and_style(properties: str, level: int | None, style: str) -> None:
    document = read(paragraph("甲", properties) + paragraph("乙"), styles=STYLES)
    first, second = document.paragraphs
    assert (first.level, first.style) == (level, style)
    assert (second.level, second.style) == (None, "")


class TestOffsets:
    def test_each_offset_leads_to_its_element(self) -> None:
        document = read(f"<w:p>{run('甲乙')}<w:r><w:tab/></w:r>{run('丙')}</w:p>")
        found: Paragraph = document.paragraphs[0]
        assert found.text == "甲乙\t丙"
        for offset, local, inner in ((0, "t", 0), (1, "t", 1), (2, "tab", 0), (3, "t", 0)):
            piece, position = found.piece_at(offset)
            assert etree.QName(piece.source).localname == local
            assert position == inner
        assert found.piece_at(4)[0].source.text == "丙"
        assert [p.length for p in found.pieces[1:]] == [1, 1]

    def test_pieces_belong_to_the_trees_of_the_package(self) -> None:
        document = read(
            paragraph("甲"), comments=part("comments", f"<w:comment>{paragraph('乙')}</w:comment>")
        )
        source = document.source
        assert isinstance(source, DocxSource)
        assert source.parts == ["word/document.xml", "word/comments.xml"]
        for found, element, name in zip(
            document.paragraphs, source.elements, source.parts, strict=True
        ):
            root = source.package.tree(name)
            assert element in root.iter(f"{{{W}}}p")
            assert found.pieces[0].source in element.iter()


def test_strict_documents_read_the_same() -> None:
    parts = parts_of(
        paragraph("甲", '<w:pStyle w:val="1"/>')
        + '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>',
        styles=STYLES,
        header1=part("hdr", paragraph("页眉")),
    )
    strict = {
        name: content.replace(W, STRICT_W).replace(R, STRICT_R)
        for name, content in parts.items()
        if isinstance(content, str)
    }
    for content in (parts, strict):
        document = read_docx(zipped(content), "a.docx")
        assert stories(document) == [("body", "甲"), ("header", "页眉")]
        assert document.paragraphs[0].level == 1


def test_utf_16_document() -> None:
    parts = parts_of(paragraph("甲"))
    text = str(parts["word/document.xml"]).replace("UTF-8", "UTF-16")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        parts["word/document.xml"] = text.encode(encoding)
        assert stories(read_docx(zipped(parts), "a.docx")) == [("body", "甲")]


def test_word_like_file() -> None:
    document = read_docx(word_like(), "a.docx")
    assert 3000 < len(document.text) < 4500
    assert [p.level for p in document.paragraphs].count(1) > 5
    assert stories(document)[-3:] == [("header", ""), ("footer", "— 2 —"), ("footer", "")]
    assert all(p.style == "footer" for p in document.paragraphs[-2:])


@pytest.mark.parametrize("properties", ["", '<w:u w:val="single"/>'])
def test_time_is_linear_in_runs_of_one_paragraph(properties: str) -> None:
    def seconds(count: int) -> float:
        data = docx(f"<w:p>{run('字', properties) * count}</w:p>")
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            document = read_docx(data, "a.docx")
            best = min(best, time.process_time() - started)
            assert len(document.paragraphs[0].text) == count
            assert document.paragraphs[0].piece_at(count - 1)[1] == 0
        return best

    # Ten times the runs: far below the hundred times of anything quadratic.
    assert seconds(200_000) < 40 * seconds(20_000)
