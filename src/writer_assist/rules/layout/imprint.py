"""LY050–LY052: the 版记 (GB/T 9704-2012, 7.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from writer_assist.document.structure import SPACE
from writer_assist.i18n import N_
from writer_assist.outline.frame import is_imprint
from writer_assist.records import NamedTuple

from ..base import Hit
from .faults import Fault, hits, whole
from .rule import LayoutRule
from .typeface import NAMES, font_faults

if TYPE_CHECKING:
    from .sheet import Place, Sheet

_COPIES = ("抄送", "抄报", "分送")
_SLACK = 0.6
"""Characters."""

_THICK, _THIN = 1.0, 0.75
"""pt: 0.35 mm and 0.25 mm."""

_WEIGHT_SLACK = 0.3
"""pt: 0.75 and 0.5 are both what Word offers for 0.25 mm, 1 and 1.25 for 0.35 mm."""


class Line(NamedTuple):
    """A line of the 版记, and what it is: "copies" or "printed"."""

    place: Place
    kind: str


def lines(sheet: Sheet) -> list[Line]:
    """The lines of a draft's 版记, in a table or not."""
    found = []
    for place in sheet.places:
        text = place.paragraph.text.strip(SPACE)
        if place.kind in ("copies", "printed"):
            found.append(Line(place, place.kind))
        elif place.kind == "cell" and text.startswith(_COPIES) and len(text) > 3:
            found.append(Line(place, "copies"))
        elif place.kind == "cell" and is_imprint(text):
            found.append(Line(place, "printed"))
    if not any(line.kind == "printed" for line in found):
        # 抄送 in a table of something else is no 版记.
        found = [line for line in found if line.place.kind != "cell"]
    return found


class ImprintFont(LayoutRule):
    """版记不是四号仿宋

    检查什么

    抄送机关、印发机关和印发日期的字体是不是仿宋，字号是不是四号（14 磅）。

    为什么

    版记各要素一般用四号仿宋体字。

    错误示例

    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Copies,size=16|⟫⟦抄送：县委办公室。⟧
      ⟪format:as=Printed|⟫云溪县政协办公室	2024年9月12日印发
    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Printed,font=宋体|⟫⟦云溪县政协办公室	2024年9月12日印发⟧
    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Printed,size=12|⟫⟦云溪县政协办公室	2024年9月12日印发⟧

    正确示例

    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Copies|⟫抄送：县委办公室。
      ⟪format:as=Printed|⟫云溪县政协办公室	2024年9月12日印发
    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Printed,font=方正仿宋_GBK|⟫云溪县政协办公室	2024年9月12日印发
    - 关于开展检查的通知
      ⟪format:size=16|⟫全年召开会议十二次。
    """

    code = "LY050"
    name = "imprint-font"
    source = "GB/T 9704-2012 7.4"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield lines of the 版记."""
        faults: list[Fault] = []
        for place, kind in lines(sheet):
            look = self.profile.look(kind)
            faults += font_faults(sheet, place, look, NAMES[kind])
        return hits(faults)


class ImprintIndent(LayoutRule):
    """版记没有左空一字

    检查什么

    抄送机关和印发机关是不是左空一字；右边有没有空一字（抄送机关超过一行的）。

    为什么

    抄送机关左右各空一字编排；印发机关左空一字，印发日期右空一字。

    错误示例

    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Copies,left=0,hanging=0|⟫⟦抄送：县委办公室。⟧
      ⟪format:as=Printed|⟫云溪县政协办公室	2024年9月12日印发
    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Printed,left=0|⟫⟦云溪县政协办公室	2024年9月12日印发⟧
    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Printed,left=3|⟫⟦云溪县政协办公室	2024年9月12日印发⟧

    正确示例

    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Copies|⟫抄送：县委办公室。
      ⟪format:as=Printed|⟫云溪县政协办公室	2024年9月12日印发
    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Printed,left=0|⟫　云溪县政协办公室	2024年9月12日印发
    - 关于开展检查的通知
      ⟪format:first=0|⟫全年召开会议十二次。
    """

    code = "LY051"
    name = "imprint-indent"
    source = "GB/T 9704-2012 7.4"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield lines that begin elsewhere."""
        faults = []
        for place, kind in lines(sheet):
            want = self.profile.look(kind).indent
            if want is None:
                continue
            start = sheet.start(place) + _cell_margin(sheet, place)
            if sheet.shape(place).alignment in ("center", "right"):
                template = N_("{what}没有左空一字（第 {paragraphs} 段）；可用 typeset 命令排版")
                params: dict[str, object] = {"what": NAMES[kind]}
                faults.append(Fault((kind, "align"), place, *whole(place), template, params))
            elif abs(start - want) > _SLACK:
                template = N_(
                    "{what}左空 {start} 字（第 {paragraphs} 段），应左空 {right} 字；可用 typeset 命令排版"
                )
                params = {
                    "what": NAMES[kind],
                    "start": f"{round(start * 2) / 2:g}",
                    "right": f"{want:g}",
                }
                faults.append(Fault((kind, round(start)), place, *whole(place), template, params))
        return hits(faults)


