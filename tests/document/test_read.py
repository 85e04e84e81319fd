"""The one door: what a file is, and everything that cannot be read."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.document.docx.builders import docx as small_docx
from tests.document.test_odt import archive, content
from writer_assist.document import read as door
from writer_assist.document.errors import DocumentError
from writer_assist.document.read import read, read_bytes
from writer_assist.engine.linter import Linter
from writer_assist.i18n import render

TEXT = "一、主要做法\n本年度各项工作进展顺利。\n"


def docx_bytes() -> bytes:
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


DOCX = docx_bytes()


def odt_bytes() -> bytes:
    return archive(content=content("".join(f"<text:p>{x}</text:p>" for x in TEXT.splitlines())))


def refusal(path: Path | str) -> str:
    with pytest.raises(DocumentError) as caught:
        read(str(path))
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("稿.docx", DOCX, "docx"),
        ("稿.txt", DOCX, "docx"),
        ("稿", DOCX, "docx"),
        ("稿.odt", odt_bytes(), "odt"),
        ("稿.md", odt_bytes(), "odt"),
        ("稿.txt", TEXT.encode(), "text"),
        ("稿.txt", TEXT.encode("gb18030"), "text"),
        ("稿", TEXT.encode("utf-16-le"), "text"),
        ("-", TEXT.encode("utf-16"), "text"),
        ("稿.md", TEXT.encode(), "markdown"),
        ("稿.Markdown", TEXT.encode("gb18030"), "markdown"),
    ],
)
def test_content_decides_the_format(tmp_path: Path, name: str, data: bytes, format: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    before = path.stat()
    document = read(str(path))
    assert document.format == format
    assert document.path == str(path)
    assert [p.text for p in document.paragraphs] == TEXT.splitlines()
    assert [p.level for p in document.paragraphs] == [1, None]
    assert path.read_bytes() == data
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_given_format_is_taken() -> None:
    line = "# 题"
    assert read_bytes(line.encode(), "稿.txt", "markdown").paragraphs[0].text == "题"
    assert read_bytes(line.encode(), "稿.md", "text").paragraphs[0].text == "# 题"
    with pytest.raises(ValueError, match="pages"):
        read_bytes(b"", "x", "pages")


@pytest.mark.parametrize("name", ["空.txt", "空.md"])
def test_an_empty_text_is_an_empty_draft(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert [p.text for p in read(str(tmp_path / name)).paragraphs] == [""]


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("空.docx", b"", "空"),
        ("表.docx", b"%PDF-1.7\n", "PDF"),
        ("页.docx", b"<!DOCTYPE html><html></html>", "另存为 .docx"),
        ("页.html", b"<html><p>x</p></html>", "另存为 .docx"),
        ("文.docx", TEXT.encode(), "纯文本"),
        ("文.doc", TEXT.encode(), "纯文本"),
        ("噪.docx", b"\x01\x02\x03\x04" * 8, "开头"),
        ("噪.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0", "NUL"),
        ("图.png", b"\x89PNG\r\n\x1a\n\0\0\0\0", "图片"),
        ("断.docx", DOCX[:3000], "ZIP"),
        ("~$稿.docx", b"\x05admin" + b"\0" * 156, "锁文件"),
    ],
)
def test_what_is_no_draft_is_named(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert word in refusal(path)
    assert path.read_bytes() == data


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "无.docx") == "找不到文件"


def test_a_folder_with_the_name_of_a_document(tmp_path: Path) -> None:
    (tmp_path / "夹.docx").mkdir()
    assert "文件夹" in refusal(tmp_path / "夹.docx")


def test_a_name_that_no_file_can_have() -> None:
    assert refusal("稿\0.docx") == "文件名无效"
    assert refusal("稿" * 3000)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / "管.docx"
    os.mkfifo(path)
    assert "普通文件" in refusal(path)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no such sockets")
def test_a_socket_is_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.docx")
        assert "普通文件" in refusal("s.docx")


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no devices")
def test_a_device_is_not_read() -> None:
    assert "普通文件" in refusal("/dev/zero")


def test_a_fifo_that_takes_the_place_of_a_file_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no FIFOs")
    path = tmp_path / "管.txt"
    os.mkfifo(path)
    regular = os.stat(__file__)
    monkeypatch.setattr("writer_assist.document.read.os.stat", lambda _: regular)
    assert "普通文件" in refusal(path)


def test_links_to_regular_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text(TEXT, encoding="utf-8")
    link = tmp_path / "链.txt"
    try:
        link.symlink_to(tmp_path / "稿.txt")
    except OSError:
        pytest.skip("links need a privilege here")
    assert len(read(str(link)).paragraphs) == 2
    (tmp_path / "环.txt").symlink_to(tmp_path / "环.txt")
    assert refusal(tmp_path / "环.txt") == "无法读取：链接绕成了圈"


def test_what_the_system_says_is_put_into_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(tmp_path / ("长" * 300)) == "无法读取：文件名太长"
    path = tmp_path / "坏.txt"
    path.write_text(TEXT, encoding="utf-8")

    def fail(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("writer_assist.document.read.os.open", fail)
    assert refusal(path) == "无法读取：磁盘读写出错"
    with pytest.raises(DocumentError) as info:
        read(str(path))
    assert render(info.value.reason, info.value.params, "en").isascii()


def test_a_forbidden_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "密.txt"
    path.write_text(TEXT, encoding="utf-8")

    # Not by chmod: an administrator may read anything.
    def forbid(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("writer_assist.document.read.os.open", forbid)
    assert refusal(path) == "没有读取权限"


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"x" * 2000)
    monkeypatch.setattr(door, "MAX_FILE", 1999)
    assert "超过" in refusal(path)
    # One that grows between the look and the reading.
    small = os.stat(tmp_path / "大.txt")
    monkeypatch.setattr(door, "_check", lambda *_: small)
    assert "超过" in refusal(path)


def test_too_much_text_is_refused_in_any_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "MAX_TEXT", 10)
    assert read_bytes("一二三四五\n六七八九".encode(), "a.txt").text == "一二三四五\n六七八九"
    for data, name in ((b"12345\n67890", "a.txt"), (b"12345\n67890", "a.md")):
        with pytest.raises(DocumentError, match="文字超过 10 字"):
            read_bytes(data, name)


def test_a_document_without_paragraphs_has_an_empty_one() -> None:
    for data in (small_docx(""), archive(content=content(""))):
        (paragraph,) = read_bytes(data).paragraphs
        assert (paragraph.text, paragraph.number) == ("", 1)
        for genre in (None, "cppcc-office-summary"):
            assert Linter(genre=genre).lint_bytes(data).error == ""


def test_real_size_limit_is_checked_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "稀疏.txt"
    with path.open("wb") as file:
        file.truncate(door.MAX_FILE + 1)
    assert "256 MB" in refusal(path)


def test_only_the_reader_that_is_needed_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(DOCX)
    script = (
        "import sys; from writer_assist.document.read import read; read(sys.argv[1]);"
        "names = {'odt', 'markdown', 'convert', 'text'};"
        "print(sorted(n for n in names if 'writer_assist.document.' + n in sys.modules),"
        " [n for n in ('subprocess', 'tempfile', 'zipfile', 'pathlib') if n in sys.modules])"
    )
    output = subprocess.run(
        [sys.executable, "-S", "-c", script, str(path)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ).stdout
    assert output.split("]")[0] == "["


NAMES = st.sampled_from(["稿", "稿.docx", "稿.odt", "稿.fodt", "稿.md", "稿.txt", "稿.html", "-"])


def reads_or_refuses(data: bytes, name: str) -> None:
    try:
        document = read_bytes(data, name)
    except DocumentError:
        return
    assert [p.number for p in document.paragraphs] == [*range(1, len(document.paragraphs) + 1)]


@given(st.binary(max_size=200), NAMES)
@example(b"", "-")
@example(b"\xff\xfe", "稿.txt")
@example(b"\xff\xfe\0", "稿.md")
@example(b"PK\x03\x04", "稿.odt")
@example(b"<office:document", "稿.fodt")
@example(b'<?xml version="1.0"?><office:document', "稿")
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    if not data.startswith((b"{\\rtf", b"\xd0\xcf")):  # those would start LibreOffice
        reads_or_refuses(data, name)


@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    name, whole = data.draw(st.sampled_from([("稿.odt", odt_bytes()), ("稿.docx", DOCX)]))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 4))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    del damaged[data.draw(st.integers(0, len(whole))) :]
    reads_or_refuses(bytes(damaged), name)
