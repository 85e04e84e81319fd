"""What users and programs read: one renderer a format, each in a module of its own.

A renderer is ``render(reports, write, options) -> None``: it takes the reports as they come and
writes text as soon as it can. It is found by name and imported only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import NamedTuple, Protocol

from writer_assist.engine.findings import FileReport

FORMATS: dict[str, str] = {"text": "text", "json": "json"}
"""The name of a format → the module of this package that holds its ``render``."""

Write = Callable[[str], object]


class Options(NamedTuple):
    """How to render: language ("zh", "en"), colour, and whether to leave out all but findings."""

    lang: str = "zh"
    color: bool = False
    quiet: bool = False


class Renderer(Protocol):
    """Writes reports, with a last line end, in one format."""

    def __call__(self, reports: Iterable[FileReport], write: Write, options: Options) -> None:
        """Write all reports."""


def renderer(format: str) -> Renderer:
    """The renderer of a format.

    Raises:
        KeyError: no format has this name.
    """
    module = import_module(f"{__name__}.{FORMATS[format]}")
    render: Renderer = module.render
    return render
