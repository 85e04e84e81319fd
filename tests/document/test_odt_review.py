"""Annotations and tracked changes of OpenDocument text: our own, and LibreOffice's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.document import office
from tests.document.docx.builders import docx, paragraph, part
from tests.document.docx.test_reader import run
from tests.document.docx.test_review import (
    comment,
    end,
    gone,
    ins,
    p,
    reference,
    start,
)
from tests.document.test_odt import NAMESPACES, archive, content, odt, shown
from writer_assist.document.docx.reader import read_docx
from writer_assist.document.model import Document, Link
from writer_assist.document.odt import read_odt
from writer_assist.document.read import read


def note(name: str, text: str = "意见") -> str:
    named = f' office:name="{name}"' if name else ""
    return (
        f"<office:annotation{named}><dc:creator>审稿人</dc:creator>"
        f"<text:p>{text}</text:p></office:annotation>"
    )


def stop(name: str) -> str:
    return f'<office:annotation-end office:name="{name}"/>'


def places(document: Document) -> list[tuple[int, int, int, int]]:
    return [c[:4] for c in document.comments]


RANGES = {
    "a range": (f"<text:p>甲{note('1')}乙{stop('1')}丙</text:p>", [(1, 1, 1, 2)]),
    "one place": (f"<text:p>甲{note('')}乙</text:p>", [(1, 1, 1, 1)]),
    "no end": (f"<text:p>甲{note('1')}乙{stop('2')}</text:p>", [(1, 1, 1, 1)]),
    "two of one name": (
        f"<text:p>{note('1')}甲{stop('1')}{note('1')}乙</text:p>",
        [(1, 0, 1, 1), (1, 1, 1, 1)],
    ),
    "several paragraphs": (
        f"<text:p>甲{note('1')}</text:p><text:p>乙</text:p><text:p>丙{stop('1')}丁</text:p>",
        [(1, 1, 3, 1)],
    ),
    "overlapping, in a span": (
        f"<text:p>甲{note('1')}<text:span>乙{note('2')}丙</text:span>{stop('1')}丁{stop('2')}"
        "</text:p>",
        [(1, 1, 1, 3), (1, 2, 1, 4)],
    ),
    "in a table": (
        "<table:table><table:table-row><table:table-cell>"
        f"<text:p>甲{note('1')}乙{stop('1')}</text:p></table:table-cell></table:table-row>"
        "</table:table>",
        [(1, 1, 1, 2)],
    ),
    "in a text box and a note": (
        f'<text:p>甲<text:note text:note-class="footnote"><text:note-body><text:p>注{note("2")}释'
        f"{stop('2')}</text:p></text:note-body></text:note><draw:frame><draw:text-box><text:p>乙"
        f"{note('1')}丙{stop('1')}</text:p></draw:text-box></draw:frame></text:p>",
        [(2, 1, 2, 2), (3, 1, 3, 2)],
    ),
    "at white space that is none": (
        f"<text:p>甲 {note('1')}  乙{stop('1')}\n </text:p>",
        [(1, 2, 1, 3)],
    ),
}


@pytest.mark.parametrize("name", RANGES)
def test_ranges(name: str) -> None:
    body, expected = RANGES[name]
    assert places(odt(body)) == expected


def test_text_and_author() -> None:
    body = (
        "<text:p>甲<office:annotation><dc:creator>审稿人 </dc:creator><text:p>第一段</text:p>"
        "<text:p>第二段</text:p></office:annotation></text:p>"
    )
    (found,) = odt(body).comments
    assert (found.author, found.text) == ("审稿人", "第一段\n第二段")


def changed(*kinds: str) -> str:
    """text:tracked-changes with regions c1, c2 … of these kinds; "deletion:甲" says what went."""
    regions = []
    for number, kind in enumerate(kinds, 1):
        kind, _, text = kind.partition(":")
        content = f"<text:p>{text}</text:p>" if text else ""
        regions.append(
            f'<text:changed-region xml:id="c{number}" text:id="c{number}"><text:{kind}>'
            "<office:change-info><dc:creator>甲某</dc:creator><dc:date>2024-01-02T03:04:05</dc:date>"
            f"</office:change-info>{content}</text:{kind}></text:changed-region>"
        )
    return f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"


def change(number: int, where: str = "") -> str:
    return f'<text:change{where} text:change-id="c{number}"/>'


REVISIONS = {
    "insertion": (
        changed("insertion") + f"<text:p>甲{change(1, '-start')}乙丙{change(1, '-end')}丁</text:p>",
        [("insertion", 1, 1, 3, "乙丙")],
    ),
    "insertion of paragraphs": (
        changed("insertion") + f"<text:p>甲{change(1, '-start')}乙</text:p><text:p/>"
        f"<text:p>丙{change(1, '-end')}丁</text:p>",
        [("insertion", 1, 1, 2, "乙"), ("insertion", 3, 0, 1, "丙")],
    ),
    "insertion of a paragraph's end": (
        changed("insertion")
        + f"<text:p>甲{change(1, '-start')}</text:p><text:p>{change(1, '-end')}乙</text:p>",
        [("paragraph-mark", 1, 1, 1, "")],
    ),
    "insertion around paragraphs": (
        changed("insertion")
        + f"<text:p>甲</text:p>{change(1, '-start')}<text:p>乙</text:p>{change(1, '-end')}",
        [("insertion", 2, 0, 1, "乙")],
    ),
    "deletion": (
        changed("deletion:乙") + f"<text:p>甲{change(1)}丙</text:p>",
        [("deletion", 1, 1, 1, "乙")],
    ),
    "deletion between paragraphs": (
        changed("deletion:乙") + f"<text:p>甲</text:p>{change(1)}<text:p>丙</text:p>",
        [("deletion", 2, 0, 0, "乙")],
    ),
    "deletion at the end": (
        changed("deletion:乙") + f"<text:p>甲</text:p>{change(1)}",
        [("deletion", 1, 1, 1, "乙")],
    ),
    "formatting": (
        changed("format-change") + f"<text:p>甲{change(1, '-start')}乙{change(1, '-end')}</text:p>",
        [("formatting", 1, 1, 2, "乙")],
    ),
    "no such region": (f"<text:p>甲{change(1)}乙</text:p>", []),
    "a start without end": (
        changed("insertion") + f"<text:p>甲{change(1, '-start')}乙</text:p>",
        [("insertion", 1, 1, 1, "")],
    ),
    "two": (
        changed("deletion:甲", "insertion")
        + f"<text:p>{change(1)}{change(2, '-start')}乙{change(2, '-end')}</text:p>",
        [("deletion", 1, 0, 0, "甲"), ("insertion", 1, 0, 1, "乙")],
    ),
}


@pytest.mark.parametrize("name", REVISIONS)
def test_revisions(name: str) -> None:
    body, expected = REVISIONS[name]
    found = odt(body).revisions
    assert [(r.kind, r.paragraph, r.start, r.end, r.text) for r in found] == expected
    assert {(r.author, r.date) for r in found} <= {("甲某", "2024-01-02T03:04:05")}


def test_nothing_where_nothing_was_reviewed() -> None:
    document = odt("<text:p>甲</text:p>")
    assert (document.comments, document.revisions) == ((), ())


def test_as_libreoffice_writes_it(tmp_path: Path) -> None:
    body = (
        p(run("甲"), start(0), run("乙"), end(0), reference(0), run("丙"))
        + p(start(1), run("丁"))
        + p(run("戊"), end(1), reference(1))
        + p(run("己"), ins(run("庚")), run("辛"), gone("壬"), run("癸"))
        + paragraph("末")
    )
    comments = part("comments", comment(0, "意见0") + comment(1, "意见1", "第二段"))
    source = tmp_path / "稿.docx"
    source.write_bytes(docx(body, comments=comments))
    ours = read_docx(source.read_bytes())
    theirs = read(str(office.convert(source, "odt", tmp_path)))
    assert shown(theirs) == shown(ours)
    assert theirs.comments == ours.comments
    assert [r[:6] for r in theirs.revisions] == [r[:6] for r in ours.revisions]
    assert len(ours.revisions) == 2


META = (
    f"<office:document-meta {NAMESPACES} "
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"><office:meta>'
    "<meta:initial-creator>甲某</meta:initial-creator><dc:creator>乙某</dc:creator>"
    "<dc:title>总结</dc:title><dc:subject/>"
    '<meta:user-defined meta:name="Company">某县某局</meta:user-defined>'
    '<meta:user-defined meta:name="文号">一号</meta:user-defined>'
    '<meta:template xlink:title="公文" xlink:href="file:///C:/公文.ott"/>'
    "</office:meta></office:document-meta>"
)
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
LINKED = f'<text:p>甲<text:a {XLINK} xlink:href="{{}}">乙</text:a></text:p>'


def test_properties_and_links() -> None:
    body = (
        LINKED.format("file:///D:/表.ods") + LINKED.format("#书签") + LINKED.format("content.xml")
    )
    document = read_odt(archive(content=content(body), meta=META), "稿.odt")
    assert document.properties == {
        "creator": "甲某",
        "lastModifiedBy": "乙某",
        "title": "总结",
        "Company": "某县某局",
        "custom:文号": "一号",
        "Template": "公文",
    }
    assert list(document.links) == [
        Link("hyperlink", 0, "file:///D:/表.ods"),
        Link("template", 0, "file:///C:/公文.ott"),
    ]


def test_damaged_metadata_says_nothing() -> None:
    document = read_odt(archive(content=content("<text:p/>"), meta="<a>"), "稿.odt")
    assert (document.properties, list(document.links)) == ({}, [])


@pytest.mark.parametrize(
    ("attribute", "expected"), [("", "true"), ("true", "true"), ("false", None)]
)
def test_tracking(attribute: str, expected: str | None) -> None:
    written = f' text:track-changes="{attribute}"' if attribute else ""
    document = odt(f"<text:tracked-changes{written}/><text:p>甲</text:p>")
    assert document.properties.get("trackRevisions") == expected
