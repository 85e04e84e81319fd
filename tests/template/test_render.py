"""Rich text, pictures, properties, errors: what a Renderer does beyond docxtpl."""

from __future__ import annotations

import datetime
import gc
import io
import struct
import tracemalloc
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from lxml import etree

from tests.document.docx.builders import docx, part
from tests.template.templates import (
    FONT,
    by_docxtpl,
    lines,
    parts,
    row,
    split,
    table,
    template,
    text,
    xml,
)
from writer_assist.document.read import read_bytes
from writer_assist.template.environment import environment
from writer_assist.template.errors import TemplateError
from writer_assist.template.render import Renderer
from writer_assist.template.values import Image, Rich, RichPart

RICH = Rich(
    (RichPart("普通"), RichPart("加<粗>", bold=True), RichPart("线\n下\t右", underline=True))
)


def _png(width: int, height: int, color: int = 0) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = (b"\0" + bytes([color]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "照片.png"
    path.write_bytes(_png(70, 98))
    return path


def _fails(body: str, values: dict[str, Any] | None = None) -> str:
    with pytest.raises(TemplateError) as caught:
        Renderer(template(body), "t.docx").render(values or {})
    return str(caught.value)


# --- rich text ----------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["{{r 说明 }}", "{{ 说明 }}", "{{说明}}"])
def test_rich_text_keeps_the_run(field: str) -> None:
    renderer = Renderer(template(lines(f"前{field}后")))
    made = xml(renderer.render({"说明": RICH}))
    assert "前|普通|加<粗>|线||下||右|后".replace("|", "") in text(
        renderer.render({"说明": RICH})
    ).replace("\n", "").replace("\t", "")
    root = etree.fromstring(made.encode())
    w = root.nsmap["w"]
    runs = root.findall(f".//{{{w}}}r")
    assert len(runs) == 5
    for run in runs:
        fonts = run.find(f"{{{w}}}rPr/{{{w}}}rFonts")
        assert fonts is not None
        assert fonts.get(f"{{{w}}}eastAsia") == "仿宋_GB2312"
    assert [run.find(f".//{{{w}}}b") is not None for run in runs] == [
        False,
        False,
        True,
        False,
        False,
    ]
    assert [run.find(f".//{{{w}}}u") is not None for run in runs] == [
        False,
        False,
        False,
        True,
        False,
    ]
    assert "<w:br/>" in made
    assert "<w:tab/>" in made
    assert "<w:t></w:t>" not in made


def test_order_in_run_properties() -> None:
    run = (
        '<w:rFonts w:eastAsia="宋体"/><w:b w:val="0"/><w:color w:val="FF0000"/><w:lang w:val="en"/>'
    )
    body = f"<w:p><w:r><w:rPr>{run}</w:rPr><w:t>{{{{ 说明 }}}}</w:t></w:r></w:p>"
    made = xml(
        Renderer(template(body)).render(
            {"说明": Rich((RichPart("字", bold=True, underline=True),))}
        )
    )
    assert (
        '<w:rFonts w:eastAsia="宋体"/><w:b/><w:bCs/><w:color w:val="FF0000"/>'
        '<w:u w:val="single"/><w:lang w:val="en"/>' in made
    )


def test_tracked_change_of_properties_is_not_repeated() -> None:
    run = f'{FONT}<w:rPrChange w:id="1" w:author="x"><w:rPr><w:i/></w:rPr></w:rPrChange>'
    body = f"<w:p><w:r><w:rPr>{run}</w:rPr><w:t>甲{{{{ 说明 }}}}乙</w:t></w:r></w:p>"
    made = Renderer(template(body)).render({"说明": RICH})
    assert xml(made).count("rPrChange ") == 1
    assert text(made).startswith("甲普通加<粗>线")


def test_rich_text_split_over_runs_and_in_tables() -> None:
    body = split("甲{", "{r 说", "明 }", "}乙") + table(
        1, row("{%tr for x in 列 %}"), row("{{r x.说明 }}"), row("{%tr endfor %}")
    )
    made = Renderer(template(body)).render(
        {"说明": RICH, "列": [{"说明": RICH}, {"说明": Rich(())}]}
    )
    assert text(made).split("\n")[0] == "甲普通加<粗>线"
    assert text(made).count("加<粗>") == 2


def test_empty_rich_text_is_false() -> None:
    body = lines("{% if 说明 %}有{% else %}无{% endif %}")
    assert text(Renderer(template(body)).render({"说明": Rich((RichPart(""),))})) == "无"
    assert text(Renderer(template(body)).render({"说明": RICH})) == "有"


def test_text_in_a_rich_field() -> None:
    assert (
        text(Renderer(template(lines("甲{{r 说明 }}乙"))).render({"说明": "文\n字"}))
        == "甲文\n字乙"
    )


def test_docxtpl_rich_text_is_taken() -> None:
    rich = RichText("粗", bold=True, font="eastAsia:黑体")
    made = Renderer(template(lines("甲{{r 说明 }}乙"))).render({"说明": rich})
    assert text(made) == "甲粗乙"
    assert 'w:eastAsia="黑体"' in xml(made)


def test_rich_text_in_an_attribute_is_refused() -> None:
    body = '<w:p><w:pPr><w:jc w:val="{{ 说明 }}"/></w:pPr></w:p>'
    assert "只能放在一段文字里" in _fails(body, {"说明": RICH})


# --- pictures -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height"), [(35.0, 49.0), (35.0, None), (None, 49.0), (None, None)]
)
def test_pictures_like_docxtpl(photo: Path, width: float | None, height: float | None) -> None:
    data = template(
        lines("{{ 照片 }}", "{%p for x in 列 %}", "{{ x }}", "{%p endfor %}"),
        header1=part("hdr", lines("{{ 照片 }}")),
    )
    other = photo.with_name("另.png")
    other.write_bytes(_png(20, 10, 9))
    made = parts(
        Renderer(data).render(
            {
                "照片": Image(str(photo), width, height),
                "列": [Image(str(other), 10.0), Image(str(photo), width, height)],
            }
        )
    )
    tool = DocxTemplate(io.BytesIO(data))
    size = {"width": width and Mm(width), "height": height and Mm(height)}
    values = {
        "照片": InlineImage(tool, str(photo), **size),
        "列": [InlineImage(tool, str(other), width=Mm(10)), InlineImage(tool, str(photo), **size)],
    }
    tool.render(values, environment())
    target = io.BytesIO()
    tool.save(target)
    theirs = parts(target.getvalue())
    ignored = {"docProps/core.xml", "_rels/.rels"}
    assert set(made) - ignored == set(theirs) - ignored
    for name in set(made) - ignored - {"[Content_Types].xml"}:
        if name in ("word/document.xml", "word/header1.xml"):
            assert _drawings(made[name]) == _drawings(theirs[name]), name
        elif name.endswith(".rels"):
            assert _members(made[name]) == _members(theirs[name]), name
        else:
            assert made[name] == theirs[name], name
    assert b'Extension="png"' in made["[Content_Types].xml"]
    assert len(_drawings(made["word/document.xml"])) == 3


def _drawings(content: bytes) -> list[bytes]:
    parser = etree.XMLParser(remove_blank_text=True)
    root = etree.fromstring(content, parser)
    return [
        etree.tostring(etree.fromstring(etree.tostring(e), parser), method="c14n", exclusive=True)
        for e in root.iter("{*}inline")
    ]


def _members(content: bytes) -> set[tuple[tuple[str, str], ...]]:
    return {
        tuple(sorted((str(k), str(v)) for k, v in e.attrib.items()))
        for e in etree.fromstring(content)
    }


def test_document_with_pictures_opens(photo: Path) -> None:
    data = template(lines("前{{ 照片 }}后"), footer1=part("ftr", lines("{{ 照片 }}")))
    made = Renderer(data).render({"照片": Image(str(photo), 35.0, 49.0)})
    document = Document(io.BytesIO(made))
    assert len(document.inline_shapes) == 1
    assert document.inline_shapes[0].width == Mm(35)
    assert text(made) == "前后"
    assert "".join(p.text for p in read_bytes(made, "x.docx").paragraphs) == "前后"


def test_picture_of_no_size_fits_the_line(tmp_path: Path) -> None:
    path = tmp_path / "宽.png"
    path.write_bytes(_png(4000, 100))
    made = Renderer(template(lines("{{ 图 }}"))).render({"图": Image(str(path))})
    shape = Document(io.BytesIO(made)).inline_shapes[0]
    assert abs(shape.width - Mm(156)) < Mm(0.2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "找不到文件"),
        (b"", "图片不是"),
        (b"GIF89a", "图片不是"),
        (b"\x89PNG\r\n\x1a\n12", "图片不是"),
        (b"text", "图片不是"),
    ],
)
def test_bad_pictures(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "坏.png"
    if content is not None:
        path.write_bytes(content)
    assert _fails(lines("{{ 图 }}"), {"图": Image(str(path))}).startswith(f"{path}: {reason}")


def test_picture_in_a_footnote(photo: Path) -> None:
    data = template(
        lines("甲"),
        footnotes=part("footnotes", f'<w:footnote w:id="1">{lines("{{ 图 }}")}</w:footnote>'),
    )
    with pytest.raises(TemplateError, match="脚注里不能放图片"):
        Renderer(data).render({"图": Image(str(photo))})


# --- properties and the package -----------------------------------------------------------


def test_properties() -> None:
    renderer = Renderer(template(lines("甲"), "{{ 标题 }}（{{ 日期 }}）"))
    made = renderer.render({"标题": "甲&乙<丙>" + "长" * 300, "日期": datetime.date(2024, 3, 5)})
    properties = Document(io.BytesIO(made)).core_properties
    assert properties.title == ("甲&乙<丙>" + "长" * 300)[:255]
    assert properties.author == "拟稿人"
    assert str(properties.created)[:10] == "2024-01-02"
    with pytest.raises(TemplateError) as caught:
        renderer.render({})
    assert "文档属性“{{ 标题 }}（{{ 日期 }}）”：数据里没有“标题”" in str(caught.value)


def test_no_properties_stay_none() -> None:
    made = Renderer(template(lines("甲"))).render({})
    assert "docProps/core.xml" not in parts(made)


def test_bad_field_in_properties() -> None:
    with pytest.raises(TemplateError, match=r"文档属性“\{\{ 标题"):
        Renderer(template(lines("甲"), "{{ 标题"))


def test_same_bytes() -> None:
    data = template(lines("{{ x }}"), "{{ x }}")
    first = Renderer(data).render({"x": "甲"})
    assert first == Renderer(data).render({"x": "甲"})
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_dotx_becomes_docx() -> None:
    data = docx(lines("{{ x }}"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
        b"document.main+xml", b"template.main+xml"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, value in content.items():
            archive.writestr(name, value)
    made = Renderer(target.getvalue()).render({"x": "甲"})
    assert text(made) == "甲"
    assert Document(io.BytesIO(made)).paragraphs[0].text == "甲"


def test_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(template(lines("{{ x }}")))
    assert text(Renderer(str(path)).render({"x": "甲"})) == "甲"
    with pytest.raises(TemplateError, match=r"没有\.docx: 找不到文件"):
        Renderer(str(tmp_path / "没有.docx"))
    with pytest.raises(TemplateError, match="数据里没有“x”") as caught:
        Renderer(str(path)).render({})
    assert str(caught.value).startswith(str(path))


def test_footnotes_are_filled_once() -> None:
    section = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    notes = part("footnotes", f'<w:footnote w:id="1">{lines("{{ x }}")}</w:footnote>')
    made = Renderer(template(lines("甲") + section, footnotes=notes)).render({"x": "{{ y }}"})
    assert text(made, "word/footnotes.xml") == "{{ y }}"


def test_braces_and_marks_in_values_are_text() -> None:
    value = "{{ 7*7 }} {% x %} </w:t><w:t> & ]]> 甲"
    made = Renderer(template(lines("{{ x }}", "{{ y }}"))).render({"x": value, "y": [value][0]})
    assert text(made) == f"{value}\n{value}"


def test_memory_does_not_grow() -> None:
    renderer = Renderer(
        template(
            lines(*["{{ x }}"] * 20)
            + table(1, row("{%tr for i in 列 %}"), row("{{ i }}"), row("{%tr endfor %}")),
            "{{ x }}",
        )
    )
    for i in range(50):
        renderer.render({"x": f"值{i}", "列": [i] * 20})
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for i in range(2000):
            renderer.render({"x": f"值{i}\n次", "列": [RICH if i % 9 == 0 else i] * 5})
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] - before < 200_000
    finally:
        tracemalloc.stop()


def test_threads() -> None:
    renderer = Renderer(template(lines("{{ x }}", "{% if x %}{{ x|upper }}{% endif %}"), "{{ x }}"))
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda i: text(renderer.render({"x": f"v{i}"})), range(200)))
    assert made == [f"v{i}\nV{i}" for i in range(200)]


