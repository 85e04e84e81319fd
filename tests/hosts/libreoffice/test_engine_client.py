"""The client of the engine by itself, with engines that misbehave."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from writer_assist.hosts.oxt import sources

sys.path.append(str(Path(sources()) / "pythonpath"))

from writer_assist_office import engine

REAL = [sys.executable, "-m", "writer_assist"]
ECHO = """
import json, sys
for line in sys.stdin:
    request = json.loads(line)
    result = {"protocol": PROTOCOL, "params": request.get("params")}
    print(json.dumps({"id": request.get("id"), "result": result}), flush=True)
"""
PATIENCE = 20.0


def wait_for(what: Callable[[], Any], why: str) -> Any:
    end = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < end, why
        time.sleep(0.01)
    return found


def exists(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


Make = Callable[..., Any]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Clients of engines that are written in a few lines; ended behind the test."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    clients: list[Any] = []

    def made(code: str = "", words: list[str] | None = None, protocol: int = 1) -> Any:
        path = tmp_path / f"engine{len(clients)}.py"
        path.write_text(code.replace("PROTOCOL", str(protocol)), encoding="utf-8")
        command = words if words is not None else [sys.executable, str(path)]
        client = engine.EngineClient(lambda: "zh", lambda: command)
        clients.append(client)
        return client

    yield made
    for client in clients:
        client.end()


def check(client: Any, text: str, timeout: float = PATIENCE) -> list[str]:
    found = client.request("check_paragraphs", {"texts": [text]}, timeout)["paragraphs"][0]
    return [problem["code"] for problem in found]


def test_a_real_engine(make: Make) -> None:
    client = make(words=REAL)
    assert client.pid() is None
    assert check(client, "我们很好，，是的。") == ["PU008"]
    assert client.is_ready()
    pid = client.pid()
    with pytest.raises(engine.EngineError, match="没有规则 ZZ999"):
        client.request("explain", {"code": "ZZ999"})
    assert client.pid() == pid
    client.end()
    wait_for(lambda: not exists(pid), "its end")
    with pytest.raises(engine.EngineMissing):
        client.request("preferences", {})


def test_files_of_the_user_do_not_get_in_its_way(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("json", "docx", "writer_assist"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('wrong')")
    assert check(make(words=REAL), "我们很好，，是的。") == ["PU008"]


def test_many_threads_ask_one_process(make: Make) -> None:
    client = make(ECHO)
    answers: dict[int, Any] = {}

    def ask(number: int) -> None:
        answers[number] = client.request("x", {"n": number}, PATIENCE)["params"]["n"]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {n: n for n in range(40)}


def test_a_killed_one_is_started_again_unasked(make: Make) -> None:
    client = make(ECHO)
    ready = threading.Event()
    client.request("x", {}, PATIENCE)
    client.on_ready(ready.set)
    pid = client.pid()
    os.kill(pid, signal.SIGKILL)
    assert ready.wait(PATIENCE)
    assert client.pid() not in (None, pid)
    assert client.request("x", {"n": 1}, PATIENCE)["params"] == {"n": 1}


def test_who_waits_for_a_killed_one_is_told(make: Make) -> None:
    client = make(ECHO.replace("for line", "import time\nfor line", 1).replace(
        "    result", "    if request['method'] == 'wait': time.sleep(60)\n    result", 1
    ))  # fmt: skip
    client.request("x", {}, PATIENCE)
    pid = client.pid()
    threading.Timer(0.2, os.kill, (pid, signal.SIGKILL)).start()
    begun = time.monotonic()
    with pytest.raises(engine.EngineMissing):
        client.request("wait", {}, PATIENCE)
    assert time.monotonic() - begun < 5


def test_a_stalled_one_is_ended_and_started_again(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PROBE_AFTER", 0.5)
    monkeypatch.setattr(engine, "STALLED_AFTER", 2.0)
    client = make(words=REAL)
    assert check(client, "我们很好，，是的。") == ["PU008"]
    pid = client.pid()
    os.kill(pid, signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(engine.EngineTimeout):
        check(client, "我们很好，，是的。", 0.03)
    # What fills any pipe does not hold up who asks.
    with pytest.raises(engine.EngineTimeout):
        check(client, "很好，，" * 100_000, 0.03)
    assert time.monotonic() - begun < 1.0
    # An answer that nobody waits for is no sign of a stall, one that somebody waits for is.
    assert exists(pid)
    told: list[BaseException] = []

    def ask() -> None:
        try:
            check(client, "好")
        except engine.EngineMissing as error:
            told.append(error)

    waiting = threading.Thread(target=ask)
    waiting.start()
    wait_for(lambda: not exists(pid), "the end of the stalled one")
    waiting.join()
    assert told
    wait_for(client.is_ready, "a new one")
    assert check(client, "我们很好，，是的。") == ["PU008"]


def test_a_long_check_is_no_stall(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PROBE_AFTER", 0.5)
    monkeypatch.setattr(engine, "STALLED_AFTER", 1.5)
    client = make(words=REAL)
    check(client, "好。")
    pid = client.pid()
    texts = [f"第{n}项工作要抓紧,由{n}组办理，，件件有着落。" * 8 for n in range(2500)]
    begun = time.monotonic()
    found = client.request("check_paragraphs", {"texts": texts}, 120)["paragraphs"]
    assert time.monotonic() - begun > 1.5, "too fast to show anything"
    assert len(found) == 2500
    assert client.pid() == pid


def test_starts_become_rare_when_it_ends_each_time(make: Make, tmp_path: Path) -> None:
    log = tmp_path / "starts"
    client = make(f"open({str(log)!r}, 'a').write('x')")
    end = time.monotonic() + 2.5
    while time.monotonic() < end:
        client.warm()
        with pytest.raises(engine.EngineMissing):
            client.submit("x", {}, lambda *_: None)
        time.sleep(0.01)
    # At 0, 0.5, 1.5 and 3.5 seconds, plus what a start takes.
    assert 2 <= len(log.read_text()) <= 3


def test_who_asks_does_not_wait_for_the_pause(make: Make, tmp_path: Path) -> None:
    flag = tmp_path / "there"
    client = make(f"import os\nif not os.path.exists({str(flag)!r}): raise SystemExit\n{ECHO}")
    for _ in range(4):  # the next start by itself would be in eight seconds
        with pytest.raises(engine.EngineMissing):
            client.request("x", {}, PATIENCE)
    flag.touch()
    begun = time.monotonic()
    client.request("x", {}, PATIENCE)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("code", "protocol"), [(ECHO, 2), ("print('hello')", 1), ("import nothing_like_this", 1)]
)
def test_what_is_no_engine_of_ours(make: Make, code: str, protocol: int) -> None:
    client = make(code, protocol=protocol)
    with pytest.raises(engine.EngineMissing):
        client.request("x", {}, PATIENCE)
    assert not client.is_ready()


def test_noise_between_answers(make: Make) -> None:
    noisy = ECHO.replace("    print(", "    print('noise', flush=True)\n    print(")
    assert make(noisy).request("x", {"n": 7}, PATIENCE)["params"] == {"n": 7}


def test_its_environment_is_its_own(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH"):
        monkeypatch.setenv(name, "/of/the/office")
    code = "import os\n" + ECHO.replace(
        '"params":', '"own": dict(os.environ), "at": os.getcwd(), "params":'
    )
    answer = make(code).request("x", {}, PATIENCE)
    assert not {"PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH"} & set(answer["own"])
    assert answer["at"] == os.path.realpath(os.path.expanduser("~"))


def test_where_it_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("WRITER_ASSIST_ENGINE", raising=False)
    if not any(
        map(os.path.exists, ("/usr/local/bin/writer-assist", "/opt/homebrew/bin/writer-assist"))
    ):
        assert engine.command() is None

    def program(folder: str) -> str:
        path = tmp_path / folder / "writer-assist"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o755)
        return str(path)

    pip = program(".local/bin")
    assert engine.command() == [pip]
    on_path = program("bin")
    assert engine.command() == [on_path]
    file = tmp_path / "writer-assist" / "engine.json"
    file.parent.mkdir()
    for damaged in (
        "{",
        "[]",
        '{"command": []}',
        '{"command": "x"}',
        '{"command": ["/not/there"]}',
    ):
        file.write_text(damaged, encoding="utf-8")
        assert engine.command() == [on_path]
    file.write_text(json.dumps({"command": REAL}), encoding="utf-8")
    assert engine.command() == REAL
    monkeypatch.setenv("WRITER_ASSIST_ENGINE", pip)
    assert engine.command() == [pip]
    monkeypatch.setenv("WRITER_ASSIST_ENGINE", json.dumps([pip, "-x"]))
    assert engine.command() == [pip, "-x"]
    monkeypatch.setenv("WRITER_ASSIST_ENGINE", "/not/there")
    assert engine.command() is None
