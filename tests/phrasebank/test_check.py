from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from writer_assist.phrasebank.check import check_together, read

CASES = Path(__file__).parent.parent / "cases" / "phrases" / "errors.toml"


def _cases() -> list[object]:
    cases = tomllib.loads(CASES.read_text("utf-8"))["case"]
    return [pytest.param(c["file"], c["errors"], id=c["name"]) for c in cases]


def problems(path: Path) -> list[str]:
    sheet = read(str(path))
    found = [*sheet.problems, *check_together([sheet])]
    return [problem.message_in("zh").removeprefix(str(path)) for problem in found]


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
    assert problems(tmp_path / "没有.toml") == [": 读不出来：No such file or directory"]


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