def test_real_document_xml_is_like_docxtpl() -> None:
    data = template(lines("{{ x }}"), "固定")
    ours, theirs = parts(Renderer(data).render({"x": 1})), parts(by_docxtpl(data, {"x": 1}))
    assert ours == theirs


# --- errors -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("关于{{ 标体 }}的请示", "正文“关于{{ 标体 }}的请示”：数据里没有“标体”，是不是“标题”？"),
        ("{{ 完全无关 }}", "正文“{{ 完全无关 }}”：数据里没有“完全无关”"),
        ("{% for x in 事项 %}{{ x.名字 }}{% endfor %}", "数据里没有“名字”，是不是“名称”？"),
        ("{{ 事项[5].名称 }}", "没有第 6 个"),
        ("{{ 标题|日其 }}", "没有筛选器“日其”，是不是“日期”？"),
        ("{{ 标题|safe }}", "模板里不能用筛选器 safe"),
        ("{{ 标题 is 空的 }}", "is 后面没有“空的”这种判断"),
        ("{{ 标题|日期 }}", "“修路”不能用筛选器 日期 来写"),
        ("{{ 标题|大写金额 }}", "“修路”不能用筛选器 大写金额 来写"),
        ("{{ 事项|日期 }}", "筛选器 日期 用不上"),
        ("{{ 事项 }}", "不能直接写出"),
        ("{% for x in 数 %}{% endfor %}", "for 后面的值不是一列"),
        ("{{ 标题 + 数 }}", "种类不同的值不能一起运算或比较"),
        ("{{ 数 / 0 }}", "除数是零"),
        ("{% if 标题 %}甲", "{% if %} 没有写 {% endif %}"),
        ("甲{% endif %}", "{% endif %} 没有与它配对的开头"),
        ("{% 如果 标题 %}甲", "没有 {% 如果 %} 这种标记"),
        ("{{ 标题", "标记没有写完"),
        ("{{ 标题 }", "标记没有写完"),
        ("{{ }}", "标记里缺少内容"),
        ("{{ 标题 数 }}", "标记写错了，“数”不应在这里"),
        ("{{ 标题，数 }}", "不能用字符“，”，标点须用半角"),
        ("{% if 标题 = 1 %}{% endif %}", "标记写错了，“=”不应在这里"),
        ("{# 没有完", "标记没有写完"),
    ],
)
def test_errors(field: str, message: str) -> None:
    values = {"标题": "修路", "事项": [{"名称": "x"}], "数": 3}
    found = _fails(lines("第一段", field, "最后"), values)
    assert found.startswith("t.docx: 正文“")
    assert message in found


