"""Compile rule files into what `scan` uses; imported only when one of them changed.

Everything here is made of builtin types, because :mod:`marshal` keeps it. A text is searched for
thousands of entries at once by the pairs of characters that occur in it: each literal hangs on
its rarest pair, and only entries whose pair occurs are looked for.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from writer_assist.document.model import bigram

from .check import KINDS, PARTS, RuleTable, read
from .errors import TableError
from .near import near_misses, swaps
from .rarity import Rarity, other_pairs, rank
from .regex import required_literals, window

_GAP = r"([^，。；：！？、\s]{1,12}?)"


def build(files: Sequence[str]) -> tuple[dict[str, Any], dict[str, list[bytes]]]:
    """The compiled form of rule files.

    Returns:
        What every search needs: rules, indexes into entries and set phrases; and what is needed
        where something is found: the entries and phrases themselves.

    Raises:
        TableError: a file cannot be read, or something in it is not as it must be.
    """
    tables = [table for file in files for table in read(file)]
    _check_codes(tables)
    return Builder("\n".join(_right_texts(tables))).build(tables)


class Builder:
    """Collects what rules are compiled into.

    ``right`` are texts without any fault: by them it is judged what is rare in a text.
    """

    def __init__(self, right: str) -> None:
        self.rarity = Rarity(right)
        self.rules: list[dict[str, Any]] = []
        self.entries: list[tuple[Any, ...]] = []
        self.pairs: dict[int, list[tuple[str, str]]] = {}
        """Entry → its literals, each with the pair that it is looked for by ("": none)."""
        self.special: dict[int, list[tuple[Any, ...]]] = {}
        self.phrases: list[tuple[int, str, Mapping[str, Any]]] = []

    def build(self, tables: Sequence[RuleTable]) -> tuple[dict[str, Any], dict[str, list[bytes]]]:
        """The compiled form of whole rule files; see :func:`build`."""
        for number, table in enumerate(tables):
            rule = _rule(table)
            self.rules.append(rule)
            if rule["kind"] in ("substitute", "forbid"):
                for written in table.entries:
                    self.add_words(number, written.data)
            elif rule["kind"] == "near":
                for written in table.entries:
                    self.phrases += [(number, word, written.data) for word in written.data["词"]]
            else:
                self.special[number] = [
                    self.of_whole(rule["kind"], written.data) for written in table.entries
                ]
        known = frozenset(word for _, word, _ in self.phrases)
        for number, word, data in self.phrases:
            self.add_swaps(number, word, data, known)
        scoped = [any(rule[key] for key in ("genres", "sections", "parts")) for rule in self.rules]
        for entry in self.entries:
            if entry[_SINCE] or entry[_UNTIL]:
                scoped[entry[0]] = True
        for rule, in_draft in zip(self.rules, scoped, strict=True):
            whole = rule["kind"] in ("require", "count", "order")
            rule["scope"] = "draft" if in_draft or whole else "paragraph"
        near, phrases = near_misses(self.phrases, self.rarity.frequency)
        hot = {
            "rules": self.rules,
            "special": self.special,
            "paragraph": self.index(lambda rule: not scoped[rule]),
            "draft": self.index(lambda rule: scoped[rule]),
            "near": near,
        }
        # Each by itself: of thousands a draft has ten.
        return hot, {
            "entries": [marshal.dumps(entry) for entry in self.entries],
            "phrases": [marshal.dumps(phrase) for phrase in phrases],
        }

    def add_words(self, rule: int, data: Mapping[str, Any]) -> None:
        """An entry of a 替换 or 禁用 rule (see scan.Entry): one for its plain literals together,
        one for each that has a gap."""
        replacements = tuple(data.get("正", ()))
        if "式" in data:
            self.add_pattern(rule, data, data["式"], required_literals(data["式"]), replacements)
            return
        literals = tuple(word for word in data["误"] if "…" not in word)
        if literals:
            self.add(rule, data, literals, "", (), replacements)
            self.look_for(literals)
        for word in data["误"]:
            if "…" in word:
                parts = word.split("…")
                pattern = _GAP.join(map(re.escape, parts))
                templates = tuple(map(_filled, replacements))
                self.add_pattern(rule, data, pattern, tuple((part,) for part in parts), templates)

    def add_pattern(
        self,
        rule: int,
        data: Mapping[str, Any],
        pattern: str,
        triggers: Sequence[tuple[str, ...]],
        replacements: tuple[str, ...],
    ) -> None:
        """An entry that is a pattern; of each of ``triggers`` one string stands near a match."""
        first, *others = sorted(triggers, key=self.rarity.of_set, reverse=True)
        self.add(rule, data, (), pattern, (first, *others), replacements)
        shared = self.rarity.shared_pair(first) if len(first) > 1 else ""
        if shared:
            self.pairs[len(self.entries) - 1] = [(shared, shared)]
        else:
            self.look_for(first)

    def add_swaps(
        self, rule: int, word: str, data: Mapping[str, Any], known: frozenset[str]
    ) -> None:
        """A set phrase with two characters swapped is an entry like any other."""
        found = swaps(word, data, known)
        if found:
            unless = [e for e in data.get("不算", ()) if any(swapped in e for swapped, _ in found)]
            swapped_data = {"不算": unless, "理由": data["理由"]}
            self.add(rule, swapped_data, tuple(swapped for swapped, _ in found), "", (), (word,))
            self.pairs[len(self.entries) - 1] = [
                (swapped, self.rarity.pair_of(swapped, place)) for swapped, place in found
            ]

    def add(
        self,
        rule: int,
        data: Mapping[str, Any],
        literals: tuple[str, ...],
        pattern: str,
        triggers: tuple[tuple[str, ...], ...],
        replacements: tuple[str, ...],
    ) -> None:
        """An entry (see scan.Entry) of the rule with this number."""
        self.entries.append(
            (
                rule,
                literals,
                pattern,
                triggers,
                replacements,
                bool(data.get("安全", False)),
                *(tuple(data.get(key, ())) for key in ("不算", "前有", "后有", "前无", "后无")),
                (tuple(data.get("同段有", ())), tuple(data.get("同段无", ()))),
                data["理由"].removesuffix("。"),
                _year(data.get("自")),
                _year(data.get("至")),
                window(pattern) if pattern else 0,
            )
        )

    def look_for(self, literals: Sequence[str]) -> None:
        """Let the entry that was added last be looked for by these."""
        self.pairs[len(self.entries) - 1] = [
            (literal, self.rarity.pair_of(literal)) for literal in literals
        ]

    def of_whole(self, kind: str, data: Mapping[str, Any]) -> tuple[Any, ...]:
        """An entry of a 必备, 次数 or 次序 rule."""
        reason = data["理由"].removesuffix("。")
        validity = (_year(data.get("自")), _year(data.get("至")))
        if kind == "require":
            return (tuple(data["须有"]), tuple(data.get("若有", ())), reason, validity)
        if kind == "count":
            words = () if data.get("字数") else tuple(data["词"])
            return (words, data.get("至少", 0), data.get("至多", -1), reason, validity)
        # 又作 is as good as the word itself, 别名 is to be replaced by it.
        forms = [(word, word, True) for word in data["词"]]
        for key, right in (("又作", True), ("别名", False)):
            for word, others in data.get(key, {}).items():
                forms += [(other, word, right) for other in others]
        pairs = [self.rarity.pair_of(form) for form, _, _ in forms]
        return (
            tuple(data["词"]),
            tuple(
                (*form, bigram(pair) if pair else 0)
                for form, pair in zip(forms, pairs, strict=True)
            ),
            bool(data.get("齐全", False)),
            max(2, data.get("至少", 2)),
            reason,
            validity,
        )

    def index(self, holds: Callable[[int], bool]) -> dict[str, Any]:
        """The literals of the entries of some rules, by their pairs or a single character."""
        pairs: dict[int, list[tuple[int, str, tuple[int, ...]]]] = {}
        singles: dict[str, list[tuple[int, str, tuple[int, ...]]]] = {}
        for number, entry in enumerate(self.entries):
            if holds(entry[0]):
                for literal, pair in self.pairs[number]:
                    found = (number, literal, other_pairs(literal, pair))
                    if pair:
                        pairs.setdefault(bigram(pair), []).append(found)
                    else:
                        singles.setdefault(max(literal, key=rank), []).append(found)
        # Of thousands of pairs a draft has ten: the rest is not worth unpacking.
        packed = {pair: marshal.dumps(found) for pair, found in pairs.items()}
        return {"pairs": packed, "singles": singles}


def _right_texts(tables: Sequence[RuleTable]) -> Iterator[str]:
    for table in tables:
        for entry in table.entries:
            for key in ("正确示例", "正", "词"):
                yield from entry.data.get(key, ())


_SINCE, _UNTIL = 13, 14
"""Where an entry has its years."""


def _check_codes(tables: Iterable[RuleTable]) -> None:
    seen: dict[str, RuleTable] = {}
    for table in tables:
        for key in ("编号", "名称"):
            name = table.data[key]
            if name in seen:
                other = seen[name]
                raise TableError(
                    f"{table.file}:{table.line}: “{key}” {name} 已经在 {other.file}:{other.line} 用过"
                )
            seen[name] = table


def _rule(table: RuleTable) -> dict[str, Any]:
    data = table.data
    return {
        "code": data["编号"],
        "name": data["名称"],
        "severity": data.get("级别", "warning"),
        "source": data.get("依据", "practice"),
        "kind": KINDS[data["类型"]],
        "summary": data["概要"].removesuffix("。"),
        "message": data.get("提示", ""),
        "genres": tuple(data.get("文种", ())),
        "sections": tuple(data.get("部分", ())),
        "parts": tuple(PARTS[part] for part in data.get("部位", ())),
        "file": table.file,
    }


def _filled(replacement: str) -> str:
    """A replacement whose "…" stand for what the gaps hold, as a template of :mod:`re`."""
    first, *others = replacement.replace("\\", "\\\\").split("…")
    return first + "".join(f"\\g<{number}>{part}" for number, part in enumerate(others, 1))


def _year(date: str | None) -> int:
    return int(date[:4]) if date else 0
