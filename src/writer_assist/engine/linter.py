"""Run every rule once over a document and collect what they find."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Document, Paragraph
from writer_assist.document.structure import STORIES
from writer_assist.outline.draft import Draft
from writer_assist.rules.base import (
    DraftRule,
    Fix,
    Hit,
    LazyPattern,
    Office,
    ParagraphRule,
    Rule,
    Text,
)
from writer_assist.rules.registry import select_rules

from .findings import DraftReport, FileReport, Finding, PlacedEdit, PlacedFix, PlainParagraph

_COMPUTER_TEXT = LazyPattern(
    r"(?:https?|ftp)://[^\s\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]{1,2000}"
    r"|(?<![A-Za-z0-9.])www\.[A-Za-z0-9./?=&_%*×-]{1,500}"
    r"|(?<![A-Za-z0-9_.+*-])[A-Za-z0-9_.+*-]{1,64}@[A-Za-z0-9.*-]{1,200}"
)
"""Web and mail addresses. Lengths are bounded so that hostile text stays linear."""


class Linter:
    """Lints documents with one choice of rules; reusable, and cheap to keep.

    Args:
        select: rule selectors to run (see :func:`~writer_assist.rules.registry.select_rules`);
            empty for all.
        ignore: rule selectors to leave out.
        genre: id or name of the genre of every document; None to detect it.
        office: names and the like that the office wants the rules to know.
        keep_text: whether reports carry the text of the whole document (`FileReport.text`).

    Raises:
        UnknownRuleError: a selector names no rule.
        UnknownGenreError: ``genre`` names no genre.
    """

    def __init__(
        self,
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        genre: str | None = None,
        office: Office | None = None,
        keep_text: bool = False,
    ) -> None:
        self._keep_text = keep_text
        self.rules: tuple[Rule, ...] = tuple(rule(office) for rule in select_rules(select, ignore))
        self._paragraph_rules = [r for r in self.rules if isinstance(r, ParagraphRule)]
        self._draft_rules = [r for r in self.rules if isinstance(r, DraftRule)]
        if genre is None:
            self.genre = None
        else:
            from writer_assist.outline.genres import find_genre

            self.genre = find_genre(genre).id

    def lint_path(self, path: str) -> FileReport:
        """Read a file and lint it; a file that cannot be read gives a report with an error."""
        from writer_assist.document.read import load

        try:
            data = load(path)
        except DocumentError as error:
            return FileReport(path, error=error.reason, error_params=error.params)
        return self.lint_bytes(data, path)

    def lint_bytes(self, data: bytes, path: str = "-", format: str | None = None) -> FileReport:
        """Lint a file's bytes; ``path`` and ``format`` as :func:`~.document.read.read_bytes`."""
        from writer_assist.document.read import read_bytes

        try:
            document = read_bytes(data, path, format)
        except DocumentError as error:
            return FileReport(path, error=error.reason, error_params=error.params)
        return self.lint(document)

    def lint(self, document: Document) -> FileReport:
        """Run the rules over a document."""
        from writer_assist.outline.drafts import split

        drafts = split(document, self.genre)
        block = Text(document.text, document.characters, document)
        hits = [*self._paragraph_hits(document, block), *self._draft_hits(drafts)]
        hits = list(_without_nested_marks(list(_without_computer_text(hits, document, block))))
        hits.sort(key=lambda h: (h[0].number, h[1], h[2], h[3].code))
        sections = _SectionPaths(drafts)
        line_based = document.format in ("text", "markdown")
        findings = [
            _finding(document, rule, hit, paragraph, start, end, sections, line_based)
            for paragraph, start, end, rule, hit in hits
        ]
        return FileReport(
            document.path,
            [_draft_report(draft) for draft in drafts],
            findings,
            paragraphs={h[0].number: h[0].text for h in hits},
            format=document.format,
            text=_plain(document, line_based) if self._keep_text else (),
        )

    def check_text(self, text: str) -> list[tuple[Rule, Hit]]:
        """Run the paragraph rules over one paragraph, as while typing."""
        return list(self._text_hits(Text(text.replace("\n", "\v"))))

    def _text_hits(self, block: Text) -> Iterator[tuple[Rule, Hit]]:
        """What the paragraph rules find, those left out whose characters do not occur."""
        for rule in self._paragraph_rules:
            if rule.requires is None or not rule.requires.isdisjoint(block.characters):
                for hit in rule.check(block):
                    yield rule, hit

    def _paragraph_hits(self, document: Document, block: Text) -> Iterator[_Placed]:
        for rule, hit in self._text_hits(block):
            paragraph, start = document.locate(hit.start)
            yield paragraph, start, start + hit.end - hit.start, rule, hit

    def _draft_hits(self, drafts: Iterable[Draft]) -> Iterator[_Placed]:
        for draft in drafts:
            if not draft.paragraphs:
                continue  # a finding needs a place
            for rule in self._draft_rules:
                for hit in rule.check(draft):
                    if hit.paragraph is not None:
                        yield hit.paragraph, hit.start, hit.end, rule, hit


_Placed = tuple[Paragraph, int, int, Rule, Hit]
"""A hit with its place: the paragraph, and offsets inside it."""


