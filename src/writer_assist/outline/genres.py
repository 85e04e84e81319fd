"""Genres and their outlines, from ``templates/<genre>/outline.toml``.

The files are for people to read and edit; :mod:`.build` checks and compiles them, and
:mod:`writer_assist.compiled` keeps the result. An office's own files come on top of them for as
long as :func:`own_outlines` says so.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache
from typing import Any, Literal

from writer_assist import compiled
from writer_assist.i18n import N_, render
from writer_assist.records import NamedTuple

BASE = "summary"
"""The genre whose outline holds what all summaries share."""

COMMON = "common"
"""The outline that holds what all other papers share; no genre by itself."""

SUMMARY = "总结"
"""The category of the genres that are summaries."""

SCHEMA = 8
"""Of the compiled form; to be raised with it."""

Place = Literal[
    "head", "title", "recipient", "lead", "work", "problems", "plan",
    "closing", "signature", "date", "note",
]  # fmt: skip
Category = Literal["总结", "法定公文", "其他公文"]


class OutlineError(ValueError):
    """An outline file is wrong; the message names the file, line, key and what was expected.

    Args:
        path: the file or folder.
        line: the line, 0 for none in particular.
        template: the message, see :mod:`writer_assist.i18n`.
        params: its values.
    """

    def __init__(
        self, path: str, line: int, template: str, params: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(path, line, template, params)
        self.path = path
        self.line = line
        self.template = template
        self.params = params or {}

    def __str__(self) -> str:
        return self.message_in("zh")

    def message_in(self, lang: str) -> str:
        """The message in ``lang``, one line."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {render(self.template, self.params, lang)}"


def _unreadable(folder: str, error: OSError) -> OutlineError:
    """The error of a folder that cannot be listed."""
    from writer_assist.os_errors import os_reason
    from writer_assist.phrasebank.errors import UNREADABLE

    return OutlineError(folder, 0, UNREADABLE, {"reason": os_reason(error)})


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
    ``headed`` is False for a part that usually has no heading of its own; ``rest`` is True for
    the one part that takes what no other claims. ``length`` is what is usual (code points, least
    and most); ``needs`` names what it must hold: 时段, 数字, 领起语, 分条, 逐条答复. ``begins``
    are words that a paragraph of a part without heading begins with.
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
    headed: bool
    rest: bool
    length: tuple[int, int] | None
    needs: tuple[str, ...]
    begins: tuple[str, ...]


class Signs(NamedTuple):
    """By what a genre is known; a title pattern is the parts that follow one another.

    ``personal`` tells whether a person writes it (我) or an office (我办); None: either.
    ``never`` are patterns of titles and signatures by which a draft is not of this genre,
    whatever else it says. ``endings`` are patterns that end a title, ``closing`` words near the
    end of the text.
    """

    title: tuple[tuple[str, ...], ...]
    not_title: tuple[tuple[str, ...], ...]
    weak_title: tuple[tuple[str, ...], ...]
    opening: tuple[str, ...]
    body: tuple[str, ...]
    against: tuple[str, ...]
    personal: bool | None
    never: tuple[tuple[str, ...], ...]
    endings: tuple[tuple[str, ...], ...]
    closing: tuple[str, ...]


