"""SU: suppressions that do nothing.

The linter finds these itself, after all other rules (:mod:`writer_assist.engine.suppression`):
whether a suppression does anything shows only when their hits are known.
"""

from __future__ import annotations

from typing import ClassVar

from .base import Rule


class SuppressionRule(Rule):
    """A rule about suppressions; the linter yields its hits."""

    reads_computer_text = True
    unused: ClassVar[bool] = False
    """Whether it is about suppressions that suppress nothing; else about misspelt ones."""


class UnusedSuppression(SuppressionRule):
    """没有用到的忽略注释。

    检查什么

    “writer-assist: ignore 编号”一类的注释：它管的范围里，并没有它说的那条规则的问题。
    编号没有写的，看范围里有没有任何问题。只查一部分规则时，没有查的规则也算进去，
    所以不会因为少查了几条就说注释没有用。

    为什么

    问题改好以后，注释就该删去：留在稿子里不好看，以后同样的问题再出现，也会被它盖住。

    错误示例

    - ⟦# writer-assist: ignore PH001⟧
      2024年，我们完成了各项任务。
    - 工作总结
      全年办理提案35件。
      ⟦# writer-assist: ignore-file AR001⟧
    - # writer-assist: ignore PH001, ⟦PH004⟧ 标题照原样
      20xx年，办理提案35件。
    - ⟦# writer-assist: disable PH⟧
      全年办理提案35件。
      # writer-assist: enable PH
      全年走访委员xx人次。

    正确示例

    - # writer-assist: ignore PH001 引用文件的模板，年份就是这样写的
      20xx年，我们完成了各项任务。
    - # writer-assist: ignore
      全年走访委员xx人次。
    - 全年走访委员xx人次。
      # writer-assist: ignore-file PH
    - # writer-assist: disable unfilled-year
      20xx年，我们完成了各项任务。
      # writer-assist: enable unfilled-year
      2024年，我们继续努力。
    """

    code = "SU001"
    name = "unused-suppression"
    unused = True


class UnknownSuppression(SuppressionRule):
    """看不懂的忽略注释。

    检查什么

    “writer-assist:”后面的命令不是 ignore、ignore-file、disable、enable；编号或名称不是任何一条
    规则的；enable 前面没有对应的 disable。

    为什么

    这样的注释不起作用，写的人却以为起了作用。

    错误示例

    - # writer-assist: ⟦ignroe⟧ PH001
      2024年，我们完成了各项任务。
    - # writer-assist: ignore ⟦ZZ001⟧
      2024年，我们完成了各项任务。
    - # writer-assist: ignore PH001、⟦unfiled-year⟧
      20xx年，我们完成了各项任务。
    - 2024年，我们完成了各项任务。
      ⟦# writer-assist: enable PH⟧

    正确示例

    - # writer-assist: ignore PH001
      20xx年，我们完成了各项任务。
    - # writer-assist：ignore ph001，PH004 照原样
      20xx年，办理提案xx件。
    - 用 writer-assist 检查了全部草稿。
    - # writer-assist: disable
      20xx年，我们完成了各项任务。
      # writer-assist: enable
    """

    code = "SU002"
    name = "unknown-suppression"


RULES: tuple[type[Rule], ...] = (UnusedSuppression, UnknownSuppression)
