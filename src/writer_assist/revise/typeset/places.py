"""Where the paragraphs of a draft stand: what is above them, and how many blank lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from writer_assist.layout import standard as gb
from writer_assist.layout.markup import tag
from writer_assist.layout.roles import Role
from writer_assist.layout.styles import AGENCY_LEADING, Shape, border
from writer_assist.records import NamedTuple

from .xml import Element, local

if TYPE_CHECKING:
    from writer_assist.document.docx.names import Names
    from writer_assist.document.model import Document, Paragraph

CORNER = frozenset({"copy", "secrecy", "urgency"})
HEAD = frozenset({"agency", "number", "number-signer", "signer"})
NUMBERS = HEAD - {"agency"}
TITLES = ("title", "attachment-title")
CENTRED = frozenset({*TITLES, "subtitle", "sign", "date", "caption", "agency", "number"})
IMPRINT = ("copies", "printed")

_SPACED = frozenset({"recipient", "attachment-note", "sign", "attachment-title"})
"""Kinds whose style has the lines above it."""

_CORNER_FRAME: dict[str, str | int] = {
    "w": 10 * gb.CHARACTER, "wrap": "around", "vAnchor": "margin", "hAnchor": "margin",
    "x": 1, "y": 1,
}  # fmt: skip
_GRADE_FRAME: dict[str, str | int] = {
    "w": 8 * gb.CHARACTER, "wrap": "around", "vAnchor": "margin", "hAnchor": "margin",
    "xAlign": "right", "y": 1,
}  # fmt: skip
"""As :mod:`writer_assist.layout.paper` puts them: the mark stands beside them, not below."""

_BELOW_NUMBER = 5
"""Points from the line of the number to the red rule: the line leaves 6.5 pt below its characters,
4 mm in all (7.2.7)."""


class Place(NamedTuple):
    """A paragraph of the text, with all w:p that it consists of."""

    paragraph: Paragraph
    role: Role
    elements: tuple[Element, ...]


class Places:
    """The paragraphs of one document's main part.

    Attributes:
        headed: whether the paper has a red head.
        full: numbers of the blank paragraphs that stay as high as a line.
    """

    def __init__(
        self,
        document: Document,
        roles: Sequence[Role],
        known: Names,
        *,
        sealed: bool,
        line: int = gb.LINE,
    ) -> None:
        self.line = line
        self.names = known
        self.w = known.w
        source = document.source
        self.all = [
            Place(paragraph, role, self._joined(element))
            for paragraph, role, element, part in zip(
                document.paragraphs, roles, source.elements, source.parts, strict=False
            )
            if paragraph.story in ("body", "table") and part == source.package.main
        ]
        kinds = {role.kind for role in roles}
        self.headed = sealed or not kinds.isdisjoint(HEAD)
        self.marked = "agency" in kinds
        self.full: set[int] = set()
        self._above: dict[int, int] = {}
        """Lines above a paragraph, by its number, where they are not those of its style."""
        self._count_blanks()

    def _joined(self, element: Element) -> tuple[Element, ...]:
        """A w:p with those before it whose marks are deleted: together they are a paragraph."""
        found = [element]
        while (above := found[0].getprevious()) is not None and above.tag == self.names.paragraph:
            mark = above.find(f"{self.w}pPr/{self.w}rPr")
            if mark is None or all(mark.find(tag) is None for tag in self.names.deletions):
                break
            found.insert(0, above)
        return tuple(found)

    # --- blank paragraphs ------------------------------------------------------------------

    def _count_blanks(self) -> None:
        """Which blank paragraphs stand for the blank lines of the standard."""
        last: Place | None = None
        blanks: list[Place] = []
        for place in self.all:
            kind = place.role.kind
            if kind == "blank":
                blanks.append(place)
                continue
            wanted = self._wanted(last.role.kind if last else "", kind)
            full = [each for each in blanks if not self._breaks(each)][:wanted]
            self.full.update(each.paragraph.number for each in full)
            lines = wanted - len(full)
            if lines != (wanted if kind in _SPACED and last else 0):
                self._above[place.paragraph.number] = lines
            last, blanks = place, []

    def _wanted(self, above: str, kind: str) -> int:
        """How many blank lines stand between two kinds of paragraphs."""
        if kind == "title":
            return 2 if above in HEAD or above == "rule" else 0
        if above == "number" and kind not in HEAD:
            return 2  # below the number of an order
        if kind == "recipient":
            return 1 if above in ("title", "subtitle") else 0
        if above in ("title", "subtitle") and kind not in ("title", "subtitle"):
            return 1
        if kind == "attachment-note" or (kind == "attachment-title" and above == "attachment"):
            return 1
        if kind == "sign":
            return 0 if above == "sign" else 2 if self.headed else 1
        if kind == "date":
            return 0 if above == "sign" else 1
        return 1 if above == "attachment-title" and kind != "attachment-title" else 0

    def _breaks(self, place: Place) -> bool:
        """Whether a blank paragraph breaks the page, or ends a section."""
        return any(
            next(element.iter(self.w + "br", self.w + "sectPr"), None) is not None
            for element in place.elements
        )

    # --- shapes ----------------------------------------------------------------------------

    def shape(self, index: int, *, counted: bool) -> Shape:
        """What differs from the style, where a paragraph stands.

        Args:
            counted: it has an automatic number.
        """
        place = self.all[index]
        kind, paragraph = place.role.kind, place.paragraph
        above = self.kind_above(index)
        shape = self._head_shape(index) or self._imprint_shape(index) or Shape()
        if kind in ("closing", "attachment-note", "attachment-item") and self._has_below(
            index, "sign"
        ):  # no page bears 署名 and date alone
            shape = shape._replace(keep_next=True)
        lines = self._above.get(paragraph.number)
        if lines is not None and kind not in HEAD:
            shape = shape._replace(before=lines * self.line)
        elif (kind == "recipient" and above not in ("title", "subtitle", "")) or (
            kind == "sign" and above == "sign"
        ):
            shape = shape._replace(before=0)
        if kind == "attachment" and self._on_new_page(index):
            shape = shape._replace(page_break=False)
        if paragraph.text.startswith("\t") and kind not in CENTRED:
            shape = shape._replace(first=0, tabs=(("left", 2 * gb.CHARACTER),))
        elif counted and kind not in ("attachment-item", "attachment-note"):
            # The list's own indents would hold, were it not for these.
            shape = shape._replace(left=0, first=2)
        return shape

    def _head_shape(self, index: int) -> Shape | None:
        """The shape of a line of the red head."""
        kind, above = self.all[index].role.kind, self.kind_above(index)
        if kind in CORNER or kind == "grade":
            if not (self.marked and self._has_below(index, "agency")):
                return None
            return Shape(frame=_GRADE_FRAME if kind == "grade" else _CORNER_FRAME)
        if kind == "agency":
            first = above in (*CORNER, "grade", "")
            top = gb.AGENCY_BELOW_TOP - gb.pt(AGENCY_LEADING / 2)
            return Shape(before=top if first else 0)
        if kind not in NUMBERS:
            return None
        # The style of 发文字号 has the two lines below the mark (7.2.5).
        shape = Shape() if above == "agency" else Shape(before=0)
        if kind == "number-signer":
            # Indents of the whole paragraph would shorten the rule below it.
            shape = shape._replace(left=0, right=0, first=1)
        if self.marked and self._ends_head(index):
            rule = border("single", gb.RED_RULE, gb.RED, _BELOW_NUMBER)
            shape = shape._replace(borders={"bottom": tag("bottom", rule)})
        return shape

    def _imprint_shape(self, index: int) -> Shape | None:
        """The rules of a 版记 that stays in the text (7.4.1)."""
        place = self.all[index]
        if place.role.kind not in IMPRINT or place in self.imprint():
            return None
        thick, thin = border("single", gb.THICK), border("single", gb.THIN)
        above = self.all[index - 1].role.kind if index else ""
        below = self.all[index + 1].role.kind if index + 1 < len(self.all) else ""
        rules = {"top": tag("top", thin if above in IMPRINT else thick)}
        if below not in IMPRINT:
            rules["bottom"] = tag("bottom", thick)
        return Shape(borders=rules)

    def _has_below(self, index: int, kind: str) -> bool:
        return any(place.role.kind == kind for place in self.all[index + 1 :])

    def _ends_head(self, index: int) -> bool:
        """Whether the red rule belongs below a line of the head: none is there or drawn."""
        below = next((p.role.kind for p in self.all[index + 1 :] if p.role.kind != "blank"), "")
        if below in (*HEAD, "rule", "picture", ""):
            return False
        drawn = ("drawing", "pict", "object", "pBdr")
        return not any(
            local(each) in drawn
            for place in self.all[: index + 3]
            if place.role.kind in HEAD or place.role.kind == "blank"
            for element in place.elements
            for each in element.iter()
        )

    def kind_above(self, index: int) -> str:
        """The kind of the paragraph above that is not blank."""
        return next((place.role.kind for place in reversed(self.all[:index])
                     if place.role.kind != "blank"), "")  # fmt: skip

    def _on_new_page(self, index: int) -> bool:
        """Whether a paragraph begins a page already: behind a break, or a section's end."""
        for place in reversed(self.all[:index]):
            element = place.elements[-1]
            if element.find(f"{self.w}pPr/{self.w}sectPr") is not None:
                return True
            shown = list(element.iter(self.w + "br", self.names.text))
            if shown and shown[-1].get(self.names.type) == "page":
                return True
            if place.role.kind != "blank":
                return False
        return True

    def imprint(self) -> list[Place]:
        """The lines of the 版记, if they are the last of the text, side by side and unchanged."""
        last = len(self.all)
        while last and self.all[last - 1].role.kind == "blank":
            last -= 1
        first = last
        while first and self.all[first - 1].role.kind in IMPRINT:
            first -= 1
        found = self.all[first:last]
        for one, other in pairwise(found):
            if one.elements[-1].getnext() is not other.elements[0]:
                return []
        body = self.names.body
        for place in found:
            (element, *more) = place.elements
            marks = f"{self.w}pPr/{self.w}sectPr", f"{self.w}pPr/{self.w}rPr/{self.w}ins"
            parent = element.getparent()
            if more or parent is None or parent.tag != body or any(map(element.find, marks)):
                return []
        return found
