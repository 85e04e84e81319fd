"""The one scan of a draft that all rules of the family share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..base import DraftRule, Hit
from .items import Item, read_items

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft


class NumberingRule(DraftRule):
    """A rule whose hits the shared scan has found."""

    reads_computer_text = False

    def check(self, draft: Draft) -> Sequence[Hit]:
        """The hits of this rule's code."""
        return draft.memo(scan).get(self.code, ())


def scan(draft: Draft) -> Mapping[str, Sequence[Hit]]:
    """All hits of the family in a draft, by code, each span at most once a code."""
    items, ordinals = read_items(draft.paragraphs)
    found: dict[str, list[Hit]] = {}
    seen: set[tuple[str, int, int]] = set()
    for code, hit in _hits(draft, items, ordinals):
        assert hit.paragraph is not None
        place = (code, hit.paragraph.number, hit.start)
        if place not in seen:
            seen.add(place)
            found.setdefault(code, []).append(hit)
    return found


def _hits(
    draft: Draft, items: Sequence[Item], ordinals: Sequence[Paragraph]
) -> Iterator[tuple[str, Hit]]:
    # What a draft does not have is not imported either.
    if items:
        from .findings import list_hits

        yield from list_hits(draft, items)
    if len(ordinals) > 1:
        from .articles import article_hits

        yield from article_hits(draft.document, ordinals)
    from .tokens import tokens

    words = tokens(draft)
    if words:
        from .ordinals import ordinal_hits

        yield from ordinal_hits(draft, words, items)
    from .inline import inline_hits

    yield from inline_hits(draft)
