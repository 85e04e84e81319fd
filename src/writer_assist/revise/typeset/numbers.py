"""Automatic numbers: they stay automatic, and the same, whatever style their paragraph gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from writer_assist.document.docx.numbering import Numbering
from writer_assist.document.docx.styles import integer
from writer_assist.layout.markup import tag, value
from writer_assist.records import NamedTuple

from .xml import PARAGRAPH_ORDER, Element, local, parse, put

if TYPE_CHECKING:
    from writer_assist.document.docx.names import Names
    from writer_assist.document.docx.styles import Styles

_LEVEL_ORDER = (
    "start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText", "lvlPicBulletId",
    "legacy", "lvlJc", "pPr", "rPr",
)  # fmt: skip
"""Children of w:lvl."""

_UNCOUNTED = ("bullet", "none")


class _Number(NamedTuple):
    """What numbers a paragraph: a list, one of its levels."""

    num: str
    level: int


class Numbers:
    """The lists of a document.

    Args:
        root: word/numbering.xml, None if there is none.
        styles: of the document as it was.

    Attributes:
        changed: whether word/numbering.xml was.
    """

    def __init__(self, root: Element | None, styles: Styles, known: Names) -> None:
        self.root = root
        self.styles = styles
        self.names = known
        self.w = known.w
        self.namespace = known.w[1:-1]
        self.changed = False
        self.lists = Numbering(root) if root is not None else None
        self._seen: set[_Number] = set()

    def of(self, element: Element) -> _Number | None:
        """What numbers a w:p, by itself or by its style; as the reader tells it."""
        properties = element.find(self.names.paragraph_properties)
        if self.lists is None:
            return None
        style_id, num, level = "", None, None
        if properties is not None:
            style = properties.find(self.w + "pStyle")
            style_id = "" if style is None else style.get(self.w + "val", "")
            found = properties.find(f"{self.w}numPr/{self.w}numId")
            num = None if found is None else found.get(self.w + "val", "")
            found = properties.find(f"{self.w}numPr/{self.w}ilvl")
            level = None if found is None else integer(found.get(self.w + "val", ""))
        style_ = self.styles[style_id] if style_id else self.styles.default
        if num is None:
            num = style_.num
            for owner in (style_id, style_.owner):
                if level is None and num:
                    level = self.lists.level_of_style(num, owner)
            if level is None:
                level = style_.ilvl
        return _Number(num, level or 0) if num and num != "0" else None

    def is_counted(self, element: Element) -> bool:
        """Whether a w:p has a number, and no bullet."""
        number = self.of(element)
        if number is None or self.lists is None:
            return False
        level = self.lists.level(*number)
        return level is not None and level.format not in _UNCOUNTED

    def keep(
        self, element: Element, properties: Element, number: _Number | None, style: str
    ) -> None:
        """Say in a paragraph itself what numbers it, if its new style says otherwise."""
        written = properties.find(self.w + "numPr")
        if number is None:
            if self.styles[style].num and self.lists is not None and written is None:
                xml = tag("numPr", None, value("numId", 0))
                put(properties, parse(xml, self.namespace), PARAGRAPH_ORDER)
            return
        if written is None or self.of(element) != number:
            xml = tag("numPr", None, value("ilvl", number.level), value("numId", number.num))
            put(properties, parse(xml, self.namespace), PARAGRAPH_ORDER)
        if number not in self._seen:
            self._seen.add(number)
            self._close_up(number)

    def _close_up(self, number: _Number) -> None:
        """Nothing parts a number from its text, and it looks as the text does."""
        level = self._level(number)
        if level is None or self.lists is None:
            return
        known = self.lists.level(*number)
        if known is None or known.format in _UNCOUNTED:
            return
        suffix = level.find(self.w + "suff")
        if suffix is None or suffix.get(self.w + "val") != "nothing":
            put(level, parse(value("suff", "nothing"), self.namespace), _LEVEL_ORDER)
            self.changed = True
        look = level.find(self.w + "rPr")
        if look is not None and len(look):
            for child in list(look):
                if local(child) not in ("lang", "rtl", "vanish", "noProof"):
                    look.remove(child)
                    self.changed = True

    def _level(self, number: _Number) -> Element | None:
        """The w:lvl of a list's level."""
        assert self.root is not None
        w = self.w
        for num in self.root.iterchildren(w + "num"):
            if num.get(w + "numId") != number.num:
                continue
            for override in num.iterchildren(w + "lvlOverride"):
                level = override.find(w + "lvl")
                if level is not None and override.get(w + "ilvl") == str(number.level):
                    return level
            abstract = num.find(w + "abstractNumId")
            wanted = "" if abstract is None else abstract.get(w + "val")
            for each in self.root.iterchildren(w + "abstractNum"):
                if each.get(w + "abstractNumId") == wanted:
                    for level in each.iterchildren(w + "lvl"):
                        if level.get(w + "ilvl") == str(number.level):
                            return level
        return None
