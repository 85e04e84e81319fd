"""Fill one template: the function of the public API."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from writer_assist.template.errors import DataError, TemplateError
from writer_assist.template.fill import fill

from .templates import lines, template, text

SCHEMA = {
    "title": "收据",
    "type": "object",
    "additionalProperties": False,
    "required": ["单位", "金额", "日期"],
    "properties": {
        "单位": {
            "type": "string",
            "title": "单位",
            "description": "全称",
            "examples": ["县水务局"],
        },
        "金额": {"type": "number", "title": "金额", "description": "元", "examples": [12.5]},
        "日期": {
            "type": "string",
            "format": "date",
            "title": "日期",
            "description": "收款那天",
            "examples": ["2024-03-05"],
        },
        "附注": {"type": "string", "title": "附注", "description": "可以不写", "examples": ["无"]},
    },
}
GOOD = {"单位": "青禾县水务局", "金额": 3500.5, "日期": "2024-03-05"}


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    path = tmp_path / "收据.docx"
    body = lines("今收到{{ 单位 }}{{ 金额|大写金额 }}。", "{{ 日期 }}", "{{ 附注 }}")
    path.write_bytes(template(body))
    (tmp_path / "收据.fields.json").write_text(json.dumps(SCHEMA), "utf-8")
    return path


def test_values_stand_in_the_form_of_their_place(receipt: Path) -> None:
    assert text(fill(receipt, GOOD)).split("\n") == [
        "今收到青禾县水务局叁仟伍佰元伍角。",
        "2024年3月5日",
        "",
    ]


def test_dates_may_be_dates(receipt: Path) -> None:
    assert "2024年12月1日" in text(fill(receipt, {**GOOD, "日期": datetime.date(2024, 12, 1)}))


def test_data_files(receipt: Path) -> None:
    expected = fill(receipt, GOOD)
    for name, content in {
        "a.yaml": "单位: 青禾县水务局\n金额: 3500.5\n日期: 2024-03-05\n",
        "a.json": json.dumps(GOOD),
        "a.toml": '"单位" = "青禾县水务局"\n"金额" = 3500.5\n"日期" = 2024-03-05\n',
        "a.csv": '单位,金额,日期\n青禾县水务局,"3,500.5",2024/3/5\n',
    }.items():
        path = receipt.parent / name
        path.write_text(content, "utf-8")
        assert fill(receipt, path) == expected, name


def test_it_writes(receipt: Path, tmp_path: Path) -> None:
    out = tmp_path / "出.docx"
    document = fill(receipt, GOOD, out)
    assert out.read_bytes() == document
    with pytest.raises(TemplateError, match="已经有了"):
        fill(receipt, GOOD, out)
    fill(receipt, {**GOOD, "附注": "补开"}, out, force=True)
    assert "补开" in text(out.read_bytes())


def test_everything_that_is_wrong_is_told_and_nothing_written(
    receipt: Path, tmp_path: Path
) -> None:
    out = tmp_path / "出.docx"
    with pytest.raises(DataError) as info:
        fill(receipt, {"单位": ["县水务局"], "金额": "很多", "日其": "2024-02-30"}, out)
    told = "\n".join(info.value.lines("zh"))
    for word in ("单位", "金额", "很多", "日其", "日期"):
        assert word in told
    assert not out.exists()


@pytest.mark.parametrize("name", ["收据.docx", "收据.fields.json", "./收据.docx"])
def test_it_never_writes_to_what_it_reads(receipt: Path, name: str) -> None:
    before = receipt.read_bytes()
    with pytest.raises(TemplateError, match="不能写到这里"):
        fill(receipt, GOOD, receipt.parent / name, force=True)
    assert receipt.read_bytes() == before


def test_built_in_templates_go_by_name() -> None:
    with pytest.raises(TemplateError, match="是不是“请示”"):
        fill("请视", {})
    with pytest.raises(DataError, match="没有填"):
        fill("请示", {})
