"""Edits of the text of an ODT: what they change, what they leave alone, what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest

from tests.document.test_odt import NAMESPACES, archive, content, styles
from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Document
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import PlacedEdit
from writer_assist.revise.docx_edits import (
    IN_CHANGE,
    IN_COMMENT,
    IN_FIELD,
    LOCKED,
    NOT_JOINED,
    OVER_DELETION,
    SIGNED,
    SPECIAL,
)
from writer_assist.revise.odt_edits import (
    IN_INDEX,
    IN_PROTECTED,
    LINKED,
    PROTECTED,
    UNWRITABLE,
    OdtEditor,
)
from writer_assist.revise.odt_file import EditedOdt, edit_odt
from writer_assist.revise.odt_slots import IN_RUBY


def document_of(body: str, automatic: str = "", **parts: str) -> Document:
    common = {"styles": parts.pop("styles", styles())}
    data = archive(content=content(body, automatic), **common, **parts)
    return read_bytes(data, "稿.odt")


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def inner(data: bytes, part: str = "content.xml") -> str:
    """What is in the body of a part, without namespaces."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read(part).decode()
    return xml.partition("<office:text>")[2].partition("</office:text>")[0]


def one_edit(body: str, start: int, end: int, text: str, number: int = 1) -> EditedOdt:
    return edit_odt(document_of(body), [PlacedEdit(number, start, end, text)])


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("甲乙丙", (1, 2, "丁"), "甲丁丙"),
        ("甲乙丙", (1, 2, ""), "甲丙"),
        ("", (0, 0, "新"), "新"),
        ("<text:span/>", (0, 0, "新"), "<text:span>新</text:span>"),
        ("<text:bookmark/>", (0, 0, "新"), "<text:bookmark/>新"),
        # Across spans: the look of the first character; what is left empty goes.
        ("甲<text:span>乙</text:span>丙", (0, 2, "新"), "新丙"),
        ("甲<text:span>乙丙</text:span>", (1, 3, "新"), "甲<text:span>新</text:span>"),
        ("<text:span>甲</text:span>乙", (0, 2, "新"), "<text:span>新</text:span>"),
        ("<text:a><text:span>甲</text:span></text:a>乙", (0, 1, ""), "乙"),
        # An insertion looks like what stands before it; the beginning like what follows.
        ("<text:span>甲</text:span>乙", (1, 1, "新"), "<text:span>甲新</text:span>乙"),
        ("<text:span>甲</text:span>乙", (0, 0, "新"), "<text:span>新甲</text:span>乙"),
        ("乙<text:span>甲</text:span>", (1, 2, "新甲"), "乙<text:span>新甲</text:span>"),
        # Marks stay.
        ("甲<text:bookmark-start/>乙<text:bookmark-end/>丙", (0, 3, "新"),
         "新<text:bookmark-start/><text:bookmark-end/>"),
        ("甲<text:span>乙<text:bookmark/></text:span>丙", (0, 3, ""),
         "<text:span><text:bookmark/></text:span>"),
        # White space.
        ("a<text:s text:c=\"5\"/>b", (2, 4, ""), "a<text:s text:c=\"3\"/>b"),
        ("a<text:s text:c=\"2\"/>b", (1, 2, ""), "a<text:s/>b"),
        ("a<text:s text:c=\"5\"/>b", (2, 4, "x"), "a<text:s/>x<text:s text:c=\"2\"/>b"),
        ('a<text:s text:c="2"/>b', (2, 4, "x"), "a<text:s/>x"),
        ('a<text:tab/><text:s text:c="2"/>b', (1, 4, "x\t"), "ax<text:tab/>b"),
        ("a<text:s/>b", (1, 2, ""), "ab"),
        ("a b c", (2, 3, ""), "a<text:s text:c=\"2\"/>c"),
        ("a b", (1, 2, ""), "ab"),
        ("a b", (0, 1, ""), "<text:s/>b"),
        ("a b", (2, 3, ""), "a<text:s/>"),
        ("ab", (1, 1, " "), "a b"),
        ("ab", (1, 1, "   "), "a<text:s text:c=\"3\"/>b"),
        ("ab", (1, 1, "x\ty\nz"), "ax<text:tab/>y<text:line-break/>zb"),
        ("ab", (1, 1, "x\vy"), "ax<text:line-break/>yb"),
        ("a<text:tab/>b", (1, 2, " "), "a b"),
        ("a <text:span> b</text:span>", (1, 2, ""), "a<text:span>b</text:span>"),
        ("a <text:span>b</text:span> c", (2, 3, ""), "a<text:s/><text:s/>c"),
        ("a\n  <text:span>b</text:span>\n", (2, 2, "x"),
         "a x<text:span>b</text:span>"),
        # A field stays; text goes around it.
        ("甲<text:date>三月</text:date>乙", (0, 1, ""), "<text:date>三月</text:date>乙"),
        ("<text:date>三月</text:date>", (2, 2, "新"), "<text:date>三月</text:date>新"),
        ("<text:date>三月</text:date>", (0, 0, "新"), "新<text:date>三月</text:date>"),
        ("<text:date>三</text:date><text:time>四</text:time>", (1, 1, "新"),
         "<text:date>三</text:date>新<text:time>四</text:time>"),
    ],
)  # fmt: skip
def test_edits_of_a_paragraph(before: str, edit: tuple[int, int, str], after: str) -> None:
    result = one_edit(f"<text:p>{before}</text:p>", *edit)
    assert result.left == ()
    assert inner(result.data) == f"<text:p>{after}</text:p>"


