"""Fonts of a theme, and which of a run's fonts a character is shown in (17.3.2.26)."""

from __future__ import annotations

from lxml import etree

Element = etree._Element

_SCRIPTS = {
    "zh-hk": "Hant",
    "zh-mo": "Hant",
    "zh-tw": "Hant",
    "zh-hant": "Hant",
    "zh": "Hans",
    "ja": "Jpan",
    "ko": "Hang",
}


def script_of(language: str) -> str:
    """The ISO 15924 script that a theme lists the fonts of an East Asian language by."""
    language = language.lower()
    for known, script in _SCRIPTS.items():
        if language == known or language.startswith(known + "-"):
            return script
    return ""


class Theme:
    """The fonts of theme1.xml (20.1.4.1.18) for one East Asian language.

    Args:
        root: the theme, or None.
        language: w:themeFontLang/@w:eastAsia of the settings, "zh-CN".
    """

    def __init__(self, root: Element | None, language: str) -> None:
        self._fonts: dict[str, str] = {}
        if root is None:
            return
        script = script_of(language)
        for name in ("major", "minor"):
            element = next(root.iter("{*}" + name + "Font"), None)
            if element is None:
                continue
            found = {"latin": "", "ea": "", "cs": ""}
            for child in element.iterchildren("*"):
                local = etree.QName(child).localname
                typeface = child.get("typeface", "")
                if local in found:
                    found[local] = typeface
                elif local == "font" and child.get("script") == script and not found["ea"]:
                    # The list stands behind a:ea, and counts only where that is empty.
                    found["ea"] = typeface
            for slot, kind in (
                ("Ascii", "latin"),
                ("HAnsi", "latin"),
                ("EastAsia", "ea"),
                ("Bidi", "cs"),
            ):
                self._fonts[name + slot] = found[kind]

    def font(self, name: str) -> str:
        """The font that a layer's name stands for: "+minorEastAsia" is one of the theme's."""
        return self._fonts.get(name[1:], "") if name.startswith("+") else name


# Characters that are in East Asian and other fonts alike: w:hint decides (17.3.2.26).
_AMBIGUOUS = (
    (0x00A1, 0x00A1),
    (0x00A4, 0x00A4),
    (0x00A7, 0x00A8),
    (0x00AA, 0x00AA),
    (0x00AD, 0x00AD),
    (0x00AF, 0x00B4),
    (0x00B6, 0x00BA),
    (0x00BC, 0x00BF),
    (0x00D7, 0x00D7),
    (0x00F7, 0x00F7),
    (0x0100, 0x04FF),
    (0x1E00, 0x1EFF),
    (0x2000, 0x2BFF),
    (0xE000, 0xF8FF),
    (0xFB00, 0xFB1C),
)
# With the hint and a Chinese w:lang these count as East Asian as well.
_CHINESE = frozenset("àáèéêìíòóùúü")
_EAST_ASIAN = (
    (0x1100, 0x11FF),
    (0x2E80, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)


def slot_of(character: str, *, hinted: bool) -> str:
    """The font that shows a character: "ascii", "hAnsi" or "eastAsia".

    Args:
        character: one code point.
        hinted: whether the run has w:hint="eastAsia".
    """
    code = ord(character)
    if code < 0x80:
        return "ascii"
    if any(first <= code <= last for first, last in _EAST_ASIAN):
        return "eastAsia"
    if hinted and (
        character in _CHINESE or any(first <= code <= last for first, last in _AMBIGUOUS)
    ):
        return "eastAsia"
    return "hAnsi"
