"""Regular expressions that are compiled when they are first used, and only once a machine.

Compiling a pattern with Chinese character classes takes ``re`` half a millisecond to three, as
much as linting a whole short document, and most patterns are never needed: the characters that
they require do not occur. So a pattern is compiled late. What the compiler made of it, a list
of integers, is kept in the cache (see :mod:`.compiled`) and handed back to the regular
expression engine at the next start, which checks it as it checks its own compiler's output.
"""

from __future__ import annotations

import re
from typing import Any

from . import compiled

try:  # CPython's own modules behind re; without them patterns are compiled at every start.
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]

    _KEY = f"{_sre.MAGIC} {_sre.CODESIZE}"
except ImportError:  # pragma: no cover - another Python
    _KEY = ""

_Entry = tuple[int, list[int], int, dict[str, int]]
"""Flags, code, number of groups, names of groups."""


class LazyPattern:
    """A regular expression; call it to get the compiled pattern."""

    __slots__ = ("_compiled", "flags", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = int(flags)
        self._compiled: re.Pattern[str] | None = None

    def __call__(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._compiled is None:
            self._compiled = _compile(self.pattern, self.flags)
        return self._compiled


class _Cache:
    """What the compiler made of each pattern, by pattern and flags."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, int], _Entry] | None = None
        self.grown = False

    def load(self) -> dict[tuple[str, int], _Entry]:
        if self.entries is None:
            found = compiled.recall("patterns", "patterns", _KEY) if _KEY else None
            self.entries = found if isinstance(found, dict) else {}
        return self.entries


_cache = _Cache()


def save() -> None:
    """Keep the patterns that this process had to compile, for the next one."""
    if _cache.grown and _KEY:
        # Another process may have kept others in the meantime.
        found = compiled.recall("patterns", "patterns", _KEY)
        entries = found if isinstance(found, dict) else {}
        entries.update(_cache.load())
        compiled.keep("patterns", "patterns", _KEY, entries)
        _cache.grown = False


def _compile(pattern: str, flags: int) -> re.Pattern[str]:
    if not _KEY:
        return re.compile(pattern, flags)
    entries = _cache.load()
    entry = entries.get((pattern, flags))
    if entry is not None:
        try:
            return _restore(pattern, entry)
        except (RuntimeError, TypeError, ValueError, OverflowError):
            pass  # not what this engine understands: compile it anew
    made = _make(pattern, flags)
    if made is None:
        return re.compile(pattern, flags)
    entries[pattern, flags] = made
    _cache.grown = True
    return _restore(pattern, made)


def _make(pattern: str, flags: int) -> _Entry | None:
    """What :func:`re.compile` hands to the engine, as it is in CPython 3.11 to 3.14."""
    try:
        parsed: Any = _parser.parse(pattern, flags)
        state = parsed.state
        code = _compiler._code(parsed, flags)
        # The code mixes ints with named constants, which marshal would refuse.
        return (
            int(flags | state.flags),
            [int(word) for word in code],
            state.groups - 1,
            dict(state.groupdict),
        )
    except (AttributeError, TypeError):  # pragma: no cover - another CPython
        return None


def _restore(pattern: str, entry: _Entry) -> re.Pattern[str]:
    flags, code, groups, names = entry
    index: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        index[number] = name
    result: re.Pattern[str] = _sre.compile(pattern, flags, code, groups, names, tuple(index))
    return result
