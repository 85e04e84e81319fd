"""Convert what only a word processor can read (.doc, .wps, .rtf) through LibreOffice.

LibreOffice runs headless on a copy of the file, with a profile of its own in a temporary
folder that forbids macros and anything linked from outside, and is ended with all that it
started when it takes too long. The user's own LibreOffice may run beside it.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_

TIMEOUT = 120.0
"""Seconds for one conversion, the first start of a profile included."""

SOFFICE_VARIABLE = "WRITER_ASSIST_SOFFICE"

NOT_INSTALLED = N_(
    "需要安装 LibreOffice 才能读取 .{kind} 文件，或在 Word/WPS 中另存为 .docx 后再检查"
)
WRONG_VARIABLE = N_("环境变量 {variable} 指向的程序不存在或不能运行：{path}")
NOT_STARTED = N_("LibreOffice 无法启动：{error}")
TIMED_OUT = N_("LibreOffice 转换超过 {seconds} 秒，已中止；请在 Word/WPS 中另存为 .docx 后再检查")
NO_RESULT = N_(
    "LibreOffice 无法转换这个 .{kind} 文件，可能已损坏或设有密码；请在 Word/WPS 中另存为 .docx"
)

_WINDOWS = sys.platform == "win32"
_USUAL_PLACES = (
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# soffice asks to be started again after it has set up a profile.
_AGAIN = (79, 81)

# No macro, no active content, nothing fetched for a document that nobody vouches for.
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Writer/Content/Update", "Field", "false"),
)


def to_docx(data: bytes, kind: str, timeout: float = TIMEOUT) -> bytes:
    """A document in another format as DOCX.

    Args:
        data: the file.
        kind: what it is: "doc", "wps" or "rtf".
        timeout: in seconds.

    Raises:
        DocumentError: no LibreOffice, or it failed or took too long.
    """
    program = find_soffice()
    if program is None:
        raise DocumentError(NOT_INSTALLED, kind=kind)
    # WPS Writer's own files are Word's under another name; Microsoft Works' are not.
    suffix = "doc" if kind == "wps" and "WordDocument".encode("utf-16-le") in data else kind
    with tempfile.TemporaryDirectory(prefix="writer-assist-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"draft.{suffix}"
        source.write_bytes(data)
        _write_profile(folder / "profile")
        arguments = [
            program,
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            "--nofirststartwizard",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        for _ in range(2):
            if _run(arguments, timeout) not in _AGAIN:
                break
        try:
            return (folder / "out" / "draft.docx").read_bytes()
        except FileNotFoundError as error:
            raise DocumentError(NO_RESULT, kind=kind) from error


def find_soffice() -> str | None:
    """LibreOffice's program: named by WRITER_ASSIST_SOFFICE, on the PATH, or in a usual place.

    Raises:
        DocumentError: the variable names something that cannot be run.
    """
    named = os.environ.get(SOFFICE_VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise DocumentError(WRONG_VARIABLE, variable=SOFFICE_VARIABLE, path=named)
        return found
    # On Windows soffice.com waits for the end, which soffice.exe need not do.
    for name in (
        ("soffice.com", "soffice", "libreoffice") if _WINDOWS else ("soffice", "libreoffice")
    ):
        if found := shutil.which(name):
            return found
    places: list[str] = list(_USUAL_PLACES)
    places += [
        os.path.join(root, "LibreOffice*", "program", "soffice.com")
        for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")
        if (root := os.environ.get(variable))
    ]
    for place in places:
        # The newest of several versions side by side.
        for candidate in sorted(glob.glob(os.path.expanduser(place)), key=_version, reverse=True):
            if os.access(candidate, os.X_OK):
                return candidate
    return None


def _version(path: str) -> list[int]:
    """The numbers in a path: 24.8 is newer than 7.6."""
    return [int(number) for number in re.findall(r"\d{1,9}", path)]


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )


def _run(arguments: list[str], timeout: float) -> int:
    """Run a program to its end; it never outlives this call, nor does what it starts."""
    environment = {
        key: value
        for key, value in os.environ.items()
        # These belong to our interpreter and break LibreOffice's own.
        if key not in ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH")
    }
    try:
        process = subprocess.Popen(  # noqa: S603 - the program the user has installed
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=not _WINDOWS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        from writer_assist.os_errors import os_reason

        raise DocumentError(NOT_STARTED, error=os_reason(error)) from error
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(TIMED_OUT, seconds=f"{timeout:g}") from error
    finally:
        if process.poll() is None:  # too late, or the user has interrupted us
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it has started."""
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603
            ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607
            capture_output=True,
            check=False,
        )
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
