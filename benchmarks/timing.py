"""Measure things in turns, and compare the best with the best."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Figure(NamedTuple):
    """One ratio, its limit, and the times behind it."""

    name: str
    ratio: float
    limit: float
    detail: str


def best_of(
    tasks: Mapping[str, Callable[[], object]], rounds: int, inner: int = 1
) -> dict[str, float]:
    """The shortest time of each task, in seconds, over interleaved rounds.

    Each round runs each task ``inner`` times in a row; taking turns lets slow moments of the
    machine fall on all tasks alike.
    """
    best = dict.fromkeys(tasks, float("inf"))
    for _ in range(rounds):
        for name, task in tasks.items():
            begin = time.perf_counter()
            for _ in range(inner):
                task()
            best[name] = min(best[name], (time.perf_counter() - begin) / inner)
    return best
