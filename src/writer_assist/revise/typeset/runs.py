"""The runs of a paragraph: what contradicts its style goes, what a style cannot say comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE
from writer_assist.layout.markup import value

from .places import CENTRED, Place
from .styles import StyleSheet
from .xml import RUN_ORDER, Element, local, parse, put_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from writer_assist.document.docx.names import Names
    from writer_assist.revise.split_runs import Ids

_DIRECT = frozenset({
    "rFonts", "color", "spacing", "w", "kern", "position", "sz", "szCs", "fitText", "snapToGrid",
    "outline", "shadow", "emboss", "imprint", "effect",
})  # fmt: skip
"""Formatting of characters that gives way to the style."""

_EMPHASIS = frozenset({"b", "bCs", "i", "iCs", "caps", "smallCaps"})
_SYMBOL_FONTS = ("symbol", "wingding", "webding", "marlett", "mt extra", "zapf")


class RunStyler:
    """Takes formatting from the runs of one document's paragraphs, and gives some to them."""

    def __init__(self, sheet: StyleSheet, known: Names, ids: Ids) -> None:
        self.sheet = sheet
        self.names = known
        self.w = known.w
        self.namespace = known.w[1:-1]
        self.ids = ids

    def of(self, element: Element) -> list[Element]:
        """The runs of a w:p itself, not those of text boxes in it."""
        found = []
        for run in element.iter(self.names.run):
            holder = next(run.iterancestors(self.names.paragraph), None)
            if holder is element:
                found.append(run)
        return found

    def strip(self, element: Element, *, whole: bool, keep_styles: bool) -> None:
        """Take formatting from the runs of a paragraph.

        Args:
            whole: emphasis as well; else only where all is emphasised.
            keep_styles: our character styles stay.
        """
        runs = self.of(element)
        shown = [run for run in runs if next(run.iter(self.names.text), None) is not None]
        bold = bool(shown) and all(self._is_bold(run) for run in shown)
        for run in runs:
            properties = run.find(self.names.run_properties)
            if properties is not None:
                self.strip_one(properties, emphasis=whole or bold, keep_style=keep_styles)
                if not len(properties):
                    run.remove(properties)

    def _is_bold(self, run: Element) -> bool:
        bold = run.find(f"{self.w}rPr/{self.w}b")
        return bold is not None and bold.get(self.w + "val") not in ("0", "false", "off")

    def strip_one(self, properties: Element, *, emphasis: bool, keep_style: bool) -> None:
        """Take formatting from one w:rPr; the arguments as of :meth:`strip`."""
        fonts = properties.find(self.w + "rFonts")
        symbols = fonts is not None and any(
            str(font).lower().startswith(_SYMBOL_FONTS) for font in fonts.attrib.values()
        )
        for child in list(properties):
            name = local(child)
            if (name in _DIRECT and not (symbols and name == "rFonts")) or (
                emphasis and name in _EMPHASIS
            ):
                properties.remove(child)
            elif name == "rStyle":
                style = child.get(self.w + "val", "")
                ours = style in self.sheet.characters_there()
                if (ours and not keep_style) or (not ours and self.sheet.is_look(style)):
                    properties.remove(child)

    def cut(self, place: Place, start: int, end: int) -> list[Element]:
        """The runs of a part of a paragraph's text, cut out."""
        from writer_assist.revise.split_runs import Runs

        there = {run for element in place.elements for run in self.of(element)}
        runs = Runs(place.paragraph, self.names, self.ids)
        for offset in (start, end):
            if 0 < offset < len(place.paragraph.text):
                runs.cut(offset)
        for element in place.elements:
            for run in self.of(element):
                if run not in there:  # never to be joined again
                    run.attrib.pop(self.w + "rsidR", "")
        # The pieces of the paragraph no longer lead to all of its text.
        place.paragraph.pieces = [
            type(place.paragraph.pieces[0])(
                begin, (runs.starts[n + 1] if n + 1 < len(runs.starts)
                        else len(place.paragraph.text)) - begin, runs.sources[n])
            for n, begin in enumerate(runs.starts)
        ]  # fmt: skip
        return [run for run in runs.between(start, end) if run.tag == self.names.run]

    def look(self, runs: Sequence[Element], children: Mapping[str, str]) -> None:
        """Give runs a formatting: children of their w:rPr, by name."""
        for run in runs:
            properties = run.find(self.names.run_properties)
            if properties is None:
                properties = parse("<w:rPr/>", self.namespace)
                run.insert(0, properties)
            put_all(properties, children, RUN_ORDER, self.namespace)

    def shrink_blanks(self, place: Place) -> None:
        """Blanks that were typed for an indent take no room: the style indents."""
        text = place.paragraph.text
        bare = text.strip(" \u3000\xa0")
        if not bare or not place.paragraph.pieces:
            return
        start = text.index(bare[0])
        stop = len(text.rstrip(" \u3000\xa0"))
        parts = [(0, start)] if start and not place.paragraph.label else []
        if stop < len(text) and place.role.kind in CENTRED:
            parts.append((stop, len(text)))
        for first, last in parts:
            if text[first:last].strip(SPACE):
                continue
            runs = self.cut(place, first, last)
            self.look(runs, {"sz": value("sz", 2), "szCs": value("szCs", 2),
                              "spacing": value("spacing", 0)})  # fmt: skip
