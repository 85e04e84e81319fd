"""The real LibreOffice, for tests that need one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from writer_assist.document.convert import find_soffice


def needs_soffice() -> None:
    """Skip the test where LibreOffice is missing; in CI that is a failure."""
    if find_soffice() is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")


def convert(source: Path, target_format: str, folder: Path) -> Path:
    """Let LibreOffice save a file in another format ("odt", "doc", "rtf", "fodt")."""
    needs_soffice()
    program = find_soffice()
    assert program is not None
    profile = (folder / "office-profile").as_uri()
    subprocess.run(
        [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            target_format,
            "--outdir",
            str(folder / "converted"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / "converted" / f"{source.stem}.{target_format.partition(':')[0]}"
