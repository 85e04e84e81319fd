"""Edits of whole ODT files: what is joined, what is written, and what holds for any of them."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.document.office import convert
from tests.document.test_odt import NAMESPACES, archive, content, styles
from tests.revise.test_odt_file import CHANGES, END, START, TOC, document_of, inner, texts
from writer_assist.document.model import Document, Paragraph
from writer_assist.document.odt_styles import TEXT
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import PlacedEdit
from writer_assist.revise.choice import trimmed
from writer_assist.revise.docx_edits import NOT_JOINED, NUMBERED, SPECIAL
from writer_assist.revise.history import applied
from writer_assist.revise.odt_file import edit_odt

TEXTUAL = tuple(TEXT + name for name in ("p", "h", "span", "a", "s", "tab", "line-break"))
"""What an edit may add or take away."""


# --- paragraphs that are joined ------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (
            "<text:p text:style-name='A'>甲一</text:p>\n<text:p text:style-name='B'>乙<text:span>"
            "丙</text:span></text:p>",
            '<text:p text:style-name="A">甲乙<text:span>丙</text:span></text:p>',
        ),
        (
            "<text:p>甲一</text:p><text:soft-page-break/><text:h>乙</text:h>",
            "<text:p>甲<text:soft-page-break/>乙</text:p>",
        ),
        (
            "<text:p><text:span>甲一</text:span>\n</text:p>\n<text:p>\n 乙</text:p>\n<text:p/>",
            "<text:p><text:span>甲</text:span>乙</text:p>\n<text:p/>",
        ),
        ("<text:p>甲一</text:p><text:p/>", "<text:p>甲</text:p>"),
        (
            "<text:list><text:list-item><text:p>甲一</text:p><text:p>乙</text:p></text:list-item>"
            "</text:list>",
            "<text:list><text:list-item><text:p>甲乙</text:p></text:list-item></text:list>",
        ),
        (
            "<text:p>甲一</text:p><text:p><text:s/>乙</text:p>",
            "<text:p>甲<text:s/>乙</text:p>",
        ),
    ],
)
def test_paragraphs_are_joined(body: str, after: str) -> None:
    result = edit_odt(document_of(body), [PlacedEdit(1, 1, 3, "")])
    assert result.left == ()
    assert inner(result.data) == after


def test_many_paragraphs_are_joined_and_edited() -> None:
    document = document_of("<text:p>一二</text:p>" * 4)
    edits = [PlacedEdit(n, 1, 3, str(n)) for n in (1, 2, 3)] + [PlacedEdit(4, 0, 1, "尾")]
    assert texts(read_bytes(edit_odt(document, edits).data)) == ["一1一2一3尾二"]


def test_what_has_a_number_is_not_joined() -> None:
    levels = (
        "<text:outline-style><text:outline-level-style text:level='1' style:num-format='1'"
        " style:num-suffix='.'/></text:outline-style>"
    )
    body = "<text:p>甲</text:p><text:h text:outline-level='1'>乙</text:h>"
    document = document_of(body, styles=styles(levels))
    assert [reason for _, reason in edit_odt(document, [PlacedEdit(1, 1, 2, "")]).left] == [
        NUMBERED
    ]


def test_what_begins_another_kind_of_page_is_not_joined() -> None:
    automatic = (
        "<style:style style:name='N' style:family='paragraph' style:master-page-name='附件'/>"
    )
    masters = (
        "<style:master-page style:name='Standard'/><style:master-page style:name='附件'>"
        "<style:header><text:p>页眉</text:p></style:header></style:master-page>"
    )
    body = "<text:p>甲</text:p><text:p text:style-name='N'>乙</text:p>"
    document = document_of(body, automatic, styles=styles(masters=masters))
    assert texts(document) == ["甲", "乙", "页眉"]
    result = edit_odt(document, [PlacedEdit(1, 1, 2, "")])
    assert [reason for _, reason in result.left] == [NOT_JOINED]


# --- the file ------------------------------------------------------------------------------


def entries(data: bytes) -> list[tuple[str, int, bytes]]:
    """Name, method and bytes, with the header, of each entry."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        for info in package.infolist():
            first = info.header_offset
            names = data[first + 26 : first + 28], data[first + 28 : first + 30]
            size = 30 + sum(int.from_bytes(length, "little") for length in names)
            stored = data[first : first + size + info.compress_size]
            found.append((info.filename, info.compress_type, stored))
    return found


