"""One look at all marks of a text, shared by the rules of the family.

A page of clean text holds some four hundred marks in two dozen combinations. So they are
collected once, runs of neighbours as one; only the few combinations that no good text has are
looked up again with their places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..base import LazyPattern, Text
from ..draft_text import HAN

POINTS = "，。、；：！？"
"""Marks of pause (点号), full-width."""
OPENING = "“‘《〈（〔【"
CLOSING = "”’》〉）〕】"
PARTNER = dict(zip(OPENING, CLOSING, strict=True))
"""Opening → closing mark."""
CHINESE = rf"{HAN}，。、；：！？…—“”‘’《》〈〉（）〔〕【】"
"""What shows that a neighbour is Chinese text; for use inside a character class."""

_RUN = LazyPattern(f"[{POINTS}…{OPENING}{CLOSING}\n\v]+")
_COMMON = frozenset(
    "， 。 、 ； ： “ ” 《 》 （ ） ¶ 。¶ ：¶ ；¶ ”， ”。 》， 》《 ”“ ）。 ）¶ ¶（ …… ？ ！ ，“ ：“ ，《 ）、 ）： ），"
    " 。¶¶ ）； （《 》（ “《 》” ¶“ ”¶ ！¶ ？¶ ”； 》。 。” 。“ ¶¶ （“ ”） ”（ 》） ！” ？” ！”¶ 。”¶ 、《 、“"
    " ：《 ……¶ 。）¶ ¶《 》¶".replace("¶", "\n").split(" ")
)  # fmt: skip
_SUSPECT = LazyPattern(
    r"[，。、；：][，。、；：]|[！？][，。、；：]|[，。、；：][！？]|[！？]{3}"
    rf"|[{OPENING}][，。、；：！？]|[、；：][”’》）〉]|，[》）〉]"
    r"|[，。；、：][”’》〉）]+[，。；、：]|(?<!…)…(?!…)|…{3}|…。"
    r"|[”]、[“]|》、《|\n[\n\v]*[，。、；：！？）》”’]|\A[，。、；：！？）》”’]|[，、]\n|[，、]\Z"
)


class Marks(NamedTuple):
    """All marks of a text.

    ``row`` are the marks in order, ends of paragraphs among them; ``suspects`` the runs that
    hold a suspicious neighbourhood, as (start, end).
    """

    row: str
    suspects: tuple[tuple[int, int], ...]


@lru_cache(maxsize=2)
def marks(text: str) -> Marks:
    """The marks of a text.

    Rules for paragraphs and rules for drafts mostly see the same text: the last answers are
    kept by the text itself.
    """
    found = _RUN().findall(text)
    unusual = {run for run in set(found) - _COMMON if _SUSPECT().search(run)}
    # A text's own first and last mark are as at the ends of a paragraph.
    edge = text[:1] in _EDGE or text[-1:] in _EDGE
    suspects: tuple[tuple[int, int], ...] = ()
    if unusual or edge:
        suspects = tuple(
            match.span()
            for match in _RUN().finditer(text)
            if match[0] in unusual or match.start() == 0 or match.end() == len(text)
        )
    return Marks("".join(found), suspects)


_EDGE = frozenset("，。、；：！？）》”’")


def find_in_suspects(text: str, pattern: LazyPattern) -> Iterator[tuple[int, int]]:
    """Where ``pattern`` matches inside the suspicious runs of a text (a look behind is allowed)."""
    for start, end in marks(text).suspects:
        for match in pattern().finditer(text, start, end):
            yield match.span()


def unfilled(block: Text) -> Callable[[int, int], bool]:
    """A test whether ``start … end`` touches an unfilled mark, which PH judges."""
    from ..marks import scan

    found = block.memo(scan)
    starts = [mark.start for mark in found]

    def touches(start: int, end: int) -> bool:
        index = bisect_left(starts, end) - 1
        return index >= 0 and start < found[index].end

    return touches
