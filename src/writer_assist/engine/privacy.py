"""Keep personal data out of reports: they are passed on more often than the drafts themselves.

What a rule with ``private`` finds is masked wherever a report shows the draft's text — in its
own finding, in others of the same paragraph, in excerpts, in the whole text. Masks are as long
as what they stand for, so every offset stays what it was.
"""

from __future__ import annotations

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


def conceal(
    report: FileReport, texts: Mapping[int, str], spans: Iterable[tuple[int, int, int]]
) -> FileReport:
    """A report that shows none of some spans.

    Args:
        report: the report as it is.
        texts: number → text of each paragraph that a span stands in.
        spans: paragraph number, start and end (code points) of each.
    """
    shown = dict(texts)
    words: dict[int, dict[str, str]] = {}
    for number, start, end in spans:
        text = shown[number]
        word = texts[number][start:end]
        words.setdefault(number, {})[word] = masked(word)
        shown[number] = text[:start] + masked(word) + text[end:]
    return report._replace(
        findings=[
            _finding(finding, shown, words) if finding.paragraph in shown else finding
            for finding in report.findings
        ],
        paragraphs={n: shown.get(n, text) for n, text in report.paragraphs.items()},
        text=[
            _paragraph(paragraph, shown, words) if paragraph.number in shown else paragraph
            for paragraph in report.text
        ],
    )


def _finding(
    finding: Finding, shown: Mapping[int, str], words: Mapping[int, Mapping[str, str]]
) -> Finding:
    params = {
        name: _without(value, words[finding.paragraph])
        if isinstance(value, str) and not isinstance(value, Word)
        else value
        for name, value in finding.params.items()
    }
    text = shown[finding.paragraph][finding.start : finding.end]
    return finding._replace(text=text, params=params)


def _paragraph(
    paragraph: PlainParagraph, shown: Mapping[int, str], words: Mapping[int, Mapping[str, str]]
) -> PlainParagraph:
    line = _without(paragraph.line, words[paragraph.number])
    return paragraph._replace(text=shown[paragraph.number], line=line)


def _without(text: str, words: Mapping[str, str]) -> str:
    for word, mask in words.items():
        if word in text:
            text = text.replace(word, mask)
    return text
