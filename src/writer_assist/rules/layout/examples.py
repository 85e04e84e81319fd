"""Examples of this family: a DOCX as the standard wants it, but for what an example says.

In an example (see :mod:`..docs`) ``⟪format:key=value,key=value|⟫`` is about its whole paragraph,
``⟪format:font=宋体|text⟫`` about some characters of it, ``⟪page:top=20|⟫`` about the page. The keys:

- ``as``: the id of a style of :mod:`writer_assist.layout.styles`; left out, the first paragraph is a
  title, any other is body text
- ``font`` (all of it), ``latin`` (of digits and letters), ``size`` (pt), ``bold``, ``color``, ``kern``
  (pt between characters)
- ``align``, ``first``, ``left``, ``right``, ``hanging`` (characters of 三号, 四号 in the 版记),
  ``before``, ``after``, ``line`` (pt, exact), ``spacing`` (times, not exact), ``grid`` (0: not of
  matter), ``break`` (0, 1: begins a page), ``newpage`` (1: a page break behind the text),
  ``border``, ``border2`` (side:colour:eighths of a point)
- of the page: ``width`` ``height`` ``top`` ``bottom`` ``left`` ``right`` (mm), ``landscape``;
  ``footer``: none (if nothing is said), outside, odd-only, text, centre, plain, right, inside; ``footer-size``,
  ``footer-font``; ``letter``: good, no-top, no-bottom, numbered
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from writer_assist.layout import standard as gb
from writer_assist.layout.markup import (
    PARAGRAPH_ORDER,
    RUN_ORDER,
    part,
    properties,
    switch,
    tag,
    text,
    value,
)
from writer_assist.layout.page import Margin, letter_footer, number_footer, section
from writer_assist.layout.styles import BY_ID, Shape, border
from writer_assist.records import NamedTuple

if TYPE_CHECKING:
    from writer_assist.document.model import Document

Format = Mapping[str, str]


class Line(NamedTuple):
    """A paragraph: its text, its format, and formats of ranges of its text."""

    text: str
    format: Format
    ranges: Sequence[tuple[int, int, Format]] = ()


def read(given: str) -> dict[str, str]:
    """The keys and values of ``key=value,key=value``."""
    pairs = (each.partition("=") for each in given.split(",") if each)
    return {key.strip(): said.strip() for key, _, said in pairs}


def document(lines: Sequence[Line], page: Format) -> Document:
    """The document of an example, read from its DOCX."""
    from writer_assist.document.read import read_bytes
    from writer_assist.layout.package import package

    content = [_paragraph(number, line) for number, line in enumerate(lines)]
    margins = _margins(page)
    letter = "letter" in page
    ending = _set_page(section(margins, letter=letter), page)
    body = part("document", tag("body", None, *content, ending))
    made = read_bytes(package(body, margins, ""), "示例.docx", "docx")
    made.properties = {}  # they are not what an example is about
    return made


def _paragraph(number: int, line: Line) -> str:
    style = line.format.get("as") or ("BodyText" if number else "Title")
    own = BY_ID[style]
    runs = []
    cuts = sorted({0, len(line.text), *(n for a, b, _ in line.ranges for n in (a, b))})
    for start, end in pairwise(cuts):
        look = dict(line.format)
        for first, last, said in line.ranges:
            if first <= start and end <= last:
                look |= said
        runs.append(tag("r", None, _look(look), text(line.text[start:end])))
    if line.format.get("newpage"):
        runs.append(tag("r", None, tag("br", {"type": "page"})))
    children = _shape(line.format, own.shape).children()
    if (times := line.format.get("spacing")) is not None:
        children["spacing"] = tag(
            "spacing", {"line": round(float(times) * 240), "lineRule": "auto"}
        )
    children["pStyle"] = value("pStyle", style)
    return tag("p", None, properties("pPr", PARAGRAPH_ORDER, children), *runs)


def _look(said: Format) -> str:
    found = {}
    font = said.get("font", "")
    latin = said.get("latin", font)
    fonts = {"ascii": latin, "hAnsi": latin, "eastAsia": font, "cs": font}
    if font or latin:
        found["rFonts"] = tag("rFonts", {key: name for key, name in fonts.items() if name})
    if "bold" in said:
        found["b"] = switch("b", said["bold"] == "1")
    if "color" in said:
        found["color"] = value("color", said["color"])
    if "kern" in said:
        found["spacing"] = value("spacing", gb.pt(float(said["kern"])))
    if "size" in said:
        found["sz"] = value("sz", round(float(said["size"]) * 2))
    return properties("rPr", RUN_ORDER, found)


def _shape(said: Format, style: Shape) -> Shape:
    def number(key: str) -> float | None:
        return float(said[key]) if key in said else None

    def points(key: str) -> int | None:
        return gb.pt(float(said[key])) if key in said else None

    def on(key: str) -> bool | None:
        return said[key] == "1" if key in said else None

    borders = {}
    for key in ("border", "border2"):
        if key in said:
            side, color, size = (*said[key].split(":"), "", "")[:3]
            borders[side] = tag(side, border("single", int(size or 8), color or "auto", 1))
    first, hanging = number("first"), number("hanging")
    left = number("left")
    if hanging is not None and left is None:
        left = style.left
    return Shape(
        align=said.get("align"),
        left=left,
        right=number("right"),
        first=first if first is not None or hanging != 0 else 0,
        hanging=hanging or None,
        before=points("before"),
        after=points("after"),
        line=points("line"),
        page_break=on("break"),
        grid=on("grid"),
        borders=borders,
        width=style.width,
    )


def _set_page(made: str, page: Format) -> str:
    """A w:sectPr with other measures."""
    from writer_assist.document.safexml import parse_xml

    if not page:
        return made
    lengths = {"width": "w", "height": "h"}
    declared = part("x", made)
    root = parse_xml(declared.encode(), "x")
    space = root.tag.partition("}")[0] + "}"
    for key, said in page.items():
        name = lengths.get(key, key)
        where = "pgSz" if key in lengths else "pgMar"
        child = root.find(f"{space}sectPr/{space}{where}")
        if child is not None and key in (*lengths, "top", "bottom", "left", "right"):
            child.set(space + name, str(gb.mm(float(said))))
        if key == "landscape":
            size = root.find(f"{space}sectPr/{space}pgSz")
            assert size is not None
            size.set(space + "orient", "landscape")
    from lxml import etree

    return etree.tostring(root[0], encoding="unicode")


def _margins(page: Format) -> list[Margin]:
    """Headers and footers."""
    kind = page.get("letter") or page.get("footer", "none")
    odd, even = number_footer(even=False), number_footer(even=True)
    if size := page.get("footer-size"):
        odd, even = (_with(each, {"size": size}) for each in (odd, even))
    if font := page.get("footer-font"):
        odd, even = (_with(each, {"font": font}) for each in (odd, even))
    if kind == "none":
        return []
    if kind == "text":
        plain = part("ftr", tag("p", None, tag("r", None, text("云溪县政协办公室"))))
        odd = even = plain
    if kind in ("centre", "plain"):
        centred = odd.replace("<w:pPr>", "<w:pPr>", 1)
        start = centred.index("<w:pPr>")
        stop = centred.index("</w:pPr>", start)
        own = tag("pStyle", {"val": "Footer"}) + value("jc", "center")
        odd = even = centred[:start] + "<w:pPr>" + own + centred[stop:]
    if kind == "plain":
        odd = even = odd.replace("— ", "").replace(" —", "")
    if kind == "inside":
        odd, even = even, odd
    if kind == "right":
        even = odd
    margins = [Margin("footer", "even", even), Margin("footer", "default", odd)]
    if kind == "odd-only":
        margins = margins[1:]
    if "letter" in page:
        rule = border("thickThinSmallGap", gb.DOUBLE_RULE, gb.RED, 7)
        borders = {} if kind == "no-top" else {"bottom": tag("bottom", rule)}
        children = Shape(borders=borders).children()
        children["pStyle"] = value("pStyle", "Agency")
        mark = tag("r", None, text("云溪县人民政府办公室"))
        head = tag("p", None, properties("pPr", PARAGRAPH_ORDER, children), mark)
        margins.insert(0, Margin("header", "first", part("hdr", head)))
        first = letter_footer()
        if kind == "no-bottom":
            first = part("ftr", tag("p"))
        if kind == "numbered":
            first = first.replace("</w:ftr>", odd[odd.index("<w:p>") :])
        margins.append(Margin("footer", "first", first))
    return margins


def _with(footer: str, said: Format) -> str:
    """A footer whose characters look otherwise."""
    return footer.replace("<w:r>", "<w:r>" + _look(said))
