"""PU018 and PU019: spaces inside Chinese text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.structure import read_mark
from writer_assist.i18n import N_
from writer_assist.outline.frame import ends_title

from ..base import Edit, Fix, Hit, LazyPattern
from ..draft_text import HAN, DraftTextRule, block_of, unfilled_marks
from ..marks.context import is_han
from ..marks.words import SURNAMES
from .scan import inner_spaces

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_SPACES = " \u3000\u00a0"
_POINTS = "，。、；：！？"
_BESIDE = frozenset("，。、；：！？“”‘’《》（）")
_UNITS = "年月日时届次件名个人项条"
_LABEL_ENDS = tuple("日月年条款项章节题时分号午晨晚）〕】")
_ARTICLE = LazyPattern(r"(?:^|[\n\v])[ \u3000]{0,4}第[一二三四五六七八九十百\d]{1,5}[条章节编款]$")
_NAMED = LazyPattern(rf"[{HAN}]{{2,3}}(?:$|[，、。）；\s])")
_LABELLED = LazyPattern(
    rf"(?:主持人|记者|发言人|[正反甲乙丙]方|[{HAN}]{{2,4}}[一二三四五六七八九十](?<![统唯专单之同万逐进不]一))[：:]?"
)
"""Who speaks, or which of several it is: 主持人　请…, 目标一　建成…."""
_NAMES = LazyPattern(rf"[人长员团者席任记组]：[{HAN}]{{2,4}}$")
_NAME_END = LazyPattern(rf"[{HAN}]{{2,4}}(?:[，、。；（ \u3000]|[\n\v]|$)")
"""召集人：李一舟　盘小燕: names behind a label."""
_LABELS = ("电话", "联系人", "地址", "邮编", "日期", "时间", "地点", "姓名", "单位", "签发", "校对", "审核", "编号", "签名", "盖章")  # fmt: skip


def _running(draft: Draft, at: int) -> tuple[str, int] | None:
    """The paragraph at an offset of the draft's text, if it is running text; and the offset in it.

    Titles, signatures, forms and cells lay their words out with spaces.
    """
    document = draft.document
    paragraph, inner = document.locate(document.starts[draft.first - 1] + at)
    text = paragraph.text
    if paragraph.story not in ("body", "text-box", "footnote", "endnote") or "\t" in text:
        return None
    if len(text) < 12 or not any(mark in text for mark in "，。；"):
        return None
    mark = read_mark(text)
    if mark is not None and inner < mark.end + 1:
        return None
    if document.format == "markdown" and len(paragraph.pieces) > 1:
        # The marks around **words** want spaces outside.
        starts = {piece.start for piece in paragraph.pieces}
        if not starts.isdisjoint(range(inner, inner + 3)):
            return None
    return text, inner


class SpaceBetweenCharacters(DraftTextRule):
    """汉字之间有多余的空格

    检查什么

    正文句子里两个汉字之间的一两个空格。标题、落款、表格、姓名（王 明）、分项排列的词语，以及序号后面的空格不算；汉字与数字、字母之间有没有空格，都不管。

    为什么

    汉字之间不用空格；空格多半是从网页、PDF里带来的，或者是误碰的，查找和换行都会出错。

    错误示例

    - 一年来，我们认真开展提案⟦ ⟧办理工作，取得了成效。
    - 要围绕中心⟦　⟧工作建言献策，服务大局。
    - 各位委员，现将有关⟦ ⟧情况汇报如下。

    正确示例

    - 全年共办理提案 120 件，使用 OA 系统处理公文。
    - 出席会议的有王 明、李 强等同志，会议由主席主持。
    - 主席　王某　　副主席　李某
    - 一、 加强学习，提高素质。
    - 关于召开 会议的通知
    """

    code = "PU018"
    name = "space-between-characters"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield single spaces in the middle of a sentence."""
        if draft.document.characters.isdisjoint(_SPACES):
            return
        others = None
        for start, end in inner_spaces(text):
            right = text[end]
            # Before a measure word a number may be missing (PH).
            if not is_han(text[start - 1]) or not is_han(right) or right in _UNITS:
                continue
            place = _running(draft, start)
            if place is None or _is_laid_out(*place, end - start):
                continue
            if others is None:
                others = _found_elsewhere(text, draft)
            if others(start, end):
                continue
            # 龙湾水库 友邻水库: two of a kind, a mark is missing.
            alike = text.find(text[start - 2 : start], end + 1, end + 7) >= 0
            joint = "、" if alike else ""
            yield Hit(
                start,
                end,
                N_("汉字之间有多余的空格，应为“{right}”"),
                {"right": _words(text, start, end, joint)},
                (Fix((Edit(start, end, joint),)),),
            )


