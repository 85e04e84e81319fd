"""Errors that a bad input file gives."""

from __future__ import annotations


class DocumentError(Exception):
    """A file cannot be read as a draft; the message is one line that says why.

    ``reason`` is a message template in Chinese with ``{name}`` fields, ``params`` its values:
    the command line translates it as it does a finding's message.
    """

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason.format(**params))
        self.reason = reason
        self.params = params
