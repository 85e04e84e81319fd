"""Elements of a DOCX in the order that the schema demands, in the namespace of the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from writer_assist.layout.markup import NAMESPACES

Element = etree._Element

PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
    "sectPr", "pPrChange",
)  # fmt: skip
"""All children of w:pPr (CT_PPr)."""

RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
    "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color",
    "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd",
    "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
    "rPrChange",
)  # fmt: skip
"""All children of a run's w:rPr (CT_RPr)."""

SECTION_ORDER = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar",
    "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote",
    "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip
"""All children of w:sectPr (CT_SectPr)."""

STYLE_ORDER = (
    "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority",
    "semiHidden", "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose",
    "personalReply", "rsid", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr",
)  # fmt: skip
"""All children of w:style (CT_Style)."""

SETTINGS_BEFORE_EVEN = (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
    "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState",
    "formsDesign", "attachedTemplate", "linkStyles", "stylePaneFormatFilter",
    "stylePaneSortMethod", "documentType", "mailMerge", "revisionView", "trackRevisions",
    "doNotTrackMoves", "doNotTrackFormatting", "documentProtection", "autoFormatOverride",
    "styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation",
    "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope",
    "summaryLength", "clickAndTypeStyle", "defaultTableStyle",
)  # fmt: skip
"""What stands before w:evenAndOddHeaders in w:settings."""


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def parse(xml: str, namespace: str) -> Element:
    """An element written by :mod:`writer_assist.layout`, in a document's own namespace.

    Args:
        xml: with the prefixes ``w`` and ``r``.
        namespace: of WordprocessingML in the document: it may be Strict.
    """
    declared = {**NAMESPACES, "w": namespace}
    if namespace != NAMESPACES["w"]:
        declared["r"] = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    attributes = " ".join(f'xmlns:{key}="{uri}"' for key, uri in declared.items())
    wrapper = etree.fromstring(f"<x {attributes}>{xml}</x>".encode())
    element = wrapper[0]
    wrapper.remove(element)
    etree.cleanup_namespaces(element)
    return element


def put(parent: Element, child: Element, order: Sequence[str]) -> None:
    """Insert a child where the order wants it, in place of the one of its name."""
    name = local(child)
    for old in [each for each in parent if local(each) == name]:
        drop(old)
    rank = {each: number for number, each in enumerate(order)}
    place = rank[name]
    for number, each in enumerate(parent):
        if rank.get(local(each), -1) > place:
            parent.insert(number, child)
            return
    parent.append(child)


def put_all(
    parent: Element, children: Mapping[str, str], order: Sequence[str], namespace: str
) -> None:
    """Insert children that are given as XML, by name."""
    for xml in children.values():
        put(parent, parse(xml, namespace), order)


def drop(element: Element) -> None:
    """Take an element out; the white space behind it goes with it, no text does."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def same(one: Element | None, other: Element | None) -> bool:
    """Whether two elements are the same but for how they are written."""
    if one is None or other is None:
        return one is other
    return canonical(one) == canonical(other)


def canonical(element: Element) -> bytes:
    """An element in exclusive canonical form, without white space between its children."""
    from copy import deepcopy

    copied = deepcopy(element)
    copied.tail = None
    for each in copied.iter():
        if each.tail and not each.tail.strip():
            each.tail = None
        if len(each) and each.text and not each.text.strip():
            each.text = None
    data: bytes = etree.tostring(copied, method="c14n", exclusive=True)
    return data
