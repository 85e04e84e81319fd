"""Find the drafts in files and folders that a user names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from writer_assist.i18n import N_

EXTENSIONS = (
    *(".docx", ".docm", ".dotx", ".dotm"),
    *(".odt", ".ott", ".fodt"),
    *(".doc", ".wps", ".rtf"),
    *(".md", ".markdown", ".txt"),
)
"""The extensions by which a draft is known in a folder; a file that is named may have any."""

LOCK_PREFIX = "~$"
"""The names of the files by which Word and WPS mark a document as open."""

VCS_FOLDERS = frozenset({"CVS", "_darcs", "_FOSSIL_"})
"""Folders of version control whose names do not begin with a dot."""

_HERE = f".{os.sep}"


class Target(NamedTuple):
    """A file to read, or, with a ``reason`` (a message template), a path that is none."""

    path: str
    reason: str = ""
    params: Mapping[str, object] = {}


def find_files(paths: Iterable[str]) -> Iterator[Target]:
    """The files that ``paths`` name, each once, in the order given; in a folder sorted.

    In folders links are not followed: there is no loop, no way out of the tree, and a file that
    is linked inside it is found at its own place. A link that is named is followed. Devices and
    pipes are never opened.
    """
    seen: set[str] = set()
    for path in paths:
        for target in _expand(path):
            identity = os.path.normcase(os.path.realpath(target.path))
            if identity not in seen:
                seen.add(identity)
                yield target


def _expand(path: str) -> Iterator[Target]:
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        yield Target(path, N_("找不到文件"))
    except (OSError, ValueError) as error:
        yield Target(path, N_("无法读取：{reason}"), {"reason": _reason(error)})
    else:
        if stat.S_ISDIR(mode):
            yield from _walk(path)
        elif stat.S_ISREG(mode):
            yield Target(path)
        else:
            yield Target(path, N_("不是普通文件（设备或管道）"))


def _walk(root: str) -> Iterator[Target]:
    """Depth first, the files of a folder before its folders; no recursion, however deep."""
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                ordered = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Target(folder, N_("无法打开文件夹：{reason}"), {"reason": _reason(error)})
            continue
        folders = []
        for entry in ordered:
            if entry.name.startswith((".", LOCK_PREFIX)):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in VCS_FOLDERS:
                        folders.append(entry.path)
                elif entry.name.lower().endswith(EXTENSIONS) and entry.is_file(
                    follow_symlinks=False
                ):
                    yield Target(entry.path.removeprefix(_HERE))
            except OSError as error:
                yield Target(entry.path, N_("无法读取：{reason}"), {"reason": _reason(error)})
        pending += reversed(folders)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
