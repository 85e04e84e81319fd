"""Genres and their outlines, from ``templates/<genre>/outline.toml``.

The files are for people to read and edit; :mod:`.build` checks and compiles them, and
:mod:`writer_assist.compiled` keeps the result.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from writer_assist import compiled
from writer_assist.records import NamedTuple

BASE = "summary"
"""The genre whose outline holds what all summaries share."""

SCHEMA = 4
"""Of the compiled form; to be raised with it."""

Place = Literal["title", "lead", "work", "problems", "plan", "signature", "date"]


class OutlineError(Exception):
    """An outline file is wrong; the message names the file, line, key and what was expected."""


class UnknownGenreError(ValueError):
    """There is no genre of this id or name; ``nearest`` is the one probably meant, or None."""

    def __init__(self, name: str, nearest: str | None) -> None:
        super().__init__(name)
        self.name = name
        self.nearest = nearest


class Section(NamedTuple):
    """A part of an outline.

    ``order`` ranks sections: equal ranks may come in any order. ``phrases`` show, in the body
    text, that the section is there without a heading, ``late_phrases`` only near its end, where
    shorter words are enough; ``not_phrases`` are words that contain
    one of its heading words but mean something else. ``shortest`` is the length (code points)
    below which a lead counts as none; ``holds`` says what usually stands in the section.
    """

    id: str
    name: str
    place: Place
    required: bool
    order: int
    shortest: int
    holds: str
    headings: tuple[str, ...]
    not_phrases: tuple[str, ...]
    phrases: tuple[str, ...]
    late_phrases: tuple[str, ...]


class Signs(NamedTuple):
    """By what a genre is known; a title pattern is the parts that follow one another.

    ``personal`` tells whether a person writes it (我) or an office (我办); None: either.
    ``never`` are patterns of titles and signatures by which a draft is not of this genre,
    whatever else it says.
    """

    title: tuple[tuple[str, ...], ...]
    not_title: tuple[tuple[str, ...], ...]
    weak_title: tuple[tuple[str, ...], ...]
    opening: tuple[str, ...]
    body: tuple[str, ...]
    against: tuple[str, ...]
    personal: bool | None
    never: tuple[tuple[str, ...], ...]


class Outline:
    """A genre: its names, its sections in order, and by what it is known.

    ``index`` maps the first two characters of each heading word to ``(word, section number)``
    pairs, so that a heading is matched in one pass.
    """

    __slots__ = ("aliases", "id", "index", "name", "sections", "signs")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.id: str = data["id"]
        self.name: str = data["name"]
        self.aliases: Sequence[str] = data["aliases"]
        self.sections: Sequence[Section] = [Section(*section) for section in data["sections"]]
        self.signs = Signs(*data["signs"])
        self.index: Mapping[str, Sequence[tuple[str, int]]] = data["index"]

    def section(self, section_id: str) -> Section:
        """The section with this id.

        Raises:
            KeyError: the outline has none.
        """
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


def templates_folder() -> str:
    """The folder that holds a folder a genre: inside the wheel, or at the repository's top."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "templates")
    if os.path.isdir(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(package)), "templates")


def outline_files(folder: str) -> list[str]:
    """The outline files below a templates folder, by genre id.

    Raises:
        OutlineError: the folder cannot be read.
    """
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise OutlineError(f"{folder}: 读不出来（{error.strerror}）") from error
    files = [os.path.join(folder, name, "outline.toml") for name in names]
    return [file for file in files if os.path.isfile(file)]


@lru_cache(maxsize=4)
def outlines(folder: str = "") -> Mapping[str, Outline]:
    """Every outline by genre id.

    Raises:
        OutlineError: a file is wrong.
    """
    place = folder or templates_folder()
    files = outline_files(place)

    def build() -> list[dict[str, Any]]:
        from .build import compile_outlines

        return compile_outlines(files)

    if not folder and os.path.join(place, BASE, "outline.toml") not in files:
        raise OutlineError(f"{place}: 没有各类总结共有的提纲 {BASE}/outline.toml")
    return {data["id"]: Outline(data) for data in compiled.load("outlines", files, build, SCHEMA)}


def find_genre(name: str) -> Outline:
    """The genre with this id, name or other name.

    Raises:
        UnknownGenreError: there is none.
    """
    wanted = name.strip()
    known = outlines()
    if wanted in known:
        return known[wanted]
    for outline in known.values():
        if wanted == outline.name or wanted in outline.aliases:
            return outline
    from difflib import get_close_matches

    names = {n: o for o in known.values() for n in (o.id, o.name, *o.aliases)}
    matches = get_close_matches(wanted, names, 1, 0.4)
    raise UnknownGenreError(wanted, names[matches[0]].name if matches else None)


def normalise(text: str) -> str:
    """A heading, or heading word, without what makes equal headings differ: 的, marks, blanks."""
    # Translating is slow, and most headings have nothing to drop.
    return text if _MARKS.isdisjoint(text) else text.translate(_DROPPED)


_MARKS = frozenset("的与和及、，,。．.：:；;“”\"'‘’《》〈〉（）()【】[]—－- 　\t\v\n*#·")
_DROPPED = dict.fromkeys(map(ord, _MARKS))
