"""What an office's papers are to look like: GB/T 9704-2012, or an office's own habits as data.

A profile is a TOML file. What it does not say is as the standard has it, but that what the
standard sets in the font or size of the text follows ``[body]``; all of it is optional::

    name = "云溪县政协公文格式"

    [page]
    width = 210             # mm
    height = 297            # mm
    top = 37                # mm, 天头
    bottom = 35             # mm
    left = 28               # mm, 订口
    right = 26              # mm
    tolerance = 1           # mm, of the margins
    lines = 22              # a page
    characters = 28         # a line
    pitch = [28, 30]        # pt from … to: the distance of two lines; one number is exact
    page-number = "outside" # "outside" (odd pages right, even left), "centre", "any",
                            # "none" (there need be none)
    latin = ["Times New Roman"]  # fonts of digits and Latin letters, besides the Chinese font

    [title]                 # one table a role
    font = ["小标宋"]        # a family (仿宋 黑体 楷体 宋体 小标宋), or names of fonts
    size = "二号"            # or points: 22
    align = "center"        # "left", "center", "right", "both"; several: ["left", "both"]
    bold = false            # whether it is bold; left out: as in the standard

    [body]
    indent = 2              # where the first line begins, in characters from the left margin
    align = ["both", "left"]
    color = "black"         # or "red"

The roles: ``title``, ``subtitle``, ``recipient`` (主送机关), ``body``, ``h1`` … ``h4`` (一、（一）
1. （1）), ``attachment-note`` (附件说明), ``sign`` (署名), ``date`` (成文日期), ``note`` (附注),
``attendance`` (出席、列席), ``attachment`` (the label 附件1), ``attachment-title``, ``copy`` (份号),
``secrecy``, ``urgency``, ``agency`` (发文机关标志), ``number`` (发文字号), ``copies`` (抄送),
``printed`` (印发), ``page-number``. An empty list of fonts, or a size of 0, is of no matter.

For ``sign`` and ``date`` ``right`` says how many characters are free to the right of them, several
where there are several ways: ``right = [2, 4]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from writer_assist.layout import standard as gb
from writer_assist.records import NamedTuple

from .fonts import FANG_SONG, HEI, KAI, SONG, TITLE_SONG

Align = Literal["left", "center", "right", "both"]
ALIGNMENTS: tuple[Align, ...] = ("left", "center", "right", "both")
NUMBER_PLACES = ("outside", "centre", "any", "none")
COLORS = ("black", "red")


class Look(NamedTuple):
    """How the paragraphs of one role are to look; what is empty or None is of no matter.

    ``size`` is in points, ``indent`` (the beginning of the first line) and ``right`` (what is free
    at the right) in characters.
    """

    font: tuple[str, ...] = ()
    size: float = 0
    align: tuple[str, ...] = ()
    indent: float | None = None
    right: tuple[float, ...] = ()
    bold: bool | None = None
    color: str = ""


class Page(NamedTuple):
    """The page: lengths in mm, ``pitch`` in points from … to."""

    width: float = 210
    height: float = 297
    top: float = 37
    bottom: float = 35
    left: float = 28
    right: float = 26
    tolerance: float = 1
    lines: int = gb.LINES
    characters: int = gb.CHARACTERS
    pitch: tuple[float, float] = (28, 30)
    page_number: str = "outside"
    latin: tuple[str, ...] = ("Times New Roman",)


class Profile(NamedTuple):
    """A page and the looks by role; ``standard`` is the name of where it comes from."""

    name: str
    page: Page
    looks: Mapping[str, Look]

    def look(self, role: str) -> Look:
        """The look of a role; nothing is of matter for one that is not told."""
        return self.looks.get(_SAME.get(role, role), Look())


_SAME = {
    "closing": "body",
    "attachment-item": "attachment-note",
    "number-signer": "number",
    "signer": "number",
}
"""Roles that look like another."""

_TEXT = Look((FANG_SONG,), gb.SIZE_3)
_FLUSH = ("both", "left")
_INDENTED = _TEXT._replace(align=_FLUSH, indent=2, bold=False)
_SMALL = Look((FANG_SONG,), gb.SIZE_4, indent=1)

LOOKS: dict[str, Look] = {
    "title": Look((TITLE_SONG,), gb.SIZE_2, ("center",), bold=False),  # 7.3.1
    "subtitle": Look(align=("center",)),
    "recipient": _TEXT._replace(align=_FLUSH, indent=0),  # 7.3.2
    "body": _INDENTED,  # 5.2.2, 7.3.3
    "h1": _INDENTED._replace(font=(HEI,)),  # 7.3.3
    "h2": _INDENTED._replace(font=(KAI,)),
    "h3": _INDENTED,
    "h4": _INDENTED,
    "attachment-note": _TEXT._replace(indent=2),  # 7.3.4
    "sign": _TEXT._replace(right=(2, 4)),  # 7.3.5
    "date": _TEXT._replace(right=(2, 4)),
    "note": _TEXT._replace(indent=2),  # 7.3.6
    "attendance": Look((FANG_SONG,), gb.SIZE_3),  # 10.3; its label is 黑体
    "attachment": Look((HEI,), gb.SIZE_3, indent=0),  # 7.3.7
    "attachment-title": Look((TITLE_SONG,), gb.SIZE_2, ("center",), bold=False),
    "copy": Look(size=gb.SIZE_3),  # 7.2.1
    "secrecy": Look((HEI,), gb.SIZE_3),  # 7.2.2
    "urgency": Look((HEI,), gb.SIZE_3),  # 7.2.3
    "agency": Look((TITLE_SONG,), align=("center",), color="red"),  # 7.2.4
    "number": _TEXT,  # 7.2.5
    "copies": _SMALL,  # 7.4.2
    "printed": _SMALL,  # 7.4.3
    "page-number": Look((SONG,), gb.SIZE_4),  # 7.5
}
"""The looks of the standard."""

STANDARD = Profile("GB/T 9704-2012", Page(), LOOKS)
