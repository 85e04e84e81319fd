"""WD: wording and wrong characters."""

from __future__ import annotations

from .base import Rule

RULES: tuple[type[Rule], ...] = ()
