"""A profile of what a document looks like: the most frequent values of each role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from writer_assist.i18n import N_

from .fonts import FAMILIES, family_of, is_red
from .footers import numbers_of
from .imprint import lines
from .page import RUNNING, pitch_of
from .profile import LOOKS, STANDARD, Look, Page, Profile
from .profile_file import ProfileError
from .sheet import MM, Place, Sheet, sheet_of
from .typeface import has_chinese, has_latin, parts

if TYPE_CHECKING:
    from writer_assist.document.model import Document

V = TypeVar("V", bound=Hashable)

_KINDS = {
    "closing": "body", "attachment-item": "", "number-signer": "number", "signer": "",
}  # fmt: skip
"""Kinds that are learnt as another role, or not at all."""


def learn(document: Document) -> Profile:
    """The profile of a document; roles that it has no paragraph of are as in the standard.

    Raises:
        ProfileError: it is no DOCX, or has no text.
    """
    from writer_assist.outline.drafts import split

    found = [sheet for draft in split(document) if (sheet := sheet_of(draft)) is not None]
    sheets = [sheet for sheet in found if any(p.paragraph.text.strip() for p in sheet.places)]
    if not sheets:
        raise ProfileError(document.path, 0, N_("学不到版式：不是 Word 文档，或者没有文字"))
    places: dict[str, list[tuple[Sheet, Place]]] = {}
    for sheet in sheets:
        for place in sheet.places:
            kind = _KINDS.get(place.kind, place.kind)
            if kind in LOOKS and place.paragraph.text.strip():
                places.setdefault(kind, []).append((sheet, place))
        for place, kind in lines(sheet):
            if place.kind == "cell":
                places.setdefault(kind, []).append((sheet, place))
    looks = dict(LOOKS)
    for role, own in places.items():
        looks[role] = _look(role, own)
    numbers = [number for sheet in sheets[:1] for page in sheet.form.pages[:1]
               for number in numbers_of(sheet, page)]  # fmt: skip
    if numbers:
        runs = sheets[0].form.runs(numbers[0].paragraph.number)
        font = runs[0].ascii if runs else ""
        looks["page-number"] = Look((_font(font),) if font else (), numbers[0].size)
    place_ = "none"
    if numbers:
        sides = {number.side()[0] for number in numbers}
        place_ = "centre" if sides == {"center"} else "outside" if len(sides) > 1 or (
            sides == {"outside"}) else "any"  # fmt: skip
    name = next((s.draft.title_text for s in sheets if s.draft.title_text), "") or document.path
    return Profile(name, _page(sheets, looks["body"])._replace(page_number=place_), looks)


def _page(sheets: Sequence[Sheet], body: Look) -> Page:
    """The page of most of the text."""
    page = STANDARD.page
    running = [(sheet, place) for sheet in sheets for place in sheet.of(RUNNING)]
    every = running or [(sheet, place) for sheet in sheets for place in sheet.places
                        if place.paragraph.story == "body"]  # fmt: skip
    if not every:
        return page
    formats = {(own := sheet.page(place)).first: own for sheet, place in every}
    upright = [sheet.page(place).first for sheet, place in every]
    upright = [first for first in upright if formats[first].height >= formats[first].width]
    form = formats[_most(upright, next(iter(formats)))]
    page = page._replace(
        width=round(form.width, 1), height=round(form.height, 1), top=round(form.top, 1),
        bottom=round(form.bottom, 1), left=round(form.left, 1), right=round(form.right, 1),
    )  # fmt: skip
    pitches: Counter[float] = Counter()
    for sheet, place in running:
        pitches[round(pitch_of(sheet, place), 2)] += len(place.paragraph.text)
    pitch = pitches.most_common(1)[0][0] if pitches else 0.0
    if pitch > 5:
        lines_ = int((form.height - form.top - form.bottom) / MM / pitch + 0.05)
        page = page._replace(pitch=(pitch, pitch), lines=max(5, min(lines_, 100)))
    steps = Counter(
        run.size + run.spacing + (form.char_space if "Chars" in form.grid else 0)
        for sheet, place in running
        for _, _, run in parts(sheet, place, 0, len(place.paragraph.text))
        if abs(run.size - body.size) < 0.1
    )
    step = steps.most_common(1)[0][0] if steps else 0.0
    if step > 0:
        width = (form.width - form.left - form.right) / MM
        page = page._replace(characters=max(5, min(int(width / step + 0.01), 200)))
    latin = _most(
        (
            run.ascii
            for sheet, place in running
            for start, end, run in parts(sheet, place, 0, len(place.paragraph.text))
            if run.ascii and has_latin(place.paragraph.text[start:end])
        ),
        "",
    )
    return page._replace(latin=(latin,)) if latin else page


def _look(role: str, places: Sequence[tuple[Sheet, Place]]) -> Look:
    """The look of most characters, or paragraphs, of a role."""
    fonts: Counter[str] = Counter()
    sizes: Counter[float] = Counter()
    colors: Counter[bool] = Counter()
    bold: Counter[bool] = Counter()
    for sheet, place in places:
        text = place.paragraph.text
        last = place.role.lead or len(text)
        for start, end, run in parts(sheet, place, 0, last):
            sizes[run.size] += end - start
            bold[run.bold] += end - start
            colors[is_red(run.color)] += end - start
            if run.east_asia and has_chinese(text[start:end]):
                fonts[_font(run.east_asia)] += end - start
    standard = LOOKS[role]
    look = Look()
    if fonts:
        look = look._replace(font=(fonts.most_common(1)[0][0],))
    if sizes:
        look = look._replace(size=sizes.most_common(1)[0][0])
    if bold:
        look = look._replace(bold=bold.most_common(1)[0][0])
    if colors.most_common(1) and colors.most_common(1)[0][0]:
        look = look._replace(color="red")
    elif standard.color:
        look = look._replace(color="black")
    if standard.align:
        align = _most((sheet.shape(place).alignment for sheet, place in places), "both")
        align = "both" if align == "distribute" else align
        look = look._replace(align=("both", "left") if align in ("both", "left") else (align,))
    if standard.indent is not None:
        begins = _most((_half(sheet.start(place)) for sheet, place in places), standard.indent)
        look = look._replace(indent=max(0.0, begins))
    if standard.right:
        free = _most((_half(sheet.ends(place)) for sheet, place in places), standard.right[0])
        look = look._replace(right=(min(40.0, max(0.0, free)),))
    return look


def _font(name: str) -> str:
    """A font as a profile has it: its family, where that is one of those of official papers."""
    family = family_of(name)
    return family if family in FAMILIES else name


def _half(number: float) -> float:
    return round(number * 2) / 2


def _most(values: Iterable[V], otherwise: V) -> V:
    """The most frequent value, of several the first."""
    counts = Counter(values)
    return counts.most_common(1)[0][0] if counts else otherwise
