"""What ``writer-assist suggest`` prints: phrases for a draft's gaps, and completions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_, render

from . import Options, Write
from .display import BOLD, DIM, paint, visible
from .words import STATE_NAMES

if TYPE_CHECKING:
    from writer_assist.engine.suggestions import DraftSuggestions, SectionSuggestion
    from writer_assist.phrasebank.complete import Completion
    from writer_assist.phrasebank.model import Phrase


def render_text(
    path: str, drafts: Sequence[DraftSuggestions], write: Write, options: Options
) -> None:
    """Each draft with its sections to write and its wordings to change."""
    for draft in drafts:
        head = visible(draft.title or path)
        if draft.genre:
            head += f"（{draft.genre}）"
        write(paint(head, BOLD, options.color) + "\n")
        for section in draft.sections:
            write(f"  {_section(section, options)}\n")
            for phrase in section.phrases:
                write(f"    {_phrase(phrase, options)}\n")
        if draft.wordings:
            write(f"  {_t(options, N_('换一种说法'))}\n")
        for one in draft.wordings:
            place = _t(options, N_("第 {number} 段"), number=one.paragraph)
            write(f"    {place}  {visible(one.text)} → {visible(one.replacement)}")
            write(paint(f"（{visible(one.reason)}）", DIM, options.color) + "\n")
        if not draft.sections and not draft.wordings:
            write(f"  {_t(options, N_('没有要补写的部分，也没有要换的说法'))}\n")


def _section(section: SectionSuggestion, options: Options) -> str:
    name = paint(section.name, BOLD, options.color)
    if section.length:
        template = N_("{name}：只写了 {count} 个字；一般写{holds}")
    elif section.after:
        template = N_("{name}：{state}，应放在“{after}”之后；一般写{holds}")
    else:
        template = N_("{name}：{state}；一般写{holds}")
    state = _t(options, STATE_NAMES.get(section.state, ""))
    return _t(
        options,
        template,
        name=name,
        state=state,
        after=section.after,
        count=section.length,
        holds=section.holds.rstrip("。"),
    )


def _phrase(phrase: Phrase, options: Options) -> str:
    note = f"（{visible(phrase.usage)}）" if phrase.usage else ""
    lead = paint(phrase.id, DIM, options.color)
    return f"{lead}  {visible(phrase.text)}{paint(note, DIM, options.color)}"


def render_completions(found: Sequence[Completion], write: Write, options: Options) -> None:
    """A line a completion; of a phrase that goes on with what is typed the new part is bold."""
    for one in found:
        text = one.phrase.text
        begun = text[: len(text) - len(one.rest)] if one.how == "continues" else ""
        note = f"（{visible(one.phrase.usage)}）" if one.phrase.usage else ""
        lead = paint(one.phrase.id, DIM, options.color)
        rest = paint(visible(one.rest), BOLD, options.color and bool(begun))
        write(f"{lead}  {visible(begun)}{rest}{paint(note, DIM, options.color)}\n")


def render_completions_json(found: Sequence[Completion], write: Write) -> None:
    """An array of completions: id, text, rest, how."""
    from .json import dump

    entries = [
        {"id": one.phrase.id, "text": one.phrase.text, "rest": one.rest, "how": one.how}
        for one in found
    ]
    write("[\n" + ",\n".join(map(dump, entries)) + "\n]\n" if entries else "[]\n")


def render_json(path: str, drafts: Sequence[DraftSuggestions], write: Write) -> None:
    """One object: the path and its drafts."""
    from .json import dump

    write(dump({"path": path, "drafts": list(_drafts(drafts))}) + "\n")


def _drafts(drafts: Sequence[DraftSuggestions]) -> Iterator[dict[str, Any]]:
    for draft in drafts:
        yield {
            "title": draft.title,
            "genre": draft.genre,
            "sections": [
                section._asdict()
                | {"phrases": [{"id": p.id, "text": p.text} for p in section.phrases]}
                for section in draft.sections
            ],
            "wordings": [one._asdict() for one in draft.wordings],
        }


def _t(options: Options, template: str, **params: object) -> str:
    return render(template, params, options.lang)
