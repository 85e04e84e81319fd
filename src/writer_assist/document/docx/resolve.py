"""The layers that styles.xml and numbering.xml have, by style and by level."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from writer_assist.document.docx.layers import (
    INDENTS,
    Layer,
    merged,
    number,
    paragraph_layer,
    run_layer,
)
from writer_assist.document.docx.numbering import Numbering
from writer_assist.records import NamedTuple

Element = etree._Element

_OFF = ("0", "false", "off")
_MAX_CHAIN = 64


class Style(NamedTuple):
    """A style as written.

    ``parts`` are its w:tblStylePr by type, ``bands`` the rows and columns in one band (0 for what
    is not said).
    """

    id: str
    type: str
    based_on: str
    paragraph: Layer
    run: Layer
    parts: Mapping[str, tuple[Layer, Layer]]
    bands: tuple[int, int]


class StyleSheet:
    """The layers that styles.xml has.

    Attributes:
        paragraph_defaults: w:pPrDefault.
        run_defaults: w:rPrDefault.
    """

    def __init__(self, root: Element | None) -> None:
        self.paragraph_defaults: Layer = {}
        self.run_defaults: Layer = {}
        self._styles: dict[str, Style] = {}
        self._default: dict[str, str] = {}
        self._chains: dict[tuple[str, str], list[Style]] = {}
        if root is not None:
            self._read(root, root.tag.partition("}")[0] + "}")

    def _read(self, root: Element, w: str) -> None:
        defaults = root.find(w + "docDefaults")
        if defaults is not None:
            self.paragraph_defaults = paragraph_layer(defaults.find(f"{w}pPrDefault/{w}pPr"), w)
            self.run_defaults = run_layer(defaults.find(f"{w}rPrDefault/{w}rPr"), w)
        for element in root.iterchildren(w + "style"):
            id_, type_ = element.get(w + "styleId", ""), element.get(w + "type", "paragraph")
            if id_ in self._styles:
                continue
            based_on = element.find(w + "basedOn")
            self._styles[id_] = Style(
                id_,
                type_,
                "" if based_on is None else based_on.get(w + "val", ""),
                *_layers(element, w),
                {
                    part.get(w + "type", ""): _layers(part, w)
                    for part in element.iterchildren(w + "tblStylePr")
                },
                _bands(element, w) if type_ == "table" else (0, 0),
            )
            if element.get(w + "default", "0").lower() not in _OFF:
                self._default.setdefault(type_, id_)

    def effective(self, id_: str, type_: str) -> str:
        """The id of the style that counts: the default one where there is no such style."""
        style = self._styles.get(id_)
        if style is not None and style.type == type_:
            return id_
        return self._default.get(type_, "")

    def chain(self, id_: str, type_: str) -> list[Style]:
        """A style and what it is based on, the furthest first; empty for an unknown one."""
        key = id_, type_
        chain = self._chains.get(key)
        if chain is None:
            chain = []
            style = self._styles.get(id_)
            while style is not None and style.type == type_ and len(chain) < _MAX_CHAIN:
                if any(member is style for member in chain):
                    break
                chain.append(style)
                style = self._styles.get(style.based_on)
            chain.reverse()
            if id_ in self._styles:  # not kept otherwise: what documents name is without bound
                self._chains[key] = chain
        return chain

    def runs(self, id_: str, type_: str) -> Layer:
        """The run formatting of a style with all that it inherits."""
        return merged(style.run for style in self.chain(id_, type_))


def _layers(element: Element, w: str) -> tuple[Layer, Layer]:
    return (
        paragraph_layer(element.find(w + "pPr"), w),
        run_layer(element.find(w + "rPr"), w),
    )


def _bands(element: Element, w: str) -> tuple[int, int]:
    """w:tblStyleRowBandSize and w:tblStyleColBandSize, 17.7.6.7 and 17.7.6.5."""
    found = []
    for name in ("Row", "Col"):
        size = element.find(f"{w}tblPr/{w}tblStyle{name}BandSize")
        value = None if size is None else number(size.get(w + "val"))
        found.append(int(value) if value is not None and value >= 1 else 0)
    return found[0], found[1]


class ListIndents:
    """What the levels of numbering.xml say of indents (17.9.23)."""

    def __init__(self, root: Element | None) -> None:
        self._numbering: Numbering | None = None
        self._levels: dict[tuple[str, str, int], Layer] = {}
        if root is None:
            return
        w = root.tag.partition("}")[0] + "}"
        self._numbering = Numbering(root)
        for level in root.iter(w + "lvl"):
            parent = level.getparent()
            holder = None if parent is None else parent.getparent()
            if parent is None or holder is None:  # astray
                continue
            if parent.tag == w + "abstractNum":
                kind, id_ = "abstract", parent.get(w + "abstractNumId", "")
            else:
                kind, id_ = "num", holder.get(w + "numId", "")
            index = number(level.get(w + "ilvl", "0"))
            if index is not None:
                layer = paragraph_layer(level.find(w + "pPr"), w)
                layer = {key: layer[key] for key in layer if key in INDENTS}
                self._levels.setdefault((kind, id_, int(index)), layer)

    def exists(self, num: str, index: int) -> bool:
        """Whether there is such a level."""
        return self._numbering is not None and self._numbering.level(num, index) is not None

    def level_of_style(self, num: str, style: str) -> int | None:
        """The level that a style is linked to."""
        return None if self._numbering is None else self._numbering.level_of_style(num, style)

    def indents(self, num: str, index: int) -> Layer:
        """The indents of a level."""
        if self._numbering is None:
            return {}
        own = self._levels.get(("num", num, index))
        if own is not None:
            return own
        return self._levels.get(("abstract", self._numbering.abstract(num) or "", index), {})
