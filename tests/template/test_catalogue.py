"""Which template a name means."""

from __future__ import annotations

from pathlib import Path

import pytest

from writer_assist.outline.genres import COMMON, outlines
from writer_assist.template.catalogue import find_template, templates
from writer_assist.template.errors import TemplateError

from .templates import lines, template


def test_every_genre_has_a_template() -> None:
    assert {t.id for t in templates()} >= set(outlines()) - {COMMON}
    for found in templates():
        assert found.fields
        assert found.example
        assert (found.genre == found.id) == (found.id in outlines())


@pytest.mark.parametrize("name", ["request", "请示", " 请示 ", "请示件"])
def test_names(name: str) -> None:
    assert find_template(name).id == "request"


def test_a_form_without_an_outline_has_a_name() -> None:
    found = find_template("委员履职档案")
    assert found.id == "cppcc-member-record"
    assert found.genre is None


def test_folders_and_files(tmp_path: Path) -> None:
    built_in = find_template("请示")
    folder = Path(built_in.path).parent
    for name in (folder, folder / "template.docx"):
        assert find_template(str(name)).genre == "request"
        assert find_template(str(name)).fields == str(folder / "fields.json")
    (tmp_path / "收据.docx").write_bytes(template(lines("{{ 单位 }}")))
    found = find_template(str(tmp_path / "收据.docx"))
    assert (found.id, found.name, found.fields, found.genre) == ("收据", "收据", "", None)
    (tmp_path / "收据.fields.json").write_text('{"title": "收款收据"}', "utf-8")
    found = find_template(str(tmp_path / "收据.docx"))
    assert found.name == "收款收据"
    assert found.fields


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("请视", "是不是“请示”？"),
        ("委员履职挡案", "是不是“委员履职档案”？"),
        ("完全没有的东西", "template list 列出全部模板"),
        ("没有/这个.docx", "没有这个文件"),
    ],
)
def test_unknown_names(name: str, said: str) -> None:
    with pytest.raises(TemplateError) as info:
        find_template(name)
    assert said in str(info.value)
