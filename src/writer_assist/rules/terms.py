"""TM: official terms, names, repealed documents, renamed institutions.

The knowledge is data: ``rules/data/tables/TM/*.toml``.
"""

from __future__ import annotations

from .base import Rule
from .tables import table_rules

RULES: tuple[type[Rule], ...] = table_rules("TM")
