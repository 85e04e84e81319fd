"""What one w:pPr or w:rPr says: a layer of formatting.

ECMA-376 part 1, 17.7.2: document defaults, table style, paragraph style, character style, direct
formatting; a later layer wins property by property (for w:ind, w:spacing and w:rFonts attribute
by attribute). A layer is a dictionary of what is said, already as numbers; what is damaged is not
in it, so that the layer below counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from writer_assist.document.docx.formats import Border

Element = etree._Element
Layer = dict[str, Any]

_OFF = ("0", "false", "off")
_TWIPS = {"pt": 20.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pc": 240.0, "pi": 240.0}
_LARGEST = float(1 << 31)

_ALIGNMENTS = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "distribute": "distribute",
    "thaiDistribute": "distribute",
    "lowKashida": "both",
    "mediumKashida": "both",
    "highKashida": "both",
}
_SIDES = {
    "top": "top",
    "left": "left",
    "start": "left",
    "bottom": "bottom",
    "right": "right",
    "end": "right",
    "between": "between",
    "bar": "bar",
}
_PARAGRAPH_SWITCHES = frozenset(("snapToGrid", "keepNext", "pageBreakBefore"))
TOGGLES = {"b": "bold", "i": "italic", "vanish": "hidden"}
"""Properties that styles toggle (17.7.3): element → name in a layer."""
_FONTS = ("ascii", "hAnsi", "eastAsia")
INDENTS = frozenset(("left", "leftChars", "right", "rightChars", "first", "firstChars"))
"""What a layer knows of indents."""


def number(text: str | None) -> float | None:
    """A number without a unit; None for anything else."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < _LARGEST else None


def twips(text: str | None) -> float | None:
    """A length in twentieths of a point: without a unit, or with one (ST_UniversalMeasure)."""
    value = number(text)
    if value is None and text:
        factor = _TWIPS.get(text[-2:])
        value = number(text[:-2])
        return None if factor is None or value is None else value * factor
    return value


def switch(element: Element, value: str) -> bool:
    """A property that is on or off (ST_OnOff); on if it does not say."""
    return element.get(value, "1").lower() not in _OFF


def color(text: str | None) -> str:
    """ST_HexColor as "auto" or RRGGBB in capitals."""
    text = (text or "").upper().removeprefix("#")
    if len(text) == 6 and not text.strip("0123456789ABCDEF"):
        return text
    return "auto"


def paragraph_layer(properties: Element | None, w: str) -> Layer:
    """What a w:pPr says.

    Args:
        properties: the w:pPr, or None.
        w: the namespace in braces.

    Returns:
        style, alignment, num, ilvl, outline; left, right, first (pt, negative if hanging);
        leftChars … (characters); before, after (pt), beforeLines … (lines), beforeAuto …;
        line (twips) with rule; snapToGrid, keepNext, pageBreakBefore; border:top ….
    """
    layer: Layer = {}
    if properties is None:
        return layer
    value = w + "val"
    size = len(w)
    for child in properties.iterchildren("*"):
        name = child.tag[size:]
        if name == "ind":
            _indents(child, w, layer)
        elif name == "spacing":
            _spacing(child, w, layer)
        elif name == "pStyle":
            layer["style"] = child.get(value, "")
        elif name == "jc":
            if (alignment := _ALIGNMENTS.get(child.get(value, ""))) is not None:
                layer["alignment"] = alignment
        elif name in _PARAGRAPH_SWITCHES:
            layer[name] = switch(child, value)
        elif name == "outlineLvl":
            if (level := number(child.get(value))) is not None:
                layer["outline"] = int(level)
        elif name == "numPr":
            for part in child.iterchildren(w + "numId", w + "ilvl"):
                if part.tag == w + "numId":
                    layer["num"] = part.get(value, "")
                elif (level := number(part.get(value))) is not None:
                    layer["ilvl"] = int(level)
        elif name == "pBdr":
            for side in child.iterchildren("*"):
                if (known := _SIDES.get(side.tag[size:])) is not None:
                    layer["border:" + known] = _border(side, w)
    return layer


