"""Filling gives what a new DocxTemplate gives, part for part."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.document.docx.builders import part
from tests.template.templates import (
    by_docxtpl,
    cell,
    lines,
    parts,
    row,
    split,
    table,
    template,
)
from writer_assist.template.render import Renderer

DRAWING = (
    "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='9' cy='9'/><wp:docPr id='7' name='图{0}'/>"
    "<a:graphic><a:graphicData uri='x'/></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
TEXT_BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
    "<wp:docPr id='3' name='框'/><a:graphic><a:graphicData uri='x'><wps:wsp><wps:txbx>"
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
SPAN = '<w:gridSpan w:val="2"/>'

VALUES: dict[str, Any] = {
    "标题": "关于修缮村道的请示",
    "机关": "青禾县水务局",
    "日期": datetime.date(2024, 3, 5),
    "金额": Decimal("3500.5"),
    "件数": 12,
    "正文": ["一、基本情况", "二、有关请求"],
    "空": [],
    "事项": [
        {"名称": "修路", "数量": 3, "备注": "a<b & c"},
        {"名称": "架桥", "数量": 1, "备注": "“引”号'单'\""},
    ],
    "列": ["甲", "乙", "丙"],
    "保留": True,
    "无": None,
    "颜色": "FF0000",
    "宽": 2,
    "三": ["x"] * 5,
}
AWKWARD = {
    **VALUES,
    "标题": "上\n下\t右 {{ 标题 }} {% if %} <w:t> &amp; {_{ }_} 末",
    "机关": "换页\f再\a段",
    "正文": ["第一\n行", "", "  空  ", "\t"],
}

BODIES = {
    "text": lines("{{ 标题 }}", "甲{{ 机关 }}乙", "{{ 日期 }}，{{ 金额|大写金额 }}，{{ 件数 }}"),
    "no fields": lines("没有字段", ""),
    "split": split("甲{", "{ 标", "题 }", "}乙") + split("{% if 保", "留 %}是{% endif", " %}"),
    "paragraphs": lines("{%p for x in 正文 %}", "{{ x }}", "{%p endfor %}", "末"),
    "empty loop": lines("{%p for x in 空 %}", "{{ x }}", "{%p endfor %}", "末"),
    "if else": lines("{%p if 保留 %}", "甲", "{%p else %}", "乙", "{%p endif %}"),
    "inline": lines("{% if 件数 > 3 %}多{% elif 件数 %}少{% else %}无{% endif %}。"),
    "compare": lines("{% if 件数 &gt;= 3 and 标题 %}“多”{% endif %}".replace("&gt;", ">")),
    "quotes": lines("{% if 机关 == “青禾县水务局” %}是{% endif %}"),
    "merge": lines("甲", "{%- if 保留 %}乙{% endif -%}", "丙"),
    "set": lines("{% set n = 件数 + 1 %}{{ n }}", "{% set b %}块{{ 标题 }}{% endset %}{{ b }}"),
    "macro": lines("{% macro m(x) %}〔{{ x }}〕{% endmacro %}{{ m(标题) }}{{ m('<') }}"),
    "escape": lines("{{ 机关|e }} {_{ 原样 }_} {_% 原样 %_}"),
    "comment": lines("甲{# 说明 #}乙", "{#p 整段 #}", "丙"),
    "loop": lines(
        "{% for x in 列 %}{{ loop.index }}.{{ x }}{% if not loop.last %}；{% endif %}{% endfor %}"
    ),
    "table": table(
        3,
        row("序号", "名称", "备注"),
        row("{%tr for x in 事项 %}", "", ""),
        row("{{ loop.index }}", "{{ x.名称 }}", "{{ x.备注 }}"),
        row("{%tr endfor %}", "", ""),
    ),
    "table of loops only": table(
        3,
        row("{%tr for x in 空 %}", "", ""),
        row("{{ x.名称 }}", "2", "3"),
        row("{%tr endfor %}", "", ""),
        row("合计", "2"),
    ),
    "grid too wide": table(4, row("1", "2"), row("3", "{{ 标题 }}")),
    "grid too narrow": table(2, row("1", "2", "3", "{{ 标题 }}")),
    "span": table(3, row("1", "2", "3"), row(cell("{{ 标题 }}", SPAN), "3")),
    "optional row": table(
        3,
        row(cell("{{ 标题 }}", SPAN), "2"),
        row("{%tr if 无 %}", "", ""),
        row("1", "2", "3"),
        row("{%tr endif %}", "", ""),
    ),
    "columns": table(
        2,
        row("头", "{%tc for c in 列 %}", "{{ c }}", "{%tc endfor %}"),
        row("行", "{%tc for c in 列 %}", "{{ c }}", "{%tc endfor %}"),
    ),
    "colspan": table(3, row("{% colspan 宽 %}{{ 标题 }}", "2"), row("1", "2", "3")),
    "cellbg": table(2, row("{% cellbg 颜色 %}{{ 标题 }}", "2")),
    "vm": table(
        2,
        row("头", "备注"),
        row("{%tr for x in 事项 %}", ""),
        row("{% vm %}合并", "{{ x.名称 }}"),
        row("{%tr endfor %}", ""),
    ),
    "hm": table(
        1,
        row("{%tc for x in 列 %}", "{% hm %}{{ 标题 }}", "{%tc endfor %}"),
        row("{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}"),
    ),
    "nested table": table(
        2, row("外", f"<w:tc><w:tcPr/>{table(1, row('1', '{{ 标题 }}'))}</w:tc>")
    ),
    "drawings": lines("{%p for x in 列 %}")
    + DRAWING.format("{{ x }}")
    + lines("{%p endfor %}")
    + DRAWING.format(""),
    "text box": TEXT_BOX.format(lines("{{ 标题 }}", "{%p if 保留 %}", "甲", "{%p endif %}")),
    "deletion": '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>{{ 标题 }}</w:delText></w:r>'
    "</w:del></w:p>",
    "across paragraphs": lines("甲{% if 保留 %}乙", "丙{% endif %}丁"),
    "attribute": '<w:p><w:pPr><w:jc w:val="{{ 颜色 }}"/></w:pPr></w:p>',
    "raw": lines("{% raw %}{{ 原样 }}{% endraw %}"),
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("values", [VALUES, AWKWARD], ids=["plain", "awkward"])
def test_like_docxtpl(name: str, values: dict[str, Any]) -> None:
    data = template(BODIES[name])
    assert _comparable(Renderer(data).render(values)) == _comparable(by_docxtpl(data, values))


def test_all_parts_like_docxtpl() -> None:
    data = template(
        "".join(BODIES.values()),
        "{{ 标题 }}（{{ 日期 }}）",
        header1=part("hdr", BODIES["text"] + BODIES["paragraphs"] + BODIES["table"]),
        header2=part("hdr", BODIES["no fields"] + DRAWING),
        footer1=part("ftr", BODIES["inline"] + BODIES["split"] + BODIES["grid too wide"]),
        footnotes=part("footnotes", f'<w:footnote w:id="1">{BODIES["text"]}</w:footnote>'),
    )
    renderer = Renderer(data)
    for values in (VALUES, {**AWKWARD, "标题": "上 {{ 标题 }} 下", "机关": "换\n行\t右"}):
        ours, theirs = parts(renderer.render(values)), parts(by_docxtpl(data, values))
        assert list(ours) == list(theirs)
        for name in ours:
            assert ours[name] == theirs[name], name


WORDS = st.text(alphabet="甲乙<>&\"'{}% \n\t“”一1_#-", max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    title=WORDS,
    rows=st.lists(st.fixed_dictionaries({"名称": WORDS, "数量": st.integers(0, 9), "备注": WORDS})),
    items=st.lists(WORDS, max_size=5),
)
def test_any_values_like_docxtpl(title: str, rows: list[dict[str, Any]], items: list[str]) -> None:
    values = {**VALUES, "标题": title, "事项": rows, "列": items, "正文": items}
    assert _comparable(RENDERER.render(values)) == _comparable(by_docxtpl(ALL, values))


ALL = template("".join(body for name, body in BODIES.items() if name not in ("attribute", "hm")))
RENDERER = Renderer(ALL)


@pytest.mark.parametrize(
    "name",
    [
        "text",
        "split",
        "paragraphs",
        "if else",
        "inline",
        "merge",
        "table",
        "span",
        "loop",
        "text box",
        "drawings",
    ],
)
def test_plain(name: str) -> None:
    assert Renderer(template(BODIES[name])).plain


@pytest.mark.parametrize(
    "name",
    ["columns", "grid too wide", "grid too narrow", "vm", "hm", "colspan", "raw", "nested table"],
)
def test_not_plain(name: str) -> None:
    assert not Renderer(template(BODIES[name])).plain


def _comparable(data: bytes) -> dict[str, bytes]:
    # docxtpl leaves a package without properties with "Word Document" by "python-docx".
    return {
        name: content
        for name, content in parts(data).items()
        if name not in ("docProps/core.xml", "_rels/.rels", "[Content_Types].xml")
    }
