"""Correct a document: pass after pass, until the linter finds nothing that it can correct."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from .choice import Choice, choose, correction
from .history import History
from .history import Kept as Stretch

if TYPE_CHECKING:
    from writer_assist.document.model import Document
    from writer_assist.engine.findings import FileReport, Finding, PlacedEdit, PlacedFix

    Lint = Callable[[Document], FileReport]

MOST_PASSES = 12
"""Two are the rule; a text in which every correction brings another is left after so many."""

MOVES_ON = N_("改来改去停不下来，后面的没有再改")
CHANGES_MORE = N_("改了会动到别的文字或者格式标记")

GIVEN_UP = N_("改出来的文字和预想的不一样，没有改动：请把这个文件发给开发者")

_MOST_ATTEMPTS = 20


class Correction(NamedTuple):
    """A finding that was corrected.

    Attributes:
        finding: as it was found; its numbers count in the pass that found it.
        paragraph: the number that its paragraph had in the beginning.
        start: where it begins in that paragraph, in code points.
        before: what its text was.
        after: what it became; it may be "".
        joined: whether the next paragraph was joined.
    """

    finding: Finding
    paragraph: int
    start: int
    before: str
    after: str
    joined: bool = False


class Kept(NamedTuple):
    """A finding that has a correction which could not be made: ``reason`` is a message."""

    finding: Finding
    reason: str


class Fixed(NamedTuple):
    """A document after its corrections.

    Attributes:
        data: the file; the very bytes that came in if nothing was corrected.
        kind: what its name has to end with (".docx", ".docm" …); "" where any will do.
        same_format: whether it is of the format that came in; a DOC becomes a DOCX.
        report: what is found in it now.
        texts: the paragraphs' texts before.
        fixed_texts: and after.
        corrections: what was corrected, in the order of passes.
        kept: what was not, though it has a correction.
        unsafe: how many findings have a correction that was not asked for.
        edits: what changed, as edits of the original, none touching another.
        passes: how often the linter ran.
    """

    data: bytes
    kind: str
    same_format: bool
    report: FileReport
    texts: Sequence[str]
    fixed_texts: Sequence[str]
    corrections: Sequence[Correction]
    kept: Sequence[Kept]
    unsafe: int
    edits: Sequence[PlacedEdit]
    passes: int


class Editor(Protocol):
    """Makes edits in a document of one format."""

    document: Document

    def obstacle(self, edit: PlacedEdit) -> str:
        """Why an edit cannot be made: a message; "" if it can."""

    def apply(self, edits: Sequence[PlacedEdit]) -> Document:
        """Make edits that have no obstacle; the document after it."""

    def data(self) -> bytes:
        """The file as it is now."""


def fix(
    data: bytes,
    path: str,
    lint: Lint,
    *,
    unsafe: bool = False,
    tracked: bool = False,
    date: str = "",
) -> Fixed:
    """Correct a document.

    A correction is made inside the runs, spans or lines that are there; nothing else changes.
    What would touch fields, other people's tracked changes, locked controls and the like is left.

    Args:
        data: the file: DOCX, ODT, Markdown or text, or what LibreOffice converts to DOCX.
        path: its name, for messages and to tell Markdown from text.
        lint: what finds (the ``lint`` of a :class:`~writer_assist.engine.linter.Linter`).
        unsafe: whether to make corrections that could change what the author meant as well.
        tracked: whether to write them as tracked changes, in a DOCX.
        date: of tracked changes (ISO 8601); "" for now.

    Raises:
        DocumentError: the file cannot be read, or must not be changed.
    """
    from writer_assist.document.read import read_bytes

    document = read_bytes(data, path)
    fixing = _Fixing(document, data, lint, unsafe=unsafe, tracked=tracked)
    attempts = 0
    while not fixing.run():
        # What a pass made is not what it was to be: again from the beginning, without it.
        attempts += 1
        if attempts > _MOST_ATTEMPTS:
            raise DocumentError(GIVEN_UP)
        document = read_bytes(data, path)
        fixing = _Fixing(document, data, lint, unsafe=unsafe, tracked=tracked, before=fixing)
    if not fixing.corrections:
        made = data if document.format not in _CONVERTED else fixing.editor.data()
    elif tracked:
        from .tracked import track

        made = track(read_bytes(data, path), fixing.history.composed(), date)
    else:
        made = fixing.editor.data()
    return fixing.result(made)


_Key = tuple[tuple[Stretch, Stretch, str], ...]

_CONVERTED = ("doc", "wps", "rtf")


class _Fixing:
    """One attempt."""

    def __init__(
        self,
        document: Document,
        data: bytes,
        lint: Lint,
        *,
        unsafe: bool,
        tracked: bool,
        before: _Fixing | None = None,
    ) -> None:
        self.editor = editor_of(document, data, tracked=tracked)
        self.texts = [paragraph.text for paragraph in document.paragraphs]
        self.history = History(self.texts)
        self.corrections: list[Correction] = []
        self.refused: set[_Key] = set(before.refused) if before else set()
        self._refused_now: list[Kept] = list(before._refused_now) if before else []
        self._lint = lint
        self._unsafe = unsafe
        self._report: FileReport | None = None
        self._kept: list[Kept] = []
        self._places: list[Stretch] = []
        self._keys: list[_Key] = []
        self._joined: list[int] = []
        self._passes = 0
        self.most: int = before.most if before else MOST_PASSES

    def run(self) -> bool:
        """Correct until nothing is left to correct; False if some of it has to be refused."""
        seen = {tuple(self.texts): 0}
        while True:
            report = self._lint(self.editor.document)
            if report.error:
                raise DocumentError(report.error, **report.error_params)
            self._report = report
            self._passes += 1
            choice = choose(
                report.findings,
                self.editor.obstacle,
                unsafe=self._unsafe,
                refused=self._out_of_the_question(report.findings),
            )
            self._kept = [Kept(*pair) for pair in choice.kept]
            if not choice.edits:
                return True
            if self._passes > self.most:
                self._kept += [Kept(finding, MOVES_ON) for finding in choice.findings]
                return True
            texts = self._expected(choice)
            if tuple(texts) in seen:
                # Round and round: it ends where the round begins, wherever one enters it.
                self.most = seen[tuple(texts)]
                return False
            seen[tuple(texts)] = self._passes
            self._note(choice)
            after = self.editor.apply(choice.edits)
            wrong = _differing(after, texts)
            if wrong:
                self._refuse(choice, wrong)
                return False

    def _expected(self, choice: Choice) -> list[str]:
        """The texts that a pass has to give."""
        history = self.history
        self._places = [
            history.offset(finding.paragraph, finding.start) for finding in choice.findings
        ]
        self._keys = [self._key(self._fix(finding)) for finding in choice.findings]
        history.apply(choice.edits)
        texts = [paragraph.text for paragraph in self.editor.document.paragraphs]
        self._joined = sorted(
            {e.paragraph for e in choice.edits if e.end > len(texts[e.paragraph - 1])}
        )
        if self._joined:  # those behind them have moved
            return [history.text(number) for number in range(1, len(history) + 1)]
        for edit in choice.edits:
            texts[edit.paragraph - 1] = history.text(edit.paragraph)
        return texts

    def _fix(self, finding: Finding) -> PlacedFix:
        fix = correction(finding, unsafe=self._unsafe)
        assert fix is not None
        return fix

    def _key(self, fix: PlacedFix) -> _Key:
        """What tells a correction in every pass: where it was made in the beginning."""
        offset = self.history.offset
        return tuple(
            (offset(e.paragraph, e.start), offset(e.paragraph, e.end), e.text) for e in fix.edits
        )

    def _out_of_the_question(
        self, findings: Iterable[Finding]
    ) -> frozenset[tuple[PlacedEdit, ...]]:
        """The edits of corrections that were refused, as they would be now."""
        if not self.refused:
            return frozenset()
        fixes = (fix for f in findings if (fix := correction(f, unsafe=self._unsafe)) is not None)
        return frozenset(fix.edits for fix in fixes if self._key(fix) in self.refused)

    def _note(self, choice: Choice) -> None:
        for finding, place in zip(choice.findings, self._places, strict=True):
            made = _corrected(finding, self._fix(finding), self.editor.document)
            self.corrections.append(
                Correction(finding, place.paragraph, place.start, finding.text, *made)
            )

    def _refuse(self, choice: Choice, wrong: set[int]) -> None:
        """Leave out the corrections that touch the paragraphs that came out wrong.

        Where none does it is the last one in front of the first of these: in Markdown a line
        tells how those behind it are read.
        """
        # Their numbers as they are now, behind the paragraphs that were joined.
        touched = [
            {e.paragraph - bisect_left(self._joined, e.paragraph) for e in self._fix(finding).edits}
            for finding in choice.findings
        ]
        if not any(map(wrong.intersection, touched)):
            before = {number for numbers in touched for number in numbers if number < min(wrong)}
            wrong = {max(before)} if before else set().union(*touched)
        keyed = zip(choice.findings, self._keys, strict=True)
        for (finding, key), numbers in zip(keyed, touched, strict=True):
            if not wrong.isdisjoint(numbers):
                self.refused.add(key)
                self._refused_now.append(Kept(finding, CHANGES_MORE))

    def result(self, data: bytes) -> Fixed:
        """What came of it."""
        report = self._report
        assert report is not None
        document = self.editor.document
        unsafe = 0
        if not self._unsafe:
            unsafe = sum(
                bool(finding.fixes) and correction(finding) is None for finding in report.findings
            )
        return Fixed(
            data,
            _kind(document),
            document.format not in _CONVERTED,
            report,
            self.texts,
            [paragraph.text for paragraph in document.paragraphs],
            self.corrections,
            [*self._kept, *self._refused_now],
            unsafe,
            self.history.composed(),
            self._passes,
        )


def editor_of(document: Document, data: bytes, *, tracked: bool = False) -> Editor:
    """What makes edits in a document of this format.

    Raises:
        DocumentError: it must not be changed, or not in this way.
    """
    if document.format in ("text", "markdown"):
        from .line_edits import LineEditor

        return LineEditor(document, data, tracked=tracked)
    if document.format == "odt":
        from .odt_edits import OdtEditor

        return OdtEditor(document, tracked=tracked)
    from .docx_edits import DocxEditor

    return DocxEditor(document, tracked=tracked)


def _kind(document: Document) -> str:
    if document.format in ("docx", *_CONVERTED):
        from .comments import kind_of

        return kind_of(document.source)
    return ".odt" if document.format == "odt" else ""


def _differing(document: Document, texts: Sequence[str]) -> set[int]:
    """The numbers of the paragraphs that say something else; the first if their count differs."""
    paragraphs = document.paragraphs
    pairs = zip(paragraphs, texts, strict=False)
    wrong = {p.number for p, text in pairs if p.text != text}
    if len(paragraphs) != len(texts):
        return {min(wrong, default=min(len(paragraphs), len(texts)) + 1)}
    return wrong


def _corrected(finding: Finding, fix: PlacedFix, document: Document) -> tuple[str, bool]:
    """What becomes of a finding's text, and whether the next paragraph is joined to its own."""
    text, start = finding.text, finding.start
    size = len(text)
    length = len(document.paragraphs[finding.paragraph - 1].text)
    joined = False
    for edit in sorted(fix.edits, reverse=True):
        if edit.paragraph != finding.paragraph:
            continue
        joined = joined or edit.end > length
        first, last = edit.start - start, edit.end - start
        if 0 <= first <= size and last >= 0:
            text = text[:first] + edit.text + text[max(first, min(last, size)) :]
    return text, joined
