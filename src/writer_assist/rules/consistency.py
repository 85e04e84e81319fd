"""CS: what a draft says in two places must agree."""

from __future__ import annotations

from .base import Rule

RULES: tuple[type[Rule], ...] = ()
