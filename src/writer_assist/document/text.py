"""Plain text: find the encoding, decode strictly, one paragraph a line.

Nothing declares the encoding of a text file, so it is told from the bytes: a byte order mark,
then strict UTF-8, then GB 18030 and UTF-16 without a mark. GB 18030 and UTF-16 accept nearly
any bytes; they are believed only where the result reads as Chinese.
"""

from __future__ import annotations

from collections import Counter

from writer_assist.document.errors import MAX_PARAGRAPHS, TOO_MANY_PARAGRAPHS, DocumentError
from writer_assist.document.model import Document
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

# UTF-32 first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

PLAUSIBLE = 0.8
"""The share of a text's characters beyond ASCII that must be in common use. Chinese drafts
have 0.97 and more; the same bytes in a wrong encoding stay below 0.6."""

SAMPLE = 65536
"""How many bytes of a file decide between encodings; an even number."""

ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "gb18030": "GB 18030",
}


def read_text(data: bytes, path: str) -> Document:
    """A text file as a document; paragraph numbers are line numbers.

    Raises:
        DocumentError: see :func:`decode` and :func:`split_lines`.
    """
    return Document.from_lines(split_lines(decode(data)), path, "text")


def split_lines(text: str) -> list[str]:
    """The lines as editors number them: only ``\\n``, ``\\r\\n`` and ``\\r`` end a line.

    Unlike ``str.splitlines``, a form feed or U+2028 does not shift the numbers. The end of the
    last line opens no further one; an empty text is one empty line.

    Raises:
        DocumentError: more than :data:`.errors.MAX_PARAGRAPHS` lines.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Before splitting: a file of nothing but line ends would take a hundred times its size.
    if text.count("\n") > MAX_PARAGRAPHS:
        raise DocumentError(TOO_MANY_PARAGRAPHS, limit=MAX_PARAGRAPHS)
    lines = text.split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines


class Decoded(NamedTuple):
    """A file's text, and how its bytes make it: ``mark`` is the byte order mark in front."""

    text: str
    encoding: str
    mark: bytes = b""


def decode(data: bytes) -> str:
    """The text of a file's bytes: see :func:`decoded`."""
    return decoded(data).text


def decoded(data: bytes) -> Decoded:
    """The text of a file's bytes, without a byte order mark; control characters stay.

    Raises:
        DocumentError: the bytes are not text, break their encoding (the message names line and
            byte), or are in none of UTF-8, UTF-16, UTF-32 and GB 18030.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _broken(data, len(mark) + error.start, encoding, len(mark)) from error
            return Decoded(_without_nul(text), encoding, mark)
    if b"\0" not in data:
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError as error:
            return _guess(data, ("gb18030", "utf-16-le", "utf-16-be"), error.start)
    return _guess(data, ("utf-16-le", "utf-16-be"), None)


def _guess(data: bytes, encodings: tuple[str, ...], not_utf8: int | None) -> Decoded:
    """Decode as the encoding under which the bytes read best as Chinese.

    ``not_utf8`` is the offset at which UTF-8 failed, None if it is out of the question.
    """
    # Errors are replaced here, so that a long text with one damaged byte is reported as that
    # and not as an unknown encoding. A beginning is enough to choose; it has an even length.
    sample = data[:SAMPLE]
    scores = {encoding: plausibility(sample.decode(encoding, "replace")) for encoding in encodings}
    if not_utf8 is not None:
        scores["utf-8"] = plausibility(sample.decode("utf-8", "replace"))
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] >= PLAUSIBLE:
        if best == "utf-8" and not_utf8 is not None:
            raise _broken(data, not_utf8, best)
        try:
            text = data.decode(best)
        except UnicodeDecodeError as error:
            raise _broken(data, error.start, best) from error
        if len(data) <= SAMPLE or plausibility(text) >= PLAUSIBLE:
            return Decoded(_without_nul(text), best)
    if b"\0" in data:
        raise _binary(data.decode("latin-1"))
    raise DocumentError(
        N_("无法识别文字编码（不是 UTF-8、UTF-16 或 GB 18030），请用编辑器另存为 UTF-8 后再检查")
    )


def plausibility(text: str) -> float:
    """How much a text reads as Chinese: the share of common characters beyond ASCII, 0 to 1.

    Common are the Han characters of GB 2312 (those of its first level, the 3,755 in daily use,
    count fully, the others half), its symbols, and CJK punctuation. Control characters count
    against a text; one of printable ASCII alone scores 1.
    """
    counted = 0
    common = 0.0
    for character, count in Counter(text).items():
        if " " <= character <= "~" or character in "\t\n\r\f":
            continue
        counted += count
        common += count * _commonness(character)
    return common / counted if counted else 1.0


def _commonness(character: str) -> float:
    if character < "\xa0":
        return 0.0
    try:
        code = character.encode("gb18030")
    except UnicodeEncodeError:  # a lone surrogate
        return 0.0
    if len(code) != 2 or code[1] < 0xA1 or code[0] < 0xA1:
        # 〇, GBK's other symbols and emoji beside Han text say nothing against it.
        return 1.0 if code[0] in (0xA8, 0xA9) or character >= "\U0001f000" else 0.0
    if 0xB0 <= code[0] <= 0xD7 or code[0] <= 0xA3:
        return 1.0
    return 0.5 if code[0] <= 0xF7 else 0.0


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise _binary(text)
    return text


def _binary(text: str) -> DocumentError:
    return DocumentError(
        N_("不是文本文件：第 {line} 行含有空字节（NUL）"), line=_line(text[: text.index("\0")])
    )


def _broken(data: bytes, offset: int, encoding: str, mark: int = 0) -> DocumentError:
    return DocumentError(
        N_(
            "不是有效的 {encoding} 文本：第 {line} 行（文件第 {byte} 字节）无法解码，文件可能已损坏"
        ),
        encoding=ENCODING_NAMES[encoding],
        line=_line(data[mark:offset].decode(encoding, "replace")),
        byte=offset + 1,
    )


def _line(before: str) -> int:
    """The number of the line that the end of ``before`` stands in."""
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1
