"""Lint Chinese official documents (公文). This module is the public API.

>>> import writer_assist
>>> report = writer_assist.lint("工作总结.docx")  # doctest: +SKIP
>>> [(f.code, f.paragraph, f.text) for f in report.findings]  # doctest: +SKIP
[('PH001', 1, '20xx')]
"""

from __future__ import annotations

import os
from collections.abc import Sequence

# For type checkers only: what is not needed is not imported. (mypy knows the name.)
TYPE_CHECKING = False
if TYPE_CHECKING:
    from .document.model import Document
    from .engine.findings import DraftReport, FileReport, Finding, SectionReport

__version__ = "0.1.0"
__all__ = ["DraftReport", "FileReport", "Finding", "SectionReport", "lint"]

_LAZY = {
    "DraftReport": "engine.findings",
    "FileReport": "engine.findings",
    "Finding": "engine.findings",
    "SectionReport": "outline.sections",
}


def lint(
    source: str | os.PathLike[str] | bytes | Document,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    genre: str | None = None,
    config: str | os.PathLike[str] | None = None,
) -> FileReport:
    """Check one draft.

    To check many, keep a :class:`~writer_assist.engine.linter.Linter`.

    Args:
        source: a path, a file's bytes, or a document that was read already.
        select: rule selectors ("PH", "PH001", "unfilled-year") to run; empty for all.
        ignore: rule selectors to leave out.
        genre: id or name of the draft's genre; None to detect it.
        config: a configuration file; None: no configuration, wherever the draft lies.

    Returns:
        Findings, the drafts in the file with their sections, or the error that kept the file
        from being read.

    Raises:
        UnknownRuleError: a selector names no rule.
        UnknownGenreError: ``genre`` names no genre.
        ConfigurationError: the configuration is wrong.
    """
    if config is None:
        from .engine.linter import Linter

        linter = Linter(select=select, ignore=ignore, genre=genre)
    else:
        from .engine.settings import Linters

        path = os.fspath(source) if isinstance(source, str | os.PathLike) else "-"
        linters = Linters(select=select, ignore=ignore, genre=genre, config=os.fspath(config))
        linter = linters.of(path)
    if isinstance(source, bytes):
        return linter.lint_bytes(source)
    if isinstance(source, str | os.PathLike):
        return linter.lint_path(os.fspath(source))
    return linter.lint(source)


def __getattr__(name: str) -> object:
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
