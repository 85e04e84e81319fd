"""``writer-assist annotate``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.document.docx.builders import docx, paragraph, part, parts_of, zipped
from writer_assist.cli import main
from writer_assist.document.read import read_bytes

DRAFT = ("2024年工作总结", "全年共办理提案xx件。", "二、下一步打算")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(docx("".join(paragraph(line) for line in DRAFT)))
    return tmp_path


def own(path: Path) -> list[str]:
    return [c.text for c in read_bytes(path.read_bytes()).comments if c.is_own]


def test_comments_are_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "a.docx").read_bytes()
    assert main(["annotate", "a.docx", "-o", "b.docx", "--select", "PH"]) == 1
    assert capsys.readouterr().err == "写好了 b.docx：加了 1 条批注\n"
    assert own(folder / "b.docx")[0].startswith("错误 PH")
    assert (folder / "a.docx").read_bytes() == before
    assert sorted(os.listdir(folder)) == ["a.docx", "b.docx"]


def test_a_second_run_and_removal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["annotate", "a.docx", "-o", "b.docx", "-q"])
    assert main(["annotate", "b.docx", "-o", "c.docx", "--select", "PH"]) == 1
    assert "换下原来的" in capsys.readouterr().err
    assert main(["annotate", "c.docx", "--remove", "-o", "d.docx"]) == 0
    assert capsys.readouterr().err == "写好了 d.docx：去掉了 1 条批注\n"
    assert own(folder / "d.docx") == []
    assert main(["annotate", "a.docx", "--remove", "-o", "e.docx"]) == 0
    assert capsys.readouterr().err == "写好了 e.docx：里面没有本程序的批注\n"
    assert (folder / "e.docx").read_bytes() == (folder / "a.docx").read_bytes()


def test_nothing_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["annotate", "a.docx", "-o", "b.docx", "--select", "PI"]) == 0
    assert capsys.readouterr().err == "写好了 b.docx：没有发现问题\n"
    assert (folder / "b.docx").read_bytes() == (folder / "a.docx").read_bytes()


def test_corrections_as_tracked_changes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.docx").write_bytes(docx(paragraph("全年开展视察12次,成效显著。")))
    assert main(["annotate", "a.docx", "-o", "b.docx", "--select", "PU", "--fixes", "tracked"]) == 1
    assert capsys.readouterr().err == "写好了 b.docx：加了 1 条批注，写了 1 处修订\n"
    document = read_bytes((folder / "b.docx").read_bytes())
    assert document.paragraphs[0].text == "全年开展视察12次，成效显著。"
    assert [(r.kind, r.text) for r in document.revisions] == [
        ("deletion", ","),
        ("insertion", "，"),
    ]


def test_the_exit_code_follows_fail_on(folder: Path) -> None:
    assert main(["annotate", "a.docx", "-o", "b.docx", "--select", "PH", "--fail-on=never"]) == 0
    (folder / "writer-assist.toml").write_text('fail-on = "never"\nselect = ["PH"]\n', "utf-8")
    assert main(["annotate", "a.docx", "-o", "c.docx"]) == 0
    assert len(own(folder / "c.docx")) == 1


def test_a_baseline_counts(folder: Path) -> None:
    main(["lint", "a.docx", "--write-baseline", "base.json", "--select", "PH"])
    code = main(["annotate", "a.docx", "-o", "b.docx", "--select", "PH", "--baseline", "base.json"])
    assert code == 0
    assert own(folder / "b.docx") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.docx", "-o", "a.docx"], "a.docx 就是原来的文件"),
        (["a.docx", "-o", "./a.docx", "--force"], "就是原来的文件"),
        (["a.docx", "-o", "taken.docx"], "已经有了"),
        (["a.docx", "-o", "b.txt"], "生成的文件应是 .docx"),
        (["none.docx", "-o", "b.docx"], "none.docx: 找不到文件"),
        (["a.docx", "-o", "nowhere/b.docx"], "无法写入"),
        (["a.docx"], "缺少"),
        (["a.docx", "-o", "b.docx", "--select", "XX"], "没有规则 'XX'"),
        (["a.docx", "-o", "b.docx", "--genre", "诗"], "没有文种"),
        (["macro.docm", "-o", "b.docx"], "输出的文件名也要以 .docm 结尾"),
        (["protected.docx", "-o", "b.docx"], "编辑限制"),
        (["draft.txt", "-o", "b.docx", "--remove"], "只有 .docx"),
        (["a.docx", "-o", "b.docx", "--remove", "--fixes", "tracked"], "不能同用"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "taken.docx").write_bytes(b"")
    (folder / "draft.txt").write_text("甲", "utf-8")
    parts = parts_of(paragraph("甲"))
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    (folder / "macro.docm").write_bytes(zipped(parts))
    setting = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    settings = part("settings", setting)
    (folder / "protected.docx").write_bytes(docx(paragraph("xx县"), settings=settings))
    before = sorted(os.listdir(folder))
    content = (folder / "a.docx").read_bytes()
    assert main(["annotate", *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert sorted(os.listdir(folder)) == before
    assert (folder / "a.docx").read_bytes() == content


def test_macros(folder: Path) -> None:
    parts = parts_of(paragraph("xx县"))
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    (folder / "a.docm").write_bytes(zipped(parts))
    assert main(["annotate", "a.docm", "-o", "b.docm", "--select", "PH", "-q"]) == 1
    assert len(own(folder / "b.docm")) == 1


def test_a_full_disk_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["annotate", "a.docx", "-o", "b.docx"]) == 2
    assert capsys.readouterr().err.startswith("b.docx: 无法写入")
    assert sorted(os.listdir(folder)) == ["a.docx"]
