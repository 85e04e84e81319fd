"""The office's own phrase files, as they are read and checked before they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from .banks import builtin_files
from .check import TABLE, Sheet, check_together, read, read_text
from .edit import Value, new_file, table
from .errors import NOT_UTF8, EditError, PhraseError, Problem
from .files import read_bytes
from .model import Phrase, likeness

THEME = "本单位常用语"
"""The theme of a file that is made on first use."""

_MARK = b"\xef\xbb\xbf"

CHANGED = N_("{file} 刚才被别的程序改过，没有动它，请再试一次")


class Stored(NamedTuple):
    """A phrase file: its text, and the bytes that it was read from (None: there is no file)."""

    path: str
    text: str
    data: bytes | None

    def encoded(self, text: str) -> bytes:
        """The bytes to write for a changed text; a byte order mark stays.

        Raises:
            EditError: the file was changed by somebody else meanwhile.
        """
        if _bytes(self.path) != self.data:
            raise EditError(CHANGED, file=self.path)
        mark = _MARK if self.data is not None and self.data.startswith(_MARK) else b""
        return mark + text.encode("utf-8")


def load(path: str) -> Stored:
    """A phrase file; one that is not there yet has the text of a new one.

    Raises:
        PhraseError: it cannot be read.
    """
    data = _bytes(path)
    if data is None:
        return Stored(path, new_file(THEME), None)
    try:
        return Stored(path, data.decode("utf-8-sig"), data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PhraseError([Problem(path, line, NOT_UTF8)]) from error


def number_of(stored: Stored, phrase: Phrase) -> int:
    """Which phrase of a file this is, from 0.

    Raises:
        PhraseError: the file is not as it was when the phrase was read.
    """
    import tomllib

    try:
        items = tomllib.loads(stored.text).get(TABLE, [])
    except ValueError:  # no TOML by now
        items = []
    for number, item in enumerate(items):
        if isinstance(item, dict) and item.get("词") == phrase.text:
            return number
    raise PhraseError([Problem(stored.path, 0, CHANGED, {"file": stored.path})])


def problems(
    path: str, text: str, own: Sequence[str], builtin: Sequence[str] | None = None
) -> list[Problem]:
    """What would be wrong if a file had this text, together with all others."""
    return _problems([read_text(path, text, own=True)], path, own, builtin)


class Sorted(NamedTuple):
    """What became of rows: the values of those that may be added, what is wrong with others, and
    the numbers (places in the list) of those that repeat one that may be added."""

    good: Sequence[Mapping[str, Value]]
    broken: Sequence[Problem]
    repeated: Sequence[int]


def sort_out(
    rows: Sequence[tuple[int, Mapping[str, Value]]], source: str, own: Sequence[str]
) -> Sorted:
    """Tell which rows could be added to the office's files.

    Args:
        rows: the number of each row, and its values by key.
        source: the file that they are from, for messages.
        own: the office's files.
    """
    head = new_file(THEME)
    broken: list[Problem] = []
    right: list[int] = []
    for place, (line, values) in enumerate(rows):
        sheet = read_text(source, f"{head}\n{table(values)}", own=True)
        broken += [problem._replace(line=line) for problem in sheet.problems]
        if not sheet.problems:
            right.append(place)
    # What is wrong between them: whoever comes later, or names what is not there, stays out. Of
    # several with the same text the first that is right counts.
    while True:
        first: dict[str, int] = {}
        for place in right:
            first.setdefault(likeness(str(rows[place][1]["词"])), place)
        good = list(first.values())
        if not good:
            break
        text = "\n".join([head, *(table(rows[place][1]) for place in good)])
        sheet = read_text(source, text, own=True)
        # Lines are those of the rows: messages name the other one, too.
        phrases = [p._replace(line=rows[n][0]) for p, n in zip(sheet.phrases, good, strict=True)]
        sheet = sheet._replace(phrases=tuple(phrases))
        places = {rows[place][0]: place for place in good}
        wrong = [
            (places[problem.line], problem)
            for problem in _problems([sheet], "", own, None)
            if problem.file == source and problem.line in places
        ]
        if not wrong:
            break
        broken += [problem for _, problem in wrong]
        bad = {place for place, _ in wrong}
        right = [place for place in right if place not in bad]
    return Sorted(
        [rows[place][1] for place in good],
        sorted(broken, key=lambda problem: problem.line),
        [place for place in right if place not in set(good)],
    )


def _problems(
    sheets: Sequence[Sheet], path: str, own: Sequence[str], builtin: Sequence[str] | None
) -> list[Problem]:
    """What is wrong with sheets, those files but ``path`` and the built-in ones at hand."""
    others = [read(file, own=True) for file in own if file != path]
    known = [read(file) for file in (builtin_files() if builtin is None else builtin)]
    found = [problem for sheet in sheets for problem in sheet.problems]
    return found + list(check_together([*others, *known, *sheets]))


def _bytes(path: str) -> bytes | None:
    """A file's bytes; None where there is none.

    Raises:
        PhraseError: it cannot be read.
    """
    try:
        return read_bytes(path)
    except FileNotFoundError:
        return None
