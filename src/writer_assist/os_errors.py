"""What goes wrong with files, in plain words: the operating system says it in its own."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping

from writer_assist.i18n import N_, Word

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
    "ENFILE": N_("打开的文件太多"),
    "EFBIG": N_("文件太大"),
    "ENOMEM": N_("内存不足"),
    "ETXTBSY": N_("文件正被别的程序占用"),
    "ESTALE": N_("网络上的文件夹断开了，请重新连接"),
    "EHOSTDOWN": N_("网络上的文件夹断开了，请重新连接"),
    "ENOTCONN": N_("网络上的文件夹断开了，请重新连接"),
    "ETIMEDOUT": N_("网络上的文件夹断开了，请重新连接"),
}
"""What the usual errors of the operating system mean, by the names that :mod:`errno` has; which
of them there are depends on the system."""


def os_reason(error: OSError | ValueError) -> str:
    """What a file's error means, to be translated; what is unusual stays as it is, in brackets.

    A ValueError is what Python raises for a NUL in a name.
    """
    if not isinstance(error, OSError):
        return Word(N_("文件名无效"))
    reason = _REASONS.get(errno.errorcode.get(error.errno or 0, ""))
    return Word(reason) if reason else f"({error.strerror or error})"


def translated_params(params: Mapping[str, object]) -> dict[str, object]:
    """Values of a message in which English texts of the operating system are put into words."""
    known = {os.strerror(getattr(errno, name)): text for name, text in _REASONS.items()
             if hasattr(errno, name)}  # fmt: skip
    return {
        key: Word(known[value]) if isinstance(value, str) and value in known else value
        for key, value in params.items()
    }
