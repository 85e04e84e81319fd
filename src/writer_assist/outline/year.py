"""The year that a draft is about: what was right in it depends on that."""

from __future__ import annotations

from writer_assist.document.model import Paragraph
from writer_assist.patterns import LazyPattern

from .frame import Frame

_YEAR = LazyPattern(
    r"(?<![0-9０-９])(?:19[5-9][0-9]|20[0-4][0-9])(?=年|—|-)"
    r"|[一二][九〇○零][〇○零一二三四五六七八九]{2}(?=年)"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_OPENING = 400


def years_in(text: str) -> list[int]:
    """The full years (1950 … 2049) that a text names, in order, written either way."""
    return [int(match[0].translate(_DIGITS)) for match in _YEAR().finditer(text)]


def draft_year(frame: Frame, text: str) -> int | None:
    """The year that a draft is about; None where it does not say.

    The title's year counts first (of a span its last), then that of the date under the draft,
    then the first one in its opening. A year's summary is often dated in January of the next:
    the date counts less than the title.
    """
    found = years_in(frame.title)
    if found:
        return found[-1]
    date: Paragraph | None = frame.date
    if date is not None and (found := years_in(date.text)):
        return found[0]
    found = years_in(text[:_OPENING])
    return found[0] if found else None
