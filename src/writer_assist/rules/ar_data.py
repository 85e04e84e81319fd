"""The lists of the AR family (data/*.toml), in the forms that the rules use.

The files are for people; what is returned here is built once and cached (see
:mod:`writer_assist.compiled`).
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Any, NamedTuple

from writer_assist.compiled import load

_FOLDER = os.path.join(os.path.dirname(__file__), "data")
_FILES = ("censored_words.toml", "residue.toml", "spun_words.toml")


class Censored(NamedTuple):
    """Words that filters remove.

    ``holes`` maps the words left of a hole to what may follow it and the word that belongs
    there, the longest right side first; ``gone`` lists strings in which a word fell out
    without a trace: string, offset of the hole, the word, strings that it may be a part of.
    """

    holes: dict[str, list[tuple[str, str]]]
    longest: int
    gone: list[tuple[str, int, str, list[str]]]


class Residue(NamedTuple):
    """One phrase; ``pattern`` says exactly how it looks.

    It can only occur where of each tuple of ``triggers`` one string does.
    """

    triggers: list[tuple[str, ...]]
    pattern: str
    whole_sentence: bool


class SpunWord(NamedTuple):
    """A word that spinners put in place of another, and the company that gives it away.

    ``after`` and ``before`` map neighbouring words to the points that they count.
    """

    word: str
    original: str
    after: dict[str, int]
    before: dict[str, int]
    lengths: tuple[tuple[int, ...], tuple[int, ...]]


@cache
def censored_words() -> Censored:
    """The list of data/censored_words.toml."""
    return Censored(*_data()["censored"])


@cache
def residues(kind: str) -> tuple[Residue, ...]:
    """The phrases of data/residue.toml of one kind, "site" or "ai"."""
    return tuple(Residue(*entry) for entry in _data()[kind])


@cache
def spun_words() -> tuple[SpunWord, ...]:
    """The list of data/spun_words.toml."""
    return tuple(SpunWord(*entry) for entry in _data()["spun"])


@cache
def _data() -> dict[str, Any]:
    sources = [os.path.join(_FOLDER, name) for name in _FILES]
    return load("artifacts", sources, _build)


def _build() -> dict[str, Any]:
    import tomllib

    tables = {}
    for name in _FILES:
        with open(os.path.join(_FOLDER, name), "rb") as file:
            tables[name] = tomllib.load(file)
    censored, residue, spun = (tables[name] for name in _FILES)
    return {
        "censored": _build_censored(censored),
        "site": [_build_residue(entry) for entry in residue["site"]],
        "ai": [_build_residue(entry) for entry in residue["ai"]],
        "spun": [_build_spun(word, entry) for word, entry in spun.items()],
    }


def _build_censored(table: dict[str, Any]) -> tuple[Any, ...]:
    holes: dict[str, list[tuple[str, str]]] = {}
    gone = []
    for word, entry in table.items():
        for hole in entry.get("holes", ()):
            left, right = hole.split("*")
            holes.setdefault(left, []).append((right, word))
        for hole in entry.get("gone", ()):
            left, right = hole.split("*")
            gone.append((left + right, len(left), word, entry.get("except", [])))
    for rights in holes.values():
        rights.sort(key=lambda item: -len(item[0]))
    return holes, max(map(len, holes)), gone


_ANY = r"[^\n\v。！？]{0,40}?"
_VARIANTS = {
    "(": "[(（]", ")": "[)）]", "[": "[\\[［【〔]", "]": "[\\]］】〕]", ",": "[,，]", ":": "[:：]", "!": "[!！]",
    "#": "[0-9０-９]{1,9}", "%": "[一二三四五六七八九十百0-9]{1,4}", " ": "[ \u3000]{0,4}",
    "…": _ANY,
}  # fmt: skip
_TOKEN = re.compile(r"\{([^}]*)\}|[^{]")
_LITERAL = re.compile(r"[^…()\[\],:!#% ]+")


def residue_pattern(text: str, place: str) -> str:
    """The regular expression for a phrase of residue.toml; its notation is explained there."""
    parts = []
    for match in _TOKEN.finditer(text):
        if match[1] is None:
            parts.append(_VARIANTS.get(match[0], re.escape(match[0])))
        else:
            choices = match[1].split("|")
            # The longest first: an empty choice in front would always win.
            choices.sort(key=len, reverse=True)
            parts.append(f"(?:{'|'.join(map(_expression, choices))})")
    pattern = "".join(parts)
    if place == "line":
        # A line that is residue may hold several sentences, and brackets around all of it.
        pattern = "[【\\[（(]?" + pattern.replace(_ANY, r"[^\n\v]{0,80}?") + "[】\\]）)]?"
    if place in ("line", "start"):
        pattern = r"(?<![^\n\v])[ \t\u3000]{0,8}" + pattern
    if place in ("line", "end"):
        pattern += r"[ \t\u3000]{0,8}(?![^\n\v])"
    return pattern


def _expression(choice: str) -> str:
    return "".join(_VARIANTS.get(c, re.escape(c)) for c in choice)


def _triggers(text: str) -> list[tuple[str, ...]]:
    """What must occur for a phrase to fit: one of each tuple, the most telling tuple first."""
    triggers: list[tuple[str, ...]] = []
    for literal in re.split(r"\{[^}]*\}", text):
        triggers += [(part,) for part in _LITERAL.findall(literal)]
    for choices in re.findall(r"\{([^}]*)\}", text):
        parts = [max(_LITERAL.findall(c), key=len, default="") for c in choices.split("|")]
        # A choice that another one is a part of needs no test of its own.
        if all(parts):
            triggers.append(tuple(p for p in parts if not any(q in p for q in parts if q != p)))
    triggers.sort(key=lambda t: (len(t), -min(map(len, t))))
    return triggers


def _build_residue(entry: dict[str, Any]) -> tuple[Any, ...]:
    text, place = entry["text"], entry.get("place", "anywhere")
    return _triggers(text), residue_pattern(text, place), entry.get("sentence", False)


def _build_spun(word: str, entry: dict[str, Any]) -> tuple[Any, ...]:
    after: dict[str, int] = {}
    before: dict[str, int] = {}
    for prefix, points in (("", 1), ("sure_", 2)):
        after.update(dict.fromkeys(entry.get(f"{prefix}after", "").split(), points))
        before.update(dict.fromkeys(entry.get(f"{prefix}before", "").split(), points))
    if entry.get("always"):
        after[""] = 2
    lengths = (tuple(sorted({*map(len, after)})), tuple(sorted({*map(len, before)})))
    return word, entry["for"], after, before, lengths
