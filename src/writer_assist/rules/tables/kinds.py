"""The rule classes that rule files become, one kind each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from writer_assist.document.structure import STORIES
from writer_assist.i18n import N_
from writer_assist.outline.year import years_in
from writer_assist.records import NamedTuple

from ..base import DraftRule, Edit, Fix, Hit, LazyPattern, Office, ParagraphRule, Rule, Text
from ..draft_text import DraftTextRule
from .scan import NEAR, Found, Index, NearMisses, hit, without_overlaps

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

    from ..docs import RuleDoc


class Tables:
    """Some rule files together: one search of a text serves all of their rules."""

    def __init__(self, compiled: Mapping[str, Any], rest: Callable[[str], list[bytes]]) -> None:
        self.special: Mapping[int, Sequence[Sequence[Any]]] = compiled["special"]
        entries = cache(lambda: rest("entries"))
        self.in_paragraphs = Index(compiled["paragraph"], entries)
        self.in_drafts = Index(compiled["draft"], entries)
        self.near = NearMisses(compiled["near"], cache(lambda: rest("phrases")))

    def paragraph_hits(self, text: Text) -> Mapping[int, list[Found]]:
        """What the rules without any scope find, by number of the rule."""
        found = [*self.in_paragraphs.find(text.text, text.bigrams, text.characters, 0)]
        found += self.near.find(text.text, text.bigrams)
        return _by_rule(found)

    def draft_hits(self, draft: Draft) -> Mapping[int, list[Found]]:
        """What the rules find that depend on the draft's year, genre or parts."""
        document = draft.document
        return _by_rule(
            [
                *self.in_drafts.find(
                    draft.text, document.bigrams, document.characters, draft.year or 0
                )
            ]
        )


def _by_rule(found: list[Found]) -> Mapping[int, list[Found]]:
    by_rule: dict[int, list[Found]] = {}
    for one in without_overlaps(found) if len(found) > 1 else found:
        by_rule.setdefault(one.rule, []).append(one)
    return by_rule


class TableRule(Rule):
    """The base of every rule that comes from a file."""

    tables: ClassVar[Tables]
    number: ClassVar[int]
    file: ClassVar[str]
    message: ClassVar[str]
    genres: ClassVar[tuple[str, ...]]
    sections: ClassVar[tuple[str, ...]]
    parts: ClassVar[tuple[str, ...]]

    @classmethod
    def documentation(cls) -> RuleDoc:
        """What the file says about the rule; it is read again, because linting does without."""
        from .docs import documentation

        return documentation(cls)


class AnywhereRule(TableRule, ParagraphRule):
    """替换, 禁用 and 近似 rules that hold in every text."""

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the entries that occur."""
        for found in text.memo(self.tables.paragraph_hits).get(self.number, ()):
            one = hit(found, text.text, self.message, self.office)
            if one is not None:
                yield one


class ScopedRule(TableRule, DraftTextRule):
    """替换 and 禁用 rules that hold for some years, genres, sections or parts only."""

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the entries that occur where the rule holds."""
        if not in_genre(self, draft):
            return
        found = draft.memo(self.tables.draft_hits).get(self.number, ())
        scope = Scope(draft, self.sections, self.parts) if self.sections or self.parts else None
        for one in found:
            if one.since and _of_the_past(text, one):
                continue
            if scope is None or scope.holds(one.start):
                placed = hit(one, text, self.message, self.office)
                if placed is not None:
                    yield placed


_SENTENCE = 200
"""How far a sentence is looked through for a year, in code points."""
_EARLIER = ("年以前", "年之前", "年前", "年底前", "年底以前", "年初")


def _of_the_past(text: str, found: Found) -> bool:
    """Whether the sentence around says of what year it speaks, and it was right then."""
    begin = max(text.rfind(mark, max(0, found.start - _SENTENCE), found.start) for mark in "。；\n")
    ends = [text.find(mark, found.end, found.end + _SENTENCE) for mark in "。；\n"]
    stop = min((end for end in ends if end >= 0), default=min(len(text), found.end + _SENTENCE))
    sentence = text[begin + 1 : stop]
    if "年" not in sentence and "〔" not in sentence:
        return False
    years = [*years_in(sentence), *map(int, _BRACKETED().findall(sentence))]
    if any(year < found.since for year in years):
        return True
    return any(f"{found.since}{word}" in sentence for word in _EARLIER)


_BRACKETED = LazyPattern("〔((?:19|20)[0-9]{2})〕")


