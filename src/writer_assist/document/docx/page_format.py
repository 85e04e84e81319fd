"""Sections of a DOCX: paper, margins, grid, page numbers, headers and footers (17.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.docx.formats import PageFormat
from writer_assist.document.docx.layers import number, switch, twips
from writer_assist.document.docx.names import Names

if TYPE_CHECKING:
    from writer_assist.document.docx.reader import DocxSource
    from writer_assist.document.model import Document

Element = etree._Element

_BODY = ("body", "table", "text-box")
_MM = 25.4 / 1440
_GRIDS = ("lines", "linesAndChars", "snapToChars")
# What Word takes where nothing is said, in twips.
_PAPER = {"w": 12240.0, "h": 15840.0}
_MARGINS = {
    "top": 1440.0,
    "bottom": 1440.0,
    "left": 1800.0,
    "right": 1800.0,
    "header": 720.0,
    "footer": 720.0,
    "gutter": 0.0,
}


def read_pages(
    source: DocxSource, document: Document, known: Names, settings: Element | None
) -> list[PageFormat]:
    """The sections in their order, at least one; ``lines`` is left 0.

    Args:
        source: where the document came from.
        document: the document.
        known: the names in its namespace.
        settings: the root of the settings, or None.
    """
    paragraphs = document.paragraphs
    last = max([p.number for p in paragraphs if p.story in _BODY], default=0)
    root = source.package.tree(source.package.main)
    w = known.w
    ends: list[tuple[Element | None, int]] = []
    found = list(root.iter(w + "sectPr"))
    final = root.find(f"{w}body/{w}sectPr")
    if len(found) > 1 or final is None:
        numbers = {element: n for n, element in enumerate(source.elements[:last], 1)}
        for element in found:
            parent = element.getparent()
            holder = parent.getparent() if parent is not None else None
            if parent is None or holder is None or parent.tag != known.paragraph_properties:
                continue
            end = numbers.get(holder, 0)
            if end and paragraphs[end - 1].story == "body":
                # Text boxes stand behind the paragraph that they are anchored in.
                while end < last and paragraphs[end].story == "text-box":
                    end += 1
                ends.append((element, end))
    if final is not None or not ends or ends[-1][1] < last:
        ends.append((final, last))
    reader = _Sections(source, known, settings)
    pages = []
    first = 1
    for section, end in ends:
        page = reader.read(section, first, end)
        # A section without a paragraph shows no page, but others inherit its headers.
        if first <= end or len(ends) == 1:
            pages.append(page)
            first = end + 1
    return pages


class _Sections:
    """Reads one section after the other: headers and footers are inherited (17.10.1)."""

    def __init__(self, source: DocxSource, known: Names, settings: Element | None) -> None:
        self._w = known.w
        self._relationship_id = known.relationship_id
        self._relationships = source.package.main_relationships
        self._even_odd = self._setting(settings, "evenAndOddHeaders")
        self._gutter_at_top = self._setting(settings, "gutterAtTop")
        self._margins: dict[str, dict[str, str]] = {"header": {}, "footer": {}}

    def _setting(self, settings: Element | None, name: str) -> bool:
        element = self._child(settings, name)
        return element is not None and switch(element, self._w + "val")

    def read(self, section: Element | None, first: int, last: int) -> PageFormat:
        """The section with these paragraphs."""
        width, height = self._lengths(section, "pgSz", _PAPER).values()
        if width <= 0 or height <= 0:
            width, height = _PAPER.values()
        top, bottom, left, right, header, footer, gutter = self._lengths(
            section, "pgMar", _MARGINS
        ).values()
        # A negative margin is one that a high header does not push down.
        top, bottom = abs(top), abs(bottom)
        if self._gutter_at_top:
            top += gutter
        elif self._setting(section, "rtlGutter"):
            right += gutter
        else:
            left += gutter
        grid, pitch, space = self._grid(section)
        start, format = self._numbers(section)
        self._references(section)
        return PageFormat(
            first=first,
            last=last,
            width=width * _MM,
            height=height * _MM,
            top=top * _MM,
            bottom=bottom * _MM,
            left=left * _MM,
            right=right * _MM,
            header=header * _MM,
            footer=footer * _MM,
            landscape=width > height,
            grid=grid,
            line_pitch=pitch,
            char_space=space,
            lines=0,
            title_page=self._setting(section, "titlePg"),
            even_odd=self._even_odd,
            page_start=start,
            page_format=format,
            footers=dict(self._margins["footer"]),
            headers=dict(self._margins["header"]),
        )

    def _child(self, section: Element | None, name: str) -> Element | None:
        return None if section is None else section.find(self._w + name)

    def _lengths(
        self, section: Element | None, name: str, usual: Mapping[str, float]
    ) -> dict[str, float]:
        """The attributes of an element in twips."""
        element = self._child(section, name)
        if element is None:
            return dict(usual)
        found = {key: twips(element.get(self._w + key)) for key in usual}
        return {key: usual[key] if value is None else value for key, value in found.items()}

    def _grid(self, section: Element | None) -> tuple[str, float, float]:
        """Type, line pitch and character space (points) of w:docGrid, 17.6.5."""
        element = self._child(section, "docGrid")
        grid = "" if element is None else element.get(self._w + "type", "")
        if element is None or grid not in _GRIDS:
            return "", 0.0, 0.0
        pitch = max(0.0, twips(element.get(self._w + "linePitch")) or 0.0) / 20
        space = (number(element.get(self._w + "charSpace")) or 0.0) / 4096
        return grid, pitch, space if grid != "lines" else 0.0

    def _numbers(self, section: Element | None) -> tuple[int | None, str]:
        """First number and format of w:pgNumType, 17.6.12."""
        element = self._child(section, "pgNumType")
        if element is None:
            return None, "decimal"
        start = number(element.get(self._w + "start"))
        return None if start is None else int(start), element.get(self._w + "fmt", "decimal")

    def _references(self, section: Element | None) -> None:
        if section is None:
            return
        for name, known in self._margins.items():
            for element in section.iterchildren(f"{self._w}{name}Reference"):
                target = self._relationships.get(element.get(self._relationship_id, ""))
                if target is not None and not target.external:
                    known[element.get(self._w + "type", "default")] = target.target
