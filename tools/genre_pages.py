"""The pages about the genres in docs/genres, written from the outlines in templates/.

    python tools/genre_pages.py            write every page, and remove those that are gone
    python tools/genre_pages.py --check    only say which pages are not as they should be

The outlines are the only source; the pages are kept in the repository so that they can be read
there without building anything, and a change of an outline shows in the same commit. A test
compares them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from writer_assist.outline.build import wordings
from writer_assist.outline.genres import BASE, COMMON, Outline, Section, outlines
from writer_assist.report.markdown import escape, inline
from writer_assist.report.outlines import CATEGORIES, HEADED_PLACES, PLACES, shown

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "genres"

NOTE = (
    "<!-- 由 tools/genre_pages.py 生成，不要在这里改：内容写在 templates/ 里的提纲文件中，"
    "改好后运行 make rules。 -->"
)
ENGLISH = {"总结": "summaries", "法定公文": "statutory papers", "其他公文": "other papers"}

_MOST_WORDS = 12
"""So many wordings of a heading are shown."""

_NUMERALS = "一二三四五六七八九十"
_ABOUT = {
    "title": "",
    "recipient": "{主送机关}：",
    "signature": "{发文单位}",
    "date": "{年}年{月}月{日}日",
}
"""How the parts of the frame stand in a skeleton."""


def pages() -> dict[str, str]:
    """The name of each file → its text."""
    known = shown(list(outlines().values()))
    made = {f"{outline.id}.md": "\n".join(_page(outline)) for outline in known}
    made["index.md"] = "\n".join(_index(known))
    return made


def drift(folder: Path = FOLDER) -> list[str]:
    """The names of the files that are missing, stale, or not as the outlines say."""
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


def _page(outline: Outline) -> Iterator[str]:
    yield from (NOTE, "", f"# {escape(outline.name)}", "")
    facts = [f"`{outline.id}`", outline.category]
    if outline.source:
        facts.append(f"依据：{inline(outline.source)}")
    if outline.length:
        facts.append(f"一般 {_span(outline.length)} 字")
    yield from (" · ".join(facts), "")
    if outline.use:
        yield from (escape(outline.use), "")
    if outline.aliases:
        yield from (f"又称：{inline('、'.join(outline.aliases))}。", "")
    if outline.title_forms:
        yield from ("## 标题", "", *(f"- {escape(form)}" for form in outline.title_forms), "")
    if outline.header or outline.footer:
        yield from ("## 版头和版记", "")
        if outline.header:
            yield f"- 版头：{inline('、'.join(outline.header))}"
        if outline.footer:
            yield f"- 版记：{inline('、'.join(outline.footer))}"
        yield ""
    words = wordings(outline)
    yield from ("## 各部分", "")
    yield "| 部分 | 必备 | 位置 | 一般字数 | 写什么 | 标题可以写 |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for section in outline.sections:
        cells = [
            inline(section.name),
            "必备" if section.required else "可有",
            _place(section),
            _span(section.length) if section.length else "",
            _holds(section),
            _headings(words.get(section.id, ())),
        ]
        yield "| " + " | ".join(cells) + " |"
    yield ""
    yield from ("## 骨架", "", "```text", *_skeleton(outline), "```", "")
    yield (
        f"检查时指定这个文种：`--genre {outline.id}`，或者 `--genre {outline.name}`。"
        "内容来自[提纲文件](../文种提纲.md)，可以照本单位的要求改。"
    )
    yield ""
    anchor = ENGLISH[outline.category].split()[0]
    yield f"[{outline.category}](index.md#{anchor}) · [全部文种](index.md)"
    yield ""


def _span(span: tuple[int, int]) -> str:
    return f"{span[0]}—{span[1]}"


def _place(section: Section) -> str:
    place = PLACES[section.place]
    if section.place in HEADED_PLACES and not section.headed:
        return f"{place}，一般不设标题"
    return place


def _holds(section: Section) -> str:
    said = inline(section.holds)
    return f"{said}。应含：{inline('、'.join(section.needs))}" if section.needs else said


def _headings(words: Sequence[str]) -> str:
    shown_words = inline("、".join(words[:_MOST_WORDS]))
    return f"{shown_words} 等 {len(words)} 种" if len(words) > _MOST_WORDS else shown_words


def _skeleton(outline: Outline) -> Iterator[str]:
    """The required parts in order, one a line: headings numbered, other parts in brackets."""
    number = 0
    for section in outline.sections:
        if not section.required:
            continue
        if section.place == "title":
            yield outline.title_forms[0] if outline.title_forms else "{标题}"
        elif section.place in _ABOUT:
            yield _ABOUT[section.place]
        elif section.place in HEADED_PLACES and section.headed:
            yield f"{_NUMERALS[number % 10]}、{section.name}"
            number += 1
        else:
            yield f"（{section.name}）"


def _index(known: Sequence[Outline]) -> Iterator[str]:
    yield from (NOTE, "", "# 全部文种", "")
    yield (
        f"共 {len(known)} 种。检查时文种自己判断，也可以用 `--genre` 指定（写名称、别的叫法或"
        "编号都行）；命令行里看：`writer-assist outline show 请示`。怎样改、怎样加，"
        "见[文种和提纲](../文种提纲.md)。"
    )
    yield ""
    yield (
        f"*In English: {len(known)} genres of Chinese official writing in three categories. Each"
        " has a page in Chinese with its use, the usual titles, and its sections: required or"
        " optional, how long, what they hold, and how their headings may be worded.*"
    )
    yield ""
    for category in CATEGORIES:
        own = [outline for outline in known if outline.category == category]
        # An anchor that every site gives the same name.
        yield from (f'<a id="{ENGLISH[category].split()[0]}"></a>', "")
        yield from (f"## {category}", "", f"*{ENGLISH[category]}*", "")
        yield from ("| 文种 | 编号 | 部分 | 用途 |", "| --- | --- | --- | --- |")
        for outline in own:
            required = sum(section.required for section in outline.sections)
            yield (
                f"| [{inline(outline.name)}]({outline.id}.md) | `{outline.id}` |"
                f" {len(outline.sections)} 个，必备 {required} 个 | {inline(outline.use)} |"
            )
        yield ""
    yield (
        "拿不准是哪一种总结的，按“工作总结”检查；各类总结共有的部分、其他公文共有的部分，"
        f"分别写在 `templates/{BASE}/` 和 `templates/{COMMON}/` 里。"
    )
    yield ""


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    if arguments == ["--check"]:
        stale = drift()
        for name in stale:
            print(f"docs/genres/{name} is not as the outlines say: run `make rules`")
        return int(bool(stale))
    if arguments:
        print(__doc__)
        return 2
    for name in write():
        print(f"docs/genres/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
