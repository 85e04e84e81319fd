"""Find every unfilled mark in a text: masks, blanks, empty brackets, missing digits, tags.

One scan serves the whole PH family. It looks for the few characters that marks are made of and
judges each candidate by what stands left and right of it, because the same "x" is a mask in
"x件提案" and none in "x86", and the same "□" is a blank in "共□件" and a check box in "□是 □否".
Every step is linear in the text's length: patterns are bounded and context windows are short.
"""

from __future__ import annotations

from writer_assist.rules.base import Text

from .brackets import find_bracketed
from .dates import find_dates
from .forms import without_forms
from .mark import Mark, MarkKind
from .masks import find_masks
from .numbers import find_missing_numbers
from .words import MASK_CHARACTERS

__all__ = ["Mark", "MarkKind", "scan"]


def scan(block: Text) -> list[Mark]:
    """All marks of a text, in order, none inside another.

    Where marks overlap the longer one stays (the instruction [填写xx县的情况], not its xx), of
    two equally long ones the first found.
    """
    global _last
    text, marks = _last
    if text is not block.text:
        marks = _scan(block)
        _last = block.text, marks
    return marks


_last: tuple[str, list[Mark]] = ("", [])
"""The last text and its marks: rules for paragraphs and rules for drafts mostly see the same."""


def _scan(block: Text) -> list[Mark]:
    text = block.text
    characters, bigrams = block.characters, block.bigrams
    marks = list(find_bracketed(text, characters, bigrams))
    if "年" in characters or "月" in characters:
        marks.extend(find_dates(text, characters, bigrams))
    if not characters.isdisjoint(MASK_CHARACTERS):
        marks.extend(find_masks(text))
    marks.extend(find_missing_numbers(text, characters, bigrams))
    if marks and not characters.isdisjoint("签章印"):
        marks = without_forms(text, marks)
    if len(marks) < 2:
        return marks
    marks.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mark] = []
    for mark in marks:
        if kept and mark.start < kept[-1].end:
            if mark.end - mark.start > kept[-1].end - kept[-1].start:
                kept[-1] = mark
        else:
            kept.append(mark)
    return kept
