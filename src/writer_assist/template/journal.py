"""What a run that makes many documents has done, so that the next one can go on.

Lines of JSON: one before a document is written, which claims its name, and one when it is
complete. A run that is ended in any way leaves at most half a line, which is ignored. When all is
done the file goes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import IO

from writer_assist.records import NamedTuple

NAME = ".writer-assist-fill.jsonl"
"""The file, in the folder of the documents."""


class Entry(NamedTuple):
    """A document that was made: its path below the journal's folder, and its size in bytes."""

    path: str
    size: int


class Journal:
    """The documents of earlier runs and of this one.

    Args:
        folder: where the documents are.
        resume: whether what earlier runs have made counts; otherwise they are forgotten.

    Raises:
        OSError: the journal cannot be read or written.
    """

    def __init__(self, folder: str, *, resume: bool) -> None:
        self.folder = folder
        self.path = os.path.join(folder, NAME)
        self._made: dict[str, Entry] = {}
        self._ours: set[str] = set()
        self._stream: IO[str] | None = None
        if resume:
            self._read()
        self._resume = resume

    def made(self, key: str) -> str | None:
        """The path of the document of this key, if it was made and is still as it was then."""
        entry = self._made.get(key)
        if entry is None:
            return None
        path = os.path.join(self.folder, entry.path)
        try:
            return path if os.path.getsize(path) == entry.size else None
        except OSError:
            return None

    def is_ours(self, path: str) -> bool:
        """Whether an earlier run made this file, so that it may be replaced."""
        return os.path.relpath(path, self.folder) in self._ours

    def claim(self, path: str) -> None:
        """Note that a document of this name, which is not there yet, is about to be made.

        Raises:
            OSError: the journal cannot be written.
        """
        self._write({"path": os.path.relpath(path, self.folder)})

    def add(self, key: str, path: str, size: int) -> None:
        """Note a document that is complete.

        Raises:
            OSError: the journal cannot be written.
        """
        self._write({"key": key, "path": os.path.relpath(path, self.folder), "size": size})

    def _write(self, line: Mapping[str, object]) -> None:
        if self._stream is None:
            mode = "a" if self._resume else "w"
            self._stream = open(self.path, mode, encoding="utf-8", newline="\n")  # noqa: SIM115
            if self._resume and self._ours:
                self._stream.write("\n")  # behind half a line, maybe
        self._stream.write(json.dumps(line, ensure_ascii=True) + "\n")
        self._stream.flush()

    def close(self, *, done: bool) -> None:
        """End the run; when all is done the journal is of no more use."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        if done:
            try:
                os.unlink(self.path)
            except OSError:  # never there, or not ours to remove: it does no harm
                return

    def _read(self) -> None:
        try:
            with open(self.path, encoding="utf-8", errors="replace") as stream:
                for line in stream:
                    self._take(line)
        except FileNotFoundError:
            return

    def _take(self, line: str) -> None:
        try:
            read = json.loads(line)
            path = read["path"]
            key, size = read.get("key"), read.get("size")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return
        if isinstance(path, str):
            self._ours.add(path)
            if isinstance(key, str) and isinstance(size, int):
                self._made[key] = Entry(path, size)


def digest(parts: Iterable[bytes]) -> str:
    """A key: the same for the same parts in the same order only."""
    hashed = blake2b(digest_size=16)
    for part in parts:
        hashed.update(len(part).to_bytes(8, "little"))
        hashed.update(part)
    return hashed.hexdigest()
