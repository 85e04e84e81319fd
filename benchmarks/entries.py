"""Rules as data: what ten thousand more entries cost a document."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import writer_assist
from writer_assist.document.read import read_bytes
from writer_assist.engine.linter import Linter

from .drafts import documents
from .timing import Figure, best_of

ENTRIES = 10_000
LEXICON = Path(writer_assist.__file__).parent / "rules" / "data" / "lexicon" / "words.txt"
HEAD = """\
[["规则"]]
"编号" = "BJ001"
"名称" = "many-words"
"类型" = "替换"
"概要" = "很多词"
"""


def house_file(entries: int) -> str:
    """A rule file of so many entries, each two ordinary words that hardly ever meet."""
    rng = random.Random(entries)
    lines = [line.split() for line in LEXICON.read_text("utf-8").splitlines()]
    words = [first + second for first, seconds in lines for second in seconds]
    found: set[str] = set()
    while len(found) < entries:
        found.add(rng.choice(words) + rng.choice(words))
    entry = '[["规则"."条目"]]\n"误" = "{}"\n"正" = "某词"\n"理由" = "规定"\n'
    return HEAD + "".join(map(entry.format, sorted(found)))


def figures() -> Iterator[Figure]:
    """Warm lint with the entries against without."""
    files = documents(200)
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder) / "本办规则.toml"
        house.write_text(house_file(ENTRIES), "utf-8")
        linters = {"without": Linter(), "with": Linter(house_rules=[str(house)])}

    def task(linter: Linter) -> Callable[[], object]:
        turn = cycle(files)
        return lambda: linter.lint(read_bytes(next(turn), "x.docx"))

    best = best_of({name: task(linter) for name, linter in linters.items()}, rounds=60, inner=10)
    yield Figure(
        f"{ENTRIES:,} more data entries: lint with / without",
        best["with"] / best["without"],
        1.2,
        ", ".join(f"{name} {seconds * 1e3:.2f} ms" for name, seconds in best.items()),
    )
