"""The messages between a host (a word processor, a browser) and the assistant.

A host sends requests, each with the name of a method and its parameters, and gets a result or an
error. What is here are their shapes; ``protocol.schema.json`` is the same as JSON Schema, made by
:mod:`.schema`. Names in JSON are those of the fields.

Offsets are half-open. They count UTF-16 code units or Unicode code points, as the host asks for
in ``initialize``; paragraphs count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from writer_assist.records import NamedTuple

VERSION = 1
"""Of the protocol. Fields may be added to a version, never removed or changed."""

Positions = Literal["utf-16", "code-points"]
Severity = Literal["error", "warning", "hint"]
State = Literal["present", "unheaded", "missing", "empty", "misplaced"]
Story = Literal["body", "table", "text-box", "header", "footer", "footnote", "endnote", "comment"]

# --- parts of messages --------------------------------------------------------------------------


class HostParagraph(NamedTuple):
    """A paragraph as the host has it.

    ``level`` is the heading level from 1, 0 for text; ``label`` the automatic number that the host
    shows in front of it.
    """

    text: str
    story: Story = "body"
    level: int = 0
    label: str = ""


class TextEdit(NamedTuple):
    """Replace ``start … end`` of a paragraph by a text.

    ``end`` is one more than the paragraph's length where its mark goes too, and the next one is
    joined.
    """

    paragraph: int
    start: int
    end: int
    text: str


class Correction(NamedTuple):
    """One way to correct a problem: edits that belong together.

    ``simple`` tells whether they change nothing outside the problem's own text, which then reads
    ``replacement``: a host may just put that there.
    """

    edits: Sequence[TextEdit]
    safe: bool
    title: str
    simple: bool
    replacement: str


class Problem(NamedTuple):
    """What is wrong at one place.

    Attributes:
        id: names it within this state of the document; the same problem in an unchanged
            paragraph keeps its id.
        code: of the rule.
        name: of the rule.
        family: the name of the rule's family, to group by.
        severity: how grave it is.
        message: what is wrong, in the host's language.
        advice: what to do, a line each.
        paragraph: where it begins.
        start: offset.
        end: offset.
        text: what it covers.
        section: the headings that it stands under.
        story: the part of the document.
        corrections: ways to correct it, the best first.
        suggestions: texts that may stand there, for the user to choose.
    """

    id: str
    code: str
    name: str
    family: str
    severity: Severity
    message: str
    advice: Sequence[str]
    paragraph: int
    start: int
    end: int
    text: str
    section: str
    story: Story
    corrections: Sequence[Correction]
    suggestions: Sequence[str]


class Section(NamedTuple):
    """A section of the outline: ``paragraph`` is where it begins, or, of a missing one, the
    paragraph behind which it belongs; 0 if that is not known.

    ``heading`` is what could be written as its heading, ``start_with`` what usually stands first.
    """

    id: str
    name: str
    required: bool
    state: State
    paragraph: int
    heading: str
    start_with: Sequence[str]


class Draft(NamedTuple):
    """One draft of a document: paragraphs ``first … last``, its genre and its sections."""

    first: int
    last: int
    title: str
    genre: str
    genre_name: str
    confidence: float
    sections: Sequence[Section]


class FoundPhrase(NamedTuple):
    """A phrase of the phrasebank; ``kinds`` are the genres and sections it is for."""

    text: str
    kinds: Sequence[str]
    note: str


class TemplateEntry(NamedTuple):
    """A template: ``schema`` is the JSON Schema of its data, ``example`` a set of data."""

    name: str
    title: str
    genre: str


class Preferences(NamedTuple):
    """What the user has told the assistant, for all documents.

    Attributes:
        ignored_rules: codes of rules that are not applied.
        words: words that no rule may find fault with.
        genre: the genre of every document, "" to recognise it.
        severity: problems below it are not shown.
    """

    ignored_rules: Sequence[str] = ()
    words: Sequence[str] = ()
    genre: str = ""
    severity: Severity = "hint"


# --- requests and results -------------------------------------------------------------------------


class Initialize(NamedTuple):
    """Begins a conversation; must come first.

    ``lang`` is the language of messages. ``preferences`` is the file of the user's preferences,
    "" for the usual place.
    """

    client: str
    positions: Positions = "utf-16"
    lang: Literal["zh", "en"] = "zh"
    preferences: str = ""


class Initialized(NamedTuple):
    """Who answers: its version, and that of the protocol."""

    server: str
    version: str
    protocol: int
    positions: Positions


class CheckParagraphs(NamedTuple):
    """Check paragraphs by themselves, as the user types; what needs the whole document is left.

    With ``document``, what its last ``check`` found in a paragraph of the same text is there too.
    """

    texts: Sequence[str]
    document: str = ""


class ParagraphProblems(NamedTuple):
    """The problems of each text; ``paragraph`` in them is its place in the request, from 1."""

    paragraphs: Sequence[Sequence[Problem]]


class OpenDocument(NamedTuple):
    """Begins with a document, named by the host, as the host has it; it replaces one of the same
    name. ``path`` finds its configuration and baseline."""

    document: str
    paragraphs: Sequence[HostParagraph]
    path: str = ""


class UpdateDocument(NamedTuple):
    """Replace ``removed`` paragraphs from ``first`` (1-based) on by others."""

    document: str
    first: int
    removed: int
    paragraphs: Sequence[HostParagraph]


class CloseDocument(NamedTuple):
    """Forget a document."""

    document: str


class DocumentState(NamedTuple):
    """How many paragraphs a document has now, and how often it was changed."""

    paragraphs: int
    revision: int


class CheckDocument(NamedTuple):
    """Check a whole document that is open."""

    document: str


class CheckFile(NamedTuple):
    """Check a file as ``lint`` does."""

    path: str


class Checked(NamedTuple):
    """What was found, in order, and what is known of the drafts in it."""

    revision: int
    problems: Sequence[Problem]
    drafts: Sequence[Draft]
    ignored: int


class Correct(NamedTuple):
    """Which edits make corrections of a document that is open: of the problems named, or all safe
    ones where ``problems`` is empty.

    ``choice`` is which of a problem's corrections (from 0) is meant.
    """

    document: str
    problems: Sequence[str] = ()
    choice: int = 0


class Edits(NamedTuple):
    """Edits to be made from the last to the first; none overlaps another.

    ``left`` are the ids of problems whose corrections got in the way of others: check again.
    """

    revision: int
    edits: Sequence[TextEdit]
    corrected: Sequence[str]
    left: Sequence[str]


class Explain(NamedTuple):
    """Explain a rule."""

    code: str


class Explanation(NamedTuple):
    """A rule's documentation."""

    code: str
    name: str
    title: str
    severity: Severity
    source: str
    text: str
    wrong: Sequence[str]
    right: Sequence[str]


