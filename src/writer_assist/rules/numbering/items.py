"""The numbers that paragraphs begin with: 一、（一）1. （1）①, typed or automatic, right or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE, read_mark
from writer_assist.i18n import N_

from ..base import Edit

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph

ONE, BRACKETED, DIGIT, DIGIT_BRACKETED, DIGIT_HALF, CIRCLED = range(1, 7)
"""The kinds of numbers, as GB/T 9704 nests them: 一、 （一） 1. （1） 1） ①."""

_NUMERALS = "一二三四五六七八九十"
CHINESE = ["", *_NUMERALS]
CHINESE += [
    ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + CHINESE[ones]
    for tens in range(1, 10)
    for ones in range(10)
][1:]
"""The Chinese numbers by their value, as far as 99; "" for 0."""

VALUES = {numeral: value for value, numeral in enumerate(CHINESE) if numeral}
"""The values of the Chinese numbers."""

_NEXT_MONTH = {numeral: value - 1 for value, numeral in enumerate(_NUMERALS, 1)}
_UNITS = ("月", "日", "环", "届")
_CIRCLES = {chr(0x2460 + i): i + 1 for i in range(20)}
_DIGITS = "0123456789０１２３４５６７８９"
_HALF_WIDTH = {0xFF10 + i: 0x30 + i for i in range(10)}
_LEADING = SPACE + "-•·●■◆*#>"
_FIRST = frozenset(_NUMERALS + _DIGITS + "（(第附") | frozenset(_CIRCLES)
_FIRST |= {chr(code) for code in (*range(0x2474, 0x249C), *range(0x3220, 0x322A))}
_GATE = _FIRST | frozenset(_LEADING)
_DELIMITERS = "、.．，,：:；;。"
_ODD = "，,：:"
_LONGEST_ODD = 40
_BEHIND_ODD = frozenset(_ODD + " \u3000.．")
_STOPS = "。；：！？，"

DOT = N_("阿拉伯数字的序号后用“.”，不用顿号")
_DOT_ONLY = N_("阿拉伯数字的序号后用“.”")
_COMMA = N_("汉字数字的序号后用顿号")
WIDE = N_("序号的括号用全角")
_BARE = N_("带括号、带圈的序号后不加标点")
HALF = N_("序号里的阿拉伯数字用半角")
_SINGLE = N_("序号后只用一个标点")


class Item:
    """A paragraph that begins with a number.

    ``start`` and ``end`` are the mark's extent (code points, white space left out), for an
    automatic number that of the first words; ``digits`` is the extent of the bare numeral, None
    where there is none to replace. ``odd`` marks a form that only its neighbours make a number
    ("二，"). ``reason`` says what is wrong with the form, "" if nothing is; ``edits`` mend it.
    """

    __slots__ = (
        "auto", "body", "digits", "edits", "end", "good", "kind", "odd", "paragraph", "reason",
        "start", "value",
    )  # fmt: skip

    def __init__(
        self,
        paragraph: Paragraph,
        kind: int,
        value: int,
        span: tuple[int, int],
        digits: tuple[int, int] | None,
        *,
        auto: bool = False,
        odd: bool = False,
    ) -> None:
        self.paragraph = paragraph
        self.kind = kind
        self.value = value
        self.start, self.end = span
        self.digits = digits
        self.auto = auto
        self.odd = odd
        self.body = self.end
        self.reason = ""
        self.good = ""
        self.edits: tuple[Edit, ...] = ()

    @property
    def mark(self) -> str:
        """The number as it is shown."""
        if self.auto:
            return self.paragraph.label.strip(SPACE)
        return self.paragraph.text[self.start : self.end]

    def numeral(self, value: int) -> str:
        """A value in this item's own script."""
        if self.kind == CIRCLED:
            return show(CIRCLED, value)
        chinese = self.kind in (ONE, BRACKETED) and value < len(CHINESE)
        return CHINESE[value] if chinese else str(value)


def show(kind: int, value: int) -> str:
    """A number as it should be written."""
    if kind == CIRCLED:
        return chr(0x245F + value) if value <= 20 else str(value)
    if kind in (ONE, BRACKETED):
        numeral = CHINESE[value] if 0 < value < len(CHINESE) else str(value)
        return numeral + "、" if kind == ONE else f"（{numeral}）"
    return {DIGIT: "{}.", DIGIT_BRACKETED: "（{}）"}.get(kind, "{}）").format(value)


def read_items(paragraphs: Sequence[Paragraph]) -> tuple[list[Item], list[Paragraph]]:
    """The numbered paragraphs of the text's body, and those that begin with 第 or 附."""
    items: list[Item] = []
    odd = False
    ordinals: list[Paragraph] = []
    for paragraph in paragraphs:
        # Most paragraphs are plain text: they have to be passed over cheaply.
        text = paragraph.text
        if not text:
            continue
        if paragraph.label:
            if paragraph.story == "body" and (item := _automatic(paragraph)) is not None:
                items.append(item)
                continue
        elif text[0] not in _GATE:
            continue
        if paragraph.story != "body" or (paragraph.features and _is_code(paragraph)):
            continue
        start = 0
        if text[0] not in _FIRST:
            start = len(text) - len(text.lstrip(_LEADING))
            if start == len(text) or text[start] not in _FIRST:
                continue
        if text[start] in "第附":
            ordinals.append(paragraph)
        elif (item := typed(paragraph, start)) is not None:
            items.append(item)
            odd = odd or item.odd
    return _believed(items) if odd else items, ordinals


