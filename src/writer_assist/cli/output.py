"""Where a report goes: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import os
import stat
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


@contextmanager
def atomic_file(path: str) -> Iterator[IO[str]]:
    """A text file in UTF-8 that replaces ``path`` when the context ends without an error.

    Until then it is a temporary file beside it, on Linux one without a name: after an error, or
    when the process is killed, nothing is left of it. A link is kept and its target replaced,
    as are the permissions of a file that exists. What is no regular file (/dev/stdout) is
    written as it is.

    Raises:
        OSError: the file cannot be written.
    """
    target = os.path.realpath(path)
    mode = None
    try:
        status = os.stat(target)
    except FileNotFoundError:
        pass
    else:
        if not stat.S_ISREG(status.st_mode):
            with open(path, "w", encoding="utf-8", errors="backslashreplace") as stream:
                yield stream
            return
        mode = stat.S_IMODE(status.st_mode)
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:60]}.{os.urandom(6).hex()}.tmp")
    descriptor = _unnamed_file(folder)
    named = descriptor < 0
    if named:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if not named:
                # With a descriptor given, link follows the link that /proc shows.
                source = f"/proc/self/fd/{descriptor}"
                os.link(source, temporary, src_dir_fd=descriptor, follow_symlinks=True)
                named = True
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        if named:
            os.unlink(temporary)
        raise


def _unnamed_file(folder: str) -> int:
    """A descriptor of a new file that vanishes with the process; -1 where there is no such."""
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag or not os.path.isdir("/proc/self/fd"):
        return -1
    try:
        return os.open(folder or ".", os.O_WRONLY | flag, 0o666)
    except OSError:  # not every file system can; what else is wrong shows with a name as well
        return -1
