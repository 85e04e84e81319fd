"""What reviewers left in OpenDocument text: annotations and tracked changes (ODF 1.3, 5.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from lxml import etree

from writer_assist.document.model import Comment, Paragraph, Revision
from writer_assist.document.odt_styles import OFFICE, TEXT

DC = "{http://purl.org/dc/elements/1.1/}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

ANNOTATION = OFFICE + "annotation"
ANNOTATION_END = OFFICE + "annotation-end"
_CHANGE, _CHANGE_START, _CHANGE_END = (
    TEXT + name for name in ("change", "change-start", "change-end")
)
MARKS = frozenset((ANNOTATION, ANNOTATION_END, _CHANGE, _CHANGE_START, _CHANGE_END))
"""The elements in a text that say where something was reviewed."""
ENDS = frozenset((ANNOTATION_END, _CHANGE_END))

MAX_PARTS = 100_000
"""So many paragraphs are covered by all tracked changes; further ones show where they begin."""

_KINDS: dict[str, Literal["insertion", "deletion", "formatting"]] = {
    TEXT + "insertion": "insertion",
    TEXT + "deletion": "deletion",
    TEXT + "format-change": "formatting",
}

Anchor = tuple[etree._Element, int, int]
"""One of :data:`MARKS`, the number of its paragraph and the offset in it."""

Written = tuple[etree._Element, int, int]
"""An annotation, and the indexes of its first paragraph and of the one behind its last."""


def comments_of(
    anchors: Sequence[Anchor], written: Sequence[Written], paragraphs: Sequence[Paragraph]
) -> list[Comment]:
    """The annotations, in the order of their places; one that never ends has an empty range."""
    ends: dict[str, tuple[int, int]] = {}
    starts: dict[etree._Element, tuple[int, int]] = {}
    for element, number, offset in anchors:
        if element.tag == ANNOTATION_END:
            ends.setdefault(element.get(OFFICE + "name", ""), (number, offset))
        elif element.tag == ANNOTATION:
            starts[element] = (number, offset)
    comments = []
    for element, first, end in written:
        place = starts.get(element)
        if place is None:
            continue
        name = element.get(OFFICE + "name", "")
        last = max(place, ends.get(name, place)) if name else place
        text = "\n".join([p.text for p in paragraphs[first:end]])
        author = (element.findtext(DC + "creator") or "").strip()
        comments.append(Comment(*place, *last, text, author))
    comments.sort(key=lambda comment: comment[:4])
    return comments


def revisions_of(
    anchors: Sequence[Anchor],
    root: etree._Element,
    other: etree._Element | None,
    paragraphs: Sequence[Paragraph],
) -> list[Revision]:
    """The tracked changes in reading order.

    Args:
        anchors: where each begins and ends.
        root: the tree that says what was changed, by whom and when.
        other: another such tree (that of the page headers).
        paragraphs: all paragraphs.
    """
    regions: dict[str, etree._Element] = {}
    for tree in (root, other):
        for region in tree.iter(TEXT + "changed-region") if tree is not None else ():
            regions.setdefault(region.get(XML_ID) or region.get(TEXT + "id") or "", region)
    ends: dict[str, tuple[int, int]] = {}
    for element, number, offset in anchors:
        if element.tag == _CHANGE_END:
            ends.setdefault(element.get(TEXT + "change-id", ""), (number, offset))
    revisions: list[Revision] = []
    for element, number, offset in anchors:
        if element.tag in (_CHANGE, _CHANGE_START):
            id_ = element.get(TEXT + "change-id", "")
            end = ends.get(id_, (number, offset)) if element.tag == _CHANGE_START else None
            if len(revisions) >= MAX_PARTS:
                end = (number, offset)
            revisions += _revisions(regions, id_, (number, offset), end, paragraphs)
    revisions.sort(key=lambda revision: revision[1:4])
    return revisions


def _revisions(
    regions: Mapping[str, etree._Element],
    id_: str,
    start: tuple[int, int],
    end: tuple[int, int] | None,
    paragraphs: Sequence[Paragraph],
) -> Iterator[Revision]:
    """One change, a part a paragraph."""
    region = regions.get(id_)
    change = next((c for c in region if c.tag in _KINDS), None) if region is not None else None
    if change is None:
        return
    kind = _KINDS[str(change.tag)]
    author = change.findtext(f"{OFFICE}change-info/{DC}creator") or ""
    date = change.findtext(f"{OFFICE}change-info/{DC}date") or ""
    who = author.strip(), date
    if kind == "deletion" or end is None:
        deleted = [
            "".join([str(text) for text in part.itertext()])
            for part in change.iterchildren("*")
            if part.tag != OFFICE + "change-info"
        ]
        yield Revision(kind, *start, start[1], "\n".join(deleted), *who)
        return
    last, stop = max(start, end)
    number, offset = start
    found = False
    while number <= last:
        text = paragraphs[number - 1].text
        size = stop if number == last else len(text)
        if offset < size:
            found = True
            yield Revision(kind, number, offset, size, text[offset:size], *who)
        number, offset = number + 1, 0
        if number - start[0] > MAX_PARTS:
            break
    if not found:
        yield Revision("paragraph-mark" if last > start[0] else kind, *start, start[1], "", *who)
