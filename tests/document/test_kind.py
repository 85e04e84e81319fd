import io
import zipfile

import pytest

from writer_assist.document.kind import kind_of, not_docx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


def zipped(*parts: tuple[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts:
            archive.writestr(name, text)
    return buffer.getvalue()


ODT = "application/vnd.oasis.opendocument.text"

CASES = [
    ("docx", zipped(("[Content_Types].xml", ""), ("word/document.xml", "")), "a.docx"),
    ("docx", zipped(("[Content_Types].xml", ""), ("word\\document.xml", "")), "a"),
    ("docx", zipped(("[Content_Types].xml", ""), ("main.xml", "")), "a.bin"),
    ("docx", zipped(("word/document.xml", ""), ("word/embeddings/b.xlsx", "xl/")), "a.txt"),
    ("docx", b"PK\x03\x04 cut off", "总结.DOCX"),
    ("docx", b"PK\x03\x04 cut off", "a.dotm"),
    ("zip", b"PK\x03\x04 cut off", "总结.zip"),
    ("zip", zipped(("photo.txt", "x")), ""),
    ("zip", zipped(), "a.zip"),
    ("xlsx", zipped(("[Content_Types].xml", ""), ("xl/workbook.xml", "")), "a.docx"),
    ("pptx", zipped(("[Content_Types].xml", ""), ("ppt/presentation.xml", "")), "a.docx"),
    ("odt", zipped(("mimetype", ODT), ("content.xml", "")), "a.docx"),
    ("odt", zipped(("mimetype", ODT + "-template"), ("content.xml", "")), ""),
    ("ods", zipped(("mimetype", ODT.replace("text", "spreadsheet"))), ""),
    ("epub", zipped(("mimetype", "application/epub+zip")), ""),
    ("ofd", zipped(("OFD.xml", "")), ""),
    ("empty", b"", "a.docx"),
    ("lock", b"\x04user" + bytes(157), "dir/~$总结.docx"),
    ("encrypted-ole", ole("EncryptionInfo") + ole("EncryptedPackage"), "a.docx"),
    ("doc", ole("WordDocument"), "a.docx"),
    ("wps", ole("WordDocument"), "a.wps"),
    ("wps", ole("MatOST"), "a.docx"),
    ("xls", ole("Workbook"), "a.docx"),
    ("ppt", ole("PowerPoint Document"), "a.docx"),
    ("ole", OLE, "a.docx"),
    ("rtf", b"{\\rtf1\\ansi }", "a.docx"),
    ("html", b"<html><body>", "a.docx"),
    ("html", b"\xef\xbb\xbf\r\n<!DOCTYPE HTML>", "a.doc"),
    ("html", "<html>".encode("utf-16"), "a.doc"),
    ("html", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', ""),
    ("html", b"MIME-Version: 1.0\nContent-Type: multipart/related", "a.doc"),
    ("fodt", b'<?xml version="1.0"?>\n<office:document xmlns:office="urn:x">', ""),
    ("xml", b'<?xml version="1.0"?><pkg:package>', "a.docx"),
    ("pdf", b"%PDF-1.7\n", "a.docx"),
    ("pdf", b"\n\n%PDF-1.7\n", ""),
    ("image", b"\x89PNG\r\n\x1a\n\x00", "a.docx"),
    ("image", b"\xff\xd8\xff\xe0", "a.docx"),
    ("image", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.docx"),
    ("image", b"BM\x36\x00\x0c\x00\x00\x00\x00\x00", "a.docx"),
    ("archive", b"Rar!\x1a\x07\x01\x00", "a.docx"),
    ("text", "工作总结\n".encode(), "a.docx"),
    ("text", "工作总结\n".encode("gb18030"), ""),
    ("text", "工作总结\n".encode("utf-16"), ""),
    ("text", b"BMW\n", "a.log"),
    ("text", b"\x00\x01", "a.txt"),
    ("markdown", b"<!-- note -->\n# x", "a.md"),
    ("markdown", b"# x", "dir\\A.MARKDOWN"),
    ("unknown", b"\x00\x01\x02\x03", "a.docx"),
]


@pytest.mark.parametrize(("kind", "data", "name"), CASES)
def test_kind(kind: str, data: bytes, name: str) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize("kind", sorted({case[0] for case in CASES} - {"docx"}))
def test_every_other_kind_has_a_reason_of_one_line(kind: str) -> None:
    reason = str(not_docx(kind))
    assert reason
    assert "\n" not in reason
    assert (reason == str(not_docx("no such kind"))) == (kind == "unknown")
