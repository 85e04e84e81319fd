"""What to write in a draft: phrases for its gaps, standard wording for what is weak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from writer_assist.document.read import load, read_bytes
from writer_assist.outline.draft import Draft
from writer_assist.outline.drafts import split
from writer_assist.outline.genres import own_outlines
from writer_assist.outline.sections import SectionState
from writer_assist.phrasebank import Phrase, for_section
from writer_assist.records import NamedTuple
from writer_assist.rules.base import Office
from writer_assist.rules.draft_text import placed
from writer_assist.rules.outline import preceding
from writer_assist.rules.phrases import FRAME, WeakWording, written


class SectionSuggestion(NamedTuple):
    """A section to write, or to write more of, and how it may be said.

    ``after`` is the name of the section that it stands behind, "" if it stands first;
    ``paragraph`` is where it begins if it is there, and ``length`` what it has (code points).
    """

    id: str
    name: str
    state: SectionState
    holds: str
    after: str
    paragraph: int | None
    length: int
    phrases: Sequence[Phrase]


class WordingSuggestion(NamedTuple):
    """A wording at ``start … end`` (code points) of a paragraph, and what to write instead."""

    paragraph: int
    start: int
    end: int
    text: str
    replacement: str
    reason: str


class DraftSuggestions(NamedTuple):
    """What is suggested for one draft; ``genre`` is its Chinese name, "" if none is known."""

    title: str
    genre: str
    sections: Sequence[SectionSuggestion]
    wordings: Sequence[WordingSuggestion]


def suggestions(
    path: str,
    data: bytes | None = None,
    genre: str | None = None,
    limit: int = 5,
    files: tuple[str, ...] = (),
    outlines: Sequence[str] = (),
) -> list[DraftSuggestions]:
    """What is suggested for each draft of a file.

    Args:
        path: the file.
        data: its bytes; None to read it.
        genre: the genre of its drafts; None to detect it.
        limit: so many phrases a section at most.
        files: the office's own phrase files.
        outlines: the files of its own outlines.

    Raises:
        DocumentError: the file cannot be read.
        UnknownGenreError: there is no such genre.
        PhraseError: a phrase file is wrong.
        OutlineError: an outline file is wrong.
    """
    document = read_bytes(load(path) if data is None else data, path)
    rule = WeakWording(Office(phrasebank=files))
    with own_outlines(outlines):
        return [
            DraftSuggestions(
                draft.title_text,
                draft.genre_name,
                [*_sections(draft, limit, files)],
                [*_wordings(draft, rule)],
            )
            for draft in split(document, genre)
            if draft.paragraphs
        ]


def _sections(draft: Draft, limit: int, files: Sequence[str]) -> Iterator[SectionSuggestion]:
    """The required sections that are missing, empty or hardly written."""
    outline = draft.outline
    if outline is None:
        return
    for report in draft.sections:
        section = outline.section(report.id)
        if not report.required or section.place in FRAME:
            continue
        length = written(draft, section, report)
        if report.state in ("missing", "empty") or length is not None:
            yield SectionSuggestion(
                section.id,
                section.name,
                report.state,
                section.holds,
                preceding(section, draft),
                report.paragraph,
                length or 0,
                for_section(outline, section.id, limit, files),
            )


def _wordings(draft: Draft, rule: WeakWording) -> Iterator[WordingSuggestion]:
    for hit in rule.all(draft.text, draft):
        one = placed(hit, draft)
        assert one.paragraph is not None
        yield WordingSuggestion(
            one.paragraph.number,
            one.start,
            one.end,
            str(hit.params["text"]),
            str(hit.params["replacement"]),
            str(hit.params["reason"]),
        )
