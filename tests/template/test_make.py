"""A draft becomes a template: what is one thing, and that nothing else changes."""

# ruff: noqa: E501 - cases a line each
from __future__ import annotations

import io
import itertools
import json
import re
import tomllib
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from writer_assist.document.model import Document
from writer_assist.document.read import read, read_bytes
from writer_assist.engine.linter import Linter
from writer_assist.template.catalogue import find_template
from writer_assist.template.environment import environment
from writer_assist.template.errors import TemplateError
from writer_assist.template.fields import Fields
from writer_assist.template.make import Made, make_template
from writer_assist.template.render import Renderer

CASES = Path(__file__).parent.parent / "cases" / "make"
LABEL = re.compile(r"⟦([^|⟦]*)\|([^⟧]*)⟧")


def drafts() -> list[tuple[str, str]]:
    return [
        (case["name"], case["text"].strip("\n"))
        for file in (
            "drafts.toml",
            "fresh.toml",
            "held.toml",
            "held2.toml",
            "blind.toml",
            "blind2.toml",
            "blind3.toml",
            "blind4.toml",
        )
        for case in tomllib.loads((CASES / file).read_text("utf-8"))["draft"]
    ]


def filled(made: Made) -> tuple[Document, dict[str, Any]]:
    """The template with its example in it."""
    fields = Fields.load(find_template(str(Path(made.template).parent)))
    values, problems = fields.check(yaml.safe_load(Path(made.example).read_text("utf-8")))
    assert not problems, [problem.message_in("zh") for problem in problems]
    return read_bytes(Renderer(made.template).render(values), "filled.docx"), values


def with_tags(lines: list[str], made: Made, values: dict[str, Any] | None = None) -> list[str]:
    """The draft's lines with the tags, or what they show, in place of the marks."""
    result = list(lines)
    for place in sorted(made.places, key=lambda p: (p.paragraph, -p.start, -p.end)):
        shown = place.tag
        if values is not None:
            shown = environment().from_string(place.tag).render(values)
        line = result[place.paragraph - 1]
        result[place.paragraph - 1] = line[: place.start] + shown + line[place.end :]
    return result


@pytest.mark.parametrize("text", [text for _, text in drafts()], ids=[name for name, _ in drafts()])
def test_draft(text: str, tmp_path: Path) -> None:
    lines, labels = [], []
    for number, line in enumerate(text.split("\n"), 1):
        plain, position = "", 0
        for match in LABEL.finditer(line):
            plain += line[position : match.start()]
            labels.append((number, len(plain), len(plain) + len(match[2]), match[1]))
            plain += match[2]
            position = match.end()
        lines.append(plain + line[position:])
    draft = tmp_path / "draft.txt"
    draft.write_text("\n".join(lines) + "\n", "utf-8")
    made = make_template(str(draft), str(tmp_path / "template"))

    # Nothing but the marks has changed, and the example is what takes their place.
    template = [p.text for p in read(made.template).paragraphs]
    assert template == with_tags(lines, made)
    document, values = filled(made)
    assert [p.text for p in document.paragraphs] == with_tags(lines, made, values)
    assert not Linter(select=["PH"]).lint(document).findings

    # No two things share a field; a thing has one field, but in one case in ten of all drafts.
    things: dict[str, set[str]] = defaultdict(set)
    for number, start, end, thing in labels:
        for place in made.places:
            if place.paragraph == number and place.start < end and start < place.end:
                offset = re.search(r" [+-] \d|\.day|\|星期", place.tag)
                things[place.field + (offset[0] if offset else "")].add(thing)
    assert {field: found for field, found in things.items() if len(found) > 1} == {}


