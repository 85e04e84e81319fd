"""What can be wrong with a phrase file, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from writer_assist.i18n import N_, render
from writer_assist.records import NamedTuple


class Problem(NamedTuple):
    """Something wrong in a phrase file; ``template`` and ``params`` are a message."""

    file: str
    line: int
    template: str
    params: Mapping[str, object] = {}

    def message_in(self, lang: str) -> str:
        """One line: file, line, key, and what was expected."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {render(self.template, self.params, lang)}"


class PhraseError(ValueError):
    """Phrase files are wrong; ``problems`` has at least one."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(tuple(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return self.message_in("zh")

    def message_in(self, lang: str) -> str:
        """One line a problem."""
        return "\n".join(problem.message_in(lang) for problem in self.problems)


class EditError(ValueError):
    """A phrase file cannot be edited; the message says why."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template, params)
        self.template = template
        self.params = params

    def __str__(self) -> str:
        return self.message_in("zh")

    def message_in(self, lang: str) -> str:
        """The message in ``lang``."""
        return render(self.template, self.params, lang)


UNREADABLE = N_("读不出来：{reason}")
NOT_UTF8 = N_("不是 UTF-8 编码，请用编辑器另存为 UTF-8")
NOT_REGULAR = N_("不是普通文件（而是管道、设备等），不予读取")
LONGEST_SHOWN = 40
"""Characters of a text that somebody typed, in a message."""


def shortened(text: str) -> str:
    """A text that somebody typed, short enough for a message."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
