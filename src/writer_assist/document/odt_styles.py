"""Styles and list numbers of OpenDocument text: what a name in the text means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from writer_assist.records import NamedTuple

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

MAX_PARENTS = 50
"""How far styles inherit; it also ends a circle of parents."""

_WHITISH = 0xE0

MAX_LEVEL = 10
"""The deepest level of a list that is counted, as deep as ODF's own list styles go."""

LEVEL_REFERENCE = re.compile(r"%(\d{1,2})%")


# The number formats of lists: their names here, by the first characters of ODF's.
NUMBER_FORMATS = (
    ("一", "chineseCountingThousand"),
    ("壹, 贰", "chineseLegalSimplified"),
    ("壹", "ideographLegalTraditional"),
    ("甲", "ideographTraditional"),
    ("子", "ideographZodiac"),
    ("①", "decimalEnclosedCircle"),
    ("１", "decimalFullWidth"),
    ("a", "lowerLetter"),
    ("A", "upperLetter"),
    ("i", "lowerRoman"),
    ("I", "upperRoman"),
)


class Look(NamedTuple):
    """What formatting says about text; None where a style leaves it to what is around."""

    underline: bool | None = None
    hidden: bool | None = None
    highlight: bool | None = None

    def over(self, outer: Look) -> Look:
        """This look inside another one."""
        return Look(*[outer[i] if value is None else value for i, value in enumerate(self)])


PLAIN = Look(underline=False, hidden=False, highlight=False)


class Styles:
    """The styles that one part sees: its automatic ones, and the common ones."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self.elements: dict[tuple[str, str], etree._Element] = {}
        self.lists: dict[str, dict[int, etree._Element]] = {}
        self.outline: dict[int, etree._Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        for root in roots:
            for style in root if root is not None else ():
                name = style.get(STYLE + "name", "")
                if style.tag == STYLE + "style":
                    self.elements.setdefault((style.get(STYLE + "family", ""), name), style)
                elif style.tag == TEXT + "list-style":
                    self.lists.setdefault(name, _levels(style))
                elif style.tag == TEXT + "outline-style":
                    self.outline = _levels(style)

    def look(self, family: str, name: str) -> Look:
        """The look of a style with all that it inherits."""
        key = (family, name)
        if key not in self._looks:
            look = Look()
            for style in self._chain(family, name):
                properties = style.find(STYLE + "text-properties")
                if properties is not None:
                    look = look.over(_look_of(properties))
            self._looks[key] = look
        return self._looks[key]

    def attribute(self, family: str, name: str, attribute: str) -> str | None:
        """An attribute of a style or of the nearest parent that has it."""
        for style in self._chain(family, name):
            value = style.get(attribute)
            if value is not None:
                return value
        return None

    def display_name(self, name: str) -> str:
        """The name under which the user knows a paragraph's style; automatic ones have none."""
        for style in self._chain("paragraph", name):
            parent = style.getparent()
            if parent is not None and parent.tag == OFFICE + "styles":
                return style.get(STYLE + "display-name") or style.get(STYLE + "name") or ""
        return name

    def _chain(self, family: str, name: str) -> Iterator[etree._Element]:
        for _ in range(MAX_PARENTS):
            style = self.elements.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(STYLE + "parent-style-name", "")


def _look_of(properties: etree._Element) -> Look:
    underline = properties.get(STYLE + "text-underline-style")
    hidden = properties.get(TEXT + "display")
    background = properties.get(FO + "background-color")
    return Look(
        None if underline is None else underline != "none",
        None if hidden is None else hidden == "none",
        None if background is None else _is_highlight(background),
    )


def _is_highlight(background: str) -> bool:
    """Whether text on such a ground stands out; copied text often has a whitish one."""
    try:
        number = int(background.removeprefix("#"), 16)
    except ValueError:  # "transparent"
        return False
    channels = (number >> 16, number >> 8 & 0xFF, number & 0xFF)
    return min(channels) < _WHITISH


class ListCounters:
    """The counters of one list, and of the lists nested in it."""

    def __init__(self, style: str) -> None:
        self.style = style
        self.counts: dict[int, int] = {}


def _levels(style: etree._Element) -> dict[int, etree._Element]:
    """A list style's levels by their number, from 1."""
    return {
        integer(child.get(TEXT + "level"), 0): child
        for child in style
        if isinstance(child.tag, str)
    }


def next_label(
    counters: ListCounters, levels: dict[int, etree._Element], level: int, start: str | None
) -> str:
    """Count one more item on a level of a list and return its label."""
    level = min(level, MAX_LEVEL)
    here = levels.get(level)
    counts = counters.counts
    if start is not None:
        counts[level] = integer(start, 1)
    elif level in counts:
        counts[level] += 1
    else:
        counts[level] = _start(here)
    for deeper in [deep for deep in counts if deep > level]:
        del counts[deeper]
    if here is None or here.tag not in (
        TEXT + "list-level-style-number",
        TEXT + "outline-level-style",
    ):
        return ""
    if not here.get(STYLE + "num-format"):
        return ""

    def shown(of: int) -> str:
        at = levels.get(of)
        format = "" if at is None else at.get(STYLE + "num-format", "")
        return _number(counts.get(of, _start(at)), format)

    pattern = here.get(LO + "num-list-format") or here.get(STYLE + "num-list-format")
    if pattern:
        return LEVEL_REFERENCE.sub(lambda match: shown(int(match[1])), pattern).strip()
    depth = max(1, min(level, integer(here.get(TEXT + "display-levels"), 1)))
    numbers = [shown(of) for of in range(level - depth + 1, level + 1)]
    prefix, suffix = here.get(STYLE + "num-prefix", ""), here.get(STYLE + "num-suffix", "")
    return f"{prefix}{'.'.join(filter(None, numbers))}{suffix}".strip()


def _start(level: etree._Element | None) -> int:
    return 1 if level is None else integer(level.get(TEXT + "start-value"), 1)


def _number(value: int, format: str) -> str:
    from writer_assist.document.docx.numbering import format_number

    if not format:
        return ""
    for beginning, name in NUMBER_FORMATS:
        if format.startswith(beginning):
            return format_number(value, name)
    return str(value)


def integer(value: str | None, default: int) -> int:
    """An attribute as a whole number, or ``default`` if it is none."""
    # Nine digits: enough for any real number, and none that takes long to print.
    return int(value) if value and len(value) < 10 and value.isdecimal() else default
