"""AR: damage to a text that was complete once.

Censoring, scraping, wrong decoding, PDF conversion, synonym spinners and language models leave
marks that look like text. What was left open on purpose to be filled in is the business of
the placeholders (PH); no span belongs to both.
"""

from __future__ import annotations

from .ar_censored import CensoredWord
from .ar_encoding import InvisibleCharacter, Mojibake, RadicalCharacter
from .ar_markup import LeftoverMarkup
from .ar_paragraphs import BrokenParagraph, PageMarker
from .ar_residue import AiResidue, SiteResidue
from .ar_rewriting import MachineRewritten
from .ar_stray import InterleavedPinyin, LetterSpacedText, StrayMark
from .base import Rule

RULES: tuple[type[Rule], ...] = (
    CensoredWord,
    SiteResidue,
    PageMarker,
    AiResidue,
    LeftoverMarkup,
    Mojibake,
    RadicalCharacter,
    StrayMark,
    InterleavedPinyin,
    LetterSpacedText,
    InvisibleCharacter,
    BrokenParagraph,
    MachineRewritten,
)
