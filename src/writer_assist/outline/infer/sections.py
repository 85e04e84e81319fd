"""A section of an inferred outline: how long it is, what it holds, where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from writer_assist.outline.genres import Place, Section

from .material import Unit

_NEARLY_ALL = 0.95
_SAME_ORDER = 0.95
_TOGETHER = 5
"""In so many drafts two sections stand before their order counts."""

_PERIOD = re.compile(
    r"\d{4}年|年度|上半年|下半年|[今去]年|年来|月来|\d{1,2}月|[一二]〇[〇一二三四五六七八九]"
)
_FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千万两几]{1,6}(?:个|次|件|篇|人|场|项|条|份|期|名|家|户)"
)
_LEADS_OVER = re.compile(r"如下|以下|下面")
_ITEM = re.compile(
    r"[一二三四五六]是|第[一二三四五六]|首先|其次"
    r"|(?m:^[ \t\u3000]{0,8}(?:[（(]?[一二三四五六]|\d)[、.．）)])"
)


class Part:
    """A section under way.

    ``section`` is the known one that it is, None for a new one; ``found`` in how many drafts it
    was found, ``headed`` in how many with a heading; ``middle`` where it stands in the body on
    the median (0 … 1), ``order`` where in each draft; ``loose`` says that its place among its
    like does not count; ``seen`` are headings of the drafts, ``more`` other words of headings,
    ``words`` those of the text; ``remarks`` are comments.
    """

    def __init__(self, id: str, name: str, place: Place, holds: str) -> None:  # noqa: A002
        self.id = id
        self.name = name
        self.place = place
        self.holds = holds
        self.section: Section | None = None
        self.units: list[Unit] = []
        self.found = 0
        self.headed = 0
        self.middle = 0.0
        self.order: dict[int, float] = {}
        self.rank = 0
        self.loose = False
        self.rest = False
        self.optional = False
        self.required = False
        self.length: tuple[int, int] | None = None
        self.needs: tuple[str, ...] = ()
        self.seen: list[str] = []
        self.more: list[str] = []
        self.words: list[str] = []
        self.remarks: list[str] = []


def lengths(sizes: Sequence[int]) -> tuple[int, int] | None:
    """What is usual: from the 10th to the 90th percentile, rounded outwards; None for too few."""
    if len(sizes) < 2:
        return None
    ordered = sorted(sizes)
    last = len(ordered) - 1
    low, high = ordered[int(0.1 * last)], ordered[-1 - int(0.1 * last)]
    step = _step(low)
    high_step = _step(high)
    return low // step * step, -(-high // high_step) * high_step


def _step(size: int) -> int:
    """To what a length is rounded, in code points."""
    return 5 if size < 50 else 10 if size < 200 else 50 if size < 1000 else 100


def needs(texts: Sequence[str], known: Sequence[str], place: Place) -> tuple[str, ...]:
    """What nearly all of a section's texts hold, of what such a section may have to hold."""
    if len(texts) < 2:
        return ()
    least = _NEARLY_ALL * len(texts)
    wanted = ("时段", "领起语") if place == "lead" else ("数字", "分条")
    if place not in ("lead", "work", "problems", "plan"):
        return tuple(known)
    found = []
    for need in dict.fromkeys((*known, *wanted)):
        test = _TESTS.get(need)
        if test is None or sum(test(text) for text in texts) >= least:
            found.append(need)
    return tuple(found)


_TESTS = {
    "时段": lambda text: bool(_PERIOD.search(text)),
    "数字": lambda text: len(_FIGURE.findall(text)) >= 2,
    "领起语": lambda text: bool(_LEADS_OVER.search(text)),
    "分条": lambda text: len(_ITEM.findall(text)) >= 2,
}


def ranked(parts: Sequence[Part]) -> None:
    """Give each section its rank; those that stand now before, now behind each other share one."""
    for part in parts:
        known = part.section.order if part.section is not None else 0
        if part.place in ("head", "title", "recipient", "lead"):
            part.rank = known
    first = max([p.rank for p in parts if p.place in ("recipient", "lead")], default=0) + 1
    body = [part for part in parts if part.place in ("work", "problems", "plan")]
    body.sort(key=lambda part: (_STAGE[part.place], part.middle))
    rank = max(3, first)
    group: list[Part] = []
    for part in body:
        if group and (
            part.place != group[-1].place
            or (not part.loose and all(_before(other, part) for other in group))
        ):
            rank += 1
            group = []
        group.append(part)
        part.rank = rank
    # 存在的问题 and 下一步打算 keep their ranks where there is room.
    for place in ("problems", "plan"):
        for part in body:
            known = part.section.order if part.section is not None else 0
            if part.place == place and known > part.rank:
                part.rank = known
    rank = max([part.rank for part in body], default=rank)
    for part in parts:
        if part.place in ("closing", "signature", "date", "note"):
            part.rank = part.section.order if part.section is not None else 0
    behind = [part for part in parts if part.place in ("closing", "signature", "date", "note")]
    shift = max(0, rank + 1 - min([part.rank for part in behind], default=rank + 1))
    for part in behind:
        part.rank += shift


_STAGE = {"work": 0, "problems": 1, "plan": 2}


def _before(one: Part, other: Part) -> bool:
    """Whether a section stands before another wherever both are, and that is often enough."""
    if one.loose or one.rest or other.rest:
        return False
    both = one.order.keys() & other.order.keys()
    if len(both) < _TOGETHER:
        return False
    return sum(one.order[n] < other.order[n] for n in both) >= _SAME_ORDER * len(both)
