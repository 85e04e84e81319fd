"""The document model that every reader fills and every rule reads; it knows no file format.

All offsets are in code points, half-open, inside a paragraph's ``text``. The paragraph mark
counts as one more code point behind the text: an edit that covers
``len(text) … len(text) + 1`` joins the paragraph with the next one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from struct import pack, unpack
from sys import byteorder
from typing import Any, Literal

from writer_assist.records import NamedTuple


def bigrams(text: str) -> frozenset[int]:
    """Every two adjacent UTF-16 code units of ``text``, each pair as one number.

    Three times as fast as pairs of characters: the memory of the encoded text is read as numbers,
    once from its beginning and once from its second code unit.
    """
    data = text.encode("utf-16-le", "surrogatepass")
    odd = data[2:]
    both = data[: len(data) // 4 * 4] + odd[: len(odd) // 4 * 4]
    if len(both) <= _CHUNK:
        return frozenset(unpack(f"{len(both) // 4}I", both))
    # A long text in parts that stay in the processor's cache.
    found: set[int] = set()
    for start in range(0, len(both), _CHUNK):
        part = both[start : start + _CHUNK]
        found.update(unpack(f"{len(part) // 4}I", part))
    return frozenset(found)


def _plain(text: str) -> bool:
    """Whether each character of a text is one code unit of UTF-16, and none half a pair."""
    try:
        return len(text.encode("utf-16-le")) == 2 * len(text)
    except UnicodeEncodeError:
        return False


_LONG = 100_000
_CHUNK = 1 << 15
"""Bytes; a multiple of four."""


def bigram(pair: str) -> int:
    """The number that stands for two characters of the Basic Multilingual Plane in `bigrams`."""
    return int.from_bytes(pair.encode("utf-16-le", "surrogatepass")[:4], byteorder)


def pair_of(number: int) -> str:
    """The two characters that a number of `bigrams` stands for."""
    return number.to_bytes(4, byteorder).decode("utf-16-le", "surrogatepass")


Story = Literal["body", "table", "text-box", "header", "footer", "footnote", "endnote", "comment"]

FeatureKind = Literal[
    "code",  # computer text (Markdown code, a URL as such): never linted
    "content-control",  # a content control that still shows its placeholder text
    "empty-control",  # a content control with nothing in it
    "form-field",  # a legacy form field that was not filled (FORMTEXT, FORMDROPDOWN)
    "merge-field",  # a mail-merge field that shows its name, «姓名»
    "underlined-blank",  # white space with an underline: a line to write on
    "hidden",  # text with w:vanish
    "highlight",  # text with a highlight
    "field",  # the result of a computed field (page number, date, reference)
]


class Feature(NamedTuple):
    """Something about a range of a paragraph that its text alone does not show.

    ``start`` and ``end`` may be equal (an empty content control has a place, but no text).
    ``detail`` is what a message may quote: a control's title or tag, a field's name.
    """

    kind: FeatureKind
    start: int
    end: int
    detail: str = ""


class Piece(NamedTuple):
    """A stretch of a paragraph's text that comes from one place of the source.

    ``start`` is the offset in the paragraph's text at which the piece begins, ``length`` its
    length in code points. ``source`` is the reader's own reference: for DOCX the XML element
    that holds the text, for ODT an :class:`.odt.Place`, for line-based formats the offset in
    the source line (int).
    """

    start: int
    length: int
    source: Any


OWN_AUTHOR = "writer-assist"
"""The author of comments and tracked changes that this program writes into a document."""


class Comment(NamedTuple):
    """A reviewer's comment: the range of text that it is about, and what it says.

    ``first`` and ``last`` are the numbers of the paragraphs that the range begins and ends in,
    ``start`` and ``end`` the offsets inside them; a comment on one place has an empty range.
    """

    first: int
    start: int
    last: int
    end: int
    text: str
    author: str = ""

    @property
    def is_own(self) -> bool:
        """Whether this program wrote it: it is no reviewer's, and no directive."""
        return self.author == OWN_AUTHOR


class Revision(NamedTuple):
    """A tracked change that was neither accepted nor rejected.

    An insertion covers the inserted text; a deletion stands at the place of the text that is
    gone (``start == end``), which is in ``text``. ``date`` is as the file has it (ISO 8601).
    """

    kind: Literal["insertion", "deletion", "move", "formatting", "paragraph-mark", "table"]
    paragraph: int
    start: int
    end: int
    text: str = ""
    author: str = ""
    date: str = ""


LinkKind = Literal["hyperlink", "picture", "object", "template", "field", "other"]


class Link(NamedTuple):
    """Something outside the file that it names; it is never opened.

    ``paragraph`` is the number of the paragraph that uses it, 0 if none does or it is not known.
    ``target`` is as the file has it: a URI, a path, or the instruction of a field (INCLUDETEXT …).
    """

    kind: LinkKind
    paragraph: int
    target: str


