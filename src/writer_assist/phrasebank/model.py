"""What a phrase is, and the two forms of its text that everything else works with."""

from __future__ import annotations

import re
from collections.abc import Mapping

from writer_assist.records import NamedTuple

KEYS: Mapping[str, str] = {
    "词": "text",
    "主题": "theme",
    "文种": "genres",
    "部分": "sections",
    "语体": "register",
    "用法": "usage",
    "代替": "replaces",
    "理由": "reason",
    "自": "since",
    "至": "until",
    "改用": "successor",
    "来源": "source",
    "拼音": "pinyin",
}
"""The keys of a phrase in a phrase file, in the order in which they are written."""

LISTS = frozenset({"文种", "部分", "代替"})
"""The keys whose value is a list."""

REGISTERS = ("庄重", "通用", "口头")
DEFAULT_REGISTER = "通用"

GAP = re.compile(r"\{[^{}\n]{1,20}\}")
"""A gap to fill: ``{单位}``."""


class Phrase(NamedTuple):
    """A standard wording.

    ``genres`` and ``sections`` are names (see :mod:`.scopes`); empty: anywhere. ``since`` and
    ``until`` are "YYYY" or "YYYY-MM", or "". ``pinyin`` is what the file says, "" for most.
    ``line`` is where the phrase begins in its ``file``. ``id`` is short and stays the same for
    as long as the text does; ``own`` tells whether it is the office's.
    """

    text: str
    theme: str = ""
    genres: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    register: str = DEFAULT_REGISTER
    usage: str = ""
    replaces: tuple[str, ...] = ()
    reason: str = ""
    since: str = ""
    until: str = ""
    successor: str = ""
    source: str = ""
    pinyin: str = ""
    file: str = ""
    line: int = 0
    id: str = ""
    own: bool = False


def plain(text: str) -> str:
    """A text without gaps, marks and blanks, Latin letters small: what a search looks at."""
    return "".join(filter(str.isalnum, GAP.sub("", text).lower()))


def pieces(text: str) -> list[str]:
    """What stands between the gaps and marks of a text; joined it is :func:`plain`."""
    return "".join(c if c.isalnum() else " " for c in GAP.sub(" ", text).lower()).split()


def likeness(text: str) -> str:
    """What two phrases have in common that are the same but for pauses and the names of gaps."""
    return GAP.sub("{}", text).translate(_PAUSES)


_PAUSES = dict.fromkeys(map(ord, "，、 \u3000"))


def is_obsolete(phrase: Phrase, today: str) -> bool:
    """Whether a phrase is out of date on a day ("YYYY-MM-DD")."""
    return bool(phrase.until) and phrase.until < today[: len(phrase.until)]


def identify(text: str) -> str:
    """Forty hex digits that stand for a text; the first six of them are a phrase's id."""
    from hashlib import sha1

    return sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
