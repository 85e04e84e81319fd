"""Split runs of a DOCX at any offset of a paragraph's text, so that they can be joined again.

A run that was split off says so in its ``w:rsidR``: an attribute that every run may have and that
shows nowhere. So exactly these runs are joined again with those that they were split from.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from writer_assist.document.docx.names import Names

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph

Element = etree._Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Values of w:rsidR (ST_LongHexNumber) of a run that was split off: between two of its run's
# children, inside a w:t with xml:space, inside one without.
_BETWEEN, _INSIDE, _INSIDE_BARE = "00D57A11", "00D57A12", "00D57A13"
_SPLIT = (_BETWEEN, _INSIDE, _INSIDE_BARE)


class Runs:
    """The runs of one paragraph, which can be split at any offset of its text."""

    def __init__(self, paragraph: Paragraph, known: Names, ids: Ids) -> None:
        self.names = known
        self.ids = ids
        self.starts = [piece.start for piece in paragraph.pieces]
        self.sources: list[Element] = [piece.source for piece in paragraph.pieces]
        self.isolated: set[Element] = set()

    def beginning_at(self, offset: int) -> Element:
        """What begins with the text at an offset: a run, or what cannot be split."""
        return self._unit(bisect_left(self.starts, offset + 1) - 1)

    def ending_at(self, offset: int) -> Element:
        """What ends with the text in front of an offset (> 0)."""
        return self._unit(bisect_left(self.starts, offset) - 1)

    def between(self, start: int, end: int) -> list[Element]:
        """What shows the text from one offset to another, once it was cut there."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return list(dict.fromkeys(self._unit(index) for index in range(first, last)))

    def _unit(self, index: int) -> Element:
        unit = unit_of(self.sources[index], self.names)
        assert unit is not None  # all text is in a paragraph
        return unit

    def cut(self, offset: int) -> None:
        """Have a run begin at an offset, if that can be.

        It cannot in a formula, in ruby text, in alternatives for one content.
        """
        index = bisect_left(self.starts, offset)
        if index < len(self.starts) and self.starts[index] == offset:
            if index and (run := self._unit(index)) is self._unit(index - 1):
                child = _child_with(run, self.sources[index])
                if child is not _child_with(run, self.sources[index - 1]):
                    self._split(child, _BETWEEN)
            return
        index -= 1
        source = self.sources[index]
        inner = offset - self.starts[index]
        text = source.text or ""
        if source.tag != self.names.text or not 0 < inner < len(text) or not self._is_plain(source):
            self._isolate(index)
            return
        bare = source.get(_SPACE) is None
        rest = _like(source)
        source.text, rest.text = text[:inner], text[inner:]
        rest.tail, source.tail = source.tail, None
        if bare:
            for part in (source, rest):
                if (part.text or "")[-1 if part is source else 0].isspace():
                    part.set(_SPACE, "preserve")
        source.addnext(rest)
        self._split(rest, _INSIDE_BARE if bare else _INSIDE)
        self.starts.insert(index + 1, offset)
        self.sources.insert(index + 1, rest)

    def _isolate(self, index: int) -> None:
        """Give what cannot be split a run of its own, without what else its run shows."""
        run, source = self._unit(index), self.sources[index]
        child = _child_with(run, source)
        if run.tag != self.names.run or child in self.isolated:
            return
        self.isolated.add(child)
        if index and self._unit(index - 1) is run:
            before = _child_with(run, self.sources[index - 1])
            if before is not child:
                self._split(child, _BETWEEN)
                run = self._unit(index)
        for following in range(index + 1, len(self.sources)):
            if self._unit(following) is not run:
                return
            after = _child_with(run, self.sources[following])
            if after is not child:
                self._split(after, _BETWEEN)
                return

    def _is_plain(self, source: Element) -> bool:
        """Whether an element stands in a run that may be split."""
        run = source.getparent()
        return run is not None and run.tag == self.names.run and unit_of(run, self.names) is run

    def _split(self, child: Element, kind: str) -> None:
        """Let a new run begin with a child of what may be a run."""
        run = child.getparent()
        if run is None or run.tag != self.names.run:
            return
        rest = _like(run)
        rest.set(self.names.w + "rsidR", kind)
        properties = run.find(self.names.run_properties)
        if properties is not None:
            copied = deepcopy(properties)
            copied.tail = None
            self.ids.renumber(copied, self.names)
            rest.append(copied)
        moved = [child, *child.itersiblings()]
        run.addnext(rest)  # its tail follows the new run from now on
        rest.extend(moved)


