"""LY014–LY016: bold, colour, and the fonts of digits and letters (GB/T 9704-2012, 5.2, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import Hit
from .faults import Fault, hits
from .fonts import HEI, KAI, accepts
from .rule import LayoutRule
from .typeface import HEADINGS, NAMES, PLAIN, parts

if TYPE_CHECKING:
    from .sheet import Place, Sheet


class BoldText(LayoutRule):
    """标题或整段正文加粗

    检查什么

    标题、各级标题和整段的正文有没有加粗。正文段落里个别短语加粗不报告。

    为什么

    标准用字体区分层次，没有规定加粗。小标宋、黑体再加粗，印出来笔画会糊在一起。

    错误示例

    - ⟪format:bold=1|⟫⟦关于开展加粗检查的通知⟧
      全年召开会议十二次。
    - 关于开展检查的通知
      ⟪format:as=Heading1,bold=1|⟫⟦一、加粗的一级标题⟧
      全年召开会议十二次。
    - 关于开展检查的通知
      ⟪format:bold=1|⟫⟦这一整段正文都是加粗的。⟧

    正确示例

    - 关于开展检查的通知
      ⟪format:as=Heading1|⟫一、检查范围
      全县各单位。
    - 关于开展检查的通知
      检查重点是⟪format:bold=1|高层建筑⟫，其次是在建工地，逐个过一遍。
    - ⟪format:bold=0|⟫关于开展消防检查的通知
      全年召开会议十二次。
    """

    code = "LY014"
    name = "bold-text"
    severity = "hint"
    source = "GB/T 9704-2012 7.3"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield paragraphs, or their headings, that are bold (or not) against the profile."""
        candidates = list(sheet.of(("title", "attachment-title", *HEADINGS, "body")))
        faults = []
        for place in candidates:
            want = self.profile.look(place.kind).bold
            if want is None:
                continue
            last = place.role.lead if place.kind in HEADINGS else len(place.paragraph.text)
            runs = list(parts(sheet, place, 0, last))
            if not runs or any(run.bold == want for _, _, run in runs):
                continue
            template = (
                N_("{what}没有加粗（第 {paragraphs} 段，共 {count} 处），应加粗")
                if want
                else N_(
                    "{what}加粗了（第 {paragraphs} 段，共 {count} 处），标准没有规定加粗，"
                    "层次用字体区分；可用 typeset 命令排版"
                )
            )
            params = {"what": NAMES[place.kind]}
            faults.append(Fault(place.kind, place, runs[0][0], runs[-1][1], template, params))
        return hits(faults, candidates)


class LatinFont(LayoutRule):
    """数字和字母的字体杂乱

    检查什么

    标题、正文里的数字和字母，是不是用的正文的中文字体（仿宋等）或者 Times New Roman。

    为什么

    Calibri、Arial、等线等是 Word 的默认字体，没有改过来，和仿宋放在一起粗细大小都不一样。

    错误示例

    - 关于开展检查的通知
      ⟪format:latin=Calibri|⟫全年召开会议⟦12⟧次。
    - 关于开展检查的通知
      ⟪format:latin=Arial|⟫实现产值⟦120.5⟧万元。
    - 关于开展检查的通知
      ⟪format:latin=等线|⟫⟦GDP⟧增长较快。

    正确示例

    - 关于开展检查的通知
      ⟪format:latin=Times New Roman|⟫全年召开会议12次。
    - 关于开展检查的通知
      ⟪format:latin=仿宋_GB2312|⟫全年召开会议12次。
    - 关于开展检查的通知
      ⟪format:latin=Calibri|⟫这一段没有数字和字母。
    """

    code = "LY015"
    name = "latin-font"
    severity = "hint"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield digits and letters."""
        candidates = list(sheet.of(("title", *HEADINGS, *PLAIN)))
        faults = []
        for place in candidates:
            text = place.paragraph.text
            looks = [self.profile.look(place.kind), self.profile.look("body")]
            allowed = [*self.profile.page.latin, *(font for look in looks for font in look.font)]
            for start, end, run in parts(sheet, place, 0, len(text)):
                shown = [n for n in range(start, end) if text[n].isascii() and text[n].isalnum()]
                # Short stretches in 黑体 and 楷体 have their digits in it.
                if not shown or not run.ascii or accepts((*allowed, HEI, KAI), run.ascii):
                    continue
                first = shown[0]
                stop = first + 1
                while stop < end and text[stop].isascii() and not text[stop].isspace():
                    stop += 1
                template = N_(
                    "数字和字母的字体是 {font}（第 {paragraphs} 段，共 {count} 处），"
                    "应为{right}；可用 typeset 命令排版"
                )
                right = "、".join(dict.fromkeys((*looks[1].font, *self.profile.page.latin)))
                params = {"font": run.ascii, "right": right}
                faults.append(Fault(run.ascii, place, first, stop, template, params))
        return hits(_once(faults), candidates)


def _once(faults: Sequence[Fault]) -> Iterator[Fault]:
    """One fault of a key a paragraph."""
    seen = set()
    for fault in faults:
        key = (fault.key, fault.place.at)
        if key not in seen:
            seen.add(key)
            yield fault


class TextColor(LayoutRule):
    """正文有彩色的字

    检查什么

    标题、正文、署名等有没有黑色以外的颜色。发文机关标志是红色的，不在此列。

    为什么

    如无特殊说明，公文中文字的颜色均为黑色。红字、蓝字往往是改稿时标的，或者是网页链接带来的。

    错误示例

    - 关于开展检查的通知
      会议定于⟪format:color=FF0000|⟦下周三⟧⟫召开。
    - ⟪format:color=0070C0|⟫⟦关于开展蓝色检查的通知⟧
      全年召开会议十二次。
    - 关于开展检查的通知
      ⟪format:color=7F7F7F|⟫⟦这一段是灰色的。⟧

    正确示例

    - 关于开展检查的通知
      ⟪format:color=000000|⟫这一段是黑色的。
    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber|⟫云政发〔2024〕5号
      关于开展检查的通知
      全年召开会议十二次。
    - 关于开展检查的通知
      ⟪format:color=auto|⟫这一段是自动颜色。
    """

    code = "LY016"
    name = "text-colour"
    severity = "hint"
    source = "GB/T 9704-2012 5.2.4"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield stretches of text in a colour."""
        candidates = list(
            sheet.of(
                ("title", "attachment-title", *HEADINGS, *PLAIN, "number", "copies", "printed")
            )
        )
        faults = []
        for place in candidates:
            if self.profile.look(place.kind).color == "red":
                continue
            runs = [
                (start, end, run.color)
                for start, end, run in parts(sheet, place, 0, len(place.paragraph.text))
                if not _is_black(run.color) and not _is_prompt(place, start, end)
            ]
            for start, end, color in runs:
                template = N_(
                    "文字是彩色的（{color}，第 {paragraphs} 段，共 {count} 处），应为黑色；"
                    "可用 typeset 命令排版"
                )
                faults.append(Fault(color, place, start, end, template, {"color": f"#{color}"}))
        return hits(faults, candidates)


def _is_prompt(place: Place, start: int, end: int) -> bool:
    """Whether a range is what a content control says as long as nobody has filled it."""
    return any(
        feature.kind == "content-control" and feature.start <= start and end <= feature.end
        for feature in place.paragraph.features
    )


def _is_black(color: str) -> bool:
    """Whether nobody would call it a colour: black, what the program takes for it, very dark."""
    try:
        return max(bytes.fromhex(color)) <= 0x40
    except ValueError:
        return True