def test_several_edits_of_a_paragraph_that_touch() -> None:
    document = document_of("<text:p>甲<text:span>乙丙</text:span>丁</text:p>")
    edits = [PlacedEdit(1, 3, 4, "四"), PlacedEdit(1, 0, 1, ""), PlacedEdit(1, 1, 3, "二 三")]
    result = edit_odt(document, edits)
    assert texts(read_bytes(result.data)) == ["二 三四"]
    assert result.done == tuple(sorted(edits))
    assert texts(document) == ["甲乙丙丁"]
    again = edit_odt(document, edits)  # the document is as it was
    assert again.data == result.data


# --- what is left --------------------------------------------------------------------------

CHANGES = (
    "<text:tracked-changes><text:changed-region text:id='i'><text:insertion/></text:changed-region>"
    "<text:changed-region text:id='d'><text:deletion><text:p>旧</text:p></text:deletion>"
    "</text:changed-region><text:changed-region text:id='f'><text:format-change/>"
    "</text:changed-region></text:tracked-changes>"
)
TOC = (
    "<text:table-of-content><text:index-body><text:index-title><text:p>目录</text:p>"
    "</text:index-title><text:p>一、甲\t1</text:p><text:p/></text:index-body>"
    "</text:table-of-content>"
)
START, END = "<text:change-start text:change-id='i'/>", "<text:change-end text:change-id='i'/>"


