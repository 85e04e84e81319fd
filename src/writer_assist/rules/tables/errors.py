"""What goes wrong with a rule file."""

from __future__ import annotations


class TableError(ValueError):
    """A rule file is wrong; the message names the file, line and key and says what to do."""

    @classmethod
    def about_code(cls, path: str, code: str) -> TableError:
        """The code of a house rule belongs to a built-in family."""
        return cls(f"{path}: 编号 {code} 与内置规则同类，请换一个开头，如 BJ001")
