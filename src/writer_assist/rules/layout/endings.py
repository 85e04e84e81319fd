"""LY025–LY028: 署名, 成文日期, 附件说明 and 附件 (GB/T 9704-2012, 7.3.4, 7.3.5, 7.3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_

from ..base import Hit
from .faults import Fault, hits, whole
from .rule import LayoutRule

if TYPE_CHECKING:
    from .sheet import Place, Sheet

_SLACK = 1.0
"""Characters: fonts differ, and a seal hides what is left."""

_LEAST_RIGHT, _MOST_RIGHT = 1.0, 9.0
"""Characters right of a date below a 署名: both at the margin are no form, nor both in the
middle of the page."""


class SignaturePlace(LayoutRule):
    """署名的位置不对

    检查什么

    发文机关署名在右边的位置：不盖章的右空二字，盖章的在成文日期之上居中，加盖签发人签名章的右空四字；
    日期比署名长的，署名随日期左移。几个机关一起署名的不查。

    为什么

    署名顶格、居中或者和正文一样左空二字，都是没有排版；用空格推到右边的，换台电脑就会错行。

    错误示例

    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:first=2|⟫⟦云溪县政协办公室⟧
      ⟪format:as=PlainDate|⟫2024年9月12日
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=PlainSignature,align=center,right=0|⟫⟦云溪县政协办公室⟧
      ⟪format:as=PlainDate|⟫2024年9月12日
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=PlainSignature,right=10|⟫⟦云溪县人民政府办公室⟧
      ⟪format:as=PlainDate|⟫2024年9月12日

    正确示例

    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=PlainSignature|⟫云溪县政协办公室
      ⟪format:as=PlainDate|⟫2024年9月12日
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=Signature|⟫云溪县政协办公室
      ⟪format:as=IssueDate|⟫2024年9月12日
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=PlainSignature,right=4|⟫云溪县政协办公室
      ⟪format:as=PlainDate,right=4|⟫2024年9月12日
    """

    code = "LY025"
    name = "signature-place"
    source = "GB/T 9704-2012 7.3.5"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield a 署名 that stands nowhere where it may."""
        want = self.profile.look("sign").right
        signs, dates = list(sheet.of(("sign",))), list(sheet.of(("date",)))
        if not want or len(signs) != 1:
            return
        place = signs[0]
        if "\t" in place.paragraph.text.strip():
            return  # several, side by side
        end = sheet.ends(place)
        if any(abs(end - each) <= _SLACK for each in want):
            return
        if dates and _fits(sheet, place, dates[-1]):
            return
        template = N_(
            "署名右空约 {end} 字（第 {paragraphs} 段）：不盖章的应右空二字，盖章的应在日期之上居中；"
            "可用 typeset 命令排版"
        )
        params = {"end": f"{max(0, round(end))}"}
        yield from hits([Fault("", place, *whole(place), template, params)])


class DatePlace(LayoutRule):
    """成文日期的位置不对

    检查什么

    成文日期在右边的位置：盖章的右空四字，不盖章的首字比署名首字右移二字，日期更长的右空二字。
    标题下面括号里的日期不查。

    为什么

    日期的位置是给印章留的：右空四字，印章才能端正、居中下压。

    错误示例

    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=PlainSignature|⟫云溪县政协办公室
      ⟪format:first=2|⟫⟦2024年9月12日⟧
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=PlainSignature|⟫云溪县政协办公室
      ⟪format:as=PlainDate,right=0|⟫⟦2024年9月12日⟧
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=PlainSignature|⟫云溪县政协办公室
      ⟪format:as=PlainDate,right=0,align=center|⟫⟦2024年9月12日⟧

    正确示例

    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=PlainSignature|⟫云溪县政协办公室
      ⟪format:as=PlainDate|⟫2024年9月12日
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=PlainSignature|⟫中国人民政治协商会议云溪县委员会办公室
      ⟪format:as=PlainDate,right=12.5|⟫2024年9月12日
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=PlainSignature|⟫云溪县政协办公室
      ⟪format:as=PlainDate,right=4|⟫2024年9月12日
    """

    code = "LY026"
    name = "date-place"
    source = "GB/T 9704-2012 7.3.5"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield a date that stands nowhere where it may."""
        want = self.profile.look("date").right
        signs, dates = list(sheet.of(("sign",))), list(sheet.of(("date",)))
        if not want or not dates:
            return
        place = dates[-1]
        if "\t" in place.paragraph.text.strip():
            return
        end = sheet.ends(place)
        if any(abs(end - each) <= _SLACK for each in want):
            return
        if signs and end > 0 and abs(_left(sheet, place) - _left(sheet, signs[0]) - 2) <= _SLACK:
            return
        template = N_(
            "成文日期右空约 {end} 字（第 {paragraphs} 段），盖章的应右空四字，不盖章的应右空二字；"
            "可用 typeset 命令排版"
        )
        params = {"end": f"{max(0, round(end))}"}
        yield from hits([Fault("", place, *whole(place), template, params)])


def _fits(sheet: Sheet, sign: Place, date: Place) -> bool:
    """Whether a 署名 stands right above its date: in the middle, or begins two characters before.

    Only if it stands in the right half of the page.
    """
    if _left(sheet, sign) < sheet.width(sign) / sheet.size(sign) / 4:
        return False
    if not _LEAST_RIGHT <= sheet.ends(date) <= _MOST_RIGHT:
        return False
    if abs(_middle(sheet, sign) - _middle(sheet, date)) <= _SLACK:
        return True
    return abs(_left(sheet, date) - _left(sheet, sign) - 2) <= _SLACK


def _left(sheet: Sheet, place: Place) -> float:
    """Where a short line begins, in characters from the left margin."""
    size = sheet.size(place)
    return sheet.width(place) / size - sheet.ends(place) - sheet.text_width(place) / size


def _middle(sheet: Sheet, place: Place) -> float:
    return _left(sheet, place) + sheet.text_width(place) / sheet.size(place) / 2


class AttachmentNoteIndent(LayoutRule):
    """附件说明的缩进不对

    检查什么

    “附件：”是不是左空二字；第二个附件起，序号是不是和第一个附件的序号对齐，也就是左空五字。

    为什么

    附件说明在正文下空一行，左空二字编排“附件”二字；名称较长需要回行时，与上一行附件名称的首字对齐。

    错误示例

    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=AttachmentNote,left=0,hanging=0|⟫⟦附件：检查安排表⟧
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=AttachmentNote|⟫附件：1.检查安排表
      ⟪format:as=AttachmentItem,left=2,hanging=0|⟫⟦2.检查人员名单⟧
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=AttachmentNote,left=4,hanging=0|⟫⟦附件：检查安排表⟧

    正确示例

    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=AttachmentNote|⟫附件：检查安排表
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=AttachmentNote|⟫附件：1.检查安排表
      ⟪format:as=AttachmentItem|⟫2.检查人员名单
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:first=2|⟫附件：检查安排表
    """

    code = "LY027"
    name = "attachment-note-indent"
    source = "GB/T 9704-2012 7.3.4"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield lines of the 附件说明."""
        want = self.profile.look("attachment-note").indent
        if want is None:
            return
        faults = []
        for place in sheet.of(("attachment-note", "attachment-item")):
            first = place.kind == "attachment-note"
            right = want if first else want + 3
            start = sheet.start(place)
            # A number of Word's own stands where the text would.
            if abs(start - right) <= (0.5 if first else _SLACK):
                continue
            template = (
                N_(
                    "附件说明左空 {start} 字（第 {paragraphs} 段），应左空 {right} 字；可用 typeset 命令排版"
                )
                if first
                else N_(
                    "附件的序号没有对齐，左空 {start} 字（第 {paragraphs} 段，共 {count} 处），应左空 {right} 字；"
                    "可用 typeset 命令排版"
                )
            )
            params = {"start": f"{round(start * 2) / 2:g}", "right": f"{right:g}"}
            faults.append(Fault((first, round(start)), place, *whole(place), template, params))
        yield from hits(faults)


