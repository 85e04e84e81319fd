"""Text as a terminal can show it: width, control characters, colour, excerpts."""

from __future__ import annotations

from collections.abc import Sequence

RED, YELLOW, CYAN, BOLD, DIM = "31", "33", "36", "1", "2"
"""Parameters of the SGR escape sequence (ECMA-48), as :func:`paint` takes them."""

OPEN, CLOSE, ELLIPSIS = "【", "】", "…"

CONTEXT = 20
"""Code points shown on each side of a marked span."""

LONGEST_SPAN = 48
LONGEST_LINE = 120

_WIDE = (
    *((0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF)),
    *((0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1FAFF)),
    (0x20000, 0x3FFFD),
)
# Spaces are not "printable" to Python, but a terminal can show them.
_SPACES = frozenset("\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a")
_HARMLESS = _SPACES | frozenset("\u202f\u205f\u3000")


def width(text: str) -> int:
    """The columns that ``text`` takes in a terminal (wide blocks of UAX #11 count twice)."""
    if text.isascii():
        return len(text)
    return sum(
        2 if any(low <= ord(character) <= high for low, high in _WIDE) else 1 for character in text
    )


def pad(text: str, columns: int) -> str:
    """``text`` with spaces behind it, up to ``columns``."""
    return text + " " * (columns - width(text))


def visible(text: str) -> str:
    r"""``text`` with everything that a terminal would obey written as an escape.

    Controls, ESC, bidirectional controls, invisible format characters, lone surrogates and
    private-use characters become ``\x1b``, ``\u202e`` …; a tab becomes a space.
    """
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable() or character in _HARMLESS
        else " "
        if character == "\t"
        else ascii(character)[1:-1]
        for character in text
    )


def paint(text: str, style: str, color: bool) -> str:
    """``text`` in a colour, where colour is wanted."""
    return f"\x1b[{style}m{text}\x1b[0m" if color else text


def excerpts(
    text: str, spans: Sequence[tuple[int, int]], style: str = "", color: bool = False
) -> list[str]:
    """Lines that show each span of ``text`` between 【】 with some context.

    Spans that are near each other share a line. ``spans`` are in order of their start.
    """
    lines: list[str] = []
    group: list[tuple[int, int]] = []
    for span in spans:
        near = group and span[0] - group[-1][1] <= 2 * CONTEXT
        if not near or span[1] - group[0][0] > LONGEST_LINE:
            if group:
                lines.append(_excerpt(text, group, style, color))
            group = []
        group.append(span)
    if group:
        lines.append(_excerpt(text, group, style, color))
    return lines


def _excerpt(text: str, spans: Sequence[tuple[int, int]], style: str, color: bool) -> str:
    left = max(0, spans[0][0] - CONTEXT)
    right = min(len(text), spans[-1][1] + CONTEXT)
    # A cut that saves a character or two only costs the reader the sentence's ends.
    left = 0 if left <= 2 else left
    right = len(text) if right >= len(text) - 2 else right
    parts = [ELLIPSIS if left else ""]
    position = left
    for start, end in spans:
        start, end = max(start, position), max(end, position)
        marked = OPEN + shorten(visible(text[start:end])) + CLOSE
        parts += (visible(text[position:start]), paint(marked, style, color))
        position = end
    parts.append(visible(text[position : max(right, position)]))
    parts.append(ELLIPSIS if right < len(text) else "")
    return "".join(parts).strip(" \u3000")


def shorten(text: str, longest: int = LONGEST_SPAN) -> str:
    """``text``, its middle left out when it is long."""
    if len(text) <= longest:
        return text
    half = longest // 2
    return text[:half] + ELLIPSIS * 2 + text[-half:]
