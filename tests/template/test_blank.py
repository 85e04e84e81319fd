"""Empty data files: complete, harmless, and read back as what they are."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.document.office import convert
from writer_assist.outline.genres import templates_folder
from writer_assist.template import data as reading
from writer_assist.template.blank import form, write_form
from writer_assist.template.catalogue import Template
from writer_assist.template.errors import DataError, TemplateError
from writer_assist.template.fields import Fields
from writer_assist.template.form_yaml import form as yaml_form
from writer_assist.template.yaml_text import parse

SCHEMA: dict[str, Any] = {
    "title": "请示",
    "description": "向上级请求指示、批准。",
    "type": "object",
    "required": ["标题", "成文日期", "正文", "事项", "会议"],
    "properties": {
        "标题": {"type": "string", "title": "标题", "description": "写\n全称", "maxLength": 30,
                 "examples": ["关于: 经费"]},
        "成文日期": {"type": "string", "format": "date", "examples": ["2024-03-05"]},
        "提案号": {"type": "string", "examples": ["012"]},
        "金额": {"type": "number", "minimum": 0, "x-decimals": 2, "examples": [3500.5]},
        "密级": {"type": "string", "enum": ["秘密", "=机密", "a,b"]},
        "长": {"type": "string", "enum": [f"第{n}个可以选的值" for n in range(60)]},
        "级": {"enum": [1, 2]},
        "保留": {"type": "boolean", "default": False},
        "正文": {"type": "array", "minItems": 1, "items": {"type": "string"},
                 "examples": [["甲；", "乙"]]},
        "事项": {
            "type": "array", "minItems": 1,
            "items": {
                "type": "object", "required": ["标题"],
                "properties": {
                    "标题": {"type": "string", "title": "小标题"},
                    "要点": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
        "会议": {"type": "object", "required": ["地点"],
                 "properties": {"地点": {"type": "string"}, "人数": {"type": "integer"}}},
        "说明": {"type": "string", "format": "rich-text", "default": "无"},
        "=公式": {"type": "string", "description": "=1+1", "examples": ["=1+1", "-2"]},
    },
}  # fmt: skip

VALUES: dict[str, Any] = {
    "标题": "关于: 经费 # 的请示", "成文日期": "2024-03-05", "提案号": "012", "金额": 3500.5,
    "密级": "秘密", "级": 2, "保留": True, "正文": ["第一段。", "第二段：“甲”；\n换行"],
    "事项": [{"标题": "甲", "要点": ["- 一", "二"]}, {"标题": "乙"}],
    "会议": {"地点": "礼堂", "人数": 30}, "说明": "**甲**\n\n乙", "=公式": "=1+1",
}  # fmt: skip


@pytest.fixture
def template(tmp_path: Path) -> Template:
    path = tmp_path / "fields.json"
    path.write_text(json.dumps(SCHEMA), "utf-8")
    return Template("request", "请示", "", str(path))


def test_yaml_says_everything(template: Template) -> None:
    text = form(template, "表.yaml").decode()
    lines = text.splitlines()
    assert lines[0] == "# 请示的数据"
    for line in (
        "# 标题：写 全称；最多 30 字",
        '# 例："关于: 经费"',
        "# 提案号（选填）",
        "# 例：012",
        "# 金额（选填）：数字，不小于 0，最多 2 位小数",
        "# 密级（选填）：只能填：秘密、=机密、a,b",
        "# 保留（选填）：只能填：是、否；不填就是“否”",
        "    # 小标题",
        "  - 标题:",
        "    要点:",
        "      -",
        "  地点:",
    ):
        assert line in lines, line
    assert all(ord(character) < 0x10000 for character in text)


def test_an_empty_yaml_is_not_filled(template: Template, tmp_path: Path) -> None:
    path = str(tmp_path / "表.yaml")
    write_form(template, path)
    data = reading.read(path)
    _, problems = Fields.load(template).check(data.values)
    assert [p.message_in("zh") for p in problems] == [
        f"没有填“{name}”" for name in SCHEMA["required"]
    ]
    lines = Path(path).read_text("utf-8").splitlines()
    for problem in data.placed(problems):
        assert lines[problem.line - 1] == f"{problem.params['name']}:"


def test_a_filled_yaml(template: Template) -> None:
    schema = Fields.load(template).schema
    text = yaml_form("请示", schema, VALUES)
    assert parse(text).lines["会议.人数"]
    given = Fields.load(template).check(VALUES)
    assert not given[1]
    assert Fields.load(template).check(parse(text).value) == given


_TEXT = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029\ufffe\uffff"
    )
    | st.sampled_from("\n #:-'\"|>&*!%@[]{},?\\"),
    max_size=30,
)
_ITEM = st.fixed_dictionaries({"标题": _TEXT, "要点": st.lists(_TEXT)})


@given(_TEXT, st.lists(_TEXT, min_size=1), st.lists(_ITEM, min_size=1))
def test_whatever_was_typed_is_read_back(
    title: str, body: list[str], items: list[dict[str, Any]]
) -> None:
    fields = Fields(SCHEMA)
    values = {**VALUES, "标题": title, "正文": body, "事项": items, "说明": title}
    given = fields.check(values)
    assert fields.check(parse(yaml_form("请示", fields.schema, values)).value) == given


def test_a_workbook(template: Template, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = str(tmp_path / "表.xlsx")
    write_form(template, path)
    with reading.rows(path) as rows:
        assert not list(rows)
        assert rows.names[-5:] == ["事项3.要点", "会议.地点", "会议.人数", "说明", "=公式"]
    with pytest.raises(DataError, match="表头下面没有数据"):
        reading.read(path)
    book = load_workbook(path)
    sheet = book["填写"]
    assert (book.sheetnames, book["选项"].sheet_state) == (["填写", "选项"], "hidden")
    assert sheet.freeze_panes == "A2"
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.data_type == "f" for cell in cells)
    assert all(str(c.value)[0] not in "=+-@" or c.quotePrefix for c in cells)
    columns = {str(c.value): c.coordinate.rstrip("0123456789") for c in sheet[1]}
    offers = {
        str(offer.sqref).rstrip("0123456789").partition("4")[0]: offer.formula1
        for offer in sheet.data_validations.dataValidation
    }
    assert offers[columns["保留"]] == '"是,否"'
    assert offers[columns["级"]] == '"1,2"'
    assert offers[columns["密级"]] == "选项!$A$1:$A$3"
    assert offers[columns["长"]] == "选项!$B$1:$B$60"
    assert sheet[f"{columns['提案号']}4"].number_format == "@"
    assert sheet[f"{columns['成文日期']}4"].number_format == "yyyy-mm-dd"
    for name, value in {
        "标题": "关于经费", "成文日期": "2024/3/5", "提案号": "012", "级": "2", "保留": "是",
        "正文": "甲\n乙", "事项1.标题": "甲", "事项3.标题": "丙", "会议.地点": "礼堂",
    }.items():  # fmt: skip
        sheet[f"{columns[name]}4"] = value
    book.save(path)
    data = reading.read(path)
    values, problems = Fields.load(template).check(data.values, text_cells=True)
    assert not problems
    assert [item["标题"] for item in values["事项"]] == ["甲", "丙"]
    assert (values["提案号"], values["级"], values["保留"]) == ("012", 2, True)
    # An example that somebody began to change is not taken for data.
    sheet[f"{columns['标题']}3"] = "关于另一件事"
    book.save(path)
    with pytest.raises(DataError, match="不止一行数据"):
        reading.read(path)
    with reading.rows(path) as rows:
        assert "还是示例" in next(iter(rows)).problems[0].message_in("zh")


def test_libreoffice_opens_it(template: Template, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_form(template, str(path))
    try:
        again = convert(path, "xlsx", tmp_path)
    except subprocess.CalledProcessError:
        pytest.skip("LibreOffice is there without its spreadsheet program")
    if not again.exists():
        pytest.skip("LibreOffice is there without its spreadsheet program")
    with reading.rows(str(path)) as ours, reading.rows(str(again)) as theirs:
        assert ours.names == theirs.names
        assert list(ours) == list(theirs) == []


def test_every_built_in_template(tmp_path: Path) -> None:
    for folder in sorted(Path(templates_folder()).iterdir()):
        if not (folder / "fields.json").is_file():
            continue
        template = Template(folder.name, folder.name, "", str(folder / "fields.json"))
        fields = Fields.load(template)
        for name in ("表.yaml", "表.xlsx"):
            write_form(template, str(tmp_path / name))
        _, problems = fields.check(reading.read(str(tmp_path / "表.yaml")).values)
        said = [problem.message_in("zh") for problem in problems]
        assert all(line.startswith("没有填") for line in said)
        assert len(said) >= len(fields.required)
        with reading.rows(str(tmp_path / "表.xlsx")) as rows:
            assert not list(rows)
            assert len(rows.names) >= len(fields.names)


def test_other_names(template: Template, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="空白数据文件的扩展名可以是"):
        write_form(template, str(tmp_path / "表.docx"))
    assert not (tmp_path / "表.docx").exists()
