"""CS: what a draft says in two places must agree."""

from __future__ import annotations

from ..base import Rule
from .changes import WrongChange
from .counts import CountsDiffer
from .identity import (
    MeetingNumberDiffers,
    NumberOfAnotherYear,
    ProposalNumberDiffers,
    WrongJubilee,
)
from .items import WrongCountOfItems
from .masked import MaskLeak
from .names import NearPlaceName, OfficeUnderTwoNames, SessionDiffers, UnitNamesDiffer
from .ordinals import WrongCountOfPoints
from .parts import DoubtfulSum, ListedPartsDiffer
from .products import WrongProduct
from .rates import WrongPercentage
from .references import MissingAttachment, MissingPart
from .repeated import FiguresDiffer
from .schedule import CompletedBeforeBegun, LateDeadline, WrongCountOfDays
from .slogans import WrongCountOfSlogan
from .sums import PartsDoNotAddUp
from .terms import FullFormAfterShort, MisdefinedShortForm
from .wholes import PartExceedsWhole
from .years import DoubtfulPlanYear, WrongYearInBody, WrongYearOfDate

RULES: tuple[type[Rule], ...] = (
    WrongCountOfPoints,
    WrongCountOfItems,
    WrongCountOfSlogan,
    PartsDoNotAddUp,
    PartExceedsWhole,
    WrongPercentage,
    WrongChange,
    WrongYearInBody,
    DoubtfulPlanYear,
    WrongYearOfDate,
    UnitNamesDiffer,
    OfficeUnderTwoNames,
    SessionDiffers,
    MisdefinedShortForm,
    FullFormAfterShort,
    MaskLeak,
    FiguresDiffer,
    MissingAttachment,
    MissingPart,
    NearPlaceName,
    ListedPartsDiffer,
    DoubtfulSum,
    WrongProduct,
    LateDeadline,
    WrongCountOfDays,
    CompletedBeforeBegun,
    NumberOfAnotherYear,
    ProposalNumberDiffers,
    MeetingNumberDiffers,
    WrongJubilee,
    CountsDiffer,
)
