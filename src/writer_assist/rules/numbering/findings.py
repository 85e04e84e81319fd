"""What is wrong with the numbers of headings, clauses and lists, as hits by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit
from .forms import Coded, doubled, forms, mixed_with_automatic, place_hit
from .items import (
    BRACKETED,
    DIGIT,
    ONE,
    Item,
    show,
)
from .lists import Inversion, Run, build, mentions, siblings, skips_level, title_between

if TYPE_CHECKING:
    from writer_assist.document.model import Document
    from writer_assist.outline.draft import Draft

_MOST_MISSING = 8
"""A jump over more numbers than this is a number that was misread."""

_LOOK_BACK = 600
"""So many code points above a list a number before its first may stand in running text."""


def list_hits(draft: Draft, items: Sequence[Item]) -> Iterator[Coded]:
    """The faults of numbered paragraphs."""
    document = draft.document
    runs, inversions = build(items, document)
    rows, anew = siblings(runs, document)
    blamed: set[int] = set()  # items that another finding explains
    if anew:
        yield from _begun_anew(anew, {id(row[0]): row for row in rows})
    uneven = [row for row in rows if any(a.value + 1 != b.value for a, b in pairwise(row))]
    late = any(run.first.value > 1 for run in runs)
    if uneven or late:
        order = {id(item): index for index, item in enumerate(items)}
        for row in uneven:
            yield from _row(document, row, items, order, blamed)
        if late:
            firsts = {id(row[0]) for row in rows}
            yield from _late(document, runs, items, order, blamed, firsts)
    yield from _upside_down(inversions)
    if len(runs) > 3:
        yield from _levels(runs)
    listed = _attachment_numbers(draft)
    for row in rows:
        # The marks of 附件说明 are judged by PU029.
        yield from forms([i for i in row if i.paragraph.number not in listed] if listed else row)
        # In Markdown "1." is a list of the format, and 一、 is always typed.
        if document.format != "markdown":
            yield from mixed_with_automatic(row)
    for item in items:
        if not item.odd:
            yield from doubled(item)


def _attachment_numbers(draft: Draft) -> frozenset[int]:
    """The numbers of the paragraphs that list attachments below the text."""
    if "附件" not in draft.text:
        return frozenset()
    from ..punctuation.attachments import attachments

    return frozenset(paragraph.number for paragraph, _, _ in attachments(draft))


def _renumber(row: Sequence[Item], right: Sequence[tuple[int, int]]) -> tuple[Fix, ...]:
    """Other numbers for items of a row; none where one of them cannot be edited."""
    edits: list[Edit] = []
    for index, value in right:
        item = row[index]
        if item.digits is None or value < 1 or item.paragraph is None:
            return ()
        edits.append(Edit(*item.digits, item.numeral(value), item.paragraph))
    return (Fix(tuple(edits)),) if edits else ()


def _row(
    document: Document,
    row: Sequence[Item],
    items: Sequence[Item],
    order: dict[int, int],
    blamed: set[int],
) -> Iterator[Coded]:
    """Numbers of one list that are skipped, repeated or out of order."""
    from .series import faults

    for fault in faults([item.value for item in row]):
        item, before = row[fault.place], row[fault.place - 1]
        if id(item) in blamed:
            continue
        kind = item.kind
        params: dict[str, object] = {
            "before": show(kind, before.value),
            "expected": show(kind, fault.expected),
            "found": show(kind, item.value),
        }
        fixes = _renumber(row, fault.right)
        words = (show(kind, fault.expected),)
        if fault.kind == "repeated":
            yield (
                "NO002",
                place_hit(
                    item,
                    N_("序号重复：“{found}”前面已经有了，这里应是“{expected}”"),
                    params,
                    fixes,
                    words,
                ),
            )
        elif fault.kind == "disordered":
            if item.value > before.value and _mentioned(document, kind, before.value + 1, item.value, before, item):  # fmt: skip
                continue
            yield (
                "NO003",
                place_hit(
                    item,
                    N_("序号错乱：“{before}”之后应是“{expected}”，这里是“{found}”"),
                    params,
                    fixes,
                    words,
                ),
            )
        else:
            missing = range(before.value + 1, item.value)
            if len(missing) > _MOST_MISSING:
                continue
            if len(missing) == 1:
                stranger = _stranger(items[order[id(before)] + 1 : order[id(item)]], missing[0])
                if stranger is not None:
                    if id(stranger) not in blamed:
                        blamed.add(id(stranger))
                        yield _other_style(stranger, kind, missing[0])
                    continue
            if _mentioned(document, kind, missing[0], item.value, before, item):
                continue
            yield "NO001", place_hit(
                item,
                N_("序号不连续：“{before}”之后应是“{expected}”，这里是“{found}”，请核对是漏了一项还是编错了号"),
                params,
                fixes,
                words,
            )  # fmt: skip


def _begun_anew(anew: Sequence[Run], by_first: dict[int, list[Item]]) -> Iterator[Coded]:
    """Lists that begin with 一 again where they should go on."""
    for run in anew:
        old = run.again
        assert old is not None
        kind, last = run.kind, old.last
        row = by_first[id(run.first)]
        right = [(index, item.value + last) for index, item in enumerate(row)]
        yield "NO003", place_hit(
            run.first,
            N_("序号又从“{found}”编起：前面已编到“{before}”，这里应是“{expected}”，或者缺了上一级标题"),
            {
                "found": show(kind, 1),
                "before": show(kind, last),
                "expected": show(kind, last + 1),
            },
            _renumber(row, right),
            (show(kind, last + 1),),
        )  # fmt: skip


def _stranger(between: Sequence[Item], value: int) -> Item | None:
    """The one item between two of a list that has the missing number in another style."""
    found = [item for item in between if item.value == value]
    if len(found) != 1:
        return None
    stranger = found[0]
    # （一）（二） below 一、 is a list of its own.
    index = next(i for i, item in enumerate(between) if item is stranger)
    beside = [*between[:index], *between[index + 1 :]]
    neighbours = [i for i in beside if i.kind == stranger.kind and abs(i.value - value) == 1]
    return None if neighbours else stranger


def _other_style(item: Item, kind: int, value: int) -> Coded:
    good = show(kind, value)
    fixes: tuple[Fix, ...] = ()
    if not item.auto:
        fixes = (Fix((Edit(item.start, item.end, good, item.paragraph),)),)
    return "NO006", place_hit(
        item,
        N_("“{found}”与前后的“{other}”同级，序号的样式却不一样，应为“{good}”"),
        {"found": item.mark, "other": show(kind, value - 1 or value + 1), "good": good},
        fixes,
        (good,),
    )


def _late(
    document: Document,
    runs: Sequence[Run],
    items: Sequence[Item],
    order: dict[int, int],
    blamed: set[int],
    firsts: set[int],
) -> Iterator[Coded]:
    """Lists whose first number is not one."""
    below: dict[int, tuple[int, int]] = {}  # by kind: lists below a heading, of them begun anew
    for run in runs:
        if run.parent is not None:
            every, anew = below.get(run.kind, (0, 0))
            below[run.kind] = every + 1, anew + (run.first.value == 1)
    for run in runs:
        first = run.first
        value = first.value
        if value == 1 or id(first) not in firsts or id(first) in blamed:
            continue
        kind = run.kind
        if run.before is not None and run.before.last == value - 1:
            if _goes_on_alone(run, *below.get(kind, (0, 0))):
                yield "NO004", _starts_late(first)
            continue  # otherwise numbered on from the part before
        else:
            above = next((i for i in reversed(run.over) if i.value == value - 1), None)
            if (
                above is not None
                and len(run.items) == 1
                and _same_level(above, first)
                and not title_between(document, above, first)
            ):
                blamed.add(id(first))
                yield _other_style(first, above.kind, value)
                continue
            index = order[id(first)]
            previous = items[index - 1] if index else None
            if (
                previous is not None
                and value == 2
                and previous.value == 1
                and previous.kind > kind
                and (index < 2 or items[index - 2].value != 1 or items[index - 2].kind == kind)
            ):
                if id(previous) not in blamed:
                    blamed.add(id(previous))
                    yield _other_style(previous, kind, 1)
                continue
        if value > 2 and (len(run.items) == 1 or value > _MOST_MISSING):
            continue  # an excerpt, or no number at all
        start = document.starts[first.paragraph.number - 1]
        if mentions(document.text[max(0, start - _LOOK_BACK) : start], kind, value - 1):
            continue
        yield "NO004", _starts_late(first)


def _starts_late(first: Item) -> Hit:
    kind, value = first.kind, first.value
    return place_hit(
        first,
        N_("这一组序号从“{found}”编起，前面没有“{expected}”，请核对是漏了一项还是编错了号"),
        {"found": show(kind, value), "expected": show(kind, value - 1)},
        suggestions=(show(kind, 1),),
    )


def _goes_on_alone(run: Run, every: int, anew: int) -> bool:
    """Whether a list goes on from another part's while those of the other parts begin anew."""
    if run.parent is None or (run.before is not None and run.before.parent is run.parent):
        return False
    return every >= 3 and anew == every - 1


