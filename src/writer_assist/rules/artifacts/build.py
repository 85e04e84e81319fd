"""Turn the lists of the AR family (data/*.toml) into the forms that the rules use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from writer_assist.document.model import bigram

from .data import Anchors


def build(*paths: str) -> dict[str, Any]:
    """Everything that the AR rules know, from the lists of censored words, residue, spun words.

    Builtin types only, in the order of the fields of :mod:`.data`'s tuples.
    """
    tables = []
    for path in paths:
        with open(path, "rb") as file:
            tables.append(tomllib.load(file))
    censored, residue, spun = tables
    kinds: dict[str, list[Any]] = {}
    for kind in ("site", "ai"):
        for place in ("", "-start", "-line"):
            kinds[kind + place] = []
        for entry in residue[kind]:
            place = entry.get("place", "")
            place = f"-{place}" if place in ("start", "line") else ""
            kinds[kind + place].append(_build_residue(entry))
    words = [_build_spun(word, entry) for word, entry in spun.items()]
    return {
        "censored": _build_censored(censored),
        "spun": (words, _anchors([(word[0],)] for word in words)),
        **{k: (entries, _anchors(e[0] for e in entries)) for k, entries in kinds.items()},
    }


# The commonest characters of official documents, by falling frequency: to hang a phrase on one
# of these would test it in every draft.
_COMMON = (
    "：（:(的作工政协委会好和员关一办了务实机组在做各县提年我全是主议部公为中建人强理党不有大镇行学时力开动调重进要报展能对导成到加织"
    "持发上新习意服室心文度参领项职设研名联合高等三责及通分视制活极真位积结们以任案精确助民认出定抓题管同事求自府生干保市情按效业"
    "用与下于支传严常察识地改点方本决体解二来村系问告教神个创次完宣尽坚第考件面过安落总履群社质立取得席前接督策平形性格待化努治照"
    "所四集篇众增区论都内明处其局查育规量专核级络正现况入水注每程书单后经深并准还手卫较思交施起他标风划纪相挥多间岗长先围目料月编"
    "想应把外法章计十表充资使日细整配反之收际指良果届见请究据扎护谋排备召闻律升帮将农供观争评绩广电式绕周环满国审财息构沟数这比写"
    "切道两爱共元序条由热团校执万筹善负小运置着步推信门基知革难很监如感更些身足今志代种造采从维树境象家草材范够五乡秘别根该断致优"
)


def _anchors(entries: Iterable[Sequence[Sequence[str]]]) -> Anchors:
    """Hang each entry on pairs of characters; an entry needs one string of each of its tuples.

    Where all its tuples hold a single character it hangs on characters.
    """
    pairs: dict[int, list[int]] = {}
    characters: dict[str, list[int]] = {}
    for index, requirements in enumerate(entries):
        choices: Sequence[str] = max(requirements, key=_rarity)
        for word in dict.fromkeys(map(_rarest, choices)):
            if len(word) == 1:
                characters.setdefault(word, []).append(index)
            else:
                pairs.setdefault(bigram(word), []).append(index)
    return pairs, characters


@cache
def _rank(character: str) -> int:
    place = _COMMON.find(character)
    return len(_COMMON) if place < 0 else place


def _rarest(word: str) -> str:
    """The most telling pair of characters of a word, or its only character."""
    if len(word) == 1:
        return word
    # One character that is rare says more than two of middling rank.
    return max(map("".join, pairwise(word)), key=lambda pair: sorted(map(_rank, pair))[::-1])


def _rarity(choices: Sequence[str]) -> tuple[int, int]:
    """How telling it is that one of these words occurs."""
    return min(max(map(_rank, _rarest(word))) for word in choices), min(map(len, choices))


def _build_censored(table: dict[str, Any]) -> tuple[Any, ...]:
    holes: dict[str, list[tuple[str, str]]] = {}
    gone = []
    for word, entry in table.items():
        for hole in entry.get("holes", ()):
            left, right = hole.split("*")
            holes.setdefault(left, []).append((right, word))
        for phrase in entry.get("phrases", ()):
            for left, removed, right in _pieces(phrase):
                holes.setdefault(left, []).append((right, removed))
        for hole in entry.get("gone", ()):
            left, right = hole.split("*")
            gone.append((left + right, len(left), word, entry.get("except", [])))
    for rights in holes.values():
        rights.sort(key=lambda item: -len(item[0]))
    ends = "".join(sorted({left[-1] for left in holes if left}))
    return holes, max(map(len, holes)), gone, _anchors([(item[0],)] for item in gone), ends


def _pieces(phrase: str) -> Iterator[tuple[str, str, str]]:
    """A set phrase with each one or two characters taken out: 参, 政, 议政."""
    for length in (1, 2):
        for start in range(len(phrase) - length + 1):
            left, right = phrase[:start], phrase[start + length :]
            # With less around it the hole could be in another phrase.
            if (
                len(left) + len(right) >= 2
                and (right or len(left) >= 3)
                and (left or len(right) > 2)
            ):
                yield left, phrase[start : start + length], right


_ANY = r"[^\n\v。！？]{0,40}?"
_VARIANTS = {
    "(": "[(（]", ")": "[)）]", "[": "[\\[［【〔]", "]": "[\\]］】〕]", ",": "[,，]", ":": "[:：]", "!": "[!！]",
    "#": "[0-9０-９]{1,9}", "%": "[一二三四五六七八九十百0-9]{1,4}", " ": "[ \u3000]{0,4}",
    "…": _ANY,
}  # fmt: skip
_TOKEN = re.compile(r"\{([^}]*)\}|[^{]")
_LITERAL = re.compile(r"[^…()\[\],:!#% ]+")
_TOKEN_OR_WORD = re.compile(r"\{([^}]*)\}|[(\[:]|[^…(){}\[\],:!#% ]+")
_BRACKETS = {"(": ("(", "（"), "[": ("[", "［", "【", "〔"), ":": (":", "：")}


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
    for match in _TOKEN_OR_WORD.finditer(text):
        if match[1] is None:
            triggers.append(_BRACKETS.get(match[0], (match[0],)))
            continue
        parts = [max(_LITERAL.findall(c), key=len, default="") for c in match[1].split("|")]
        # A choice that another one is a part of needs no test of its own.
        if all(parts):
            triggers.append(tuple(p for p in parts if not any(q in p for q in parts if q != p)))
    return triggers


def _build_residue(entry: dict[str, Any]) -> tuple[Any, ...]:
    text, place = entry["text"], entry.get("place", "anywhere")
    sentence, at_start = entry.get("sentence", False), place in ("line", "start")
    triggers = _triggers(text)
    if place == "start":
        # Only the first part is sure to be at the head of the line.
        triggers = triggers[:1]
    triggers.sort(key=_rarity, reverse=True)
    # A word says more than a bracket or 页 does: what is looked for first rules most texts out.
    triggers.sort(key=lambda choices: min(map(len, choices)) == 1)
    pairs = [
        [[bigram(a + b) for a, b in pairwise(word)] for word in choices]
        for choices in triggers
        if min(map(len, choices)) > 1
    ]
    characters = [
        [word[0] for word in choices] for choices in triggers if min(map(len, choices)) == 1
    ]
    return triggers, residue_pattern(text, place), sentence, at_start, pairs, characters


def _build_spun(word: str, entry: dict[str, Any]) -> tuple[Any, ...]:
    after: dict[str, int] = {}
    before: dict[str, int] = {}
    for prefix, points in (("", 1), ("sure_", 2)):
        after.update(dict.fromkeys(entry.get(f"{prefix}after", "").split(), points))
        before.update(dict.fromkeys(entry.get(f"{prefix}before", "").split(), points))
    if entry.get("always"):
        after[""] = 2
    lengths = (tuple(sorted({*map(len, after)})), tuple(sorted({*map(len, before)})))
    return word, entry["for"], entry.get("common", False), after, before, lengths
