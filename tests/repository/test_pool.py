from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from writer_assist.engine.findings import FileReport
from writer_assist.repository import pool
from writer_assist.repository.pool import CHUNK, lint_many
from writer_assist.repository.walk import Target

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")


def lint(path: str) -> FileReport:
    if path.startswith("killer"):
        os.kill(os.getpid(), signal.SIGKILL)
    return FileReport(path, format=str(os.getpid()))


def targets(count: int, *killers: int) -> list[Target]:
    return [Target(f"{'killer' if i in killers else 'file'}{i}") for i in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, CHUNK, 3 * CHUNK + 1, 200])
@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_order(count: int, jobs: int) -> None:
    wanted = targets(count)
    reports = list(lint_many(wanted, lint, jobs=jobs))
    assert [report.path for report in reports] == [target.path for target in wanted]
    own = {report.format for report in reports} == {str(os.getpid())}
    assert own == (min(jobs, count) == 1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_target_is_an_error_at_its_place(jobs: int) -> None:
    wanted = [Target("甲"), Target("乙", "因为{what}", {"what": "坏"}), Target("丙")]
    reports = list(lint_many(wanted, lint, jobs=jobs))
    assert [(r.path, r.error and r.error_in("zh")) for r in reports] == [
        ("甲", ""),
        ("乙", "因为坏"),
        ("丙", ""),
    ]


@POSIX
@pytest.mark.parametrize("killers", [(0,), (99,), (20, 21, 70)])
def test_a_killed_process_loses_only_its_file(killers: tuple[int, ...]) -> None:
    wanted = targets(100, *killers)
    reports = list(lint_many(wanted, lint, jobs=2))
    assert [report.path for report in reports] == [target.path for target in wanted]
    assert [i for i, report in enumerate(reports) if report.error] == list(killers)


@POSIX
def test_stopping_early_leaves_no_process() -> None:
    reports = lint_many(targets(400), lint, jobs=2)
    worker = int(next(reports).format)
    assert worker != os.getpid()
    reports.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    assert threading.active_count() == 1


@pytest.mark.parametrize(
    ("fork", "count", "expected"),
    [(True, 49, 1), (True, 50, None), (False, 199, 1), (False, 200, None)],
)
def test_automatic_jobs(
    monkeypatch: pytest.MonkeyPatch, fork: bool, count: int, expected: int | None
) -> None:
    monkeypatch.setattr(pool, "_can_fork", lambda: fork)
    if hasattr(os, "sched_getaffinity"):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert pool._automatic_jobs(count) == (expected or 3)


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_processes_are_born_warm(tmp_path: Path) -> None:
    log = tmp_path / "log"
    list(lint_many(targets(4), lint, jobs=2, warm_up=lambda: log.write_text(str(os.getpid()))))
    assert log.read_text() == str(os.getpid())


def test_spawned_processes_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_can_fork", lambda: False)
    reports = list(lint_many(targets(5), lint, jobs=2))
    assert [report.path for report in reports] == [f"file{i}" for i in range(5)]
    assert str(os.getpid()) not in {report.format for report in reports}
