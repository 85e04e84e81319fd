"""``writer-assist install libreoffice``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from writer_assist.cli import main
from writer_assist.hosts import libreoffice

from .conftest import needs_office


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with an office of his own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("UNO_SHARED_PACKAGES_CACHE", (tmp_path / "shared").as_uri())
    return tmp_path


def options(home: Path) -> list[str]:
    (home / "shared").mkdir(exist_ok=True)
    return [
        f"-env:UserInstallation={(home / 'profile').as_uri()}",
        f"-env:UNO_SHARED_PACKAGES_CACHE={(home / 'shared').as_uri()}",
    ]


def test_there_and_back(home: Path) -> None:
    needs_office()
    unopkg = libreoffice.find_unopkg()
    assert unopkg is not None
    words = options(home)
    assert not libreoffice.is_registered(unopkg, words)
    libreoffice.install(options=words)
    assert libreoffice.is_registered(unopkg, words)
    said = json.loads(Path(libreoffice.engine_file()).read_text("utf-8"))
    assert said == {"command": [sys.executable, "-m", "writer_assist"]}
    libreoffice.install(options=words)  # an update
    libreoffice.uninstall(options=words)
    assert not libreoffice.is_registered(unopkg, words)
    assert not Path(libreoffice.engine_file()).exists()
    libreoffice.uninstall(options=words)


@pytest.mark.usefixtures("home")
def test_a_dry_run_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    needs_office()
    assert main(["install", "libreoffice", "--dry-run", "--lang", "zh"]) == 0
    said = capsys.readouterr().err
    assert "以上都没有做" in said
    assert libreoffice.engine_file() in said
    assert not Path(libreoffice.engine_file()).exists()


@pytest.mark.usefixtures("home")
def test_without_an_office(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(libreoffice, "find_unopkg", lambda: None)
    for words in ([], ["--uninstall"]):
        assert main(["install", "libreoffice", *words, "--lang", "zh"]) == 2
        assert "没有找到 LibreOffice" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_an_office_that_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "unopkg"
    monkeypatch.setattr(libreoffice, "find_unopkg", lambda: str(program))
    for text, wanted in (("ERROR: lock file", "正在运行"), ("ERROR: bad thing", "bad thing")):
        program.write_text(f"#!/bin/sh\necho '{text}' >&2\nexit 1\n")
        program.chmod(0o755)
        assert main(["install", "libreoffice", "--lang", "zh"]) == 2
        assert wanted in capsys.readouterr().err
    program.chmod(0o644)
    assert main(["install", "libreoffice", "--lang", "zh"]) == 2
    assert "没有权限" in capsys.readouterr().err
