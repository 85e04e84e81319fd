"""Compile rule files into what `scan` uses; imported only when one of them changed.

Everything here is made of builtin types, because :mod:`marshal` keeps it. A text is searched for
thousands of entries at once by the pairs of characters that occur in it: each literal hangs on
its rarest pair, and only entries whose pair occurs are looked for.
"""

from __future__ import annotations

import marshal
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import ne
from typing import Any

from writer_assist.document.model import bigram

from .check import KINDS, PARTS, RuleTable, read
from .errors import TableError
from .regex import required_literals, window

_LEXICON = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "lexicon")

_FREQUENT = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    "而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好"
    "应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道"
    "命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长"
    "求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色"
    "光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教"
    "速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记"
    "需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史"
    "感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育"
)
_RANK = {character: rank for rank, character in enumerate(_FREQUENT)}
_GAP = r"([^，。；：！？、\s]{1,12}?)"

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_FINALS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


def build(files: Sequence[str]) -> dict[str, Any]:
    """The compiled form of rule files: rules, entries, and two indexes into the entries.

    Raises:
        TableError: a file cannot be read, or something in it is not as it must be.
    """
    tables = [table for file in files for table in read(file)]
    _check_codes(tables)
    rules: list[dict[str, Any]] = []
    entries: list[tuple[Any, ...]] = []
    special: dict[int, list[tuple[Any, ...]]] = {}
    phrases: list[tuple[Any, ...]] = []
    for table in tables:
        number = len(rules)
        rules.append(_rule(table))
        kind = rules[-1]["kind"]
        if kind in ("substitute", "forbid"):
            for written in table.entries:
                entries += _entries(number, written.data)
        elif kind == "near":
            for written in table.entries:
                phrases += [(number, word, written.data) for word in written.data["词"]]
        else:
            special[number] = [_special(kind, entry.data) for entry in table.entries]
    near = _near(phrases, entries)
    scoped = [any(rule[key] for key in ("genres", "sections", "parts")) for rule in rules]
    for entry in entries:
        if entry[_SINCE] or entry[_UNTIL]:
            scoped[entry[0]] = True
    for rule, in_draft in zip(rules, scoped, strict=True):
        rule["scope"] = (
            "draft" if in_draft or rule["kind"] in ("require", "count", "order") else "paragraph"
        )
    return {
        "rules": rules,
        # Most drafts have none of it: it is read where the first entry is found.
        "entries": marshal.dumps(entries),
        "special": special,
        "paragraph": _index(entries, [n for n, e in enumerate(entries) if not scoped[e[0]]]),
        "draft": _index(entries, [n for n, e in enumerate(entries) if scoped[e[0]]]),
        "near": near,
    }


_SINCE, _UNTIL = 13, 14


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


