"""Several reports in one run: ``--output-format``, ``--output-file`` and ``--report``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from writer_assist.cli import main
from writer_assist.engine.findings import FileReport
from writer_assist.engine.linter import Linter
from writer_assist.report import FORMATS

DIRTY = "工作总结\n一年来，我们走访委员xx人次，办理提案xx件。\n"


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with one draft that two findings are in."""
    work = tmp_path / "work"
    work.mkdir()
    (work / "漏填.txt").write_text(DIRTY, "utf-8")
    monkeypatch.chdir(work)
    return work


def ph(*arguments: str) -> list[str]:
    return ["lint", "--select", "PH", "漏填.txt", *arguments]


def test_every_format_in_one_run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(ph()) == 1
    screen = capsys.readouterr().out
    alone = {}
    for format in FORMATS:
        assert main(ph("--output-format", format)) == 1
        alone[format] = capsys.readouterr().out
    wanted = [f"--report={format}:{tmp_path / format}" for format in FORMATS]
    assert main(ph(*wanted)) == 1
    out, err = capsys.readouterr()
    assert (out, err) == (screen, "")
    for format in FORMATS:
        assert (tmp_path / format).read_text("utf-8") == alone[format]


def test_quiet_and_colour_are_for_the_main_report(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(ph("-q", "--color", "always", "--report", f"text:{tmp_path / 'a'}")) == 1
    out = capsys.readouterr().out
    assert "\x1b[" in out
    assert "检查了" not in out
    written = (tmp_path / "a").read_text("utf-8")
    assert "\x1b[" not in written
    assert "检查了 1 个文件" in written


def test_the_exit_code_is_the_same(tmp_path: Path) -> None:
    report = f"--report=sarif:{tmp_path / 'a.sarif'}"
    assert main(ph(report, "--fail-on", "never")) == 0
    assert main(ph(report)) == 1
    assert main(["lint", "没有.txt", "漏填.txt", report]) == 2
    notes = json.loads((tmp_path / "a.sarif").read_text("utf-8"))["runs"][0]["invocations"][0]
    assert notes["executionSuccessful"] is False


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output-format", "sarf"], "没有报告格式 'sarf'，是不是 sarif？"),
        (["--report", "htm:a"], "没有报告格式 'htm'，是不是 html？"),
        (["--report", "SARIF:a"], "没有报告格式 'SARIF'，是不是 sarif？"),
        (["--report", "html"], "--report 要写成 格式:文件"),
        (["--report", "html:"], "--report 要写成 格式:文件"),
        (["--report", "html:-"], "--report 要写成 格式:文件"),
        (["--report", "html:a", "--report", "json:./a"], "两份报告不能写到同一个文件 a"),
        (["--report", "html:a", "--output-file", "a"], "两份报告不能写到同一个文件 a"),
        (["--report", "html:漏填.txt"], "漏填.txt 是要检查的文件"),
        (["--report", "html:a", "--report", "json:../work/漏填.txt"], "是要检查的文件"),
    ],
)
def test_wrong_usage_is_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert main(ph(*arguments)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert said in err
    assert sorted(os.listdir(folder)) == ["漏填.txt"]
    assert (folder / "漏填.txt").read_text("utf-8") == DIRTY


@pytest.mark.parametrize("name", ["无此夹/a.html", "."])
def test_what_cannot_be_written_is_named(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "b.json"
    other.write_text("旧的", "utf-8")
    for arguments in ([f"html:{name}", f"json:{other}"], [f"json:{other}", f"html:{name}"]):
        assert main(ph(*(f"--report={argument}" for argument in arguments))) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"{name}: 无法写入：")
        assert err.count("\n") == 1
        # A report is whole or not there: the other one is as it was.
        assert other.read_text("utf-8") == "旧的"


def test_an_interrupted_run_writes_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(*_: object) -> FileReport:
        raise KeyboardInterrupt

    monkeypatch.setattr(Linter, "lint_path", interrupted)
    assert main(ph(f"--report=html:{tmp_path / 'a'}", f"--report=json:{tmp_path / 'b'}")) == 130
    assert sorted(os.listdir(tmp_path)) == ["work"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk to write to")
def test_a_full_disk_is_named(folder: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "writer_assist", *ph("--report", "json:/dev/full")],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert process.returncode == 2
    assert process.stderr.decode().startswith("/dev/full: 无法写入：")


def test_reports_are_written_in_one_pass(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file is linted once, and its report is gone before the next one comes."""
    import weakref

    for number in range(4):
        Path(f"稿{number}.txt").write_text(DIRTY, "utf-8")
    original = Linter.lint_path
    alive: list[weakref.ref[object]] = []
    linted: list[str] = []

    class Texts(list):  # type: ignore[type-arg]
        """A list that can be watched."""

    def lint_path(self: Linter, path: str) -> FileReport:
        linted.append(os.path.basename(path))
        assert sum(ref() is not None for ref in alive) <= 1
        report = original(self, path)
        texts = Texts(report.text)
        alive.append(weakref.ref(texts))
        return report._replace(text=texts)

    monkeypatch.setattr(Linter, "lint_path", lint_path)
    wanted = [f"--report={format}:{tmp_path / format}" for format in ("html", "sarif", "jsonl")]
    assert main(["lint", "--select", "PH", ".", *wanted]) == 1
    assert sorted(linted) == sorted(os.listdir("."))
    assert len(capsys.readouterr().out.splitlines()) > 5


def test_the_whole_text_is_kept_only_for_those_who_need_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    original = Linter.lint_path
    kept = []

    def lint_path(self: Linter, path: str) -> FileReport:
        report = original(self, path)
        kept.append(len(report.text))
        return report

    monkeypatch.setattr(Linter, "lint_path", lint_path)
    main(ph())
    main(ph("--output-format", "junit"))
    main(ph(f"--report=html:{tmp_path / 'a'}"))
    assert kept == [0, 0, 2]