def _is_laid_out(text: str, at: int, length: int) -> bool:
    """Whether the space sets words apart on purpose."""
    end = at + length
    if text[at:end] == "\u3000" and _is_separator(text, at):
        return True
    if text[:at].endswith(("讯", "电")) and at <= 20:
        return True  # 本报讯 昨天，…
    # A row of words: 团结 民主 务实; letters spaced out are AR010's.
    near = text[max(0, at - 6) : at] + text[end : end + 6]
    if any(space in near for space in _SPACES):
        return True
    if _ARTICLE().search(text, 0, at):
        return True
    # A name behind a post: 通讯员 张某; of two characters: 王 明、李 强.
    if _NAMED().match(text, end) and text[end] in SURNAMES:
        return True
    left = at
    while left and is_han(text[left - 1]) and at - left < 4:
        left -= 1
    right = end
    while right < len(text) and is_han(text[right]) and right - end < 4:
        right += 1
    if at - left == 1 and (
        right - end == 1 or text[left - 1 : left] in ("", "、", "：", "，", "由")
    ):
        return True
    if (
        right - end == 1
        and at - left <= 3
        and text[right : right + 1] in ("", "、", "，", "。", "（")
    ):
        return True
    head = text[:at].strip(_SPACES)
    if (
        len(head) <= 45
        and not any(mark in head for mark in "。；：！？")
        and (read_mark(text) is not None or ("，" not in head and ends_title(head)))
    ):
        return True  # a title or a heading, run together with what follows it
    return any(label in text[max(0, at - 10) : end + 10] for label in _LABELS)


def _is_separator(text: str, at: int) -> bool:
    """Whether a full-width space parts on purpose.

    It does so behind a label that opens the paragraph (the day in a chronicle, the number of an
    article, a name in a list), and inside a title or an inscription: 《信息安全技术　基本要求》.
    """
    head = text[:at].lstrip(_SPACES)
    if len(head) <= 14 and (
        len(head) <= 2 or head[-1:] in _LABEL_ENDS or any(c in head for c in "0123456789")
    ):
        return True
    if _LABELLED().fullmatch(head) or (
        _NAMES().search(text, max(0, at - 6), at) and _NAME_END().match(text, at + 1)
    ):
        return True
    for opening, closing in ("《》", "“”", "〈〉"):
        begin = text.rfind(opening, max(0, at - 60), at)
        if begin >= 0 and text.find(closing, begin, at) < 0 and closing in text[at : at + 60]:
            return True
    return "\u3000" in text[max(0, at - 12) : at]


def _words(text: str, start: int, end: int, joint: str) -> str:
    """The Chinese words left and right of a space, four characters of each at most, joined."""
    left = start
    while left > max(0, start - 4) and is_han(text[left - 1]):
        left -= 1
    right = end
    while right < min(len(text), end + 4) and is_han(text[right]):
        right += 1
    return text[left:start] + joint + text[end:right]


class _Taken:
    """Places that other families have found something at."""

    def __init__(self, text: str, draft: Draft) -> None:
        from ..artifacts.censored import CensoredWord
        from ..artifacts.stray import LetterSpacedText

        self._unfilled = unfilled_marks(text)
        hits = [*CensoredWord().scan(text, draft), *LetterSpacedText().check(block_of(draft))]
        self._places = {at for hit in hits for at in range(hit.start, hit.end)}

    def __call__(self, start: int, end: int) -> bool:
        return start in self._places or self._unfilled(start, end)


_found_elsewhere = _Taken


class SpaceBesideMark(DraftTextRule):
    """全角标点旁边有多余的空格

    检查什么

    正文里全角标点前面或后面的半角空格。段首缩进、序号后面、表格和表单里的空格不算。

    为什么

    全角标点自带空白，旁边再加空格就宽了一截，还会让标点落到行首。

    错误示例

    - 我们坚持学习，⟦ ⟧坚持调研。
    - 围绕中心、服务大局⟦ ⟧，认真履职。
    - 学习贯彻“⟦ ⟧两山”理念，推进绿色发展。
    - 开展⟦ ⟧“书香政协”⟦ ⟧活动，营造氛围。

    正确示例

    - 我们坚持学习，坚持调研。
    - 联系人： 王某  电话： 123
    - 使用 OA 系统，减少 30% 的纸质文件。
    - 一、 加强学习，提高素质。
    """

    code = "PU019"
    name = "space-beside-mark"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the spaces; the fix removes them."""
        characters = draft.document.characters
        if " " not in characters and "\u00a0" not in characters:
            return
        others = None
        for start, end in inner_spaces(text):
            left, right = text[start - 1], text[end]
            if (left not in _BESIDE and right not in _BESIDE) or "\u3000" in text[start:end]:
                continue
            if left in _BESIDE and not (
                right in _BESIDE
                or is_han(right)
                # Before digits and Latin letters only what never has a space is sure.
                or (left in "，。；、" and right.isalnum())
            ):
                continue
            if left in "（【“《" and right in "）】”》":
                continue  # a blank to fill in
            place = _running(draft, start)
            if place is None:
                continue
            line, inner = place
            if not line[:inner].strip(_SPACES) or (
                left == "：" and any(label in line for label in _LABELS)
            ):
                continue
            if left.isascii() and right in "（“《":
                continue
            if others is None:
                others = _found_elsewhere(text, draft)
            if others(start, end):
                continue
            yield Hit(
                start,
                end,
                N_("全角标点旁边有多余的空格，应当删去"),
                {},
                (Fix((Edit(start, end, ""),), safe=True),),
            )