class Paragraph:
    """One paragraph in its final form (insertions in, deletions out).

    Attributes:
        text: the text; tab is ``\\t``, a manual line break ``\\n``.
        number: 1-based over the document; in a line-based format the line.
        story: the part of the document that it stands in.
        label: the computed automatic number ("一、", "1."), not part of ``text``; "" if none.
        level: heading level from 1, or None for body text. Set by the reader from the outline
            level or style; completed from the text's own marks by :mod:`.structure`.
        style: the style's name as the file has it, "" if none.
        pieces: the way back from an offset to the source, in order of ``start``.
        features: see :class:`Feature`.
    """

    __slots__ = ("features", "label", "level", "number", "pieces", "story", "style", "text")

    def __init__(
        self,
        text: str,
        number: int,
        story: Story = "body",
        *,
        label: str = "",
        level: int | None = None,
        style: str = "",
        pieces: Sequence[Piece] = (),
        features: Sequence[Feature] = (),
    ) -> None:
        self.text = text
        self.number = number
        self.story = story
        self.label = label
        self.level = level
        self.style = style
        self.pieces = pieces
        self.features = features

    def __repr__(self) -> str:
        return f"Paragraph({self.number}, {self.story!r}, {self.label + self.text[:24]!r})"

    def piece_at(self, offset: int) -> tuple[Piece, int]:
        """The piece that holds the character at ``offset``, and the offset inside the piece.

        An offset at the very end of the text belongs to the last piece.

        Raises:
            IndexError: the offset lies outside the text, or the reader kept no pieces.
        """
        if not 0 <= offset <= len(self.text) or not self.pieces:
            raise IndexError(f"offset {offset} of paragraph {self.number}")
        piece = self.pieces[max(0, bisect_right(self.pieces, offset, key=lambda p: p.start) - 1)]
        return piece, offset - piece.start


class Document:
    """A draft as the rules see it.

    Attributes:
        paragraphs: all paragraphs in reading order, empty ones included, so that
            ``paragraphs[i].number == i + 1``.
        path: where it was read from ("-" for standard input).
        format: "docx", "odt", "markdown" or "text"; "doc", "wps" or "rtf" for what was
            converted (``source`` is then the converted copy: nothing may be written back).
        source: the reader's own handle (the DOCX package …), for layers that write.
        comments: reviewers' comments, in the order of their places; empty where the format has
            none.
        revisions: tracked changes, in reading order.
        properties: what the file says of itself (author, company, last modifier …), by the
            names of OOXML's core and extended properties ("creator", "lastModifiedBy",
            "Company", "Manager", "Template"), and the settings "trackRevisions" and
            "documentProtection"; read when first asked for.
        links: what it names outside itself; read when first asked for.
    """

    def __init__(
        self, paragraphs: list[Paragraph], path: str = "-", format: str = "text", source: Any = None
    ) -> None:
        self.paragraphs = paragraphs
        self.path = path
        self.format = format
        self.source = source
        self.comments: Sequence[Comment] = ()
        self.revisions: Sequence[Revision] = ()

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """See the class."""
        read = getattr(self.source, "properties", None)
        return read() if read is not None else {}

    @cached_property
    def links(self) -> Sequence[Link]:
        """See the class."""
        read = getattr(self.source, "links", None)
        return read() if read is not None else ()

    @cached_property
    def text(self) -> str:
        """Every paragraph's text, joined by ``\\n``, which stands for nothing else in it.

        A manual line break inside a paragraph shows as ``\\v`` (one code point as well), so
        that rules can search a whole document in one pass and still see paragraphs' ends.
        """
        return "\n".join(
            [p.text.replace("\n", "\v") if "\n" in p.text else p.text for p in self.paragraphs]
        )

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters that occur in :attr:`text`: most searches can be ruled out by them."""
        text = self.text
        if len(text) > _LONG and _plain(text):
            # A long text has far fewer pairs than characters.
            pairs = self.bigrams
            return frozenset(pack(f"{len(pairs)}I", *pairs).decode("utf-16-le"))
        return frozenset(text)

    @cached_property
    def bigrams(self) -> frozenset[int]:
        """Every two adjacent UTF-16 code units of :attr:`text`, as one number (see `bigram`).

        A search for many words is ruled out by it at once, however many they are.
        """
        return bigrams(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """For each paragraph the offset in :attr:`text` at which it begins."""
        starts = []
        offset = 0
        for paragraph in self.paragraphs:
            starts.append(offset)
            offset += len(paragraph.text) + 1
        return starts

    def locate(self, offset: int) -> tuple[Paragraph, int]:
        """The paragraph that holds an offset of :attr:`text`, and the offset inside it."""
        index = bisect_right(self.starts, offset) - 1
        return self.paragraphs[index], offset - self.starts[index]

    def offset_of(self, paragraph: Paragraph, offset: int = 0) -> int:
        """The offset in :attr:`text` of an offset inside one of its paragraphs."""
        return self.starts[paragraph.number - 1] + offset

    def features(self, *kinds: FeatureKind) -> Iterator[tuple[Paragraph, Feature]]:
        """Every feature of the given kinds, in reading order."""
        for paragraph in self.paragraphs:
            for feature in paragraph.features:
                if feature.kind in kinds:
                    yield paragraph, feature

    @classmethod
    def from_lines(cls, lines: Iterable[str], path: str = "-", format: str = "text") -> Document:
        """A document with one body paragraph a line."""
        paragraphs = [
            Paragraph(line, number, pieces=(Piece(0, len(line), 0),))
            for number, line in enumerate(lines, 1)
        ]
        return cls(paragraphs, path, format)
