"""The service while somebody types: each keystroke makes a paragraph that was never there."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator

from writer_assist.server import protocol as p
from writer_assist.server.assistant import Assistant

from .drafts import summary
from .timing import Figure

LONGEST_MS = 5.0
_TYPED = "的了，,x2 。"


def figures() -> Iterator[Figure]:
    """The 95th of 100 keystrokes against the limit in ms."""
    assistant = Assistant()
    place = os.path.join(tempfile.gettempdir(), "writer-assist-benchmark", "preferences.json")
    assistant.handle("initialize", p.Initialize("benchmark", preferences=place))
    rng = random.Random(1)
    lines = [line for seed in range(40) for line in summary(seed)]
    times = []
    for line in lines:
        at = rng.randrange(len(line) + 1)
        text = line[:at] + rng.choice(_TYPED) + line[at:]
        begun = time.perf_counter()
        assistant.handle("check_paragraphs", p.CheckParagraphs([text]))
        times.append((time.perf_counter() - begun) * 1e3)
    times = sorted(times[50:])  # the first ones load what is loaded once
    yield Figure(
        "typing: a changed paragraph in the service, p95, ms",
        times[len(times) * 95 // 100],
        LONGEST_MS,
        f"median {times[len(times) // 2]:.2f} ms, slowest {times[-1]:.2f} ms of {len(times)}",
    )
