"""From many places of one kind to one finding: a messy draft gets a dozen, not five hundred."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from ..base import Hit

if TYPE_CHECKING:
    from .sheet import Place

_MOST = 4
"""Findings of one rule in one draft; what is left goes into one more."""

_MOST_RANGES = 4
"""Stretches that a message names."""

REST = N_(
    "另有 {count} 处（第 {paragraphs} 段）也不合规定，各处情况不一；可用 typeset 命令一并排版"
)


class Fault(NamedTuple):
    """One place that is not as it should be.

    Faults with the same ``key`` become one finding. ``template`` may have ``{paragraphs}`` ("3–17、
    20") and ``{count}`` among its fields, which are not in ``params``.
    """

    key: Hashable
    place: Place
    start: int
    end: int
    template: str
    params: Mapping[str, object] = {}


def hits(faults: Iterable[Fault], candidates: Sequence[Place] = ()) -> Iterator[Hit]:
    """One finding a key, at the first of its places.

    Args:
        faults: in reading order.
        candidates: all paragraphs that were looked at: those of a stretch follow one another
            among them, whatever other paragraphs stand between.
    """
    groups: dict[Hashable, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(fault.key, []).append(fault)
    kept = sorted(groups, key=lambda key: -len(groups[key]))
    if len(kept) > _MOST + 1:
        rest = sorted(
            (fault for key in kept[_MOST:] for fault in groups[key]),
            key=lambda fault: (fault.place.at, fault.start),
        )
        for key in kept[_MOST:]:
            del groups[key]
        groups[None] = [rest[0]._replace(template=REST, params={}), *rest[1:]]
    order = {place.at: number for number, place in enumerate(candidates)}
    for group in groups.values():
        first = group[0]
        params = {
            **first.params,
            "paragraphs": _ranges(group, order),
            "count": len(group),
        }
        yield Hit(first.start, first.end, first.template, params, paragraph=first.place.paragraph)


def _ranges(group: Sequence[Fault], order: Mapping[int, int]) -> str:
    """The numbers of the paragraphs: "3–17、20"."""
    places = {fault.place.at: fault.place.paragraph.number for fault in group}
    ranges: list[list[int]] = []
    last = -2
    for index in sorted(places):
        place = order.get(index, index)
        if place == last + 1:
            ranges[-1][1] = places[index]
        else:
            ranges.append([places[index], places[index]])
        last = place
    said = [f"{a}–{b}" if a != b else str(a) for a, b in ranges[:_MOST_RANGES]]
    return "、".join(said) + ("…" if len(ranges) > _MOST_RANGES else "")


def whole(place: Place) -> tuple[int, int]:
    """The range of a whole paragraph's text."""
    return 0, len(place.paragraph.text)
