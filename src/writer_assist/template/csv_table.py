"""CSV as a table, read as a stream; its encoding and what separates the columns are found out."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Generator, Iterator

from writer_assist.i18n import N_, Word

from .errors import DataError, Problem
from .tables import Cells, Rows, blank

_BLOCK = 1 << 20


def csv_rows(path: str, stream: io.BufferedReader) -> Rows:
    """The rows of a CSV file: UTF-8 or GB 18030, separated by commas, semicolons or tabs.

    Args:
        path: its name, for errors.
        stream: the open file, from its beginning; it is closed at the end.

    Raises:
        DataError: it is no CSV, or its header is wrong.
    """
    encoding = _encoding(path, stream)
    delimiter = _delimiter(stream, encoding)
    total = sum(1 for _, cells in _records(path, stream, encoding, delimiter) if not blank(cells))

    def lines() -> Generator[tuple[int, Cells], None, None]:
        try:
            yield from _records(path, stream, encoding, delimiter)
        finally:
            stream.close()

    return Rows(path, lines(), total)


def _records(
    path: str, stream: io.BufferedReader, encoding: str, delimiter: str
) -> Iterator[tuple[int, Cells]]:
    """The records with their numbers: the rows that a spreadsheet program would show."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, newline="")
    number = 0
    try:
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), 1):
            yield number, cells
    except csv.Error as error:
        said = str(error)
        if said.startswith(("field larger", "unexpected end")):
            reason: str = Word(N_("引号没有配对"))
        elif "expected after" in said:
            reason = Word(N_("引号后面还有内容；格里的引号要写两个，整格用引号括起来"))
        else:
            reason = f"({said})"
        template = N_("不是正确的 CSV：{reason}")
        # It is the record after the last one that was read.
        problem = Problem("", template, {"reason": reason}, number + 1)
        raise DataError(path, [problem]) from error
    finally:
        if not stream.closed:
            text.detach()


def _encoding(path: str, stream: io.BufferedReader) -> str:
    stream.seek(0)
    start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        decoder = codecs.getincrementaldecoder(encoding)()
        stream.seek(0)
        try:
            while block := stream.read(_BLOCK):
                if "\0" in decoder.decode(block):
                    template = N_("这不是文本，是二进制文件")
                    raise DataError(path, [Problem("", template)])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise DataError(path, [Problem("", N_("编码认不出来，请用表格软件另存为“CSV UTF-8”"))])


def _delimiter(stream: io.BufferedReader, encoding: str) -> str:
    """What separates columns: of the marks in the first line, those in quotes left out, the most
    frequent."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, newline="")
    try:
        first = ""
        for _ in range(100):
            first = text.readline(_BLOCK)
            if first.strip() or not first:
                break
    finally:
        text.detach()
    bare = re.sub('"[^"]*"', "", first)
    return max(",\t;", key=bare.count)
