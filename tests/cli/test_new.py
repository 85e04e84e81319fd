"""``new``: questions answered with real keys, and what becomes of the answers."""

from __future__ import annotations

import datetime
import errno
import json
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from writer_assist.cli import main, new
from writer_assist.cli.arguments import Parser
from writer_assist.outline.genres import templates_folder
from writer_assist.template.ask import Interview
from writer_assist.template.catalogue import Template
from writer_assist.template.data import Data, read
from writer_assist.template.describe import choices_of
from writer_assist.template.fields import Fields
from writer_assist.template.schema import items, kind, properties

ENTER, DOWN, UP, CLEAR, STOP, ESCAPE, END = "\r", "\x1b[B", "\x1b[A", "\x15", "\x03", "\x1b", "\x04"
PASTE = "\x1b[200~{}\x1b[201~"

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["标题", "日期", "正文", "事项"],
    "properties": {
        "标题": {"type": "string", "minLength": 2, "description": "写全称",
                 "examples": ["关于经费"]},
        "日期": {"type": "string", "format": "date"},
        "金额": {"type": "number", "minimum": 0},
        "密级": {"type": "string", "enum": ["秘密", "机密"]},
        "保留": {"type": "boolean", "default": False},
        "正文": {"type": "array", "minItems": 2, "items": {"type": "string", "minLength": 2}},
        "事项": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["标题"],
                "properties": {
                    "标题": {"type": "string"},
                    "要点": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
        "说明": {"type": "string", "format": "rich-text"},
        "会议": {"type": "object", "properties": {"地点": {"type": "string"}}},
    },
}  # fmt: skip

ANSWERS = [
    "甲", ENTER, "乙丙", ENTER,  # too short, then gone on with
    "2024-02-30", ENTER, CLEAR, "2024年3月5日", ENTER,
    "1,200.5", ENTER,
    DOWN, ENTER,  # from 不填 round to the first
    ENTER,  # the default
    ENTER, "第一段", ENTER, ENTER, PASTE.format("第二段\n第三段\n"), ENTER, ENTER,
    "甲", ENTER, "一", ENTER, ENTER, DOWN, ENTER,  # one more
    "乙", ENTER, ENTER, ENTER,
    "**甲**", ENTER, "乙", ESCAPE, ENTER,
    DOWN, ENTER, "礼堂", ENTER,
]  # fmt: skip

VALUES = {
    "标题": "甲乙丙", "日期": "2024年3月5日", "金额": Decimal("1200.5"), "密级": "秘密",
    "保留": False,
    "正文": ["第一段", "第二段", "第三段"],
    "事项": [{"标题": "甲", "要点": ["一"]}, {"标题": "乙"}],
    "说明": "**甲**\n乙", "会议": {"地点": "礼堂"},
}  # fmt: skip

Type = Callable[..., None]


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "1")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(new, "interactive", lambda: True)


@pytest.fixture
def keys() -> Iterator[Type]:
    """Types keys, as somebody at a terminal would."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):

        def send(*texts: str) -> None:
            pipe.send_text("".join(texts))

        yield send


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a paper would be filled with, instead of a paper."""
    calls: list[Any] = []

    def fill_one(template: Any, data: Data, out: str) -> None:
        fields = Fields.load(template)
        values, problems = fields.check(data.values, folder=data.folder)
        assert not problems
        calls.append((values, out))
        Path(out).write_text("", "utf-8")

    module = types.ModuleType("writer_assist.template.fill")
    module.fill_one = fill_one  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "writer_assist.template.fill", module)
    return calls


@pytest.fixture
def template(tmp_path: Path) -> str:
    folder = tmp_path / "便函"
    folder.mkdir()
    (folder / "template.docx").write_bytes(b"")
    (folder / "fields.json").write_text(json.dumps(SCHEMA), "utf-8")
    return str(folder)


def run(*arguments: str) -> int:
    parser = Parser("writer-assist new", "…", "zh")
    new.configure(parser)
    try:
        return new.run(parser.parse(arguments), parser)
    except SystemExit as stop:
        return int(stop.code or 0)


def ask(schema: dict[str, Any], typed: dict[str, Any] | None = None) -> dict[str, Any]:
    said: list[str] = []
    return Interview(Fields(schema), {} if typed is None else typed, "zh", said.append).run()


def test_every_kind_of_question(keys: Type) -> None:
    keys(*ANSWERS)
    assert ask(SCHEMA) == VALUES


def test_what_is_said_of_an_answer() -> None:
    interview = Interview(Fields(SCHEMA), {}, "zh", print)
    parts = SCHEMA["properties"]
    for name, answer, said in [
        ("标题", "甲", "“甲”太短：1 字，至少 2 字"),
        ("标题", "", "没有填“标题”"),
        ("日期", "2024-02-30", "“2024-02-30”：2024年2月没有 30 日"),
        ("金额", "多", "“多”应是数，只写数字"),
        ("金额", "-1", "-1 太小，最小 0"),
        ("金额", "", True),
        ("正文", ["甲乙"], "只有 1 项，至少要 2 项"),
    ]:
        check = interview._checker(name, parts[name], required=name in SCHEMA["required"])
        assert check(answer) == said
    check = interview._checker("正文", parts["正文"], required=True)
    assert check(["甲"], enough=False) == "“甲”太短：1 字，至少 2 字"