def test_things_are_not_split(tmp_path: Path) -> None:
    """Of all things that occur more than once, at most one in ten has two fields."""
    repeated = divided = 0
    for number, (_, text) in enumerate(drafts()):
        draft = tmp_path / f"{number}.txt"
        draft.write_text(LABEL.sub(r"\2", text) + "\n", "utf-8")
        made = make_template(str(draft), str(tmp_path / str(number)))
        fields: dict[str, list[set[str]]] = defaultdict(list)
        for line, marked in enumerate(text.split("\n"), 1):
            shift = 0
            for match in LABEL.finditer(marked):
                start = match.start() - shift
                end = start + len(match[2])
                shift += len(match[0]) - len(match[2])
                fields[match[1]].append(
                    {
                        p.tag
                        for p in made.places
                        if p.paragraph == line and p.start < end and start < p.end
                    }
                )
        for found in fields.values():
            if len(found) > 1:
                repeated += 1
                divided += len(set().union(*found)) > 1
    assert repeated > 100
    assert divided * 10 <= repeated


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, **parts: str) -> bytes:
    """A minimal DOCX."""
    stream = io.BytesIO()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
            + "".join(
                f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{name}+xml"/>'
                for name in parts
            )
            + "</Types>",
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{rels}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
        )
        related = "".join(
            f'<Relationship Id="{name}" Type="{rels}/{name}" Target="{name}.xml"/>'
            for name in parts
        )
        package.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{related}</Relationships>",
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:r="{rels}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:v="urn:schemas-microsoft-com:vml">'
            f"<w:body>{body}</w:body></w:document>",
        )
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", xml)
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def made_of(body: str, folder: Path, **parts: str) -> Made:
    draft = folder / "draft.docx"
    draft.write_bytes(docx(body, **parts))
    return make_template(str(draft), str(folder / "t"), force=True)


def texts(made: Made) -> list[str]:
    return [p.text for p in read(made.template).paragraphs]


GREY = '<w:rStyle w:val="PlaceholderText"/>'
NAMED = '<w:ffData><w:name w:val="界别"/></w:ffData>'
UNDERLINE = '<w:u w:val="single"/>'
LINE = "20xx年，xx县政协组织x名委员视察x次，满意率xx%，定于x月x日在xx镇召开。"
LOOKS = ("<w:b/>", "<w:i/>", '<w:sz w:val="32"/>', '<w:color w:val="FF0000"/>', "")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cuts=st.sets(st.integers(1, len(LINE) - 1)),
    looks=st.lists(st.sampled_from(LOOKS), min_size=1),
)
def test_marks_split_over_runs(cuts: set[int], looks: list[str], tmp_path: Path) -> None:
    bounds = [0, *sorted(cuts), len(LINE)]
    runs = [
        (LINE[start:end], looks[number % len(looks)])
        for number, (start, end) in enumerate(itertools.pairwise(bounds))
    ]
    made = made_of("<w:p>" + "".join(run(*part) for part in runs) + "</w:p>", tmp_path)
    assert texts(made) == with_tags([LINE], made)
    # What stands outside marks has the looks that it had, each tag those of its mark's beginning.
    before = [look for text, look in runs for _ in text]
    expected: list[str] = []
    position = 0
    for place in made.places:
        expected += before[position : place.start]
        expected += [before[place.start]] * len(place.tag)
        position = place.end
    expected += before[position:]
    with zipfile.ZipFile(made.template) as package:
        xml = package.read("word/document.xml").decode()
    found = [
        properties
        for properties, text in re.findall(
            r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?<w:t[^>]*>(.*?)</w:t></w:r>", xml
        )
        for _ in text
    ]
    assert found == expected


def test_other_parts_stay(tmp_path: Path) -> None:
    styles = f'<w:styles xmlns:w="{W}"><!-- as it was --></w:styles>'
    made = made_of(f"<w:p>{run('提交提案x件。')}</w:p>", tmp_path, styles=styles)
    with zipfile.ZipFile(made.template) as package:
        assert package.read("word/styles.xml").decode() == styles
    first = Path(made.template).read_bytes()
    again = make_template(str(tmp_path / "draft.docx"), str(tmp_path / "other"))
    assert Path(again.template).read_bytes() == first


