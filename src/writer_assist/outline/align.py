"""Which heading belongs to which section, and which sections have none."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from writer_assist.document.model import Paragraph
from writer_assist.document.structure import LONGEST, SPACE, Heading, mark_of
from writer_assist.records import NamedTuple

from .frame import Frame
from .genres import BASE, SUMMARY, Outline, Section, normalise, outlines
from .sections import SectionReport, SectionState
from .tone import admits, lacks_nothing, promises
from .unheaded import closing, flow, lead, recipient, rest, surroundings

_BACKWARD = 2.5
"""What going back in the order of sections costs: a weak match gives way, a strong one stands."""

_COMPLETE = 32
"""A heading that is a sentence of this length (code points) says something by itself."""

_LONGEST = 60
"""So much of a heading, in code points, is compared."""

_LABEL = 16
"""The longest line or run-in beginning (code points) taken for a heading without a number."""

_INSIDE: Mapping[int, float] = {}
"""The strength of whatever stands under a heading that names problems or plan."""

_NAMED = 2.2
"""The strength from which a heading's own words name a section."""

_ALL_BUT = 3.4
"""The strength of a heading that says little but what section it is."""

_EARLY = 36
"""Words so near to the heading of a part (code points) show what it is about."""

_NEAR = 8
"""So near behind a word (code points) a number counts what it names."""

_TOGETHER = 60
"""Two words of a section within so many code points speak of it."""

_BEGINNING = 6
"""So near behind the beginning of a sentence (code points) a word is its topic."""

_BEFORE_TOPIC = SPACE + "一二三四五六七八九十是要（）()、.．0123456789"
_MARKS_BEFORE = frozenset("。；")
_NUMERALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千两几多")

_MANY = 30
"""Of a list so many paragraphs show what it is about."""

_MUCH = 3
"""So many words of a section in the text of a part show that it is about the section."""

_AFTER_PLAN = 1.6
"""The strength from which a heading behind the plan names a section that belongs before it."""

_LONGEST_CLOSING = 30
"""A paragraph that closes a paper and is no longer (code points) says nothing else."""

_REFLECTIONS = ("体会", "启示", "感受", "感悟", "收获", "经验")
"""A part on what was learnt says 要 and 不 as often as problems and plan do."""

_FILLERS = ("存在", "主要", "一些", "几个", "方面", "工作", "情况")

_WEAKER = 0.8
"""A heading that names a section so much more weakly than another is not one of the section."""

_NOWHERE: tuple[SectionState, int | None] = ("missing", None)

_YEAR_MARKS = "xX×*＊Ｘ_＿○〇oO"


class Part(NamedTuple):
    """A heading with what was found out about it.

    ``depth`` is its level counted from the draft's highest one; ``strength`` maps section
    numbers to scores from 1 (a word of it occurs) to 4 (that is all it says).
    """

    heading: Heading
    at: int
    depth: int
    strength: Mapping[int, float]


class Alignment(NamedTuple):
    """The sections as found, and where each one stands.

    ``anchors`` gives, for each section that has no place of its own, the paragraph behind
    which it belongs; ``headings`` the headings of those that have one; ``evidence`` the words
    (start, end) by which one without a heading was found; ``empty`` the headings, of the
    highest level or of an empty section, under which nothing stands.
    """

    sections: Sequence[SectionReport]
    anchors: dict[str, Paragraph]
    headings: dict[str, Sequence[Heading]]
    evidence: dict[str, tuple[Paragraph, int, int]]
    empty: Sequence[Heading]


def align(
    frame: Frame,
    headings: Sequence[Heading],
    outline: Outline,
    characters: frozenset[str],
    paragraphs: Sequence[Paragraph] = (),
) -> Alignment:
    """Find each section of an outline in a draft.

    Args:
        frame: title, signature, date and body of the draft.
        headings: its headings with a level, in order.
        outline: the sections to look for.
        characters: those that occur in the draft (there may be more).
        paragraphs: all of the draft, for what stands above its title and below its date.
    """
    body = frame.body
    parts = _parts(frame, headings, outline)
    chosen = _assign(parts, outline)
    found: dict[int, list[Part]] = {}
    for part, numbers in zip(parts, chosen, strict=True):
        for number in numbers:
            found.setdefault(number, []).append(part)
    _insist(parts, chosen, found, outline)
    _settle(parts, found, outline)
    _adopt(body, parts, chosen, found, outline, characters)
    _open_lead(frame, found, outline)
    evidence: dict[str, tuple[Paragraph, int, int]] = {}
    _other_work(parts, found, outline)
    states = _states(frame, parts, found, outline, evidence, characters)
    surroundings(frame, paragraphs, outline, states)
    reports: list[SectionReport] = []
    for number, section in enumerate(outline.sections):
        state, paragraph = states[number]
        reports.append(SectionReport(section.id, section.name, section.required, state, paragraph))
    below = _Below(frame, parts, outline)
    hollow = {id(p) for n, own in found.items() if states[n][0] == "empty" for p in _main(own, n)}
    empty = [
        part.heading
        for part in parts
        if (id(part) in hollow or part.depth == 1) and below.is_empty(part)
    ]
    return Alignment(
        reports,
        _anchors(outline, states, found, parts, body),
        {outline.sections[n].id: [p.heading for p in ps] for n, ps in found.items()},
        evidence,
        empty,
    )


# Headings ----------------------------------------------------------------------------------


