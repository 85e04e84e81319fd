"""The pages about the rules in docs/rules, written from the rules themselves.

    python tools/rule_pages.py            write every page, and remove those of rules that are gone
    python tools/rule_pages.py --check    only say which pages are not as they should be

What a rule says of itself is the only source; the pages are kept in the repository so that they
can be read there without building anything, and a change of a rule shows in the same commit.
A test compares them. Needs babel for the English summaries.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from writer_assist.i18n import render
from writer_assist.report.markdown import escape, inline
from writer_assist.report.rules import marked
from writer_assist.report.words import FAMILY_NAMES as NAMES
from writer_assist.report.words import SEVERITY_NAMES
from writer_assist.rules.base import Rule
from writer_assist.rules.docs import BAD, GOOD, WHAT, WHY, parse_example, rule_doc
from writer_assist.rules.registry import FAMILIES, family_rules

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "rules"

FAMILY_NAMES = {code: (name, render(name, {}, "en")) for code, name in NAMES.items()}
"""What a family is called, in Chinese and in English."""

NOTE = "<!-- 由 tools/rule_pages.py 生成，不要在这里改：说明写在规则里，改好后运行 make rules。 -->"


def pages() -> dict[str, str]:
    """The name of each file → its text."""
    english = _translations()
    made = {}
    for family in FAMILIES:
        for rule in family_rules(family):
            made[f"{rule.code}.md"] = "\n".join(_page(rule, english))
    made["index.md"] = "\n".join(_index(english))
    return made


def drift(folder: Path = FOLDER) -> list[str]:
    """The names of the files that are missing, stale, or not as the rules say."""
    made = pages()
    kept = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in {*made, *kept} if made.get(name) != kept.get(name))


def write(folder: Path = FOLDER) -> list[str]:
    """Bring the folder up to date; return the names of the files that changed."""
    changed = drift(folder)
    made = pages()
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        if name in made:
            (folder / name).write_text(made[name], "utf-8", newline="\n")
        else:
            (folder / name).unlink()
    return changed


def _translations() -> dict[str, str]:
    """Chinese messages in English, as the catalogue has them."""
    (path,) = ROOT.glob("src/writer_assist/locale/en/LC_MESSAGES/*.po")
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}


def _page(rule: type[Rule], english: dict[str, str]) -> Iterator[str]:
    doc = rule_doc(rule)
    yield from (NOTE, "", f"# {rule.code} {escape(doc.summary)}", "")
    source = "实践经验" if rule.source == "practice" else escape(rule.source)
    yield f"`{rule.name}` · {SEVERITY_NAMES[rule.severity]} · 依据：{source}"
    yield ""
    if doc.summary in english:
        yield from (f"*In English: {escape(english[doc.summary])}.*", "")
    for title, text in ((WHAT, doc.what), (WHY, doc.why)):
        if text:
            yield from (f"## {title}", "", *_prose(text), "")
    for title, examples in ((BAD, doc.bad), (GOOD, doc.good)):
        if examples:
            yield from (f"## {title}", "")
            for example in examples:
                yield from _example(example)
            yield ""
    yield from _entries(rule)
    family = FAMILY_NAMES.get(rule.code[:2], (rule.code[:2],))[0]
    yield f"[{family}](index.md#family-{rule.code[:2].lower()}) · [全部规则](index.md)"
    yield ""


def _prose(text: str) -> Iterator[str]:
    """Paragraphs, and lists whose lines begin with "- "."""
    before = ""
    for line in text.split("\n"):
        item = line.startswith("- ")
        if before and not (item and before == "item"):
            yield ""
        yield f"- {escape(line[2:])}" if item else escape(line)
        before = "item" if item else "paragraph"


def _example(source: str) -> Iterator[str]:
    """One item; the paragraphs of a longer example are lines of it."""
    document, spans = parse_example(source)
    lines = []
    for paragraph in document.paragraphs:
        own = [(start, end) for number, start, end in spans if number == paragraph.number]
        marks = ("<mark>【", "】</mark>")
        text = marked(paragraph, own, show=inline, marks=marks, document=document)
        lines.append(text.strip(" \u3000") or "（空行）")
    # A list's item may begin with what would open another list in it.
    first = escape_start(lines[0])
    yield f"- {first}" + "".join(f"<br>\n  {escape_start(line)}" for line in lines[1:])


def escape_start(text: str) -> str:
    """Markdown whose beginning opens no list, heading or quotation."""
    digits = len(text) - len(text.lstrip("0123456789"))
    rest = text[digits:]
    if (rest[:1] in ("-", "+", "=", "#") and not digits) or (digits and rest[:1] in (".", ")")):
        return f"{text[:digits]}\\{rest}"
    return text


def _entries(rule: type[Rule]) -> Iterator[str]:
    """The table of a rule that is data; nothing for others."""
    from writer_assist.rules.tables.docs import entries
    from writer_assist.rules.tables.kinds import TableRule

    if not issubclass(rule, TableRule):
        return
    found = entries(rule)
    if not found:
        return
    own_source = "" if rule.source == "practice" else rule.source
    columns: list[tuple[str, list[str]]] = [
        ("不写", ["、".join(map(inline, entry.wrong)) for entry in found]),
        ("应写", ["、".join(map(inline, entry.right)) for entry in found]),
        ("理由", [inline(entry.reason) for entry in found]),
        (
            "依据",
            [
                "" if entry.source in ("practice", own_source) else inline(entry.source)
                for entry in found
            ],
        ),
        ("时间", [_validity(str(entry.since), str(entry.until)) for entry in found]),
    ]
    columns = [(head, cells) for head, cells in columns if any(cells)]
    yield from (f"## 词条（{len(found)} 条）", "")
    yield "| " + " | ".join(head for head, _ in columns) + " |"
    yield "| " + " | ".join("---" for _ in columns) + " |"
    for row in zip(*(cells for _, cells in columns), strict=True):
        yield "| " + " | ".join(row) + " |"
    yield ""


def _validity(since: str, until: str) -> str:
    if since and until:
        return f"{since}—{until} 年的文稿"
    if since:
        return f"{since} 年以后的文稿"
    return f"{until} 年以前的文稿" if until else ""


def _index(english: dict[str, str]) -> Iterator[str]:
    families = [(family, family_rules(family)) for family in FAMILIES if family_rules(family)]
    total = sum(len(rules) for _, rules in families)
    yield from (NOTE, "", "# 全部规则", "")
    yield (
        f"共 {total} 条，分 {len(families)} 族。编号后面的英文名称也可以用来选择规则："
        "`--select unfilled-year`。用法见[规则](../规则.md)。"
    )
    yield ""
    yield (
        f"*In English: {total} rules in {len(families)} families. Each has a page in Chinese with"
        " what it looks for, why, and examples that must and must not be found; `--lang en` gives"
        " the messages in English.*"
    )
    yield ""
    for family, rules in families:
        chinese, name = FAMILY_NAMES.get(family, (family, family))
        # An anchor that every site gives the same name.
        yield from (f'<a id="family-{family.lower()}"></a>', "")
        yield from (f"## {family} {chinese}", "", f"*{name}*", "")
        yield from ("| 编号 | 级别 | 查什么 | English |", "| --- | --- | --- | --- |")
        for rule in rules:
            summary = rule_doc(rule).summary
            yield (
                f"| [{rule.code}]({rule.code}.md) `{rule.name}` | {SEVERITY_NAMES[rule.severity]} |"
                f" {inline(summary)} | {inline(english.get(summary, ''))} |"
            )
        yield ""


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    if arguments == ["--check"]:
        stale = drift()
        for name in stale:
            print(f"docs/rules/{name} is not as the rules say: run `make rules`")
        return int(bool(stale))
    if arguments:
        print(__doc__)
        return 2
    for name in write():
        print(f"docs/rules/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