def field(instruction: str, result: str, data: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result, "<w:b/>")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_and_controls(tmp_path: Path) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="承办单位"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>'
        f"{run('单击此处输入文字', GREY)}"
        "</w:sdtContent></w:sdt>"
    )
    choice = (
        '<w:ffData><w:name w:val="满意程度"/><w:ddList><w:listEntry w:val="满意"/>'
        '<w:listEntry w:val="不满意"/></w:ddList></w:ffData>'
    )
    body = (
        f"<w:p>{run('尊敬的')}{field('MERGEFIELD 姓名', '«姓名»')}{run('委员：')}</w:p>"
        f"<w:p>{run('由')}{control}{run('办理。')}</w:p>"
        f"<w:p>{run('评价：')}{field('FORMDROPDOWN', '', choice)}</w:p>"
        f"<w:p>{run('界别：')}{field('FORMTEXT', '     ', NAMED)}</w:p>"
        f"<w:p>{run('地址：')}{run('        ', UNDERLINE)}</w:p>"
        f"<w:p>{run('已有')}{run('{{ 原有 }}')}{run('不动。')}</w:p>"
    )
    made = made_of(body, tmp_path)
    assert texts(made) == [
        "尊敬的{{ 姓名 }}委员：",
        "由{{ 承办单位 }}办理。",
        "评价：{{ 满意程度 }}",
        "界别：{{ 界别 }}",
        "地址：{{ 地址 }}",
        "已有{{ 原有 }}不动。",
    ]
    schema = json.loads(Path(made.fields).read_text("utf-8"))
    assert schema["properties"]["满意程度"]["enum"] == ["满意", "不满意"]
    assert schema["required"] == [*made.names, "原有"]
    with zipfile.ZipFile(made.template) as package:
        xml = package.read("word/document.xml").decode()
    assert "MERGEFIELD" not in xml
    assert "showingPlcHdr" not in xml
    assert "PlaceholderText" not in xml


def test_tables_boxes_and_revisions(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('联系人：xxx')}</w:p></w:txbxContent>"
    body = (
        f"<w:tbl><w:tr><w:tc><w:p>{run('提案x件。')}</w:p></w:tc></w:tr></w:tbl>"
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f'<w:p>{run("20xx年")}<w:del w:id="1" w:author="a"><w:r><w:delText>办理提案x件</w:delText></w:r>'
        f"</w:del>{run('完成任务。')}</w:p>"
    )
    made = made_of(body, tmp_path)
    with zipfile.ZipFile(made.template) as package:
        xml = package.read("word/document.xml").decode()
    assert xml.count("联系人：{{ 联系人 }}") == 2
    assert "<w:delText>办理提案x件</w:delText>" in xml
    assert any("修订" in note.message_in("zh") for note in made.notes)
    assert "{{ 年度 }}年" in "".join(texts(made))


def test_dates() -> None:
    from writer_assist.template.make import draft_scopes
    from writer_assist.template.make.assembling import assemble
    from writer_assist.template.make.naming import name_spots

    for text, expected in (
        ("定于20xx年x月x日（星期x）召开会议。", "定于{{ 会议日期 }}（{{ 会议日期|星期 }}）召开会议。"),
        ("定于    年  月  日召开会议。", "定于{{ 会议日期 }}召开会议。"),
        ("二○XX年X月X日", "{{ 成文日期|汉字日期 }}"),
        ("2024年x月x日召开会议。", "2024年{{ 会议日期|月日 }}召开会议。"),
        ("于x月x日至x日举办展览。", "于{{ 开始日期|月日 }}至{{ 结束日期.day }}日举办展览。"),
        ("项目于20xx年x月开工。", "项目于{{ 开工日期|年月 }}开工。"),
        ("定于5月6日下午x时报到。", "定于5月6日{{ 报到时间|时刻 }}报到。"),
        ("比20xx年增长5%。20xx年，全县总结经验。", "比{{ 年度 - 1 }}年增长5%。{{ 年度 }}年，全县总结经验。"),
        ("全年提案件，全部办结。", "全年提案{{ 提案件数 }}件，全部办结。"),
        ("根据《》的要求制定。", "根据《{{ 文件题目 }}》的要求制定。"),
    ):  # fmt: skip
        document = read_bytes(text.encode(), "x.txt", "text")
        found = text
        assembly = assemble([name_spots(scope) for scope in draft_scopes(document)])
        for placed in reversed(assembly.placed):
            spot = placed.use.spot
            found = found[: spot.start] + placed.tag + found[spot.end :]
        assert found == expected


