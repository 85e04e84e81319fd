"""Bad input: one line that says what is wrong; odd input that is read all the same."""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.document.docx.builders import (
    CONTENT_TYPES,
    DECLARATION,
    W,
    document,
    docx,
    paragraph,
    part,
    parts_of,
    relationships,
    word_like,
    zipped,
)
from tests.document.test_kind import ole
from writer_assist.document.archive import Archive
from writer_assist.document.docx import package as package_module
from writer_assist.document.docx.package import Package
from writer_assist.document.docx.reader import read_docx
from writer_assist.document.docx.styles import Styles
from writer_assist.document.errors import DocumentError

GOOD = docx(paragraph("甲"))


def with_parts(**changed: str | bytes | None) -> dict[str, str | bytes]:
    """The parts of a small document, some replaced (named by the end of their path)."""
    parts = parts_of(paragraph("甲"))
    for suffix, content in changed.items():
        name = next(n for n in parts if n.translate({46: 95, 47: 95}).endswith(suffix))
        if content is None:
            del parts[name]
        else:
            parts[name] = content
    return parts


def with_main(xml: str | bytes) -> bytes:
    return zipped(with_parts(document_xml=xml))


def main(text: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{text}</w:body></w:document>'


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes((data[at] ^ 0xFF,)) + data[at + 1 :]


def in_compressed_data() -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        info = archive.getinfo("word/document.xml")
    return flipped(GOOD, info.header_offset + 30 + len(info.filename) + 20)


def patched_directory(change: Callable[[bytearray, int], None]) -> bytes:
    """A good file whose directory entry of document.xml is changed in place."""
    data = bytearray(GOOD)
    entry = data.rfind(b"word/document.xml") - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    change(data, entry)
    return bytes(data)


def set_crc(data: bytearray, entry: int) -> None:
    data[entry + 16 : entry + 20] = b"\x00\x00\x00\x01"


def set_encrypted(data: bytearray, entry: int) -> None:
    data[entry + 8] |= 1


def set_method(data: bytearray, entry: int) -> None:
    data[entry + 10] = 12


def set_size(data: bytearray, entry: int) -> None:
    data[entry + 24 : entry + 28] = struct.pack("<L", 10)


def set_offset_of_another(data: bytearray, entry: int) -> None:
    data[entry + 42 : entry + 46] = struct.pack("<L", 0)


def duplicate() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts_of(paragraph("甲")).items():
            archive.writestr(name, content)
        archive.writestr("Word/Document.xml", document(paragraph("乙")))
    return buffer.getvalue()


def bomb(size: int = 120 << 20) -> bytes:
    """A part that inflates to so many bytes, written without making them all."""
    parts = {**parts_of(paragraph("甲")), "word/media/image1.bin": b"@"}
    data = zipped(parts, zipfile.ZIP_STORED)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(1 << 20)
    crc = 0
    packed = b""
    for _ in range(size >> 20):
        packed += packer.compress(block)
        crc = zlib.crc32(block, crc)
    packed += packer.flush()
    local = data.rfind(b"word/media/image1.bin", 0, data.find(b"PK\x01\x02")) - 30
    sizes = struct.pack("<HHHLLL", 8, 0, 33, crc, len(packed), size)
    directory = data.find(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    head = (
        data[: local + 8]
        + sizes
        + data[local + 26 : local + 30]
        + b"word/media/image1.bin"
        + packed
    )
    last = data.rfind(b"PK\x01\x02")
    entries = data[directory : last + 10] + sizes + data[last + 28 : end]
    tail = data[end : end + 12] + struct.pack("<LLH", len(entries), len(head), 0)
    return head + entries + tail


ENTITIES = (
    '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + main("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + main("&x;")
DTD = "DTD"

BAD = {
    "empty": (b"", "文件是空的"),
    "text": ("工作总结".encode(), "纯文本"),
    "unknown": (b"\x00\x01\x02\x03\x04", "不是任何认识的格式"),
    "password": (ole("EncryptedPackage"), "打开密码"),
    "old Word": (ole("WordDocument"), ".doc "),
    "RTF": (b"{\\rtf1 }", "RTF"),
    "HTML": (b"<html></html>", "HTML"),
    "PDF": (b"%PDF-1.4", "PDF"),
    "image": (b"\x89PNG\r\n\x1a\n", "图片"),
    "ODT": (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}, 0), "ODT"),
    "plain archive": (zipped({"a.txt": "甲"}), "普通压缩包"),
    "workbook": (
        zipped(
            {
                "_rels/.rels": relationships(("r", "officeDocument", "xl/workbook.xml")),
                "xl/workbook.xml": "<workbook xmlns='x'/>",
            }
        ),
        "电子表格",
    ),
    "no main part": (zipped({"[Content_Types].xml": CONTENT_TYPES}), "没有 Word 正文"),
    "main part of another kind": (with_main("<a/>"), "没有 Word 正文"),
    "end cut off": (GOOD[:-30], "ZIP 已损坏"),
    "half": (GOOD[: len(GOOD) // 2], "ZIP 已损坏"),
    "first bytes only": (GOOD[:8], "ZIP 已损坏"),
    "middle lost": (GOOD[:100] + GOOD[300:], "ZIP 已损坏"),
    "bad data": (in_compressed_data(), "ZIP 已损坏"),
    "bad checksum": (patched_directory(set_crc), "ZIP 已损坏"),
    "wrong size": (patched_directory(set_size), "ZIP 已损坏"),
    "encrypted entry": (patched_directory(set_encrypted), "加了密码"),
    "strange compression": (patched_directory(set_method), "压缩方式"),
    "overlapping entries": (patched_directory(set_offset_of_another), "ZIP 已损坏"),
    "duplicate parts": (duplicate(), "同名部件"),
    "bomb": (bomb(), "压缩炸弹"),
    "not well-formed": (with_main(main("<w:p>")), "XML 有误"),
    "empty part": (with_main(b""), "XML 有误"),
    "bytes that are no UTF-8": (with_main(main("<w:p>\xff").encode("latin-1")), "XML 有误"),
    "entities": (with_main(ENTITIES), DTD),
    "external entity": (with_main(DECLARATION + "<!-- x -->" + EXTERNAL), DTD),
    "external entity behind a byte order mark": (with_main("\ufeff" + EXTERNAL), DTD),
    "external entity in UTF-16": (with_main(EXTERNAL.encode("utf-16")), DTD),
    "external entity in UTF-16 without mark": (with_main(EXTERNAL.encode("utf-16-be")), DTD),
    "external entity in relationships": (
        zipped(with_parts(document_xml_rels=EXTERNAL)),
        DTD,
    ),
    "UTF-7": (with_main(b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-'), "编码"),
    "EBCDIC": (
        with_main(('<?xml version="1.0" encoding="cp037"?>' + EXTERNAL).encode("cp037")),
        "编码",
    ),
    "half a UTF-16 character": (with_main(b"\xff\xfe<\x00a"), "编码"),
    "undefined entity": (with_main(main("<w:p>&nbsp;</w:p>")), "XML 有误"),
    "nested too deeply": (with_main(main("<w:p>" * 300 + "</w:p>" * 300)), "256 层"),
    "text boxes nested too deeply": (
        with_main(main(f"<w:p>{'<w:txbxContent>' * 20}{'</w:txbxContent>' * 20}</w:p>")),
        "文本框嵌套",
    ),
    "one text too long": (
        with_main(main(f"<w:p><w:r><w:t>{'a' * 10_000_001}</w:t></w:r></w:p>")),
        "10 MB",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input(name: str) -> None:
    data, reason = BAD[name]
    with pytest.raises(DocumentError) as caught:
        read_docx(data, "a.docx")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_bomb_is_refused_before_it_is_inflated() -> None:
    started = time.process_time()
    with pytest.raises(DocumentError):
        Package(BAD["bomb"][0])
    assert time.process_time() - started < 0.05


def test_what_a_part_inflates_to_is_bounded_by_what_it_announces() -> None:
    with pytest.raises(DocumentError, match=r"word/document\.xml"):
        read_docx(BAD["wrong size"][0], "a.docx")


def renamed(parts: dict[str, str | bytes], old: str, new: str) -> dict[str, str | bytes]:
    return {
        name.replace(old, new): content.replace(old, new) if isinstance(content, str) else content
        for name, content in parts.items()
    }


def zip64() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts_of(paragraph("甲")).items():
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(content.encode() if isinstance(content, str) else content)
    data = buffer.getvalue()
    end = data.rfind(b"PK\x05\x06")
    fields = list(struct.unpack("<4s4H2LH", data[end : end + 22]))
    record = struct.pack(
        "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, fields[3], fields[4], fields[5], fields[6]
    )
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:end] + record + locator + last


def trailing_comment() -> bytes:
    return GOOD[:-2] + b"\x05\x00hello"


def content_type(type_: str) -> bytes:
    parts = parts_of(paragraph("甲"))
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", type_
    )
    del parts["_rels/.rels"]
    return zipped(renamed(parts, "document.xml", "main.xml"))


ODD = {
    "as it should be": GOOD,
    "stored": zipped(parts_of(paragraph("甲")), zipfile.ZIP_STORED),
    "ZIP64": zip64(),
    "a comment of the archive": trailing_comment(),
    "renamed main part": zipped(
        renamed(parts_of(paragraph("甲")), "word/document", "word/document2")
    ),
    "renamed folder": zipped(renamed(parts_of(paragraph("甲")), "word/", "w/")),
    "no relationships": zipped(with_parts(rels__rels=None, document_xml_rels=None)),
    "no content types": zipped(
        {k: v for k, v in parts_of(paragraph("甲")).items() if k != "[Content_Types].xml"}
    ),
    "macros": content_type("application/vnd.ms-word.document.macroEnabled.main+xml"),
    "template": content_type(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    ),
    "template with macros": content_type(
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
    ),
    "backslashes": zipped(
        {name.replace("/", "\\"): content for name, content in parts_of(paragraph("甲")).items()}
    ),
    "absolute target": zipped(
        with_parts(rels__rels=relationships(("rId1", "officeDocument", "/word/document.xml")))
    ),
    "target with a dot": zipped(
        with_parts(
            rels__rels=relationships(("rId1", "officeDocument", "./word/../word/document.xml"))
        )
    ),
    "target in another case": zipped(
        with_parts(rels__rels=relationships(("rId1", "officeDocument", "Word/Document.XML")))
    ),
    "target in percent signs": zipped(
        renamed(
            with_parts(
                rels__rels=relationships(("r", "officeDocument", "word/%E6%AD%A3%E6%96%87.xml"))
            ),
            "word/document.xml",
            "word/正文.xml",
        )
    ),
    "relationships that lead nowhere": zipped(
        with_parts(
            document_xml_rels=relationships(
                ("a", "styles", "gone.xml"), ("b", "numbering", "#x"), ("c", "comments", "NULL")
            )
        )
    ),
    "part that climbs out of the archive": zipped(
        {**parts_of(paragraph("甲")), "../../etc/passwd": "root"}
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_input_is_read(name: str) -> None:
    document = read_docx(ODD[name], "a.docx")
    assert [p.text for p in document.paragraphs] == ["甲"]


def test_entries_in_front_of_which_something_stands() -> None:
    # Such an archive is no longer told by its first bytes; its directory is still found.
    archive = Archive(b"#!stub\n" + GOOD)
    assert b"document" in archive.read("word/document.xml")


def test_outside_targets_are_listed_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.docx"
    secret.write_bytes(GOOD)
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("opened a file"))
    monkeypatch.setattr("socket.socket", lambda *_: pytest.fail("opened a connection"))
    external = ' TargetMode="External"'
    parts = with_parts(
        document_xml_rels=relationships(
            ("r1", "hyperlink", "http://example.invalid/"),
            ("r2", "header", secret.as_uri()),
            mode=external,
        )
    )
    parts["word/_rels/settings.xml.rels"] = relationships(
        ("r1", "attachedTemplate", "http://example.invalid/t.dotm"), mode=external
    )
    body = paragraph("甲") + '<w:sectPr><w:headerReference r:id="r2"/></w:sectPr>'
    parts["word/document.xml"] = document(body)
    read = read_docx(zipped(parts), "a.docx")
    assert [p.text for p in read.paragraphs] == ["甲"]
    assert [(t.part, t.type, t.target) for t in read.source.package.external_targets] == [
        ("word/document.xml", "hyperlink", "http://example.invalid/"),
        ("word/document.xml", "header", secret.as_uri()),
        ("word/settings.xml", "attachedTemplate", "http://example.invalid/t.dotm"),
    ]


def test_equal_styles_of_two_documents_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    class Counted(Styles):
        def __init__(self, root: etree._Element | None = None) -> None:
            made.append(root)
            super().__init__(root)

    monkeypatch.setattr("writer_assist.document.docx.reader.Styles", Counted)
    monkeypatch.setattr("writer_assist.document.docx.reader._STYLES", {})
    for seed in range(3):
        read_docx(word_like(300, seed=seed), "a.docx")
    assert len(made) == 1


def test_damaged_styles_are_an_error_each_time() -> None:
    parts = parts_of(paragraph("甲"), styles=main(""))
    data = bytearray(zipped(parts))
    entry = data.rfind(b"word/styles.xml") - 46
    assert read_docx(bytes(data), "a.docx").paragraphs
    set_crc(data, entry)
    for _ in range(2):
        with pytest.raises(DocumentError, match=r"word/styles\.xml"):
            read_docx(bytes(data), "a.docx")


def test_tags_are_counted_over_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "COUNT_FROM", 2500)
    monkeypatch.setattr(package_module, "MAX_TAGS", 90)
    headers = {f"header{n}": part("hdr", "<w:p/>" * 20) for n in range(1, 5)}
    references = "".join(f'<w:headerReference w:type="default" r:id="{id_}"/>' for id_ in headers)
    with pytest.raises(DocumentError, match=r"header\d\.xml 超出限度：标记超过 90 个"):
        read_docx(docx(f"<w:sectPr>{references}</w:sectPr>", **headers), "a.docx")


def test_too_many_paragraphs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writer_assist.document.docx.walk.MAX_PARAGRAPHS", 3)
    assert len(read_docx(docx("<w:p/>" * 3), "a.docx").paragraphs) == 3
    with pytest.raises(DocumentError, match="段落超过 3 个"):
        read_docx(docx("<w:p/>" * 4), "a.docx")
