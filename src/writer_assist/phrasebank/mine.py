"""Find the wordings that recur in past drafts: candidates for the office's phrasebank.

Runs of words are counted level by level: a run of ten words can only be frequent if both runs of
nine in it are, so that the work stays in proportion to the text. Kept are runs that occur in
several drafts, are part of no longer run that is as frequent, stand beside different words each
time, and hold no names, dates or numbers.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from writer_assist.records import NamedTuple

from .edit import Value, table
from .model import plain

if TYPE_CHECKING:
    from writer_assist.document.model import Document

SHORTEST, LONGEST = 6, 40
"""Characters of a wording."""

MOST_WORDS = 26
LEAST_ENTROPY = 0.9
"""Bits: how evenly what stands beside a wording varies; 1 is two words, as often each."""

SOURCES = 3
"""The places that are named for each wording."""

MOST_TEXT = 30_000_000
"""Characters that are looked at, over all drafts."""

_SENTENCE = re.compile(r"[^。；：！？…“”‘’《》〈〉（）()\[\]【】\s\v]+")
_PAUSES = frozenset("，、,")
_NUMBER = re.compile(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚ%％×○]")
_HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千万亿]{2,}|第?[一二三四五六七八九十][届次]")
_INSTITUTION = re.compile(r"(?:局|委员会|办公室|党组|主席|书记|县委|市委|区委|政府|人大|政协)$")
_LOOSE = (
    "的 了 着 过 和 与 及 以及 之 也 都 就 又 而 并 并且 但 但是 所 地 得 等 者 们 被 "
    "号 年 月 日 次"
)
_LOOSE_START = frozenset(f"{_LOOSE} 中 上 下 里 内 外 后 前 时 方面".split())
_LOOSE_END = frozenset(
    (
        f"{_LOOSE} 在 对 把 将 为 以 从 向 于 由 给 是 有 不 各 每 这 那 该 其 "
        "在于 对于 关于 为了 通过"
    ).split()
)
"""Words that a wording does not begin, or end, with."""

_NAMES = ("nr", "ns", "nt", "t")
"""How jieba tags persons, places, institutions and times."""

_EVERYWHERE = frozenset(("中国", "全国", "国家", "今年", "全年", "当前", "目前", "今后", "时期"))

_BREAK = 0


class Place(NamedTuple):
    """Where a wording stands: the file and the paragraph, from 1."""

    path: str
    paragraph: int


class Wording(NamedTuple):
    """A wording that recurs: how often, in how many drafts, and where first."""

    text: str
    times: int
    drafts: int
    places: tuple[Place, ...]
    genres: tuple[str, ...] = ()


class _Run(NamedTuple):
    """A frequent run of words: where it begins each time."""

    positions: list[int]
    drafts: int


class Miner:
    """Takes drafts one by one, then says what recurs in them."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {"": _BREAK}
        self._tokens: list[int] = [_BREAK]
        self._drafts: list[int] = [-1]
        self._paragraphs: list[int] = [0]
        self._paths: list[str] = []
        self._genres: list[str] = []
        self._seen: set[int] = set()
        self._size = 0

    @property
    def drafts(self) -> int:
        """How many different drafts were taken."""
        return len(self._paths)

    def add(self, path: str, document: Document) -> bool:
        """Take a draft; False for a copy of one that was taken, or beyond the limit."""
        from .segment import words

        identity = hash(document.text)
        self._size += len(document.text)
        if identity in self._seen or self._size > MOST_TEXT:
            return False
        genre = _genre(document)
        self._seen.add(identity)
        number = len(self._paths)
        self._paths.append(path)
        self._genres.append(genre)
        for paragraph in document.paragraphs:
            if paragraph.level is not None or paragraph.story not in ("body", "table"):
                continue
            for sentence in _SENTENCE.findall(paragraph.text):
                for word in words(sentence):
                    self._take(word, number, paragraph.number)
                self._take("", number, paragraph.number)
        return True

    def _take(self, word: str, draft: int, paragraph: int) -> None:
        # A number, like a mark, is the end of a wording.
        broken = not word or _NUMBER.search(word) or not (word.isalnum() or word in _PAUSES)
        self._tokens.append(_BREAK if broken else self._ids.setdefault(word, len(self._ids)))
        self._drafts.append(draft)
        self._paragraphs.append(paragraph)

    def found(
        self,
        min_count: int,
        min_drafts: int,
        known: Callable[[str], bool] = lambda text: False,  # noqa: ARG005
    ) -> list[Wording]:
        """The wordings that recur, those in the most drafts first.

        Args:
            min_count: how often one must occur.
            min_drafts: in how many drafts.
            known: whether a wording is in the phrasebank already.
        """
        words = list(self._ids)
        kept: list[Wording] = []
        for text, run in self._closed(words, min_count, min_drafts):
            if (
                SHORTEST <= len(text) <= LONGEST
                and self._is_free(run.positions, _length(text, run, self._tokens, words))
                and not known(text)
                and _is_general(text)
            ):
                kept.append(self._wording(text, run))
        return sorted(_longest(kept), key=lambda w: (-w.drafts, -w.times, -len(w.text), w.text))

    def _closed(
        self, words: Sequence[str], min_count: int, min_drafts: int
    ) -> Iterator[tuple[str, _Run]]:
        """Runs of two words or more that no longer run of the same count holds."""
        level = self._singles(min_count, min_drafts)
        pauses = {self._ids.get(mark, -1) for mark in _PAUSES}
        size = 1
        while level and size < MOST_WORDS:
            longer = self._longer(level, min_count, min_drafts)
            at = {place: run for run in level for place in run.positions}
            held: set[int] = set()
            for run in longer:
                place = run.positions[0]
                for inner, edge in ((at[place], place + size), (at[place + 1], place)):
                    if len(inner.positions) == len(run.positions) and (
                        self._tokens[edge] not in pauses
                    ):
                        held.add(id(inner))
            if size > 1:
                for run in level:
                    own = self._tokens[run.positions[0] : run.positions[0] + size]
                    first, last = words[own[0]], words[own[-1]]
                    if (
                        id(run) not in held
                        and first not in _LOOSE_START
                        and last not in _LOOSE_END
                        and not {first, last} & _PAUSES
                    ):
                        yield "".join(words[token] for token in own), run
            level, size = longer, size + 1

    def _singles(self, min_count: int, min_drafts: int) -> list[_Run]:
        places: dict[int, list[int]] = {}
        for place, token in enumerate(self._tokens):
            if token != _BREAK:
                places.setdefault(token, []).append(place)
        return self._frequent(places.values(), min_count, min_drafts)

    def _longer(self, level: Sequence[_Run], min_count: int, min_drafts: int) -> list[_Run]:
        """The frequent runs that are a word longer."""
        number = {place: n for n, run in enumerate(level) for place in run.positions}
        places: dict[tuple[int, int], list[int]] = {}
        for place in sorted(number):
            follower = number.get(place + 1)
            if follower is not None:
                places.setdefault((number[place], follower), []).append(place)
        return self._frequent(places.values(), min_count, min_drafts)

    def _frequent(self, places: Iterable[list[int]], min_count: int, min_drafts: int) -> list[_Run]:
        runs = []
        for positions in places:
            if len(positions) >= min_count:
                drafts = len({self._drafts[place] for place in positions})
                if drafts >= min_drafts:
                    runs.append(_Run(positions, drafts))
        return runs

    def _is_free(self, positions: Sequence[int], size: int) -> bool:
        """Whether different words stand before a run, and behind it."""
        pauses = {self._ids.get(mark, -1) for mark in _PAUSES} | {_BREAK}
        for shift in (-1, size):
            beside = [self._tokens[place + shift] for place in positions]
            # Each mark is as good as another word: the wording may stand by itself.
            counts = Counter(token for token in beside if token not in pauses)
            marks = len(beside) - sum(counts.values())
            if _entropy([*counts.values(), *[1] * marks]) < LEAST_ENTROPY:
                return False
        return True

    def _wording(self, text: str, run: _Run) -> Wording:
        places = []
        drafts: set[int] = set()
        for position in run.positions:
            draft = self._drafts[position]
            if draft not in drafts:
                drafts.add(draft)
                places.append(Place(self._paths[draft], self._paragraphs[position]))
        genres = {self._genres[draft] for draft in drafts}
        genre = genres.pop() if len(genres) == 1 else ""
        return Wording(
            text,
            len(run.positions),
            len(drafts),
            tuple(places[:SOURCES]),
            (genre,) if genre else (),
        )


