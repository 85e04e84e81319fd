"""What Word demands of WordprocessingML, as far as it is easily got wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# ISO/IEC 29500-1, Annex A: children in the order of the schema.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings",
    "pBdr": "top left bottom right between bar",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "tr": "tblPrEx trPr tc",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr "
    "trPr tcPr tblStylePr",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "settings": "writeProtection view zoom defaultTabStop evenAndOddHeaders "
    "drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl compat "
    "themeFontLang decimalSymbol listSeparator",
}


def faults(data: bytes) -> list[str]:
    """What is wrong with a DOCX; in words."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name) for name in archive.namelist()}
    if len(parts) != len(archive.namelist()):
        found.append("a part is there twice")
    trees = {name: etree.fromstring(part) for name, part in parts.items()
             if name.endswith((".xml", ".rels"))}  # fmt: skip
    found += _package(trees)
    styles = trees["word/styles.xml"].findall(f"{W}style")
    ids = [style.get(f"{W}styleId") for style in styles]
    names = [str(name.get(f"{W}val")).lower() for style in styles
             for name in style.findall(f"{W}name")]  # fmt: skip
    for kind, given in (("id", ids), ("name", names)):
        if len(set(given)) != len(given):
            found.append(f"a style's {kind} is there twice")
    for name, tree in trees.items():
        found += [f"{name}: {fault}" for fault in _tree(tree, set(ids))]
    return found


def _package(trees: Mapping[str, etree._Element]) -> list[str]:
    found = []
    types = {each.get("PartName"): each.get("ContentType") for each in trees["[Content_Types].xml"]}
    found += [
        f"{name} has no type of its own"
        for name in trees
        if name.endswith(".xml") and name[0] != "[" and f"/{name}" not in types
    ]
    rels = {each.get("Id"): each for each in trees["word/_rels/document.xml.rels"]}
    if len(rels) != len(trees["word/_rels/document.xml.rels"]):
        found.append("a relationship is there twice")
    for key, each in rels.items():
        target = str(each.get("Target"))
        if not target.startswith("media/") and f"word/{target}" not in trees:
            found.append(f"{key} leads nowhere")
    for element in trees["word/document.xml"].iter():
        given = element.get(f"{R}id")
        if given is not None and given not in rels:
            found.append(f"{given} is no relationship")
    return found


def _tree(tree: etree._Element, styles: set[str | None]) -> list[str]:
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith(W):
            continue
        name = element.tag.removeprefix(W)
        if name in ORDER:
            order = ORDER[name].split()
            children = [str(child.tag).removeprefix(W) for child in element]
            places = [order.index(child) if child in order else -1 for child in children]
            if -1 in places or places != sorted(places):
                found.append(f"{name}: {children}")
        style = element.get(f"{W}val")
        if name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next") and style not in styles:
            found.append(f"no style {style}")
        if name == "tc" and (not len(element) or element[-1].tag != f"{W}p"):
            found.append("a cell does not end with a paragraph")
        if name == "tbl":
            found += _table(element)
    return found


def _table(table: etree._Element) -> list[str]:
    following = table.getnext()
    found = []
    if following is None or following.tag == f"{W}sectPr":
        found.append("no paragraph behind a table")
    rows = table.findall(f"{W}tr")
    if not rows:
        found.append("a table without rows")
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    for row in rows:
        spans = [
            int(str(cell.xpath("string(w:tcPr/w:gridSpan/@w:val)", namespaces={"w": W[1:-1]})) or 1)
            for cell in row.findall(f"{W}tc")
        ]
        if sum(spans) != columns:
            found.append(f"a row of {spans} in a table of {columns}")
    return found
