"""The data contract of templates, and the faults of templates that do not keep it."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.template.templates import lines, row, split, table, template
from writer_assist.template.catalogue import Template, find_template, templates
from writer_assist.template.contract import all_uses, contract
from writer_assist.template.errors import TemplateError
from writer_assist.template.faults import faults
from writer_assist.template.fields import Fields
from writer_assist.template.package import open_package
from writer_assist.template.render import Renderer
from writer_assist.template.uses import name_of

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(
    data: bytes | str, schema: dict[str, Any] | str | None = None, example: str | None = None
) -> Template:
    Path("甲.docx").write_bytes(template(data) if isinstance(data, str) else data)
    if schema is not None:
        text = schema if isinstance(schema, str) else json.dumps(schema, ensure_ascii=False)
        Path("甲.fields.json").write_text(text, "utf-8")
    if example is not None:
        Path("甲.example.yaml").write_text(example, "utf-8")
    return find_template("甲.docx")


def story(tag: str, text: str) -> str:
    return f'<w:{tag} xmlns:w="{SPACE}">{lines(text)}</w:{tag}>'


def found(*arguments: Any) -> list[tuple[str, str]]:
    return [(fault.rule, fault.message_in("zh")) for fault in faults(put(*arguments))]


def inferred(body: str, **parts: str) -> dict[str, Any]:
    return contract(put(template(body, **parts)).path)


# The contract


@pytest.mark.parametrize("built_in", templates(), ids=lambda t: t.id)
def test_built_in_templates_keep_their_contract(built_in: Template) -> None:
    assert faults(built_in) == []
    schema = contract(built_in.path)
    declared = Fields.load(built_in).schema
    assert set(schema["properties"]) == set(declared["properties"])


def test_types_come_from_what_is_done_with_a_field() -> None:
    body = lines(
        "{{ 标题 }}{{ 成文日期|日期 }}{{ 时间|时刻 }}{{ 金额|大写金额 }}{{ 件数|汉字数 }}",
        "{% if 保留 %}保留{% endif %}",
        "{% for 项 in 事项 %}{{ 项.标题 }}{{ 项.日期|月日 }}{% endfor %}",
        "{{ 名单|顿号连接 }}{{r 说明 }}{{ 单位.名称 }}{{ 组[0].名 }}",
        "{% for x in 段[1:] %}{{ x }}{% endfor %}",
    )
    schema = inferred(body)
    assert schema["title"] == "甲"
    assert schema["properties"] == {
        "标题": {},
        "成文日期": {"type": "string", "format": "date"},
        "时间": {"type": "string", "format": "time"},
        "金额": {"type": "number"},
        "件数": {"type": "integer"},
        "保留": {"type": "boolean"},
        "事项": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"标题": {}, "日期": {"type": "string", "format": "date"}},
                "required": ["标题", "日期"],
            },
        },
        "名单": {"type": "array", "items": {}},
        "说明": {"type": "string", "format": "rich-text"},
        "单位": {"type": "object", "properties": {"名称": {}}, "required": ["名称"]},
        "组": schema["properties"]["组"],
        "段": schema["properties"]["段"],
    }
    assert schema["properties"]["段"]["type"] == "array"
    assert "保留" not in schema["required"]
    assert {"标题", "事项", "名单", "段"} <= set(schema["required"])


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("{{ 甲 }}", True),
        ("{% if 甲 %}{{ 甲 }}{% endif %}", False),
        ("{% if 甲 %}{{ 甲 }}{% endif %}{{ 甲 }}", True),
        ("{% if 甲 and 乙 %}{{ 甲 }}{% endif %}", False),
        ("{% if 甲 or 乙 %}{{ 甲 }}{% endif %}", True),
        ("{% if 乙 %}{{ 甲 }}{% endif %}", True),
        ("{% if 甲 is defined %}{{ 甲 }}{% endif %}", False),
        ("{{ 甲|default('无') }}", False),
        ("{{ 甲 if 甲 else '无' }}", False),
        ("{{ '无' if not 甲 else 甲 }}", True),
        ("{% for x in 甲 %}{{ x }}{% endfor %}", True),
        ("{% if 甲 %}{% for x in 甲 %}{{ x.乙 }}{% endfor %}{% endif %}", False),
        ("{% set y = 甲 %}{{ y }}", True),
        ("{% if 甲 > 3 %}多{% endif %}", True),
    ],
)
def test_a_field_that_is_asked_for_may_be_left_out(text: str, needed: bool) -> None:
    schema = inferred(lines(text))
    assert ("甲" in schema.get("required", ())) is needed
    fields = Fields.load(find_template("甲.docx"))
    if not needed:
        given = {"乙": True} if "乙" in fields.names else {}
        values, problems = fields.check(given)
        assert problems == []
        Renderer("甲.docx").render(values)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{% for x in 甲 %}{{ x.名 }}{{ loop.index }}{% endfor %}", "甲 甲[].名"),
        ("{% for x in 甲 %}{% for y in x.乙 %}{{ y.名 }}{% endfor %}{% endfor %}",
         "甲 甲[].乙 甲[].乙[].名"),
        ("{% for x in 甲|sort(attribute='序') %}{{ x.名 }}{% endfor %}", "甲 甲[].序 甲[].名"),
        ("{{ 甲|map(attribute='名')|顿号连接 }}", "甲 甲[].名"),
        ("{% set 乙 = 甲 %}{% for x in 乙 %}{{ x.名 }}{% endfor %}", "甲 甲[].名"),
        ("{% with 乙 = 甲.丙 %}{{ 乙.名 }}{% endwith %}", "甲.丙 甲.丙.名"),
        ("{{ 甲|first }}{{ 甲[0] }}{{ 甲[-1].名 }}{{ 甲['名'] }}", "甲 甲[] 甲[].名 甲.名"),
        ("{% for k, v in 甲.items() %}{{ k }}{{ v }}{% endfor %}", "甲"),
        ("{% macro m(x) %}{{ x }}{{ 乙 }}{% endmacro %}{{ m(甲) }}", "乙 甲"),
        ("{{ 甲.strip() }}{{ 乙 ~ 丙 }}{{ range(丁)|list }}", "甲 乙 丙 丁"),
        ("{% filter upper %}{{ 甲 }}{% endfilter %}", "甲"),
        ("{% set 丙 %}{{ 乙 }}{% endset %}{{ 丙 }}", "乙"),
    ],
)  # fmt: skip
def test_uses_follow_scopes(text: str, names: str) -> None:
    path = put(lines(text)).path
    uses = all_uses(open_package(path, path), path)
    assert list(dict.fromkeys(name_of(use.path) for use in uses)) == names.split()


def test_all_stories_and_properties_count() -> None:
    data = template(
        lines("{{ 甲 }}"),
        "{{ 题名 }}",
        header1=story("hdr", "{{ 乙 }}"),
        footer1=story("ftr", "{{ 丙 }}"),
    )
    assert set(contract(put(data).path)["properties"]) == {"甲", "乙", "丙", "题名"}


def test_the_main_part_may_have_any_name() -> None:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template(lines("{{ 甲 }}", "{{ 乙")))) as given,
        zipfile.ZipFile(target, "w") as made,
    ):
        for name in given.namelist():
            content = given.read(name).replace(b"document.xml", b"document2.xml")
            made.writestr(name.replace("document.xml", "document2.xml"), content)
    assert [rule for rule, _ in found(target.getvalue())] == ["DTL001"]


def test_a_tag_that_word_has_split_is_one() -> None:
    schema = inferred(split("{", "{ 成文", "日期|日", "期 }", "}"))
    assert schema["properties"] == {"成文日期": {"type": "string", "format": "date"}}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
        (b"PK\x03\x04 damaged", ""),
        (b"text", "纯文本"),
        (b"", "空"),
        (template(lines("{{ 甲 乙 }}")), "标记写错了"),
        (template(lines("{% for x in 甲 %}")), "没有写"),
    ],
)
def test_no_contract(data: bytes, reason: str) -> None:
    Path("甲.docx").write_bytes(data)
    with pytest.raises(TemplateError) as raised:
        contract("甲.docx")
    assert reason in str(raised.value)
    assert "甲.docx" in str(raised.value)


# Faults

_TABLE = table(2, row("{%tr for x in 甲 %}{{ x }}{%tr endfor %}", "乙"), row("丙", "丁"))
_TWO_TABLES = table(1, row("{%tr for x in 甲 %}"), row("{{ x }}")) + table(1, row("{%tr endfor %}"))
_DELETED = (
    '<w:p><w:del w:id="1" w:author="甲"><w:r><w:delText>{{ 旧 }}</w:delText></w:r></w:del>'
    "<w:r><w:t>{{ 新 }}</w:t></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("body", "rule", "message"),
    [
        (lines("{{ 甲"), "DTL001", "正文第 1 段“{{ 甲”：标记 {{ 没有写完，缺少 }}"),
        (lines("序", "{{ 甲", "}}"), "DTL002",
         "正文第 2 段“{{ 甲}}”：标记 {{ 到第 3 段才写完，填写时这几段会并成一段"),
        (_DELETED, "DTL003", "请先接受或者拒绝全部修订"),
        (lines("{% if 甲 %}乙"), "DTL101",
         "正文第 1 段“{% if 甲 %}”：{% if %} 没有写 {% endif %}"),
        (lines("{% for x in 甲 %}乙"), "DTL101", "{% for %} 没有写 {% endfor %}"),
        (lines("甲{% endif %}"), "DTL102", "没有与它配对的开头"),
        (lines("{% else %}"), "DTL102", "没有与它配对的开头"),
        (lines("{{ 甲 乙 }}"), "syntax", "正文“{{ 甲 乙 }}”：标记写错了，“乙”不应在这里"),
        (lines("{{ }}"), "syntax", "标记里缺少内容"),
        (lines("{{ 甲，乙 }}"), "syntax", "标点须用半角"),
        (lines("{{ 甲|大写 }}"), "DTL104", "没有筛选器“大写”，是不是“大写金额”？"),
        (lines("{{ 甲|qq }}"), "DTL104", "没有筛选器“qq”"),
        (lines("{{ 甲|tojson }}"), "syntax", "模板里不能用筛选器 tojson"),
        (lines("{% if 甲 is 空 %}乙{% endif %}"), "DTL105", "is 后面没有“空”这种判断"),
        (lines("{% for x in 甲 %}{{ x }}{% endfor %}{{ x.乙 }}"), "DTL106",
         "“x”只在循环里面有，循环外面不能用"),
        (lines("{%p if 甲 % 2 %}", "乙", "{%p endif %}"), "DTL201", "请先用 {% set %} 算好"),
        (lines("{% p if 甲 %}", "乙", "{%p endif %}"), "DTL202", "应写成 {%p …"),
        (lines("{%tr for x in 甲 %}", "{{ x }}", "{%tr endfor %}"), "DTL203",
         "正文第 1 段“{%tr for x in 甲 %}”：tr 标记只能写在表格里"),
        (lines("{%p if 甲 %}", "乙", "{% endif %}"), "DTL204", "两处的前缀（p、tr、tc）要一样"),
        (_TWO_TABLES, "DTL205", "两处要在同一个表格里"),
        (_TABLE, "DTL206", "正文第 1 段（表 1 第 1 行第 1 列）“{%tr endfor %}”：它与"),
        (table(1, row("{%tc for x in 甲 %}"), row("{%tc endfor %}")), "DTL207", "要在同一行里"),
        (lines("{% cellbg 甲 %}"), "DTL208", "只能写在表格里"),
        (lines("{%p if 甲 %}丢", "乙", "{%p endif %}"), "DTL209",
         "填写时整个段落会换成这个标记，旁边的“丢”会丢失"),
        (lines("{%p if 甲 %}{%p endif %}"), "DTL210", "两个标记要各占一段"),
        (lines("{{ 甲 }}{# docxtpl-lint: disable-line=DTL101 #}"), "DTL005", "没有用"),
        (lines("{{p 子文档 }}"), "subdocument", "正文“{{p 子文档 }}”：不支持 {{p …}} 标记"),
        (lines("没有标记"), "no-tags", "不是模板；要填的地方写成 {{ 名称 }}"),
        (lines("{% include '甲' %}"), "syntax", "模板里不能用 {% include %}"),
    ],
)  # fmt: skip
def test_faults_of_tags(body: str, rule: str, message: str) -> None:
    all_found = found(body)
    assert [(r, m) for r, m in all_found if r == rule and message in m], all_found
    # One slip is one fault, or one at each of its ends.
    assert {r for r, _ in all_found} <= {rule, "DTL203", "syntax", "subdocument"}
    for fault in faults(find_template("甲.docx")):
        assert fault.message_in("en")


def test_a_good_template_has_none() -> None:
    body = lines("{{ 甲|日期 }}", "{%p for x in 乙 %}", "{{ x }}", "{%p endfor %}")
    assert found(body) == []


@pytest.mark.parametrize("name", ["endnotes", "comments"])
def test_tags_that_nobody_fills(name: str) -> None:
    target = io.BytesIO(template(lines("{{ 甲 }}")))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(f"word/{name}.xml", story(name, "{{ 乙 }}"))
    part = {"endnotes": "尾注", "comments": "批注"}[name]
    assert found(target.getvalue()) == [
        (
            "not-filled",
            f"{part}“{{{{ 乙  …”：{part}里的标记不会被填写，请移到正文、页眉、页脚或脚注里",
        )
    ]


_TEXT: dict[str, Any] = {"type": "string"}
_LIST: dict[str, Any] = {"type": "array", "items": _TEXT}
_DATE: dict[str, Any] = {"type": "string", "format": "date"}
_TABLE_OF: dict[str, Any] = {
    "type": "array",
    "items": {"type": "object", "properties": {"名": _TEXT}},
}
_GROUP: dict[str, Any] = {"type": "object", "properties": {"名": _TEXT}}


@pytest.mark.parametrize(
    ("text", "properties", "expected"),
    [
        ("{{ 标题 }}", {"标题": _TEXT}, []),
        ("{{ 标题 }}", {"标提": _TEXT}, [
            ("undeclared", "字段“标题”没有写在 甲.fields.json 里，是不是“标提”？"),
            ("unused", "字段“标提”在模板里没有用到"),
        ]),
        ("{{ 甲 }}{{ 乙 }}{{ 乙 }}", {"甲": _TEXT}, [
            ("undeclared", "字段“乙”没有写在 甲.fields.json 里"),
        ]),
        ("{{ 甲 }}", {"甲": _LIST}, [("shape", "“甲”是列表，不能直接写出")]),
        ("{{ 甲 }}", {"甲": _GROUP}, [
            ("shape", "“甲”是一组字段，不能直接写出"), ("unused", "字段“甲.名”在模板里没有用到"),
        ]),
        ("{{ 甲.名 }}", {"甲": _GROUP}, []),
        ("{% for x in 甲 %}{{ x }}{% endfor %}", {"甲": _TEXT}, [
            ("shape", "“甲”在这里逐个取，甲.fields.json 里却是文字，不是列表"),
        ]),
        ("{% for x in 甲 %}{{ x }}{% endfor %}", {"甲": _LIST}, []),
        ("{% for x in 甲[1:] %}{{ x }}{% endfor %}", {"甲": _LIST}, []),
        ("{% for x in 甲 %}{{ x.名 }}{% endfor %}", {"甲": _LIST}, [
            ("shape", "“甲[]”是文字，没有“名”"),
        ]),
        ("{% for x in 甲 %}{{ x.姓名 }}{% endfor %}", {"甲": _TABLE_OF}, [
            ("undeclared", "字段“甲[].姓名”没有写在 甲.fields.json 里，是不是“名”？"),
            ("unused", "字段“甲[].名”在模板里没有用到"),
        ]),
        ("{% for x in 甲 %}{{ x }}{% endfor %}", {"甲": _TABLE_OF}, [
            ("shape", "“甲[]”是一组字段，不能直接写出"),
            ("unused", "字段“甲[].名”在模板里没有用到"),
        ]),
        ("{{ 甲.名 }}", {"甲": _TABLE_OF}, [
            ("shape", "“甲”是列表，不能直接取它的“名”"),
        ]),
        ("{{ 甲|日期 }}", {"甲": _TEXT}, [
            ("filter", "筛选器“日期”不能用在“甲”上：甲.fields.json 里它是文字，要是日期"),
        ]),
        ("{{ 甲|大写金额 }}", {"甲": _DATE}, [("filter", "它是日期，要是数")]),
        ("{{ 甲|顿号连接 }}", {"甲": _TEXT}, [("filter", "它是文字，要是列表")]),
        ("{{ 甲|日期 }}{{ 乙|千分位 }}{{ 丙|顿号连接 }}",
         {"甲": _DATE, "乙": {"type": "integer"}, "丙": _LIST}, []),
        ("{{ 甲|map(attribute='名')|顿号连接 }}", {"甲": _TABLE_OF}, []),
        ("{{ 甲 }}", {"甲": _TEXT, "乙": _TABLE_OF}, [("unused", "字段“乙”在模板里没有用到")]),
        ("{{ 甲 }}", {"甲": {}}, []),
        ("{{ 甲 }}", {"甲": _TEXT | {"examples": ["短"], "minLength": 2}}, [
            ("sample", "“甲”的示例不合它自己的规定：甲: “短”太短"),
        ]),
        ("{{ 甲 }}", {"甲": _TEXT, "2号 名": _TEXT}, [
            ("unused", "字段“2号 名”在模板里没有用到"),
            ("name", "字段名“2号 名”不能写在模板里"),
        ]),
    ],
)  # fmt: skip
def test_template_and_fields_agree(
    text: str, properties: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    all_found = found(lines(text), {"type": "object", "properties": properties})
    assert [rule for rule, _ in all_found] == [rule for rule, _ in expected], all_found
    for (_, message), (_, part) in zip(all_found, expected, strict=True):
        assert part in message


def test_any_other_name_may_be_welcome() -> None:
    schema = {"type": "object", "additionalProperties": True, "properties": {"甲": _TEXT}}
    assert found(lines("{{ 甲 }}{{ 乙 }}"), schema) == []


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ('{"type": "object",}', "JSON"),
        ("[]", "要是一个 JSON 对象"),
        ('{"type": "object", "properties": {"甲": {"type": "strin"}}}', "没有类型 strin"),
        (
            '{"type": "object", "properties": {"甲": {"type": "string", "minlength": 2}}}',
            "minLength",
        ),
        (
            '{"type": "object", "properties": {"甲": {"type": "integer", "default": "无"}}}',
            "默认值",
        ),
    ],
)
def test_faults_of_the_schema(schema: str, message: str) -> None:
    ((rule, text),) = found(lines("{{ 甲 }}"), schema)
    assert rule == "schema"
    assert message in text
    assert [fault.path for fault in faults(find_template("甲.docx"))] == ["甲.fields.json"]


@pytest.mark.parametrize(
    ("text", "example", "rule", "line", "message"),
    [
        ("{{ 甲 }}", "甲: 文\n", "", 0, ""),
        ("{{ 甲 }}", "乙: 文\n", "example", 1, "示例数据不合规定"),
        ("{{ 甲 }}", "甲: 文\n# 注\n丙: 1\n", "example", 3, "丙"),
        ("{{ 甲 }}", "甲: [\n", "example", 1, ""),
        ("{{ 甲.replace('文', '', 1, 2) }}", "甲: 文\n", "render", 0, "用示例数据填不成"),
        ("{{ 甲 / 0 }}", "甲: 文\n", "render", 0, "用示例数据填不成：正文"),
    ],
)
def test_faults_of_the_example(text: str, example: str, rule: str, line: int, message: str) -> None:
    schema = {"type": "object", "required": ["甲"], "properties": {"甲": _TEXT}}
    made = faults(put(lines(text), schema, example))
    assert {fault.rule for fault in made} == ({rule} if rule else set())
    for fault in made:
        assert fault.path.endswith("甲.example.yaml")
        assert message in fault.message_in("zh")
    assert not rule or line in {fault.line for fault in made}


def test_without_an_example_those_of_the_fields_are_used() -> None:
    schema = {"type": "object", "properties": {"甲": _TEXT | {"examples": ["文"]}}}
    assert [rule for rule, _ in found(lines("{{ 甲 + 1 }}"), schema)] == ["render"]


def test_optional_fields_may_be_left_out() -> None:
    schema = {"type": "object", "required": ["乙"], "properties": {"甲": _DATE, "乙": _TEXT}}
    example = "甲: 2024-03-05\n乙: 文\n"
    ((rule, message),) = found(lines("{{ 甲|日期 }}{{ 乙 }}"), schema, example)
    assert rule == "render"
    assert message.startswith("选填的字段都不填时填不成：正文“{{ 甲|日期 }}{{ 乙 }}”")
    assert found(lines("{% if 甲 %}{{ 甲|日期 }}{% endif %}{{ 乙 }}"), schema, example) == []


@pytest.mark.parametrize(
    "body",
    [
        lines("{{ 甲") + lines("乙乙乙乙") * 30_000,
        lines("{{ '") * 10_000,
        lines("{{" * 100_000),
        table(1, row("{%tr if 甲 %}"), row("乙"), row("{%tr endif %}")) * 5_000,
    ],
    ids=["no-end", "quotes", "braces", "rows"],
)
def test_hostile_templates_take_no_minutes(body: str) -> None:
    made = put(body)
    begin = time.process_time()
    assert faults(made)
    assert time.process_time() - begin < 20
