"""What a baseline knows again, and what it says of what is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.document.model import Document
from writer_assist.engine.baseline import Baseline, BaselineError
from writer_assist.engine.findings import FileReport
from writer_assist.engine.linter import Linter

PH = Linter(select=["PH"])
CODES = {rule.code for rule in PH.rules}
ONE, TWO, CLEAN = "走访委员xx人次。", "办理提案xx件，编发信息xx期。", "做好服务。"


def report(*lines: str, path: str = "稿.txt") -> FileReport:
    return PH.lint(Document.from_lines(lines, path))


def left(baseline: Baseline, *lines: str) -> list[tuple[int, int]]:
    filtered = baseline.filter(report(*lines), CODES)
    assert filtered.baselined + len(filtered.findings) == len(report(*lines).findings)
    return [(f.paragraph, f.start) for f in filtered.findings]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("稿.txt").touch()
    return tmp_path / "基线.json"


def written(file: Path, *lines: str) -> Baseline:
    new = Baseline(str(file))
    new.filter(report(*lines), CODES)
    file.write_text(new.updated(), "utf-8")
    return Baseline.load(str(file))


def test_what_was_there_is_not_reported_again(file: Path) -> None:
    assert left(written(file, ONE, TWO), ONE, TWO) == []


def test_paragraphs_may_be_put_in_and_moved(file: Path) -> None:
    baseline = written(file, ONE, TWO)
    assert left(baseline, CLEAN, TWO, "", CLEAN, ONE) == []
    assert baseline.stale() == 0


def test_what_is_new_is_reported(file: Path) -> None:
    assert left(written(file, ONE), ONE, TWO) == [(2, 4), (2, 12)]
    assert left(written(file, ONE), CLEAN, f"{ONE}好。") == [(2, 4)]


def test_equal_findings_are_counted(file: Path) -> None:
    assert left(written(file, ONE, ONE), ONE, CLEAN, ONE, ONE) == [(4, 4)]


def test_what_is_gone_is_counted(file: Path) -> None:
    baseline = written(file, ONE, TWO)
    assert left(baseline, ONE) == []
    assert baseline.stale() == 2
    baseline = written(file, ONE, ONE, ONE)
    assert left(baseline, ONE) == []
    assert baseline.stale() == 2


def test_what_was_not_looked_at_is_not_gone(file: Path) -> None:
    baseline = written(file, ONE, TWO)
    assert baseline.stale() == 0
    baseline.filter(report("好。"), {"AR001"})
    assert baseline.stale() == 0
    Path("稿.txt").unlink()
    assert written(file, ONE).stale() == 1  # the file is gone


def test_a_file_that_cannot_be_read_says_nothing(file: Path) -> None:
    baseline = written(file, ONE)
    bad = FileReport("稿.txt", error="坏了")
    assert baseline.filter(bad, CODES) is bad
    assert baseline.stale() == 0
    assert json.loads(baseline.updated())["files"].keys() == {"稿.txt"}


def test_writing_leaves_what_was_not_looked_at(file: Path) -> None:
    Path("别的.txt").touch()
    new = Baseline(str(file))
    for path in ("稿.txt", "别的.txt", "没有了.txt"):
        new.filter(report(ONE, path=path), CODES)
    file.write_text(new.updated(), "utf-8")
    again = Baseline.load(str(file))
    again.filter(report(TWO), CODES)
    data = json.loads(again.updated())
    assert list(data["files"]) == ["别的.txt", "稿.txt"]
    (counts,) = data["files"]["稿.txt"].values()
    assert list(counts.values()) == [2]
    assert again.count() == 2


def test_the_file_is_stable_and_its_paths_relative(file: Path, tmp_path: Path) -> None:
    (tmp_path / "下").mkdir()
    below = Baseline(str(tmp_path / "下" / "基线.json"))
    for path in ("稿.txt", "下/稿.txt", str(tmp_path / "下" / "甲.txt")):
        below.filter(report(ONE, path=path), CODES)
    first = below.updated()
    assert list(json.loads(first)["files"]) == ["../稿.txt", "甲.txt", "稿.txt"]
    again = Baseline(str(tmp_path / "下" / "基线.json"))
    for path in (str(tmp_path / "下" / "甲.txt"), "下/稿.txt", "稿.txt"):
        again.filter(report(ONE, path=path), CODES)
    assert again.updated() == first
    del file


def test_what_a_draft_lacks_is_known_whatever_its_text(file: Path) -> None:
    linter = Linter(select=["OL"])
    codes = {rule.code for rule in linter.rules}
    title = "政协云溪县委员会办公室2024年工作总结"
    baseline = Baseline(str(file))
    baseline.filter(linter.lint(Document.from_lines([title, "很好。"], "稿.txt")), codes)
    file.write_text(baseline.updated(), "utf-8")
    changed = linter.lint(Document.from_lines([title, "非常好。", "更好。"], "稿.txt"))
    assert changed.findings
    assert Baseline.load(str(file)).filter(changed, codes).findings == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "不是基线文件：第 1 行不是正确的 JSON"),
        (b"{\n\n x", "不是基线文件：第 3 行不是正确的 JSON"),
        (b"[]", "不是基线文件"),
        (b"\xff\xfe", "不是基线文件"),
        (b"[" * 100_000, "不是基线文件"),
        (b'{"version": 1}', "不是基线文件"),
        (b'{"version": 1, "files": {"a": {"PH001": {"x": "1"}}}}', "不是基线文件"),
        (b'{"version": 1, "files": {"a": []}}', "不是基线文件"),
        (b'{"version": 2, "files": {}}', "是版本 2 的基线文件，这个程序只认得版本 1"),
        (None, "基线文件读不出来：找不到文件"),
    ],
)
def test_a_broken_file_is_one_clear_error(file: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BaselineError) as caught:
        Baseline.load(str(file))
    assert str(caught.value).startswith(f"基线.json: {message}")


@given(
    st.lists(st.sampled_from([ONE, TWO, CLEAN]), max_size=6),
    st.lists(st.sampled_from([ONE, TWO, CLEAN]), max_size=6),
)
def test_as_many_as_there_are_more(before: list[str], after: list[str]) -> None:
    old = Baseline("基线.json")
    old.filter(report(*before), CODES)
    baseline = Baseline("基线.json", json.loads(old.updated())["files"])
    filtered = baseline.filter(report(*after), CODES)
    more = {line: after.count(line) - before.count(line) for line in (ONE, TWO)}
    weight = {ONE: 1, TWO: 2}
    assert len(filtered.findings) == sum(max(0, n) * weight[t] for t, n in more.items())
    assert baseline.stale() == sum(max(0, -n) * weight[t] for t, n in more.items())