def _same_level(above: Item, item: Item) -> bool:
    """Whether an item can be the next one behind another of a higher kind."""
    if item.kind == BRACKETED and above.kind == ONE:
        return True
    return above.kind in (ONE, BRACKETED) and item.kind == DIGIT


def _mentioned(
    document: Document, kind: int, first: int, stop: int, above: Item, below: Item
) -> bool:
    """Whether the numbers ``first`` to ``stop`` (not included) stand in the text between."""
    start = document.starts[above.paragraph.number - 1] + above.end
    end = document.starts[below.paragraph.number - 1]
    text = document.text[start:end]
    return all(mentions(text, kind, value) for value in range(first, stop))


def _upside_down(inversions: Sequence[Inversion]) -> Iterator[Coded]:
    """Levels in the wrong order; once for each pair of kinds."""
    told: set[tuple[int, int]] = set()
    for outer, inner in inversions:
        pair = (outer.kind, inner.kind)
        # Provisions list their cases as （一）…； whatever they are numbered with themselves.
        if pair in told or inner.paragraph.text.rstrip().endswith(("；", ";")):
            continue
        told.add(pair)
        yield (
            "NO007",
            place_hit(
                inner,
                N_(
                    "层次颠倒：“{inner}”排在了“{outer}”的下一级；层次依次为“一、”“（一）”“1.”“（1）”"
                ),
                {"inner": inner.mark, "outer": outer.mark},
            ),
        )


