"""Which genre a draft is, from its title and its content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from writer_assist.document.model import bigram, bigrams
from writer_assist.document.structure import Heading
from writer_assist.patterns import LazyPattern
from writer_assist.records import NamedTuple

from .frame import Frame, is_addressed, is_note, is_person, is_signature, without_tail
from .genres import BASE, Outline, outlines, summaries
from .papers import rank_papers
from .signs import ENOUGH, OPENING, OPENING_WORD, any_fits, count_words, opening_of

SURE = 0.65
"""The confidence from which a genre counts as recognised."""

_TITLE = 6.0
"""What a title that names a genre counts."""

UNLIKELY = 0.4
"""The confidence below which no genre is called the most likely."""

_OF_OTHERS = 0.3
"""The highest confidence where the title names a unit that the genre is not known to be of."""

_OTHER_PAPERS = "其他公文"

_SHORTEST = 120
"""A text without a title that is shorter than this (code points) is not judged at all."""

_OURS = frozenset("们办局县市镇乡室委组区国省党军街校院单处站所协会中科旗州厅部公社村")

_UNIT = LazyPattern("[^0-9０-９一二三四五六七八九〇xX×]{2,20}")

_LONGEST_SIGNATURE = 45

_CLOSING = ("问题", "不足", "打算", "下一步", "计划", "努力方向")


class Detection(NamedTuple):
    """``genre`` is the recognised outline, None if not sure; ``nearest`` the best guess.

    ``summary`` tells whether the text is a summary: only of a summary it is known what it has
    to hold where its genre is not sure.
    """

    genre: Outline | None
    nearest: Outline | None
    confidence: float
    summary: bool


NOTHING = Detection(None, None, 0.0, False)


def detect(
    frame: Frame, headings: Sequence[Heading], text: str, characters: frozenset[str]
) -> Detection:
    """Judge a draft by its frame, its headings and its whole text.

    ``characters`` are those that occur in the text (there may be more).
    """
    base = outlines()[BASE]
    title = _squeezed(frame.title)
    opening = opening_of(frame, text)
    signature = _signature(frame)
    kind = _kind(title, base)
    if kind == 0 and title:
        paper = _paper(rank_papers(frame, title, signature, text, characters))
        if paper.genre is not None:
            return paper
    if (
        kind < 0
        or (kind == 0 and not _reads_like_summary(opening, text, headings, base))
        or (_delivered(frame) and not any(w in title for w in ("总结", "述职", "履职")))
    ):
        paper = _paper(rank_papers(frame, title, signature, text, characters))
        if _delivered(frame) and paper.genre is not None and _needs_address(paper.genre):
            return NOTHING  # heard by a meeting, sent to nobody
        return paper
    if (
        kind > 0
        and title.endswith("报告")
        and _named(title, signature, opening, characters) is None
    ):
        # 关于视察某某工作情况的报告 tells of no year's work.
        paper = _paper(rank_papers(frame, title, signature, text, characters))
        if paper.genre is not None and paper.genre.category == _OTHER_PAPERS:
            return paper
    found = _summary(title, signature, opening, text, characters)
    if found.genre is None and kind > 0 and found.confidence < UNLIKELY and _is_plain(title):
        # A summary of work, and of none of the kinds that have more to hold.
        return found._replace(genre=base, confidence=round(1 - found.confidence, 2))
    if found.genre is None and is_addressed(frame) and title.endswith("报告"):
        # What is sent to a superior (特此报告) is a 报告, even if it is of the year's work.
        paper = _paper(rank_papers(frame, title, signature, text, characters))
        if paper.genre is not None:
            return paper
    return found


def _needs_address(outline: Outline) -> bool:
    return any(section.place == "recipient" and section.required for section in outline.sections)


def _paper(ranked: Sequence[tuple[float, Outline]]) -> Detection:
    """What is no summary, from the genres that it may be of."""
    if not ranked:
        return NOTHING
    best, outline = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    confidence = _confidence(best, best - second)
    sure = outline if confidence >= SURE else None
    return Detection(sure, outline, confidence, False)


def _summary(
    title: str, signature: str, opening: str, text: str, characters: frozenset[str]
) -> Detection:
    """Which summary a text is that is one."""
    named = _named(title, signature, opening, characters)
    if named is not None:
        return named
    said = _said(opening)
    person = bool(signature) and is_person(signature)
    ranked = _ranked([(_score(o, title, said, person), o) for o in summaries()])
    if not ranked:
        return Detection(None, None, 0.0, True)
    # The whole text is read only for the first few, and only where title and opening leave
    # doubts.
    if len(ranked) < 2 or ranked[0][0] < 9 or ranked[0][0] - ranked[1][0] < 6:
        ranked = _ranked([(s + _weight(o, text, characters), o) for s, o in ranked[:3]])
    best, outline = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    if best <= 0 or _is_ruled_out(outline, title, signature):
        return Detection(None, None, 0.0, True)
    lead = best - max(second, 0.0)
    # Two independent doubts: too little evidence, and a rival that is as likely.
    confidence = _confidence(best, lead)
    if _names_other(outline, title):
        confidence = min(confidence, _OF_OTHERS)
    sure = outline if confidence >= SURE else None
    return Detection(sure, outline, confidence, True)


def _is_plain(title: str) -> bool:
    """Whether a title says whose 总结 it is, and no other kind that it may be (述职, 报告)."""
    bare = without_tail(title)
    at = max(bare.find("总结"), bare.find("小结"))
    owner = bare[: max(at, 0)]
    return not bare.endswith("报告") and ("个人" in owner or not _OURS.isdisjoint(owner))


def _names_other(outline: Outline, title: str) -> bool:
    """Whether the title begins with a unit that is not one of the genre's (某社区2024年…)."""
    unit = _UNIT().match(title)
    if unit is None or not is_signature(unit[0]):
        return False
    signs = outline.signs
    return not any_fits(signs.title, title) and not any_fits(signs.weak_title, title)