def _parts(frame: Frame, headings: Sequence[Heading], outline: Outline) -> list[Part]:
    """The headings of the body, those without a number too, with their section scores."""
    body = frame.body
    marked = {h.paragraph.number: h for h in headings}
    top = min([h.level for h in headings], default=1)
    parts: list[Part] = []
    base_year = _year(frame.title)
    inside = 0  # depth of the problems or plan heading that the next ones stand under
    numbered = bool(marked)
    if numbered and _stand_above(body, marked, outline, top):
        top -= 1
    gate = _LABEL + 8
    for index, paragraph in enumerate(body):
        text = paragraph.text
        # Most paragraphs are plain text: they have to be passed over cheaply.
        if paragraph.level is None and len(text) > LONGEST:
            head = text[:gate]
            if "。" not in head and "：" not in head and ":" not in head and "】" not in head:
                continue
        heading = marked.get(paragraph.number)
        if heading is None:
            heading = _unnumbered(body, index, outline, top, numbered)
            if heading is None:
                continue
        elif not heading.text:
            continue
        depth = heading.level - top + 1
        if inside and depth > inside:
            parts.append(Part(heading, index, depth, _INSIDE))
            continue
        inside = 0
        strength = _strength(_words_of(heading), outline, base_year)
        if strength and depth <= 2:
            best = max(strength, key=lambda number: strength[number])
            if outline.sections[best].place in ("problems", "plan") and strength[best] >= 1.6:
                inside = depth
        parts.append(Part(heading, index, depth, strength))
    return parts


def _words_of(heading: Heading) -> str:
    """A heading's words; all of a line that is nothing else: 账本：今年办了多少."""
    text = heading.paragraph.text.rstrip(SPACE)
    rest = text[heading.end :]
    whole = rest[:1] in "：:" and len(text) - heading.start <= LONGEST and text[-1] not in "。；："
    return text[heading.start :] if rest and whole else heading.text


def _stand_above(
    body: Sequence[Paragraph], marked: Mapping[int, Heading], outline: Outline, top: int
) -> bool:
    """Whether headings without a number stand above lists: 建议： followed by 1.… 2.…."""
    for index, paragraph in enumerate(body[1:], 1):
        heading = marked.get(paragraph.number)
        if heading is None or heading.level != top or body[index - 1].number in marked:
            continue
        mark = mark_of(paragraph)
        above = body[index - 1].text
        if mark is None or mark.value != 1 or len(above) > _LABEL + 6:
            continue
        if _unnumbered(body, index - 1, outline, top, True) is not None:
            return True
    return False


def _unnumbered(
    body: Sequence[Paragraph], index: int, outline: Outline, top: int, numbered: bool
) -> Heading | None:
    """A heading without a number: a short line, or a short beginning before a colon.

    Only words that name problems or plan, or a line that is little but a section's word, are
    taken for one: short lines may be anything.
    """
    paragraph = body[index]
    text = paragraph.text
    start = len(text) - len(text.lstrip(SPACE + "【[*#"))
    ends = [p for c in "：:。】\v" if (p := text.find(c, start, start + _LABEL + 1)) > 0]
    if ends:
        end = min(ends)
    elif len(text) - start > _LABEL + 6:
        return None
    else:
        end = len(text.rstrip(SPACE + "】]*#"))
    words = text[start:end]
    if len(words) < 2 or "，" in words or "是" in words:
        return None
    if text[end:].strip(SPACE) == "。":
        return None  # a sentence
    strength = _strength(words, outline, 0)
    if text.lstrip(SPACE)[0] == "【":
        enough = 1.0
    elif (
        end == len(text.rstrip(SPACE)) and index + 1 < len(body) and len(body[index + 1].text) > 20
    ):
        enough = 2.4  # a line of its own with text below
    else:
        enough = 2.8
    if not strength or max(strength.values()) < enough or paragraph.story == "table":
        return None
    run_in = bool(text[end:].strip(SPACE + "：:】。*#"))
    if run_in and numbered:
        # "值班值守：…" under a numbered heading is a part of that.
        best = max(strength, key=lambda number: strength[number])
        if outline.sections[best].place not in ("problems", "plan"):
            return Heading(paragraph, top + 1, start, end)
    return Heading(paragraph, top, start, end)


@lru_cache(maxsize=2048)
def _strength(words: str, outline: Outline, base_year: int) -> Mapping[int, float]:
    """For each section that a heading's words speak of: how much of them does (1 … 4).

    Cached, because headings recur: from draft to draft, and at every keystroke in an editor.
    """
    text = _without_year(normalise(words[:_LONGEST]))
    index = outline.index
    covered: dict[int, int] = {}
    ends: dict[int, int] = {}
    for position in range(len(text) - 1):
        for word, number in index.get(text[position : position + 2], ()):
            end = position + len(word)
            if end <= ends.get(number, 0) or not text.startswith(word, position):
                continue
            section = outline.sections[number]
            if section.not_phrases and _ruled_out(text, position, end, section):
                continue
            covered[number] = covered.get(number, 0) + end - max(position, ends.get(number, 0))
            ends[number] = end
    strength: dict[int, float] = {}
    if covered:
        # 存在不足 and 主要问题 say no more than 不足 and 问题.
        length = max(1, len(text) - sum([len(word) for word in _FILLERS if word in text]))
        strength = {number: 1 + 3 * min(1, count / length) for number, count in covered.items()}
    elif len(text) >= 5:
        strength = _overlap(text, outline)
    year = _year(words) if base_year else 0
    if year and year > base_year and "总结" not in words:
        for number, section in enumerate(outline.sections):
            if section.place == "plan":
                strength[number] = max(strength.get(number, 0), 2.6)
    return strength


