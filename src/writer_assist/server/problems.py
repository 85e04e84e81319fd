"""Findings as the problems that a host shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from writer_assist.engine.findings import FileReport, Finding, PlacedFix
from writer_assist.report.words import FAMILY_NAMES, Words

from .positions import Offsets
from .protocol import Correction, Preferences, Problem, TextEdit

_LEVELS = ("hint", "warning", "error")


class Presenter:
    """Makes problems of findings, as one host wants them.

    Args:
        lang: the language of messages.
        utf16: whether the host counts UTF-16 code units.
    """

    def __init__(self, lang: str, *, utf16: bool) -> None:
        self.lang = lang
        self.utf16 = utf16
        self._words = Words(lang)

    def problems(self, findings: Iterable[Finding], texts: Mapping[int, str]) -> list[Problem]:
        """The problems of one document.

        Args:
            findings: what was found.
            texts: the text of each paragraph, by number, that a finding or a correction is in.
        """
        offsets: dict[int, Offsets] = {}
        keys: dict[str, int] = {}
        report = FileReport("", paragraphs=texts)
        return [self._problem(finding, report, offsets, keys) for finding in findings]

    def _problem(
        self,
        finding: Finding,
        report: FileReport,
        offsets: dict[int, Offsets],
        keys: dict[str, int],
    ) -> Problem:
        own = self._offsets(finding.paragraph, report.paragraphs, offsets)
        # Equal paragraphs tell their problems apart by their order.
        key = problem_key(finding, report.paragraphs.get(finding.paragraph, ""))
        number = keys[key] = keys.get(key, 0) + 1
        family = FAMILY_NAMES.get(finding.code[:2], finding.code[:2])
        return Problem(
            key if number == 1 else f"{key}.{number}",
            finding.code,
            finding.name,
            self._words.t(family),
            finding.severity,
            finding.message_in(self.lang),
            self._words.advice(report, finding),
            finding.paragraph,
            own.to_host(finding.start),
            own.to_host(finding.end),
            finding.text,
            finding.section,
            finding.story,
            [self._correction(finding, fix, report, offsets) for fix in finding.fixes],
            finding.suggestions,
        )

    def _correction(
        self,
        finding: Finding,
        fix: PlacedFix,
        report: FileReport,
        offsets: dict[int, Offsets],
    ) -> Correction:
        replacement = replaced(finding, fix)
        return Correction(
            [self.edit(edit, report.paragraphs, offsets) for edit in fix.edits],
            fix.safe,
            self._words.fix(report.paragraphs, finding, fix),
            replacement is not None,
            replacement or "",
        )

    def edit(
        self,
        edit: Sequence[object],
        texts: Mapping[int, str],
        offsets: dict[int, Offsets] | None = None,
    ) -> TextEdit:
        """An edit of the engine's in the host's offsets."""
        paragraph, start, end, text = edit
        assert isinstance(paragraph, int)
        assert isinstance(start, int)
        assert isinstance(end, int)
        own = self._offsets(paragraph, texts, {} if offsets is None else offsets)
        return TextEdit(paragraph, own.to_host(start), own.to_host(end), str(text))

    def _offsets(
        self, number: int, texts: Mapping[int, str], offsets: dict[int, Offsets]
    ) -> Offsets:
        if number not in offsets:
            offsets[number] = Offsets(texts.get(number, ""), utf16=self.utf16)
        return offsets[number]


def problem_key(finding: Finding, text: str) -> str:
    """What names a problem for as long as its paragraph stays the same."""
    mark = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"{finding.code}-{mark}-{finding.start}-{finding.end}"


def replaced(finding: Finding, fix: PlacedFix) -> str | None:
    """What a finding's text becomes by a correction; None if that changes anything else."""
    text = finding.text
    for edit in sorted(fix.edits, reverse=True):
        start, end = edit.start - finding.start, edit.end - finding.start
        if edit.paragraph != finding.paragraph or not 0 <= start <= end <= len(finding.text):
            return None
        text = text[:start] + edit.text + text[end:]
    return text


def wanted(
    findings: Iterable[Finding], texts: Mapping[int, str], preferences: Preferences
) -> list[Finding]:
    """The findings that the user wants to see."""
    ignored = frozenset(preferences.ignored_rules)
    least = _LEVELS.index(preferences.severity)
    words = [word for word in preferences.words if word]
    return [
        finding
        for finding in findings
        if finding.code not in ignored
        and _LEVELS.index(finding.severity) >= least
        and not (words and _in_word(finding, texts.get(finding.paragraph, ""), words))
    ]


def _in_word(finding: Finding, text: str, words: Sequence[str]) -> bool:
    """Whether a finding lies inside a word of the user's dictionary."""
    if finding.start == finding.end:
        return False
    for word in words:
        at = text.find(word, max(0, finding.end - len(word)))
        while 0 <= at <= finding.start:
            if finding.end <= at + len(word):
                return True
            at = text.find(word, at + 1)
    return False
