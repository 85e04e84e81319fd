"""Findings as comments: where they stand, what they leave alone, and that they go again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.document.docx.builders import (
    NAMESPACES,
    STRICT_R,
    STRICT_W,
    R,
    W,
    docx,
    paragraph,
    part,
    parts_of,
    zipped,
)
from tests.document.docx.test_properties import bodies
from tests.document.docx.test_reader import field, run
from tests.document.office import convert, needs_soffice
from tests.revise.schema_order import id_faults, order_faults
from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Document
from writer_assist.document.read import read_bytes
from writer_assist.engine.findings import FileReport, Finding, PlacedEdit, PlacedFix
from writer_assist.engine.linter import Linter
from writer_assist.revise import comments as module
from writer_assist.revise.comments import Annotated, annotate, remove
from writer_assist.revise.suggested import chosen_edits

DATE = "2024-03-05T09:30:00Z"
EXAMPLE = Path(__file__).parents[2] / "examples" / "草稿" / "提案办理工作总结.docx"

Span = tuple[int, int, int]


def finding(document: Document, number: int, start: int, end: int, index: int = 0) -> Finding:
    p = document.paragraphs[number - 1]
    return Finding(
        "PH001", "unfilled-year", "error", f"问题{index}", {}, p.story, number, start, end,
        p.text[start:end],
    )  # fmt: skip


class At:
    """A linter that finds what it is told, numbered."""

    def __init__(self, *spans: Span) -> None:
        self.spans = spans

    def __call__(self, document: Document) -> FileReport:
        found = [finding(document, *span, index) for index, span in enumerate(self.spans)]
        return FileReport(document.path, findings=found, format=document.format)


def commented(data: bytes, *spans: Span, path: str = "a.docx") -> Annotated:
    return annotate(data, path, At(*spans), date=DATE)


def places(data: bytes) -> list[tuple[int, Span | tuple[int, int, int, int]]]:
    """The number of each of our comments, and its range."""
    found = []
    for c in read_bytes(data).comments:
        if c.is_own:
            number = int(c.text.partition("问题")[2].partition("\n")[0])
            range_ = (c.first, c.start, c.end) if c.first == c.last else c[:4]
            found.append((number, range_))
    return sorted(found)


def texts(data: bytes) -> list[tuple[str, str, str]]:
    document = read_bytes(data)
    return [(p.story, p.label, p.text) for p in document.paragraphs if p.story != "comment"]


def canonical(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: etree.tostring(
                etree.fromstring(package.read(name)), method="c14n", with_comments=False
            )
            if name.endswith((".xml", ".rels"))
            else package.read(name)
            for name in package.namelist()
        }


def part_of(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def check(data: bytes, *spans: Span) -> bytes:
    """Annotate, compare what is read back, remove, compare again; the annotated file."""
    made = commented(data, *spans)
    assert places(made.data) == list(enumerate(spans))
    assert made.comments == len(spans)
    assert not made.left_out
    assert not made.elsewhere
    assert texts(made.data) == texts(data)
    gone = remove(made.data)
    assert gone.removed == len(spans)
    assert canonical(gone.data) == canonical(data)
    return made.data


def p(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def bold(text: str) -> str:
    return run(text, "<w:b/>")


# --- ranges ------------------------------------------------------------------------------------

SOURCES = {
    "a run": p(run("甲乙丙丁")),
    "two runs": p(run("甲乙"), bold("丙丁")),
    "no properties": p("<w:r><w:t>甲乙丙丁</w:t></w:r>"),
    "with properties": p('<w:pPr><w:jc w:val="left"/></w:pPr>', run("甲乙丙丁")),
    "white space": p('<w:r><w:t xml:space="preserve"> 甲 乙 丙 </w:t></w:r>'),
    "white space that Word ignores": p("<w:r><w:t> 甲 乙 丙</w:t></w:r>"),
    "tabs and breaks": p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"),
    "a symbol": p(
        '<w:r><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>乙丙</w:t></w:r>'
    ),
    "a link": p(run("甲"), f'<w:hyperlink w:anchor="x">{run("乙丙")}</w:hyperlink>', run("丁")),
    "an insertion": p(run("甲"), f'<w:ins w:id="4" w:author="某">{run("乙丙")}</w:ins>', run("丁")),
    "a deletion": p(
        run("甲乙"),
        '<w:del w:id="4" w:author="某"><w:r><w:delText>删</w:delText></w:r></w:del>',
        run("丙丁"),
    ),
    "a formatting change": p(
        run("甲乙丙丁", '<w:b/><w:rPrChange w:id="4" w:author="某"><w:rPr/></w:rPrChange>')
    ),
    "a control": p(
        run("甲"),
        '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr>'
        f"<w:sdtContent>{run('乙丙')}</w:sdtContent></w:sdt>",
        run("丁"),
    ),
    "a field to fill": p(run("甲"), field("FORMTEXT", run("乙丙")), run("丁")),
    "a table of contents": p(run("甲"), field("TOC", run("乙丙")), run("丁")),
    "a page break": p(run("甲乙丙"), '<w:r><w:br w:type="page"/></w:r>'),
    "a bookmark": p(
        run("甲"),
        '<w:bookmarkStart w:id="0" w:name="b"/>',
        run("乙丙"),
        '<w:bookmarkEnd w:id="0"/>',
    ),
    "lines": "<w:p>\n <w:r>\n  <w:rPr>\n   <w:b/>\n  </w:rPr>\n  <w:t>甲乙</w:t>\n  <w:tab/>\n"
    "  <w:t>丙丁</w:t>\n </w:r>\n <w:r>\n  <w:t>戊</w:t>\n </w:r>\n</w:p>",
    "a deleted mark": '<w:p><w:pPr><w:rPr><w:del w:id="4" w:author="某"/></w:rPr></w:pPr>'
    + f"{run('甲乙')}</w:p>{p(run('丙丁'))}",
    "other people's comments": p(
        run("甲"),
        '<w:commentRangeStart w:id="0"/>',
        run("乙丙"),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        run("丁"),
    ),
    "outside the plane": p(run("甲𠮷乙"), run("𠮷丙")),
    "a word processor's rsids": p(
        '<w:r w:rsidR="00AB12CD" w:rsidRPr="00AB12CE"><w:rPr><w:b/></w:rPr>'
        "<w:t>甲乙丙丁</w:t></w:r>"
    ),
    "a picture beside": p("<w:r><w:t>甲乙</w:t><w:drawing/><w:t>丙</w:t></w:r>"),
}
COMMENTS = part(
    "comments",
    f'<w:comment w:id="0" w:author="审稿人" w:date="2024-01-02T00:00:00Z" w:initials="s">'
    f"{p(run('核实'))}</w:comment>",
)


FIELDS = {
    "a simple field": p(run("甲"), f'<w:fldSimple w:instr="DATE">{run("乙丙丁")}</w:fldSimple>'),
    "a field": p(run("甲"), field("DATE", run("乙丙丁")), run("戊")),
}


@pytest.mark.parametrize("name", FIELDS)
def test_computed_text_is_commented_as_a_whole(name: str) -> None:
    data = docx(FIELDS[name])
    for span, expected in (
        ((1, 1, 4), (1, 1, 4)),
        ((1, 2, 3), (1, 1, 4)),
        ((1, 0, 2), (1, 0, 4)),
        ((1, 3, 4), (1, 1, 4)),
        ((1, 2, 2), (1, 1, 4)),
    ):
        made = commented(data, span)
        assert places(made.data) == [(0, expected)]
        assert canonical(remove(made.data).data) == canonical(data)


@pytest.mark.parametrize("name", SOURCES)
def test_every_range_is_what_its_comment_is_about(name: str) -> None:
    data = docx(SOURCES[name], comments=COMMENTS)
    size = len(read_bytes(data).paragraphs[0].text)
    for start in range(size):
        for end in range(start + 1, size + 1):
            check(data, (1, start, end))


@pytest.mark.parametrize("name", SOURCES)
def test_all_ranges_at_once(name: str) -> None:
    data = docx(SOURCES[name], comments=COMMENTS)
    size = len(read_bytes(data).paragraphs[0].text)
    spans = [(1, start, end) for start in range(size + 1) for end in range(start, size + 1)]
    check(data, *spans)
    check(data, *reversed(spans))


@pytest.mark.parametrize("name", SOURCES)
def test_a_place_without_text(name: str) -> None:
    data = docx(SOURCES[name])
    for offset in range(len(read_bytes(data).paragraphs[0].text) + 1):
        check(data, (1, offset, offset))


def test_empty_paragraphs() -> None:
    check(docx("<w:p/>" + p("<w:pPr/>") + p(run("甲"))), (1, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 1))


def test_a_paragraph_mark_is_no_text() -> None:
    made = commented(docx(p(run("甲乙")) + p(run("丙"))), (1, 1, 3), (1, 2, 3))
    assert places(made.data) == [(0, (1, 1, 2)), (1, (1, 2, 2))]


def test_tables() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{p(run('甲乙'))}</w:tc><w:tc>{p(run('丙'))}</w:tc></w:tr></w:tbl>"
    check(docx(cell + "<w:p/>"), (1, 1, 2), (2, 0, 1))


def test_ranges_are_milestones_between_runs() -> None:
    made = check(docx(p(run("甲乙丙"))), (1, 1, 2))
    xml = part_of(made)
    body = xml[xml.index("<w:p>") : xml.index("</w:p>")]
    order = [etree.QName(e).localname for e in etree.fromstring(xml.encode()).iter() if e.tag]
    assert order[2:] == [
        *("p", "r", "t", "commentRangeStart", "r", "t", "commentRangeEnd"),
        *("r", "rPr", "sz", "szCs", "commentReference", "r", "t"),
    ]
    assert body.count("xmlns") == 0


def test_a_mark_at_the_edge_of_a_field_stands_outside_of_it() -> None:
    made = check(docx(p(run("甲"), field("DATE", run("乙")), run("丙"))), (1, 1, 2))
    xml = part_of(made)
    assert xml.index("commentRangeStart") < xml.index('"begin"')
    assert xml.index('"end"') < xml.index("commentRangeEnd")


def test_a_mark_at_the_edge_of_an_insertion_stands_outside_of_it() -> None:
    inserted = f'<w:ins w:id="4" w:author="某">{run("乙丙")}</w:ins>'
    made = check(docx(p(run("甲"), inserted, run("丁"))), (1, 1, 3))
    root = etree.fromstring(part_of(made).encode())
    (insertion,) = root.iter(f"{{{W}}}ins")
    assert [etree.QName(child).localname for child in insertion] == ["r"]


def test_ruby_and_formulas_are_commented_as_a_whole() -> None:
    ruby = "<w:r><w:t>甲</w:t><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r>"
    ruby += "<w:t>乙丙</w:t></w:r></w:rubyBase></w:ruby><w:t>丁</w:t></w:r>"
    math = "<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>+y</m:t></m:r></m:oMath>"
    math += "</m:oMathPara>"
    for body in (p(ruby, run("戊")), p(run("甲"), math, run("丁"))):
        data = docx(body)
        made = commented(data, (1, 2, 3))
        size = len(read_bytes(data).paragraphs[0].text)
        assert places(made.data) == [(0, (1, 1, size - (2 if "ruby" in body else 1)))]
        assert canonical(remove(made.data).data) == canonical(data)


# --- outside the body ---------------------------------------------------------------------------

BOX = "<w:r>{}<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>"
BOX += "</w:pict></w:r>"
CHOICE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback>"
    "<w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def said(data: bytes) -> list[str]:
    return [c.text for c in read_bytes(data).comments if c.is_own]


@pytest.mark.parametrize(
    "box", [BOX.format("", "{}").format(p(run("框里"))), CHOICE.format(p(run("框里")))]
)
def test_text_boxes_are_commented_where_they_are_anchored(box: str) -> None:
    data = docx(p(run("甲")) + p(run("乙"), box, run("丙")))
    made = commented(data, (3, 0, 1))
    assert made.elsewhere == 1
    assert places_in_words(made.data) == [("错误 PH001 （文本框里的“框”）问题0", (2, 1, 1))]
    xml = part_of(made.data)
    for content in xml.split("<w:txbxContent>")[1:]:
        assert "comment" not in content.partition("</w:txbxContent>")[0]
    assert canonical(remove(made.data).data) == canonical(data)


def places_in_words(data: bytes) -> list[tuple[str, tuple[int, int, int]]]:
    return [(c.text, (c.first, c.start, c.end)) for c in read_bytes(data).comments if c.is_own]


def test_headers_and_footers_are_commented_at_the_beginning() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    data = docx(p(run("甲")) + section, header1=part("hdr", p(run("页眉字"))))
    made = commented(data, (2, 0, 2), (2, 3, 3))
    assert places_in_words(made.data) == [
        ("错误 PH001 （页眉里的“页眉”）问题0", (1, 0, 0)),
        ("错误 PH001 （在页眉里）问题1", (1, 0, 0)),
    ]
    assert part_of(made.data, "word/header1.xml") == part_of(data, "word/header1.xml")
    assert canonical(remove(made.data).data) == canonical(data)


def test_notes_are_commented_at_their_reference() -> None:
    note = f'<w:footnote w:id="3">{p(run("注文"))}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    data = docx(p(run("甲"), reference, run("乙")), footnotes=part("footnotes", note))
    made = commented(data, (2, 0, 2))
    assert places_in_words(made.data) == [("错误 PH001 （脚注里的“注文”）问题0", (1, 1, 1))]
    xml = part_of(made.data)
    assert xml.index("RangeStart") < xml.index("footnoteReference") < xml.index("RangeEnd")
    assert canonical(remove(made.data).data) == canonical(data)


def test_comments_are_commented_where_they_stand() -> None:
    data = docx(SOURCES["other people's comments"], comments=COMMENTS)
    made = commented(data, (2, 0, 2))
    assert places_in_words(made.data) == [("错误 PH001 （批注里的“核实”）问题0", (1, 3, 3))]
    assert canonical(remove(made.data).data) == canonical(data)


# --- the package ---------------------------------------------------------------------------------


def test_untouched_parts_are_the_same_and_in_their_order() -> None:
    parts = parts_of(p(run("甲乙")), settings=part("settings", ""))
    parts["word/media/图.bin"] = bytes(range(256)) * 9
    data = zipped(parts)
    made = commented(data, (1, 0, 1)).data
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.namelist() == [*parts, "word/comments.xml"]
        for name in ("_rels/.rels", "word/settings.xml", "word/media/图.bin"):
            content = parts[name]
            assert package.read(name) == (
                content if isinstance(content, bytes) else content.encode()
            )


def test_what_stands_around_the_root_stays() -> None:
    parts = parts_of(p(run("甲乙")))
    main = str(parts["word/document.xml"])
    start = main.index("<w:document")
    parts["word/document.xml"] = f"{main[:start]}<?mso x?>{main[start:]}<?end y?>"
    check(zipped(parts), (1, 0, 1))


def test_new_parts_are_declared() -> None:
    made = commented(docx(p(run("甲乙"))), (1, 0, 1)).data
    assert 'PartName="/word/comments.xml"' in part_of(made, "[Content_Types].xml")
    rels = part_of(made, "word/_rels/document.xml.rels")
    assert f'Type="{R}/comments" Target="comments.xml"' in rels


def test_a_document_without_relationships() -> None:
    parts = parts_of(p(run("甲乙")))
    del parts["word/_rels/document.xml.rels"]
    check(zipped(parts), (1, 0, 1))


def test_a_part_of_that_name_which_is_no_comments() -> None:
    parts = parts_of(p(run("甲乙")))
    parts["word/comments.xml"] = "<a/>"
    made = check(zipped(parts), (1, 0, 1))
    assert part_of(made, "word/comments.xml") == "<a/>"


def test_strict() -> None:
    parts = {
        name: content.replace(W, STRICT_W).replace(R, STRICT_R)
        if isinstance(content, str)
        else content
        for name, content in parts_of(p(run("甲乙"))).items()
    }
    made = check(zipped(parts), (1, 0, 1))
    assert f"{STRICT_R}/comments" in part_of(made, "word/_rels/document.xml.rels")
    assert STRICT_W in part_of(made, "word/comments.xml")


def test_no_finding_changes_no_byte() -> None:
    data = docx(p(run("甲乙")))
    assert commented(data).data == data
    assert remove(data).data == data


def test_styles_of_comments_are_used_where_there_are_any() -> None:
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="annotation {name}"/></w:style>'
        for kind, id_, name in (("paragraph", "a8", "text"), ("character", "a7", "reference"))
    )
    made = commented(docx(p(run("甲乙")), styles=part("styles", styles)), (1, 0, 1)).data
    assert '<w:rStyle w:val="a7"/></w:rPr><w:commentReference' in part_of(made)
    assert '<w:pStyle w:val="a8"/>' in part_of(made, "word/comments.xml")


def test_author_and_date() -> None:
    made = commented(docx(p(run("甲乙"))), (1, 0, 1)).data
    (element,) = etree.fromstring(part_of(made, "word/comments.xml").encode())
    names = {etree.QName(name).localname: value for name, value in element.attrib.items()}
    assert names == {"id": "0", "author": "writer-assist", "date": DATE, "initials": "WA"}
    made = annotate(docx(p(run("甲乙"))), "a.docx", At((1, 0, 1))).data
    assert 'w:date="20' in part_of(made, "word/comments.xml")


# --- other people's work -----------------------------------------------------------------------


def others(data: bytes) -> list[tuple[object, ...]]:
    return [tuple(c) for c in read_bytes(data).comments if not c.is_own]


def test_a_second_run_replaces_its_own_comments_only() -> None:
    data = docx(SOURCES["other people's comments"] + p(run("戊己")), comments=COMMENTS)
    first = commented(data, (1, 0, 2), (2, 1, 2))
    second = commented(first.data, (1, 1, 3))
    assert (second.comments, second.removed) == (1, 2)
    assert places(second.data) == [(0, (1, 1, 3))]
    assert others(second.data) == others(data)
    assert second.data == commented(data, (1, 1, 3)).data
    assert canonical(remove(second.data).data) == canonical(data)


def test_ids_are_free() -> None:
    other = COMMENTS.replace('w:id="0"', 'w:id="41"')
    body = p('<w:bookmarkStart w:id="77" w:name="b"/><w:bookmarkEnd w:id="77"/>', run("甲乙"))
    made = commented(docx(body, comments=other), (1, 0, 1), (1, 1, 2)).data
    root = etree.fromstring(part_of(made, "word/comments.xml").encode())
    assert [c.get(f"{{{W}}}id") for c in root] == ["41", "78", "79"]


def test_the_largest_id_is_taken() -> None:
    body = p('<w:bookmarkStart w:id="2147483647" w:name="b"/>', run("甲乙"))
    check(docx(body), (1, 0, 1), (1, 1, 2))


def test_copied_changes_of_formatting_have_ids_of_their_own() -> None:
    made = check(docx(SOURCES["a formatting change"]), (1, 1, 2))
    root = etree.fromstring(part_of(made).encode())
    ids = [e.get(f"{{{W}}}id") for e in root.iter(f"{{{W}}}rPrChange")]
    ids += [e.get(f"{{{W}}}id") for e in root.iter(f"{{{W}}}commentReference")]
    assert len(ids) == len(set(ids)) == 4


W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W16CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"


def test_a_reply_to_our_comment_stays() -> None:
    """As Word saves it: each comment has an entry in parts of Word's own."""
    made = commented(docx(p(run("甲乙"))), (1, 0, 1)).data
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts: dict[str, str | bytes] = {n: package.read(n).decode() for n in package.namelist()}
    reply = f'<w:p w14:paraId="00000002">{run("不改")}</w:p>'
    reply = f'<w:comment w:id="1" w:author="某">{reply}</w:comment>'
    written = str(parts["word/comments.xml"]).replace("<w:p>", '<w:p w14:paraId="0000000A">', 1)
    written = written.replace(
        "<w:comments ", f"<w:comments {NAMESPACES} ".replace(f'xmlns:w="{W}"', "")
    )
    parts["word/comments.xml"] = written.replace("</w:comments>", f"{reply}</w:comments>")
    parts["word/document.xml"] = str(parts["word/document.xml"]).replace(
        "</w:p>", '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    )
    parts["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="0000000A" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="0000000A" w15:done="0"/>'
        "</w15:commentsEx>"
    )
    parts["word/commentsIds.xml"] = (
        f'<c:commentsIds xmlns:c="{W16CID}"><c:commentId c:paraId="0000000A" c:durableId="1F"/>'
        '<c:commentId c:paraId="00000002" c:durableId="2F"/></c:commentsIds>'
    )
    row = '<Relationship Id="{0}" Type="http://x/{0}" Target="{0}.xml"/>'
    rels = "".join(row.format(name) for name in ("commentsExtended", "commentsIds"))
    parts["word/_rels/document.xml.rels"] = str(parts["word/_rels/document.xml.rels"]).replace(
        "</Relationships>", f"{rels}</Relationships>"
    )
    gone = remove(zipped(parts)).data
    (left,) = read_bytes(gone).comments
    assert left.text == "不改"
    extended = part_of(gone, "word/commentsExtended.xml")
    assert "0000000A" not in extended
    assert 'w15:paraId="00000002" w15:done="0"' in extended
    ids = part_of(gone, "word/commentsIds.xml")
    assert "1F" not in ids
    assert "2F" in ids


def test_what_a_person_wrote_in_our_name_elsewhere_is_not_ours() -> None:
    other = COMMENTS.replace("审稿人", "writer-assist 小组")
    data = docx(SOURCES["other people's comments"], comments=other)
    assert remove(data).removed == 0


# --- what is refused ---------------------------------------------------------------------------


def protected(mode: str) -> bytes:
    setting = f'<w:documentProtection w:edit="{mode}" w:enforcement="1"/>'
    return docx(p(run("甲乙")), settings=part("settings", setting))


@pytest.mark.parametrize("mode", ["readOnly", "forms"])
def test_a_protected_document_is_refused(mode: str) -> None:
    with pytest.raises(DocumentError) as error:
        commented(protected(mode), (1, 0, 1))
    assert error.value.reason == module.PROTECTED


@pytest.mark.parametrize("mode", ["comments", "trackedChanges"])
def test_protection_that_allows_comments(mode: str) -> None:
    check(protected(mode), (1, 0, 1))


def test_a_signed_document_is_refused() -> None:
    parts = parts_of(p(run("甲乙")))
    parts["_xmlsignatures/sig1.xml"] = "<a/>"
    with pytest.raises(DocumentError) as error:
        commented(zipped(parts), (1, 0, 1))
    assert error.value.reason == module.SIGNED


def test_odt_is_refused() -> None:
    odt = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT})
    with pytest.raises(DocumentError) as error:
        commented(odt, (1, 0, 0), path="a.odt")
    assert error.value.reason == module.NOT_THIS_FORMAT
    with pytest.raises(DocumentError):
        remove("甲".encode(), "a.txt")


ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:p>甲</text:p></office:text></office:body></office:document-content>"
)