class SearchPhrases(NamedTuple):
    """Search the phrasebank by characters, words, pinyin or initials; with "" all that fit a
    genre and section, names or ids, "" for any."""

    query: str
    genre: str = ""
    section: str = ""
    limit: int = 20


class FoundPhrases(NamedTuple):
    """Phrases, the best first."""

    phrases: Sequence[FoundPhrase]


class ListGenres(NamedTuple):
    """List the genres that are known."""


class GenreEntry(NamedTuple):
    """A genre: what names it in preferences, and its Chinese name."""

    id: str
    name: str


class Genres(NamedTuple):
    """The genres, an office's own among them."""

    genres: Sequence[GenreEntry]


class ListTemplates(NamedTuple):
    """List the templates."""


class Templates(NamedTuple):
    """The templates."""

    templates: Sequence[TemplateEntry]


class DescribeTemplate(NamedTuple):
    """What data a template needs."""

    template: str


class TemplateData(NamedTuple):
    """The JSON Schema of a template's data, and an example."""

    schema: Mapping[str, Any]
    example: Mapping[str, Any]


class FillTemplate(NamedTuple):
    """Fill a template, and write the document to a file that is not there yet.

    With ``blank`` what is missing is left to be written by hand: texts are 【此处填写…】, dates and
    numbers those of the example.
    """

    template: str
    data: Mapping[str, Any]
    output: str
    blank: bool = False


class Revise(NamedTuple):
    """Make a new file of another one."""

    path: str
    output: str


class Written(NamedTuple):
    """The file that was written."""

    output: str


class GetPreferences(NamedTuple):
    """Ask for the user's preferences."""


class IgnoreRule(NamedTuple):
    """Apply a rule no longer, or (``undo``) again."""

    code: str
    undo: bool = False


class IgnoreProblem(NamedTuple):
    """Leave out a problem of a document that is open, for as long as its paragraph stays; with
    ``everywhere`` all that the same rule says of the same words in it."""

    document: str
    problem: str
    everywhere: bool = False


class AddWord(NamedTuple):
    """Put a word into the user's dictionary, or (``undo``) take it out."""

    word: str
    undo: bool = False


class Done(NamedTuple):
    """It is done."""


METHODS: Mapping[str, tuple[type[Any], type[Any]]] = {
    "initialize": (Initialize, Initialized),
    "check_paragraphs": (CheckParagraphs, ParagraphProblems),
    "open": (OpenDocument, DocumentState),
    "update": (UpdateDocument, DocumentState),
    "close": (CloseDocument, Done),
    "check": (CheckDocument, Checked),
    "check_file": (CheckFile, Checked),
    "correct": (Correct, Edits),
    "explain": (Explain, Explanation),
    "phrases": (SearchPhrases, FoundPhrases),
    "genres": (ListGenres, Genres),
    "templates": (ListTemplates, Templates),
    "template": (DescribeTemplate, TemplateData),
    "fill": (FillTemplate, Written),
    "typeset": (Revise, Written),
    "preferences": (GetPreferences, Preferences),
    "set_preferences": (Preferences, Preferences),
    "ignore_rule": (IgnoreRule, Preferences),
    "ignore_problem": (IgnoreProblem, Done),
    "add_word": (AddWord, Preferences),
}
"""Each method: what it takes, and what it gives."""

# Codes of errors (those of JSON-RPC 2.0 where there is one for it).
PARSE_ERROR = -32700
INVALID_REQUEST = -32600
UNKNOWN_METHOD = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
CANCELLED = -32800
NOT_INITIALIZED = -32002
FAILED = 1
"""What was asked for cannot be done; the message says why, in the host's language."""


class Error(NamedTuple):
    """Why there is no result."""

    code: int
    message: str
