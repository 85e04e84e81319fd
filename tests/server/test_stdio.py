"""The service in a process of its own, by lines of JSON."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-m", "writer_assist", "serve", "--stdio"]
LONG = [{"text": f"第{n}段：要坚持学习,做到入脑入心，，全年办理提案{n}件。"} for n in range(3000)]


class Engine:
    """A running service."""

    def __init__(self, tmp_path: Path) -> None:
        self.process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.replies: dict[Any, Any] = {}
        self.order: list[Any] = []
        self.write("initialize", client="test", preferences=str(tmp_path / "x.json"))
        assert "result" in self.reply(0)

    count = -1

    def write(self, method: str, **params: Any) -> int:
        self.count += 1
        self.raw(json.dumps({"id": self.count, "method": method, "params": params}))
        return self.count

    def raw(self, *lines: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("".join(line + "\n" for line in lines).encode())
        self.process.stdin.flush()

    def reply(self, id_: Any) -> Any:
        """The reply with an id; those that come before it are kept."""
        assert self.process.stdout is not None
        while id_ not in self.replies:
            line = self.process.stdout.readline()
            assert line, "the service ended"
            reply = json.loads(line)
            self.replies[reply["id"]] = reply
            self.order.append(reply["id"])
        return self.replies.pop(id_)

    def ask(self, method: str, **params: Any) -> Any:
        return self.reply(self.write(method, **params))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = Engine(tmp_path)
    yield made
    made.process.kill()
    made.process.wait()
    for stream in (made.process.stdin, made.process.stdout):
        assert stream is not None
        stream.close()


def test_requests_and_replies(engine: Engine) -> None:
    found = engine.ask("check_paragraphs", texts=["计划在20xx年完成。", "😀，，"])
    first, second = found["result"]["paragraphs"]
    assert [problem["code"] for problem in first] == ["PH001"]
    assert (second[0]["start"], second[0]["end"]) == (2, 4)
    assert engine.ask("close", document="a")["error"]["code"] == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("x", -32700),
        ("[" * 100_000, -32700),
        ("[]", -32600),
        ('{"id": [1], "method": "templates"}', -32600),
        ('{"id": 7}', -32601),
        ('{"id": 7, "method": "handle"}', -32601),
        ('{"id": 7, "method": "check", "params": {}}', -32602),
        ('{"id": 7, "method": "check", "params": []}', -32602),
    ],
)
def test_bad_requests_are_answered(engine: Engine, line: str, code: int) -> None:
    engine.raw(line)
    id_ = 7 if line.startswith('{"id": 7') else None
    assert engine.reply(id_)["error"]["code"] == code
    assert engine.ask("templates")["result"]["templates"]  # and it goes on


def test_a_line_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from writer_assist.server import stdio

    monkeypatch.setattr(stdio, "LONGEST", 1000)
    sink = io.BytesIO()
    lines = b'{"id": 1, "x": "' + b"y" * 5000 + b'"}\n{"id": 2}\n'
    stdio.Server(io.BytesIO(lines), sink).run()
    replies = [json.loads(line) for line in sink.getvalue().splitlines()]
    assert [(reply["id"], reply["error"]["code"]) for reply in replies] == [
        (None, -32600),
        (2, -32601),
    ]


def test_typing_does_not_wait_for_a_whole_document(engine: Engine) -> None:
    engine.ask("open", document="a", paragraphs=LONG)
    checks = [engine.write("check", document="a") for _ in range(4)]
    typing = engine.write("check_paragraphs", texts=["很好，，"])
    engine.reply(checks[-1])
    assert engine.order.index(typing) < engine.order.index(checks[2])


def test_what_waits_can_be_taken_back(engine: Engine) -> None:
    engine.ask("open", document="a", paragraphs=LONG)
    running, waiting = (engine.write("check", document="a") for _ in range(2))
    engine.raw(json.dumps({"method": "cancel", "params": {"id": waiting}}))
    engine.raw(json.dumps({"method": "cancel", "params": {"id": 9999}}))
    assert engine.reply(waiting)["error"]["code"] == -32800
    assert "result" in engine.reply(running)
    assert engine.ask("templates")["result"]


def test_what_is_under_way_can_be_taken_back(engine: Engine) -> None:
    texts = [paragraph["text"] for paragraph in LONG]
    id_ = engine.write("check_paragraphs", texts=texts * 3)
    time.sleep(0.05)
    engine.raw(json.dumps({"method": "cancel", "params": {"id": id_}}))
    assert engine.reply(id_)["error"]["code"] == -32800
    assert engine.ask("check_paragraphs", texts=["很好，，"])["result"]["paragraphs"][0]


def test_the_end_of_the_input_ends_it(engine: Engine) -> None:
    engine.ask("open", document="a", paragraphs=LONG)
    for _ in range(20):
        engine.write("check", document="a")
    assert engine.process.stdin is not None
    engine.process.stdin.close()
    assert engine.process.wait(5) == 0


def test_it_ends_when_nobody_reads(engine: Engine) -> None:
    assert engine.process.stdout is not None
    engine.process.stdout.close()
    engine.write("templates")
    assert engine.process.wait(5) == 0


@pytest.mark.skipif(os.name != "posix", reason="kills a process")
def test_no_orphan_when_the_host_is_killed(tmp_path: Path) -> None:
    host = tmp_path / "host.py"
    host.write_text(
        "import subprocess, sys, time\n"
        f"p = subprocess.Popen({COMMAND!r}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "print(p.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, host], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:1]:
            return
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the engine outlived its host")


def test_schema_and_usage() -> None:
    shown = subprocess.run(
        [*COMMAND[:-1], "--schema"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    assert json.loads(shown)["version"] == 1
    assert subprocess.run(COMMAND[:-1], capture_output=True, check=False).returncode == 2
