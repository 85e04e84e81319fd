"""Tables and pictures that are wider than the text: made as wide as it is, nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.docx.styles import integer

from .xml import Element, local

if TYPE_CHECKING:
    from writer_assist.document.docx.names import Names

_MARGINS = 240
"""Twips that a table may be wider than the text: its cells' margins stand out, text does not."""

_EMU = 635
"""English metric units in a twip."""


def fit(body: Element, known: Names) -> None:
    """Narrow what is too wide for its section; what is in tables goes by its cell, and stays."""
    w = known.w
    pending: list[Element] = []
    for element in body.iter(w + "tbl", w + "sectPr", "{*}inline"):
        if element.tag == w + "sectPr":
            if next(element.iterancestors(w + "sectPrChange"), None) is None:
                size = _text_of(element, w)
                for each in pending:
                    _fit(each, w, *size)
                pending.clear()
        elif not any(
            local(each) in ("tbl", "txbxContent", "Fallback") for each in element.iterancestors()
        ):
            pending.append(element)


def _text_of(section: Element, w: str) -> tuple[int, int]:
    """Width and height of the text on the pages of a section, in twips."""
    size, margin = section.find(w + "pgSz"), section.find(w + "pgMar")

    def of(element: Element | None, *names: str) -> int:
        found = [] if element is None else [integer(element.get(w + name, "")) for name in names]
        return sum(each or 0 for each in found)

    return (
        of(size, "w") - of(margin, "left", "right"),
        of(size, "h") - of(margin, "top", "bottom"),
    )


def _fit(element: Element, w: str, width: int, height: int) -> None:
    if width <= 0 or height <= 0:
        return
    if local(element) == "tbl":
        _narrow(element, w, width)
    else:
        _shrink(element, width, height)


# --- tables ----------------------------------------------------------------------------------


def _narrow(table: Element, w: str, width: int) -> None:
    columns = list(table.iterfind(f"{w}tblGrid/{w}gridCol"))
    grid = [integer(each.get(w + "w", "")) or 0 for each in columns]
    said = table.find(f"{w}tblPr/{w}tblW")
    given = _twips(said, w)
    total = max(sum(grid), given)
    if total <= width + _MARGINS:
        return
    for column in columns:
        _scale(column, w, width, total)
    if said is not None and given:
        _scale(said, w, width, total)
    indent = table.find(f"{w}tblPr/{w}tblInd")
    if indent is not None:
        indent.set(w + "w", "0")
    for row in _own(table, w, "tr"):
        for name in ("trPr/wBefore", "trPr/wAfter", "tc/tcPr/tcW"):
            for each in row.iterfind("/".join(w + part for part in name.split("/"))):
                if _twips(each, w):
                    _scale(each, w, width, total)
        for each in row.iterfind(f"{w}trPr/{w}trHeight"):
            if each.get(w + "hRule") == "exact":  # more lines than before
                each.set(w + "hRule", "atLeast")


def _own(table: Element, w: str, name: str) -> Iterator[Element]:
    """The rows of a table itself, those in content controls too."""
    for each in table.iter(w + name):
        if next(each.iterancestors(w + "tbl"), None) is table:
            yield each


def _twips(element: Element | None, w: str) -> int:
    if element is None or element.get(w + "type", "dxa") != "dxa":
        return 0
    return integer(element.get(w + "w", "")) or 0


def _scale(element: Element, w: str, width: int, total: int) -> None:
    old = integer(element.get(w + "w", "")) or 0
    element.set(w + "w", str(old * width // total))


# --- pictures --------------------------------------------------------------------------------


def _shrink(inline: Element, width: int, height: int) -> None:
    """Make a picture in the line smaller, its sides in proportion."""
    extent = next((each for each in inline if local(each) == "extent"), None)
    if extent is None:
        return
    wide, high = (integer(extent.get(name, "")) or 0 for name in ("cx", "cy"))
    if wide <= 0 or high <= 0:
        return
    share = min(1.0, width * _EMU / wide, height * _EMU / high)
    if share > 0.999:  # what is hardly too wide is not
        return
    new = str(int(wide * share)), str(int(high * share))
    old = str(wide), str(high)
    for each in inline.iter():
        if local(each) in ("extent", "ext") and (each.get("cx"), each.get("cy")) == old:
            each.set("cx", new[0])
            each.set("cy", new[1])
