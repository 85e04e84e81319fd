"""Markdown: what the reader of the rendered page sees, one paragraph a source line.

A scanner of lines and characters rather than a parser: findings must point at columns of the
source, which Markdown libraries do not keep. It follows CommonMark 0.31 and GitHub's tables,
task lists, footnotes and strikethrough, with these differences, all of them because a draft is
Chinese text with blanks in it:

* Every line is a paragraph of its own; emphasis, links and code spans end with it.
* Asterisks and underscores that stand for a name or number (``20**年``, ``**镇``, ``（__）``)
  are text, and four or more in a row always are; so are those that a censor left inside words
  (``社情*渠道，社情*信息``). Emphasis may begin and end beside Chinese punctuation, where
  CommonMark sees none.
* ``[单位](待定)`` is text: a link's target has to look like one.
* A sentence with 。 or ， indented by four spaces is a paragraph, not code.
* A line that ends a sentence is no heading, even with ``---`` below it.
* Unknown tags such as ``<xx>`` and unclosed comments are text.

Every scan is linear in the line; what could look far ahead for nothing is decided beforehand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from writer_assist.document.emphasis import CLAUSE_END, SENTENCE_END, Delimiter, emphasis_marks
from writer_assist.document.model import Document, Feature, Paragraph, Piece, Story
from writer_assist.document.text import decode, split_lines
from writer_assist.records import NamedTuple

HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
LIST_ITEM = re.compile(r"([-+*])(?=[ \t]|$)|(\d{1,9})([.)])(?=[ \t]|$)")
TASK = re.compile(r"\[[ xX]\](?=[ \t])")
HAN = re.compile(r"[\u4e00-\u9fff]")
SENTENCE_MARK = re.compile(r"[，。；]")
DEFINITION = re.compile(r"\[(\^?[^\[\]\\]{1,200})\]:[ \t]*(\S*)")
TARGET = re.compile(
    # An address in angle brackets, or one without spaces and with balanced parentheses.
    r"\([ \t]*+(?:<([^<>]*+)>|((?:[^\s()<]++|\([^\s()]*+\))*+))"
    r"(?:[ \t]++(?:\"[^\"]*+\"|'[^']*+'))?+[ \t]*+\)"
)
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]{1,64}@[\w.-]{1,255})>")
ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# Marks at the end belong to the text around it: **https://example.org**.
URL = re.compile(r"(?:https?://|www\.)[!-;=?-~]*[A-Za-z0-9/#=&+%$@-]")
TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|body|br|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr"
    r"|html|i|img|ins|kbd|li|mark|ol|p|s|small|span|strike|strong|sub|summary|sup|table|tbody|td"
    r"|tfoot|th|thead|tr|tt|u|ul)(?:[ \t/][^<>]*)?>",
    re.IGNORECASE,
)
RAW_BLOCK = re.compile(r"<(pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
SPECIAL = re.compile(r"[\\`*_~\[\]<&]|https?://|www\.")
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

MOST_LISTS = 64
"""How deep list items may be nested; the marks of deeper ones stay in the text."""


def read_markdown(data: bytes, path: str) -> Document:
    """A Markdown file as a document; paragraph numbers are line numbers.

    Code (blocks, spans, front matter, link definitions, addresses) stays in the text under a
    "code" feature. Pieces lead to columns of the source line, in code points from 0; what
    stands for something else (an entity, ``<br>``) is a piece of its own.

    The document's ``source`` is the list of source lines, for what only they hold (comments).

    Raises:
        DocumentError: see :func:`.text.decode`.
    """
    lines = split_lines(decode(data))
    return Document(scan(lines), path, "markdown", lines)


def scan(lines: list[str]) -> list[Paragraph]:
    """One paragraph for each line."""
    return list(_Scanner(lines).paragraphs())


class _Fence(NamedTuple):
    marker: str
    quotes: int


class _Item(NamedTuple):
    """An open list item: the column its content begins at, and how it was numbered."""

    marker_column: int
    column: int
    delimiter: str
    written: int
    shown: int


class _Scanner:
    """The state that lines hand on to the next."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.last_comment_end = -1
        self.references: set[str] = set()
        self.footnotes: set[str] = set()
        for index, line in enumerate(lines):
            if "-->" in line:
                self.last_comment_end = index
            if "]:" in line:
                match = DEFINITION.match(line.lstrip(" "))
                if match and match[1].startswith("^"):
                    self.footnotes.add(match[1].casefold())
                elif match and _is_address(match[2]):
                    self.references.add(_reference(match[1]))
        self.in_paragraph = False  # the line before is running text
        self.comment = False  # inside <!-- … -->
        self.closed_to = (-1, -1)  # a line's index and where its last "-->" stands
        self.columns = 0  # of the table that is open, 0: none
        self.items: list[_Item] = []
        self.quotes = 0

    def paragraphs(self) -> Iterator[Paragraph]:
        front = self._front_matter()
        fence: _Fence | None = None
        raw_end = ""
        for index, line in enumerate(self.lines):
            number = index + 1
            if index < front:
                yield _code(line, number)
            elif fence is not None:
                position, quotes, _ = self._quotes(line, fence.quotes)
                if quotes < fence.quotes:  # the quotation ended, and the code with it
                    fence = None
                    yield self._paragraph(index, line)
                    fence = self._opens_fence(line)
                else:
                    rest = line[position:].strip(" \t")
                    if len(rest) >= len(fence.marker) and not rest.strip(fence.marker[0]):
                        fence = None
                    yield _code(line, number)
            elif raw_end:
                if raw_end in line.lower():
                    raw_end = ""
                yield _code(line, number)
            elif not self.comment and (fence := self._opens_fence(line)):
                self.in_paragraph = False
                self.columns = 0
                yield _code(line, number)
            elif (
                not self.comment
                and line.lstrip(" ").startswith("<")
                and (raw := RAW_BLOCK.match(line.lstrip(" ")))
            ):
                if f"</{raw[1].lower()}>" not in line.lower():
                    raw_end = f"</{raw[1].lower()}>"
                self.in_paragraph = False
                yield _code(line, number)
            else:
                yield self._paragraph(index, line)

    def _front_matter(self) -> int:
        """How many lines from the first are YAML front matter."""
        if self.lines[0].rstrip() == "---":
            for index in range(1, len(self.lines)):
                if self.lines[index].rstrip() in ("---", "..."):
                    return index + 1
        return 0

    def _quotes(self, line: str, limit: int = 1 << 30) -> tuple[int, int, int]:
        """Where a line begins behind its ``>`` marks, how many these are, and its column."""
        position = count = column = 0
        while count < limit:
            start, width = _indent(line, position, column)
            if width - column > 3 or not line.startswith(">", start):
                break
            position = start + 1
            column = width + 1
            count += 1
            if line.startswith(" ", position):
                position += 1
                column += 1
        return position, count, column

    def _opens_fence(self, line: str) -> _Fence | None:
        if "```" not in line and "~~~" not in line:
            return None
        position, quotes, column = self._quotes(line)
        start, width = _indent(line, position, column)
        if not self._is_code_column(width - column):
            match = FENCE.match(line, start)
            if match is None and (item := LIST_ITEM.match(line, start)):
                match = FENCE.match(line, _indent(line, item.end(), 0)[0])
            if match:
                return _Fence(match[1] or match[2], quotes)
        return None

    def _is_code_column(self, width: int) -> bool:
        inner = max((item.column for item in self.items if item.column <= width), default=0)
        return width - inner > 3

    def _paragraph(self, index: int, line: str) -> Paragraph:
        """A line outside of code blocks."""
        number = index + 1
        end = len(line.rstrip(" \t"))
        position, quotes, column = (0, 0, 0) if self.comment else self._quotes(line)
        base = column
        position, column = _indent(line, position, column)
        if position >= end:
            self.in_paragraph = False
            self.columns = 0
            return Paragraph("", number, pieces=(Piece(0, 0, end),))
        if self.comment:
            return self._text(index, line, 0, end)
        if quotes != self.quotes:
            if quotes > self.quotes or not self.in_paragraph:
                self.items.clear()
                self.in_paragraph = False
                self.columns = 0
            self.quotes = quotes
        width = column - base
        starts_block = self._starts_block(line, position, end)
        if not self.in_paragraph or starts_block:
            while self.items and width < self.items[-1].column:
                closed = self.items.pop()
                if closed.marker_column <= width < closed.column and LIST_ITEM.match(
                    line, position
                ):
                    self.items.append(closed)  # a sibling: its number may count on
                    break
        label = ""
        if self._is_code_column(width) and not (
            self.in_paragraph or _is_prose(line, position, end)
        ):
            self.columns = 0
            return _code(line, number)
        # The line above an underline is a heading if it stood alone: _setext has said so.
        underlines = self.in_paragraph and _is_underline(line, position, end)
        if underlines or _is_rule(line, position, end):
            self.in_paragraph = False
            self.columns = 0
            return Paragraph("", number, pieces=(Piece(0, 0, end),))
        position, label = self._list_items(line, position, width, end)
        if position < end and _is_rule(line, position, end):
            return Paragraph("", number, label=label, pieces=(Piece(0, 0, end),))
        match = HEADING.match(line, position, end)
        if match:
            self.in_paragraph = False
            self.columns = 0
            open_end = len(line[:end].rstrip("#"))
            if open_end <= match.end() or line[open_end - 1] in " \t":  # "# 标题 #"
                end = max(match.end(), len(line[:open_end].rstrip(" \t")))
            return self._text(index, line, match.end(), end, label=label, level=len(match[1]))
        if line.startswith("[", position):
            definition = DEFINITION.match(line, position, end)
            if definition and definition[1].casefold() in self.footnotes:
                position = _indent(line, definition.start(2), 0)[0]
                self.in_paragraph = True
                return self._text(index, line, position, end, story="footnote")
            if definition and not self.in_paragraph and _is_address(definition[2]):
                return _code(line, number)
        table = self._table(index, line, position, end)
        if table is not None:
            return table
        level = None if self.in_paragraph else self._setext(index, line, position, end)
        self.in_paragraph = True
        if line.endswith("\\", position, end) and not line.endswith("\\\\", position, end):
            end -= 1  # a hard line break
        return self._text(index, line, position, end, label=label, level=level)

    def _starts_block(self, line: str, position: int, end: int) -> bool:
        return bool(
            HEADING.match(line, position, end)
            or LIST_ITEM.match(line, position, end)
            or _is_rule(line, position, end)
        )

    def _list_items(self, line: str, position: int, width: int, end: int) -> tuple[int, str]:
        """Step over the markers of list items; return where the text begins, and its label."""
        label = ""
        while len(self.items) < MOST_LISTS:
            if self.items and line.startswith(">", position, end):  # a quotation in an item
                position = _indent(line, position + 1, 0)[0]
                continue
            match = LIST_ITEM.match(line, position, end)
            if match is None:
                break
            delimiter = match[1] or match[3]
            if self.in_paragraph and match[2] and len(match[2]) > 2:
                break  # a year or a quantity at the beginning of a wrapped line
            start, column = _indent(line, match.end(), width + len(match[0]))
            if self.in_paragraph and start >= end:
                break  # an empty item does not interrupt a paragraph
            marker_end = width + len(match[0])
            content = column if 0 < column - marker_end <= 4 and start < end else marker_end + 1
            written = shown = int(match[2] or 0)
            if self.items and self.items[-1].marker_column <= width < self.items[-1].column:
                before = self.items.pop()
                # "1. 1. 1." is a usual way to let the renderer count.
                if before.delimiter == delimiter and before.written == written:
                    shown = before.shown + 1
            self.items.append(_Item(width, content, delimiter, written, shown))
            if match[2]:
                label = f"{label} {shown}{delimiter}".lstrip()
            self.in_paragraph = False
            self.columns = 0
            position, width = start, column
            if task := TASK.match(line, position, end):
                position = _indent(line, task.end(), 0)[0]
                break
        return min(position, end), label

    def _setext(self, index: int, line: str, position: int, end: int) -> int | None:
        """The heading level that the next line gives to this one."""
        if index + 1 >= len(self.lines) or line[position:end].endswith(("。", "；", "！", "？")):
            return None
        below = self.lines[index + 1]
        start = self._quotes(below, self.quotes)[0]
        below = below[start:].rstrip(" \t")
        start, width = _indent(below, 0, 0)
        if width > 3 or not _is_underline(below, start, len(below)):
            return None
        return 1 if below[start] == "=" else 2

    def _table(self, index: int, line: str, position: int, end: int) -> Paragraph | None:
        """The line as part of a table, None if it is none."""
        if not self.columns:
            if index + 1 >= len(self.lines) or "|" not in line:
                return None
            below = self.lines[index + 1]
            columns = _delimiter_row(below[self._quotes(below, self.quotes)[0] :])
            if not columns or columns != len(_cells(line, position, end)):
                return None
            self.columns = -columns  # the next line is the delimiter row
        elif self.columns < 0:
            self.columns = -self.columns
            return Paragraph("", index + 1, "table", pieces=(Piece(0, 0, end),))
        elif "|" not in line:
            self.columns = 0
            return None
        self.in_paragraph = False
        builder = _Builder(line)
        for count, (start, stop) in enumerate(_cells(line, position, end)):
            if count:
                builder.replace(line.rindex("|", 0, start), "\t")
            self._inline(builder, index, start, stop)
        return builder.paragraph(index + 1, "table")

    def _text(
        self,
        index: int,
        line: str,
        start: int,
        end: int,
        *,
        story: Story = "body",
        label: str = "",
        level: int | None = None,
    ) -> Paragraph:
        builder = _Builder(line)
        self._inline(builder, index, start, end)
        return builder.paragraph(index + 1, story, label=label, level=level)

    def _inline(self, builder: _Builder, index: int, start: int, end: int) -> None:
        """Add ``line[start:end]`` to the builder without its markup."""
        line = builder.line
        position = start
        if self.comment:
            close = line.find("-->", position, end)
            self.comment = close < 0
            if self.comment:
                return
            position = start = close + 3
        if SPECIAL.search(line, position, end) is None:
            builder.keep(position, end)
            return
        edits: list[_Edit] = []
        delimiters: list[Delimiter] = []
        brackets: list[int] = []
        ticks: dict[int, list[int]] | None = None
        sentence = clause = 0
        counted = start
        while match := SPECIAL.search(line, position, end):
            at = match.start()
            character = line[at]
            position = at + 1
            if character == "\\":
                if position < end and line[position] in PUNCTUATION:
                    edits.append(_Edit(at, position, ""))
                    position += 1
            elif character in "*_~":
                while position < end and line[position] == character:
                    position += 1
                sentence += len(SENTENCE_END.findall(line, counted, at))
                clause += len(CLAUSE_END.findall(line, counted, at))
                counted = at
                run = Delimiter(line, start, end, at, position)
                run.sentence = sentence
                run.clause = clause
                delimiters.append(run)
            elif character == "`":
                while position < end and line[position] == "`":
                    position += 1
                if ticks is None:
                    ticks = _runs_of_ticks(line, end)
                closing = ticks.get(position - at, [])
                found = bisect_right(closing, at)
                if found < len(closing):
                    close = closing[found]
                    edits.append(_Edit(at, position, ""))
                    edits.append(_Edit(position, close, None))
                    position = close + (position - at)
                    edits.append(_Edit(close, position, ""))
            elif character == "[":
                brackets.append(at)
            elif character == "]":
                if brackets:
                    position = self._bracket(line, brackets.pop(), at, end, edits)
            elif character == "<":
                position = self._angle(line, index, at, end, edits)
            elif character == "&":
                if entity := ENTITY.match(line, at, end):
                    replacement = _entity(entity[0])
                    if replacement != entity[0]:
                        edits.append(_Edit(at, entity.end(), replacement))
                        position = entity.end()
            else:
                url = URL.match(line, at, end)
                if url:
                    position = url.end()
                    edits.append(_Edit(at, position, None))
                else:
                    position = match.end()
        edits += [_Edit(first, last, "") for first, last in emphasis_marks(delimiters)]
        edits.sort()
        builder.apply(start, end, edits)

    def _bracket(self, line: str, opening: int, closing: int, end: int, edits: list[_Edit]) -> int:
        """Decide what ``[…]`` is; return where to go on."""
        after = closing + 1
        image = opening > 0 and line[opening - 1] == "!"
        if line.startswith("(", after, end):
            match = TARGET.match(line, after, end)
            if match and (match[1] is not None or _is_address(match[2])):
                if image:
                    edits.append(_Edit(opening - 1, match.end(), ""))
                else:
                    edits.append(_Edit(opening, opening + 1, ""))
                    edits.append(_Edit(closing, match.end(), ""))
                return match.end()
        if closing - opening <= 201 and (self.references or self.footnotes):
            label = line[opening + 1 : closing]
            if label.startswith("^") and label.casefold() in self.footnotes:
                edits.append(_Edit(opening, after, ""))
                return after
            stop = after
            if line.startswith("[", after, end):
                second = line.find("]", after, after + 202)
                if 0 < second < end:
                    stop = second + 1
                    label = line[after + 1 : second] or label
            if _reference(label) in self.references:
                if image:
                    edits.append(_Edit(opening - 1, stop, ""))
                else:
                    edits.append(_Edit(opening, opening + 1, ""))
                    edits.append(_Edit(closing, stop, ""))
                return stop
        return after

    def _angle(self, line: str, index: int, at: int, end: int, edits: list[_Edit]) -> int:
        """A comment, an address or a tag; return where to go on."""
        if line.startswith("<!--", at, end):
            if self.closed_to[0] != index:
                self.closed_to = (index, line.rfind("-->", 0, end))
            if self.closed_to[1] >= at + 4:
                close = line.index("-->", at + 4)
                edits.append(_Edit(at, close + 3, ""))
                return close + 3
            if self.last_comment_end > index:
                self.comment = True
                edits.append(_Edit(at, end, ""))
                return end
        elif match := AUTOLINK.match(line, at, end):
            edits.append(_Edit(at, at + 1, ""))
            edits.append(_Edit(at + 1, match.end() - 1, None))
            edits.append(_Edit(match.end() - 1, match.end(), ""))
            return match.end()
        elif match := TAG.match(line, at, end):
            is_break = match[0][1:3].lower() == "br"
            edits.append(_Edit(at, match.end(), "\n" if is_break else ""))
            return match.end()
        return at + 1


