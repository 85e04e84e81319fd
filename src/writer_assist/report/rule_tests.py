"""How the examples of rule files did, as ``writer-assist rule --test`` prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_, render
from writer_assist.rules.docs import parse_example
from writer_assist.rules.tables.check import LEAST_EXAMPLES

from . import Options, Write
from .display import BOLD, CLOSE, DIM, OPEN, RED, paint, visible

if TYPE_CHECKING:
    from writer_assist.engine.examples import EntryExamples, ExampleResult


def render_text(entries: Sequence[EntryExamples], write: Write, options: Options) -> None:
    """A line for each thing that is wrong, then a summary."""

    def t(template: str, **params: object) -> str:
        return render(template, params, options.lang)

    failed = total = thin = 0
    for entry in entries:
        for result in entry.results:
            total += 1
            failed += not result.passed
            place = paint(f"{visible(result.file)}:{result.line}:", BOLD, options.color)
            for line in _problems(result, options):
                write(f"{place} {paint(result.code, RED, options.color)} {line}\n")
        bad, good = len(entry.entry.bad), len(entry.entry.good)
        if min(bad, good) < LEAST_EXAMPLES:
            thin += 1
    if thin:
        advice = t(
            N_(
                "有{count}个条目的示例不够：错误、正确示例最好各有{least}个，正确的里要有容易误报的"
            ),
            count=thin,
            least=LEAST_EXAMPLES,
        )
        write(paint(advice, DIM, options.color) + "\n")
    rules = len({entry.rule for entry in entries})
    counts = {"rules": rules, "entries": len(entries), "examples": total, "failed": failed}
    template = (
        N_("{rules}条规则，{entries}个条目，{examples}个示例，{failed}个没有通过")
        if failed
        else N_("{rules}条规则，{entries}个条目，{examples}个示例，全部通过")
    )
    write(t(template, **counts) + "\n")


def _problems(result: ExampleResult, options: Options) -> Iterator[str]:
    document, _ = parse_example(result.example)
    for spans, template in (
        (result.missed, N_("应当找到而没有找到：{text}")),
        (result.extra, N_("不该找到而找到了：{text}")),
    ):
        for number, start, end in spans:
            text = document.paragraphs[number - 1].text
            shown = visible(text[:start]) + OPEN + visible(text[start:end]) + CLOSE
            shown += visible(text[end:])
            yield render(template, {"text": shown}, options.lang)


def render_json(entries: Sequence[EntryExamples], write: Write, options: Options) -> None:  # noqa: ARG001
    """An array with an object for each example."""
    from .json import dump

    lines = [dump(_entry(result)) for entry in entries for result in entry.results]
    write("[\n" + ",\n".join(lines) + "\n]\n")


def _entry(result: ExampleResult) -> dict[str, Any]:
    return {
        "path": result.file,
        "line": result.line,
        "code": result.code,
        "example": result.example,
        "passed": result.passed,
        "missed": [_span(span) for span in result.missed],
        "extra": [_span(span) for span in result.extra],
    }


def _span(span: tuple[int, int, int]) -> dict[str, int]:
    return {"paragraph": span[0], "start": span[1], "end": span[2]}
