"""Cold start: a whole process that lints one 3,000-character DOCX."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.document.docx.builders import word_like

from .timing import Figure, best_of


def figures() -> Iterator[Figure]:
    """Lint against nothing but importing lxml.etree, same interpreter, same environment."""
    command = Path(sys.executable).with_name("writer-assist")
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "工作总结.docx"
        draft.write_bytes(word_like(3000))

        def lint() -> None:
            subprocess.run([command, "lint", draft], capture_output=True, check=False)

        def floor() -> None:
            subprocess.run([sys.executable, "-c", "import lxml.etree"], check=True)

        lint()  # the first run compiles the outlines into the cache
        best = best_of({"lint": lint, "floor": floor}, rounds=40)
    yield Figure(
        "cold: lint one DOCX / import lxml.etree",
        best["lint"] / best["floor"],
        2.2,
        f"{best['lint'] * 1e3:.1f} ms / {best['floor'] * 1e3:.1f} ms",
    )
