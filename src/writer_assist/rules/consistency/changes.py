"""CS007: a change must follow from the numbers before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule, in_order
from .numbers import (
    NUMBER,
    Quantity,
    agrees,
    decimals_of,
    measure,
    percent,
    quantities,
    shown,
)
from .reading import reading

if TYPE_CHECKING:
    import re

    from writer_assist.outline.draft import Draft

_UP = ("增加", "增长", "提高", "上升", "提升", "扩大", "增", "升")
_VERB = LazyPattern(
    r"(?P<verb>增加|增长|提高|上升|提升|扩大|增|升|减少|下降|降低|压减|缩减|精简|压缩|缩短|减|降)(?P<to>到|至|为)(?:了)?"
)
_VERB_PAIRS = frozenset(
    bigram(pair)
    for pair in (
        "加到", "长到", "高到", "升到", "大到", "少到", "降到", "低到", "减到", "简到", "缩到", "短到",
        "加至", "长至", "高至", "升至", "大至", "少至", "降至", "低至", "减至", "简至", "缩至", "短至",
        "增为", "升为", "减为", "降为", "加为", "少为", "增到", "增至",
    )
)  # fmt: skip
_TO = "到至为"
_CHANGE = LazyPattern(
    rf"[^，。；0-9０-９\n]{{0,4}}，(?:同比|环比|[比较][^，。；0-9\n]{{1,5}})?(?P<verb>净增加?|增加|增长|提高|上升|提升|增幅|"
    rf"减少|下降|降低|降幅|压减)(?:了|达到|达|为)?(?P<number>{NUMBER})(?P<unit>个百分点|百分点|[%％]|倍|[一-龥]{{1,3}})"
)
_OVER_WORDS = ("，比上年", "，比去年", "，较上年", "，较去年")
_MORE = rf"(?P<verb>净?增加|增长|多|提高|减少|下降|降低|少)(?:了)?(?P<number>{NUMBER})(?P<unit>[一-龥]{{1,2}}?(?=[，。；、）\n]|$))"
_AND = (
    r"(?P<percent>，(?:同比)?(?:增长|增幅|上升|下降|降幅|减少)(?:率)?(?:达到|达|为|了)?"
    r"(?P<ratio>[0-9]{1,4}(?:\.[0-9]{1,3})?)[%％])"
)


def _over(word: str, percents: bool) -> LazyPattern:
    """What is said of last year, in the forms that can be checked.

    It begins with its words as they are, so that the engine skips to them at once, and leaves
    the plain form (18项，比上年增加5项), which is nearly always right, to the engine, too.
    """
    tail = rf"(?:度)?(?:同期)?(?:的(?P<old>{NUMBER})(?P<old_unit>[一-龥]{{1,2}}?))?{_MORE}{_AND}?"
    fewer = "|".join(
        rf"(?<=[^0-9.．万千百十亿][0-9]{{{n}}}[一-龥]{word})(?:同期)?(?:增加|多)了?[0-9]{{{more},}}"
        for n, more in ((1, 1), (2, 3), (3, 4))
    )
    forms = [f"(?={fewer})", "(?=度?(?:同期)?的)"]
    if percents:
        forms.append(r"(?=[^，。\n]{0,24}，[^，。\n]{2,9}[%％])")
    return LazyPattern(f"{word}(?:{'|'.join(forms)}){tail}")


_PERCENT_OVER = LazyPattern(
    rf"[比较](?:上年|去年|前年)(?:度)?(?:同期)?的(?P<old>{NUMBER})(?P<unit>[一-龥]{{1,2}}?)"
    r"(?P<verb>增加|增长|上升|提高|下降|减少|降低)了?(?P<ratio>[0-9]{1,4}(?:\.[0-9]{1,3})?)[%％]"
)
_PERCENT_OVER_PAIRS = frozenset(bigram(pair) for pair in ("期的", "年的", "度的"))
_OVER = tuple(
    (bigram(word[1:3]), _over(word, percents=False), _over(word, percents=True))
    for word in _OVER_WORDS
)
_DOWN_WORDS = ("减少", "下降", "降低", "少")


class WrongChange(DraftTextRule):
    """增减的数与前后的数不符。

    检查什么

    “由A增加到B，增长N%”“共B件，比上年增加M件，增长N%”里的数互相对不上；“由12件增加到8件”方向反了；
    两个百分比相减写成“%”而不是“个百分点”。

    为什么

    三个数里只要改了一个，另两个就要重算。

    错误示例

    - 提案由120件增加到150件，增长⟦20%⟧。
    - 采用信息由37条增加到52条，增加⟦25条⟧。
    - 发文由37件减少到⟦52件⟧。
    - 群众满意率由61%提高到83%，提高⟦22%⟧。
    - 全年报送信息60条，比上年增加12条，增长⟦20%⟧。
    - 上半年发生事故37起，比去年同期的20起上升⟦75%⟧。
    - 每部补助标准由10万元提高到15万元，提高⟦60%⟧。
    - 全年办结提案5件，比上年增加⟦8件⟧。

    正确示例

    - 提案由120件增加到150件，增长25%。
    - 旅游接待人数由2022年的186.4万人次增加到2023年的271.9万人次，同比增长45.9%。
    - 向乡镇索要的表格由37张减为9张。
    - 上半年发生事故37起，比去年同期的20起上升85%；产值由10万元提高到15万元，提高48%。
    - 采用率由1:5提高到1:3，排名由第5位上升到第2位。
    - 全年报送信息60条，比上年增加12条，增长25%。
    - 群众满意率由61%提高到83%，提高22个百分点。
    """

    code = "CS007"
    name = "wrong-change"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The number that does not fit: of the change, or the one reached."""
        text = draft.memo(reading)
        grams = draft.document.bigrams
        hits: list[Hit] = []
        if not _VERB_PAIRS.isdisjoint(grams):
            for to in _TO:
                if to in draft.document.characters:
                    hits += _from_to(text, to)
        percents = "%" in draft.document.characters or "％" in draft.document.characters
        if percents and not _PERCENT_OVER_PAIRS.isdisjoint(grams):
            for match in _PERCENT_OVER().finditer(text):
                hits += _percent_over(text, match)
        for pair, plain, full in _OVER:
            if pair in grams:
                pattern = full if percents else plain
                for match in pattern().finditer(text):
                    hits += _over_last_year(text, match)
        yield from in_order(hits)


