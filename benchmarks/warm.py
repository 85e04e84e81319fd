"""Warm, one core: linting DOCX files in a process that is already running."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from itertools import cycle

import docx
from lxml import etree

from tests.document.docx.builders import W
from writer_assist.document.read import read_bytes
from writer_assist.engine.linter import Linter

from .drafts import documents
from .timing import Figure, best_of

TEXT = f"{{{W}}}t"


def floor(data: bytes) -> str:
    """The least that any reader does: unzip, parse, join the text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(element.text or "" for element in root.iter(TEXT))


def python_docx(data: bytes) -> str:
    """What the usual library takes to open the file and read its paragraphs' text."""
    return "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def _over(files: list[bytes], task: Callable[[bytes], object]) -> Callable[[], object]:
    turn = cycle(files)
    return lambda: task(next(turn))


def figures() -> Iterator[Figure]:
    """Whole lint (read and all rules) against the floor and against python-docx."""
    files = documents(200)
    linter = Linter()
    # Each round runs each task over ten files; twenty rounds see all of them.
    best = best_of(
        {
            "lint": _over(files, lambda data: linter.lint(read_bytes(data, "x.docx"))),
            "read": _over(files, lambda data: read_bytes(data, "x.docx")),
            "floor": _over(files, floor),
            "python-docx": _over(files, python_docx),
        },
        rounds=60,
        inner=10,
    )
    times = ", ".join(f"{name} {seconds * 1e3:.2f} ms" for name, seconds in best.items())
    yield Figure("warm: lint / floor", best["lint"] / best["floor"], 4.0, times)
    yield Figure("warm: read / floor", best["read"] / best["floor"], 1.7, times)
    yield Figure("warm: lint / python-docx", best["lint"] / best["python-docx"], 1.0, times)
