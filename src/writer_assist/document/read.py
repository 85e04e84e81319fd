"""Read a draft of any format: the only door to the readers.

What a file is decides its content, not its name; the name decides only between Markdown and
plain text. Each reader is imported when a file needs it, so that linting one DOCX does not
pay for the others.
"""

from __future__ import annotations

import os
import stat

from writer_assist.document.errors import MAX_TEXT, TOO_MUCH_TEXT, DocumentError
from writer_assist.document.kind import kind_of, not_docx
from writer_assist.document.model import Document, Paragraph
from writer_assist.i18n import N_

MAX_FILE = 256 << 20
"""The largest file that is read, in bytes."""

NOT_FOUND = N_("找不到文件")
FOLDER = N_("这是文件夹，不是文件")
NOT_REGULAR = N_("不是普通文件（而是管道、设备等），不予读取")
LOCK_FILE = N_("这是 Word 或 WPS 打开文档时留下的锁文件（~$ 开头），不是文稿")
FORBIDDEN = N_("没有读取权限")
UNREADABLE = N_("无法读取：{error}")
BAD_NAME = N_("文件名无效")
TOO_LARGE = N_("文件超过 {limit} MB，不予读取")

CONVERTED = ("doc", "wps", "rtf")
"""Formats that LibreOffice has to convert."""

_LOCK_SIZE = 1024
_TEXT_NAMES = (".txt", ".text", ".md", ".markdown")
# A file of such a name that holds mere text or noise is reported, not linted as a text.
_OFFICE_NAMES = (
    *(".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".wpt", ".rtf"),
    *(".odt", ".ott", ".fodt", ".pdf"),
)


def read(path: str) -> Document:
    """The draft in a file; the file is opened for reading only, and never blocks.

    Raises:
        DocumentError: the file cannot be read or holds no draft; the message says why.
    """
    return read_bytes(load(path), path)


def read_bytes(data: bytes, path: str = "-", format: str | None = None) -> Document:
    """The draft in a file's bytes.

    Args:
        data: the whole file.
        path: its name, for messages and to tell Markdown from text; "-" for standard input.
        format: "docx", "odt", "fodt", "markdown", "text", "doc", "wps" or "rtf" to read it as
            that; None to find out.

    Returns:
        The document, heading levels complete. Its ``format`` is "docx", "odt", "markdown" or
        "text", or what it was converted from: "doc", "wps" or "rtf".

    Raises:
        DocumentError: it cannot be read as that, or is not a draft at all.
        ValueError: an unknown ``format``.
    """
    if format is None:
        format = _format(data, path)
    return _completed(_read_as(data, path, format))


def read_again(document: Document) -> Document:
    """A DOCX as it is after its XML trees were changed, without writing and parsing it anew.

    Raises:
        DocumentError: see :func:`read_bytes`.
    """
    from writer_assist.document.docx.reader import read_package

    again = read_package(document.source.package, document.path)
    again.format = document.format
    return _completed(again)


def _completed(document: Document) -> Document:
    if not document.paragraphs:
        # As in an empty text file: whatever is to be said of it has a place.
        document.paragraphs.append(Paragraph("", 1))
    if len(document.text) > MAX_TEXT:
        raise DocumentError(TOO_MUCH_TEXT, limit=MAX_TEXT)
    from writer_assist.document.structure import complete_levels

    complete_levels(document)
    return document


def load(path: str) -> bytes:
    """A regular file's bytes.

    Raises:
        DocumentError: it is missing, forbidden, too large, or no regular file.
    """
    try:
        # Before opening: a FIFO without a writer would block, a device might do anything.
        _check(os.stat(path), path)
        flags = os.O_RDONLY
        for name in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY"):
            flags |= getattr(os, name, 0)
        with open(os.open(path, flags), "rb") as file:
            # Again: another file may have taken its name in the meantime.
            _check(os.fstat(file.fileno()), path)
            data = file.read(MAX_FILE + 1)
    except FileNotFoundError as error:
        raise DocumentError(NOT_FOUND) from error
    except PermissionError as error:
        raise DocumentError(FORBIDDEN) from error
    except OSError as error:
        from writer_assist.os_errors import os_reason

        raise DocumentError(UNREADABLE, error=os_reason(error)) from error
    except ValueError as error:  # a NUL in the name
        raise DocumentError(BAD_NAME) from error
    if len(data) > MAX_FILE:
        raise DocumentError(TOO_LARGE, limit=MAX_FILE >> 20)
    return data


def _check(status: os.stat_result, path: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise DocumentError(FOLDER)
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError(NOT_REGULAR)
    # By its name: on Windows the word processor denies others to read it.
    if status.st_size < _LOCK_SIZE and os.path.basename(path).startswith("~$"):
        raise DocumentError(LOCK_FILE)
    if status.st_size > MAX_FILE:
        raise DocumentError(TOO_LARGE, limit=MAX_FILE >> 20)


def _format(data: bytes, path: str) -> str:
    kind = kind_of(data, path)
    name = path.lower()
    if kind == "empty" and (path == "-" or name.endswith(_TEXT_NAMES)):
        return "text"  # an editor's empty buffer is no error
    if kind in ("text", "markdown", "unknown") and not name.endswith(_OFFICE_NAMES):
        # "unknown" may be UTF-16 without a mark; if not, decoding says what is wrong.
        return "markdown" if kind == "markdown" else "text"
    if kind in ("docx", "odt", "fodt", *CONVERTED):
        return kind
    raise not_docx(kind)


def _read_as(data: bytes, path: str, format: str) -> Document:
    if format == "docx":
        from writer_assist.document.docx.reader import read_docx

        return read_docx(data, path)
    if format == "markdown":
        from writer_assist.document.markdown import read_markdown

        return read_markdown(data, path)
    if format == "text":
        from writer_assist.document.text import read_text

        return read_text(data, path)
    if format in ("odt", "fodt"):
        from writer_assist.document.odt import read_odt

        return read_odt(data, path)
    if format in CONVERTED:
        from writer_assist.document.convert import to_docx
        from writer_assist.document.docx.reader import read_docx

        document = read_docx(to_docx(data, format), path)
        document.format = format
        return document
    raise ValueError(f"unknown format: {format!r}")
