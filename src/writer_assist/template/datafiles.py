"""Data files on disk: opened without blocking, and only so large."""

from __future__ import annotations

import io
import os
import stat
from errno import EISDIR

from writer_assist.i18n import N_, Word
from writer_assist.os_errors import os_reason
from writer_assist.phrasebank.errors import NOT_REGULAR, UNREADABLE

from .errors import DataError, Problem

MAX_DATA = 16 << 20
"""Bytes of a file with one set of values."""
MAX_TABLE = 256 << 20
"""Bytes of a table's file."""


def opened(path: str) -> io.BufferedReader:
    """A regular file, open for reading; a pipe or a device is not waited for.

    Raises:
        DataError: it cannot be opened, or is too large.
    """
    try:
        _check_regular(path, os.stat(path), MAX_TABLE)
        flags = os.O_RDONLY
        for name in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY"):
            flags |= getattr(os, name, 0)
        stream = open(os.open(path, flags), "rb")  # noqa: SIM115 - whoever asked closes it
        try:
            _check_regular(path, os.fstat(stream.fileno()), MAX_TABLE)
        except BaseException:
            stream.close()
            raise
    except (OSError, ValueError) as error:
        raise DataError(path, [Problem("", UNREADABLE, {"reason": os_reason(error)})]) from error
    return stream


def read_file(path: str, limit: int = MAX_DATA) -> bytes:
    """The bytes of a regular file.

    Raises:
        DataError: it cannot be read, or is too large.
    """
    with opened(path) as stream:
        try:
            data = stream.read(limit + 1)
        except OSError as error:
            problem = Problem("", UNREADABLE, {"reason": os_reason(error)})
            raise DataError(path, [problem]) from error
    return limited(path, data, limit)


def limited(path: str, data: bytes, limit: int) -> bytes:
    """The bytes that were read.

    Raises:
        DataError: there are more than ``limit``.
    """
    if len(data) > limit:
        template = N_("文件太大，最大 {limit} MB")
        raise DataError(path, [Problem("", template, {"limit": limit >> 20})])
    return data


def _check_regular(path: str, status: os.stat_result, limit: int) -> None:
    """Refuse what is no regular file, or is too large.

    Raises:
        DataError: it is.
        IsADirectoryError: it is a folder.
    """
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise DataError(path, [Problem("", UNREADABLE, {"reason": Word(NOT_REGULAR)})])
    if status.st_size > limit:
        template = N_("文件太大，最大 {limit} MB")
        raise DataError(path, [Problem("", template, {"limit": limit >> 20})])