def macros() -> bytes:
    parts = parts_of(p(run("甲乙")))
    types = str(parts["[Content_Types].xml"])
    parts["[Content_Types].xml"] = types.replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    return zipped(parts)


def test_macros_are_kept() -> None:
    made = commented(macros(), (1, 0, 1), path="a.docm")
    assert made.kind == ".docm"
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        assert package.read("word/vbaProject.bin") == b"\xd0\xcf\x11\xe0"


# --- with the real linter ----------------------------------------------------------------------


def test_an_example() -> None:
    data = EXAMPLE.read_bytes()
    made = annotate(data, str(EXAMPLE), Linter().lint, date=DATE)
    assert made.comments == len(made.report.findings) > 30
    document = read_bytes(made.data)
    exact = [
        (f.paragraph, f.start, f.end) for f in made.report.findings if f.story in ("body", "table")
    ]
    own = [(c.first, c.start, c.end) for c in document.comments if c.is_own]
    assert sorted(exact) == sorted(own)[-len(exact) :] or set(exact) <= set(own)
    assert canonical(remove(made.data).data) == canonical(data)


def test_the_linter_is_blind_to_our_comments() -> None:
    data = EXAMPLE.read_bytes()
    lint = Linter().lint
    before = annotate(data, "a.docx", lint, date=DATE)
    after = lint(read_bytes(before.data, "a.docx"))
    own = [f for f in after.findings if f.code == "RV002" and "本程序" in f.message]
    assert len(own) == 1
    assert [f for f in after.findings if f not in own] == list(before.report.findings)
    assert after.suppressed == before.report.suppressed
    again = annotate(before.data, "a.docx", lint, date=DATE)
    assert again.data == before.data
    assert again.report.findings == before.report.findings


