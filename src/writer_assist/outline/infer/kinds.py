"""Of which genre past drafts are, taken together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from writer_assist.outline.draft import Draft
from writer_assist.outline.genres import BASE, COMMON, SUMMARY, Outline, outlines

_FIT = 0.5
"""Such a share of a genre's sections drafts have if they are of it."""

_FEWEST_WANTED = 3
"""Of so many sections that share tells something."""


def main_genre(drafts: Sequence[Draft]) -> Outline:
    """The genre that most drafts are of; that of all summaries, or of all papers, if none is."""
    known = outlines()
    sure = Counter(draft.genre for draft in drafts if draft.genre)
    summaries = sum(draft.detection.summary for draft in drafts)
    if sure:
        genre, count = sure.most_common(1)[0]
        own = [draft for draft in drafts if draft.genre == genre]
        if 2 * count >= len(drafts) and _fits(own, known[genre]):
            return known[genre]
    return known[BASE] if 2 * summaries >= len(drafts) else known[COMMON]


def _fits(drafts: Sequence[Draft], outline: Outline) -> bool:
    """Whether drafts have the headings of an outline, and not only its words in the opening."""
    wanted = [s.id for s in outline.sections if s.place == "work" and s.required and s.headed]
    if len(wanted) < _FEWEST_WANTED:
        return True
    found = headed = 0
    for draft in drafts:
        alignment = draft.alignment
        if alignment is not None and draft.headings:
            headed += 1
            found += sum(section_id in alignment.headings for section_id in wanted)
    return found >= _FIT * headed * len(wanted)


def strangers(drafts: Sequence[Draft], known: Outline) -> list[Draft]:
    """The drafts that are surely of another kind than most are."""
    strange = []
    for draft in drafts:
        genre = draft.detection.genre
        if genre is None or genre.id == known.id:
            continue
        both_summaries = genre.category == SUMMARY == known.category
        if not both_summaries and not (known.id == COMMON and genre.category != SUMMARY):
            strange.append(draft)
    return strange


def copies(drafts: Sequence[Draft]) -> list[tuple[Draft, Draft]]:
    """The drafts that say the same as one before them, each with that one.

    What only one draft has would look like what several have in common.
    """
    first: dict[str, Draft] = {}
    found = []
    for draft in drafts:
        other = first.setdefault("".join(draft.text.split()), draft)
        if other is not draft:
            found.append((draft, other))
    return found
