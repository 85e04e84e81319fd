"""The year that a draft is about: what was right in it depends on that."""

from __future__ import annotations

from writer_assist.document.model import Paragraph
from writer_assist.patterns import LazyPattern

from .frame import Frame, is_imprint

_YEAR = LazyPattern(
    r"(?<![0-9０-９])(?:19[5-9][0-9]|20[0-4][0-9])(?=年|—|-)"
    r"|[一二][九〇○零][〇○零一二三四五六七八九]{2}(?=年)"
)
_NUMBER = LazyPattern(
    r"(?m)^[ \t\u3000]*[（(]?[\u4e00-\u9fff]{0,16}[ \t\u3000]?[〔\[（(【［]"
    r"(?P<year>(?:19[5-9]|20[0-4])[0-9])[〕\]）)】］][ \t]?第?[ \t]?[0-9]{1,5}[ \t]?号(?=[\s）)]|$)"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_OPENING = 400
_ENDING = 160


def years_in(text: str) -> list[int]:
    """The full years (1950 … 2049) that a text names, in order, written either way."""
    return [int(match[0].translate(_DIGITS)) for match in _YEAR().finditer(text)]


def draft_year(frame: Frame, text: str) -> int | None:
    """The year that a draft is about; None where it does not say.

    The title's year counts first (of a span its last), then that of the document's number
    (〔2024〕3号), of the date, of the line that says when it was printed (印发), and at last the
    first one in its opening. A year's summary is often dated in January of the next: the date
    counts less than the title.
    """
    found = years_in(frame.title)
    if found:
        return found[-1]
    opening = text[:_OPENING]
    if "号" in opening and (match := _NUMBER().search(opening)):
        return int(match["year"])
    date: Paragraph | None = frame.date
    if date is not None and (found := years_in(date.text)):
        return found[-1]  # the date stands at the end, behind a first version's that of the last
    if "印发" in text[-_ENDING:]:
        for line in reversed(text[-_ENDING:].split("\n")):
            if is_imprint(line) and (found := years_in(line)):
                return found[-1]
    found = years_in(opening)
    return found[0] if found else None
