"""NM: numerals and dates (GB/T 15835-2011), document numbers and dates (GB/T 9704-2012).

All rules share one search for suspicious digits (:mod:`.scan`). Unfilled numbers are the
business of the placeholders (PH), sums and percentages against their numbers that of CS.
"""

from __future__ import annotations

from ..base import Rule
from .amounts import DigitsInApproximation, OddLargeUnit
from .approximate import ConflictingApproximation
from .date_forms import MixedDateNumerals, ZeroPaddedDate
from .dates import ImpossibleDate, ReversedDateSpan
from .documents import DocumentNumberBrackets, DocumentNumberForm, SessionNumerals
from .mixed import MixedNumerals
from .percent import ImpossibleDecrease, ImpossiblePercentage, PercentSlip
from .ranges import AmbiguousRange, HyphenatedRange, RangeSign
from .signature import EventDateDot, IncompleteSignatureDate, SignatureDateForm
from .times import AfternoonTwice, ClockTwice, ImpossibleTime
from .two import ErForLiang, WrongTwo
from .units import CurrencyTwice, LetterForTimesSign, ObsoleteUnit, UnitSymbol
from .weekdays import DoubtfulWeekday, WrongWeekday
from .writing import (
    BareDecimalPoint,
    BrokenNumber,
    FullWidthDecimalPoint,
    FullWidthDigit,
    ThousandsSeparator,
)
from .years import AbbreviatedYear, DecadeWithoutCentury
from .zeros import WrongZero

RULES: tuple[type[Rule], ...] = (
    ImpossibleDate,
    ImpossibleTime,
    WrongWeekday,
    DoubtfulWeekday,
    ReversedDateSpan,
    AbbreviatedYear,
    DecadeWithoutCentury,
    WrongZero,
    MixedDateNumerals,
    ZeroPaddedDate,
    SignatureDateForm,
    IncompleteSignatureDate,
    EventDateDot,
    HyphenatedRange,
    RangeSign,
    AmbiguousRange,
    FullWidthDigit,
    ThousandsSeparator,
    FullWidthDecimalPoint,
    BareDecimalPoint,
    BrokenNumber,
    MixedNumerals,
    DigitsInApproximation,
    OddLargeUnit,
    PercentSlip,
    ImpossibleDecrease,
    ImpossiblePercentage,
    WrongTwo,
    ErForLiang,
    DocumentNumberBrackets,
    DocumentNumberForm,
    SessionNumerals,
    CurrencyTwice,
    UnitSymbol,
    ObsoleteUnit,
    ConflictingApproximation,
    ClockTwice,
    AfternoonTwice,
    LetterForTimesSign,
)
