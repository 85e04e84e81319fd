"""Articles and parts: 第一条, 第一章, 第一部分."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE
from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern
from .series import faults

if TYPE_CHECKING:
    from writer_assist.document.model import Document, Paragraph

_NUMBER = LazyPattern(
    r"(?:附件(?P<attached>\d{1,2}|[一二三四五六七八九十]{1,3})(?=$|[ \u3000\t：:.．])"
    r"|第(?P<number>[一二三四五六七八九十百零〇]{1,6}|\d{1,3})(?P<unit>部分|阶段|条|章|节|编|步))"
    r"(?P<behind>[ \u3000\t：:、，（(—]?)"
    r"(?!规定|[的和至是为与及或中以之内外上下所]|[、，]第|(?:第[一二三四五六七八九十\d]{1,3})?[款项])"
)
_ATTACHMENT = "附件"
_FREE = frozenset(("部分", "章", "编", "节", _ATTACHMENT))
_LONGEST = 40
_DIGITS = dict(zip("〇零一二三四五六七八九", [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], strict=True))

_Entry = tuple["Paragraph", int, int, int, str]
"""Paragraph; value; start and end of the numeral; unit."""


def value_of(numeral: str) -> int:
    """A number below 1,000 in Chinese or Arabic numerals; 0 if it is none."""
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character == "百":
            total += (digit or 1) * 100
            digit = 0
        elif character == "十":
            total += (digit or 1) * 10
            digit = 0
        elif character in _DIGITS:
            if digit:
                return 0
            digit = _DIGITS[character]
        else:
            return 0
    return total + digit


def numeral_of(value: int) -> str:
    """A number below 1,000 in Chinese: 一百零五, 十二."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    digits = "零一二三四五六七八九"
    text = digits[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def article_hits(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, Hit]]:
    """第X条 and the like that skip or repeat a number."""
    rows: dict[str, list[_Entry]] = {}
    done: list[list[_Entry]] = []
    for paragraph in paragraphs:
        text = paragraph.text
        start = len(text) - len(text.lstrip(SPACE + "*#"))
        match = _NUMBER().match(text, start)
        if match is None or (match.end() == len(text) and match["unit"]):
            continue
        unit = match["unit"] or _ATTACHMENT
        group = "number" if match["unit"] else "attached"
        value = value_of(match[group])
        if not value:
            continue
        entry = (paragraph, value, *match.span(group), unit)
        if unit == "章" and "节" in rows:
            done.append(rows.pop("节"))
        if value == 1 and unit in rows and (unit not in _FREE or len(rows[unit]) > 1):
            done.append(rows.pop(unit))
        rows.setdefault(unit, []).append(entry)
    for row in [*done, *rows.values()]:
        yield from _row(document, row)


def _row(document: Document, row: list[_Entry]) -> Iterator[tuple[str, Hit]]:
    values = [entry[1] for entry in row]
    wrong = faults(values)
    if not wrong:
        return
    steps = sum(b == a + 1 for a, b in pairwise(values))
    unit = row[0][4]
    headings = unit in _FREE and all(len(entry[0].text) <= _LONGEST for entry in row)
    # Articles are quoted as well: only a row that is otherwise sound is the draft's own.
    if not headings and (steps < 2 * len(wrong) or values[0] != 1):
        return
    for fault in wrong:
        paragraph, value, start, end, _ = row[fault.place]
        before = row[fault.place - 1]
        chinese = not paragraph.text[start:end].isdecimal()
        if fault.kind == "skipped" and _mentioned(document, before, row[fault.place], chinese):
            continue

        def name(number: int, chinese: bool = chinese) -> str:
            return _name(number, unit, chinese)

        edits = tuple(
            Edit(row[i][2], row[i][3], numeral_of(v) if chinese else str(v), row[i][0])
            for i, v in fault.right
            if 0 < v < 1000
        )
        params: dict[str, object] = {
            "found": name(value),
            "before": name(before[1]),
            "expected": name(fault.expected),
        }
        yield (
            "NO011",
            Hit(
                start - (len(unit) if unit == _ATTACHMENT else 1),
                end + (0 if unit == _ATTACHMENT else len(unit)),
                N_("“{found}”重复：前面已经有了，这里应是“{expected}”")
                if fault.kind == "repeated"
                else N_(
                    "“{before}”之后应是“{expected}”，这里是“{found}”，请核对是漏了一项还是编错了号"
                ),
                params,
                (Fix(edits),) if edits else (),
                (name(fault.expected),),
                paragraph,
            ),
        )


def _name(number: int, unit: str, chinese: bool) -> str:
    numeral = numeral_of(number) if chinese else str(number)
    return unit + numeral if unit == _ATTACHMENT else f"第{numeral}{unit}"


def _mentioned(document: Document, above: _Entry, below: _Entry, chinese: bool) -> bool:
    """Whether the numbers between two stand in the text between them."""
    start = document.starts[above[0].number - 1] + above[3]
    text = document.text[start : document.starts[below[0].number - 1]]
    return all(_name(v, above[4], chinese) in text for v in range(above[1] + 1, below[1]))
