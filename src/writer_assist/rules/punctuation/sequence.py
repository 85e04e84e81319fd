"""PU008 to PU010: marks in a row, and marks at the wrong side of a quote or bracket."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import HAN, in_order
from .scan import PARTNER, find_in_suspects

_DOUBLED = LazyPattern(r"[，。、；：！？]{2,}")
_HALF = LazyPattern(
    rf"(?<=[{HAN}”》）])(?=[，。、；：]{{0,5}}[,;])[，。、；：,;.]{{2,6}}(?![,;.，。、；：])"
)
_ALLOWED = LazyPattern(r"！{1,3}|？{1,3}|？！{1,2}|！？{1,2}|？！？|！？！")
_RANK = "、，：；。！？"
"""Marks of pause, the shortest first."""
_FULL = str.maketrans(",;.:", "，；。：")
_BOTH = LazyPattern(r"[，。；、：][”’》）〉]+[，。；、：]")
_BESIDE = LazyPattern(
    r"[《（〈](?:[，。、；：](?![”’》）〉]))|(?<![“‘《（〈])(?:、[”’》）〉]|[，；][》）〉]|：[》〉])"
)


_NUMERAL_IN_QUOTES = LazyPattern(
    r"“(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|第?[一二三四五六七八九十]{1,3}|[甲乙丙丁]|\d{1,2}|[A-Za-z])$"
)


class DoubledMark(ParagraphRule):
    """标点重复或者互相冲突

    检查什么

    连着用了两个点号：。。、，，、。，、，。、；。、：：等，以及三个以上的叹号和问号。
    “？！”“！！！”和“……”是允许的。

    为什么

    一处停顿只用一个点号。两个点号连在一起，多半是改稿时一个没有删去。

    错误示例

    - 一年来，我们认真履职⟦。。⟧
    - 工作扎实⟦，。⟧成效明显。
    - 政治协商、民主监督⟦、，⟧参政议政。
    - 会议议程如下⟦：：⟧
    - 我们一定能够完成任务⟦！！！！⟧
    - 责任落实到人⟦；。⟧

    正确示例

    - 怎么会这样？！我们一定要完成！！！
    - 他说：“好。”会后，我们……，随即开始工作。
    - 比分为3：2，难道还不够吗？？
    """

    code = "PU008"
    name = "doubled-mark"
    source = "GB/T 15834-2011"

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield runs of marks of pause, with the one that should stay."""
        string = text.text
        found: list[Hit] = []
        for start, end in find_in_suspects(text, _DOUBLED):
            if not _ALLOWED().fullmatch(string, start, end) and (
                start and string[start - 1] not in "\n\v \t\u3000“‘《（"
            ):
                found += _doubled(string, start, end)
        if not text.characters.isdisjoint(",;"):
            for match in _HALF().finditer(string):
                found += _doubled(string, *match.span())
        return iter(in_order(found) if len(found) > 1 else found)


def _doubled(text: str, start: int, end: int) -> Iterator[Hit]:
    shown = text[start:end]
    marks = shown.translate(_FULL)
    if len(set(marks)) == 1:
        right = marks[0]
        if right == "。" and len(marks) > 2:
            return  # an ellipsis in the wrong form
        if right in "！？":
            right *= 3
        # Between two 、、 a word may be gone.
        fix = Fix((Edit(start, end, right),), safe=right != "、")
        message = N_("“{text}”重复了，只用“{right}”")
        yield Hit(start, end, message, {"text": shown, "right": right}, (fix,), (right,))
        return
    words = sorted(set(marks), key=_RANK.index, reverse=True)
    if "！" in words and "？" in words and len(words) == 2:
        words = ["？！"]
    yield Hit(
        start,
        end,
        N_("“{text}”互相冲突，一处停顿只用一个点号，请留下一个"),
        {"text": shown},
        (Fix((Edit(start, end, words[0]),)),),
        tuple(words),
    )


