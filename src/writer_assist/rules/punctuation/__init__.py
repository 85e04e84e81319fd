"""PU: punctuation (GB/T 15834)."""

from __future__ import annotations

from ..base import Rule
from .attachments import AttachmentInBookTitleMarks, AttachmentMark
from .clauses import (
    ColonBeforeAmong,
    CommaAfterAdverbial,
    CommaBetweenPoints,
    SemicolonAfterPurpose,
    SemicolonAtParagraphEnd,
)
from .enumeration import (
    ApproximateNumber,
    CommaBeforeConjunction,
    CommaBeforeEtc,
    CommaBetweenQuoted,
)
from .forms import DashForm, EllipsisForm, RedundantEllipsis
from .headings import MarkAtHeadingEnd, MarkAtTitleEnd
from .lines import (
    CommaAtParagraphEnd,
    MarkAtParagraphStart,
    MissingEndMark,
)
from .pairs import NestedBracket, SameMarkNested, UnpairedMark
from .quotes import CornerQuote, OuterSingleQuote, StraightQuote
from .salutation import MissingSalutationColon
from .sentences import (
    BookTitleMarkMisused,
    MissingColon,
    NestedColon,
    OpenListEnd,
)
from .sequence import DoubledMark, MarkBesideBracket, MarkOnBothSides
from .siblings import ItemEndsDiffer, SpaceForCommaInHeading
from .spaces import SpaceBesideMark, SpaceBetweenCharacters
from .width import HalfWidthMark

RULES: tuple[type[Rule], ...] = (
    HalfWidthMark,
    StraightQuote,
    CornerQuote,
    OuterSingleQuote,
    UnpairedMark,
    SameMarkNested,
    NestedBracket,
    DoubledMark,
    MarkOnBothSides,
    MarkBesideBracket,
    EllipsisForm,
    RedundantEllipsis,
    DashForm,
    ApproximateNumber,
    CommaBeforeEtc,
    CommaBeforeConjunction,
    CommaBetweenQuoted,
    SpaceBetweenCharacters,
    SpaceBesideMark,
    MarkAtParagraphStart,
    CommaAtParagraphEnd,
    MissingEndMark,
    MarkAtHeadingEnd,
    MarkAtTitleEnd,
    MissingSalutationColon,
    MissingColon,
    NestedColon,
    BookTitleMarkMisused,
    AttachmentMark,
    AttachmentInBookTitleMarks,
    OpenListEnd,
    SemicolonAtParagraphEnd,
    CommaBetweenPoints,
    CommaAfterAdverbial,
    SemicolonAfterPurpose,
    ItemEndsDiffer,
    ColonBeforeAmong,
    SpaceForCommaInHeading,
)
