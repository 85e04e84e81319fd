"""The extension of LibreOffice, packed: the same sources make the same bytes.

``python -m writer_assist.hosts.oxt FILE`` writes it.
"""

from __future__ import annotations

import os
import sys

from writer_assist import __version__
from writer_assist.template.zipped import archive, packed

_LEFT_OUT = ("__pycache__", ".DS_Store")
_TEXTS = (".py", ".xcu", ".xml", ".txt", ".svg")


def sources() -> str:
    """The folder of the extension: inside the wheel, or at the repository's top."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "plugins", "libreoffice")
    if os.path.isdir(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(package)), "plugins", "libreoffice")


def oxt(folder: str = "") -> bytes:
    """The extension.

    Args:
        folder: of its sources; "" for our own.

    Raises:
        OSError: a file cannot be read.
    """
    folder = folder or sources()
    entries: list[tuple[str, bytes]] = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        for name in sorted(files):
            if name in _LEFT_OUT or name.endswith((".pyc", ".md")):
                continue
            path = os.path.join(place, name)
            with open(path, "rb") as stream:
                content = stream.read()
            if name.endswith(_TEXTS):
                content = content.replace(b"\r\n", b"\n")  # as git checks them out on Windows
            inner = os.path.relpath(path, folder).replace(os.sep, "/")
            if inner == "description.xml":
                content = content.replace(b"@VERSION@", __version__.encode())
            entries.append((inner, content))
    entries.sort()
    return archive((name, packed(content)) for name, content in entries)


def main(arguments: list[str]) -> int:
    """Write the extension; the exit code."""
    from writer_assist.atomic import write_bytes

    if len(arguments) != 1:
        print("python -m writer_assist.hosts.oxt FILE.oxt", file=sys.stderr)  # noqa: T201
        return 2
    os.makedirs(os.path.dirname(os.path.abspath(arguments[0])), exist_ok=True)
    write_bytes(arguments[0], oxt())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
