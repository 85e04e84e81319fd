"""The engine beside the office: started, killed, stalled, and gone with the office."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.document.docx.builders import docx, paragraph

from .conftest import Office
from .test_proofreading import marks, writer  # noqa: F401 - a fixture

LONGEST = 0.5
"""Seconds beyond which a call of the office is blocked. Unblocked it takes a few milliseconds; what
else a busy machine does to it is no matter for a test."""


def exists(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(what: Callable[[], Any], seconds: float) -> Any:
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def test_one_process_an_office(office: Office, writer: Any) -> None:  # noqa: F811
    writer.getText().setString("我们很好，，是的。")
    assert marks(office, writer)
    (pid,) = office.engines()
    other = office.load()
    try:
        other.getText().setString("他们也好，，是的。")
        assert marks(office, other)
        assert office.engines() == [pid]
    finally:
        other.close(True)


def test_a_killed_engine_is_started_again(office: Office, writer: Any) -> None:  # noqa: F811
    writer.getText().setString("第一句很好，，是的。")
    assert marks(office, writer)
    (pid,) = office.engines()
    os.kill(pid, signal.SIGKILL)
    writer.getText().setString("第二句也好，，是的。")
    assert [covered for covered, _, _ in marks(office, writer, wait=60)] == ["，，"]
    (new,) = office.engines()
    assert new != pid


def latencies(document: Any, until: Callable[[], bool]) -> list[float]:
    """How long simple calls of the office take, one after the other."""
    found = []
    text = document.getText()
    while not until():
        begun = time.perf_counter()
        text.getString()
        document.isModified()
        found.append((time.perf_counter() - begun) / 2)
        time.sleep(0.002)
    return found


def test_a_stalled_engine_blocks_nobody(office: Office, writer: Any) -> None:  # noqa: F811
    writer.getText().setString("第一句很好，，是的。")
    assert marks(office, writer)
    (pid,) = office.engines()
    os.kill(pid, signal.SIGSTOP)
    writer.getText().setString("第三句还好，，是的。")
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.extend(marks(office, writer, wait=90)))
    thread.start()
    times = latencies(writer, lambda: not thread.is_alive())
    assert [covered for covered, _, _ in found] == ["，，"]  # ended, and started anew
    assert not exists(pid)
    assert sorted(times)[len(times) * 99 // 100] < LONGEST


@pytest.fixture
def long_document(office: Office, tmp_path: Path) -> Iterator[Any]:
    """Two hundred pages: 2,800 paragraphs of fifty characters."""
    line = "第{n}项工作要抓紧,由{n}组在规定的时间以内办完，月底以前报告办理情况，，件件有着落。"
    lines = [line.format(n=n) for n in range(2800)]
    path = tmp_path / "long.docx"
    path.write_bytes(docx("".join(map(paragraph, lines))))
    document = office.load(path, hidden=False)
    yield document
    document.setModified(False)
    document.close(True)


def test_two_hundred_pages_never_block_the_office(office: Office, long_document: Any) -> None:
    frame = long_document.getCurrentController().getFrame()
    import uno

    transformer = office.service("com.sun.star.util.URLTransformer")
    url = uno.createUnoStruct("com.sun.star.util.URL")
    url.Complete = "org.writer_assist:check"
    _, url = transformer.parseStrict(url)
    controller = long_document.getCurrentController()
    begun = time.perf_counter()
    frame.queryDispatch(url, "_self", 0).dispatch(url, ())
    end = time.monotonic() + 60
    times = []
    while time.monotonic() < end and not controller.hasInfobar("org.writer_assist.message"):
        one = time.perf_counter()
        long_document.isModified()
        times.append(time.perf_counter() - one)
        if time.perf_counter() - begun > 20:
            break
        time.sleep(0.002)
    assert len(times) > 20
    assert sorted(times)[len(times) * 99 // 100] < LONGEST


def test_memory_of_the_engine(office: Office, writer: Any) -> None:  # noqa: F811
    writer.getText().setString("我们很好，，是的。")
    assert marks(office, writer)
    (pid,) = office.engines()
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    resident = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    assert resident / 1024 < 150


def test_no_engine_outlives_its_office(tmp_path: Path) -> None:
    own = Office(tmp_path)
    try:
        document = own.load()
        document.getText().setString("我们很好，，是的。")
        assert marks(own, document)
        (pid,) = own.engines()
        assert own.process is not None
        os.kill(own.process.pid, signal.SIGKILL)
        wait_for(lambda: not exists(pid), 2)
    finally:
        own.close()


def test_without_an_engine_it_still_writes(tmp_path: Path) -> None:
    own = Office(tmp_path, engine="/nowhere/writer-assist")
    try:
        document = own.load()
        document.getText().setString("我们很好，，是的。")
        assert marks(own, document, wait=2) == []
        assert own.engines() == []
        assert document.getText().getString() == "我们很好，，是的。"
    finally:
        own.close()
