"""WD: wording and wrong characters.

The knowledge is data: ``rules/data/tables/WD/*.toml``.
"""

from __future__ import annotations

from .base import Rule
from .tables import table_rules

RULES: tuple[type[Rule], ...] = table_rules("WD")
