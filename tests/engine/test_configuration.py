"""Which configuration a file has, and what is said of a wrong one."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import pytest

from writer_assist.engine.configuration import ConfigurationError, Configurations
from writer_assist.engine.configuration_file import KEYS, read
from writer_assist.engine.settings import Linters


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "上" / "中" / "下").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WRITER_ASSIST_CACHE", str(tmp_path / "cache"))
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def error_of(path: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        read(str(path))
    return str(caught.value)


def test_the_nearest_one_counts_alone(folder: Path) -> None:
    write(folder / "上" / "writer-assist.toml", 'select = ["PH"]')
    write(folder / "上" / "中" / "writer-assist.toml", 'ignore = ["AR"]')
    found = Configurations()
    assert found.of("稿.txt") is None
    for path, values in [
        ("上/稿.txt", {"select": ["PH"]}),
        ("上/中/稿.txt", {"ignore": ["AR"]}),
        ("上/中/下/稿.txt", {"ignore": ["AR"]}),
        (str(folder / "上" / "中" / ".." / "稿.txt"), {"select": ["PH"]}),
    ]:
        configuration = found.of(path)
        assert configuration is not None
        assert configuration.values == values
    assert found.of("上/稿.txt") is found.of(str(folder / "上" / "别的.txt"))


def test_pyproject_counts_with_our_table_only(folder: Path) -> None:
    write(folder / "pyproject.toml", '[tool.writer-assist]\nselect = ["AR"]\n[tool.other]\nx = 1')
    write(folder / "上" / "pyproject.toml", "this is [no TOML")
    found = Configurations().of("上/稿.txt")
    assert found is not None
    assert found.values == {"select": ["AR"]}
    assert found.line("select", 0) == 2
    write(folder / "writer-assist.toml", "")
    found = Configurations().of("上/稿.txt")
    assert found is not None
    assert found.path.endswith("writer-assist.toml")


def test_a_given_one_counts_for_all_and_isolated_for_none(folder: Path) -> None:
    write(folder / "上" / "writer-assist.toml", 'select = ["PH"]')
    given = write(folder / "别处.toml", 'ignore = ["PH"]')
    configuration = Configurations(str(given)).of("上/稿.txt")
    assert configuration is not None
    assert configuration.values == {"ignore": ["PH"]}
    assert Configurations(isolated=True).of("上/稿.txt") is None
    with pytest.raises(ConfigurationError, match=r"没有\.toml: 读不出来"):
        Configurations("没有.toml").of("上/稿.txt")
    write(folder / "pyproject.toml", "[tool.other]")
    with pytest.raises(ConfigurationError, match=r"没有 \[tool.writer-assist\]"):
        Configurations("pyproject.toml").of("上/稿.txt")


def test_a_changed_configuration_is_read_anew(folder: Path) -> None:
    path = write(folder / "writer-assist.toml", 'select = ["PH"]')
    for code in ("PH", "AR001"):
        write(path, f'select = ["{code}"]')
        found = Configurations().of("稿.txt")
        assert found is not None
        assert found.values == {"select": [code]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('select = ["PH"]\nselct = []', ":2: 没有“selct”这一项，是不是 select？"),
        ("per_file_ignores = {}", ":1: 没有“per_file_ignores”这一项，是不是 per-file-ignores？"),
        ("[serverity]\nPH = 1", ":1: 没有“serverity”这一项，是不是 severity？"),
        ('"规则" = []', ":1: 没有“规则”这一项，可以用的有：select"),
        ('\nselect = "PH"', ":2: “select”应是一列文字"),
        ("ignore = [1]", ":1: “ignore”应是一列文字"),
        ('ignore = [" "]', ":1: “ignore”应是一列文字"),
        ("genre = 3", ":1: “genre”应是一段文字"),
        ("names = 3", ":1: “names”应是一列文字"),
        ("severity = 3", ":1: “severity”应是一组"),
        ('fail-on = "fatal"', ":1: “fail-on”不能是“fatal”，可以用的有：hint warning error never"),
        ('[severity]\nPH = "off"\n\nAR = "no"', ":4: “severity.AR”不能是“no”"),
        ('severity.AR = "no"', ":1: “severity.AR”不能是“no”"),
        ('severity = { PH = "off", AR = "no" }', ":1: “severity.AR”不能是“no”"),
        (
            '[per-file-ignores]\n"a" = ["PH"]\n"b c.txt" = "PH"',
            ":3: “per-file-ignores.b c.txt”应是",
        ),
        ('[per-file-genre]\n"a" = ["PH"]', ":2: “per-file-genre.a”应是"),
        ("select = [“PH”]", ":1: 不是正确的 TOML"),
        ("select = [“PH”]", "是中文标点，要改成英文的"),
        ('\n规则 = ["PH"]', ":2: 不是正确的 TOML"),
        ('规则 = ["PH"]', "键名是中文时要加英文引号"),
        ('select = ["PH"', ":1: 不是正确的 TOML"),
    ],
)
def test_an_error_names_file_line_and_key(folder: Path, text: str, message: str) -> None:
    error = error_of(write(folder / "writer-assist.toml", text))
    assert error.startswith("writer-assist.toml:")
    assert message in error
    assert "\n" not in error


def test_lines_in_pyproject(folder: Path) -> None:
    text = "[tool.x]\nselct = 1\n[tool.writer-assist]\nselct = 1\n"
    assert ":4: 没有“selct”" in error_of(write(folder / "pyproject.toml", text))
    text = '[tool.writer-assist]\nselect = []\n[tool.writer-assist.severity]\nPH = "x"\n'
    assert ":4: “severity.PH”" in error_of(write(folder / "pyproject.toml", text))


def test_other_encodings(folder: Path) -> None:
    path = folder / "writer-assist.toml"
    path.write_bytes('\ufeffgenre = "总结"'.encode())
    assert read(str(path))[0] == {"genre": "总结"}
    path.write_bytes('# 甲\ngenre = "总结"'.encode("gb18030"))
    assert ":1: 不是 UTF-8 编码" in error_of(path)


def test_every_key_is_checked(folder: Path) -> None:
    for key in KEYS:
        path = write(folder / "writer-assist.toml", f"\n{key} = 5")
        assert f":2: “{key}”应是" in error_of(path)


def test_errors_speak_english_too(folder: Path) -> None:
    path = write(folder / "writer-assist.toml", "selct = []")
    with pytest.raises(ConfigurationError) as caught:
        read(str(path))
    assert "selct" in caught.value.message_in("en")
    assert caught.value.message_in("en").startswith("writer-assist.toml:1: ")


def test_no_configuration_costs_two_questions_a_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = os.stat

    def stat(path: str) -> os.stat_result:
        asked.append(path)
        return real(path)

    found = Configurations()
    monkeypatch.setattr("writer_assist.engine.configuration.os.stat", stat)
    for _ in range(50):
        assert found.of("上/中/稿.txt") is None
    monkeypatch.undo()
    assert len(asked) == 2 * len((folder / "上" / "中" / "稿.txt").parents)


def test_what_the_documentation_shows_is_right(folder: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "配置.md"
    blocks = re.findall(r"^```toml\n([^`]*)^```", page.read_text("utf-8"), re.MULTILINE)
    assert blocks
    for block in blocks:
        write(folder / "writer-assist.toml", block)
        assert Linters().of("稿.txt").rules
    named = re.findall(r"^\| `\[?([a-z-]+)\]?` \|", page.read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(KEYS)


def test_thousands_of_entries_take_no_time(folder: Path) -> None:
    rows = "\n".join(f'"甲{n}局" = "乙{n}局"' for n in range(10_000))
    names = ",\n".join(f'"甲{n}"' for n in range(10_000))
    path = write(folder / "writer-assist.toml", f"names = [{names}]\n[institutions]\n{rows}")
    start = time.perf_counter()
    _, lines = read(str(path))
    assert time.perf_counter() - start < 3
    assert lines["institutions", "甲9999局"] == 20_001
    assert lines["names", 9999] == 10_000
    linters = Linters()
    linters.of("稿.txt")
    start = time.perf_counter()
    for _ in range(1000):
        linters.of("稿.txt")
    assert time.perf_counter() - start < 0.1


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be deleted there")
def test_the_current_folder_may_be_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "上" / "writer-assist.toml", 'select = ["PH"]')
    gone = folder / "去"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    found = Configurations().of(str(folder / "上" / "稿.txt"))
    assert found is not None
    assert found.values == {"select": ["PH"]}
    assert Configurations().of("稿.txt") is None


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("# [tool.writer-assist]\n", False),
        ("[tool.writer-assist-other]\nx = 1\n", False),
        ("[tool.other]\n\n  [tool.writer-assist]\n", True),
        ("[tool.writer-assist.severity]\nPH = 'off'\n", True),
    ],
)
def test_what_only_looks_like_our_table(folder: Path, text: str, ours: bool) -> None:
    write(folder / "pyproject.toml", text)
    assert (Configurations().of("稿.txt") is not None) == ours


def test_a_very_deep_folder(folder: Path) -> None:
    write(folder / "writer-assist.toml", 'select = ["PH"]')
    found = Configurations().of("a/" * 1500 + "稿.txt")
    assert found is not None
    assert found.values == {"select": ["PH"]}
