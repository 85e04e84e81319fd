"""The styles of :mod:`writer_assist.layout` in a document that has styles of its own."""

from __future__ import annotations

from collections.abc import Collection

from writer_assist.document.docx.names import Names
from writer_assist.layout import standard as gb
from writer_assist.layout.markup import switch, tag, value
from writer_assist.layout.styles import BY_ID, Look, Style, style_xml

from .office import STANDARD, House
from .xml import PARAGRAPH_ORDER, STYLE_ORDER, Element, canonical, local, parse, put, put_all

_BASES = {"Normal": ("GBText", "公文"), "Header": ("GBHeader", "公文页眉"),
          "Footer": ("GBFooter", "公文页脚")}  # fmt: skip
"""Styles that much depends on in a document which is none of our concern (tables, text boxes,
notes, headers): ours stand beside them. Ids and names."""

_CHARACTERS = {"Label": ("黑体字", gb.HEI), "Name": ("楷体字", gb.KAI)}

_KEPT = ("numPr",)
"""What stays in the w:pPr of a style that gets another look: its automatic numbers."""

_LOOKS = frozenset({
    "rFonts", "sz", "szCs", "b", "bCs", "color", "kern", "spacing", "w", "lang", "i", "iCs",
})  # fmt: skip

OWN_NAMES = frozenset(style.name for style in BY_ID.values() if style.name[0] > "z")
"""Names that only our styles have."""