def _confidence(best: float, lead: float) -> float:
    return round(min(1.0, best / 6) * (lead / (lead + 1.0)), 2)


def _named(
    title: str, signature: str, opening: str, characters: frozenset[str]
) -> Detection | None:
    """The genre that the title names, if it names one only and the opening bears it out.

    Most titles do; what else the text might be then need not be asked.
    """
    if not title or "篇" in title[-4:]:
        return None
    fitting = [
        outline
        for outline in summaries()
        if any_fits(outline.signs.title, title) and not any_fits(outline.signs.not_title, title)
    ]
    # What an office has laid down itself wins where the title names both.
    fitting = [o for o in fitting if o.own_file] or fitting
    if len(fitting) != 1 or _is_ruled_out(fitting[0], title, signature):
        return None
    signs = fitting[0].signs
    score = _TITLE + OPENING_WORD * (
        min(3, count_words(signs.opening, opening, characters))
        - min(4, count_words(signs.against, opening, characters))
    )
    if score <= _TITLE and not fitting[0].own_file:
        return None
    return Detection(fitting[0], fitting[0], _confidence(score, score), True)


def _is_ruled_out(outline: Outline, title: str, signature: str) -> bool:
    """Whether title or signature names another unit than the genre's (提案委员会, 工作队)."""
    never = outline.signs.never
    # A scraper's heading names what was searched for.
    return ("篇" not in title[-4:] and any_fits(never, title)) or any_fits(never, signature)


def _signature(frame: Frame) -> str:
    """Who signs, without white space; "" if that cannot be told from the paragraph's end."""
    if frame.signature is None:
        return ""
    text = frame.signature.text
    if len(text) > _LONGEST_SIGNATURE:
        text = text[text.rfind("。", 0, -1) + 1 :]
    return _squeezed(text) if len(text) <= _LONGEST_SIGNATURE else ""


def _delivered(frame: Frame) -> bool:
    """Whether a note under the title says that a meeting heard or passed the text."""
    date = frame.date
    if date is None or not frame.body or date.number > frame.body[0].number:
        return False
    text = date.text.strip()
    return is_note(text) and ("会议上" in text or "会上" in text or "通过" in text)


def _ranked(scores: list[tuple[float, Outline]]) -> list[tuple[float, Outline]]:
    return sorted(scores, key=lambda pair: -pair[0])


def _squeezed(title: str) -> str:
    return "".join(title.split())


