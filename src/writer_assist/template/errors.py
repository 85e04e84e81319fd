"""What can go wrong with a template or its data, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from writer_assist.i18n import render
from writer_assist.records import NamedTuple


class TemplateError(Exception):
    """A template, or a file that belongs to it, cannot be used; one line says why.

    Args:
        path: the file; "" for none.
        template: a message in Chinese with ``{name}`` fields.
        params: its values.
    """

    def __init__(self, path: str, template: str, /, **params: object) -> None:
        self.path = path
        self.template = template
        self.params = params
        super().__init__(self.message_in("zh"))

    def message_in(self, lang: str) -> str:
        """File and reason."""
        reason = render(self.template, self.params, lang)
        return f"{self.path}: {reason}" if self.path else reason


class Problem(NamedTuple):
    """What is wrong with one value.

    ``where`` is the way to it (附件[2].名称; "" for the data as a whole), ``line`` the line of the
    file or the row of the table that it stands in (from 1; 0: not known). ``template`` and
    ``params`` are a message that names the value and what it must be.
    """

    where: str
    template: str
    params: Mapping[str, object] = {}
    line: int = 0

    def message_in(self, lang: str) -> str:
        """Field, and what is wrong."""
        reason = render(self.template, self.params, lang)
        return f"{self.where}: {reason}" if self.where else reason


class DataError(Exception):
    """Data that does not fit a template: everything that is wrong in it, at once.

    Args:
        path: the data file; "" for none.
        problems: at least one.
    """

    def __init__(self, path: str, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = list(problems)
        super().__init__("\n".join(self.lines("zh")))

    def lines(self, lang: str) -> list[str]:
        """A line a problem: file, line, field, reason."""
        result = []
        for problem in self.problems:
            place = ":".join(
                part for part in (self.path, str(problem.line) if problem.line else "") if part
            )
            message = problem.message_in(lang)
            result.append(f"{place}: {message}" if place else message)
        return result
