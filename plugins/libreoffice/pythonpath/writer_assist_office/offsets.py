"""Offsets in UTF-16 code units, as the engine counts them here, and in code points."""


def units(text):
    """How many UTF-16 code units a text has."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def points(text, offset):
    """An offset in UTF-16 code units as one in code points."""
    if text.isascii():
        return offset
    at = 0
    for number, character in enumerate(text):
        if at >= offset:
            return number
        at += 2 if character > "\uffff" else 1
    return len(text) + max(0, offset - at)
