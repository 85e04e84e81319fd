"""``writer-assist fill``."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.template.templates import lines, template
from writer_assist.cli import main
from writer_assist.template.journal import NAME

EXAMPLE = Path(__file__).parents[2] / "templates" / "request" / "example.yaml"
HEAD = "提案号,委员\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.chdir(tmp_path)
    body = lines("{{ 委员 }}委员：", "第{{ 提案号 }}号提案收悉，感谢您的关心和支持。")
    (tmp_path / "答复.docx").write_bytes(template(body))
    schema = {
        "title": "答复",
        "type": "object",
        "additionalProperties": False,
        "required": ["提案号", "委员"],
        "properties": {
            name: {"type": "string", "title": name, "description": name, "examples": ["1"]}
            for name in ("提案号", "委员")
        },
    }
    (tmp_path / "答复.fields.json").write_text(json.dumps(schema), "utf-8")
    return tmp_path


def table(folder: Path, *rows: str) -> None:
    (folder / "表.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")


def each(*more: str) -> int:
    return main(
        ["fill", "答复.docx", "--data", "表.csv", "--each", "-o", "出/答复函-{提案号}.docx", *more]
    )


# One document


def test_one_document_is_linted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fill", "请示", "--data", str(EXAMPLE), "-o", "请示.docx"]) == 0
    out, err = capsys.readouterr()
    assert "请示.docx: 没有发现问题" in out
    assert "写好了 请示.docx" in err
    assert (folder / "请示.docx").read_bytes()[:2] == b"PK"


def test_what_is_found_is_the_exit_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.yaml").write_text("提案号: 3\n委员: 某某\n", "utf-8")
    assert main(["fill", "答复.docx", "--data", "a.yaml", "-o", "a.docx"]) == 1
    assert "PH" in capsys.readouterr().out
    again = ["fill", "答复.docx", "--data", "a.yaml", "-o", "a.docx", "--force", "--no-lint"]
    assert main(again) == 0
    assert capsys.readouterr().out == ""


def test_all_that_is_wrong_is_told_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.yaml").write_text("提案号: 3\n\n委圆: 周明\n备注: 无\n", "utf-8")
    assert main(["fill", "答复.docx", "--data", "a.yaml", "-o", "a.docx"]) == 2
    err = capsys.readouterr().err
    assert "a.yaml:3: 没有填“委员”，是不是写成了“委圆”？" in err
    assert "a.yaml:4" in err
    assert not (folder / "a.docx").exists()


def test_english(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.yaml").write_text("提案号: 3\n", "utf-8")
    arguments = ["fill", "答复.docx", "--data", "a.yaml", "-o", "a.docx", "--lang", "en"]
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert "委员" in err
    assert "没有填" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["请示", "-o", "a.docx"], "二者选一"),
        (["请示", "-o", "a.docx", "--data", "a", "--database", "b"], "二者选一"),
        (["请示", "-o", "a.docx", "--database", "b"], "要一起用"),
        (["请示", "-o", "a.docx", "--database", "b", "--query", "c", "--row", "3"], "只用于表格"),
        (["请示", "-o", "a.pdf", "--data", "a"], "应是 .docx"),
        (["请示", "-o", "a.docx", "--data", "a", "--resume"], "要与 --each 同用"),
        (["请示", "-o", "a.docx", "--data", "a", "--report", "b.csv"], "要与 --each 同用"),
        (["请示", "-o", "a.docx", "--data", "a", "--each", "--row", "2"], "不能与 --each 同用"),
        (["请示", "-o", "a.docx", "--data", "a", "--each", "--report", "b"], "应是 .csv 或 .json"),
    ],
)
def test_arguments_that_do_not_go_together(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fill", *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["请视", "--data", "a.yaml", "-o", "b.docx"], "没有模板“请视”，是不是“请示”？"),
        (["答复.docx", "--data", "没有.yaml", "-o", "b.docx"], "没有.yaml: "),
        (["答复.docx", "--data", "a.yaml", "-o", "没有/b.docx"], "无法写入"),
        (["答复.docx", "--data", "a.yaml", "-o", "答复.docx", "--force"], "不能写到这里"),
        (["答复.docx", "--data", "a.yaml", "-o", "答复.docx"], "--force"),
        (["a.yaml", "--data", "a.yaml", "-o", "b.docx"], "a.yaml: "),
        (["答复.docx", "--data", "表.csv", "-o", "b.docx"], "用 --row 指明哪一行"),
        (["答复.docx", "--data", "表.csv", "--row", "9", "-o", "b.docx"], "第 9 行没有数据"),
        (["答复.docx", "--data", "表.csv", "--each", "-o", "b.docx"], "b.docx: "),
        (["答复.docx", "--data", "表.csv", "--each", "-o", "{提安号}.docx"], "提案号"),
    ],
)
def test_bad_input(
    folder: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.yaml").write_text("提案号: 3\n委员: 周明\n", "utf-8")
    table(folder, "1,周明", "2,李文")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(["fill", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_row_of_a_table(folder: Path) -> None:
    table(folder, "1,周明", "2,李文")
    assert main(["fill", "答复.docx", "--data", "表.csv", "--row", "3", "-o", "b.docx"]) == 0


# Many


def test_a_document_a_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(folder, "1,周明", "2,李文")
    assert each() == 0
    out, err = capsys.readouterr()
    assert sorted(p.name for p in (folder / "出").iterdir()) == ["答复函-1.docx", "答复函-2.docx"]
    assert "生成 2 份" in err
    assert "检查了 2 个文件" in out


def test_rows_that_failed_are_reported_and_made_later(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table(folder, "1,周明", "2,", "=3,李\u200b文", "4,=赵青")
    assert each("--no-lint", "--report", "结果.csv") == 2
    err = capsys.readouterr().err
    assert "第 3 行没有生成：没有填“委员”" in err
    assert "生成 3 份，1 行没有生成" in err
    assert (folder / "结果.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (folder / "结果.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.reader(stream))
    assert found[0] == ["行", "结果", "文件", "原因"]
    assert [row[:2] for row in found[1:]] == [
        ["2", "已生成"],
        ["3", "没有生成"],
        ["4", "已生成"],
        ["5", "已生成"],
    ]
    table(folder, "1,周明", "2,王芳", "=3,李\u200b文", "4,=赵青")
    assert each("--no-lint", "--resume", "--report", "结果.json") == 0
    assert "生成 1 份，上次已生成 3 份" in capsys.readouterr().err
    rows = json.loads((folder / "结果.json").read_text("utf-8"))["rows"]
    assert [row["state"] for row in rows] == ["kept", "made", "kept", "kept"]
    assert not (folder / "出" / NAME).exists()


def test_many_failures_are_not_all_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(folder, *(f"{number}," for number in range(30)))
    assert each() == 2
    err = capsys.readouterr().err
    assert err.count("没有生成：") == 20
    assert "还有 10 行没有生成" in err


def test_a_column_that_is_no_field_is_told_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "表.csv").write_text("提案号,委员,备注\n1,周明,\n2,李文,急\n", "utf-8")
    assert each() == 2
    assert capsys.readouterr().err.count("备注") == 1
    assert not list(folder.glob("出/*.docx"))


def test_an_empty_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(folder)
    assert each() == 0
    assert "没有数据" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(folder, "1,周明")
    (folder / "出").write_text("不是文件夹", "utf-8")
    assert each() == 2
    assert "无法写入" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and SIGINT")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_was_ended_goes_on(folder: Path, how: signal.Signals) -> None:
    count = 3000
    table(folder, *(f"{number},周明" for number in range(count)))
    command = [sys.executable, "-m", "writer_assist", "fill", "答复.docx", "--data", "表.csv"]
    command += ["--each", "-o", "出/{提案号}.docx", "--no-lint"]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    out = folder / "出"
    while time.monotonic() < deadline and len(list(out.glob("*.docx"))) < 50:
        time.sleep(0.01)
    process.send_signal(how)
    told = process.communicate()[1].decode()
    made = len(list(out.glob("*.docx")))
    if how == signal.SIGINT:
        assert process.returncode == 130
        assert "--resume" in told
    assert 50 <= made < count
    # Nothing but whole documents and the journal.
    assert {p.suffix for p in out.iterdir()} <= {".docx", ".jsonl"}
    assert main(["fill", *command[4:], "--resume"]) == 0
    assert len(os.listdir(out)) == count
    for path in out.iterdir():
        assert path.read_bytes()[:2] == b"PK"


# A database


def test_rows_of_a_database(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("sqlalchemy")
    base = sqlite3.connect(folder / "提案.db")
    base.executescript(
        "create table 提案 (号 text, 提出人 text, 年 integer);"
        "insert into 提案 values ('1','周明',2024),('2','李文',2024),('3','王芳',2025);"
    )
    base.close()
    query = "select 号 as 提案号, 提出人 as 委员 from 提案 where 年 = 2024"
    source = ["--database", "sqlite:///提案.db", "--query"]
    assert main(["fill", "答复.docx", *source, query, "--each", "-o", "出/{提案号}.docx"]) == 0
    assert sorted(p.name for p in (folder / "出").iterdir()) == ["1.docx", "2.docx"]
    assert main(["fill", "答复.docx", *source, query, "-o", "a.docx"]) == 2
    assert "加 --each" in capsys.readouterr().err
    assert main(["fill", "答复.docx", *source, f"{query} and 号 = '2'", "-o", "a.docx"]) == 0
    assert main(["fill", "答复.docx", *source, f"{query} and 号 = '9'", "-o", "b.docx"]) == 2
    assert "没有查到数据" in capsys.readouterr().err
