"""What a DOCX says of itself, and the files that it names."""

from __future__ import annotations

import pytest

from tests.document.docx.builders import (
    DECLARATION,
    R,
    docx,
    paragraph,
    part,
    parts_of,
    relationships,
    word_like,
    zipped,
)
from tests.document.docx.test_reader import field, run
from writer_assist.document.docx.reader import read_docx
from writer_assist.document.model import Document, Link

CORE = (
    DECLARATION + "<cp:coreProperties "
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>甲某'
    "</dc:creator><cp:lastModifiedBy> 乙某 </cp:lastModifiedBy><cp:keywords/><cp:revision>2"
    "</cp:revision></cp:coreProperties>"
)
APP = (
    DECLARATION + "<Properties "
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Template>Normal.dotm</Template><Company>某县某局</Company><Manager></Manager></Properties>"
)
EXTERNAL = ' TargetMode="External"'


def made(
    body: str = paragraph("甲"), settings: str = "", rels: str = "", **others: str | bytes
) -> Document:
    parts = parts_of(body, settings=part("settings", settings))
    if rels:
        old = str(parts["word/_rels/document.xml.rels"])
        parts["word/_rels/document.xml.rels"] = old.replace("</Rel", rels + "</Rel", 1)
    for name, content in others.items():
        parts[name.replace("__", "/") + ".xml"] = content
    return read_docx(zipped(parts), "a.docx")


def link(id_: str, type_: str, target: str) -> str:
    return f'<Relationship Id="{id_}" Type="{R}/{type_}" Target="{target}" TargetMode="External"/>'


def test_core_and_extended_properties() -> None:
    document = made(docProps__core=CORE.format(title="总结"), docProps__app=APP)
    assert document.properties == {
        "title": "总结",
        "creator": "甲某",
        "lastModifiedBy": "乙某",
        "Template": "Normal.dotm",
        "Company": "某县某局",
    }


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("甲 &amp; 乙", "甲 & 乙"),
        ("<![CDATA[甲 & 乙]]>", "甲 & 乙"),
        ("<!-- 注 -->甲", "甲"),
        ("", None),
        ("甲" * 5000, "甲" * 1000),
    ],
)
def test_odd_ways_to_write_a_title(written: str, title: str | None) -> None:
    properties = made(docProps__core=CORE.format(title=written)).properties
    assert properties.get("title") == title
    assert properties["creator"] == "甲某"


def test_another_encoding() -> None:
    data = CORE.format(title="总结").replace("UTF-8", "UTF-16").encode("utf-16")
    assert made(docProps__core=data).properties["title"] == "总结"


def test_parts_under_other_names() -> None:
    parts = parts_of(paragraph("甲"))
    rows = [
        f'<Relationship Id="{type_}" Type="{base}/{type_}" Target="{target}"/>'
        for base, type_, target in (
            (R, "officeDocument", "word/document.xml"),
            ("http://purl.oclc.org/x", "extendedProperties", "my/app2.xml"),
            ("http://schemas.openxmlformats.org/x/metadata", "core-properties", "/my/core2.xml"),
        )
    ]
    parts["_rels/.rels"] = relationships().replace("</Rel", "".join(rows) + "</Rel", 1)
    parts["my/app2.xml"], parts["my/core2.xml"] = APP, CORE.format(title="总结")
    properties = read_docx(zipped(parts)).properties
    assert (properties["title"], properties["Company"]) == ("总结", "某县某局")


def test_custom_properties() -> None:
    rows = f'<Relationship Id="c" Type="{R}/custom-properties" Target="docProps/custom.xml"/>'
    parts = parts_of(paragraph("甲"))
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("</Rel", rows + "</Rel", 1)
    parts["docProps/custom.xml"] = (
        f'{DECLARATION}<Properties xmlns="x" xmlns:vt="y"><property name="文号"><vt:lpwstr>一号'
        "</vt:lpwstr></property><property><vt:i4>1</vt:i4></property></Properties>"
    )
    assert read_docx(zipped(parts)).properties == {"custom:文号": "一号"}


@pytest.mark.parametrize("content", ["", "<a>", "<!DOCTYPE a><a/>", "\x00\x01", "<a/>", "</a>"])
def test_damaged_parts_say_nothing(content: str) -> None:
    assert made(docProps__core=content, docProps__app=content).properties == {}
    assert read_docx(docx(paragraph("甲"), settings=content)).properties == {}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("<w:trackRevisions/>", {"trackRevisions": "true"}),
        ('<w:trackRevisions w:val="true"/>', {"trackRevisions": "true"}),
        ('<w:trackRevisions w:val="0"/>', {}),
        ("<w:doNotTrackMoves/>", {}),
        (
            '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>',
            {"documentProtection": "readOnly"},
        ),
        ('<w:documentProtection w:edit="forms" w:enforcement="0"/>', {}),
        ('<w:documentProtection w:edit="forms"/>', {}),
        (
            "<w:trackRevisions/>" + '<w:rsid w:val="00A77427"/>' * 3000,
            {"trackRevisions": "true"},
        ),
    ],
)
def test_settings(settings: str, expected: dict[str, str]) -> None:
    assert made(settings=settings).properties == expected


def test_a_document_as_word_writes_it() -> None:
    document = read_docx(word_like())
    assert (document.properties, list(document.links)) == ({}, [])


def test_links_and_where_they_stand() -> None:
    rels = (
        link("a", "hyperlink", "https://example.com/")
        + link("b", "image", r"file:///D:\图\1.png")
        + link("c", "oleObject", r"\\server\表.xlsx")
    )
    body = (
        paragraph("甲")
        + f'<w:p><w:hyperlink r:id="a">{run("乙")}</w:hyperlink></w:p>'
        + '<w:p><w:r><w:drawing><a:blip r:link="b"/></w:drawing></w:r></w:p>'
    )
    assert list(made(body, rels=rels).links) == [
        Link("object", 0, r"\\server\表.xlsx"),
        Link("hyperlink", 2, "https://example.com/"),
        Link("picture", 3, r"file:///D:\图\1.png"),
    ]


def test_template_and_fields_that_reach_out() -> None:
    parts = parts_of(
        f"<w:p>{field(r'INCLUDETEXT D:/a.docx', run('甲'))}</w:p>",
        settings=part("settings", '<w:attachedTemplate r:id="t"/>'),
    )
    parts["word/_rels/settings.xml.rels"] = relationships(
        ("t", "attachedTemplate", "file:///C:/Users/x/公文.dotx"), mode=EXTERNAL
    )
    assert list(read_docx(zipped(parts)).links) == [
        Link("field", 0, "INCLUDETEXT D:/a.docx"),
        Link("template", 0, "file:///C:/Users/x/公文.dotx"),
    ]


def test_damaged_relationships_name_nothing() -> None:
    parts = parts_of(paragraph("甲"))
    parts["word/_rels/header9.xml.rels"] = "<a"
    assert list(read_docx(zipped(parts)).links) == []
    parts["word/_rels/document.xml.rels"] = relationships(
        ("a", "hyperlink", "https://example.com/"), mode=EXTERNAL
    )
    assert [x.target for x in read_docx(zipped(parts)).links] == ["https://example.com/"]
