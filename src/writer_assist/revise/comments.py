"""Findings as comments in a DOCX: each on exactly the text that it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

if TYPE_CHECKING:
    from writer_assist.document.docx.reader import DocxSource
    from writer_assist.document.model import Document, Paragraph
    from writer_assist.engine.findings import FileReport, Finding, PlacedEdit

    from .anchors import Mark

    Lint = Callable[[Document], FileReport]

MOST = 2000
"""So many comments are written; of more the gravest. Word gets slow long before that."""

SIGNED = N_("文档有数字签名，加批注会使签名失效，请先另存一份没有签名的")
PROTECTED = N_("文档有编辑限制（保护），不许加批注，请先在 Word 里停止保护")
TRACKED_ONLY = N_("文档设了“只许批注”，不能加修订，请先在 Word 里停止保护")
NOT_THIS_FORMAT = N_("不能在这种格式的文件里加批注，请先另存为 .docx")
ONLY_DOCX = N_("只有 .docx 文件里会有本程序的批注")
WRONG_NAME = N_("这个文件是 {kind} 格式（带宏的或模板），输出的文件名也要以 {kind} 结尾")

IN_STORY = N_("（{story}里的“{text}”）{message}")
IN_STORY_ONLY = N_("（在{story}里）{message}")

_LIKE_DOCX = ("docx", "doc", "wps", "rtf")
# What protection still allows (ISO/IEC 29500-1, 17.15.1.29): comments may be added.
_COMMENTS_ALLOWED = ("comments", "trackedChanges", "none")
_KINDS = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": ".docm",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": ".dotx",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": ".dotm",
}


class Annotated(NamedTuple):
    """A document with comments.

    Attributes:
        data: the file.
        kind: what its name has to end with: ".docx", ".docm", ".dotx" or ".dotm".
        report: what was found in it.
        comments: how many comments it has got.
        changes: how many tracked changes.
        elsewhere: how many of them stand at another place than the text that they are about,
            because Word allows none there (headers, footers, text boxes, notes).
        left_out: how many findings have no comment: more than :data:`MOST`, or no place.
        removed: how many comments of ours were there before.
    """

    data: bytes
    kind: str
    report: FileReport
    comments: int
    changes: int
    elsewhere: int
    left_out: int
    removed: int


class Removed(NamedTuple):
    """A document without our comments, and without the tracked changes beside them.

    Attributes:
        data: the file.
        kind: what its name has to end with.
        removed: how many comments there were.
        changes: how many tracked changes.
    """

    data: bytes
    kind: str
    removed: int
    changes: int


def annotate(
    data: bytes,
    path: str,
    lint: Lint,
    *,
    lang: str = "zh",
    date: str = "",
    tracked: bool = False,
) -> Annotated:
    """Lint a document and write what is found into it as comments.

    Comments that an earlier run wrote are replaced; nobody else's is touched, and no part of the
    package changes but the body, the comments and what refers to them. A DOC, WPS or RTF is
    converted first; a plain text or Markdown becomes a DOCX with a paragraph a line.

    Args:
        data: the file.
        path: its name, for messages and to tell Markdown from text.
        lint: what finds (the ``lint`` of a :class:`~writer_assist.engine.linter.Linter`).
        lang: the language of the comments.
        date: when they were written (ISO 8601); "" for now.
        tracked: whether safe corrections become tracked changes as well.

    Raises:
        DocumentError: the file cannot be read, is signed or protected, or can have no comments.
    """
    from writer_assist.document.read import read_bytes

    document = read_bytes(data, path)
    if document.format in ("text", "markdown"):
        return _annotate_text(document, lint, _Writing(lang, date or now(), tracked))
    if document.format not in _LIKE_DOCX:
        raise DocumentError(NOT_THIS_FORMAT)
    _refuse(document.source, tracked=tracked)
    removed = 0
    kind = kind_of(document.source)
    own = _without(document.source)
    if own is not None:
        removed = own.removed
        format_, document = document.format, read_bytes(own.data, path, "docx")
        document.format = format_
    report = lint(document)
    if report.error:
        raise DocumentError(report.error, **report.error_params)
    writing = _Writing(lang, date or now(), tracked)
    placed = _place(document, report, report.findings, writing)
    return Annotated(placed.data, kind, report, *placed[1:], removed)


def remove(data: bytes, path: str = "-") -> Removed:
    """Take out the comments that :func:`annotate` wrote, and the tracked changes beside them.

    What is left is, but for the way in which the XML is written, the document as it was.

    Raises:
        DocumentError: the file cannot be read, is no DOCX, is signed or protected.
    """
    from writer_assist.document.read import read_bytes

    document = read_bytes(data, path)
    if document.format != "docx":
        raise DocumentError(ONLY_DOCX)
    source: DocxSource = document.source
    own = _without(source)
    if own is None:
        return Removed(data, kind_of(source), 0, 0)
    _refuse(source)
    return own


def kind_of(source: DocxSource) -> str:
    """What the name of a package has to end with, by the type of its main part."""
    from .comment_parts import TYPES

    package = source.package
    if TYPES in package:
        for element in package.tree(TYPES).iter("{*}Override"):
            if element.get("PartName", "").lstrip("/").lower() == package.main.lower():
                return _KINDS.get(element.get("ContentType", ""), ".docx")
    return ".docx"


def now() -> str:
    """The time as Word writes it: of the clock on the wall, with a Z all the same."""
    from time import localtime, strftime

    return strftime("%Y-%m-%dT%H:%M:%SZ", localtime())


def _refuse(source: DocxSource, *, tracked: bool = False) -> None:
    """Refuse what must not be changed, or must not have comments."""
    if any("_xmlsignatures/" in name.lower() for name in source.package.archive.names):
        raise DocumentError(SIGNED)
    protection = source.properties().get("documentProtection", "")
    if protection and protection not in _COMMENTS_ALLOWED:
        raise DocumentError(PROTECTED)
    if tracked and protection == "comments":
        raise DocumentError(TRACKED_ONLY)


def _without(source: DocxSource) -> Removed | None:
    """A package without our comments; None if it has none."""
    from writer_assist.document.docx.parts import with_parts

    from .anchors import names_of, remove_marks
    from .comment_parts import Parts
    from .suggested import reject

    known = names_of(source)
    parts = Parts(source.package, known)
    ids = frozenset(parts.ids(own=True))
    body = source.package.tree(source.package.main)
    changes = reject(body, known)
    if not changes and not ids:
        return None
    kind = kind_of(source)
    parts.remove(ids)
    remove_marks(body, known, ids)
    parts.changed[source.package.main] = body
    data = with_parts(source.package, parts.changed, parts.removed)
    return Removed(data, kind, len(ids), changes)


class _Writing(NamedTuple):
    """How to write: the language, the date, whether corrections too."""

    lang: str
    date: str
    tracked: bool


class _Placed(NamedTuple):
    data: bytes
    comments: int
    changes: int
    elsewhere: int
    left_out: int


def _place(
    document: Document, report: FileReport, findings: Sequence[Finding], writing: _Writing
) -> _Placed:
    """Write findings into a document that has no comments of ours."""
    from writer_assist.document.docx.parts import with_parts

    from .anchors import Anchors, Mark, Range, names_of
    from .comment_parts import Look, Parts
    from .split_runs import Ids, free_id, ids_in

    source: DocxSource = document.source
    chosen = _gravest(findings)
    if not chosen:
        return _Placed(source.package.archive.data, 0, 0, 0, len(findings))
    known = names_of(source)
    parts = Parts(source.package, known)
    body = source.package.tree(source.package.main)
    used = ids_in(body, known)
    root = parts.root()
    ids = Ids(free_id(used | ids_in(root, known) if root is not None else used))
    marks: list[Mark] = []
    said: dict[int, Finding] = {}
    for finding in chosen:
        id_ = ids.next()
        marks.append(Mark(id_, Range(finding.paragraph, finding.start, finding.end)))
        said[id_] = finding
    look = Look(source.package, known)
    edits: dict[int, list[PlacedEdit]] = {}
    changer = None
    if writing.tracked:
        from .suggested import Changer, chosen_edits

        edits = chosen_edits(document, chosen)
        changer = Changer(known, ids, writing.date)
    anchors = Anchors(document, ids, look.reference)
    elsewhere, lost = anchors.put(marks, edits, changer)
    apart = frozenset(elsewhere)
    texts = [
        (id_, comment_lines(report, finding, writing.lang, elsewhere=id_ in apart))
        for id_, finding in said.items()
        if id_ not in lost
    ]
    if texts:
        parts.add(texts, look, writing.date)
        parts.changed[source.package.main] = body
    left_out = len(findings) - len(texts)
    data = with_parts(source.package, parts.changed, parts.removed)
    return _Placed(data, len(texts), sum(map(len, edits.values())), len(elsewhere), left_out)


def _gravest(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that get comments, in their order."""
    if len(findings) <= MOST:
        return list(findings)
    from writer_assist.rules.base import SEVERITIES

    by_gravity = sorted(
        range(len(findings)), key=lambda i: (-SEVERITIES.index(findings[i].severity), i)
    )
    return [findings[i] for i in sorted(by_gravity[:MOST])]


