"""Names of WordprocessingML, once for each of its two namespaces."""

from __future__ import annotations

from functools import lru_cache

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/"
_STRICT_DOCUMENT = "http://purl.oclc.org/ooxml/officeDocument/"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_CHANGES = (
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange"),
    "tcPrChange",
)
_FORMATTING = ("vanish", "highlight", "u", "rStyle")


class Names:
    """Qualified names ("{namespace}local") of the elements and attributes that a reader needs.

    Attributes:
        preparing: elements that must be known before a story is walked.
        walked: elements that the walk stops at.
        formatted: the same with runs and their formatting.
        reviewing: tracked changes and the anchors of comments.
        sources: elements that show text.
        all: all of these, save the anchors.
    """

    def __init__(self, namespace: str) -> None:
        w = f"{{{namespace}}}"
        document = _STRICT_DOCUMENT if namespace == STRICT else _DOCUMENT
        self.w = w
        self.document = w + "document"
        self.body = w + "body"
        self.paragraph = w + "p"
        self.run = w + "r"
        self.text = w + "t"
        self.value = w + "val"
        self.id = w + "id"
        self.type = w + "type"
        self.relationship_id = f"{{{document}relationships}}id"
        self.math = f"{{{document}math}}oMath"
        self.math_text = f"{{{document}math}}t"
        self.table = w + "tbl"
        self.box = w + "txbxContent"
        self.deletions = (w + "del", w + "moveFrom")
        self.insertions = (w + "ins", w + "moveTo")
        self.deleted_text = w + "delText"
        self.cell_changes = (w + "cellIns", w + "cellDel", w + "cellMerge")
        self.anchors = (w + "commentRangeStart", w + "commentRangeEnd", w + "commentReference")
        self.run_properties = w + "rPr"
        self.paragraph_properties = w + "pPr"
        self.row_properties = w + "trPr"
        self.ruby_text = w + "rt"
        self.changes = frozenset(w + name for name in _CHANGES)
        self.alternate = _COMPATIBILITY + "AlternateContent"
        self.choice = _COMPATIBILITY + "Choice"
        self.fallback = _COMPATIBILITY + "Fallback"
        self.field_char = w + "fldChar"
        self.field_char_type = w + "fldCharType"
        self.field_simple = w + "fldSimple"
        self.control = w + "sdt"
        self.formatting = frozenset(w + name for name in _FORMATTING)
        self.shading = w + "shd"
        self.fill = w + "fill"
        self.sources = (
            self.text,
            self.math_text,
            *(w + name for name in ("tab", "ptab", "br", "cr", "sym", "noBreakHyphen")),
        )
        self.reviewing = (
            *self.anchors,
            *self.insertions,
            *self.cell_changes,
            *self.deletions,
            *self.changes,
        )
        self.preparing = (
            *self.reviewing,
            *self.formatting,
            self.shading,
            self.ruby_text,
            self.alternate,
            self.box,
            self.table,
            self.field_char,
            self.field_simple,
            self.control,
            self.math,
        )
        self.walked = (
            self.text,
            self.paragraph,
            self.math_text,
            self.box,
            self.control,
            self.field_char,
            self.field_simple,
            *(
                w + name
                for name in (
                    "pStyle",
                    "ilvl",
                    "numId",
                    "outlineLvl",
                    "tab",
                    "ptab",
                    "br",
                    "cr",
                    "sym",
                    "noBreakHyphen",
                    "instrText",
                    "footnoteReference",
                    "endnoteReference",
                    "headerReference",
                    "footerReference",
                    "titlePg",
                )
            ),
        )
        self.formatted = (*self.walked, self.run, *self.formatting, self.shading)
        anchors = frozenset(self.anchors)
        self.all = tuple(t for t in (*self.formatted, *self.preparing) if t not in anchors)


@lru_cache(maxsize=2)
def names(namespace: str) -> Names:
    """The names in :data:`TRANSITIONAL` or :data:`STRICT`."""
    return Names(namespace)
