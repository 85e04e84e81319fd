"""AR: damage to a text that was complete once.

Censoring, scraping, wrong decoding, PDF conversion, synonym spinners and language models leave
marks that look like text. What was left open on purpose to be filled in is the business of
the placeholders (PH); no span belongs to both.
"""

from __future__ import annotations

from ..base import Rule
from .censored import CensoredWord
from .encoding import InvisibleCharacter, Mojibake, RadicalCharacter
from .markup import LeftoverMarkup
from .paragraphs import BrokenParagraph, PageMarker
from .residue import AiResidue, SiteResidue
from .rewriting import MachineRewritten
from .stray import InterleavedPinyin, LetterSpacedText, StrayMark

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