def test_a_directive_that_a_comment_quotes_is_none() -> None:
    directive = COMMENTS.replace("核实", "writer-assist: ignore PU001 说明")
    data = docx(SOURCES["other people's comments"], comments=directive)
    lint = Linter(select=("SU",)).lint
    made = annotate(data, "a.docx", lint, date=DATE)
    (unused,) = made.report.findings
    assert unused.code == "SU001"
    assert "writer-assist: ignore PU001" in said(made.data)[0]
    after = lint(read_bytes(made.data, "a.docx"))
    assert [f.message for f in after.findings] == [unused.message]


def test_a_missing_section_is_commented_where_it_belongs() -> None:
    lines = [
        "2024年政协办公室工作总结",
        "一、主要工作",
        "全年开展视察十二次。",
        "二、下一步打算",
        "继续努力。",
    ]
    data = docx("".join(paragraph(line) for line in lines))
    made = annotate(data, "a.docx", Linter(select=("OL",)).lint, date=DATE)
    missing = [f for f in made.report.findings if f.start == f.end]
    assert missing
    own = {(c.first, c.start, c.end) for c in read_bytes(made.data).comments}
    assert {(f.paragraph, f.start, f.end) for f in missing} <= own


def test_text_and_markdown_become_a_docx() -> None:
    made = annotate(
        "关于xx的报告\n\n　　全年办理提案xx件。\n".encode(), "a.txt", Linter(select=("PH",)).lint
    )
    document = read_bytes(made.data)
    found = [document.paragraphs[c.first - 1].text[c.start : c.end] for c in document.comments]
    assert found == [f.text for f in made.report.findings]
    assert len(found) == 2


