"""Change the text of a paragraph of a DOCX inside the runs that it has.

Only what shows the text is touched: formatting, bookmarks, comments, notes, pictures and fields
stay where they are. New text looks like the first character that it replaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.docx.names import Names
from writer_assist.engine.findings import PlacedEdit

from .choice import trimmed
from .split_runs import drop

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph, Piece

Element = etree._Element

SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_COMPUTED = frozenset(
    ("field", "merge-field", "form-field", "content-control", "empty-control", "code")
)
"""Features of text that nobody typed."""


def edit_text(
    paragraph: Paragraph, element: Element, edits: Sequence[PlacedEdit], known: Names
) -> None:
    """Make edits inside one paragraph.

    Args:
        paragraph: as the reader made it: its pieces lead to the elements that show its text.
        element: its ``w:p``; it gets a run if there is none that new text could go to.
        edits: none overlapping or touching another; what lies behind the text (the paragraph
            mark) is left out.
        known: the names in the document's namespace.
    """
    for whole in sorted(edits, reverse=True):
        edit, touched = changed_pieces(paragraph, whole)
        if not touched and edit.text:
            element.append(run_like_mark(element, edit.text, known))
        for number, piece in enumerate(touched):
            text = edit.text if number == 0 else ""
            start, end = max(0, edit.start - piece.start), edit.end - piece.start
            _replace(piece.source, start, end, text, known)


def changed_pieces(paragraph: Paragraph, whole: PlacedEdit) -> tuple[PlacedEdit, list[Piece]]:
    """What an edit changes inside a paragraph (not what it leaves as it is), and in which pieces.

    No piece is changed where nothing is, and where no text is yet.
    """
    inside = whole._replace(end=min(whole.end, len(paragraph.text)))
    edit = trimmed(inside, paragraph.text)
    if edit.start < edit.end:
        pieces = paragraph.pieces
        return edit, [p for p in pieces if p.start < edit.end and edit.start < p.start + p.length]
    if not edit.text:
        return edit, []
    # What was put in before the first character of "A" → "BA" looks like the A.
    beside = _beside(paragraph, edit.start, following=inside.start == edit.start < inside.end)
    return edit, beside[:1]


def _beside(paragraph: Paragraph, at: int, *, following: bool) -> list[Piece]:
    """The pieces that a text between two characters can go to, the best one first.

    What is put into a computed text is gone when that is computed again.
    """
    before = [p for p in paragraph.pieces if p.start < at <= p.start + p.length]
    behind = [p for p in paragraph.pieces if p.start <= at < p.start + p.length]
    found = [*behind[:1], *before[-1:]] if following else [*before[-1:], *behind[:1]]
    return sorted(found, key=lambda piece: is_computed(paragraph, piece))


def is_computed(paragraph: Paragraph, piece: Piece) -> bool:
    """Whether a piece shows what a field, a formula or the like computes."""
    end = piece.start + piece.length
    return any(
        feature.kind in _COMPUTED and feature.start < end and piece.start < feature.end
        for feature in paragraph.features
    )


def is_over_computed(paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether there is something computed between two places, be it without a text."""
    return any(
        feature.kind in _COMPUTED and feature.start < end and start < feature.end
        for feature in paragraph.features
    )


def run_like_mark(paragraph: Element, text: str, known: Names) -> Element:
    """A run with a text that looks like a paragraph's mark: what one would type there."""
    run = etree.Element(known.run)
    properties = paragraph.find(known.paragraph_properties)
    mark = properties.find(known.run_properties) if properties is not None else None
    if mark is not None:
        copied = deepcopy(mark)
        copied.tail = None
        for child in list(copied):
            if child.tag in (*known.insertions, *known.deletions, *known.changes):
                copied.remove(child)
        run.append(copied)
    run.extend(shown(text, known))
    return run


def _replace(source: Element, start: int, end: int, new: str, known: Names) -> None:
    """Replace a stretch of what an element shows, in code points."""
    if source.tag == known.text:
        text = source.text or ""
        _rewrite(source, text[:start], new, text[end:], known)
        return
    # A tab, a break, a symbol: one character.
    if start:
        for element in reversed(shown(new, known)):
            source.addnext(element)
        return
    for element in shown(new, known):
        source.addprevious(element)
    if end > start:
        _remove(source, known)


def _rewrite(source: Element, front: str, new: str, back: str, known: Names) -> None:
    """Let a ``w:t`` show something else, and elements behind it what no text can show."""
    others = shown(new, known)
    if others and others[0].tag == known.text:
        front += others.pop(0).text or ""
    if others and back:
        last = others[-1]
        if last.tag != known.text:
            last = etree.Element(known.text)
            others.append(last)
        set_text(last, (last.text or "") + back)
        back = ""
    for element in reversed(others):
        source.addnext(element)
    set_text(source, front + back)
    if not source.text and not len(source):
        _remove(source, known)


def shown(text: str, known: Names) -> list[Element]:
    """The children of a run that show a text: ``w:t``, ``w:tab``, ``w:br``."""
    found: list[Element] = []
    for number, line in enumerate(text.replace("\v", "\n").split("\n")):
        if number:
            found.append(etree.Element(known.w + "br"))
        for index, part in enumerate(line.split("\t")):
            if index:
                found.append(etree.Element(known.w + "tab"))
            if part:
                element = etree.Element(known.text)
                set_text(element, part)
                found.append(element)
    return found


def set_text(element: Element, text: str) -> None:
    """Set the text of a ``w:t``; white space at its edges is kept only if that is said."""
    element.text = text
    if text != text.strip():
        element.set(SPACE, "preserve")


def _remove(source: Element, known: Names) -> None:
    """Take out an element that shows nothing any more, and its run if nothing else is in it."""
    run = source.getparent()
    drop(source)
    if (
        run is not None
        and run.tag == known.run
        and all(child.tag == known.run_properties for child in run)
    ):
        drop(run)
