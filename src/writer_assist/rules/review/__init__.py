"""RV: what a reviewer, or the program, left in the file."""

from __future__ import annotations

from ..base import Rule

RULES: tuple[type[Rule], ...] = ()
