"""Fill a template many times: a document a row, and a row that fails spoils no other."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from .data import Data
from .errors import DataError, Problem, TemplateError
from .fill import EXISTS, Filler, refuse_inputs
from .journal import Journal, digest

if TYPE_CHECKING:
    from .names import Names
    from .tables import Row

MADE, KEPT, FAILED = "made", "kept", "failed"

_OF_THE_ROW = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.EISDIR, errno.ENOTDIR})
"""What is wrong with a name; anything else (a full disk) is wrong for every row."""


class Outcome(NamedTuple):
    """What became of a row: "made", "kept" (an earlier run made it) or "failed", and why."""

    number: int
    state: str
    path: str = ""
    problems: Sequence[Problem] = ()


class Batch:
    """One run over the rows of a table.

    Args:
        filler: the template.
        names: what the documents are called.
        journal: what is done already.
        source: the table's file; "" if it is none. Pictures are looked for beside it.
        force: whether files that are there are replaced.
    """

    def __init__(
        self, filler: Filler, names: Names, journal: Journal, *, source: str, force: bool
    ) -> None:
        self.filler = filler
        self.names = names
        self.journal = journal
        self.source = source
        self.force = force
        self._seen: Counter[str] = Counter()
        self._template = digest(_contents(filler.template.path, filler.template.fields)).encode()

    def outcomes(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """Make the documents, one after the other.

        Raises:
            OSError: writing is impossible for all of them (a full disk, a folder that is locked).
        """
        for row in rows:
            yield self._outcome(row)

    def _outcome(self, row: Row) -> Outcome:
        path = ""
        if row.problems:
            return Outcome(row.number, FAILED, path, row.problems)
        data = Data(row.values, text_cells=True, lines={"": row.number}, path=self.source)
        try:
            path = self._name(row, data)
            key = self._key(row, path)
            made = self.journal.made(key)
            if made is not None:
                return Outcome(row.number, KEPT, made)
            self._refuse_existing(path)
            self._write(path, key, self.filler.document(data))
        except DataError as error:
            return Outcome(row.number, FAILED, path, error.problems)
        except TemplateError as error:
            # Of the template or of the name: the row is told beside it.
            problem = Problem("", error.template, error.params, row.number)
            return Outcome(row.number, FAILED, path, [problem])
        return Outcome(row.number, MADE, path)

    def _name(self, row: Row, data: Data) -> str:
        """What the document is called; if a value is no name, all that is wrong with the row."""
        try:
            return self.names.path(row.values, row.number)
        except TemplateError:
            self.filler.values(data)
            raise

    def _key(self, row: Row, path: str) -> str:
        """What a document is made of; rows that are the same in everything are counted."""
        values = repr(sorted(row.values.items())).encode("utf-8", "surrogatepass")
        key = digest([self._template, values, path.encode("utf-8", "surrogatepass")])
        self._seen[key] += 1
        return f"{key}-{self._seen[key]}"

    def _refuse_existing(self, path: str) -> None:
        refuse_inputs(path, self.filler.template, self.source)
        if os.path.lexists(path) and not self.force and not self.journal.is_ours(path):
            raise TemplateError(path, EXISTS)

    def _write(self, path: str, key: str, document: bytes) -> None:
        from writer_assist.atomic import write_bytes

        try:
            folder = os.path.dirname(path)
            if folder:
                os.makedirs(folder, exist_ok=True)
            self.journal.claim(path)
            write_bytes(path, document)
        except OSError as error:
            if error.errno not in _OF_THE_ROW:
                raise
            from writer_assist.os_errors import os_reason

            template = N_("文件名 {name} 不能用：{reason}")
            params = {"name": path, "reason": os_reason(error)}
            raise DataError(self.source, [Problem("", template, params)]) from error
        self.journal.add(key, path, len(document))


def unknown_columns(filler: Filler, columns: Sequence[str]) -> list[Problem]:
    """What is wrong with the header of a table: columns that are no field, told once for all."""
    from .cells import nested

    placed, _ = nested(dict.fromkeys(columns, "x"), filler.fields.schema)
    known = filler.fields.names
    return [_unknown(name, known) for name in placed if name not in known]


def _unknown(name: str, known: Sequence[str]) -> Problem:
    from difflib import get_close_matches

    nearest = get_close_matches(name, known, 1, 0.5)
    params: Mapping[str, object] = {"name": name, "nearest": nearest[0] if nearest else ""}
    if nearest:
        return Problem("", N_("表头里的“{name}”不是模板的字段，是不是“{nearest}”？"), params)
    return Problem("", N_("表头里的“{name}”不是模板的字段，请删去这一列"), params)


def _contents(*paths: str) -> Iterator[bytes]:
    for path in paths:
        if path:
            with open(path, "rb") as stream:
                yield stream.read()
