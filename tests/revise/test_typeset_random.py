"""Typesetting any DOCX: the text, the schema, the ids, and all that is no concern."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx as python_docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.revise.schema_order import id_faults, order_faults
from writer_assist.document.read import read_bytes
from writer_assist.revise.typeset import typeset
from writer_assist.revise.typeset.head_data import Head, head_of
from writer_assist.template.data import Data

WORDS = (
    "青禾县水务局", "关于", "2025年", "第三季度", "工作总结", "的通知", "一、", "（一）", "1.",
    "附件1", "附件：", "县人民政府：", "特此报告。", "2025年10月8日", "抄送：县委办。",
    "签发人：周明", "特急",
    "青水〔2025〕3号", "县水务局文件", "供水保障，", "完成投资", "“十四五”", "——", "\t",
    "　　", "  ", "😀", "A-1", "项目表", "同意。", "2025年10月9日印发", "表1", "\u200b",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(WORDS), max_size=7).map("".join)
RUN = st.tuples(TEXT, st.sampled_from(["", "bold", "size", "font", "hidden", "spacing", "symbol"]))
PARAGRAPH = st.tuples(
    st.lists(RUN, max_size=4),
    st.sampled_from(["Normal", "Heading 1", "Title", "List Number", "List Bullet", "Quote"]),
    st.sampled_from(["", "", "", "centre", "indent", "border", "tabs", "ppr-change", "sdt"]),
    st.sampled_from(["", "", "", "page", "line", "field", "ins", "del", "mark-del", "footnote",
                     "bookmark", "comment", "textbox"]),
)  # fmt: skip
TABLE = st.tuples(
    st.integers(1, 3), st.integers(1, 4), st.lists(TEXT, min_size=12, max_size=12), st.booleans()
)
BLOCK = st.one_of(
    PARAGRAPH.map(lambda p: ("p", p)),
    PARAGRAPH.map(lambda p: ("p", p)),
    TABLE.map(lambda t: ("t", t)),
    st.booleans().map(lambda b: ("s", b)),
)
HEAD = head_of(Data({
    "份号": 7, "密级": "秘密★1年", "发文机关标志": "青禾县水务局文件",
    "发文字号": "青水〔2025〕31号", "签发人": "周明", "抄送": ["县委办公室", "县政协办公室"],
    "印发机关": "青禾县水务局办公室",
    "印发日期": "2025-10-09",
}))  # fmt: skip


def _xml(content: str) -> Any:
    opening, _, behind = content.partition(">")
    closed = opening.endswith("/")
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    opening = f"{opening.removesuffix('/')} {nsdecls('w')} {vml}{'/' * closed}>"
    return parse_xml(opening + behind)


def _run(paragraph: Any, text: str, look: str) -> None:
    run = paragraph.add_run(text)
    if look == "bold":
        run.bold = True
    elif look == "size":
        run.font.size = Pt(9)
    elif look == "font":
        run.font.name = "Arial"
    elif look == "hidden":
        run.font.hidden = True
    elif look == "spacing":
        run._r.get_or_add_rPr().append(_xml('<w:spacing w:val="40"/>'))
    elif look == "symbol":
        run.font.name = "Wingdings"


def _change(name: str, number: int, text: str) -> Any:
    inner = "delText" if name == "del" else "t"
    return _xml(
        f'<w:{name} w:id="{number}" w:author="甲" w:date="2025-01-01T00:00:00Z">'
        f"<w:r><w:{inner}>{text}</w:{inner}></w:r></w:{name}>"
    )


def _extra(paragraph: Any, extra: str, number: int) -> None:
    p = paragraph._p
    if extra in ("page", "line"):
        paragraph.add_run().add_break(WD_BREAK.PAGE if extra == "page" else WD_BREAK.LINE)
    elif extra == "field":
        for kind in ("begin", "instr", "separate", "text", "end"):
            inner = f'<w:fldChar w:fldCharType="{kind}"/>'
            if kind == "instr":
                inner = "<w:instrText> DATE </w:instrText>"
            elif kind == "text":
                inner = "<w:t>2025</w:t>"
            p.append(_xml(f"<w:r>{inner}</w:r>"))
    elif extra in ("ins", "del"):
        p.append(_change(extra, 900 + number, "增删"))
    elif extra == "mark-del":
        mark = f'<w:rPr><w:del w:id="{700 + number}" w:author="甲"/></w:rPr>'
        p.get_or_add_pPr().append(_xml(mark))
    elif extra == "footnote":
        p.append(_xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    elif extra == "bookmark":
        p.insert(1, _xml(f'<w:bookmarkStart w:id="{number}" w:name="b{number}"/>'))
        p.append(_xml(f'<w:bookmarkEnd w:id="{number}"/>'))
    elif extra == "comment":
        p.append(_xml('<w:commentRangeStart w:id="0"/>'))
        _run(paragraph, "批注处", "")
        p.append(_xml('<w:commentRangeEnd w:id="0"/>'))
    elif extra == "textbox":
        inner = "<w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent>"
        shape = f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"
        p.append(_xml(shape))


def _shape(paragraph: Any, shape: str, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    if shape == "centre":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif shape == "indent":
        paragraph.paragraph_format.left_indent = Cm(2)
        paragraph.paragraph_format.space_before = Pt(7)
    elif shape == "border":
        properties.append(_xml('<w:pBdr><w:bottom w:val="single" w:sz="4"/></w:pBdr>'))
        _sort(properties)
    elif shape == "tabs":
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(5))
    elif shape == "ppr-change":
        inner = '<w:pPr><w:jc w:val="left"/></w:pPr>'
        change = f'<w:pPrChange w:id="{500 + number}" w:author="甲">{inner}</w:pPrChange>'
        properties.append(_xml(change))
    elif shape == "sdt":
        p = paragraph._p
        sdt = _xml("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
        p.addprevious(sdt)
        sdt[1].append(p)


def _sort(properties: Any) -> None:
    """A border belongs before spacing and the like."""
    border = properties[-1]
    for child in list(properties):
        if str(child.tag).endswith(("spacing", "ind", "jc", "rPr", "tabs")):
            child.addprevious(border)
            return


def _build(blocks: list[tuple[str, Any]]) -> bytes:
    made: Any = python_docx.Document()
    for number, (kind, given_) in enumerate(blocks):
        if kind == "s":
            section = made.add_section(WD_SECTION.NEW_PAGE)
            if given_:
                section.orientation = WD_ORIENT.LANDSCAPE
                section.page_width, section.page_height = Cm(29.7), Cm(21)
        elif kind == "t":
            rows, columns, texts, wide = given_
            table = made.add_table(rows, columns)
            cells = iter(texts)
            for row in table.rows:
                for cell in row.cells:
                    cell.text = next(cells)
                    if wide:
                        cell.width = Cm(9)
            if wide:
                for column in table.columns:
                    column.width = Cm(9)
        else:
            runs, style, shape, extra = given_
            paragraph = made.add_paragraph(style=style)
            for text, look in runs:
                _run(paragraph, text, look)
            _extra(paragraph, extra, number)
            _shape(paragraph, shape, number)
    stream = io.BytesIO()
    made.save(stream)
    return _with_notes(stream.getvalue())


def _with_notes(data: bytes) -> bytes:
    """The package with a part for footnotes, which python-docx cannot write."""
    old = zipfile.ZipFile(io.BytesIO(data))
    stream = io.BytesIO()
    edits: dict[str, Callable[[str], str]] = {
        "[Content_Types].xml": lambda xml: xml.replace(
            "</Types>",
            '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
        ),
        "word/_rels/document.xml.rels": lambda xml: xml.replace(
            "</Relationships>",
            '<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/'
            '2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>',
        ),
    }
    with zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, edits[name](part.decode()) if name in edits else part)
        note = '<w:footnote w:id="2"><w:p><w:r><w:t>脚注。</w:t></w:r></w:p></w:footnote>'
        new.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>")
    return stream.getvalue()


def said(data: bytes) -> list[tuple[str, str, str]]:
    """All that is said, but for headers and footers: stories, labels and texts."""
    return [
        (p.story, p.label, p.text)
        for p in read_bytes(data, "x.docx").paragraphs
        if p.story not in ("header", "footer") and (p.label or p.text)
    ]


def check(data: bytes, head: Head | None = None) -> bytes:
    """Typeset a DOCX, and see to all that has to hold for every one."""
    made = typeset(data, "x.docx", head).data
    assert typeset(made, "x.docx", head).data == made
    assert not order_faults(made) - order_faults(data)
    assert not id_faults(made) - id_faults(data)
    old, new = (zipfile.ZipFile(io.BytesIO(each)) for each in (data, made))
    names = new.namelist()
    assert len(set(names)) == len(names)
    for name in old.namelist():
        if name not in (
            "word/document.xml", "word/styles.xml", "word/settings.xml", "word/numbering.xml",
            "word/_rels/document.xml.rels", "[Content_Types].xml",
        ):  # fmt: skip
            assert new.read(name) == old.read(name), name
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCK, max_size=12))
def test_any_docx_keeps_its_text_and_its_order(blocks: list[tuple[str, Any]]) -> None:
    data = _build(blocks)
    before, after = said(data), said(check(data))
    assert [each[1:] for each in after] == [each[1:] for each in before]
    # The lines of a 版记 become its table; all else stays what it is.
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert all(other[0] == "table" for _, other in changed)
    assert all(one[2].startswith("抄送") or "印发" in one[2] for one, _ in changed)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PARAGRAPH.map(lambda p: ("p", p)), max_size=6))
def test_a_head_is_put_around_any_text(blocks: list[tuple[str, Any]]) -> None:
    marks = ("签发人", "号", "特急", "文件", "抄送", "印发")
    blocks = [
        each for each in blocks if not any(m in t for m in marks for t, _ in each[1][0])
    ]  # a draft with a head of its own is refused
    data = _build(blocks)
    before = [each[1:] for each in said(data)]
    after = [each[1:] for each in said(check(data, HEAD))]
    above, below = len(HEAD.lines), len(HEAD.imprint)
    notes = sum(each[0] in ("footnote", "comment") for each in said(data))
    end = len(after) - notes
    assert after[above : end - below] + after[end:] == before
    assert [text for _, text in after[:above]] == [
        "000007", "秘密★1年", "青禾县水务局文件", "青水〔2025〕31号\t签发人：周明",
    ]  # fmt: skip
    assert [text for _, text in after[end - below : end]] == [
        "抄送：县委办公室，县政协办公室。", "青禾县水务局办公室\t2025年10月9日印发",
    ]  # fmt: skip


def test_the_checker_sees_what_is_wrong() -> None:
    data = _build([("p", ([("甲", "bold")], "Normal", "centre", ""))])
    assert not order_faults(data)
    assert not id_faults(data)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            xml = old.read(name)
            if name == "word/document.xml":
                wrong = b'<w:jc w:val="center"/><w:pStyle w:val="Nowhere"/><w:jc w:val="left"/>'
                xml = xml.replace(b'<w:jc w:val="center"/>', wrong)
            new.writestr(name, xml)
    assert set(order_faults(stream.getvalue())) == {"pPr: jc pStyle jc", "pPr: jc twice"}
    assert set(id_faults(stream.getvalue())) == {"no style Nowhere"}
