"""The sentences of a draft whose numbers are to be reckoned with, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.records import NamedTuple

from ..base import LazyPattern
from .numbers import Quantity, quantities
from .reading import reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from writer_assist.outline.draft import Draft

_WORDS = (
    "其中", "主办", "协办", "共计", "合计", "总计", "总共", "集体提案", "上半年", "一季度", "办结",
    "A类", "Ａ类", "立案", "采用", "采纳", "录用", "线上", "口头发言", "正式党员", "闭会期间", "中共党员",
    "人大建议", "代表建议", "男性", "男委员", "（男", "中男", "，男", "：男", "基本满意", "集中供养",
)  # fmt: skip
_BY_PAIR: dict[int, tuple[str, ...]] = {}
for _word in _WORDS:
    _BY_PAIR[bigram(_word[:2])] = (*_BY_PAIR.get(bigram(_word[:2]), ()), _word)
_GATE = frozenset(_BY_PAIR)
_END = LazyPattern("[。！？\n]")
_LETTERS = "率占"
_LONGEST = 400
_MOST = 40


class Sentence(NamedTuple):
    """A sentence: offsets into the draft's text, and the quantities in it.

    One that begins with 其中 takes in the sentence before, which has the whole.
    """

    start: int
    end: int
    quantities: Sequence[Quantity]


def sentences(draft: Draft) -> list[Sentence]:
    """The sentences with words that relate numbers to each other, in order."""
    document = draft.document
    pairs = _GATE & document.bigrams
    words = [word for pair in pairs for word in _BY_PAIR[pair]]
    if "%" in document.characters or "％" in document.characters:
        words += [letter for letter in _LETTERS if letter in document.characters]
    if not words:
        return []
    text = draft.memo(reading)
    spans: dict[int, int] = {}
    for word in words:
        _gather(text, word, spans)
    found = []
    for start, end in sorted(spans.items()):
        numbers = quantities(text, start, end)
        if 1 < len(numbers) <= _MOST:
            found.append(Sentence(start, end, numbers))
    return found


def _gather(text: str, word: str, spans: dict[int, int]) -> None:
    place = text.find(word)
    while place >= 0:
        start, end = span_at(text, place)
        if text.startswith(("其中", "　　其中"), start) and start and text[start - 1] == "。":
            start, _ = span_at(text, start - 1)
        spans[start] = max(end, spans.get(start, 0))
        place = text.find(word, max(end, place + 1))


def span_at(text: str, place: int) -> tuple[int, int]:
    """The sentence around a place; one without an end is cut to some hundred characters."""
    least = max(0, place - _LONGEST)
    start = text.rfind("\n", least, place) + 1
    # From the paragraph's beginning: what the last search found need not be searched again.
    for mark in "。！？":
        start = text.rfind(mark, start or least, place) + 1 or start
    if not start and least:
        start = place - place % _LONGEST
    end = _END().search(text, place, place + _LONGEST)
    return start, end.start() if end else min(len(text), place + _LONGEST)