_BEFORE_TO = frozenset("加长高升大少降低减简缩短增")


def _from_to(text: str, to: str) -> Iterator[Hit]:
    place = text.find(to)
    while place >= 0:
        if place and text[place - 1] in _BEFORE_TO:
            start = place - (1 if text[place - 1] in "增升减降" and _single(text, place) else 2)
            match = _VERB().match(text, max(0, start))
            if match is not None and match.end("to") == place + 1:
                yield from _compared(text, match)
        place = text.find(to, place + 1)


def _single(text: str, place: int) -> bool:
    return text[max(0, place - 2) : place] not in ("上升", "提升", "下降")


def _compared(text: str, verb: re.Match[str]) -> Iterator[Hit]:
    begin = (
        max(text.rfind(mark, max(0, verb.start() - 40), verb.start()) for mark in "，。；\n") + 1
    )
    begin = max(begin, verb.start() - 40, 0)
    source = max(text.rfind("由", begin, verb.start()), text.rfind("从", begin, verb.start()))
    if source < 0:
        return
    olds = quantities(text, source, verb.start())
    if len(olds) != 1 or not 0 <= verb.start() - olds[0].end <= 6:
        return
    old = olds[0]
    end = min(len(text), verb.end() + 30)
    stop = min(
        (i for mark in "，。；、\n" if (i := text.find(mark, verb.end(), end)) >= 0), default=end
    )
    news = quantities(text, verb.end(), stop)
    if len(news) != 1 or news[0].unit != old.unit or "第" in text[verb.end() : news[0].start]:
        return
    new = news[0]
    if (
        ":" in text[source:stop]
        or "：" in text[source:stop]
        or ("名" in text[old.number_end : old.end] and "第" in text[source : old.start])
    ):
        return
    up = verb["verb"] in _UP
    if (new.value < old.value) if up else (new.value > old.value):
        yield Hit(
            new.start,
            new.end,
            N_("由{old}{verb}{new}，方向反了，请核对"),
            {
                "old": text[old.start : old.end],
                "verb": verb[0],
                "new": text[new.start : new.end],
            },
        )
        return
    if not (old.exact and new.exact):
        return
    change = _CHANGE().match(text, new.end)
    if change is not None:
        yield from _change_hits(text, change, old, new)


def _change_hits(text: str, change: re.Match[str], old: Quantity, new: Quantity) -> Iterator[Hit]:
    unit = change["unit"]
    measured = measure(change["number"])
    if measured is None or text[change.end() : change.end() + 2] in ("以上", "左右"):
        return
    difference = abs(new.value - old.value)
    slack = (old.ulp + new.ulp + measured[1]) // 2
    ratio = unit in ("%", "％")
    named = text[old.number_end : old.end]
    if old.unit == "%":
        wanted = "个百分点"
        fits = abs(difference - measured[0]) <= slack
        if unit in ("个百分点", "百分点"):
            if fits:
                return
        elif not ratio or (not fits and _ratio_fits(change["number"], old, new)):
            return
        right = f"{shown(difference)}{wanted}"
    elif ratio:
        if not old.value:
            return
        if _is_rate_of_pay(text, old, new):
            old, new = old._replace(ulp=0), new._replace(ulp=0)
        if _ratio_fits(change["number"], old, new):
            return
        right = f"{percent(difference, old.value, decimals_of(change['number']))}%"
    elif unit.startswith(named):
        if abs(difference - measured[0]) <= slack:
            return
        unit = named
        right = f"{shown(difference)}{named}"
    else:
        return
    start = change.start("number")
    end = change.end("number") + len(unit)
    yield _change_hit(text, start, end, text[old.start : old.end], text[new.start : new.end], right)


