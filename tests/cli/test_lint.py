"""``writer-assist lint`` as a user runs it: in this process, and as a process of its own."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from writer_assist.cli import main
from writer_assist.engine.linter import Linter
from writer_assist.report.json import SCHEMA

DIRTY = "工作总结\n一年来，我们走访委员xx人次，办理提案xx件。\n"
CLEAN = "工作总结\n一年来，我们走访委员120人次，办理提案35件。\n"

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and POSIX devices")


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in: a dirty draft, and a clean one below."""
    work = tmp_path / "work"
    (work / "下级").mkdir(parents=True)
    (work / "漏填.txt").write_text(DIRTY, "utf-8")
    (work / "下级" / "完整.md").write_text(CLEAN, "utf-8")
    monkeypatch.chdir(work)
    return work


def ph(*arguments: str | Path) -> list[str]:
    """A lint of placeholders only: what the exit code and the counts below rest on."""
    return ["lint", "--select", "PH", *map(str, arguments)]


def json_of(text: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(text)
    jsonschema.validate(value, json.loads(Path(SCHEMA).read_text("utf-8")))
    return value


def paths(value: dict[str, Any]) -> list[str]:
    return [file["path"] for file in value["files"]]


def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-X", "utf8", "-m", "writer_assist", *arguments]
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.PIPE)
    if sys.platform != "win32":
        # A shell's background job ignores Ctrl-C, and so would everything started by it.
        options.setdefault("preexec_fn", listen_to_ctrl_c)
    return subprocess.Popen(command, **options)


def listen_to_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


# Exit codes


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["漏填.txt"], 1),
        (["下级"], 0),
        ([], 1),
        (["漏填.txt", "--fail-on", "never"], 0),
        (["漏填.txt", "--fail-on", "hint"], 1),
        (["下级", "--fail-on", "hint"], 0),
        (["没有.txt"], 2),
        (["没有.txt", "漏填.txt"], 2),
        (["没有.txt", "--fail-on", "never"], 2),
        (["漏填.txt", "--ignore", "PH"], 0),
        (["--fail-on", "fatal"], 2),
        (["--unknown"], 2),
        (["--jobs", "0"], 2),
        (["--jobs", "x"], 2),
    ],
)
def test_exit_code(arguments: list[str], code: int) -> None:
    assert main(ph(*arguments)) == code


def test_fail_on_compares_severities(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(ph(folder / "漏填.txt", "--output-format", "json"))
    (severity,) = {f["severity"] for f in json_of(capsys.readouterr().out)["findings"]}
    order = ["hint", "warning", "error"]
    for threshold in order:
        code = main(ph(folder / "漏填.txt", "--fail-on", threshold))
        assert code == (order.index(severity) >= order.index(threshold))


# What is linted


def test_text_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ph()) == 1
    out = capsys.readouterr().out
    assert out.startswith("漏填.txt\n")
    assert "走访委员【xx】人次" in out
    assert "2:11" in out
    assert f"{Path('下级', '完整.md')}: 没有发现问题" in out
    assert "检查了 2 个文件，发现 2 处问题" in out
    assert folder.name not in out


def test_json_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ph("--output-format", "json", folder)) == 1
    value = json_of(capsys.readouterr().out)
    assert [(f["paragraph"], f["start"], f["end"], f["text"]) for f in value["findings"]] == [
        (2, 10, 12, "xx"),
        (2, 19, 21, "xx"),
    ]
    assert paths(value) == [str(folder / "漏填.txt"), str(folder / "下级" / "完整.md")]


def test_examples_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    examples = Path(__file__).parents[2] / "examples"
    assert main(["lint", str(examples), "--output-format", "json"]) == 1
    value = json_of(capsys.readouterr().out)
    assert {Path(path).suffix for path in paths(value)} >= {".docx", ".txt", ".md"}
    assert all(file["error"] is None for file in value["files"])
    assert all(file["genre"] for file in value["files"])


