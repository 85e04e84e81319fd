"""LY: how a DOCX is laid out, against GB/T 9704-2012 or an office's own profile.

Only where the family is selected: drafts are rarely typeset while they are written.
"""

from __future__ import annotations

from ..base import Rule
from .emphasis import BoldText, LatinFont, TextColor
from .endings import AttachmentNoteIndent, AttachmentPage, DatePlace, SignaturePlace
from .footers import MissingPageNumber, PageNumberForm, PageNumberPlace
from .heads import AgencyMark, HeadRule, NumberPlace
from .imprint import ImprintFont, ImprintIndent, ImprintRules
from .page import CharactersPerLine, LinePitch, PageMargins, PaperSize
from .paragraphs import (
    BodyAlignment,
    FirstLineIndent,
    ParagraphSpacing,
    RecipientIndent,
    TitlePlace,
)
from .special import AttendanceFont, LetterForm
from .typeface import (
    BodyFont,
    ElementFont,
    HeadingFont,
    TitleFont,
)

RULES: tuple[type[Rule], ...] = (
    PaperSize,
    PageMargins,
    LinePitch,
    CharactersPerLine,
    TitleFont,
    BodyFont,
    HeadingFont,
    ElementFont,
    BoldText,
    LatinFont,
    TextColor,
    FirstLineIndent,
    BodyAlignment,
    TitlePlace,
    RecipientIndent,
    ParagraphSpacing,
    SignaturePlace,
    DatePlace,
    AttachmentNoteIndent,
    AttachmentPage,
    MissingPageNumber,
    PageNumberForm,
    PageNumberPlace,
    AgencyMark,
    NumberPlace,
    HeadRule,
    LetterForm,
    AttendanceFont,
    ImprintFont,
    ImprintIndent,
    ImprintRules,
)
