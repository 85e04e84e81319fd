"""LY020–LY024: how the paragraphs of the text stand (GB/T 9704-2012, 7.3.1 – 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import Hit
from .faults import Fault, hits, whole
from .page import RUNNING
from .rule import LayoutRule
from .typeface import HEADINGS, NAMES, together

if TYPE_CHECKING:
    from .sheet import Place, Sheet

_SLACK = 0.4
"""Characters: what nobody sees."""

_SPACED = 3.0
"""pt before or behind a paragraph that nobody sees."""

INDENTED = ("body", *HEADINGS, "closing", "note")


class FirstLineIndent(LayoutRule):
    """首行没有缩进两个字

    检查什么

    正文和各级标题的首行是不是左空二字，回行是不是顶格。用空格空出来的两个字看起来一样，不报告；
    缩进四个字、整段缩进、没有缩进的报告。

    为什么

    正文每个自然段左空二字，回行顶格。缩进时有时无，一眼就能看出没有排过版。

    错误示例

    - 关于开展检查的通知
      ⟪format:first=0|⟫⟦这一段正文没有缩进，首行是顶格的。⟧
    - 关于开展检查的通知
      ⟪format:first=4|⟫⟦这一段正文缩进了四个字。⟧
    - 关于开展检查的通知
      ⟪format:first=2|⟫⟦　　⟧这一段既设了首行缩进，又敲了两个空格，成了空四个字。
    - 关于开展检查的通知
      ⟪format:first=0,left=2|⟫⟦这一段是整段缩进的，不只是首行，所以第二行、第三行也都缩在里面，和上下各段的左边对不齐。⟧

    正确示例

    - 关于开展检查的通知
      ⟪format:first=2|⟫这一段正文首行左空二字。
    - 关于开展检查的通知
      ⟪format:first=0|⟫　　这一段正文用空格空了两个字。
    - 关于开展检查的通知
      ⟪format:as=Heading1|⟫一、检查范围
      ⟪format:as=BodyText|⟫全县各单位。
    """

    code = "LY020"
    name = "first-line-indent"
    source = "GB/T 9704-2012 7.3.3"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield paragraphs that begin elsewhere."""
        candidates = list(sheet.of(INDENTED))
        faults = []
        for place in candidates:
            want = self.profile.look(place.kind).indent
            shape = sheet.shape(place)
            if want is None or shape.alignment in ("center", "right"):
                continue
            start = sheet.start(place)
            size = sheet.size(place)
            params = {"start": _characters(start), "right": _characters(want)}
            text = place.paragraph.text
            blanks = len(text) - len(text.lstrip(" \t\u3000\u00a0"))
            if abs(start - want) > _SLACK:
                if blanks and abs(start - sheet.blanks(place) / size - want) <= _SLACK:
                    template = N_(
                        "{what}设了首行缩进，前面又敲了空格，共空 {start} 字（第 {paragraphs} 段，共 {count} 处），"
                        "请删去空格，左空 {right} 字"
                    )
                    faults.append(Fault("blanks", place, 0, blanks, template, params))
                    continue
                template = N_(
                    "{what}首行左空 {start} 字（第 {paragraphs} 段，共 {count} 处），应左空 {right} 字；"
                    "可用 typeset 命令排版"
                )
                key = (want, round(start * 2))
                faults.append(Fault(key, place, *whole(place), template, params))
            elif abs(shape.left) / size > _SLACK and _is_long(sheet, place):
                template = N_(
                    "{what}整段左缩进 {start} 字（第 {paragraphs} 段，共 {count} 处），应只有首行左空 {right} 字，"
                    "回行顶格；可用 typeset 命令排版"
                )
                params["start"] = _characters(shape.left / size)
                faults.append(Fault("left", place, *whole(place), template, params))
        return hits(together(faults), candidates)


def _is_long(sheet: Sheet, place: Place) -> bool:
    """Whether a paragraph is longer than a line."""
    return len(place.paragraph.text) * sheet.size(place) > sheet.width(place)


def _characters(number: float) -> str:
    """A number of characters, to a half."""
    rounded = round(number * 2) / 2
    return f"{rounded:g}" if rounded else "0"