def test_everything_else_is_copied() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("Pictures/图.png", b"\x89PNG" * 50, zipfile.ZIP_STORED)
        package.writestr("Configurations2/", b"")
        package.writestr("content.xml", content("<text:p>甲</text:p>"), zipfile.ZIP_DEFLATED, 9)
        package.writestr("styles.xml", styles(), zipfile.ZIP_DEFLATED, 1)
        package.writestr("META-INF/manifest.xml", "<x/>" * 9, zipfile.ZIP_DEFLATED, 9)
    document = read_bytes(file.getvalue())
    result = edit_odt(document, [PlacedEdit(1, 0, 1, "乙")])
    before, after = entries(file.getvalue()), entries(result.data)
    assert [entry[0] for entry in after] == [entry[0] for entry in before]
    assert [e for e in after if e[0] != "content.xml"] == [
        e for e in before if e[0] != "content.xml"
    ]
    assert after[0][:2] == ("mimetype", zipfile.ZIP_STORED)
    assert result.data[30:38] == b"mimetype"


@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        "<?xml version='1.0' encoding='utf-8' standalone='yes'?>",
        "",
    ],
)
def test_the_xml_around_an_edit_stays(declaration: str) -> None:
    body = '<text:p text:style-name="A">甲</text:p><!-- 注 --><text:p>乙&amp;&lt;&#13;</text:p>'
    xml = (
        content(body)
        .partition("?>")[2]
        .replace("'", '"')
        .replace(
            "<office:automatic-styles></office:automatic-styles>", "<office:automatic-styles/>"
        )
    )
    document = read_bytes(archive(content=declaration + xml + "<?尾?>", styles=styles()))
    result = edit_odt(document, [PlacedEdit(1, 0, 1, "丙")])
    with zipfile.ZipFile(io.BytesIO(result.data)) as package:
        written = package.read("content.xml").decode()
    assert written.replace("\n<?尾", "<?尾") == (declaration + xml + "<?尾?>").replace("甲", "丙")


def test_headers_are_in_the_other_part() -> None:
    masters = (
        "<style:master-page style:name='Standard'><style:header><text:p>页眉</text:p>"
        "</style:header></style:master-page>"
    )
    document = document_of("<text:p>甲</text:p>", styles=styles(masters=masters))
    result = edit_odt(document, [PlacedEdit(2, 0, 1, "书")])
    again = read_bytes(result.data)
    assert texts(again) == ["甲", "书眉"]
    before = {name: data for name, _, data in entries(document.source.archive.data)}
    after = {name: data for name, _, data in entries(result.data)}
    assert {name for name in before if before[name] != after[name]} == {"styles.xml"}


def test_a_flat_file() -> None:
    flat = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES}'
        " office:mimetype='application/vnd.oasis.opendocument.text'><office:body><office:text>"
        "<text:p>甲</text:p></office:text></office:body></office:document>"
    )
    document = read_bytes(flat.encode(), "稿.fodt")
    result = edit_odt(document, [PlacedEdit(1, 1, 1, " 乙")])
    assert result.done
    assert result.data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document ')
    assert texts(read_bytes(result.data, "稿.fodt")) == ["甲 乙"]
    assert texts(read_bytes(edit_odt(document, []).data, "稿.fodt")) == ["甲"]


# --- any file ------------------------------------------------------------------------------

WORDS = st.text("甲乙ab \t\n　", max_size=5)
LITERAL = st.text("甲乙丙ab &<  \n", max_size=6).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
WORD = st.text("甲乙ab", min_size=1, max_size=4)
FIELDS = ("date", "page-number", "sequence", "bookmark-ref", "placeholder", "text-input")
HARMLESS = (
    "<text:bookmark text:name='b'/>", "<text:bookmark-start text:name='c'/>",
    "<text:bookmark-end text:name='c'/>", "<text:soft-page-break/>", "<text:tab/>",
    "<text:line-break/>", "<text:s/>", "<text:s text:c='2'/>", "<text:s text:c='7'/>",
    "<text:span/>", "<!-- 注 -->", "<office:annotation-end office:name='n'/>",
    "<draw:frame><draw:image/></draw:frame>",
)  # fmt: skip
REVIEWED = (
    "<text:change text:change-id='d'/>", START, END, "<field:fieldmark-start/>",
    "<field:fieldmark-end/>",
)  # fmt: skip
FOOTER = (
    "<style:master-page style:name='Standard'><style:footer><text:p>第<text:page-number>1"
    "</text:page-number>页 共</text:p></style:footer></style:master-page>"
)


