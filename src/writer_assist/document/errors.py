"""Errors that a bad input file gives, and the limits that all formats share."""

from __future__ import annotations

from writer_assist.i18n import N_

MAX_PARAGRAPHS = 1_000_000
"""Paragraphs, or lines, of one document. Each takes about half a kilobyte, even an empty one."""
MAX_TEXT = 4_000_000
"""Code points of one document, 1,500 pages. Text made to be faulty all over has a finding for
every other one of them, of half a kilobyte each."""

TOO_MANY_PARAGRAPHS = N_("超出限度：段落超过 {limit} 个")
TOO_MUCH_TEXT = N_("超出限度：文字超过 {limit} 字")


class DocumentError(Exception):
    """A file cannot be read as a draft; the message is one line that says why.

    ``reason`` is a message template in Chinese with ``{name}`` fields, ``params`` its values:
    the command line translates it as it does a finding's message.
    """

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason.format(**params))
        self.reason = reason
        self.params = params
