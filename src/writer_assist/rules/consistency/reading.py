"""A draft's text with its marks in full width, so that one form of each has to be looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base import LazyPattern

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_HALF = frozenset(",;:()")
_WIDE = {",": "，", ":": "："}
# 1,208 and 3:1 stay as they are.
_MARK = LazyPattern(r"[,:](?:(?<![0-9].)|(?<=,)(?![0-9]{3})|(?<=:)(?![0-9]))")


def reading(draft: Draft) -> str:
    """The text of a draft, of the same length, with half-width marks made full width."""
    characters = draft.document.characters
    if _HALF.isdisjoint(characters):
        return draft.text
    text = draft.text.replace(";", "；").replace("(", "（").replace(")", "）")
    if "," in characters or ":" in characters:
        text = _MARK().sub(lambda match: _WIDE[match[0]], text)
    return text
