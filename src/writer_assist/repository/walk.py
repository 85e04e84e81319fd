"""Find the drafts in files and folders that a user names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

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
    """A file to read, or, with a ``reason`` (a message template), a folder that cannot be."""

    path: str
    reason: str = ""
    params: Mapping[str, object] = {}


def find_files(
    paths: Iterable[str], excluded: Callable[[str], bool] | None = None
) -> Iterator[Target]:
    """The files that ``paths`` name, each once, in the order given; in a folder sorted.

    In folders links are not followed: there is no loop, no way out of the tree, and a file that
    is linked inside it is found at its own place. A link that is named is followed. A path that
    is no folder is given as it is, even if there is no such file.

    Args:
        paths: files and folders.
        excluded: whether to leave out a file or folder that is found in a folder.
    """
    seen: set[str] = set()
    for path in paths:
        for target in _expand(path, excluded):
            identity = identify(target.path)
            if identity not in seen:
                seen.add(identity)
                yield target


def identify(path: str) -> str:
    """The same for every way to write a path, through links too."""
    try:
        return os.path.normcase(os.path.realpath(path))
    except ValueError:  # a NUL in the name: there is no such file
        return path


def _expand(path: str, excluded: Callable[[str], bool] | None) -> Iterator[Target]:
    # What is no folder is the reader's to open or to refuse: it says why.
    if os.path.isdir(path):
        yield from _walk(path, excluded)
    else:
        yield Target(path)


def _walk(root: str, excluded: Callable[[str], bool] | None) -> Iterator[Target]:
    """Depth first, the files of a folder before its folders; no recursion, however deep."""
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                ordered = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            from writer_assist.os_errors import os_reason

            yield Target(folder, N_("无法打开文件夹：{reason}"), {"reason": os_reason(error)})
            continue
        folders = []
        for entry in ordered:
            if entry.name.startswith((".", LOCK_PREFIX)):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in VCS_FOLDERS and not (excluded and excluded(entry.path)):
                        folders.append(entry.path)
                elif (
                    entry.name.lower().endswith(EXTENSIONS)
                    and entry.is_file(follow_symlinks=False)
                    and not (excluded and excluded(entry.path))
                ):
                    yield Target(entry.path.removeprefix(_HERE))
            except OSError:
                yield Target(entry.path.removeprefix(_HERE))
        pending += reversed(folders)
