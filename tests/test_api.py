"""The public API."""

from __future__ import annotations

from pathlib import Path

import pytest

import writer_assist
from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Document
from writer_assist.phrasebank import UnknownScopeError
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


DRAFT = """绿水镇党政办公室2024年工作总结
一、办文办会
全年收发文件六百件，承办会议三十次，搞了个座谈会，没有发生差错。
二、督查后勤
督查事项四十件，全部办结；坚持二十四小时值班，接待来访群众二百人次。
三、存在的问题
四、下一步打算
加强学习，提高服务水平，力争信息工作进入全县前列，办好各类会议。
"""
PHRASES = """
"主题" = "本办"
[["短语"]]
"词" = "值班值守的规矩还不够严"
"文种" = ["党政办公室总结"]
"部分" = ["存在的问题"]
"""


def test_suggests(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text(DRAFT, "utf-8")
    (draft,) = writer_assist.suggest(path, limit=3)
    assert writer_assist.suggest(DRAFT.encode(), limit=3) == [draft]
    (section,) = draft.sections
    assert (section.name, section.state, len(section.phrases)) == ("存在的问题", "empty", 3)
    assert [(w.paragraph, w.replacement) for w in draft.wordings] == [(3, "召开了座谈会")]
    with pytest.raises(DocumentError):
        writer_assist.suggest(tmp_path / "没有.docx")


def test_completes() -> None:
    (found,) = writer_assist.complete("以上请示妥否", genre="请示", limit=1)
    assert (found.phrase.text, found.rest) == ("以上请示妥否，请批示", "，请批示")
    assert len(writer_assist.complete("", genre="总结", section="存在的问题")) == 5
    with pytest.raises(UnknownScopeError):
        writer_assist.complete("", section="没有的部分")


def test_suggests_and_completes_with_what_the_office_has(tmp_path: Path) -> None:
    (tmp_path / "常用语.toml").write_text(PHRASES, "utf-8")
    config = tmp_path / "writer-assist.toml"
    config.write_text('phrasebank = ["常用语.toml"]\ngenre = "党政办公室总结"\n', "utf-8")
    own = "值班值守的规矩还不够严"
    (draft,) = writer_assist.suggest(DRAFT.encode(), config=config)
    assert own in [phrase.text for phrase in draft.sections[0].phrases]
    (found,) = writer_assist.complete("值班值守", section="存在的问题", limit=1, config=config)
    assert (found.phrase.text, found.rest) == (own, "的规矩还不够严")


def test_annotate(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text(TEXT, "utf-8")
    out = tmp_path / "批注.docx"
    made = writer_assist.annotate(path, out)
    assert made == out.read_bytes()
    found = writer_assist.lint(made)
    assert "PH001" in {finding.code for finding in found.findings}
    assert "RV002" in {finding.code for finding in found.findings}
    with pytest.raises(DocumentError):
        writer_assist.annotate(b"%PDF-1.4")


def test_fill(tmp_path: Path) -> None:
    data = Path(__file__).parents[1] / "templates" / "request" / "example.yaml"
    out = tmp_path / "请示.docx"
    assert writer_assist.fill("请示", data, out) == out.read_bytes()
    assert writer_assist.lint(out).findings == []
    with pytest.raises(writer_assist.DataError):
        writer_assist.fill("请示", {})
    with pytest.raises(writer_assist.TemplateError):
        writer_assist.fill("没有这种", {})
