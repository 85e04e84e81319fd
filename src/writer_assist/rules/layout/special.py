"""LY043, LY044: the forms of letters and 纪要 (GB/T 9704-2012, 10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from writer_assist.document.structure import SPACE
from writer_assist.i18n import N_

from ..base import Hit
from .faults import Fault, hits
from .fonts import HEI, accepts, is_red
from .rule import LayoutRule
from .typeface import parts

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph

    from .sheet import Sheet


class LetterForm(LayoutRule):
    """信函格式的首页不对

    检查什么

    发文机关标志在首页页眉里的信函：标志是不是红色小标宋、居中，下面有没有红色双线，首页下边有没有红色双线，首页有没有页码。

    为什么

    信函的发文机关标志距上页边 30 毫米，下 4 毫米处印一条红色双线（上粗下细），距下页边 20 毫米处印一条红色双线（上细下粗），
    首页不显示页码。

    错误示例

    - ⟪page:letter=no-top|⟫⟦关于商请支持的函⟧
      全年召开会议十二次。
    - ⟪page:letter=no-bottom|⟫⟦关于商请支持的函⟧
      全年召开会议十二次。
    - ⟪page:letter=numbered|⟫⟦关于商请支持的函⟧
      全年召开会议十二次。

    正确示例

    - ⟪page:letter=good|⟫关于商请支持的函
      全年召开会议十二次。
    - ⟪page:footer=outside|⟫关于商请支持的函
      全年召开会议十二次。
    - ⟪page:footer=centre|⟫关于开展检查的通知
      全年召开会议十二次。
    """

    code = "LY043"
    name = "letter-form"
    source = "GB/T 9704-2012 10.1"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield the title, once a fault."""
        if sheet.draft.first != 1 or not sheet.letter:
            return
        page = next(page for page in sheet.form.pages if page.title_page)
        header = list(sheet.margin(page.headers.get("first", "")))
        footer = list(sheet.margin(page.footers.get("first", "")))
        shown = [place for place in sheet.places if place.paragraph.text.strip()]
        titles = [place for place in shown if place.kind == "title"]
        place = (titles or shown or sheet.places)[0]
        found = []
        if not _double(sheet, header, "bottom", "top"):
            found.append(N_("信函的发文机关标志下面没有红色双线（上粗下细）"))
        if not _double(sheet, footer, "bottom", "top"):
            found.append(N_("信函首页下边没有红色双线（上细下粗），应距下页边 20 毫米"))
        source = sheet.document.source
        codes = [
            code.text or ""
            for paragraph in footer
            for code in source.elements[paragraph.number - 1].iter("{*}instrText")
        ]
        if any(code.split()[:1] == ["PAGE"] for code in codes):
            found.append(N_("信函首页不显示页码，请删去首页页脚里的页码"))
        look = self.profile.look("agency")
        for paragraph in header:
            if not paragraph.text.strip():
                continue
            runs = sheet.form.runs(paragraph.number)
            faced = all(accepts(look.font, run.east_asia) for run in runs if look.font)
            if not faced or not all(is_red(run.color) for run in runs):
                found.append(N_("信函的发文机关标志应为红色小标宋"))
                break
            if sheet.form.paragraph(paragraph.number).alignment not in ("center", "distribute"):
                found.append(N_("信函的发文机关标志没有居中"))
                break
        for template in found:
            yield Hit(0, len(place.paragraph.text), template, paragraph=place.paragraph)


def _double(sheet: Sheet, paragraphs: list[Paragraph], *sides: str) -> bool:
    """Whether one of these paragraphs has a red rule of several lines, or something drawn."""
    for paragraph in paragraphs:
        borders = sheet.form.paragraph(paragraph.number).borders
        for side in sides:
            border = borders.get(side)
            if border is not None and is_red(border.color) and border.style != "single":
                return True
        element: Any = sheet.document.source.elements[paragraph.number - 1]
        if next(element.iter("{*}drawing", "{*}pict"), None) is not None:
            return True
    return False


class AttendanceFont(LayoutRule):
    """纪要的“出席”“列席”不是黑体

    检查什么

    纪要里“出席”“请假”“列席”几个字是不是三号黑体。

    为什么

    标注出席人员名单，一般用三号黑体字，编排“出席”二字，后标全角冒号，冒号后用三号仿宋体字标注人员。

    错误示例

    - 云溪县政协主席会议纪要
      会议研究了全年工作。
      ⟪format:as=Attendance|⟫⟦出席：⟧张某某、李某某
    - 云溪县政协主席会议纪要
      会议研究了全年工作。
      ⟪format:as=Attendance|⟫⟪format:font=楷体_GB2312|⟦出席：⟧⟫张某某、李某某
    - 云溪县政协主席会议纪要
      会议研究了全年工作。
      ⟪format:as=Attendance|⟫⟦列席：⟧王某某

    正确示例

    - 云溪县政协主席会议纪要
      会议研究了全年工作。
      ⟪format:as=Attendance|⟫⟪format:font=黑体|出席：⟫张某某、李某某
    - 云溪县政协主席会议纪要
      会议研究了全年工作。
      ⟪format:as=Attendance|⟫⟪format:font=黑体|列席⟫：王某某
    - 云溪县政协主席会议纪要
      会议研究了全年工作，出席的有十二人。
    """

    code = "LY044"
    name = "attendance-font"
    severity = "hint"
    source = "GB/T 9704-2012 10.3"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield the labels."""
        candidates = list(sheet.of(("attendance",)))
        faults = []
        for place in candidates:
            text = place.paragraph.text
            end = next((n + 1 for n, c in enumerate(text) if c in "：:\t"), len(text))
            label = len(text[:end].rstrip("：:\t" + SPACE))
            if all(accepts((HEI,), run.east_asia) for _, _, run in parts(sheet, place, 0, label)):
                continue
            template = N_(
                "“出席”“请假”“列席”应为三号黑体（第 {paragraphs} 段，共 {count} 处）；可用 typeset 命令排版"
            )
            faults.append(Fault("", place, 0, end, template))
        return hits(faults, candidates)