class _WholeRule(TableRule, DraftRule):
    """A rule that looks at the scope as a whole."""

    reads_computer_text = False

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield what the entries say of the draft."""
        if not draft.paragraphs or not in_genre(self, draft):
            return
        year = draft.year or 9999
        scope = Scope(draft, self.sections, self.parts) if self.sections or self.parts else None
        if scope is not None and self.sections and not scope.present:
            return  # a missing section is a finding of the outline's
        paragraphs = [
            paragraph
            for paragraph in draft.paragraphs
            if (paragraph.story in STORIES or paragraph.story == "table")
            and (scope is None or scope.holds_paragraph(paragraph))
        ]
        for entry in self.likely(draft.document.bigrams):
            since, until = entry[-1]
            if year >= since and (not until or year <= until):
                yield from self.judge(entry, paragraphs, draft)

    def likely(self, bigrams: frozenset[int]) -> Iterable[Sequence[Any]]:  # noqa: ARG002
        """The entries that may have something to say of a text with these pairs."""
        return self.tables.special[self.number]

    def judge(
        self, entry: Sequence[Any], paragraphs: Sequence[Paragraph], draft: Draft
    ) -> Iterable[Hit]:
        """Yield what one entry says of these paragraphs."""
        raise NotImplementedError

    def place(self, paragraphs: Sequence[Paragraph], draft: Draft) -> Paragraph:
        """Where a finding about the whole stands: the section's heading, or the title."""
        if self.sections and paragraphs:
            return paragraphs[0]
        return draft.title or next(
            (p for p in draft.paragraphs if p.text.strip()), draft.paragraphs[0]
        )


REQUIRE = N_("没有写{words}：{reason}")


class RequireRule(_WholeRule):
    """必备: one of some words has to be there."""

    def judge(
        self, entry: Sequence[Any], paragraphs: Sequence[Paragraph], draft: Draft
    ) -> Iterator[Hit]:
        """Yield a hit where none of the words is there."""
        words, conditions, reason, _ = entry
        if conditions and not any(c in p.text for p in paragraphs for c in conditions):
            return
        if any(word in p.text for p in paragraphs for word in words):
            return
        place = self.place(paragraphs, draft)
        shown = "或".join(f"“{word}”" for word in words)
        params = {
            "words": shown,
            "reason": reason,
            "text": "",
            "replacement": "",
            "count": 0,
            "limit": 0,
        }
        yield Hit(0, 0, self.message or REQUIRE, params, (), words, place)


TOO_MANY = N_("“{text}”用了{count}次，至多{limit}次：{reason}")
TOO_FEW = N_("{words}只用了{count}次，至少{limit}次：{reason}")
TOO_LONG = N_("这里有{count}个字，至多{limit}个字：{reason}")
TOO_SHORT = N_("这里只有{count}个字，至少{limit}个字：{reason}")


class CountRule(_WholeRule):
    """次数: some words, or characters, no more and no less often than so."""

    def judge(
        self, entry: Sequence[Any], paragraphs: Sequence[Paragraph], draft: Draft
    ) -> Iterator[Hit]:
        """Yield a hit where there are too many or too few."""
        words, least, most, reason, _ = entry
        params: dict[str, object] = {
            "reason": reason,
            "text": "",
            "replacement": "",
            "words": "、".join(f"“{word}”" for word in words),
        }
        if not words:
            count = sum(len(p.text) - sum(map(str.isspace, p.text)) for p in paragraphs)
            if 0 <= most < count:
                params |= {"count": count, "limit": most}
                yield Hit(
                    0, 0, self.message or TOO_LONG, params, (), (), self.place(paragraphs, draft)
                )
            elif count < least:
                params |= {"count": count, "limit": least}
                yield Hit(
                    0, 0, self.message or TOO_SHORT, params, (), (), self.place(paragraphs, draft)
                )
            return
        places = [place for p in paragraphs for place in _occurrences(p, words)]
        if 0 <= most < len(places):
            paragraph, start, word = places[most]
            params |= {"count": len(places), "limit": most, "text": word}
            yield Hit(start, start + len(word), self.message or TOO_MANY, params, (), (), paragraph)
        elif len(places) < least:
            params |= {"count": len(places), "limit": least}
            yield Hit(0, 0, self.message or TOO_FEW, params, (), (), self.place(paragraphs, draft))


def _occurrences(paragraph: Paragraph, words: Sequence[str]) -> list[tuple[Paragraph, int, str]]:
    text = paragraph.text
    found = []
    for word in words:
        start = text.find(word)
        while start >= 0:
            found.append((paragraph, start, word))
            start = text.find(word, start + len(word))
    return sorted(found, key=lambda place: place[1])