def test_refusals(tmp_path: Path) -> None:
    def refused(data: bytes, name: str = "x.docx") -> str:
        (tmp_path / name).write_bytes(data)
        with pytest.raises(TemplateError) as error:
            make_template(str(tmp_path / name), str(tmp_path / "t"))
        assert not (tmp_path / "t").exists()
        return str(error.value)

    assert "没有找到" in refused(docx(f"<w:p>{run('没有要填的。')}</w:p>"))
    assert "损坏" in refused(docx("<w:p/>")[:200])
    signed = io.BytesIO(docx(f"<w:p>{run('提案x件。')}</w:p>"))
    with zipfile.ZipFile(signed, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<x/>")
    assert "签名" in refused(signed.getvalue())
    protected = (
        f'<w:settings xmlns:w="{W}">'
        '<w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'
    )
    assert "保护" in refused(docx(f"<w:p>{run('提案x件。')}</w:p>", settings=protected))
    made = made_of(f"<w:p>{run('提案x件。')}</w:p>", tmp_path)
    with pytest.raises(TemplateError, match="force"):
        make_template(str(tmp_path / "draft.docx"), str(tmp_path / "t"))
    assert made.names == ["提案件数"]


def test_headers_and_notes(tmp_path: Path) -> None:
    """Marks of headers and footnotes become fields, of the same names as in the text."""
    header = f'<w:hdr xmlns:w="{W}"><w:p>{run("xx县政协20xx年会议材料")}</w:p></w:hdr>'
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p>{run("数据截至20xx年，共x件。")}'
        "</w:p></w:footnote></w:footnotes>"
    )
    body = (
        f"<w:p>{run('xx县政协20xx年工作总结')}</w:p>"
        f"<w:p>{run('20xx年，提交提案x件')}"
        f'<w:r><w:footnoteReference w:id="2"/></w:r>{run("。")}</w:p>'
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    )
    made = made_of(body, tmp_path, header=header, footnotes=notes)
    with zipfile.ZipFile(made.template) as package:
        assert "{{ 县名 }}县政协{{ 年度 }}年会议材料" in package.read("word/header.xml").decode()
        assert "数据截至{{ 年度 }}年，共{{" in package.read("word/footnotes.xml").decode()
    document, _ = filled(made)
    assert not Linter(select=["PH"]).lint(document).findings
    assert {place.story for place in made.places} == {"body", "header", "footnote"}


def test_endnotes_stay(tmp_path: Path) -> None:
    """Tags in endnotes are not filled, so none are put there."""
    notes = (
        f'<w:endnotes xmlns:w="{W}"><w:endnote w:id="2"><w:p>{run("共x件。")}</w:p>'
        "</w:endnote></w:endnotes>"
    )
    body = f'<w:p>{run("提案x件")}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    made = made_of(body, tmp_path, endnotes=notes)
    with zipfile.ZipFile(made.template) as package:
        assert package.read("word/endnotes.xml").decode() == notes
    assert any("尾注" in note.message_in("zh") for note in made.notes)


def test_macros_are_refused(tmp_path: Path) -> None:
    draft = io.BytesIO(docx(f"<w:p>{run('提案x件。')}</w:p>"))
    with zipfile.ZipFile(draft, "a") as package:
        package.writestr("word/vbaProject.bin", b"macros")
    (tmp_path / "x.docm").write_bytes(draft.getvalue())
    with pytest.raises(TemplateError, match="宏"):
        make_template(str(tmp_path / "x.docm"), str(tmp_path / "t"))
    assert not (tmp_path / "t").exists()


