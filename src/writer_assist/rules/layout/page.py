"""LY001–LY004: paper, margins, lines and characters of the page (GB/T 9704-2012, 5)."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import Hit
from .faults import Fault, hits, whole
from .rule import LayoutRule

if TYPE_CHECKING:
    from writer_assist.document.docx.formatting import PageFormat

    from .profile import Page
    from .sheet import Place, Sheet

RUNNING = frozenset({"body", "h1", "h2", "h3", "h4", "closing", "note"})
"""Kinds of running text, which make up the lines of a page."""

_PAPER = 1.5
"""mm: what printers take for the same paper."""

_NATURAL = 1.3
"""A line of Chinese in Word is so many times as high as its characters, if nothing is said."""

_SLACK = 0.3
"""pt: rounding of the distance of lines."""


class PaperSize(LayoutRule):
    """纸张不是 A4

    检查什么

    页面设置里的纸张大小是不是 210 毫米×297 毫米（横放的页面是 297 毫米×210 毫米）。

    为什么

    公文用纸采用 A4 型纸。纸张不对，打印时会被缩放或裁切，版心和行数也随之走样。

    错误示例

    - ⟪page:width=215.9,height=279.4|⟫⟦本文件用的是美国信纸⟧
      全年召开会议十二次。
    - ⟪page:width=184,height=260|⟫⟦本文件用的是十六开纸⟧
      全年召开会议十二次。
    - ⟪page:width=297,height=420|⟫⟦本文件用的是八开纸⟧
      全年召开会议十二次。

    正确示例

    - ⟪page:width=210,height=297|⟫本文件用的是 A4 纸
    - ⟪page:width=209.9,height=297.1|⟫差零点一毫米不算错
    - ⟪page:width=297,height=210,landscape=1|⟫横放的 A4 纸
    """

    code = "LY001"
    name = "paper-size"
    source = "GB/T 9704-2012 5.1"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield the first paragraph of each section on other paper."""
        want = self.profile.page
        faults = []
        for page, place in pages_of(sheet):
            sides = sorted((page.width, page.height))
            wanted = sorted((want.width, want.height))
            if any(abs(a - b) > _PAPER for a, b in zip(sides, wanted, strict=True)):
                params = {
                    "width": _mm(page.width),
                    "height": _mm(page.height),
                    "right_width": _mm(want.width),
                    "right_height": _mm(want.height),
                }
                template = N_(
                    "纸张是 {width}×{height} 毫米，应为 {right_width}×{right_height} 毫米；"
                    "请在“页面设置—纸张”里改"
                )
                faults.append(Fault(tuple(sides), place, *whole(place), template, params))
        return hits(faults)


