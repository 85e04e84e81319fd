"""Numbers that were deleted: 提交提案件, 诞辰周年, 第届."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.rules.base import LazyPattern
from writer_assist.rules.gates import heads, matches, pairs

from .context import is_han
from .mark import Mark
from .words import (
    ANNIVERSARIES,
    COUNTED,
    COUNTED_BY_VERB,
    COUNTED_IN_PIECES,
    COUNTING_VERBS,
    HAN_DIGITS,
    HOUSEHOLDS_COUNTED_BY,
    LETTERS,
    NAMED_BY_VERB,
    NEEDS_VERB,
    NOT_COUNTED,
    NOT_MEASURES,
    RATES,
)

_MEASURE = LazyPattern(r"[件条篇份名人户家个项次场期处元箱吨亩](?=[，。；、）)：:！\n]|其中|\Z)")
_GAPS = ("余", "多", "近", "约", "达", "共", "万", "亿", "余万", "多万", "千", "百", "")
"""What may be left between a noun and its measure word when the digits are gone."""
_AFTER_VERB = {
    "了": frozenset(("件", "次", "项", "篇", "份", "条", "元", "人次")),
    "到": frozenset(("件", "次", "篇", "元", "人次")),
    "至": frozenset(("件", "次", "篇", "元", "人次")),
    "计": frozenset(("元", "人次", "亩", "吨")),
    "共": frozenset(("元", "人次", "亩", "吨")),
    "达": frozenset(("元", "人次", "亩", "吨", "户")),
    "约": frozenset(("元", "人次", "亩", "吨")),
    "足": frozenset(("个", "件", "次", "名", "人", "户", "元")),
    "近": frozenset(("件", "次", "篇", "元", "人次", "名", "箱", "吨", "亩")),
}
"""Measure words that need a number behind 增加了, 增加到, 近."""
_NOT_NEAR = (
    "附近",
    "最近",
    "邻近",
    "亲近",
    "靠近",
    "临近",
    "远近",
    "达到",
    "得到",
    "满足",
    "充足",
    "手足",
    "立足",
    "富足",
    "十足",
    "远足",
)
_GAP_ENDS = frozenset("余多近约达共万亿千百")
_NUMERALS = frozenset(
    "0123456789０１２３４５６７８９几数半整每各两单首末本该此这那何"
    + HAN_DIGITS
    + LETTERS
    + "×*某_＿"
) - frozenset("余多万亿千百")
_NUMBER_ENDS = _NUMERALS | frozenset("余多共万亿千百")
_POINT = LazyPattern(r"[.．]\d{0,4}(?:[万亿]?元|[%％]|万人|亿人)")
_PERCENT = LazyPattern(r"[%％](?=[，。；、以\u4e00-\u9fff])")
_BEHIND_VERB = LazyPattern(r"[名件次篇条份期户个项场批卷座台套轮](?=[\u4e00-\u9fff])")
_REST = LazyPattern(r"余(?:人次|万[字元人]|亿?元|[名件户亩家篇条项吨]|公里)")
_NOT_REST = frozenset("其剩业多富盈年月残之有课工空结节残0123456789十百千万亿")
_AFTER_OF = frozenset("从自于在至到")
# Two patterns: a search for a literal is ten times as fast as one for a class.
_MONEY = (LazyPattern(r"万元(?=[\u4e00-\u9fff])"), LazyPattern(r"亿元(?=[\u4e00-\u9fff])"))
_WAITED = LazyPattern(r"了个(?=多?月|小时|百分点|季度)")
_RATE = LazyPattern(r"率(?:达到?|为|约为)(?:以上|左右)?(?=[，。；])")
_HOUR = LazyPattern(r"午[ \u3000]{0,4}时(?![段分间候光常不])")
_YEAR_MONTH = LazyPattern(r"年年?月(?=[，。；、起间至初底末份中上下以])")
_ORDINAL = LazyPattern(
    r"第[ \u3000]{0,8}(?:届|号(?!召)|次(?!序|第)|期|批(?!评|准|复|示|判)|轮|季度"
    r"|(?<=[ \u3000])(?:条|章|页|名|位|个))"
)
_DOCUMENT_NUMBER = LazyPattern(
    r"[〔\[（(【［](?:(?:19|20)\d\d|[ \u3000]{0,8}|20[ \u3000]{1,6})[〕\]）)】］]"
    r"[ \u3000]{0,8}第?[ \u3000]{0,8}号"
)
_SESSION = LazyPattern(r"届(?:(?=[一二三四五六七八九]中全会)|[ \u3000]{0,8}次(?=会议|全会|全体))")
_SPACED_COUNT = LazyPattern(
    r"[ \u3000]{1,12}(?:余|多)?"
    r"(?:件|人次|名|条|篇|份|户|家|个|项|次|场|期|万元|亿元|元|人|座|台|套|亩|公里|吨|所|处|批|支|组|辆)"
    r"(?=[，。；、）)\u4e00-\u9fff])"
)
_NAMED_YEARS = ("今", "去", "前", "明")
_BEFORE_COUNT = frozenset("共计达近约有第为至出撰交办理集召开")
_DOUBLE_MONTH = LazyPattern(r"月月(?=初|底|末|中旬|上旬|下旬|份)")
_BEFORE_MONTHS = frozenset("月每本当上下该各隔这个某几")
_LETTER_NUMBER = LazyPattern(
    r"(?<![A-Za-z0-9“+＋×])[NＮ](?=(?:余|多)?(?:名|件|篇|条|份|期|场|户|家|万元|亿元|人次|元))"
)


def find_missing_numbers(
    text: str, characters: frozenset[str], bigrams: frozenset[int]
) -> Iterator[Mark]:
    """Yield the places where a number must have stood and none does.

    ``characters`` and ``bigrams`` are those that occur in the text: most searches are ruled out
    by them.
    """
    found = _PAIRS & bigrams
    if found:
        yield from _uncounted(text, found)
        yield from _words_without_number(text, found)
        if not _REST_PAIRS.isdisjoint(found):
            yield from _rests(text)
        if not _ANNIVERSARY_PAIRS.isdisjoint(found):
            yield from _anniversaries(text)
        if not _DOUBLE_MONTH_PAIRS.isdisjoint(found):
            yield from _double_months(text)
        yield from _ordinals(text, characters, found)
    if "." in characters or "．" in characters:
        yield from _lone_points(text)
    if "%" in characters or "％" in characters:
        yield from _bare_percents(text)
    for blank in " \u3000":
        if blank in characters:
            yield from _spaced_counts(text, blank)
    if "N" in characters or "Ｎ" in characters:
        for match in _LETTER_NUMBER().finditer(text):
            yield Mark(match.start(), match.end(), "number")


def _lone_points(text: str) -> Iterator[Mark]:
    """专项经费.万元, 380.元: what is left of a number is its decimal point."""
    for match in _POINT().finditer(text):
        start = match.start()
        before = text[start - 1] if start else "\n"
        if is_han(before) or (before.isdigit() and not match[0][1:2].isdigit()):
            yield Mark(start, start + 1, "missing-number")


def _double_months(text: str) -> Iterator[Mark]:
    """从前年月月初: the months on both sides of 至 or 到 are gone."""
    for match in _DOUBLE_MONTH().finditer(text):
        start = match.start()
        before = text[start - 1] if start else "\n"
        if before not in _BEFORE_MONTHS and text[max(0, start - 2) : start] != "年年":
            yield Mark(start, match.end(), "missing-number")


def _uncounted(text: str, found: frozenset[int]) -> Iterator[Mark]:
    """A noun and its measure word with no number between them."""
    likely = _BEFORE_MEASURE_PAIRS & found
    if not likely or (_BEHIND_MEASURE_PAIRS.isdisjoint(found) and text[-1:] not in _BEFORE_MEASURE):
        return
    for match in matches(_MEASURE, text, likely):
        start = match.start()
        before = text[start - 1 : start]
        # A measure word mostly follows a number.
        if before not in _BEFORE_MEASURE[text[start]]:
            continue
        end = match.end()
        unit = text[start]
        if unit == "次" and before == "人":
            start -= 1
            unit = "人次"
            before = text[start - 1 : start]
        bare = start - 1 if unit == "元" and before in ("万", "亿") else start
        verb = text[bare - 1 : bare]
        if verb in ("近", "达", "约", "共", "计") and bare < start:
            continue  # 近万元 is a number
        if unit in _AFTER_VERB.get(verb, ()) and text[bare - 2 : bare] not in _NOT_NEAR:
            yield Mark(bare - 1, end, "missing-number")
            continue
        nouns = COUNTED.get(unit, ())
        for gap in _GAPS if before in _GAP_ENDS else ("",):
            stop = start - len(gap)
            if stop < 2 or (gap and not text.startswith(gap, stop)):
                continue
            if gap in ("万", "亿", "千", "百", "余万", "多万") and unit not in "元亩":
                continue
            if not text.endswith(nouns, max(0, stop - 6), stop):
                continue
            noun = next(n for n in nouns if text.endswith(n, 0, stop))
            begin = stop - len(noun)
            if gap or unit not in NEEDS_VERB or _is_counting(text, begin):
                yield Mark(begin, end, "missing-number")
                break


def _before_measure(unit: str) -> frozenset[str]:
    """What may stand right before a measure word whose number is gone."""
    ends = {noun[-1] for noun in COUNTED.get(unit, ())} | _GAP_ENDS | _AFTER_VERB.keys()
    return frozenset(ends | {"人"} if unit == "次" else ends)


_BEFORE_MEASURE = {unit: _before_measure(unit) for unit in "件条篇份名人户家个项次场期处元箱吨亩"}

# What must occur for a search to find anything.
_BEFORE_MEASURE_PAIRS = frozenset().union(*(pairs(b, u) for u, b in _BEFORE_MEASURE.items()))
_BEHIND_MEASURE_PAIRS = pairs(_BEFORE_MEASURE, "，。；、）)：:！\n其")
_BEHIND_VERB_PAIRS = pairs({v[-1] for v in COUNTED_BY_VERB}, "名件次篇条份期户个项场批卷座台套轮")
_MONEY_PAIRS = heads(("万元", "亿元"))
_RATE_PAIRS = pairs("率", "达为约")
_WAITED_PAIRS = heads(("了个",))
_HOUR_PAIRS = pairs("午", " \u3000时")
_YEAR_MONTH_PAIRS = heads(("年月",))
_REST_PAIRS = pairs("余", "人万亿元名件户亩家篇条项吨公")
_ANNIVERSARY_PAIRS = heads(("周年",))
_DOUBLE_MONTH_PAIRS = heads(("月月",))
_ORDINAL_PAIRS = pairs("第", " \u3000届号次期批轮季")
_DOCUMENT_NUMBER_PAIRS = pairs("〕]）)】］ \u3000第", "号")
_SESSION_PAIRS = pairs("届", "一二三四五六七八九 \u3000次")
_PAIRS = frozenset().union(
    _BEFORE_MEASURE_PAIRS, _BEHIND_MEASURE_PAIRS, _BEHIND_VERB_PAIRS, _MONEY_PAIRS, _RATE_PAIRS,
    _WAITED_PAIRS, _HOUR_PAIRS, _YEAR_MONTH_PAIRS, _REST_PAIRS, _ANNIVERSARY_PAIRS,
    _DOUBLE_MONTH_PAIRS, _ORDINAL_PAIRS, _DOCUMENT_NUMBER_PAIRS, _SESSION_PAIRS,
)  # fmt: skip


def _words_without_number(text: str, found: frozenset[int]) -> Iterator[Mark]:
    """覆盖个行政村, 下午时前, 去年年月: words that a number has to stand in."""
    yield from _behind_verbs(text, _BEHIND_VERB_PAIRS & found)
    if not _MONEY_PAIRS.isdisjoint(found):
        yield from _lone_money(text)
    if not _RATE_PAIRS.isdisjoint(found):
        for match in _RATE().finditer(text):
            yield Mark(match.start(), match.end(), "missing-number")
    if not _WAITED_PAIRS.isdisjoint(found):
        for match in _WAITED().finditer(text):
            yield Mark(match.start(), match.end(), "missing-number")
    if not _HOUR_PAIRS.isdisjoint(found):
        for match in _HOUR().finditer(text):
            yield Mark(match.start() - 1, match.end(), "missing-number")
    if not _YEAR_MONTH_PAIRS.isdisjoint(found):
        yield from _years_months(text)


def _behind_verbs(text: str, likely: frozenset[int]) -> Iterator[Mark]:
    """覆盖个行政村: a measure word right behind a verb."""
    for match in matches(_BEHIND_VERB, text, likely):
        start = match.start()
        verb = text[start - 2 : start]
        if verb in COUNTED_BY_VERB and not text.startswith(NOT_MEASURES, start):
            if text[start] == "个" and verb in ("安排", "参加", "解决", "联系", "答复", "明确"):
                continue  # 安排个工作: one goes without saying
            if text[start] == "户" and verb not in HOUSEHOLDS_COUNTED_BY:
                continue  # 种植户, 帮扶户: households of a kind
            if verb in NAMED_BY_VERB.get(text[start], ()):
                continue  # 建设期, 种植场: a time or a place of a kind
            if text[start] == "件" and not text.startswith(COUNTED_IN_PIECES, start + 1):
                continue  # 答复件, 承办件: papers of a kind
            yield Mark(start - 2, start + 1, "missing-number")


def _lone_money(text: str) -> Iterator[Mark]:
    """争取资金万元用于…: a sum of which the unit is left."""
    for pattern in _MONEY:
        for match in pattern().finditer(text):
            start = match.start()
            noun = next((n for n in COUNTED["元"] if text.endswith(n, 0, start)), None)
            if noun is not None:
                yield Mark(start - len(noun), match.end(), "missing-number")


def _years_months(text: str) -> Iterator[Mark]:
    """去年年月, 从年月起: a month without its number."""
    for match in _YEAR_MONTH().finditer(text):
        before = text[match.start() - 1 : match.start()]
        if (before in _NAMED_YEARS and text[match.end()] not in "底初末份中上下") or (
            len(match[0]) == 2 and before in _AFTER_OF
        ):
            yield Mark(match.end() - 2, match.end(), "missing-number")


def _rests(text: str) -> Iterator[Mark]:
    """投入余人次: what is left of 三百余人次."""
    for match in _REST().finditer(text):
        before = text[match.start() - 1 : match.start()]
        if is_han(before or "\n") and before not in _NOT_REST and before not in _NUMERALS:
            yield Mark(match.start(), match.end(), "missing-number")


def _is_counting(text: str, noun: int) -> bool:
    """Whether a verb shortly before the noun, or 共 near it, announces a count."""
    window = text[max(0, noun - 5) : noun]
    return any(verb in window for verb in COUNTING_VERBS) or "共" in text[max(0, noun - 8) : noun]


def _bare_percents(text: str) -> Iterator[Mark]:
    for match in _PERCENT().finditer(text):
        start = match.start()
        while start and match.start() - start < 8 and text[start - 1] in " \u3000":
            start -= 1
        before = text[start - 1 : start]
        if not before or not is_han(before) or before in _NUMBER_ENDS:
            continue
        word = text[start - 2 : start]
        word = word if len(word) == 2 and is_han(word[0]) else before
        rate = next((r for r in RATES if text.endswith(r, max(0, start - 4), start)), word)
        if match.end() - start > 2:
            rate = ""  # 占总数的  %
        if _in_sentence(text, start, match.end()):
            yield Mark(start - len(rate), match.end(), "missing-number")


def _in_sentence(text: str, start: int, end: int) -> bool:
    """Whether a full sentence surrounds the place (a table's head "增长%" is none)."""
    window = text[max(0, start - 30) : start].rpartition("\n")[2]
    window += text[end : end + 30].partition("\n")[0]
    return any(mark in window for mark in "，。；")


def _anniversaries(text: str) -> Iterator[Mark]:
    """诞辰周年: an anniversary that does not say which."""
    position = text.find("周年")
    while position >= 0:
        start = position
        while start and position - start < 8 and text[start - 1] in " \u3000":
            start -= 1
        for event, needs in ANNIVERSARIES:
            if text.endswith(event, max(0, start - 8), start):
                before = text[max(0, start - 20) : start].rpartition("\n")[2]
                expected = not needs or any(word in before for word in needs)
                if expected and not text.startswith("周年庆", position):
                    yield Mark(start - len(event), position + 2, "missing-number")
                break
        position = text.find("周年", position + 2)


def _spaced_counts(text: str, blank: str) -> Iterator[Mark]:
    """共   人: white space where a number belongs."""
    start = text.find(blank)
    while start >= 0:
        match = _SPACED_COUNT().match(text, start)
        before = text[start - 1] if start else "\n"
        blanks = len(match[0]) - len(match[0].lstrip(" \u3000")) if match else 0
        if (
            match
            and (before in _BEFORE_COUNT or (blanks >= 2 and is_han(before)))
            and not text.startswith(NOT_COUNTED, start + blanks)
        ):
            yield Mark(start, match.end(), "missing-number")
        start = text.find(blank, start + 1)


def _ordinals(text: str, characters: frozenset[str], found: frozenset[int]) -> Iterator[Mark]:
    if not _ORDINAL_PAIRS.isdisjoint(found):
        for match in _ORDINAL().finditer(text):
            yield Mark(match.start(), match.end(), "ordinal")
    if not _DOCUMENT_NUMBER_PAIRS.isdisjoint(found) and not characters.isdisjoint("〕]）)】］"):
        for match in _DOCUMENT_NUMBER().finditer(text):
            yield Mark(match.start(), match.end(), "ordinal")
    if not _SESSION_PAIRS.isdisjoint(found):
        for match in _SESSION().finditer(text):
            before = text[max(0, match.start() - 8) : match.start()].rstrip(" \u3000")
            if before.endswith("党的" if match[0] == "届" else "政协"):
                yield Mark(match.start(), match.end(), "ordinal")
