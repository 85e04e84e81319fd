"""Keep personal data out of reports: they are passed on more often than the drafts themselves.

What a rule with ``private`` finds is masked wherever a report shows the draft's text — in its
own finding, in others of the same paragraph, in excerpts, in the whole text. Masks are as long
as what they stand for, so every offset stays what it was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from writer_assist.i18n import Word

from .findings import FileReport, Finding, PlainParagraph

SHOWN = 4
"""So many characters of a number stay: enough to find it in the draft, too few to use it."""


def masked(text: str) -> str:
    """``text`` with its letters and digits, save the first few, as ``*``.

    >>> masked("6222 0212")
    '6222 ****'
    """
    parts = []
    shown = 0
    for character in text:
        if character.isalnum():
            shown += 1
            if shown > SHOWN:
                character = "*"
        parts.append(character)
    return "".join(parts)


class _Concealed:
    """One paragraph and its private spans."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        self.original = text
        self.spans: list[tuple[int, int]] = []
        parts: list[str] = []
        position = 0
        for start, end in sorted(spans):
            if start < position:
                continue
            parts += (text[position:start], masked(text[start:end]))
            self.spans.append((start, end))
            position = end
        self.text = "".join(parts) + text[position:]

    def without(self, value: str, start: int, end: int) -> str:
        """``value``, a word about ``start … end``, without the numbers that touch that range."""
        index = max(0, bisect_left(self.spans, (start, 0)) - 1)
        while index < len(self.spans) and self.spans[index][0] <= end:
            first, last = self.spans[index]
            if last >= start:
                value = value.replace(self.original[first:last], self.text[first:last])
            index += 1
        return value


def conceal(
    report: FileReport, texts: Mapping[int, str], spans: Iterable[tuple[int, int, int]]
) -> FileReport:
    """A report that shows none of some spans.

    Args:
        report: the report as it is.
        texts: number → text of each paragraph that a span stands in.
        spans: paragraph number, start and end (code points) of each.
    """
    grouped: dict[int, list[tuple[int, int]]] = {}
    for number, start, end in spans:
        grouped.setdefault(number, []).append((start, end))
    hidden = {number: _Concealed(texts[number], own) for number, own in grouped.items()}
    return report._replace(
        findings=[
            _finding(finding, hidden[finding.paragraph]) if finding.paragraph in hidden else finding
            for finding in report.findings
        ],
        paragraphs={
            number: hidden[number].text if number in hidden else text
            for number, text in report.paragraphs.items()
        },
        text=[
            _paragraph(paragraph, hidden[paragraph.number])
            if paragraph.number in hidden
            else paragraph
            for paragraph in report.text
        ],
    )


def _finding(finding: Finding, hidden: _Concealed) -> Finding:
    start, end = finding.start, finding.end
    params = {
        name: hidden.without(value, start, end)
        if isinstance(value, str) and not isinstance(value, Word)
        else value
        for name, value in finding.params.items()
    }
    return finding._replace(text=hidden.text[start:end], params=params)


def _paragraph(paragraph: PlainParagraph, hidden: _Concealed) -> PlainParagraph:
    text, line = paragraph.text, paragraph.line
    parts: list[str] = []
    position = 0
    ends = [start for start, _ in paragraph.pieces[1:]] + [len(text)]
    for (start, column), end in zip(paragraph.pieces, ends, strict=False):
        size = end - start
        # A reference such as &amp; is longer in the source than in the text.
        if column >= position and line[column : column + size] == text[start:end]:
            parts += (line[position:column], hidden.text[start:end])
            position = column + size
    return paragraph._replace(text=hidden.text, line="".join(parts) + line[position:])
