"""LY040–LY042: the red head (GB/T 9704-2012, 7.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from writer_assist.document.structure import SPACE
from writer_assist.i18n import N_

from ..base import Hit
from .faults import Fault, hits, whole
from .fonts import accepts, is_red
from .rule import LayoutRule
from .typeface import parts

if TYPE_CHECKING:
    from .profile import Look
    from .sheet import Place, Sheet

_NUMBERS = ("number", "number-signer", "signer")
_SLACK = 0.6
"""Characters."""


class AgencyMark(LayoutRule):
    """发文机关标志不是红色小标宋、居中

    检查什么

    发文机关标志（“云溪县人民政府文件”“会议纪要”等）的颜色、字体和对齐方式。用图片做的红头不查。

    为什么

    发文机关标志居中排布，推荐使用小标宋体字，颜色为红色，以醒目、美观、庄重为原则。

    错误示例

    - ⟪format:as=Agency,color=000000|⟫⟦云溪县人民政府文件⟧
      ⟪format:as=DocumentNumber|⟫云政发〔2024〕5号
      关于开展检查的通知
    - ⟪format:as=Agency,font=宋体|⟫⟦云溪县人民政府文件⟧
      ⟪format:as=DocumentNumber|⟫云政发〔2024〕5号
      关于开展检查的通知
    - ⟪format:as=Agency,align=left|⟫⟦云溪县人民政府文件⟧
      ⟪format:as=DocumentNumber|⟫云政发〔2024〕5号
      关于开展检查的通知

    正确示例

    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber|⟫云政发〔2024〕5号
      关于开展检查的通知
    - ⟪format:as=Agency,color=C00000|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber|⟫云政发〔2024〕5号
      关于开展检查的通知
    - ⟪format:as=Title|⟫关于开展检查的通知
      全年召开会议十二次。
    """

    code = "LY040"
    name = "agency-mark"
    source = "GB/T 9704-2012 7.2.4"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield lines of the mark."""
        look = self.profile.look("agency")
        faults = [
            fault
            for place in sheet.of(("agency",))
            if (fault := _mark_fault(sheet, place, look)) is not None
        ]
        return hits(faults)


def _mark_fault(sheet: Sheet, place: Place, look: Look) -> Fault | None:
    """What is wrong with a line of the mark, all in one."""
    runs = [run for _, _, run in parts(sheet, place, 0, len(place.paragraph.text))]
    shape = sheet.shape(place)
    colored = look.color != "red" or all(is_red(run.color) for run in runs)
    faced = not look.font or all(accepts(look.font, run.east_asia) for run in runs)
    placed = not look.align or shape.alignment in (*look.align, "distribute")
    if colored and faced and placed:
        return None
    if not colored:
        template = N_(
            "发文机关标志不是红色（第 {paragraphs} 段），应为红色{font}、居中；可用 typeset 命令排版"
        )
    elif not faced:
        template = N_(
            "发文机关标志的字体是{is_}（第 {paragraphs} 段），应为{font}；可用 typeset 命令排版"
        )
    else:
        template = N_("发文机关标志没有居中（第 {paragraphs} 段）；可用 typeset 命令排版")
    params = {"font": "、".join(look.font), "is_": runs[0].east_asia if runs else ""}
    return Fault(template, place, *whole(place), template, params)


