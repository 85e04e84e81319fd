"""What can be wrong with a phrase file, and how it is said."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence

from writer_assist.i18n import N_, Word, render
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

_REASONS: Mapping[str, str] = {
    "ENOENT": N_("找不到文件"),
    "EACCES": N_("没有权限"),
    "EPERM": N_("没有权限"),
    "EISDIR": N_("这是文件夹，不是文件"),
    "ENOTDIR": N_("路径里有一段不是文件夹"),
    "EEXIST": N_("已经有这个名称的文件或文件夹"),
    "ENOSPC": N_("磁盘满了"),
    "EDQUOT": N_("磁盘空间超过了限额"),
    "EROFS": N_("磁盘是只读的"),
    "ENAMETOOLONG": N_("文件名太长"),
    "ELOOP": N_("链接绕成了圈"),
    "EIO": N_("磁盘读写出错"),
    "EBUSY": N_("文件正被别的程序占用"),
    "EMFILE": N_("打开的文件太多"),
    "ESTALE": N_("网络上的文件夹断开了，请重新连接"),
}
"""What the usual errors of the operating system mean, by the names that :mod:`errno` has."""


def os_reason(error: OSError | ValueError) -> str:
    """What a file's error means, to be translated; what is unusual stays as it is, in brackets.

    A ValueError is what Python raises for a NUL in a name.
    """
    number = getattr(error, "errno", None)
    if number is None:
        return Word(N_("文件名无效")) if isinstance(error, ValueError) else f"({error})"
    reason = _REASONS.get(errno.errorcode.get(number, ""))
    return Word(reason) if reason else f"({getattr(error, 'strerror', None) or error})"


def translated_params(params: Mapping[str, object]) -> dict[str, object]:
    """Values of a message in which English texts of the operating system are put into words."""
    known = {os.strerror(getattr(errno, name)): text for name, text in _REASONS.items()
             if hasattr(errno, name)}  # fmt: skip
    return {
        key: Word(known[value]) if isinstance(value, str) and value in known else value
        for key, value in params.items()
    }


def shortened(text: str) -> str:
    """A text that somebody typed, short enough for a message."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
