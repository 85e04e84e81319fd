"""Every built-in template: made from its text, filled with its example, read, linted and shown."""

from __future__ import annotations

import datetime
import io
import json
import re
import runpy
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import docxtpl_lint
import jsonschema
import pytest
from lxml import etree

import writer_assist
from tests.layout.rendering import pdfs
from tests.layout.schema import W, faults
from writer_assist.document.read import read_bytes
from writer_assist.template import data, forms
from writer_assist.template.catalogue import Template, find_template, templates
from writer_assist.template.contract import contract
from writer_assist.template.environment import environment
from writer_assist.template.fields import Fields
from writer_assist.template.render import Renderer
from writer_assist.template.values import Image, Rich

ROOT = Path(__file__).parent.parent.parent
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "make_templates.py"), run_name="tool")
IDS = [template.id for template in templates()]

every = pytest.mark.parametrize("name", IDS)


@cache
def example(name: str) -> dict[str, Any]:
    """The checked values of a template's example."""
    template = find_template(name)
    given = data.read(template.example)
    values, problems = Fields.load(template).check(
        given.values, text_cells=given.text_cells, folder=str(Path(template.example).parent)
    )
    assert [problem.message_in("zh") for problem in problems] == []
    return values


@cache
def filled(name: str) -> bytes:
    return Renderer(find_template(name).path).render(example(name))


def test_there_are_all() -> None:
    assert len(IDS) >= 24
    assert TOOL["names"]() == IDS
    for template in templates():
        outline = ROOT / "templates" / template.id / "outline.toml"
        assert template.genre == (template.id if outline.exists() else None)
        assert template.fields
        assert template.example


@every
def test_it_is_what_its_text_says(name: str) -> None:
    made = TOOL["make"](name)
    assert made == TOOL["make"](name)
    path = Path(find_template(name).path)
    assert TOOL["same"](made, path), f"run `python tools/make_templates.py {name}`"
    assert faults(made) == []


@every
def test_the_page(name: str) -> None:
    with zipfile.ZipFile(find_template(name).path) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        settings = archive.read("word/settings.xml").decode()
    section: Any = document.find(f"{W}body/{W}sectPr")

    def mm(path: str, attribute: str) -> float:
        return int(section.find(f"{W}{path}").get(f"{W}{attribute}")) * 25.4 / 1440

    assert (round(mm("pgSz", "w")), round(mm("pgSz", "h"))) == (210, 297)
    margins = [round(mm("pgMar", side), 1) for side in ("top", "bottom", "left", "right")]
    assert margins == pytest.approx([37, 35, 28, 26], abs=0.1)
    assert section.find(f"{W}docGrid").get(f"{W}linePitch") == "579"
    kinds = [each.get(f"{W}type") for each in section.findall(f"{W}footerReference")]
    assert {"default", "even"} <= set(kinds)
    assert "evenAndOddHeaders" in settings


@every
def test_its_fields(name: str) -> None:
    template = find_template(name)
    schema = json.loads(Path(template.fields).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    for where, field in _fields(schema, ""):
        assert field.get("title"), where
        assert field.get("description"), where
        assert field.get("examples"), where
    raw = data.read(template.example).values
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(raw, default=str)))