class MarkOnBothSides(ParagraphRule):
    """后引号、后括号内外都用了点号

    检查什么

    后引号、后括号、后书名号的里面和外面都用了逗号、句号一类的点号，如“。”。”“，”，”。

    为什么

    引文末尾的停顿只用一个点号：完整引用、前面有冒号的，点号在引号里面；引文是句子一部分的，点号在引号外面。

    错误示例

    - 他说：“要把好事办好⟦。”。⟧
    - 要树立“功成不必在我⟦，”，⟧久久为功。
    - 提案已经办结（详见附表⟦。）。⟧

    正确示例

    - 他说：“要把好事办好。”
    - 要树立“功成不必在我”的理念，久久为功。
    - 群众高呼“加油！”，现场气氛热烈。
    """

    code = "PU009"
    name = "mark-on-both-sides"
    source = "GB/T 15834-2011"

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the inner mark, the closing one and the outer mark as one span."""
        string = text.text
        for start, end in find_in_suspects(text, _BOTH):
            if string[start - 1 : start] in ("“", "‘", "《", "（"):
                continue  # a mark that is spoken of: “，”
            if _NUMERAL_IN_QUOTES().search(string, max(0, start - 6), start):
                continue  # 用“一、”，不用“1、”。
            closing = string[start + 1 : end - 1]
            first = {"”": "“", "’": "‘", "》": "《", "）": "（", "〉": "〈"}[closing[0]]
            opened = string.rfind(first, max(0, start - 400), start)
            whole = closing[0] in "”’" and opened > 0 and string[opened - 1] in "：:"
            if string[start] == "。" and string[end - 1] == "。" and whole:
                right = "。" + closing
            else:
                right = closing + string[end - 1]
            yield Hit(
                start,
                end,
                N_("“{closing}”内外都用了点号，只用一个，应为“{right}”"),
                {"closing": closing, "right": right},
                (Fix((Edit(start, end, right),)),),
                (right,),
            )


class MarkBesideBracket(ParagraphRule):
    """点号紧挨在括号、书名号里侧

    检查什么

    前括号、前书名号后面紧跟着点号，后括号、后书名号前面留着逗号、顿号、分号。
    单独举出标点的“，”（？）不算，说话中断的“……，”也不算。

    为什么

    点号表示停顿，括号、书名号一开头没有话可停；后括号前面的话已经说完，点号是多余的。

    错误示例

    - 学习《⟦，⟧章程》有关规定。
    - 出席人员（主席、副主席⟦、⟧）共五人。
    - 参阅《提案工作条例⟦，⟧》的规定。
    - 附件（⟦：⟧名单）已经印发。

    正确示例

    - 此处应当用“，”，不用“、”。
    - “要加快进度，”他强调，“还要保证质量。”
    - 出席人员（主席、副主席等）共五人。
    """

    code = "PU010"
    name = "mark-beside-bracket"
    source = "GB/T 15834-2011"

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the mark that should go."""
        string = text.text
        for start, end in find_in_suspects(text, _BESIDE):
            at = start if string[start] in "，、；：" else end - 1
            if string[end : end + 1] in ("，", "。", "、", "；", "：") or (
                at and string[at - 1] in "，。、；："
            ):
                continue  # one of several marks in a row
            if string[at] == "、" and _NUMERAL_IN_QUOTES().search(string, max(0, at - 6), at):
                continue  # “一、” is spoken of
            if at > start and string[start] in PARTNER and _is_open(string, start):
                continue  # it should have been the closing mark (PU005)
            yield Hit(
                at,
                at + 1,
                N_("“{text}”紧挨着“{beside}”，这里没有停顿，应当删去"),
                {"text": string[at], "beside": string[start if at > start else end - 1]},
                (Fix((Edit(at, at + 1, ""),)),),
            )


def _is_open(text: str, at: int) -> bool:
    """Whether the same kind of mark was opened before, and not closed."""
    before = text[max(0, at - 60) : at].rpartition("\n")[2]
    return before.rfind(text[at]) > before.rfind(PARTNER[text[at]])