def _ruled_out(text: str, start: int, end: int, section: Section) -> bool:
    """Whether a word stands inside one that means something else (解决问题 for 问题)."""
    for other, offset in _around(text[start:end], section.not_phrases):
        if text.startswith(other, max(0, start - offset)):
            return True
    return False


@lru_cache(maxsize=4096)
def _around(word: str, others: Sequence[str]) -> Sequence[tuple[str, int]]:
    """Those of the others that hold a word, each with the offset of the word in it."""
    return tuple([(other, offset) for other in others if (offset := other.find(word)) >= 0])


def _overlap(text: str, outline: Outline) -> dict[int, float]:
    """Sections one of whose longer words is nearly there (参谋辅政服务 for 参谋服务)."""
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    strength: dict[int, float] = {}
    for pair in pairs:
        for word, number in outline.index.get(pair, ()):
            if len(word) >= 4 and number not in strength:
                shared = sum(word[i : i + 2] in pairs for i in range(len(word) - 1))
                if shared >= 2 and shared >= 0.6 * (len(word) - 1):
                    strength[number] = 1 + 2 * shared / len(pairs)
    return strength


def _assign(parts: Sequence[Part], outline: Outline) -> list[list[int]]:
    """Section numbers for each heading: the best way through the order of sections.

    Headings are read in order; going forward through the sections costs nothing, going back
    does. A heading that names two sections (问题及打算) counts for both.
    """
    ranks = sorted({s.order for s in outline.sections})
    rank_of = [ranks.index(s.order) for s in outline.sections]
    count = len(ranks)
    last = max((p.at for p in parts if p.depth == 1), default=0)
    gains: list[tuple[int, list[float]]] = []
    for at, part in enumerate(parts):
        if not part.strength:
            continue
        gain = [0.0] * count
        closing = 0.7 if last and part.at >= last else 0.0
        for number, value in part.strength.items():
            rank = rank_of[number]
            if closing and outline.sections[number].place in ("problems", "plan"):
                value += closing
            if value > gain[rank]:
                gain[rank] = value
        gains.append((at, gain))
    chosen: list[list[int]] = [[] for _ in parts]
    # Where each heading's strongest match keeps the order, no other way can be better.
    straight = [gain.index(max(gain)) for _, gain in gains]
    if straight == sorted(straight) and all(g.count(max(g)) == 1 for _, g in gains):
        for (at, _), rank in zip(gains, straight, strict=True):
            chosen[at] = _numbers(parts[at], rank, rank_of, outline)
        return chosen
    # Viterbi over ranks; a heading without any match keeps the rank.
    best = [0.0] * count
    steps: list[tuple[int, list[tuple[int, bool]]]] = []
    for at, gain in gains:
        step: list[tuple[int, bool]] = []
        now: list[float] = []
        top = max(best)
        highest = best.index(top)
        running = -1.0
        origin = 0
        for rank, here in enumerate(best):
            if here > running:
                running, origin = here, rank
            taken, source = running, origin
            if top - _BACKWARD > taken:
                taken, source = top - _BACKWARD, highest
            taken += gain[rank]
            # Not to take the match and stay may be better.
            if gain[rank] and taken > here:
                now.append(taken)
                step.append((source, True))
            else:
                now.append(here)
                step.append((rank, False))
        steps.append((at, step))
        best = now
    rank = best.index(max(best))
    for at, step in reversed(steps):
        source, matched = step[rank]
        if matched:
            chosen[at] = _numbers(parts[at], rank, rank_of, outline)
        rank = source
    return chosen


def _numbers(part: Part, rank: int, rank_of: Sequence[int], outline: Outline) -> list[int]:
    """The sections that a heading placed at ``rank`` stands for."""
    places = {outline.sections[n].place for n in part.strength if rank_of[n] == rank}
    numbers = []
    for number, value in part.strength.items():
        place = outline.sections[number].place
        if rank_of[number] == rank:
            numbers.append(number)
        elif place in ("problems", "plan") and places & {"problems", "plan"}:
            if value >= 1.5:
                numbers.append(number)
        elif place == "work" and places == {"work"}:
            numbers.append(number)
    return numbers


def _insist(
    parts: Sequence[Part],
    chosen: list[list[int]],
    found: dict[int, list[Part]],
    outline: Outline,
) -> None:
    """Take a heading that names problems or plan for what it says, out of order or not.

    The best way through the sections leaves it out where going back would cost too much.
    """
    for number, section in enumerate(outline.sections):
        if number in found or section.place not in ("problems", "plan"):
            continue
        for at, part in enumerate(parts):
            strength = part.strength.get(number, 0)
            if not chosen[at] and strength >= _NAMED:
                found[number] = [part]
                chosen[at] = [number]
                break
            # 改进措施 is little but a word for the plan, though measures are taken as well.
            others = [n for n in chosen[at] if len(found[n]) > 1 and strength >= part.strength[n]]
            if strength >= _ALL_BUT and others == chosen[at]:
                for other in others:
                    found[other] = [p for p in found[other] if p is not part]
                found[number] = [part]
                chosen[at] = [number]
                break


