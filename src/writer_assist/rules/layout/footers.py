"""LY030–LY032: page numbers (GB/T 9704-2012, 7.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from writer_assist.document.structure import SPACE
from writer_assist.i18n import N_, Word

from ..base import Hit, LazyPattern
from .fonts import accepts, size_name
from .rule import LayoutRule

if TYPE_CHECKING:
    from writer_assist.document.docx.formatting import PageFormat
    from writer_assist.document.model import Paragraph

    from .sheet import Place, Sheet

_DASHED = LazyPattern(
    r"[\u2014\u2013\u2015\u2500\uff0d\u2212-]+[ \u3000]*\d*[ \u3000]*[\u2014\u2013\u2015\u2500\uff0d\u2212-]+"
)
_SLACK = 0.6
"""Characters."""

LEFT = Word(N_("左边"))
RIGHT = Word(N_("右边"))


class Number:
    """A paragraph that shows the page number.

    Attributes:
        paragraph: it.
        even: whether it is on even pages only, ``odd`` on odd ones only.
    """

    def __init__(self, sheet: Sheet, page: PageFormat, paragraph: Paragraph, kind: str) -> None:
        self.sheet = sheet
        self.page = page
        self.paragraph = paragraph
        self.even = kind == "even"
        self.odd = kind == "default" and page.even_odd
        self.element: Any = sheet.document.source.elements[paragraph.number - 1]

    def side(self) -> tuple[str, float]:
        """Where it stands: "left", "center", "right" or "outside", and how many of its characters
        from the margin there (-1: not known)."""
        frame = self.element.find("{*}pPr/{*}framePr")
        if frame is not None:
            align = _attribute(frame, "xAlign")
            if align:
                return ("outside" if align == "outside" else align), self._inside(align)
        anchor = next(self.element.iterancestors("{*}anchor"), None)
        if anchor is not None:
            align = anchor.findtext("{*}positionH/{*}align") or ""
            return (align, self._inside(align)) if align else ("", -1)
        shape = next(self.element.iterancestors("{urn:schemas-microsoft-com:vml}shape"), None)
        if shape is not None:
            style = shape.get("style", "")
            found = [w for w in ("outside", "center", "left", "right", "outer") if
                     f"mso-position-horizontal:{w}" in style]  # fmt: skip
            return (found[0].replace("outer", "outside") if found else ""), -1
        form = self.sheet.form.paragraph(self.paragraph.number)
        size = self.size
        text = self.paragraph.text
        alignment = form.alignment
        if alignment == "center":
            return "center", 0
        if text.startswith("\t\t") and alignment in ("left", "both"):
            return "right", 0
        if text.startswith("\t") and alignment in ("left", "both"):
            return "center", 0
        if alignment == "right":
            behind = len(text) - len(text.rstrip(SPACE))
            return "right", form.right / size + behind * (1 if text.endswith("\u3000") else 0.5)
        lead = text[: len(text) - len(text.lstrip(SPACE))]
        blanks = sum(1 if each == "\u3000" else 0.5 for each in lead)
        return "left", (form.left + form.first_line) / size + blanks

    def _inside(self, align: str) -> float:
        """The indent in a frame, on the side where that stands."""
        form = self.sheet.form.paragraph(self.paragraph.number)
        if align == "left":
            return (form.left + form.first_line) / self.size
        # Those that stand outside are indented on both sides.
        return max(form.right, form.left + form.first_line) / self.size

    @property
    def size(self) -> float:
        """The size of its characters, in points."""
        runs = self.sheet.form.runs(self.paragraph.number)
        return runs[0].size if runs else self.sheet.form.mark(self.paragraph.number).size or 10.5

    @property
    def dashed(self) -> bool:
        """Whether it has a dash on both sides."""
        bare = self.paragraph.text.strip(SPACE)
        return self.page.page_format == "numberInDash" or bool(_DASHED().fullmatch(bare))


def _attribute(element: Any, name: str) -> str:
    """An attribute of whatever namespace."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def numbers_of(sheet: Sheet, page: PageFormat) -> list[Number]:
    """The page numbers of a section: in footers, or in headers."""
    found = []
    kinds = ("default", "even") if page.even_odd else ("default",)
    for margins in (page.footers, page.headers):
        for kind in kinds:
            found += [
                Number(sheet, page, paragraph, kind)
                for paragraph in sheet.margin(margins.get(kind, ""))
                if _is_number(sheet, paragraph)
            ]
    return found


