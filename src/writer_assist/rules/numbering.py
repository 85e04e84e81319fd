"""NO: the numbers of headings, clauses and lists."""

from __future__ import annotations

from .base import Rule

RULES: tuple[type[Rule], ...] = ()
