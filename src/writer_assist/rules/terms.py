"""TM: official terms, names, repealed documents, renamed institutions.

The knowledge is data: ``rules/data/tables/TM/*.toml``. What an institution is called at the
office's own place comes from its configuration.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from .base import Edit, Fix, Hit, Rule
from .draft_text import in_order
from .tables import table_rules
from .tables.kinds import ScopedRule

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

CONFIGURED = N_("“{text}”现称“{replacement}”（本单位的配置）")


class _OutsideTitles(ScopedRule):
    """A rule about what is dated: a document keeps the title that it was given."""

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the entries that no title of a document holds."""
        for hit in super().scan(text, draft):
            opened = text.rfind("《", max(0, hit.start - _LONGEST_TITLE), hit.start)
            if opened < 0 or text.find("》", opened, hit.start) >= 0:
                yield hit


class _KnowsTheOffice(_OutsideTitles):
    """The rule about renamed institutions: the office's own list counts before ours."""

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the institutions of the office's list and of ours."""
        own = self.office.institutions
        if not own:
            yield from super().scan(text, draft)
            return
        hits = [hit for hit in super().scan(text, draft) if text[hit.start : hit.end] not in own]
        for old, new in own.items():
            start = text.find(old) if new else -1
            while start >= 0:
                end = start + len(old)
                # The new name may hold the old one: 云溪县教育局 for 教育局.
                before = new.find(old)
                if before < 0 or not text.startswith(new, start - before):
                    params = {"text": old, "replacement": new}
                    fix = Fix((Edit(start, end, new),))
                    hits.append(Hit(start, end, CONFIGURED, params, (fix,)))
                start = text.find(old, end)
        yield from in_order(hits)


_LONGEST_TITLE = 80
_LOCAL: dict[str, type[ScopedRule]] = {
    "renamed-institution": _KnowsTheOffice,
    "renamed-national-institution": _OutsideTitles,
    "dated-term": _OutsideTitles,
}


def _local(rule: type[Rule]) -> type[Rule]:
    base = _LOCAL.get(rule.name)
    return rule if base is None else type(rule.code, (base, rule), {"__doc__": rule.__doc__})


RULES: tuple[type[Rule], ...] = tuple(map(_local, table_rules("TM")))
