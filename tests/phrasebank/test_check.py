from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from writer_assist.phrasebank import bank
from writer_assist.phrasebank.check import check_together, read
from writer_assist.phrasebank.model import plain
from writer_assist.phrasebank.readings import SYLLABLES, syllables

CASES = Path(__file__).parent.parent / "cases" / "phrases" / "errors.toml"


def _cases() -> list[object]:
    cases = tomllib.loads(CASES.read_text("utf-8"))["case"]
    return [pytest.param(c["file"], c["errors"], id=c["name"]) for c in cases]


def problems(path: Path) -> list[str]:
    """What is wrong; the file is left out, also where it is named as the place of another."""
    sheet = read(str(path))
    found = [*sheet.problems, *check_together([sheet])]
    lines = [problem.message_in("zh").removeprefix(str(path)) for problem in found]
    return [line.replace(f"{path.name}:", ":") for line in lines]


@pytest.mark.parametrize(("text", "errors"), _cases())
def test_errors(text: str, errors: list[str], tmp_path: Path) -> None:
    path = tmp_path / "短语.toml"
    path.write_text(text, "utf-8")
    assert problems(path) == errors


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ("\n“".encode("gb18030"), ":2: 不是 UTF-8 编码，请用编辑器另存为 UTF-8"),
        ('"主题" = "开头"'.encode("utf-16"), ":1: 不是 UTF-8 编码，请用编辑器另存为 UTF-8"),
    ],
)
def test_encoding(data: bytes, error: str, tmp_path: Path) -> None:
    path = tmp_path / "短语.toml"
    path.write_bytes(data)
    assert problems(path) == [error]


def test_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "短语.toml"
    path.write_bytes('\ufeff"主题" = "开头"\r\n\r\n[["短语"]]\r\n"词" = "很短"\r\n'.encode())
    assert problems(path) == [":4: “词”应有 4 到 60 个字，现在是 2 个"]


def test_missing_file(tmp_path: Path) -> None:
    assert problems(tmp_path / "没有.toml") == [": 读不出来：找不到文件"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('词 = "甲"', ":1: 不是正确的 TOML：这一行不是“键 = 值”；键名是中文时要加英文引号"),
        (
            '"主题" = “开头”',
            ':1: 不是正确的 TOML：这里的 “ 是中文标点，要改成英文的 "',
        ),
        ("[＂主题＂]", ':1: 不是正确的 TOML：这里的 ＂ 是中文标点，要改成英文的 "'),
        ("＃ 我们的短语", ":1: 不是正确的 TOML：这里的 ＃ 是中文标点，要改成英文的 #"),
        (r'"主题" = "甲\"，乙" “', ':1: 不是正确的 TOML：这里的 “ 是中文标点，要改成英文的 "'),
        ('"主题" = "开头"\n"短语" = [', ":2: 不是正确的 TOML：等号右边的值写得不对"),
        ('"主题" = "开头', ":1: 不是正确的 TOML：引号没有配对"),
        ('"主题" = "开\n头"', ":1: 不是正确的 TOML：引号没有配对，或者里面有不能用的字符"),
        ('"主题" "开头"', ":1: 不是正确的 TOML：键名后面没有等号"),
        ('"主题" = "甲" "乙"', ":1: 不是正确的 TOML：值后面还有多余的内容"),
        ('"主题" = "甲"\n"主题" = "乙"', ":2: 不是正确的 TOML：同一个键写了两次"),
        ('"主题" = "甲"\n[["短语"]\n', ":2: 不是正确的 TOML：方括号没有配对"),
        ('"主题" = "甲"\n\n"数" = ' + "1" * 10_000, ":3: 这里的数太长"),
        ('"主题" = "甲"\n"数" = [' + "1_" * 5_000 + "1]", ":2: 这里的数太长"),
    ],
)
def test_no_toml(text: str, error: str, tmp_path: Path) -> None:
    path = tmp_path / "短语.toml"
    path.write_text(text, "utf-8")
    assert problems(path) == [error]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ('"拼音" = "jia yi bing g"', ":4: “拼音”里的“g”不是拼音的音节"),
        ('"拼音" = "jia yi bing dīng"', ":4: “拼音”应是不带声调的音节"),
        ('"拼音" = "jia yi nü lve"', ""),
        ('"用法" = "写\\u0007好"', ":4: “用法”里有看不见的字符（U+0007），请删去"),
        ('"用法" = "写\\u200b好"', ":4: “用法”里有看不见的字符（U+200B），请删去"),
        ('"用法" = "写\\n好"', ":4: “用法”不能是空的，两头不能有空格，里面不能换行"),
        ('"代替" = ["一步\\u0007一步"]', ":4: “代替”里有看不见的字符（U+0007），请删去"),
    ],
)
def test_values(more: str, error: str, tmp_path: Path) -> None:
    path = tmp_path / "短语.toml"
    path.write_text(f'"主题" = "甲"\n[["短语"]]\n"词" = "甲乙丙丁"\n{more}\n', "utf-8")
    found = problems(path)
    assert len(found) == bool(error)
    assert "".join(found).startswith(error)


def test_every_reading_of_the_phrases_is_a_syllable() -> None:
    for phrase in bank().phrases[::7]:
        sounds = syllables([plain(phrase.text)])
        assert {s for s in sounds if s.isalpha() and len(s) > 1} <= SYLLABLES


@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
def test_what_is_no_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "短语.toml"
    error = ": 读不出来：不是普通文件（而是管道、设备等），不予读取"
    if kind == "folder":
        path.mkdir()
        error = ": 读不出来：这是文件夹，不是文件"
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no pipes here")
        os.mkfifo(path)
    else:
        path = Path("/dev/zero")
        if not path.exists():
            pytest.skip("no such device here")
    assert problems(path) == [error]


def test_duplicates_across_files(tmp_path: Path) -> None:
    files = []
    for name in "甲乙":
        files.append(tmp_path / f"{name}.toml")
        files[-1].write_text(f'"主题" = "{name}"\n[["短语"]]\n"词" = "妥否，请批示"\n', "utf-8")
    both = [read(str(file)) for file in files]
    assert [p.message_in("zh") for p in check_together(both)] == [
        f"{files[1]}:2: “词”与 甲.toml:2 的“妥否，请批示”重了"
    ]
    # An office's own phrase takes the place of the built-in one.
    assert not list(check_together([read(str(files[0]), own=True), both[1]]))
