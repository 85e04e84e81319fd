"""Comments in a draft that say which findings are not to be reported.

A directive is ``writer-assist: COMMAND [CODE[, CODE]] [reason]``, with the commands

* ``ignore``: here. In Markdown and text that is the paragraph that the comment stands in, or,
  where it stands alone, the next one; of a reviewer's comment (DOCX, ODT) the range that the
  comment is about, or the whole paragraph if the comment is about one place.
* ``ignore-file``: in the whole file.
* ``disable`` … ``enable``: from one comment to the other, or to the end of the file.

Codes are selectors as in the configuration; without any, all findings are meant. In Markdown a
directive is a comment ``<!-- … -->``; in text it is a line that begins with ``#``; in DOCX and
ODT it stands in a reviewer's comment. Full-width marks do as well.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from writer_assist.document.model import Document, Paragraph, Piece
from writer_assist.i18n import N_
from writer_assist.rules.base import Edit, Fix, Hit, LazyPattern
from writer_assist.rules.registry import OPTIONAL, UnknownRuleError

COMMANDS = ("ignore", "ignore-file", "disable", "enable")

# Word writes the first letter of a comment as a capital, and some input methods a longer hyphen.
_NAME = r"(?i:writer[-‐‑–]assist)[ \t]{0,9}[:：][ \t\u3000]{0,9}"
_DIRECTIVE = LazyPattern(_NAME + r"([A-Za-z]{1,20}(?:-[A-Za-z]{1,20})?)")
_LINE = LazyPattern(r"[ \t\u3000]{0,99}(?:[#＃]|//|<!--)[ \t\u3000]{0,9}(" + _NAME + r"[A-Za-z].*)")
_SEPARATOR = LazyPattern(r"[ \t\u3000]{0,9}([,，、]?)[ \t\u3000]{0,9}")
# A complete code may stand right before the reason; anything else ends where a word does.
_CODE = LazyPattern(r"[A-Za-z]{2,4}[0-9]{3}(?![A-Za-z0-9-])")
_WORD = LazyPattern(
    r"[A-Za-z][A-Za-z0-9]{0,40}(?:-[A-Za-z0-9]{1,40}){0,20}(?=[\s,，、;；:：。.]|$)"
)

_Position = tuple[int, int]
"""Paragraph number and offset in it."""

_END = 1 << 60

_MOST_NEAREST = 50
"""For how many misspelt selectors of a document the nearest is looked for."""


_Range = tuple[_Position, _Position]


class Selector:
    """One rule selector of a directive.

    Attributes:
        text: as it is written; "" for all rules.
        start: where it stands in the directive's text, with ``end``.
        code: the beginning of the codes that it stands for; None: there are no such.
        error: that there are no such.
        range: where its rules are not to be reported; None: nowhere.
    """

    __slots__ = ("code", "end", "error", "range", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.code: str | None = None
        self.error: UnknownRuleError | None = None
        self.range: _Range | None = None


class Directive:
    """One directive.

    Attributes:
        text: as it is written, from "writer-assist" on.
        command: the command's word; ``word`` is its place in ``text``.
        selectors: those written; one of an empty text where there is none.
        paragraph: where it stands.
        start: where a finding about it is shown in the paragraph, with ``end``.
        offset: where ``text`` begins in the paragraph; -1 if it is not part of its text.
        column: 1-based column in the source line, 0 where the paragraph tells it.
        about: the range that a reviewer's comment is about.
        idle: whether it ends nothing (``enable``).
        is_last: whether it stands in the document's last paragraph.
    """

    __slots__ = (
        *("about", "column", "command", "end", "idle", "is_last", "offset", "paragraph"),
        *("selectors", "start", "text", "word"),
    )

    def __init__(
        self, text: str, paragraph: Paragraph, start: int, end: int, offset: int = -1
    ) -> None:
        match = _DIRECTIVE().match(text)
        assert match
        self.text = text.strip()
        self.command = match[1].lower()
        self.word = match.span(1)
        self.selectors = _selectors(text, match.end()) or [Selector("", 0, 0)]
        self.paragraph = paragraph
        self.start = start
        self.end = end
        self.offset = offset
        self.column = 0
        self.about: _Range | None = None
        self.idle = False
        self.is_last = False


def _selectors(text: str, position: int) -> list[Selector]:
    """The selectors from ``position`` on; what follows them is the reason."""
    found: list[Selector] = []
    while separator := _SEPARATOR().match(text, position):
        position = separator.end()
        word = _CODE().match(text, position)
        # Only a comma or a complete code goes on with the list: the reason may be English.
        if word is None and (separator[1] or not found):
            word = _WORD().match(text, position)
        if word is None or not _is_selector(word[0]):
            break
        found.append(Selector(word[0], word.start(), word.end()))
        position = word.end()
    return found


def _is_selector(word: str) -> bool:
    """Whether a word is written as a selector: a code, the beginning of one, a name, ALL."""
    if word.isalpha():
        return word.isupper() and len(word) <= 4
    return True


def _find(document: Document) -> list[Directive]:
    """The directives of a document, in order."""
    if document.format == "markdown":
        return list(_in_markdown(document))
    if document.format == "text":
        return list(_in_text(document))
    return list(_in_comments(document))


def _in_text(document: Document) -> Iterator[Directive]:
    for paragraph in document.paragraphs:
        text = paragraph.text
        if "riter" in text and (match := _LINE().match(text)):
            start = len(text) - len(text.lstrip())
            written = match[1].partition("-->")[0]
            yield Directive(written, paragraph, start, len(text.rstrip()), match.start(1))


def _in_markdown(document: Document) -> Iterator[Directive]:
    lines: Sequence[str] = document.source or ()
    for paragraph, line in zip(document.paragraphs, lines, strict=False):
        if "riter" not in line:
            continue
        # What the reader sees, in code for example, is no comment.
        if _DIRECTIVE().search(paragraph.text):
            continue
        for match in _DIRECTIVE().finditer(line):
            text = line[match.start() :].partition("-->")[0]
            offset = _offset(paragraph.pieces, match.start())
            directive = Directive(text, paragraph, offset, offset)
            directive.column = match.start() + 1
            yield directive


def _offset(pieces: Sequence[Piece], column: int) -> int:
    """How much of a paragraph's text stands left of a column of its line."""
    return max((p.start + p.length for p in pieces if p.source + p.length <= column), default=0)


