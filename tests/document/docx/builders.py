"""DOCX files made of raw XML: small ones for one feature, and ones as Word writes them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("wpc", "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("o", "urn:schemas-microsoft-com:office:office"),
        ("r", R),
        ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("wp14", "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("w10", "urn:schemas-microsoft-com:office:word"),
        ("w", W),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("w15", "http://schemas.microsoft.com/office/word/2012/wordml"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
    )
)

CONTENT_TYPES = (
    DECLARATION + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "{overrides}</Types>"
)


def relationships(*rows: tuple[str, str, str], namespace: str = R, mode: str = "") -> str:
    """A .rels part; a row is id, type (its last word) and target."""
    body = "".join(
        f'<Relationship Id="{id_}" Type="{namespace}/{type_}" Target="{target}"{mode}/>'
        for id_, type_, target in rows
    )
    return f'{DECLARATION}<Relationships xmlns="{REL}">{body}</Relationships>'


def document(body: str) -> str:
    """document.xml with the namespaces that Word declares."""
    return (
        f'{DECLARATION}<w:document {NAMESPACES} mc:Ignorable="w14 w15 wp14">'
        f"<w:body>{body}</w:body></w:document>"
    )


def part(root: str, body: str) -> str:
    """A part with root element ``w:root``."""
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{body}</w:{root}>"


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """One paragraph with one run; ``properties`` go in w:pPr, ``run`` in w:rPr."""
    properties = properties and f"<w:pPr>{properties}</w:pPr>"
    run = run and f"<w:rPr>{run}</w:rPr>"
    content = f'<w:r>{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{properties}{content}</w:p>"


_PART_TYPES = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "settings": "settings",
    "header": "header",
    "footer": "footer",
}


def zipped(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a ZIP, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, compression)
    return buffer.getvalue()


def parts_of(body: str, /, **parts: str) -> dict[str, str | bytes]:
    """The parts of a document; ``parts`` are whole further parts by name.

    The name without trailing digits says the type: ``header1=part("hdr", …)`` becomes
    word/header1.xml with relationship id "header1".
    """
    rows = [(name, _PART_TYPES[name.rstrip("0123456789")], f"{name}.xml") for name in parts]
    return {
        "[Content_Types].xml": CONTENT_TYPES.format(overrides=""),
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": relationships(*rows),
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }


def docx(body: str, /, **parts: str) -> bytes:
    """A DOCX with this body; see :func:`parts_of`."""
    return zipped(parts_of(body, **parts))


# --- as Word writes it --------------------------------------------------------------------

_SENTENCES = (
    "围绕全县中心工作组织委员开展专题调研，形成调研报告并报送有关部门。",
    "健全提案办理协商机制，推动承办单位与提案者当面沟通。",
    "坚持每季度召开一次例会，通报工作进展，听取意见建议。",
    "加强委员学习培训，提高履职能力和服务水平。",
    "全年共收集社情民意信息四十二条，编发二十六期。",
    "同时也要看到，调研成果转化还不够充分，联系界别群众还不够经常。",
)
_RUN = (
    '<w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"{hint}/>'
    '<w:sz w:val="32"/><w:szCs w:val="32"/>'
)
_HEADING_RUN = (
    '<w:rFonts w:ascii="黑体" w:eastAsia="黑体" w:hAnsi="黑体" w:hint="eastAsia"/>'
    '<w:sz w:val="32"/><w:szCs w:val="32"/>'
)


def _word_run(text: str, properties: str, rsid: str) -> str:
    return f'<w:r w:rsidR="{rsid}"><w:rPr>{properties}</w:rPr><w:t>{escape(text)}</w:t></w:r>'


def _word_paragraph(rng: random.Random, text: str, style: str, heading: bool) -> str:
    rsids = [f"00{rng.randrange(16**6):06X}" for _ in range(3)]
    properties = (_HEADING_RUN if heading else _RUN).replace("{hint}", "")
    hinted = _HEADING_RUN if heading else _RUN.replace("{hint}", ' w:hint="eastAsia"')
    runs = []
    start = 0
    while start < len(text):
        # Word splits runs at every editing session and at each change of script.
        end = min(len(text), start + rng.choice((9, 20, 32, 48, 64)))
        runs.append(_word_run(text[start:end], rng.choice((properties, hinted)), rsids[1]))
        if rng.random() < 0.05:
            runs.append('<w:proofErr w:type="gramStart"/><w:proofErr w:type="gramEnd"/>')
        start = end
    style = style and f'<w:pStyle w:val="{style}"/>'
    return (
        f'<w:p w14:paraId="{rng.randrange(2**31):08X}" w14:textId="77777777" '
        f'w:rsidR="{rsids[0]}" w:rsidRDefault="{rsids[1]}" w:rsidP="{rsids[2]}"><w:pPr>{style}'
        '<w:widowControl/><w:spacing w:line="560" w:lineRule="exact"/>'
        '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="left"/>'
        f"<w:rPr>{properties}</w:rPr></w:pPr>{''.join(runs)}</w:p>"
    )


_LATENT = "".join(
    f'<w:lsdException w:name="Latent Style Number {n}" w:semiHidden="1" w:uiPriority="99" '
    'w:unhideWhenUsed="1" w:qFormat="1"/>'
    for n in range(215)
)


def _style(id_: str, name: str, properties: str = "", kind: str = "paragraph") -> str:
    default = ' w:default="1"' if name == "Normal" else ""
    based = "" if default or kind != "paragraph" else '<w:basedOn w:val="a"/><w:next w:val="a"/>'
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{id_}"><w:name w:val="{name}"/>{based}'
        f'<w:uiPriority w:val="9"/><w:qFormat/><w:rsid w:val="00A77427"/>{properties}</w:style>'
    )


def word_styles() -> str:
    """styles.xml as Word's Chinese edition writes it: 30 KB, most of it latent styles."""
    fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>'
    heading = (
        "<w:pPr><w:keepNext/><w:keepLines/>"
        '<w:spacing w:before="340" w:after="330" w:line="578" w:lineRule="auto"/>'
        '<w:outlineLvl w:val="{}"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="32"/></w:rPr>'
    )
    styles = [
        _style("a", "Normal", '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>'),
        *(_style(str(n), f"heading {n}", heading.format(n - 1)) for n in range(1, 10)),
        _style("a0", "Default Paragraph Font", kind="character"),
        _style("a3", "header", '<w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="center"/></w:pPr>'),
        _style("a4", "footer", '<w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr>'),
        _style("a5", "Title", '<w:pPr><w:jc w:val="center"/></w:pPr>'),
        _style("a6", "Normal (Web)"),
        _style("a7", "Hyperlink", '<w:rPr><w:u w:val="single"/></w:rPr>', kind="character"),
    ]
    return part(
        "styles",
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:count="376">'
        f"{_LATENT}</w:latentStyles>{''.join(styles)}",
    )