def test_what_to_do_is_said() -> None:
    data = docx(paragraph("全年开展视察12次,成效显著。"))
    made = annotate(data, "a.docx", Linter(select=("PU",)).lint, date=DATE)
    lines = said(made.data)[0].split("\n")
    assert lines[0].startswith("错误 PU") or lines[0].startswith("警告 PU")
    assert "“，”" in lines[1]
    english = annotate(data, "a.docx", Linter(select=("PU",)).lint, lang="en", date=DATE)
    assert said(english.data)[0].split(" ")[0] in ("error", "warning", "Error", "Warning")


def test_what_xml_cannot_hold_is_shown() -> None:
    def lint(document: Document) -> FileReport:
        f = finding(document, 1, 0, 1)._replace(
            template="{x}", params={"x": "a\x01\ud800\ufffe<&\n乙"}
        )
        return FileReport(document.path, findings=[f])

    made = annotate(docx(p(run("甲乙"))), "a.docx", lint)
    assert said(made.data) == ["错误 PH001 a\\x01\\ud800\\ufffe<&\n乙"]


def test_of_too_many_findings_the_gravest_get_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)

    def lint(document: Document) -> FileReport:
        found = [finding(document, 1, 0, 1, index) for index in range(4)]
        found[0] = found[0]._replace(severity="hint")
        return FileReport(document.path, findings=found)

    made = annotate(docx(p(run("甲乙"))), "a.docx", lint)
    assert (made.comments, made.left_out) == (2, 2)
    assert [text[-1] for text in said(made.data)] == ["1", "2"]


