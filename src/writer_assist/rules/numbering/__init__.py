"""NO: the numbers of headings, clauses and lists.

Whatever begins a paragraph with a number is read once (:mod:`.items`), put together to lists
(:mod:`.lists`) and judged (:mod:`.findings`); lists in running text likewise (:mod:`.ordinals`,
:mod:`.inline`). The rules are thin: they share one scan a draft.
"""

from __future__ import annotations

from ..base import Rule
from .headings import (
    DisorderedNumber,
    LateFirstNumber,
    MixedNumberStyles,
    NumberMark,
    RepeatedNumber,
    SkippedNumber,
)
from .levels import (
    ArticleNumber,
    AutomaticAndTyped,
    DoubledNumber,
    InvertedLevels,
    SkippedLevel,
)
from .wording import (
    LateFirstItem,
    LoneItem,
    MixedOrdinals,
    OrdinalMark,
    RepeatedItem,
    SkippedItem,
)

RULES: tuple[type[Rule], ...] = (
    SkippedNumber,
    RepeatedNumber,
    DisorderedNumber,
    LateFirstNumber,
    NumberMark,
    MixedNumberStyles,
    InvertedLevels,
    SkippedLevel,
    AutomaticAndTyped,
    DoubledNumber,
    ArticleNumber,
    SkippedItem,
    RepeatedItem,
    LateFirstItem,
    LoneItem,
    MixedOrdinals,
    OrdinalMark,
)
