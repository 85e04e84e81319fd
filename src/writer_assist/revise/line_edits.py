"""Corrections in Markdown and plain text: lines keep their encoding, ends, and markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from writer_assist.document.errors import DocumentError
from writer_assist.document.read import read_bytes
from writer_assist.document.text import decoded
from writer_assist.i18n import N_

from .choice import trimmed
from .docx_edits import NOT_JOINED, NUMBERED

if TYPE_CHECKING:
    from writer_assist.document.model import Document, Paragraph, Piece
    from writer_assist.engine.findings import PlacedEdit

NOT_ENCODABLE = N_("这一行有不能原样写回的字")
NOT_TRACKED = N_("只有 .docx 文件能写成修订，请去掉 --tracked")

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_PREFIX = re.compile(r"[ \t\u3000>]*")
_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3}|~~)$")
# What a Markdown reader shows as something else: 〈&nbsp;〉, 〈<br>〉.
_ATOM = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});|<[^<>]*>")


class LineEditor:
    """Makes edits in a file of lines.

    Args:
        document: as a reader of lines made it.
        data: the file.

    Attributes:
        document: as it is now.

    Raises:
        DocumentError: tracked changes are asked for.
    """

    def __init__(self, document: Document, data: bytes, *, tracked: bool = False) -> None:
        if tracked:
            raise DocumentError(NOT_TRACKED)
        self.document = document
        self._data = data
        text, self._encoding, self._mark = decoded(data)
        pairs = [match.groups() for match in _LINE.finditer(text)]
        while len(pairs) > len(document.paragraphs):
            pairs.pop()  # the end of the last line opens none
        self._lines: list[str] = [line for line, _ in pairs]
        self._ends: list[str] = [end for _, end in pairs]

    def obstacle(self, edit: PlacedEdit) -> str:
        """Why an edit cannot be made: a message; "" if it can."""
        paragraph = self.document.paragraphs[edit.paragraph - 1]
        if not self._is_encodable(edit.text) or not self._is_encodable(paragraph.text):
            return NOT_ENCODABLE
        if edit.end > len(paragraph.text):
            if edit.paragraph >= len(self._lines):
                return NOT_JOINED
            following = self.document.paragraphs[edit.paragraph]
            if following.label:
                return NUMBERED
            if following.story != paragraph.story or following.level is not None:
                return NOT_JOINED
            column = int(following.pieces[0].source) if following.pieces else 0
            prefix = self._lines[edit.paragraph][:column]
            if following.text and not _PREFIX.fullmatch(prefix):
                return NOT_JOINED
        return ""

    def _is_encodable(self, text: str) -> bool:
        try:
            return text.encode(self._encoding).decode(self._encoding) == text
        except UnicodeError:
            return False

    def apply(self, edits: Iterable[PlacedEdit]) -> Document:
        """Make edits that have no obstacle and neither overlap nor touch; the document after it."""
        by_paragraph: dict[int, list[PlacedEdit]] = {}
        for edit in edits:
            by_paragraph.setdefault(edit.paragraph, []).append(edit)
        paragraphs = self.document.paragraphs
        joined = []
        for number, own in by_paragraph.items():
            paragraph = paragraphs[number - 1]
            line = self._lines[number - 1]
            if any(edit.end > len(paragraph.text) for edit in own):
                joined.append(number)
                if self.document.format == "markdown":
                    line = line.rstrip(" \t")  # no reader shows these, but in front of a text
            self._lines[number - 1] = edited(line, paragraph, own)
        for number in sorted(joined, reverse=True):
            following = paragraphs[number]
            column = int(following.pieces[0].source) if following.pieces else 0
            rest = self._lines.pop(number)
            # Of a line without a text only what was put into it, not its markup.
            if following.text or number + 1 in by_paragraph:
                self._lines[number - 1] += rest[column:]
            self._ends[number - 1] = self._ends.pop(number)
        if len(self._lines) > 1 and not self._lines[-1] and not self._ends[-1]:
            self._ends[-1] = self._ends[-2]  # else the last line would be gone
        self.document = read_bytes(self.data(), self.document.path, self.document.format)
        return self.document

    def data(self) -> bytes:
        """The file as it is now."""
        if not self.document.paragraphs:
            return self._data
        pairs = zip(self._lines, self._ends, strict=True)
        return self._mark + "".join([line + end for line, end in pairs]).encode(self._encoding)


def edited(line: str, paragraph: Paragraph, edits: Iterable[PlacedEdit]) -> str:
    """A source line after edits of its paragraph that neither overlap nor touch."""
    text = paragraph.text
    pieces = [piece for piece in paragraph.pieces if piece.length]
    for whole in sorted(edits, reverse=True):
        inside = whole._replace(end=min(whole.end, len(text)))
        edit = trimmed(inside, text)
        if edit.start == edit.end:
            following = inside.start == edit.start < inside.end
            at = _column(line, text, pieces, edit.start, following=following)
            if at is None:
                at = int(paragraph.pieces[0].source) if paragraph.pieces else len(line)
            line = line[:at] + edit.text + line[at:]
            continue
        new = edit.text
        spans = []
        for piece in pieces:
            first = max(0, edit.start - piece.start)
            last = min(piece.length, edit.end - piece.start)
            if first < last:
                spans.append((*_source_span(line, text, piece, first, last), new))
                new = ""
        for start, end, put in reversed(spans):
            if not put:
                start, end = _with_marks(line, pieces, start, end)
            line = line[:start] + put + line[end:]
    return line


def _with_marks(line: str, pieces: list[Piece], start: int, end: int) -> tuple[int, int]:
    """What is taken out of a line, with the marks of emphasis that would be left with nothing."""
    opening = _EMPHASIS.search(line, max(0, start - 3), start)
    if opening is None or not line.startswith(opening[0], end):
        return start, end
    first = opening.start()
    if any(
        int(piece.source) < start and first < int(piece.source) + piece.length for piece in pieces
    ):
        return start, end  # they are text
    return first, end + len(opening[0])


def _column(line: str, text: str, pieces: list[Piece], at: int, *, following: bool) -> int | None:
    """The column of a place between two code points of a text."""
    before = [p for p in pieces if p.start < at <= p.start + p.length]
    behind = [p for p in pieces if p.start <= at < p.start + p.length]
    if behind and (following or not before):
        inner = at - behind[0].start
        return _source_span(line, text, behind[0], inner, inner + 1)[0]
    if before:
        inner = at - before[-1].start
        return _source_span(line, text, before[-1], inner - 1, inner)[1]
    return None


def _source_span(line: str, text: str, piece: Piece, first: int, last: int) -> tuple[int, int]:
    """The columns of a stretch of a piece: all of them where markup stands for the piece."""
    start = int(piece.source)
    shown = text[piece.start : piece.start + piece.length]
    if first == 0 < last and line[start - 1 : start] == "\\" and _is_escaped(line, start):
        return start - 1, start + last
    atom = _ATOM.match(line, start)
    stands = line[start : start + piece.length] == shown
    if atom is not None and (not stands or (shown == "&" and atom.end() > start + 1)):
        return start, atom.end()
    return start + first, start + last


def _is_escaped(line: str, column: int) -> bool:
    """Whether a backslash in front takes its meaning from a punctuation mark of Markdown."""
    from writer_assist.document.markdown import PUNCTUATION

    front = line[:column]
    return (len(front) - len(front.rstrip("\\"))) % 2 == 1 and line[column] in PUNCTUATION
