"""PU026 to PU028, PU031: colons, book-title marks and the ends of lists."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE, mark_of
from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import HAN, DraftTextRule
from ..gates import heads

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_LIST = r"[ \u3000]?(?:一是|第一[，、]|首先[，是]|[1１](?:、|[.．](?!\d))|（[一1]）|\(1\)|①)"
_BELOW = LazyPattern(
    r"如下(?P<mark>[，；、,]?)[ \u3000]{0,4}(?=\n[ \u3000\n]{0,8}[^ \u3000\n])"
    rf"|如下(?P<inline>[。，；])(?=\n?[ \u3000]{{0,4}}{_LIST})"
    rf"|(?:以下|下列|如下)[一二两三四五六七八九十几]{{1,2}}[个点方条项种]{{1,2}}[^，。；：！？\n]{{0,8}}(?P<count>。)(?=\n?[ \u3000]{{0,4}}(?:一是|（[一1]）|[1１][.．、](?!\d)|①))"
)
_WORD_BELOW = LazyPattern("下(?:(?<=[如以]下)|列)")
_BELOW_PAIRS = heads(("如下", "以下", "下列"))
_COLONS = LazyPattern(r"：(?=[^：。！？；…\n\v“”『』「」《》（）\d]{6,60}：(?![“『「\n]|\Z))")
_FORM = LazyPattern(rf"[，、 \u3000][{HAN}]{{1,6}}$")
_ITEMS = LazyPattern(r"一是|二是|第一，|首先|（一）|①|1[.．、]")
_LIST_END = LazyPattern(r"\n(?<=；\n)")
_LIST_END_PAIRS = heads(("；\n",))
_NO_WORK = LazyPattern(
    rf"《(?P<name>[{HAN}\d“”、]{{0,16}}(?:先进单位|先进个人|先进集体|先进工作者|文明单位|示范单位|示范点|优秀委员|优秀提案|委员证|工作证|出席证|列席证|代表证|身份证|许可证|营业执照|荣誉证书|证书|奖状|锦旗|荣誉称号|称号|一等奖|二等奖|三等奖|特等奖|优秀奖))》"
)


class MissingColon(DraftTextRule):
    """“如下”后面没有用冒号

    检查什么

    “现将……总结如下”后面接着分段往下说，却用了逗号，或者没有标点；“如下”“有以下几点”后面接着分条列举（一是、1.、（一）），却用了句号。
    后面是一篇的各个部分（一、……），“总结如下”后面用句号的，不算。

    为什么

    “如下”“以下”提示下文，后面用冒号。

    错误示例

    - 有关事项通知如下⟦，⟧
      一、会议时间
    - 现将有关情况报告如⟦下⟧
      一、基本情况
    - 主要做法如下⟦。⟧一是抓学习；二是抓调研。

    正确示例

    - 现将一年来的工作总结如下：
      一、加强学习
    - 现将一年来的工作总结如下。
      一、加强学习
    - 会议议程如下表所示，请各位委员提前做好准备。
    - 情况如下图。
    """

    code = "PU026"
    name = "missing-colon"
    source = "GB/T 15834-2011"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the mark that should be a colon, or the last character."""
        if _BELOW_PAIRS.isdisjoint(draft.document.bigrams):
            return
        for match in _below(text):
            group = "inline" if match["inline"] else "count" if match["count"] else "mark"
            start, end = match.span(group)
            edit = Edit(start, end, "：")
            if start == end:
                start -= 1
            yield Hit(
                start,
                end,
                N_("后面分条分段往下说，“{word}”后面应当用冒号"),
                {"word": match[0][:2]},
                (Fix((edit,), safe=edit.start < edit.end),),
                ("：",) if edit.start < edit.end else (),
            )


def _below(text: str) -> Iterator[Match[str]]:
    for found in _WORD_BELOW().finditer(text):
        match = _BELOW().match(text, found.end() - 2)
        if match is not None:
            yield match