@pytest.mark.usefixtures("folder")
def test_a_bad_file_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("坏.docx").write_bytes(b"PK\x03\x04 not a zip")
    assert main(ph("无.txt", "坏.docx", "漏填.txt")) == 2
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "无.txt: 找不到文件"
    assert out.splitlines()[1].startswith("坏.docx: ")
    assert "【xx】" in out
    assert "2 个文件无法检查" in out


@pytest.mark.usefixtures("folder")
def test_json_errors_are_told_on_stderr_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ph("无.txt", "漏填.txt", "--output-format", "json")) == 2
    out, err = capsys.readouterr()
    assert err == "无.txt: 找不到文件\n"
    assert [file["error"] for file in json_of(out)["files"]] == ["找不到文件", None]


def test_nothing_to_lint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ph(tmp_path)) == 0
    assert "没有找到可以检查的文件" in capsys.readouterr().err


def test_select_and_ignore_take_lists(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["lint", str(folder / "漏填.txt"), "--output-format", "json"]
    main([*base, "--select", "PH, AR", "--select", "OL"])
    every = json_of(capsys.readouterr().out)["findings"]
    codes = {f["code"] for f in every}
    assert {code[:2] for code in codes} >= {"PH", "OL"}
    main([*base, "--ignore", ",".join(code for code in codes if code.startswith("OL"))])
    assert {f["code"][:2] for f in json_of(capsys.readouterr().out)["findings"]} == {"PH", "PB"}


@pytest.mark.usefixtures("folder")
def test_many_files_in_processes_give_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(60):
        text = DIRTY if number % 3 else CLEAN
        Path(f"稿{number:02}.txt").write_text(f"{text}第{number}份。\n", "utf-8")
    outputs = []
    for jobs in (["--jobs", "1"], ["--jobs", "2"], []):
        assert main(ph(*jobs)) == 1
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1] == outputs[2]
    assert "检查了 62 个文件" in outputs[0]


# Standard input


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.usefixtures("folder")
def test_stdin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stdin(monkeypatch, DIRTY.encode("gb18030"))
    arguments = ["下级", "-", "漏填.txt", "-", "下级/../漏填.txt", "--output-format", "json"]
    assert main(ph(*arguments)) == 1
    value = json_of(capsys.readouterr().out)
    assert paths(value) == [str(Path("下级", "完整.md")), "-", "漏填.txt"]
    assert [f["path"] for f in value["findings"]] == ["-", "-", "漏填.txt", "漏填.txt"]


