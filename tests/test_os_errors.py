"""What goes wrong with files, in words."""

from __future__ import annotations

import errno
import io
import os

import pytest

from writer_assist import os_errors
from writer_assist.i18n import Word, render
from writer_assist.os_errors import os_reason, translated_params


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "Permission denied"), "没有权限"),
        (OSError(28, "No space left on device"), "磁盘满了"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "内存不足"),
        (ValueError("embedded null byte"), "文件名无效"),
        (OSError(99999, "Strange error"), "(Strange error)"),
        (OSError("Odd"), "(Odd)"),
        (io.UnsupportedOperation("not writable"), "(not writable)"),  # a ValueError as well
    ],
)
def test_reasons(error: OSError | ValueError, reason: str) -> None:
    assert os_reason(error) == reason
    # What is in brackets is the system's own; the others are in any language.
    assert isinstance(os_reason(error), Word) == (not reason.startswith("("))


def test_reasons_in_english() -> None:
    error = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    params = {"name": "稿.txt", "reason": os_reason(error)}
    assert render("{name}: {reason}", params, "en") == "稿.txt: no such file"


def test_each_reason_is_of_an_error_that_there_is() -> None:
    known = set(errno.errorcode.values()) | {"EDQUOT", "ESTALE", "EHOSTDOWN", "ETXTBSY"}
    assert set(os_errors._REASONS) <= known


def test_texts_of_the_system_among_values() -> None:
    params = {"path": "x", "number": 3, "reason": os.strerror(errno.ENOENT)}
    known = translated_params(params)
    assert known == {"path": "x", "number": 3, "reason": "找不到文件"}
    assert isinstance(known["reason"], Word)