_FOOTER = (
    '<w:sdt><w:sdtPr><w:id w:val="-1769616900"/><w:docPartObj>'
    '<w:docPartGallery w:val="Page Numbers (Bottom of Page)"/><w:docPartUnique/></w:docPartObj>'
    '</w:sdtPr><w:sdtContent><w:p w:rsidR="00A77427" w:rsidRDefault="00A77427"><w:pPr>'
    '<w:pStyle w:val="a4"/><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t>'
    '</w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE   \\* MERGEFORMAT'
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:noProof/>'
    '<w:lang w:val="zh-CN"/></w:rPr><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    '<w:p w:rsidR="00A77427" w:rsidRDefault="00A77427"><w:pPr><w:pStyle w:val="a4"/></w:pPr></w:p>'
)
_SECTION = (
    '<w:sectPr w:rsidR="00A77427"><w:headerReference w:type="default" r:id="header1"/>'
    '<w:footerReference w:type="default" r:id="footer1"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" '
    'w:left="1588" w:header="851" w:footer="992" w:gutter="0"/><w:cols w:space="425"/>'
    '<w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
)
_SEPARATORS = (
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:{0}>"
)
_FILLER = "<x>" + "".join(f"<y n='{n * 7919 % 1000}'/>" for n in range(400)) + "</x>"


def word_like(
    characters: int = 3000, *, seed: int = 1, texts: Sequence[str] | None = None
) -> bytes:
    """A summary as Word writes it, of about so many characters (54 KB of XML for 3,000)."""
    rng = random.Random(seed)
    if texts is None:
        made = ["县政协办公室年度工作总结"]
        total = 0
        while total < characters:
            made.append(f"{'一二三四五六七八九十'[len(made) // 7 % 10]}、主要工作")
            for _ in range(6):
                text = "".join(rng.choices(_SENTENCES, k=rng.choice((1, 2, 3, 4))))
                total += len(text)
                made.append(text)
        texts = made
    body = "".join(
        _word_paragraph(rng, text, "1" if text.endswith("主要工作") else "", len(text) < 20)
        for text in texts
    )
    content = parts_of(
        body + _SECTION,
        styles=word_styles(),
        footnotes=part("footnotes", _SEPARATORS.format("footnote")),
        endnotes=part("endnotes", _SEPARATORS.format("endnote")),
        header1=part("hdr", '<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr></w:p>'),
        footer1=part("ftr", _FOOTER),
    )
    for name in ("word/settings.xml", "word/theme/theme1.xml", "word/fontTable.xml"):
        content[name] = DECLARATION + _FILLER
    content["docProps/app.xml"] = content["docProps/core.xml"] = DECLARATION + "<Properties/>"
    return zipped(content)
