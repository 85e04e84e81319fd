"""What holds for every format: snapshots, streaming, and texts that would break it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from writer_assist import __version__
from writer_assist.engine.findings import FileReport, PlainParagraph
from writer_assist.report import FORMATS, Options, render
from writer_assist.report.json import SCHEMA

from . import samples

SNAPSHOTS = Path(__file__).parent / "snapshots"
ENDINGS = {
    "jsonl": "jsonl",
    "sarif": "sarif",
    "junit": "xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "rdjson": "rdjson",
    "markdown": "md",
    "html": "html",
}


def reports() -> list[FileReport]:
    return [*samples.all_reports(), samples.markdown_report(), samples.script_report()]


def rendered(format: str, *reports: FileReport, lang: str = "zh") -> str:
    parts: list[str] = []
    render(format, reports, parts.append, Options(lang))
    # As a file has it: what no encoding can hold becomes the escape of itself.
    return "".join(parts).encode("utf-8", "backslashreplace").decode("utf-8")


@pytest.mark.parametrize("format", ENDINGS)
def test_snapshot(format: str) -> None:
    text = rendered(format, *reports()).replace(__version__, "VERSION")
    # The style sheet and the script have tests of their own.
    text = re.sub(r"(<style>|<script>).*?(?=</s)", r"\1", text, flags=re.DOTALL)
    text = re.sub(r"'sha256-[^']*'", "'sha256-HASH'", text)
    path = SNAPSHOTS / f"zh.{ENDINGS[format]}"
    if os.environ.get("RENEW_SNAPSHOTS"):
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8"), "the page changed: look at it, then renew the snapshot"


def test_every_format_is_tested() -> None:
    assert {*ENDINGS, "text", "json"} == set(FORMATS)


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"markdown"}))
def test_reports_are_written_as_they_come(format: str) -> None:
    parts: list[str] = []

    def come() -> Iterator[FileReport]:
        yield samples.word_report()
        assert "PH901" in "".join(parts)
        yield samples.clean_report()

    render(format, come(), parts.append, Options())


# How a program reads each format: it must be able to, whatever a document says.


def read_json_lines(text: str) -> list[Any]:
    assert text.endswith("\n")
    return [json.loads(line) for line in text[:-1].split("\n")]


def read_commands(text: str) -> list[str]:
    lines = text.split("\n")[:-1]
    for line in lines:
        assert re.fullmatch(r"::(?:error|warning|notice) [^\n]*?::[^\n]*", line)
        assert all(c.isprintable() or c.isspace() for c in line)
    return lines


def read_table(text: str) -> list[str]:
    """Every row has as many cells as its head: no text can end a cell."""
    width = 0
    for line in text.split("\n"):
        if line.startswith("|"):
            cells = len(re.findall(r"(?<!\\)\|", line)) - 1
            width = width or cells
            assert cells == width
        else:
            width = 0
    assert not re.search("<(?!br>)", text)
    return text.split("\n")


def read_page(text: str) -> list[Any]:
    """The data blocks as a browser's parser finds them."""
    blocks = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    # No other markup but the frame's.
    rest = re.sub(r"<script[^>]*>.*?</script>|<style>.*?</style>", "", text, flags=re.DOTALL)
    assert "<img" not in rest
    assert "<!--" not in text.replace("<!DOCTYPE", "")
    assert text.count("<script") == text.count("</script>") == len(blocks) + 1
    return [json.loads(block) for block in blocks]


