"""What of a text is replaced by a correction: as little as can be."""

from __future__ import annotations

import pytest

from . import driving  # noqa: F401 - makes the extension's modules importable

# isort: split
from writer_assist_office.edits import changed_parts, utf16_length, utf16_slice


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("截止", "截至", [(1, 2, "至")]),
        (",", "，", [(0, 1, "，")]),
        ("部份", "部分", [(1, 2, "分")]),
        ("一,二,三", "一，二，三", [(1, 2, "，"), (3, 4, "，")]),
        ("进行了调研", "调研", [(0, 3, "")]),
        ("2025年5月", "2025年05月", [(5, 5, "0")]),
        ("😀,好", "😀，好", [(2, 3, "，")]),
        ("𠮷𠮷好", "𠮷好", [(2, 4, "")]),
        ("", "以上", [(0, 0, "以上")]),
        ("以上", "", [(0, 2, "")]),
        ("aa", "aaa", [(2, 2, "a")]),
    ],
)
def test_only_what_differs_is_replaced(
    old: str, new: str, parts: list[tuple[int, int, str]]
) -> None:
    assert changed_parts(old, new) == parts
    # From the last to the first, they make the new text.
    made = old
    for start, end, text in reversed(parts):
        made = utf16_slice(made, 0, start) + text + utf16_slice(made, end, utf16_length(made))
    assert made == new