def test_stdin_filename(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "总结\n\n```\n提案xx件\n```\n"
    for name, expected in (("稿.md", 0), ("稿.txt", 1)):
        stdin(monkeypatch, code.encode())
        assert main(ph("-", "--stdin-filename", name)) == expected
        assert capsys.readouterr().out.startswith(name)


def test_bad_stdin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stdin(monkeypatch, b"PK\x03\x04 not a zip")
    assert main(ph("-")) == 2
    assert capsys.readouterr().out.startswith("-: ")


# Output


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("format", ["text", "json"])
def test_output_file(tmp_path: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "报告"
    report.write_text("旧的", "utf-8")
    report.chmod(0o640)
    assert main(ph("--output-format", format)) == 1
    printed = capsys.readouterr().out
    assert main(ph("--output-format", format, "--output-file", report)) == 1
    assert capsys.readouterr().out == ""
    assert report.read_text("utf-8") == printed
    assert report.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["work", "报告"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["漏填.txt", "下级/../漏填.txt", "link.txt"])
def test_output_never_replaces_an_input(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("link.txt").symlink_to("漏填.txt")
    for arguments in (["漏填.txt"], ["."], []):
        assert main(ph(*arguments, "--output-file", name)) == 2
        assert "是要检查的文件" in capsys.readouterr().err
    assert Path("漏填.txt").read_text("utf-8") == DIRTY


@pytest.mark.usefixtures("folder")
def test_output_file_that_cannot_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    for name, reason in (("无此夹/报告.json", "找不到文件"), ("下级", "这是文件夹，不是文件")):
        assert main(ph("--output-file", name)) == 2
        assert capsys.readouterr() == ("", f"{name}: 无法写入：{reason}\n")
    assert main(ph("--output-file", "无此夹/报告.json", "--lang", "en")) == 2
    assert capsys.readouterr().err.removeprefix("无此夹/报告.json").isascii()


@pytest.mark.usefixtures("folder")
def test_a_failed_run_leaves_the_old_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    report = tmp_path / "报告.json"
    report.write_text("旧的", "utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Linter, "lint_path", interrupted)
    assert main(ph("--output-file", report)) == 130
    assert report.read_text("utf-8") == "旧的"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["work", "报告.json"]


@pytest.mark.usefixtures("folder")
def test_color(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def colored(*arguments: str) -> bool:
        main(ph("漏填.txt", *arguments))
        return "\x1b[" in capsys.readouterr().out

    assert colored("--color", "always")
    assert not colored("--color", "never")
    assert not colored()
    monkeypatch.setattr("writer_assist.cli.output.is_terminal", lambda stream: stream is not None)
    monkeypatch.setenv("TERM", "xterm")
    assert colored()
    assert not colored("--color", "never")
    monkeypatch.setenv("TERM", "dumb")
    assert not colored()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colored()
    assert colored("--color", "always")


@pytest.mark.usefixtures("folder")
def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ph("-q")) == 1
    out = capsys.readouterr().out
    assert "【xx】" in out
    assert "检查了" not in out
    assert "完整.md" not in out
    assert main(ph("-q", "下级")) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("folder")
def test_english(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    main(ph("--lang", "en"))
    by_option = capsys.readouterr().out
    assert "Files checked: 2" in by_option
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    main(ph())
    assert capsys.readouterr().out == by_option
    main(ph("--lang=zh"))
    assert "检查了 2 个文件" in capsys.readouterr().out


# Usage errors


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["--select", "PH0001"], "PH001"),
        (["--ignore", "unfilled-yaer"], "unfilled-year"),
        (["--genre", "政协办公室总结"], "政协办公室工作总结"),
        (["--selct", "PH"], "--select"),
        (["--output-formt=json"], "--output-format"),
    ],
)
def test_usage_errors_name_what_was_meant(
    arguments: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert f"是不是 {meant}？" in err


# Accidents


@pytest.fixture
def _broken_linter(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    original = Linter.lint_path

    def lint_path(self: Linter, path: str) -> Any:
        if path.endswith("漏填.txt"):
            message = "no\nsuch key"
            raise KeyError(message)
        return original(self, path)

    monkeypatch.setattr(Linter, "lint_path", lint_path)
    return iter(())


@pytest.mark.usefixtures("folder", "_broken_linter")
def test_an_internal_error_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ph()) == 2
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == r"漏填.txt: 内部错误：KeyError 'no\nsuch key'"
    assert "完整.md: 没有发现问题" in out
    assert err == ""


@pytest.mark.usefixtures("folder", "_broken_linter")
def test_developers_see_the_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(ph("--traceback")) == 2
    assert "Traceback" in capsys.readouterr().err
    monkeypatch.setenv("WRITER_ASSIST_TRACEBACK", "1")
    assert main(ph()) == 2
    assert "Traceback" in capsys.readouterr().err


def test_an_accident_outside_of_a_file_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("writer_assist.cli.lint._batches", fail)
    assert main(ph()) == 2
    assert capsys.readouterr() == ("", "writer-assist: 内部错误：RecursionError \n")


@POSIX
def test_ctrl_c(folder: Path) -> None:
    process = start(*ph("漏填.txt", "-"), stdin=subprocess.PIPE, cwd=folder)
    time.sleep(1)  # by now it waits for its input
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")


@POSIX
def test_the_reader_goes_away(folder: Path) -> None:
    (folder / "长.txt").write_text(DIRTY * 3000, "utf-8")
    for format in ("text", "json"):
        process = start(*ph("长.txt", "--output-format", format), cwd=folder)
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        err = process.stderr.read()
        process.stderr.close()
        assert (process.wait(30), err) == (141, b"")


@POSIX
@pytest.mark.parametrize("format", ["text", "json"])
@pytest.mark.parametrize("interrupt", [True, False])
def test_no_process_is_left_behind(folder: Path, format: str, interrupt: bool) -> None:
    for number in range(200):
        (folder / f"稿{number}.txt").write_text(DIRTY * 40, "utf-8")
    process = start(*ph("--jobs", "2", "--output-format", format), cwd=folder)
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    if interrupt:
        process.send_signal(signal.SIGINT)
        process.stdout.read()
    process.stdout.close()
    # The end of it comes only when every process that shares it is gone.
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == (130 if interrupt else 141)


@POSIX
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        process = start(*ph("漏填.txt"), cwd=folder, stdout=full)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert err.decode().startswith("标准输出: 无法写入：")
    assert err.count(b"\n") == 1


@POSIX
@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_every_terminal_encoding(folder: Path, encoding: str) -> None:
    (folder / "𠮷\udce4.txt").write_text("总结\n\U0001f600提案xx件。\n", "utf-8")
    for format in ("text", "json"):
        process = subprocess.run(
            [sys.executable, "-m", "writer_assist", *ph(".", "--output-format", format)],
            cwd=folder,
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
            check=False,
        )
        assert (process.returncode, process.stderr) == (1, b"")
        if format == "json":
            names = paths(json_of(process.stdout.decode("utf-8")))
            assert "𠮷\udce4.txt" in names
        else:
            assert "xx" in process.stdout.decode(encoding)


@POSIX
def test_closed_streams(folder: Path) -> None:
    command = f'exec "{sys.executable}" -m writer_assist lint --select PH 漏填.txt >&- 2>&- <&-'
    assert subprocess.run(command, shell=True, cwd=folder, check=False).returncode == 1


@POSIX
@pytest.mark.parametrize("columns", [0, 80])
@pytest.mark.parametrize(
    ("arguments", "shown"), [([], True), (["--no-progress"], False), (["--quiet"], False)]
)
def test_progress_on_a_terminal(
    folder: Path, arguments: list[str], shown: bool, columns: int
) -> None:
    import pty
    import termios

    for number in range(30):
        (folder / f"稿{number}.txt").write_text(DIRTY, "utf-8")
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, columns))
    process = start(*ph(*arguments), cwd=folder, stderr=slave)
    out, _ = process.communicate(timeout=60)
    os.write(slave, b"END")
    seen = b""
    while not seen.endswith(b"END"):
        seen += os.read(master, 65536)
    os.close(slave)
    os.close(master)
    assert process.returncode == 1
    assert ("检查" in seen.decode() and "/32" in seen.decode()) == shown
    assert seen == b"END" or shown
    assert "\r" not in out.decode()


@POSIX
def test_the_c_locale_shows_what_it_cannot_as_escapes(folder: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "writer_assist", *ph(".")],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        check=False,
    )
    assert (process.returncode, process.stderr) == (1, b"")
    assert b"\\u" in process.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk to write to")
@pytest.mark.parametrize("arguments", [["rule", "PH001"], ["--help"], ["--version"]])
def test_a_full_disk_is_no_internal_error(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "writer_assist", "--lang", "zh", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            # Without a buffer argparse itself meets the error, and says nothing.
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": ""},
            check=False,
        )
    assert process.returncode == 2
    assert process.stderr.decode().startswith("标准输出: 无法写入：")


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="every file has a name here")
def test_a_killed_process_leaves_no_part_of_a_report(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old")
    code = (
        "import os, signal, sys\n"
        "from writer_assist.atomic import atomic_file\n"
        "with atomic_file(sys.argv[1]) as out:\n"
        "    out.write('new' * 100_000)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]
    assert target.read_text() == "old"