def _adopt(
    body: Sequence[Paragraph],
    parts: Sequence[Part],
    chosen: Sequence[Sequence[int]],
    found: dict[int, list[Part]],
    outline: Outline,
    characters: frozenset[str],
) -> None:
    """Give headings to the sections that the text under them speaks of.

    Writers call a section what they like (心系百姓冷暖); what stands below tells what it is. So
    does it where a word of a heading may mean two sections (抓服务、保运转).
    """
    wanted = [
        number
        for number, section in enumerate(outline.sections)
        if number not in found and section.phrases and section.headed and not section.rest
    ]
    if not wanted:
        return
    texts = _Texts(body, parts, outline, characters)
    _correct(parts, found, wanted, texts, outline)
    open_parts = [
        i
        for i, part in enumerate(parts)
        if not chosen[i]
        and part.depth <= 2
        and part.strength is not _INSIDE
        and not _is_general(part.heading.text)
    ]
    _by_tone(parts, open_parts, found, wanted, texts, outline)
    claims: list[tuple[int, int, int]] = []
    for number in wanted:
        if number in found:
            continue
        work = outline.sections[number].place == "work"
        for i in open_parts:
            # The last of the work may go over to the problems without any heading.
            if not work and parts[i].at * 2 < len(body):
                continue
            positions = texts.positions(i, number)
            # Once and late is a mention; early or again is what the text is about.
            early = bool(positions) and min(positions) <= len(parts[i].heading.text) + _EARLY
            if early or (work and len(positions) > 1):
                claims.append((-len(positions) - early, i, number))
    # Each heading goes to the section that most under it speaks of; one that says nothing of
    # its own may hold two of which much is said.
    owners: dict[int, int] = {}
    for _, i, number in sorted(claims):
        if number not in found and i not in owners:
            found[number] = [parts[i]]
            owners[i] = number
    for claim, i, number in sorted(claims):
        if number not in found and i in owners:
            closing = outline.sections[number].place == "plan"
            if closing or (-claim >= _MUCH and texts.begins(i, number)):
                found[number] = [parts[i]]
    # One that is left is about something: rather a section that it touches than none.
    for i in open_parts:
        if i not in owners and parts[i].depth == 1:
            touched = [
                (-len(texts.positions(i, n)), n)
                for n in wanted
                if n not in found and outline.sections[n].place == "work" and texts.positions(i, n)
            ]
            if touched:
                owners[i] = min(touched)[1]
                found[owners[i]] = [parts[i]]
    for number in wanted:
        # 以短为镜: the problems, and at its end what is to be done about them.
        if number not in found and outline.sections[number].place == "plan":
            for other, own in list(found.items()):
                if outline.sections[other].place != "problems" or own[0].strength.get(other, 0):
                    continue
                if texts.positions(parts.index(own[0]), number):
                    found[number] = own


def _open_lead(frame: Frame, found: dict[int, list[Part]], outline: Outline) -> None:
    """Take a heading for the content where the lead stands before it without any.

    一、视察的基本情况 behind a paragraph on who went where is what they saw.
    """
    rest = next((n for n, section in enumerate(outline.sections) if section.rest), None)
    if rest is None or rest in found:
        return
    for number, own in list(found.items()):
        section = outline.sections[number]
        if section.place != "lead":
            continue
        if lead(frame, own[0].at, recipient(frame, outline), section)[0] == "present":
            found[rest] = found.pop(number)
            return


def _by_tone(
    parts: Sequence[Part],
    open_parts: list[int],
    found: dict[int, list[Part]],
    wanted: Sequence[int],
    texts: _Texts,
    outline: Outline,
) -> None:
    """Know problems and plan, under whatever heading, by how they are written."""
    for number in wanted:
        place = outline.sections[number].place
        if place not in ("problems", "plan") or number in found:
            continue
        for i in reversed(open_parts):
            if parts[i].depth > 1 or i * 2 < len(parts) - 1:
                continue
            if any(word in parts[i].heading.text for word in _REFLECTIONS):
                continue
            # The last of the work may go over to the problems without any heading: only what
            # stands first under this one tells what it is about.
            text = texts.below(i).lstrip("：。" + SPACE)
            if admits(text.partition("\n")[0]) if place == "problems" else promises(text):
                found[number] = [parts[i]]
                open_parts.remove(i)
                break


def _correct(
    parts: Sequence[Part],
    found: dict[int, list[Part]],
    wanted: Sequence[int],
    texts: _Texts,
    outline: Outline,
) -> None:
    """Take a heading from a section that has a better one, if its text speaks of another.

    抓服务、保运转 may be of meetings as well as of logistics; of meetings there is a part.
    """
    at = {id(part): i for i, part in enumerate(parts)}
    held = Counter(id(part) for own in found.values() for part in own)
    for number, own in list(found.items()):
        if len(own) < 2 or outline.sections[number].place != "work":
            continue
        weak = [
            part for part in own if part.strength.get(number, 0) < _NAMED and held[id(part)] == 1
        ]
        if len(weak) == len(own):
            weak.sort(key=lambda part: len(texts.positions(at[id(part)], number)))
            weak = weak[:-1]
        for part in weak:
            mine = len(texts.positions(at[id(part)], number))
            for other in wanted:
                if other in found or outline.sections[other].place != "work":
                    continue
                i = at[id(part)]
                theirs = len(texts.positions(i, other))
                if theirs >= max(_MUCH, 2 * mine + 2) and texts.begins(i, other):
                    found[other] = [part]
                    found[number] = [p for p in found[number] if p is not part]
                    break


