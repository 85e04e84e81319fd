"""The phrasebank: the built-in phrases and the office's own, compiled once.

What linting needs is here, and takes neither jieba nor pypinyin; what searching needs besides is
kept in a cache file of its own (:mod:`.finder`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from writer_assist import compiled

from .errors import PhraseError
from .files import unreadable
from .model import Phrase, identify, is_obsolete, likeness

if TYPE_CHECKING:
    from writer_assist.outline.genres import Outline

SCHEMA = 1
"""Of the compiled form; to be raised with it."""

_BEGINNINGS = ("总起", "引出", "领起")
"""What the use of a phrase says with which a section begins."""

ID_LENGTH = 6


class Bank:
    """Phrases, those of the office's own files before the built-in ones.

    An own phrase takes the place of a built-in one with the same text.
    """

    def __init__(self, phrases: Sequence[tuple[Any, ...]], sources: Sequence[str]) -> None:
        self.phrases = tuple([Phrase(*values) for values in phrases])
        self.sources = tuple(sources)
        self._ranked: dict[tuple[int, str], tuple[Outline, list[Phrase]]] = {}

    @cached_property
    def by_text(self) -> Mapping[str, Phrase]:
        """The phrase of each text."""
        return {phrase.text: phrase for phrase in self.phrases}

    @cached_property
    def by_likeness(self) -> Mapping[str, Phrase]:
        """The phrase of each text without marks."""
        return {likeness(phrase.text): phrase for phrase in self.phrases}

    def named(self, name: str) -> Sequence[Phrase]:
        """The phrases with this text, or whose id begins so; one, unless several ids do.

        Three characters of an id are enough; :func:`is_whole` tells whether it is all of it.
        """
        wanted = name.strip()
        phrase = self.by_text.get(wanted) or self.by_likeness.get(likeness(wanted))
        if phrase is not None:
            return (phrase,)
        prefix = wanted.lower().lstrip("#")
        found = [phrase for phrase in self.phrases if phrase.id == prefix]
        if not found and len(prefix) >= 3:
            found = [phrase for phrase in self.phrases if phrase.id.startswith(prefix)]
        return found

    def for_section(self, genre: Outline, section_id: str, limit: int = 5) -> list[Phrase]:
        """The phrases that are made for a section of a genre, the most special ones first.

        Before all others comes one that a section begins with (用法 has 总起 or 引出).
        Phrases that may stand anywhere, and those out of date, are not among them.

        Raises:
            KeyError: the genre has no such section.
        """
        # An outline of the office's own may have the id of one that is built in.
        key = (id(genre), section_id)
        if key not in self._ranked:
            self._ranked[key] = genre, self._made_for(genre, section_id)
        return self._ranked[key][1][:limit]

    def _made_for(self, genre: Outline, section_id: str) -> list[Phrase]:
        from . import scopes

        scope, part = scopes.of_outline(genre), scopes.part_of(genre, section_id)
        today = _today()
        ranked: list[tuple[int, int, int, Phrase]] = []
        for number, phrase in enumerate(self.phrases):
            fit = part.fit(phrase.sections)
            if fit <= scopes.ANYWHERE:
                continue
            genre_fit = scope.fit(phrase.genres)
            if genre_fit != scopes.NOWHERE and not is_obsolete(phrase, today):
                ranked.append((-fit, -genre_fit, number, phrase))
        ranked.sort()
        phrases = [phrase for *_, phrase in ranked]
        first = next((p for p in phrases if any(w in p.usage for w in _BEGINNINGS)), None)
        if first is not None:
            phrases.remove(first)
            phrases.insert(0, first)
        return phrases


def is_whole(phrase: Phrase, name: str) -> bool:
    """Whether a name that a phrase was found by (:meth:`Bank.named`) is its whole id, or text."""
    wanted = name.strip()
    return wanted.lower().lstrip("#") == phrase.id or likeness(wanted) == likeness(phrase.text)


def bank(files: Sequence[str] = ()) -> Bank:
    """The built-in phrases and those of an office's own ``files``.

    Raises:
        PhraseError: a file cannot be read, or something in it is wrong.
    """
    own = tuple(files)
    builtin = tuple(builtin_files())
    return _bank(own, builtin, _state((*own, *builtin)))


@lru_cache(maxsize=4)
def _bank(own: tuple[str, ...], builtin: tuple[str, ...], state: object) -> Bank:  # noqa: ARG001
    """The bank, kept for as long as no file changes."""
    sources = [*own, *builtin]
    phrases = compiled.load("phrases", sources, lambda: _build(own, builtin), SCHEMA)
    return Bank(phrases, sources)


def variants(files: Sequence[str] = ()) -> Mapping[str, Phrase]:
    """Each wording that a phrase replaces, and the phrase; for linting.

    It has a cache file of its own, as it is a small part of the phrases.

    Raises:
        PhraseError: as :func:`bank`.
    """
    own = tuple(files)
    builtin = tuple(builtin_files())
    return _variants(own, builtin, _state((*own, *builtin)))


@lru_cache(maxsize=4)
def _variants(
    own: tuple[str, ...],
    builtin: tuple[str, ...],
    state: object,  # noqa: ARG001
) -> Mapping[str, Phrase]:
    def build() -> list[tuple[Any, ...]]:
        return [tuple(phrase) for phrase in bank(own).phrases if phrase.replaces]

    values = compiled.load("phrase-variants", [*own, *builtin], build, SCHEMA)
    phrases = [Phrase(*v) for v in values]
    return {variant: phrase for phrase in phrases for variant in phrase.replaces}


def builtin_folder() -> str:
    """The folder of the built-in phrases: inside the wheel, or at the repository's top."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "data")
    if os.path.isdir(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(package))), "phrasebank")


