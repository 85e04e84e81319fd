"""The sentences of a draft whose numbers are to be reckoned with, read once."""

from __future__ import annotations

from bisect import bisect_left
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
    ends = draft.memo(ends_of)
    spans: dict[int, int] = {}
    for word in words:
        _gather(text, ends, word, spans)
    found = []
    for start, end in sorted(spans.items()):
        numbers = quantities(text, start, end)
        if 1 < len(numbers) <= _MOST:
            found.append(Sentence(start, end, numbers))
    return found


def _gather(text: str, ends: Sequence[int], word: str, spans: dict[int, int]) -> None:
    place = text.find(word)
    while place >= 0:
        start, end = span_at(text, ends, place)
        if text.startswith(("其中", "　　其中"), start) and start and text[start - 1] == "。":
            start, _ = span_at(text, ends, start - 1)
        spans[start] = max(end, spans.get(start, 0))
        place = text.find(word, max(end, place + 1))


def ends_of(draft: Draft) -> list[int]:
    """For :meth:`Draft.memo`: where the sentences of a draft's :func:`reading` end."""
    return [match.start() for match in _END().finditer(draft.memo(reading))]


def span_at(text: str, ends: Sequence[int], place: int) -> tuple[int, int]:
    """The sentence around a place; one without an end is cut to some hundred characters.

    ``ends`` are the text's :func:`ends_of`.
    """
    index = bisect_left(ends, place)
    start = ends[index - 1] + 1 if index else 0
    if start <= place - _LONGEST and place > _LONGEST:
        start = place - place % _LONGEST
    stop = min(place + _LONGEST, len(text))
    return start, min(ends[index], stop) if index < len(ends) else stop
