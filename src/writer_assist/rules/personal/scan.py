"""One scan for all long numbers of a text.

Rows of eleven digits and more are rare, digits are not: only every fourth character is looked
at, until two in a row could belong to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from writer_assist.records import NamedTuple

from ..base import LazyPattern, Text
from ..draft_text import ParagraphBounds
from .checks import (
    has_identity_region,
    has_luhn_check,
    is_identity,
    is_mobile,
    is_old_identity,
)

Kind = Literal["identity", "identity-typo", "mobile", "bank-card"]


class Number(NamedTuple):
    """A number that may be personal: its kind, its place, its digits alone."""

    kind: Kind
    start: int
    end: int
    digits: str
    paragraph: tuple[int, int]
    """Start and end of the paragraph that it stands in."""


DIGITS = "0123456789"
_WIDE = "０１２３４５６７８９"
_NARROW = str.maketrans(_WIDE + "Ｘ", DIGITS + "X")
ANY_DIGIT = frozenset(DIGITS + _WIDE)

_STEP = 4
_SAMPLE = LazyPattern(r"[0-9][0-9 \xa0\u2011-]")
_PART_OF_ROW = frozenset(DIGITS + " \xa0\u2011-")
_HYPHENS = frozenset("\u2011-")
_ROW = LazyPattern(r"[0-9](?:[ \xa0\u2011-]?[0-9])*[Xx]?")
_GROUP = LazyPattern(r"[0-9]+[Xx]?")
_GROUP_OF_NUMBER = LazyPattern(r"[0-9]{11,19}(?![0-9])")
_SHORTEST = 11
_LONGEST = 19
_LENGTHS = frozenset((11, 13, 15, 16, 17, 18, 19))
_MOST_GROUPS = 5

# A part of a longer number or word, an amount, or a figure behind a decimal point.
_GLUED_BEFORE = frozenset("0123456789.．:/_*＊¥￥$=%#@&" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_GLUED_AFTER = frozenset("/_*＊%％=@" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_UNITS = frozenset("元万亿人次个件吨株平亩公千美港字户斤份条千度")

_NEAR = 16
"""So many characters before a number a word says what it is."""
_AROUND = 60
"""So far from a number words say whose account it is."""
_IDENTITY = ("身份证", "身份号码", "证件号", "身份证件")
_CARD = ("银行卡", "卡号", "储蓄卡", "借记卡", "信用卡", "社保卡", "一卡通")
_ACCOUNT = ("账号", "帐号", "账户", "帐户", "开户")
_OTHER = (
    *("编号", "单号", "文号", "案号", "流水", "条码", "条形码", "备案", "许可", "项目代码", "批次"),
    *("统一社会信用代码", "信用代码", "组织机构代码", "序列号", "产权证", "证书", "发票", "合同"),
    *("税号", "识别号", "宗地", "学号", "工号", "代码", "会员号", "户号", "版号", "ISBN", "ISSN"),
)
_PUBLIC = ("对公", "单位账户", "户名", "专户", "国库", "基金账户")


def numbers(text: Text) -> list[Number]:
    """The numbers that may be personal, in order; to be asked for through `Text.memo`."""
    searched = text.text
    if not text.characters.isdisjoint(_WIDE):
        searched = searched.translate(_NARROW)
    found: list[Number] = []
    bounds: ParagraphBounds | None = None
    position = 0
    row = _ROW()
    for sample in _SAMPLE().finditer(searched[::_STEP]):
        start = sample.start() * _STEP
        # Most are dates: what lies between two samples tells.
        if start < position or not _PART_OF_ROW.issuperset(searched[start : start + _STEP]):
            continue
        while start > position and searched[start - 1] in _PART_OF_ROW:
            start -= 1
        while searched[start] not in DIGITS:
            start += 1
        match = row.match(searched, start)
        assert match
        position = match.end()
        if position - start >= _SHORTEST:
            bounds = bounds or ParagraphBounds(searched)
            found += _in_row(searched, start, position, bounds)
    return found


def _in_row(text: str, start: int, end: int, bounds: ParagraphBounds) -> Iterator[Number]:
    """The numbers in a row of digits, which spaces or hyphens may part into groups."""
    groups = [match.span() for match in _GROUP().finditer(text, start, end)]
    index = 0
    free = start
    """Where the last number ended, or the row began."""
    while index < len(groups):
        length = 0
        for last in range(index, min(len(groups), index + _MOST_GROUPS)):
            length += groups[last][1] - groups[last][0]
            if length > _LONGEST:
                break
            if length not in _LENGTHS:
                continue
            number = _number(text, groups[index : last + 1], free, bounds)
            if number is not None:
                yield number
                index = last
                free = number.end
                break
        index += 1


def _number(
    text: str, groups: list[tuple[int, int]], free: int, bounds: ParagraphBounds
) -> Number | None:
    start, end = groups[0][0], groups[-1][1]
    digits = "".join([text[first:last] for first, last in groups])
    sizes = [last - first for first, last in groups]
    kind = _kind(digits, sizes)
    if kind is None or _is_glued(text, start, end, free):
        return None
    if len(digits) == 13 and text[start - 1 : start] == "+":
        start -= 1
    paragraph = bounds.at(start)
    before = text[max(paragraph[0], start - _NEAR) : start]
    known = any(word in before for word in _IDENTITY)
    if kind == "identity-typo" and not known:
        kind = "bank-card" if _can_be_card(digits, sizes) else None
    other = any(word in before for word in _OTHER)
    if kind == "mobile":
        good = not (other or known or any(word in before for word in (*_CARD, *_ACCOUNT)))
    elif kind == "identity":
        good = known or (len(digits) == 18 and not other)
    elif kind == "bank-card":
        around = text[max(paragraph[0], start - _AROUND) : min(paragraph[1], end + _AROUND)]
        good = _is_card(digits, before, around, other=other)
    else:
        good = known
    return Number(kind, start, end, digits, paragraph) if kind and good else None


def _kind(digits: str, sizes: list[int]) -> Kind | None:
    """What the digits can be, from their form alone."""
    length = len(digits)
    if length == 13:  # +8613…
        return (
            "mobile" if len(sizes) == 1 and digits[:2] == "86" and is_mobile(digits[2:]) else None
        )
    if length == 11:
        grouped = sizes in ([11], [3, 4, 4], [3, 8], [7, 4])
        return "mobile" if grouped and is_mobile(digits) else None
    if length == 15 and is_old_identity(digits):
        return "identity"
    if length == 18 and has_identity_region(digits):
        return "identity" if is_identity(digits) else "identity-typo"
    return "bank-card" if _can_be_card(digits, sizes) else None


def _can_be_card(digits: str, sizes: list[int]) -> bool:
    """Whether digits have the form of a bank card's number, and are not all alike."""
    if len(digits) < 16 or digits[0] not in "3456789" or not digits.isdecimal():
        return False
    # Cards are written in one, or in groups of four: 6222 0200 0000 0000 000.
    if len(sizes) > 1 and (sizes[-1] > 4 or any(size != 4 for size in sizes[:-1])):
        return False
    return len(set(digits)) > 2 and has_luhn_check(digits)


def _is_card(digits: str, before: str, around: str, *, other: bool) -> bool:
    """Whether a number that can be a bank card's is one."""
    if any(word in before for word in _CARD):
        return True
    # An office's own account stands in many a notice.
    if other or digits[:2] != "62" or any(word in around for word in _PUBLIC):
        return False
    return len(digits) in (16, 19) or any(word in before for word in _ACCOUNT)


def _is_glued(text: str, start: int, end: int, free: int) -> bool:
    """Whether a number is only a part of something else, or an amount.

    ``free`` is where the number before it in the same row ended, or where the row began.
    """
    before = text[start - 1 : start].upper()
    # "手机:139…" and "ID:11…" are typed with half-width colons as well.
    if before in _GLUED_BEFORE and before and not (before == ":" and text[start - 2] not in DIGITS):
        return True
    if before in _HYPHENS and start - 1 > free and text[max(0, start - 3) : start - 1] != "86":
        return True
    after, second = text[end : end + 1].upper(), text[end + 1 : end + 2]
    if after in (".", "．", ",", ":", *_HYPHENS) and second.isdecimal():
        return not _GROUP_OF_NUMBER().match(text, end + 1)
    return bool(after) and (after in _GLUED_AFTER or after in _UNITS or after in DIGITS)
