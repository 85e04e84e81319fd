from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from writer_assist.engine.findings import FileReport, PlacedEdit, PlacedFix
from writer_assist.report import Options, render

from . import samples

SNAPSHOTS = Path(__file__).parent / "snapshots"


def rendered(
    *reports: FileReport, lang: str = "zh", color: bool = False, quiet: bool = False
) -> str:
    parts: list[str] = []
    render("text", reports, parts.append, Options(lang, color, quiet))
    return "".join(parts)


@pytest.mark.parametrize("name", ["zh", "en", "quiet"])
def test_snapshot(name: str) -> None:
    text = rendered(
        *samples.all_reports(), lang="en" if name == "en" else "zh", quiet=name == "quiet"
    )
    path = SNAPSHOTS / f"{name}.txt"
    assert text == path.read_text("utf-8"), "the page changed: look at it, then renew the snapshot"


def test_every_finding_has_its_place() -> None:
    text = rendered(samples.word_report(), samples.text_report())
    for place in ("页眉，第 1 段", "第 5 段", "表格，第 6 段", "2:9,14", "12:1", "30:1"):
        assert f"{place} " in text


def test_many_equal_findings_take_one_line_each() -> None:
    line = "走访委员xx人次"
    found = [samples.finding(line, 4, 6, number) for number in range(1, 31)]
    report = FileReport("a.docx", (), found, paragraphs=dict.fromkeys(range(1, 31), line))
    text = rendered(report, quiet=True)
    assert "这里应填数量（30 处）" in text
    assert text.count("【xx】") == 30
    assert len(text.splitlines()) < 36


def test_color_adds_escapes_only() -> None:
    plain = rendered(samples.word_report())
    colored = rendered(samples.word_report(), color=True)
    assert "\x1b[33m【xx】\x1b[0m" in colored
    assert "\x1b" not in plain
    for style in ("1", "2", "31", "33", "36"):
        colored = colored.replace(f"\x1b[{style}m", "")
    assert colored.replace("\x1b[0m", "") == plain


def test_nothing_steers_the_terminal() -> None:
    text = rendered(samples.hostile_report(), samples.bad_report())
    assert all(c.isprintable() or c in "\n\u3000" for c in text)


def test_an_error_is_one_line() -> None:
    text = rendered(samples.bad_report(), quiet=True)
    assert text == "坏\\n.docx: 文件损坏：CRC\\n错\n"


def test_reports_are_written_as_they_come() -> None:
    parts: list[str] = []

    def reports() -> Iterator[FileReport]:
        yield samples.word_report()
        assert "总结.docx" in "".join(parts)

    render("text", reports(), parts.append, Options())


def test_summary_counts() -> None:
    text = rendered(*samples.all_reports())
    assert "检查了 4 个文件（5 篇文稿）" in text
    assert "发现 11 处问题：错误 2、警告 8、提示 1；1 个文件无法检查。" in text
    assert "没有发现问题。" in rendered(samples.clean_report())


@pytest.mark.parametrize(
    ("edits", "safe", "shown"),
    [
        ([(0, 1, "")], True, "可以删去“下”"),
        ([(0, 2, "今后下")], False, "也许可以改为“今后下”（请核对）"),
        ([(0, 1, "再"), (2, 3, "二")], True, "可以改为“再下二”"),
        ([(4, 5, "")], True, "可以与下一段接起来"),
    ],
)
def test_fixes_in_words(edits: list[tuple[int, int, str]], safe: bool, shown: str) -> None:
    fix = PlacedFix(tuple(PlacedEdit(1, *edit) for edit in edits), safe)
    found = samples.finding("下下一步", 0, 2, fixes=(fix,))
    assert f"      {shown}\n" in rendered(FileReport("a", (), (found,), paragraphs={1: "下下一步"}))