# --- any document ------------------------------------------------------------------------------


def atomic(document: Document, number: int) -> bool:
    """Whether some of a paragraph's text is in what cannot be split."""
    if any(f.kind in ("field", "merge-field") for f in document.paragraphs[number - 1].features):
        return True
    for piece in document.paragraphs[number - 1].pieces:
        run_ = piece.source.getparent()
        if (
            run_ is None
            or etree.QName(run_).localname != "r"
            or (piece.length != 1 and etree.QName(piece.source).localname != "t")
        ):
            return True
        for ancestor in run_.iterancestors():
            name = etree.QName(ancestor).localname
            if name == "p":
                break
            if name in ("r", "AlternateContent", "oMath"):
                return True
    return False


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(bodies, st.data())
def test_any_document(body: str, data: st.DataObject) -> None:
    file = docx(body)
    document = read_bytes(file)
    spans: list[Span] = []
    for _ in range(data.draw(st.integers(0, 5))):
        number = data.draw(st.integers(1, len(document.paragraphs)))
        size = len(document.paragraphs[number - 1].text)
        start = data.draw(st.integers(0, size))
        spans.append((number, start, data.draw(st.integers(start, size))))
    made = commented(file, *spans)
    assert texts(made.data) == texts(file)
    found = dict(places_by_number(made.data))
    assert len(found) + made.left_out == len(spans)
    for index, (number, start, end) in enumerate(spans):
        if document.paragraphs[number - 1].story not in ("body", "table"):
            continue
        if index not in found:
            assert "<w:p" not in body
            continue
        first, begin, last, stop = found[index]
        assert first == last == number
        if not atomic(document, number):
            assert (begin, stop) == (start, end)
        elif start < end:
            assert begin <= start
            assert end <= stop
    assert canonical(remove(made.data).data) == canonical(file)


