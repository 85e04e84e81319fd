"""Words that are frequent in one section of the drafts and rare in the rest of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from .material import Unit

_LONGEST = 6
_MOST = 14
"""So many words of a section are kept."""

_INSIDE = 0.5
"""In such a part of the drafts' sections a word stands at least."""

_OUTSIDE = 0.25
"""In such a part of the rest of the drafts it stands at most."""

_MOST_DRAFTS = 40
"""So many drafts are enough to tell."""

# A word does not begin or end with these.
_NEITHER = frozenset(
    "的了和与及或在是为对从以把被将使让由于到向其这那也都就还又并而且则等之所者着过个们"
    "一二三四五六七八九十百千万亿两几多各每次项件份名人年月日号本我你他它"
)
_NOT_FIRST = _NEITHER | frozenset("性化率量")
_NOT_LAST = _NEITHER | frozenset("不要会能可已未很更最再能做抓加进")


def section_words(
    inside: Sequence[tuple[int, str]], outside: Sequence[tuple[int, str]], most: int = _MOST
) -> list[str]:
    """The words of a section, the most telling first.

    Args:
        inside: for each draft its number and the section's text in it.
        outside: the same with the rest of the draft.
        most: so many at most.
    """
    inside = inside[:_MOST_DRAFTS]
    numbers = {number for number, _ in inside}
    if len(numbers) < 2:
        return []
    found: Counter[str] = Counter()
    for _, text in inside:
        found.update(set(_words(text)))
    least = max(2, int(_INSIDE * len(inside) + 0.999))
    frequent = {word: count for word, count in found.items() if count >= least}
    if not frequent:
        return []
    others = [text for number, text in outside if number in numbers]
    rare = []
    for word, count in frequent.items():
        elsewhere = sum(word in text for text in others) / max(1, len(others))
        if elsewhere <= _OUTSIDE:
            score = count / len(inside) * (1 - elsewhere) * (1 + 0.15 * len(word))
            rare.append((score, word))
    rare.sort(key=lambda pair: (-pair[0], pair[1]))
    kept: list[str] = []
    for _, word in rare:
        if not any(word in other or other in word for other in kept):
            kept.append(word)
        if len(kept) == most:
            break
    return kept


def _words(text: str) -> Iterator[str]:
    """The words of a text, and what two of them in a row make."""
    pieces = _pieces(text)
    for start, first in enumerate(pieces):
        if first[0] in _NOT_FIRST or not _is_han(first):
            continue
        run = ""
        for piece in pieces[start : start + 2]:
            if not _is_han(piece) or len(run) + len(piece) > _LONGEST:
                break
            run += piece
            if len(run) > 1 and piece[-1] not in _NOT_LAST:
                yield run


def _pieces(text: str) -> list[str]:
    """A text cut into words; into characters where there is nothing to cut it with."""
    try:
        # Imported only here: its dictionary takes most of a second.
        from writer_assist.phrasebank.segment import words
    except ImportError:
        return list(text)
    return words(text)


def _is_han(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def heading_words(own: Sequence[Unit], others: Sequence[Unit]) -> list[str]:
    """Words that headings of a section share and no other heading has: 理论, 学习."""
    drafts: defaultdict[str, set[int]] = defaultdict(set)
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for unit in own:
        for word in _words(unit.key):
            if len(word) <= 6:
                drafts[word].add(unit.draft)
                keys[word].add(unit.key)
    elsewhere = "\n".join(unit.key for unit in others)
    least = max(2, len({unit.draft for unit in own}) // 3)
    common = sorted(
        (
            word
            for word, owners in drafts.items()
            if len(owners) >= least and len(keys[word]) > 1 and word not in elsewhere
        ),
        key=lambda word: (-len(drafts[word]), -len(word), word),
    )
    kept: list[str] = []
    for word in common:
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return kept[:6]
