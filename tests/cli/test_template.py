"""``writer-assist template``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.template.templates import lines, template
from writer_assist.cli import main
from writer_assist.report.display import width
from writer_assist.template.catalogue import templates

TEMPLATES = Path(__file__).parents[2] / "templates"
SCHEMA = {
    "title": "答复",
    "type": "object",
    "required": ["委员"],
    "properties": {
        "委员": {"type": "string", "title": "委员", "description": "写姓名", "examples": ["周明"]},
        "日期": {"type": "string", "format": "date", "examples": ["2024-03-05"]},
        "事项": {
            "type": "array",
            "items": {"type": "object", "properties": {"标题": {"type": "string"}}},
        },
    },
}
BODY = lines(
    "{{ 委员 }}委员：", "{%p for 项 in 事项 %}", "{{ 项.标题 }}", "{%p endfor %}",
    "{% if 日期 %}{{ 日期|汉字日期 }}{% endif %}",
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "答复.docx").write_bytes(template(BODY))
    (tmp_path / "答复.fields.json").write_text(json.dumps(SCHEMA), "utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(["template", *arguments])
    except SystemExit as end:
        code = int(str(end.code))
    return (code, *capsys.readouterr())


# list


def test_list_in_columns(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "list")
    assert code == 0
    rows = out.split("\n\n")[0].splitlines()
    assert len(rows) == len(templates())
    request = next(row for row in rows if row.startswith("请示"))
    assert request.split()[:4] == ["请示", "request", "19", "项"]
    assert request.split()[4].startswith("向上级机关请求指示、批准")
    assert {width(row[: row.index(row.split()[1])]) for row in rows} == {20}


def test_list_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "list", "--output-format", "json")
    assert code == 0
    entries = json.loads(out)
    assert [entry["id"] for entry in entries] == [each.id for each in templates()]
    assert set(entries[0]) == {"id", "name", "use", "fields", "genre", "file"}


# show


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", "答复.docx")
    assert code == 0
    assert out == (
        "答复（代号 答复）\n  答复.docx\n\n3 个字段，其中 1 个必填：\n"
        "  委员  必填  文字\n      写姓名\n      例：周明\n      正文：{{ 委员 }}委员：\n"
        "  日期  选填  日期\n      日期，写成 2024-03-05 这样\n      例：2024-03-05\n"
        "      正文：{{ 日期|汉字日期 }}\n"
        "  事项  选填  一列，每项有几个字段\n"
        "      标题  选填  文字\n          正文：{{ 项.标题 }}\n"
    )


def test_show_json_and_schema(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", "答复.docx", "--output-format", "json")
    assert code == 0
    entry = json.loads(out)
    fields = {field["name"]: field for field in entry["fields"]}
    assert list(fields) == ["委员", "日期", "事项"]
    assert fields["委员"]["required"]
    assert fields["委员"]["places"] == [{"part": "正文", "text": "{{ 委员 }}委员："}]
    assert fields["日期"]["format"] == "date"
    assert [field["name"] for field in fields["事项"]["fields"]] == ["标题"]
    code, out, _ = run(capsys, "show", "答复.docx", "--output-format", "schema")
    assert code == 0
    assert json.loads(out)["properties"]["委员"] == SCHEMA["properties"]["委员"]  # type: ignore[index]


@pytest.mark.parametrize("built_in", templates(), ids=lambda each: each.id)
def test_show_tells_where_each_field_stands(
    capsys: pytest.CaptureFixture[str], built_in: object
) -> None:
    name = built_in.name  # type: ignore[attr-defined]
    code, out, _ = run(capsys, "show", name, "--output-format", "json")
    assert code == 0
    for field in json.loads(out)["fields"]:
        assert field["places"], field["name"]
        assert field["description"], field["name"]


def test_show_of_a_template_without_fields_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "答复.fields.json").unlink()
    code, out, _ = run(capsys, "show", "答复.docx")
    assert code == 0
    assert "日期  选填  日期" in out
    assert "事项  必填  一列，每项有几个字段" in out


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("请求", "没有模板“请求”，是不是“请示”？"),
        ("无.docx", "无.docx: 没有这个文件"),
        ("坏.docx", "坏.docx: 这是纯文本"),
        ("错.docx", "错.docx: 正文“{{ 甲 乙 }}”"),
    ],
)
def test_show_of_none(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, reason: str
) -> None:
    (folder / "坏.docx").write_text("这不是文档", "utf-8")
    (folder / "错.docx").write_bytes(template(lines("{{ 甲 乙 }}")))
    code, out, err = run(capsys, "show", name)
    assert (code, out) == (2, "")
    assert err.startswith(reason)


# check


def test_check_of_all_that_is_built_in(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", str(TEMPLATES))
    assert (code, out) == (0, f"{len(templates())} 个模板，没有问题\n")


def test_check_tells_all_faults(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "答复.docx").write_bytes(template(lines("{{ 委圆 }}", "{{ 事项 }}")))
    code, out, _ = run(capsys, "check", "答复.docx")
    assert code == 1
    assert out.splitlines() == [
        "答复.docx: 正文第 1 段“{{ 委圆 }}”："
        "字段“委圆”没有写在 答复.fields.json 里，是不是“委员”？",
        "答复.docx: 正文第 2 段“{{ 事项 }}”：“事项”是列表，不能直接写出；"
        "用 {% for %} 逐个写，或者用 |顿号连接 连成一句",
        "答复.fields.json: 字段“委员”在模板里没有用到",
        "答复.fields.json: 字段“日期”在模板里没有用到",
        "1 个模板：4 处问题",
    ]


def test_a_bad_file_does_not_stop_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "坏.docx").write_text("这不是文档", "utf-8")
    (folder / "错.docx").write_bytes(template(lines("{{ 甲 乙 }}")))
    (folder / "稿.docx").write_bytes(template(lines("没有标记的文稿")))
    (folder / "~$答复.docx").write_bytes(b"lock")
    code, out, _ = run(capsys, "check", ".")
    assert code == 2
    assert out.splitlines()[-1] == "3 个模板：1 处问题，1 个没能检查"
    assert "坏.docx: 这是纯文本" in out
    assert "标记写错了" in out
    assert "稿.docx" not in out
    code, out, _ = run(capsys, "check", "无.docx", "请求", "请示", "答复.docx", "./答复.docx")
    assert code == 2
    assert out.splitlines()[-1] == "4 个模板：0 处问题，2 个没能检查"


def test_a_document_that_is_named_must_be_a_template(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "稿.docx").write_bytes(template(lines("没有标记的文稿")))
    code, out, _ = run(capsys, "check", "稿.docx")
    assert code == 1
    assert "不是模板" in out


def test_a_folder_without_templates(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "空").mkdir()
    code, out, _ = run(capsys, "check", "空")
    assert code == 2
    assert out.startswith("空: 文件夹里没有模板（.docx）\n")


def test_check_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "答复.docx").write_bytes(template(lines("序", "{{ 甲")))
    code, out, _ = run(capsys, "check", "答复.docx", "无.docx", "--output-format", "json")
    assert code == 2
    good, bad = json.loads(out)
    assert bad == {"path": "无.docx", "error": "无.docx: 没有这个文件", "faults": []}
    (fault,) = good["faults"]
    assert fault == {
        "rule": "DTL001", "file": "答复.docx", "line": None, "part": "正文", "paragraph": 2,
        "cells": [], "text": "{{ 甲",
        "message": "正文第 2 段“{{ 甲”：标记 {{ 没有写完，缺少 }}",
    }  # fmt: skip


def test_control_characters_are_shown_as_such(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = {"type": "object", "properties": {"委员\x1b[31m": {"type": "string"}}}
    (folder / "答复.fields.json").write_text(json.dumps(schema), "utf-8")
    _, out, _ = run(capsys, "check", "答复.docx")
    assert "\x1b" not in out
    _, out, _ = run(capsys, "show", "答复.docx")
    assert "\x1b" not in out


# make


def test_make_then_check_then_show(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = "关于20xx年度工作的报告\n县政府：\n20xx年，xx县共办理提案xx件。\n20xx年x月x日\n"
    (folder / "稿.txt").write_text(draft, "utf-8")
    code, out, _ = run(capsys, "make", "稿.txt", "-o", "模板")
    assert code == 0
    assert out.startswith("写好了 模板/template.docx，")
    assert "年度" in out
    assert "第 1 段“20xx”" in out
    assert "template check 模板" in out
    assert run(capsys, "check", "模板")[:2] == (0, "1 个模板，没有问题\n")
    assert run(capsys, "show", "模板")[0] == 0
    code, out, err = run(capsys, "make", "稿.txt", "-o", "模板")
    assert (code, out) == (2, "")
    assert "--force" in err
    assert run(capsys, "make", "稿.txt", "-o", "模板", "--force")[0] == 0


def test_nothing_to_make(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "稿.txt").write_text("关于工作的报告\n县政府：\n工作做完了。\n", "utf-8")
    code, out, err = run(capsys, "make", "稿.txt", "-o", "模板")
    assert (code, out) == (2, "")
    assert "没有找到要填的地方" in err
    assert not (folder / "模板").exists()


# The command


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("action", ["", "list", "show", "check", "make"])
def test_help(capsys: pytest.CaptureFixture[str], action: str, lang: str) -> None:
    code, out, _ = run(capsys, *filter(None, [action]), "--lang", lang, "--help")
    assert code == 0
    assert "template" in out


def test_an_action_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys)[0] == 2
    code, _, err = run(capsys, "chek")
    assert code == 2
    assert "是不是 check" in err
