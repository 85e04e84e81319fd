"""Records of effective formatting: a section, a paragraph, a run; see :mod:`.formatting`."""

from __future__ import annotations

from collections.abc import Mapping

from writer_assist.records import NamedTuple


class Border(NamedTuple):
    """One side of a paragraph's frame, 17.3.1.7; ``width`` and ``space`` in points.

    ``color`` is "auto" or RRGGBB in capitals.
    """

    style: str
    width: float
    space: float
    color: str


class PageFormat(NamedTuple):
    """One section; lengths in millimetres, pitches in points.

    Attributes:
        first: number of its first body paragraph; those of tables and text boxes count in.
        last: number of its last one; ``first - 1`` if it has none.
        width: of the paper as it is turned.
        top: margin with a gutter at the top.
        left: margin with the gutter at the left.
        header: from the upper edge of the paper to the header.
        footer: from the lower edge of the paper to the footer.
        landscape: whether the page is wider than high.
        grid: "", "lines", "linesAndChars" or "snapToChars".
        line_pitch: of the grid; 0 without one.
        char_space: what the grid adds to each character's width, points; 0 without one.
        lines: lines of the main text on a full page, 0 if neither grid nor spacing tells.
        title_page: whether the first page has its own header and footer.
        even_odd: whether even pages have their own.
        page_start: the number of the first page, None to go on from the section before.
        page_format: of the page numbers (ST_NumberFormat).
        footers: "default", "even", "first" → part; inherited ones (17.10.1) included.
        headers: the same.
    """

    first: int
    last: int
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float
    landscape: bool
    grid: str
    line_pitch: float
    char_space: float
    lines: int
    title_page: bool
    even_odd: bool
    page_start: int | None
    page_format: str
    footers: Mapping[str, str]
    headers: Mapping[str, str]


class ParagraphFormat(NamedTuple):
    """One paragraph; lengths in points.

    Attributes:
        style: the id of the style that counts (the default one's, if it names none).
        alignment: "left", "center", "right", "both" or "distribute".
        left: indent from the margin; what is given in characters is resolved.
        right: the same.
        first_line: of the first line against ``left``, negative if hanging.
        first_line_chars: characters, negative if hanging; None if characters do not count (0 in
            the file means that the length beside it counts).
        left_chars: the same.
        right_chars: the same.
        before: space above; what is given in lines is resolved.
        after: space below.
        line: points if ``line_rule`` is "exact" or "atLeast", else a multiple (1.0 single).
        line_rule: "auto", "exact" or "atLeast".
        snap_to_grid: whether lines go by the section's grid.
        outline_level: 0-based; None for body text.
        keep_next: whether it stays on one page with the next one.
        page_break_before: whether it begins a page.
        borders: "top", "bottom", "left", "right", "between", "bar" → what is drawn there.
        numbering: the list's w:numId and its level from 0; None outside lists.
    """

    style: str
    alignment: str
    left: float
    right: float
    first_line: float
    first_line_chars: float | None
    left_chars: float | None
    right_chars: float | None
    before: float
    after: float
    line: float
    line_rule: str
    snap_to_grid: bool
    outline_level: int | None
    keep_next: bool
    page_break_before: bool
    borders: Mapping[str, Border]
    numbering: tuple[str, int] | None


class RunFormat(NamedTuple):
    """A stretch of a paragraph that looks the same; lengths in points.

    Attributes:
        start: code points in ``Paragraph.text``.
        end: behind the last one.
        east_asia: font of Chinese characters, "" if nothing tells it.
        ascii: font of letters and digits.
        size: of the font.
        bold: as shown, styles and toggles resolved.
        italic: the same.
        color: "auto" or RRGGBB in capitals.
        underline: "" or its type (ST_Underline).
        spacing: what is added behind each character.
        scale: width of characters, 1.0 for theirs.
        hidden: w:vanish.
    """

    start: int
    end: int
    east_asia: str
    ascii: str
    size: float
    bold: bool
    italic: bool
    color: str
    underline: str
    spacing: float
    scale: float
    hidden: bool
