"""Make the DOCX files of examples/ from the texts in tools/examples/.

    python tools/make_examples.py

A text has one paragraph a line. A line that begins with ``@`` and a word is something else than
body text::

    @title text          the title                @h1, @h2 text    a heading with a typed number
    @auto1, @auto2 text  a numbered heading       @caption text    a caption above a table
    @row a | b | c       a row of a table         @sign text       the signature
    @date text           the date                 @header text     the page header
    @box text            a text box               % text           a remark, not in the document

Inside a paragraph ``⟪kind|text⟫`` or ``⟪kind:detail|text⟫`` marks what plain text cannot show:
``br`` a manual line break, ``u`` underlined, ``ins`` and ``del`` tracked changes, ``control`` a
content control that shows its placeholder text, ``note`` a footnote.

The files are such as Word writes them for a 公文 (GB/T 9704 page, fonts and line pitch); the same
texts give the same parts, byte for byte.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path(__file__).resolve().parent / "examples"
EXAMPLES = ROOT / "examples"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
OOXML = "application/vnd.openxmlformats-officedocument"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("o", "urn:schemas-microsoft-com:office:office"),
        ("r", R),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("w10", "urn:schemas-microsoft-com:office:word"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("w", W),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
    )
)

STYLE_OF = {
    "title": "a3",
    "h1": "1",
    "h2": "2",
    "auto1": "10",
    "auto2": "20",
    "caption": "a8",
    "sign": "a5",
    "date": "a6",
    "body": "a4",
}
TEXT_WIDTH = 8844  # twips between the margins: 156 mm
REVISION = 'w:author="经办人" w:date="2024-12-20T09:30:00Z"'


class Story:
    """Collects the paragraphs of one document and what they need beside document.xml."""

    def __init__(self) -> None:
        self.body: list[str] = []
        self.header = ""
        self.notes: list[str] = []
        self._rows: list[list[str]] = []
        self._ids = 100

    def line(self, line: str) -> None:
        """Add one line of a source text."""
        kind, _, text = line[1:].partition(" ") if line.startswith("@") else ("body", "", line)
        if kind != "row":
            self.finish_table()
        if kind == "row":
            self._rows.append([cell.strip() for cell in text.split(" | ")])
        elif kind == "header":
            self.header = text
        elif kind == "box":
            self.body.append(self._box(text))
        elif kind == "sign":
            # GB/T 9704 leaves two lines between the body and the signature.
            self.body += [paragraph("", STYLE_OF["body"])] * 2
            self.body.append(paragraph(self.runs(text), STYLE_OF[kind]))
        elif kind in STYLE_OF:
            self.body.append(paragraph(self.runs(text), STYLE_OF[kind]))
            if kind == "title":
                self.body.append(paragraph("", STYLE_OF["body"]))
        else:
            raise ValueError(f"unknown kind of paragraph: @{kind}")

    def runs(self, text: str) -> str:
        """The runs of a paragraph's text, with its marked stretches."""
        parts = []
        plain, _, rest = text.partition("⟪")
        parts.append(run(plain))
        while rest:
            marked, _, rest = rest.partition("⟫")
            head, _, inner = marked.partition("|")
            parts.append(self._marked(head, inner))
            plain, _, rest = rest.partition("⟪")
            parts.append(run(plain))
        return "".join(parts)

    def _marked(self, head: str, text: str) -> str:
        kind, _, detail = head.partition(":")
        self._ids += 1
        if kind == "br":
            return "<w:r><w:br/></w:r>"
        if kind == "u":
            return run(text, underline=True)
        if kind == "ins":
            return f'<w:ins w:id="{self._ids}" {REVISION}>{run(text)}</w:ins>'
        if kind == "del":
            deleted = run(text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
            return f'<w:del w:id="{self._ids}" {REVISION}>{deleted}</w:del>'
        if kind == "control":
            return (
                f'<w:sdt><w:sdtPr><w:alias w:val="{detail}"/><w:tag w:val="{detail}"/>'
                f'<w:id w:val="{self._ids}"/><w:showingPlcHdr/><w:text/></w:sdtPr>'
                f"<w:sdtContent>{run(text, style='a9')}</w:sdtContent></w:sdt>"
            )
        if kind == "note":
            number = len(self.notes) + 1
            self.notes.append(
                f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="aa"/></w:pPr>'
                '<w:r><w:rPr><w:rStyle w:val="ab"/></w:rPr><w:footnoteRef/></w:r>'
                f"{run(' ' + text)}</w:p></w:footnote>"
            )
            return (
                '<w:r><w:rPr><w:rStyle w:val="ab"/></w:rPr>'
                f'<w:footnoteReference w:id="{number}"/></w:r>'
            )
        raise ValueError(f"unknown kind of mark: {kind}")

    def finish_table(self) -> None:
        """Close the table whose rows were added last."""
        if not self._rows:
            return
        rows, self._rows = self._rows, []
        columns = max(map(len, rows))
        # The first column names the rows: it is wider than many others, narrower than one.
        width = TEXT_WIDTH * 2 // 3 if columns == 2 else TEXT_WIDTH // (columns + 1)
        widths = [TEXT_WIDTH - width * (columns - 1)] + [width] * (columns - 1)
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        table = []
        for number, cells in enumerate(rows):
            table.append("<w:tr><w:trPr><w:cantSplit/>")
            table.append("<w:tblHeader/></w:trPr>" if number == 0 else "</w:trPr>")
            for index, cell in enumerate(cells):
                span = columns - len(cells) + 1 if index == len(cells) - 1 else 1
                own = sum(widths[index : index + span])
                merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
                table.append(
                    f'<w:tc><w:tcPr><w:tcW w:w="{own}" w:type="dxa"/>{merged}'
                    '<w:vAlign w:val="center"/></w:tcPr>'
                    + paragraph(self.runs(cell), "ac" if number == 0 else "a7")
                    + "</w:tc>"
                )
            table.append("</w:tr>")
        self.body.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="ad"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
            '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(table)}</w:tbl>"
        )

    def _box(self, text: str) -> str:
        """A text box at the right margin, as Word writes it: a shape, and VML beside it."""
        self._ids += 1
        content = f"<w:txbxContent>{paragraph(self.runs(text), 'a7')}</w:txbxContent>"
        width, height = 2160000, 432000  # EMU: 6 cm × 1.2 cm
        shape = (
            '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
            'relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" '
            'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin">'
            '<wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom="paragraph">'
            f'<wp:posOffset>36000</wp:posOffset></wp:positionV><wp:extent cx="{width}" '
            f'cy="{height}"/><wp:wrapTopAndBottom/><wp:docPr id="{self._ids}" name="文本框 1"/>'
            "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" '
            f'cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            '<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
            f"</wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
            "</a:graphic></wp:anchor>"
        )
        vml = (
            f'<v:shape id="box{self._ids}" style="position:absolute;margin-left:0;margin-top:0;'
            'width:170pt;height:34pt;mso-position-horizontal:right" '
            f'o:spt="202"><v:textbox>{content}</v:textbox></v:shape>'
        )
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{STYLE_OF["body"]}"/></w:pPr><w:r><mc:AlternateContent>'
            f'<mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{vml}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )


