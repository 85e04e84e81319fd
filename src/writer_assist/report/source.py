"""From findings back to the source: lines and columns, file URIs, fingerprints."""

from __future__ import annotations

import os
from bisect import bisect_right
from functools import cached_property

from writer_assist.engine.findings import FileReport, Finding, PlacedFix, PlainParagraph
from writer_assist.records import NamedTuple


class Span(NamedTuple):
    """A range of the source: lines and columns from 1, columns in code points, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Replacement(NamedTuple):
    """What a correction puts in the place of a range of the source."""

    span: Span
    text: str


def line_based(report: FileReport) -> bool:
    """Whether a paragraph's number is the number of a line of the file."""
    return report.format in ("text", "markdown")


class Lines:
    """The source lines of a report of a line-based format that carries its text."""

    def __init__(self, report: FileReport) -> None:
        self._report = report

    @cached_property
    def _paragraphs(self) -> dict[int, PlainParagraph]:
        return {paragraph.number: paragraph for paragraph in self._report.text}

    def line(self, number: int) -> str:
        """The source line; "" where it is not known."""
        paragraph = self._paragraphs.get(number)
        return paragraph.line if paragraph else ""

    def span(self, finding: Finding) -> Span:
        """The range of a finding."""
        number = finding.paragraph
        paragraph = self._paragraphs.get(number)
        if paragraph is None:
            column = finding.column or 1
            return Span(number, column, number, column + len(finding.text))
        first, last = _columns(paragraph, finding.start, finding.end)
        return Span(number, first, number, last)

    def replacements(self, fix: PlacedFix) -> list[Replacement] | None:
        """A correction in terms of the source.

        None where that is not possible: the text between is markup, or not known.
        """
        made = []
        for edit in fix.edits:
            paragraph = self._paragraphs.get(edit.paragraph)
            if paragraph is None:
                return None
            end = min(edit.end, len(paragraph.text))
            first, last = _columns(paragraph, edit.start, end)
            if paragraph.line[first - 1 : last - 1] != paragraph.text[edit.start : end]:
                return None
            span = Span(edit.paragraph, first, edit.paragraph, last)
            if edit.end > end:  # the line's end goes too, and what indents the next line
                below = self._paragraphs.get(edit.paragraph + 1)
                if below is None or last - 1 != len(paragraph.line):
                    return None
                span = span._replace(end_line=below.number, end_column=_columns(below, 0, 0)[0])
            made.append(Replacement(span, edit.text))
        return made


def _columns(paragraph: PlainParagraph, start: int, end: int) -> tuple[int, int]:
    """The columns, from 1, of the first character of a range and behind its last."""
    first = _column(paragraph, start)
    # What stands behind the last character may be markup: it is not counted in.
    return first, _column(paragraph, end - 1) + 1 if end > start else first


def _column(paragraph: PlainParagraph, offset: int) -> int:
    if not paragraph.pieces:
        return offset + 1
    index = max(0, bisect_right(paragraph.pieces, offset, key=lambda piece: piece[0]) - 1)
    start, source = paragraph.pieces[index]
    column = source + offset - start
    if index + 1 < len(paragraph.pieces):
        # A piece that stands for markup (&nbsp;) can be longer than its source, never shorter
        # than up to the next one.
        column = min(column, max(source, paragraph.pieces[index + 1][1] - 1))
    return min(column, len(paragraph.line)) + 1


def relative(path: str) -> str:
    """A path as services name files: with slashes, without a "./" in front."""
    if os.sep != "/":
        path = path.replace(os.sep, "/")
    while path.startswith("./"):
        path = path[2:].lstrip("/") or "."
    return path


def uri(path: str) -> str:
    """The URI of a file (RFC 3986): a relative one where the path is relative."""
    from urllib.parse import quote

    path = relative(path)
    quoted = quote(encoded(path), safe="/")
    if path.startswith("//"):
        return "file:" + quoted  # a Windows share: the first part is a host
    if path.startswith("/"):
        return "file://" + quoted
    if os.sep != "/" and path[1:3] == ":/":
        return "file:///" + path[0] + ":" + quoted[4:]
    return quoted


def encoded(text: str) -> bytes:
    """The bytes of a file name or text, also of one that is not UTF-8."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


class Fingerprints:
    """What tells a finding of one file from others, also after paragraphs were put in above it.

    It is made of the rule's code and the text of the paragraph; equal ones are counted.
    """

    def __init__(self, report: FileReport) -> None:
        self._report = report
        self._seen: dict[str, int] = {}

    def next(self, finding: Finding) -> tuple[str, int]:
        """The fingerprint in hexadecimal, and how many equal ones came before, plus one."""
        from hashlib import sha256

        text = self._report.paragraphs.get(finding.paragraph, finding.text)
        mark = sha256(encoded(f"{finding.code}\0{text}")).hexdigest()[:32]
        count = self._seen[mark] = self._seen.get(mark, 0) + 1
        return mark, count
