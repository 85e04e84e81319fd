from __future__ import annotations

import argparse
import gc
import subprocess
import sys
from pathlib import Path

import pytest

from writer_assist import __version__
from writer_assist.cli import COMMANDS, language, main
from writer_assist.cli.arguments import wrap
from writer_assist.report.display import width


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"writer-assist {__version__}\n"


def test_no_command_gives_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert all(f"  {command}  " in err for command in COMMANDS)
    assert main(["--help"]) == 0
    assert capsys.readouterr().out == err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lnt"], "没有命令 'lnt'，是不是 lint？"),
        (["zzzzzz"], "没有命令 'zzzzzz'（"),
        (["--vrsion"], "没有这个选项：--vrsion，是不是 --version？"),
        (["lint", "--lang"], "--lang：后面要有一个值"),
        (["lint", "--color", "red"], "--color：'red' 不行"),
        (["lint", "--quiet=1"], "-q/--quiet：这个选项不带值：'1'"),
        (["lint", "-j", "many"], "-j/--jobs：'many' 不是要求的数"),
    ],
)
def test_errors_are_one_chinese_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("writer-assist")
    assert message in err


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_speaks_one_language(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command.split(), "--lang", lang, "--help"]) == 0
    out = capsys.readouterr().out
    assert all(width(line) <= 80 for line in out.splitlines())
    if lang == "en":
        assert out.isascii()
    else:
        assert "用法：" in out
        assert not {"usage", "options", "show this"} & set(out.replace(":", " ").split())


def test_lang_may_stand_before_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--lang", "en", "rule"], ["--lang=en", "rule"], ["rule", "--lang=en"]):
        assert main(arguments) == 2
        assert "--all" in (err := capsys.readouterr().err)
        assert err.isascii()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["lint", "--lang", "en"], "en"),
        (["lint", "--lang=en", "a"], "en"),
        (["lint", "--lang", "fr"], "zh"),
        (["lint", "--lang"], "zh"),
        (["lint", "--", "--lang=en"], "zh"),
        ([], "zh"),
    ],
)
def test_language(arguments: list[str], expected: str) -> None:
    assert language(arguments) == expected


def test_argparse_is_left_as_it_was() -> None:
    before = vars(argparse)["_"]
    main(["lint", "--help"])
    assert vars(argparse)["_"] is before


def test_runs_as_a_module_and_as_a_script() -> None:
    from sysconfig import get_path

    for command in (
        [sys.executable, "-m", "writer_assist"],
        [f"{get_path('scripts')}/writer-assist"],
    ):
        done = subprocess.run([*command, "--version"], capture_output=True, check=True)
        assert done.stdout.decode().strip() == f"writer-assist {__version__}"


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    main(["lint", "--help"])
    assert gc.isenabled()


def test_a_process_ends_with_the_code_and_all_of_its_output() -> None:
    count = len(main_output := "x" * 300_000)
    code = (
        "import atexit, sys, writer_assist.cli as cli; atexit.register(print, 'taken down');"
        f"cli.main = lambda: sys.stdout.write('x' * {count}) and 7; cli.run()"
    )
    for prelude, ends in (("", False), ("import sys; sys.setprofile(lambda *_: None);", True)):
        done = subprocess.run(
            [sys.executable, "-c", prelude + code], capture_output=True, check=False
        )
        assert done.returncode == 7
        assert done.stdout.decode().startswith(main_output)
        assert (b"taken down" in done.stdout) == ends


def test_a_cold_lint_imports_only_what_it_needs(tmp_path: object) -> None:
    path = f"{tmp_path}/稿.txt"
    with open(path, "w", encoding="utf-8") as stream:
        stream.write("工作总结\n提案xx件。\n")
    code = (
        "import sys; from writer_assist.cli import main; main(sys.argv[1:]);"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    # The first run may have to compile the data that people edit.
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code, "lint", path, "--lang", "zh"],
            capture_output=True,
            check=True,
        )
    modules = set(done.stderr.decode().split())
    assert "writer_assist.rules.registry" in modules
    assert not modules & {
        *("asyncio", "concurrent.futures", "dataclasses", "difflib", "inspect", "json", "logging"),
        *("lxml", "lxml.etree", "multiprocessing", "pathlib", "shutil", "subprocess", "tempfile"),
        *("textwrap", "tomllib", "tqdm", "unicodedata", "urllib.parse", "zipfile"),
    }


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("公文写作", 4, ["公文", "写作"]),
        ("公文，写作", 6, ["公文，", "写作"]),
        ("用 --help 看", 8, ["用", "--help", "看"]),
        ("", 9, [""]),
    ],
)
def test_wrap(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


def test_options_may_stand_between_paths(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text("共提交提案xx件。\n", "utf-8")
    assert main(["lint", "甲.txt", "--select", "PH", "--report", "json:报告.json", "乙.txt"]) == 1
    out = capsys.readouterr().out
    assert "甲.txt" in out
    assert "乙.txt" in out