def _believed(items: list[Item]) -> list[Item]:
    """The items without those of an odd form that no neighbour bears out."""
    kept: list[Item] = []
    last: dict[int, Item] = {}
    for index, item in enumerate(items):
        if item.odd:
            before = last.get(item.kind)
            if item.value == 1:
                behind = items[index + 1 : index + 9]
                before = next((i for i in behind if i.kind == item.kind), None)
                if before is None or before.value != 2:
                    continue
            # One that skips a number is believed where the list is odd throughout.
            elif before is None or not 0 < item.value - before.value <= 1 + before.odd:
                continue
        last[item.kind] = item
        kept.append(item)
    return kept


def _is_code(paragraph: Paragraph) -> bool:
    return any(f.kind == "code" and f.start == 0 for f in paragraph.features)


def _automatic(paragraph: Paragraph) -> Item | None:
    """The item that an automatic number makes; 1.1 and letters are none."""
    label = paragraph.label.strip(SPACE).split(" ")[-1]
    if _FIRST.isdisjoint(label):
        return None  # a bullet, a letter
    text = paragraph.text
    kind = value = 0
    if label in _CIRCLES:
        kind, value = CIRCLED, _CIRCLES[label]
    elif not any(c in ".．" and label[i + 1 : i + 2].isdecimal() for i, c in enumerate(label)):
        # A word joiner stands for the text: a mark with nothing behind it is none.
        mark = read_mark(label + "\u2060")
        if mark is not None and mark.family > 0:
            kind, value = mark.family, mark.value
            if kind == 4 and label[:1] not in ("（", "(") and label[-1:] in ")）":
                kind = DIGIT_HALF
        elif label in VALUES:
            kind, value = ONE, VALUES[label]
        elif label.isdecimal() and len(label) <= 2:
            kind, value = DIGIT, int(label)
    if not kind or not value:
        return None
    start = len(text) - len(text.lstrip(SPACE))
    end = start
    while end < len(text) and end - start < 20 and text[end] not in _STOPS:
        end += 1
    item = Item(paragraph, kind, value, (start, end), None, auto=True)
    item.body = start
    if kind == DIGIT and label.endswith("、"):
        blame(item, DOT, ())
    return item


def typed(paragraph: Paragraph, start: int) -> Item | None:
    """The number that stands at ``start`` of a paragraph's text, behind nothing but space."""
    text = paragraph.text
    mark = read_mark(text)
    first = text[start]
    if mark is None:
        if first in _CIRCLES:
            return circled(paragraph, start)
        return _odd(paragraph, start)
    if mark.family <= 0:
        return None
    end = mark.end
    while text[end - 1] in SPACE + "*":
        end -= 1
    family = mark.family
    if first in "（(":
        # （二）项规定…, （二）、（三）项…
        cited = ("项", "款", "和", "或") + (("（", "(") if text[end - 1] == "、" else ())
        if text.startswith(cited, end):
            return None
        return bracketed(paragraph, family, mark.value, start, end)
    digits = start
    while text[digits] in _NUMERALS or text[digits] in _DIGITS:
        digits += 1
    if digits == start:  # ㈠ ⑴ ⒈
        return Item(paragraph, family, mark.value, (start, end), None)
    kind = DIGIT_HALF if family == 4 else family
    if kind == ONE and _NEXT_MONTH.get(text[end : end + 1]) == mark.value and text[end + 1 : end + 2] in _UNITS:  # fmt: skip
        return None  # 五、六月份
    item = Item(paragraph, kind, mark.value, (start, end), (start, digits))
    edits: list[Edit] = []
    reason = ""
    delimiter = text[end - 1]
    # 五、.doc is no doubled mark.
    if text[end : end + 1] in ("、", "．", ".") and kind != DIGIT_HALF and not text[end + 1 : end + 2].isascii():  # fmt: skip
        # 1.、 and 一、.
        item.end = item.body = end = end + 1
        reason = _SINGLE
        edits.append(Edit(end - 2, end, "、" if kind == ONE else "."))
    elif kind == DIGIT and delimiter == "、":
        reason = DOT
        edits.append(Edit(end - 1, end, "."))
    elif kind == ONE and delimiter != "、":
        reason = _COMMA
        edits.append(Edit(end - 1, end, "、"))
    if kind != ONE and not text[start:digits].isascii():
        reason = reason or HALF
        edits.append(Edit(start, digits, text[start:digits].translate(_HALF_WIDTH)))
    if reason:
        blame(item, reason, edits)
    return item


