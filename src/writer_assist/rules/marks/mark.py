"""What a mark is."""

from __future__ import annotations

from typing import Literal

from writer_assist.records import NamedTuple

MarkKind = Literal[
    "year",
    "date",
    "ordinal",
    "number",
    "place",
    "person",
    "text",
    "blank",
    "brackets",
    "missing-number",
    "instruction",
    "tag",
    "merge-field",
]


class Mark(NamedTuple):
    """A mark at ``start … end`` (code points, half-open) and what belongs in its place."""

    start: int
    end: int
    kind: MarkKind