class PageMargins(LayoutRule):
    """页边距不合标准

    检查什么

    竖放的页面，天头是不是 37 毫米±1 毫米，订口是不是 28 毫米±1 毫米，版心是不是 156 毫米×225 毫米，
    也就是地脚 35 毫米、切口 26 毫米。

    为什么

    版心大小固定，每面才排得下 22 行、每行 28 个字。Word 新建文档默认的页边距（上下 25.4 毫米、左右 31.8 毫米）不合标准。

    错误示例

    - ⟪page:top=25.4,bottom=25.4,left=31.8,right=31.8|⟫⟦页边距还是默认的⟧
      全年召开会议十二次。
    - ⟪page:top=37,bottom=25|⟫⟦地脚太小⟧
      全年召开会议十二次。
    - ⟪page:left=20,right=20|⟫⟦左右太小⟧
      全年召开会议十二次。

    正确示例

    - ⟪page:top=37,bottom=35,left=28,right=26|⟫页边距合乎标准
    - ⟪page:top=38,bottom=34,left=27,right=27|⟫差一毫米是容许的
    - ⟪page:width=297,height=210,landscape=1,top=28,left=35|⟫横放的页面不查
    """

    code = "LY002"
    name = "page-margins"
    source = "GB/T 9704-2012 5.2.1"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield the first paragraph of each section with other margins."""
        want = self.profile.page
        faults = []
        for page, place in pages_of(sheet):
            if page.width > page.height or good_margins(page, want):
                continue
            params = {
                "top": _mm(page.top), "bottom": _mm(page.bottom), "left": _mm(page.left),
                "right": _mm(page.right), "top_": _mm(want.top), "bottom_": _mm(want.bottom),
                "left_": _mm(want.left), "right_": _mm(want.right),
            }  # fmt: skip
            template = N_(
                "页边距上下左右是 {top}、{bottom}、{left}、{right} 毫米，"
                "应为 {top_}、{bottom_}、{left_}、{right_} 毫米；可用 typeset 命令排版"
            )
            key = tuple(round(each) for each in (page.top, page.bottom, page.left, page.right))
            faults.append(Fault(key, place, *whole(place), template, params))
        return hits(faults)


class LinePitch(LayoutRule):
    """行距不合每面 22 行

    检查什么

    正文和各级标题的行距：固定值 28 磅到 30 磅，或者由文档网格定为这么多，一面排 22 行左右。单倍、1.5 倍行距按字号和网格折算。

    为什么

    公文一般每面排 22 行，行距是一个字高再加八分之七。行距时大时小，每面行数不一，最难看的就是这种稿子。

    错误示例

    - 关于开展检查的通知
      ⟪format:spacing=1.5,grid=0|⟫⟦这一段是一倍半行距，折合三十一磅，一面排不下二十二行。⟧
    - 关于开展检查的通知
      ⟪format:line=20|⟫⟦这一段是固定值二十磅，太密了。⟧
    - 关于开展检查的通知
      ⟪format:spacing=1,grid=0|⟫⟦这一段是单倍行距，不对齐网格。⟧

    正确示例

    - 关于开展检查的通知
      ⟪format:line=28|⟫这一段是固定值二十八磅。
    - 关于开展检查的通知
      ⟪format:line=30|⟫这一段是固定值三十磅。
    - 关于开展检查的通知
      ⟪format:spacing=1|⟫这一段是单倍行距，对齐网格。
    """

    code = "LY003"
    name = "line-pitch"
    source = "GB/T 9704-2012 5.2.3"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield paragraphs of running text."""
        want = self.profile.page
        least, most = want.pitch
        candidates = list(sheet.of(RUNNING))
        faults = []
        for place in candidates:
            shape = sheet.shape(place)
            pitch = pitch_of(sheet, place)
            if least - _SLACK <= pitch <= most + _SLACK:
                continue
            template = _PITCH[shape.line_rule]
            params = {
                "line": f"{shape.line:.2f}".rstrip("0").rstrip("."),
                "pitch": f"{pitch:.1f}",
                "least": f"{least:g}",
                "most": f"{most:g}",
                "lines": want.lines,
            }
            key = (shape.line_rule, round(shape.line, 2), round(pitch))
            faults.append(Fault(key, place, *whole(place), template, params))
        return hits(faults, candidates)


_PITCH = {
    "exact": N_(
        "行距是固定值 {line} 磅（第 {paragraphs} 段，共 {count} 处），应为固定值 {least}–{most} 磅，"
        "每面 {lines} 行；可用 typeset 命令排版"
    ),
    "atLeast": N_(
        "行距是最小值 {line} 磅，约合 {pitch} 磅（第 {paragraphs} 段，共 {count} 处），"
        "应为固定值 {least}–{most} 磅，每面 {lines} 行；可用 typeset 命令排版"
    ),
    "auto": N_(
        "行距是 {line} 倍，约合 {pitch} 磅（第 {paragraphs} 段，共 {count} 处），"
        "应为固定值 {least}–{most} 磅，每面 {lines} 行；可用 typeset 命令排版"
    ),
}


