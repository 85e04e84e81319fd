"""A hook of MkDocs: the navigation, with the rules by family and the genres by category.

MkDocs would want a list of every page in mkdocs.yml; this makes it of the pages there.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

PAGES = (
    {"首页": "index.md"},
    {"使用说明": "使用说明.md"},
    {"规则": "规则.md"},
    {"文种和提纲": "文种提纲.md"},
    {"常用语": "常用语.md"},
    {"报告格式": "报告格式.md"},
)
DEVELOPERS = ({"Architecture": "architecture.md"}, {"Dependencies": "dependencies.md"})


def on_config(config: Any) -> Any:
    """Set the navigation: what users read, rules by family, genres, what developers read."""
    docs = Path(config["docs_dir"])
    tool = runpy.run_path(str(Path(__file__).parent / "rule_pages.py"), run_name="rule_pages")
    names: dict[str, tuple[str, str]] = tool["FAMILY_NAMES"]
    families: dict[str, list[dict[str, str]]] = {}
    for page in sorted((docs / "rules").glob("[A-Z][A-Z][0-9]*.md")):
        title = next(line for line in page.read_text("utf-8").split("\n") if line.startswith("# "))
        families.setdefault(page.name[:2], []).append({title[2:]: f"rules/{page.name}"})
    order = [family for family in tool["FAMILIES"] if family in families]
    rules: list[Any] = [
        "rules/index.md",
        *({f"{family} {names[family][0]}": families[family]} for family in order),
    ]
    tool = runpy.run_path(str(Path(__file__).parent / "genre_pages.py"), run_name="genre_pages")
    known = tool["shown"](list(tool["outlines"]().values()))
    genres: list[Any] = [
        "genres/index.md",
        *(
            {
                category: [
                    {outline.name: f"genres/{outline.id}.md"}
                    for outline in known
                    if outline.category == category
                ]
            }
            for category in tool["CATEGORIES"]
        ),
    ]
    listed = {path for page in (*PAGES, *DEVELOPERS) for path in page.values()}
    # What was written since and stands in no list is shown all the same.
    more = [path.name for path in sorted(docs.glob("*.md")) if path.name not in listed]
    config["nav"] = [
        *PAGES,
        *more,
        {"全部规则": rules},
        {"全部文种": genres},
        {"For developers": list(DEVELOPERS)},
    ]
    return config
