"""Which genre a draft that is no summary is of: 请示, 函, 通知, 提案, 调研报告 …

Such papers say what they are: by the end of their title, by the sentence that leads over
(现答复如下) and by the one that closes them (妥否，请批示). Two of these that agree are sure; a
title alone is if no other genre claims it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from .frame import LONGEST_TITLE, Frame, ends_title, without_tail
from .genres import Outline, papers
from .signs import ENOUGH, OPENING_WORD, any_fits, count_words, opening_of

ENDING = 200
"""So much of a text's end, in code points, is looked at closely."""

_TITLE = 6.0
"""What the end of a title counts."""

_NAMED = 4.0
"""What a pattern inside the title counts."""

_CLOSING_WORD = 2.0
_BODY_WORD = 0.5
_MOST_BODY = 6

_UNNAMED = 5.5
_UNTITLED = 5.0
"""So much must speak for a genre that the title does not name, and where there is no title."""

_REPLACED = -1
"""Stands for the length of an ending that a genre of the office's own has as well."""

_SPECIFIC = 4
"""An ending of so many code points names a genre whatever stands before it."""

_OPEN = ("建议", "反映", "情况")

_SHORTEST = 25
"""Of a text that is shorter (code points) its title alone does not tell the genre."""


def rank_papers(
    frame: Frame, title: str, signature: str, text: str, characters: frozenset[str]
) -> list[tuple[float, Outline]]:
    """The genres that a draft may be of, each with what speaks for it (6 is plenty), best first.

    Args:
        frame: its title, signature and body.
        title: the title without white space.
        signature: who signs, without white space.
        text: the whole draft.
        characters: those that occur in it (there may be more).
    """
    if len(text) - len(title) < _SHORTEST or _is_collection(frame, title):
        return []
    bare = without_tail(title)
    endings = dict(_longest(bare)) if bare else {}
    if not endings and "——" in bare:
        # 大会决议 ——关于某某工作报告
        bare = without_tail(bare.partition("——")[0])
        endings = dict(_longest(bare)) if bare else {}
    # 关于……的建议 may be a proposal, information or a letter: its text tells.
    kind = bool(bare) and ends_title(bare) and not bare.endswith(_OPEN)
    if kind and not endings and not any(_inside(o, title) for o in papers()):
        return []  # 讲话, 合同, 办法
    # A line under the title (提案人：某某) counts as a signature, and tells as much.
    opening = f"{signature}\n{opening_of(frame, text)}"
    ending = text[-ENDING:]
    ranked = []
    for outline in papers():
        signs = outline.signs
        named, length = endings.get(outline.id, (0.0, 0))
        if length == _REPLACED:
            continue
        # A whole word at the end (调研报告) tells more than one before it.
        if length < _SPECIFIC and title and any_fits(signs.not_title, title):
            continue
        if any_fits(signs.never, title) or any_fits(signs.never, signature):
            continue
        if not named and title and _inside(outline, title):
            named = _NAMED
        if kind and not named:
            continue
        score = OPENING_WORD * min(3, count_words(signs.opening, opening, characters))
        score -= OPENING_WORD * min(4, count_words(signs.against, opening, characters))
        score += _CLOSING_WORD * min(2, count_words(signs.closing, ending, characters))
        if not named and (
            (title and outline.category == "法定公文") or not _is_told(outline, opening, ending)
        ):
            continue
        body = _BODY_WORD * min(_MOST_BODY, count_words(signs.body, text[:ENOUGH], characters))
        score += named + body
        if named or score >= (_UNNAMED if title else _UNTITLED):
            ranked.append((score, outline))
    return sorted(ranked, key=lambda pair: -pair[0])


def _is_collection(frame: Frame, title: str) -> bool:
    """Whether further titles of the same kind stand in the text: several papers in one file."""
    kind = title[-2:]
    if len(title) < 8:
        return False
    return any(
        8 <= len(p.text) <= LONGEST_TITLE
        and p.text.endswith(kind)
        and p.text.startswith(("关于", title[:4]))
        and "".join(p.text.split()) != title
        and p.level is None
        for p in frame.body
    )


def _is_told(outline: Outline, opening: str, ending: str) -> bool:
    """Whether a text tells its genre without any title: by two words that are no letters."""
    signs = outline.signs
    said = [w for w in signs.opening if len(w) > 2 and w in opening]
    return bool(said) and len(said) + sum(len(w) > 2 and w in ending for w in signs.closing) > 1


def _longest(title: str) -> Iterator[tuple[str, tuple[float, int]]]:
    """The genres that claim the end of a title; of two claims the longer one wins.

    The other stays a rival: 关于召开全会的通知 is a notice of a meeting, yet a notice. What an
    office has laid down itself, however, replaces a built-in genre that has the same ending.

    Returns:
        For each genre what the claim counts, and how long the winning ending is (code points; 0
        for one that does not win, :data:`_REPLACED` for one that is not to be asked).
    """
    claims = sorted(
        (
            (length, genre)
            for pattern, genre in _endings(papers()).get(title[-1:], ())
            if (length := _ends(title, pattern))
        ),
        reverse=True,
    )
    own = {outline.id for outline in papers() if outline.own_file}
    ours = {length for length, genre in claims if genre in own}
    replaced = {genre for length, genre in claims if length in ours} - own if ours else ()
    claims = [claim for claim in claims if claim[1] not in replaced]
    for genre in replaced:
        yield genre, (0.0, _REPLACED)
    for length, genre in reversed(claims):
        yield genre, (_TITLE, length) if length == claims[0][0] else (_TITLE / 2, 0)


def _ends(title: str, pattern: Sequence[str]) -> int:
    """How many code points of a pattern a title ends with; 0 if it does not."""
    if not title.endswith(pattern[-1]):
        return 0
    stop = len(title) - len(pattern[-1])
    position = 0
    for part in pattern[:-1]:
        position = title.find(part, position, stop)
        if position < 0:
            return 0
        position += len(part)
    return sum(map(len, pattern))


@lru_cache(maxsize=8)
def _endings(known: Sequence[Outline]) -> dict[str, list[tuple[Sequence[str], str]]]:
    """The patterns that end a title, each with its genre, by their last character."""
    found: dict[str, list[tuple[Sequence[str], str]]] = {}
    for outline in known:
        for pattern in outline.signs.endings:
            found.setdefault(pattern[-1][-1], []).append((pattern, outline.id))
    return found


def _inside(outline: Outline, title: str) -> bool:
    return any_fits(outline.signs.title, title)
