"""WD: wording and wrong characters.

The knowledge is data: ``rules/data/tables/WD/*.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from .base import Hit, LazyPattern, Rule, Text
from .tables import table_rules
from .tables.kinds import AnywhereRule

_CLAUSE = LazyPattern(r"[，。！？：；…]")
_LONGEST = 300
"""The longest speech that is looked at, in code points."""


class _OutsideSpeech(AnywhereRule):
    """The rule about spoken language: people may speak as they like when they are quoted."""

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the entries that no quoted speech holds."""
        for hit in super().check(text):
            if not is_spoken(text.text, hit.start, hit.end):
                yield hit


def is_spoken(text: str, start: int, end: int) -> bool:
    """Whether ``start … end`` stands in a quotation of a clause or more (a word does not count)."""
    opened = text.rfind("“", max(0, start - _LONGEST), start)
    if opened < 0 or text.find("”", opened, start) >= 0 or text.find("\n", opened, start) >= 0:
        return False
    closed = text.find("”", end, end + _LONGEST)
    if closed < 0 or text.find("\n", end, closed) >= 0:
        return False
    return _CLAUSE().search(text, opened, closed) is not None


def _local(rule: type[Rule]) -> type[Rule]:
    if rule.name != "informal-wording":
        return rule
    return type(rule.code, (_OutsideSpeech, rule), {"__doc__": rule.__doc__})


RULES: tuple[type[Rule], ...] = tuple(map(_local, table_rules("WD")))