def test_place_of_errors_in_other_parts() -> None:
    data = template(
        lines("甲"),
        header1=part("hdr", lines("页眉{{ a }}")),
        footer1=part("ftr", lines("页脚{{ b }}")),
        footnotes=part("footnotes", f'<w:footnote w:id="1">{lines("脚注{{ c }}")}</w:footnote>'),
    )
    renderer = Renderer(data, "t")
    for values, place in (
        ({}, "页眉“页眉{{ a }}”"),
        ({"a": 1}, "页脚“页脚{{ b }}”"),
        ({"a": 1, "b": 1}, "脚注“脚注{{ c }}”"),
    ):
        with pytest.raises(TemplateError) as caught:
            renderer.render(values)
        assert place in str(caught.value)


def test_result_that_is_no_document() -> None:
    body = table(1, row("{% if x %}甲")) + lines("乙{% endif %}")
    assert "要放在同一层" in _fails(body, {"x": False})


def test_table_without_a_grid() -> None:
    body = f"<w:tbl><w:tblPr/>{row('{{ x }}')}</w:tbl>"
    assert "w:tblGrid" in _fails(body, {"x": 1})


@pytest.mark.parametrize(
    "bad", ["\0", "\x01", "\x02", "\x03", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"]
)
def test_control_characters(bad: str) -> None:
    for values in (
        {"x": bad},
        {"x": [{"名": bad}]},
        {"x": Rich((RichPart(bad),))},
        {"x": {bad: 1}},
    ):
        message = _fails(lines("{% if x %}{% endif %}"), values)
        assert "控制字符" in message
    assert "x[1].名：" in _fails(lines("甲{{ x }}"), {"x": [{"名": "\x01"}]})


@pytest.mark.parametrize(
    "field", ['{{ "\\x01" }}', '{{ "\\ufffe" }}', '{{ "\\ud800" }}', '{{ "\\x020\\x03" }}']
)
def test_control_characters_of_the_template(field: str) -> None:
    assert "t.docx: 正文" in _fails(lines(field), {})


def test_endless_values() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert "嵌套太深" in _fails(lines("{{ x }}"), {"x": endless})


def test_names_of_many_are_joined() -> None:
    made = template(lines("{{ 甲|map(attribute='名')|顿号连接 }}"))
    assert text(Renderer(made).render({"甲": [{"名": "周明"}, {"名": "李文"}]})) == "周明、李文"
