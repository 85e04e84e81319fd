"""The paragraphs of a DOCX: each gets the style of what it is, and loses what contradicts it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE
from writer_assist.layout import standard as gb
from writer_assist.layout.markup import tag, value
from writer_assist.layout.paper import STYLE_OF
from writer_assist.layout.roles import HEADINGS, Kind, Role
from writer_assist.layout.styles import AGENCY_STYLES, BY_ID, Shape

from .imprint import put_into_table
from .places import TITLES, Place, Places
from .runs import RunStyler
from .styles import OWN_NAMES, StyleSheet
from .title import lines_of, width_of
from .xml import PARAGRAPH_ORDER, Element, local, parse, put, put_all

if TYPE_CHECKING:
    from writer_assist.document.docx.names import Names
    from writer_assist.document.docx.styles import Styles
    from writer_assist.document.model import Document
    from writer_assist.revise.split_runs import Ids

    from .numbers import Numbers

_LEFT_ALONE = frozenset({"cell", "contents", "other", "rule"})
"""Kinds that stay as they are: tables are kept whole."""

_PLAIN = {"sign": "PlainSignature", "date": "PlainDate"}
_PLAIN_NAMES = frozenset(BY_ID[style].name for style in _PLAIN.values())
_DIRECT = frozenset({
    "keepNext", "keepLines", "widowControl", "pBdr", "shd", "tabs", "suppressAutoHyphens",
    "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN",
    "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "jc",
    "textAlignment", "outlineLvl", "framePr",
})  # fmt: skip
"""Formatting of a paragraph that gives way to its style."""

_TALL = ("drawing", "pict", "object", "oMath", "ruby")
"""What may be higher than a line."""

_LEAD = {"h1": "Label", "h2": "Name"}

_BLANKS = re.compile("[ \u3000\xa0]{2,}")
_LINE_OF = {
    "number-signer": (gb.SIZE_3, gb.CHARACTERS - 2.0),
    "printed": (gb.SIZE_4, gb.TEXT_WIDTH / gb.pt(gb.SIZE_4) - 2.0),
}
"""Lines of two halves, left and right: the size of their characters, and how many there is room
for."""


class Restyler:
    """Gives the paragraphs of one document their styles.

    Args:
        document: its elements are changed in place.
        roles: of its paragraphs.
        sheet: gets the styles.
        styles: of the document as it was.
        numbers: its automatic numbers.
        sealed: the paper got a red head: its 署名 is one that a seal is put on.
    """

    def __init__(
        self,
        document: Document,
        roles: Sequence[Role],
        sheet: StyleSheet,
        styles: Styles,
        numbers: Numbers,
        known: Names,
        ids: Ids,
        *,
        sealed: bool = False,
    ) -> None:
        self.sheet = sheet
        self.styles = styles
        self.numbers = numbers
        self.names = known
        self.w = known.w
        self.namespace = known.w[1:-1]
        self.sealed = sealed
        self.places = Places(document, roles, known, sealed=sealed, line=sheet.house.line)
        self.runs = RunStyler(sheet, known, ids)

    def run(self) -> None:
        """Restyle them all."""
        for index, place in enumerate(self.places.all):
            self._restyle(index, place)
        self.sheet.renew(OWN_NAMES)
        if imprint := self.places.imprint():
            put_into_table([place.elements[0] for place in imprint], self.sheet, self.names)

    def _restyle(self, index: int, place: Place) -> None:
        kind = place.role.kind
        if kind in _LEFT_ALONE or (kind == "picture" and not self._inline(place)):
            return
        name = self._style_name(place)
        plain = self.sealed and name in _PLAIN_NAMES
        if name in OWN_NAMES and kind not in ("blank", "picture") and not plain:
            # Somebody knows better, or it was we: a style of ours stays, with what goes with it.
            for element in place.elements:
                self.runs.strip(element, whole=True, keep_styles=True)
            self._lay_out(place)
            return
        counted = bool(place.paragraph.label) and self.numbers.is_counted(place.elements[-1])
        style = self._style_of(place)
        shape = self.places.shape(index, counted=counted)
        for element in place.elements:
            self._set(element, style, shape, place)
            self.runs.strip(element, whole=kind != "body", keep_styles=False)
        if kind in HEADINGS and 0 < place.role.lead < len(place.paragraph.text):
            self._lead(place)
        self._lay_out(place)

    def _lay_out(self, place: Place) -> None:
        """What no style can say: where lines end, which blanks take no room, which all of it."""
        if place.role.kind in TITLES:
            self._break_title(place)
        if place.role.kind in _LINE_OF:
            self._spread(place)
        self.runs.shrink_blanks(place)

    def _style_name(self, place: Place) -> str:
        style = place.elements[-1].find(f"{self.w}pPr/{self.w}pStyle")
        return "" if style is None else self.styles[style.get(self.w + "val", "")].name

    def _style_of(self, place: Place) -> str:
        kind: Kind = place.role.kind
        text = place.paragraph.text
        if kind == "blank":
            return "BodyText" if place.paragraph.number in self.places.full else "End"
        if kind == "agency":
            length = len("".join(text.split()))
            for (style, _), (most, _) in zip(AGENCY_STYLES, gb.AGENCY_SIZES, strict=True):
                if length <= most:
                    return style
            return AGENCY_STYLES[-1][0]
        if kind == "signer":
            return "DocumentNumber"
        if kind in _PLAIN and not self.places.headed:
            return _PLAIN[kind]
        if kind in HEADINGS and 0 < place.role.lead < len(text):
            return "BodyText"
        return STYLE_OF[kind]

    def _set(self, element: Element, style: str, shape: Shape, place: Place) -> None:
        """Give a w:p a style, and take away what stands against it."""
        properties = element.find(self.names.paragraph_properties)
        if properties is None:
            properties = parse("<w:pPr/>", self.namespace)
            element.insert(0, properties)
        number = self.numbers.of(element)  # as long as the old style is there
        gone = set(_DIRECT)
        if place.role.kind in ("attachment", "blank"):
            gone.add("pageBreakBefore")
        if "\t" in place.paragraph.text and not place.paragraph.text.startswith("\t"):
            gone.discard("tabs")
        counted = not place.paragraph.label or self.numbers.is_counted(element)
        if not counted:
            gone -= {"ind", "tabs"}  # a bullet stands where its list puts it
        for child in list(properties):
            if local(child) in gone:
                properties.remove(child)
        children: Mapping[str, str] = shape.children()
        put_all(properties, children, PARAGRAPH_ORDER, self.namespace)
        put(properties, parse(value("pStyle", self.sheet.id(style)), self.namespace),
            PARAGRAPH_ORDER)  # fmt: skip
        self.numbers.keep(element, properties, number, self.sheet.id(style))
        tall = next((each for each in element.iter() if local(each) in _TALL), None)
        if tall is not None and style != "Picture":
            self._let_grow(properties)
        mark = properties.find(self.names.run_properties)
        if mark is not None:
            self.runs.strip_one(mark, emphasis=True, keep_style=False)
            if not len(mark):
                properties.remove(mark)

    def _let_grow(self, properties: Element) -> None:
        """Lines may be higher than those of the text: exact ones cut off what is."""
        spacing = properties.find(self.w + "spacing")
        if spacing is None:
            spacing = parse("<w:spacing/>", self.namespace)
            put(properties, spacing, PARAGRAPH_ORDER)
        spacing.set(self.w + "line", str(self.sheet.house.line))
        spacing.set(self.w + "lineRule", "atLeast")

    def _inline(self, place: Place) -> bool:
        """Whether a picture stands in the line: others stand where they are put."""
        return all(
            next((each for each in element.iter() if local(each) == "anchor"), None) is None
            and "position:absolute" not in "".join(
                shape.get("style", "") for shape in element.iter("{urn:schemas-microsoft-com:vml}*")
            )
            for element in place.elements
        )  # fmt: skip

    def _lead(self, place: Place) -> None:
        """A run-in heading: its words in the font of its level."""
        style = _LEAD.get(place.role.kind)
        if style is None:
            return
        for run in self.runs.cut(place, 0, place.role.lead):
            if run.find(f"{self.w}rPr/{self.w}rStyle") is None:
                self.runs.look([run], {"rStyle": value("rStyle", self.sheet.character(style))})

    def _break_title(self, place: Place) -> None:
        """Lines of a title by sense."""
        text = place.paragraph.text
        bare = text.strip(SPACE)
        house = self.sheet.house
        lines = lines_of(bare, house.text_width, house.title_size)
        if lines is None or not place.paragraph.pieces:
            return
        properties = place.elements[-1].find(self.names.paragraph_properties)
        assert properties is not None
        xml = tag("ind", {"left": lines.side, "right": lines.side})
        put(properties, parse(xml, self.namespace), PARAGRAPH_ORDER)
        start = text.index(bare)
        ends = (0, *lines.ends, len(bare))
        for (first, last), spacing in zip(pairwise(ends), lines.spacing, strict=True):
            if spacing:
                runs = self.runs.cut(place, start + first, start + last)
                self.runs.look(runs, {"spacing": value("spacing", spacing)})

    def _spread(self, place: Place) -> None:
        """Blanks between two halves of a line: as wide as to push the second to the right."""
        text = place.paragraph.text
        bare = text.strip(SPACE)
        blanks = max(_BLANKS.finditer(bare), key=lambda match: len(match[0]), default=None)
        if blanks is None or not place.paragraph.pieces or "\t" in bare:
            return
        size, room = _LINE_OF[place.role.kind]
        # Digits of some fonts are wider than half a character: rather short of the margin than
        # in a further line.
        room -= width_of(bare) + 0.14 * sum("!" <= each <= "~" for each in bare)
        spacing = int(room * gb.pt(size) / len(blanks[0]))
        if spacing > 0:
            start = text.index(bare) + blanks.start()
            runs = self.runs.cut(place, start, start + len(blanks[0]))
            self.runs.look(runs, {"spacing": value("spacing", spacing)})
