"""The columns of a table as the fields of a schema: 事项1.标题 is the title of the first 事项."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .schema import items, kind, properties

_NUMBERED = re.compile(r"(.+?)(?:\[(\d{1,4})\]|(\d{1,4}))\Z")

Path = tuple[str | int, ...]

_Step = str | int
"""A name, or the number of an item from 1."""


def nested(
    cells: Mapping[str, object], schema: Mapping[str, Any]
) -> tuple[dict[str, object], dict[Path, list[int]]]:
    """The values of a row as an object, and for each list the numbers of its items as given.

    Columns that the schema does not know stay as they are, if they are filled; whoever checks the
    values says so.
    """
    found: dict[str, object] = {}
    for name, value in cells.items():
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        steps = _steps(name, schema)
        if steps is None or len(steps) == 1:
            found[name] = value
        else:
            _put(found, steps, value)
    numbers: dict[Path, list[int]] = {}
    done: dict[str, object] = {
        name: _whole(value, (name,), numbers) for name, value in found.items()
    }
    return done, numbers


def _steps(name: str, schema: Mapping[str, Any]) -> list[_Step] | None:
    """The way to the value that a column holds; None if the schema does not know it."""
    steps: list[_Step] = []
    for part in name.split("."):
        known = properties(schema)
        if part in known:
            steps.append(part)
            schema = known[part]
            continue
        match = _NUMBERED.match(part)
        if not match or match[1] not in known or kind(known[match[1]]) != "array":
            return None
        number = int(match[2] or match[3])
        if not number:
            return None
        steps += [match[1], number]
        schema = items(known[match[1]])
    return steps


class _Items(dict[int, object]):
    """The items of a list by number, on the way."""


def _put(
    found: dict[str, object],
    steps: list[_Step],
    value: object,
) -> None:
    place: Any = found
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if following is None:
            place[step] = value
            return
        inner = place.get(step)
        if not isinstance(inner, dict):
            # A list that stands in a cell of its own as well: what has a number comes behind it.
            made: dict[Any, object] = _Items() if isinstance(following, int) else {}
            place[step] = inner = made
        place = inner


def _whole(value: object, path: Path, numbers: dict[Path, list[int]]) -> object:
    if isinstance(value, _Items):
        given = sorted(value)
        numbers[path] = given
        return [
            _whole(value[number], (*path, index), numbers) for index, number in enumerate(given)
        ]
    if isinstance(value, dict):
        return {name: _whole(inner, (*path, name), numbers) for name, inner in value.items()}
    return value
