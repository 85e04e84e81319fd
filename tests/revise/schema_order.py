"""Whether WordprocessingML has its elements in the order of the schema (ISO/IEC 29500-1, Annex A;
transitional: 29500-4), and its ids only once. For any DOCX, ours or another's: what was wrong
before may stay wrong, so compare what is found in the result with what is found in the input."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

_BORDERS = "top left start bottom right end insideH insideV tl2br tr2bl"
_LOOK = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    # The mark of a paragraph has its tracked changes in front (CT_ParaRPr).
    "rPr": f"ins del moveFrom moveTo {_LOOK}",
    "numPr": "ilvl numId numberingChange ins",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings sectPrChange",
    "tbl": "tblPr tblGrid",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription tblPrChange",
    "tblBorders": _BORDERS,
    "tblCellMar": "top left start bottom right end",
    "tr": "tblPrEx trPr tc|sdt|customXml",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark headers cellIns|cellDel|cellMerge tcPrChange",
    "tcBorders": _BORDERS,
    "tcMar": "top left start bottom right end",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr "
    "tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime "
    "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
    "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
    "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
    "activeWritingStyle proofState formsDesign attachedTemplate linkStyles "
    "stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions "
    "doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme "
    "styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle "
    "evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets "
    "drawingGridHorizontalSpacing drawingGridVerticalSpacing "
    "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin "
    "doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne "
    "strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture "
    "doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText "
    "doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt "
    "showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr "
    "compat docVars rsids",
}
"""Children by the name of their parent; of those with ``|`` between either may come first."""

_ONCE = (
    "rStyle", "rFonts", "sz", "color", "pStyle", "spacing", "ind", "jc", "pBdr", "tabs", "pgSz",
    "pgMar", "docGrid", "name", "basedOn", "next", "pPr", "tblW", "outlineLvl", "keepNext",
)  # fmt: skip
"""Children that are there once at most, whatever their parent."""


def trees(data: bytes) -> dict[str, etree._Element]:
    """The parts of a DOCX that are WordprocessingML, by name."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.lower().endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                if str(root.tag).startswith((W, STRICT)):
                    found[name] = root
    return found


def order_faults(data: bytes) -> Counter[str]:
    """What stands in the wrong order, or is there twice, in words; and how often."""
    found: Counter[str] = Counter()
    for root in trees(data).values():
        for element in root.iter("*"):
            namespace, _, name = element.tag.rpartition("}")
            if f"{namespace}}}" in (W, STRICT):
                found.update(_faults(element, name))
    return found


def _faults(element: etree._Element, name: str) -> list[str]:
    children = [
        str(child.tag).rpartition("}")[2]
        for child in element
        if str(child.tag).startswith((W, STRICT))
    ]
    faults = []
    if name in ORDER:
        ranks = {each: rank for rank, names in enumerate(ORDER[name].split())
                 for each in names.split("|")}  # fmt: skip
        known = [child for child in children if child in ranks]
        if [ranks[child] for child in known] != sorted(ranks[child] for child in known):
            faults.append(f"{name}: {' '.join(children)}")
    if name in ("pPr", "rPr", "sectPr", "style"):
        faults += [f"{name}: {each} twice" for each in _ONCE if children.count(each) > 1]
    if name == "tc" and "p" not in children:
        faults.append("a cell without a paragraph")
    if name == "p" and "pPr" in children[1:]:
        faults.append("pPr is not the first of a paragraph")
    if name == "r" and "rPr" in children[1:]:
        faults.append("rPr is not the first of a run")
    return faults


def id_faults(data: bytes) -> Counter[str]:
    """Ids that are there twice, and styles and relationships that lead nowhere."""
    found: Counter[str] = Counter()
    parts = trees(data)
    styles: set[str] = set()
    for name, root in parts.items():
        counts: Counter[str] = Counter()
        for element in root.iter("*"):
            w, _, local = element.tag.rpartition("}")
            w += "}"
            if local == "style" and w in (W, STRICT):
                styles.add(str(element.get(w + "styleId")))
                counts[f"style {element.get(w + 'styleId')}"] += 1
            if local in ("ins", "del", "moveFrom", "moveTo") and element.get(w + "id"):
                counts[f"change {element.get(w + 'id')}"] += 1
            if local == "bookmarkStart":
                counts[f"bookmark {element.get(w + 'id')}"] += 1
            if element.get(W14 + "paraId"):
                counts[f"paragraph {element.get(W14 + 'paraId')}"] += 1
        found.update({f"{name}: {each}": n for each, n in counts.items() if n > 1})
    for root in parts.values():
        for element in root.iter("{*}pStyle", "{*}rStyle", "{*}tblStyle"):
            namespace = str(element.tag).rpartition("}")[0] + "}"
            id_ = element.get(namespace + "val")
            if namespace in (W, STRICT) and id_ not in styles:
                found[f"no style {id_}"] += 1
    return found
