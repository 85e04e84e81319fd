"""Comments and tracked changes, and where in the final text they stand."""

from __future__ import annotations

import time

import pytest

from tests.document.docx.builders import (
    STRICT_W,
    W,
    docx,
    paragraph,
    part,
    parts_of,
    word_like,
    zipped,
)
from tests.document.docx.test_reader import field, run
from writer_assist.document.docx.reader import read_docx
from writer_assist.document.model import Document

BY = 'w:id="9" w:author="甲某" w:date="2024-01-02T03:04:05Z"'


def start(id_: int) -> str:
    return f'<w:commentRangeStart w:id="{id_}"/>'


def end(id_: int) -> str:
    return f'<w:commentRangeEnd w:id="{id_}"/>'


def reference(id_: int) -> str:
    return f'<w:r><w:commentReference w:id="{id_}"/></w:r>'


def p(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def comment(id_: int, *paragraphs: str) -> str:
    body = "".join(p("<w:r><w:annotationRef/></w:r>", run(text)) for text in paragraphs)
    return f'<w:comment w:id="{id_}" w:author="审稿人{id_}" w:initials="s">{body}</w:comment>'


def commented(body: str, count: int = 5, **parts: str) -> Document:
    comments = "".join(comment(id_, f"意见{id_}") for id_ in range(count))
    return read_docx(docx(body, comments=part("comments", comments), **parts), "a.docx")


def places(document: Document) -> list[tuple[str, int, int, int, int]]:
    return [(c.text[2:], c.first, c.start, c.last, c.end) for c in document.comments]


BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>"
BOX += "</w:pict></w:r>"

RANGES = {
    "a range": (p(run("甲"), start(0), run("乙"), end(0), reference(0)), [("0", 1, 1, 1, 2)]),
    "a whole paragraph": (
        paragraph("甲") + p(start(0), run("乙丙"), end(0), reference(0)),
        [("0", 2, 0, 2, 2)],
    ),
    "only a reference": (p(run("甲"), reference(0), run("乙")), [("0", 1, 1, 1, 1)]),
    "several paragraphs": (
        p(run("甲"), start(0), run("乙")) + paragraph("丙") + p(run("丁"), end(0), reference(0)),
        [("0", 1, 1, 3, 1)],
    ),
    "nested": (
        p(start(0), run("甲"), start(1), run("乙"), end(1), reference(1), run("丙"), end(0)),
        [("0", 1, 0, 1, 3), ("1", 1, 1, 1, 2)],
    ),
    "overlapping": (
        p(start(0), run("甲"), start(1), run("乙"), end(0)) + p(run("丙"), end(1), run("丁")),
        [("0", 1, 0, 1, 2), ("1", 1, 1, 2, 1)],
    ),
    "a start without end": (
        p(start(0), run("甲"), reference(0), run("乙")),
        [("0", 1, 1, 1, 1)],
    ),
    "a start and nothing else": (p(run("甲"), start(0), run("乙")), [("0", 1, 1, 1, 1)]),
    "an end without start": (p(run("甲"), end(0), run("乙"), reference(0)), [("0", 1, 2, 1, 2)]),
    "an end before its start": (p(end(0), run("甲"), start(0), run("乙")), [("0", 1, 1, 1, 1)]),
    "between paragraphs": (
        paragraph("甲") + start(0) + paragraph("乙") + paragraph("丙") + end(0) + p(reference(0)),
        [("0", 2, 0, 3, 1)],
    ),
    "behind the last paragraph": (
        p(run("甲"), start(0), run("乙")) + end(0),
        [("0", 1, 1, 1, 2)],
    ),
    "table cells": (
        "<w:tbl><w:tr><w:tc>"
        + p(start(0), run("甲"))
        + "</w:tc><w:tc>"
        + p(run("乙"), end(0), reference(0))
        + "</w:tc></w:tr></w:tbl>",
        [("0", 1, 0, 2, 1)],
    ),
    "a row": (
        "<w:tbl>"
        + start(0)
        + "<w:tr><w:tc>"
        + paragraph("甲")
        + "</w:tc></w:tr>"
        + end(0)
        # The range ends with the last paragraph of the table.
        + "</w:tbl>"
        + p(run("乙"), reference(0)),
        [("0", 1, 0, 1, 1)],
    ),
    "in a text box": (
        p(run("甲"), BOX.format(p(run("乙"), start(0), run("丙"), end(0), reference(0))))
        + p(run("丁"), start(1), run("戊"), end(1)),
        [("0", 2, 1, 2, 2), ("1", 3, 1, 3, 2)],
    ),
    "in an alternative and its fallback": (
        p(
            "<mc:AlternateContent><mc:Choice>",
            BOX.format(p(start(0), run("甲"), end(0))),
            "</mc:Choice><mc:Fallback>",
            BOX.format(p(run("甲"), start(0), run("甲"), end(0))),
            "</mc:Fallback></mc:AlternateContent>",
        ),
        [("0", 2, 0, 2, 1)],
    ),
    "in a link and a content control": (
        p(
            run("甲"),
            f"<w:hyperlink>{start(0)}{run('乙')}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>",
            f"{run('丙')}{end(0)}</w:sdtContent></w:sdt>{run('丁')}",
        ),
        [("0", 1, 1, 1, 3)],
    ),
    "around a field": (
        p(run("第"), start(0), field("PAGE", run("12")), end(0), run("页")),
        [("0", 1, 1, 1, 3)],
    ),
    "on deleted text": (
        p(run("甲"), f"<w:del {BY}>{start(0)}{run('乙')}{end(0)}{reference(0)}</w:del>", run("丙")),
        [("0", 1, 1, 1, 1)],
    ),
    "in a deleted row": (
        f"<w:tbl><w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc>"
        f"{p(start(0), run('甲'), end(0))}</w:tc></w:tr></w:tbl>" + paragraph("乙"),
        [("0", 1, 0, 1, 0)],
    ),
    "across a deleted paragraph mark": (
        p(f"<w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>", run("甲"), start(0), run("乙"))
        + p(run("丙"), end(0), run("丁")),
        [("0", 1, 1, 1, 3)],
    ),
    "a page break at the end": (
        p(start(0), run("甲"), '<w:r><w:br w:type="page"/></w:r>', end(0)),
        [("0", 1, 0, 1, 1)],
    ),
    "written, but nowhere": (paragraph("甲"), []),
    "somewhere, but not written": (p(start(9), run("甲"), end(9), reference(9)), []),
}


@pytest.mark.parametrize("name", RANGES)
def test_ranges(name: str) -> None:
    body, expected = RANGES[name]
    assert places(commented(body)) == expected


def test_text_and_author() -> None:
    comments = part("comments", comment(3, "第一段", "第二段"))
    body = p(run("甲"), start(3), run("乙"), end(3), reference(3))
    document = read_docx(docx(body, comments=comments), "a.docx")
    (found,) = document.comments
    assert (found.author, found.text) == ("审稿人3", "第一段\n第二段")
    assert [(q.story, q.text) for q in document.paragraphs] == [
        ("body", "甲乙"),
        ("comment", "第一段"),
        ("comment", "第二段"),
    ]


def test_in_a_footnote() -> None:
    notes = part(
        "footnotes",
        f'<w:footnote w:id="1">{p(run("注"), start(0), run("释"), end(0))}</w:footnote>',
    )
    body = p(run("甲"), '<w:r><w:footnoteReference w:id="1"/></w:r>', reference(1))
    assert places(commented(body, footnotes=notes)) == [("1", 1, 1, 1, 1), ("0", 2, 1, 2, 2)]


def test_strict() -> None:
    parts = parts_of(
        p(run("甲"), start(0), run("乙"), end(0), ins(run("丙"))),
        comments=part("comments", comment(0, "意见0")),
    )
    strict = {name: str(text).replace(W, STRICT_W) for name, text in parts.items()}
    document = read_docx(zipped(strict), "a.docx")
    assert places(document) == [("0", 1, 1, 1, 2)]
    assert [(r.kind, r.text, r.author) for r in document.revisions] == [("insertion", "丙", "甲某")]


def test_nothing_where_nothing_was_reviewed() -> None:
    document = read_docx(word_like(), "a.docx")
    assert (document.comments, document.revisions) == ((), ())


# --- tracked changes ------------------------------------------------------------------------


def ins(*content: str) -> str:
    return f"<w:ins {BY}>{''.join(content)}</w:ins>"


def gone(text: str) -> str:
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


REVISIONS = {
    "insertion": (
        p(run("甲"), ins(run("乙"), run("丙")), run("丁")),
        [("insertion", 1, 1, 3, "乙丙")],
    ),
    "two insertions": (
        p(ins(run("甲")), ins(run("乙"))),
        [("insertion", 1, 0, 1, "甲"), ("insertion", 1, 1, 2, "乙")],
    ),
    "insertion of a picture": (
        p(run("甲"), ins("<w:r><w:drawing/></w:r>")),
        [("insertion", 1, 1, 1, "")],
    ),
    "insertion of nothing": (p(run("甲"), ins("")), []),
    "insertion in an insertion": (
        p(ins(run("甲"), ins(run("乙")))),
        [("insertion", 1, 0, 2, "甲乙")],
    ),
    "deletion": (p(run("甲"), gone("乙"), run("丙")), [("deletion", 1, 1, 1, "乙")]),
    "inserted, then deleted": (p(ins(gone("乙")), run("丙")), [("deletion", 1, 0, 0, "乙")]),
    "inserted, then deleted in part": (
        p(ins(run("甲"), gone("乙"))),
        [("insertion", 1, 0, 1, "甲"), ("deletion", 1, 1, 1, "乙")],
    ),
    "move": (
        p(f"<w:moveFrom {BY}>{run('甲')}</w:moveFrom>", run("乙"))
        + p(run("丙"), f"<w:moveTo {BY}>{run('甲')}</w:moveTo>"),
        [("move", 1, 0, 0, "甲"), ("move", 2, 1, 2, "甲")],
    ),
    "formatting of a run": (
        p(run("甲"), run("乙", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>"), run("丙")),
        [("formatting", 1, 1, 2, "乙")],
    ),
    "formatting of an inserted run": (
        p(ins(run("甲", f"<w:rPrChange {BY}><w:rPr/></w:rPrChange>"))),
        [("formatting", 1, 0, 1, "甲"), ("insertion", 1, 0, 1, "甲")],
    ),
    "formatting of a paragraph": (
        p(f"<w:pPr><w:jc/><w:pPrChange {BY}><w:pPr/></w:pPrChange></w:pPr>", run("甲乙")),
        [("formatting", 1, 0, 2, "甲乙")],
    ),
    "formatting of the page": (
        paragraph("甲") + f"<w:sectPr><w:sectPrChange {BY}><w:sectPr/></w:sectPrChange></w:sectPr>",
        [("formatting", 1, 1, 1, "")],
    ),
    "formatting of a table": (
        f"<w:tbl><w:tblPr><w:tblPrChange {BY}><w:tblPr/></w:tblPrChange></w:tblPr>"
        f"{row(cell(paragraph('甲')))}</w:tbl>",
        [("formatting", 1, 0, 0, "")],
    ),
    "an inserted paragraph mark": (
        p(f"<w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>", run("甲")) + paragraph("乙"),
        [("paragraph-mark", 1, 1, 1, "")],
    ),
    "a deleted paragraph mark": (
        p(f"<w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>", run("甲")) + paragraph("乙"),
        [("paragraph-mark", 1, 1, 1, "")],
    ),
    "an inserted row": (
        f"<w:tbl>{row(cell(paragraph('甲')))}"
        f"{row(cell(paragraph('乙')), properties=f'<w:ins {BY}/>')}</w:tbl>",
        [("table", 2, 0, 0, "")],
    ),
    "a deleted row": (
        f"<w:tbl>{row(cell(paragraph('甲')), properties=f'<w:del {BY}/>')}"
        f"{row(cell(paragraph('乙')))}</w:tbl>",
        [("table", 1, 0, 0, "甲")],
    ),
    "a deleted row at the very end": (
        paragraph("甲")
        + f"<w:tbl>{row(cell(paragraph('乙')), properties=f'<w:del {BY}/>')}</w:tbl>",
        [("table", 1, 1, 1, "乙")],
    ),
    "an inserted cell": (
        f"<w:tbl>{row(cell(paragraph('甲'), properties=f'<w:cellIns {BY}/>'))}</w:tbl>",
        [("table", 1, 0, 0, "")],
    ),
    "in a text box": (
        p(run("甲"), BOX.format(p(gone("乙"), ins(run("丙"))))),
        [("deletion", 2, 0, 0, "乙"), ("insertion", 2, 0, 1, "丙")],
    ),
    "in the fallback of an alternative": (
        p(
            f"<mc:AlternateContent><mc:Choice>{run('甲')}</mc:Choice>"
            f"<mc:Fallback>{ins(run('乙'))}</mc:Fallback></mc:AlternateContent>"
        ),
        [],
    ),
    "an inserted field": (
        p(run("第"), ins(field("PAGE", run("3"))), run("页")),
        [("insertion", 1, 1, 2, "3")],
    ),
    "an insertion that holds paragraphs": (
        ins(paragraph("甲"), paragraph("乙")),
        [("insertion", 1, 0, 1, "甲"), ("insertion", 2, 0, 1, "乙")],
    ),
    "an inserted formula's properties": (
        p(f"<m:oMath><m:r><m:ctrlPr><w:rPr><w:ins {BY}/></w:rPr></m:ctrlPr></m:r></m:oMath>"),
        [],
    ),
}


@pytest.mark.parametrize("name", REVISIONS)
def test_revisions(name: str) -> None:
    body, expected = REVISIONS[name]
    found = sorted(read_docx(docx(body), "a.docx").revisions, key=lambda r: (r[1:4], r.kind))
    assert sorted((r.kind, r.paragraph, r.start, r.end, r.text) for r in found) == sorted(expected)
    assert {(r.author, r.date) for r in found} <= {("甲某", "2024-01-02T03:04:05Z")}


def test_revisions_are_in_reading_order() -> None:
    box = BOX.format(p(ins(run("丙"))))
    document = read_docx(docx(p(run("甲"), box, ins(run("乙"))) + p(gone("丁"))), "a.docx")
    assert [r.text for r in document.revisions] == ["乙", "丙", "丁"]


def test_text_is_the_same_with_and_without_comments() -> None:
    body = p(run("甲"), gone("乙"), ins(run("丙")), BOX.format(paragraph("丁")))
    marked = p(start(0), run("甲"), gone("乙"), ins(run("丙")), end(0), reference(0))
    marked = marked.replace(reference(0), reference(0) + BOX.format(paragraph("丁")))
    texts = [[q.text for q in read_docx(docx(b), "a.docx").paragraphs] for b in (body, marked)]
    assert texts[0] == texts[1] == ["甲丙", "丁"]


@pytest.mark.parametrize(
    "body",
    [
        p(*(ins(run("甲")) + gone("乙") for _ in range(10_000))),
        p(*(start(n) + run("甲") for n in range(20_000)), *(end(n) for n in range(20_000))),
        p(f"<w:ins {BY}>" * 200 + run("甲") * 10_000 + "</w:ins>" * 200),
        "".join(p(f"<w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>", run("甲")) for _ in range(9_000)),
    ],
    ids=["changes", "comments", "nested insertions", "joined paragraphs"],
)
def test_many_marks_take_linear_time(body: str) -> None:
    begin = time.process_time()
    commented(body, 20_000)
    assert time.process_time() - begin < 10
