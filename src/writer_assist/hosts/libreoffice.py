"""Register the extension with LibreOffice, and tell it where the engine is."""

from __future__ import annotations

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple
from writer_assist.server.preferences import usual_place

IDENTIFIER = "org.writer_assist.libreoffice"

NO_OFFICE = N_("没有找到 LibreOffice，请先安装")
RUNNING = N_("LibreOffice 正在运行，请先退出（包括快速启动），再运行一遍")
FAILED = N_("LibreOffice 没有装上扩展：{reason}")

_UNOPKG = (
    "/usr/bin/unopkg",
    "/usr/local/bin/unopkg",
    "/usr/lib/libreoffice/program/unopkg",
    "/usr/lib64/libreoffice/program/unopkg",
    "/opt/libreoffice*/program/unopkg",
    "/snap/bin/libreoffice.unopkg",
    "/Applications/LibreOffice.app/Contents/MacOS/unopkg",
    "~/Applications/LibreOffice.app/Contents/MacOS/unopkg",
)
_TIMEOUT = 120
"""Seconds that unopkg may take; one or two are usual, the first time ten."""


class InstallError(Exception):
    """The extension cannot be registered; ``template`` and ``params`` say why."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.params = params


class Step(NamedTuple):
    """Something that is done: a message, and its parameters."""

    template: str
    params: dict[str, object]


def find_unopkg() -> str | None:
    """The program that registers extensions; None if there is no office."""
    for name in ("unopkg", "libreoffice.unopkg"):
        found = shutil.which(name)
        if found:
            return found
    patterns = list(_UNOPKG)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
        root = os.environ.get(variable)
        if root:
            # .com waits for the end and prints; .exe does neither.
            patterns.append(os.path.join(root, "LibreOffice*", "program", "unopkg.com"))
    for pattern in patterns:
        for path in sorted(glob.glob(os.path.expanduser(pattern)), reverse=True):
            if os.access(path, os.X_OK):
                return path
    return None


def engine_command() -> list[str]:
    """How this engine is started by others."""
    return [sys.executable, "-m", "writer_assist"]


def engine_file() -> str:
    """Where the extension looks for that."""
    return os.path.join(os.path.dirname(usual_place()), "engine.json")


def install(*, dry_run: bool = False, options: Sequence[str] = ()) -> list[Step]:
    """Register the extension, and write how the engine is started.

    Args:
        dry_run: nothing is done, only said.
        options: more words for unopkg ("-env:UserInstallation=file:///…").

    Returns:
        What was done.

    Raises:
        InstallError: there is no office, it is running, or it refuses.
        OSError: a file cannot be written.
    """
    from .oxt import oxt

    unopkg = find_unopkg()
    if unopkg is None:
        raise InstallError(NO_OFFICE)
    steps = [
        Step(N_("引擎的位置写在 {path}"), {"path": engine_file()}),
        Step(N_("在 LibreOffice 里装上扩展：{program}"), {"program": unopkg}),
    ]
    if dry_run:
        return steps
    from writer_assist.atomic import write_bytes

    os.makedirs(os.path.dirname(engine_file()), exist_ok=True)
    said = json.dumps({"command": engine_command()}, ensure_ascii=False, indent=2) + "\n"
    write_bytes(engine_file(), said.encode())
    with tempfile.TemporaryDirectory(prefix="writer-assist-") as folder:
        path = os.path.join(folder, "writer-assist.oxt")
        write_bytes(path, oxt())
        _run([unopkg, "add", *_shared(), "--suppress-license", "-f", path, *options])
    return steps


def uninstall(*, dry_run: bool = False, options: Sequence[str] = ()) -> list[Step]:
    """Take the extension out again; what the user has set stays.

    Raises:
        InstallError: there is no office, it is running, or it refuses.
        OSError: a file cannot be deleted.
    """
    unopkg = find_unopkg()
    if unopkg is None:
        raise InstallError(NO_OFFICE)
    steps = [Step(N_("从 LibreOffice 里去掉扩展：{program}"), {"program": unopkg})]
    if os.path.exists(engine_file()):
        steps.append(Step(N_("删去 {path}"), {"path": engine_file()}))
    if dry_run:
        return steps
    if is_registered(unopkg, options):
        _run([unopkg, "remove", *_shared(), IDENTIFIER, *options])
    if os.path.exists(engine_file()):
        os.unlink(engine_file())
    return steps


def is_registered(unopkg: str, options: Sequence[str] = ()) -> bool:
    """Whether the office has the extension."""
    return IDENTIFIER in _run([unopkg, "list", *_shared(), *options])


def _shared() -> list[str]:
    """Root's extensions are everybody's: unopkg refuses others to it."""
    return ["--shared"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _run(command: Sequence[str]) -> str:
    # What a virtual environment sets is not for the Python in the office.
    scrubbed = ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH")
    environment = {key: value for key, value in os.environ.items() if key not in scrubbed}
    try:
        done = subprocess.run(  # noqa: S603 - the program that registers extensions
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InstallError(RUNNING) from error
    except OSError as error:
        from writer_assist.os_errors import os_reason

        raise InstallError(FAILED, reason=os_reason(error)) from error
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
    if done.returncode:
        if "lock" in said.lower() or "running" in said.lower():
            raise InstallError(RUNNING)
        lines = said.splitlines() or [str(done.returncode)]
        raise InstallError(FAILED, reason=lines[-1][:300])
    return said
