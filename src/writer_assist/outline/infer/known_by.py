"""What a genre is called, and by what it is known: from titles and openings of past drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from writer_assist.outline.genres import BASE, outlines

from .names import without_persons
from .reading import Reading
from .sections import Part
from .titles import common_words, endings, is_general, opening, patterns, squeezed


def name_of(reading: Reading) -> str:
    """What the genre is called: as it is known, or by what the titles have in common."""
    if not reading.is_base:
        return reading.known.name
    common = "".join("".join(_patterns(reading)).split("…"))
    taken = {n for o in outlines().values() for n in (o.name, *o.aliases)}
    kind = "工作总结" if reading.summary else "公文"
    if common and not common.endswith(("总结", "报告", *endings(reading.titles))):
        common += kind
    name = common if len(common) >= 4 else kind
    return f"本单位{name}" if name in taken else name


def _patterns(reading: Reading) -> list[str]:
    """What most titles have in common, as a pattern without the names of persons."""
    found = [without_persons(pattern, "…") for pattern in patterns(reading.titles)]
    parts = [[part for part in pattern.split("…") if len(part) > 1] for pattern in found]
    return ["…".join(pattern) for pattern in parts if pattern]


def signs(reading: Reading) -> dict[str, Any]:
    """By what the genre is known: what its titles have in common."""
    found = _patterns(reading)
    if not reading.is_base:
        unsure = [s.draft.title_text for s in reading.samples if s.draft.genre != reading.known.id]
        named = [pattern for pattern in found if not is_general(pattern)]
        return {"标题": named} if unsure and named else {}
    said: dict[str, Any] = {}
    if reading.summary:
        named = [pattern for pattern in found if not is_general(pattern)]
        if named:
            said["标题"] = named
        elif found:
            said["标题可能"] = found
    else:
        ends = endings(reading.titles)
        if ends:
            said["标题结尾"] = ends
        named = [pattern for pattern in found if not is_general(pattern)]
        if named:
            said["标题"] = named
    known = outlines()[BASE].signs.opening if reading.summary else ()
    texts = [opening(sample.lead) for sample in reading.samples]
    words = reading.names.without(common_words(texts, known))
    if words:
        said["开头"] = words
    return said


def more_signs(reading: Reading, signs: Mapping[str, Any], parts: Sequence[Part]) -> dict[str, Any]:
    """Signs with the titles' own units: where nothing else tells the genre from others."""
    more = dict(signs)
    ends = Counter(squeezed(title)[-4:] for title in reading.titles if title)
    named = list(more.get("标题", []))
    units = [
        title.partition("20")[0]
        for title in map(squeezed, reading.titles)
        if "20" in title and len(title.partition("20")[0]) >= 4
    ]
    units = [unit for unit in units if not reading.names.holds_person(unit)]
    for unit in dict.fromkeys(units):
        end = next((e for e, _ in ends.most_common() if len(e) >= 2), "总结")
        named.append(f"{unit}…{end}")
    if named:
        more["标题"] = list(dict.fromkeys(named))
    body = [word for part in parts for word in part.words[:3] if len(word) >= 2]
    if body:
        more["正文"] = list(dict.fromkeys(body))[:20]
    return more