class Outline:
    """A genre: its names, its sections in order, and by what it is known.

    ``index`` maps the first two characters of each heading word to ``(word, section number)``
    pairs, so that a heading is matched in one pass; like sections and signs it is unpacked when
    it is first asked for, as a draft needs those of one genre. ``use`` says what the genre is for,
    ``source`` the clause that it rests on; ``length`` is the usual length of a draft (code
    points, least and most, or None); ``title_forms`` are titles with gaps ({单位}); ``header``
    and ``footer`` name the elements usual above the title and below the date. ``own_file`` is
    the office's file that it is from, "" for one that is built in.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.id: str = data["id"]
        self.name: str = data["name"]
        self.category: Category = data["category"]
        self.aliases: Sequence[str] = data["aliases"]
        self.use: str = data["use"]
        self.source: str = data["source"]
        self.length: tuple[int, int] | None = data["length"]
        self.title_forms: Sequence[str] = data["title_forms"]
        self.header: Sequence[str] = data["header"]
        self.footer: Sequence[str] = data["footer"]
        self.own_file: str = data.get("file", "")

    @cached_property
    def sections(self) -> Sequence[Section]:
        """The parts, in order."""
        return [Section(*section) for section in self._unpacked("sections")]

    @cached_property
    def signs(self) -> Signs:
        """By what a draft of this genre is known."""
        return Signs(*self._unpacked("signs"))

    @cached_property
    def index(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """The heading words of all sections, by their first two characters."""
        index: Mapping[str, Sequence[tuple[str, int]]] = self._unpacked("index")
        return index

    def unpacked(self) -> dict[str, Any]:
        """The compiled form, nothing of it packed."""
        return {key: self._unpacked(key) for key in self.data}

    def _unpacked(self, key: str) -> Any:
        value = self.data[key]
        return marshal.loads(value) if isinstance(value, bytes) else value  # noqa: S302 - our own

    @property
    def file(self) -> str:
        """The file that it is from."""
        return self.own_file or os.path.join(templates_folder(), self.id, "outline.toml")

    def section(self, section_id: str) -> Section:
        """The section with this id.

        Raises:
            KeyError: the outline has none.
        """
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


def packed(data: Mapping[str, Any]) -> dict[str, Any]:
    """The compiled form of an outline, with what most drafts do not need packed for later."""
    return {**data, **{key: marshal.dumps(data[key]) for key in ("sections", "signs", "index")}}


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
        raise _unreadable(folder, error) from error
    files = [os.path.join(folder, name, "outline.toml") for name in names]
    return [file for file in files if os.path.isfile(file)]


@lru_cache(maxsize=4)
def _read(folder: str) -> Mapping[str, Outline]:
    """The outlines of a templates folder ("": the built-in ones) by genre id."""
    place = folder or templates_folder()
    files = outline_files(place)

    def build() -> list[dict[str, Any]]:
        from .build import compile_outlines

        return [packed(data) for data in compile_outlines(files)]

    if not folder and os.path.join(place, BASE, "outline.toml") not in files:
        template = N_("没有各类总结共有的提纲 {file}")
        raise OutlineError(place, 0, template, {"file": f"{BASE}/outline.toml"})
    return {data["id"]: Outline(data) for data in compiled.load("outlines", files, build, SCHEMA)}


class Genres:
    """The outlines that are in use together."""

    def __init__(self, by_id: Mapping[str, Outline]) -> None:
        self.by_id = by_id

    @cached_property
    def summaries(self) -> tuple[Outline, ...]:
        """The genres that are summaries, without the base of them all."""
        return tuple(o for o in self.by_id.values() if o.category == SUMMARY and o.id != BASE)

    @cached_property
    def papers(self) -> tuple[Outline, ...]:
        """The genres that are no summaries."""
        return tuple(o for o in self.by_id.values() if o.category != SUMMARY and o.id != COMMON)


_IN_USE: ContextVar[Genres | None] = ContextVar("genres", default=None)
"""What is in use where it is not just what is built in."""


@lru_cache(maxsize=1)
def _built_in() -> Genres:
    return Genres(_read(""))


@lru_cache(maxsize=64)
def _with_own(files: tuple[str, ...]) -> Genres:
    """What is built in, with an office's own files on top."""
    templates = outline_files(templates_folder())
    known = _read("")

    def build() -> list[dict[str, Any]]:
        from .build import compile_own

        return compile_own(files, templates, [outline.unpacked() for outline in known.values()])

    own = compiled.load("own-outlines", [*files, *templates], build, SCHEMA)
    return Genres({**known, **{data["id"]: Outline(data) for data in own}})


def own_files(path: str) -> list[str]:
    """The outline files that a path names: itself, or those in a folder, sorted.

    Of a folder these are its TOML files and the outline.toml of the folders in it.

    Raises:
        OutlineError: the folder cannot be read, or holds none.
    """
    if not os.path.isdir(path):
        return [path]
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        raise _unreadable(path, error) from error
    places = [os.path.join(path, name) for name in names if not name.startswith(".")]
    files = [p for p in places if p.endswith(".toml") and os.path.isfile(p)]
    files += outline_files(path)
    if not files:
        raise OutlineError(path, 0, N_("里面没有提纲文件（*.toml）"))
    return files


@contextmanager
def own_outlines(files: Sequence[str]) -> Iterator[None]:
    """Use an office's own files besides those that are built in, for as long as this lasts.

    One of a genre that is built in (the same 代号 or 文种) takes its place. Without files only
    what is built in counts, whatever is in use around.

    Raises:
        OutlineError: a file is wrong.
    """
    token = _IN_USE.set(_with_own(tuple(files)) if files else None)
    try:
        yield
    finally:
        _IN_USE.reset(token)


@contextmanager
def use(outline: Outline) -> Iterator[None]:
    """Use one more outline, or one in the place of another, for as long as this lasts."""
    token = _IN_USE.set(Genres({**outlines(), outline.id: outline}))
    try:
        yield
    finally:
        _IN_USE.reset(token)


def forget() -> None:
    """Read every outline anew when it is next needed: for programs that go on for long."""
    for cached in (_read, _built_in, _with_own):
        cached.cache_clear()


def _genres() -> Genres:
    return _IN_USE.get() or _built_in()


def outlines(folder: str = "") -> Mapping[str, Outline]:
    """Every outline that is in use, or every one of a templates folder, by genre id.

    Raises:
        OutlineError: a file is wrong.
    """
    return _read(folder) if folder else _genres().by_id


def builtin_outlines() -> Mapping[str, Outline]:
    """The outlines that are built in, whatever is in use, by genre id.

    Raises:
        OutlineError: a file is wrong.
    """
    return _built_in().by_id


def summaries() -> tuple[Outline, ...]:
    """The genres in use that are summaries, without the base of them all.

    The same object for as long as the same are in use, good as the key of a cache.
    """
    return _genres().summaries


def papers() -> tuple[Outline, ...]:
    """The genres in use that are no summaries; see :func:`summaries`."""
    return _genres().papers


def find_genre(name: str) -> Outline:
    """The genre with this id, name or other name.

    Raises:
        UnknownGenreError: there is none.
    """
    wanted = name.strip()
    known = {key: outline for key, outline in outlines().items() if key != COMMON}
    if wanted in known:
        return known[wanted]
    # A name says more than another name, and what the office says more than what is built in.
    ordered = sorted(known.values(), key=lambda outline: not outline.own_file)
    for outline in ordered:
        if wanted == outline.name:
            return outline
    for outline in ordered:
        if wanted in outline.aliases:
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
