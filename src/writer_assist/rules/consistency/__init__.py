"""CS: what a draft says in two places must agree."""

from __future__ import annotations

from ..base import Rule
from .changes import WrongChange
from .items import WrongCountOfItems
from .ordinals import WrongCountOfPoints
from .rates import WrongPercentage
from .slogans import WrongCountOfSlogan
from .sums import PartExceedsWhole, PartsDoNotAddUp

RULES: tuple[type[Rule], ...] = (
    WrongCountOfPoints,
    WrongCountOfItems,
    WrongCountOfSlogan,
    PartsDoNotAddUp,
    PartExceedsWhole,
    WrongPercentage,
    WrongChange,
)