def run(text: str, *, style: str = "", underline: bool = False) -> str:
    """A run; "" for no text."""
    if not text:
        return ""
    properties = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + '<w:rFonts w:hint="eastAsia"/>'
        + ('<w:u w:val="single"/>' if underline else "")
    )
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(runs: str, style: str) -> str:
    """A paragraph of a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def part(root: str, content: str) -> str:
    """A part of the package with the root element ``w:root``."""
    return f'{DECLARATION}<w:{root} {NAMESPACES} mc:Ignorable="w14">{content}</w:{root}>'


# --- the parts that are the same in every file --------------------------------------------


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}"/>'


def _style(
    id_: str, name: str, ppr: str = "", rpr: str = "", kind: str = "paragraph", based: str = "a"
) -> str:
    default = (
        ' w:default="1"' if name in ("Normal", "Default Paragraph Font", "Normal Table") else ""
    )
    if not name.isascii():  # Word's own styles have English names in the file
        default = ' w:customStyle="1"'
    basis = "" if default.startswith(" w:default") or not based else f'<w:basedOn w:val="{based}"/>'
    ppr = ppr and f"<w:pPr>{ppr}</w:pPr>"
    rpr = rpr and f"<w:rPr>{rpr}</w:rPr>"
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{id_}"><w:name w:val="{name}"/>{basis}'
        f"<w:qFormat/>{ppr}{rpr}</w:style>"
    )


_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_HEADING = "<w:keepNext/>{number}" + _INDENT + '<w:outlineLvl w:val="{level}"/>'
_NUMBER = '<w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="1"/></w:numPr>'
_CELL = (
    '<w:snapToGrid w:val="0"/><w:spacing w:before="60" w:after="60" w:line="360" '
    'w:lineRule="exact"/><w:jc w:val="center"/>'
)
_SMALL = '<w:sz w:val="24"/><w:szCs w:val="24"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

STYLES = part(
    "styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
    'w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    + _style(
        "a",
        "Normal",
        '<w:widowControl w:val="0"/><w:spacing w:line="579" w:lineRule="exact"/>'
        '<w:jc w:val="both"/>',
        # 28 characters of 16 pt in 156 mm: each a quarter of a point closer.
        '<w:spacing w:val="-5"/><w:sz w:val="32"/><w:szCs w:val="32"/>',
    )
    + "".join(
        _style(
            f"{level}{suffix}",
            f"heading {level}" if not suffix else f"自动编号标题 {level}",
            _HEADING.format(number=_NUMBER.format(level - 1) if suffix else "", level=level - 1),
            _fonts(font),
        )
        for level, font in ((1, "黑体"), (2, "楷体_GB2312"))
        for suffix in ("", "0")
    )
    + _style("a0", "Default Paragraph Font", kind="character")
    + _style("a1", "Normal Table", kind="table")
    + _style(
        "a3",
        "Title",
        '<w:snapToGrid w:val="0"/><w:spacing w:line="660" w:lineRule="exact"/>'
        '<w:jc w:val="center"/>',
        _fonts("方正小标宋简体") + '<w:sz w:val="44"/><w:szCs w:val="44"/>',
    )
    + _style("a4", "Body Text First Indent", _INDENT)
    + _style("a5", "Signature", '<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>')
    + _style("a6", "Date", '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>')
    + _style("a7", "表格正文", _CELL, _SMALL)
    + _style("ac", "表格标题", _CELL, _fonts("黑体") + _SMALL)
    + _style(
        "a8",
        "caption",
        '<w:keepNext/><w:jc w:val="center"/>',
        _fonts("黑体") + '<w:sz w:val="28"/><w:szCs w:val="28"/>',
    )
    + _style(
        "a9", "Placeholder Text", rpr='<w:color w:val="808080"/>', kind="character", based="a0"
    )
    + _style(
        "aa",
        "footnote text",
        '<w:snapToGrid w:val="0"/><w:spacing w:line="320" w:lineRule="exact"/>',
        '<w:sz w:val="21"/><w:szCs w:val="21"/>',
    )
    + _style(
        "ab",
        "footnote reference",
        rpr='<w:vertAlign w:val="superscript"/>',
        kind="character",
        based="a0",
    )
    + _style(
        "ae",
        "header",
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
        _fonts("宋体") + '<w:sz w:val="18"/><w:szCs w:val="18"/>',
    )
    + _style(
        "af",
        "footer",
        '<w:spacing w:line="240" w:lineRule="auto"/>',
        _fonts("宋体") + '<w:sz w:val="28"/><w:szCs w:val="28"/>',
    )
    + '<w:style w:type="table" w:styleId="ad"><w:name w:val="Table Grid"/><w:basedOn w:val="a1"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr></w:style>",
)

NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        f'<w:pStyle w:val="{style}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{_INDENT}</w:pPr></w:lvl>'
        for level, style, text in ((0, "10", "%1、"), (1, "20", "（%2）"))
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)

SETTINGS = part(
    "settings",
    '<w:zoom w:percent="100"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="579"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>{notes}<w:compat>'
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
)
_NOTE_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)
_NOTE_SETTINGS = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'


def footer(side: str) -> str:
    """A footer with the page number between dashes, on the side that the page opens to."""
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        "<w:r><w:t>1</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return part(
        "ftr",
        f'<w:p><w:pPr><w:pStyle w:val="af"/>{indent}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{field}'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>',
    )


# --- the package --------------------------------------------------------------------------


def relationships(rows: Iterable[tuple[str, str]]) -> str:
    """A .rels part; a row is the relationship's type and target."""
    body = "".join(
        f'<Relationship Id="rId{number}" Type="{type_}" Target="{target}"/>'
        for number, (type_, target) in enumerate(rows, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{REL}">{body}</Relationships>'


def make_parts(source: str) -> dict[str, str]:
    """The parts of the DOCX that a source text describes, by name."""
    story = Story()
    for line in source.splitlines():
        if line and not line.startswith("%"):
            story.line(line)
    story.finish_table()

    names = ["styles", "settings", "numbering", "footer1", "footer2"]
    contents = {
        "styles": STYLES,
        "settings": SETTINGS.replace("{notes}", _NOTE_SETTINGS if story.notes else ""),
        "numbering": NUMBERING,
        "footer1": footer("right"),
        "footer2": footer("left"),
    }
    if story.notes:
        names.append("footnotes")
        contents["footnotes"] = part("footnotes", _NOTE_SEPARATORS + "".join(story.notes))
    if story.header:
        names.append("header1")
        contents["header1"] = part("hdr", paragraph(run(story.header), "ae"))
    rows = [(f"{R}/{name.rstrip('12')}", f"{name}.xml") for name in names]
    ids = {name: f"rId{number}" for number, name in enumerate(names, 1)}
    references = "".join(
        f'<w:headerReference w:type="{type_}" r:id="{ids["header1"]}"/>'
        for type_ in ("default", "even")
        if story.header
    )
    section = (
        f'<w:sectPr>{references}<w:footerReference w:type="default" r:id="{ids["footer1"]}"/>'
        f'<w:footerReference w:type="even" r:id="{ids["footer2"]}"/>'
        # A4, margins and 22 lines of 28 characters: GB/T 9704-2012, 5.1 and 5.2.
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" '
        'w:left="1588" w:header="851" w:footer="1304" w:gutter="0"/><w:cols w:space="425"/>'
        '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )
    body = "".join(story.body)
    title = next((li[7:] for li in source.splitlines() if li.startswith("@title ")), "")
    title = title.replace("⟪br|⟫", "")
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="{OOXML}.wordprocessingml.{name.rstrip("12")}+xml"/>'
        for name in names
    )
    return {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" '
            f'ContentType="{OOXML}.wordprocessingml.document.main+xml"/>{overrides}'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": relationships(
            [
                (f"{R}/officeDocument", "word/document.xml"),
                (
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                    "core-properties",
                    "docProps/core.xml",
                ),
            ]
        ),
        "word/document.xml": part("document", f"<w:body>{body}{section}</w:body>"),
        "word/_rels/document.xml.rels": relationships(rows),
        **{f"word/{name}.xml": contents[name] for name in names},
        "docProps/core.xml": (
            f"{DECLARATION}<cp:coreProperties xmlns:cp="
            '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title)}</dc:title><dcterms:created "
            'xsi:type="dcterms:W3CDTF">2024-12-20T09:00:00Z</dcterms:created></cp:coreProperties>'
        ),
    }


def write_docx(path: Path, parts: dict[str, str]) -> None:
    """Write the parts as a package with fixed dates."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, content.encode())


def sources() -> dict[Path, Path]:
    """Each source text and the DOCX that is made from it."""
    return {
        source: EXAMPLES / source.parent.name / f"{source.stem}.docx"
        for source in sorted(SOURCES.glob("*/*.txt"))
    }


def main() -> int:
    """Make every DOCX of examples/."""
    for source, target in sources().items():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_docx(target, make_parts(source.read_text("utf-8")))
        print(target.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