class _Texts:
    """What stands under each heading, and where in it a section's words are."""

    def __init__(
        self,
        body: Sequence[Paragraph],
        parts: Sequence[Part],
        outline: Outline,
        characters: frozenset[str],
    ) -> None:
        self._body = body
        self._parts = parts
        self._outline = outline
        self._characters = characters
        self._texts: dict[int, tuple[str, str]] = {}
        self._positions: dict[tuple[int, int], list[int]] = {}

    def positions(self, part: int, number: int) -> list[int]:
        """The first place of each of a section's words in the text of a part (by its number)."""
        key = (part, number)
        if key not in self._positions:
            section = self._outline.sections[number]
            work = section.place == "work"
            text = self._text(part)[0 if work else 1]
            words = section.phrases if work else section.phrases + section.late_phrases
            self._positions[key] = [
                at
                for word in words
                if self._characters.issuperset(word)
                and (at := text.find(word)) >= 0
                and not (section.not_phrases and _ruled_out(text, at, at + len(word), section))
            ]
        return self._positions[key]

    def begins(self, part: int, number: int) -> bool:
        """Whether a section is spoken of in the first paragraph under a heading."""
        text = self._text(part)[0]
        heading = text.find("\n")
        end = text.find("\n", heading + 1) if heading >= 0 else -1
        return end < 0 or min(self.positions(part, number), default=end) < end

    def below(self, part: int) -> str:
        """What stands under the heading of a part, up to the next heading of its level."""
        parts = self._parts
        mine = parts[part]
        end = next((p.at for p in parts[part + 1 :] if p.depth <= mine.depth), len(self._body))
        first = mine.heading.paragraph.text[mine.heading.end :]
        return "\n".join([first, *(p.text for p in self._body[mine.at + 1 : end])])

    def _text(self, part: int) -> tuple[str, str]:
        """All of a part's text with its heading, and its first two paragraphs."""
        if part not in self._texts:
            parts = self._parts
            end = parts[part + 1].at if part + 1 < len(parts) else len(self._body)
            lines = [p.text for p in self._body[parts[part].at : end]]
            self._texts[part] = "\n".join(lines), "\n".join(lines[:2])
        return self._texts[part]


def _is_general(words: str) -> bool:
    """Whether a heading only says that work is described below (2024年工作总结)."""
    text = normalise(words)
    return any(word in text for word in outlines()[BASE].section("work").headings)


def _other_work(parts: Sequence[Part], found: dict[int, list[Part]], outline: Outline) -> None:
    """Where one section takes the rest, headings of no other are its own."""
    number = next((n for n, s in enumerate(outline.sections) if s.rest), None)
    if number is None:
        return
    others = {id(part) for n, own in found.items() if n != number for part in own}
    # What follows the suggestions is of the suggestions: 一是…… 二是……
    ends = [
        part.at
        for n, own in found.items()
        if outline.sections[n].place == "plan"
        and outline.sections[n].order > outline.sections[number].order
        for part in own
        if part.strength.get(n, 0) >= _NAMED
    ]
    end = min(ends, default=len(parts) and parts[-1].at + 1)
    own = [p for p in parts if id(p) not in others and p.depth == 1 and p.at < end]
    if not own:
        # Headings of the second level that stand under none of the first.
        for part in parts:
            if part.depth == 1:
                break
            if id(part) not in others:
                own.append(part)
    if own:
        found[number] = own


def _settle(parts: Sequence[Part], found: dict[int, list[Part]], outline: Outline) -> None:
    """Leave to each section the headings that name it best.

    （一）关于某某问题 in the work done is no part on problems where 三、目前存在的困难 is one.
    """
    for number, own in found.items():
        if outline.sections[number].place in ("problems", "plan") and len(own) > 1:
            best = max(part.strength.get(number, 0) for part in own)
            found[number] = [p for p in own if p.strength.get(number, 0) >= best - _WEAKER]
        elif len(own) > 1 and any(part.depth == 1 for part in own):
            # What stands under a part that is named is of that part, whatever else it names.
            kept = [part for part in own if not _is_under_other(part, parts, own)]
            found[number] = kept or own


def _is_under_other(part: Part, parts: Sequence[Part], own: Sequence[Part]) -> bool:
    """Whether a heading stands under one that names another section, and names its own weakly."""
    if part.depth == 1 or max(part.strength.values(), default=0) >= _NAMED:
        return False
    above = [other for other in parts if other.at < part.at and other.depth == 1]
    return (
        bool(above)
        and all(above[-1] is not other for other in own)
        and max(above[-1].strength.values(), default=0) >= _NAMED
    )


# States ------------------------------------------------------------------------------------


def _states(
    frame: Frame,
    parts: Sequence[Part],
    found: dict[int, list[Part]],
    outline: Outline,
    evidence: dict[str, tuple[Paragraph, int, int]],
    characters: frozenset[str],
) -> list[tuple[SectionState, int | None]]:
    misplaced = _out_of_order(found, outline)
    address = recipient(frame, outline)
    start = parts[0].at if parts else address
    first = parts[0].at if parts else None
    flowing = flow(frame, first, address, outline, found)
    below = _Below(frame, parts, outline)
    windows = _Windows(frame, start, found, outline, misplaced, characters)
    states: list[tuple[SectionState, int | None]] = []
    for number, section in enumerate(outline.sections):
        own = found.get(number)
        state: SectionState
        framed = _FRAMED.get(section.place)
        if framed is not None:
            named = own or [part for part in parts if number in part.strength]
            paragraph = getattr(frame, framed) or (named[0].heading.paragraph if named else None)
            states.append(_whether(paragraph))
        elif own:
            if number in misplaced:
                state = "misplaced"
            elif all(below.is_empty(part) for part in _main(own, number)):
                state = "empty"
            else:
                state = "present"
            states.append((state, own[0].heading.paragraph.number))
        elif section.place == "recipient":
            states.append(_whether(frame.body[0] if address else None))
        elif number in flowing:
            states.append(("present", flowing[number]))
        elif section.place == "lead":
            states.append(lead(frame, first, address, section) if section.headed else _NOWHERE)
        elif section.place == "closing":
            states.append(closing(frame, section))
        elif section.place in ("head", "note"):
            states.append(_NOWHERE)  # not in the body
        elif section.rest:
            states.append(rest(frame, first, address, section) if section.headed else _NOWHERE)
        else:
            place = windows.find(section)
            if place is None and section.headed:
                place = _restart(frame.body, parts, found, outline, number)
            if place and section.headed:
                evidence[section.id] = place
            state = "unheaded" if section.headed else "present"
            states.append((state, place[0].number) if place else ("missing", None))
    return states


