"""The styles of a paper: a table of them, and styles.xml made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from writer_assist.records import NamedTuple

from . import standard as gb
from .markup import PARAGRAPH_ORDER, RUN_ORDER, part, properties, switch, tag, value


class Look(NamedTuple):
    """How characters look; what is None or "" is as it was.

    ``size`` is in points, ``color`` six hexadecimal digits, ``spacing`` in twips.
    """

    font: str = ""
    size: float | None = None
    color: str = ""
    bold: bool | None = None
    spacing: int | None = None

    def xml(self) -> str:
        """A w:rPr; "" if it says nothing."""
        found = {}
        if self.font:
            # One font for all: the standard knows no other for Western letters and digits.
            names = ("ascii", "hAnsi", "eastAsia", "cs")
            found["rFonts"] = tag("rFonts", dict.fromkeys(names, self.font))
        if self.bold is not None:
            found["b"] = switch("b", self.bold)
            found["bCs"] = switch("bCs", self.bold)
        if self.color:
            found["color"] = value("color", self.color)
        if self.spacing is not None:
            found["spacing"] = value("spacing", self.spacing)
        if self.size is not None:
            found["sz"] = value("sz", round(self.size * 2))
            found["szCs"] = value("szCs", round(self.size * 2))
        return properties("rPr", RUN_ORDER, found)


class Shape(NamedTuple):
    """How a paragraph stands; what is None is as it was.

    Indents are in characters of 三号, ``hanging`` more than the first line has; ``before``,
    ``after`` and ``line`` in twips; ``line`` is exact, 0 is what the text needs. ``borders`` are
    w:top and so on, ``tabs`` pairs of kind and place in twips, ``frame`` attributes of w:framePr.
    ``level`` is an outline level from 1.
    """

    align: str | None = None
    left: float | None = None
    right: float | None = None
    first: float | None = None
    hanging: float | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    keep_next: bool | None = None
    keep_lines: bool | None = None
    page_break: bool | None = None
    contextual: bool | None = None
    grid: bool | None = None
    borders: Mapping[str, str] = {}
    tabs: tuple[tuple[str, int], ...] = ()
    frame: Mapping[str, str | int] = {}
    level: int | None = None
    width: float = gb.CHARACTER
    """A character for the indents, in twips."""
    exact: bool = False
    """Whether the indents are lengths, whatever the size of the characters."""

    def children(self) -> dict[str, str]:
        """The children of a w:pPr, by name."""
        found: dict[str, str] = {}
        switches = (
            ("keepNext", self.keep_next),
            ("keepLines", self.keep_lines),
            ("pageBreakBefore", self.page_break),
            ("snapToGrid", self.grid),
            ("contextualSpacing", self.contextual),
        )
        for name, on in switches:
            if on is not None:
                found[name] = switch(name, on)
        if self.frame:
            found["framePr"] = tag("framePr", self.frame)
        if self.borders:
            sides = [self.borders[side] for side in ("top", "left", "bottom", "right")
                     if side in self.borders]  # fmt: skip
            found["pBdr"] = tag("pBdr", None, *sides)
        if self.tabs:
            stops = [tag("tab", {"val": kind, "pos": place}) for kind, place in self.tabs]
            found["tabs"] = tag("tabs", None, *stops)
        found |= self._spacing() | self._indent()
        if self.align is not None:
            found["jc"] = value("jc", self.align)
        if self.level is not None:
            found["outlineLvl"] = value("outlineLvl", self.level - 1)
        return found

    def _spacing(self) -> dict[str, str]:
        said: dict[str, str | int] = {}
        if self.before is not None:
            said["before"] = self.before
        if self.after is not None:
            said["after"] = self.after
        if self.line is not None:
            said |= {"line": self.line or 240, "lineRule": "exact" if self.line else "auto"}
        return {"spacing": tag("spacing", said)} if said else {}

    def _indent(self) -> dict[str, str]:
        said: dict[str, str | int] = {}
        sides = (
            ("left", self.left),
            ("right", self.right),
            ("firstLine", self.first),
            ("hanging", self.hanging),
        )
        for name, characters in sides:
            if characters is not None:
                # Word goes by characters where it can, everybody else by the twips. In Word a
                # character is as wide as the paragraph's own for a first line, but as the default
                # style's at the sides, and what hangs in characters moves the left side: there
                # only lengths mean the same in every program and every document.
                if not self.exact and name == "firstLine":
                    said[f"{name}Chars"] = round(characters * 100)
                said[name] = round(characters * self.width)
        return {"ind": tag("ind", said)} if said else {}


class Style(NamedTuple):
    """A paragraph style: its id, name as Word shows it, look and shape.

    ``base`` and ``follows`` (the style of the next paragraph) are ids.
    """

    id: str
    name: str
    look: Look = Look()
    shape: Shape = Shape()
    base: str = "Normal"
    follows: str = ""
    quick: bool = True


def border(kind: str, size: int, color: str = "auto", space: int = 0) -> dict[str, str | int]:
    """Attributes of a rule: size in 1/8 pt, space in points."""
    return {"val": kind, "sz": size, "space": space, "color": color}


AGENCY_STYLES = (
    ("Agency", "发文机关标志"),
    ("LongAgency", "发文机关标志（长）"),
    ("LongestAgency", "发文机关标志（最长）"),
)
"""Ids and names of the styles for ``AGENCY_SIZES``."""
AGENCY_LEADING = 6
"""What the line of a 发文机关标志 is higher than its characters, in points."""
_HEADING = Shape(first=2, keep_next=True)
_SIGN = 14.5
"""7.3.5.1: a date 右空四字, 署名 in the middle above it. Both stand in the middle of a box at the
right margin, as wide as to leave four characters beside a date, which takes six to seven."""

STYLES = (
    Style("Normal", "Normal", Look(gb.FANG_SONG, gb.SIZE_3, spacing=gb.CHARACTER_SPACING),
          Shape("both", line=gb.LINE), base=""),
    Style("Title", "Title", Look(gb.TITLE_SONG, gb.SIZE_2),
          Shape("center", grid=False, keep_lines=True), follows="BodyText"),
    Style("Subtitle", "Subtitle", Look(gb.KAI), Shape("center", grid=False)),
    Style("BodyText", "Body Text", shape=Shape(first=2)),
    Style("Heading1", "heading 1", Look(gb.HEI), _HEADING._replace(level=1), follows="BodyText"),
    Style("Heading2", "heading 2", Look(gb.KAI), _HEADING._replace(level=2), follows="BodyText"),
    Style("Heading3", "heading 3", Look(), _HEADING._replace(level=3), follows="BodyText"),
    Style("Heading4", "heading 4", Look(), _HEADING._replace(level=4), follows="BodyText"),
    Style("Copy", "份号", shape=Shape("left")),
    Style("Secrecy", "密级和紧急程度", Look(gb.HEI), Shape("left")),
    Style("Grade", "办理结果类别", Look(gb.HEI), Shape("right")),
    *(Style(key, name, Look(gb.TITLE_SONG, size, gb.RED),
            Shape("center", grid=False, line=gb.pt(size + AGENCY_LEADING), keep_next=True))
      for (key, name), (_, size) in zip(AGENCY_STYLES, gb.AGENCY_SIZES, strict=True)),
    Style("DocumentNumber", "发文字号", shape=Shape("center", before=2 * gb.LINE, keep_next=True)),
    Style("Signer", "发文字号和签发人",
          shape=Shape("left", left=1, right=1, tabs=(("right", gb.TEXT_WIDTH - gb.CHARACTER),)),
          base="DocumentNumber"),
    Style("RedRule", "红色分隔线", shape=Shape(line=20, keep_next=True, grid=False, borders={
        "top": tag("top", border("single", gb.RED_RULE, gb.RED))})),
    Style("Recipient", "主送机关", shape=Shape("left", before=gb.LINE, keep_next=True),
          follows="BodyText"),
    Style("AttachmentNote", "附件说明",
          shape=Shape("left", left=6.5, hanging=4.5, before=gb.LINE, keep_lines=True)),
    Style("AttachmentItem", "附件说明续", shape=Shape("left", left=6.5, hanging=1.5,
                                                 keep_lines=True)),
    Style("Signature", "署名", shape=Shape("center", left=gb.CHARACTERS - _SIGN, grid=False,
                                         before=2 * gb.LINE, keep_next=True, keep_lines=True)),
    Style("IssueDate", "成文日期", shape=Shape("center", left=gb.CHARACTERS - _SIGN, grid=False)),
    Style("PlainSignature", "署名（不盖章）", shape=Shape("right", right=2, before=gb.LINE,
                                                keep_next=True, keep_lines=True)),
    Style("PlainDate", "成文日期（不盖章）", shape=Shape("right", right=2)),
    Style("Note", "附注", shape=Shape(first=2)),
    Style("Attendance", "出席列席", shape=Shape("both", left=5, hanging=3, before=gb.LINE,
                                            contextual=True)),
    Style("Field", "事项", shape=Shape("both", first=2)),
    Style("Attachment", "附件", Look(gb.HEI), Shape("left", page_break=True, keep_next=True)),
    Style("AttachmentTitle", "附件标题", Look(gb.TITLE_SONG, gb.SIZE_2),
          Shape("center", grid=False, before=gb.LINE, after=gb.LINE, keep_next=True),
          follows="BodyText"),
    Style("Caption", "caption", Look(gb.HEI, gb.SIZE_4), Shape("center", keep_next=True)),
    Style("Picture", "图片", shape=Shape("center", line=0, grid=False)),
    Style("Cell", "表格文字", Look(size=gb.SIZE_4), Shape("left", line=0, grid=False)),
    Style("CellHead", "表头", Look(gb.HEI), Shape("center", keep_next=True), base="Cell"),
    Style("CellLabel", "表格栏目", shape=Shape("center"), base="Cell"),
    Style("Copies", "抄送", Look(size=gb.SIZE_4),
          Shape("both", left=4, right=1, hanging=3, line=gb.pt(25), grid=False,
                width=gb.pt(gb.SIZE_4))),
    Style("Printed", "印发", Look(size=gb.SIZE_4),
          Shape("left", left=1, right=1, line=gb.pt(25), grid=False, width=gb.pt(gb.SIZE_4),
                tabs=(("right", gb.TEXT_WIDTH - gb.pt(gb.SIZE_4)),))),
    Style("Header", "header", Look(gb.SONG, gb.SIZE_4), Shape("left", line=280, grid=False),
          quick=False),
    Style("Footer", "footer", Look(gb.SONG, gb.SIZE_4), Shape("left", line=280, grid=False),
          quick=False),
    Style("PageNumberOdd", "页码（单页）", shape=Shape("right", right=1, width=gb.pt(gb.SIZE_4)),
          base="Footer", quick=False),
    Style("PageNumberEven", "页码（双页）", shape=Shape("left", left=1, width=gb.pt(gb.SIZE_4)),
          base="Footer", quick=False),
    Style("End", "文末", shape=Shape(line=14, grid=False), quick=False),
)  # fmt: skip
"""All styles. Their ids are of ASCII, their names what a clerk looks for in Word."""

BY_ID = {style.id: style for style in STYLES}


def styles_xml(styles: Iterable[Style] = STYLES) -> str:
    """The part word/styles.xml."""
    return part("styles", _defaults(), *map(style_xml, styles), _CHARACTER_AND_TABLE)


def _defaults() -> str:
    look = Look(gb.FANG_SONG, gb.SIZE_3).xml()
    language = tag("lang", {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"})
    run = look.removesuffix("</w:rPr>") + language + "</w:rPr>"
    # No widow control: a page has 22 lines. No blanks of the word processor's own between Chinese
    # and digits: a line has 28 characters.
    paragraph = properties(
        "pPr",
        PARAGRAPH_ORDER,
        {name: switch(name, False) for name in ("widowControl", "autoSpaceDE", "autoSpaceDN")},
    )
    return tag(
        "docDefaults", None, tag("rPrDefault", None, run), tag("pPrDefault", None, paragraph)
    )


def style_xml(style: Style) -> str:
    """The w:style of a style."""
    attributes: dict[str, str | int] = {"type": "paragraph", "styleId": style.id}
    if not style.base:
        attributes = {"type": "paragraph", "default": 1, "styleId": style.id}
    elif style.name[0] > "z":
        attributes["customStyle"] = 1
    content = [value("name", style.name)]
    if style.base:
        content.append(value("basedOn", style.base))
    if style.follows:
        content.append(value("next", style.follows))
    if style.quick:
        content.append(tag("qFormat"))
    content.append(properties("pPr", PARAGRAPH_ORDER, style.shape.children()))
    look = style.look
    if look.size is not None and look.spacing is None:
        # Only 28 characters of 三号 are too many for a line.
        look = look._replace(spacing=0)
    content.append(look.xml())
    return tag("style", attributes, *content)


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_CHARACTER_AND_TABLE = "".join((
    tag("style", {"type": "character", "default": 1, "styleId": "DefaultParagraphFont"},
        value("name", "Default Paragraph Font"), tag("semiHidden")),
    *(tag("style", {"type": "character", "customStyle": 1, "styleId": style},
          value("name", name), value("basedOn", "DefaultParagraphFont"), Look(font).xml())
      for style, name, font in (("Label", "黑体字", gb.HEI), ("Name", "楷体字", gb.KAI))),
    tag("style", {"type": "table", "default": 1, "styleId": "TableNormal"},
        value("name", "Normal Table"), tag("semiHidden"),
        tag("tblPr", None, tag("tblInd", {"w": 0, "type": "dxa"}),
            tag("tblCellMar", None, *(
                tag(side, {"w": width, "type": "dxa"})
                for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108)))))),
    tag("style", {"type": "table", "styleId": "TableGrid"},
        value("name", "Table Grid"), value("basedOn", "TableNormal"),
        tag("tblPr", None, tag("tblBorders", None,
                               *(tag(side, border("single", 4)) for side in _SIDES)))),
))  # fmt: skip
