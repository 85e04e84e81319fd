"""What the naming of marks needs to know of a draft: its head, its end, its plans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from writer_assist.document.model import Paragraph

from .spots import Spot
from .words import PLANS, REVIEWS

_HEADING = re.compile(
    r"[ \u3000]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+(?:部分|章|、))"
)
_SUBHEADING = re.compile(
    r"[ \u3000]*(?:[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、]|[一二三四五六七八九]是)"
)
_BLANKS = " \u3000\t"
_HEAD_LINES = 6


class Scope:
    """One draft and its spots.

    Args:
        paragraphs: the draft's paragraphs.
        spots: its spots, in order.
    """

    def __init__(self, paragraphs: Sequence[Paragraph], spots: Sequence[Spot]) -> None:
        self.paragraphs = paragraphs
        self.spots = spots

    @cached_property
    def _filled(self) -> list[Paragraph]:
        return [
            p
            for p in self.paragraphs
            if p.text.strip() and p.story in ("body", "text-box", "table")
        ]

    @cached_property
    def head(self) -> list[Paragraph]:
        """The lines before the text: title, number, author, addressee."""
        found: list[Paragraph] = []
        for paragraph in self._filled[:_HEAD_LINES]:
            text = paragraph.text.strip()
            if found and ("。" in text or _HEADING.match(text) or len(text) > 60):
                break
            if not found and text.count("。") > 0 and len(text) > 60:
                break
            found.append(paragraph)
        return found

    @cached_property
    def foot(self) -> list[Paragraph]:
        """The lines behind the text: who signs, and when."""
        found: list[Paragraph] = []
        for paragraph in reversed(self._filled[-6:]):
            text = paragraph.text.strip()
            if "。" in text or len(text) > 40 or _HEADING.match(text) or paragraph in self.head:
                break
            found.append(paragraph)
        return found

    @cached_property
    def framed(self) -> frozenset[int]:
        """The numbers of the paragraphs of head and foot."""
        return frozenset(p.number for p in (*self.head, *self.foot))

    @cached_property
    def title(self) -> str:
        """The text of the head."""
        return "\n".join(p.text for p in self.head)

    @cached_property
    def only_plan(self) -> bool:
        """Whether the draft is nothing but a plan: its year is the year planned for."""
        return any(w in self.title for w in PLANS) and not any(w in self.title for w in REVIEWS)

    @cached_property
    def plans(self) -> frozenset[int]:
        """The numbers of the paragraphs that plan for the time to come."""
        found: set[int] = set()
        planned = False
        if self.only_plan:
            return frozenset()
        for paragraph in self._filled:
            text = paragraph.text.strip()
            if paragraph in self.head:
                continue
            if self.is_heading(paragraph):
                words = re.split("[。，：:]", text[:60])[0]
                planned = any(word in words for word in PLANS) and not any(
                    word in words.partition("年")[2] for word in ("总结", "回顾", "完成")
                )
            if planned:
                found.add(paragraph.number)
        return frozenset(found)

    @staticmethod
    def is_heading(paragraph: Paragraph) -> bool:
        """Whether a paragraph begins a part of the highest level."""
        if paragraph.level == 1:
            return True
        return paragraph.level is None and bool(_HEADING.match(paragraph.text))

    @cached_property
    def intro(self) -> frozenset[int]:
        """The numbers of the paragraphs between the head and the first part."""
        found: set[int] = set()
        for paragraph in self._filled:
            if self.is_heading(paragraph) or _SUBHEADING.match(paragraph.text):
                break
            if paragraph not in self.head:
                found.add(paragraph.number)
        return frozenset(found)

    def planned(self, spot: Spot) -> bool:
        """Whether a spot stands where the draft plans."""
        return spot.paragraph.number in self.plans

    def in_frame(self, spot: Spot) -> bool:
        """Whether a spot stands in the head or the foot."""
        return spot.paragraph.number in self.framed


def clause_before(text: str, stops: str = "，。；：！？\n\v、（(《“—") -> str:
    """What stands between the last of some marks and the end of a text."""
    for index in range(len(text) - 1, max(-1, len(text) - 60), -1):
        if text[index] in stops:
            return text[index + 1 :].strip(_BLANKS)
    return text[-60:].strip(_BLANKS)


def clause_after(text: str, stops: str = "，。；：！？\n\v、）)》”—") -> str:
    """What stands between the beginning of a text and the first of some marks."""
    for index, character in enumerate(text[:60]):
        if character in stops:
            return text[:index].strip(_BLANKS)
    return text[:60].strip(_BLANKS)
