"""The outlines that a configuration adds, for commands that lint nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.report.display import visible

if TYPE_CHECKING:
    from .arguments import Parser

STDIN = "-"


def outline_files(parser: Parser, path: str = STDIN) -> tuple[str, ...]:
    """The outline files that the configuration of a file adds ("-": of the current folder).

    Ends the process with one line where the configuration or one of them is wrong.
    """
    from writer_assist.engine.configuration import ConfigurationError, Configurations
    from writer_assist.outline.genres import OutlineError

    try:
        configuration = Configurations().of(path)
        if configuration is None or not configuration.values.get("outlines"):
            return ()
        from writer_assist.engine import settings

        return settings.outline_files(configuration)
    except OutlineError as error:
        text = parser.t(N_("提纲文件有错：{reason}"), reason=error.message_in(parser.lang))
        raise _said(text) from error
    except ConfigurationError as error:
        raise _said(error.message_in(parser.lang)) from error


@contextmanager
def outlines_in_use(parser: Parser, path: str = STDIN) -> Iterator[None]:
    """With the outlines that the configuration of a file adds; ends as :func:`outline_files`."""
    from writer_assist.outline.genres import OutlineError, own_outlines

    with own_outlines(outline_files(parser, path)):
        try:
            yield
        except OutlineError as error:  # one that is built in: they are read when they are needed
            text = parser.t(N_("提纲文件有错：{reason}"), reason=error.message_in(parser.lang))
            raise _said(text) from error


def _said(text: str) -> SystemExit:
    """Say what is wrong; the end of the program."""
    if sys.stderr is not None:
        print(visible(text), file=sys.stderr)  # noqa: T201
    return SystemExit(2)
