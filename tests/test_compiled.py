from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from writer_assist import compiled

VALUE = {"名称": ["存在的问题", ("a", 1)], "n": 0.5, "t": True}


class Builder:
    def __init__(self, source: Path) -> None:
        self.source = source
        self.calls = 0

    def __call__(self) -> object:
        self.calls += 1
        return {**VALUE, "text": self.source.read_text("utf-8")}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "data.toml"
    path.write_text("一", "utf-8")
    return path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache" / "deep"
    monkeypatch.setenv("WRITER_ASSIST_CACHE", str(folder))
    return folder


def load(build: Builder, **options: int) -> object:
    return compiled.load("data", [str(build.source)], build, **options)


def test_data_is_built_once(source: Path, cache: Path) -> None:
    build = Builder(source)
    first = load(build)
    assert load(build) == first == {**VALUE, "text": "一"}
    assert build.calls == 1
    assert [p.suffix for p in cache.iterdir()] == [".bin"]


def test_a_changed_source_is_built_again(source: Path, cache: Path) -> None:
    build = Builder(source)
    load(build)
    source.write_text("二", "utf-8")
    os.utime(source, ns=(1, 1))
    assert load(build) == {**VALUE, "text": "二"}
    assert build.calls == 2
    assert len(list(cache.iterdir())) == 1


@pytest.mark.usefixtures("cache")
def test_a_new_schema_is_built_again(source: Path) -> None:
    build = Builder(source)
    load(build)
    load(build, schema=2)
    assert build.calls == 2


@pytest.mark.parametrize("keep", [0, 10, 40, -1, -30])
def test_a_damaged_cache_is_built_again(source: Path, cache: Path, keep: int) -> None:
    build = Builder(source)
    good = load(build)
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes()[:keep])
    assert load(build) == good
    assert build.calls == 2
    assert load(build) == good
    assert build.calls == 2


def test_every_flipped_byte_is_noticed(source: Path, cache: Path) -> None:
    build = Builder(source)
    good = load(build)
    (file,) = cache.iterdir()
    data = file.read_bytes()
    for position in range(0, len(data), 7):
        file.write_bytes(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :])
        assert load(build) == good


def test_a_cache_that_cannot_be_written_does_no_harm(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WRITER_ASSIST_CACHE", str(source / "below a file"))
    build = Builder(source)
    assert load(build) == load(build)
    assert build.calls == 2
    assert [p.name for p in tmp_path.iterdir()] == ["data.toml"]


def test_no_temporary_file_is_left(
    source: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: str) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", fail)
    load(Builder(source))
    assert list(cache.iterdir()) == []


def test_off_uses_no_cache(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WRITER_ASSIST_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    build = Builder(source)
    load(build)
    load(build)
    assert build.calls == 2
    assert not (tmp_path / "xdg").exists()


@pytest.mark.usefixtures("cache")
def test_a_missing_source_is_the_builders_error(source: Path) -> None:
    build = Builder(source)
    source.unlink()
    with pytest.raises(FileNotFoundError):
        load(build)


@pytest.mark.parametrize(
    ("platform", "variable", "value", "expected"),
    [
        ("linux", "XDG_CACHE_HOME", "/var/tmp/c", "/var/tmp/c/writer-assist"),
        ("linux", "XDG_CACHE_HOME", "relative", "/home/u/.cache/writer-assist"),
        ("linux", "HOME", "/home/u", "/home/u/.cache/writer-assist"),
        ("darwin", "HOME", "/home/u", "/home/u/Library/Caches/writer-assist"),
        ("win32", "LOCALAPPDATA", "/c/local", "/c/local/writer-assist"),
        ("win32", "LOCALAPPDATA", "", ""),
    ],
)
def test_the_users_cache_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, value: str, expected: str
) -> None:
    for name in ("WRITER_ASSIST_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/u")
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert compiled.cache_folder() == expected