class StyleSheet:
    """word/styles.xml while it gets our styles: each when it is first asked for.

    Attributes:
        house: what typesetting goes by.
        changed: whether anything was.
    """

    def __init__(self, root: Element, known: Names, house: House = STANDARD) -> None:
        self.root = root
        self.house = house
        self.w = known.w
        self.namespace = known.w[1:-1]
        self.changed = False
        self._ids: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], Element] = {}
        self._used: set[str] = set()
        self._default_font = ""
        for element in root.iterchildren(self.w + "style"):
            kind, id_ = element.get(self.w + "type", "paragraph"), element.get(self.w + "styleId")
            name = element.find(self.w + "name")
            if id_ is None or id_ in self._used:
                continue
            self._used.add(id_)
            if kind == "character" and element.get(self.w + "default") in ("1", "true", "on"):
                self._default_font = id_
            if name is not None:
                self._by_name.setdefault((kind, name.get(self.w + "val", "").lower()), element)

    def id(self, ours: str) -> str:
        """The id in this document of one of our paragraph styles."""
        found = self._ids.get(ours)
        if found is None:
            found = self._ids[ours] = self._paragraph(ours)
        return found

    def renew(self, names: Collection[str]) -> None:
        """Give those of our styles that are there and have one of these names their look."""
        for id_, style in self.house.styles.items():
            if style.name in names and ("paragraph", style.name.lower()) in self._by_name:
                self.id(id_)

    def named(self, name: str) -> str:
        """The id of a paragraph style by its name, "" if there is none."""
        element = self._by_name.get(("paragraph", name.lower()))
        return "" if element is None else element.get(self.w + "styleId", "")

    def _paragraph(self, ours: str) -> str:
        style = self.house.styles[ours]
        there = self._by_name.get(("paragraph", style.name.lower()))
        if ours in _BASES:
            if there is not None and self._looks(there) == self._looks(self._made(style)):
                return there.get(self.w + "styleId", "")
            id_, name = _BASES[ours]
            style = style._replace(id=id_, name=name)
            there = self._by_name.get(("paragraph", name))
        base = self.id(style.base) if style.base else ""
        made = self._made(style, base)
        if there is None:
            id_ = self._free(style.id)
            made.set(self.w + "styleId", id_)
            made.attrib.pop(self.w + "default", "")
            if style.name[0] > "z":
                made.set(self.w + "customStyle", "1")
            self._add(made, style.name)
        else:
            id_ = there.get(self.w + "styleId", "")
            self._replace(there, made)
        if style.follows:
            self._ids.setdefault(ours, id_)
            element = self._by_name["paragraph", style.name.lower()]
            following = parse(value("next", self.id(style.follows)), self.namespace)
            old = element.find(self.w + "next")
            if old is None or old.get(self.w + "val") != following.get(self.w + "val"):
                put(element, following, STYLE_ORDER)
                self.changed = True
        return id_

    def _made(self, style: Style, base: str = "") -> Element:
        made = parse(style_xml(style._replace(base=base, follows="")), self.namespace)
        if style.id == "GBText":
            # Whatever the defaults of the document are: this is where we begin.
            properties = made.find(self.w + "pPr")
            assert properties is not None
            children = {
                "spacing": tag("spacing", {"before": 0, "beforeAutospacing": 0, "after": 0,
                                           "afterAutospacing": 0, "line": self.house.line,
                                           "lineRule": "exact"}),
                "ind": tag("ind", {"left": 0, "right": 0, "firstLine": 0}),
                **{name: switch(name, False)
                   for name in ("widowControl", "autoSpaceDE", "autoSpaceDN")},
            }  # fmt: skip
            put_all(properties, children, PARAGRAPH_ORDER, self.namespace)
        return made

    def _looks(self, element: Element) -> tuple[bytes, ...]:
        return tuple(
            b"" if (child := element.find(self.w + name)) is None else canonical(child)
            for name in ("pPr", "rPr")
        )

    def _add(self, made: Element, name: str) -> None:
        self.root.append(made)
        self._used.add(made.get(self.w + "styleId", ""))
        self._by_name[made.get(self.w + "type", "paragraph"), name.lower()] = made
        self.changed = True

    def _replace(self, there: Element, made: Element) -> None:
        """Give a style that is there our look."""
        properties, ours = there.find(self.w + "pPr"), made.find(self.w + "pPr")
        if properties is not None:
            for child in properties:
                if local(child) in _KEPT:
                    if ours is None:
                        ours = parse("<w:pPr/>", self.namespace)
                        put(made, ours, STYLE_ORDER)
                    put(ours, parse(_text(child), self.namespace), PARAGRAPH_ORDER)
        before = canonical(there)
        for name in ("basedOn", "pPr", "rPr"):
            wanted, old = made.find(self.w + name), there.find(self.w + name)
            if wanted is not None:
                put(there, wanted, STYLE_ORDER)
            elif old is not None:
                there.remove(old)
        self.changed |= canonical(there) != before

    def _free(self, wanted: str) -> str:
        """An id that no style has."""
        id_, number = wanted, 1
        while id_ in self._used:
            number += 1
            id_ = f"{wanted}{number}"
        return id_

    def character(self, ours: str) -> str:
        """The id of one of our character styles: "Label" (黑体) or "Name" (楷体)."""
        found = self._ids.get(ours)
        if found is None:
            name, font = _CHARACTERS[ours]
            there = self._by_name.get(("character", name))
            if there is None:
                base = value("basedOn", self._default_font) if self._default_font else ""
                xml = tag("style", {"type": "character", "customStyle": 1,
                                    "styleId": self._free(ours)},
                          value("name", name), base, Look(font).xml())  # fmt: skip
                there = parse(xml, self.namespace)
                self._add(there, name)
            found = self._ids[ours] = there.get(self.w + "styleId", "")
        return found

    def characters_there(self) -> tuple[str, ...]:
        """The ids of our own character styles, those that are there."""
        found = (self._by_name.get(("character", name)) for name, _ in _CHARACTERS.values())
        return tuple(each.get(self.w + "styleId", "") for each in found if each is not None)

    def is_look(self, id_: str) -> bool:
        """Whether a character style is nothing but a font, its size and weight."""
        for (kind, _), element in self._by_name.items():
            if kind == "character" and element.get(self.w + "styleId") == id_:
                properties = element.find(self.w + "rPr")
                names = {local(child) for child in properties} if properties is not None else set()
                return bool(names & {"rFonts", "sz"}) and names <= _LOOKS
        return False


def _text(element: Element) -> str:
    from lxml import etree

    return etree.tostring(element, encoding="unicode", with_tail=False)