def _entries(rule: int, data: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """An entry of a 替换 or 禁用 rule, as tuples (see scan.Entry): one for its plain literals,
    one for each that has a gap."""
    replacements = tuple(data.get("正", ()))
    if "式" in data:
        yield _entry(rule, data, (), data["式"], required_literals(data["式"]), replacements)
        return
    literals = tuple(word for word in data["误"] if "…" not in word)
    if literals:
        yield _entry(rule, data, literals, "", (), replacements)
    for word in data["误"]:
        if "…" in word:
            pattern = _GAP.join(re.escape(part) for part in word.split("…"))
            triggers = tuple((part,) for part in word.split("…"))
            yield _entry(rule, data, (), pattern, triggers, tuple(map(_filled, replacements)))


def _set_rarity(strings: Sequence[str]) -> tuple[int, tuple[bool, int]]:
    """How much is ruled out where none of these occurs: by the most frequent of them."""
    pairs = [rarest_pair(string) for string in strings]
    return min((len(pair), _pair_rarity(pair) if pair else (False, 0)) for pair in pairs)


def _filled(replacement: str) -> str:
    """A replacement whose "…" stand for what the gaps hold, as a template of :mod:`re`."""
    first, *others = replacement.replace("\\", "\\\\").split("…")
    return first + "".join(f"\\g<{number}>{part}" for number, part in enumerate(others, 1))


def _entry(
    rule: int,
    data: Mapping[str, Any],
    literals: tuple[str, ...],
    pattern: str,
    triggers: tuple[tuple[str, ...], ...],
    replacements: tuple[str, ...],
) -> tuple[Any, ...]:
    return (
        rule,
        literals,
        pattern,
        tuple(sorted(triggers, key=_set_rarity, reverse=True)),
        replacements,
        bool(data.get("安全", False)),
        *(tuple(data.get(key, ())) for key in ("不算", "前有", "后有", "前无", "后无")),
        (tuple(data.get("同段有", ())), tuple(data.get("同段无", ()))),
        data["理由"].removesuffix("。"),
        _year(data.get("自")),
        _year(data.get("至")),
        window(pattern) if pattern else 0,
    )


def _year(date: str | None) -> int:
    return int(date[:4]) if date else 0


def _special(kind: str, data: Mapping[str, Any]) -> tuple[Any, ...]:
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
    return (
        tuple(data["词"]),
        tuple((*form, bigram(pair) if (pair := rarest_pair(form[0])) else 0) for form in forms),
        bool(data.get("齐全", False)),
        max(2, data.get("至少", 2)),
        reason,
        validity,
    )


def _index(entries: Sequence[tuple[Any, ...]], numbers: Sequence[int]) -> dict[str, Any]:
    """Entries by a rare pair of characters of each of their literals (the pair's number, or a
    single character), with the literals."""
    pairs: dict[int, list[tuple[int, str]]] = {}
    singles: dict[str, list[tuple[int, str]]] = {}
    for number in numbers:
        _, literals, _, demands, *_ = entries[number]
        triggers = demands[0] if demands else ()
        shared = _shared_pair(triggers) if len(triggers) > 1 else ""
        if shared:
            pairs.setdefault(bigram(shared), []).append((number, shared))
            continue
        for literal in literals or triggers:
            pair = rarest_pair(literal)
            if pair:
                pairs.setdefault(bigram(pair), []).append((number, literal))
            else:
                singles.setdefault(max(literal, key=_rank), []).append((number, literal))
    return {"pairs": pairs, "singles": singles}


def _shared_pair(literals: Sequence[str]) -> str:
    """A rare pair of characters that all literals have; "" where there is none."""
    shared = set.intersection(*({w[i : i + 2] for i in range(len(w) - 1)} for w in literals))
    pair = max(sorted(filter(_usable, shared)), key=_pair_rarity, default="")
    # One frequent word would let the entry through everywhere.
    return pair if pair and _pair_rarity(pair)[0] else ""


def rarest_pair(literal: str) -> str:
    """The two adjacent characters that are least likely in a text; "" for one character."""
    pairs = [literal[i : i + 2] for i in range(len(literal) - 1)]
    return max(filter(_usable, pairs), key=_pair_rarity, default="")


def _usable(pair: str) -> bool:
    return all(c < "\ud800" or "\udfff" < c < "\U00010000" for c in pair)


def _pair_rarity(pair: str) -> tuple[bool, int]:
    """Pairs that are no word come first, then those of rarer characters."""
    return pair[1] not in _words()[1].get(pair[0], ""), _rarity(pair)


def _rank(character: str) -> int:
    return _RANK.get(character, len(_RANK))


def _rarity(text: str) -> int:
    return sum(map(_rank, text))


def _near(
    phrases: Sequence[tuple[int, str, Mapping[str, Any]]], entries: list[tuple[Any, ...]]
) -> dict[str, Any]:
    """What near-misses are found by; swapped characters become plain entries."""
    if not phrases:
        return {}
    sounds, homophones = _pinyin()
    words = _words()
    compiled = []
    slips: set[int] = set()
    known = {word for _, word, _ in phrases}
    for rule, word, data in phrases:
        own = frozenset(data.get("不算", ()))
        # Another set phrase may be one character off (政治协商, 政治协调): it is no slip.
        excuses = own | {other for other in known if _one_off(other, word)}
        swaps = [
            swapped
            for i in range(len(word) - 1)
            if (swapped := word[:i] + word[i + 1] + word[i] + word[i + 2 :]) != word
            and swapped not in excuses
        ]
        wrong = []
        for i, character in enumerate(word):
            sounding = {c for s in sounds.get(character, ()) for c in homophones[s] if _typed(c)}
            # In words of two: 政治|协商. What makes another word there is no slip.
            unit, place = word[i - i % 2 : i - i % 2 + 2], i % 2
            if len(unit) < 2:
                unit, place = word[i - 1 : i + 1], 1
            natural = words[place].get(unit[1 - place], "")
            wrong.append("".join(sorted(sounding.difference(natural, character))))
            for c in wrong[-1]:
                slips.add(bigram(c + word[i + 1] if i + 1 < len(word) else word[i - 1] + c))
        reason = data["理由"].removesuffix("。")
        compiled.append((rule, word, tuple(wrong), tuple(sorted(excuses)), reason))
        if swaps:
            unless = tuple(excuse for excuse in own if any(s in excuse for s in swaps))
            entries.append(
                (
                    rule,
                    tuple(swaps),
                    "",
                    (),
                    (word,),
                    False,
                    unless,
                    (),
                    (),
                    (),
                    (),
                    ((), ()),
                    reason,
                    0,
                    0,
                    0,
                )
            )
    return {"phrases": marshal.dumps(compiled), "slips": frozenset(slips)}


def _typed(character: str) -> bool:
    """Whether a character is of level 1 of GB 2312: an input method offers no rarer one first."""
    return character.encode("gb2312", "ignore")[:1] < b"\xd8"


def _one_off(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(map(ne, one, other)) in (1, 2)


@cache
def _pinyin() -> tuple[dict[str, list[str]], dict[str, str]]:
    """Character → keys of its readings, key → characters read so; sounds that are often taken
    for each other (zh and z, n and l, in and ing) have one key."""
    sounds: dict[str, list[str]] = {}
    homophones: dict[str, str] = {}
    with open(os.path.join(_LEXICON, "pinyin.txt"), encoding="utf-8") as stream:
        for line in stream:
            syllable, characters = line.split()
            key = _sound(syllable)
            homophones[key] = homophones.get(key, "") + characters
            for character in characters:
                sounds.setdefault(character, []).append(key)
    return sounds, homophones


def _sound(syllable: str) -> str:
    for one, other in _INITIALS:
        if syllable.startswith(one):
            syllable = other + syllable.removeprefix(one)
            break
    for one, other in _FINALS:
        if syllable.endswith(one):
            return syllable.removesuffix(one) + other
    return syllable


@cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """Words of two characters: the first ones by the second, and the second ones by the first."""
    firsts: dict[str, list[str]] = {}
    seconds: dict[str, str] = {}
    with open(os.path.join(_LEXICON, "words.txt"), encoding="utf-8") as stream:
        for line in stream:
            first, others = line.split()
            seconds[first] = others
            for second in others:
                firsts.setdefault(second, []).append(first)
    return {second: "".join(found) for second, found in firsts.items()}, seconds
