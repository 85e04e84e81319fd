"""What a file is, told by its bytes; its name only decides between kinds of plain text."""

from __future__ import annotations

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

# Streams of an OLE container, the most telling first: a .doc may hold an embedded sheet.
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted-ole"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("MatOST", "wps"),
)

_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
)

# What a package's "mimetype" begins with ("…text" covers "…text-template" and "…text-master").
_MIMETYPES = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/epub+zip", "epub"),
)

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r\x1a\x1b"})


def kind_of(data: bytes, name: str = "") -> str:
    """The kind of a file.

    Args:
        data: the whole file (a beginning is enough for all kinds but ZIP and OLE containers).
        name: its name or path; may be empty.

    Returns:
        "docx" (also .docm, .dotx, .dotm, and a ZIP too damaged to tell that is named so),
        "odt", "doc", "wps", "rtf", "fodt", "html", "xml", "pdf", "ofd", "image",
        "encrypted-ole" (an Office file with a password), "ole" (an OLE container of no known
        kind), "xls", "xlsx", "ppt", "pptx", "ods", "odp", "epub", "zip", "archive",
        "lock" (the ``~$`` file that Word keeps while a document is open), "empty",
        "text", "markdown", or "unknown".
    """
    if data[:4] in _ZIP:
        return _zip_kind(data, name)
    if not data:
        return "empty"
    name = name.replace("\\", "/").rpartition("/")[2].lower()
    if name.startswith("~$") and len(data) < 1024:
        return "lock"
    if data.startswith(_OLE):
        return _ole_kind(data, name)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image"
    if data[:2] == b"BM" and data[6:10] == bytes(4):
        return "image"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _text_kind(data, name)


def _zip_kind(data: bytes, name: str) -> str:
    # The first entry of an ODF or EPUB package is its type, stored as it is.
    if data[30:38] == b"mimetype":
        for media_type, kind in _MIMETYPES:
            if data.startswith(media_type, 38):
                return kind
    # An embedded workbook inside a document is common, so Word's own folder counts first.
    if b"word/" in data or b"word\\" in data:
        return "docx"
    for mark, kind in ((b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"OFD.xml", "ofd")):
        if mark in data:
            return kind
    if b"[Content_Types].xml" in data or name.lower().endswith(
        (".docx", ".docm", ".dotx", ".dotm")
    ):
        return "docx"
    return "odt" if name.lower().endswith((".odt", ".ott")) else "zip"


def _ole_kind(data: bytes, name: str) -> str:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return "wps" if kind == "doc" and name.endswith((".wps", ".wpt")) else kind
    return "wps" if name.endswith((".wps", ".wpt")) else "ole"


def _text_kind(data: bytes, name: str) -> str:
    if name.endswith((".md", ".markdown")):
        return "markdown"
    if name.endswith((".txt", ".text")):
        return "text"
    start = data[:4096]
    if start[:2] in _BOMS:  # UTF-16: enough of it for the marks below
        start = start.replace(b"\x00", b"")
    for bom in _BOMS:
        start = start.removeprefix(bom)
    start = start.lstrip().lower()
    if start.startswith(b"<"):
        if b"<office:document" in start:
            return "fodt"
        if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<meta")):
            return "html"
        if start.startswith((b"<?xml", b"<!--")):
            return "html" if b"<html" in start else "xml"
    if start.startswith(b"mime-version:") and b"multipart/related" in start:
        return "html"
    if data[:2] in _BOMS:
        return "text"
    sample = data[:65536]
    return "unknown" if len(sample.translate(None, _CONTROLS)) < len(sample) else "text"


_NOT_DOCX = {
    "empty": N_("文件是空的"),
    "lock": N_("这是 Word 打开文档时留下的临时文件（~$），不是文档"),
    "encrypted-ole": N_("文件设有打开密码，无法读取；请用 Word 或 WPS 去掉密码后另存"),
    "doc": N_("这是旧的 .doc 文档，不是 .docx；请用 Word 或 WPS 另存为 .docx"),
    "wps": N_("这是 WPS 文档，不是 .docx；请用 WPS 另存为 .docx"),
    "rtf": N_("这是 RTF 文档，不是 .docx；请用 Word 或 WPS 另存为 .docx"),
    "html": N_("这是网页（HTML），不是 .docx；请用 Word 或 WPS 另存为 .docx"),
    "xml": N_("这是 XML 文件，不是 .docx；请用 Word 或 WPS 另存为 .docx"),
    "odt": N_("这是 ODT 文档，不是 .docx；请把扩展名改为 .odt"),
    "fodt": N_("这是 ODT 文档（单一 XML），不是 .docx；请把扩展名改为 .fodt"),
    "pdf": N_("这是 PDF 文件，不是 .docx"),
    "ofd": N_("这是 OFD 版式文件，不是 .docx"),
    "image": N_("这是图片，不是 .docx"),
    "xls": N_("这是电子表格，不是 Word 文档"),
    "xlsx": N_("这是电子表格，不是 Word 文档"),
    "ods": N_("这是电子表格，不是 Word 文档"),
    "ppt": N_("这是演示文稿，不是 Word 文档"),
    "pptx": N_("这是演示文稿，不是 Word 文档"),
    "odp": N_("这是演示文稿，不是 Word 文档"),
    "epub": N_("这是电子书，不是 Word 文档"),
    "zip": N_("这是普通压缩包，不是 Word 文档"),
    "archive": N_("这是压缩包，不是 Word 文档"),
    "ole": N_("文件不是 .docx，而是一种不认识的旧 Office 格式"),
    "text": N_("这是纯文本，不是 .docx"),
    "markdown": N_("这是纯文本，不是 .docx"),
}
_UNKNOWN = N_("文件不是 .docx：开头不是任何认识的格式")


def not_docx(kind: str) -> DocumentError:
    """The error for a file that was to be read as DOCX and is of another kind."""
    return DocumentError(_NOT_DOCX.get(kind, _UNKNOWN))
