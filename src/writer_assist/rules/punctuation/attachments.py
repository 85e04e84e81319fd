"""PU029 and PU030: the list of attachments below a document's text (附件说明)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE
from writer_assist.i18n import N_

from ..base import DraftRule, Edit, Fix, Hit, LazyPattern

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_NOTE = LazyPattern(r"[ \u3000\t]{0,12}附件(?P<colon>[：:])[ \u3000]{0,4}(?P<name>[^\n]{2,80})$")
_BARE_NOTE = LazyPattern(r"[ \u3000\t]{0,12}附件[：:]$")
_NUMBERED = LazyPattern(
    r"[ \u3000\t]{0,20}(?P<number>\d{1,2})(?P<delimiter>[.．、,，])[ \u3000]{0,4}(?P<name>[^\n]{2,80})$"
)


class AttachmentMark(DraftRule):
    """附件说明的标点不合格式

    检查什么

    正文后面的附件说明（附件：1.……），名称后面用了句号、分号等标点，序号用了“1、”而不是“1.”。

    为什么

    《党政机关公文格式》规定附件顺序号用阿拉伯数字，如“附件：1.××××”，附件名称后不加标点符号。

    错误示例

    - 附件：提案办理情况统计表⟦。⟧
    - 附件：1.会议日程⟦；⟧
      2.参会人员名单⟦。⟧
    - 附件：1⟦、⟧会议日程
      2.参会人员名单

    正确示例

    - 附件：1.会议日程
      2.参会人员名单
    - 附件：提案办理情况统计表（2024年）
    - 附件1
      会议日程。
    """

    code = "PU029"
    name = "attachment-mark"
    source = "GB/T 9704-2012 7.3.4"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield marks behind names, and delimiters that are no point."""
        for paragraph, start, end in attachments(draft):
            text = paragraph.text
            match = _NUMBERED().match(text, start)
            if match is not None and match["delimiter"] != "." and not paragraph.label:
                at = match.start("delimiter")
                yield Hit(
                    at,
                    at + 1,
                    N_("附件的序号后面用“.”，应为“{number}.”"),
                    {"number": match["number"]},
                    (Fix((Edit(at, at + 1, "."),), safe=True),),
                    (".",),
                    paragraph=paragraph,
                )
            if text[end - 1] in "。；，、;,." and text[end - 2] not in "。；，、;,.":
                yield Hit(
                    end - 1,
                    end,
                    N_("附件名称后面不加标点，“{text}”应当删去"),
                    {"text": text[end - 1]},
                    (Fix((Edit(end - 1, end, ""),), safe=True),),
                    paragraph=paragraph,
                )


class AttachmentInBookTitleMarks(DraftRule):
    """附件名称整个加了书名号

    检查什么

    正文后面的附件说明里，附件名称从头到尾加了书名号。

    为什么

    附件说明本身就是列出名称，按惯例不再加书名号；名称里引用的文件照加。

    错误示例

    - 附件：⟦《提案办理情况统计表》⟧
    - 附件：1.⟦《会议日程》⟧
      2.⟦《参会人员名单》⟧
    - 特此通知。
      附件：⟦《政协工作规则》⟧

    正确示例

    - 附件：提案办理情况统计表
    - 附件：关于印发《政协工作规则》的通知
    - 附件：1.会议日程
      2.《政协工作规则》修改说明
    """

    code = "PU030"
    name = "attachment-in-book-title-marks"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the name with its marks."""
        for paragraph, start, end in attachments(draft):
            text = paragraph.text
            match = _NUMBERED().match(text, start)
            begin = match.start("name") if match is not None else start
            stop = end - 1 if text[end - 1] in "。；，、;,." else end
            name = text[begin:stop]
            if name.startswith("《") and name.endswith("》") and name.count("《") == 1:
                yield Hit(
                    begin,
                    stop,
                    N_("附件说明里的名称不加书名号"),
                    {},
                    (Fix((Edit(begin, begin + 1, ""), Edit(stop - 1, stop, ""))),),
                    (name[1:-1],),
                    paragraph=paragraph,
                )


def attachments(draft: Draft) -> tuple[tuple[Paragraph, int, int], ...]:
    """The lines of 附件说明: paragraph, start of the number or name, end of the text."""
    if "附" not in draft.document.characters or not _has_attachments(draft.text):
        return ()
    return tuple(_attachment_lines(draft))


@lru_cache(maxsize=2)
def _has_attachments(text: str) -> bool:
    return "附件：" in text or "附件:" in text


def _attachment_lines(draft: Draft) -> Iterator[tuple[Paragraph, int, int]]:
    inside = False
    for paragraph in draft.paragraphs:
        text = paragraph.text.rstrip(SPACE)
        match = _NOTE().match(text) if "附件" in text[:16] else None
        if match is None and inside:
            match = _NUMBERED().match(text)
            inside = match is not None
            if match is not None and paragraph.story == "body":
                yield paragraph, match.start("number"), len(text)
        elif match is not None and paragraph.story == "body" and _is_name(match["name"]):
            inside = _NUMBERED().match(match["name"]) is not None
            yield paragraph, match.start("name"), len(text)
        elif "附件" in text[:16] and _BARE_NOTE().match(text):
            inside = True  # 附件： in a line of its own
        elif text:
            inside = False


def _is_name(name: str) -> bool:
    """Whether it is the name of an attachment rather than a sentence about one."""
    bare = name.rstrip("。；，、;,.")
    return not bare.endswith("如下") and not any(mark in bare for mark in "。；，！？：")
