"""What data fits a template, what is said of data that does not, and schemas that are wrong."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist.template.catalogue import Template
from writer_assist.template.errors import TemplateError
from writer_assist.template.fields import Fields
from writer_assist.template.reading import MAX_TEXT
from writer_assist.template.regexes import RegexError, longest
from writer_assist.template.values import Image, Rich, RichPart

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)

PARTS: dict[str, Any] = {
    "标题": {"type": "string", "minLength": 2, "maxLength": 10},
    "日期": {"type": "string", "format": "date"},
    "时间": {"type": "string", "format": "time"},
    "电话": {"type": "string", "format": "phone"},
    "文号": {"type": "string", "format": "document-number"},
    "金额": {"type": "number", "minimum": 0, "maximum": 10_000, "x-decimals": 2},
    "件数": {"type": "integer", "minimum": 1},
    "步长": {"type": "number", "multipleOf": 0.1, "exclusiveMinimum": 0, "exclusiveMaximum": 5},
    "附件": {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "maxItems": 3},
    "正文": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    "事项": {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["标题", "要点"],
            "properties": {
                "标题": {"type": "string", "maxLength": 5},
                "要点": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                "数": {"type": "integer"},
            },
        },
    },
    "会议": {
        "type": "object",
        "required": ["地点"],
        "properties": {"地点": {"type": "string"}, "人数": {"type": "integer"}},
    },
    "保留": {"type": "boolean", "default": False},
    "密级": {"type": "string", "enum": ["秘密", "机密", "绝密"]},
    "级": {"enum": [1, 2, 3]},
    "版本": {"const": "甲"},
    "编号": {"type": "string", "pattern": "^[A-Z]{2}[0-9]+$", "examples": ["AB12"]},
    "说明": {"type": "string", "format": "rich-text"},
    "照片": {"type": "string", "format": "image", "x-width-mm": 35, "x-height-mm": 49},
    "任意": {},
}


def _fields(*required: str, **parts: Any) -> Fields:
    schema = {"type": "object", "required": list(required), "properties": parts or PARTS}
    return Fields(schema)


ALL = _fields()


def _values(data: Mapping[str, Any], **options: Any) -> dict[str, Any]:
    values, problems = ALL.check(data, **options)
    assert not problems, [problem.message_in("zh") for problem in problems]
    return {name: values[name.partition(".")[0].rstrip("0123456789")] for name in data}


def _said(data: Mapping[str, Any], fields: Fields = ALL, **options: Any) -> list[str]:
    values, problems = fields.check(data, **options)
    assert not values or not problems
    return [problem.message_in("zh") for problem in problems]


# What is right

GOOD: list[tuple[str, Any, Any]] = [
    ("日期", "2024-03-05", datetime.date(2024, 3, 5)),
    ("日期", "2024-3-5", datetime.date(2024, 3, 5)),
    ("日期", "2024/3/5", datetime.date(2024, 3, 5)),
    ("日期", "2024.3.5", datetime.date(2024, 3, 5)),
    ("日期", "2024年3月5日", datetime.date(2024, 3, 5)),
    ("日期", "２０２４年３月５日", datetime.date(2024, 3, 5)),
    ("日期", " 2024年 3月 5日 ", datetime.date(2024, 3, 5)),
    ("日期", "二〇二四年十二月三十一日", datetime.date(2024, 12, 31)),
    ("日期", "2024-02-29", datetime.date(2024, 2, 29)),
    ("日期", "2024-03-05 00:00:00", datetime.date(2024, 3, 5)),
    ("日期", datetime.date(2024, 3, 5), datetime.date(2024, 3, 5)),
    ("日期", datetime.datetime(2024, 3, 5, 9, tzinfo=datetime.UTC), datetime.date(2024, 3, 5)),
    ("时间", "9:30", datetime.time(9, 30)),
    ("时间", "09：30", datetime.time(9, 30)),
    ("时间", "14时5分", datetime.time(14, 5)),
    ("时间", "14时", datetime.time(14, 0)),
    ("时间", datetime.time(9, 30), datetime.time(9, 30)),
    ("电话", "0451-12345678", "0451-12345678"),
    ("电话", "０４５１－12345678", "0451-12345678"),
    ("电话", "13900000000", "13900000000"),
    ("电话", 13900000000, "13900000000"),
    ("电话", "0451-12345678-801", "0451-12345678-801"),
    ("电话", "0451-12345678；13900000000", "0451-12345678、13900000000"),
    ("电话", "12345", "12345"),
    ("文号", "青政办〔2024〕5号", "青政办〔2024〕5号"),
    ("文号", "青政办 〔2024〕 5 号", "青政办〔2024〕5号"),
    ("金额", 3500.5, Decimal("3500.5")),
    ("金额", 12.0, 12),
    ("金额", Decimal("0.10"), Decimal("0.10")),
    ("件数", 12.0, 12),
    ("步长", 0.3, Decimal("0.3")),
    ("标题", 12, "12"),
    ("标题", Decimal("1.50"), "1.50"),
    ("标题", "{{ <&", "{{ <&"),
    ("标题", "甲\r\n乙", "甲\n乙"),
    ("附件", ["甲", None, "", " ", "乙"], ["甲", "乙"]),
    ("事项", [{"标题": "甲", "要点": ["乙"]}, {"标题": None, "要点": [None]}],
     [{"标题": "甲", "要点": ["乙"], "数": None}]),
    ("会议", {"地点": "甲"}, {"地点": "甲", "人数": None}),
    ("保留", True, True),
    ("保留", "是", True),
    ("保留", "否", False),
    ("保留", "无", False),
    ("密级", "机密", "机密"),
    ("级", 2, 2),
    ("编号", "AB1", "AB1"),
    ("任意", "甲", "甲"),
    ("任意", 1.5, Decimal("1.5")),
    ("说明", "甲**乙__丙__**丁", Rich((
        RichPart("甲"), RichPart("乙", bold=True), RichPart("丙", bold=True, underline=True),
        RichPart("丁"),
    ))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "value"), GOOD)
def test_what_fits(name: str, given: Any, value: Any) -> None:
    found = _values({name: given})[name]
    assert found == value
    assert type(found) is type(value)


CELLS: list[tuple[str, Any, Any]] = [
    ("金额", "1,200", 1200),
    ("金额", "１，２００.50", Decimal("1200.50")),
    ("金额", 0.1 + 0.2, Decimal("0.3")),
    ("件数", "１２", 12),
    ("件数", "+5", 5),
    ("标题", 12.0, "12"),
    ("标题", 0.5, "0.5"),
    ("标题", "012", "012"),
    ("标题", "=1+1", "=1+1"),
    ("任意", True, True),
    ("标题", datetime.date(2024, 3, 5), "2024年3月5日"),
    ("标题", "　甲乙 ", "甲乙"),
    ("电话", 13900000000.0, "13900000000"),
    ("保留", "√", True),
    ("附件", "甲\n乙\n", ["甲", "乙"]),
    ("附件", "甲；乙; 丙", ["甲", "乙", "丙"]),
    ("附件", "要做好；要做实。", ["要做好；要做实。"]),
    ("附件", 12, ["12"]),
    ("附件1", "甲", ["甲"]),
    ("级", "2", 2),
    ("会议.地点", "甲", {"地点": "甲", "人数": None}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "value"), CELLS)
def test_what_fits_in_cells(name: str, given: Any, value: Any) -> None:
    found = _values({name: given}, text_cells=True)[name]
    assert found == value
    assert type(found) is type(value)


def test_lists_of_objects_in_columns() -> None:
    cells = {
        "事项1.标题": "甲", "事项1.要点": "一\n二", "事项1.数": "1,000", "事项[3].标题": "丙",
        "事项[3].要点": "三", "事项2.标题": " ", "事项2.要点": None,
    }  # fmt: skip
    values, problems = ALL.check(cells, text_cells=True)
    assert not problems
    assert values["事项"] == [
        {"标题": "甲", "要点": ["一", "二"], "数": 1000},
        {"标题": "丙", "要点": ["三"], "数": None},
    ]
    del cells["事项[3].要点"]
    cells["事项1.数"] = "x"
    cells["事项4.标提"] = "x"
    assert _said(cells, text_cells=True) == [
        "事项[1].数: “x”应是整数，只写数字",
        "事项[3]: 没有填“要点”",
        "没有“事项4.标提”这个字段",
    ] or set(_said(cells, text_cells=True)) >= {
        "事项[1].数: “x”应是整数，只写数字",
        "事项[3]: 没有填“要点”",
    }


def test_what_is_not_given() -> None:
    schema: dict[str, Any] = {
        "甲": {"type": "string"},
        "乙": {"type": "array", "items": {}},
        "丙": {"type": "number"},
        "丁": {"type": "string", "default": "默认"},
        "戊": {"type": "string", "format": "date", "default": "2024-03-05"},
        "己": {"type": "object", "properties": {"子": {"type": "string"}}},
        "庚": {"type": "boolean"},
    }
    fields = _fields(**schema)
    values, problems = fields.check({"丁": None})
    assert not problems
    assert values == {
        "甲": "", "乙": [], "丙": None, "丁": "默认", "戊": datetime.date(2024, 3, 5),
        "己": {"子": ""}, "庚": None,
    }  # fmt: skip
    # What somebody empties on purpose stays empty.
    assert fields.check({"丁": ""})[0]["丁"] == ""


# What is wrong

BAD: list[tuple[str, Any, str]] = [
    ("标题", "甲", "标题: “甲”太短：1 字，至少 2 字"),
    ("标题", "一二三四五六七八九十一", "标题: “一二三四五六七八九十一”太长：11 字，最多 10 字"),
    ("标题", ["甲"], "标题: 这个列表应是文字"),
    ("标题", {"甲": 1}, "标题: 这一组字段应是文字"),
    ("标题", True, "标题: “true”应是文字"),
    ("标题", "甲\x07乙", "标题: “甲�乙”里有看不见的字符（U+0007），请删去"),
    ("标题", "甲\ud800", "标题: “甲�”里有看不见的字符（U+D800），请删去"),
    ("标题", "甲\uffff", "标题: “甲�”里有看不见的字符（U+FFFF），请删去"),
    ("日期", "2024-02-30", "日期: “2024-02-30”：2024年2月没有 30 日"),
    ("日期", "2023年2月29日", "日期: “2023年2月29日”：2023年2月没有 29 日"),
    ("日期", "2024-13-01", "日期: “2024-13-01”：没有 13 月"),
    ("日期", "24-3-5", "日期: “24-3-5”不是日期，要写成 2024-03-05 或 2024年3月5日这样，年份写四位"),
    ("日期", 45356, "日期: “45356”不是日期，要写成 2024-03-05 或 2024年3月5日这样，年份写四位"),
    ("时间", "25:00", "时间: “25:00”不是时刻，要写成 9:30 或 14:00 这样"),
    ("电话", "12", "电话: “12”不是电话号码，固定电话写成 区号-号码，手机写 11 位"),
    ("文号", "青政办[2024]5号", "文号: “青政办[2024]5号”：年份要用六角括号，如〔2024〕"),
    ("文号", "青政办（2024）5号", "文号: “青政办（2024）5号”：年份要用六角括号，如〔2024〕"),
    ("文号", "青政办〔2024〕第5号", "文号: “青政办〔2024〕第5号”：序号前不加“第”"),
    ("文号", "青政办〔2024〕005号", "文号: “青政办〔2024〕005号”：序号不编虚位，1 不写成 001"),
    ("文号", "5号", "文号: “5号”不是发文字号，要写成 青政办〔2024〕5号 这样"),
    ("金额", "1,200", "金额: “1,200”应是数，要写成 1200，不加引号和逗号"),
    ("金额", "多", "金额: “多”应是数，只写数字"),
    ("金额", -1, "金额: -1 太小，最小 0"),
    ("金额", 10_001, "金额: 10001 太大，最大 10000"),
    ("金额", 1.005, "金额: 1.005 最多写 2 位小数"),
    ("金额", True, "金额: “true”应是数"),
    ("金额", float("nan"), "金额: “nan”应是数，只写数字"),
    ("金额", Decimal("1E+999999"), "金额: “1E+999999”太大"),
    ("件数", 1.5, "件数: “1.5”应是整数"),
    ("件数", "x", "件数: “x”应是整数，只写数字"),
    ("步长", 0.25, "步长: 0.25 应是 0.1 的倍数"),
    ("步长", 0, "步长: 0 应大于 0"),
    ("步长", 5, "步长: 5 应小于 5"),
    ("附件", "甲", "附件: “甲”应是列表，每项前加“- ”，各占一行"),
    ("附件", ["甲", None, "甲"], "附件: 第 2 项与第 1 项重复：“甲”"),
    ("附件", ["1", "2", "3", "4"], "附件: 有 4 项，最多 3 项"),
    ("附件", ["甲", None, ["乙"]], "附件[3]: 这个列表应是文字"),
    ("正文", [], "正文: 一项也没有填，至少要 1 项"),
    ("事项", [{"标题": "一二三四五六", "要点": ["甲"]}],
     "事项[1].标题: “一二三四五六”太长：6 字，最多 5 字"),
    ("事项", [None, {"标题": "甲"}], "事项[2]: 没有填“要点”"),
    ("事项", [{"标题": "甲", "要点": [""]}], "事项[1]: 没有填“要点”"),
    ("事项", [{"标题": "甲", "要点": ["乙", ["丙"]]}], "事项[1].要点[2]: 这个列表应是文字"),
    ("事项", ["标题：甲"], "事项[1]: “标题：甲”：冒号要用英文的，后面空一格，如“标题: …”"),
    ("事项", ["标题:甲"], "事项[1]: “标题:甲”：冒号后面要空一格，如“标题: …”"),
    ("事项", ["甲"], "事项[1]: “甲”应是一组字段：标题、要点、数"),
    ("事项", [{"标题": "甲", "要典": ["乙"]}], "事项[1]: 没有填“要点”，是不是写成了“要典”？"),
    ("会议", {"地点": "甲", "人数": "多"}, "会议.人数: “多”应是整数，只写数字"),
    ("保留", "也许", "保留: “也许”应是“是”或“否”"),
    ("密级", "秘蜜", "密级: “秘蜜”不在可选的值里，是不是“秘密”？可以选：秘密、机密、绝密"),
    ("密级", "无", "密级: “无”不在可选的值里，可以选：秘密、机密、绝密"),
    ("级", 4, "级: “4”不在可选的值里，可以选：1、2、3"),
    ("版本", "乙", "版本: “乙”只能是“甲”"),
    ("编号", "x", "编号: “x”写法不对，要像“AB12”这样"),
    ("标提", "甲乙", "没有“标提”这个字段，是不是“标题”？"),
    ("乱七八糟", "甲", "没有“乱七八糟”这个字段"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "said"), BAD)
def test_what_does_not_fit(name: str, given: Any, said: str) -> None:
    assert _said({name: given}) == [said]


def test_everything_at_once_and_nearest_names() -> None:
    fields = _fields("标题", "日期", "正文")
    assert _said({"标提": "甲", "日期期": "2024-3-5", "保流": True, "金额": "x"}, fields) == [
        "没有填“标题”，是不是写成了“标提”？",
        "没有填“日期”，是不是写成了“日期期”？",
        "没有填“正文”",
        "没有“保流”这个字段，是不是“保留”？",
        "金额: “x”应是数，只写数字",
    ]
    assert _said({"标题": " ", "日期": None, "正文": [None, ""]}, fields) == [
        "没有填“标题”", "没有填“日期”", "没有填“正文”",
    ]  # fmt: skip


def test_in_english() -> None:
    _, problems = ALL.check({"标题": "甲"})
    assert problems[0].message_in("en").startswith("标题: ")


def test_values_that_are_too_much() -> None:
    assert _said({"标题": "甲" * (MAX_TEXT + 1)})[0].endswith(f"最多 {MAX_TEXT} 字")
    assert _said({"正文": ["甲"] * 20_001}) == ["正文: 太长：20001 项，最多 20000 项"]
    deep: Any = "甲"
    for _ in range(100):
        deep = [deep]
    assert _said({"任意": deep}) == [f"任意{'[1]' * 50}: 嵌套太深"]
    _, problems = ALL.check({f"字{n}段": 1 for n in range(10_000)})
    assert len(problems) == 500


def test_pictures(tmp_path: Path) -> None:
    (tmp_path / "图").mkdir()
    (tmp_path / "图" / "照片.png").write_bytes(PNG)
    (tmp_path / "文字.png").write_text("甲", "utf-8")
    (tmp_path / "大.png").write_bytes(PNG + bytes(21 << 20))
    folder = str(tmp_path)
    values, problems = ALL.check({"照片": "图/照片.png"}, folder=folder)
    assert not problems
    assert values["照片"] == Image(str(tmp_path / "图" / "照片.png"), 35, 49)
    for name, said in {
        "无.png": "照片: 图片 无.png 读不出来：找不到文件",
        "图": "照片: 图片 图 读不出来：这是文件夹，不是文件",
        "文字.png": "照片: 文字.png 不是 PNG、JPEG、GIF 或 BMP 图片",
        "大.png": "照片: 图片 大.png 太大，最大 20 MB",
    }.items():
        assert _said({"照片": name, "标题": "甲"}, folder=folder) == [
            said, "标题: “甲”太短：1 字，至少 2 字",
        ]  # fmt: skip


RICH = [
    ("甲", [("甲", 0, 0)]),
    ("**甲**", [("甲", 1, 0)]),
    ("__甲__", [("甲", 0, 1)]),
    ("**甲", [("**甲", 0, 0)]),
    ("甲**", [("甲**", 0, 0)]),
    ("____", [("____", 0, 0)]),
    ("姓名______，年龄____", [("姓名______，年龄____", 0, 0)]),
    ("** **甲", [("** **甲", 0, 0)]),
    ("***甲***", [("***甲***", 0, 0)]),
    ("**甲__乙**丙__", [("甲__乙", 1, 0), ("丙__", 0, 0)]),
    ("__**甲**__\n**乙**", [("甲", 1, 1), ("\n", 0, 0), ("乙", 1, 0)]),
    ("2*3*4", [("2*3*4", 0, 0)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), RICH)
def test_rich_text(text: str, parts: list[tuple[str, int, int]]) -> None:
    rich = _values({"说明": text})["说明"]
    assert [(p.text, int(p.bold), int(p.underline)) for p in rich.parts] == parts


@given(st.text(st.sampled_from("甲*_ \n乙"), max_size=40))
def test_rich_text_loses_nothing(text: str) -> None:
    values, problems = ALL.check({"说明": text})
    assert not problems
    rich = values["说明"] or Rich(())
    kept = "".join(part.text for part in rich.parts)
    if text.strip():
        for mark in "*_":
            kept, text = kept.replace(mark, ""), text.replace(mark, "")
        assert kept == text


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals()
    | st.dates() | st.datetimes() | st.times() | st.binary(),
    lambda inner: st.lists(inner)
    | st.dictionaries(st.text() | st.sampled_from(list(PARTS)), inner),
    max_leaves=8,
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from([*PARTS, "事项1.标题", "附件2"]) | st.text(), _ANY),
    st.booleans(),
)
def test_whatever_is_given(data: dict[str, Any], cells: bool) -> None:
    values, problems = ALL.check(data, text_cells=cells)
    assert not (values and problems)
    for problem in problems:
        assert problem.message_in("zh")
        assert "\n" not in problem.message_in("zh").replace(problem.where, "")
    if not problems:
        assert set(values) == set(PARTS)


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(9999, 12, 31)), st.integers(0, 3))
def test_every_date_in_every_form(day: datetime.date, form: int) -> None:
    text = [
        day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
    ][form]  # fmt: skip
    assert _values({"日期": text})["日期"] == day


@given(st.decimals(0, 10_000, places=2))
def test_every_amount_in_cells(amount: Decimal) -> None:
    for text in (f"{amount:,f}", f"{amount:f}", float(amount)):
        assert _values({"金额": text}, text_cells=True)["金额"] == amount


# Schemas


def _load(folder: Path, text: str | bytes) -> Fields:
    path = folder / "fields.json"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return Fields.load(Template("a", "甲", "", str(path)))


def _schema(part: Any, **more: Any) -> str:
    return json.dumps({"type": "object", "properties": {"甲": part}, **more})


BAD_SCHEMAS: list[tuple[str | bytes, str]] = [
    ("", ": 文件是空的"),
    ("{", ":1: 不是正确的 JSON"),
    ('{\n"type": "object",\n}',
     ":3: 不是正确的 JSON：这里应是加了双引号的名称（最后一项后面不能有逗号）"),
    ('{"type"："object"}', ":1: 不是正确的 JSON：这里的 ： 是中文标点"),
    ('{"a": 1, "a": 2}', "“a”写了两次"),
    ("[]", "字段定义要是一个 JSON 对象"),
    ("甲".encode("gb18030"), "不是 UTF-8 编码"),
    ('{"type": "array"}', '/：字段定义要有 "type": "object" 和 "properties"'),
    (_schema({"type": "strng"}), "properties/甲/type：没有类型 strng，是不是 string？"),
    (_schema({"type": 1}), "properties/甲/type：没有类型 1"),
    (_schema({"minLength": "2"}), "properties/甲/minLength：这里不能是 2"),
    (_schema({"minlength": 2}),
     "properties/甲/minlength：不认识的键 minlength，是不是 minLength？"),
    (_schema({"format": "dat"}), "properties/甲/format：没有格式 dat，是不是 date？"),
    (_schema({"pattern": "("}), "properties/甲/pattern：不是正确的正则表达式"),
    (_schema({"pattern": "(a+)+$"}), "properties/甲/pattern：正则表达式的重复里面又有重复"),
    (_schema({"pattern": "(a|aa)+$"}), "properties/甲/pattern：正则表达式的重复里面又有重复"),
    (_schema({"pattern": r"(a)\1"}), "properties/甲/pattern：正则表达式不能引用前面的组"),
    (_schema({"$ref": "http://example.invalid/x"}),
     "properties/甲/$ref：$ref 只能指向同一文件里的定义"),
    (_schema({"$ref": "#/$defs/无"}), "$ref 指向的 #/$defs/无 没有"),
    (_schema({"$ref": "#/$defs/乙"}, **{"$defs": {"乙": {"items": {"$ref": "#/$defs/乙"}}}}),
     "$ref 绕成了圈"),
    (_schema({"type": "integer", "default": "多"}),
     "“甲”的默认值不合它自己的规定：甲: “多”应是整数"),
    (_schema({}, **{"$schema": "http://json-schema.org/draft-07/schema#"}),
     "$schema：只认得 JSON Schema 2020-12"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BAD_SCHEMAS)
def test_schemas_that_are_wrong(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        _load(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "fields.json"))
    assert said in message, message


def test_schemas_that_are_right(tmp_path: Path) -> None:
    fields = _load(
        tmp_path,
        _schema(
            {"$ref": "#/$defs/乙", "title": "题", "x-anything": 1},
            **{"$defs": {"乙": {"type": "array", "items": {"$ref": "#/$defs/丙"}},
                         "丙": {"type": "string", "maxLength": 2}}},
        ),
    )  # fmt: skip
    assert fields.names == ["甲"]
    assert fields.schema["properties"]["甲"]["items"] == {"type": "string", "maxLength": 2}
    assert _said({"甲": ["一二三"]}, fields) == ["甲[1]: “一二三”太长：3 字，最多 2 字"]


def test_a_missing_schema(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="没有这个文件"):
        Fields.load(Template("a", "甲", "", str(tmp_path / "无.json")))


def test_conditions(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "properties": {"甲": {"type": "string"}, "乙": {"type": "string"}},
        "if": {"required": ["甲"]},
        "then": {"required": ["乙"]},
        "dependentRequired": {},
        "anyOf": [{"required": ["甲"]}, {"required": ["乙"]}],
    }
    fields = Fields(schema)
    assert _said({"甲": "x"}, fields) == ["没有填“乙”"]
    assert len(_said({}, fields)) == 1
    assert not _said({"甲": "x", "乙": "y"}, fields)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "pattern",
    ["^a+b+c+$", "[a-z]*[a-y]*[a-x]*!", "(?:[一二三]{1,3}、){1,3}", "^[^，]{1,20}$", "a?" * 14],
)
def test_a_pattern_takes_no_longer_than_it_may(pattern: str) -> None:
    fields = _fields(甲={"type": "string", "pattern": pattern})
    limit = longest(pattern)
    start = time.perf_counter()
    fields.check({"甲": "a" * limit})
    fields.check({"甲": "a" * (limit + 1)})
    assert time.perf_counter() - start < 5


@given(st.text(st.sampled_from("ab|()*+?{}12,[]^$.\\"), max_size=20))
def test_any_pattern_is_judged(pattern: str) -> None:
    with suppress(RegexError):
        assert longest(pattern) >= 1
