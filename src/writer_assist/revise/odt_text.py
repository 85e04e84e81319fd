"""Change the text of a paragraph of an ODT inside the spans that it has.

Character data is all that is touched, and the elements that stand for white space (ODF 1.3
part 3, 6.1.2 to 6.1.5): bookmarks, notes, annotations, marks of tracked changes, frames and fields
stay where they are. New text looks like the first character that it replaces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.odt import MAX_SPACES
from writer_assist.document.odt_styles import TEXT

from .choice import trimmed
from .docx_edits import SPECIAL
from .odt_slots import BREAK, SPACE, TAB, Element, Slot
from .split_runs import drop

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.engine.findings import PlacedEdit

_WHITE = " \t\n"
_PARTS = re.compile(r" +|\t|\n|[^ \t\n]+")


# --- what can be done ----------------------------------------------------------------------


def touched(slots: Sequence[Slot], start: int, end: int) -> list[int]:
    """The indexes of the places that show text between two offsets."""
    found = []
    for index in range(max(0, bisect_right(slots, start, key=_start) - 1), len(slots)):
        slot = slots[index]
        if slot.start >= end:
            break
        if slot.text and start < slot.start + len(slot.text):
            found.append(index)
    return found


def _start(slot: Slot) -> int:
    return slot.start


def target(slots: Sequence[Slot], at: int, *, following: bool = False) -> tuple[int, str]:
    """Where text that replaces nothing goes: the index of a place, and why it cannot; "" if it can.

    Args:
        slots: of the paragraph.
        at: the offset.
        following: whether it is to look like the character behind it, not like that before.
    """
    before = behind = -1
    for index in range(max(0, bisect_left(slots, at, key=_start) - 1), len(slots)):
        slot = slots[index]
        if slot.start < at <= slot.start + len(slot.text):
            before = index
        elif slot.text and slot.start >= at:
            behind = index
            break
        if before == index and at < slot.start + len(slot.text):
            behind = index
            break
    found = [index for index in (before, behind) if index >= 0]
    for index in reversed(found) if following else found:
        if not slots[index].reason:
            return index, ""
    # Between what must not be changed, or in a paragraph without a text: any place will do.
    free = [
        index
        for index in range(before + 1, behind if behind >= 0 else len(slots))
        if not slots[index].reason and not slots[index].whole
    ]
    if not free or (before == behind >= 0):
        return -1, slots[found[0]].reason if found else SPECIAL
    if not found:
        # An empty span says how text would look.
        spans = [i for i in free if not slots[i].tail and slots[i].element.tag == TEXT + "span"]
        return (spans or free[-1:])[0], ""
    return (free[0] if before >= 0 else free[-1]), ""


def obstacle(slots: Sequence[Slot], edit: PlacedEdit, text: str) -> str:
    """Why an edit inside the text of a paragraph cannot be made: a message; "" if it can."""
    edit, following = _inside(edit, text)
    if edit.start == edit.end:
        return target(slots, edit.start, following=following)[1] if edit.text else ""
    for index in touched(slots, edit.start, edit.end):
        if slots[index].reason:
            return slots[index].reason
    return "" if edit.text else _loses_space(slots, edit, text)


def _loses_space(slots: Sequence[Slot], edit: PlacedEdit, text: str) -> str:
    """Whether a space behind what is deleted would count no more, and must not be written anew."""
    if text[edit.end : edit.end + 1] != " ":
        return ""
    index = touched(slots, edit.end, edit.end + 1)[0]
    if not slots[index].reason or slots[index].whole:
        return ""
    if edit.start == 0:
        return slots[index].reason
    last = slots[touched(slots, edit.start - 1, edit.start)[0]]
    return slots[index].reason if last.reason and text[edit.start - 1] == " " else ""


def _inside(edit: PlacedEdit, text: str) -> tuple[PlacedEdit, bool]:
    """What of an edit changes the text, and whether an insertion looks like what follows."""
    whole = edit._replace(end=min(edit.end, len(text)), text=edit.text.replace("\v", "\n"))
    inner = trimmed(whole, text)
    # What was put in behind the first character of "A" → "BA" looks like the A.
    return inner, inner.start == inner.end and whole.start == inner.start < whole.end


# --- doing it ------------------------------------------------------------------------------


def edit_text(paragraph: Paragraph, slots: Sequence[Slot], edits: Sequence[PlacedEdit]) -> None:
    """Make edits inside one paragraph.

    White space that counts for nothing goes: it could count for something afterwards.

    Args:
        paragraph: as the reader made it.
        slots: its places, which are not right any more afterwards.
        edits: none overlapping, each without an :func:`obstacle`.
    """
    contexts = list(_contexts(slots))
    empty = [not slot.text for slot in slots]
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        inner, following = _inside(edit, paragraph.text)
        if inner.start < inner.end:
            first, *others = touched(slots, inner.start, inner.end)
            # From the end: what a piece of white space cannot hold goes to what follows it.
            for index in (*reversed(others), first):
                start = slots[index].start
                new = inner.text if index == first else ""
                _replace(slots, index, inner.start - start, inner.end - start, new)
        elif inner.text:
            index, _ = target(slots, inner.start, following=following)
            at = inner.start - slots[index].start
            _replace(slots, index, at, at, inner.text)
    for slot, old, new_context in zip(slots, contexts, list(_contexts(slots)), strict=True):
        _write(slot, old, new_context)
    for slot, was_empty in zip(slots, empty, strict=True):
        if not slot.text and not was_empty:
            _clear(slot)


def _replace(slots: Sequence[Slot], index: int, start: int, end: int, new: str) -> None:
    """Replace a stretch of what a place shows; offsets inside it, which may lie outside."""
    slot = slots[index]
    start, end = max(0, start), min(len(slot.text), end)
    front, back = slot.text[:start], slot.text[end:]
    slot.changed = True
    if not slot.whole:
        slot.text = front + new + back
    elif not start or not new:
        # In front of it stands a place for text in the same element.
        slot.text = front + back
        _prepend_or_append(slots[index - 1], new, front=False)
    else:
        slot.text = front
        _prepend_or_append(slots[index + 1], new + back, front=True)


def _prepend_or_append(slot: Slot, text: str, *, front: bool) -> None:
    if text:
        slot.text = text + slot.text if front else slot.text + text
        slot.changed = True


def _contexts(slots: Sequence[Slot]) -> Iterator[tuple[str, str]]:
    """For each place the characters in front of it and behind it; a space stands for the edge."""
    following = [" "] * len(slots)
    last = " "
    for index in range(len(slots) - 1, -1, -1):
        following[index] = last
        last = slots[index].text[:1] or last
    last = " "
    for slot, after in zip(slots, following, strict=True):
        yield last, after
        last = slot.text[-1:] or last


def _write(slot: Slot, old: tuple[str, str], context: tuple[str, str]) -> None:
    """Let the XML show what a place is to show."""
    if slot.whole:
        if slot.changed and slot.text and slot.element.tag == SPACE:
            _count(slot.element, len(slot.text))
        return
    before, after = (character in _WHITE for character in context)
    bare = (before and slot.text[:1] == " ") or (after and slot.text[-1:] == " ")
    if slot.changed or (bare and not slot.reason and old != context):
        _render(slot, context)
    elif slot.raw and slot.edges != (0, len(slot.raw)):
        first, last = slot.edges or (0, 0)
        slot.raw = slot.raw[first:last]


def _render(slot: Slot, context: tuple[str, str]) -> None:
    before, after = context
    literal = [""]
    made: list[Element] = []
    text = slot.text
    for match in _PARTS.finditer(text):
        part = match[0]
        if part[0] not in _WHITE:
            literal[-1] += part
            continue
        left = text[match.start() - 1] if match.start() else before
        right = text[match.end()] if match.end() < len(text) else after
        if part == " " and left not in _WHITE and right not in _WHITE:
            literal[-1] += part
            continue
        for element in _elements(part):
            made.append(element)
            literal.append("")
    slot.raw = ""
    for element, behind in zip(reversed(made), reversed(literal), strict=False):
        element.tail = behind or None
        if slot.tail:
            slot.element.addnext(element)
        else:
            slot.element.insert(0, element)
    slot.raw = literal[0]


def _elements(part: str) -> list[Element]:
    if part == "\t":
        return [etree.Element(TAB)]
    if part == "\n":
        return [etree.Element(BREAK)]
    found = []
    for start in range(0, len(part), MAX_SPACES):
        element = etree.Element(SPACE)
        _count(element, min(MAX_SPACES, len(part) - start))
        found.append(element)
    return found


def _count(element: Element, count: int) -> None:
    if count == 1:
        element.attrib.pop(TEXT + "c", "")
    else:
        element.set(TEXT + "c", str(count))


def _clear(slot: Slot) -> None:
    """Take out what shows nothing any more: white space, and a span with nothing in it."""
    node: Element | None = slot.element
    if slot.whole or slot.tail:
        assert node is not None
        parent = node.getparent()
        if slot.whole:
            drop(node)
        node = parent
    while node is not None and node.tag in (TEXT + "span", TEXT + "a"):
        parent = node.getparent()
        if len(node) or node.text or parent is None:
            return
        drop(node)
        node = parent
