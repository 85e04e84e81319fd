"""Titles in lines by sense, in the shape of a trapezoid (GB/T 9704-2012, 7.3.1).

A line break would be one more character of the text. So indents of both sides give the width at
which the lines end where they should, and a line that is shorter than that by a character or two
is spaced out a little. A first line that is much shorter than the second cannot be had so: lines
stand in the order long, long, short.
"""

from __future__ import annotations

from math import ceil, floor

from writer_assist.layout import standard as gb
from writer_assist.records import NamedTuple

from .words import NO_START, places_of

WIDTH = gb.TEXT_WIDTH / gb.pt(gb.SIZE_2)
"""Characters of 二号 in a line: 20.1."""

_SURE = 0.022
"""By so much at least a line is shorter than the width, or would be longer with one more."""

_STEP = 0.1
"""So far apart are widths that are tried, in characters."""

_WIDER, _GAP = 0.137, 0.2
"""Digits of some fonts are wider than half a character, each by so much; and some word processors
put a gap on both sides of a number."""

_PRESSED = 0.5
"""A mark at the end of a line may be pressed together by so much."""

_PRESSABLE = frozenset("，。、；：！？）》〉”’】〕」』")

_MOST_SPACING = 0.12
"""So much at most is put between two characters of a line, in characters: 2.6 pt."""

_MOST_PRESSING = 0.035
"""And so much at most is taken away there: 0.8 pt."""

_WAYS = (
    (1.0, 10, _MOST_SPACING), (0.7, 10, _MOST_SPACING), (0.4, 10, _MOST_SPACING),
    (0.0, 10, _MOST_SPACING),
    (0.5, 50, _MOST_SPACING), (0.5, 10, 2 * _MOST_SPACING), (0.0, 50, _MOST_SPACING),
    (0.5, 1000, _MOST_SPACING),
)  # fmt: skip
"""What is tried, in this order: how much room there is for the doubt about digits, what a break may
cost, how far a line is spaced out. Better a guess about the font than a broken name, and better
that than no lines at all."""

_FEWEST = 4
"""So many characters at least has a line."""

_MOST_LINES = 6

_LINE, _BADNESS, _SPACING, _ALIKE = 3.0, 0.15, 40.0, 1.5
"""What a line costs, a character that it is shorter than the width, spacing of one character, and
a last line that is as long as the others."""


class Lines(NamedTuple):
    """How a title is laid out: the ends of its lines but the last (offsets in its text), the width
    that all get, in characters, what each line is spaced out by, in twips a character, and the
    indent of each side, in twips."""

    ends: tuple[int, ...]
    width: float
    spacing: tuple[int, ...]
    side: int


def lines_of(text: str, text_width: int = gb.TEXT_WIDTH, size: float = gb.SIZE_2) -> Lines | None:
    """How to break a title; None where every line of it fits.

    A ``\\n`` in it ends a line as well. Takes most of a second once, for the dictionary of words.

    Args:
        text: of the title.
        text_width: of the 版心, in twips.
        size: of the characters, in points.
    """
    em = gb.pt(size)
    full = text_width / em
    parts = text.split("\n")
    if (
        "\t" in text
        or all(width_of(each) <= full for each in parts)
        or width_of(text) > _MOST_LINES * full
    ):
        return None
    costs = places_of(text)
    for share, worst, spacing in _WAYS:
        places = {place: cost for place, cost in costs.items() if cost < worst}
        if found := _best(text, places, _Limits(share, spacing, full, em)):
            return found
    return None


