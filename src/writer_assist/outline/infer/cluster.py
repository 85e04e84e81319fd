"""Which headings of different drafts stand over the same section.

Two headings are of one section by the words that they share, by what stands below them and by
where they stand. A word counts for what it tells apart: one that stands under every second
heading of a draft (工作, 加强) tells nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from .material import Unit

ALIKE = 0.34
"""From this likeness on two headings are of one section."""

_SAME = 0.45
"""From this likeness on two groups of headings are one, though drafts have both."""

_ALIKE_BY_PLACE = 0.06
"""How alike at least what stands below must be, where the neighbours of two headings agree."""

_FEW = 3
"""Two headings may be alike in all but their words by chance."""

_SHARED = 0.15
"""So alike by their words two headings are that share some."""

_MOST = 400
"""So many headings are compared each with each; the others with what comes of these."""

_MEMBERS = 12
"""So many of a cluster another heading is compared with."""

_BEST_WORDS = 120
"""So many pairs of characters stand for a text."""

_HAN = ("\u4e00", "\u9fff")

Vector = Mapping[str, float]


def pairs_of(text: str) -> list[str]:
    """The pairs of adjacent Chinese characters."""
    low, high = _HAN
    return [
        text[i : i + 2]
        for i in range(len(text) - 1)
        if low <= text[i] <= high and low <= text[i + 1] <= high
    ]


class Likeness:
    """How alike two headings are, 0 … 1."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._heads = _vectors(units, [Counter(pairs_of(unit.key)) for unit in units], 0.5, 0)
        texts = [Counter(pairs_of(unit.text)) for unit in units]
        self._texts = _vectors(units, texts, 0.0, _BEST_WORDS)
        self._units = units

    def heads(self, one: int, other: int) -> float:
        """By their own words."""
        return _cosine(self._heads[one], self._heads[other])

    def texts(self, one: int, other: int) -> float:
        """By what stands below them."""
        return _cosine(self._texts[one], self._texts[other])

    def __call__(self, one: int, other: int) -> float:
        """By their words, what stands below them, and where they stand."""
        first, second = self._units[one], self._units[other]
        if first.key == second.key:
            return 1.0
        near = max(0.0, 1 - 2 * abs(first.place - second.place))
        apart = (1 - 0.9 * self.heads(one, other)) * (1 - 0.9 * self.texts(one, other))
        return (1 - apart) * (0.7 + 0.3 * near)


def _vectors(
    units: Sequence[Unit], counts: Sequence[Counter[str]], once: float, most: int
) -> list[Vector]:
    """Each text as the pairs in it with what each one tells, of length 1.

    Args:
        units: whose texts these are.
        counts: how often each pair is in them.
        once: what a pair counts that is in one draft only.
        most: the number of pairs to keep; 0 for all.
    """
    drafts: defaultdict[str, set[int]] = defaultdict(set)
    spread: Counter[str] = Counter()
    sizes = Counter(unit.draft for unit in units)
    for unit, count in zip(units, counts, strict=True):
        for pair in count:
            drafts[pair].add(unit.draft)
            spread[pair] += 1
    size = max(2.0, sum(sizes.values()) / max(1, len(sizes)))
    tells: dict[str, float] = {}
    for pair, owners in drafts.items():
        # In how many of a draft's parts it is, on the average, where it is at all.
        often = spread[pair] / len(owners)
        tells[pair] = once if len(owners) == 1 else max(0.0, log(size / often) / log(size)) ** 2
    vectors: list[Vector] = []
    for count in counts:
        weights = {
            pair: tells[pair] * (1 + log(number)) for pair, number in count.items() if tells[pair]
        }
        if most and len(weights) > most:
            best = sorted(weights, key=lambda pair: (-weights[pair], pair))[:most]
            weights = {pair: weights[pair] for pair in best}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        vectors.append({pair: weight / length for pair, weight in weights.items()})
    return vectors