ORDER = N_("“{text}”的次序应是“{replacement}”：{reason}")
INCOMPLETE = N_("“{text}”不全，缺少{words}：{reason}")
FORM = N_("“{text}”应写作“{replacement}”：{reason}")

_LONGEST_JOINT = 4
_JOINT = LazyPattern(r"[”’\"》]?(?:[、，,；;]|以及|[和与及]|[ \u3000])?[“‘\"《]?")


class OrderRule(_WholeRule):
    """次序: set phrases that stand together in one order only."""

    def __init__(self, office: Office | None = None) -> None:
        super().__init__(office)
        self._entries = self.tables.special[self.number]
        self._seeds: dict[int, list[int]] = {}
        for number, entry in enumerate(self._entries):
            for form in entry[1]:
                self._seeds.setdefault(form[3], []).append(number)
        self._pairs = frozenset(self._seeds)

    def likely(self, bigrams: frozenset[int]) -> Iterator[Sequence[Any]]:
        """The entries of whose words enough may be there: most lists are in no draft."""
        counts: dict[int, int] = {}
        present = self._pairs & bigrams
        for pair in present | {0} if 0 in self._seeds else present:
            for number in self._seeds[pair]:
                counts[number] = counts.get(number, 0) + 1
        for number in sorted(counts):
            if counts[number] >= self._entries[number][3]:
                yield self._entries[number]

    def judge(
        self, entry: Sequence[Any], paragraphs: Sequence[Paragraph], draft: Draft
    ) -> Iterator[Hit]:
        """Yield a hit for each list in another order, or with a part left out."""
        words, forms, complete, least, reason, _ = entry
        document = draft.document
        likely = [form for form in forms if form[0] in draft.text]
        if len({form[1] for form in likely}) < least:
            return
        base = document.starts[draft.first - 1]
        allowed: set[int] = set()
        for run in _runs(draft.text, likely, least):
            if len(run) < least:
                continue
            paragraph, start = document.locate(base + run[0].start)
            allowed = allowed or {paragraph.number for paragraph in paragraphs}
            if paragraph.number in allowed:
                one = self._judge_run(run, words, complete, reason, draft.text)
                if one is not None:
                    shift = start - one.start
                    edits = [
                        Edit(e.start + shift, e.end + shift, e.text)
                        for f in one.fixes
                        for e in f.edits
                    ]
                    yield one._replace(
                        start=start,
                        end=one.end + shift,
                        fixes=(Fix(tuple(edits)),) if edits else (),
                        paragraph=paragraph,
                    )

    def _judge_run(
        self,
        run: Sequence[_Part],
        words: Sequence[str],
        complete: bool,
        reason: str,
        text: str,
    ) -> Hit | None:
        start, end = run[0].start, run[-1].end
        said = [part.word for part in run]
        ranks = [words.index(word) for word in said]
        params = {"text": text[start:end], "reason": reason, "words": "", "count": 0, "limit": 0}
        ordered = sorted(ranks) == ranks
        plain = all(part.right for part in run)
        missing = [word for word in words if word not in said]
        if complete and missing and len(said) * 3 >= len(words) * 2:
            # 坚持……科学发展观，全面贯彻……思想: the rest of the list is the next clause.
            rest = text[
                end : text.find("。", end, end + _SENTENCE)
                if "。" in text[end : end + _SENTENCE]
                else end + _SENTENCE
            ]
            if all(word in rest.partition("\n")[0] for word in missing):
                return None
            params |= {
                "words": "、".join(f"“{word}”" for word in missing),
                "replacement": "、".join(words),
            }
            return Hit(start, end, self.message or INCOMPLETE, params)
        if ordered and plain:
            return None
        parts = [
            text[part.start : part.end] if part.right else part.word
            for part in sorted(run, key=lambda part: words.index(part.word))
        ]
        joints = [text[a.end : b.start] for a, b in pairwise(run)]
        right = "".join(part + joint for part, joint in zip(parts, [*joints, ""], strict=True))
        params["replacement"] = right
        fix = Fix((Edit(start, end, right),))
        return Hit(start, end, self.message or (FORM if ordered else ORDER), params, (fix,))


class _Part(NamedTuple):
    """One part of a list: which word it is, and whether it is written as it should be."""

    start: int
    end: int
    word: str
    right: bool