def places_by_number(data: bytes) -> list[tuple[int, tuple[int, int, int, int]]]:
    return [
        (int(c.text.rpartition("问题")[2]), (c.first, c.start, c.last, c.end))
        for c in read_bytes(data).comments
        if c.is_own
    ]


def test_many_runs_take_linear_time() -> None:
    import time

    def seconds(count: int) -> float:
        data = docx(p(*(run("甲乙") for _ in range(count))))
        spans = [(1, i * 2 + 1, i * 2 + 3) for i in range(0, count - 2, count // 500)]
        begin = time.perf_counter()
        commented(data, *spans)
        return time.perf_counter() - begin

    seconds(1000)
    assert seconds(16000) < 12 * seconds(4000)


# --- corrections as tracked changes --------------------------------------------------------------


class Fixing:
    """A linter that corrects what it is told: paragraph, start, end, new text."""

    def __init__(self, *edits: tuple[int, int, int, str]) -> None:
        self.edits = edits

    def __call__(self, document: Document) -> FileReport:
        found = []
        for index, (number, start, end, text) in enumerate(self.edits):
            stop = min(end, len(document.paragraphs[number - 1].text))
            fix = PlacedFix((PlacedEdit(number, start, end, text),), safe=True)
            found.append(finding(document, number, start, stop, index)._replace(fixes=(fix,)))
        return FileReport(document.path, findings=found)


def tracked(data: bytes, *edits: tuple[int, int, int, str]) -> Annotated:
    return annotate(data, "a.docx", Fixing(*edits), date=DATE, tracked=True)


PLAIN = [
    name
    for name in SOURCES
    if name not in ("a symbol", "an insertion", "a field to fill", "a table of contents")
    and name != "a picture beside"
]


@pytest.mark.parametrize("name", PLAIN)
def test_corrections_are_tracked(name: str) -> None:
    data = docx(SOURCES[name], comments=COMMENTS)
    before = read_bytes(data).paragraphs[0].text
    for start in range(len(before) + 1):
        for end in range(start, len(before) + 1):
            for new in ("", "新", "新 \t字"):
                made = tracked(data, (1, start, end, new))
                if start == end and not new:
                    continue
                if name == "a deletion" and start < 2 < end:
                    assert made.changes == 0  # what somebody deleted there may come back
                    continue
                assert made.changes == 1
                document = read_bytes(made.data)
                assert document.paragraphs[0].text == before[:start] + new + before[end:]
                (comment,) = [c for c in document.comments if c.is_own]
                assert document.paragraphs[0].text[comment.start : comment.end] in (new, "")
                revisions = [r for r in document.revisions if r.author == "writer-assist"]
                removed = "".join(r.text for r in revisions if r.kind == "deletion")
                assert removed == before[start:end].replace("\t", "").replace("\n", "")
                gone = remove(made.data)
                assert canonical(gone.data) == canonical(data)


def test_the_comment_is_on_the_deletion_and_the_insertion() -> None:
    made = tracked(docx(p(run("甲乙丙"))), (1, 1, 2, "新")).data
    root = etree.fromstring(part_of(made).encode())
    (element,) = root.iter(f"{{{W}}}p")
    names = [etree.QName(child).localname for child in element]
    assert names == ["r", "commentRangeStart", "del", "ins", "commentRangeEnd", "r", "r"]
    ids = [e.get(f"{{{W}}}id") for e in element.iter(f"{{{W}}}ins", f"{{{W}}}del")]
    assert ids == ["1", "2"]


@pytest.mark.parametrize("name", ["a field", "a simple field"])
def test_what_is_computed_is_not_corrected(name: str) -> None:
    made = tracked(docx(FIELDS[name]), (1, 1, 2, "新"))
    assert (made.comments, made.changes) == (1, 0)


def test_other_peoples_changes_are_not_corrected() -> None:
    data = docx(SOURCES["an insertion"])
    assert tracked(data, (1, 1, 2, "新")).changes == 0
    assert tracked(data, (1, 0, 1, "新")).changes == 1


def test_of_two_corrections_that_overlap_one_is_tracked() -> None:
    made = tracked(docx(p(run("甲乙丙丁"))), (1, 0, 2, "一"), (1, 1, 3, "二"), (1, 3, 4, "三"))
    assert (made.comments, made.changes) == (3, 2)
    assert read_bytes(made.data).paragraphs[0].text == "一丙三"


def test_joining_paragraphs_is_not_tracked() -> None:
    assert tracked(docx(p(run("甲乙")) + p(run("丙"))), (1, 2, 3, "")).changes == 0


def test_changes_of_a_reviewer_of_that_name_stay() -> None:
    """What `fix --tracked` wrote is no part of the comments."""
    inserted = f'<w:ins w:id="4" w:author="writer-assist">{run("乙")}</w:ins>'
    data = docx(p(run("甲"), inserted))
    assert remove(data).data == data
    made = tracked(data, (1, 0, 1, "新"))
    assert canonical(remove(made.data).data) == canonical(data)


def test_a_document_for_comments_only_gets_no_tracked_changes() -> None:
    with pytest.raises(DocumentError) as error:
        tracked(protected("comments"), (1, 0, 1, "新"))
    assert error.value.reason == module.TRACKED_ONLY


def test_a_second_run_takes_back_its_changes() -> None:
    data = docx(p(run("甲乙丙丁")))
    first = tracked(data, (1, 1, 2, "新")).data
    assert tracked(first, (1, 1, 2, "新")).data == first
    assert commented(first, (1, 0, 1)).data == commented(data, (1, 0, 1)).data


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(bodies, st.data())
def test_any_corrections(body: str, data: st.DataObject) -> None:
    file = docx(body)
    document = read_bytes(file)
    edits: list[tuple[int, int, int, str]] = []
    for _ in range(data.draw(st.integers(0, 5))):
        number = data.draw(st.integers(1, len(document.paragraphs)))
        size = len(document.paragraphs[number - 1].text)
        start = data.draw(st.integers(0, size))
        end = data.draw(st.integers(start, size))
        edits.append((number, start, end, data.draw(st.sampled_from(("", "新", "新字\t")))))
    lint = Fixing(*edits)
    report = lint(document)
    made = annotate(file, "a.docx", lint, date=DATE, tracked=True)
    chosen = chosen_edits(document, report.findings)
    assert made.changes == sum(map(len, chosen.values()))
    expected = texts(file)
    for number, own in chosen.items():
        text = expected[number - 1][2]
        for edit in reversed(own):
            text = text[: edit.start] + edit.text + text[edit.end :]
        expected[number - 1] = (*expected[number - 1][:2], text)
    assert texts(made.data) == expected
    assert not set(order_faults(made.data)) - set(order_faults(file))
    assert not set(id_faults(made.data)) - set(id_faults(file))
    assert canonical(remove(made.data).data) == canonical(file)


# --- in LibreOffice -------------------------------------------------------------------------------


def test_libreoffice_reads_the_same_ranges(tmp_path: Path) -> None:
    needs_soffice()
    # What is deleted LibreOffice shows; in some fields it moves or loses comments (7.4).
    unlike = frozenset(
        (
            *("other people's comments", "a deletion", "a deleted mark", "a field to fill"),
            "a table of contents",
        )
    )
    body = "".join(source for name, source in SOURCES.items() if name not in unlike)
    data = docx(body + "<w:sectPr/>")
    document = read_bytes(data)
    spans = [
        (number, start, end)
        for number, par in enumerate(document.paragraphs, 1)
        for start, end in ((0, 1), (1, 2), (1, len(par.text)), (2, 2))
    ]
    made = check(data, *spans)
    (tmp_path / "a.docx").write_bytes(made)
    other = read_bytes(convert(tmp_path / "a.docx", "fodt", tmp_path).read_bytes())
    found = {
        int(c.text.rpartition("问题")[2]): (
            other.paragraphs[c.first - 1].text[c.start : c.end].replace("\uf0fc", "✓"),
            other.paragraphs[c.first - 1].text[: c.start].replace("\uf0fc", "✓"),
        )
        for c in other.comments
    }
    for index, (number, start, end) in enumerate(spans):
        text = document.paragraphs[number - 1].text
        assert found[index] == (text[start:end], text[:start]), (index, text, start, end)


def test_comments_go_after_another_program_saved_the_file(tmp_path: Path) -> None:
    needs_soffice()
    made = tracked(docx(p(run("甲乙丙丁")) + p(run("戊己"))), (1, 1, 2, "新"), (2, 0, 1, "戊"))
    (tmp_path / "a.docx").write_bytes(made.data)
    saved = convert(tmp_path / "a.docx", "docx", tmp_path).read_bytes()
    assert len(said(saved)) == 2
    gone = remove(saved)
    assert gone.removed == 2
    assert not read_bytes(gone.data).comments
    assert texts(gone.data) == texts(saved)
