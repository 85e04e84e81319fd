"""The base of the rules of this family."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ..base import DraftRule, Hit, Office
from .profile import STANDARD, Profile

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

    from .sheet import Sheet


class LayoutRule(DraftRule):
    """Looks at how one draft of a DOCX is laid out; gives nothing on other files."""

    def __init__(self, office: Office | None = None) -> None:
        super().__init__(office)
        self.profile = _profile(self.office.layout)
        """What it is to look like: the office's own profile, or the standard."""

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield what is not as the profile has it."""
        from .sheet import sheet_of

        sheet = sheet_of(draft)
        return iter(()) if sheet is None else self.look(sheet)

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield findings of a sheet."""
        raise NotImplementedError


def _profile(path: str) -> Profile:
    """The profile in a file, the standard if there is none; all rules of a linter share it.

    Raises:
        ProfileError: it cannot be read, or something in it is wrong.
    """
    if not path:
        return STANDARD
    try:
        changed = os.stat(path).st_mtime_ns
    except OSError:
        changed = 0
    return _loaded(path, changed)


@lru_cache(maxsize=8)
def _loaded(path: str, _changed: int) -> Profile:
    from .profile_file import load

    return load(path)
