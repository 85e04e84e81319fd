"""Old formats through the real LibreOffice, and every way in which that can fail."""

from __future__ import annotations

import http.server
import os
import stat
import sys
import tempfile
import threading
import time
from pathlib import Path

import docx
import pytest

from tests.document import office
from tests.document.test_odt import NAMESPACES
from writer_assist.document import convert
from writer_assist.document.errors import DocumentError
from writer_assist.document.read import read, read_bytes

RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\f0\fs32 "
    r"\u26412?\u24180?20xx\u24180?\par 2\par}"
)

posix = pytest.mark.skipif(os.name != "posix", reason="needs a shell script")


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary files go where the test can see whether any are left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def fake_soffice(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(convert.SOFFICE_VARIABLE, str(program))
    return program


def refusal(data: bytes, kind: str = "rtf", timeout: float = 60) -> str:
    with pytest.raises(DocumentError) as caught:
        convert.to_docx(data, kind, timeout)
    return str(caught.value)


@pytest.mark.parametrize(
    ("made_as", "name", "format"),
    [
        ("doc", "稿.doc", "doc"),
        ("doc", "稿.wps", "wps"),
        ("doc", "稿.docx", "doc"),
        ("rtf", "稿.rtf", "rtf"),
        ("rtf", "稿.docx", "rtf"),
    ],
)
def test_old_formats_are_read(
    tmp_path: Path, own_temporary_folder: Path, made_as: str, name: str, format: str
) -> None:
    document = docx.Document()
    document.add_heading("一、主要做法", 1)
    document.add_paragraph("20xx年，共办理提案**件。")
    table = document.add_table(2, 2)
    table.cell(0, 1).text = "表格"
    document.add_paragraph("完。")
    source = tmp_path / "made.docx"
    document.save(str(source))
    path = tmp_path / name
    office.convert(source, made_as, tmp_path).rename(path)
    before = path.read_bytes(), path.stat().st_mtime_ns
    result = read(str(path))
    assert result.format == format
    texts = [(p.story, p.text) for p in result.paragraphs if p.text]
    assert texts == [
        ("body", "一、主要做法"),
        ("body", "20xx年，共办理提案**件。"),
        ("table", "表格"),
        ("body", "完。"),
    ]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert not list(own_temporary_folder.iterdir())


def test_nothing_is_fetched_for_a_document() -> None:
    office.needs_soffice()
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def do_HEAD(self) -> None:
            self.do_GET()

        do_OPTIONS = do_PROPFIND = do_HEAD  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        # The richest in links of what LibreOffice reads, and it fetches them by default.
        flat = (
            f'<?xml version="1.0"?><office:document {NAMESPACES} '
            'xmlns:xlink="http://www.w3.org/1999/xlink" '
            'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
            'office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.3">'
            "<office:body><office:text><text:p>正文"
            '<draw:frame svg:width="1in" svg:height="1in"><draw:image '
            f'xlink:href="{url}/a.png"/></draw:frame></text:p><text:section text:name="s">'
            f'<text:section-source xlink:href="{url}/b.odt"/><text:p>节</text:p></text:section>'
            "</office:text></office:body></office:document>"
        )
        made = convert.to_docx(flat.encode(), "fodt")
        linked = RTF.replace(
            r"\par 2",
            r"\par {\field{\*\fldinst INCLUDEPICTURE "
            f'"{url}/c.png" \\\\d'
            r"}{\fldrslt x}}\par 2",
        )
        document = read_bytes(linked.encode(), "稿.rtf")
        server.shutdown()
    assert read_bytes(made, "稿.docx").paragraphs[0].text == "正文"
    assert document.paragraphs[0].text == "本年20xx年"
    assert asked == []


def test_a_file_that_libreoffice_cannot_read(own_temporary_folder: Path) -> None:
    office.needs_soffice()
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert "无法转换这个 .doc 文件" in refusal(data, "doc")
    assert not list(own_temporary_folder.iterdir())


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(convert.SOFFICE_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(convert, "_USUAL_PLACES", ())
    for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
        monkeypatch.delenv(variable, raising=False)
    message = refusal(b"x", "doc")
    assert message.startswith("需要安装 LibreOffice 才能读取 .doc 文件")
    assert "另存为 .docx" in message


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(convert.SOFFICE_VARIABLE, str(tmp_path / "nowhere"))
    message = refusal(b"x")
    assert "WRITER_ASSIST_SOFFICE" in message
    assert "nowhere" in message


@posix
def test_the_usual_places_are_searched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for version in ("7.6", "24.8"):
        folder = tmp_path / f"libreoffice{version}" / "program"
        folder.mkdir(parents=True)
        fake_soffice(folder, "exit 0", monkeypatch)
    monkeypatch.delenv(convert.SOFFICE_VARIABLE)
    monkeypatch.setenv("PATH", "")
    pattern = str(tmp_path / "libreoffice*" / "program" / "soffice")
    monkeypatch.setattr(convert, "_USUAL_PLACES", (str(tmp_path / "none"), pattern))
    found = convert.find_soffice()
    assert found is not None
    assert "libreoffice24.8" in found


@posix
def test_a_hanging_libreoffice_is_ended_with_its_children(
    tmp_path: Path, own_temporary_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "alive"
    script = f'(sleep 2; echo still > "{marker}") & sleep 60'
    fake_soffice(tmp_path, script, monkeypatch)
    start = time.monotonic()
    assert "超过 0.5 秒" in refusal(b"x", timeout=0.5)
    assert time.monotonic() - start < 10
    time.sleep(2.2)
    assert not marker.exists()
    assert not list(own_temporary_folder.iterdir())


@posix
def test_a_fresh_profile_may_need_a_second_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f"""
    if [ ! -e "{tmp_path}/once" ]; then touch "{tmp_path}/once"; exit 81; fi
    while [ "$1" != --outdir ]; do shift; done
    mkdir -p "$2"; cat "$3" > "$2/draft.docx"
    """
    fake_soffice(tmp_path, script, monkeypatch)
    assert convert.to_docx(b"content", "rtf") == b"content"


@posix
def test_libreoffice_gets_a_profile_without_macros_and_a_safe_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f"""
    for argument; do
      case $argument in
        -env:UserInstallation=file://*) profile=${{argument#*=file://}};;
      esac
    done
    cat "$profile/user/registrymodifications.xcu" > "{tmp_path}/settings"
    echo "$argument" > "{tmp_path}/source"
    env > "{tmp_path}/environment"
    """
    fake_soffice(tmp_path, script, monkeypatch)
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    assert "无法转换" in refusal(b"x", "doc")
    settings = (tmp_path / "settings").read_text(encoding="utf-8")
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true' in settings
    assert '"BlockUntrustedRefererLinks" oor:op="fuse"><value>true' in settings
    assert (tmp_path / "source").read_text(encoding="utf-8").endswith("/draft.doc\n")
    assert "PYTHONHOME" not in (tmp_path / "environment").read_text(encoding="utf-8")


@posix
def test_a_program_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"\x7fELF no program")
    program.chmod(0o755)
    monkeypatch.setenv(convert.SOFFICE_VARIABLE, str(program))
    assert "无法启动" in refusal(b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows both names")
def test_word_files_of_wps_are_given_to_libreoffice_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_soffice(tmp_path, f'for a; do :; done; echo "$a" >> "{tmp_path}/names"', monkeypatch)
    refusal(b"..." + "WordDocument".encode("utf-16-le"), "wps")
    refusal(b"...MatOST", "wps")
    names = (tmp_path / "names").read_text(encoding="utf-8").split()
    assert [name.rpartition("/")[2] for name in names] == ["draft.doc", "draft.wps"]
