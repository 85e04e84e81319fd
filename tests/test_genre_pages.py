"""The pages in docs/genres are what the outlines say; see tools/genre_pages.py."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from writer_assist.outline.genres import COMMON, outlines
from writer_assist.report.markdown import escape, inline

ROOT = Path(__file__).parent.parent
TOOL: dict[str, Any] = runpy.run_path(
    str(ROOT / "tools" / "genre_pages.py"), run_name="genre_pages"
)
PAGES: dict[str, str] = TOOL["pages"]()


def test_the_pages_are_up_to_date() -> None:
    assert TOOL["drift"]() == [], "run `make rules`"


def test_every_genre_has_a_page() -> None:
    known = {key: outline for key, outline in outlines().items() if key != COMMON}
    assert set(PAGES) == {f"{key}.md" for key in known} | {"index.md"}
    for outline in known.values():
        page = PAGES[f"{outline.id}.md"]
        assert f"# {escape(outline.name)}\n" in page
        table = page.split("## 各部分")[1].split("\n## ")[0]
        rows = re.findall(r"(?m)^\| (.*?) \| (必备|可有) \|", table)
        assert rows[1:] == [
            (inline(s.name), "必备" if s.required else "可有") for s in outline.sections
        ]
        skeleton = page.split("```text\n")[1].split("\n```")[0].split("\n")
        assert len(skeleton) == sum(section.required for section in outline.sections)
        assert f"]({outline.id}.md)" in PAGES["index.md"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_links_lead_somewhere(name: str) -> None:
    anchors = set(re.findall(r'<a id="([^"]+)">', PAGES["index.md"]))
    for target in re.findall(r"(?<!\\)\]\(([^)]+)\)", PAGES[name]):
        path, _, anchor = target.partition("#")
        assert path in PAGES or (ROOT / "docs" / "genres" / path).resolve().exists(), target
        assert not anchor or anchor in anchors, target


def test_tables_have_even_rows_and_nothing_becomes_markup() -> None:
    for name, page in PAGES.items():
        width = 0
        for line in page.split("\n"):
            cells = line.count("|") if line.startswith("|") else 0
            assert not (width and cells) or cells == width, name
            width = cells
        tags = set(re.findall(r"(?<!\\)<[^>]*>?", page.replace(TOOL["NOTE"], "")))
        assert tags <= {"</a>"} | set(re.findall(r'<a id="[a-z]+">', page)), name


def test_stale_pages_are_found_and_removed(tmp_path: Path) -> None:
    assert sorted(TOOL["write"](tmp_path)) == sorted(PAGES)
    assert TOOL["drift"](tmp_path) == []
    (tmp_path / "gone.md").write_text("gone")
    (tmp_path / "request.md").write_text("stale")
    (tmp_path / "letter.md").unlink()
    assert TOOL["drift"](tmp_path) == ["gone.md", "letter.md", "request.md"]
    assert TOOL["write"](tmp_path) == ["gone.md", "letter.md", "request.md"]
    assert TOOL["drift"](tmp_path) == []
