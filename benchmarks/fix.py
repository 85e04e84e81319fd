"""Warm, one core: correcting drafts, six in ten of which have faults, against linting them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import cycle

from tests.document.docx.builders import word_like
from writer_assist.document.read import read_bytes
from writer_assist.engine.linter import Linter
from writer_assist.revise.fix import fix

from .drafts import summary
from .timing import Figure, best_of


def draft(seed: int) -> bytes:
    """A draft; six in ten have slips of the keyboard in one of eight paragraphs."""
    rng = random.Random(seed)
    lines = summary(seed)
    if seed % 5 > 2:
        return word_like(seed=seed, texts=lines)
    long = [number for number, line in enumerate(lines) if len(line) > 30]
    for number in rng.sample(long, max(1, len(long) // 8)):
        slip = rng.choice((",", "，，", "， "))
        lines[number] = lines[number].replace("，", slip, 1)
    return word_like(seed=seed, texts=lines)


def _over(files: list[bytes], task: Callable[[bytes], object]) -> Callable[[], object]:
    turn = cycle(files)
    return lambda: task(next(turn))


def figures() -> Iterator[Figure]:
    """Reading, correcting until nothing is left, linting the result and packing it anew."""
    files = [draft(seed) for seed in range(200)]
    linter = Linter()
    best = best_of(
        {
            "fix": _over(files, lambda data: fix(data, "x.docx", linter.lint)),
            "lint": _over(files, lambda data: linter.lint(read_bytes(data, "x.docx"))),
        },
        rounds=40,
        inner=10,
    )
    times = ", ".join(f"{name} {seconds * 1e3:.2f} ms" for name, seconds in best.items())
    yield Figure("fix: 6 of 10 drafts with faults / lint", best["fix"] / best["lint"], 2.0, times)