def _fields(schema: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, field in schema.get("properties", {}).items():
        yield f"{where}{key}", field
        yield from _fields(field.get("items", {}), f"{where}{key}.")


@every
def test_its_tags_are_right(name: str) -> None:
    template = find_template(name)
    result = docxtpl_lint.lint(template.path, jinja_env=environment())
    assert [(issue.rule, issue.message, issue.snippet) for issue in result.issues] == []
    schema = json.loads(Path(template.fields).read_text("utf-8"))
    needed = contract(template.path)
    assert set(needed["properties"]) == set(schema["properties"])


@every
def test_it_is_filled(name: str) -> None:
    made = filled(name)
    assert faults(made) == []
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for part in archive.namelist():
            if part.endswith(".xml"):
                assert not re.search(r"\{\{|\{%|%\}|\}\}|\{#", archive.read(part).decode()), part
    document = read_bytes(made, "filled.docx")
    text = "".join(document.text.split())
    missing = [
        (where, value)
        for where, value in _leaves(example(name), "")
        if not any("".join(form.split()) in text for form in _forms(value))
    ]
    assert missing == []


def _leaves(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{where}[{number}]")
    elif isinstance(value, Rich):
        for part in value.parts:
            yield where, part.text
    elif value not in (None, "") and not isinstance(value, bool | Image):
        yield where, value


def _forms(value: Any) -> list[str]:
    """The forms that a value may have been written in."""
    if isinstance(value, datetime.date):
        return [forms.date(value), forms.month_day(value), forms.month(value),
                forms.chinese_date(value), f"{value.month}月", f"{value.day}日"]  # fmt: skip
    if isinstance(value, datetime.time):
        return [forms.clock(value), str(forms.shown(value))]
    if isinstance(value, int | float | Decimal):
        found = [forms.plain(value), forms.thousands(value)]
        if isinstance(value, int):
            found += [forms.chinese_number(value), forms.serial(value)]
        return [*found, forms.money(value)]
    # Templates set the marks at the end of a value themselves.
    return [line.strip("。，：；、 ") for line in str(value).split("\n")][:1]


@every
def test_nothing_is_found_in_it(name: str) -> None:
    report = writer_assist.lint(filled(name))
    assert report.error == ""
    assert [(finding.code, finding.text, finding.message) for finding in report.findings] == []
    genre = find_template(name).genre or ""
    assert [draft.genre for draft in report.drafts] == [genre]
    if genre:
        sections = report.drafts[0].sections
        assert "title" in {section.id for section in sections if section.state == "present"}
        assert [s.id for s in sections if s.required and s.state == "missing"] == []


def test_office_shows_all(tmp_path: Path) -> None:
    made = pdfs({name: filled(name) for name in IDS}, tmp_path)
    for name, pdf in made.items():
        content = pdf.read_bytes()
        assert content.startswith(b"%PDF"), name
        sizes = set(re.findall(rb"/MediaBox ?\[ ?0 0 (\d+)[\d.]* (\d+)", content))
        assert sizes == {(b"595", b"841")}, name


def test_optional_fields_may_be_left_out() -> None:
    for template in templates():
        fields = Fields.load(template)
        raw = data.read(template.example).values
        folder = str(Path(template.example).parent)
        needed = {key: raw[key] for key in fields.schema["required"]}
        _, problems = fields.check(needed, folder=folder)
        # One of two may be left out, not both.
        needed |= {str(each.params["name"]): raw[str(each.params["name"])] for each in problems}
        values, problems = fields.check(needed, folder=folder)
        assert problems == [], template.id
        made = Renderer(template.path).render(values)
        assert faults(made) == [], template.id
        assert "{%" not in read_bytes(made, "filled.docx").text


def test_a_text_is_read() -> None:
    form, lines = TOOL["parse"]("% 说明\n@form red\n\n@title 标题\n正文{{ 甲|日期 }}\n@blank\n")
    assert form == "red"
    assert [tuple(line) for line in lines] == [
        ("title", "标题", 4), ("body", "正文{{ 甲|日期 }}", 5), ("blank", "", 6),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="@form is missing"):
        TOOL["parse"]("@title 标题")


def test_check_names_what_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = TOOL["main"].__globals__
    monkeypatch.setitem(names, "SOURCES", tmp_path / "sources")
    monkeypatch.setitem(names, "TEMPLATES", tmp_path)
    monkeypatch.setitem(names, "ROOT", tmp_path)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "some.txt").write_text("@form plain\n@title 标题", "utf-8")
    (tmp_path / "sources" / "wrong.txt").write_text("@form plain\n@titel 标题", "utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["make_templates.py", *arguments])
        code = TOOL["main"]()
        return code, "".join(capsys.readouterr())

    code, output = run("--check", "some")
    assert code == 1
    assert "differs from its text" in output
    assert not (tmp_path / "some").exists()
    assert run("some") == (0, f"{Path('some', 'template.docx')}\n")
    assert run("some") == (0, "")
    assert run("--check", "some") == (0, "")
    code, output = run()
    assert code == 1
    assert "wrong.txt: line 2: no kind @titel" in output


def test_a_template_is_found_by_its_name() -> None:
    assert isinstance(find_template("通知"), Template)
    assert find_template("通知").id == "notice"
