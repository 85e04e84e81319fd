"""The lists that numbered paragraphs make: which belong together, and under what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .items import BRACKETED, CHINESE, CIRCLED, DIGIT, DIGIT_BRACKETED, ONE, Item, show

if TYPE_CHECKING:
    from writer_assist.document.model import Document

_BEFORE_MARK = frozenset("\n\v\t \u3000。；：！？，、;:.,)）”’*#-•·●")
_ODD_NUMERALS = {0x2F00: "一", 0x2F06: "二", 0x2F0B: "八", 0x2F17: "十"}
_ODD_NUMERALS |= {0xFF10 + i: str(i) for i in range(10)}
_AFTER_NUMERAL = ("、", ".", "．", "，", ",", "：", ":", " ", "\u3000", "\t", ")", "）")
_UNFINISHED = 25
"""A line so long that ends without a mark was broken by a page; a shorter one is a heading."""

_LINE_ENDS = frozenset("。！？；：…”’）》】〕.;:!?)")
_TITLE_ENDS = frozenset("。；：，、！？…;:,.")
_LONGEST_TITLE = 40
_ATTACHMENT = ("附件", "附：", "附:", "附表", "附录")
_NEAR = 3
_NEAR_TEXT = 400


class Run:
    """The items of one list, in order, under one parent.

    ``over`` are the items above the first one, outermost first; ``before`` is the list of the
    same kind that came before. ``cut`` is the item of a higher kind that ended the list without
    being above it; ``again`` is the list at the same place that this one begins anew.
    """

    __slots__ = ("again", "before", "cut", "items", "kind", "over", "parent")

    def __init__(
        self, first: Item, parent: Item | None, over: Sequence[Item], before: Run | None
    ) -> None:
        self.kind = first.kind
        self.items = [first]
        self.parent = parent
        self.over = over
        self.before = before
        self.cut: Item | None = None
        self.again: Run | None = None

    @property
    def first(self) -> Item:
        """The list's first item."""
        return self.items[0]

    @property
    def last(self) -> int:
        """The number of the list's last item so far."""
        return self.items[-1].value


Inversion = tuple[Item, Item]
"""An item, and the item of a higher kind that stands below it."""


def build(items: Sequence[Item], document: Document) -> tuple[list[Run], list[Inversion]]:
    """The lists in order of their first items, and the places where levels are upside down.

    A list stands under the open list of the next higher kind. A new 一 begins a new list at the
    same place; whether it should is for :mod:`.faults` to say.
    """
    runs: list[Run] = []
    inversions: list[Inversion] = []
    stack: list[Run] = []
    latest: dict[int, Run] = {}
    for item in items:
        kind, value = item.kind, item.value
        depth = next((i for i, run in enumerate(stack) if run.kind == kind), -1)
        if depth >= 0:
            run = stack[depth]
            fits = value == run.last + 1
            if not fits and _continues_sentence(document, item):
                continue
            del stack[depth + 1 :]
            if value != 1 and not (value != run.last + 1 and _begun_inside(document, run, item)):
                run.items.append(item)
                continue
            new = Run(item, run.parent, run.over, run)
            if value == 1:
                new.again = run
            stack[depth] = new
        else:
            before = latest.get(kind)
            if value > 1:
                if before is not None and before.last == value - 1 and before.cut is not None:
                    place = next((i for i, r in enumerate(stack) if r.first is before.cut), -1)
                    if place >= 0:
                        if before.cut.value == 1:
                            inversions.append((before.items[-1], before.cut))
                        stack[place:] = [before]
                        before.cut = None
                        before.items.append(item)
                        continue
                if _continues_sentence(document, item):
                    continue
            while stack and stack[-1].kind > kind:
                stack.pop().cut = item
            over = [open_run.items[-1] for open_run in stack]
            new = Run(item, over[-1] if over else None, over, before)
            stack.append(new)
        latest[kind] = new
        runs.append(new)
    return runs, inversions


def siblings(runs: Sequence[Run], document: Document) -> tuple[list[list[Item]], list[Run]]:
    """The items of each list, a mistaken 一 in its midst included; and lists begun anew wrongly.

    The rows come in the order of ``runs``; one that a list was merged into is there once.
    """
    rows: list[list[Item]] = []
    place: dict[int, int] = {}
    anew: list[Run] = []
    for run in runs:
        old = run.again
        if old is not None:
            index = place[id(old)]
            row = rows[index]
            verdict = _anew(row, run, document)
            if verdict == "same":
                row += run.items
                place[id(run)] = index
                continue
            if verdict == "wrong":
                anew.append(run)
        place[id(run)] = len(rows)
        rows.append(list(run.items))
    return rows, anew


