"""PU036 and PU038: items and headings of one kind whose marks differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.structure import mark_of
from writer_assist.i18n import N_

from ..base import DraftRule, Edit, Fix, Hit, LazyPattern
from ..gates import heads

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_LINE_END_PAIRS = heads(("；\n",))


class ItemEndsDiffer(DraftRule):
    """各项末尾的标点不一致

    检查什么

    单独成段的各项（（一）（二）（三）……）末尾都用分号，只有中间一项用句号；各项标题后面都用句号，只有一项用冒号。
    一项里有几句话的不算。

    为什么

    同一组里各项的标点应当一致；中间用了句号，读的人会以为列举到此为止。

    错误示例

    - （一）委员可以个人名义提出；
      （二）党派可以组织名义提出⟦。⟧
      （三）界别可以集体名义提出；
      （四）专委会可以本会名义提出。
    - （一）学习交流。组织委员学习理论。
      （二）协商议事。每年协商两次。
      （三）民主监督⟦：⟧对惠民政策落实情况进行监督。
      （四）服务群众。设立委员接待日。
    - 1.按时报送材料；
      2.提前准备发言⟦。⟧
      3.会议期间关闭手机；
      4.无故缺席的予以通报。

    正确示例

    - （一）委员可以个人名义提出；
      （二）党派可以组织名义提出；
      （三）界别可以集体名义提出。
    - （一）学习交流。组织委员学习理论。
      （二）协商议事。每年协商两次。
      （三）民主监督。对惠民政策落实情况进行监督。
    - 1.按时报送材料。逾期不再受理。
      2.提前准备发言；
      3.会议期间关闭手机。
    """

    code = "PU036"
    name = "item-ends-differ"
    severity = "hint"
    source = "GB/T 15834-2011"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the mark that differs."""
        grams = draft.document.bigrams
        if (
            _LINE_END_PAIRS.isdisjoint(grams) or _STOP_PAIRS.isdisjoint(grams)
        ) and not _COLON_AFTER_HEAD().search(draft.text):
            return
        run: list[tuple[Paragraph, int]] = []
        family = value = -9
        for paragraph in draft.paragraphs:
            text = paragraph.text
            if not text or text.isspace():
                continue
            mark = mark_of(paragraph) if paragraph.story == "body" else None
            if mark is not None and mark.family == family and value < mark.value <= value + 2:
                run.append((paragraph, mark.end))
            else:
                if len(run) > _LEAST:
                    yield from _odd_ones(run)
                run = [(paragraph, mark.end)] if mark is not None and mark.value == 1 else []
            family, value = (mark.family, mark.value) if mark is not None and run else (-9, -9)
        if len(run) > _LEAST:
            yield from _odd_ones(run)


_LEAST = 2
_STOP_PAIRS = heads(("。\n",))
_COLON_AFTER_HEAD = LazyPattern(
    r"\n[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.．][^，。；：、！？（\n]{2,14}：(?=[^\n])"
)
_RUN_IN = LazyPattern(r"[^，。；：、！？（\n]{2,14}(?P<mark>[。：])(?=[^\n])")


def _odd_ones(run: list[tuple[Paragraph, int]]) -> Iterator[Hit]:
    """The one item of a run whose mark is another than all others'."""
    ends = [paragraph.text.rstrip()[-1] for paragraph, _ in run]
    inner = ends[:-1]
    if len(run) > _LEAST + 1 and inner.count("。") == 1 and inner.count("；") == len(inner) - 1:
        paragraph = run[inner.index("。")][0]
        line = paragraph.text.rstrip()
        if line.count("。") == 1:
            at = len(line) - 1
            yield Hit(
                at,
                at + 1,
                N_("其他各项末尾都是分号，这一项的句号应为“；”"),
                {},
                (Fix((Edit(at, at + 1, "；"),)),),
                ("；",),
                paragraph,
            )
    heads_ = [_RUN_IN().match(paragraph.text, start) for paragraph, start in run]
    marks = [match["mark"] if match else "" for match in heads_]
    if len(run) > _LEAST and marks.count("：") == 1 and marks.count("。") == len(run) - 1:
        index = marks.index("：")
        match = heads_[index]
        assert match is not None
        at = match.start("mark")
        yield Hit(
            at,
            at + 1,
            N_("其他各项的标题后面都是句号，这一项的“：”应为“。”"),
            {},
            (Fix((Edit(at, at + 1, "。"),)),),
            ("。",),
            run[index][0],
        )


_OPENED_HEADING = LazyPattern(r"(?P<a>[一-龥]{4,16})(?P<space>[ \u3000]{1,2})(?P<b>[一-龥]{4,24})")


class SpaceForCommaInHeading(DraftRule):
    """小标题里用空格代替了逗号

    检查什么

    同级的小标题都是用逗号隔开的两句（一、加强学习，在……），只有一个用空格隔开。

    为什么

    同级标题的写法应当一致；公文小标题里的停顿用逗号。

    错误示例

    - 履职总结
      一、加强学习，在提高素质中夯实基础
      自学不辍，研读原著，全年撰写笔记两万字。
      二、深入调研⟦ ⟧在建言资政中展现担当
      走访学校，反映意见，全年提交提案四件。
      三、立足岗位，在本职工作中发挥作用
      带头听课，牵头帮带，全年听课四十节。
    - 办公室总结
      一、突出政治引领，思想根基更加牢固
      坚持学习。
      二、提高参谋水平，服务大局更加主动
      起草文稿。
      三、强化统筹协调⟦　⟧机关运转更加顺畅
      办好会议。
    - 联络组总结
      一、健全机制⟦ ⟧各项工作有序开展
      制定计划。
      二、加强学习，委员素质不断提高
      集中学习。
      三、围绕中心，建言献策成效明显
      提交提案。

    正确示例

    - 履职总结
      一、加强学习 夯实履职基础
      自学不辍。
      二、深入调研 展现委员担当
      走访学校。
      三、立足岗位 发挥带头作用
      带头听课。
    - 履职总结
      一、加强学习，在提高素质中夯实基础
      自学不辍。
      二、深入调研
      走访学校。
    - 一、2024年 工作回顾
      完成了任务，取得了成绩。
    """

    code = "PU038"
    name = "space-for-comma-in-heading"
    severity = "hint"
    source = "practice"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the space."""
        characters = draft.document.characters
        if characters.isdisjoint(" \u3000") or not draft.headings:
            return
        for heading in draft.headings:
            text = heading.text
            if " " not in text and "\u3000" not in text:
                continue
            match = _OPENED_HEADING().fullmatch(text)
            if match is None:
                continue
            others = [
                h.text for h in draft.headings if h.level == heading.level and h is not heading
            ]
            halved = [other for other in others if other.count("，") == 1 and " " not in other]
            if len(halved) > 1 and len(halved) == len(others):
                start = heading.start + match.start("space")
                end = heading.start + match.end("space")
                yield Hit(
                    start,
                    end,
                    N_("同级的小标题都用逗号隔开，这里的空格应为“，”"),
                    {},
                    (Fix((Edit(start, end, "，"),)),),
                    ("，",),
                    heading.paragraph,
                )
