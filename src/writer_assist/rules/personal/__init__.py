"""PI: personal data that must not be published, or passed on, with a document.

Only what has a form of its own is looked for: numbers with a check digit, numbers of a fixed
shape behind the word that names them. Addresses and names are nobody's secret in themselves.
"""

from __future__ import annotations

from ..base import Rule
from .documents import LicencePlate, TravelDocumentNumber
from .numbers import BankCardNumber, IdentityCardNumber, MobileNumber

RULES: tuple[type[Rule], ...] = (
    IdentityCardNumber,
    MobileNumber,
    BankCardNumber,
    TravelDocumentNumber,
    LicencePlate,
)
