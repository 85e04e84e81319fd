"""Globs of the configuration: which files and folders a pattern means.

As in .gitignore: ``*`` and ``?`` stand for what is between two slashes, ``**`` for any folders, and
``[…]`` for one of some characters. A pattern without a slash fits a file or folder of that name
anywhere; one with a slash is meant from the configuration's folder. A folder stands for all that
lies in it. A slash at the end makes no difference.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence


class Globs:
    """Some patterns, asked which of them fit a path; see :func:`compile_glob`."""

    def __init__(self, patterns: Sequence[re.Pattern[str]], root: str) -> None:
        self._patterns = patterns
        self._root = root

    def matching(self, path: str) -> tuple[int, ...]:
        """The numbers of the patterns that fit a file."""
        if not self._patterns:
            return ()
        name = self._relative(path)
        return tuple([i for i, pattern in enumerate(self._patterns) if pattern.match(name)])

    def _relative(self, path: str) -> str:
        whole = os.path.abspath(path)
        base = self._root.rstrip(os.sep) + os.sep
        name = whole.removeprefix(base)
        return name.replace(os.sep, "/")


def compile_glob(pattern: str) -> re.Pattern[str]:
    """What a pattern fits, to be matched against a path with slashes from the root on.

    Raises:
        ValueError: a ``[…]`` in it cannot be understood.
    """
    try:
        return re.compile(translate(pattern), re.IGNORECASE if sys.platform == "win32" else 0)
    except re.error as error:
        raise ValueError(pattern) from error


def translate(pattern: str) -> str:
    """The regular expression of a pattern; it is to be matched at the start of a relative path."""
    text = pattern.strip().replace("\\", "/") if sys.platform == "win32" else pattern.strip()
    text = text.removeprefix("./").rstrip("/")
    anchored = "/" in text
    text = text.lstrip("/")
    parts = [] if anchored else ["(?:.*/)?"]
    position = 0
    while position < len(text):
        character = text[position]
        position += 1
        if character == "*":
            run = position
            while run < len(text) and text[run] == "*":
                run += 1
            if run == position:
                parts.append("[^/]*")
            elif text.startswith("/", run):
                parts.append("(?:.*/)?")
                run += 1
            else:
                parts.append(".*")
            position = run
        elif character == "?":
            parts.append("[^/]")
        elif character == "[" and (end := text.find("]", position + 1)) > 0:
            inner = text[position:end].replace("\\", r"\\").replace("[", r"\[")
            inner = inner.replace("^", r"\^", 1) if inner.startswith("^") else inner
            # What re may take for an operation on sets one day (and warns of).
            inner = re.sub(r"[&~|]", r"\\\g<0>", inner).replace("--", r"-\-")
            parts.append(f"(?!/)[{'^' + inner[1:] if inner.startswith('!') else inner}]")
            position = end + 1
        else:
            parts.append(re.escape(character))
    return f"(?s:{''.join(parts)})(?:/|$)"
