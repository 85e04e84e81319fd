"""What must hold for any document, and for any bytes."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.document.docx.builders import W, docx, parts_of, word_like, zipped
from writer_assist.document.archive import Archive
from writer_assist.document.docx.reader import read_docx
from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Document

N = f"{{{W}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

# --- documents ----------------------------------------------------------------------------

texts = st.text(alphabet="甲乙丙x一、（） \u3000&<😀", max_size=6).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
leaves = st.one_of(
    texts.map(lambda text: f'<w:t xml:space="preserve">{text}</w:t>'),
    st.sampled_from(
        (
            "<w:tab/>",
            "<w:br/>",
            "<w:cr/>",
            "<w:noBreakHyphen/>",
            "<w:softHyphen/>",
            "<w:lastRenderedPageBreak/>",
            "<w:delText>删</w:delText>",
            '<w:sym w:font="Wingdings" w:char="F0FE"/>',
            "<w:t>前<!-- 注 -->后</w:t>",
            "<w:drawing/>",
        )
    ),
)
properties = st.sampled_from(
    (
        "",
        "",
        "<w:b/>",
        '<w:u w:val="single"/>',
        '<w:highlight w:val="yellow"/>',
        "<w:vanish/>",
        '<w:rStyle w:val="a7"/>',
        '<w:rPrChange><w:rPr><w:u w:val="single"/></w:rPr></w:rPrChange>',
    )
)


@st.composite
def runs(draw: st.DrawFn) -> str:
    inner = "".join(draw(st.lists(leaves, max_size=3)))
    return f"<w:r><w:rPr>{draw(properties)}</w:rPr>{inner}</w:r>"


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
WRAPPERS = (
    "<w:ins>{}</w:ins>",
    "<w:del>{}</w:del>",
    "<w:moveFrom>{}</w:moveFrom>",
    "<w:moveTo>{}</w:moveTo>",
    "<w:hyperlink>{}</w:hyperlink>",
    "<w:smartTag>{}</w:smartTag>",
    '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>',
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    '<w:fldSimple w:instr="PAGE">{}</w:fldSimple>',
    FIELD.replace("{}", "PAGE", 1),
    FIELD.replace("{}", "MERGEFIELD 姓名", 1),
    "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
    "</mc:AlternateContent>",
    "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
)


def wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, max_size=3).map("".join)
    return st.one_of(
        st.builds(
            lambda wrapper, text: wrapper.replace("{}", text), st.sampled_from(WRAPPERS), content
        ),
        content.map(
            lambda text: (
                f"<w:r><w:pict><w:txbxContent><w:p>{text}</w:p><w:p/></w:txbxContent>"
                "</w:pict></w:r>"
            )
        ),
    )


inlines = st.recursive(runs(), wrap, max_leaves=8)
paragraphs = st.lists(inlines, max_size=4).map(lambda inner: f"<w:p>{''.join(inner)}</w:p>")
blocks = st.recursive(
    paragraphs,
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda inside: st.sampled_from(
            (
                f"<w:tbl><w:tr><w:tc>{''.join(inside)}</w:tc></w:tr></w:tbl>",
                f"<w:sdt><w:sdtPr/><w:sdtContent>{''.join(inside)}</w:sdtContent></w:sdt>",
                f"<w:customXml>{''.join(inside)}</w:customXml>",
            )
        )
    ),
    max_leaves=5,
)
bodies = st.lists(blocks, max_size=4).map("".join)


# --- a second opinion: slow, recursive, one rule a line -------------------------------------


class Naive:
    """The text of each paragraph of a body, found by plain recursion."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def block(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == N + "p":
                self.paragraph(child)
            else:
                self.block(child)

    def paragraph(self, element: etree._Element) -> None:
        index = len(self.texts)
        self.texts.append("")
        boxes: list[etree._Element] = []
        text = self.inline(element, boxes)
        self.texts[index] = text
        for box in boxes:
            self.block(box)

    def inline(self, element: etree._Element, boxes: list[etree._Element]) -> str:
        result = ""
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in (N + "del", N + "moveFrom", N + "rt"):
                continue
            if tag == N + "txbxContent":
                boxes.append(child)
            elif tag == N + "t":
                result += (child.text or "") + "".join(comment.tail or "" for comment in child)
            elif tag == MC + "Fallback":
                continue
            elif tag == N + "tab":
                result += "\t"
            elif tag in (N + "br", N + "cr"):
                result += "\n"
            elif tag == N + "noBreakHyphen":
                result += "-"
            elif tag == N + "sym":
                result += "☑"
            else:
                result += self.inline(child, boxes)
        return result