class CharactersPerLine(LayoutRule):
    """一行排不到 28 个字

    检查什么

    纸张、页边距和正文字号都对的文件，一行能排几个字。版心宽 156 毫米，28 个三号字要比它宽一点点，
    要把字距收紧 0.25 磅，或者用文档网格指定每行 28 个字。

    为什么

    公文一般每行排 28 个字。不收紧字距，一行只排得下 27 个。

    错误示例

    - 关于开展检查的通知
      ⟪format:kern=0|⟫⟦这一段没有收紧字距，一行只有二十七个字。⟧
    - 关于开展检查的通知
      ⟪format:kern=0.5|⟫⟦这一段的字距是放宽的。⟧
    - 关于开展检查的通知
      ⟪format:kern=-1|⟫⟦这一段的字距收得太紧，一行有二十九个字。⟧

    正确示例

    - 关于开展检查的通知
      ⟪format:kern=-0.25|⟫这一段的字距收紧了四分之一磅，一行正好二十八个字。
    - 关于开展检查的通知
      ⟪format:kern=-0.3|⟫这一段的字距收紧了十分之三磅，一行也是二十八个字。
    - 关于开展检查的通知
      ⟪format:kern=0,size=12|⟫这一段字号不对，另有规则报告。
    """

    code = "LY004"
    name = "characters-per-line"
    severity = "hint"
    source = "GB/T 9704-2012 5.2.3"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield body text that has too few or too many characters a line."""
        profile = self.profile
        want = profile.page
        candidates = list(sheet.of({"body"}))
        faults = []
        for place in candidates:
            page = sheet.page(place)
            size = sheet.size(place)
            if page.width > page.height or not good_margins(page, want):
                continue
            if abs(size - profile.look("body").size) > 0.1:
                continue
            runs = sheet.runs(place)
            longest = max(runs, key=lambda run: run.end - run.start)
            step = size + longest.spacing
            if page.grid in ("linesAndChars", "snapToChars") and sheet.shape(place).snap_to_grid:
                step += page.char_space
            if step <= 0:
                continue
            characters = floor(sheet.width(place) / step + 0.01)
            if characters != want.characters:
                template = N_(
                    "正文一行排 {characters} 个字（第 {paragraphs} 段，共 {count} 处），一般应排 {right} 个："
                    "可把字符间距设为紧缩 0.25 磅，或用 typeset 命令排版"
                )
                params = {"characters": characters, "right": want.characters}
                faults.append(Fault(characters, place, *whole(place), template, params))
        return hits(faults, candidates)


def pages_of(sheet: Sheet) -> Iterator[tuple[PageFormat, Place]]:
    """The sections that begin in a draft, each with its first paragraph that has text."""
    draft = sheet.draft
    seen: set[int] = set()
    for place in sheet.places:
        if place.paragraph.story != "body" or not place.paragraph.text.strip():
            continue
        page = sheet.page(place)
        if page.first in seen:
            continue
        seen.add(page.first)
        if draft.first <= page.first or draft.first == 1:
            yield page, place


def good_margins(page: PageFormat, want: Page) -> bool:
    """Whether margins and 版心 are as wanted."""
    slack = want.tolerance + 0.2
    width = page.width - page.left - page.right
    height = page.height - page.top - page.bottom
    return (
        abs(page.top - want.top) <= slack
        and abs(page.left - want.left) <= slack
        and abs(width - (want.width - want.left - want.right)) <= slack
        and abs(height - (want.height - want.top - want.bottom)) <= slack
    )


def pitch_of(sheet: Sheet, place: Place) -> float:
    """The distance of two lines of a paragraph, in points, as Word would set it."""
    shape = sheet.shape(place)
    if shape.line_rule == "exact":
        return shape.line
    page = sheet.page(place)
    natural = sheet.size(place) * _NATURAL
    gridded = bool(page.grid) and page.line_pitch > 0 and shape.snap_to_grid
    if gridded:
        natural = page.line_pitch * ceil(natural / page.line_pitch - 0.01)
    if shape.line_rule == "atLeast":
        if gridded:
            return page.line_pitch * ceil(max(natural, shape.line) / page.line_pitch - 0.01)
        return max(natural, shape.line)
    return natural * (shape.line or 1)


def _mm(length: float) -> str:
    """A length in mm without a fraction that nobody can see."""
    return f"{length:.1f}".removesuffix(".0")