class Making:
    """Makes the XML of a document of what hypothesis draws."""

    def __init__(self, draw: st.DrawFn, *, easy: bool) -> None:
        self.draw = draw
        self.easy = easy

    def one_of(self, *options: str) -> str:
        return self.draw(st.sampled_from(options))

    def several(self, make: Callable[[], str], most: int = 4) -> str:
        return "".join([make() for _ in range(self.draw(st.integers(0, most)))])

    def simple(self) -> str:
        if self.draw(st.integers(0, 2)):
            return self.draw(LITERAL)
        return self.one_of(*HARMLESS) if self.easy else self.one_of(*HARMLESS, *REVIEWED)

    def styled(self, depth: int = 0) -> str:
        name = self.one_of("span", "span", "a")
        style = f" text:style-name='{self.one_of(*'STU')}'" if name == "span" else ""
        return f"<text:{name}{style}>{self.inner(depth + 1)}</text:{name}>"

    def inner(self, depth: int = 0) -> str:
        nest = depth < 3 and self.draw(st.booleans())
        return self.several((lambda: self.styled(depth)) if nest else self.simple, 3)

    def inline(self) -> str:
        kind = self.draw(st.integers(0, 3 if self.easy else 9))
        if kind < 2:
            return self.simple()
        if kind == 2:
            return self.styled()
        field = self.one_of(*(FIELDS[:4] if self.easy else FIELDS))
        if kind == 3:
            return f"乙<text:{field}>{self.draw(WORD)}</text:{field}>"
        plain = f"<text:p>{self.inner()}</text:p>"
        if kind == 4:
            return f"<text:{field}>{self.draw(LITERAL)}</text:{field}>"
        inside = self.inner()
        plain = f"<text:p>{inside}</text:p>"
        return [
            f"<text:ruby><text:ruby-base>{inside}</text:ruby-base></text:ruby>",
            f"<loext:content-control>{inside}</loext:content-control>",
            f"<text:note><text:note-body>{plain}</text:note-body></text:note>",
            f"<office:annotation office:name='n'>{plain}</office:annotation>",
            f"<draw:frame><draw:text-box>{plain}</draw:text-box></draw:frame>",
        ][kind - 5]

    def paragraph(self) -> str:
        name = self.one_of("p text:style-name='P'", "p", "h")
        return f"<text:{name}>{self.several(self.inline)}</text:{name[0]}>"

    def block(self) -> str:
        kind = self.draw(st.integers(0, 1 if self.easy else 9))
        if kind < 5:
            return self.paragraph() + self.one_of("", "", "\n ", "<!-- 注 -->")
        some = self.several(self.paragraph, 2)
        other = self.several(self.paragraph, 2)
        is_protected = self.one_of("true", "false")
        return [
            f"<text:list text:style-name='L'><text:list-item>{some}</text:list-item>"
            f"<text:list-item>{other}</text:list-item></text:list>",
            f"<text:section text:protected='{is_protected}'>{some}</text:section>",
            "<table:table><table:table-row>"
            f"<table:table-cell table:protected='{is_protected}'>{some}</table:table-cell>"
            f"<table:table-cell>{other}</table:table-cell></table:table-row></table:table>",
            TOC,
            self.one_of(START, END, "<text:soft-page-break/>"),
        ][kind - 5]


Case = tuple[Document, list[PlacedEdit]]


