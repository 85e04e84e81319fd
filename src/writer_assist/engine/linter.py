"""Run every rule once over a document and collect what they find."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from writer_assist.document.errors import DocumentError
from writer_assist.document.model import Document, Paragraph
from writer_assist.document.structure import STORIES
from writer_assist.outline.draft import Draft
from writer_assist.outline.genres import find_genre, own_outlines
from writer_assist.rules.base import (
    DraftRule,
    Fix,
    Hit,
    Office,
    ParagraphRule,
    Rule,
    Text,
)
from writer_assist.rules.registry import code_prefix, select_rules
from writer_assist.rules.suppression import SuppressionRule

from .findings import DraftReport, FileReport, Finding, PlacedEdit, PlacedFix, PlainParagraph
from .hits import (
    Placed,
    without_computer_text,
    without_doubles,
    without_nested_marks,
    without_weaker,
)
from .mentions import without_mentions

if TYPE_CHECKING:
    from .suppression import Directive, Suppressions


class Linter:
    """Lints documents with one choice of rules; reusable, and cheap to keep.

    Args:
        select: rule selectors to run (see :func:`~writer_assist.rules.registry.select_rules`);
            empty for all.
        ignore: rule selectors to leave out.
        without: rule selectors to leave out however the rules are selected.
        severity: rule selector → severity to report its findings with, or "off".
        genre: id or name of the genre of every document; None to detect it.
        office: names and the like that the office wants the rules to know.
        house_rules: files of an office's own rules (see :mod:`writer_assist.rules.tables`).
        outlines: files of an office's own outlines; they go before those that are built in.
        extra: rule classes besides those of this and other packages.
        suppressions: whether comments in a document may suppress findings.
        keep_text: whether reports carry the text of the whole document (`FileReport.text`).

    Raises:
        UnknownRuleError: a selector names no rule.
        UnknownGenreError: ``genre`` names no genre.
        PluginError: a rule class of another package cannot be used.
        TableError: a file of house rules is wrong.
        OutlineError: a file of outlines is wrong.
    """

    def __init__(
        self,
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        without: Sequence[str] = (),
        severity: Mapping[str, str] | None = None,
        genre: str | None = None,
        office: Office | None = None,
        house_rules: Sequence[str] = (),
        outlines: Sequence[str] = (),
        extra: Sequence[type[Rule]] = (),
        suppressions: bool = True,
        keep_text: bool = False,
    ) -> None:
        self._keep_text = keep_text
        self._suppress = suppressions
        self._office = office
        self._outlines = tuple(outlines)
        if house_rules:
            from writer_assist.rules.tables import house_rules as load

            extra = (*load(house_rules), *extra)
        self._extra = tuple(extra)
        chosen = select_rules(select, ignore, without=without, extra=self._extra)
        self._severity: dict[str, str] = {}
        if severity:
            self._severity = _severities(chosen, severity, self._extra)
            chosen = tuple(rule for rule in chosen if self._severity.get(rule.code) != "off")
        self.rules: tuple[Rule, ...] = tuple(rule(office) for rule in chosen)
        self._paragraph_rules = [r for r in self.rules if isinstance(r, ParagraphRule)]
        self._draft_rules = [r for r in self.rules if isinstance(r, DraftRule)]
        self._others: Linter | None = None
        self.genre: str | None = None
        if genre is not None or self._outlines:
            with own_outlines(self._outlines):  # what is wrong in them shows now
                self.genre = find_genre(genre).id if genre is not None else None

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
        with own_outlines(self._outlines):
            return self._lint(document)

    def _lint(self, document: Document) -> FileReport:
        from writer_assist.outline.drafts import split

        suppressions = self._suppressions(document) if may_suppress(document) else None
        read = document if suppressions is None else suppressions.readable(document)
        drafts = split(read, self.genre)
        hits = self._hits(read, drafts)
        private = [h for h in hits if h[3].private]
        columns: dict[int, int] = {}
        suppressed = 0
        if suppressions is not None and self._suppress:
            found = len(hits)
            own = self._suppression_hits(suppressions, read, drafts, hits)
            hits = [h for h in hits if not suppressions.covers(*_key(h))]
            suppressed = found - len(hits)
            for directive, placed in own:
                if not suppressions.covers(*_key(placed)):
                    hits.append(placed)
                    columns[id(placed[4])] = directive.column
        hits.sort(key=lambda h: (h[0].number, h[1], h[2], h[3].code))
        sections = _SectionPaths(drafts)
        line_based = document.format in ("text", "markdown")
        findings = [
            _finding(read, rule, hit, paragraph, start, end, sections, line_based)
            for paragraph, start, end, rule, hit in hits
        ]
        if columns:
            findings = [
                f._replace(column=columns.get(id(h[4])) or f.column)
                for f, h in zip(findings, hits, strict=True)
            ]
        if self._severity:
            findings = [self._graded(finding) for finding in findings]
        report = FileReport(
            document.path,
            [_draft_report(draft) for draft in drafts],
            findings,
            paragraphs={h[0].number: h[0].text for h in hits},
            format=document.format,
            text=_plain(document, line_based) if self._keep_text else (),
            suppressed=suppressed,
        )
        if private:
            from .privacy import conceal

            texts = {h[0].number: h[0].text for h in private}
            report = conceal(report, texts, [(h[0].number, h[1], h[2]) for h in private])
        return report

    def _graded(self, finding: Finding) -> Finding:
        """The finding with the severity that the office gave its rule."""
        severity = self._severity.get(finding.code)
        return finding._replace(severity=severity) if severity else finding  # type: ignore[arg-type]

    def _hits(self, document: Document, drafts: Iterable[Draft]) -> list[Placed]:
        """What the rules find in a document, in no order."""
        block = Text(document.text, document.characters, document)
        hits = [*self._paragraph_hits(document, block), *self._draft_hits(drafts)]
        return _counting(hits, document, block)

    def _suppressions(self, document: Document) -> Suppressions:
        from .suppression import Suppressions

        return Suppressions(document, lambda selector: code_prefix(selector, self._extra))

    def _suppression_hits(
        self,
        suppressions: Suppressions,
        document: Document,
        drafts: Sequence[Draft],
        hits: Sequence[Placed],
    ) -> list[tuple[Directive, Placed]]:
        """What is wrong with the suppressions themselves, each with its directive."""
        found: list[tuple[Directive, Placed]] = []
        for rule in self.rules:
            if not isinstance(rule, SuppressionRule):
                continue
            if rule.unused:
                if self._others is None:
                    codes = [rule.code for rule in self.rules]
                    self._others = Linter(
                        without=codes,
                        office=self._office,
                        outlines=self._outlines,
                        extra=self._extra,
                    )
                # Whether a suppression is of use does not depend on the choice of rules.
                every = [*hits, *self._others._hits(document, drafts)]
                results = suppressions.unused(map(_key, every))
            else:
                results = suppressions.unknown()
            found += [
                (directive, (directive.paragraph, hit.start, hit.end, rule, hit))
                for directive, hit in results
            ]
        return found

    def check_text(self, text: str) -> list[tuple[Rule, Hit]]:
        """Run the paragraph rules over one paragraph, as while typing."""
        return list(self._text_hits(Text(text.replace("\n", "\v"))))

    def check_paragraph(self, text: str) -> list[Finding]:
        """What the paragraph rules find in one paragraph, as :meth:`lint` would report it.

        The paragraph is number 1 of a document of its own; a manual line break is ``\\n``.
        """
        document = Document([Paragraph(text, 1)])
        block = Text(document.text, document.characters, document)
        hits = _counting([*self._paragraph_hits(document, block)], document, block)
        hits.sort(key=lambda h: (h[1], h[2], h[3].code))
        findings = [
            Finding(
                rule.code, rule.name, rule.severity, hit.message, hit.params, "body", 1, start,
                end, text[start:end], "", 0,
                tuple(_place(document, hit, fix) for fix in hit.fixes), hit.suggestions,
            )
            for _, start, end, rule, hit in hits
        ]  # fmt: skip
        if self._severity:
            findings = [self._graded(finding) for finding in findings]
        private = [h for h in hits if h[3].private]
        if private:
            from .privacy import conceal

            report = FileReport("", findings=findings)
            places = [(1, start, end) for _, start, end, _, _ in private]
            findings = list(conceal(report, {1: text}, places).findings)
        return findings

    def _text_hits(self, block: Text) -> Iterator[tuple[Rule, Hit]]:
        """What the paragraph rules find, those left out whose characters do not occur."""
        for rule in self._paragraph_rules:
            if rule.requires is None or not rule.requires.isdisjoint(block.characters):
                for hit in rule.check(block):
                    yield rule, hit

    def _paragraph_hits(self, document: Document, block: Text) -> Iterator[Placed]:
        for rule, hit in self._text_hits(block):
            paragraph, start = document.locate(hit.start)
            yield paragraph, start, start + hit.end - hit.start, rule, hit

    def _draft_hits(self, drafts: Iterable[Draft]) -> Iterator[Placed]:
        for draft in drafts:
            if not draft.paragraphs:
                continue  # a finding needs a place
            for rule in self._draft_rules:
                for hit in rule.check(draft):
                    if hit.paragraph is not None:
                        yield hit.paragraph, hit.start, hit.end, rule, hit


def _counting(hits: list[Placed], document: Document, block: Text) -> list[Placed]:
    """The hits that count."""
    hits = list(without_mentions(without_computer_text(hits, document, block)))
    hits = list(without_doubles(list(without_nested_marks(hits))))
    return list(without_weaker(hits))


def _key(placed: Placed) -> tuple[int, int, int, str]:
    return placed[0].number, placed[1], placed[2], placed[3].code


def may_suppress(document: Document) -> bool:
    """Whether suppressions are worth looking for; hardly ever, and told in no time."""
    if document.comments:
        return any("riter" in c.text and not c.is_own for c in document.comments)
    if document.format == "markdown":
        return any("riter" in line for line in document.source or ())
    return document.format == "text" and "r" in document.characters and "riter" in document.text


def _severities(
    rules: Iterable[type[Rule]], severity: Mapping[str, str], extra: Sequence[type[Rule]]
) -> dict[str, str]:
    """The severity of each rule that is given one; of two selectors the longer one wins."""
    prefixes = sorted((code_prefix(s, extra), level) for s, level in severity.items())
    return {
        rule.code: level
        for prefix, level in prefixes
        for rule in rules
        if rule.code.startswith(prefix)
    }


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