def _in_comments(document: Document) -> Iterator[Directive]:
    for comment in document.comments:
        # Our own comments may quote a directive.
        if "riter" not in comment.text or comment.is_own:
            continue
        first = document.paragraphs[comment.first - 1]
        end = comment.end if comment.last == comment.first else len(first.text)
        begin = (comment.first, comment.start)
        stop = (comment.last, comment.end)
        if begin == stop:  # about one place: a paragraph is meant
            begin, stop = (comment.first, 0), (comment.first, _END)
        for line in comment.text.splitlines():
            for match in _DIRECTIVE().finditer(line):
                directive = Directive(line[match.start() :], first, comment.start, end)
                directive.about = begin, stop
                yield directive


def _set_ranges(document: Document, directives: list[Directive]) -> None:
    """Say what each selector covers; ``enable`` ends what was disabled and covers nothing."""
    following = _next_paragraphs(document, directives)
    disabled: list[Selector] = []
    for directive in directives:
        number = directive.paragraph.number
        selectors = [s for s in directive.selectors if s.code is not None]
        if directive.command == "ignore":
            for selector in selectors:
                selector.range = directive.about or following(number)
        elif directive.command == "ignore-file":
            for selector in selectors:
                selector.range = (0, 0), (_END, 0)
        elif directive.command == "disable":
            for selector in selectors:
                selector.range = (number, 0), (_END, 0)
            disabled += selectors
        elif directive.command == "enable":
            codes = {s.code for s in selectors}
            ended = [s for s in disabled if "" in codes or s.code in codes]
            disabled = [s for s in disabled if s not in ended]
            directive.idle = bool(selectors) and not ended
            for selector in ended:
                assert selector.range
                selector.range = selector.range[0], (number, _END)


def _next_paragraphs(document: Document, directives: list[Directive]) -> Callable[[int], _Range]:
    """What tells the paragraph meant by a directive in a paragraph: that one, or the next."""
    lines = {d.paragraph.number for d in directives if d.offset >= 0}
    numbers = [p.number for p in document.paragraphs if p.number not in lines and p.text.strip()]

    def following(number: int) -> _Range:
        index = bisect_left(numbers, number)
        if index == len(numbers):
            return (_END, 0), (_END, 0)
        return (numbers[index], 0), (numbers[index], _END)

    return following


class _Spans:
    """Ranges (begin, end), asked whether one of them touches another range."""

    def __init__(self, spans: Iterable[_Range]) -> None:
        ordered = sorted(spans)
        self._begins = [begin for begin, _ in ordered]
        self._reach = [*accumulate((end for _, end in ordered), max)]

    def touches(self, begin: _Position, end: _Position) -> bool:
        index = bisect_right(self._begins, end) - 1
        return index >= 0 and self._reach[index] >= begin


