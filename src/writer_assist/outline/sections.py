"""How each section of an outline was found in a draft."""

from __future__ import annotations

from typing import Literal

from writer_assist.records import NamedTuple

SectionState = Literal["present", "unheaded", "missing", "empty", "misplaced"]


class SectionReport(NamedTuple):
    """One section of the genre's outline as it was found; ``paragraph`` is where it begins.

    For a missing section ``paragraph`` is None.
    """

    id: str
    name: str
    required: bool
    state: SectionState
    paragraph: int | None
