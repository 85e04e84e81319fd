"""What a rule is, what it looks at and what it yields.

A rule is one class with ``code``, ``name``, ``severity`` and ``source``, and a docstring that
is its only documentation (see :mod:`.docs` for its form). Its scope is its base class:

* :class:`ParagraphRule` sees text only. It is run over a whole document in one go, or over a
  single paragraph as the user types; both must give the same hits.
* :class:`DraftRule` sees one draft of a document: paragraphs, features, outline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from writer_assist.document.model import bigrams
from writer_assist.patterns import LazyPattern
from writer_assist.records import NamedTuple

if TYPE_CHECKING:
    from writer_assist.document.model import Document, Paragraph
    from writer_assist.outline.draft import Draft

__all__ = [
    "SEVERITIES",
    "DraftRule",
    "Edit",
    "Fix",
    "Hit",
    "LazyPattern",
    "Office",
    "ParagraphRule",
    "Rule",
    "Severity",
    "Text",
]

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("hint", "warning", "error")

T = TypeVar("T")


class Edit(NamedTuple):
    """Replace ``start … end`` with ``text``; same coordinates as the hit that carries it.

    ``paragraph`` is another one than the hit's: a list is renumbered in all its paragraphs.
    """

    start: int
    end: int
    text: str
    paragraph: Paragraph | None = None


class Fix(NamedTuple):
    """A correction; ``safe`` when it cannot change what the author meant."""

    edits: tuple[Edit, ...]
    safe: bool = False


class Hit(NamedTuple):
    """What a rule found.

    ``start`` and ``end`` are code points, half-open: in a :class:`ParagraphRule` offsets into
    the :class:`Text`, in a :class:`DraftRule` offsets into ``paragraph``. ``message`` is a
    template (Chinese, marked with ``N_``) with ``params`` for its fields.
    """

    start: int
    end: int
    message: str
    params: Mapping[str, object] = {}
    fixes: tuple[Fix, ...] = ()
    suggestions: tuple[str, ...] = ()
    paragraph: Paragraph | None = None


class Text:
    """One or more paragraphs joined by ``\\n``, as paragraph rules see them.

    ``\\n`` is always the end of a paragraph (a manual line break shows as ``\\v``): no pattern
    may match across it. Rules of one family often need the same scan of the text: `memo` keeps
    it for as long as the text lives.
    """

    def __init__(
        self,
        text: str,
        characters: frozenset[str] | None = None,
        document: Document | None = None,
    ) -> None:
        self.text = text
        self._document = document
        if characters is not None:
            self.characters = characters
        self._memo: dict[Callable[[Text], Any], Any] = {}

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters that occur: rules are gated by it."""
        return frozenset(self.text)

    @cached_property
    def bigrams(self) -> frozenset[int]:
        """The pairs of characters that occur (see :func:`~.document.model.bigrams`)."""
        return self._document.bigrams if self._document is not None else bigrams(self.text)

    def memo(self, scan: Callable[[Text], T]) -> T:
        """``scan(self)``, computed once."""
        if scan not in self._memo:
            self._memo[scan] = scan(self)
        result: T = self._memo[scan]
        return result


class Office(NamedTuple):
    """What an office has told the rules in its configuration; nothing by default.

    ``names`` are names of people, places and organisations that no rule may correct;
    ``institutions`` maps an institution's old name to its present name at this place, "" for one
    that keeps its old name; ``contacts`` are telephone and card numbers, or words such as
    "联系电话", beside which personal numbers may stand; ``phrasebank`` are its own phrase files;
    ``layout`` is a file that says how its papers look (see :mod:`.layout.profile`).
    """

    names: tuple[str, ...] = ()
    institutions: Mapping[str, str] = {}
    contacts: tuple[str, ...] = ()
    phrasebank: tuple[str, ...] = ()
    layout: str = ""


class Rule:
    """The base of every rule; use one of its subclasses."""

    code: ClassVar[str]
    """Family (two capitals) and three digits; never reused."""
    name: ClassVar[str]
    """English, lower case with hyphens; states the fault."""
    severity: ClassVar[Severity] = "warning"
    source: ClassVar[str] = "practice"
    """The clause of the standard that it rests on, or "practice"."""
    reads_computer_text: ClassVar[bool] = True
    """Whether code, web and mail addresses and reviewers' comments are its business: hits there
    are dropped otherwise."""
    private: ClassVar[bool] = False
    """Whether what it finds is not to be repeated: reports show it masked."""

    def __init__(self, office: Office | None = None) -> None:
        self.office = office or Office()


class ParagraphRule(Rule):
    """Looks at text, one paragraph at a time or many joined."""

    reads_computer_text = False
    requires: ClassVar[frozenset[str] | None] = None
    """The rule is skipped where none of these characters occurs; None: always run."""

    def check(self, text: Text) -> Iterable[Hit]:
        """Yield hits with offsets into ``text.text``; none may cross a ``\\n``."""
        raise NotImplementedError


class DraftRule(Rule):
    """Looks at one draft as a whole."""

    def check(self, draft: Draft) -> Iterable[Hit]:
        """Yield hits with ``paragraph`` set and offsets inside it."""
        raise NotImplementedError
