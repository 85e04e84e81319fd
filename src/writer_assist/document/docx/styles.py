"""styles.xml, as far as text, headings and automatic numbers depend on it."""

from __future__ import annotations

from lxml import etree

from writer_assist.records import NamedTuple

HIDDEN, HIGHLIGHT, UNDERLINE = 1, 2, 4
"""Flags of a run."""

_OFF = ("0", "false", "off")
_MAX_CHAIN = 64
_SATURATED = 0x50
# "heading 1" is the name in the file whatever the language of the program; "标题 1" comes
# from other writers of the format.
_HEADINGS = ("heading", "标题", "標題")


class Style(NamedTuple):
    """What a style gives to its paragraphs or runs, what it is based on included.

    ``outline`` is 0-based, 9 for body text, None if nothing is said; ``num`` is "" if there
    is no number. ``on`` and ``off`` are the run flags that it sets and clears.
    """

    name: str = ""
    outline: int | None = None
    num: str = ""
    ilvl: int | None = None
    on: int = 0
    off: int = 0
    owner: str = ""
    """The style in the chain that names the list."""


NO_STYLE = Style()


class _Raw:
    """A style as written."""

    __slots__ = ("based_on", "id", "ilvl", "name", "num", "off", "on", "outline", "type")

    def __init__(self, id_: str, type_: str) -> None:
        self.id = id_
        self.type = type_
        self.name = ""
        self.based_on = ""
        self.num: str | None = None
        self.ilvl: int | None = None
        self.outline: int | None = None
        self.on = 0
        self.off = 0


class Styles:
    """The styles of a document; holds no XML, so it may be shared between documents."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._raw: dict[str, _Raw] = {}
        self._resolved: dict[str, Style] = {}
        self.default = NO_STYLE
        """The style of paragraphs that name none; its ``name`` is empty."""
        self.flagged_paragraphs = False
        """Whether a paragraph style hides, underlines or highlights."""
        if root is not None:
            default = self._read(root)
            if default:
                self.default = self[default]._replace(name="")
            self.flagged_paragraphs = any(
                raw.on for raw in self._raw.values() if raw.type == "paragraph"
            )

    def __getitem__(self, id_: str) -> Style:
        """A style with all that it inherits; of an unknown one only the id as its name."""
        style = self._resolved.get(id_)
        if style is None:
            if id_ not in self._raw:  # not kept: what documents name is without bound
                return Style(id_, _heading_outline(id_))
            style = self._resolved[id_] = self._resolve(self._raw[id_])
        return style

    def _read(self, root: etree._Element) -> str:
        n = root.tag.partition("}")[0] + "}"
        value = n + "val"
        default = ""
        raw = _Raw("", "")  # what stands before the first style counts for nothing
        for element in root.iter(
            *[n + name for name in ("style", "name", "basedOn", "numId", "ilvl", "outlineLvl")],
            *[n + name for name in ("vanish", "highlight", "u")],
        ):
            name = element.tag[len(n) :]
            text = element.get(value, "")
            if name == "style":
                raw = _Raw(element.get(n + "styleId", ""), element.get(n + "type", "paragraph"))
                if raw.id in self._raw:
                    continue
                self._raw[raw.id] = raw
                if element.get(n + "default", "0") not in _OFF and raw.type == "paragraph":
                    default = default or raw.id
            elif name == "name":
                raw.name = raw.name or text
            elif name == "basedOn":
                raw.based_on = text
            elif name == "numId":
                raw.num = text
            elif name == "ilvl":
                raw.ilvl = integer(text)
            elif name == "outlineLvl":
                raw.outline = integer(text)
            elif not self._conditional(element, n):
                on, off = run_flags(name, text)
                raw.on |= on
                raw.off |= off
        return default

    @staticmethod
    def _conditional(element: etree._Element, n: str) -> bool:
        """Whether formatting is only for a part of a table (w:tblStylePr)."""
        return next(element.iterancestors(n + "tblStylePr", n + "style"), element).tag != (
            n + "style"
        )

    def _resolve(self, raw: _Raw) -> Style:
        outline, num, ilvl, owner = raw.outline, raw.num, raw.ilvl, raw.id
        on, off = raw.on, raw.off
        if outline is None:
            # A built-in heading has its level even where the file leaves it unsaid.
            outline = _heading_outline(raw.name)
        seen = {raw.id}
        base = self._raw.get(raw.based_on)
        while base is not None and base.id not in seen and len(seen) < _MAX_CHAIN:
            seen.add(base.id)
            if num is None and base.num is not None:
                num, owner = base.num, base.id
            ilvl = base.ilvl if ilvl is None else ilvl
            outline = base.outline if outline is None else outline
            on |= base.on & ~off
            off |= base.off & ~on
            base = self._raw.get(base.based_on)
        return Style(
            raw.name or raw.id,
            outline,
            "" if num in (None, "0") else num or "",
            ilvl,
            on,
            off,
            owner,
        )


def _heading_outline(name: str) -> int | None:
    name = name.lower()
    for heading in _HEADINGS:
        if name.startswith(heading):
            level = name[len(heading) :].strip()
            return int(level) - 1 if level in tuple("123456789") else None
    return None


def run_flags(name: str, value: str) -> tuple[int, int]:
    """The flags that one run property sets and clears.

    Args:
        name: "vanish", "highlight" or "u".
        value: its w:val, "" if it has none.
    """
    if name == "vanish":
        return (0, HIDDEN) if value in _OFF else (HIDDEN, 0)
    if name == "highlight":
        return (0, HIGHLIGHT) if value == "none" else (HIGHLIGHT, 0)
    # "words" draws no line under white space: nothing to write on.
    return (0, UNDERLINE) if value in ("", "none", "words") else (UNDERLINE, 0)


def is_colour(fill: str) -> bool:
    """Whether a ground "RRGGBB" is a colour that one sees, not white or grey."""
    try:
        number = int(fill, 16)
    except ValueError:  # "auto"
        return False
    channels = (number >> 16, number >> 8 & 0xFF, number & 0xFF)
    return len(fill) == 6 and max(channels) - min(channels) >= _SATURATED


def integer(text: str) -> int | None:
    """A whole number, None for anything else."""
    try:
        return int(text)
    except ValueError:
        return None
