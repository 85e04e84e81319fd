from __future__ import annotations

import json
import re

import pytest

from writer_assist.cli import main
from writer_assist.report import Options
from writer_assist.report.rules import render_json, render_pages
from writer_assist.rules.base import ParagraphRule
from writer_assist.rules.docs import rule_doc
from writer_assist.rules.registry import all_rules

RULES = all_rules()


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


class Sample(ParagraphRule):
    """年份没有填写。

    检查什么

    - 年份
    - 届次

    为什么

    漏填\x1b[31m的会印发。

    错误示例

    - ⟦20xx⟧年，⟦⟧缺
      ⟦⟪content-control:年份|单击⟫⟧年⟪empty-control|⟫

    正确示例

    - 2024年⟪hidden|隐⟫
    """

    code = "ZZ901"
    name = "sample"
    severity = "error"
    source = "GB/T 0000 1.1"


PAGE = """\
ZZ901 sample（错误）
年份没有填写

检查什么
  - 年份
  - 届次

为什么
  漏填\\x1b[31m的会印发。

错误示例
  × 【20xx】年，【】缺
    【‹内容控件的提示文字 年份：单击›】年‹空的内容控件›

正确示例
  √ 2024年‹隐藏文字：隐›

依据：GB/T 0000 1.1
"""


def test_page() -> None:
    parts: list[str] = []
    render_pages([Sample], parts.append, Options())
    assert "".join(parts) == PAGE
    parts.clear()
    render_pages([Sample, Sample], parts.append, Options())
    assert "".join(parts) == f"{PAGE}\n{PAGE}"


def test_json_page() -> None:
    parts: list[str] = []
    render_json([Sample], parts.append, Options(), full=True)
    (entry,) = json.loads("".join(parts))
    assert list(entry) == [
        *("code", "name", "severity", "summary", "source", "what", "why", "bad", "good")
    ]
    assert entry["bad"] == [
        {
            "paragraphs": ["20xx年，缺", "单击年"],
            "spans": [
                {"paragraph": 1, "start": 0, "end": 4},
                {"paragraph": 1, "start": 6, "end": 6},
                {"paragraph": 2, "start": 0, "end": 2},
            ],
            "features": [
                {"paragraph": 2, "kind": "content-control", "start": 0, "end": 2, "detail": "年份"},
                {"paragraph": 2, "kind": "empty-control", "start": 3, "end": 3, "detail": ""},
            ],
            "labels": [],
        }
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page(
    rule: type[ParagraphRule], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rule", rule.code]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"{rule.code} {rule.name}（")
    assert main(["rule", rule.name]) == 0
    assert capsys.readouterr().out == page
    assert page.count("\n  × ") == len(rule_doc(rule).bad)
    assert main(["rule", rule.code, "--lang", "en"]) == 0
    assert not re.search("[\u4e00-\u9fff]", capsys.readouterr().out.splitlines()[1])


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "--all"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:5] for line in lines] == [rule.code for rule in RULES]
    assert all(rule_doc(rule).summary in line for rule, line in zip(RULES, lines, strict=True))


def test_json_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "--all", "--output-format", "json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert [entry["code"] for entry in entries] == [rule.code for rule in RULES]
    assert set(entries[0]) == {"code", "name", "severity", "summary", "source"}
    assert main(["rule", RULES[0].code, "--output-format", "json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert len(entry["bad"]) == len(rule_doc(RULES[0]).bad)


@pytest.mark.parametrize("arguments", [[], ["PH001", "--all"], ["PH9999"], ["PH001", "nothing"]])
def test_usage_errors(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", RULES[0].name[:-1]]) == 2
    assert f"是不是 {RULES[0].name}？" in capsys.readouterr().err
