"""Find the configuration of a file: ``writer-assist.toml``, or a table of ``pyproject.toml``.

The nearest one above the file counts, alone: configurations do not add up. In one folder
``writer-assist.toml`` goes before ``pyproject.toml``, which counts only if it has a table
``[tool.writer-assist]``. To find that there is none takes two questions to the file system a
folder; what one says is read from the cache (see :mod:`writer_assist.compiled`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from stat import S_ISREG
from typing import Any

from writer_assist import compiled
from writer_assist.i18n import render
from writer_assist.patterns import LazyPattern

FILE_NAME = "writer-assist.toml"
PYPROJECT = "pyproject.toml"
TABLE = "tool.writer-assist"

SCHEMA = 1
"""Of the compiled form; to be raised with it."""

_HEADER = LazyPattern(r"(?m)^[ \t]{0,80}\[tool\.writer-assist[\].]")

Where = tuple[str | int, ...]
"""A place in a configuration: a key, and the key or the number of an item below it."""


class ConfigurationError(ValueError):
    """A configuration is wrong; its text is one line that names the file and the line, if known."""

    def __init__(self, path: str, line: int, template: str, /, **params: object) -> None:
        super().__init__(path, line, template, params)
        self.path = path
        self.line = line
        self.template = template
        self.params = params

    def __str__(self) -> str:
        return self.message_in("zh")

    def message_in(self, lang: str) -> str:
        """The message in ``lang`` ("zh", "en")."""
        path = short(self.path)
        place = f"{path}:{self.line}" if self.line else path
        return f"{place}: {render(self.template, self.params, lang)}"


def short(path: str) -> str:
    """A path as a person would write it: without the current folder."""
    return path.removeprefix(os.path.join(_here(), ""))


def _here() -> str:
    """The current folder; the root where it was deleted meanwhile."""
    try:
        return os.getcwd()
    except OSError:
        return os.sep


class Configuration:
    """What one file says.

    Attributes:
        path: the file.
        folder: the folder that file names in it are relative to.
        root: the folder that its globs are relative to: ``folder``, or the current folder for
            a configuration that was named on the command line.
        values: key → value, checked; see :mod:`.configuration_file` for what there may be.
    """

    __slots__ = ("_lines", "folder", "path", "root", "values")

    def __init__(
        self, path: str, root: str, values: Mapping[str, Any], lines: Mapping[Where, int]
    ) -> None:
        self.path = path
        self.folder = os.path.dirname(path)
        self.root = root
        self.values = values
        self._lines = lines

    def line(self, *where: str | int) -> int:
        """The line that a key, or an item below it, stands in; 0 if it is not known."""
        for length in range(len(where), 0, -1):
            if line := self._lines.get(where[:length]):
                return line
        return 0

    def error(self, where: Where, template: str, /, **params: object) -> ConfigurationError:
        """An error about something in the file."""
        return ConfigurationError(self.path, self.line(*where), template, **params)

    def file(self, name: str) -> str:
        """A file that is named in the configuration."""
        return os.path.normpath(os.path.join(self.folder, os.path.expanduser(name)))


class Configurations:
    """Finds the configuration of each file, and keeps what it found for its own lifetime.

    Args:
        given: the configuration of every file, whatever there is beside it.
        isolated: no file has one.
    """

    def __init__(self, given: str | None = None, *, isolated: bool = False) -> None:
        self._given = given
        self._isolated = isolated
        self._here = _here()
        self._by_folder: dict[str, Configuration | None] = {}
        self._loaded: dict[str, Configuration] = {}

    def of(self, path: str) -> Configuration | None:
        """The configuration of a file ("-", or any that is not there: of its folder).

        Raises:
            ConfigurationError: it is wrong, or the one that was given is not there.
        """
        return self.of_folder(os.path.dirname(path))

    def of_folder(self, folder: str) -> Configuration | None:
        """The configuration of what lies in a folder; raises as :meth:`of`."""
        try:
            return self._by_folder[folder]
        except KeyError:
            pass
        if self._given is not None:
            path = os.path.normpath(os.path.join(self._here, self._given))
            found: Configuration | None = self._load(path, self._here)
        elif self._isolated:
            found = None
        else:
            found = self._nearest(os.path.normpath(os.path.join(self._here, folder)))
        self._by_folder[folder] = found
        return found

    def _nearest(self, folder: str) -> Configuration | None:
        """The configuration in a folder, or in the nearest above it; no recursion, however deep."""
        passed = []
        while folder not in self._by_folder:
            passed.append(folder)
            found = self._in(folder)
            above = os.path.dirname(folder)
            if found is not None or above == folder:
                self._by_folder[folder] = found
                break
            folder = above
        found = self._by_folder[folder]
        self._by_folder.update(dict.fromkeys(passed, found))
        return found

    def _in(self, folder: str) -> Configuration | None:
        """The configuration that lies in a folder."""
        path = os.path.join(folder, FILE_NAME)
        if _is_file(path):
            return self._load(path, folder)
        path = os.path.join(folder, PYPROJECT)
        return self._load(path, folder) if _is_file(path) and has_table(path) else None

    def _load(self, path: str, root: str) -> Configuration:
        if path not in self._loaded:
            values, lines = compiled.load("configuration", [path], lambda: _read(path), SCHEMA)
            self._loaded[path] = Configuration(path, root, values, lines)
        return self._loaded[path]


def _is_file(path: str) -> bool:
    try:
        return S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def has_table(path: str) -> bool:
    """Whether a pyproject.toml has our table."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return False
    # A header stands at the start of a line; the first test spares the second nearly always.
    return b"[tool.writer-assist" in data and bool(_HEADER().search(data.decode("latin-1")))


def _read(path: str) -> tuple[dict[str, Any], dict[Where, int]]:
    # The TOML parser takes as long to import as a document to lint: only where nothing is kept.
    from .configuration_file import read

    return read(path)
