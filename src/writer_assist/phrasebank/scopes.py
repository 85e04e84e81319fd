"""Genres and sections as phrase files name them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Literal

from writer_assist.outline.genres import COMMON, Outline, outlines
from writer_assist.records import NamedTuple

SUMMARIES = "总结"
STATUTORY = "法定公文"
OTHERS = "其他公文"
ALL_BUT_SUMMARIES = "公文"
GROUPS = (SUMMARIES, STATUTORY, OTHERS, ALL_BUT_SUMMARIES)
"""Names of many genres at once."""

BASE = "工作总结"
"""The genre that all summaries are a kind of."""

FRAME = {
    "title": "标题",
    "recipient": "主送机关",
    "lead": "开头",
    "closing": "结语",
    "signature": "落款",
    "date": "成文日期",
    "contact": "联系人和电话",
}
"""The names of sections that recur in many genres under names of their own, by section id."""

KINDRED = frozenset({*FRAME, "problems", "plan", "suggestions"})
"""Ids of sections that hold the same in each genre, whatever they are called."""

SPECIFIC, GROUP, WIDE, ANYWHERE, NOWHERE = 3, 2, 1, 0, -1
"""How well a phrase fits a genre or section; the more it says about where, the better."""


class Scope(NamedTuple):
    """A genre, or a group of them: the names by which phrases belong to it, best first."""

    name: str
    specific: frozenset[str]
    group: frozenset[str]
    wide: frozenset[str]

    def fit(self, genres: Collection[str]) -> int:
        """How well a phrase of these genres fits; NOWHERE where it does not."""
        if not genres:
            return ANYWHERE
        for level, names in ((SPECIFIC, self.specific), (GROUP, self.group), (WIDE, self.wide)):
            if not names.isdisjoint(genres):
                return level
        return NOWHERE


class UnknownScopeError(ValueError):
    """There is no genre or section of this name; ``nearest`` is the one probably meant."""

    def __init__(self, kind: Literal["genre", "section"], name: str, nearest: str | None) -> None:
        super().__init__(name)
        self.kind = kind
        self.name = name
        self.nearest = nearest


def scope(name: str) -> Scope:
    """The genre or group with this name, other name or id.

    Raises:
        UnknownScopeError: there is none.
    """
    wanted = name.strip()
    if wanted in GROUPS:
        members: set[str] = set()
        for outline in _genres():
            summary = outline.category == SUMMARIES
            if outline.category == wanted or (wanted == ALL_BUT_SUMMARIES and not summary):
                members.update((outline.name, *outline.aliases))
        wider = {ALL_BUT_SUMMARIES} if wanted in (STATUTORY, OTHERS) else set()
        if wanted == ALL_BUT_SUMMARIES:
            members |= {STATUTORY, OTHERS}
        return Scope(wanted, frozenset({wanted}), frozenset(members), frozenset(wider))
    for outline in _genres():
        if wanted in (outline.id, outline.name, *outline.aliases):
            return of_outline(outline)
    raise UnknownScopeError("genre", wanted, nearest(wanted, genre_names()))


def of_outline(outline: Outline) -> Scope:
    """The scope that a genre is."""
    specific = frozenset((outline.name, *outline.aliases))
    if outline.category == SUMMARIES:
        return Scope(outline.name, specific, frozenset((SUMMARIES, BASE)), frozenset())
    group, wide = frozenset((outline.category,)), frozenset((ALL_BUT_SUMMARIES,))
    return Scope(outline.name, specific, group, wide)


class Part(NamedTuple):
    """A section: its names, and the names of what holds the same elsewhere."""

    names: frozenset[str]
    kindred: frozenset[str]

    def fit(self, sections: Collection[str]) -> int:
        """How well a phrase of these sections fits; NOWHERE where it does not."""
        if not sections:
            return ANYWHERE
        if not self.names.isdisjoint(sections):
            return SPECIFIC
        return GROUP if not self.kindred.isdisjoint(sections) else NOWHERE


def part(name: str) -> Part:
    """The section with this name in any outline.

    Raises:
        UnknownScopeError: there is none.
    """
    wanted = name.strip()
    if wanted not in section_names():
        raise UnknownScopeError("section", wanted, nearest(wanted, section_names()))
    ids = {i for i, names in _names_by_id().items() if wanted in names} & KINDRED
    kindred = {other for section in ids for other in _names_by_id()[section]}
    return Part(frozenset({wanted}), frozenset(kindred))


def part_of(outline: Outline, section_id: str) -> Part:
    """A section of a genre.

    Raises:
        KeyError: the outline has no such section.
    """
    name = outline.section(section_id).name
    kindred = _names_by_id().get(section_id, frozenset()) if section_id in KINDRED else ()
    return Part(frozenset({name}), frozenset(kindred))


def genre_names() -> Collection[str]:
    """All that may stand under 文种."""
    return (
        *GROUPS,
        *(name for outline in _genres() for name in (outline.name, *outline.aliases)),
    )


def section_names() -> Collection[str]:
    """All that may stand under 部分."""
    return _section_names(_genres())


@lru_cache(maxsize=8)
def _section_names(genres: tuple[Outline, ...]) -> Collection[str]:
    known = dict.fromkeys(section.name for outline in genres for section in outline.sections)
    return known | dict.fromkeys(FRAME.values())


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that looks most like ``word``."""
    from difflib import get_close_matches

    matches = get_close_matches(word, list(known), 1, 0.4)
    return matches[0] if matches else None


def _genres() -> tuple[Outline, ...]:
    """The outlines of genres that are in use; what several share only is none."""
    return tuple([outline for outline in outlines().values() if outline.id != COMMON])


def _names_by_id() -> Mapping[str, frozenset[str]]:
    """The names that the sections of each id have."""
    return _names_in(_genres())


@lru_cache(maxsize=8)
def _names_in(genres: tuple[Outline, ...]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {key: {name} for key, name in FRAME.items()}
    for outline in genres:
        for section in outline.sections:
            found.setdefault(section.id, set()).add(section.name)
    return {key: frozenset(names) for key, names in found.items()}
