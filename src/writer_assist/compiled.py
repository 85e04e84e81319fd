"""Data that people edit, compiled once into a cache and loaded in microseconds afterwards.

Outlines and the like are TOML; importing its parser and reading them would cost as much as
linting a document. The compiled form (builtin types only) is kept with :mod:`marshal` in a file
that knows what it was made from.

The cache lies in ``$WRITER_ASSIST_CACHE``, or else in the user's cache folder;
``WRITER_ASSIST_CACHE=off`` does without. Nothing ever fails because of it: where it cannot be
read or written, the data is compiled again.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar
from zlib import crc32

from writer_assist import __version__

T = TypeVar("T")

_MAGIC = b"writer-assist compiled 1\n"
_PYTHON = f"{sys.implementation.cache_tag} {sys.version_info[3]} {marshal.version}"


def load(name: str, sources: Sequence[str], build: Callable[[], T], schema: int = 1) -> T:
    """What ``build()`` returns, from the cache where its sources have not changed.

    Args:
        name: names the cache file; letters, digits and hyphens.
        sources: the files that ``build`` reads; the cache is good for as long as the path,
            modification time and size of each are the same.
        build: returns builtin types only (dict, list, tuple, str, int, float, bool, None).
        schema: to be raised when the compiled form changes.

    Raises:
        Whatever ``build`` raises; nothing of its own.
    """
    key = _key(sources, schema)
    if key is None:
        return build()
    # Installations side by side keep a file each and do not overwrite each other's.
    place = "\n".join([_PYTHON, __version__, *sources])
    result: T | None = recall(name, place, key)
    if result is None:
        result = build()
        keep(name, place, key, result)
    return result


def recall(name: str, place: str, key: str) -> Any:
    """What :func:`keep` put under ``name`` and ``place``, if it was kept with the same key.

    None where there is nothing, where it was made from something else, or where it is damaged.
    """
    path = _path(name, place)
    if not path:
        return None
    try:
        with open(path, "rb") as file:
            data = file.read()
        header = _header(key)
        if data.startswith(header):
            start = len(header) + 4
            # A view: there may be a megabyte, which is not worth copying.
            kept = memoryview(data)[start:]
            # marshal trusts its input; the checksum keeps damaged files away from it.
            if int.from_bytes(data[start - 4 : start], "big") == crc32(kept):
                return marshal.loads(kept)  # noqa: S302 - our own file
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None


def keep(name: str, place: str, key: str, value: Any) -> None:
    """Write a cache file in one step, or not at all; ``value`` is of builtin types.

    ``place`` tells apart what is to be kept side by side, ``key`` what it was made from.
    """
    path = _path(name, place)
    if not path:
        return
    temporary = f"{path}.{os.getpid()}"
    try:
        data = marshal.dumps(value)
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(_header(key) + crc32(data).to_bytes(4, "big") + data)
        os.replace(temporary, path)
    except (OSError, ValueError):
        with suppress(OSError):
            os.unlink(temporary)


def cache_folder() -> str:
    """The folder that compiled data is kept in; "" where there is to be none."""
    environ = os.environ
    given = environ.get("WRITER_ASSIST_CACHE", "")
    if given:
        return "" if given.lower() == "off" else given
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = environ.get("XDG_CACHE_HOME", "")
        # A relative XDG_CACHE_HOME is to be ignored (XDG Base Directory Specification).
        if not os.path.isabs(base):
            base = os.path.expanduser("~/.cache")
    return os.path.join(base, "writer-assist") if os.path.isabs(base) else ""


def _path(name: str, place: str) -> str:
    """The cache file; "" where nothing is to be cached."""
    folder = cache_folder()
    if not folder:
        return ""
    return os.path.join(folder, f"{name}-{crc32(_bytes(place)):08x}.bin")


def _header(key: str) -> bytes:
    text = _bytes(f"{_PYTHON}\n{__version__}\n{key}")
    return _MAGIC + len(text).to_bytes(4, "big") + text


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _key(sources: Sequence[str], schema: int) -> str | None:
    """What the compiled form depends on; None where a source cannot be seen."""
    parts = [str(schema)]
    try:
        for source in sources:
            status = os.stat(source)
            parts.append(f"{source} {status.st_mtime_ns} {status.st_size}")
    except OSError:
        return None
    return "\n".join(parts)
