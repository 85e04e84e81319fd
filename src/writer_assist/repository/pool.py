"""Lint (or correct) many files, in order, on every processor where that pays.

A pool costs its start and, in every process, the imports. Where processes are forked it pays
from about 50 documents, where they are spawned (Windows, macOS) from about 200.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from writer_assist.engine.findings import FileReport
from writer_assist.i18n import N_

from .walk import Target

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

FORK_FROM = 50
SPAWN_FROM = 200
CHUNK = 16
"""Documents that go to a process in one message: fewer messages, still in balance."""


R = TypeVar("R")

Work = Callable[[str], R]
"""What is done with one file, by its path; it must not raise."""

Failed = Callable[[str, str, Mapping[str, object]], R]
"""What stands for a file that cannot be dealt with: its path, a message template, its params."""


def lint_many(
    targets: Sequence[Target],
    lint: Work[FileReport],
    *,
    jobs: int | None = None,
    warm_up: Callable[[], object] | None = None,
) -> Generator[FileReport, None, None]:
    """The report of each target: see :func:`run_many`."""
    return run_many(targets, lint, _unread, jobs=jobs, warm_up=warm_up)


def _unread(path: str, reason: str, params: Mapping[str, object]) -> FileReport:
    return FileReport(path, error=reason, error_params=params)


def run_many(
    targets: Sequence[Target],
    work: Work[R],
    failed: Failed[R],
    *,
    jobs: int | None = None,
    warm_up: Callable[[], object] | None = None,
) -> Generator[R, None, None]:
    """The result for each target, in order, as soon as it and those before it are ready.

    Close the generator to stop early: that ends the processes.

    Args:
        targets: the files; one with a ``reason`` becomes an error at its place.
        work: picklable where processes are spawned, as its results are.
        failed: makes the result of what cannot be dealt with; picklable as well.
        jobs: processes; None: as many as pay, 1: none but this one.
        warm_up: called once before processes are forked, so that each is born with the
            imports, the compiled patterns and the loaded data.
    """
    jobs = _automatic_jobs(len(targets)) if jobs is None else min(jobs, len(targets))
    if jobs <= 1:
        for target in targets:
            yield _one(target, work, failed)
        return
    if warm_up is not None and _can_fork():
        warm_up()
    yield from _Pool(work, failed, jobs).run(targets)


def _one(target: Target, work: Work[R], failed: Failed[R]) -> R:
    if target.reason:
        return failed(target.path, target.reason, target.params)
    return work(target.path)


def _can_fork() -> bool:
    # On macOS forking is possible, but system libraries may crash in the child.
    return sys.platform not in ("win32", "darwin") and hasattr(os, "fork")


def _automatic_jobs(count: int) -> int:
    if count < (FORK_FROM if _can_fork() else SPAWN_FROM):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_work: Work[Any]
_failed: Failed[Any]


def _start_worker(work: Work[Any], failed: Failed[Any]) -> None:
    import signal

    # Ctrl-C reaches every process of the terminal: the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _work, _failed
    _work, _failed = work, failed


def _run_chunk(targets: Sequence[Target]) -> list[Any]:
    return [_one(target, _work, _failed) for target in targets]


class _Pool(Generic[R]):
    """A process pool that survives the death of its processes."""

    def __init__(self, work: Work[R], failed: Failed[R], jobs: int) -> None:
        self._work = work
        self._failed = failed
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def run(self, targets: Sequence[Target]) -> Iterator[R]:
        from concurrent.futures.process import BrokenProcessPool

        size = min(CHUNK, -(-len(targets) // self._jobs))
        chunks = iter([targets[i : i + size] for i in range(0, len(targets), size)])
        # A window, not everything at once: results wait for their turn in memory.
        window: deque[tuple[Sequence[Target], Future[list[R]]]] = deque()
        finished = False
        try:
            while True:
                while len(window) < 4 * self._jobs and (chunk := next(chunks, None)) is not None:
                    window.append((chunk, self._submit(chunk, self._jobs)))
                if not window:
                    break
                chunk, future = window.popleft()
                try:
                    yield from future.result()
                except BrokenProcessPool:
                    # One process died, and with it every result that was still to come. One
                    # file at a time shows which file it was; the others are done again.
                    waiting = [(chunk, future), *window]
                    window.clear()
                    self._close()
                    for chunk, future in waiting:
                        if future.done() and not future.cancelled() and not future.exception():
                            yield from future.result()
                        else:
                            yield from self._one_by_one(chunk)
                    self._close()
            finished = True
        finally:
            self._close(kill=not finished)

    def _one_by_one(self, chunk: Sequence[Target]) -> Iterator[R]:
        from concurrent.futures.process import BrokenProcessPool

        for target in chunk:
            try:
                yield from self._submit([target], 1).result()
            except BrokenProcessPool:
                self._close()
                reason = N_("检查这个文件的进程被系统终止（可能是内存不足）")
                yield self._failed(target.path, reason, {})

    def _submit(self, chunk: Sequence[Target], jobs: int) -> Future[list[R]]:
        if self._executor is None:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            self._executor = ProcessPoolExecutor(
                jobs,
                get_context("fork" if _can_fork() else "spawn"),
                _start_worker,
                (self._work, self._failed),
            )
        try:
            future = self._executor.submit(_run_chunk, chunk)
        except RuntimeError as error:  # BrokenProcessPool is one: a process died meanwhile
            from concurrent.futures import Future

            failed: Future[list[R]] = Future()
            failed.set_exception(error)
            return failed
        if _can_fork():
            # Every process has its own end by now.
            _close_result_writer(self._executor)
        return future

    def _close(self, *, kill: bool = False) -> None:
        executor, self._executor = self._executor, None
        if executor is None:
            return
        if kill:
            # After Ctrl-C or a closed pipe nobody waits for the chunks under way.
            _close_result_writer(executor)
            for process in list((executor._processes or {}).values()):
                process.terminate()
        executor.shutdown(wait=True, cancel_futures=True)


def _close_result_writer(executor: ProcessPoolExecutor) -> None:
    """Close this process's own end of the pipe through which results come.

    A process that is killed while it sends leaves half a result in the pipe. As long as anyone
    could still write the other half, the executor would wait for it, for ever.
    """
    writer = getattr(getattr(executor, "_result_queue", None), "_writer", None)
    if writer is not None and not writer.closed:
        writer.close()
