"""What the titles of past drafts have in common: their forms, and the signs of a genre."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from writer_assist.outline.frame import TYPE_WORDS, without_tail

from .names import without_persons
from .words import section_words

_YEAR = re.compile(
    r"(?:19|20)\d\d(?:[—\-～~至](?:19|20)?\d\d)?年?(?:上半年|下半年|第[一二三四]季度|学年度|度)?"
    r"|[一二]〇[〇一二三四五六七八九]{2}年度?"
)
_ABOUT = re.compile(r"^(.{0,40}?)关于(.{1,80})的(\w{1,6})$")
_GENERAL = re.compile(
    "(?:年度|半年|工作|总结|小结|述职|汇报|情况|报告|关于|履职|方案|通知|提案|意见|建议|的|和|与|及)*"
)
_MOST_TITLES = 80
_COMMON = 0.8
"""What stands in such a part of the titles is common to them."""

_OPENING = 450
_MOST_WORDS = 10


def squeezed(title: str) -> str:
    """A title without white space and bracketed tails."""
    return without_tail("".join(title.split()))


def title_forms(titles: Sequence[str]) -> list[tuple[str, int]]:
    """The forms of titles with gaps ({年度}, {单位}, {事由}), and how many have each."""
    forms: Counter[str] = Counter()
    bare = [without_persons(squeezed(title), "{姓名}") for title in titles if title]
    unit = common_start(bare)
    for title in bare:
        match = _ABOUT.match(title)
        if match:
            head = "{单位}" if match[1] else ""
            forms[f"{head}关于{{事由}}的{match[3]}"] += 1
            continue
        head, rest = (unit, title[len(unit) :]) if unit else ("", title)
        years = list(_YEAR.finditer(rest))
        if years:
            before = rest[: years[0].start()]
            if not unit:
                person = "{姓名}" if "{姓名}" in before else "{单位}"
                before = person if before else ""
            rest = before + _YEAR.sub("{年度}", rest[years[0].start() :])
        forms[head + rest] += 1
    common = [(form, count) for form, count in forms.most_common(3) if count > 1]
    return common or forms.most_common(1)


def common_start(titles: Sequence[str]) -> str:
    """What all titles begin with: the unit's name; "" if that is less than four characters."""
    if len(titles) < 2:
        return ""
    first = min(titles)
    last = max(titles)
    size = next((i for i, c in enumerate(first) if last[i : i + 1] != c), len(first))
    start = first[:size]
    year = _YEAR.search(start) or re.search(r"(?:19|20)\d{0,2}$", start)
    start = start[: year.start()] if year else start
    start = re.sub(r"\{[^}]*$", "", start).removesuffix("关于")
    return start if len(start) >= 4 and not start.endswith(TYPE_WORDS) else ""


def patterns(titles: Sequence[str]) -> list[str]:
    """What most titles have in common, as a pattern (水利局…工作总结), or none."""
    bare = [_YEAR.sub("\n", squeezed(title)) for title in titles if title][:_MOST_TITLES]
    if len(bare) < 2:
        return []
    blocks = _blocks(bare)
    return ["…".join(blocks)] if blocks else []


def is_general(pattern: str) -> bool:
    """Whether a pattern names no unit and no subject: 工作总结."""
    return all(_GENERAL.fullmatch(part) for part in pattern.split("…"))


def _blocks(titles: Sequence[str]) -> list[str]:
    """The longest runs of characters that stand in most titles, in order."""
    least = max(2, int(_COMMON * len(titles) + 0.999))
    best = ""
    for title in titles[: len(titles) - least + 1]:
        for start in range(len(title)):
            for end in range(start + max(2, len(best) + 1), len(title) + 1):
                run = title[start:end]
                if "\n" in run or sum(run in other for other in titles) < least:
                    break
                best = run
    if not best:
        return []
    cut = [title.partition(best) for title in titles if best in title]
    before = _blocks([head for head, _, _ in cut]) if len(cut) >= 2 else []
    behind = _blocks([tail for _, _, tail in cut]) if len(cut) >= 2 else []
    return [*before, best, *behind]


def endings(titles: Sequence[str]) -> list[str]:
    """The kinds of paper with which the titles end: 请示, 工作规程."""
    bare = [squeezed(title) for title in titles if title]
    found: Counter[str] = Counter()
    for title in bare:
        kinds = [word for word in TYPE_WORDS if title.endswith(word)]
        if kinds:
            found[max(kinds, key=len)] += 1
    if not found and len(bare) > 1:
        tail = bare[0]
        while tail and not all(title.endswith(tail) for title in bare):
            tail = tail[1:]
        return [tail] if len(tail) >= 2 else []
    return [kind for kind, count in found.most_common() if count * 5 >= len(bare)]


def common_words(texts: Sequence[str], known: Sequence[str]) -> list[str]:
    """Words of three characters or more that most texts have, without those known."""
    inside = [(number, text) for number, text in enumerate(texts)]
    least = max(2, int(0.7 * len(texts)))
    words = section_words(inside, [], 40)
    return [
        word
        for word in words
        if len(word) >= 3
        and sum(word in text for text in texts) >= least
        and not any(word in other or other in word for other in known)
    ][:_MOST_WORDS]


def opening(text: str) -> str:
    """So much of a body as tells what it is."""
    return text[:_OPENING]
