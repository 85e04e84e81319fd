from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_assist import __version__
from writer_assist.engine.findings import FileReport
from writer_assist.report import Options, render
from writer_assist.report.json import SCHEMA

from . import samples

VALIDATOR = jsonschema.Draft202012Validator(json.loads(Path(SCHEMA).read_text("utf-8")))


def rendered(*reports: FileReport, lang: str = "zh") -> str:
    parts: list[str] = []
    render("json", reports, parts.append, Options(lang))
    return "".join(parts)


def parsed(*reports: FileReport) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(rendered(*reports))
    VALIDATOR.validate(value)
    return value


def test_the_schema_is_one_and_is_strict() -> None:
    VALIDATOR.check_schema(VALIDATOR.schema)
    value = parsed(*samples.all_reports())
    for holder in (
        value,
        value["findings"][0],
        value["files"][0],
        value["files"][0]["sections"][0],
    ):
        holder["unknown"] = 1
        assert not VALIDATOR.is_valid(value)
        del holder["unknown"]
        for key in list(holder):
            kept = holder.pop(key)
            assert not VALIDATOR.is_valid(value), key
            holder[key] = kept
    assert VALIDATOR.is_valid(value)


def test_a_finding() -> None:
    value = parsed(samples.word_report())
    assert value["version"] == __version__
    assert len(value["findings"]) == len(samples.word_report().findings)
    assert value["findings"][4] == {
        "path": "报告/总结.docx",
        "code": "WD901",
        "name": "blank-count",
        "severity": "hint",
        "message": "字重复了",
        "story": "body",
        "paragraph": 9,
        "start": 0,
        "end": 2,
        "text": "下下",
        "section": "二、打算",
        "fixes": [{"safe": True, "edits": [{"paragraph": 9, "start": 0, "end": 1, "text": ""}]}],
        "suggestions": ["下一步", "今后"],
    }
    assert value["findings"][0]["message"] == "“20xx”处没有填写，这里应填数量"


def test_an_entry_a_draft() -> None:
    first, second = parsed(samples.text_report())["files"]
    assert first == {
        "path": "两篇.txt",
        "genre": "office-summary",
        "sections": [
            {"id": "title", "name": "标题", "required": True, "state": "present", "paragraph": 1}
        ],
        "error": None,
        "first": 1,
        "last": 10,
        "title": "工作总结篇一",
        "confidence": 0.876,
    }
    assert (second["genre"], second["first"], second["last"]) == (None, 11, 20)


def test_a_bad_file() -> None:
    value = parsed(samples.bad_report(), samples.clean_report())
    assert value["findings"] == []
    bad, good = value["files"]
    assert (bad["error"], good["error"]) == ("文件损坏：CRC\n错", None)
    assert bad["sections"] == []
    assert bad["genre"] is bad["first"] is bad["confidence"] is None


def test_nothing_at_all() -> None:
    assert parsed() == {"version": __version__, "findings": [], "files": []}


def test_terminal_controls_are_escaped_and_kept() -> None:
    text = rendered(samples.hostile_report())
    assert all(c.isprintable() or c in "\n\u3000" for c in text.replace("\udce4", ""))
    report = samples.hostile_report()
    value = json.loads(text.encode("utf-8", "backslashreplace"))
    assert value["files"][0]["path"] == report.path
    assert value["findings"][0]["section"] == report.findings[0].section


def test_findings_are_written_as_they_come() -> None:
    parts: list[str] = []

    def reports() -> Any:
        yield samples.word_report()
        assert "PH901" in "".join(parts)
        yield samples.text_report()

    render("json", reports(), parts.append, Options())
    assert json.loads("".join(parts))["findings"][-1]["code"] == "AR901"


@given(st.text(), st.text())
def test_every_text_survives(path: str, section: str) -> None:
    report = samples.word_report()
    changed = report._replace(path=path, findings=[report.findings[0]._replace(section=section)])
    value = parsed(changed)
    assert value["findings"][0]["section"] == section
    assert value["files"][0]["path"] == path


@pytest.mark.parametrize("name", ["", "xml", "text.py"])
def test_unknown_format(name: str) -> None:
    with pytest.raises(KeyError):
        render(name, [], str, Options())
