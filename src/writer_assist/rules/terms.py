"""TM: official terms, names, repealed documents, renamed institutions."""

from __future__ import annotations

from .base import Rule

RULES: tuple[type[Rule], ...] = ()
