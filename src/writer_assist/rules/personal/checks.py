"""What makes a row of digits a number of one kind: lengths, dates and check digits."""

from __future__ import annotations

_REGIONS = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 "
    "71 81 82 83".split()
)
"""The first two digits that GB/T 2260 gives to provinces, and those of residents of Taiwan (83),
Hong Kong (81) and Macao (82) with a residence permit."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def has_identity_region(number: str) -> bool:
    """Whether 18 characters begin with a region, and only the last may be the letter X."""
    return number[:2] in _REGIONS and number[:17].isdecimal()


def is_identity(number: str) -> bool:
    """Whether 18 characters that begin with a region are an identity-card number (GB 11643).

    Date of birth, and the check character of ISO 7064, MOD 11-2.
    """
    if not _is_date(number[6:14], 1900, 2049):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[17].upper() == _CHECKS[total % 11]


def is_old_identity(number: str) -> bool:
    """Whether 15 digits are built as identity-card numbers were until 1999."""
    if len(number) != 15 or not number.isdecimal():
        return False
    return number[:2] in _REGIONS and _is_date("19" + number[6:12], 1900, 1999)


def _is_date(text: str, first: int, last: int) -> bool:
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:8])
    if not (first <= year <= last and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    return day < 29 or month != 2 or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def is_mobile(number: str) -> bool:
    """Whether 11 digits are a mobile telephone number of the mainland."""
    return len(number) == 11 and number[0] == "1" and number[1] in "3456789"


def has_luhn_check(number: str) -> bool:
    """Whether the last digit is the check digit of ISO/IEC 7812-1 (Luhn)."""
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit)
        if index % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0
