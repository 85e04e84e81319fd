"""What became of a document's paragraphs through several passes of edits.

Each pass corrects what the one before left, so its edits count in a text that is not the file's
any more. A :class:`History` tells what the text has to be by now, and what single set of edits
makes it out of the original.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from writer_assist.engine.findings import PlacedEdit
from writer_assist.records import NamedTuple


class Kept(NamedTuple):
    """A stretch of an original paragraph (by number), in code points; its mark may be in it."""

    paragraph: int
    start: int
    end: int


_Row = list["Kept | str"]
"""A paragraph as it is now: what was kept, and what was put in; at its end a kept mark."""


class History:
    """The edits of all passes.

    Args:
        texts: of the original paragraphs, in order.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        # One entry for each paragraph of today: its row, or the number of one never touched.
        self._rows: list[_Row | int] = list(range(1, len(texts) + 1))

    def apply(self, edits: Iterable[PlacedEdit]) -> None:
        """Note the edits of one pass, none overlapping another, in today's numbers and offsets."""
        by_paragraph: dict[int, list[PlacedEdit]] = {}
        for edit in edits:
            by_paragraph.setdefault(edit.paragraph, []).append(edit)
        joined = []
        for number, own in by_paragraph.items():
            row = self._row(number)
            own.sort(key=lambda edit: (edit.start, edit.end))
            if own[-1].end == sum(map(_length, row)):
                joined.append(number)
            self._rows[number - 1] = _spliced(row, own)
        for number in sorted(joined, reverse=True):
            if number < len(self._rows):
                self._rows[number - 1] = [*self._row(number), *self._row(number + 1)]
                del self._rows[number]

    def text(self, number: int) -> str:
        """What a paragraph of today has to say."""
        row = self._rows[number - 1]
        if isinstance(row, int):
            return self._texts[row - 1]
        return "".join(
            part
            if isinstance(part, str)
            else self._texts[part.paragraph - 1][part.start : part.end]
            for part in row
        )

    def __len__(self) -> int:
        """How many paragraphs there are today."""
        return len(self._rows)

    def origin(self, number: int) -> int:
        """The number that the (first) paragraph had in the beginning."""
        row = self._rows[number - 1]
        if isinstance(row, int):
            return row
        return next(part.paragraph for part in row if not isinstance(part, str))

    def offset(self, number: int, offset: int) -> Kept:
        """Where a place in a paragraph of today stood in the beginning, as an empty stretch.

        What was put in stands where it was put.
        """
        row = self._rows[number - 1]
        if isinstance(row, int):
            return Kept(row, offset, offset)
        place = None
        for part in row:
            length = _length(part)
            if not isinstance(part, str):
                if offset < length:
                    start = part.start + max(0, offset)
                    return Kept(part.paragraph, start, start)
                place = Kept(part.paragraph, part.end, part.end)
            elif offset < length and place is not None:
                return place
            offset -= length
        assert place is not None  # the mark is always kept
        return place

    def composed(self) -> list[PlacedEdit]:
        """One set of edits that makes today's text of the original, in order.

        None overlaps another or touches it; deletions and insertions at one place are one edit.
        """
        found: list[PlacedEdit] = []
        before = 0  # the last original paragraph that was dealt with
        for row in self._rows:
            if isinstance(row, int):
                before = row
                continue
            at, text = Kept(before + 1, 0, 0), ""
            for part in row:
                if isinstance(part, str):
                    text += part
                    continue
                found += self._gap(at, part, text)
                at, text = part, ""
            before = at.paragraph
        return found

    def _gap(self, before: Kept, after: Kept, text: str) -> Iterable[PlacedEdit]:
        """What stands between two stretches that were kept: one edit, or one a paragraph."""
        first, start = before.paragraph, before.end
        if start > len(self._texts[first - 1]):
            first, start = first + 1, 0  # behind a mark the next paragraph begins
        while first < after.paragraph:
            yield PlacedEdit(first, start, len(self._texts[first - 1]) + 1, text)
            first, start, text = first + 1, 0, ""
        if text != self._texts[first - 1][start : after.start]:  # it may have come back
            yield PlacedEdit(first, start, after.start, text)

    def _row(self, number: int) -> _Row:
        row = self._rows[number - 1]
        if isinstance(row, int):
            return [Kept(row, 0, len(self._texts[row - 1]) + 1)]
        return row


def _length(part: Kept | str) -> int:
    return len(part) if isinstance(part, str) else part.end - part.start


def _spliced(row: _Row, edits: Sequence[PlacedEdit]) -> _Row:
    """A row after edits in order, in one go over both."""
    cuts = iter(edits)
    edit = next(cuts, None)
    made: _Row = []
    at = 0  # where the part begins
    for part in row:
        length = _length(part)
        done = 0  # so much of the part is dealt with
        while edit is not None and edit.start < at + length:
            if edit.start > at + done:
                made.append(_slice(part, done, edit.start - at))
            if edit.start >= at and edit.text:
                made.append(edit.text)
            done = max(done, min(length, edit.end - at))
            if edit.end > at + length:
                break  # it goes on in the next part
            edit = next(cuts, None)
        if done < length:
            made.append(_slice(part, done, length))
        at += length
    return made


def _slice(part: Kept | str, start: int, end: int) -> Kept | str:
    if isinstance(part, str):
        return part[start:end]
    return Kept(part.paragraph, part.start + start, part.start + end)


def applied(texts: Sequence[str], edits: Iterable[PlacedEdit]) -> list[str]:
    """The paragraphs' texts after edits that do not overlap; what every format has to give."""
    history = History(texts)
    history.apply(edits)
    return [history.text(number) for number in range(1, len(history) + 1)]


class Spans:
    """Ranges of paragraphs that are taken; none overlaps another or touches it."""

    def __init__(self) -> None:
        self._of: dict[int, list[tuple[int, int]]] = {}

    def is_free(self, edit: PlacedEdit) -> bool:
        """Whether a range neither overlaps nor touches one that is taken."""
        own = self._of.get(edit.paragraph)
        if not own:
            return True
        index = bisect_left(own, (edit.start, edit.end))
        before = index == 0 or own[index - 1][1] < edit.start
        return before and (index == len(own) or edit.end < own[index][0])

    def take(self, edit: PlacedEdit) -> None:
        """Take a range that is free."""
        own = self._of.setdefault(edit.paragraph, [])
        own.insert(bisect_left(own, (edit.start, edit.end)), (edit.start, edit.end))
