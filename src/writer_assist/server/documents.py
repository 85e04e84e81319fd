"""The documents that hosts have open."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

from writer_assist.document.model import Document, Paragraph
from writer_assist.document.structure import complete_levels
from writer_assist.engine.findings import FileReport, Finding

from .protocol import HostParagraph

KEPT = 4096
"""So many paragraphs' findings are kept; the longest unused go first."""


class ParagraphCache:
    """What the rules of single paragraphs found, by text."""

    def __init__(self, check: Callable[[str], list[Finding]], kept: int = KEPT) -> None:
        self._check = check
        self._kept = kept
        self._found: OrderedDict[str, list[Finding]] = OrderedDict()

    def findings(self, text: str) -> list[Finding]:
        """The findings of a paragraph, which is number 1 in them."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._check(text)
            if len(self._found) > self._kept:
                self._found.popitem(last=False)
        else:
            self._found.move_to_end(text)
        return found


class OpenDocument:
    """One document of a host.

    Attributes:
        path: its file, "" if it has none.
        paragraphs: as the host has them.
        revision: how often they were changed.
        report: of the last check, None before the first.
        checked: the texts that it is about.
        ignored: keys of problems that the user does not want to see.
        ignored_words: rules' codes with texts for which the user does not want to see them.
    """

    def __init__(self, path: str, paragraphs: Sequence[HostParagraph]) -> None:
        self.path = path
        self.paragraphs = list(paragraphs)
        self.revision = 1
        self.report: FileReport | None = None
        self.checked: Mapping[int, str] = {}
        self.ignored: set[str] = set()
        self.ignored_words: set[tuple[str, str]] = set()
        self._of_text: dict[str, list[Finding]] = {}

    def replace(self, first: int, removed: int, paragraphs: Sequence[HostParagraph]) -> None:
        """Replace paragraphs from a number (from 1) on.

        Raises:
            IndexError: there are not so many.
        """
        if first < 1 or removed < 0 or first - 1 + removed > len(self.paragraphs):
            raise IndexError
        self.paragraphs[first - 1 : first - 1 + removed] = paragraphs
        self.revision += 1

    def texts(self) -> dict[int, str]:
        """The text of each paragraph, by number."""
        return {number: p.text for number, p in enumerate(self.paragraphs, 1)}

    def document(self) -> Document:
        """The document as the engine takes it."""
        paragraphs = [
            Paragraph(p.text, number, p.story, label=p.label, level=p.level or None)
            for number, p in enumerate(self.paragraphs, 1)
        ]
        document = Document(paragraphs or [Paragraph("", 1)], self.path or "-", "host")
        complete_levels(document)
        return document

    def note(self, report: FileReport) -> None:
        """Remember what a check of the whole document found."""
        self.report = report
        self.checked = self.texts()
        self._of_text = {}
        # Of equal paragraphs the first counts.
        first: dict[str, int] = {}
        for number, text in self.checked.items():
            if text not in first:
                first[text] = number
                self._of_text[text] = []
        for finding in report.findings:
            text = self.checked.get(finding.paragraph, "")
            if first.get(text) == finding.paragraph:
                self._of_text[text].append(finding)

    def of_text(self, text: str) -> list[Finding] | None:
        """What the last check of the whole document found in a paragraph of this text.

        None if there was no such paragraph. The numbers in it are those of the document.
        """
        return self._of_text.get(text)