def _runs(
    text: str, forms: Sequence[tuple[str, str, bool, int]], least: int
) -> Iterator[list[_Part]]:
    """The lists of a text that are made of these forms, of ``least`` parts or more."""
    places: list[tuple[int, int, str, bool]] = []
    for form, word, right, _ in forms:
        length = len(form)
        start = text.find(form)
        while start >= 0:
            places.append((start, start + length, word, right))
            start = text.find(form, start + length)
    places.sort(key=lambda place: (place[0], -place[1]))
    first = -1
    end = -9
    for number, place in enumerate(places):
        start = place[0]
        if start < end:
            continue  # a form inside a longer one
        if (
            start - end > _LONGEST_JOINT
            or not _JOINT().fullmatch(text, end, start)
            or any(place[2] == before[2] for before in places[first:number])
        ):
            if number - first >= least:
                yield _outermost(places[first:number])
            first = number
        end = place[1]
    if len(places) - first >= least:
        yield _outermost(places[first:])


def _outermost(places: Sequence[tuple[int, int, str, bool]]) -> list[_Part]:
    kept: list[_Part] = []
    for place in places:
        if not kept or place[0] >= kept[-1].end:
            kept.append(_Part(*place))
    return kept


class Scope:
    """The paragraphs and parts of a draft that a rule holds in."""

    def __init__(self, draft: Draft, sections: Sequence[str], parts: Sequence[str]) -> None:
        self._base = draft.document.starts[draft.first - 1]
        self._document = draft.document
        self._sections = frozenset(sections)
        self._parts = frozenset(parts)
        begins = (
            sorted((s.paragraph, s.id, s.name) for s in draft.sections if s.paragraph)
            if sections
            else []
        )
        self._numbers = [begin for begin, _, _ in begins]
        self._names = [names for _, *names in begins]
        self.present = any(not self._sections.isdisjoint(names) for names in self._names)
        body = draft.frame.body[0].number if parts and draft.frame.body else 0
        title = draft.title.number if parts and draft.title else 0
        self._title = range(title, max(body, title + 1)) if title else range(0)
        self._headings = {h.paragraph.number: h.end for h in draft.headings} if parts else {}

    def holds(self, offset: int) -> bool:
        """Whether the rule holds at an offset of the draft's text."""
        paragraph, place = self._document.locate(self._base + offset)
        return self._in_section(paragraph.number) and self._in_part(paragraph.number, place)

    def holds_paragraph(self, paragraph: Paragraph) -> bool:
        """Whether the rule holds in a paragraph, judged by its beginning."""
        return self._in_section(paragraph.number) and self._in_part(paragraph.number, 0)

    def _in_section(self, number: int) -> bool:
        if not self._sections:
            return True
        index = bisect_right(self._numbers, number) - 1
        return index >= 0 and not self._sections.isdisjoint(self._names[index])

    def _in_part(self, number: int, place: int) -> bool:
        if not self._parts:
            return True
        if number in self._title:
            return "title" in self._parts
        if place < self._headings.get(number, 0):
            return "heading" in self._parts
        return "body" in self._parts


def in_genre(rule: TableRule, draft: Draft) -> bool:
    """Whether the rule holds for the draft's genre; one that is not sure counts as none."""
    return not rule.genres or not {draft.genre, draft.genre_name}.isdisjoint(rule.genres)


_KINDS: dict[str, type[TableRule]] = {
    "require": RequireRule,
    "count": CountRule,
    "order": OrderRule,
}


def rule_classes(
    compiled: Mapping[str, Any], rest: Callable[[str], list[bytes]]
) -> tuple[type[TableRule], ...]:
    """A class for each rule, in order of code; the arguments are what `build` returns."""
    tables = Tables(compiled, rest)
    rules = []
    for number, values in enumerate(compiled["rules"]):
        anywhere = AnywhereRule if values["scope"] == "paragraph" else ScopedRule
        base = _KINDS.get(values["kind"], anywhere)
        if values["kind"] == "near":
            values = {**values, "message": values["message"] or NEAR}
        rules.append(
            type(
                values["code"],
                (base,),
                {
                    "__doc__": values["summary"],
                    "__module__": __name__,
                    "tables": tables,
                    "number": number,
                    **{
                        key: values[key]
                        for key in (
                            "code",
                            "name",
                            "severity",
                            "source",
                            "message",
                            "genres",
                            "sections",
                            "parts",
                            "file",
                        )
                    },
                },
            )
        )
    return tuple(sorted(rules, key=lambda rule: rule.code))
