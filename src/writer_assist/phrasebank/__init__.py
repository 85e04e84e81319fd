"""The phrasebank: how one says it in an official document.

    >>> from writer_assist.phrasebank import search
    >>> [match.phrase.text for match in search("tfkq", genre="请示")]

Phrases are data (``phrasebank/*.toml`` and an office's own files, see ``docs/常用语.md``).
Nothing is imported until it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from writer_assist.outline.genres import Outline

    from .banks import Bank, bank, variants
    from .errors import PhraseError
    from .finder import Match, search
    from .model import Phrase
    from .scopes import UnknownScopeError

__all__ = [
    "Bank",
    "Match",
    "Phrase",
    "PhraseError",
    "UnknownScopeError",
    "bank",
    "for_section",
    "search",
    "variants",
]

_HOMES = {
    "Bank": "banks",
    "Match": "finder",
    "Phrase": "model",
    "PhraseError": "errors",
    "UnknownScopeError": "scopes",
    "bank": "banks",
    "search": "finder",
    "variants": "banks",
}


def for_section(
    genre: Outline, section_id: str, limit: int = 5, files: Sequence[str] = ()
) -> list[Phrase]:
    """The phrases made for a section of a genre, the best first; see :meth:`Bank.for_section`."""
    from .banks import bank

    return bank(files).for_section(genre, section_id, limit)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
