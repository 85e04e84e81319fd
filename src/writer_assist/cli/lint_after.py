"""Linting what a command has made, with the report of ``lint``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from writer_assist.template.catalogue import Template

    from .arguments import Parser


def lint_files(paths: Sequence[str], template: Template, color: str, parser: Parser) -> int:
    """Print what ``lint`` prints of documents that were made from a template; its exit code."""
    from writer_assist.outline.genres import templates_folder

    from . import COMMANDS, lint
    from .arguments import Parser as AnyParser

    inner = AnyParser("writer-assist lint", COMMANDS["lint"], parser.lang)
    lint.configure(inner)
    arguments = [f".{os.sep}{path}" if path.startswith("-") else path for path in paths]
    arguments += ["--color", color]
    if template.genre:
        arguments += ["--genre", template.genre]
    elif os.path.dirname(os.path.dirname(os.path.abspath(template.path))) == templates_folder():
        # A form (委员履职档案) has no outline: it is none of the genres, whatever it looks like.
        arguments += ["--ignore", "OL,PB001"]
    return lint.run(inner.parse(arguments), inner)
