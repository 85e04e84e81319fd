"""What a paragraph's text alone does not show."""

import pytest

from tests.document.docx.builders import docx, paragraph, part
from tests.document.docx.test_reader import field, run
from writer_assist.document.docx.reader import DocxSource, read_docx

U = '<w:u w:val="single"/>'
STYLES = part(
    "styles",
    '<w:style w:type="character" w:styleId="u"><w:name w:val="Line"/><w:rPr><w:u w:val="single"/>'
    '</w:rPr></w:style><w:style w:type="character" w:styleId="h"><w:name w:val="Secret"/><w:rPr>'
    "<w:vanish/></w:rPr></w:style>",
)


def features(content: str, **parts: str) -> list[tuple[str, str, str]]:
    """Kind, text and detail of every feature of a document with one paragraph."""
    document = read_docx(docx(f"<w:p>{content}</w:p>", **parts), "a.docx")
    found = document.paragraphs[0]
    for feature in found.features:
        assert 0 <= feature.start <= feature.end <= len(found.text)
    return [(f.kind, found.text[f.start : f.end], f.detail) for f in found.features]


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def form(kind: str, data: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText> {kind} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


SHOWING = '<w:alias w:val="姓名"/><w:tag w:val="name"/><w:showingPlcHdr/>'
NAME = '<w:name w:val="Text1"/><w:textInput><w:default w:val="请填写"/></w:textInput>'

CASES = {
    "placeholder": (
        run("甲") + control(SHOWING, run("单击此处") + run("输入")) + run("乙"),
        [("content-control", "单击此处输入", "姓名")],
    ),
    "placeholder, tag only": (
        control('<w:tag w:val="name"/><w:showingPlcHdr/>', run("输入")),
        [("content-control", "输入", "name")],
    ),
    "two placeholders side by side": (
        control(SHOWING, run("甲")) + control('<w:showingPlcHdr w:val="1"/>', run("乙")),
        [("content-control", "甲", "姓名"), ("content-control", "乙", "")],
    ),
    "placeholder switched off": (control('<w:showingPlcHdr w:val="0"/>', run("张三")), []),
    "filled": (control('<w:alias w:val="姓名"/>', run("张三")), []),
    "empty": (run("甲") + control('<w:alias w:val="姓名"/>', ""), [("empty-control", "", "姓名")]),
    "blank": (control("<w:text/>", run("  ")), [("empty-control", "  ", "")]),
    "empty, its text deleted": (
        control("<w:text/>", "<w:del><w:r><w:t>甲</w:t></w:r></w:del>"),
        [("empty-control", "", "")],
    ),
    "showing a placeholder without text": (control(SHOWING, ""), [("empty-control", "", "姓名")]),
    "check box": (control("<w14:checkbox/>", "<w:r><w:t>☐</w:t></w:r>"), []),
    "picture": (control("<w:picture/>", "<w:r><w:drawing/></w:r>"), []),
    "page number": (control("<w:docPartObj/>", ""), []),
    "drawing": (control("", "<w:r><w:drawing/></w:r>"), []),
    "control around an empty one": (
        control('<w:alias w:val="外"/>', control('<w:alias w:val="内"/>', "")),
        [("empty-control", "", "内")],
    ),
    "form field": (
        form("FORMTEXT", NAME, run("\u2002" * 5)),
        [("form-field", "\u2002" * 5, "Text1")],
    ),
    "form field with its prompt": (
        form("FORMTEXT", NAME, run("请") + run("填写")),
        [("form-field", "请填写", "Text1")],
    ),
    "form field with help": (
        form("FORMTEXT", '<w:helpText w:type="text" w:val="填单位"/><w:name w:val="T"/>', ""),
        [("form-field", "", "填单位")],
    ),
    "form field, filled": (form("FORMTEXT", NAME, run("张三")), []),
    "list, nothing chosen": (
        form("FORMDROPDOWN", '<w:name w:val="D"/><w:ddList><w:listEntry/></w:ddList>', ""),
        [("form-field", "", "D")],
    ),
    "list, chosen": (
        form("FORMDROPDOWN", '<w:ddList><w:result w:val="1"/><w:listEntry/></w:ddList>', ""),
        [],
    ),
    "prompt of a macro button": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MACROBUTTON NoMacro '
        '[单击此处]</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        [("form-field", "", "[单击此处]")],
    ),
    "merge field": (field(" MERGEFIELD 姓名 ", run("«姓名»")), [("merge-field", "«姓名»", "姓名")]),
    "merge field, quoted name": (
        field(' MERGEFIELD "单位 名称" \\* MERGEFORMAT ', run("«单位_") + run("名称»")),
        [("merge-field", "«单位_名称»", "单位 名称")],
    ),
    "merge field that shows its name": (
        "<w:fldSimple w:instr='MERGEFIELD Name'><w:r><w:t>name</w:t></w:r></w:fldSimple>",
        [("merge-field", "name", "Name")],
    ),
    "merge field, merged": (field("MERGEFIELD 姓名", run("张三")), [("field", "张三", "姓名")]),
    "merge field with nothing": (field("MERGEFIELD 姓名", ""), [("merge-field", "", "姓名")]),
    "page number field": (run("第") + field("PAGE", run("3")), [("field", "3", "PAGE")]),
    "simple date": (
        "<w:fldSimple w:instr=' DATE \\@ yyyy '><w:r><w:t>2020</w:t></w:r></w:fldSimple>",
        [("field", "2020", "DATE")],
    ),
    "formula": (field("=SUM(ABOVE)", run("12")), [("field", "12", "=")]),
    "link": (field('HYPERLINK "x"', run("网站")), []),
    "page reference inside a table of contents": (
        field("TOC \\o", run("一、") + field("PAGEREF a", run("2"))),
        [("field", "一、2", "TOC")],
    ),
    "underlined blank": (run("姓名：") + run("    ", U), [("underlined-blank", "    ", "")]),
    "underlined blank of many runs": (
        run(" ", U) + run("\u3000", U) + f"<w:r><w:rPr>{U}</w:rPr><w:tab/></w:r>" + run("。"),
        [("underlined-blank", " \u3000\t", "")],
    ),
    "two underlined blanks": (
        run("  ", U) + run("年") + run("  ", U) + run("月"),
        [("underlined-blank", "  ", "")] * 2,
    ),
    "one underlined tab": (
        f"<w:r><w:rPr>{U}</w:rPr><w:tab/></w:r>",
        [("underlined-blank", "\t", "")],
    ),
    "underlined by a style": (
        run("  ", '<w:rStyle w:val="u"/>'),
        [("underlined-blank", "  ", "")],
    ),
    "underlined words": (run("重要 通知  ", U), []),
    "a line that is filled": (run("  ", U) + run("张三", U) + run("  ", U), []),
    "one underlined space": (run("甲") + run(" ", U) + run("乙"), []),
    "underline of words only": (run("    ", '<w:u w:val="words"/>'), []),
    "no underline": (run("    ", '<w:u w:val="none"/>') + run("    "), []),
    "underline of a paragraph mark": (f"<w:pPr><w:rPr>{U}</w:rPr></w:pPr>" + run("    "), []),
    "former underline": (
        run("    ", f"<w:rPrChange><w:rPr>{U}</w:rPr></w:rPrChange>"),
        [],
    ),
    "hidden": (
        run("甲") + run("密", "<w:vanish/>") + run("件", '<w:vanish w:val="true"/>') + run("乙"),
        [("hidden", "密件", "")],
    ),
    "hidden by a style": (run("密", '<w:rStyle w:val="h"/>'), [("hidden", "密", "")]),
    "not hidden, against the style": (
        run("密", '<w:rStyle w:val="h"/><w:vanish w:val="0"/>'),
        [],
    ),
    "highlighted": (
        run("甲", '<w:highlight w:val="yellow"/>') + run("乙", '<w:highlight w:val="none"/>'),
        [("highlight", "甲", "")],
    ),
    "ground in a colour": (
        run("甲", '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>')
        + run("乙", '<w:highlight w:val="yellow"/><w:shd w:fill="FFFFFF"/>'),
        [("highlight", "甲乙", "")],
    ),
    "ground that nobody sees": (
        "".join(run("甲", f'<w:shd w:fill="{fill}"/>') for fill in ("FFFFFF", "auto", "D9D9D9", ""))
        + run("乙", '<w:shd w:val="pct15" w:color="auto" w:fill="F7F8FA"/>'),
        [],
    ),
    "ground of a paragraph and of its mark": (
        '<w:pPr><w:shd w:fill="FFFF00"/><w:rPr><w:shd w:fill="FFFF00"/></w:rPr></w:pPr>'
        + run("甲"),
        [],
    ),
    "hidden on the web, and a style separator": (
        "<w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>" + run("甲", "<w:webHidden/>"),
        [],
    ),
    "hidden and highlighted": (
        run("甲", '<w:highlight w:val="red"/>')
        + run("乙", '<w:highlight w:val="red"/><w:vanish/>'),
        [("highlight", "甲乙", ""), ("hidden", "乙", "")],
    ),
    "formula text": (
        "<m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>=1</m:t></m:r></m:oMath>" + run("甲"),
        [("code", "x=1", "")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_features(name: str) -> None:
    content, expected = CASES[name]
    assert features(content, styles=STYLES) == expected


def test_empty_control_around_paragraphs_stands_in_the_first() -> None:
    block = control('<w:alias w:val="正文"/>', "<w:p/><w:p/>")
    document = read_docx(docx(paragraph("甲") + block + paragraph("乙")), "a.docx")
    assert [[f.detail for f in p.features] for p in document.paragraphs] == [[], ["正文"], [], []]


def test_placeholder_of_many_paragraphs() -> None:
    block = control(SHOWING, paragraph("一") + paragraph("二"))
    document = read_docx(docx(block + paragraph("三")), "a.docx")
    assert [[f.kind for f in p.features] for p in document.paragraphs] == [
        ["content-control"],
        ["content-control"],
        [],
    ]


def test_hidden_by_the_paragraph_style() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr>'
        "</w:style>",
    )
    body = paragraph("密", '<w:pStyle w:val="h"/>') + paragraph("甲")
    document = read_docx(docx(body, styles=styles), "a.docx")
    assert [[f.kind for f in p.features] for p in document.paragraphs] == [["hidden"], []]


def test_fields_that_reach_out_are_listed_and_never_followed() -> None:
    link = r'DDEAUTO excel "C:\\book.xlsx" a1'
    document = read_docx(
        docx(
            f"<w:p>{field(link, run('9'))}</w:p><w:p><w:fldSimple w:instr='INCLUDETEXT x'/></w:p>"
        ),
        "a.docx",
    )
    assert isinstance(document.source, DocxSource)
    assert document.source.outside == [link, "INCLUDETEXT x"]
    assert document.paragraphs[0].text == "9"
