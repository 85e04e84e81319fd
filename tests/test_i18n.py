"""Messages: rendering, the choice of a language, and complete catalogues."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from writer_assist.i18n import N_, Word, default_language, render, translator

TOOL: dict[str, Any] = runpy.run_path(
    str(Path(__file__).parent.parent / "tools" / "messages.py"), run_name="messages"
)
PO_FILES: list[Path] = TOOL["po_files"]()


def catalogue(po: Path) -> Catalog:
    with po.open("rb") as stream:
        return read_po(stream)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    """Without an installation the .mo files may be missing or old: bring them up to date."""
    TOOL["compile_catalogues"]()
    translator.cache_clear()


def test_there_is_an_english_catalogue() -> None:
    assert [po.parent.parent.name for po in PO_FILES] == ["en"]


@pytest.mark.parametrize("po", PO_FILES, ids=lambda po: po.parent.parent.name)
def test_catalogue_is_complete(po: Path) -> None:
    wanted = {message.id for message in TOOL["template"]() if message.id}
    translated = {m.id: m for m in catalogue(po) if m.id}
    assert len(wanted) > 50
    assert sorted(wanted - set(translated)) == [], "run `python tools/messages.py` and translate"
    assert sorted(set(translated) - wanted) == [], "no longer used; `python tools/messages.py`"
    assert [m.id for m in translated.values() if not m.string] == []
    assert [m.id for m in translated.values() if m.fuzzy] == []


@pytest.mark.parametrize("po", PO_FILES, ids=lambda po: po.parent.parent.name)
def test_translations_have_the_same_fields(po: Path) -> None:
    for message in catalogue(po):
        if message.id:
            assert fields(str(message.string)) == fields(str(message.id)), message.id


def test_english_has_no_chinese_marks() -> None:
    for message in catalogue(PO_FILES[0]):
        # Quotations of the document's own words stay Chinese; the sentence around them does not.
        unquoted = re.sub(r"“[^”]*”|\([^()]*\)", "", str(message.string))
        assert message.id == "" or not re.search("[，。；：、？！（）【】]", unquoted), message.id


def test_compiled_catalogue_is_read() -> None:
    assert render(N_("缺少"), {}, "en") == "missing"
    assert render(N_("缺少"), {}, "zh") == "缺少"
    assert translator("en") is translator("en")


def test_words_among_the_values_are_translated_too() -> None:
    assert render("{a}/{b}", {"a": Word("警告"), "b": "警告"}, "en") == "warning/警告"
    assert render("{a}/{b}", {"a": Word("警告"), "b": "警告"}) == "警告/警告"


def test_a_template_without_values_keeps_its_braces() -> None:
    assert render("{{ 姓名 }}", {}) == "{{ 姓名 }}"


def test_an_unknown_message_stays_chinese() -> None:
    assert render("没有翻译的{what}", {"what": 1}, "en") == "没有翻译的1"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANGUAGE": "zh:en", "LC_ALL": "en_GB"}, "zh"),
        ({"LC_MESSAGES": "", "LANG": "EN"}, "en"),
    ],
)
def test_default_language(environ: dict[str, str], language: str) -> None:
    assert default_language(environ) == language


def test_the_empty_message_is_not_the_catalogue_header() -> None:
    assert render("", {}, "en") == ""
    assert render("", {"name": 1}, "en") == ""