def test_only_what_is_missing_or_wrong_is_asked_for(keys: Type) -> None:
    typed = {**VALUES, "日期": "2024-13-01", "无": 1}
    del typed["标题"]
    keys("甲乙", ENTER, CLEAR, "2024-3-5", ENTER)
    assert ask(SCHEMA, typed) == {**VALUES, "标题": "甲乙", "日期": "2024-3-5"}


def test_answers_that_need_one_another(keys: Type) -> None:
    schema = {
        "type": "object",
        "properties": {"甲": {"type": "string"}, "乙": {"type": "string"}},
        "if": {"required": ["甲"]},
        "then": {"required": ["乙"]},
    }
    keys("一", ENTER, ENTER, "二", ENTER)
    assert ask(schema) == {"甲": "一", "乙": "二"}


def test_optional_groups_can_be_left_out(keys: Type) -> None:
    schema = {"type": "object", "properties": {
        "事项": {**SCHEMA["properties"]["事项"], "minItems": 0},
        "会议": SCHEMA["properties"]["会议"],
        "丙": {"type": "string", "default": "默认"},
        "丁": {"type": "string", "default": "默认"},
    }}  # fmt: skip
    keys(ENTER, ENTER, ENTER, CLEAR, ENTER)
    answers = ask(schema)
    assert answers == {"丙": "默认", "丁": ""}
    values, _ = Fields(schema).check(answers)
    assert values == {"事项": [], "会议": {"地点": ""}, "丙": "默认", "丁": ""}


def test_a_paper(
    keys: Type, filled: list[Any], template: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keys(*ANSWERS)
    assert run(template, "-o", "便函.docx", "--no-lint", "--save", "数据.yaml") == 0
    ((values, out),) = filled
    assert out == "便函.docx"
    assert values["日期"] == datetime.date(2024, 3, 5)
    assert Fields(SCHEMA).check(read("数据.yaml").values)[0] == values
    said = capsys.readouterr().err
    assert "写全称" in said
    assert "例：关于经费" in said
    assert "写好了 便函.docx" in said


@pytest.mark.parametrize("end", [STOP, END])
def test_giving_up_keeps_what_was_typed(
    keys: Type, filled: list[Any], template: str, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keys("关于经费", ENTER, "2024-3-5", ENTER, end)
    assert run(template, "--save", "数据.yaml") == 130
    assert not filled
    assert not Path("便函.docx").exists()
    assert "没有填完，没有生成文件" in capsys.readouterr().err
    data = read("数据.yaml")
    assert {k: v for k, v in data.values.items() if v not in (None, [None])} | {} == {
        "标题": "关于经费", "日期": "2024-3-5",
        "事项": [{"标题": None, "要点": [None]}], "会议": {"地点": None},
    }  # fmt: skip
    # And it goes on from there.
    keys(*ANSWERS[9:])
    assert run(template, "--data", "数据.yaml", "--save", "数据.yaml", "--no-lint") == 0
    values, _ = Fields(SCHEMA).check({**VALUES, "标题": "关于经费", "日期": "2024-3-5"})
    assert filled[0][0] == values


def test_giving_up_offers_a_file(keys: Type, filled: list[Any], template: str) -> None:
    keys("关于经费", ENTER, STOP, ENTER)
    assert run(template) == 130
    assert read("便函.yaml").values["标题"] == "关于经费"
    keys("关于经费", ENTER, STOP, CLEAR, "别的", ENTER)
    assert run(template) == 130
    assert read("别的.yaml").values["标题"] == "关于经费"
    keys("关于经费", ENTER, STOP, STOP)
    assert run(template) == 130
    keys(STOP)
    assert run(template) == 130
    assert sorted(p.name for p in Path().iterdir()) == ["便函", "便函.yaml", "别的.yaml"]
    assert not filled


def test_what_was_typed_outlives_a_full_disk(
    keys: Type,
    filled: list[Any],
    template: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fill_one(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "便函.docx")

    monkeypatch.setattr(sys.modules["writer_assist.template.fill"], "fill_one", fill_one)
    keys(*ANSWERS, ENTER)
    assert run(template) == 2
    assert "便函.docx: 无法写入：磁盘满了" in capsys.readouterr().err
    assert read("便函.yaml").values["标题"] == "甲乙丙"
    assert not filled


def test_in_the_middle_of_a_list(keys: Type, filled: list[Any], template: str) -> None:
    keys(*ANSWERS[:18], STOP)
    assert run(template, "--save", "数据.yaml") == 130
    assert read("数据.yaml").values["正文"] == ["第一段"]
    assert not filled


def test_forms(template: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(template, "--form", "表.yaml") == 0
    assert "写好了空白数据文件 表.yaml" in capsys.readouterr().err
    assert run(template, "--form", "表.yaml") == 2
    assert "表.yaml 已经有了，没有动它；要换成新的，加 --force" in capsys.readouterr().err
    assert run(template, "--form", "表.yaml", "--force") == 0
    assert run(template, "--form", "表.xlsx") == 0
    assert run(template, "--form", "表.txt") == 2
    assert "扩展名可以是 .yaml 或 .xlsx" in capsys.readouterr().err
    assert run(template, "--form", "无/表.yaml") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["无此文种"], "没有模板“无此文种”"),
        (["便函", "-o", "便函.pdf"], "生成的文件应是 .docx"),
        (["便函", "-o", "旧.docx"], "旧.docx 已经有了，没有动它"),
        (["便函", "-o", "无/便函.docx"], "没有文件夹"),
        (["便函", "--save", "旧.docx"], "--save 的文件应是 .yaml"),
        (["便函", "--data", "无.yaml"], "无.yaml: 读不出来：找不到文件"),
        (["便函", "--data", "坏.yaml"], "坏.yaml:1: “标题”后面的冒号要用英文的"),
    ],
)
def test_what_cannot_be_done(
    arguments: list[str], said: str, template: str, capsys: pytest.CaptureFixture[str],
    filled: list[Any],
) -> None:  # fmt: skip
    Path("旧.docx").write_bytes(b"old")
    Path("坏.yaml").write_text("标题：甲\n", "utf-8")
    assert run(*arguments) == 2
    assert said in capsys.readouterr().err
    assert Path("旧.docx").read_bytes() == b"old"
    assert template
    assert not filled


def test_without_a_terminal(
    template: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    filled: list[Any],
) -> None:  # fmt: skip
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "writer_assist.template.fill", types.ModuleType("fill"))
    sys.modules["writer_assist.template.fill"].fill_one = None  # type: ignore[attr-defined]
    monkeypatch.chdir(Path(template).parent)
    assert run(template) == 2
    assert "new 要在终端里回答问题" in capsys.readouterr().err
    assert not filled