class _Edit(NamedTuple):
    """What the text has instead of ``line[start:end]``; None: the same, as code."""

    start: int
    end: int
    text: str | None


class _Builder:
    """Collects a paragraph's text and the way back to the line."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.features: list[Feature] = []
        self.length = 0
        self.kept_to = -1  # the column that the last piece runs up to, if as it stands

    def keep(self, start: int, end: int) -> None:
        """Add a stretch of the line as it stands."""
        if start >= end:
            return
        if self.kept_to == start and self.pieces:
            last = self.pieces[-1]
            self.pieces[-1] = last._replace(length=last.length + end - start)
        else:
            self.pieces.append(Piece(self.length, end - start, start))
        self.parts.append(self.line[start:end])
        self.length += end - start
        self.kept_to = end

    def replace(self, source: int, text: str) -> None:
        """Add what stands for the markup at ``source``."""
        self.pieces.append(Piece(self.length, len(text), source))
        self.parts.append(text)
        self.length += len(text)
        self.kept_to = -1

    def apply(self, start: int, end: int, edits: list[_Edit]) -> None:
        """Add ``line[start:end]`` with sorted edits; the first of overlapping ones holds."""
        position = start
        for edit in edits:
            if edit.end <= position:
                continue
            self.keep(position, edit.start)
            first = max(position, edit.start)
            if edit.text is None:
                if first < edit.end:
                    length = edit.end - first
                    self.features.append(Feature("code", self.length, self.length + length))
                self.keep(first, edit.end)
            elif edit.text:
                self.replace(edit.start, edit.text)
            position = edit.end
        self.keep(position, end)

    def paragraph(
        self, number: int, story: Story = "body", *, label: str = "", level: int | None = None
    ) -> Paragraph:
        return Paragraph(
            "".join(self.parts),
            number,
            story,
            label=label,
            level=level,
            pieces=self.pieces or (Piece(0, 0, len(self.line)),),
            features=self.features,
        )


def _runs_of_ticks(line: str, end: int) -> dict[int, list[int]]:
    """Where the runs of backticks begin, by their length."""
    runs: dict[int, list[int]] = {}
    position = line.find("`", 0, end)
    while position >= 0:
        start = position
        while position < end and line[position] == "`":
            position += 1
        runs.setdefault(position - start, []).append(start)
        position = line.find("`", position, end)
    return runs


def _code(line: str, number: int) -> Paragraph:
    """A whole line of code, as it stands."""
    features = (Feature("code", 0, len(line)),) if line else ()
    return Paragraph(line, number, pieces=(Piece(0, len(line), 0),), features=features)


def _indent(line: str, position: int, column: int) -> tuple[int, int]:
    """The first character from ``position`` that is no blank, and its column (tabs of four)."""
    while position < len(line):
        if line[position] == " ":
            column += 1
        elif line[position] == "\t":
            column += 4 - column % 4
        else:
            break
        position += 1
    return position, column


def _is_prose(line: str, position: int, end: int) -> bool:
    """Whether the line is a Chinese sentence."""
    return bool(HAN.search(line, position, end) and SENTENCE_MARK.search(line, position, end))


def _is_rule(line: str, position: int, end: int) -> bool:
    """Whether the line is a thematic break: three or more of one of ``-_*``, and blanks."""
    marker = line[position]
    if marker not in "-_*":
        return False
    rest = line[position:end].replace(" ", "").replace("\t", "")
    return len(rest) >= 3 and not rest.strip(marker)


def _is_underline(line: str, position: int, end: int) -> bool:
    """Whether the line underlines a heading: all ``=`` or all ``-``."""
    return (
        position < end and line[position] in "=-" and not line[position:end].strip(line[position])
    )


def _delimiter_row(line: str) -> int:
    """The number of columns of a table's second line, ``| --- | :-: |``; 0 if it is none."""
    line = line.strip(" \t")
    if "-" not in line or line.strip("|:- \t") or "|" not in line:
        return 0
    cells = line.removeprefix("|").removesuffix("|").split("|")
    for cell in cells:
        dashes = cell.strip(" \t").removeprefix(":").removesuffix(":")
        if not dashes or dashes.strip("-"):
            return 0
    return len(cells)


def _cells(line: str, position: int, end: int) -> list[tuple[int, int]]:
    """Where each cell of a table's row begins and ends, without the blanks around it."""
    if line.startswith("|", position):
        position += 1
    cells = []
    start = position
    while position < end:
        if line[position] == "\\":
            position += 1
        elif line[position] == "|":
            cells.append((start, position))
            start = position + 1
        position += 1
    if start < end:
        cells.append((start, end))
    trimmed = []
    for first, last in cells:
        first = min(_indent(line, first, 0)[0], last)
        trimmed.append((first, first + len(line[first:last].rstrip(" \t"))))
    return trimmed


def _is_address(target: str) -> bool:
    """Whether a link's target looks like one, and not like words in parentheses."""
    if target.startswith("#") or any(mark in target for mark in "/.:"):
        return True
    return target.isascii()


def _reference(label: str) -> str:
    return " ".join(label.casefold().split())


@lru_cache(maxsize=64)
def _entity(reference: str) -> str:
    # html brings a table of 2,231 names: only for the file that has a reference.
    from html import unescape

    return unescape(reference)
