"""Templates made of raw XML, and docxtpl's own result for comparison."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

from tests.document.docx.builders import CONTENT_TYPES, paragraph, parts_of, zipped
from writer_assist.template.environment import environment

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_REL = (
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
    'metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
)
SECTION = (
    '<w:sectPr>{}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474"'
    ' w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>'
)
FONT = '<w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>'


def core(title: str) -> str:
    """docProps/core.xml with a title."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>拟稿人</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-02T03:04:05Z</dcterms:created>'
        "</cp:coreProperties>"
    )


def template(body: str, title: str = "", /, **parts: str) -> bytes:
    """A DOCX with this body and a section; ``parts`` as in :func:`parts_of`."""
    references = "".join(
        f'<w:{name.rstrip("0123456789")}Reference w:type="default" r:id="{name}"/>'
        for name in parts
        if name.startswith(("header", "footer"))
    )
    made = parts_of(body + SECTION.format(references), **parts)
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="{_WORD}.{name.rstrip("0123456789")}+xml"/>'
        for name in parts
    )
    if title:
        made["docProps/core.xml"] = core(title)
        rels = str(made["_rels/.rels"])
        made["_rels/.rels"] = rels.replace("</Relationships>", _CORE_REL)
        overrides += f'<Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/>'
    made["[Content_Types].xml"] = CONTENT_TYPES.format(overrides=overrides)
    return zipped(made)


def lines(*texts: str) -> str:
    """Paragraphs, a text each."""
    return "".join(paragraph(text, run=FONT) for text in texts)


def split(*pieces: str) -> str:
    """A paragraph whose text Word has split over runs."""
    runs = "".join(
        f'<w:r><w:rPr>{FONT}</w:rPr><w:t>{piece}</w:t></w:r><w:proofErr w:type="spellEnd"/>'
        for piece in pieces
    )
    return f"<w:p>{runs}</w:p>"


def cell(text: str, properties: str = "") -> str:
    """A table cell with a paragraph."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{lines(text)}</w:tc>'
    )


def row(*cells: str) -> str:
    """A table row."""
    return f"<w:tr>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def table(columns: int, *rows: str) -> str:
    """A table with a grid of so many columns."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def by_docxtpl(data: bytes, values: Mapping[str, Any]) -> bytes:
    """What a new DocxTemplate makes of it."""
    made = DocxTemplate(io.BytesIO(data))
    made.render(dict(values), environment())
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package, XML in canonical form."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
    return {
        name: etree.tostring(etree.fromstring(content), method="c14n")
        if name.endswith((".xml", ".rels"))
        else content
        for name, content in found.items()
    }


def text(data: bytes, name: str = "word/document.xml") -> str:
    """The text of a part, a line a paragraph."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(name))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    marks = {f"{space}br": "\n", f"{space}tab": "\t"}
    return "\n".join(
        "".join(marks.get(str(node.tag), node.text or "") for node in p.iter(*marks, f"{space}t"))
        for p in root.iter(f"{space}p")
    )


def xml(data: bytes, name: str = "word/document.xml") -> str:
    """A part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()