_PAY = (
    "标准",
    "票价",
    "单价",
    "限额",
    "额度",
    "每人",
    "每户",
    "每部",
    "每月",
    "每年",
    "每亩",
    "每村",
    "每个",
    "每件",
    "补贴",
    "补助",
)


def _is_rate_of_pay(text: str, old: Quantity, new: Quantity) -> bool:
    """Whether two sums are what is fixed for one thing, and so exact: 每部由10万元提高到15万元."""
    if old.unit != "元" or 100 * (new.value - old.value) % old.value:
        return False
    start = max(text.rfind(mark, max(0, old.start - 30), old.start) for mark in "，。；\n") + 1
    return any(word in text[start : old.start] for word in _PAY)


def _ratio_fits(printed: str, old: Quantity, new: Quantity) -> bool:
    if not printed.replace(".", "").replace("．", "").isdecimal():
        return True
    difference = abs(new.value - old.value)
    slack = (old.ulp + new.ulp) // 2
    least = (max(0, difference - slack), old.value + old.ulp // 2 or 1)
    most = (difference + slack, max(1, old.value - old.ulp // 2))
    return agrees(printed, least, most)


def _change_hit(text: str, start: int, end: int, old: str, new: str, right: str) -> Hit:
    return Hit(
        start,
        end,
        N_("从{old}到{new}，变化应为{right}，不是{printed}，请核对"),
        {"old": old, "new": new, "right": right, "printed": text[start:end]},
        suggestions=(right,),
    )


def _percent_over(text: str, match: re.Match[str]) -> Iterator[Hit]:
    """37起，比去年同期的20起上升75%: the percentage follows from both numbers."""
    end = match.start()
    numbers = quantities(text, max(0, end - 16), end)
    given = measure(match["old"])
    if not numbers or given is None or not given[0]:
        return
    new = numbers[-1]
    unit = match["unit"]
    if text[new.end : end] not in ("，", "") or not new.exact:
        return
    if text[new.number_end : new.end] != unit:
        return
    old = new._replace(value=given[0], ulp=given[1])
    if _ratio_fits(match["ratio"], old, new):
        return
    right = f"{percent(abs(new.value - old.value), old.value, decimals_of(match['ratio']))}%"
    claimed = text[new.start : new.end]
    yield _change_hit(
        text, match.start("ratio"), match.end("ratio") + 1, match["old"] + unit, claimed, right
    )


def _over_last_year(text: str, match: re.Match[str]) -> Iterator[Hit]:
    unit = match["unit"]
    end = match.start()
    numbers = quantities(text, max(0, end - 16), end)
    if numbers and numbers[-1].end == end and numbers[-1].exact:
        new = numbers[-1]
        if text[new.number_end : end] == unit:
            yield from _year_hits(text, match, new)


def _year_hits(text: str, match: re.Match[str], new: Quantity) -> Iterator[Hit]:
    measured = measure(match["number"])
    if measured is None or new.unit == "%":
        return
    down = match["verb"] in _DOWN_WORDS
    difference = measured[0]
    old = new.value + difference if down else new.value - difference
    span = match.start("number"), match.end("unit")
    claimed = text[new.start : new.end]
    if old < 0:
        yield Hit(
            *span,
            N_("今年只有{new}，不可能比上年{verb}{change}，请核对"),
            {"new": claimed, "verb": match["verb"], "change": text[slice(*span)]},
        )
        return
    unit = match["unit"]
    if match["old"]:
        given = measure(match["old"])
        if given is not None and match["old_unit"] == unit:
            wanted = abs(new.value - given[0])
            if (given[0] > new.value) != down or wanted != difference:
                slack = (given[1] + new.ulp + measured[1]) // 2
                if abs(wanted - difference) > slack:
                    yield _change_hit(
                        text, *span, match["old"] + unit, claimed, f"{shown(wanted)}{unit}"
                    )
                    return
    printed = match["ratio"]
    if printed and old > 0:
        slack = (new.ulp + measured[1]) // 2
        least = (max(0, difference - measured[1] // 2), old + slack)
        most = (difference + measured[1] // 2, max(1, old - slack))
        if not agrees(printed, least, most):
            right = f"{percent(difference, old, decimals_of(printed))}%"
            yield _change_hit(
                text,
                match.start("ratio"),
                match.end("ratio") + 1,
                f"{shown(old)}{unit}",
                claimed,
                right,
            )
