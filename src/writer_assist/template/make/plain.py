"""A draft of plain text or Markdown as a DOCX: one paragraph a line, in the looks of GB/T 9704.

Sizes and margins are those of GB/T 9704-2012, 5.2 and 6.1: A4, margins 37, 26, 35 and 28 mm, text
of size 3 (16 pt) 仿宋, 22 lines a page; first-level headings 黑体, second-level 楷体, the title
小标宋 of size 2 (22 pt), centred.
"""

# ruff: noqa: E501 - names of XML
from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from writer_assist.document.model import Paragraph

from ..zipped import archive, packed

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.styles+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_MAIN = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
)


def _style(id_: str, name: str, paragraph: str, run: str, *, default: bool = False) -> str:
    flag = ' w:default="1"' if default else ""
    based = "" if default else '<w:basedOn w:val="a"/><w:next w:val="a"/>'
    return (
        f'<w:style w:type="paragraph"{flag} w:styleId="{id_}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _fonts(east: str) -> str:
    return (
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{east}" '
        'w:cs="Times New Roman"/>'
    )


_STYLES = (
    f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts('仿宋_GB2312')}"
    '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    + _style(
        "a", "Normal",
        '<w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>'
        '<w:jc w:val="both"/>', "", default=True,
    )
    + _style(
        "a3", "Title", '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>',
        f'{_fonts("方正小标宋简体")}<w:sz w:val="44"/><w:szCs w:val="44"/>',
    )
    + _style("1", "heading 1", '<w:outlineLvl w:val="0"/>', _fonts("黑体"))
    + _style("2", "heading 2", '<w:outlineLvl w:val="1"/>', _fonts("楷体_GB2312"))
    + "</w:styles>"
)  # fmt: skip
_SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" '
    'w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def as_docx(paragraphs: Sequence[Paragraph]) -> bytes:
    """A DOCX with these paragraphs, one each, nothing added; the same bytes each time."""
    first = next((p for p in paragraphs if p.text.strip()), None)
    body = []
    for paragraph in paragraphs:
        text = paragraph.text.strip(" \u3000\t")
        style = ""
        if paragraph is first and len(text) <= 60 and "。" not in text:
            style = "a3"
        elif paragraph.level in (1, 2) and "。" not in text and len(text) <= 40:
            style = str(paragraph.level)
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        body.append(f"<w:p>{properties}{_runs(text)}</w:p>")
    document = f"{_HEAD}<w:document {_W}><w:body>{''.join(body)}{_SECTION}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": _TYPES, "_rels/.rels": _ROOT, "word/document.xml": document,
        "word/_rels/document.xml.rels": _MAIN, "word/styles.xml": _STYLES,
    }  # fmt: skip
    return archive((name, packed(text.encode())) for name, text in parts.items())


def _runs(text: str) -> str:
    """The run of a line: control characters, which XML cannot hold, go."""
    clean = "".join(c for c in text if c in "\t\n\v" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF
                                                         and ord(c) not in (0xFFFE, 0xFFFF)))  # fmt: skip
    if not clean:
        return ""
    parts = escape(clean).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    for line_break in "\n\v":
        parts = parts.replace(line_break, '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:t xml:space="preserve">{parts}</w:t></w:r>'
