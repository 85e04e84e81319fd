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
    from .engine.linter import Linter
    from .engine.suggestions import DraftSuggestions
    from .phrasebank.complete import Completion
    from .revise.fix import Fixed
    from .template.errors import DataError, TemplateError
    from .template.fill import fill

__version__ = "0.1.0"
__all__ = [
    "Completion",
    "DataError",
    "DraftReport",
    "DraftSuggestions",
    "FileReport",
    "Finding",
    "Fixed",
    "SectionReport",
    "TemplateError",
    "annotate",
    "complete",
    "fill",
    "fix",
    "lint",
    "suggest",
    "typeset",
]

_LAZY = {
    "Completion": "phrasebank.complete",
    "DataError": "template.errors",
    "DraftSuggestions": "engine.suggestions",
    "DraftReport": "engine.findings",
    "FileReport": "engine.findings",
    "Finding": "engine.findings",
    "Fixed": "revise.fix",
    "SectionReport": "outline.sections",
    "TemplateError": "template.errors",
    "fill": "template.fill",
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


def annotate(
    source: str | os.PathLike[str] | bytes,
    out: str | os.PathLike[str] | None = None,
    *,
    genre: str | None = None,
    tracked: bool = False,
    lang: str = "zh",
    config: str | os.PathLike[str] | None = None,
) -> bytes:
    """Write what is found in a draft into it, as Word comments.

    Comments that were written so before are replaced; nobody else's is touched.

    Args:
        source: a path, or a file's bytes; it is not changed.
        out: a file to write as well; one that is there is replaced.
        genre: id or name of the draft's genre; None to detect it.
        tracked: whether safe corrections become tracked changes as well.
        lang: the language of the comments, "zh" or "en".
        config: a configuration file; None: no configuration, wherever the draft lies.

    Returns:
        The DOCX.

    Raises:
        DocumentError: the file cannot be read, is signed or protected, or can have no comments.
        UnknownGenreError: ``genre`` names no genre.
        ConfigurationError: the configuration is wrong.
        OSError: ``out`` cannot be written.
    """
    from .revise.comments import annotate as annotated

    path, data = _loaded(source)
    linter = _linter(path, genre, config)
    made = annotated(data, path, linter.lint, lang=lang, tracked=tracked).data
    _write(out, made)
    return made


def fix(
    source: str | os.PathLike[str] | bytes,
    out: str | os.PathLike[str] | None = None,
    *,
    genre: str | None = None,
    unsafe: bool = False,
    tracked: bool = False,
    config: str | os.PathLike[str] | None = None,
) -> Fixed:
    """Correct what can be corrected in a draft, inside the runs, spans or lines that it has.

    Args:
        source: a path, or a file's bytes; it is not changed.
        out: a file to write; one that is there is replaced.
        genre: id or name of the draft's genre; None to detect it.
        unsafe: whether to make corrections that could change what the author meant as well.
        tracked: whether to write them as tracked changes (DOCX).
        config: a configuration file; None: no configuration, wherever the draft lies.

    Returns:
        The file's bytes (``data``), what was corrected and what was not, and what is found in
        it now.

    Raises:
        DocumentError: the file cannot be read, is signed or protected.
        UnknownGenreError: ``genre`` names no genre.
        ConfigurationError: the configuration is wrong.
        OSError: ``out`` cannot be written.
    """
    from .revise.fix import fix as fixed

    path, data = _loaded(source)
    linter = _linter(path, genre, config)
    made = fixed(data, path, linter.lint, unsafe=unsafe, tracked=tracked)
    _write(out, made.data)
    return made


def typeset(
    source: str | os.PathLike[str] | bytes,
    out: str | os.PathLike[str] | None = None,
    *,
    profile: str | os.PathLike[str] | None = None,
) -> bytes:
    """Typeset a draft as GB/T 9704-2012 wants it to look; its text stays as it is.

    Args:
        source: a path, or a file's bytes: DOCX, Markdown or text; it is not changed.
        out: a file to write as well; one that is there is replaced.
        profile: a file with what an office wants otherwise than the standard.

    Returns:
        The DOCX.

    Raises:
        DocumentError: the file cannot be read, is of another format, is signed or protected.
        ConfigurationError: the profile is wrong.
        OSError: ``out`` cannot be written.
    """
    from .revise.typeset import typeset as typeset_

    path, data = _loaded(source)
    if profile is None:
        made = typeset_(data, path).data
    else:
        from .rules.layout.profile_file import load

        made = typeset_(data, path, profile=load(os.fspath(profile))).data
    _write(out, made)
    return made


def _loaded(source: str | os.PathLike[str] | bytes) -> tuple[str, bytes]:
    """The name of a file, and what is in it."""
    from .document.read import load

    if isinstance(source, bytes):
        return "-", source
    path = os.fspath(source)
    return path, load(path)


def _linter(path: str, genre: str | None, config: str | os.PathLike[str] | None) -> Linter:
    if config is None:
        from .engine.linter import Linter

        return Linter(genre=genre)
    from .engine.settings import Linters

    return Linters(genre=genre, config=os.fspath(config)).of(path)


def _write(out: str | os.PathLike[str] | None, data: bytes) -> None:
    if out is not None:
        from .atomic import write_bytes

        write_bytes(os.fspath(out), data)


def suggest(
    source: str | os.PathLike[str] | bytes,
    *,
    genre: str | None = None,
    limit: int = 5,
    config: str | os.PathLike[str] | None = None,
) -> Sequence[DraftSuggestions]:
    """What to write in a draft: phrases for its gaps, standard wording for what is weak.

    Args:
        source: a path, or a file's bytes.
        genre: id or name of the draft's genre; None to detect it.
        limit: so many phrases a section at most.
        config: a configuration file, whose outlines and phrases are used; None for none.

    Returns:
        For each draft in the file what is suggested.

    Raises:
        DocumentError: the file cannot be read.
        UnknownGenreError: ``genre`` names no genre.
        ConfigurationError: the configuration is wrong.
    """
    from .engine.suggestions import suggestions

    path = "-" if isinstance(source, bytes) else os.fspath(source)
    data = source if isinstance(source, bytes) else None
    genre, phrases, outlines = _of_office(path, genre, config)
    return suggestions(path, data, genre, limit, phrases, outlines)


def complete(
    typed: str,
    *,
    genre: str | None = None,
    section: str | None = None,
    limit: int = 5,
    config: str | os.PathLike[str] | None = None,
) -> Sequence[Completion]:
    """The phrases to go on with, the best first.

    Args:
        typed: the text up to the cursor; "" for what a section may begin with.
        genre: the genre that is written: an id, name, other name or group (总结, 公文).
        section: the name of the section that is written.
        limit: so many at most.
        config: a configuration file, whose outlines and phrases are used; None for none.

    Raises:
        UnknownScopeError: there is no such genre or section.
        ConfigurationError: the configuration is wrong.
    """
    from .outline.genres import own_outlines
    from .phrasebank.complete import complete as completions

    genre, phrases, outlines = _of_office("-", genre, config)
    with own_outlines(outlines):
        return completions(typed, genre, section, limit, phrases)


def _of_office(
    path: str, genre: str | None, config: str | os.PathLike[str] | None
) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """The genre of a file, and the office's own phrase files and outline files."""
    if config is None:
        return genre, (), ()
    from .engine.settings import Linters

    settings = Linters(genre=genre, config=os.fspath(config)).settings(path)
    return settings.genre, settings.phrasebank, settings.outlines


def __getattr__(name: str) -> object:
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