def bracketed(paragraph: Paragraph, family: int, value: int, start: int, end: int) -> Item:
    """The item of a number in brackets, ``family`` as :class:`~.structure.Mark` has it."""
    text = paragraph.text
    close = start + 1
    while text[close] not in "）)":
        close += 1
    inner = text[start + 1 : close]
    left = start + 1 + len(inner) - len(inner.lstrip(SPACE))
    right = left + len(inner.strip(SPACE))
    kind = BRACKETED if family == 2 else DIGIT_BRACKETED
    item = Item(paragraph, kind, value, (start, end), (left, right))
    edits: list[Edit] = []
    reason = ""
    # read_mark takes 、 and . behind a bracket; a comma or a colon is as wrong.
    if end == close + 1 and text[end : end + 1] in ("，", ",", "：", ":", "；"):
        item.end = item.body = end = end + 1
    if end > close + 1:
        reason = _BARE
        edits.append(Edit(close + 1, end, ""))
    if text[start] == "(" or text[close] == ")":
        reason = reason or WIDE
        edits += [Edit(start, start + 1, "（"), Edit(close, close + 1, "）")]
    if kind == DIGIT_BRACKETED and not text[left:right].isascii():
        reason = reason or HALF
        edits.append(Edit(left, right, text[left:right].translate(_HALF_WIDTH)))
    if reason:
        blame(item, reason, edits)
    return item


def circled(paragraph: Paragraph, start: int) -> Item | None:
    """The item of a number in a circle; None where nothing stands behind it."""
    text = paragraph.text
    end = start + 1
    if end == len(text):
        return None
    item = Item(paragraph, CIRCLED, _CIRCLES[text[start]], (start, end), (start, end))
    if text[end] in "、.．，,：:" and end + 1 < len(text):
        item.end = item.body = end + 1
        blame(item, _BARE, [Edit(end, end + 1, "")])
    return item


def _odd(paragraph: Paragraph, start: int) -> Item | None:
    """二，… and 2：…, which nothing but the items around them makes a number."""
    text = paragraph.text
    if _BEHIND_ODD.isdisjoint(text[start + 1 : start + 4]):
        return None
    end = start
    while end < len(text) and end - start < 3 and text[end] in _NUMERALS:
        end += 1
    value = VALUES.get(text[start:end], 0)
    kind = ONE
    if end == start:
        while end < len(text) and end - start < 2 and text[end] in _DIGITS:
            end += 1
        value = int(text[start:end]) if end > start else 0
        kind = DIGIT
    behind = text[end : end + 2]
    if kind == DIGIT and value and behind in (".、", "．、"):
        item = Item(paragraph, kind, value, (start, end + 2), (start, end))
        blame(item, _SINGLE, [Edit(end, end + 2, ".")])
        return item
    if not value:
        return None
    if kind == ONE and behind[:1] in (" ", "\u3000") and len(text) <= _LONGEST_ODD:
        # 二 深入调研
        words = end
        while words < len(text) and text[words] in SPACE:
            words += 1
        if words == len(text) or words - end > 2 or text[words] in _DIGITS + _NUMERALS:
            return None
        item = Item(paragraph, kind, value, (start, words), (start, end), odd=True)
        blame(item, _COMMA, [Edit(end, words, "、")])
        return item
    if behind[:1] not in tuple(_ODD):
        return None
    if end + 1 == len(text) or text[end + 1] in _DIGITS + _NUMERALS:
        return None  # 3：0, 8:30
    item = Item(paragraph, kind, value, (start, end + 1), (start, end), odd=True)
    edits = [Edit(end, end + 1, "、" if kind == ONE else ".")]
    blame(item, _COMMA if kind == ONE else _DOT_ONLY, edits)
    return item


def blame(item: Item, reason: str, edits: Sequence[Edit]) -> None:
    """Say what is wrong with an item's form, and what mends it."""
    item.reason = reason
    item.edits = tuple(sorted(edits))
    item.good = show(item.kind, item.value)


def typed_behind(item: Item) -> Item | None:
    """The number that is typed once more behind an item's own ("1. 1. …"), or None."""
    text = item.paragraph.text
    start = item.body
    while start < len(text) and text[start] in SPACE:
        start += 1
    if start == len(text) or text[start] not in _FIRST or text[start] in "第附":
        return None
    if not item.auto:
        mark = text[item.start : item.end]
        if not text.startswith(mark, start) or len(text) == start + len(mark):
            return None
        return Item(item.paragraph, item.kind, item.value, (start, start + len(mark)), None)
    second = typed(item.paragraph, start)
    if second is None or second.odd:
        return None
    same = second.kind == item.kind
    digits = {DIGIT, DIGIT_BRACKETED, DIGIT_HALF}
    return second if same or (second.value == item.value and {second.kind, item.kind} <= digits) else None  # fmt: skip


def edits_of(items: Sequence[Item]) -> Iterator[Edit]:
    """What mends the forms of several items, each in its paragraph."""
    for item in items:
        for edit in item.edits:
            yield edit._replace(paragraph=item.paragraph)
