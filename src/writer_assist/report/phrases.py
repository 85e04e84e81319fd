"""Phrases as lines, as a page, and as JSON: what ``writer-assist phrase`` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_, render
from writer_assist.phrasebank.model import DEFAULT_REGISTER, Phrase, is_obsolete

from . import Options, Write
from .display import BOLD, DIM, pad, paint, visible, width

if TYPE_CHECKING:
    from writer_assist.phrasebank.finder import Match

_LABELS = {
    "theme": N_("主题"),
    "genres": N_("文种"),
    "sections": N_("部分"),
    "register": N_("语体"),
    "usage": N_("用法"),
    "replaces": N_("代替"),
    "reason": N_("理由"),
    "since": N_("自"),
    "until": N_("至"),
    "successor": N_("改用"),
    "source": N_("来源"),
    "pinyin": N_("拼音"),
}

Successor = Callable[[str], str]
"""The id of the phrase with a text; "" where there is none."""


def render_matches(matches: Sequence[Match], write: Write, options: Options) -> None:
    """A line a match, the best first: id, text, and what it is for."""
    for match in matches:
        write(_line(match.phrase, options, obsolete=match.obsolete) + "\n")


def render_list(phrases: Sequence[Phrase], write: Write, options: Options, today: str) -> None:
    """A line a phrase, by theme."""
    theme: str | None = None
    for phrase in phrases:
        if phrase.theme != theme:
            write(("\n" if theme is not None else "") + _title(phrase.theme, options) + "\n")
            theme = phrase.theme
        write("  " + _line(phrase, options, obsolete=is_obsolete(phrase, today)) + "\n")


def render_page(
    phrase: Phrase, write: Write, options: Options, today: str, successor: Successor
) -> None:
    """Everything about one phrase."""
    write("\n".join(_page(phrase, options, today, successor)) + "\n")


def render_json(matches: Sequence[Match], write: Write) -> None:
    """An array of matches, with how each was found and its score."""
    _array(
        [
            _entry(match.phrase, obsolete=match.obsolete) | {"how": match.how, "score": match.score}
            for match in matches
        ],
        write,
    )


def render_list_json(phrases: Sequence[Phrase], write: Write, today: str) -> None:
    """An array of phrases."""
    _array([_entry(phrase, obsolete=is_obsolete(phrase, today)) for phrase in phrases], write)


def _array(entries: Sequence[dict[str, Any]], write: Write) -> None:
    from .json import dump

    write("[\n" + ",\n".join(map(dump, entries)) + "\n]\n" if entries else "[]\n")


def _entry(phrase: Phrase, *, obsolete: bool) -> dict[str, Any]:
    entry = phrase._asdict()
    order = ("id", *(field for field in entry if field != "id"))
    return {field: entry[field] for field in order} | {"obsolete": obsolete}


def _line(phrase: Phrase, options: Options, *, obsolete: bool) -> str:
    text = visible(phrase.text)
    notes = []
    if obsolete:
        if phrase.successor:
            notes.append(_t(options, N_("已不用，改用“{text}”"), text=phrase.successor))
        else:
            notes.append(_t(options, N_("已不用")))
    if phrase.sections or phrase.genres:
        notes.append("·".join(("、".join(phrase.genres), "、".join(phrase.sections))).strip("·"))
    if phrase.usage:
        notes.append(phrase.usage)
    note = visible("；".join(notes))
    lead = f"{paint(phrase.id, DIM, options.color)}  "
    if obsolete:
        text = paint(text, DIM, options.color)
    return f"{lead}{text}{paint(f'（{note}）', DIM, options.color) if note else ''}"


def _page(phrase: Phrase, options: Options, today: str, successor: Successor) -> Iterator[str]:
    yield f"{paint(phrase.id, DIM, options.color)}  {_title(phrase.text, options)}"
    if is_obsolete(phrase, today):
        yield _t(options, N_("这个说法已经不用了"))
    columns = max(width(_t(options, label)) for label in _LABELS.values()) + 2
    for field, label in _LABELS.items():
        value = getattr(phrase, field)
        if not value or (field == "register" and value == DEFAULT_REGISTER):
            continue
        shown = value if isinstance(value, str) else "、".join(value)
        if field == "successor" and (other := successor(value)):
            shown += f" ({other})"
        yield f"{pad(_t(options, label), columns)}{visible(shown)}"
    where = N_("本单位的库：{file}:{line}") if phrase.own else N_("随软件：{file}:{line}")
    yield paint(visible(_t(options, where, file=phrase.file, line=phrase.line)), DIM, options.color)


def _title(text: str, options: Options) -> str:
    return paint(visible(text), BOLD, options.color)


def _t(options: Options, template: str, **params: object) -> str:
    return render(template, params, options.lang)
