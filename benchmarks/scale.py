"""Large and hostile inputs: time in proportion to size."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from tests.document.docx.builders import docx, word_like
from writer_assist.document.read import read_bytes
from writer_assist.engine.linter import Linter

from .timing import Figure

RUN = "<w:r><w:t>县政协组织委员视察。</w:t></w:r>"
HOSTILE = ("（", "a", " ", "*", "[", "x", "?", "年", "一、", "{{", "第 ", "“", "某", "&lt;", "20")


def _seconds(data: bytes, linter: Linter) -> float:
    best = float("inf")
    for _ in range(2):
        begin = time.perf_counter()
        linter.lint(read_bytes(data, "x.docx"))
        best = min(best, time.perf_counter() - begin)
    return best


def _growth(name: str, make: Callable[[int], bytes], size: int, linter: Linter) -> Figure:
    """How much longer four times the input takes than four times as long."""
    small, large = _seconds(make(size // 4), linter), _seconds(make(size), linter)
    detail = f"{size // 4:,}: {small:.2f} s, {size:,}: {large:.2f} s"
    return Figure(f"scale: {name}, time of 4n / 4 × time of n", large / (4 * small), 1.5, detail)


def figures() -> Iterator[Figure]:
    """Growth on big documents, and the slowest of the hostile texts."""
    linter = Linter()
    yield _growth("characters", lambda n: word_like(n), 2_000_000, linter)
    yield _growth("runs", lambda n: docx(f"<w:p>{RUN * n}</w:p>"), 200_000, linter)
    times = {
        unit: _seconds(docx(f"<w:p><w:r><w:t>{unit * 100_000}</w:t></w:r></w:p>"), linter)
        for unit in HOSTILE
    }
    worst = max(times, key=lambda unit: times[unit])
    yield Figure(
        "scale: slowest hostile text of 100,000, in units of 2 s",
        times[worst] / 2,
        1.0,
        f"{worst!r} took {times[worst]:.2f} s",
    )
