"""Which corrections are made in one pass, and what keeps others from being made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from writer_assist.engine.findings import Finding, PlacedEdit, PlacedFix
from writer_assist.records import NamedTuple
from writer_assist.rules.base import SEVERITIES

from .history import Spans


class Choice(NamedTuple):
    """What to do in one pass.

    Attributes:
        edits: none overlapping or touching another, in order.
        findings: those that are corrected by them.
        kept: findings with a correction that cannot be made, each with the reason (a message).
        waiting: how many must wait for another pass.
    """

    edits: Sequence[PlacedEdit]
    findings: Sequence[Finding]
    kept: Sequence[tuple[Finding, str]]
    waiting: int


def correction(finding: Finding, *, unsafe: bool = False) -> PlacedFix | None:
    """The correction of a finding that would be made, if it has one: a safe one, if it can be."""
    for fix in finding.fixes:
        if fix.safe:
            return fix
    return finding.fixes[0] if unsafe and finding.fixes else None


def choose(
    findings: Iterable[Finding],
    obstacle: Callable[[PlacedEdit], str],
    *,
    unsafe: bool = False,
    refused: frozenset[tuple[PlacedEdit, ...]] = frozenset(),
) -> Choice:
    """Choose corrections that do not get in each other's way.

    A correction is made as a whole or not at all. Of two that overlap or touch the graver
    finding's is made, or the one that stands first; the other's turn comes in the next pass,
    if it is still right then.

    Args:
        findings: of one document.
        obstacle: why an edit cannot be made; "" if it can.
        unsafe: whether corrections may be made that could change what the author meant.
        refused: the edits of corrections that turned out to be impossible.
    """
    taken = Spans()
    made: set[PlacedEdit] = set()
    chosen: list[Finding] = []
    kept: list[tuple[Finding, str]] = []
    waiting = 0
    corrected = [(f, fix) for f in findings if (fix := correction(f, unsafe=unsafe)) is not None]
    corrected.sort(key=lambda pair: _turn(pair[0]))
    for finding, fix in corrected:
        edits = merged(fix.edits)
        if not edits or fix.edits in refused:
            continue
        if made.issuperset(edits):
            chosen.append(finding)  # two rules, one correction
            continue
        reason = next(filter(None, map(obstacle, edits)), "")
        if reason:
            kept.append((finding, reason))
        elif all(map(taken.is_free, edits)):
            for edit in edits:
                taken.take(edit)
            made.update(edits)
            chosen.append(finding)
        else:
            waiting += 1
    return Choice(sorted(made), chosen, kept, waiting)


def _turn(finding: Finding) -> tuple[int, int, int]:
    return -SEVERITIES.index(finding.severity), finding.paragraph, finding.start


def merged(edits: Iterable[PlacedEdit]) -> list[PlacedEdit]:
    """The edits of one correction in order, those that touch as one; none if any overlap."""
    found: list[PlacedEdit] = []
    for edit in sorted(edits):
        last = found[-1] if found else None
        if last is not None and last.paragraph == edit.paragraph and edit.start <= last.end:
            if edit.start < last.end:
                return []
            found[-1] = last._replace(end=edit.end, text=last.text + edit.text)
        else:
            found.append(edit)
    return [edit for edit in found if edit.start < edit.end or edit.text]


def trimmed(edit: PlacedEdit, text: str) -> PlacedEdit:
    """The same edit of a paragraph with this text, without what it leaves as it is."""
    end = min(edit.end, len(text))
    old, new = text[edit.start : end], edit.text
    front = 0
    while front < min(len(old), len(new)) and old[front] == new[front]:
        front += 1
    back = 0
    if edit.end <= len(text):
        while back < min(len(old), len(new)) - front and old[-1 - back] == new[-1 - back]:
            back += 1
    return edit._replace(
        start=edit.start + front, end=edit.end - back, text=new[front : len(new) - back]
    )
