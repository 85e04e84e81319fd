"""What is wrong, or strange, in outline files: for whoever edits them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from writer_assist.records import NamedTuple

from .build import PLACES, WORK_ORDER, Lines, OutlineFile, Problem, base_sections
from .genres import (
    BASE,
    COMMON,
    SUMMARY,
    OutlineError,
    normalise,
    outline_files,
    outlines,
    templates_folder,
)

_FRAME = ("title", "signature", "date", "recipient", "lead")
"""Parts that are found by where they stand, without any words."""


_BODY = ("lead", "work", "problems", "plan", "closing")


class Checked(NamedTuple):
    """What is wrong in a file (``errors``: it cannot be used) and what is strange."""

    path: str
    errors: Sequence[Problem]
    warnings: Sequence[Problem]


def check(path: str) -> Checked:
    """Look at one file, which is used as an office's own or built in."""
    try:
        templates = outline_files(templates_folder())
        shared: Mapping[str, Mapping[str, dict[str, Any]]] = base_sections(templates)
        built_in = {key: outline.unpacked() for key, outline in outlines().items()}
    except OutlineError:
        # The built-in files are broken themselves: whoever edits them wants to see the file's.
        shared, built_in = {BASE: {}, COMMON: {}}, {}
    file = OutlineFile(path)
    if not file.readable:
        return Checked(path, file.problems, ())
    genre = _built_in_genre(path)
    if genre:
        base = {} if genre in (BASE, COMMON) else shared[file.base()]
        file.compile(genre, base)
    else:
        genre = file.own_genre(built_in)
        replaced = built_in.get(genre)
        category = file.category(replaced["category"] if replaced else SUMMARY)
        base = shared[BASE if category == SUMMARY else COMMON]
        file.compile_own(shared, built_in)
    errors = _in_order(file.problems)
    file.problems.clear()
    sections = file.sections(base)
    file.problems.clear()
    warnings = [*_strange(file, sections, base), *_clashes(file, genre, built_in)]
    return Checked(path, errors, _in_order(warnings))


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Each problem once, by line."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.line)


def _built_in_genre(path: str) -> str:
    """The genre of a file that is built in; "" for any other."""
    folder, name = os.path.split(os.path.realpath(path))
    place, genre = os.path.split(folder)
    return genre if name == "outline.toml" and place == os.path.realpath(templates_folder()) else ""


def _strange(
    file: OutlineFile, sections: Sequence[Mapping[str, Any]], base: Mapping[str, Any]
) -> Iterator[Problem]:
    """Sections that can hardly be meant as they are."""
    owners: dict[str, str] = {}
    highest, above = -1, ""
    for table, written in zip(sections, file.data.get("部分", ()), strict=False):
        if not isinstance(written, dict) or ("沿用" in written and written["沿用"] not in base):
            continue  # nothing is known of it
        lines: Lines = table[""]
        name, place = table["名称"], PLACES[table["位置"]]

        def problem(key: str, text: str, near: str = "", within: Lines = lines) -> Problem:
            return Problem(file.path, file.line(key, near, within), f"“{key}”{text}")

        for word in written.get("标题用语", ()):
            if not isinstance(word, str):
                continue
            owner = owners.setdefault(normalise(word), name)
            if owner != name:
                text = f"里的“{word}”在“{owner}”里也有，标题里有这个词时说不准是哪一部分"
                yield problem("标题用语", text, f'"{word}"')
        order = table.get("次序", WORK_ORDER)
        if place not in _BODY:
            pass  # it does not stand in the order of headings
        elif order < highest:
            yield problem("次序", f"是 {order}，比前面的“{above}”（{highest}）还小，次序倒了")
        else:
            highest, above = order, name
        if place not in _FRAME and not any(
            table.get(key) for key in ("标题用语", "正文用语", "末段用语", "段首用语", "其余")
        ):
            yield problem(
                "标题用语", f"没有写，“{name}”没有任何用语，也不是“其余”，永远找不到", "\0"
            )
        if table.get("必备", True) and table["写什么"] == name:
            yield problem("写什么", f"没有写，缺少“{name}”时说不出该写什么", "\0")


def _clashes(
    file: OutlineFile, genre: str, built_in: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Names that a built-in genre of another id has."""
    names = {
        name: data
        for key, data in built_in.items()
        if key not in (genre, COMMON)
        for name in (data["name"], *data["aliases"])
    }
    top = file.tables[""]
    for key in ("文种", "又称"):
        written = file.data.get(key, [])
        for name in [written] if isinstance(written, str) else written:
            if isinstance(name, str) and name in names:
                other = names[name]
                text = f"“{name}”与内置的“{other['name']}”（代号 {other['id']}）重名"
                yield Problem(file.path, file.line(key, f'"{name}"', top), f"“{key}”里的{text}")
    own = file.data.get("代号")
    if own is None or not isinstance(own, str) or own.strip() == genre:
        return
    yield Problem(
        file.path,
        file.line("代号", "", top),
        f"“代号”不起作用：文种“{file.data.get('文种')}”是内置的，代号是 {genre}",
    )
