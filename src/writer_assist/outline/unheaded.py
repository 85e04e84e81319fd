"""Parts of a draft that have no heading: address, lead, closing, what stands between them."""

from __future__ import annotations

from collections.abc import Container, Sequence

from writer_assist.document.model import Paragraph
from writer_assist.document.structure import SPACE

from .frame import Frame, recipient_end
from .genres import Outline, Section
from .sections import SectionState

Found = tuple[SectionState, int | None]
"""The state of a section, and the number of the paragraph in which it begins."""

_MISSING: Found = ("missing", None)

_LEAD_PARAGRAPHS = 2
"""Where nothing has a heading, a lead is looked for in so many paragraphs."""

_CLOSING_PARAGRAPHS = 4
"""From the end of the body on, the closing is looked for in so many paragraphs."""

_LONGEST_CLOSING = 45
"""A paragraph that is no longer than this (code points) and closes holds nothing else."""

_LONG_LEAD = 180
"""A single paragraph before the first heading that is as long tells of the work done."""

_CLAUSE = 20
"""A first paragraph of so many code points holds a reason and what follows from it."""

_SUBSTANCE = 40
"""A paragraph of so many code points says something by itself."""

_LEADS_OVER = ("如下：", "如下:", "如下。", "如下", "决定：", "决定:")

_FIRST = 1.5
"""What it counts for the first part that it stands in the first paragraph."""

_FIRST_WORDS = 6
"""Behind so many code points of a single sentence stands more than the beginning of a lead."""

_ITEMS = (
    "一、",
    "1.",
    "1．",
    "1、",
    "（一）",
    "(一)",
    "一是",
    "第一",
    "首先",
    "二、",
    "二是",
    "三是",
)


_LABEL = 8
"""So many code points before a colon name an item."""

_BULLETS = ("- ", "* ", "+ ", "•", "·", "●", "■", "◆", "★", "—", "－", "**")


def recipient(frame: Frame, outline: Outline) -> int:
    """How many paragraphs at the beginning of the body are the address and nothing else.

    0 if there is no address, or if the outline knows none; an address at the beginning of a
    paragraph counts as none of its own.
    """
    if not any(section.place == "recipient" for section in outline.sections) or not frame.body:
        return 0
    text = frame.body[0].text.strip(SPACE)
    return int(recipient_end(text) == len(text) > 0)


def lead(frame: Frame, heading: int | None, start: int, section: Section) -> Found:
    """What stands before the first heading, or in the first paragraphs.

    Args:
        frame: the draft.
        heading: the place of the first heading in the body; None if there is none.
        start: the place behind the address.
        section: the outline's lead; with words that a lead has it needs one of them.
    """
    body = frame.body
    stop = len(body) if heading is None else heading
    if section.phrases and heading is None:
        stop = min(stop, start + _LEAD_PARAGRAPHS)
    for paragraph in body[start:stop]:
        text = paragraph.text.strip(SPACE)
        if len(text) >= section.shortest and (
            not section.phrases or any(word in text for word in section.phrases)
        ):
            return "present", paragraph.number
    return _MISSING


def closing(frame: Frame, section: Section) -> Found:
    """The sentence that closes a paper (妥否，请批示), near the end of the body."""
    for paragraph in reversed(frame.body[-_CLOSING_PARAGRAPHS:]):
        if any(word in paragraph.text for word in section.phrases):
            return "present", paragraph.number
    return _MISSING


def rest(frame: Frame, heading: int | None, start: int, section: Section) -> Found:
    """The body text behind the lead that no heading claims, in a draft that usually has some."""
    stop = len(frame.body) if heading is None else heading
    # Short items one below the other say as much as a long paragraph.
    items = [p for p in frame.body[start + 1 : stop] if _is_item(p.text.lstrip(SPACE))]
    if len(items) > 1 and sum(len(p.text) for p in items) >= _SUBSTANCE:
        return "unheaded", items[0].number
    for paragraph in frame.body[start + 1 : stop] or frame.body[start:stop]:
        alone = stop == start + 1 and heading is not None
        if len(paragraph.text) >= (_LONG_LEAD if alone else 60) or (
            not alone and any(word in paragraph.text for word in section.phrases)
        ):
            return "unheaded", paragraph.number
    return _MISSING


def _is_item(text: str) -> bool:
    """Whether a paragraph is an item of a list: behind a bullet, or a label (党建：…)."""
    return text.startswith(_BULLETS) or 0 < text.find("：") <= _LABEL