class NestedColon(ParagraphRule):
    """一个句子里套用了冒号

    检查什么

    一个句子里前后用了两个冒号，后一个管不到句末。引号、括号里的，联系方式一类分项填写的，以及比分、时间不算。

    为什么

    国家标准要求一个句子内部一般不套用冒号，套用了就分不清哪个冒号管到哪里。

    错误示例

    - 会议提出三点要求⟦：⟧一要抓好学习：学原文、悟原理，学以致用。
    - 会议明确分工⟦：⟧办公室负责会务：包括签到、材料和食宿。
    - 主要做法是⟦：⟧坚持开门搞调研：走进企业听意见。

    正确示例

    - 会议提出三点要求：一要抓好学习，二要抓好调研。
    - 他说：“我的体会是：要深入群众。”
    - 时间：2024年3月，地点：县政协三楼会议室，联系人：办公室。
    """

    code = "PU027"
    name = "nested-colon"
    severity = "hint"
    source = "GB/T 15834-2011"
    requires = frozenset("：")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the first of the two colons."""
        string = text.text
        for match in _COLONS().finditer(string):
            at = match.start()
            second = string.index("：", at + 1)
            between = string[at + 1 : second]
            if _FORM().search(between) or "\t" in between or "  " in between:
                continue
            before = string[max(0, at - 40) : at].rpartition("\n")[2]
            if before.endswith("）") and not any(mark in before for mark in "。，；"):
                continue  # who speaks: 李文渊（县政协委员）：…
            if len(before) < 4 or before.endswith(
                ("报道", "讯", "电", "附件", "议题", "地点", "时间", "主持", "出席")
            ):
                continue
            yield Hit(at, at + 1, N_("一个句子里套用了两个冒号，请把其中一个改为逗号或句号"))


class BookTitleMarkMisused(ParagraphRule):
    """书名号用在了不是作品的名称上

    检查什么

    证件、奖项、荣誉称号的名称用了书名号，如《委员证》《先进单位》。

    为什么

    书名号标示书、文、报刊、法规、影视等作品的名称；证件、奖项、称号、单位和活动的名称不用书名号。

    错误示例

    - 凭⟦《委员证》⟧进入会场。
    - 被评为⟦《先进单位》⟧，受到表彰。
    - 荣获⟦《优秀提案》⟧称号。

    正确示例

    - 凭委员证进入会场，被评为“先进单位”。
    - 学习《居住证暂行条例》《优秀提案评选办法》。
    - 撰写《争创先进单位的几点体会》。
    """

    code = "PU028"
    name = "book-title-mark-misused"
    severity = "hint"
    source = "GB/T 15834-2011"
    requires = frozenset("《")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the name with its marks."""
        for match in _NO_WORK().finditer(text.text):
            start, end = match.span()
            name = match["name"]
            card = name.endswith(("证", "执照", "证书", "奖状", "锦旗"))
            right = name if card else f"“{name}”"
            fix = Fix((Edit(start, end, right),))
            message = N_("“{text}”不是作品的名称，不用书名号")
            yield Hit(start, end, message, {"text": name}, (fix,), (right,))


class OpenListEnd(DraftTextRule):
    """最后一项停在分号上

    检查什么

    分条列举的各项用分号，最后一项后面没有下一项了，末尾还是分号。

    为什么

    分项之间用分号，列举完毕用句号；最后停在分号上，读的人会以为后面还有。

    错误示例

    - （1）抓学习；
      （2）抓调研⟦；⟧
      二、存在的问题
    - 1.按时报送材料；
      2.做好会议准备⟦；⟧
      特此通知。
    - 一是抓学习；
      二是抓调研；
      三是抓落实⟦；⟧

    正确示例

    - （1）抓学习；
      （2）抓调研。
      二、存在的问题
    - （一）抓学习；
      1.学原文；
      2.学原理；
      （二）抓调研。
    - 一是抓学习；二是抓调研；
      三是抓落实。
    """

    code = "PU031"
    name = "open-list-end"
    severity = "hint"
    source = "GB/T 15834-2011"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the last item's semicolon."""
        places = []
        if not _LIST_END_PAIRS.isdisjoint(draft.document.bigrams):
            places += [match.start() - 1 for match in _LIST_END().finditer(text)]
        if text.endswith("；"):
            places.append(len(text) - 1)
        document = draft.document
        base = document.starts[draft.first - 1]
        for place in places:
            paragraph, inner = document.locate(base + place)
            kind = _item(paragraph)
            if (
                kind is None
                or paragraph.story != "body"
                or paragraph.text[inner - 1 : inner] == "；"
            ):
                continue
            others = document.paragraphs[paragraph.number : min(draft.last, paragraph.number + 3)]
            following = next((p for p in others if p.text.strip()), None)
            if following is not None:
                below = _item(following)
                if below is not None and (
                    below >= kind or following.text.rstrip().endswith(("。", "；"))
                ):
                    continue
                if following.story != "body" or following.text.rstrip().endswith("；"):
                    continue
            first = max(draft.first - 1, paragraph.number - 4)
            before = document.paragraphs[first : paragraph.number - 1]
            if not any(p.text.rstrip().endswith("；") for p in before):
                continue
            yield Hit(
                place,
                place + 1,
                N_("列举到这里已经完毕，末尾的分号应为句号“。”"),
                {},
                (Fix((Edit(place, place + 1, "。"),)),),
                ("。",),
            )


def _item(paragraph: Paragraph) -> int | None:
    """How deep a paragraph stands as an item of a list; None if it is none."""
    mark = mark_of(paragraph)
    if mark is not None:
        return mark.family
    text = paragraph.text.lstrip(SPACE)
    if text[:1] in "一二三四五六七八九十" and text[1:2] == "是":
        return 9
    return 5 if "①" <= text[:1] <= "⑳" else None
