"""Whether a statement of SQL only asks: one SELECT, WITH or VALUES, and nothing behind it.

It is no parser: strings, quoted names and comments are blanked, and what is left is looked at.
That keeps slips out; that nothing is written is what the connection is for.
"""

from __future__ import annotations

import re

from writer_assist.i18n import N_

from .errors import Problem

MAX_QUERY = 100_000
"""Characters of a statement."""

_BEGINNINGS = ("SELECT", "WITH", "VALUES")

_WRITES = re.compile(
    r"\b(?:(?P<into>INTO)\b|DELETE\s+FROM\b|UPDATE\s+[^\s,()]+(?:\s+(?:AS\s+)?\w+)?\s+SET\b"
    r"|MERGE\s+INTO\b|FOR\s+(?:NO\s+KEY\s+)?UPDATE\b|FOR\s+(?:KEY\s+)?SHARE\b)",
    re.IGNORECASE,
)
"""What a query can have inside that is more than asking: SELECT … INTO, WITH … DELETE."""

_TOKEN = re.compile(
    r"(?P<line>--[^\n]*)"
    r"|(?P<block>/\*)"
    r"|(?P<dollar>\$(?:[^\W\d]\w*)?\$)"
    r"|(?P<escaped>(?<![\w$])[eE]')"
    r"|(?P<quote>['\"`])"
    r"|(?P<bracket>\[)"
    r"|(?P<hash>\#[^\n]*)"
)


class Unfinished(ValueError):  # noqa: N818 - what is wrong with a text
    """A string, a quoted name or a comment has no end."""


class Executable(ValueError):  # noqa: N818 - what is wrong with a text
    """A comment that MySQL carries out."""


def refused(query: str, backend: str = "sqlite") -> Problem | None:
    """Why a statement is not carried out; None if it only asks.

    Args:
        query: the statement.
        backend: the kind of database, as it begins a URL (sqlite, postgresql, mysql).
    """
    if len(query) > MAX_QUERY:
        return Problem("", N_("SQL 太长，最多 {limit} 字"), {"limit": MAX_QUERY})
    if "\0" in query:
        return Problem("", N_("SQL 里有不能用的字符"))
    try:
        bare = blanked(query, backend)
    except Unfinished:
        return Problem("", N_("SQL 没有写完：引号或注释没有结尾"))
    except Executable:
        return Problem("", N_("SQL 里不能用 /*! … */"))
    bare = bare.strip().rstrip(";" + " \t\r\n").strip()
    if not bare:
        return Problem("", N_("缺少 SQL 语句"))
    first = re.match(r"[\s(]*(\w*)", bare)
    word = first[1].upper() if first else ""
    if word not in _BEGINNINGS:
        return Problem("", N_("只能用查询语句（SELECT、WITH、VALUES），不能用 {word}"),
                       {"word": word[:20] or bare[:1]})  # fmt: skip
    if ";" in bare:
        return Problem("", N_("只能用一条语句，分号后面不能再有"))
    if found := _WRITES.search(bare):
        text = " ".join(found[0].split())
        return Problem("", N_("只能查询，不能用 {word}"), {"word": text[:40].upper()})
    return None


def without_end(query: str) -> str:
    """A statement that was not refused, without the semicolons and blanks at its end."""
    text = query.strip()
    while text.endswith(";"):
        text = text[:-1].rstrip()
    return text


def blanked(query: str, backend: str) -> str:
    """A statement with a blank for each comment and '' for each string and quoted name.

    Raises:
        Unfinished: one of them has no end.
        Executable: there is a comment of MySQL's that is carried out.
    """
    mysql = backend in ("mysql", "mariadb")
    parts: list[str] = []
    place = 0
    while found := _TOKEN.search(query, place):
        parts.append(query[place : found.start()])
        kind = found.lastgroup
        end = found.end()
        if kind == "hash" and not mysql:  # an operator of PostgreSQL's
            parts.append("#")
            place = found.start() + 1
            continue
        if kind == "dollar" and backend != "postgresql":
            parts.append(found[0])
            place = end
            continue
        if kind == "bracket" and backend not in ("sqlite", "mssql"):
            parts.append("[")
            place = end
            continue
        if kind in ("line", "hash"):
            parts.append(" ")
        elif kind == "block":
            if mysql and query[end : end + 1] in ("!", "M"):
                raise Executable
            end = _comment_end(query, end, nested=backend == "postgresql")
            parts.append(" ")
        else:
            mark = found[0]
            close = {"[": "]", "dollar": mark}.get(kind or mark, "")
            close = close or {"bracket": "]", "escaped": "'"}.get(kind or "", mark)
            escapes = kind == "escaped" or (mysql and mark in "'\"")
            end = _quoted_end(query, end, close, escapes=escapes)
            parts.append("''")
        place = end
    return "".join([*parts, query[place:]])


def _comment_end(query: str, place: int, *, nested: bool) -> int:
    depth = 1
    for mark in re.compile(r"/\*|\*/").finditer(query, place):
        if mark[0] == "*/":
            depth -= 1
        elif nested:
            depth += 1
        if not depth:
            return mark.end()
    raise Unfinished


def _quoted_end(query: str, place: int, close: str, *, escapes: bool) -> int:
    """Where a quoted text ends; a mark that is doubled is inside."""
    if len(close) > 1:
        end = query.find(close, place)
        if end < 0:
            raise Unfinished
        return end + len(close)
    while place < len(query):
        if escapes and query[place] == "\\":
            place += 2
        elif query[place] != close:
            place += 1
        elif query[place + 1 : place + 2] == close:
            place += 2
        else:
            return place + 1
    raise Unfinished