@pytest.mark.parametrize(
    ("body", "edit", "reason"),
    [
        ("<text:p>甲<text:page-number>12</text:page-number></text:p>", (1, 2, "3"), IN_FIELD),
        ("<text:p>甲<text:page-number>12</text:page-number></text:p>", (0, 3, "3"), IN_FIELD),
        ("<text:p>甲<text:page-number>12</text:page-number></text:p>", (2, 2, "3"), IN_FIELD),
        ("<text:p><text:sequence>1</text:sequence></text:p>", (0, 1, "3"), IN_FIELD),
        ("<text:p><text:bookmark-ref>表1</text:bookmark-ref></text:p>", (0, 1, "图"), IN_FIELD),
        ("<text:p><text:meta-field>一</text:meta-field></text:p>", (0, 1, "图"), IN_FIELD),
        ("<text:p><field:fieldmark-start/>一<field:fieldmark-end/></text:p>", (0, 1, "二"),
         IN_FIELD),
        # The field would lose its space.
        ("<text:p>甲<text:date> 三月</text:date></text:p>", (0, 1, ""), IN_FIELD),
        ("<text:p><text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>zì"
         "</text:ruby-text></text:ruby></text:p>", (0, 1, "子"), IN_RUBY),
        ("<text:p><loext:content-control loext:dropdown='true'>一</loext:content-control>"
         "</text:p>", (0, 1, "二"), LOCKED),
        ("<text:p><loext:content-control loext:lock='contentLocked'>一</loext:content-control>"
         "</text:p>", (0, 1, "二"), LOCKED),
        (f"{CHANGES}<text:p>甲{START}乙{END}丙</text:p>", (0, 2, "新"), IN_CHANGE),
        (f"{CHANGES}<text:p>甲{START}乙丁{END}丙</text:p>", (2, 2, "新"), IN_CHANGE),
        (f"{CHANGES}<text:p>甲<text:change text:change-id='d'/>乙</text:p>", (0, 2, "新"),
         OVER_DELETION),
        (f"{CHANGES}<text:p>甲{START}</text:p><text:p>{END}乙</text:p>", (1, 2, ""), IN_CHANGE),
        (f"{CHANGES}<text:p>甲</text:p>{START}<text:p>乙</text:p>{END}", (1, 2, ""), IN_CHANGE),
        ("<text:section text:protected='true'><text:p>甲</text:p></text:section>", (0, 1, "乙"),
         IN_PROTECTED),
        ("<text:section><text:section-source/><text:p>甲</text:p></text:section>", (0, 1, "乙"),
         LINKED),
        ("<table:table><table:table-row><table:table-cell table:protected='true'><text:p>甲"
         "</text:p></table:table-cell></table:table-row></table:table>", (0, 1, "乙"),
         IN_PROTECTED),
        (TOC, (0, 1, "乙"), IN_INDEX),
        ("<text:p>甲</text:p>", (0, 1, "\x07"), UNWRITABLE),
        ("<text:p>甲</text:p>", (0, 1, "\ud800"), UNWRITABLE),
        ("<text:p>甲</text:p>", (0, 1, "\r"), UNWRITABLE),
        ("<text:p>甲</text:p>", (1, 2, ""), NOT_JOINED),
        ("<text:p>甲</text:p><text:list><text:list-item><text:p>乙</text:p></text:list-item>"
         "</text:list>", (0, 2, ""), NOT_JOINED),
        ("<text:list><text:list-item><text:p>甲</text:p></text:list-item><text:list-item><text:p>"
         "乙</text:p></text:list-item></text:list>", (1, 2, ""), NOT_JOINED),
        ("<table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>"
         "<table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row>"
         "</table:table>", (1, 2, ""), NOT_JOINED),
        ("<text:p>甲<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>"
         "</text:p><text:p>乙</text:p>", (1, 2, ""), NOT_JOINED),
        ("<text:p>甲<text:s text:c='5000'/>乙</text:p>", (2, 5, ""), SPECIAL),
    ],
)  # fmt: skip
def test_what_is_left(body: str, edit: tuple[int, int, str], reason: str) -> None:
    document = document_of(body)
    placed = PlacedEdit(1, *edit)
    result = edit_odt(document, [placed])
    assert (result.done, result.left) == ((), ((placed, reason),))
    assert result.data is document.source.archive.data


def test_the_rest_of_the_edits_is_made() -> None:
    document = document_of("<text:p>甲<text:date>三</text:date>乙</text:p><text:p>丙</text:p>")
    edits = [PlacedEdit(1, 0, 1, "一"), PlacedEdit(1, 1, 2, "二"), PlacedEdit(2, 0, 1, "")]
    result = edit_odt(document, edits)
    assert texts(read_bytes(result.data)) == ["一三乙", ""]
    assert result.left == ((edits[1], IN_FIELD),)


def test_a_space_of_a_field_that_came_to_nothing_by_two_edits() -> None:
    body = "<text:p><text:span>x</text:span>甲<text:date> 三</text:date></text:p>"
    document = document_of(body)
    result = edit_odt(document, [PlacedEdit(1, 0, 1, ""), PlacedEdit(1, 1, 2, "")])
    assert [reason for _, reason in result.left] == [SPECIAL, SPECIAL]
    assert result.data is document.source.archive.data


def test_comments_are_left() -> None:
    document = document_of(
        "<text:p>甲<office:annotation><text:p>批</text:p></office:annotation>乙</text:p>"
    )
    comment = next(p for p in document.paragraphs if p.story == "comment")
    edits = [PlacedEdit(1, 0, 2, "新"), PlacedEdit(comment.number, 0, 1, "改")]
    result = edit_odt(document, edits)
    assert result.left == ((edits[1], IN_COMMENT),)
    again = read_bytes(result.data)
    assert texts(again) == ["新", "批"]
    assert [(c.first, c.text) for c in again.comments] == [(1, "批")]