def _cosine(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum([weight * other[pair] for pair, weight in one.items() if pair in other])


def clusters(units: Sequence[Unit], enough: int) -> list[list[Unit]]:
    """The headings of one section each, those in ``enough`` drafts or more, in no order.

    A section has one heading in a draft, as a rule.
    """
    if not units:
        return []
    likeness = Likeness(units)
    first = _sample(units)
    groups = _agglomerate(units, first, likeness)
    chosen = set(first)
    for index in range(len(units)):
        if index not in chosen:
            _join(index, groups, units, likeness)
    sure = [g for g in groups if len(g) >= enough and (len(g) >= _FEW or _share_words(g, likeness))]
    kept = _united(sure, likeness)
    kept += _between(units, kept, likeness, enough)
    return [[units[index] for index in group] for group in kept]


def _share_words(group: Sequence[int], likeness: Likeness) -> bool:
    """Whether the two headings of a small group have words in common."""
    return likeness.heads(group[0], group[-1]) >= _SHARED


def _united(groups: Sequence[list[int]], likeness: Likeness) -> list[list[int]]:
    """The groups, those as one that are of one section which drafts give two headings."""
    kept: list[list[int]] = []
    for group in groups:
        for other in kept:
            pairs = [(one, two) for one in group[:_MEMBERS] for two in other[:_MEMBERS]]
            if sum(likeness(one, two) for one, two in pairs) >= _SAME * len(pairs):
                other += group
                break
        else:
            kept.append(group)
    return kept


def _sample(units: Sequence[Unit]) -> list[int]:
    """The headings of as many drafts as can be compared each with each, evenly chosen."""
    numbers = sorted({unit.draft for unit in units})
    step = max(1, -(-len(units) // _MOST))
    chosen = set(numbers[::step])
    return [index for index, unit in enumerate(units) if unit.draft in chosen]


def _agglomerate(
    units: Sequence[Unit], chosen: Sequence[int], likeness: Likeness
) -> list[list[int]]:
    """Join what is most alike, again and again, by the average likeness of the members."""
    from heapq import heapify, heappop, heappush

    groups: dict[int, list[int]] = {index: [index] for index in chosen}
    owners: dict[int, set[int]] = {index: {units[index].draft} for index in chosen}
    alike: dict[int, dict[int, float]] = {index: {} for index in chosen}
    heap: list[tuple[float, int, int]] = []
    for position, one in enumerate(chosen):
        for other in chosen[position + 1 :]:
            value = likeness(one, other)
            alike[one][other] = alike[other][one] = value
            if value >= ALIKE and units[one].draft != units[other].draft:
                heap.append((-value, one, other))
    heapify(heap)
    fresh = max(chosen, default=0) + len(units) + 1
    while heap:
        _, one, other = heappop(heap)
        if one not in groups or other not in groups:
            continue
        mine, theirs = groups.pop(one), groups.pop(other)
        joined = owners.pop(one) | owners.pop(other)
        merged: dict[int, float] = {}
        for third in groups:
            value = (len(mine) * alike[one][third] + len(theirs) * alike[other][third]) / (
                len(mine) + len(theirs)
            )
            merged[third] = alike[third][fresh] = value
            if value >= ALIKE and joined.isdisjoint(owners[third]):
                heappush(heap, (-value, third, fresh))
        groups[fresh], owners[fresh], alike[fresh] = mine + theirs, joined, merged
        fresh += 1
    return list(groups.values())


def _join(index: int, groups: list[list[int]], units: Sequence[Unit], likeness: Likeness) -> None:
    """Put one more heading to the group that it is most like, or let it be one of its own."""
    best, target = ALIKE, None
    for group in groups:
        if len(group) > 1 and all(units[other].draft != units[index].draft for other in group):
            members = group[:_MEMBERS]
            value = sum(likeness(index, other) for other in members) / len(members)
            if value >= best:
                best, target = value, group
    if target is None:
        groups.append([index])
    else:
        target.append(index)


def _between(
    units: Sequence[Unit], kept: Sequence[Sequence[int]], likeness: Likeness, enough: int
) -> list[list[int]]:
    """Groups of headings that are not alike, yet alone between the same two sections."""
    owner = {index: number for number, group in enumerate(kept) for index in group}
    slots: defaultdict[tuple[int, int], list[list[int]]] = defaultdict(list)
    for indexes in _by_draft(units):
        before, open_ones = -1, []
        for index in [*indexes, -1]:
            if index >= 0 and index not in owner:
                open_ones.append(index)
                continue
            after = owner[index] if index >= 0 else -1
            if open_ones:
                slots[before, after].append(open_ones)
            before, open_ones = after, []
    found = []
    for slot in slots.values():
        group = [indexes[0] for indexes in slot if len(indexes) == 1]
        if len(group) >= max(_FEW, enough) and len(group) == len(slot):
            number = len(group)
            total = sum(
                likeness.texts(one, other)
                for position, one in enumerate(group[:_MEMBERS])
                for other in group[position + 1 : _MEMBERS]
            )
            number = min(number, _MEMBERS)
            if total / (number * (number - 1) / 2) >= _ALIKE_BY_PLACE:
                found.append(group)
    return found


def _by_draft(units: Sequence[Unit]) -> Iterable[list[int]]:
    """The indexes of each draft's headings, in their order."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        found[unit.draft].append(index)
    return [sorted(indexes, key=lambda index: units[index].place) for indexes in found.values()]
