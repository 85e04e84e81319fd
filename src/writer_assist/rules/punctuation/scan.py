"""What the rules of the family look at together: the marks of a text and what stands beside them.

A page of clean text holds some four hundred marks. So nothing here goes through them one by
one: a search of the regular expression engine collects what is of interest, a set or a row of
it is judged, and only what no good text has is looked up with its place. The answers are kept
by the text: rules for paragraphs and rules for drafts mostly see the same one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ..base import LazyPattern, Text
from ..draft_text import HAN
from ..gates import heads, pairs

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

POINTS = "，。、；：！？"
"""Marks of pause (点号), full-width."""
OPENING = "“‘《〈（〔【"
CLOSING = "”’》〉）〕】"
PARTNER = dict(zip(OPENING, CLOSING, strict=True))
"""Opening → closing mark."""
CHINESE = rf"{HAN}，。、；：！？…—“”‘’《》〈〉（）〔〕【】"
"""What shows that a neighbour is Chinese text; for use inside a character class."""

_PAIRED = LazyPattern(f"[{OPENING}{CLOSING}\n]")
_NEIGHBOURS = LazyPattern(
    r"[，。；：！？…、《（〈][，。、；：！？…”’》）〉]"
    r"(?:(?<=[，。、；：！？…])|(?=[，。；、：])|(?<=[、；：，][》）〉])|(?<=、[”’]))"
)
_COMMON = frozenset("…… ？！ ！！ ？？ ！？ ！… ？… …！ …？ ，… 、… 。…".split(" "))
_RUN = LazyPattern(f"[{POINTS}…{OPENING}{CLOSING}]{{2,}}")
_SUSPECT = LazyPattern(
    r"[，。、；：][，。、；：]|[！？][，。、；：]|[，。、；：][！？]|[！？]{3}"
    r"|[《（〈][，。；、：]|[、；：][”’》）〉]|，[》）〉]|[，。；、：][”’》〉）]+[，。；、：]"
)
_LONE = LazyPattern(r"(?<!…)…(?!…)|…{3,}|…。")
_SPACE = LazyPattern(r" (?<=[^\n ] )[ \u00a0]?(?=[^ \n\t\v])")
_OTHER_SPACE = LazyPattern(r"[\u3000\u00a0](?<=[^\n \u3000\u00a0].)(?=[^ \n\t\v\u3000\u00a0])")


@lru_cache(maxsize=2)
def paired_marks(text: str) -> str:
    """The quotes, brackets and book-title marks of a text in order, with the paragraphs' ends."""
    return "".join(_PAIRED().findall(text))


# What must stand side by side for a row of marks to be unusual.
_UNUSUAL = (
    pairs("，。；：！？…、《（〈", "，。、；：！？…") | pairs("，。；：！？…、《（〈", "”’》）〉")
) - heads(_COMMON - {"！！", "？？"})


@lru_cache(maxsize=2)
def _suspects(text: str) -> tuple[tuple[int, int], ...]:
    """The runs of marks, as (start, end), that hold a suspicious neighbourhood."""
    unusual = (
        not _COMMON.issuperset(_NEIGHBOURS().findall(text)) or "！！！" in text or "？？？" in text
    )
    if not unusual:
        return ()
    return tuple(m.span() for m in _RUN().finditer(text) if _SUSPECT().search(m[0]))


@lru_cache(maxsize=2)
def odd_ellipses(text: str) -> tuple[tuple[int, int], ...]:
    """Runs of … that are none of two or four, and those with a full stop behind."""
    count = text.count("…")
    if count == 2 * text.count("……") and "………" not in text and "…。" not in text:
        return ()
    return tuple(m.span() for m in _LONE().finditer(text))


def find_in_suspects(block: Text, pattern: LazyPattern) -> Iterator[tuple[int, int]]:
    """Where ``pattern`` matches inside the suspicious runs of a text (a look behind is allowed)."""
    if _UNUSUAL.isdisjoint(block.bigrams):
        return
    text = block.text
    for start, end in _suspects(text):
        for match in pattern().finditer(text, start, end):
            yield match.span()


@lru_cache(maxsize=2)
def inner_spaces(text: str) -> tuple[tuple[int, int], ...]:
    """One or two spaces, as (start, end), between two characters of a paragraph."""
    found = [m.span() for m in _SPACE().finditer(text)]
    if "\u3000" in text or "\u00a0" in text:
        found += [m.span() for m in _OTHER_SPACE().finditer(text)]
        found.sort()
    return tuple(found)


_broken: WeakKeyDictionary[Draft, frozenset[int]] = WeakKeyDictionary()


def broken_paragraphs(draft: Draft) -> frozenset[int]:
    """The numbers of the paragraphs that break off in mid-sentence, as AR012 finds them."""
    if draft not in _broken:
        from ..artifacts.paragraphs import BrokenParagraph

        hits = BrokenParagraph().check(draft)
        _broken[draft] = frozenset(hit.paragraph.number for hit in hits if hit.paragraph)
    return _broken[draft]


_Spans = tuple[list[int], list[int]]
_last: tuple[str, _Spans] = ("", ([], []))


def _taken(block: Text) -> _Spans:
    """Where spans that PH and AR judge begin, and how far they and those before them reach."""
    global _last
    text, spans = _last
    if text is not block.text:
        spans = _find_taken(block)
        _last = block.text, spans
    return spans


def _find_taken(block: Text) -> _Spans:
    from ..artifacts.residue import AiResidue, SiteResidue
    from ..marks import scan

    spans = [(mark.start, mark.end) for mark in block.memo(scan)]
    for rule in (SiteResidue(), AiResidue()):
        spans += [(hit.start, hit.end) for hit in rule.check(block)]
    spans.sort()
    return [start for start, _ in spans], [*accumulate((end for _, end in spans), max)]


def unfilled(block: Text) -> Callable[[int, int], bool]:
    """A test whether ``start … end`` touches an unfilled mark or residue of a web page.

    PH and AR judge those; no span belongs to two families.
    """
    starts, ends = _taken(block)

    def touches(start: int, end: int) -> bool:
        index = bisect_left(starts, end) - 1
        return index >= 0 and start < ends[index]

    return touches
