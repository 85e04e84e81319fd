"""PI: personal data that must not leave the office."""

from __future__ import annotations

from .base import Rule

RULES: tuple[type[Rule], ...] = ()