def review_file(found: Sequence[Wording], drafts: int, theme: str = "待审") -> str:
    """A phrase file of what was found, with where it was found as comments."""
    from .edit import new_file

    lines = [
        f"# 从 {drafts} 份文稿里找出的 {len(found)} 条常用说法，供审阅：不要的删去，",
        "# 补上“用法”“部分”，再用 writer-assist phrase import 收进本单位的常用语库。",
        *new_file(theme).splitlines()[1:],
    ]
    for wording in found:
        places = "、".join(f"{p.path}:{p.paragraph}" for p in wording.places)
        places = "".join(c if c.isprintable() else "?" for c in places)
        more = " 等" if wording.drafts > len(wording.places) else ""
        values: dict[str, Value] = {"词": wording.text}
        if wording.genres:
            values["文种"] = wording.genres
        lines += [
            "",
            f"# {wording.times} 次，{wording.drafts} 份文稿：{places}{more}",
            *table(values).splitlines(),
        ]
    return "\n".join(lines) + "\n"


def known_in(texts: Iterable[str]) -> Callable[[str], bool]:
    """What tells whether a wording is part of one of ``texts``."""
    everything = "\n".join(map(plain, texts))
    return lambda text: plain(text) in everything


def _genre(document: Document) -> str:
    """The genre of the first draft in a file; "" if it is not sure."""
    from writer_assist.outline.drafts import split

    drafts = split(document)
    return drafts[0].genre_name if drafts else ""


def _length(text: str, run: _Run, tokens: Sequence[int], words: Sequence[str]) -> int:
    """How many words a run has."""
    place, left, size = run.positions[0], len(text), 0
    while left > 0:
        left -= len(words[tokens[place + size]])
        size += 1
    return size


def _entropy(counts: Sequence[int]) -> float:
    total = sum(counts)
    return -sum(count / total * math.log2(count / total) for count in counts)


def _is_general(text: str) -> bool:
    """Whether a wording says something, and has no names, dates and numbers in it."""
    from .segment import tagger

    if _HAN_NUMBER.search(text) or _INSTITUTION.search(text):
        return False
    tagged = tagger().lcut(text)
    # jieba takes some verbs for nouns (办理); what goes before a verb shows them.
    acts = any(pair.flag.startswith(("v", "ad", "d", "i")) for pair in tagged)
    return acts and not any(
        pair.flag.startswith(_NAMES) and pair.word not in _EVERYWHERE for pair in tagged
    )


def _longest(found: Sequence[Wording]) -> list[Wording]:
    """Without those that a longer one of the same count holds."""
    kept: list[Wording] = []
    for wording in sorted(found, key=lambda w: -len(w.text)):
        if not any(w.times == wording.times and wording.text in w.text for w in kept):
            kept.append(wording)
    return kept
