"""How a number is written: its marks, its doubles, and what made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from writer_assist.i18n import N_, Word

from ..base import Edit, Fix, Hit
from .items import Item, edits_of, typed_behind

Coded = tuple[str, Hit]
"""A hit and the code of its rule."""


def place_hit(
    item: Item,
    message: str,
    params: dict[str, object],
    fixes: tuple[Fix, ...] = (),
    suggestions: tuple[str, ...] = (),
) -> Hit:
    """A hit on an item's mark."""
    return Hit(item.start, item.end, message, params, fixes, suggestions, item.paragraph)


def forms(row: Sequence[Item]) -> Iterator[Coded]:
    """Marks of a wrong form: one hit for a list that has it throughout, or one for each."""
    wrong = [item for item in row if item.reason]
    if not wrong:
        return
    if len(wrong) == len(row) > 1 and len({item.reason for item in wrong}) == 1:
        first = wrong[0]
        edits = tuple(edits_of([item for item in wrong if not item.auto]))
        yield (
            "NO005",
            place_hit(
                first,
                N_("“{found}”应写作“{good}”：{reason}（这一组{count}处都是）"),
                {
                    "found": first.mark,
                    "good": first.good,
                    "reason": Word(first.reason),
                    "count": len(wrong),
                },
                (Fix(edits, True),) if edits else (),
                (first.good,),
            ),
        )
        return
    for item in wrong:
        edits = tuple(edits_of([item]))
        yield (
            "NO005",
            place_hit(
                item,
                N_("“{found}”应写作“{good}”：{reason}"),
                {"found": item.mark, "good": item.good, "reason": Word(item.reason)},
                (Fix(edits, True),) if edits else (),
                (item.good,),
            ),
        )


def mixed_with_automatic(row: Sequence[Item]) -> Iterator[Coded]:
    """The first typed number of a list that has automatic ones, or the other way round."""
    automatic = sum(item.auto for item in row)
    if not 0 < automatic < len(row):
        return
    few = automatic < len(row) - automatic
    item = next(item for item in row if item.auto is few)
    yield (
        "NO009",
        place_hit(
            item,
            N_("“{found}”是自动编号，同级的其他序号是手工输入的：增删段落后编号会乱，请统一")
            if item.auto
            else N_("“{found}”是手工输入的，同级的其他序号是自动编号：增删段落后编号会乱，请统一"),
            {"found": item.mark},
        ),
    )


def doubled(item: Item) -> Iterator[Coded]:
    """A number typed behind the item's own."""
    second = typed_behind(item)
    if second is None:
        return
    text = item.paragraph.text
    end = second.end
    while text[end : end + 1] in (" ", "\u3000", "\t"):
        end += 1
    fix = Fix((Edit(second.start, end, ""),), item.auto and second.value == item.value)
    yield (
        "NO010",
        Hit(
            second.start,
            second.end,
            N_("“{first}”后面又有一个序号“{found}”，应当删去一个"),
            {"first": item.mark, "found": text[second.start : second.end]},
            (fix,),
            (),
            item.paragraph,
        ),
    )
