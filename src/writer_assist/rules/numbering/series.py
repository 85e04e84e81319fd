"""What is wrong in a row of numbers: as few faults as explain it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from writer_assist.records import NamedTuple


class Fault(NamedTuple):
    """One fault: the ``place`` (index) that is blamed, the number that is expected there.

    ``right`` are the places to renumber, with their numbers, until the row is right again: as
    far as the next fault, or as the place from where the row's own numbers fit.
    """

    kind: Literal["skipped", "repeated", "disordered"]
    place: int
    expected: int
    right: tuple[tuple[int, int], ...]


def faults(values: Sequence[int]) -> list[Fault]:
    """The faults of a row that should ascend by one.

    A single wrong number between two that fit each other is the fault (一、二、五、四); two
    that changed places are one fault. After a gap or a repetition the row goes on from what
    stands there, and a later jump that makes up for it is no fault of its own
    (一、一、二、四 repeats one number and skips none).
    """
    found: list[Fault] = []
    start = -1  # where the numbers began to be off, -1 if they are right
    debt = 0  # how much is to be added to each number from there on
    before = 0  # the number before the fault
    last = values[0] if values else 0
    index = 1
    total = len(values)

    def close(end: int) -> None:
        if start >= 0:
            right = tuple((i, values[i] + debt) for i in range(start, end))
            found[-1] = found[-1]._replace(right=right)

    while index < total:
        value = values[index]
        expected = last + 1
        following = values[index + 1] if index + 1 < total else 0
        if value == expected:
            last = value
            index += 1
            continue
        # 二、四……十一、十一、十三: the second 十一 makes up for no gap.
        lone = value == last and following == expected + 1
        if debt and value == expected + debt and not lone:
            close(index)
            start, debt = -1, 0
            last = value
            index += 1
            continue
        if debt and value == before + 1:
            # The blamed number was one too many.
            found[-1] = found[-1]._replace(right=())
            start, debt = -1, 0
            last = value
            index += 1
            continue
        if following == expected + 1:
            close(index)
            kind: Literal["repeated", "disordered"] = (
                "repeated" if value == last or _seen(values, index) else "disordered"
            )
            right_here = expected if expected + debt == value else expected + debt
            found.append(Fault(kind, index, right_here, ((index, right_here),)))
            # The numbers behind it go on as they did before.
            if debt:
                found[-1] = found[-1]._replace(right=())
                start = index
            last = expected
            index += 1
            continue
        close(index)
        swapped = (
            value == expected + 1
            and following == expected
            and (index + 2 >= total or values[index + 2] == expected + 2)
        )
        if swapped and not debt:
            right = ((index, expected), (index + 1, expected + 1))
            found.append(Fault("disordered", index, expected, right))
            start = -1
            last = expected + 1
            index += 2
            continue
        true = expected + debt
        if value == last:
            found.append(Fault("repeated", index, true, ()))
        elif value > expected:
            found.append(Fault("skipped", index, true, ()))
        else:
            found.append(Fault("disordered", index, true, ()))
        start, debt = index, true - value
        before, last = last, value
        index += 1
    close(total)
    return found


_LOOK_BACK = 30


def _seen(values: Sequence[int], index: int) -> bool:
    """Whether the value at ``index`` occurs shortly before it."""
    return values[index] in values[max(0, index - _LOOK_BACK) : index]
