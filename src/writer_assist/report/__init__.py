"""What users and programs read: one renderer a format, each in a module of its own.

A module has a class ``Page(write, options)``: it is given the reports one by one as they come,
writes text as soon as it can, and is told when they end. So one run can fill several pages, and
none has to wait for all. A format is found by name and imported only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Protocol

from writer_assist.engine.findings import FileReport
from writer_assist.records import NamedTuple

FORMATS: dict[str, str] = {
    "text": "text",
    "json": "json",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "gitlab": "gitlab",
    "rdjson": "rdjson",
    "markdown": "markdown",
    "html": "html",
}
"""The name of a format → the module of this package that holds its ``Page``."""

WHOLE_TEXT = frozenset(("sarif", "rdjson", "gitlab", "html"))
"""Formats that need `FileReport.text`: they show it, or count columns or fingerprints by it."""

Write = Callable[[str], object]


class Options(NamedTuple):
    """How to render: language ("zh", "en"), colour, and whether to leave out all but findings."""

    lang: str = "zh"
    color: bool = False
    quiet: bool = False


class Page(Protocol):
    """One report in one format, under way."""

    def file(self, report: FileReport) -> None:
        """Add a file."""

    def end(self) -> None:
        """Write what stands at the end, with a last line end."""


def new_page(format: str, write: Write, options: Options) -> Page:
    """A report in a format that is written with ``write``; its beginning may be written now.

    Raises:
        KeyError: no format has this name.
    """
    module = import_module(f"{__name__}.{FORMATS[format]}")
    page: Page = module.Page(write, options)
    return page


def render(format: str, reports: Iterable[FileReport], write: Write, options: Options) -> None:
    """Write reports in one format.

    Raises:
        KeyError: no format has this name.
    """
    page = new_page(format, write, options)
    for report in reports:
        page.file(report)
    page.end()