def test_the_paper_is_linted(
    keys: Type, template: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = Path(__file__).parents[2] / "examples"

    def fill_one(_: Any, __: Data, out: str) -> None:
        Path(out).write_bytes(next((examples / "草稿").glob("*.docx")).read_bytes())

    module = types.ModuleType("writer_assist.template.fill")
    module.fill_one = fill_one  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "writer_assist.template.fill", module)
    keys(*ANSWERS)
    assert run(template) == 1
    captured = capsys.readouterr()
    assert "写好了 便函.docx" in captured.err
    assert "便函.docx" in captured.out


# A typist who copies the example of each built-in template


def _typed(schema: Mapping[str, Any], value: Any, *, required: bool) -> str:
    wanted = kind(schema)
    choices = choices_of(schema)
    if choices:
        return _chosen(schema, value, len(choices) + (not required), required=required)
    if wanted == "array" and properties(items(schema)):
        return _typed_groups(schema, value, required=required)
    if wanted == "array":
        return "".join(PASTE.format(item) + ENTER for item in value or ()) + ENTER
    if value is None:
        return ENTER
    return CLEAR + PASTE.format(value) + ENTER


def _chosen(schema: Mapping[str, Any], value: Any, count: int, *, required: bool) -> str:
    values = [True, False] if kind(schema) == "boolean" else schema["enum"]
    default = schema.get("default")
    start = values.index(default) if default in values else (0 if required else count - 1)
    target = start if value is None else values.index(value)
    return DOWN * ((target - start) % count) + ENTER


def _typed_groups(schema: Mapping[str, Any], value: Any, *, required: bool) -> str:
    least = max(schema.get("minItems", 0), int(required))
    if not value:
        return ENTER
    keys = "" if least else DOWN + ENTER
    part = items(schema)
    for number, group in enumerate(value, 1):
        for name, field in properties(part).items():
            keys += _typed(field, group.get(name), required=name in part.get("required", ()))
        if number < len(value):
            keys += DOWN + ENTER if number >= least else ""
        else:
            keys += ENTER
    return keys


TEMPLATES = sorted(
    folder.name
    for folder in Path(templates_folder()).iterdir()
    if (folder / "fields.json").is_file() and (folder / "example.yaml").is_file()
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_example_of_every_template(name: str, keys: Type) -> None:
    folder = Path(templates_folder()) / name
    fields = Fields.load(Template(name, name, "", str(folder / "fields.json")))
    example = read(str(folder / "example.yaml")).values
    schema = fields.schema
    keys(
        *(
            _typed(part, example.get(field), required=field in fields.required)
            for field, part in properties(schema).items()
        )
    )
    answers = Interview(fields, {}, "zh", lambda _: None).run()
    assert fields.check(answers) == fields.check(example)


def test_a_real_paper(keys: Type, capsys: pytest.CaptureFixture[str]) -> None:
    from writer_assist.template.catalogue import find_template

    template = find_template("请示")
    fields = Fields.load(template)
    example = read(template.example).values
    for field, part in properties(fields.schema).items():
        keys(_typed(part, example.get(field), required=field in fields.required))
    assert main(["new", "请示"]) == 0
    captured = capsys.readouterr()
    assert "写好了 请示.docx" in captured.err
    assert "没有发现问题" in captured.out
    assert Path("请示.docx").read_bytes().startswith(b"PK")