def _is_number(sheet: Sheet, paragraph: Paragraph) -> bool:
    """Whether a paragraph itself shows the number of the page."""
    element = sheet.document.source.elements[paragraph.number - 1]
    codes = [
        *(each.text or "" for each in element.iter("{*}instrText")),
        *(_attribute(each, "instr") for each in element.iter("{*}fldSimple")),
    ]
    if not any(code.split()[:1] and code.split()[0].upper() == "PAGE" for code in codes) and (
        next(element.iter("{*}pgNum"), None) is None
    ):
        return False
    # Not that of a text box which is anchored in it.
    inner = [p for p in element.iter("{*}p") if p is not element]
    return not any("PAGE" in (c.text or "") for p in inner for c in p.iter("{*}instrText"))


def _section(sheet: Sheet) -> PageFormat | None:
    """The section that a file begins with; None for a draft further down."""
    return sheet.form.pages[0] if sheet.draft.first == 1 and sheet.form.pages else None


def _first(sheet: Sheet) -> Place:
    """Where to say something of the whole file."""
    own = [place for place in sheet.places if place.paragraph.story == "body"]
    titles = [place for place in own if place.kind == "title"]
    shown = [place for place in own if place.paragraph.text.strip()]
    return (titles or shown or sheet.places)[0]


class MissingPageNumber(LayoutRule):
    """没有页码

    检查什么

    页脚（或者页眉）里有没有页码；单双页页脚不同的，双页上有没有。信函格式的首页不显示页码，不算错。

    为什么

    公文一般要编排页码。没有页码，散页就排不回去。

    错误示例

    - ⟪page:footer=none|⟫⟦没有页码的通知⟧
      全年召开会议十二次。
    - ⟪page:footer=odd-only|⟫⟦双页没有页码的通知⟧
      全年召开会议十二次。
    - ⟪page:footer=text|⟫⟦页脚只有单位名称的通知⟧
      全年召开会议十二次。

    正确示例

    - ⟪page:footer=outside|⟫页码在外侧的通知
    - ⟪page:footer=centre|⟫页码居中的通知
    - ⟪page:footer=plain|⟫页码没有横线的通知
    """

    code = "LY030"
    name = "missing-page-number"
    source = "GB/T 9704-2012 7.5"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield the title."""
        page = _section(sheet)
        if page is None or self.profile.page.page_number == "none":
            return
        numbers = numbers_of(sheet, page)
        place = _first(sheet)
        if not numbers:
            template = N_("没有页码，应在版心下边编排页码；可用 typeset 命令排版")
        elif page.even_odd and not any(n.even for n in numbers):
            template = N_("双页没有页码，请在双页的页脚里补上；可用 typeset 命令排版")
        elif page.even_odd and all(n.even for n in numbers):
            template = N_("单页没有页码，请在单页的页脚里补上；可用 typeset 命令排版")
        else:
            return
        yield Hit(0, len(place.paragraph.text), template, paragraph=place.paragraph)


class PageNumberForm(LayoutRule):
    """页码不是四号宋体、两边加一字线

    检查什么

    页码的字号（四号）、字体（宋体），数字左右是不是各有一条一字线。

    为什么

    页码一般用四号半角宋体阿拉伯数字，数字左右各放一条一字线，如“— 3 —”。

    错误示例

    - ⟪page:footer=plain|⟫⟦页码没有横线的通知⟧
    - ⟪page:footer=centre,footer-size=9|⟫⟦页码是小五号的通知⟧
    - ⟪page:footer=outside,footer-font=Calibri|⟫⟦页码是别的字体的通知⟧

    正确示例

    - ⟪page:footer=outside|⟫页码在外侧的通知
    - ⟪page:footer=centre|⟫页码居中的通知
    - ⟪page:footer=none|⟫没有页码的通知
    """

    code = "LY031"
    name = "page-number-form"
    severity = "hint"
    source = "GB/T 9704-2012 7.5"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield the title, once."""
        page = _section(sheet)
        if page is None:
            return
        look = self.profile.look("page-number")
        place = _first(sheet)
        for number in numbers_of(sheet, page):
            runs = [
                run
                for run in sheet.form.runs(number.paragraph.number)
                if any(c.isdigit() for c in number.paragraph.text[run.start : run.end])
            ] or list(sheet.form.runs(number.paragraph.number))
            size = runs[0].size if runs else number.size
            font = runs[0].ascii if runs else ""
            right_size = not look.size or abs(size - look.size) <= 0.25
            right_font = not look.font or not font or accepts(look.font, font)
            if right_size and right_font and number.dashed:
                continue
            params = {
                "size": size_name(size), "font": font,
                "right_size": size_name(look.size), "right_font": "、".join(look.font),
            }  # fmt: skip
            if not right_font:
                template = N_(
                    "页码是{size}的 {font}，应为{right_size}的{right_font}，数字两边各有一条一字线；"
                    "可用 typeset 命令排版"
                )
            elif not right_size:
                template = N_(
                    "页码的字号是{size}，应为{right_size}，数字两边各有一条一字线；可用 typeset 命令排版"
                )
            else:
                template = N_("页码的数字两边没有一字线，应为“— 1 —”的样子；可用 typeset 命令排版")
            yield Hit(0, len(place.paragraph.text), template, params, paragraph=place.paragraph)
            return


