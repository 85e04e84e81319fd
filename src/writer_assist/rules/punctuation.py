"""PU: punctuation (GB/T 15834)."""

from __future__ import annotations

from .base import Rule

RULES: tuple[type[Rule], ...] = ()
