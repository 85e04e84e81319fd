"""Where a report goes that is for the screen, and whether in colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any


def use_color(choice: str, stream: IO[str] | None) -> bool:
    """Whether to colour: as told, or on a terminal unless NO_COLOR is set (no-color.org)."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not is_terminal(stream):
        return False
    if sys.platform == "win32":
        os.system("")  # noqa: S605, S607 - makes an old console obey escape sequences
    return True


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a stream is there and is a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


@contextmanager
def standard_output(*, utf8: bool) -> Iterator[IO[str]]:
    """Standard output; for programs (``utf8``) in UTF-8 whatever the locale says."""
    stream: Any = sys.stdout
    if stream is None:  # closed by the caller: `>&-`
        with open(os.devnull, "w", encoding="utf-8") as null:
            yield null
        return
    if utf8 and not is_terminal(stream) and hasattr(stream, "reconfigure"):
        before = {"encoding": stream.encoding, "errors": stream.errors}
        # A lone surrogate (from a file name that is not UTF-8) becomes the JSON escape of itself.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield stream
        stream.flush()
        # Only after success: it flushes, and after Ctrl-C nobody may be reading any more.
        stream.reconfigure(**before)
    else:
        yield stream
        stream.flush()