class _Opaque:
    """The parts of a document that rules about text do not judge.

    These are computer text (code, web and mail addresses) and reviewers' comments.
    """

    def __init__(self, document: Document, block: Text) -> None:
        self._document = document
        spans: list[tuple[int, int]] = []
        if "@" in block.characters or "://" in block.text or "www." in block.text:
            spans.extend(match.span() for match in _COMPUTER_TEXT().finditer(block.text))
        for paragraph, feature in document.features("code"):
            base = document.offset_of(paragraph)
            spans.append((base + feature.start, base + feature.end))
        spans.sort()
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def covers(self, placed: _Placed) -> bool:
        """Whether a hit lies in such a part."""
        paragraph, start, end, _, _ = placed
        if paragraph.story == "comment":
            return True
        if not self._spans:
            return False
        begin = self._document.offset_of(paragraph, start)
        index = bisect_right(self._starts, begin) - 1
        return index >= 0 and begin + (end - start) <= self._spans[index][1]


def _without_computer_text(
    hits: list[_Placed], document: Document, block: Text
) -> Iterator[_Placed]:
    """Drop hits of rules about text in what is not the draft's own text."""
    opaque: _Opaque | None = None
    for placed in hits:
        if not placed[3].reads_computer_text:
            if opaque is None:
                opaque = _Opaque(document, block)
            if opaque.covers(placed):
                continue
        yield placed


def _without_nested_marks(hits: list[_Placed]) -> Iterator[_Placed]:
    """Drop a PH hit that lies inside another one.

    A content control that shows "单击此处输入xx县" is one unfilled mark, not three.
    """
    marks: dict[int, list[tuple[int, int]]] = {}
    for paragraph, start, end, rule, _ in hits:
        if rule.code.startswith("PH"):
            marks.setdefault(paragraph.number, []).append((start, end))
    # Sets: a paragraph that is one long row of blanks has as many marks as characters.
    kept = {number: set(_outermost(spans)) for number, spans in marks.items()}
    for placed in hits:
        paragraph, start, end, rule, _ = placed
        if rule.code.startswith("PH"):
            spans = kept[paragraph.number]
            if (start, end) not in spans:
                continue
            spans.discard((start, end))
        yield placed


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


class _SectionPaths:
    """The path of headings that a paragraph stands under, within its own draft."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._headings = [(heading, draft.first) for draft in drafts for heading in draft.headings]
        self._numbers = [heading.paragraph.number for heading, _ in self._headings]
        self._firsts = [draft.first for draft in drafts]
        self._paths: dict[int, str] = {}

    def path(self, number: int) -> str:
        """ "一、… / （一）…" for the paragraph with this number; "" before the first heading."""
        index = bisect_right(self._numbers, number) - 1
        if index < 0:
            return ""
        first = self._headings[index][1]
        draft = bisect_right(self._firsts, number) - 1
        if draft >= 0 and self._firsts[draft] != first:
            return ""
        if index not in self._paths:
            names: list[str] = []
            level = 99
            for heading, begins in reversed(self._headings[max(0, index - 400) : index + 1]):
                if begins != first or level == 1:
                    break
                if heading.level < level:
                    paragraph = heading.paragraph
                    names.append(paragraph.label + paragraph.text[: heading.end].strip())
                    level = heading.level
            self._paths[index] = " / ".join(reversed(names))
        return self._paths[index]


def _finding(
    document: Document,
    rule: Rule,
    hit: Hit,
    paragraph: Paragraph,
    start: int,
    end: int,
    sections: _SectionPaths,
    line_based: bool,
) -> Finding:
    column = 0
    if line_based and paragraph.pieces:
        piece, inner = paragraph.piece_at(start)
        column = int(piece.source) + inner + 1
    return Finding(
        rule.code,
        rule.name,
        rule.severity,
        hit.message,
        hit.params,
        paragraph.story,
        paragraph.number,
        start,
        end,
        paragraph.text[start:end],
        sections.path(paragraph.number) if paragraph.story in STORIES else "",
        column,
        tuple(_place(document, hit, fix) for fix in hit.fixes),
        hit.suggestions,
    )


def _place(document: Document, hit: Hit, fix: Fix) -> PlacedFix:
    """A fix with its edits as paragraph numbers and offsets inside them."""
    edits = []
    for edit in fix.edits:
        if edit.paragraph is not None:
            paragraph, start = edit.paragraph, edit.start
        elif hit.paragraph is None:
            paragraph, start = document.locate(edit.start)
        else:
            paragraph, start = hit.paragraph, edit.start
        edits.append(PlacedEdit(paragraph.number, start, start + edit.end - edit.start, edit.text))
    return PlacedFix(tuple(edits), fix.safe)


def _plain(document: Document, line_based: bool) -> list[PlainParagraph]:
    """Every paragraph of a document, for reports that show the whole text."""
    if not line_based:
        return [
            PlainParagraph(p.number, p.text, p.story, p.label, p.level) for p in document.paragraphs
        ]
    lines = document.source or [p.text for p in document.paragraphs]
    return [
        PlainParagraph(
            p.number, p.text, p.story, p.label, p.level, line,
            tuple((piece.start, int(piece.source)) for piece in p.pieces),
        )
        for p, line in zip(document.paragraphs, lines, strict=True)
    ]  # fmt: skip


def _draft_report(draft: Draft) -> DraftReport:
    return DraftReport(
        draft.first,
        draft.last,
        draft.title_text,
        draft.genre,
        draft.genre_name,
        draft.confidence,
        draft.sections,
    )
