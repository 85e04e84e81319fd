"""``writer-assist init``, and the configuration that it writes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from writer_assist.cli import main
from writer_assist.cli.init import template
from writer_assist.engine.configuration_file import KEYS, read
from writer_assist.engine.settings import Linters, Settings

EXAMPLE = re.compile(r"^#   例：(.*)$", re.MULTILINE)
KEY = re.compile(r"^#(\[.*\]|[a-z-]+ = .*)$", re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "zh")
    return tmp_path


def test_what_it_writes_changes_nothing(folder: Path) -> None:
    assert main(["init"]) == 0
    assert (folder / "writer-assist.toml").read_text("utf-8") == template()
    assert tomllib.loads(template()) == {}
    assert Linters().settings("稿.txt") == Settings()


def test_the_defaults_in_it_are_the_defaults(folder: Path) -> None:
    text = KEY.sub(r"\1", template())
    Path("writer-assist.toml").write_text(text, "utf-8")
    values, _ = read("writer-assist.toml")
    assert list(values) != []
    assert set(values) == set(KEYS)
    assert Linters().settings("稿.txt") == Settings()
    del folder


def test_every_key_has_an_example_that_is_right(folder: Path) -> None:
    seen = []
    for block in template().split("\n\n"):
        match = KEY.search(block)
        if match is None:
            continue
        examples = EXAMPLE.findall(block)
        assert examples, block
        for example in examples:
            table = f"{match[1]}\n" if match[1].startswith("[") else ""
            path = folder / "x.toml"
            path.write_text(table + example, "utf-8")
            values, _ = read(str(path))
            assert list(values.values()) not in ([[]], [""], [{}])
        seen.append(match[1].strip("[]").partition(" ")[0])
    assert sorted(seen) == sorted(KEYS)


def test_examples_name_rules_and_genres_that_exist(folder: Path) -> None:
    lines = [
        line
        for line in EXAMPLE.findall(template())
        if line.startswith(("select", "extend-select", "ignore", "fail-on", "genre", "exclude"))
    ]
    tables = (
        '[severity]\nAR013 = "off"\nOL = "hint"\n[per-file-ignores]\n"模板/*.docx" = ["PH"]\n'
        '[per-file-genre]\n"联络组/**" = "联络组工作总结"\n'
    )
    assert all(line in EXAMPLE.findall(template()) for line in tables.split("\n") if '"' in line)
    (folder / "writer-assist.toml").write_text("\n".join([*lines, tables]), "utf-8")
    assert Linters().of("稿.txt").rules


def test_nothing_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "writer-assist.toml"
    path.write_text('select = ["PH"]', "utf-8")
    assert main(["init"]) == 2
    assert "writer-assist.toml 已经有了" in capsys.readouterr().err
    assert path.read_text("utf-8") == 'select = ["PH"]'
    assert main(["init", "--force"]) == 0
    assert path.read_text("utf-8") == template()


def test_another_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "下").mkdir()
    (folder / "下" / "pyproject.toml").write_text("[tool.writer-assist]\n", "utf-8")
    assert main(["init", "下"]) == 0
    out = capsys.readouterr().out
    assert "writer-assist.toml，每一项的作用都写在里面" in out
    assert "pyproject.toml 里的 [tool.writer-assist] 从此不算数了" in out
    assert main(["init", "无"]) == 2
    assert "无法写入" in capsys.readouterr().err
    assert sorted(p.name for p in folder.iterdir()) == ["下"]
