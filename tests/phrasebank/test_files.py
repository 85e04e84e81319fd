"""Files that are read without blocking, and changed by one at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from writer_assist.phrasebank import files
from writer_assist.phrasebank.errors import EditError, PhraseError
from writer_assist.phrasebank.files import locked, read_bytes


def test_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "新" / "库.toml"
    counter = tmp_path / "数.txt"
    counter.write_text("0", "utf-8")

    def count() -> None:
        for _ in range(10):
            with locked(str(path)):
                number = int(counter.read_text("utf-8"))
                counter.write_text(str(number + 1), "utf-8")

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.read_text("utf-8") == "40"
    assert not list(path.parent.iterdir())


def test_waits_for_a_while_only(tmp_path: Path) -> None:
    path = str(tmp_path / "库.toml")
    with locked(path), pytest.raises(EditError, match="正被别的程序改着"), locked(path, 0.1):
        pass
    with locked(path, 0):
        pass


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    path = str(tmp_path / "库.toml")
    script = (
        "import os, sys\nfrom writer_assist.phrasebank.files import locked\n"
        "with locked(sys.argv[1]):\n    os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)
    assert os.listdir(tmp_path) == [".库.toml.lock"]
    with locked(path, 0):
        pass
    assert os.listdir(tmp_path) == []


def test_a_file_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def fail(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", fail)
    with locked(str(tmp_path / "库.toml")):
        pass


@pytest.mark.parametrize("by", ["mode", "access"])
def test_read_only(by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "库.toml"
    path.write_text("", "utf-8")
    if by == "mode":
        path.chmod(0o444)
    else:
        monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(EditError, match="是只读的"), locked(str(path)):
        pass


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_bytes(str(tmp_path / "没有.toml"))
    with pytest.raises(PhraseError, match="文件名无效"):
        read_bytes("a\0b")
    with pytest.raises(PhraseError, match="文件名太长"):
        read_bytes(str(tmp_path / ("长" * 200)))
    huge = tmp_path / "大.toml"
    with huge.open("wb") as stream:
        stream.truncate(files.MAX_FILE + 1)
    with pytest.raises(PhraseError, match="文件太大"):
        read_bytes(str(huge))
