"""WordprocessingML as text, with children in the order that the schema demands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "w", "kern", "position", "sz",
    "szCs", "u", "snapToGrid", "lang",
)  # fmt: skip
"""Children of w:rPr (CT_RPr)."""
PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "pBdr",
    "tabs", "kinsoku", "wordWrap", "overflowPunct", "autoSpaceDE", "autoSpaceDN",
    "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl",
    "rPr", "sectPr",
)  # fmt: skip
"""Children of w:pPr (CT_PPr)."""

Value = str | int


def tag(name: str, attributes: Mapping[str, Value] | None = None, *content: str) -> str:
    """An element; names without a prefix are of WordprocessingML."""
    written = "".join(
        f" {_qualified(key)}={quoteattr(str(value))}" for key, value in (attributes or {}).items()
    )
    inner = "".join(content)
    name = _qualified(name)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def value(name: str, given: Value) -> str:
    """An element that is its w:val."""
    return tag(name, {"val": given})


def switch(name: str, on: bool) -> str:
    """An element that is on or off."""
    return tag(name) if on else value(name, 0)


def properties(name: str, order: Sequence[str], children: Mapping[str, str]) -> str:
    """A w:pPr or w:rPr; "" if it would be empty.

    Args:
        name: of the element.
        order: names of all children that it may have.
        children: the elements by name.
    """
    unknown = children.keys() - set(order)
    if unknown:
        raise KeyError(*unknown)
    content = [children[child] for child in order if child in children]
    return tag(name, None, *content) if content else ""


def part(name: str, *content: str) -> str:
    """A whole part, its root element with the namespaces."""
    declared: dict[str, Value] = {f"xmlns:{key}": uri for key, uri in NAMESPACES.items()}
    return DECLARATION + tag(name, declared, *content)


def text(given: str) -> str:
    """Text of a run; a tab stands for itself."""
    parts = given.split("\t")
    return tag("tab").join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in parts
    )


def _qualified(name: str) -> str:
    return name if ":" in name else f"w:{name}"