class NumberPlace(LayoutRule):
    """发文字号的位置不对

    检查什么

    发文字号是不是居中；有签发人的，字号是不是居左空一字。信函的字号可以居右顶格。

    为什么

    发文字号在发文机关标志下空二行，居中排布；上行文的发文字号居左空一字，与最后一个签发人姓名处在同一行。

    错误示例

    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber,align=left|⟫⟦云政发〔2024〕5号⟧
      关于开展检查的通知
    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber,align=right|⟫⟦云政发〔2024〕5号⟧
      关于开展检查的通知
    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=Signer,left=0,first=3|⟫⟦云政发〔2024〕5号⟧	签发人：李某某
      关于解决经费的请示

    正确示例

    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber|⟫云政发〔2024〕5号
      关于开展检查的通知
    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=Signer|⟫云政发〔2024〕5号	签发人：李某某
      关于解决经费的请示
    - ⟪format:as=Agency|⟫云溪县人民政府办公室
      ⟪format:as=DocumentNumber,align=right|⟫云政办函〔2024〕5号
      关于开展检查的函
    """

    code = "LY041"
    name = "number-place"
    source = "GB/T 9704-2012 7.2.5"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield the line of the number."""
        faults = []
        marks = list(sheet.of(("agency",)))
        letter = sheet.letter or not any("文件" in p.paragraph.text for p in marks)
        signed = any(True for _ in sheet.of(("signer", "number-signer")))
        for place in sheet.of(("number", "number-signer")):
            text = place.paragraph.text
            shape = sheet.shape(place)
            if place.kind == "number-signer" or signed:
                start = sheet.start(place)
                if shape.alignment in ("left", "both") and abs(start - 1) > _SLACK:
                    end = text.find("签发人")
                    end = len(text[: end if end > 0 else len(text)].rstrip(SPACE))
                    template = N_(
                        "有签发人的文件，发文字号应居左空一字，现在空 {start} 字（第 {paragraphs} 段）；"
                        "可用 typeset 命令排版"
                    )
                    params = {"start": f"{round(start * 2) / 2:g}"}
                    faults.append(Fault("signed", place, 0, end, template, params))
            elif shape.alignment not in ("center", "distribute") and not (
                letter and shape.alignment == "right"
            ):
                width = sheet.width(place) / sheet.size(place)
                middle = width - sheet.ends(place) - sheet.text_width(place) / sheet.size(place) / 2
                if abs(middle - width / 2) > 1:  # blanks may bring it to the middle
                    template = N_("发文字号没有居中（第 {paragraphs} 段）；可用 typeset 命令排版")
                    faults.append(Fault("", place, *whole(place), template))
        return hits(faults)


class HeadRule(LayoutRule):
    """发文字号下面没有红色分隔线

    检查什么

    有红头的文件，发文字号和标题之间有没有分隔线，线是不是红色。用绘图画的线只看有没有。信函、命令（令）的格式不同，不查。

    为什么

    发文字号之下 4 毫米处居中印一条与版心等宽的红色分隔线。

    错误示例

    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber|⟫⟦云政发〔2024〕5号⟧
      关于开展检查的通知
    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber,border=bottom:000000|⟫⟦云政发〔2024〕5号⟧
      关于开展检查的通知
    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=Signer|⟫⟦云政发〔2024〕5号	签发人：李某某⟧
      关于解决经费的请示

    正确示例

    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber,border=bottom:FF0000|⟫云政发〔2024〕5号
      关于开展检查的通知
    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber|⟫云政发〔2024〕5号
      ⟪format:as=RedRule|⟫
      关于开展检查的通知
    - ⟪format:as=Agency|⟫云溪县人民政府办公室
      ⟪format:as=DocumentNumber,align=right|⟫云政办函〔2024〕5号
      关于开展检查的函
    """

    code = "LY042"
    name = "head-rule"
    source = "GB/T 9704-2012 7.2.7"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield the number below which there is no red rule."""
        marks = list(sheet.of(("agency",)))
        numbers = list(sheet.of(_NUMBERS))
        if not marks or not numbers or sheet.letter or not self._ruled(sheet, marks, numbers[-1]):
            return
        last = numbers[-1]
        colors = list(_rules(sheet, last))
        if not colors:
            template = N_(
                "发文字号下面没有红色分隔线（第 {paragraphs} 段），应在其下 4 毫米处加一条与版心等宽的红线"
            )
        elif not any(is_red(color) or color == "?" for color in colors):
            template = N_("发文字号下面的分隔线不是红色（第 {paragraphs} 段），应为红色")
        else:
            return
        yield from hits([Fault("", last, *whole(last), template)])

    def _ruled(self, sheet: Sheet, marks: list[Place], number: Place) -> bool:
        """Whether the form of the paper has a rule: orders and letters have none there."""
        text = "".join(marks[-1].paragraph.text.split())
        if text.endswith(("令", "命令")):
            return False
        if not text.endswith(("文件", "纪要")):
            return sheet.shape(number).alignment != "right"
        return True


def _rules(sheet: Sheet, number: Place) -> Iterator[str]:
    """The colours of the rules from the number down to the title; "?" of what is drawn."""
    for place in sheet.places[max(0, number.at - 1) :]:
        if place.at > number.at and place.kind in ("title", "body"):
            borders = sheet.shape(place).borders
            if "top" in borders and borders["top"].style not in ("none", "nil"):
                yield borders["top"].color
            if _draws(sheet, place):
                yield "?"
            return
        if place.paragraph.story != "body":
            continue
        for side, border in sheet.shape(place).borders.items():
            if side in ("top", "bottom") and border.style not in ("none", "nil"):
                yield border.color
        if _draws(sheet, place):
            yield "?"


def _draws(sheet: Sheet, place: Place) -> bool:
    """Whether something is drawn at a paragraph."""
    element: Any = sheet.element(place)
    return next(element.iter("{*}drawing", "{*}pict", "{*}object"), None) is not None
