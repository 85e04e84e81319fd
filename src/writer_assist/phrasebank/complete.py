"""What to write next: the phrases that go on with what is typed, or belong where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from writer_assist.records import NamedTuple

from . import scopes
from .banks import bank
from .finder import finder
from .model import GAP, Phrase, is_obsolete, plain

LIMIT = 5

How = Literal["continues", "words", "section"]

_LONGEST = 24
"""So many code points of what is typed are compared with the beginning of a phrase at most."""

_SHORTEST = 4
"""The shortest overlap (code points) inside a clause; at its beginning one of two is enough."""

_SHORTEST_CLAUSE = 2
_CLAUSE_ENDS = "。；！？，、：:“”（）\n\v "
_SENTENCE_ENDS = "。；！？\n\v"


class Completion(NamedTuple):
    """A phrase to write, and why.

    ``rest`` is what is to be written behind what is typed: the whole phrase, or what is left of
    one that was begun.
    """

    phrase: Phrase
    rest: str
    how: How


def complete(
    typed: str,
    genre: str | None = None,
    section: str | None = None,
    limit: int = LIMIT,
    files: Sequence[str] = (),
    today: str = "",
) -> list[Completion]:
    """The best completions of a text, the best first.

    Phrases that go on with the last words come first, then those that share words with the last
    sentence, then the usual ones of the section. What the text says already is not among them,
    nor is what is out of date.

    Args:
        typed: the text up to the cursor; "" for what a section may begin with.
        genre: the genre of the draft: a name, other name, id or group.
        section: the section that is being written; a name.
        limit: the most that are returned.
        files: the office's own phrase files.
        today: "YYYY-MM-DD"; "" for the day it is.

    Raises:
        UnknownScopeError: there is no such genre or section.
        PhraseError: a phrase file is wrong.
    """
    if not today:
        from time import strftime

        today = strftime("%Y-%m-%d")
    found: dict[str, Completion] = {}
    for one in _ranked(typed, genre, section, tuple(files), today):
        if len(found) == limit:
            break
        # A gap is no words: one that is begun may have nothing else left.
        gap_left = one.how == "continues" and GAP.search(one.rest)
        if one.phrase.text not in found and (gap_left or not _is_said(one.phrase, typed)):
            found[one.phrase.text] = one
    return list(found.values())


def _ranked(
    typed: str, genre: str | None, section: str | None, files: tuple[str, ...], today: str
) -> Iterator[Completion]:
    scope = scopes.scope(genre) if genre else None
    part = scopes.part(section) if section else None
    fitting: list[tuple[int, int, int, Phrase]] = []
    for number, phrase in enumerate(bank(files).phrases):
        genre_fit = scope.fit(phrase.genres) if scope is not None else scopes.ANYWHERE
        fit = part.fit(phrase.sections) if part is not None else scopes.ANYWHERE
        if scopes.NOWHERE not in (genre_fit, fit) and not is_obsolete(phrase, today):
            fitting.append((-fit, -genre_fit, number, phrase))
    fitting.sort()
    text = typed.rstrip()
    yield from _continuing(text, [phrase for *_, phrase in fitting])
    sentence = _last_sentence(text)
    if sentence:
        for match in finder(files).search(sentence, genre, section, LIMIT, today):
            if not match.obsolete:
                yield Completion(match.phrase, match.phrase.text, "words")
    if part is not None:
        for fit, _, _, phrase in fitting:
            if -fit > scopes.ANYWHERE:
                yield Completion(phrase, phrase.text, "section")


def _continuing(text: str, phrases: Sequence[Phrase]) -> Iterator[Completion]:
    """The phrases that begin with the last words of the text, the longest overlap first."""
    tail = text[-_LONGEST:]
    for start in range(len(tail)):
        begun = tail[start:]
        before = text[: len(text) - len(begun)][-1:]
        clause = not before or before in _CLAUSE_ENDS
        if len(begun) < (_SHORTEST_CLAUSE if clause else _SHORTEST) or begun[0] in _CLAUSE_ENDS:
            continue
        for phrase in phrases:
            # A gap is filled by now: only what stands before it can be compared.
            fixed = GAP.split(phrase.text, maxsplit=1)[0]
            if len(begun) < len(phrase.text) and fixed.startswith(begun):
                yield Completion(phrase, phrase.text[len(begun) :], "continues")
            elif clause and (place := phrase.text.find(f"，{begun}")) >= 0:
                # …，但与: the first half of the phrase stands there in other words.
                rest = phrase.text[place + 1 + len(begun) :]
                if rest:
                    yield Completion(phrase, rest, "continues")


def _last_sentence(text: str) -> str:
    """The last sentence, or the one before a mark that ends the text."""
    text = text.rstrip(_SENTENCE_ENDS)
    start = max(text.rfind(mark) for mark in _SENTENCE_ENDS) + 1
    return text[start:][-_LONGEST:]


def _is_said(phrase: Phrase, typed: str) -> bool:
    """Whether a text says already what a phrase says."""
    words = plain(phrase.text)
    return bool(words) and words in plain(typed)
