"""Documents as LibreOffice shows them: PDF, pages as pixels, text."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.document.office import needs_soffice
from writer_assist.document.convert import find_soffice

DPI = 100


class Pixels(NamedTuple):
    """A page: its size and the bytes of red, green and blue, row by row."""

    width: int
    height: int
    data: bytes

    def rows(self, color: str) -> list[tuple[int, int, int]]:
        """(row, first, last) of the pixels that are "red", or "dark", in rows that have some."""
        found = []
        for row in range(self.height):
            line = self.data[row * self.width * 3 : (row + 1) * self.width * 3]
            hits = [column for column in range(self.width)
                    if _is(color, *line[column * 3 : column * 3 + 3])]  # fmt: skip
            if hits:
                found.append((row, hits[0], hits[-1]))
        return found


def _is(color: str, red: int, green: int, blue: int) -> bool:
    if color == "red":
        return red > 180 and green < 120 and blue < 120
    return red < 128 and green < 128 and blue < 128


def mm(pixels: float) -> float:
    """Pixels in millimetres."""
    return pixels * 25.4 / DPI


def pdfs(documents: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """The PDF of each document, by name: all in one run of LibreOffice."""
    needs_soffice()
    program = find_soffice()
    assert program is not None
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={(folder / 'office-profile').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.docx") for name in documents),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: folder / f"{name}.pdf" for name in documents}


def page(pdf: Path, number: int = 1) -> Pixels:
    """A page of a PDF."""
    data = _poppler("pdftoppm", "-r", str(DPI), "-f", str(number), "-l", str(number), str(pdf))
    kind, width, height, _, _ = data[:40].split(maxsplit=4)
    assert kind == b"P6"
    size = int(width) * int(height) * 3
    return Pixels(int(width), int(height), data[-size:])


def lines(pdf: Path, number: int = 1) -> list[str]:
    """The lines of text on a page, without blanks."""
    text = _poppler(
        "pdftotext", "-layout", "-f", str(number), "-l", str(number), str(pdf), "-"
    ).decode()
    return [line for line in ("".join(each.split()) for each in text.splitlines()) if line]


def _poppler(program: str, *arguments: str) -> bytes:
    if shutil.which(program) is None:
        if os.environ.get("CI"):
            pytest.fail("poppler-utils is not installed")
        pytest.skip("poppler-utils is not installed")
    return subprocess.run([program, *arguments], check=True, capture_output=True).stdout


def runs(rows: Iterable[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Rows that follow each other, together."""
    found: list[list[tuple[int, int, int]]] = []
    for row in rows:
        if found and row[0] == found[-1][-1][0] + 1:
            found[-1].append(row)
        else:
            found.append([row])
    return found
