"""Pages: size, margins and lines as the standard wants them, page numbers outside (5, 7.5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.layout import page as pages
from writer_assist.layout import standard as gb
from writer_assist.layout.markup import tag
from writer_assist.layout.page import FOOTER, number_footer

from .styles import StyleSheet
from .xml import SECTION_ORDER, SETTINGS_BEFORE_EVEN, Element, canonical, local, parse, put

if TYPE_CHECKING:
    from writer_assist.document.docx.names import Names
    from writer_assist.document.docx.package import Package

    from .parts import PartWriter

_NUMBER = re.compile(r"[\s\-—–－·~0-9０-９第页共/\u3000]*")


class Sections:
    """The sections of one document; what is changed is told to ``parts``."""

    def __init__(
        self, package: Package, known: Names, sheet: StyleSheet, parts: PartWriter
    ) -> None:
        self.package = package
        self.names = known
        self.w = known.w
        self.namespace = known.w[1:-1]
        self.sheet = sheet
        self.parts = parts
        self.kept_footers = False
        """Whether a footer says more than a page number, and so stays."""

    def run(self, body: Element) -> None:
        """Set up the pages of all sections."""
        found = [each for each in body.iter(self.w + "sectPr")
                 if next(each.iterancestors(self.w + "sectPrChange"), None) is None]  # fmt: skip
        last = body.find(self.w + "sectPr")
        if last is None:
            last = parse("<w:sectPr/>", self.namespace)
            body.append(last)
            found.append(last)
        for section in found:
            self._page(section)
        self._footers(found)

    def _page(self, section: Element) -> None:
        size = section.find(self.w + "pgSz")
        landscape = size is not None and size.get(self.w + "orient") == "landscape"
        letter = size is not None and self._is_letter(section)
        if letter:
            return  # its measures are its own (10.1)
        house = self.sheet.house
        size_of: dict[str, str | int]
        margins: dict[str, str | int]
        if landscape:
            size_of = {"w": house.height, "h": house.width, "orient": "landscape"}
            margins = {
                "top": house.left,
                "right": house.top,
                "bottom": house.right,
                "left": house.bottom,
                "header": gb.mm(15),
                "footer": gb.mm(15),
            }
        else:
            size_of = {"w": house.width, "h": house.height}
            footer = house.bottom - gb.NUMBER_BELOW_TEXT - pages.NUMBER_HEIGHT
            margins = {
                "top": house.top,
                "right": house.right,
                "bottom": house.bottom,
                "left": house.left,
                "header": gb.mm(15),
                "footer": max(footer, gb.mm(5)),
            }
        grid: dict[str, str | int] = {"type": "lines", "linePitch": house.line}
        children = (("pgSz", size_of), ("pgMar", margins | {"gutter": 0}), ("docGrid", grid))
        for name, attributes in children:
            put(section, parse(tag(name, attributes), self.namespace), SECTION_ORDER)
        numbers = section.find(self.w + "pgNumType")
        if numbers is not None:
            numbers.attrib.pop(self.w + "fmt", "")  # the dashes are in the footer

    def _is_letter(self, section: Element) -> bool:
        """Whether a section is laid out by us as that of a letter."""
        margin = section.find(self.w + "pgMar")
        return (
            section.find(self.w + "titlePg") is not None
            and margin is not None
            and margin.get(self.w + "header") == str(pages.LETTER_HEADER)
            and margin.get(self.w + "footer") == str(gb.LETTER_RULE_ABOVE_EDGE) != str(FOOTER)
        )

    # --- page numbers ----------------------------------------------------------------------

    def _footers(self, sections: list[Element]) -> None:
        if self.sheet.house.page_number == "none":
            return
        if any(self._is_letter(section) for section in sections):
            return
        for section in sections:
            for kind in ("default", "even"):
                part = self._part(section, "footer", kind)
                if part is not None and not self._is_number(self.package.tree(part)):
                    self.kept_footers = True
        if self.kept_footers:
            return
        ids = {kind: self._number(sections, even=kind == "even") for kind in ("default", "even")}
        for index, section in enumerate(sections):
            for kind, id_ in ids.items():
                there = self._reference(section, "footer", kind)
                if there is not None:
                    if there.get(self.names.relationship_id) != id_:
                        there.set(self.names.relationship_id, id_)
                elif index == 0:
                    self._refer(section, "footer", kind, id_)
            header = self._reference(section, "header", "default")
            even = self._reference(section, "header", "even")
            if header is not None and not self.even_pages:
                # It was on even pages as well.
                id_ = header.get(self.names.relationship_id, "")
                if even is None:
                    self._refer(section, "header", "even", id_)
                else:
                    even.set(self.names.relationship_id, id_)
        self._set_even_pages()

    def _reference(self, section: Element, name: str, kind: str) -> Element | None:
        for each in section.iterchildren(f"{self.w}{name}Reference"):
            if each.get(self.names.type, "default") == kind:
                return each
        return None

    def _refer(self, section: Element, name: str, kind: str, id_: str) -> None:
        made = parse(tag(f"{name}Reference", {"type": kind, "r:id": id_}), self.namespace)
        headers = sum(local(each) == "headerReference" for each in section)
        both = sum(local(each) in ("headerReference", "footerReference") for each in section)
        section.insert(headers if name == "header" else both, made)

    def _part(self, section: Element, name: str, kind: str) -> str | None:
        reference = self._reference(section, name, kind)
        if reference is None:
            return None
        id_ = reference.get(self.names.relationship_id, "")
        found = self.package.main_relationships.get(id_)
        return None if found is None or found.target not in self.package else found.target

    def _is_number(self, root: Element) -> bool:
        """Whether a footer has nothing in it but a page number."""
        if any(local(each) in ("drawing", "pict", "object") and
               next(each.iter(self.names.box), None) is None for each in root.iter()):  # fmt: skip
            return False
        text = "".join(each.text or "" for each in root.iter(self.names.text))
        return _NUMBER.fullmatch(text) is not None

    def _number(self, sections: list[Element], *, even: bool) -> str:
        """The relationship of a footer with a page number: one that is there, or a new one."""
        odd_style, even_style = self.sheet.id("PageNumberOdd"), self.sheet.id("PageNumberEven")
        xml = number_footer(even=even).replace("PageNumberEven", "\0").replace(
            "PageNumberOdd", odd_style).replace("\0", even_style)  # fmt: skip
        if self.namespace not in xml:
            from writer_assist.layout.markup import NAMESPACES

            xml = xml.replace(NAMESPACES["w"], self.namespace)
        root = etree.fromstring(xml.encode())
        kind = "even" if even else "default"
        for section in sections:
            part = self._part(section, "footer", kind)
            if part is not None and canonical(self.package.tree(part)) == canonical(root):
                reference = self._reference(section, "footer", kind)
                assert reference is not None
                return str(reference.get(self.names.relationship_id))
        return self.parts.add("footer", root)

    # --- settings --------------------------------------------------------------------------

    @property
    def even_pages(self) -> bool:
        """Whether odd and even pages have footers of their own."""
        part = self.package.related("settings")
        if part is None:
            return False
        setting = self.package.tree(part).find(self.w + "evenAndOddHeaders")
        return setting is not None and setting.get(self.names.value) not in ("0", "false", "off")

    def _set_even_pages(self) -> None:
        if self.even_pages:
            return
        part = self.package.related("settings")
        if part is None:
            root = etree.Element(self.w + "settings", nsmap={"w": self.namespace})
            self.parts.add("settings", root)
        else:
            root = self.package.tree(part)
            self.parts.changed[part] = root
        for old in root.findall(self.w + "evenAndOddHeaders"):
            root.remove(old)
        made = parse(tag("evenAndOddHeaders"), self.namespace)
        place = 0
        for number, each in enumerate(root, 1):
            if local(each) in SETTINGS_BEFORE_EVEN:
                place = number
        root.insert(place, made)
