"""Drafts whose blocks are labelled with the section that they belong to, and what can befall them.

The files lie in ``tests/cases/genres/<genre>/``; a line ``@@ id`` begins the block of a section.
``#`` behind the id says that the block's first line is the section's own heading, and what
follows ``#`` is another wording of that heading; ``~`` says that the heading is the beginning of
the first paragraph (一是党委重视。…); ``id+id`` is one block for two sections, ``-`` one for none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from writer_assist.document.model import Document
from writer_assist.outline.genres import Outline, Section, outlines

FOLDER = Path(__file__).parents[1] / "cases" / "genres"

_NUMBER = re.compile(
    r"[ \u3000]*(?:第?[一二三四五六七八九十]{1,3}(?:[、，]|部分[ \u3000：:]?)"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]、?|\d{1,2}[.．、])[ \u3000]*|"
)
_LABEL = re.compile(r"([\w+-]+)[ ]?([#~]?)[ ]?(.*)")
_NO_PLACE = ("title", "recipient", "lead", "signature", "date", "closing", "head", "note")


@dataclass(frozen=True)
class Block:
    """Some paragraphs of a draft; ``ids`` are the sections that they belong to."""

    ids: tuple[str, ...]
    headed: bool
    run_in: bool
    other: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A draft and the states that its sections must have (any of the given ones)."""

    name: str
    genre: str
    section: str
    """The section that was changed; "" in a complete draft."""
    lines: tuple[str, ...]
    states: Mapping[str, frozenset[str]]

    @property
    def document(self) -> Document:
        return Document.from_lines(list(self.lines))


@dataclass(frozen=True)
class Labelled:
    """A complete draft."""

    genre: str
    name: str
    blocks: tuple[Block, ...]

    @cached_property
    def outline(self) -> Outline:
        return outlines()[self.genre]

    @cached_property
    def ids(self) -> list[str]:
        return list(dict.fromkeys(i for block in self.blocks for i in block.ids))

    def own(self, section_id: str) -> list[Block]:
        """The blocks of a section."""
        return [block for block in self.blocks if section_id in block.ids]

    def states(self, blocks: Sequence[Block]) -> dict[str, frozenset[str]]:
        """What a reader says of each section that has a block, or must have one."""
        headings = any(block.headed or block.run_in for block in blocks)
        states: dict[str, frozenset[str]] = {}
        for section in self.outline.sections:
            own = [block for block in blocks if section.id in block.ids]
            if not own:
                if section.required:
                    states[section.id] = frozenset(("missing",))
            elif (
                not section.headed
                or section.place in _NO_PLACE
                or any(block.headed or block.run_in for block in own)
            ):
                states[section.id] = frozenset(("present",))
            else:
                # Where nothing has a heading, none is missed.
                states[section.id] = frozenset(
                    ("unheaded",) if headings else ("unheaded", "present")
                )
        return states

    def case(self, change: str, section: str, blocks: Sequence[Block], *states_: str) -> Case:
        """The draft made of these blocks; a changed section is in one of ``states_``."""
        states = self.states(blocks)
        if states_:
            states[section] = frozenset(states_)
        lines = tuple(line for block in blocks for line in block.lines)
        return Case(
            f"{self.genre}-{self.name}-{change}-{section}", self.genre, section, lines, states
        )

    def complete(self) -> Case:
        """The draft as it is."""
        return self.case("complete", "", self.blocks)

    def changed(self) -> Iterator[Case]:
        """The draft with one section removed, emptied, moved, renamed, or without heading."""
        for section in self.outline.sections:
            own = self.own(section.id)
            if not own or any(len(block.ids) > 1 for block in own):
                continue
            if section.required:
                yield self._without(section)
            if not all(block.headed for block in own) or section.place in _NO_PLACE:
                continue
            yield self._with(section, "emptied", lambda b: replace(b, lines=b.lines[:1]), "empty")
            if sum(block.headed for block in self.blocks) > len(own) and all(
                len(block.lines) > 1 for block in own
            ):
                # What headings of a lower level are left may count as the section's own.
                below = any(_mark(line) for block in own for line in block.lines[1:])
                yield self._with(
                    section,
                    "unheaded",
                    lambda b: replace(b, lines=b.lines[1:], headed=False),
                    *(("unheaded",) if section.headed else ()),
                    *(("present",) if below or not section.headed else ()),
                )
            if any(block.other for block in own):
                yield self._with(section, "renamed", _renamed, "present")
            moved = self._moved(section)
            if moved is not None:
                yield self.case("moved", section.id, moved, "misplaced")

    def _without(self, section: Section) -> Case:
        left = [block for block in self.blocks if section.id not in block.ids]
        return self.case("removed", section.id, left, "missing")

    def _with(
        self, section: Section, change: str, edit: Callable[[Block], Block], *states: str
    ) -> Case:
        blocks = [edit(block) if section.id in block.ids else block for block in self.blocks]
        return self.case(change, section.id, blocks, *states)

    def _moved(self, section: Section) -> list[Block] | None:
        """The blocks with those of a section at the other end; None if that is no other order."""
        order = {s.id: s.order for s in self.outline.sections}
        headed = [b for b in self.blocks if b.headed]
        ranks = {order[i] for block in headed for i in block.ids}
        # Of two parts that changed places nobody can say which one moved; and what is moved
        # from one level to another becomes a part of something else.
        if len(headed) < 3 or len(ranks) < 2 or not section.headed or section.rest:
            return None
        if len({_mark(block.lines[0]) for block in headed}) > 1:
            return None
        mine = order[section.id]
        others = [b for b in headed if section.id not in b.ids]
        lower = sum(order[i] < mine for b in others for i in b.ids)
        higher = sum(order[i] > mine for b in others for i in b.ids)
        if lower < 2 and higher < 2:
            return None
        own = [b for b in self.blocks if section.id in b.ids]
        left = [b for b in self.blocks if section.id not in b.ids]
        if lower >= 2:
            at = next(i for i, b in enumerate(left) if b.headed)
        else:
            at = max(i for i, b in enumerate(left) if b.headed) + 1
            while at < len(left) and not set(left[at].ids) & {*_NO_PLACE} and left[at].ids:
                at += 1
        return [*left[:at], *own, *left[at:]]


def _mark(heading: str) -> str:
    """The kind of number that a heading has, its digits aside."""
    number = _NUMBER.match(heading)
    assert number is not None
    return re.sub(r"[\d一二三四五六七八九十 \u3000]", "", number[0])


def _renamed(block: Block) -> Block:
    if not block.other:
        return block
    heading = block.lines[0]
    number = _NUMBER.match(heading)
    assert number is not None
    return replace(block, lines=(number[0] + block.other, *block.lines[1:]))


def read_labelled(path: Path) -> Labelled:
    """The labelled draft in a file."""
    blocks: list[Block] = []
    ids: tuple[str, ...] = ()
    sign, other = "", ""
    lines: list[str] = []

    def close() -> None:
        if lines:
            blocks.append(Block(ids, sign == "#", sign == "~", other, tuple(lines)))
            lines.clear()

    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@@ "):
            close()
            label, sign, other = _LABEL.fullmatch(line[3:]).groups()  # type: ignore[union-attr]
            ids = tuple(i for i in label.split("+") if i != "-")
        elif line.strip():
            lines.append(line)
    close()
    return Labelled(path.parent.name, path.stem, tuple(blocks))


def all_labelled(folder: Path = FOLDER) -> list[Labelled]:
    """Every labelled draft below a folder."""
    return [read_labelled(path) for path in sorted(folder.glob("*/*.txt"))]
