"""NM: numerals and dates (GB/T 15835)."""

from __future__ import annotations

from .base import Rule

RULES: tuple[type[Rule], ...] = ()