@lru_cache(maxsize=1)
def builtin_files() -> Sequence[str]:
    """The built-in phrase files, sorted; none where there is no such folder."""
    folder = builtin_folder()
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return ()
    return tuple([os.path.join(folder, name) for name in names if name.endswith(".toml")])


def personal_file() -> str:
    """The phrase file of this user, which need not exist; "" where there is no such place."""
    from sys import platform

    if platform == "win32":
        base = os.environ.get("APPDATA", "")
    elif platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME", "")
        # A relative XDG_DATA_HOME is to be ignored (XDG Base Directory Specification).
        if not os.path.isabs(base):
            base = os.path.expanduser("~/.local/share")
    return os.path.join(base, "writer-assist", "常用语.toml") if os.path.isabs(base) else ""


def _state(files: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """What changes when a file does.

    Raises:
        PhraseError: there is no such file.
    """
    state = []
    for file in files:
        try:
            status = os.stat(file)
        except (OSError, ValueError) as error:
            raise unreadable(file, error) from error
        state.append((status.st_mtime_ns, status.st_size))
    return tuple(state)


def _build(own: Sequence[str], builtin: Sequence[str]) -> list[tuple[Any, ...]]:
    """The values of each phrase.

    Raises:
        PhraseError: something in a file is wrong.
    """
    # The TOML parser and the checks are imported only where a file changed.
    from .check import check_together, read

    sheets = [
        *(read(file, own=True) for file in own),
        *(read(file) for file in builtin),
    ]
    problems = [problem for sheet in sheets for problem in sheet.problems]
    problems += check_together(sheets)
    if problems:
        raise PhraseError(problems)
    found: dict[str, Phrase] = {}
    for sheet in sheets:
        for phrase in sheet.phrases:
            found.setdefault(likeness(phrase.text), phrase)
    ids: set[str] = set()
    phrases = []
    for phrase in found.values():
        digits = identify(phrase.text)
        length = ID_LENGTH
        while digits[:length] in ids:  # one in ten thousand banks
            length += 1
        ids.add(digits[:length])
        phrases.append(tuple(phrase._replace(id=digits[:length])))
    return phrases


def _today() -> str:
    from time import strftime

    return strftime("%Y-%m-%d")