def _cell_margin(sheet: Sheet, place: Place) -> float:
    """The left margin of the cell that a paragraph stands in, in its characters.

    Tables stand out of the 版心 by it, unless they are told not to.
    """
    if place.kind != "cell":
        return 0
    return 0.0 if sheet.start(place) > 0 else 0.4


class ImprintRules(LayoutRule):
    """版记没有分隔线，或者线的粗细不对

    检查什么

    版记的首条和末条分隔线（粗线，0.35 毫米）、中间的分隔线（细线，0.25 毫米）有没有，粗细对不对。用绘图画的线只看有没有。

    为什么

    版记中的分隔线与版心等宽，首条分隔线和末条分隔线用粗线，中间的分隔线用细线。

    错误示例

    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Copies|⟫⟦抄送：县委办公室。⟧
      ⟪format:as=Printed|⟫云溪县政协办公室	2024年9月12日印发
    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Printed,border=top|⟫⟦云溪县政协办公室	2024年9月12日印发⟧
    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Printed,border=top:000000:24,border2=bottom:000000:24|⟫⟦云溪县政协办公室	2024年9月12日印发⟧

    正确示例

    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Printed,border=top:000000:8,border2=bottom:000000:8|⟫云溪县政协办公室	2024年9月12日印发
    - 关于开展检查的通知
      全年召开会议十二次。
      2024年9月10日
      ⟪format:as=Copies,border=top:000000:8,border2=bottom:000000:6|⟫抄送：县委办公室。
      ⟪format:as=Printed,border=bottom:000000:8|⟫云溪县政协办公室	2024年9月12日印发
    - 关于开展检查的通知
      全年召开会议十二次。
    """

    code = "LY052"
    name = "imprint-rules"
    severity = "hint"
    source = "GB/T 9704-2012 7.4.1"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield the first line of the 版记."""
        own = lines(sheet)
        if not own:
            return
        first, last = own[0].place, own[-1].place
        above, below = _above(sheet, first), _below(sheet, last)
        if above is None or below is None:
            template = N_(
                "版记的首条或末条分隔线没有（第 {paragraphs} 段），版记上下应各有一条与版心等宽的粗线"
            )
        elif not all(w < 0 or abs(w - _THICK) <= _WEIGHT_SLACK for w in (above, below)):
            template = N_(
                "版记的首条、末条分隔线应为粗线 0.35 毫米（1 磅），现在是 {above} 磅和 {below} 磅"
                "（第 {paragraphs} 段）"
            )
        else:
            return
        params = {"above": f"{abs(above or 0):g}", "below": f"{abs(below or 0):g}"}
        yield from hits([Fault("", first, *whole(first), template, params)])


def _above(sheet: Sheet, place: Place) -> float | None:
    """The weight of the rule above a line, in points; -1 if it is drawn, None if there is none."""
    return _beside(sheet, place, "top", "bottom", -1)


def _below(sheet: Sheet, place: Place) -> float | None:
    """The same below it."""
    return _beside(sheet, place, "bottom", "top", 1)


def _beside(sheet: Sheet, place: Place, own: str, other: str, step: int) -> float | None:
    if (weight := _weight(sheet, place, own)) is not None:
        return weight
    if place.kind == "cell":
        return _table_weight(sheet, place, own)
    index = place.at + step
    while 0 <= index < len(sheet.places):
        near = sheet.places[index]
        if near.paragraph.story != "body":
            return None
        for side in (other, own):
            if (side == other or near.kind in ("rule", "blank")) and (
                weight := _weight(sheet, near, side)
            ) is not None:
                return weight
        element: Any = sheet.element(near)
        if next(element.iter("{*}drawing", "{*}pict"), None) is not None:
            return -1
        if near.kind not in ("blank", "rule", "copies", "printed", "picture"):
            return None
        index += step
    element = sheet.element(place)
    return -1 if next(element.iter("{*}drawing", "{*}pict"), None) is not None else None


def _weight(sheet: Sheet, place: Place, side: str) -> float | None:
    """The weight of a paragraph's own rule."""
    border = sheet.shape(place).borders.get(side)
    if border is None or border.style in ("none", "nil"):
        return None
    return border.width


def _table_weight(sheet: Sheet, place: Place, side: str) -> float | None:
    """The weight of the rule of the cell, or table, that a line stands in."""
    element: Any = sheet.element(place)
    cell = next(element.iterancestors("{*}tc"), None)
    table = next(element.iterancestors("{*}tbl"), None)
    for holder, path in ((cell, "{*}tcPr/{*}tcBorders/{*}"), (table, "{*}tblPr/{*}tblBorders/{*}")):
        border = holder.find(path + side) if holder is not None else None
        if border is not None:
            said = {key.rpartition("}")[2]: value for key, value in border.attrib.items()}
            if said.get("val") in ("nil", "none"):
                return None
            try:
                return int(said.get("sz", "4")) / 8
            except ValueError:
                return -1
    style = table.find("{*}tblPr/{*}tblStyle") if table is not None else None
    return -1 if style is not None else None