@pytest.mark.parametrize("edit", [(0, 1, "新"), (1, 2, "新"), (1, 1, "新")])
def test_what_only_touches_a_deletion_is_edited(edit: tuple[int, int, str]) -> None:
    mark = '<text:change text:change-id="d"/>'
    result = one_edit(f"{CHANGES}<text:p>甲{mark}乙</text:p>", *edit)
    assert result.left == ()
    again = read_bytes(result.data)
    assert texts(again) == ["甲乙"[: edit[0]] + "新" + "甲乙"[edit[1] :]]
    assert [(r.kind, r.text) for r in again.revisions] == [("deletion", "旧")]
    assert mark in inner(result.data)


def test_formatting_changes_are_no_obstacle() -> None:
    body = (
        f"{CHANGES}<text:p>甲<text:change-start text:change-id='f'/>乙"
        "<text:change-end text:change-id='f'/></text:p>"
    )
    assert texts(read_bytes(one_edit(body, 0, 2, "新").data)) == ["新"]


@pytest.mark.parametrize("name", ["documentsignatures", "packagesignatures"])
def test_signed_documents_are_left(name: str) -> None:
    document = document_of("<text:p>甲</text:p>", **{f"META-INF__{name}": "<x/>"})
    edit = PlacedEdit(1, 0, 1, "乙")
    assert edit_odt(document, [edit]) == (document.source.archive.data, (), ((edit, SIGNED),))
    with pytest.raises(DocumentError, match="签名"):
        OdtEditor(document)


@pytest.mark.parametrize(
    ("item", "left"),
    [
        ("<config:config-item config:name='RedlineProtectionKey'>a2V5</config:config-item>", 1),
        ("<config:config-item config:name='RedlineProtectionKey'/>", 0),
        ("<config:config-item config:name='ProtectForm'>true</config:config-item>", 1),
        ("<config:config-item config:name='ProtectForm'>false</config:config-item>", 0),
    ],
)
def test_protected_documents_are_left(item: str, left: int) -> None:
    config = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"
    xml = (
        f"<office:document-settings {NAMESPACES} xmlns:config='{config}'><office:settings>"
        f"<config:config-item-set>{item}</config:config-item-set></office:settings>"
        "</office:document-settings>"
    )
    document = document_of("<text:p>甲</text:p>", settings=xml)
    result = edit_odt(document, [PlacedEdit(1, 0, 1, "乙")])
    assert [reason for _, reason in result.left] == [PROTECTED] * left


def test_a_frame_with_protected_content() -> None:
    automatic = (
        "<style:style style:name='F' style:family='graphic'><style:graphic-properties"
        " style:protect='content size'/></style:style>"
    )
    body = (
        "<text:p><draw:frame draw:style-name='F'><draw:text-box><text:p>框</text:p>"
        "</draw:text-box></draw:frame></text:p>"
    )
    result = edit_odt(document_of(body, automatic), [PlacedEdit(2, 0, 1, "新")])
    assert [reason for _, reason in result.left] == [IN_PROTECTED]


def test_changes_cannot_be_tracked() -> None:
    with pytest.raises(DocumentError, match="--tracked"):
        OdtEditor(document_of("<text:p>甲</text:p>"), tracked=True)


@pytest.mark.parametrize(
    "edits",
    [[(2, 0, 0)], [(0, 0, 0)], [(1, 2, 1)], [(1, 0, 4)], [(1, 3, 3)], [(1, 0, 2), (1, 1, 2)]],
)
def test_nonsense_is_refused(edits: Sequence[tuple[int, int, int]]) -> None:
    with pytest.raises(ValueError, match="PlacedEdit"):
        edit_odt(document_of("<text:p>甲乙</text:p>"), [PlacedEdit(*edit, "") for edit in edits])


def test_the_paragraph_of_a_document_without_one() -> None:
    document = document_of("")
    result = edit_odt(document, [PlacedEdit(1, 0, 0, "新")])
    assert result.done == ()
    assert result.data is document.source.archive.data