def width_of(text: str) -> float:
    """The width of a text in characters: half of one for ASCII."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


class _Limits(NamedTuple):
    """How much of the doubt about digits lines have room for, how far they are spaced out, how wide
    they may be, in characters, and how wide a character is, in twips."""

    share: float
    spacing: float
    full: float
    em: int


class _Line(NamedTuple):
    """A line that may be: its end, its width and by how much it may be wider, in characters, how
    many characters it has, the width of what must not go into it (0: nothing follows in its
    paragraph), by how much the mark at its end may be pressed, and what its end costs."""

    end: int
    wide: float
    doubt: float
    characters: int
    following: float
    pressed: float
    cost: float


class _Way(NamedTuple):
    """The best way to the end of a line."""

    cost: float
    ends: tuple[int, ...]
    spacing: tuple[int, ...]


def _best(text: str, costs: dict[int, float], limits: _Limits) -> Lines | None:
    """The best of all widths."""
    full = limits.full
    lines = _lines(text, costs, full)
    # At best a line just fits; others may be pressed a little to fit as well.
    widths = {each.wide + each.doubt * limits.share + _SURE
              for some in lines.values() for each in some}  # fmt: skip
    widths.update(full - _STEP * n for n in range(1, int((full - 2 * _FEWEST) / _STEP)))
    best: tuple[float, Lines] | None = None
    for width in (full, *sorted((w for w in widths if 2 * _FEWEST < w < full), reverse=True)):
        if (way := _within(lines, len(text), width, limits)) is not None and (
            best is None or way.cost < best[0] - 1e-9
        ):
            side = max(0, int((full - width) / 2 * limits.em))
            best = way.cost, Lines(way.ends[:-1], width, way.spacing, side)
    return best and best[1]


def _lines(text: str, costs: dict[int, float], full: float) -> dict[int, list[_Line]]:
    """The lines that may be, by where they start."""
    places = [0, *sorted(costs), len(text)]
    found: dict[int, list[_Line]] = {}
    for number, start in enumerate(places[:-1]):
        found[start] = some = []
        stop = text.find("\n", start)
        for end in places[number + 1 :]:
            line = text[start:end].rstrip("\n")
            wide = width_of(line)
            if wide * (1 - _MOST_PRESSING) > full or -1 < stop < end - 1:
                break
            last = end == len(text) or text[end - 1] == "\n"
            alone = last and (not start or text[start - 1] == "\n")
            if (len(line) < _FEWEST and not alone) or (not last and text[end] in NO_START):
                continue
            pressed = _PRESSED if line[-1:] in _PRESSABLE else 0.0
            following = 0.0 if last else _unbroken(text, end)
            cost = costs.get(end, 0.0) + _LINE
            some.append(_Line(end, wide, _doubt(line), len(line), following, pressed, cost))
    return found


def _within(
    lines: dict[int, list[_Line]], length: int, width: float, limits: _Limits
) -> _Way | None:
    """The best lines for a width; None if words do not end where they would have to."""
    ways: dict[int, _Way] = {0: _Way(0, (), ())}
    for start, some in lines.items():
        way = ways.get(start)
        if way is None or len(way.ends) == _MOST_LINES:
            continue
        for line in some:
            spacing = _spacing(line, width, limits)
            if spacing is None:
                continue
            cost = way.cost + line.cost + _SPACING * abs(spacing) / limits.em
            if not line.following:
                # Neither of one length nor too unlike.
                short = width - line.wide
                cost += _BADNESS * short + (_ALIKE if short < 2 else 0)
                cost += 3 if line.wide < width / 3 else 0
            if line.end not in ways or cost < ways[line.end].cost:
                ways[line.end] = _Way(cost, (*way.ends, line.end), (*way.spacing, spacing))
    return ways.get(length)


def _spacing(line: _Line, width: float, limits: _Limits) -> int | None:
    """What a line must be spaced out by, in twips, so that it fits and nothing of the next goes
    into it; None if it cannot be."""
    if not line.characters:
        return 0
    sure = 0 if width == limits.full else _SURE  # as wide as the page it may be
    room = width - sure - line.wide - line.doubt * limits.share
    most = min(room / line.characters, limits.spacing)
    least = -_MOST_PRESSING
    if line.following:
        room = width + _SURE - line.wide - line.following + line.pressed * limits.share
        least = max(least, room / (line.characters - 1))
    low, high = ceil(least * limits.em), floor(most * limits.em + 1e-6)
    return None if low > high else min(max(low, 0), high)


def _unbroken(text: str, start: int) -> float:
    """The width of what stands there and is not broken: a character or a number."""
    end = start + 1
    while text[end - 1].isascii() and end < len(text) and text[end].isascii():
        end += 1
    return width_of(text[start:end])


def _doubt(line: str) -> float:
    """How much wider than :func:`width_of` a line may be, in characters."""
    digits = numbers = 0
    before = ""
    for character in line:
        if "!" <= character <= "~":
            digits += 1
            numbers += not "!" <= before <= "~"
        before = character
    return _WIDER * digits + 2 * _GAP * numbers