_FRAMED = {"title": "title_paragraph", "signature": "signature", "date": "date"}


def _restart(
    body: Sequence[Paragraph],
    parts: Sequence[Part],
    found: Mapping[int, Sequence[Part]],
    outline: Outline,
    number: int,
) -> tuple[Paragraph, int, int] | None:
    """Where numbers begin again under the section before: the next one has lost its heading.

    （一）…（四） under the problems, and then （一）…（三）: these are the suggestions. So is a
    list behind the problems' own text, if nothing in it is said to be lacking.
    """
    closing = outline.sections[number].place == "plan"
    order = outline.sections[number].order
    before = [n for n in found if outline.sections[n].order < order and outline.sections[n].headed]
    if not before:
        return None
    nearest = max(outline.sections[n].order for n in before)
    last = max(
        (p for n in before if outline.sections[n].order == nearest for p in found[n]),
        key=lambda part: part.at,
    )
    problems = any(
        outline.sections[n].place == "problems" and any(p is last for p in found[n]) for n in before
    )
    family, seen = 0, 0
    for part in parts:
        if part.at <= last.at:
            continue
        if part.depth <= last.depth:
            break
        mark = mark_of(part.heading.paragraph)
        if mark is None or (family and mark.family != family):
            continue
        family = mark.family
        if mark.value == 1 and (
            seen > 1
            or (
                closing
                and problems
                and part.at > last.at + 1
                and lacks_nothing("\n".join([p.text for p in body[part.at : part.at + _MANY]]))
            )
        ):
            heading = part.heading
            return heading.paragraph, heading.start, heading.end
        seen = mark.value
    return None


def _whether(paragraph: Paragraph | None) -> tuple[SectionState, int | None]:
    return ("present", paragraph.number) if paragraph is not None else ("missing", None)


def _main(own: Sequence[Part], number: int) -> Sequence[Part]:
    """The headings that are a section's own; those of another that name it too are left out."""
    main = [
        part
        for part in own
        if part.strength.get(number, 0) >= max(part.strength.values(), default=0)
    ]
    return main or own


class _Below:
    """Whether anything stands under a heading."""

    def __init__(self, frame: Frame, parts: Sequence[Part], outline: Outline) -> None:
        self._body = frame.body
        self._parts = {part.at: part for part in parts}
        self._closes = tuple(
            word for s in outline.sections if s.place == "closing" for word in s.phrases
        )

    def is_empty(self, part: Part) -> bool:
        """Whether nothing does: the next heading follows, the closing sentence, or the end."""
        heading = part.heading
        paragraph = heading.paragraph
        after = self._parts.get(part.at + 1)
        last = part.at + 1 >= len(self._body) or (after is None and self._closes_at(part.at + 1))
        if after is None and not last:
            return False
        text = paragraph.text.rstrip(SPACE)
        rest = text[heading.end :].strip(SPACE + "。：:；，】]*#")
        if rest or heading.end - heading.start >= _COMPLETE:
            return False
        before = self._body[part.at - 1].text.rstrip(SPACE) if part.at else ""
        if text.endswith("；") or (
            text.endswith("。")
            and ("，" in heading.text or before.endswith("；") or self._is_one_of_many(part))
            and not self._heads_like_others(part)
        ):
            return False  # an item of a list: 本通告自发布之日起施行，……同时废止。
        if last or after is None:
            return True
        following = self._body[part.at + 1]
        if after.depth > part.depth:
            return False
        mine, theirs = mark_of(paragraph), mark_of(following)
        if following.level is None:
            # Found by its words: next to numbered headings it is the beginning of the text.
            below = following.text[after.heading.end :].strip(SPACE + "：:】。*#")
            return mine is None and not below
        # A list that starts again at 1 under the heading, with the same kind of number.
        if theirs is None or mine is None:
            return theirs is None or mine is not None
        return not (theirs.value == 1 and (mine.value != 1 or mine.family != theirs.family))

    def _heads_like_others(self, part: Part) -> bool:
        """Whether headings of its kind, that end with 。 too, have text below."""
        mark = mark_of(part.heading.paragraph)
        return mark is not None and self._kinds[part.depth, mark.family, True] > 1

    def _is_one_of_many(self, part: Part) -> bool:
        """Whether it is a sentence with a number, among others (二、禁火区为全县林区。)."""
        mark = mark_of(part.heading.paragraph)
        return mark is not None and self._kinds[part.depth, mark.family, False] > 1

    @cached_property
    def _kinds(self) -> Counter[tuple[int, int, bool]]:
        """How many headings end with 。, by depth, kind of number, and whether text is below."""
        kinds: Counter[tuple[int, int, bool]] = Counter()
        for part in self._parts.values():
            mark = mark_of(part.heading.paragraph)
            alone = part.heading.paragraph.text.rstrip(SPACE)[part.heading.end :] == "。"
            below = part.at + 1
            if mark is not None and alone and below < len(self._body):
                kinds[part.depth, mark.family, below not in self._parts] += 1
        return kinds

    def _closes_at(self, place: int) -> bool:
        """Whether a paragraph is the closing sentence of a paper (特此报告。)."""
        text = self._body[place].text.strip(SPACE)
        return len(text) <= _LONGEST_CLOSING and any(word in text for word in self._closes)


