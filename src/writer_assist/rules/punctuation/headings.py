"""PU023 and PU024: marks at the end of headings and titles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE, mark_of, read_mark
from writer_assist.i18n import N_
from writer_assist.outline.frame import ends_title

from ..base import DraftRule, Edit, Fix, Hit
from ..marks.context import is_han
from .salutation import is_salutation

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_ENDS = "。！？…；：，、.!?;:,—~～"


def next_paragraph(draft: Draft, paragraph: Paragraph) -> Paragraph | None:
    """The next paragraph of the draft that says something."""
    for other in draft.document.paragraphs[
        paragraph.number : min(draft.last, paragraph.number + 4)
    ]:
        if other.text.strip():
            return other
    return None


class MarkAtHeadingEnd(DraftRule):
    """独立成行的标题末尾用了句号

    检查什么

    同一篇里别的同级标题末尾没有标点，单独成行的一、二级标题（一、 （一））末尾却有句号和分号。标题后面接着写正文的（一、加强学习。全年……）不算，整句的条目不算。

    为什么

    标题独立成行时不用句号；同一篇里有的用、有的不用，更显杂乱。

    错误示例

    - 一、加强学习⟦。⟧
      一年来，我们坚持把学习放在首位，集中学习十二次。
      二、履行职责
      积极建言献策，提交提案二十件。
    - （一）精心办文⟦；⟧
      全年印发公文一百二十件，差错率为零，受到领导肯定。
      （二）精心办会
      全年承办会议四十次，做到有方案、有检查、有总结。
    - 一、主要工作
      一年来，我们认真履行职责，积极建言献策。
      二、下一步打算⟦。⟧
      下一步，我们将再接再厉，做好各项工作。

    正确示例

    - 一、加强学习。全年集中学习十二次，撰写心得三十篇。
    - 一、建议县政府加大投入力度。
      二、建议有关部门加强监管。
    - 一、加强学习
      一年来，我们坚持把学习放在首位。
    """

    code = "PU023"
    name = "mark-at-heading-end"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the mark."""
        plain: set[int] | None = None
        for heading in draft.headings:
            paragraph = heading.paragraph
            text = paragraph.text.rstrip(SPACE)
            if text[-1:] not in ("。", "；") or len(text) - heading.end > 1:
                continue
            mark = mark_of(paragraph)
            if (
                mark is None
                or mark.family not in (0, 1, 2)
                or not 2 <= heading.end - heading.start <= 30
            ):
                continue
            following = next_paragraph(draft, paragraph)
            if following is None or following.story != "body":
                continue
            below = mark_of(following)
            if below is not None and below.family <= mark.family:
                continue  # items of a list, each a sentence
            before = draft.document.paragraphs[max(draft.first, paragraph.number - 1) - 1]
            if before is not paragraph and before.text.rstrip(SPACE).endswith(("；", "，")):
                continue  # the last item of a list
            if len(following.text.strip()) < 16 and below is None:
                continue
            if plain is None:
                plain = _plain_families(draft)
            if mark.family not in plain:
                continue
            end = len(text)
            yield Hit(
                end - 1,
                end,
                N_("标题独立成行，末尾不用“{text}”"),
                {"text": text[-1]},
                (Fix((Edit(end - 1, end, ""),)),),
                paragraph=paragraph,
            )


def _plain_families(draft: Draft) -> set[int]:
    """The kinds of numbers that stand before headings without a mark at the end."""
    families = set()
    for heading in draft.headings:
        text = heading.paragraph.text.rstrip(SPACE)
        if text and text[-1] not in _ENDS and len(text) - heading.end < 1:
            mark = mark_of(heading.paragraph)
            if mark is not None:
                families.add(mark.family)
    return families


class MarkAtTitleEnd(DraftRule):
    """文稿标题末尾用了标点

    检查什么

    文稿的大标题末尾的句号、逗号、分号、顿号和冒号。

    为什么

    公文标题除书名号、引号、括号和并列用的顿号外，一般不用标点，末尾更不用句号。

    错误示例

    - 县政协办公室2024年工作总结⟦。⟧
      一年来，县政协办公室认真履行职责，完成了各项任务。
    - 关于召开全委会议的通知⟦：⟧
      各委员：
      经研究，定于近期召开全委会议，现将有关事项通知如下。
    - 2024年度履职情况报告⟦，⟧
      作为一名委员，我认真履行职责，积极建言献策。

    正确示例

    - 县政协办公室2024年工作总结
      一年来，县政协办公室认真履行职责，完成了各项任务。
    - 关于召开全委会议的通知（征求意见稿）
      经研究，定于近期召开全委会议。
    - 现将有关情况报告如下：
      一年来，县政协办公室认真履行职责，完成了各项任务。
    """

    code = "PU024"
    name = "mark-at-title-end"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the mark."""
        for paragraph in draft.paragraphs[:4]:
            text = paragraph.text.rstrip(SPACE)
            if not text:
                continue
            if text[-1] not in "。，；、：" or paragraph.story != "body" or len(text) > 60:
                return
            bare = text[:-1].strip(SPACE)
            if (
                len(bare) < 6
                or not is_han(bare[-1])
                or any(c in bare for c in "。，；：！？")
                or not ends_title(bare)
                or not ("年" in bare or "关于" in bare or "工作" in bare or "履职" in bare)
                or bare.startswith(
                    ("现将", "现就", "以上", "特此", "下面", "请", "附件", "附：", "抄送")
                )
                or read_mark(bare) is not None
                or is_salutation(text)
            ):
                return
            following = next_paragraph(draft, paragraph)
            if following is None or len(following.text.strip()) < 3:
                return
            end = len(text)
            yield Hit(
                end - 1,
                end,
                N_("文稿标题的末尾不用“{text}”"),
                {"text": text[-1]},
                (Fix((Edit(end - 1, end, ""),), safe=True),),
                paragraph=paragraph,
            )
            return
