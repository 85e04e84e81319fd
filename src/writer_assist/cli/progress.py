"""A progress bar on standard error, for a person who waits for many files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from writer_assist.report import Write

T = TypeVar("T")

SHOW_FROM = 20
"""Fewer files are done before a bar is drawn."""


def with_progress(
    reports: Iterable[T], total: int | None, label: str
) -> tuple[Iterator[T], Callable[[Write], Write]]:
    """The same reports (or documents), counted by a bar; and what makes writing spare the bar."""
    from threading import RLock

    from tqdm import tqdm

    # Processes are forked later: a monitor thread or a semaphore between processes, which tqdm
    # would start, has no place here.
    tqdm.monitor_interval = 0
    tqdm.set_lock(RLock())
    size = os.get_terminal_size(sys.stderr.fileno())
    bar = tqdm(
        total=total,
        desc=label,
        file=sys.stderr,
        leave=False,
        # A terminal that does not tell its size (serial lines, some containers) says 0.
        ncols=None if size.columns else 80,
        nrows=None if size.lines else 20,
        bar_format="{desc} {n_fmt}/{total_fmt} |{bar}| {percentage:3.0f}% {remaining}",
    )

    def counted() -> Iterator[T]:
        with bar:
            for report in reports:
                bar.update()
                yield report

    def sparing(write: Write) -> Write:
        def spared(text: str) -> None:
            with bar.external_write_mode(sys.stdout):
                write(text)

        return spared

    return counted(), sparing