def body_of(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs]


@QUIET
@given(bodies)
def test_text_is_what_plain_recursion_finds(body: str) -> None:
    data = docx(body)
    naive = Naive()
    root = etree.fromstring(Archive(data).read("word/document.xml"))
    naive.block(root[0])
    assert body_of(read_docx(data, "a.docx")) == naive.texts


@QUIET
@given(bodies)
def test_detailed_walk_changes_no_text(body: str) -> None:
    # One underlined run switches the walk of the whole story to keeping features.
    extra = '<w:p><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>末</w:t></w:r></w:p>'
    plain = read_docx(docx(body + "<w:p><w:r><w:t>末</w:t></w:r></w:p>"), "a.docx")
    detailed = read_docx(docx(body + extra), "a.docx")
    assert body_of(plain) == body_of(detailed)
    assert [list(p.features) for p in plain.paragraphs] == [
        list(p.features) for p in detailed.paragraphs
    ]
    assert [[p.length for p in q.pieces] for q in plain.paragraphs] == [
        [p.length for p in q.pieces] for q in detailed.paragraphs
    ]


@QUIET
@given(bodies)
def test_pieces_cover_the_text_in_order(body: str) -> None:
    document = read_docx(docx(body), "a.docx")
    for number, paragraph in enumerate(document.paragraphs, 1):
        assert paragraph.number == number
        position = 0
        for piece in paragraph.pieces:
            assert piece.start == position
            assert piece.length > 0
            position += piece.length
            shown = paragraph.text[piece.start : position]
            if piece.source.tag == N + "t":
                assert piece.source.text == shown
            else:
                assert shown in "\t\n-☑"
        assert position == len(paragraph.text)
        for feature in paragraph.features:
            assert 0 <= feature.start <= feature.end <= len(paragraph.text)


# --- bytes --------------------------------------------------------------------------------

SAMPLE = word_like(200)


def reads_or_says_why(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        read_docx(data, "a.docx")


@QUIET
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    reads_or_says_why(data)
    reads_or_says_why(b"PK\x03\x04" + data)
    reads_or_says_why(b"PK\x03\x04" + data + SAMPLE[-22:])


@QUIET
@given(st.integers(0, len(SAMPLE)))
def test_any_truncation(size: int) -> None:
    if size < len(SAMPLE):
        with pytest.raises(DocumentError):
            read_docx(SAMPLE[:size], "a.docx")
    reads_or_says_why(SAMPLE[size:])


@QUIET
@given(
    st.lists(
        st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(1, 255)), min_size=1, max_size=4
    )
)
def test_any_flipped_bits(flips: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for at, bits in flips:
        data[at] ^= bits
    reads_or_says_why(bytes(data))


XML = Archive(docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")).read("word/document.xml")


@QUIET
@given(
    st.integers(0, len(XML) - 1),
    st.sampled_from((b"<", b">", b"&", b"\x00", b"\xff", b"<!--", b"]]>", b"<?x", b"&#0;", b"")),
    st.integers(0, 12),
)
def test_any_damage_to_the_xml(at: int, inserted: bytes, removed: int) -> None:
    parts = parts_of("")
    parts["word/document.xml"] = XML[:at] + inserted + XML[at + removed :]
    reads_or_says_why(zipped(parts))
