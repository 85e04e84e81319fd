"""Rules that search a whole draft's text in one pass, but need to know where they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from .base import DraftRule, Edit, Fix, Hit, Text

if TYPE_CHECKING:
    from writer_assist.document.model import FeatureKind, Paragraph
    from writer_assist.outline.draft import Draft

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""Han characters, for use inside a character class."""


class DraftTextRule(DraftRule):
    """A draft rule that is written like a paragraph rule.

    :meth:`scan` sees the draft's paragraphs joined by ``\\n`` and yields hits with offsets
    into that text; they are placed in their paragraphs here.
    """

    reads_computer_text = False

    def check(self, draft: Draft) -> Sequence[Hit]:
        """The hits of :meth:`scan`, each in its paragraph."""
        hits = self.scan(draft.text, draft)
        return [placed(hit, draft) for hit in hits] if hits else ()

    def scan(self, text: str, draft: Draft) -> Iterable[Hit]:
        """Yield hits with offsets into ``text``; none may cross a ``\\n``."""
        raise NotImplementedError


def placed(hit: Hit, draft: Draft) -> Hit:
    """A hit with offsets into the draft's text as one with offsets into its paragraph."""
    document = draft.document
    paragraph, start = document.locate(document.starts[draft.first - 1] + hit.start)
    shift = start - hit.start
    return hit._replace(
        start=start,
        end=hit.end + shift,
        fixes=tuple(_shifted(fix, shift) for fix in hit.fixes),
        paragraph=paragraph,
    )


def block_of(draft: Draft) -> Text:
    """The text of a draft for rules that look at text only.

    Its characters and pairs are those of the whole document, which costs nothing.
    """
    document = draft.document
    return Text(draft.text, document.characters, document)


def covered(paragraph: Paragraph, kind: FeatureKind, start: int, end: int) -> bool:
    """Whether a feature of this kind touches ``start … end`` of the paragraph."""
    features = paragraph.features
    if len(features) <= _FEW:
        return any(f.kind == kind and f.start < end and start < f.end for f in features)
    starts, ends = _bounds(paragraph, kind)
    last = bisect_left(starts, end) - 1
    return last >= 0 and start < ends[last]


_FEW = 32


@lru_cache(maxsize=2)
def _bounds(paragraph: Paragraph, kind: FeatureKind) -> tuple[list[int], list[int]]:
    """Where the features of a kind begin, and how far they and those before them reach.

    A paragraph made of fields has as many features as places to ask for.
    """
    spans = sorted((f.start, f.end) for f in paragraph.features if f.kind == kind)
    return [start for start, _ in spans], [*accumulate((end for _, end in spans), max)]


def _shifted(fix: Fix, shift: int) -> Fix:
    edits = tuple(Edit(e.start + shift, e.end + shift, e.text) for e in fix.edits)
    return Fix(edits, fix.safe)


def in_order(hits: Iterable[Hit]) -> list[Hit]:
    """Hits by place; of those that overlap the one that begins first, then the longest."""
    kept: list[Hit] = []
    end = -1
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return kept


def unfilled_marks(text: str) -> Callable[[int, int], bool]:
    """A test whether ``start … end`` touches an unfilled mark.

    The PH family judges those; no span belongs to both families.
    """
    from .marks import scan

    marks = scan(Text(text))
    starts = [mark.start for mark in marks]

    def touches(start: int, end: int) -> bool:
        index = bisect_left(starts, end) - 1
        return index >= 0 and start < marks[index].end

    return touches


class ParagraphBounds:
    """Where the paragraphs of a text begin and end, asked for in any order.

    The last answer is kept: a paragraph of a million characters is measured once, not once
    for each of its marks.
    """

    __slots__ = ("_end", "_start", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = 0
        self._end = -1

    def at(self, offset: int) -> tuple[int, int]:
        """Start and end of the paragraph that holds ``offset`` (code points)."""
        if not self._start <= offset <= self._end:
            self._start = self._text.rfind("\n", 0, offset) + 1
            end = self._text.find("\n", offset)
            self._end = len(self._text) if end < 0 else end
        return self._start, self._end
