"""What corrections change, as a unified diff: a paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from writer_assist.records import NamedTuple

from .display import paint, visible

if TYPE_CHECKING:
    from writer_assist.engine.findings import PlacedEdit

CONTEXT = 1
"""So many paragraphs around a change are shown."""

_REMOVED, _ADDED, _PLACE = "31", "32", "36"
_MARKED = ";7"
"""What is changed in a long line stands out (SGR 7, reverse)."""

_Parts = list[tuple[str, bool]]
"""Stretches of a line, and whether they are what is changed."""


class _Change(NamedTuple):
    """Paragraphs ``first … last`` (``old``, a line each) become one line."""

    first: int
    last: int
    old: list[_Parts]
    new: _Parts


def unified_diff(
    path: str, texts: Sequence[str], edits: Sequence[PlacedEdit], *, color: bool = False
) -> Iterator[str]:
    """The lines of a diff; none if there are no edits.

    Args:
        path: of the file.
        texts: the paragraphs before.
        edits: in order, none overlapping another.
        color: whether to colour the lines for a terminal.
    """
    hunks = list(_hunks(list(_changes(texts, edits))))
    if not hunks:
        return
    name = visible(path)
    yield f"--- {name}"
    yield f"+++ {name}"
    shift = 0
    for hunk in hunks:
        first = max(1, hunk[0].first - CONTEXT)
        last = min(len(texts), hunk[-1].last + CONTEXT)
        before = last - first + 1
        after = before - sum(change.last - change.first for change in hunk)
        yield paint(f"@@ -{first},{before} +{first - shift},{after} @@", _PLACE, color)
        shift += before - after
        number = first
        for change in hunk:
            for unchanged in range(number, change.first):
                yield " " + visible(texts[unchanged - 1])
            for line in change.old:
                yield _line("-", line, _REMOVED, color)
            yield _line("+", change.new, _ADDED, color)
            number = change.last + 1
        for unchanged in range(number, last + 1):
            yield " " + visible(texts[unchanged - 1])


def _line(sign: str, parts: _Parts, style: str, color: bool) -> str:
    if not color:
        return sign + "".join(visible(text) for text, _ in parts)
    return paint(sign, style, color) + "".join(
        paint(visible(text), style + _MARKED * marked, color) for text, marked in parts if text
    )


def _changes(texts: Sequence[str], edits: Sequence[PlacedEdit]) -> Iterator[_Change]:
    by_paragraph: dict[int, list[PlacedEdit]] = {}
    for edit in edits:
        by_paragraph.setdefault(edit.paragraph, []).append(edit)
    number = 0
    for first in sorted(by_paragraph):
        if first <= number:
            continue  # joined with one before it
        number = first
        old: list[_Parts] = []
        new: _Parts = []
        while True:
            own = by_paragraph.get(number, [])
            text = texts[number - 1]
            before, after = _edited(text, own)
            old.append(before)
            new += after
            if number == len(texts) or not any(edit.end > len(text) for edit in own):
                break
            number += 1
        yield _Change(first, number, old, new)


def _edited(text: str, edits: Sequence[PlacedEdit]) -> tuple[_Parts, _Parts]:
    old: _Parts = []
    new: _Parts = []
    at = 0
    for edit in sorted(edits):
        kept = (text[at : edit.start], False)
        old += [kept, (text[edit.start : edit.end], True)]
        new += [kept, (edit.text, True)]
        at = edit.end
    rest = (text[at:], False)
    return [*old, rest], [*new, rest]


def _hunks(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Changes whose surroundings touch stand together."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.first - hunk[-1].last > 2 * CONTEXT + 1:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk
