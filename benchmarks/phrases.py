"""The phrasebank: how long a search takes, and the start of a process that searches."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

from writer_assist.phrasebank.finder import finder

from .timing import Figure, best_of

QUERIES = (
    *("妥否请批示", "工作还有差距", "存在的问题", "高质量发展", "推进 有序"),
    *("zhengzhixieshang", "zheng zhi xie shang", "tuofouqingpishi", "gzzj", "zzxs", "zhzhxsh"),
    *("政治xies", "tfqps", "z", "工", "委员 提案 重视", "xianfangan", "感谢您对我们工作的支持"),
)
"""What clerks type: characters, words in any order, pinyin, initials, mixtures, one letter."""

LONGEST_MS = 5.0

_START = "from writer_assist.phrasebank import search; search('tfqps')"


def figures() -> Iterator[Figure]:
    """A search against the limit in ms, and a process that searches against a bare one."""
    find = finder()
    for query in QUERIES:  # loads what is loaded once
        find.search(query)

    def task(query: str) -> Callable[[], object]:
        return lambda: find.search(query)

    best = best_of({query: task(query) for query in QUERIES}, rounds=30)
    slowest = max(best, key=lambda query: best[query])
    yield Figure(
        f"phrase search, {len(find.bank.phrases):,} phrases: slowest query, ms",
        best[slowest] * 1e3,
        LONGEST_MS,
        f"mean {sum(best.values()) / len(best) * 1e3:.2f} ms of {len(best)}; slowest “{slowest}”",
    )
    codes = {"searching": _START, "bare": "pass"}
    cold = best_of({name: _process(code) for name, code in codes.items()}, rounds=20)
    yield Figure(
        "first search in a new process / bare Python",
        cold["searching"] / cold["bare"],
        7.0,
        ", ".join(f"{name} {seconds * 1e3:.0f} ms" for name, seconds in cold.items()),
    )


def _process(code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)