def _child_with(ancestor: Element, element: Element) -> Element:
    """The child of an ancestor that an element is in."""
    while (parent := element.getparent()) is not ancestor:
        assert parent is not None
        element = parent
    return element


def _like(element: Element) -> Element:
    """An empty element of the same name, with the same attributes."""
    made = etree.Element(element.tag)
    for name, value in element.attrib.items():
        made.set(name, value)
    return made


class Ids:
    """Numbers that no mark of a document has yet."""

    def __init__(self, first: int) -> None:
        self._next = first

    def next(self) -> int:
        """One of them."""
        self._next += 1
        return self._next - 1

    def renumber(self, properties: Element, known: Names) -> None:
        """Give tracked changes in a copy of a run's properties numbers of their own."""
        for element in properties.iter():
            if element.get(known.id) is not None:
                element.set(known.id, str(self.next()))


def ids_in(root: Element, known: Names) -> set[int]:
    """All numbers that are a ``w:id`` in a part: of comments, bookmarks, tracked changes."""
    found = set()
    namespace = known.w[1:-1]
    values = root.xpath("//@w:id", namespaces={"w": namespace})
    assert isinstance(values, list)
    for value in values:
        text = str(value)
        if len(text) <= _DIGITS and text.strip().removeprefix("-").isdecimal():
            found.add(int(text))
    return found


_DIGITS = 11
_LARGEST = 0x7FFFFFFF


def free_id(used: Collection[int]) -> int:
    """A number from which on there are free ones, as far as a document can have ids at all."""
    largest = max(used, default=-1)
    if largest < _LARGEST - 10_000_000:
        return max(largest + 1, 0)
    # Somebody used the largest number that there is: the lowest large gap.
    before = -1
    for number in sorted(number for number in used if number >= 0):
        if number - before > 10_000_000:
            break
        before = number
    return before + 1


def unit_of(element: Element, known: Names) -> Element | None:
    """The run, formula or choice of contents that holds an element, and is held by none itself.

    The search ends at the paragraph; None if there is no such.
    """
    unit: Element | None = None
    wanted = (known.run, known.math, known.math + "Para", known.alternate)
    node: Element | None = element
    while node is not None and node.tag != known.paragraph:
        if node.tag in wanted:
            unit = node
        node = node.getparent()
    return unit if node is not None else None


def join_runs(root: Element, known: Names) -> None:
    """Join each run that was split off with the one that it was split from, if it stands there."""
    attribute = known.w + "rsidR"
    for run in list(root.iter(known.run)):
        kind = run.get(attribute)
        if kind not in _SPLIT:
            continue
        before = run.getprevious()
        if (
            before is None
            or before.tag != known.run
            or (before.tail or "").strip()
            or _looks(before, known) != _looks(run, known)
            or not _join(before, run, kind, known)
        ):
            del run.attrib[attribute]


def _join(before: Element, run: Element, kind: str, known: Names) -> bool:
    """Append what is in a run to the one before it; False if that is not how it was."""
    content = [child for child in run if child.tag != known.run_properties]
    if not content:
        return False
    if kind != _BETWEEN:
        last = before[-1] if len(before) else None
        first = content[0]
        if last is None or last.tag != known.text or first.tag != known.text:
            return False
        last.text = (last.text or "") + (first.text or "")
        if kind == _INSIDE_BARE:
            last.attrib.pop(_SPACE, "")
        last.tail = first.tail
        last.extend(list(first))
        content = content[1:]
    before.extend(content)
    drop(run)
    return True


def _looks(run: Element, known: Names) -> bytes:
    """The formatting of a run, to compare; without the ids of tracked changes."""
    properties = run.find(known.run_properties)
    if properties is None:
        return b""
    copied = deepcopy(properties)
    copied.tail = None
    for element in copied.iter():
        if isinstance(element.tag, str):
            element.attrib.pop(known.id, "")
    return etree.tostring(copied, method="c14n")


def drop(element: Element) -> None:
    """Take an element out, and leave the white space behind it where it is."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)
