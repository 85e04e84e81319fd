"""A rule's documentation: its docstring, read into parts, and the examples in it.

The docstring is a summary line, then four sections, each a title alone on its line::

    \"\"\"年份没有填写。

    检查什么

    年份里还留着 x 的地方。

    为什么

    漏填的年份会原样印发。

    错误示例

    - ⟦20xx⟧年，我们完成了各项任务。
    - ⟦⟪content-control:年份|单击此处⟫⟧年工作总结
      第二行是同一示例的下一段。

    正确示例

    - 2024年，我们完成了各项任务。
    \"\"\"

An item begins with "- "; each further line, indented by two spaces, is one more paragraph of
the same example. ``⟦…⟧`` marks a span that the rule must find (it may be empty, and reach over
several lines no more than a finding can: not at all). ``⟪kind|text⟫`` and
``⟪kind:detail|text⟫`` give a range of text a :class:`~writer_assist.document.model.Feature`;
``⟪label:一、|⟫`` gives the paragraph an automatic number. What was reviewed is written in the same
way — ``⟪comment:author/what it says|text⟫``, ``⟪insertion:author|text⟫``,
``⟪formatting:author|text⟫``, ``⟪deletion:author/deleted text|⟫`` — and so is what the file says
besides its text: ``⟪property:creator=…|⟫``, ``⟪link:picture=path|⟫``. With ``⟪format:size=12|⟫`` or
``⟪page:top=25|⟫`` in it an example is a DOCX, laid out as GB/T 9704-2012 has it but for what they
say (see :mod:`.layout.examples`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from writer_assist.document.model import (
    Comment,
    Document,
    Feature,
    FeatureKind,
    Link,
    LinkKind,
    Paragraph,
    Piece,
    Revision,
)
from writer_assist.records import NamedTuple

from .base import Rule

WHAT, WHY, BAD, GOOD = TITLES = ("检查什么", "为什么", "错误示例", "正确示例")
"""The four sections, in the order in which they stand."""

Span = tuple[int, int, int]
"""Paragraph number, start and end (code points, half-open)."""


class RuleDoc(NamedTuple):
    """What a docstring says; examples are sources for :func:`parse_example`."""

    summary: str
    what: str
    why: str
    bad: tuple[str, ...]
    good: tuple[str, ...]


class ExampleError(ValueError):
    """The marks of an example do not fit together."""


def rule_doc(rule: type[Rule] | Rule) -> RuleDoc:
    """The documentation of a rule; a part that is not there is empty.

    The summary comes without a full stop: it stands in lists and tables as well.
    """
    own: Callable[[], RuleDoc] | None = getattr(rule, "documentation", None)
    if own is not None:  # a rule that is data: its file is its documentation
        return own()
    lines = _dedent(rule.__doc__ or "")
    sections: dict[str, list[str]] = {title: [] for title in TITLES}
    current: list[str] = []
    for line in lines[1:]:
        title = line.strip(" ")
        current = sections.get(title, current)
        if title not in sections:
            current.append(line)
    return RuleDoc(
        lines[0].removesuffix("。"),
        _prose(sections[WHAT]),
        _prose(sections[WHY]),
        tuple(_items(sections[BAD])),
        tuple(_items(sections[GOOD])),
    )


def parse_example(source: str) -> tuple[Document, list[Span]]:
    """The document that an example stands for, and the spans marked in it, in order.

    Raises:
        ExampleError: a mark is not closed, not opened, or names no kind of feature.
    """
    paragraphs: list[Paragraph] = []
    spans: list[Span] = []
    notes: list[tuple[int, _Note]] = []
    laid_out = False
    for number, line in enumerate(source.split("\n"), 1):
        text, marked, features, label, own = _parse_line(line)
        notes += [(number, note) for note in own]
        laid_out = laid_out or any(note.kind in _LAYOUT for note in own)
        pieces = (Piece(0, len(text), 0),)
        paragraph = Paragraph(text, number, label=label, pieces=pieces, features=features)
        paragraphs.append(paragraph)
        spans += [(number, start, end) for start, end in marked]
    if laid_out:
        return _laid_out(paragraphs, notes), spans
    document = Document(paragraphs, path="示例")
    if notes:
        _annotate(document, notes)
    return document, spans


class _Note(NamedTuple):
    """What stands in ``⟪kind:detail|text⟫`` where it is no feature."""

    kind: str
    start: int
    end: int
    detail: str


_LAYOUT = ("format", "page")
_NOTES = frozenset(("comment", "insertion", "deletion", "formatting", "property", "link", *_LAYOUT))


def _laid_out(paragraphs: list[Paragraph], notes: list[tuple[int, _Note]]) -> Document:
    """The DOCX that an example stands for."""
    from .layout.examples import Line, document, read

    page: dict[str, str] = {}
    formats: list[dict[str, str]] = [{} for _ in paragraphs]
    ranges: list[list[tuple[int, int, dict[str, str]]]] = [[] for _ in paragraphs]
    for number, note in notes:
        said = read(note.detail)
        if note.kind == "page":
            page |= said
        elif note.kind == "format" and note.start == note.end:
            formats[number - 1] |= said
        elif note.kind == "format":
            ranges[number - 1].append((note.start, note.end, said))
    lines = [
        Line(paragraph.text, own, inner)
        for paragraph, own, inner in zip(paragraphs, formats, ranges, strict=True)
    ]
    return document(lines, page)


def _annotate(document: Document, notes: list[tuple[int, _Note]]) -> None:
    """Give a document its comments, tracked changes, properties and links."""
    comments: list[Comment] = []
    revisions: list[Revision] = []
    links: list[Link] = []
    properties: dict[str, str] = {}
    for number, (kind, start, end, detail) in notes:
        text = document.paragraphs[number - 1].text[start:end]
        author, _, said = detail.partition("/")
        name, _, value = detail.partition("=")
        if kind == "comment":
            comments.append(Comment(number, start, number, end, said, author))
        elif kind == "insertion":
            revisions.append(Revision("insertion", number, start, end, text, author))
        elif kind == "formatting":
            revisions.append(Revision("formatting", number, start, end, text, author))
        elif kind == "deletion":
            revisions.append(Revision("deletion", number, start, end, said, author))
        elif kind == "property":
            properties[name] = value
        else:
            links += [Link(known, number, value) for known in get_args(LinkKind) if known == name]
    document.comments = comments
    document.revisions = revisions
    document.properties = properties
    document.links = links


def _dedent(docstring: str) -> list[str]:
    """The lines without the indentation of the source.

    Unlike inspect.cleandoc it leaves tabs and ideographic spaces alone: examples need them.
    """
    first, *rest = docstring.strip(" \n").split("\n")
    margin = min((len(s) - len(s.lstrip(" ")) for s in rest if s.strip(" ")), default=0)
    return [first, *(line[margin:] for line in rest)]


def _prose(lines: list[str]) -> str:
    """Lines joined into paragraphs, which blank lines part; list items stay lines."""
    paragraphs: list[str] = []
    open_paragraph = False
    for line in lines:
        if not line.strip(" "):
            open_paragraph = False
            continue
        text = line.strip(" ")
        if not open_paragraph or text.startswith("- "):
            paragraphs.append(text)
        else:
            before = paragraphs[-1]
            # Between two Chinese characters a line break of the source is no space.
            space = " " if before[-1].isascii() and text[0].isascii() else ""
            paragraphs[-1] = before + space + text
        open_paragraph = True
    return "\n".join(paragraphs)


def _items(lines: list[str]) -> list[str]:
    items: list[list[str]] = []
    for line in lines:
        if line.startswith("- "):
            items.append([line[2:]])
        elif line.startswith("  ") and items:
            items[-1].append(line[2:])
        elif line.strip(" "):
            raise ExampleError(f"neither an item nor its continuation: {line!r}")
    return ["\n".join(item) for item in items]


def _parse_line(
    source: str,
) -> tuple[str, list[tuple[int, int]], list[Feature], str, list[_Note]]:
    """The text of one paragraph: its marked spans, features, automatic number and notes."""
    parts: list[str] = []
    length = 0
    spans: list[tuple[int, int]] = []
    features: list[Feature] = []
    notes: list[_Note] = []
    label = ""
    opened: list[tuple[str, int, str]] = []
    position = 0
    while position < len(source):
        character = source[position]
        position += 1
        if character == "⟦":
            opened.append(("⟧", length, ""))
        elif character == "⟪":
            bar = source.find("|", position)
            if bar < 0:
                raise ExampleError(f"⟪ without |: {source!r}")
            opened.append(("⟫", length, source[position:bar]))
            position = bar + 1
        elif character in "⟧⟫":
            if not opened or opened[-1][0] != character:
                raise ExampleError(f"{character} closes nothing: {source!r}")
            _, start, head = opened.pop()
            if character == "⟧":
                spans.append((start, length))
            elif head.startswith(_LABEL):
                label = head.removeprefix(_LABEL)
            elif head.partition(":")[0] in _NOTES:
                kind, _, detail = head.partition(":")
                notes.append(_Note(kind, start, length, detail))
            else:
                features.append(_feature(head, start, length))
        else:
            parts.append(character)
            length += 1
    if opened:
        raise ExampleError(f"no {opened[-1][0]}: {source!r}")
    spans.sort()
    features.sort(key=lambda feature: (feature.start, feature.end))
    return "".join(parts), spans, features, label, notes


_LABEL = "label:"


def _feature(head: str, start: int, end: int) -> Feature:
    name, _, detail = head.partition(":")
    for kind in get_args(FeatureKind):
        if kind == name:
            return Feature(kind, start, end, detail)
    raise ExampleError(f"no kind of feature: {name!r}")