def _out_of_order(found: dict[int, list[Part]], outline: Outline) -> set[int]:
    """The sections that stand outside the longest run in the outline's order."""
    placed = sorted(
        (own[0].at, outline.sections[n].order, own[-1].at, n) for n, own in found.items()
    )
    orders = [order for _, order, _, _ in placed]
    if orders == sorted(orders):
        return set()
    # Sections of one rank move as one; a rank's weight is the number of its headings.
    best: list[tuple[int, int]] = []
    for i, (start, order, _, number) in enumerate(placed):
        weight, previous = len(found[number]), -1
        top = 0
        for j in range(i):
            if placed[j][1] <= order and placed[j][0] <= start and best[j][0] > top:
                top, previous = best[j][0], j
        best.append((top + weight, previous))
    at = max(range(len(placed)), key=lambda k: (best[k][0], -placed[k][1]))
    kept: set[int] = set()
    while at >= 0:
        kept.add(placed[at][3])
        at = best[at][1]
    together = {id(part) for n in kept for part in found[n]}
    plans = [part.at for n in kept if outline.sections[n].place == "plan" for part in found[n]]
    end = max(plans, default=0)
    return {
        n
        for n, own in found.items()
        if n not in kept
        and max(part.strength.get(n, 0) for part in own)
        >= (_AFTER_PLAN if end and all(p.at > end and p.depth == 1 for p in own) else _NAMED)
        # One heading for two sections has no order.
        and not any(id(part) in together for part in own)
    }


class _Windows:
    """Where in the body a section's words are looked for."""

    def __init__(
        self,
        frame: Frame,
        start: int,
        found: dict[int, list[Part]],
        outline: Outline,
        misplaced: set[int],
        characters: frozenset[str],
    ) -> None:
        self.body = frame.body
        self.headed = bool(found)
        self.summary = outline.category == SUMMARY
        self.year = _year(frame.title)
        self.characters = characters
        self._texts: dict[tuple[int, int], str] = {}
        self._lengths: Sequence[int] = ()
        # Work is described behind the lead, before the problems and the plan.
        self.work_start = start
        self.work_end = len(frame.body)
        for number, own in found.items():
            place = outline.sections[number].place
            if place in ("problems", "plan") and number not in misplaced:
                self.work_end = min(self.work_end, own[0].at)
        if self.work_end <= start:
            self.work_start, self.work_end = 0, self.work_end or len(frame.body)

    def find(self, section: Section) -> tuple[Paragraph, int, int] | None:
        """The first words that show the section, in the part of the draft it can be in."""
        end = len(self.body)
        if section.place == "work":
            # A lead says 在…领导下 and 认真学习 whatever comes after it.
            if self.headed and section.headed and section.required:
                return self._strong(self.work_start, self.work_end, section) or (
                    self._strong(0, self.work_start, section, told=True)
                )
            return self._first(
                self.work_start, self.work_end, section.phrases, section
            ) or self._first(0, self.work_start, section.phrases, section)
        problems = section.place == "problems"
        early = self._from(0.3 if problems or not self.summary else 0.55)
        # Near the end even a single word (差距, 不足) speaks of the author's own work.
        return (
            self._first(early, end, section.phrases, section)
            or self._first(
                self._from(0.65 if problems else 0.85), end, section.late_phrases, section
            )
            or (None if problems else self._next_year(early))
            or self._toned(early, problems=problems)
        )

    def _toned(self, start: int, *, problems: bool) -> tuple[Paragraph, int, int] | None:
        """The beginning of a paragraph that admits shortcomings, or promises."""
        if not self.headed:
            return None
        judge = admits if problems else promises
        for paragraph in self.body[start if problems else max(start, len(self.body) - 1) :]:
            text = paragraph.text
            # A text of what is lacking promises to mend it; that is no plan yet.
            if (
                judge(text)
                and (problems or not admits(text))
                and not any(word in text[:_EARLY] for word in _REFLECTIONS)
            ):
                stop = min((p for c in "，。：；" if (p := text.find(c)) > 0), default=len(text))
                return paragraph, 0, min(stop, _LONGEST)
        return None

    def _next_year(self, start: int) -> tuple[Paragraph, int, int] | None:
        """The beginning of a paragraph that tells of a later year than the title's."""
        for paragraph in self.body[start:] if self.year else ():
            text = paragraph.text
            if "年" in text[:12] and _year(text[:12]) > self.year:
                position = text.index("年")
                return paragraph, max(0, position - 4), position + 1
        return None

    def _strong(
        self, start: int, stop: int, section: Section, *, told: bool = False
    ) -> tuple[Paragraph, int, int] | None:
        """The first words that speak of the section and not only mention it.

        They do where a sentence begins with them, where two of them stand together, and where a
        number follows (提案三件). With ``told``, in a lead, the beginning of a sentence does not
        count.
        """
        words = [word for word in section.phrases if self.characters.issuperset(word)]
        if start >= stop or not words:
            return None
        text = self._joined(start, stop)
        found: list[tuple[int, int]] = []
        for word in words:
            at = text.find(word)
            while at >= 0:
                if not _means_other(text, at, at + len(word), section):
                    found.append((at, at + len(word)))
                at = text.find(word, at + len(word))
        found.sort()
        last = -1
        for at, end in found:
            begin = text.rfind("\n", 0, at) + 1
            before = text[max(begin, at - _BEGINNING) : at]
            topic = not before.strip(_BEFORE_TOPIC) or _MARKS_BEFORE.intersection(before)
            together = begin <= last <= at < last + _TOGETHER
            if together or _is_counted(text, end) or (topic and not told):
                return self.body[start + text.count("\n", 0, at)], at - begin, end - begin
            last = end
        return None

    def _joined(self, start: int, stop: int) -> str:
        """The texts of paragraphs ``start … stop``, ``\\n`` between them and nowhere else."""
        text = self._texts.get((start, stop))
        if text is None:
            lines = [p.text for p in self.body[start:stop]]
            text = "\n".join(lines)
            if text.count("\n") >= len(lines):
                text = "\n".join([line.replace("\n", "\v") for line in lines])
            self._texts[start, stop] = text
        return text

    def _from(self, share: float) -> int:
        """The index of the paragraph in which this share of the body is reached."""
        if not self._lengths:
            self._lengths = list(accumulate([len(p.text) for p in self.body]))
        return bisect_left(self._lengths, share * self._lengths[-1]) if self._lengths else 0

    def _first(
        self, start: int, stop: int, words: Sequence[str], section: Section
    ) -> tuple[Paragraph, int, int] | None:
        """The first of the words in paragraphs ``start … stop``, unless it means another thing."""
        # To rule a word out by its characters is ten times as fast as to search for it.
        words = [word for word in words if self.characters.issuperset(word)]
        if start >= stop or not words:
            return None
        text = self._joined(start, stop)
        position, length = len(text), 0
        for word in words:
            # Only what stands before the first one found so far, or is longer, matters.
            end = min(len(text), position + len(word))
            at = text.find(word, 0, end)
            while at >= 0 and _means_other(text, at, at + len(word), section):
                at = text.find(word, at + 1, end)
            if at >= 0 and (at < position or len(word) > length):
                position, length = at, len(word)
        if not length:
            return None
        first = position - (text.rfind("\n", 0, position) + 1)
        paragraph = self.body[start + text.count("\n", 0, position)]
        return paragraph, first, first + length