class BodyAlignment(LayoutRule):
    """正文居中或靠右

    检查什么

    正文、各级标题和主送机关的对齐方式是不是两端对齐或者左对齐。

    为什么

    正文居中、靠右多半是格式沿用错了；分散对齐会把最后一行的字拉开。

    错误示例

    - 关于开展检查的通知
      ⟪format:align=center,first=0|⟫⟦这一段正文是居中的。⟧
    - 关于开展检查的通知
      ⟪format:align=right|⟫⟦这一段正文是靠右的。⟧
    - 关于开展检查的通知
      ⟪format:as=Heading1,align=center,first=0|⟫⟦一、居中的一级标题⟧
      全年召开会议十二次。

    正确示例

    - 关于开展检查的通知
      ⟪format:align=both|⟫这一段正文是两端对齐的。
    - 关于开展检查的通知
      ⟪format:align=left|⟫这一段正文是左对齐的。
    - 关于开展检查的通知
      ⟪format:as=Heading1|⟫一、检查范围
      全县各单位。
    """

    code = "LY021"
    name = "body-alignment"
    source = "GB/T 9704-2012 7.3.3"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield paragraphs that are aligned otherwise."""
        candidates = list(sheet.of((*INDENTED, "recipient")))
        faults = []
        for place in candidates:
            want = self.profile.look(place.kind).align
            shape = sheet.shape(place)
            if not want or shape.alignment in want:
                continue
            if shape.alignment in ("left", "both") and {"left", "both"} & set(want):
                continue  # they differ where lines end, no more
            template = _ALIGNED.get(shape.alignment)
            if template is None:
                continue
            params = {"what": NAMES[place.kind]}
            key = (place.kind, shape.alignment)
            faults.append(Fault(key, place, *whole(place), template, params))
        return hits(faults, candidates)


_ALIGNED = {
    "center": N_(
        "{what}是居中的（第 {paragraphs} 段，共 {count} 处），应两端对齐；可用 typeset 命令排版"
    ),
    "right": N_(
        "{what}是右对齐的（第 {paragraphs} 段，共 {count} 处），应两端对齐；可用 typeset 命令排版"
    ),
    "distribute": N_(
        "{what}是分散对齐的（第 {paragraphs} 段，共 {count} 处），应两端对齐；可用 typeset 命令排版"
    ),
}


class TitlePlace(LayoutRule):
    """标题没有居中

    检查什么

    标题和附件标题是不是居中，有没有首行缩进、左右不等的缩进，有没有靠空格来居中。

    为什么

    标题居中排布。标题沿用了正文的首行缩进，会向右偏一个字；靠敲空格居中，换一台电脑就偏了。

    错误示例

    - ⟪format:align=left|⟫⟦关于开展靠左检查的通知⟧
      全年召开会议十二次。
    - ⟪format:first=2|⟫⟦关于开展缩进检查的通知⟧
      全年召开会议十二次。
    - ⟪format:align=both|⟫⟦关于开展两端对齐检查的通知⟧
      全年召开会议十二次。

    正确示例

    - ⟪format:align=center|⟫关于开展消防检查的通知
      全年召开会议十二次。
    - ⟪format:left=2,right=2|⟫关于开展消防检查的通知
      全年召开会议十二次。
    - ⟪format:align=center|⟫关于开展防汛检查的通知
      ⟪format:first=2|⟫全年召开会议十二次。
    """

    code = "LY022"
    name = "title-place"
    source = "GB/T 9704-2012 7.3.1"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield titles."""
        faults = []
        for place in sheet.titles():
            want = self.profile.look(place.kind).align
            shape = sheet.shape(place)
            params = {"what": NAMES[place.kind]}
            if want and shape.alignment not in want:
                template = N_("{what}没有居中（第 {paragraphs} 段），应居中；可用 typeset 命令排版")
                key = (place.kind, "align")
                faults.append(Fault(key, place, *whole(place), template, params))
                continue
            if shape.alignment != "center":
                continue
            size = sheet.size(place)
            aside = shape.left + shape.first_line + sheet.blanks(place) - shape.right
            if not _is_long(sheet, place) and abs(aside) / size > 2 * _SLACK:
                template = N_(
                    "{what}虽然居中，但有首行缩进、空格或者左右不等的缩进，偏了 {aside} 字"
                    "（第 {paragraphs} 段）；可用 typeset 命令排版"
                )
                params_ = {**params, "aside": _characters(abs(aside) / 2 / size)}
                key = (place.kind, "aside")
                faults.append(Fault(key, place, *whole(place), template, params_))
        return hits(faults)