class AttachmentPage(LayoutRule):
    """附件没有另起一页

    检查什么

    “附件1”这一行是不是在新的一页的顶上（段前分页、分页符或者分节符），是不是顶格。

    为什么

    附件另面编排，“附件”二字及附件顺序号顶格编排在版心左上角第一行。

    错误示例

    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=Attachment,break=0|⟫⟦附件1⟧
      ⟪format:as=AttachmentTitle|⟫检查安排表
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=Attachment,first=2|⟫⟦附件1⟧
      ⟪format:as=AttachmentTitle|⟫检查安排表
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=Attachment,align=center|⟫⟦附件1⟧
      ⟪format:as=AttachmentTitle|⟫检查安排表

    正确示例

    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=Attachment|⟫附件1
      ⟪format:as=AttachmentTitle|⟫检查安排表
    - 关于开展检查的通知
      ⟪format:newpage=1|⟫全年召开会议十二次。
      ⟪format:as=Attachment,break=0|⟫附件1
      ⟪format:as=AttachmentTitle|⟫检查安排表
    - ⟪format:as=Attachment,break=0|⟫附件1
      ⟪format:as=AttachmentTitle|⟫检查安排表
      全年召开会议十二次。
    """

    code = "LY028"
    name = "attachment-page"
    source = "GB/T 9704-2012 7.3.7"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield labels of attachments."""
        faults = []
        want = self.profile.look("attachment").indent
        for place in sheet.of(("attachment",)):
            if not _begins_page(sheet, place):
                template = N_(
                    "附件没有另起一页（第 {paragraphs} 段），请在前面插入分页符，或用 typeset 命令排版"
                )
                faults.append(Fault("page", place, *whole(place), template))
                continue
            centred = sheet.shape(place).alignment in ("center", "right")
            if want is not None and (centred or abs(sheet.start(place) - want) > 0.5):
                template = N_("“附件”二字没有顶格（第 {paragraphs} 段）；可用 typeset 命令排版")
                faults.append(Fault("indent", place, *whole(place), template))
        return hits(faults)


def _begins_page(sheet: Sheet, place: Place) -> bool:
    """Whether a paragraph is the first of its page: by a break, a section, or nothing above it."""
    if sheet.shape(place).page_break_before:
        return True
    elements = sheet.document.source.elements
    number = place.paragraph.number
    if _breaks(elements[number - 1], before_text=True):
        return True
    above = sheet.document.paragraphs[: number - 1]
    for paragraph in reversed(above):
        if paragraph.story not in ("body", "table"):
            continue
        element = elements[paragraph.number - 1]
        if element.find("{*}pPr/{*}sectPr") is not None:
            section = element.find("{*}pPr/{*}sectPr/{*}type")
            return section is None or "continuous" not in section.attrib.values()
        if _breaks(element):
            return True
        if paragraph.text.strip():
            return False
    return True


def _breaks(element: Any, *, before_text: bool = False) -> bool:
    """Whether a w:p has a page break in it: behind its text, or before it."""
    shown = []
    for each in element.iter("{*}br", "{*}t"):
        if each.tag.endswith("}br"):
            shown += ["page"] * ("page" in each.attrib.values())
        elif (each.text or "").strip():
            shown.append("text")
    if before_text:
        return shown[:1] == ["page"]
    return shown[-1:] == ["page"]
