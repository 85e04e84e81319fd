"""What a run of many documents remembers."""

from __future__ import annotations

from pathlib import Path

import pytest

from writer_assist.template.journal import NAME, Journal, digest


def made(folder: Path, **files: str) -> Journal:
    journal = Journal(str(folder), resume=False)
    for key, name in files.items():
        (folder / name).write_text(name, "utf-8")
        journal.add(key, str(folder / name), len(name.encode()))
    return journal


def test_it_knows_what_was_made(tmp_path: Path) -> None:
    made(tmp_path, a="甲.docx", b="乙.docx").close(done=False)
    again = Journal(str(tmp_path), resume=True)
    assert again.made("a") == str(tmp_path / "甲.docx")
    assert again.made("c") is None
    assert again.is_ours(str(tmp_path / "乙.docx"))
    assert not again.is_ours(str(tmp_path / "丙.docx"))


def test_what_has_changed_since_is_not_made(tmp_path: Path) -> None:
    made(tmp_path, a="甲.docx", b="乙.docx").close(done=False)
    (tmp_path / "甲.docx").write_text("别的内容", "utf-8")
    (tmp_path / "乙.docx").unlink()
    again = Journal(str(tmp_path), resume=True)
    assert again.made("a") is None
    assert again.made("b") is None


def test_without_resume_nothing_is_known(tmp_path: Path) -> None:
    made(tmp_path, a="甲.docx").close(done=False)
    again = Journal(str(tmp_path), resume=False)
    assert again.made("a") is None
    again.add("b", str(tmp_path / "甲.docx"), 1)
    again.close(done=False)
    assert (tmp_path / NAME).read_text("utf-8").count("\n") == 1


def test_a_name_that_was_claimed_is_ours(tmp_path: Path) -> None:
    journal = Journal(str(tmp_path), resume=False)
    journal.claim(str(tmp_path / "甲.docx"))
    journal.close(done=False)
    again = Journal(str(tmp_path), resume=True)
    assert again.is_ours(str(tmp_path / "甲.docx"))


def test_a_run_that_is_done_leaves_no_journal(tmp_path: Path) -> None:
    made(tmp_path, a="甲.docx").close(done=True)
    assert [p.name for p in tmp_path.iterdir()] == ["甲.docx"]
    Journal(str(tmp_path), resume=True).close(done=True)


@pytest.mark.parametrize("tail", ['{"key": "c", "pa', "[]", "3", "[" * 100_000, '{"key": 1}', "\0"])
def test_half_a_line_is_ignored_and_not_gone_on_with(tmp_path: Path, tail: str) -> None:
    made(tmp_path, a="甲.docx").close(done=False)
    with (tmp_path / NAME).open("a", encoding="utf-8") as stream:
        stream.write(tail)
    again = Journal(str(tmp_path), resume=True)
    assert again.made("a")
    (tmp_path / "丁.docx").write_text("丁", "utf-8")
    again.add("d", str(tmp_path / "丁.docx"), 3)
    again.close(done=False)
    third = Journal(str(tmp_path), resume=True)
    assert third.made("a")
    assert third.made("d")


def test_keys_tell_parts_apart() -> None:
    assert digest([b"ab", b"c"]) != digest([b"a", b"bc"])
    assert digest([b"ab", b"c"]) == digest([b"ab", b"c"])