class RecipientIndent(LayoutRule):
    """主送机关没有顶格

    检查什么

    主送机关是不是居左顶格，前面没有缩进，也没有空格。

    为什么

    主送机关编排于标题下空一行位置，居左顶格，回行时仍顶格。

    错误示例

    - 关于开展检查的通知
      ⟪format:as=Recipient,first=2|⟫⟦各乡镇人民政府：⟧
      现将有关事项通知如下。
    - 关于开展检查的通知
      ⟪format:as=Recipient,left=2|⟫⟦各乡镇人民政府：⟧
      现将有关事项通知如下。
    - 关于开展检查的通知
      ⟪format:as=Recipient|⟫⟦　　各乡镇人民政府：⟧
      现将有关事项通知如下。

    正确示例

    - 关于开展检查的通知
      ⟪format:as=Recipient|⟫各乡镇人民政府：
      现将有关事项通知如下。
    - 关于开展检查的通知
      ⟪format:as=Recipient,align=both|⟫各乡镇人民政府：
      现将有关事项通知如下。
    - 关于开展检查的通知
      ⟪format:first=2|⟫现将有关事项通知如下。
    """

    code = "LY023"
    name = "recipient-indent"
    source = "GB/T 9704-2012 7.3.2"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield 主送机关 that do not begin at the margin."""
        faults = []
        for place in sheet.of(("recipient",)):
            want = self.profile.look("recipient").indent
            shape = sheet.shape(place)
            if want is None or shape.alignment in ("center", "right"):
                continue  # said by LY021
            start = sheet.start(place)
            if abs(start - want) > _SLACK:
                template = N_(
                    "主送机关左空 {start} 字（第 {paragraphs} 段），应左空 {right} 字（0 即顶格）；"
                    "可用 typeset 命令排版"
                )
                params = {"start": _characters(start), "right": _characters(want)}
                faults.append(Fault("", place, *whole(place), template, params))
        return hits(faults)


class ParagraphSpacing(LayoutRule):
    """正文段落之间有段前段后间距

    检查什么

    正文和各级标题的段前、段后间距是不是 0。

    为什么

    公文每面 22 行，行行对齐。段前段后间距（Word 的默认样式常有段后 8 磅，标题样式段前段后各十几磅）会把行数挤少。

    错误示例

    - 关于开展检查的通知
      ⟪format:after=8|⟫⟦这一段正文的段后间距是八磅。⟧
      全年召开会议十二次。
    - 关于开展检查的通知
      ⟪format:as=Heading1,before=13,after=13|⟫⟦一、段前段后都有间距的标题⟧
      全年召开会议十二次。
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:before=15.6|⟫⟦这一段正文的段前间距是半行。⟧

    正确示例

    - 关于开展检查的通知
      ⟪format:before=0,after=0|⟫这一段正文没有段前段后间距。
    - ⟪format:after=29|⟫关于开展检查的通知
      全年召开会议十二次。
    - 关于开展检查的通知
      ⟪format:as=Heading1|⟫一、检查范围
      全县各单位。
    """

    code = "LY024"
    name = "paragraph-spacing"
    source = "GB/T 9704-2012 5.2.3"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield paragraphs of running text with space around them."""
        candidates = list(sheet.of(RUNNING))
        faults = []
        for place in candidates:
            shape = sheet.shape(place)
            before, after = shape.before, shape.after
            above = self._kind_beside(sheet, place, -1)
            below = self._kind_beside(sheet, place, 1)
            # A blank line of the standard may be space of this side or that.
            if above not in RUNNING:
                before = 0
            if below not in RUNNING:
                after = 0
            if max(before, after) <= _SPACED:
                continue
            template = N_(
                "{what}有段前 {before} 磅、段后 {after} 磅的间距（第 {paragraphs} 段，共 {count} 处），"
                "应为 0；可用 typeset 命令排版"
            )
            params = {"before": f"{before:.4g}", "after": f"{after:.4g}"}
            key = (round(before), round(after))
            faults.append(Fault(key, place, *whole(place), template, params))
        return hits(together(faults), candidates)

    def _kind_beside(self, sheet: Sheet, place: Place, step: int) -> str:
        """The kind of the paragraph above or below; "" at the end of the draft."""
        index = place.at + step
        return sheet.places[index].kind if 0 <= index < len(sheet.places) else ""