def _indents(element: Element, w: str, layer: Layer) -> None:
    """w:ind, 17.3.1.12; w:hanging wins over w:firstLine, and both are one property."""
    get = element.get
    for name, other in (("left", "start"), ("right", "end")):
        for suffix, key in (("", name), ("Chars", name + "Chars")):
            said = get(w + name + suffix) or get(w + other + suffix)
            value = number(said) if suffix else twips(said)
            if value is not None:
                layer[key] = value / (100 if suffix else 20)
    for suffix, key in (("", "first"), ("Chars", "firstChars")):
        hanging, first = get(w + "hanging" + suffix), get(w + "firstLine" + suffix)
        said = hanging or first
        value = number(said) if suffix else twips(said)
        if value is not None:
            value /= 100 if suffix else 20
            layer[key] = -value if hanging and value else value


def _spacing(element: Element, w: str, layer: Layer) -> None:
    """w:spacing of a paragraph, 17.3.1.33."""
    get = element.get
    for side in ("before", "after"):
        if (value := twips(get(w + side))) is not None:
            layer[side] = value / 20
        if (value := number(get(w + side + "Lines"))) is not None:
            layer[side + "Lines"] = value / 100
        if (said := get(w + side + "Autospacing")) is not None:
            layer[side + "Auto"] = said.lower() not in _OFF
    value = twips(get(w + "line"))
    if value is not None:
        rule = get(w + "lineRule", "auto")
        layer["line"] = value
        layer["rule"] = rule if rule in ("auto", "exact", "atLeast") else "auto"


def _border(element: Element, w: str) -> Border | None:
    """One side; None where a line of the layers below is taken away."""
    style = element.get(w + "val", "none")
    if style in ("none", "nil"):
        return None
    return Border(
        style,
        (number(element.get(w + "sz")) or 0.0) / 8,
        number(element.get(w + "space")) or 0.0,
        color(element.get(w + "color")),
    )


def run_layer(properties: Element | None, w: str) -> Layer:
    """What a w:rPr says.

    Returns:
        style; ascii, hAnsi, eastAsia (a name, or "+" with a theme's slot), hint; size (pt);
        bold, italic, hidden; color; underline; spacing (pt); scale.
    """
    layer: Layer = {}
    if properties is None:
        return layer
    value = w + "val"
    size = len(w)
    for child in properties.iterchildren("*"):
        name = child.tag[size:]
        if name == "rFonts":
            _fonts(child, w, layer)
        elif name == "sz":
            if (length := half_points(child.get(value))) is not None:
                layer["size"] = length
        elif name in TOGGLES:
            layer[TOGGLES[name]] = switch(child, value)
        elif name == "rStyle":
            layer["style"] = child.get(value, "")
        elif name == "color":
            layer["color"] = color(child.get(value))
        elif name == "u":
            if (line := child.get(value)) is not None:
                layer["underline"] = "" if line == "none" else line
        elif name == "spacing":
            if (length := twips(child.get(value))) is not None:
                layer["spacing"] = length / 20
        elif name == "w":
            percent = number(child.get(value, "").removesuffix("%"))
            if percent is not None and 1 <= percent <= 600:
                layer["scale"] = percent / 100
    return layer


def half_points(text: str | None) -> float | None:
    """A font size in points; None for none that Word would take."""
    value = number(text)
    value = value / 2 if value is not None else (twips(text) or 0.0) / 20
    return value if 0.5 <= value <= 1638 else None


def _fonts(element: Element, w: str, layer: Layer) -> None:
    """w:rFonts, 17.3.2.26: a theme's font wins over a name beside it, not over one above."""
    for slot in _FONTS:
        theme, name = element.get(w + slot + "Theme"), element.get(w + slot)
        if theme:
            layer[slot] = "+" + theme
        elif name:
            layer[slot] = name
    if (hint := element.get(w + "hint")) is not None:
        layer["hint"] = hint


def merged(layers: Iterable[Layer]) -> Layer:
    """The layers on top of one another, the last one uppermost."""
    result: Layer = {}
    for layer in layers:
        result.update(layer)
    return result
