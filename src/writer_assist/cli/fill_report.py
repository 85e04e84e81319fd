"""What became of each row, as a file: CSV for people, JSON for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from writer_assist.i18n import N_

if TYPE_CHECKING:
    from writer_assist.template.batch import Outcome

    from .arguments import Parser

Tell = Callable[["Outcome"], None]

_STATES = {"made": N_("已生成"), "kept": N_("上次已生成"), "failed": N_("没有生成")}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for a formula at the beginning of a cell."""


@contextmanager
def opened_report(path: str | None, parser: Parser) -> Iterator[Tell]:
    """What notes an outcome in a report; without a path, nothing.

    Raises:
        OSError: the file cannot be written.
    """
    if not path:
        yield lambda _: None
        return
    from writer_assist.atomic import atomic_file

    with atomic_file(path) as stream:
        if path.lower().endswith(".json"):
            yield from _json(stream, parser)
        else:
            yield from _csv(stream, parser)


def _csv(stream: IO[str], parser: Parser) -> Iterator[Tell]:
    stream.write("\ufeff")  # without it Excel takes the text for GB 18030
    writer = csv.writer(stream)
    heads = (N_("行"), N_("结果"), N_("文件"), N_("原因"))
    writer.writerow([parser.t(head) for head in heads])

    def tell(outcome: Outcome) -> None:
        reason = "\n".join(problem.message_in(parser.lang) for problem in outcome.problems)
        state = parser.t(_STATES[outcome.state])
        writer.writerow([outcome.number, state, _cell(outcome.path), _cell(reason)])

    yield tell


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json(stream: IO[str], parser: Parser) -> Iterator[Tell]:
    stream.write('{"version": 1, "rows": [')
    between = "\n"

    def tell(outcome: Outcome) -> None:
        nonlocal between
        row = {
            "row": outcome.number,
            "state": outcome.state,
            "path": outcome.path or None,
            "problems": [
                {"field": p.where or None, "message": p.message_in(parser.lang)}
                for p in outcome.problems
            ],
        }
        stream.write(between + json.dumps(row, ensure_ascii=False))
        between = ",\n"

    yield tell
    stream.write("\n]}\n")