class Suppressions:
    """What the directives of one document say, and how hits fare under them."""

    def __init__(self, document: Document, resolve: Callable[[str], str]) -> None:
        """Find the directives.

        Args:
            document: what they stand in.
            resolve: selector → the beginning of the codes that it stands for; raises
                UnknownRuleError.
        """
        self.directives = _find(document)
        known: dict[str, str | UnknownRuleError] = {"": ""}
        for directive in self.directives:
            directive.is_last = directive.paragraph.number == len(document.paragraphs)
            for selector in directive.selectors:
                if selector.text not in known:
                    try:
                        known[selector.text] = resolve(selector.text)
                    except UnknownRuleError as error:
                        known[selector.text] = error
                code = known[selector.text]
                if isinstance(code, str):
                    selector.code = code
                else:
                    selector.error = code
        _set_ranges(document, self.directives)
        spans: dict[str, list[_Range]] = {}
        for directive in self.directives:
            for selector in directive.selectors:
                if selector.range is not None and selector.code is not None:
                    spans.setdefault(selector.code, []).append(selector.range)
        self._spans = {code: _Spans(own) for code, own in spans.items()}

    def readable(self, document: Document) -> Document:
        """The same document, its directives' own lines empty: no rule is to see them."""
        lines = {d.paragraph.number for d in self.directives if d.offset >= 0}
        if not lines:
            return document
        paragraphs = [
            Paragraph("", p.number, p.story, pieces=(Piece(0, 0, 0),)) if p.number in lines else p
            for p in document.paragraphs
        ]
        copy = Document(paragraphs, document.path, document.format, document.source)
        copy.comments = document.comments
        copy.revisions = document.revisions
        return copy

    def covers(self, paragraph: int, start: int, end: int, code: str) -> bool:
        """Whether a hit of the rule with this code at this place is not to be reported."""
        # What is wrong with a suppression is hidden only where that is said by name.
        least = 1 if code.startswith("SU") else 0
        return any(
            spans.touches((paragraph, start), (paragraph, end))
            for length in range(least, len(code) + 1)
            if (spans := self._spans.get(code[:length])) is not None
        )

    def unknown(self) -> Iterator[tuple[Directive, Hit]]:
        """What cannot be understood."""
        asked: set[str] = set()
        for directive in self.directives:
            if directive.command not in COMMANDS:
                yield _hit(
                    directive,
                    directive.word,
                    N_("不认识“{word}”，这句注释没有起作用；可以用 {commands}"),
                    word=directive.text[slice(*directive.word)],
                    commands="、".join(COMMANDS),
                )
                continue
            for selector in directive.selectors:
                if selector.code is not None:
                    continue
                span = selector.start, selector.end
                # To look for what was meant takes a while: not for a file of nonsense.
                asked.add(selector.text)
                nearest = selector.error and len(asked) <= _MOST_NEAREST and selector.error.nearest
                if nearest:
                    template = N_("没有规则“{name}”，这句注释对它不起作用，是不是 {nearest}？")
                else:
                    template = N_("没有规则“{name}”，这句注释对它不起作用")
                yield _hit(directive, span, template, name=selector.text, nearest=nearest or None)
            if directive.idle:
                template = N_("“{text}”前面没有对应的 disable，这句注释没有起作用")
                yield _hit(directive, None, template, text=directive.text)

    def unused(self, hits: Iterable[tuple[int, int, int, str]]) -> Iterator[tuple[Directive, Hit]]:
        """What suppresses none of ``hits``.

        Args:
            hits: paragraph, start, end and code of every hit of every rule.
        """
        found = list(hits)
        spans: dict[str, _Spans] = {}
        for directive in self.directives:
            idle = []
            for selector in directive.selectors:
                code = selector.code
                if code is None or selector.range is None or code.startswith("SU"):
                    continue
                if code[:2] in OPTIONAL:
                    continue  # mostly these rules do not run
                if code not in spans:
                    spans[code] = _Spans(
                        ((number, start), (number, end))
                        for number, start, end, other in found
                        if other.startswith(code)
                    )
                if not spans[code].touches(*selector.range):
                    idle.append(selector)
            if idle and len(idle) == len(directive.selectors):
                template = N_("“{text}”没有用到：这里没有它说的问题，请删去这句注释")
                yield _hit(directive, None, template, text=directive.text)
                continue
            for selector in idle:
                template = N_("“{text}”里的 {name} 没有用到：这里没有它的问题，请删去")
                span = selector.start, selector.end
                yield _hit(directive, span, template, text=directive.text, name=selector.text)


def _hit(
    directive: Directive, span: tuple[int, int] | None, template: str, **params: object
) -> tuple[Directive, Hit]:
    """A hit on a part of a directive, or, without ``span``, on all of it."""
    paragraph = directive.paragraph
    start, end = directive.start, directive.end
    fixes: tuple[Fix, ...] = ()
    if span is None and directive.offset >= 0:
        # With the paragraph mark, where another paragraph follows.
        length = len(paragraph.text) + (not directive.is_last)
        fixes = (Fix((Edit(0, length, ""),), safe=True),)
    elif span is not None and directive.offset >= 0:
        start, end = directive.offset + span[0], directive.offset + span[1]
    params = {name: value for name, value in params.items() if value is not None}
    return directive, Hit(start, end, template, params, fixes, paragraph=paragraph)
