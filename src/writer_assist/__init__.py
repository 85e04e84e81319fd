"""Lint, fill and revise Chinese official documents (公文). This module is the public API."""

from __future__ import annotations

__version__ = "0.1.0"
