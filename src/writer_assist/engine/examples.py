"""Run the examples in rule files: what is marked wrong must be found, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from writer_assist.outline.genres import own_outlines
from writer_assist.records import NamedTuple
from writer_assist.rules.base import Rule
from writer_assist.rules.docs import parse_example
from writer_assist.rules.tables import house_rules
from writer_assist.rules.tables.docs import EntryDoc, entries
from writer_assist.rules.tables.kinds import TableRule

from .linter import Linter

Span = tuple[int, int, int]
"""Paragraph number, start and end (code points, half-open)."""


class ExampleResult(NamedTuple):
    """How one example did; ``line`` is where it stands in the file.

    ``missed`` are spans that the example marks and the rule does not find, ``extra`` spans that
    it finds and the example does not mark.
    """

    file: str
    line: int
    code: str
    example: str
    missed: tuple[Span, ...]
    extra: tuple[Span, ...]

    @property
    def passed(self) -> bool:
        """Whether exactly what is marked was found."""
        return not self.missed and not self.extra


class EntryExamples(NamedTuple):
    """The results of one entry, and how many examples of each kind it has."""

    rule: type[Rule]
    entry: EntryDoc
    results: tuple[ExampleResult, ...]


def run_examples(files: Sequence[str], outlines: Sequence[str] = ()) -> Iterator[EntryExamples]:
    """Run every example of these rule files, entry by entry.

    ``outlines`` are files of the office's own outlines: a rule may be for one of their genres.

    Raises:
        TableError: a file is wrong.
        RuleClashError: a rule has the code or name of another.
    """
    with own_outlines(outlines):
        rules = house_rules(files)
    for rule in rules:
        if not issubclass(rule, TableRule):  # pragma: no cover - what files hold are such
            continue
        linter = Linter(select=[rule.code], extra=rules, outlines=outlines, suppressions=False)
        with open(rule.file, encoding="utf-8-sig") as stream:
            lines = stream.read().splitlines()
        for entry in entries(rule):
            results = [
                _run(linter, rule, _line(lines, entry.line, example), example)
                for example in (*entry.bad, *entry.good)
            ]
            yield EntryExamples(rule, entry, tuple(results))


def _line(lines: Sequence[str], first: int, example: str) -> int:
    """The line in which an example stands; that of its entry where it is written otherwise."""
    written = example.split("\n")[0].split("\\")[0].split('"')[0]
    for number in range(first, len(lines) + 1):
        if written in lines[number - 1]:
            return number
    return first


def _run(linter: Linter, rule: type[TableRule], line: int, example: str) -> ExampleResult:
    document, spans = parse_example(example)
    found = {(f.paragraph, f.start, f.end) for f in linter.lint(document).findings}
    wanted = set(spans)
    return ExampleResult(
        rule.file,
        line,
        rule.code,
        example,
        tuple(sorted(wanted - found)),
        tuple(sorted(found - wanted)),
    )
