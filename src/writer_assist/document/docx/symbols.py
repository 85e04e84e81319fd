"""``w:sym``: a character of a symbol font, as the Unicode character that it looks like."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "□",
    0x72: "□",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA1: "○",
    0xA4: "◉",
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **{0x80 + n: "⓪①②③④⑤⑥⑦⑧⑨⑩"[n] for n in range(11)},
    **{0x8B + n: "⓿❶❷❸❹❺❻❼❽❾❿"[n] for n in range(11)},
}
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x98: "●",
    0xA1: "■",
    0xA2: "■",
    0xA3: "□",
    **{0x69 + n: "⓪①②③④⑤⑥⑦⑧⑨⑩"[n] for n in range(11)},
    **{0x74 + n: "⓿❶❷❸❹❺❻❼❽❾❿"[n] for n in range(11)},
}
_SYMBOL = {
    0x2D: "−",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xD0: "∠",
    0xD5: "∏",
    0xD6: "√",
    0xD7: "·",
    0xE5: "∑",
    **{0x41 + n: "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"[n] for n in range(26)},
    **{0x61 + n: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"[n] for n in range(26)},
}
_WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "symbol": _SYMBOL,
    "webdings": _WEBDINGS,
}


def symbol(font: str, code: str) -> str:
    """The text of a ``w:sym``.

    Args:
        font: its w:font.
        code: its w:char, hexadecimal; symbol fonts often add F000 to their own code.

    Returns:
        One character: the Unicode one where it is known, the character itself otherwise
        (a private-use one shows that something stands there); "" if the code is none.
    """
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    table = _FONTS.get(font.strip().lower())
    if table is not None:
        own = value & 0xFF if 0xF000 <= value <= 0xF0FF else value
        if own in table:
            return table[own]
        if own < 0x100:
            value = 0xF000 + own
    if value < 0x20 or value > 0x10FFFF or 0xD800 <= value <= 0xDFFF:
        return ""
    return chr(value)