def _levels(runs: Sequence[Run]) -> Iterator[Coded]:
    """The first list of 1. right under 一、 in a draft that has （一） there elsewhere."""
    parents = {
        id(r.parent) for r in runs if r.kind == BRACKETED and r.parent and r.parent.kind == ONE
    }
    # Which of the two is the rule in this draft has to be plain.
    if len(parents) < 2 or len(parents) <= sum(skips_level(run) for run in runs):
        return
    for run in runs:
        if (
            skips_level(run)
            and len(run.items) > 1
            and id(run.parent) not in parents
            and all(_says_much(item) for item in run.items)
        ):
            first = run.first
            yield (
                "NO008",
                place_hit(
                    first,
                    N_("“{parent}”之下直接用了“{found}”，而别处用的是“（一）”，同级的序号应当一致"),
                    {
                        "parent": show(ONE, run.parent.value if run.parent else 1),
                        "found": first.mark,
                    },
                    suggestions=(show(BRACKETED, 1),),
                ),
            )
            return


def _says_much(item: Item) -> bool:
    """Whether an item is a paragraph with its heading, not an entry of a short list."""
    text = item.paragraph.text.rstrip()
    heading = text.find("。", item.end, item.end + 20)
    return heading > 0 and len(text) - heading > 20 and text.endswith("。")