def comment_lines(
    report: FileReport, finding: Finding, lang: str, *, elsewhere: bool = False
) -> list[str]:
    """What a comment says, a paragraph each: the rule and its message, then what to do.

    Args:
        report: what the finding is part of.
        finding: what it is about.
        lang: the language.
        elsewhere: whether the comment stands at another place than the text.
    """
    from writer_assist.report.display import shorten, visible
    from writer_assist.report.words import SEVERITY_NAMES, STORY_NAMES, Words

    words = Words(lang)
    message = finding.message_in(lang)
    if elsewhere:
        story = words.t(STORY_NAMES.get(finding.story, ""))
        text = shorten(finding.text.strip())
        template = IN_STORY if text else IN_STORY_ONLY
        message = words.t(template, story=story, text=text, message=message)
    severity = words.t(SEVERITY_NAMES[finding.severity])
    first = f"{severity} {finding.code} {message}"
    lines = [*first.splitlines(), *words.advice(report, finding)]
    return [visible(line) for line in lines if line.strip()]


def _annotate_text(document: Document, lint: Lint, writing: _Writing) -> Annotated:
    """A text's findings in a DOCX with the same lines."""
    from writer_assist.document.read import read_bytes
    from writer_assist.template.make.plain import as_docx

    report = lint(document)
    made = read_bytes(as_docx(document.paragraphs), "draft.docx", "docx")
    moved = [
        _moved(finding, document.paragraphs[finding.paragraph - 1], made)
        for finding in report.findings
    ]
    placed = _place(made, report, moved, writing)
    return Annotated(placed.data, ".docx", report, *placed[1:], 0)


_BLANKS = " \u3000\t"


def _moved(finding: Finding, paragraph: Paragraph, made: Document) -> Finding:
    """A finding where its text is in the DOCX: white space around a line is not there."""
    text = paragraph.text
    gone = len(text) - len(text.lstrip(_BLANKS))
    size = len(made.paragraphs[finding.paragraph - 1].text)
    start, end = (min(max(0, offset - gone), size) for offset in (finding.start, finding.end))
    return finding._replace(start=start, end=end)
