"""A LibreOffice of our own, with the extension, for as long as the tests run."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from writer_assist.hosts.oxt import oxt

PROGRAMS = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
)
UNO = ("/usr/lib/python3/dist-packages", *PROGRAMS)
AGAIN = (79, 81)
"""What the office ends with when it wants to be started once more: on a new profile."""
ENGINE = [sys.executable, "-m", "writer_assist"]


def _program() -> str | None:
    found = shutil.which("soffice")
    folders = [os.path.dirname(os.path.realpath(found))] if found else []
    for folder in (*folders, *PROGRAMS):
        if os.path.isfile(os.path.join(folder, "soffice.bin")):
            return folder
    return None


def _import_uno() -> bool:
    try:
        import uno
    except ImportError:
        sys.path.extend(folder for folder in UNO if os.path.isdir(folder))
        try:
            import uno  # noqa: F401
        except ImportError:
            return False
    return True


def needs_office() -> str:
    """The folder of the office's programs; the test is skipped, but not in CI, where it is not."""
    program = _program()
    if program is None or not _import_uno():
        reason = "LibreOffice or its bridge to Python is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return program


class Office:
    """A running office.

    Args:
        folder: for all that it keeps.
        engine: how the extension is to start the engine, as WRITER_ASSIST_ENGINE has it.

    Attributes:
        context: its component context.
        process: the process.
        home: the folder with its profile and its user's settings.
    """

    def __init__(self, folder: Path, engine: str = "") -> None:
        self.program = needs_office()
        self.home = folder
        self.profile = folder / "profile"
        self._options = [
            f"-env:UserInstallation={self.profile.as_uri()}",
            f"-env:UNO_SHARED_PACKAGES_CACHE={(folder / 'shared').as_uri()}",
        ]
        self.environment = {
            **{k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")},
            "WRITER_ASSIST_ENGINE": engine or json.dumps(ENGINE),
            "WRITER_ASSIST_LANG": "zh",
            "XDG_CONFIG_HOME": str(folder / "config"),
            "HOME": str(folder),
            "SAL_USE_VCLPLUGIN": "svp",
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.context: Any = None
        self.register()
        self.start()

    def register(self) -> None:
        """Register the extension."""
        (self.home / "shared").mkdir(exist_ok=True)
        path = self.home / "writer-assist.oxt"
        path.write_bytes(oxt())
        shared = ["--shared"] if os.geteuid() == 0 else []
        subprocess.run(
            [f"{self.program}/unopkg", "add", *shared, "--suppress-license", "-f", str(path),
             *self._options],
            check=True, env=self.environment, capture_output=True,
        )  # fmt: skip

    def start(self, *options: str) -> None:
        """Start it, and connect."""
        import uno

        name = f"writer-assist-{uuid.uuid4().hex}"
        command = [
            f"{self.program}/soffice.bin", "--headless", "--norestore", "--nologo", "--nodefault",
            "--nofirststartwizard", "--nolockcheck", *self._options,
            f"--accept=pipe,name={name};urp;", *options,
        ]  # fmt: skip

        def start() -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                command, env=self.environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip

        self.process = start()
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        url = f"uno:pipe,name={name};urp;StarOffice.ComponentContext"
        end = time.monotonic() + 90
        while time.monotonic() < end:
            try:
                self.context = resolver.resolve(url)
            except Exception:  # noqa: BLE001 - whatever it is, it is not there yet
                if self.process.poll() in AGAIN:
                    self.process = start()
                time.sleep(0.05)
            else:
                return
        self.close()
        pytest.fail("the office did not start")

    def service(self, name: str) -> Any:
        """One of its services."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def load(self, path: Path | str = "private:factory/swriter", *, hidden: bool = True) -> Any:
        """A document: a file, or a new one."""
        import uno

        value = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        value.Name, value.Value = "Hidden", hidden
        url = path if isinstance(path, str) else path.as_uri()
        found = self.service("com.sun.star.frame.Desktop").loadComponentFromURL(
            url, "_blank", 0, (value,)
        )
        assert found is not None, path
        return found

    def engines(self) -> list[int]:
        """The process ids of the engines that it has started and that are there."""
        assert self.process is not None
        found = []
        for entry in os.listdir("/proc"):
            try:
                status = Path(f"/proc/{entry}/stat").read_text()
                command = Path(f"/proc/{entry}/cmdline").read_bytes()
            except (OSError, ValueError):
                continue
            state, parent = status.rpartition(")")[2].split()[:2]
            if int(parent) == self.process.pid and b"writer_assist" in command and state != "Z":
                found.append(int(entry))
        return found

    def close(self) -> None:
        """End it, kindly or not."""
        if self.process is None:
            return
        with suppress(Exception):
            self.service("com.sun.star.frame.Desktop").terminate()
            self.process.wait(15)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """An office with the extension, shared by all tests: close what you open."""
    needs_office()
    with tempfile.TemporaryDirectory(prefix="wa-office-", ignore_cleanup_errors=True) as folder:
        found = Office(Path(folder))
        try:
            yield found
        finally:
            found.close()