class PageNumberPlace(LayoutRule):
    """页码的位置不对

    检查什么

    单页的页码是不是居右空一字，双页的页码是不是居左空一字。

    为什么

    公文双面印刷，页码在外侧才好翻找。Word 默认插入的页码是居中的，单双页不分。

    错误示例

    - ⟪page:footer=centre|⟫⟦页码居中的通知⟧
    - ⟪page:footer=right|⟫⟦单双页的页码都在右边的通知⟧
    - ⟪page:footer=inside|⟫⟦页码在内侧的通知⟧

    正确示例

    - ⟪page:footer=outside|⟫页码在外侧的通知
    - ⟪page:footer=none|⟫没有页码的通知
    - ⟪page:footer=text|⟫页脚只有单位名称的通知
    """

    code = "LY032"
    name = "page-number-place"
    severity = "hint"
    source = "GB/T 9704-2012 7.5"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield the title, once."""
        page = _section(sheet)
        want = self.profile.page.page_number
        if page is None or want == "any":
            return
        place = _first(sheet)
        for number in numbers_of(sheet, page):
            template = _misplaced(number, want)
            if template:
                yield Hit(0, len(place.paragraph.text), template[0], template[1],
                          paragraph=place.paragraph)  # fmt: skip
                return


def _misplaced(number: Number, want: str) -> tuple[str, dict[str, object]] | None:
    """What to say of where a page number stands; None if it stands right."""
    side, inside = number.side()
    if not side:
        return None
    if want == "centre":
        if side == "center":
            return None
        return N_("页码没有居中，本单位的版式要求居中"), {}
    if side == "center":
        return N_(
            "页码居中，应编排在外侧：单页居右空一字，双页居左空一字；可用 typeset 命令排版"
        ), {}
    if side != "outside":
        if not number.page.even_odd:
            template = N_(
                "单双页的页码都在{side}，应编排在外侧：单页居右空一字，双页居左空一字；可用 typeset 命令排版"
            )
            return template, {"side": LEFT if side == "left" else RIGHT}
        if side != ("left" if number.even else "right"):
            return N_(
                "页码在内侧，应编排在外侧：单页居右空一字，双页居左空一字；可用 typeset 命令排版"
            ), {}
    if inside >= 0 and abs(inside - 1) > _SLACK:
        template = N_("页码离版心边线 {inside} 字，应空一字；可用 typeset 命令排版")
        return template, {"inside": f"{round(inside * 2) / 2:g}"}
    return None