@st.composite
def edited(draw: st.DrawFn, *, easy: bool = False) -> Case:
    making = Making(draw, easy=easy)
    body = f"{CHANGES}{making.several(making.block, 5)}<text:p>末</text:p>"
    document = document_of(body, styles=styles(masters=FOOTER))
    edits: list[PlacedEdit] = []
    for paragraph in document.paragraphs:
        size = len(paragraph.text) + 1
        cuts = sorted(draw(st.lists(st.integers(0, size), max_size=4)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            if start < size and (not edits or edits[-1][:3] != (paragraph.number, start, end)):
                edits.append(PlacedEdit(paragraph.number, start, end, draw(WORDS)))
    return document, draw(st.permutations(edits))


@given(edited())
def test_any_edits_give_the_text_that_they_should(case: Case) -> None:
    document, edits = case
    original = texts(document)
    result = edit_odt(document, edits)
    assert texts(document) == original
    assert Counter(result.done + tuple(edit for edit, _ in result.left)) == Counter(edits)
    assert all(reason for _, reason in result.left)
    expected = applied(original, result.done)
    again = read_bytes(result.data)
    assert texts(again) == expected
    assert (result.data is document.source.archive.data) == (expected == original)
    # Whatever is no text stays, and in its order.
    assert others(again) == others(document)
    # Nothing of an editor's own was left behind, and reading the result's own edits agrees.
    assert edit_odt(again, []).data is again.source.archive.data


def others(document: Document) -> list[tuple[object, ...]]:
    """Every element that is not there for the text alone, with its attributes; comments too."""
    return [
        (node.tag, *sorted(node.attrib.items()), node.text if node.tag is etree.Comment else "")
        for node in document.source.content.iter()
        if node.tag not in TEXTUAL
    ]


@given(edited())
def test_other_paragraphs_stay_as_they_are(case: Case) -> None:
    document, edits = case
    result = edit_odt(document, [edit for edit in edits if not _joins(document, edit)])
    touched = {edit.paragraph for edit in result.done}
    again = read_bytes(result.data)
    for before, after in zip(document.paragraphs, again.paragraphs, strict=True):
        if before.number not in touched:
            assert looks(before) == looks(after)
            assert [p.source.offset for p in before.pieces] == [
                p.source.offset for p in after.pieces
            ]
        assert (before.story, before.style, before.label) == (after.story, after.style, after.label)


def _joins(document: Document, edit: PlacedEdit) -> bool:
    return edit.end > len(document.paragraphs[edit.paragraph - 1].text)


def looks(paragraph: Paragraph) -> list[tuple[object, ...]]:
    """For each character what it stands in, up to the paragraph."""
    found: list[tuple[object, ...]] = []
    for piece in paragraph.pieces:
        place = piece.source
        node = place.element
        if place.tail or node.tag in TEXTUAL[4:] or "fieldmark" in str(node.tag):
            node = node.getparent()
        chain = []
        while node.tag not in TEXTUAL[:2]:
            chain.append((node.tag, node.get(TEXT + "style-name")))
            node = node.getparent()
        found += [tuple(chain)] * piece.length
    return found


@given(edited())
def test_text_looks_like_what_it_replaces(case: Case) -> None:
    document, edits = case
    result = edit_odt(document, [edit for edit in edits if not _joins(document, edit)])
    again = read_bytes(result.data)
    for before, after in zip(document.paragraphs, again.paragraphs, strict=True):
        expected: list[object] = list(looks(before))
        for edit in sorted(result.done, reverse=True):
            if edit.paragraph != before.number:
                continue
            inner_edit = trimmed(edit, before.text)
            start, end = inner_edit.start, inner_edit.end
            new: object = expected[start] if start < end else None  # an insertion: anything
            expected[start:end] = [new] * len(inner_edit.text)
        pairs = zip(expected, looks(after), strict=True)
        assert all(one is None or one == other for one, other in pairs)


@given(edited(easy=True))
def test_what_stands_in_plain_text_is_never_left(case: Case) -> None:
    document, edits = case
    result = edit_odt(document, edits)
    for edit, reason in result.left:
        if reason == NOT_JOINED:
            assert _joins(document, edit)
            continue
        assert reason != SPECIAL
        features = document.paragraphs[edit.paragraph - 1].features
        near = [
            f for f in features if f.start < max(edit.end, edit.start + 1) and edit.start < f.end
        ]
        assert "field" in {feature.kind for feature in near}


# --- LibreOffice ---------------------------------------------------------------------------


def test_libreoffice_shows_the_new_text(tmp_path: Path) -> None:
    body = (
        "<text:p>关于<text:span>推进  </text:span><text:span text:style-name='S'>甲 乙</text:span>"
        "工作<text:bookmark text:name='x'/>的报告</text:p><text:p>第一段。</text:p>"
        "<text:p><text:tab/>第二<text:s text:c='4'/>段。</text:p>"
        "<text:section text:name='节'><text:p>一项</text:p><text:p>续</text:p></text:section>"
        "<text:p>x <text:span>y</text:span> z</text:p><text:p>末</text:p>"
    )
    manifest = (
        "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'"
        " manifest:version='1.3'><manifest:file-entry manifest:full-path='/'"
        " manifest:media-type='application/vnd.oasis.opendocument.text'/><manifest:file-entry"
        " manifest:full-path='content.xml' manifest:media-type='text/xml'/></manifest:manifest>"
    )
    document = document_of(body, **{"META-INF__manifest": manifest})
    edits = [
        PlacedEdit(1, 4, 6, "\t丙  丁 "),
        PlacedEdit(2, 3, 5, "；"),
        PlacedEdit(3, 4, 6, ""),
        PlacedEdit(4, 2, 3, "，"),
        PlacedEdit(6, 2, 3, ""),
        PlacedEdit(7, 0, 1, "  末\n尾 "),
    ]
    result = edit_odt(document, edits)
    assert result.left == ()
    source = tmp_path / "稿.odt"
    source.write_bytes(result.data)
    shown = convert(source, "txt:Text (encoded):UTF8", tmp_path).read_text("utf-8-sig")
    again = read_bytes(result.data)
    expected = "".join(f"{paragraph.text}\n" for paragraph in again.paragraphs)
    assert shown == expected