READERS: dict[str, Callable[[str], Any]] = {
    "text": str.splitlines,
    "json": json.loads,
    "jsonl": read_json_lines,
    "sarif": json.loads,
    "junit": lambda text: etree.fromstring(text.encode("utf-8")),
    "github": read_commands,
    "gitlab": json.loads,
    "rdjson": json.loads,
    "markdown": read_table,
    "html": read_page,
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", FORMATS)
def test_hostile_samples_are_read(format: str, lang: str) -> None:
    READERS[format](rendered(format, *reports(), lang=lang))
    READERS[format](rendered(format, lang=lang))


NASTY = st.lists(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\0\x1b\r\n\x85\u2028\u2029\u202e\ufffe\uffff\ud800\udc80<>&\"'|`\\]%:,*_[(!-"
        ),
        st.sampled_from(["</script>", "]]>", "<!--", "::error::", "![x](y)", "<br>"]),
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize("format", FORMATS)
@given(data=st.data())
@settings(max_examples=40)
def test_every_text_is_read(format: str, data: st.DataObject) -> None:
    text = data.draw(NASTY)
    ends = st.integers(0, len(text))
    found = []
    for _ in range(data.draw(st.integers(1, 3))):
        start, end = sorted((data.draw(ends), data.draw(ends)))
        found.append(
            samples.finding(
                text, start, end, section=data.draw(NASTY), suggestions=(data.draw(NASTY),),
                column=start + 1,
            )
        )  # fmt: skip
    report = FileReport(
        data.draw(NASTY),
        (samples.draft(title=data.draw(NASTY)),),
        found,
        paragraphs={1: text},
        format=data.draw(st.sampled_from(["docx", "text"])),
        text=(PlainParagraph(1, text, line=text, pieces=((0, 0),)),),
    )
    bad = FileReport(data.draw(NASTY), error="{x}", error_params={"x": data.draw(NASTY)})
    written = rendered(format, report, bad)
    value = READERS[format](written)
    expected = len(found)
    if format == "jsonl":
        assert len(value) == 1 + expected + 2
        assert value[1]["finding"]["text"] == found[0].text
    elif format == "github":
        assert len(value) == expected + 1
    elif format == "gitlab":
        assert len({issue["fingerprint"] for issue in value}) == expected + 1
    elif format == "rdjson":
        assert len(value["diagnostics"]) == expected + 1
    elif format == "sarif":
        assert len(value["runs"][0]["results"]) == expected
    elif format == "junit":
        assert len(value.findall(".//testcase")) == expected + 1
    elif format == "html":
        assert value[1][0][1] == text
        assert value[0]["path"] == report.path.replace("\n", "␊").replace("\t", "␉")


# What each format says


def test_json_lines_follow_the_schema() -> None:
    schema = json.loads(Path(SCHEMA).read_text("utf-8"))
    of_a_line = {key: schema[key] for key in ("$schema", "$defs")} | {"$ref": "#/$defs/line"}
    validator = jsonschema.Draft202012Validator(of_a_line)
    lines = read_json_lines(rendered("jsonl", *reports()))
    for line in lines:
        validator.validate(line)
        assert not validator.is_valid({**line, "more": 1})
    whole = json.loads(rendered("json", *reports()))
    assert [line["finding"] for line in lines if "finding" in line] == whole["findings"]
    assert [line["file"] for line in lines if "file" in line] == whole["files"]
    assert lines[0] == {"version": __version__}


def commands(*reports: FileReport) -> list[str]:
    return read_commands(rendered("github", *reports))


def test_github_escapes_what_separates() -> None:
    command = commands(samples.script_report())[0]
    properties, _, message = command.removeprefix("::error ").partition("::")
    assert "file=<img src=x>%2Ca%3Ab%250A\\n%3A%3Aerror%3A%3A.docx," in properties + ","
    assert [pair.partition("=")[0] for pair in properties.split(",")] == ["file", "title"]
    assert message.startswith("第 1 段：“</script>”")


def test_github_points_at_lines_and_columns() -> None:
    first, second = commands(samples.text_report())[:2]
    assert "file=两篇.txt,line=2,endLine=2,col=9,endColumn=9," in first
    assert "col=14," in second
    marked = commands(samples.markdown_report())[0]
    assert "file=备忘.md,line=3,endLine=3,col=3,endColumn=4," in marked
    assert marked.endswith("%0A可以删去“提高”")


def test_github_tells_what_cannot_be_read() -> None:
    (command,) = commands(samples.bad_report())
    assert command == "::error file=坏\\n.docx,title=无法检查::文件损坏：CRC\\n错"


def test_gitlab_names_a_number_for_every_place() -> None:
    issues = json.loads(rendered("gitlab", *reports()))
    assert {issue["severity"] for issue in issues} == {"blocker", "critical", "major", "info"}
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    # A paragraph put in above moves the place, not the fingerprint.
    moved = samples.word_report()
    findings = [finding._replace(paragraph=finding.paragraph + 1) for finding in moved.findings]
    paragraphs = {number + 1: text for number, text in moved.paragraphs.items()}
    moved = moved._replace(findings=findings, paragraphs=paragraphs)
    assert [issue["fingerprint"] for issue in json.loads(rendered("gitlab", moved))] == [
        issue["fingerprint"] for issue in json.loads(rendered("gitlab", samples.word_report()))
    ]


def test_rdjson_counts_bytes() -> None:
    diagnostics = json.loads(rendered("rdjson", samples.markdown_report()))["diagnostics"]
    line = samples.markdown_report().text[0].line.encode()

    def cut(place: dict[str, Any]) -> str:
        start, end = place["start"], place["end"]
        assert start["line"] == end["line"] == 3
        return line[start["column"] - 1 : end["column"] - 1].decode()

    first, second, third, joined, markup = diagnostics
    assert cut(first["location"]["range"]) == "提高"
    assert cut(second["location"]["range"]) == "𠮷"
    assert first["suggestions"] == [{"range": first["location"]["range"], "text": ""}]
    assert cut(third["suggestions"][0]["range"]) == "，，"
    assert third["suggestions"][0]["text"] == "；"
    assert joined["suggestions"][0]["range"] == {
        "start": {"line": 3, "column": len(line) + 1},
        "end": {"line": 4, "column": 1},
    }
    # What stands between the marks of emphasis cannot be replaced as one.
    assert "suggestions" not in markup
    assert first["severity"] == "WARNING"
    word = json.loads(rendered("rdjson", samples.word_report()))["diagnostics"][0]
    assert word["location"] == {"path": "报告/总结.docx"}
    assert word["message"].startswith("页眉，第 1 段：")


def test_junit_fails_at_warnings() -> None:
    root = etree.fromstring(rendered("junit", *reports()).encode())
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors", "")) == len(suite.findall("testcase/error"))
    by_name = {suite.get("name"): suite for suite in root}
    word = by_name["报告/总结.docx"]
    assert [case.get("type") for case in word.iter("failure")].count("warning") == 4
    (hint,) = word.findall("testcase[system-out]")
    assert "【下下】一步" in etree.tostring(hint, encoding="unicode")
    assert len(by_name["好.docx"]) == 1


def test_markdown_shows_texts_as_they_are() -> None:
    from writer_assist.report.markdown import escape

    assert escape("a|b*c*<i>-") == "a&#124;b\\*c\\*&lt;i&gt;-"
    assert escape("1. 一") == "1\\. 一"
    assert escape("# 一") == "\\# 一"
    assert escape("　　- 二") == "\\- 二"
    assert "://" not in escape("http://a.b")
    text = rendered("markdown", *reports())
    assert "检查了 6 个文件，发现" in text
    assert "| 报告/总结.docx | 办公室工作总结 | 1 | 4 | 1 | 存在的问题 |" in text