def flow(
    frame: Frame, heading: int | None, start: int, outline: Outline, headed: Container[int]
) -> dict[int, int]:
    """Tell lead, content and what follows apart where none of them has a heading.

    Each paragraph before the first heading goes to one part, in the order of the outline, so
    that the words at its beginning and in it speak for the parts as much as they can. Parts that
    are ``headed`` (their numbers in the outline) stand elsewhere.

    Returns:
        For each part that is there (its number in the outline) the number of the paragraph in
        which it begins.
    """
    numbers = [
        number
        for number, section in enumerate(outline.sections)
        if not section.headed
        and section.place in ("lead", "work", "closing")
        and number not in headed
    ]
    stop = len(frame.body) if heading is None else heading
    paragraphs = frame.body[start:stop]
    if not numbers or not paragraphs:
        return {}
    numbers.sort(key=lambda number: outline.sections[number].order)
    sections = [outline.sections[number] for number in numbers]
    best = [0.0] * len(sections)
    steps: list[list[int]] = []
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text.strip(SPACE)
        step: list[int] = []
        now: list[float] = []
        top, source = -1.0, 0
        for rank, section in enumerate(sections):
            if best[rank] > top:
                top, source = best[rank], rank
            now.append(top + _speaks_for(text, section, index) + _FIRST * (index == 0 == rank))
            step.append(source)
        steps.append(step)
        best = now
    rank = best.index(max(best))
    found: dict[int, int] = {}
    owners: list[int] = []
    for paragraph, step in zip(reversed(paragraphs), reversed(steps), strict=True):
        found[numbers[rank]] = paragraph.number
        owners.append(rank)
        rank = step[rank]
    owners.reverse()
    _run_together(paragraphs, owners, numbers, sections, found)
    return found


def _speaks_for(text: str, section: Section, index: int) -> float:
    """How much a paragraph's own words, and its place, speak for a part."""
    said = sum(word in text for word in section.phrases if not word.endswith("如下"))
    begins = text.startswith(section.begins) if section.begins else False
    if section.place == "closing":
        return 3.0 if said and len(text) <= _LONGEST_CLOSING else 0.5 * min(said, 1)
    if section.place == "lead":
        leads = len(text) > 12 and text.endswith(_LEADS_OVER)
        return (0.4 if index else 1.2) * begins + 3.0 * leads + 0.7 * min(said, 2)
    if section.rest:
        item = text.startswith(_ITEMS)
        return 0.6 + 0.6 * min(said, 2) + 1.5 * begins + 1.5 * item
    return 0.7 * min(said, 3) + 1.5 * begins


def _run_together(
    paragraphs: Sequence[Paragraph],
    owners: Sequence[int],
    numbers: Sequence[int],
    sections: Sequence[Section],
    found: dict[int, int],
) -> None:
    """Find parts that stand in one paragraph with another: reason and request in one breath."""
    first = paragraphs[0].text.strip(SPACE)
    alone = sum(sections[owner].place != "closing" for owner in owners) == 1
    for rank, section in enumerate(sections):
        if numbers[rank] in found:
            continue
        if section.place == "lead":
            if section.begins and first.startswith(section.begins) and len(first) >= _CLAUSE:
                found[numbers[rank]] = paragraphs[0].number
            continue
        if rank == 0 and any(word in first[: first.find("。")] for word in section.phrases):
            found[numbers[rank]] = paragraphs[0].number
            continue
        for paragraph, owner in zip(paragraphs, owners, strict=True):
            text = paragraph.text
            sentence = text.find("。") + 1
            bare = text.rstrip(SPACE)
            if sentence == len(bare) or (alone and not bare.endswith(_LEADS_OVER)):
                sentence = _FIRST_WORDS  # 为……，拟成立…… in one sentence, or all that there is
            if owner > rank or (sections[owner].place == "lead" and not sentence):
                continue
            if any(
                text.find(word, sentence) >= 0 for word in section.phrases if "如下" not in word
            ):
                found[numbers[rank]] = paragraph.number
                break


def surroundings(
    frame: Frame, paragraphs: Sequence[Paragraph], outline: Outline, states: list[Found]
) -> None:
    """Find what stands above the title and below the date, and put it into ``states``."""
    for number, section in enumerate(outline.sections):
        if section.place not in ("head", "note"):
            continue
        title = frame.title_paragraph
        first = title.number if title else 0
        last = frame.body[-1].number if frame.body else 0
        for paragraph in paragraphs:
            inside = first <= paragraph.number <= last
            if (paragraph.number < first) == (section.place == "head") and not inside:
                text = paragraph.text
                if len(text) <= 90 and (
                    any(word in text for word in section.phrases)
                    # A stands for A类.
                    or text.strip(SPACE) + "类" in section.phrases
                ):
                    states[number] = ("present", paragraph.number)
                    break
