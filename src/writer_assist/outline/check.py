"""What is wrong, or strange, in outline files: for whoever edits them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from .build import PLACES, WORK_ORDER, Lines, OutlineFile, Problem, base_sections
from .genres import (
    BASE,
    COMMON,
    SUMMARY,
    OutlineError,
    Signs,
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
        category = file.category()
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
    warnings = [
        *_strange(file, sections, base),
        *_clashes(file, genre, built_in),
        *_same_titles(file, genre, category, built_in),
    ]
    return Checked(path, errors, _in_order(warnings))


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Each problem once, by line."""
    once: dict[str, Problem] = {}
    for problem in problems:
        once.setdefault(str(problem), problem)
    return sorted(once.values(), key=lambda problem: problem.line)


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
        taken = written.get("沿用")
        if taken is not None and (not isinstance(taken, str) or taken not in base):
            continue  # nothing is known of it
        lines: Lines = table[""]
        name, place = table["名称"], PLACES[table["位置"]]

        def problem(
            key: str, template: str, near: str = "", within: Lines = lines, **params: object
        ) -> Problem:
            line = file.line(key, near, within)
            return Problem(file.path, line, template, {"key": key, **params})

        for word in written.get("标题用语", ()):
            if not isinstance(word, str):
                continue
            owner = owners.setdefault(normalise(word), name)
            if owner != name:
                template = N_(
                    "“{key}”里的“{word}”在“{other}”里也有，标题里有这个词时说不准是哪一部分"
                )
                yield problem("标题用语", template, f'"{word}"', word=word, other=owner)
        order = table.get("次序", WORK_ORDER)
        if place not in _BODY:
            pass  # it does not stand in the order of headings
        elif order < highest:
            template = N_("“{key}”是 {order}，比前面的“{other}”（{highest}）还小，次序倒了")
            yield problem("次序", template, order=order, other=above, highest=highest)
        else:
            highest, above = order, name
        if place not in _FRAME and not any(
            table.get(key) for key in ("标题用语", "正文用语", "末段用语", "段首用语", "其余")
        ):
            template = N_("“{key}”没有写，“{name}”没有任何用语，也不是“其余”，永远找不到")
            yield problem("标题用语", template, "\0", name=name)
        if table.get("必备", True) and table["写什么"] == name:
            template = N_("“{key}”没有写，缺少“{name}”时说不出该写什么")
            yield problem("写什么", template, "\0", name=name)


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
                template = N_("“{key}”里的“{word}”与内置的“{other}”（代号 {id}）重名")
                params = {"key": key, "word": name, "other": other["name"], "id": other["id"]}
                yield Problem(file.path, file.line(key, f'"{name}"', top), template, params)
    own = file.data.get("代号")
    if own is None or not isinstance(own, str) or own.strip() == genre:
        return
    template = N_("“{key}”不起作用：文种“{name}”是内置的，代号是 {id}")
    params = {"key": "代号", "name": file.data.get("文种"), "id": genre}
    yield Problem(file.path, file.line("代号", "", top), template, params)


_SHOWN = 3
"""So many words of a list are named."""

_TITLES = {"标题": "title", "标题结尾": "endings"}
"""What claims titles of drafts, and the field of :class:`~.genres.Signs` that it becomes."""


def _same_titles(
    file: OutlineFile, genre: str, category: str, built_in: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Titles that a built-in genre claims just as well: it would no more be recognised.

    A summary and another paper are told apart before that.
    """
    top = file.tables[""]
    lines = file.tables.get("识别", top)
    name = file.data.get("文种", "")
    for key, field in _TITLES.items():
        own = [word for word in file.data.get("识别", {}).get(key, ()) if isinstance(word, str)]
        for other in built_in.values():
            if other["id"] in (genre, BASE, COMMON):
                continue
            if (other["category"] == SUMMARY) != (category == SUMMARY):
                continue
            theirs = {"".join(parts) for parts in Signs(*other["signs"])._asdict()[field]}
            same = list(dict.fromkeys(word for word in own if word.replace("…", "") in theirs))
            if not same:
                continue
            template = N_(
                "“{key}”里的“{words}”，内置的“{other}”（代号 {id}）也有，这样的标题都会算作本文种；"
                "要代替它，“文种”就写“{other}”，要另立一种，就写长一些，如“{longer}”"
            )
            params = {
                "key": key,
                "words": "、".join(same[:_SHOWN]) + ("……" if len(same) > _SHOWN else ""),
                "other": other["name"],
                "id": other["id"],
                "longer": name if len(name) > len(same[0]) else f"…{same[0]}",
            }
            yield Problem(file.path, file.line(key, f'"{same[0]}"', lines), template, params)
