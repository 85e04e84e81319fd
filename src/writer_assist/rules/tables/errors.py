"""What goes wrong with a rule file."""

from __future__ import annotations


class TableError(ValueError):
    """A rule file is wrong; the message names the file, line and key and says what to do."""

    @classmethod
    def about_code(cls, path: str, code: str) -> TableError:
        """The code of a house rule belongs to a built-in family."""
        return cls(f"{path}: 编号 {code} 与内置规则同类，请换一个开头，如 BJ001")

    @classmethod
    def about_scope(
        cls, path: str, code: str, key: str, name: str, nearest: str | None
    ) -> TableError:
        """A rule is for a genre or a section that does not exist."""
        meant = f"，是不是“{nearest}”？" if nearest else ""
        line = 0
        with open(path, encoding="utf-8-sig") as stream:
            inside = False
            for number, text in enumerate(stream, 1):
                inside = inside or code in text
                if inside and key in text and name in text:
                    line = number
                    break
        place = f"{path}:{line}" if line else path
        return cls(f"{place}: “{key}”里的“{name}”不认识{meant}")
