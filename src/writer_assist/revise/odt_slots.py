"""The places of an ODT paragraph's XML where text may stand, and what keeps it from changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.odt import _INLINE, _INLINE_SKIPPED, DRAW, FIELD, XML_ID
from writer_assist.document.odt_review import MARKS
from writer_assist.document.odt_styles import LO, TEXT, integer
from writer_assist.i18n import N_

from .docx_edits import IN_CHANGE, IN_FIELD, LOCKED, SPECIAL

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph

Element = etree._Element

IN_RUBY = N_("在拼音（注音）里，不能直接改")

SPACE, TAB, BREAK = TEXT + "s", TEXT + "tab", TEXT + "line-break"
_SPACES = frozenset((SPACE, TAB, BREAK))
# A content control with one of these offers something else than free text.
_CHOICES = tuple(LO + name for name in ("checkbox", "dropdown", "date", "picture"))
_LOCKS = ("contentLocked", "sdtContentLocked")

Regions = Mapping[tuple[Element, bool], str]
"""Where text must not be changed, by the element and whether its tail: why."""


class Slot:
    """A place of a paragraph's XML where text may stand.

    Attributes:
        element: the text is its ``text``, its ``tail``, or itself: white space, a chosen value.
        tail: whether it is the tail.
        whole: whether it is the element itself.
        reason: why it must not be changed: a message; "" if it may.
        start: the offset in the paragraph's text as it was, in code points.
        text: what it shows; white space that counts for nothing (6.1.2) is not in it.
        edges: where, in the XML's text, what it shows begins and ends.
    """

    __slots__ = ("changed", "edges", "element", "reason", "start", "tail", "text", "whole")

    def __init__(
        self, element: Element, reason: str, *, tail: bool = False, whole: bool = False
    ) -> None:
        self.element = element
        self.tail = tail
        self.whole = whole
        self.reason = reason
        self.start = 0
        self.text = ""
        self.edges: tuple[int, int] | None = None
        self.changed = False

    @property
    def raw(self) -> str:
        """The character data that is in the XML."""
        return (self.element.tail if self.tail else self.element.text) or ""

    @raw.setter
    def raw(self, text: str) -> None:
        if self.tail:
            self.element.tail = text or None
        else:
            self.element.text = text or None


def slots_of(paragraph: Paragraph, element: Element, regions: Regions) -> list[Slot]:
    """All places for text of a paragraph in their order.

    Args:
        paragraph: as the reader made it.
        element: its ``text:p`` or ``text:h``.
        regions: what must not be changed besides fields and the like.
    """
    slots = list(_walk(element, ""))
    by_place = {(slot.element, slot.tail): slot for slot in slots}
    for piece in paragraph.pieces:
        place = piece.source
        slot = by_place[place.element, place.tail]
        slot.text += paragraph.text[piece.start : piece.start + piece.length]
        first = place.offset if slot.edges is None else slot.edges[0]
        slot.edges = first, place.offset + piece.length
    start = 0
    for slot in slots:
        slot.start = start
        start += len(slot.text)
        slot.reason = slot.reason or regions.get((slot.element, slot.tail), "")
        if slot.whole and slot.element.tag == SPACE:
            count = integer(slot.element.get(TEXT + "c"), 1)
            if count != len(slot.text):  # more than the reader takes it for
                slot.reason = slot.reason or SPECIAL
    return slots


def _walk(element: Element, reason: str) -> Iterator[Slot]:
    """In the order, and with the choice, of the reader."""
    yield Slot(element, reason)
    for child in element:
        tag = child.tag
        if isinstance(tag, str):
            if tag in _SPACES:
                yield Slot(child, reason, whole=True)
            elif tag in _INLINE:
                yield from _walk(child, reason or _obstacle_in(child))
            elif tag.startswith(FIELD):
                yield Slot(child, IN_FIELD, whole=True)
            elif not (tag == TEXT + "note" or tag in MARKS or tag.startswith(DRAW)) and (
                tag.startswith(TEXT) and tag not in _INLINE_SKIPPED
            ):
                yield from _walk(child, reason or IN_FIELD)
        yield Slot(child, reason, tail=True)


def _obstacle_in(element: Element) -> str:
    tag = element.tag
    if tag == TEXT + "meta-field":
        return IN_FIELD
    if tag == TEXT + "ruby":
        return IN_RUBY
    if tag == LO + "content-control":
        if element.get(LO + "showing-place-holder") == "true":
            return IN_FIELD
        if element.get(LO + "lock") in _LOCKS or any(element.get(name) for name in _CHOICES):
            return LOCKED
    return ""


def regions_of(root: Element) -> Regions:
    """The places for text between marks of changes and of fields, with what keeps them."""
    if next(root.iter(TEXT + "change-start", FIELD + "fieldmark-start"), None) is None:
        return {}
    insertions = set()
    known = set()
    for region in root.iter(TEXT + "changed-region"):
        id_ = region.get(XML_ID) or region.get(TEXT + "id")
        known.add(id_)
        if region.find(TEXT + "insertion") is not None:
            insertions.add(id_)
    open_changes: set[str | None] = set()
    fields = 0
    found: dict[tuple[Element, bool], str] = {}
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            id_ = element.get(TEXT + "change-id")
            if element.tag == TEXT + "change-start":
                if id_ in insertions or id_ not in known:
                    open_changes.add(id_)
            elif element.tag == TEXT + "change-end":
                open_changes.discard(id_)
            elif element.tag == FIELD + "fieldmark-start":
                fields += 1
            elif element.tag == FIELD + "fieldmark-end":
                fields = max(0, fields - 1)
        if open_changes or fields:
            found[element, event != "start"] = IN_CHANGE if open_changes else IN_FIELD
    return found
