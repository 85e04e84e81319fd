"""Rules as pages, as a list, and as JSON: what ``writer-assist rule`` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from writer_assist.document.model import Document, FeatureKind, Paragraph
from writer_assist.i18n import N_, render
from writer_assist.rules.base import Rule, Severity
from writer_assist.rules.docs import BAD, GOOD, WHAT, WHY, parse_example, rule_doc

from . import Options, Write
from .display import BOLD, CLOSE, CYAN, DIM, OPEN, RED, pad, paint, visible, width
from .words import SEVERITY_NAMES

FEATURE_NAMES: dict[FeatureKind, str] = {
    "code": N_("代码"),
    "content-control": N_("内容控件的提示文字"),
    "empty-control": N_("空的内容控件"),
    "form-field": N_("没有填写的窗体域"),
    "merge-field": N_("邮件合并域"),
    "underlined-blank": N_("带下划线的空白"),
    "hidden": N_("隐藏文字"),
    "highlight": N_("突出显示"),
    "field": N_("域"),
}

REVISION_NAMES: dict[str, str] = {
    "insertion": N_("插入的文字"),
    "deletion": N_("删去的文字"),
    "move": N_("移动的文字"),
    "formatting": N_("改过的格式"),
    "paragraph-mark": N_("改过的段落标记"),
    "table": N_("改过的表格"),
}

_TITLES = {BAD: N_("错误示例"), GOOD: N_("正确示例"), WHAT: N_("检查什么"), WHY: N_("为什么")}


def render_list(rules: Sequence[type[Rule]], write: Write, options: Options) -> None:
    """One line a rule: code, severity, name, summary."""
    severities = {rule: render(SEVERITY_NAMES[rule.severity], {}, options.lang) for rule in rules}
    names = max((len(rule.name) for rule in rules), default=0)
    labels = max(map(width, severities.values()), default=0)
    for rule in rules:
        summary = render(rule_doc(rule).summary, {}, options.lang)
        severity = pad(severities[rule], labels)
        write(f"{rule.code}  {severity}  {rule.name:{names}}  {summary}\n")


def render_pages(rules: Sequence[type[Rule]], write: Write, options: Options) -> None:
    """The whole documentation of each rule."""
    write("\n\n".join("\n".join(_page(rule, options)) for rule in rules) + "\n")


def render_json(rules: Sequence[type[Rule]], write: Write, options: Options, *, full: bool) -> None:
    """An array of rules; ``full`` with the documentation, examples with their spans."""
    from .json import dump

    entries = (dump(_entry(rule, options, full=full)) for rule in rules)
    write("[\n" + ",\n".join(entries) + "\n]\n")


def _page(rule: type[Rule], options: Options) -> Iterator[str]:
    def t(template: str, **params: object) -> str:
        return render(template, params, options.lang)

    def title(text: str) -> str:
        return paint(t(_TITLES[text]), BOLD, options.color)

    doc = rule_doc(rule)
    severity: Severity = rule.severity
    yield (
        paint(f"{rule.code} {rule.name}", BOLD, options.color)
        + t(N_("（{severity}）"), severity=t(SEVERITY_NAMES[severity]))
    )
    yield t(doc.summary)
    for heading, text in ((WHAT, doc.what), (WHY, doc.why)):
        if text:
            yield from ("", title(heading))
            yield from (f"  {visible(line)}" for line in text.split("\n"))
    for heading, mark, style, examples in (
        (BAD, "×", RED, doc.bad),
        (GOOD, "√", CYAN, doc.good),
    ):
        if examples:
            yield from ("", title(heading))
        for example in examples:
            lead = paint(mark, style, options.color)
            for line in _example(example, options):
                yield f"  {lead} {line}".rstrip(" ")
                lead = " "
    yield ""
    source = t(N_("实践经验")) if rule.source == "practice" else rule.source
    yield paint(t(N_("依据：{source}"), source=source), DIM, options.color)


def _example(source: str, options: Options) -> Iterator[str]:
    """The paragraphs of an example: spans between 【】, features by their names."""
    document, spans = parse_example(source)
    for paragraph in document.paragraphs:
        own = [(start, end) for number, start, end in spans if number == paragraph.number]
        yield marked(paragraph, own, options.lang, document=document)


def marked(
    paragraph: Paragraph,
    spans: Sequence[tuple[int, int]],
    lang: str = "zh",
    show: Callable[[str], str] = visible,
    marks: tuple[str, str] = (OPEN, CLOSE),
    document: Document | None = None,
) -> str:
    """A paragraph of an example with marks around ``spans``, and its features by their names.

    ``show`` makes text safe for where it is shown; ``marks`` are put in as they are. Of the
    ``document`` the comments, tracked changes, links and properties are shown as well.
    """
    # At one place what closes stands before what opens; of what opens the wider range comes
    # first, of what closes it comes last; a span holds a feature.
    places: list[tuple[int, int, int, int, str]] = []
    for start, end in spans:
        places.append((start, 1, -end, 0, marks[0]))
        places.append((end, 2 if start == end else 0, -start, 1, marks[1]))
    named = [(f.start, f.end, FEATURE_NAMES[f.kind], f.detail) for f in paragraph.features] + (
        _notes(document, paragraph) if document is not None else []
    )
    for start, end, name, detail in named:
        name = render(name, {}, lang)
        label = show(f"{name} {detail}" if detail else name)
        if start == end:
            places.append((start, 1, -end, 1, f"‹{label}›"))
        else:
            places.append((start, 1, -end, 1, f"‹{label}："))
            places.append((end, 0, -start, 0, "›"))
    parts: list[str] = [show(paragraph.label)]
    position = 0
    for place, _, _, _, mark in sorted(places):
        parts += (show(paragraph.text[position:place]), mark)
        position = place
    parts.append(show(paragraph.text[position:]))
    return "".join(parts)


def _notes(document: Document, paragraph: Paragraph) -> list[tuple[int, int, str, str]]:
    """What was reviewed in a paragraph, and, with the first, what the file says of itself.

    Start, end, what it is, and what it says.
    """
    number = paragraph.number
    found = [
        (c.start, c.end, N_("批注"), " ".join(filter(None, (c.author, c.text))))
        for c in document.comments
        if c.first == number
    ]
    for r in document.revisions:
        if r.paragraph == number:
            gone = r.text if r.start == r.end else ""
            words = " ".join(filter(None, (r.author, gone)))
            found.append((r.start, r.end, REVISION_NAMES[r.kind], words))
    found += [
        (0, 0, N_("链接"), link.target) for link in document.links if link.paragraph == number
    ]
    if number == 1:
        found += [(0, 0, N_("文件属性"), f"{k}={v}") for k, v in document.properties.items()]
    return found


def _entry(rule: type[Rule], options: Options, *, full: bool) -> dict[str, Any]:
    doc = rule_doc(rule)
    entry: dict[str, Any] = {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "summary": render(doc.summary, {}, options.lang),
        "source": rule.source,
    }
    if full:
        entry |= {
            "what": doc.what,
            "why": doc.why,
            "bad": [_json_example(example) for example in doc.bad],
            "good": [_json_example(example) for example in doc.good],
        }
    return entry


def _json_example(source: str) -> dict[str, Any]:
    """The paragraphs of an example, what is marked in them, and the features that they have."""
    document, spans = parse_example(source)
    return {
        "paragraphs": [paragraph.text for paragraph in document.paragraphs],
        "spans": [
            {"paragraph": number, "start": start, "end": end} for number, start, end in spans
        ],
        "features": [
            {"paragraph": paragraph.number, **feature._asdict()}
            for paragraph in document.paragraphs
            for feature in paragraph.features
        ],
        "labels": [
            {"paragraph": paragraph.number, "label": paragraph.label}
            for paragraph in document.paragraphs
            if paragraph.label
        ],
    }
