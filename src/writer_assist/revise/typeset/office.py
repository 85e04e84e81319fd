"""How an office wants its papers: the styles and the page of GB/T 9704 with its own changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from writer_assist.layout import standard as gb
from writer_assist.layout.styles import AGENCY_STYLES, BY_ID, Style
from writer_assist.records import NamedTuple

if TYPE_CHECKING:
    from writer_assist.rules.layout.profile import Look as Wanted
    from writer_assist.rules.layout.profile import Page, Profile

_FONTS = {
    "仿宋": gb.FANG_SONG,
    "黑体": gb.HEI,
    "楷体": gb.KAI,
    "宋体": gb.SONG,
    "小标宋": gb.TITLE_SONG,
}
"""What is written for a family of fonts."""

_STYLES: Mapping[str, tuple[str, ...]] = {
    "body": ("Normal", "BodyText"),
    "title": ("Title",),
    "subtitle": ("Subtitle",),
    "recipient": ("Recipient",),
    "h1": ("Heading1",),
    "h2": ("Heading2",),
    "h3": ("Heading3",),
    "h4": ("Heading4",),
    "attachment-note": ("AttachmentNote", "AttachmentItem"),
    "sign": ("Signature", "PlainSignature"),
    "date": ("IssueDate", "PlainDate"),
    "note": ("Note",),
    "attendance": ("Attendance",),
    "attachment": ("Attachment",),
    "attachment-title": ("AttachmentTitle",),
    "copy": ("Copy",),
    "secrecy": ("Secrecy",),
    "agency": tuple(id_ for id_, _ in AGENCY_STYLES),
    "number": ("DocumentNumber",),
    "copies": ("Copies",),
    "printed": ("Printed",),
    "page-number": ("Footer", "PageNumberOdd", "PageNumberEven"),
}
"""The styles of each role of a profile."""

_COLORS = {"black": "000000", "red": gb.RED}


class House(NamedTuple):
    """What typesetting goes by.

    Attributes:
        styles: by our ids.
        width: of the page, as all lengths here in twips.
        height: of the page.
        top: margin.
        bottom: margin.
        left: margin.
        right: margin.
        line: the distance of two lines.
        page_number: "outside", "centre" or "none".
    """

    styles: Mapping[str, Style] = BY_ID
    width: int = gb.PAGE_WIDTH
    height: int = gb.PAGE_HEIGHT
    top: int = gb.TOP
    bottom: int = gb.BOTTOM
    left: int = gb.LEFT
    right: int = gb.RIGHT
    line: int = gb.LINE
    page_number: str = "outside"

    @property
    def title_size(self) -> float:
        """Of the characters of a title, in points."""
        return self.styles["Title"].look.size or gb.SIZE_2

    @property
    def text_width(self) -> int:
        """The width of the 版心."""
        return self.width - self.left - self.right


STANDARD = House()


def house(profile: Profile | None) -> House:
    """The styles and the page that a profile asks for; the standard's where it says nothing."""
    from writer_assist.rules.layout.profile import LOOKS
    from writer_assist.rules.layout.profile import STANDARD as GB

    if profile is None or (profile.page == GB.page and profile.looks == GB.looks):
        return STANDARD
    page = profile.page
    line = _line(page)
    width, left, right = gb.mm(page.width), gb.mm(page.left), gb.mm(page.right)
    text = width - left - right
    styles = dict(BY_ID)
    for id_, style in styles.items():
        shape = style.shape
        if shape.line == gb.LINE:
            shape = shape._replace(line=line)
        shape = shape._replace(before=_lines(shape.before, line), after=_lines(shape.after, line))
        styles[id_] = style._replace(shape=shape)
    for role, ids in _STYLES.items():
        wanted, usual = profile.look(role), LOOKS.get(role)
        if usual is None or wanted != usual:
            for id_ in ids:
                styles[id_] = _styled(styles[id_], wanted, usual, role)
    if page.page_number == "centre":
        for id_ in ("PageNumberOdd", "PageNumberEven"):
            style = styles[id_]
            shape = style.shape._replace(align="center", left=0, right=0)
            styles[id_] = style._replace(shape=shape)
    normal = styles["Normal"]
    size = normal.look.size or gb.SIZE_3
    # So many characters of the text fill a line if each gives away, or gets, so much (5.2.3).
    spacing = (text - page.characters * gb.pt(size)) // page.characters
    for id_, style in styles.items():
        if style.base == "Normal" and style.look.size == size:
            # As large as the text: with the text's spacing, too.
            styles[id_] = style._replace(look=style.look._replace(size=None))
    styles["Normal"] = normal._replace(look=normal.look._replace(spacing=spacing))
    return House(
        styles,
        width,
        gb.mm(page.height),
        gb.mm(page.top),
        gb.mm(page.bottom),
        left,
        right,
        line,
        "outside" if page.page_number == "any" else page.page_number,
    )


def _lines(length: int | None, line: int) -> int | None:
    """So many lines of another height, if it was whole lines."""
    lines, rest = divmod(length or 0, gb.LINE)
    return lines * line if lines and not rest else length


def _line(page: Page) -> int:
    """The distance of two lines: that of the standard if it will do."""
    least, most = page.pitch
    if least * 20 <= gb.LINE <= most * 20:
        return gb.LINE
    return gb.pt((least + most) / 2)


def _styled(style: Style, wanted: Wanted, usual: Wanted | None, role: str) -> Style:
    """A style with what a profile says otherwise than the standard."""
    look, shape = style.look, style.shape
    if wanted.font and (usual is None or wanted.font != usual.font):
        look = look._replace(font=_FONTS.get(wanted.font[0], wanted.font[0]))
    if wanted.size and (usual is None or wanted.size != usual.size):
        look = look._replace(size=wanted.size)
    if wanted.bold is not None and (usual is None or wanted.bold != usual.bold):
        look = look._replace(bold=wanted.bold)
    if wanted.color and (usual is None or wanted.color != usual.color):
        look = look._replace(color=_COLORS.get(wanted.color, wanted.color))
    if wanted.align and (usual is None or wanted.align != usual.align):
        shape = shape._replace(align=wanted.align[0])
    if style.id == "Normal":
        return style._replace(look=look, shape=shape)
    indent = usual.indent if usual is not None else None
    if wanted.indent is not None and wanted.indent != indent and shape.hanging is None:
        shape = shape._replace(first=wanted.indent)
    right = usual.right if usual is not None else ()
    if role in ("sign", "date") and wanted.right and wanted.right != right:
        shape = shape._replace(align="right", left=0, right=wanted.right[0])
    return style._replace(look=look, shape=shape)
