"""Files that appear only when they are complete."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any


def write_bytes(path: str, data: bytes) -> None:
    """Write a file as :func:`atomic_file` does.

    Raises:
        OSError: it cannot be written; then what was there is as it was.
    """
    with _replacing(path, "wb") as stream:
        stream.write(data)


@contextmanager
def atomic_file(path: str) -> Iterator[IO[str]]:
    """A text file in UTF-8 that replaces ``path`` when the context ends without an error.

    Until then it is a temporary file beside it, on Linux one without a name: after an error, or
    when the process is killed, nothing is left of it (but if it is killed in the very moment in
    which it replaces another). A link is kept and its target replaced,
    as are the permissions of a file that exists. What is no regular file (/dev/stdout) is
    written as it is.

    Raises:
        OSError: the file cannot be written.
    """
    with _replacing(path, "w", encoding="utf-8", errors="backslashreplace") as stream:
        yield stream


@contextmanager
def _replacing(path: str, mode: str, **options: Any) -> Iterator[IO[Any]]:
    target = os.path.realpath(path)
    permissions = None
    try:
        status = os.stat(path)  # not target: a pipe that /dev/stdout links to has no name
    except FileNotFoundError:
        pass
    else:
        if not stat.S_ISREG(status.st_mode):
            with open(path, mode, **options) as stream:
                yield stream
            return
        permissions = stat.S_IMODE(status.st_mode)
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:60]}.{os.urandom(6).hex()}.tmp")
    descriptor = _unnamed_file(folder)
    named = False
    try:
        if descriptor < 0:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            named = True
        with open(descriptor, mode, **options) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if not named:
                if permissions is None and _appears(descriptor, target):
                    return
                _name(descriptor, temporary)
                named = True
        if permissions is not None:
            os.chmod(temporary, permissions)
        os.replace(temporary, target)
    except BaseException as error:
        if named:
            os.unlink(temporary)
        # A full disk names no file, and the temporary one would mean nothing to anybody.
        if isinstance(error, OSError) and error.filename in (None, temporary):
            error.filename = path
        raise


def _appears(descriptor: int, path: str) -> bool:
    """Give an unnamed file its name at once, so that no kill leaves another; unless it is taken."""
    try:
        _name(descriptor, path)
    except FileExistsError:  # since it was looked for
        return False
    return True


def _name(descriptor: int, path: str) -> None:
    # With a descriptor given, link follows the link that /proc shows.
    source = f"/proc/self/fd/{descriptor}"
    os.link(source, path, src_dir_fd=descriptor, follow_symlinks=True)


def _unnamed_file(folder: str) -> int:
    """A descriptor of a new file that vanishes with the process; -1 where there is no such."""
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag or not os.path.isdir("/proc/self/fd"):
        return -1
    try:
        return os.open(folder or ".", os.O_WRONLY | flag, 0o666)
    except OSError:  # not every file system can; what else is wrong shows with a name as well
        return -1
