"""Plain text: six megabytes beside AutoCorrect, a linter of punctuation written in Rust."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.document.model import Document
from writer_assist.engine.linter import Linter

from .drafts import summary
from .timing import Figure, best_of

DRAFTS = 700
"""Of 3,000 characters each: 6.5 MB in UTF-8."""


def figures() -> Iterator[Figure]:
    """All rules over the text against AutoCorrect's lint of it, one process, one core.

    AutoCorrect gives up on a text of that length, so it gets one draft at a time.
    """
    try:
        from autocorrect_py import lint_for
    except ImportError:
        print("plain text: autocorrect-py is not installed (pip install '.[bench]')")
        return
    drafts = ["\n".join(summary(seed)) for seed in range(DRAFTS)]
    text = "\n".join(drafts)
    linter = Linter()

    def ours() -> None:
        linter.lint(Document.from_lines(text.split("\n")))

    def theirs() -> None:
        for draft in drafts:
            lint_for(draft, "text")

    best = best_of({"lint": ours, "autocorrect": theirs}, rounds=4)
    megabytes = len(text.encode()) / 1e6
    yield Figure(
        f"plain text, {megabytes:.1f} MB: lint / autocorrect-py",
        best["lint"] / best["autocorrect"],
        1.0,
        ", ".join(f"{name} {seconds:.2f} s" for name, seconds in best.items()),
    )
