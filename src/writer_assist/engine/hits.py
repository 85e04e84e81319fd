"""Which of the rules' hits count, and where they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from writer_assist.document.model import Document, Paragraph
from writer_assist.rules.base import SEVERITIES, Edit, Hit, LazyPattern, Rule, Text

Placed = tuple[Paragraph, int, int, Rule, Hit]
"""A hit with its place: the paragraph, and offsets inside it."""


_COMPUTER_TEXT = LazyPattern(
    r"(?:https?|ftp)://[^\s\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]{1,2000}"
    r"|(?<![A-Za-z0-9.])www\.[A-Za-z0-9./?=&_%*×-]{1,500}"
    r"|(?<![A-Za-z0-9_.+*-])[A-Za-z0-9_.+*-]{1,64}@[A-Za-z0-9.*-]{1,200}"
)
"""Web and mail addresses. Lengths are bounded so that hostile text stays linear."""


class _Opaque:
    """The parts of a document that rules about text do not judge.

    These are computer text (code, web and mail addresses) and reviewers' comments.
    """

    def __init__(self, document: Document, block: Text) -> None:
        self._document = document
        spans: list[tuple[int, int]] = []
        if "@" in block.characters or "://" in block.text or "www." in block.text:
            spans.extend(match.span() for match in _COMPUTER_TEXT().finditer(block.text))
        for paragraph, feature in document.features("code"):
            base = document.offset_of(paragraph)
            spans.append((base + feature.start, base + feature.end))
        spans.sort()
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def covers(self, placed: Placed) -> bool:
        """Whether a hit lies in such a part."""
        paragraph, start, end, _, _ = placed
        if paragraph.story == "comment":
            return True
        if not self._spans:
            return False
        begin = self._document.offset_of(paragraph, start)
        index = bisect_right(self._starts, begin) - 1
        return index >= 0 and begin + (end - start) <= self._spans[index][1]


def without_computer_text(hits: list[Placed], document: Document, block: Text) -> Iterator[Placed]:
    """Drop hits of rules about text in what is not the draft's own text."""
    opaque: _Opaque | None = None
    for placed in hits:
        if not placed[3].reads_computer_text:
            if opaque is None:
                opaque = _Opaque(document, block)
            if opaque.covers(placed):
                continue
        yield placed


def without_nested_marks(hits: list[Placed]) -> Iterator[Placed]:
    """Drop a PH hit that lies inside another one.

    A content control that shows "单击此处输入xx县" is one unfilled mark, not three.
    """
    marks: dict[int, list[tuple[int, int]]] = {}
    for paragraph, start, end, rule, _ in hits:
        if rule.code.startswith("PH"):
            marks.setdefault(paragraph.number, []).append((start, end))
    # Sets: a paragraph that is one long row of blanks has as many marks as characters.
    kept = {number: set(_outermost(spans)) for number, spans in marks.items()}
    for placed in hits:
        paragraph, start, end, rule, _ = placed
        if rule.code.startswith("PH"):
            spans = kept[paragraph.number]
            if (start, end) not in spans:
                continue
            spans.discard((start, end))
        yield placed


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def without_doubles(hits: list[Placed]) -> Iterator[Placed]:
    """Of hits of several rules that would correct a place in the same way keep the gravest.

    A slip in a set phrase may be known as a wrong character and as a wrong term.
    """
    best: dict[tuple[int, tuple[Edit, ...]], Placed] = {}
    for placed in hits:
        key = _correction(placed)
        if key is not None:
            other = best.get(key)
            if other is None or _gravity(placed) > _gravity(other):
                best[key] = placed
    for placed in hits:
        key = _correction(placed)
        if key is None or best[key][3] is placed[3]:
            yield placed


def without_weaker(hits: list[Placed]) -> Iterator[Placed]:
    """Drop suggestions of phrases (PB) for words about which another rule has something to say."""
    if not any(rule.code.startswith("PB") for _, _, _, rule, _ in hits):
        yield from hits
        return
    taken: dict[int, list[tuple[int, int]]] = {}
    for paragraph, start, end, rule, _ in hits:
        if not rule.code.startswith("PB"):
            taken.setdefault(paragraph.number, []).append((start, end))
    for placed in hits:
        paragraph, start, end, rule, _ = placed
        if rule.code.startswith("PB") and any(
            start < stop and begin < end for begin, stop in taken.get(paragraph.number, ())
        ):
            continue
        yield placed


def _correction(placed: Placed) -> tuple[int, tuple[Edit, ...]] | None:
    paragraph, start, _, _, hit = placed
    if not hit.fixes:
        return None
    # Hits of paragraph rules count from the document's beginning, others from the paragraph's.
    shift = start - hit.start
    edits = [
        edit._replace(start=edit.start + shift, end=edit.end + shift) for edit in hit.fixes[0].edits
    ]
    return paragraph.number, tuple(edits)


def _gravity(placed: Placed) -> int:
    return SEVERITIES.index(placed[3].severity)
