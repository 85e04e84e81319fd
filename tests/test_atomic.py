"""Files that appear only when they are complete."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from writer_assist import atomic
from writer_assist.atomic import atomic_file, write_bytes


@pytest.fixture(params=[True, False], ids=["unnamed", "named"], autouse=True)
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(atomic, "_unnamed_file", lambda _: -1)


def test_it_writes(tmp_path: Path) -> None:
    path = tmp_path / "出.docx"
    write_bytes(str(path), b"\x00\n\r")
    assert path.read_bytes() == b"\x00\n\r"
    with atomic_file(str(path)) as stream:
        stream.write("文字\n")
    assert path.read_text("utf-8") == "文字\n"
    assert [p.name for p in tmp_path.iterdir()] == ["出.docx"]


def test_after_an_error_all_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "出.txt"
    path.write_text("旧", "utf-8")

    def fail() -> None:
        with atomic_file(str(path)) as stream:
            stream.write("新")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text("utf-8") == "旧"
    assert [p.name for p in tmp_path.iterdir()] == ["出.txt"]


def test_an_error_names_the_file_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "没有" / "出.txt")
    with pytest.raises(OSError, match="No such file") as info:
        write_bytes(path, b"")
    assert info.value.filename == path

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    path = str(tmp_path / "出.txt")
    with pytest.raises(OSError, match="No space") as info:
        write_bytes(path, b"")
    assert info.value.filename == path
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX links and permissions")
def test_links_and_permissions_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "本文", tmp_path / "链接"
    target.write_text("旧", "utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    write_bytes(str(link), b"x")
    assert link.is_symlink()
    assert target.read_bytes() == b"x"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX devices")
def test_what_is_no_regular_file_is_written_as_it_is() -> None:
    write_bytes("/dev/null", b"x")
    assert not os.path.isfile("/dev/null")
