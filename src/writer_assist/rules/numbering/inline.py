"""Numbers inside a paragraph: （一）…；（二）…, 1.…；2.…, ①…②…, 一、…；二、…"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern
from ..gates import pairs
from .items import (
    BRACKETED,
    CIRCLED,
    DIGIT,
    DIGIT_BRACKETED,
    DOT,
    HALF,
    ONE,
    VALUES,
    WIDE,
    Item,
    blame,
    bracketed,
    circled,
    show,
)

if TYPE_CHECKING:
    import re

    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_GATE = frozenset("二三四2345②③④２３４")
_MARK = LazyPattern(
    r"(?<![^\n\v\t \u3000。；：，！？;:,”）)])(?:"
    r"[（(](?P<b>[一二三四五六七八九十]{1,3})[)）](?![和至或及项款第]|、[（(])[、．.]?"
    r"|[（(](?P<d>\d{1,2})[)）](?![和至或及项款第]|、[（(])[、．.]?"
    r"|(?P<c>[①-⑳])[、．.]?"
    r"|(?P<n>\d{1,2})(?:[.．](?![\d%％])|、(?!\d))"
    r"|(?P<o>[一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十])"
    r")"
)
# The engine looks for a class of characters faster than for what may not stand before them.
_BEGINNING = LazyPattern(r"[（(①-⑳\d一二三四五六七八九十](?<![^\n\v\t \u3000。；：，！？;:,”）)].)")
_KINDS = {"b": BRACKETED, "d": DIGIT_BRACKETED, "c": CIRCLED, "n": DIGIT, "o": ONE}
_BRACKETS = "（("
_WIDEST_INDENT = 12

_Mark = tuple[int, int, int, int]
"""Value; start and end of the mark; start of its numeral."""


def inline_hits(draft: Draft) -> Iterator[tuple[str, Hit]]:
    """Lists inside one paragraph that skip or repeat a number."""
    characters = draft.document.characters
    if characters.isdisjoint(_GATE) or not _may_hold(draft):
        return
    base = draft.document.starts[draft.first - 1]
    number = -1
    rows: dict[int, list[_Mark]] = {}
    for match in _marks(draft.text):
        paragraph, start = draft.document.locate(base + match.start())
        if paragraph.number != number:
            yield from _judge(draft, number, rows)
            rows = {}
            number = paragraph.number
        name = match.lastgroup or ""
        kind = _KINDS[name]
        digits = match[name]
        value = int(digits) if digits.isdecimal() else VALUES.get(digits, 0)
        if kind == CIRCLED:
            value = ord(digits) - 0x245F
        end = start + match.end() - match.start()
        if value:
            inner = start + (kind in (BRACKETED, DIGIT_BRACKETED))
            rows.setdefault(kind, []).append((value, start, end, inner))
    yield from _judge(draft, number, rows)


def _marks(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for beginning in _BEGINNING().finditer(text):
        start = beginning.start()
        if start >= end and (match := _MARK().match(text, start)) is not None:
            end = match.end()
            yield match


def _may_hold(draft: Draft) -> bool:
    """Whether a second number can stand anywhere but at the beginning of a paragraph."""
    return not _PAIRS.isdisjoint(draft.document.bigrams)


_PAIRS = pairs("；。：，;", "②③④2345二三四２３" + _BRACKETS)


def _judge(draft: Draft, number: int, rows: dict[int, list[_Mark]]) -> Iterator[tuple[str, Hit]]:
    """The faults of one paragraph's lists."""
    if not rows or all(len(row) < 2 for row in rows.values()):
        return
    paragraph = draft.document.paragraphs[number - 1]
    if paragraph.story != "body":
        return
    from .series import faults

    text = paragraph.text
    for kind, marks in rows.items():
        for row in _runs(marks, 2):
            if [mark[0] for mark in row[:2]] == [1, 2]:
                yield from _forms(paragraph, kind, row)
        for row in _runs(marks, 3):
            values = [mark[0] for mark in row]
            wrong = faults(values)
            steps = sum(b == a + 1 for a, b in pairwise(values))
            if not wrong or steps < len(wrong) or not text[row[0][2] :].strip():
                continue
            for fault in wrong:
                value, start, end, _ = row[fault.place]
                before = row[fault.place - 1]
                # Text has to stand between two items, and a mark before the second.
                if start - before[2] < 2:
                    continue
                between = text[before[2] : start]
                if fault.kind != "repeated" and all(
                    _numeral(kind, v) in between for v in range(before[0] + 1, value)
                ):
                    continue
                edits = tuple(
                    Edit(row[i][3], row[i][3] + len(_numeral(kind, row[i][0])), _numeral(kind, v))
                    for i, v in fault.right
                )
                expected = show(kind, fault.expected)
                params: dict[str, object] = {
                    "before": show(kind, before[0]),
                    "expected": expected,
                    "found": show(kind, value),
                }
                message = (
                    N_("“{found}”重复：前面已经有了，这里应是“{expected}”")
                    if fault.kind == "repeated"
                    else N_(
                        "“{before}”之后应是“{expected}”，这里是“{found}”，请核对是漏了一项还是编错了号"
                    )
                )
                yield (
                    "NO013" if fault.kind == "repeated" else "NO012",
                    Hit(
                        start,
                        end,
                        message,
                        params,
                        (Fix(edits),) if edits else (),
                        (expected,),
                        paragraph,
                    ),
                )


def _numeral(kind: int, value: int) -> str:
    if kind == CIRCLED:
        return show(kind, value)
    return show(kind, value).strip("（）、.")


def _forms(paragraph: Paragraph, kind: int, row: list[_Mark]) -> Iterator[tuple[str, Hit]]:
    """Marks of a wrong form. The one that begins its paragraph is judged with the paragraphs'."""
    items: list[Item] = []
    for value, start, end, inner in row:
        if start <= _WIDEST_INDENT and not paragraph.text[:start].strip():
            continue
        if kind in (BRACKETED, DIGIT_BRACKETED):
            item = bracketed(paragraph, 2 if kind == BRACKETED else 4, value, start, end)
            # Brackets and full-width digits in running text are found as such.
            if item.reason == HALF or (kind == BRACKETED and item.reason == WIDE):
                continue
        elif kind == CIRCLED:
            item = circled(paragraph, start) or Item(paragraph, kind, value, (start, end), None)
        else:
            item = Item(paragraph, kind, value, (start, end), (inner, end - 1))
            if kind == DIGIT and paragraph.text[end - 1] == "、":
                blame(item, DOT, [Edit(end - 1, end, ".")])
        items.append(item)
    if any(item.reason for item in items):
        from .forms import forms

        yield from forms(items)


def _runs(marks: list[_Mark], shortest: int) -> Iterator[list[_Mark]]:
    """The lists that a paragraph's numbers of one kind make: each begins with one."""
    row: list[_Mark] = []
    for mark in marks:
        if mark[0] == 1 and not (len(row) == 1 and row[0][0] == 1):
            if len(row) >= shortest:
                yield row
            row = [mark]
        elif row and mark[0] <= row[-1][0] + 3:
            row.append(mark)
    if len(row) >= shortest:
        yield row
