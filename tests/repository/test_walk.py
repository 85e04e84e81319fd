from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from writer_assist.repository.walk import EXTENSIONS, Target, find_files


def names(*paths: str | Path) -> list[str]:
    targets = list(find_files(map(str, paths)))
    assert not any(target.reason for target in targets)
    return [target.path for target in targets]


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_walks_a_folder_in_order_by_extension(tmp_path: Path) -> None:
    wanted = [tmp_path / f"草稿{i:02}{ext}" for i, ext in enumerate(EXTENSIONS)]
    nested = [tmp_path / "下级" / "乙.DOCX", tmp_path / "下级" / "深" / "甲.Txt"]
    touch(*wanted, *nested, tmp_path / "表.xlsx", tmp_path / "docx", tmp_path / "a.docx.bak")
    assert names(tmp_path) == [str(path) for path in [*wanted, *nested]]


@pytest.mark.parametrize(
    "skipped",
    [
        *("~$总结.docx", ".隐藏.docx", ".git/a.txt", ".hg/a.md", ".svn/a.txt", "CVS/a.txt"),
        *("下级/.venv/a.md", "下级/~$a.docx"),
    ],
)
def test_skips(tmp_path: Path, skipped: str) -> None:
    touch(tmp_path / skipped, tmp_path / "下级" / "甲.md")
    assert names(tmp_path) == [str(tmp_path / "下级" / "甲.md")]


def test_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path / "甲.md", tmp_path / "乙" / "丙.md")
    monkeypatch.chdir(tmp_path)
    again = [".", "甲.md", "./乙/../甲.md", str(tmp_path), "乙"]
    assert names(*again) == ["甲.md", os.path.join("乙", "丙.md")]


def test_named_files_are_given_whatever_they_are(tmp_path: Path) -> None:
    odd = [*map(str, (tmp_path / "没有.docx", tmp_path / "~$锁.docx")), "a\0b.txt"]
    assert names(*odd) == odd


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "外" / "密.docx"
    tree = tmp_path / "内"
    touch(outside, tree / "甲.docx")
    (tree / "回").symlink_to(tree)
    (tree / "出").symlink_to(outside.parent)
    (tree / "密.docx").symlink_to(outside)
    (tree / "同.docx").symlink_to(tree / "甲.docx")
    (tree / "悬.docx").symlink_to(tree / "无")
    (tree / "环.docx").symlink_to(tree / "环.docx")
    assert names(tree) == [str(tree / "甲.docx")]
    assert names(tree / "出") == [str(tree / "出" / "密.docx")], "a link that is named is followed"


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_folders_and_pipes_with_a_drafts_name_are_no_drafts(tmp_path: Path) -> None:
    (tmp_path / "夹.docx").mkdir()
    os.mkfifo(tmp_path / "管.docx")
    touch(tmp_path / "夹.docx" / "甲.txt")
    assert names(tmp_path) == [str(tmp_path / "夹.docx" / "甲.txt")]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read all")
def test_a_forbidden_folder_is_an_error(tmp_path: Path) -> None:
    closed = tmp_path / "禁"
    closed.mkdir()
    touch(tmp_path / "甲.txt")
    closed.chmod(0)
    try:
        targets = list(find_files([str(tmp_path)]))
    finally:
        closed.chmod(0o700)
    assert [target.path for target in targets] == [str(tmp_path / "甲.txt"), str(closed)]
    assert targets[1].reason


def test_a_folder_that_vanishes_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scandir(path: str) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.scandir", scandir)
    (target,) = find_files([str(tmp_path)])
    assert target == Target(str(tmp_path), "无法打开文件夹：{reason}", {"reason": "没有权限"})