def _kind(title: str, base: Outline) -> int:
    """1: the title says that this is a summary, -1: that it is none, 0: it does not say."""
    if not title:
        return 0
    bare = without_tail(title)
    signs = base.signs
    named = any_fits(signs.title, title)
    if bare.endswith(_endings(base)):
        # "工作总结及明年工作建议" is a summary, "关于报送工作总结的通知" is not.
        return (
            1
            if named
            and bare.endswith(("情况说明", "建议", "意见", "会议"))
            and (bare.rfind("总结") > bare.rfind("的"))
            and not bare.endswith("总结会议")
            else -1
        )
    if named:
        return 1
    if any_fits(signs.weak_title, title):
        return -1
    return 0


def _reads_like_summary(
    opening: str, text: str, headings: Sequence[Heading], base: Outline
) -> bool:
    """Whether a text whose title says nothing is a summary by its content."""
    if len(text) < _SHORTEST:
        return False
    ending = text[-300:]
    contrary = 0
    for word in base.signs.against:
        if word in opening or word in ending:
            contrary += 1
            if contrary == 3:
                return False
    # One such word may be quoted; two are a letter, a notice, minutes.
    score = (0.0, -1.5, -4.5)[contrary]
    address = opening.partition("\n")[0].rstrip()
    if len(address) <= 30 and address.endswith(("：", ":")):
        score -= 3  # 各位委员、同志们：
    for word in base.signs.opening:
        if word in opening:
            score += 1.5 if word.endswith(("如下", "来")) else 1
    words = "\n".join([h.text for h in headings])
    score += 1.5 * min(2, count_words(_CLOSING, words, frozenset(words)))
    return score >= 3


def _said(opening: str) -> set[str]:
    """The words of all genres that occur in an opening."""
    words = _words(summaries())
    # Most words are ruled out by their first two characters, all at once.
    there = words.keys() & bigrams(opening)
    return {word for number in there for word in words[number] if word in opening}


@lru_cache(maxsize=8)
def _words(genres: Sequence[Outline]) -> dict[int, list[str]]:
    """The words of genres for which an opening is searched, by their first two characters."""
    words: dict[int, list[str]] = {}
    for outline in genres:
        for word in outline.signs.opening + outline.signs.against:
            known = words.setdefault(bigram(word[:2]), [])
            if word not in known:
                known.append(word)
    return words


@lru_cache(maxsize=8)
def _endings(base: Outline) -> tuple[str, ...]:
    return tuple(pattern[0] for pattern in base.signs.not_title)


def _score(outline: Outline, title: str, said: set[str], person: bool) -> float:
    """How much title and opening speak for a genre; about 6 is plenty.

    ``person`` tells whether a person signs, without the name of a unit.
    """
    signs = outline.signs
    score = 0.0
    if title:
        # A scraper's heading ("…篇四") names what was searched for, not what it is.
        searched = "篇" in title[-4:]
        if any_fits(signs.not_title, title):
            score -= 0.0 if searched else _TITLE / 2
        elif any_fits(signs.title, title):
            score += 2.0 if searched else _TITLE
            person = False
        elif any_fits(signs.weak_title, title):
            score += 1.0
    if person and signs.personal is False:
        score -= _TITLE / 2
    score += OPENING_WORD * min(3, len(said.intersection(signs.opening)))
    return score - OPENING_WORD * min(4, len(said.intersection(signs.against)))


def _weight(outline: Outline, text: str, characters: frozenset[str]) -> float:
    """How much the whole text speaks for a genre."""
    signs = outline.signs
    weight = 0
    text = text[:ENOUGH]
    for word in signs.body:
        if characters.issuperset(word) and word in text:
            weight += 1 if len(word) < 4 else 2
            if weight >= 8:
                break
    score = 0.5 * weight
    if signs.personal is not None and len(text) > OPENING // 2:
        personal = _says_i(text)
        if personal != signs.personal:
            score -= 3.0 if personal else 1.5
    return score


@lru_cache(maxsize=1)
def _says_i(text: str) -> bool:
    """Whether a person speaks: 我 or 本人 more than once, not 我们, 我办, 我县."""
    count = 0
    position = text.find("我")
    while position >= 0:
        if text[position + 1 : position + 2] not in _OURS:
            count += 1
            if count == 2:
                return True
        position = text.find("我", position + 1)
    return text.count("本人") >= 2 - count