def _anew(row: list[Item], run: Run, document: Document) -> str:
    """What a 1 behind a list is: "same" list misnumbered, list begun "wrong"ly, or "new" one."""
    first, last = run.first, row[-1]
    following = run.items[1].value if len(run.items) > 1 else 0
    if following == last.value + 2:
        return "same"
    if title_between(document, last, first) or _twice(row, first):
        return "new"
    leads = _text_before(document, first)
    if leads.endswith(("：", ":")):
        return "new"
    near = first.paragraph.number - last.paragraph.number <= (_NEAR if run.kind > BRACKETED else 99)
    if last.value == 1 and len(row) == 1:
        return "same" if near and (following == 2 or not following) else "new"
    if run.kind <= BRACKETED:
        return "wrong"
    low = run.kind in (DIGIT, DIGIT_BRACKETED)
    return "wrong" if low and _plain_between(document, last, first) == 0 else "new"


def _twice(row: list[Item], item: Item) -> bool:
    """Whether a list has this very line already: a table of contents."""
    words = item.paragraph.text[item.body :].strip()
    first = row[0]
    return first.paragraph.text[first.body :].strip().rstrip("0123456789.．…·\t ") == words


def _text_before(document: Document, item: Item) -> str:
    """The paragraph above, blank ones passed over; "" if there is none."""
    for number in range(item.paragraph.number - 1, max(0, item.paragraph.number - 8), -1):
        text = document.paragraphs[number - 1].text.rstrip()
        if text:
            return text
    return ""


def _between(document: Document, above: Item, below: Item) -> list[str]:
    first, last = above.paragraph.number, below.paragraph.number - 1
    return [p.text.strip() for p in document.paragraphs[first:last] if p.story == "body"]


def _plain_between(document: Document, above: Item, below: Item) -> int:
    return sum(1 for text in _between(document, above, below) if text)


def title_between(document: Document, above: Item, below: Item) -> bool:
    """Whether a line that numbers nothing but heads something stands between two items."""
    first, last = above.paragraph.number, below.paragraph.number - 1
    for paragraph in document.paragraphs[first:last]:
        text = paragraph.text.strip()
        if not text or paragraph.story != "body":
            continue
        if text.startswith(_ATTACHMENT):
            return True
        if text[0] in "（(一二三四五六七八九十0123456789①②③④⑤⑥⑦⑧⑨⑩" or paragraph.label:
            continue
        if paragraph.level is not None:
            return True
        if len(text) <= _LONGEST_TITLE and text[-1] not in _TITLE_ENDS:
            return True
    return False


def _continues_sentence(document: Document, item: Item) -> bool:
    """Whether a line is the rest of the sentence above, which a page's line end has cut."""
    if item.auto or item.paragraph.number < 2:
        return False
    above = document.paragraphs[item.paragraph.number - 2]
    text = above.text.rstrip()
    if len(text) < _UNFINISHED or text[-1] in _LINE_ENDS or above.level is not None:
        return False
    return not above.label and above.story == "body"


def skips_level(run: Run) -> bool:
    """Whether a list of 1. stands right under 一、."""
    return run.kind == DIGIT and run.parent is not None and run.parent.kind == ONE


def mentions(text: str, kind: int, value: int) -> bool:
    """Whether a number stands at the beginning of a line or a clause of running text."""
    if kind == CIRCLED:
        return show(CIRCLED, value) in text
    if not text.isascii():
        text = text.translate(_ODD_NUMERALS)
    chinese = kind in (ONE, BRACKETED)
    if chinese and value >= len(CHINESE):
        return False
    numeral = CHINESE[value] if chinese else str(value)
    if kind in (BRACKETED, DIGIT_BRACKETED):
        return any(f"{left}{numeral}{right}" in text for left in "（(" for right in "）)")
    position = text.find(numeral)
    while position >= 0:
        end = position + len(numeral)
        behind = text[end : end + 1]
        if (position == 0 or text[position - 1] in _BEFORE_MARK) and behind in _AFTER_NUMERAL:
            return True
        position = text.find(numeral, end)
    return False


def _begun_inside(document: Document, run: Run, item: Item) -> bool:
    """Whether another list's first items stand inside a paragraph: 附件：1.日程, 2.名单."""
    last = run.items[-1].paragraph.number
    if item.paragraph.number - last < 2:
        return False
    text = document.text[document.starts[last] : document.starts[item.paragraph.number - 1]]
    text = text[-_NEAR_TEXT:]
    return all(mentions(text, item.kind, value) for value in {1, item.value - 1})
