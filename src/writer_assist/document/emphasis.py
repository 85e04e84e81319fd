"""Which asterisks and underscores of a Markdown line are markup, and which are text.

CommonMark pairs every run that it can. In a draft many runs stand for something: a masked year
or name (``20**年``, ``**镇``), a blank (``（__）``), a word that a censor took out. Those have to
stay in the text, or nobody would be told of them.
"""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[。；！？]")
CLAUSE_END = re.compile(r"[，。；！？]")

OPENING = frozenset("（【《〈「『〔“‘([{<")
CLOSING = frozenset("）】》〉」』〕”’，。、；：！？…")
ASCII_CLOSING = frozenset(")]}>,.;:!?")
# What a mask of digits or a name stands before: 20**年, **镇, **次.
UNIT = frozenset("省市县区镇乡村街道局年月日届次期个名件条项篇户万亿元号")
FORMS_OF_ADDRESS = ("同志", "先生", "女士")
TITLES = ("委员", "主席", "副主席", "书记", "副书记", "主任", "副主任", "局长", "镇长", "代表")
# 人 counts people (**人), but not in 人民, 人大, 人员 …
WORDS_OF_PEOPLE = frozenset("民大员均才口事社力身生文居物类群数心")
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾"
    "龚邵万覃武钱戴严莫孔向常汤"
)


class Delimiter:
    """A run of ``*``, ``_`` or ``~``: ``line[start:end]`` in a text ``line[first:last]``.

    ``sentence`` and ``clause`` are the numbers of those that the run stands in, which the
    scanner counts; ``count`` and the bounds shrink as its characters are paired.
    """

    __slots__ = (
        "can_close",
        "can_open",
        "character",
        "clause",
        "count",
        "end",
        "is_mask",
        "length",
        "sentence",
        "start",
        "words_after",
        "words_before",
    )

    sentence: int
    clause: int

    def __init__(self, line: str, first: int, last: int, start: int, end: int) -> None:
        self.words_before = line[max(first, start - 2) : start]
        self.words_after = line[end : min(last, end + 2)]
        self.character = line[start]
        self.start = start
        self.end = end
        self.length = self.count = end - start
        before = line[start - 1] if start > first else " "
        after = line[end] if end < last else " "
        self.is_mask = _is_mask(line, before, after, end)
        if self.length > 3 or (self.character == "~" and self.length != 2):
            self.can_open = self.can_close = False
            return
        left = not (after.isspace() or after in CLOSING) and (
            _is_word(after)
            or not _is_word(before)
            or (_is_cjk(before) and after not in ASCII_CLOSING)
        )
        right = not (before.isspace() or before in OPENING or before in "，、") and (
            _is_word(before) or not _is_word(after) or _is_cjk(after)
        )
        if self.character == "_":
            left, right = (
                left and not (right and _is_word(before)),
                right and not (left and _is_word(after)),
            )
        digit_before = before.isdigit()
        if digit_before and (after.isdigit() or after in "xX"):  # 2*3, 138***1234
            left = right = False
        self.can_open = left and not (digit_before and after in UNIT)
        self.can_close = right


def _is_mask(line: str, before: str, after: str, end: int) -> bool:
    """Whether a run stands where a name or a number would: **镇, 20**年, 王**同志."""
    if after in UNIT or line.startswith(FORMS_OF_ADDRESS, end):
        return True
    if after == "人":
        return line[end + 1 : end + 2] not in WORDS_OF_PEOPLE
    return before in SURNAMES and line.startswith(TITLES, end)


def _is_word(character: str) -> bool:
    """A letter, digit or Han character: neither white space nor punctuation."""
    return character.isalnum()


def _is_cjk(character: str) -> bool:
    return "\u2e80" <= character <= "\uffef" or character in "“”‘’…—·"


def emphasis_marks(delimiters: list[Delimiter]) -> list[tuple[int, int]]:
    """Where in the line the markers of emphasis stand (CommonMark's own algorithm).

    Args:
        delimiters: all runs of a line, in order; they are used up.

    Returns:
        Ranges of columns, half-open, in no order.
    """
    marks: list[tuple[int, int]] = []
    openers: list[Delimiter] = []
    # How deep a search for each sort of closer has found nothing: keeps it linear.
    bottoms: dict[tuple[str, int, bool, bool], int] = {}
    for closer in delimiters:
        if closer.can_close:
            key = (closer.character, closer.length % 3, closer.can_open, closer.is_mask)
            while closer.count:
                bottom = min(bottoms.get(key, 0), len(openers))
                index = len(openers) - 1
                while index >= bottom and not _matches(openers[index], closer):
                    index -= 1
                if index < bottom:
                    bottoms[key] = len(openers)
                    break
                opener = openers[index]
                del openers[index + 1 :]
                size = 2 if opener.count >= 2 and closer.count >= 2 else 1
                opener.count -= size
                opener.end -= size
                marks.append((opener.end, opener.end + size))
                marks.append((closer.start, closer.start + size))
                closer.count -= size
                closer.start += size
                if not opener.count:
                    openers.pop()
        if closer.can_open and closer.count:
            openers.append(closer)
    return marks


def _matches(opener: Delimiter, closer: Delimiter) -> bool:
    if opener.character != closer.character:
        return False
    if opener.is_mask and (
        closer.is_mask or (closer.can_open and closer.sentence > opener.sentence)
    ):
        return False
    if opener.can_close and opener.character == "*":
        # Inside a word: perhaps a hole that a censor left (社情*渠道，社情*信息).
        if opener.words_before == closer.words_before:
            return False
        same_after = opener.words_after == closer.words_after
        if (opener.length == 1 or same_after) and opener.clause < closer.clause:
            return False
    either = opener.can_close or closer.can_open
    return not (
        either
        and (opener.length + closer.length) % 3 == 0
        and (opener.length % 3 or closer.length % 3)
    )
