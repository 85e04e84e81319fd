"""The pages in docs/rules are what the rules say; see tools/rule_pages.py."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from writer_assist.report.markdown import escape
from writer_assist.rules.docs import rule_doc
from writer_assist.rules.registry import FAMILIES, all_rules, family_rules

ROOT = Path(__file__).parent.parent
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "rule_pages.py"), run_name="rule_pages")
PAGES: dict[str, str] = TOOL["pages"]()


def test_the_pages_are_up_to_date() -> None:
    assert TOOL["drift"]() == [], "run `make rules`"


def test_every_rule_has_a_page() -> None:
    own = [rule for family in FAMILIES for rule in family_rules(family)]
    assert set(PAGES) == {f"{rule.code}.md" for rule in own} | {"index.md"}
    assert set(FAMILIES) <= set(TOOL["FAMILY_NAMES"])
    for rule in own:
        page = PAGES[f"{rule.code}.md"]
        doc = rule_doc(rule)
        assert f"# {rule.code} {escape(doc.summary)}" in page
        assert f"`{rule.name}`" in page
        for title in ("检查什么", "为什么", "错误示例", "正确示例"):
            assert page.count(f"\n## {title}\n") == 1, rule.code
        bad, good = page.split("## 错误示例")[1].split("## 正确示例")
        assert len(re.findall("(?m)^- ", bad)) == len(doc.bad)
        assert len(re.findall("(?m)^- ", good.split("\n## ")[0])) == len(doc.good)
        assert "【" in bad


@pytest.mark.parametrize("name", sorted(PAGES))
def test_links_lead_somewhere(name: str) -> None:
    anchors = set(re.findall(r'<a id="([^"]+)">', PAGES["index.md"]))
    for target in re.findall(r"(?<!\\)\]\(([^)]+)\)", PAGES[name]):
        path, _, anchor = target.partition("#")
        assert path in PAGES or (ROOT / "docs" / "rules" / path).resolve().exists(), target
        assert not anchor or anchor in anchors, target


def test_nothing_of_a_rule_becomes_markup() -> None:
    for name, page in PAGES.items():
        rest = page.replace(TOOL["NOTE"], "")
        tags = set(re.findall(r"(?<!\\)<[^>]*>?", rest))
        assert tags <= {"<mark>", "</mark>", "<br>", "</a>"} | set(
            re.findall(r'<a id="family-[a-z]+">', rest)
        ), name
        assert page.count("<mark>【") == page.count("】</mark>")


def test_tables_have_even_rows() -> None:
    for name, page in PAGES.items():
        width = 0
        for line in page.split("\n"):
            cells = line.count("|") if line.startswith("|") else 0
            assert not (width and cells) or cells == width, name
            width = cells


def test_the_index_is_by_family() -> None:
    index = PAGES["index.md"]
    codes = re.findall(r"\| \[([A-Z]{2}\d{3})\]", index)
    assert codes == [rule.code for family in FAMILIES for rule in family_rules(family)]
    assert "Year that was not filled in" in index


def test_data_rules_list_their_entries() -> None:
    tables = pytest.importorskip("writer_assist.rules.tables.docs")
    kinds = pytest.importorskip("writer_assist.rules.tables.kinds")
    found = [rule for rule in all_rules() if issubclass(rule, kinds.TableRule)]
    assert found
    for rule in found:
        entries = tables.entries(rule)
        page = PAGES[f"{rule.code}.md"]
        assert f"## 词条（{len(entries)} 条）" in page
        table = page.split("## 词条")[1]
        assert len(re.findall(r"(?m)^\| ", table)) == len(entries) + 2


def test_stale_pages_are_found_and_removed(tmp_path: Path) -> None:
    assert sorted(TOOL["write"](tmp_path)) == sorted(PAGES)
    assert TOOL["drift"](tmp_path) == []
    (tmp_path / "ZZ001.md").write_text("gone")
    (tmp_path / "PH001.md").write_text("stale")
    (tmp_path / "PH002.md").unlink()
    assert TOOL["drift"](tmp_path) == ["PH001.md", "PH002.md", "ZZ001.md"]
    assert TOOL["write"](tmp_path) == ["PH001.md", "PH002.md", "ZZ001.md"]
    assert TOOL["drift"](tmp_path) == []