def _is_counted(text: str, position: int) -> bool:
    """Whether a number stands behind a position, in the same clause."""
    for character in text[position : position + _NEAR]:
        if character in _NUMERALS:
            return True
        if character in "。；，：、\n":
            break
    return False


def _means_other(text: str, start: int, end: int, section: Section) -> bool:
    """Whether a word stands in one that means something else, or in the name of a document.

    《关于补齐短板的建议》 speaks of no problem of the author's; a proposal's name does show that
    one was made.
    """
    if section.not_phrases and _ruled_out(text, start, end, section):
        return True
    if section.place == "work":
        return False
    # Bounded, for there may be many of them.
    opened = text.rfind("《", max(0, start - _LONGEST), start)
    return (
        opened >= 0
        and text.find("》", opened, start) < 0
        and text.find("\n", opened, start) < 0
        and text.find("》", end, end + _LONGEST) >= 0
    )


# Places ------------------------------------------------------------------------------------


def _anchors(
    outline: Outline,
    states: Sequence[tuple[SectionState, int | None]],
    found: dict[int, list[Part]],
    parts: Sequence[Part],
    body: Sequence[Paragraph],
) -> dict[str, Paragraph]:
    """For each missing section the paragraph behind which it belongs.

    Only where a required one is missing: nobody asks for the others.

    That is the end of the nearest earlier section of the outline that is there, or what stands
    before the first heading.
    """
    anchors: dict[str, Paragraph] = {}
    required = [section.required for section in outline.sections]
    if not body or ("missing", True) not in zip([s for s, _ in states], required, strict=True):
        return anchors
    behind = body[parts[0].at - 1] if parts and parts[0].at else body[0]
    if not parts:
        behind = body[-1]
    numbers = {paragraph.number: paragraph for paragraph in body}
    for number, section in enumerate(outline.sections):
        state, place = states[number]
        if state == "missing":
            anchors[section.id] = body[-1] if section.place == "closing" else behind
        elif state == "misplaced" or section.place not in ("work", "problems", "plan"):
            continue
        elif number in found:
            last = found[number][-1]
            ends = [p.at for p in parts if p.at > last.at and p.depth <= last.depth]
            behind = body[min(ends, default=len(body)) - 1]
        elif place in numbers and place > behind.number:
            behind = numbers[place]
    return anchors


def _year(text: str) -> int:
    """The first year in a text, 0 if there is none."""
    position = text.find("20")
    while position >= 0:
        digits = text[position : position + 4]
        if len(digits) == 4 and digits.isdecimal() and text[position + 4 : position + 5] != "0":
            return int(digits)
        position = text.find("20", position + 1)
    return 0


def _without_year(text: str) -> str:
    """A heading without 2024年, 20xx年度, 全年."""
    position = text.find("年")
    if position < 0:
        return text
    start = position
    while start and (text[start - 1].isdecimal() or text[start - 1] in _YEAR_MARKS):
        start -= 1
    if start == position:
        return text
    end = position + 2 if text[position + 1 : position + 2] == "度" else position + 1
    return text[:start] + text[end:] if len(text) - (end - start) >= 2 else text
