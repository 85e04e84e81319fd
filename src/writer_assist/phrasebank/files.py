"""Phrase files on disk: read without blocking, and locked for as long as one is changed."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR

from writer_assist.i18n import N_, Word
from writer_assist.os_errors import os_reason

from .errors import NOT_REGULAR, UNREADABLE, EditError, PhraseError, Problem

MAX_FILE = 64 << 20
"""The largest file that is read, in bytes."""

PATIENCE = 10.0
"""Seconds to wait for somebody else who is changing the same file."""

_PAUSE = 0.02
"""Seconds between two tries."""

LOCKED = N_("{file} 正被别的程序改着，等了 {seconds} 秒还没有改完，没有动它，请过一会儿再试")
READ_ONLY = N_("{file} 是只读的，没有动它；要改，先去掉只读，或者用 --bank 写到别的文件")


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file; a pipe or a device is not waited for.

    Raises:
        FileNotFoundError: there is none.
        PhraseError: it cannot be read.
    """
    try:
        # Before opening: a FIFO without a writer would block, a device never ends.
        _check_regular(os.stat(path), path)
        flags = os.O_RDONLY
        for name in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY"):
            flags |= getattr(os, name, 0)
        with open(os.open(path, flags), "rb") as stream:
            # Again: something else may have taken its name meanwhile.
            _check_regular(os.fstat(stream.fileno()), path)
            return stream.read(MAX_FILE)
    except FileNotFoundError:
        raise
    except PhraseError:
        raise
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def unreadable(path: str, error: OSError | ValueError) -> PhraseError:
    """The error that says why a file cannot be read."""
    return PhraseError([Problem(path, 0, UNREADABLE, {"reason": os_reason(error)})])


@contextmanager
def locked(path: str, patience: float | None = None) -> Iterator[None]:
    """Keep others who change phrase files out of this one for as long as the context lasts.

    The lock is one of the operating system's on a file beside it, ``.NAME.lock``: it ends with
    the process, however that ends, so that none is ever left behind. Where the file system knows
    no locks it is done without; :meth:`store.Stored.encoded` still sees most of what goes wrong.
    The folder is made if it is not there.

    Args:
        path: the phrase file; it need not exist.
        patience: seconds to wait at most; None for :data:`PATIENCE`.

    Raises:
        EditError: somebody else has it locked for longer than that, or it must not be written.
        PhraseError: it is no regular file.
        OSError: it is a folder, or its folder cannot be written.
    """
    target = os.path.realpath(path)
    _check_writable(target, path)
    folder, name = os.path.split(target)
    os.makedirs(folder, exist_ok=True)
    lock = os.path.join(folder, f".{name[:60]}.lock")
    patience = PATIENCE if patience is None else patience
    end = time.monotonic() + patience
    while (descriptor := _take(lock)) is None:
        if time.monotonic() >= end:
            raise EditError(LOCKED, file=path, seconds=round(patience))
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _release(descriptor, lock)


def _take(lock: str) -> int | None:
    """The descriptor of the lock file, locked; None if somebody else has it."""
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    except PermissionError:
        # On Windows a file that is being deleted cannot be opened.
        if sys.platform == "win32" and os.path.exists(lock):
            return None
        raise
    try:
        if not _try_lock(descriptor):
            os.close(descriptor)
            return None
        # Whoever had it may have deleted the file between our opening and our locking it.
        if not _is_same(descriptor, lock):
            os.close(descriptor)
            return None
    except BaseException:
        with suppress(OSError):
            os.close(descriptor)
        raise
    return descriptor


def _try_lock(descriptor: int) -> bool:
    """Lock a file without waiting; False if somebody else has it locked."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _is_same(descriptor: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def _release(descriptor: int, lock: str) -> None:
    if sys.platform == "win32":
        # There an open file cannot be deleted; if somebody else opened it meanwhile, it is theirs.
        os.close(descriptor)
        with suppress(OSError):
            os.unlink(lock)
        return
    # Deleted while it is locked: whoever waits for it sees that it is another file by now.
    with suppress(OSError):
        os.unlink(lock)
    os.close(descriptor)


def _check_writable(target: str, path: str) -> None:
    """A file is replaced, not written to: whether it may be, nobody else would ask.

    Raises:
        EditError: it is marked as read-only.
        OSError, PhraseError: it is no regular file.
    """
    try:
        status = os.stat(target)
    except (OSError, ValueError):
        return  # what is wrong with it is said when it is read
    _check_regular(status, path)
    writable = status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    # An administrator may write everything, but hardly means to.
    if not writable or not os.access(target, os.W_OK):
        raise EditError(READ_ONLY, file=path)


def _check_regular(status: os.stat_result, path: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise PhraseError([Problem(path, 0, UNREADABLE, {"reason": Word(NOT_REGULAR)})])
    if status.st_size > MAX_FILE:
        raise PhraseError([Problem(path, 0, UNREADABLE, {"reason": Word(N_("文件太大"))})])
