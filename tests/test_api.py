"""The public API."""

from __future__ import annotations

from pathlib import Path

import pytest

import writer_assist
from writer_assist.document.model import Document
from writer_assist.rules.registry import UnknownRuleError

TEXT = "二十年代某县工作总结\n20xx年，各项工作顺利推进。\n"


@pytest.mark.parametrize("kind", ["path", "string", "bytes", "document"])
def test_lints_any_source(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text(TEXT, "utf-8")
    sources: dict[str, str | Path | bytes | Document] = {
        "path": path,
        "string": str(path),
        "bytes": TEXT.encode(),
        "document": Document.from_lines(TEXT.splitlines()),
    }
    report = writer_assist.lint(sources[kind], select=["PH"])
    assert [(f.code, f.paragraph, f.start, f.end) for f in report.findings] == [("PH001", 2, 0, 4)]


def test_a_bad_file_is_a_report(tmp_path: Path) -> None:
    report = writer_assist.lint(tmp_path / "没有.docx")
    assert "找不到" in report.error
    assert not report.findings


def test_a_bad_selector_is_an_error() -> None:
    with pytest.raises(UnknownRuleError) as caught:
        writer_assist.lint(b"", select=["PH01x"])
    assert caught.value.nearest is not None


def test_names_are_imported_on_demand() -> None:
    assert writer_assist.Finding.__name__ == "Finding"
    assert "Finding" in writer_assist.__all__
    with pytest.raises(AttributeError):
        writer_assist.no_such_name  # noqa: B018
