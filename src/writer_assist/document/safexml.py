"""Parse XML that may be hostile: no DTD, no entities, no network, bounded depth and size."""

from __future__ import annotations

from lxml import etree

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_

MAX_TAGS = 6_000_000
"""Tags and attributes in one part. Each costs 100 to 250 bytes once parsed, however short it
is, so that this is what bounds the memory. 200,000 runs as Word writes them have 3 million."""
COUNT_FROM = 1 << 24
"""Bytes up to which the tags need no counting: there is no room for that many."""

HAS_DOCTYPE = N_("{part} 里有 DTD 声明（DOCTYPE），可能用于攻击，拒绝读取")
LIMIT = N_("{part} 超出限度：嵌套超过 256 层，或一处文字超过 10 MB")
TOO_MANY_TAGS = N_("{part} 超出限度：标记超过 {limit} 个")
NOT_WELL_FORMED = N_("{part} 的 XML 有误，第 {line} 行")
BAD_ENCODING = N_("{part} 的编码不是 UTF-8 或 UTF-16，拒绝读取")

# In these "<!DOCTYPE" cannot hide: every ASCII byte means itself, outside a character.
_ASCII_COMPATIBLE = frozenset(
    (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"gb2312", b"gbk", b"gb18030")
)


def parse_xml(data: bytes, part: str) -> etree._Element:
    """The root element of an XML part.

    Comments and processing instructions stay in the tree, but never split a text: where one
    stands in the middle of an element that holds text, the text moves together in front of it.

    Args:
        data: the part; UTF-8 or UTF-16 as the Office formats demand, or an encoding that is a
            superset of ASCII.
        part: its name, for the message.

    Raises:
        DocumentError: not well-formed, a DTD, nested deeper than 256, a text over 10 MB, more
            than :data:`MAX_TAGS` tags and attributes.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
        data = _to_utf8(data, part)
    elif data[:1] not in b"<\xef \t\r\n" or _declared_encoding(data) not in _ASCII_COMPATIBLE:
        raise DocumentError(BAD_ENCODING, part=part)
    if _has_doctype(data):
        raise DocumentError(HAS_DOCTYPE, part=part)
    if len(data) > COUNT_FROM and count_tags(data) > MAX_TAGS:
        raise DocumentError(TOO_MANY_TAGS, part=part, limit=MAX_TAGS)
    # libxml2's own limits (without huge_tree) are the ones that we want. A parser a call:
    # it costs a microsecond, and a shared one is not safe between threads.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "huge" in str(error).lower():  # every such message names the option XML_PARSE_HUGE
            raise DocumentError(LIMIT, part=part) from error
        raise DocumentError(NOT_WELL_FORMED, part=part, line=error.lineno or 1) from error
    # "!" and "?" are rare in XML of Office formats, and found far faster than the pairs.
    declaration_end = data.find(b"?>") + 2
    if (b"!" in data and b"<!--" in data) or (
        data.find(b"?", declaration_end) > 0 and data.find(b"<?", declaration_end) > 0
    ):
        _gather_text(root)
    return root


def count_tags(data: bytes) -> int:
    """At least as many as there are tags and attributes."""
    return data.count(b"<") + data.count(b"=")


def _to_utf8(data: bytes, part: str) -> bytes:
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-16-be" if data[:1] == b"\x00" else "utf-16-le")
    except UnicodeDecodeError as error:
        raise DocumentError(BAD_ENCODING, part=part) from error
    if "\0" in text:  # UTF-32 perhaps, in which the parser would see what we do not
        raise DocumentError(BAD_ENCODING, part=part)
    text = text.lstrip()
    # The declaration names the old encoding.
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return text.encode("utf-8", "replace")


def _declared_encoding(data: bytes) -> bytes:
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"<?xml"):
        return b"utf-8"
    declaration = data[: data.find(b"?>") + 2]
    name = declaration.partition(b"encoding")[2].lstrip(b" \t\r\n=\"'")
    for end in (b'"', b"'", b"?"):
        name = name.partition(end)[0]
    return name.strip().lower() or b"utf-8"


def _has_doctype(data: bytes) -> bool:
    """Whether a DTD stands where the grammar allows one: before the root element."""
    position = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while True:
        while data[position : position + 1].isspace():
            position += 1
        if data.startswith(b"<?", position):
            end = data.find(b"?>", position) + 2
        elif data.startswith(b"<!--", position):
            end = data.find(b"-->", position) + 3
        else:
            return data.startswith(b"<!DOCTYPE", position)
        if end <= position:  # never closed; the parser will say so
            return False
        position = end


def _gather_text(root: etree._Element) -> None:
    """Move text that a comment or processing instruction splits into the element's .text."""
    seen = set()
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        parent = node.getparent()
        if parent is None or parent in seen:
            continue
        seen.add(parent)
        texts = [parent.text or ""]
        for child in parent:
            if not isinstance(child, etree._Comment | etree._ProcessingInstruction):
                break
            texts.append(child.tail or "")
            child.tail = None
        parent.text = "".join(texts) or None