def test_a_word_template_becomes_a_document(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx(f"<w:p>{run('提案x件。')}</w:p>"))) as package,
        zipfile.ZipFile(stream, "w") as out,
    ):
        for name in package.namelist():
            content = package.read(name)
            out.writestr(name, content.replace(b"document.main+xml", b"template.main+xml"))
    (tmp_path / "x.dotx").write_bytes(stream.getvalue())
    made = make_template(str(tmp_path / "x.dotx"), str(tmp_path / "t"))
    assert texts(made) == ["提案{{ 提案件数 }}件。"]
    with zipfile.ZipFile(made.template) as package:
        assert b"template.main+xml" not in package.read("[Content_Types].xml")


def test_opendocument_is_refused(tmp_path: Path) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    with zipfile.ZipFile(tmp_path / "x.odt", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{office}office:1.0" xmlns:t="{office}text:1.0">'
            "<o:body><o:text><t:p>提案x件。</t:p></o:text></o:body></o:document-content>",
        )
    with pytest.raises(TemplateError, match="另存为"):
        make_template(str(tmp_path / "x.odt"), str(tmp_path / "t"))
    assert not (tmp_path / "t").exists()


def test_brackets_go_where_a_number_comes(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("20（　）年，提交提案（　）件。\n评价：满意（　）、不满意（　）\n", "utf-8")
    made = make_template(str(draft), str(tmp_path / "t"))
    assert texts(made)[0] == "{{ 年度 }}年，提交提案{{ 提交提案件数 }}件。"
    assert texts(made)[1].count("（{{") == 2


TWICE = "青山县政协20xx年工作总结\n全年走访委员x名。\n座谈会有委员x名参加，与xx县交流一次。\n"


def renamed_of(tmp_path: Path, renamed: dict[str, str]) -> Made:
    (tmp_path / "稿.txt").write_text(TWICE, "utf-8")
    return make_template(str(tmp_path / "稿.txt"), str(tmp_path / "模板"), renamed=renamed)


def test_fields_get_other_names_and_become_one(tmp_path: Path) -> None:
    first = renamed_of(tmp_path, {}).names
    counts = [name for name in first if "委员" in name]
    assert len(counts) == 2
    (tmp_path / "又").mkdir()
    again = renamed_of(tmp_path / "又", {counts[1]: counts[0], "年度": "总结年度"})
    assert again.names == ["总结年度", *(n for n in first if n not in ("年度", counts[1]))]
    text = read(again.template).text
    assert text.count(f"{{{{ {counts[0]} }}}}") == 2
    assert "{{ 总结年度 }}年工作总结" in text
    schema = json.loads(Path(again.fields).read_text("utf-8"))
    assert schema["properties"][counts[0]]["description"].endswith("全文共用在2处")


@pytest.mark.parametrize(
    ("renamed", "said"),
    [
        ({"年渡": "甲"}, "没有字段“年渡”，是不是“年度”？"),
        ({"完全没有": "甲"}, "没有字段“完全没有”"),
        ({"年度": "2年"}, "“2年”不能用作字段的名称"),
        ({"年度": "loop"}, "“loop”不能用作字段的名称"),
    ],
)
def test_names_that_cannot_be(tmp_path: Path, renamed: dict[str, str], said: str) -> None:
    with pytest.raises(TemplateError) as info:
        renamed_of(tmp_path, renamed)
    assert said in str(info.value)
    assert not (tmp_path / "模板").exists()


def test_different_things_do_not_become_one(tmp_path: Path) -> None:
    county = next(name for name in renamed_of(tmp_path, {}).names if "县" in name)
    (tmp_path / "又").mkdir()
    with pytest.raises(TemplateError, match="不是同一类内容"):
        renamed_of(tmp_path / "又", {"年度": county})
