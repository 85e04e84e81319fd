"""Offsets as a host counts them: UTF-16 code units, or code points as the engine does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right


class Offsets:
    """Offsets in one text.

    Args:
        text: the text.
        utf16: whether the host counts UTF-16 code units.
    """

    def __init__(self, text: str, *, utf16: bool) -> None:
        # The code points that take two units; hardly ever any.
        self._wide: list[int] = []
        if utf16 and not text.isascii():
            self._wide = [i for i, character in enumerate(text) if character > "\uffff"]
        # The same in units: where each of them begins.
        self._units = [place + number for number, place in enumerate(self._wide)]

    def to_host(self, offset: int) -> int:
        """An offset of the engine's as the host counts it."""
        return offset + bisect_left(self._wide, offset) if self._wide else offset

    def from_host(self, offset: int) -> int:
        """An offset of the host's in code points; half a character counts as in front of it."""
        if not self._wide:
            return offset
        number = bisect_right(self._units, offset - 1)
        if number and self._units[number - 1] == offset - 1:
            return self._wide[number - 1]
        return offset - number
