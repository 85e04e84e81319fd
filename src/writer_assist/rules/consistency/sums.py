"""CS004: parts must add up to the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule, in_order
from .listed import plain, sentence_end
from .numbers import NUMBER, UNIT_WORDS, Quantity, quantities, shown
from .reading import reading
from .sentences import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from writer_assist.outline.draft import Draft


class _Split(NamedTuple):
    """Ways to divide a whole so that each part belongs to exactly one class.

    ``labels`` are the names of each class, ``least`` how many of the classes must be there
    for the parts to make up the whole.
    """

    labels: tuple[tuple[str, ...], ...]
    least: int


_SPLITS = (
    _Split((("主办",), ("协办",), ("会办",), ("分办",), ("独办", "单办")), 2),
    _Split((("A类", "Ａ类"), ("B类", "Ｂ类"), ("C类", "Ｃ类"), ("D类", "Ｄ类")), 2),
    _Split((("集体提案",), ("委员提案", "个人提案", "联名提案")), 2),
    _Split((("人大代表建议", "人大建议", "代表建议"), ("政协委员提案", "政协提案", "委员提案")), 2),
    _Split((("上半年",), ("下半年",)), 2),
    _Split((("一季度",), ("二季度",), ("三季度",), ("四季度",)), 4),
    _Split((("男",), ("女",)), 2),
    _Split((("办结", "办理完毕"), ("未办结", "正在办理", "在办")), 2),
    _Split((("线上",), ("线下",)), 2),
    _Split((("口头发言",), ("书面发言",)), 2),
    _Split((("正式党员",), ("预备党员",)), 2),
    _Split((("中共党员",), ("党外人士", "非中共党员", "非党员", "党外委员")), 2),
    _Split((("大会期间", "全会期间"), ("闭会期间",)), 2),
    _Split((("满意",), ("基本满意",), ("不满意",)), 2),
    _Split((("集中供养",), ("分散供养",)), 2),
)
_NOT_BEHIND = {"女": "妇子儿少男", "男": "", "满意": "本不较群", "办结": "未", "一季度": "十"}
_ALL_LABELS = tuple(label for split in _SPLITS for names in split.labels for label in names)
_GAP = 14
_TOTALS = ("共计", "合计", "总计", "总共", "共有", "共")
_PART_OF_LIST = LazyPattern(r"[、，,和及与]{1,2}(?:以及)?[^，。；、：:（）()\n0-9%]{0,10}$")
_ITEM = LazyPattern(rf"[^，。；、：:（）()\n]{{1,12}}?{NUMBER}(?:{'|'.join(UNIT_WORDS)})[、，；]")
_LEADS = LazyPattern(
    # 12件，其中主办; 12件（主办; 12件提案中，主办; 12次，上半年
    r"。?[^。；\n]{0,40}其中[，：]?[^，。；、\n]{0,4}|[^，。；、：（\n]{0,16}[，：（、]?[^，。；、\n]{0,4}"
)
_CLASSIFIERS = frozenset("".join(UNIT_WORDS))


class PartsDoNotAddUp(DraftTextRule):
    """各部分相加不等于总数。

    检查什么

    总数与分项在同一句里，而分项相加不是总数。只检查不重不漏的分法：主办与协办（会办、分办），A、B、C、D类，
    集体提案与委员提案，人大建议与政协提案，男与女，上半年与下半年，四个季度，办结与未办结，线上与线下，口头与书面发言；
    以及写明“共计”“合计”的，冒号后面逐项带数的。有“余”“近”“约”的不算；按万、亿取整的，留出四舍五入的余地。

    为什么

    一件提案不是主办就是协办，不是A类就是B类或C类，加起来必须是总数。“其中党员20名、妇女8名”可以重叠，不相加。

    错误示例

    - 全年承办提案⟦18件⟧，其中A类8件、B类9件。
    - 今年我局承办县政协提案⟦12件⟧（主办8件、协办5件），均已办结。
    - 全镇共有委员⟦30名⟧，其中男委员21名、女委员8名。
    - 省级媒体用稿8篇、市级媒体用稿15篇、县级媒体用稿32篇，共计⟦54篇⟧。
    - 全年编发信息⟦50期⟧：工作动态30期、社情民意18期。

    正确示例

    - 全年承办提案18件，其中A类8件、B类10件。
    - 承办建议5件、提案12件，其中主办10件、协办7件。
    - 提案9件已全部办结，主办件中A类4件、B类1件。
    - 全组共有委员30名，其中中共党员12名、女委员9名。
    - 全年完成投资3.2亿元，其中上半年1.4亿元，下半年1.9亿元。
    - 收到提案163件，立案151件，其中A类98件、B类41件、C类12件。
    """

    code = "CS004"
    name = "parts-do-not-add-up"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The total."""
        text = draft.memo(reading)
        hits: list[Hit] = []
        for sentence in draft.memo(sentences):
            words = text[sentence.start : sentence.end]
            for split in _SPLITS:
                if _mentions(words, split):
                    hits += _split_hits(text, sentence, split)
            hits += _total_hits(text, sentence)
        characters = draft.document.characters
        for mark, half in ("：:", "（("):
            if mark in characters or half in characters:
                hits += _list_hits(text, mark)
        yield from in_order(hits)


def names_known_split(words: str) -> bool:
    """Whether the words divide a whole in one of the ways that this rule knows."""
    return any(_mentions(words, split) for split in _SPLITS)


def _mentions(words: str, split: _Split) -> bool:
    """Whether enough classes of a split are named at all."""
    count = 0
    for names in split.labels:
        for name in names:
            if name in words:
                count += 1
                break
    return count >= split.least


def _split_hits(text: str, sentence: Sentence, split: _Split) -> Iterator[Hit]:
    """Compare the parts of one way to divide with the total before or behind them."""
    among = text.find("其中", sentence.start, sentence.end)
    parts = _parts(text, sentence, split, max(among, sentence.start))
    if among >= 0 and len(parts) < split.least:
        parts = _parts(text, sentence, split, sentence.start)
    if len(parts) < split.least or len({part.unit for part in parts}) > 1:
        return
    parts.sort(key=lambda part: part.start)
    if not all(part.exact for part in parts):
        return
    unit = parts[0].unit
    first, last = parts[0].start, parts[-1].end
    behind = [q for q in sentence.quantities if q.unit == unit and q.start >= last]
    extra = list(parts)
    end = last
    for quantity in behind:
        if _PART_OF_LIST().fullmatch(text, end, quantity.start):
            extra.append(quantity)
            end = quantity.end
    before = [q for q in sentence.quantities if q.unit == unit and q.end <= first]
    total = None
    for quantity in behind:
        if text[sentence.start : quantity.start].endswith(_TOTALS):
            total, before = quantity, [quantity]
            extra = parts
            break
    if total is None:
        if not before:
            return
        total = before[-1]
        begin = _label_start(text, total.end, first)
        between = text[total.end : begin]
        if not _LEADS().fullmatch(between) or "均" in between:
            return
        if any(label in between for label in _ALL_LABELS):
            return
        if any(f"{label}件中" in text[total.end : first] for label in _ALL_LABELS):
            return  # 主办件中A类4件: another whole
    if not total.exact:
        return
    sums = [sum(part.value for part in group) for group in (parts, extra)]
    slack = sum(part.ulp for part in extra) // 2
    wholes = [q.value for q in before]
    wholes += [sum(wholes[index:]) for index in range(len(wholes) - 1)]
    if any(abs(a - b) <= slack + total.ulp // 2 for a in sums for b in wholes):
        return
    if len(extra) > len(parts) and sums[0] <= max(wholes):
        return  # other classes follow
    yield _hit(text, total, parts, sums[0])


def _parts(text: str, sentence: Sentence, split: _Split, start: int) -> list[Quantity]:
    """One quantity for each class that is named; none if two wholes are divided here."""
    parts: list[Quantity] = []
    for names in split.labels:
        found: list[Quantity] = []
        for name in names:
            for part in _labelled(text, sentence, name, start):
                if part not in parts and part not in found:
                    found.append(part)
                    if len(found) > 1:
                        return []
        parts += found
    return parts


def _label_start(text: str, least: int, first: int) -> int:
    """Where the label of the first part begins, behind ``least``."""
    places = [text.rfind(label, max(least, first - _GAP - 8), first) for label in _ALL_LABELS]
    return min((place for place in places if place >= 0), default=first)


def _labelled(text: str, sentence: Sentence, label: str, start: int) -> Iterator[Quantity]:
    """The quantities that stand right behind a label, or right before it."""
    place = text.find(label, start, sentence.end)
    refused = _NOT_BEHIND.get(label, "")
    while place >= 0:
        end = place + len(label)
        if not (refused and place and text[place - 1] in refused):
            for quantity in sentence.quantities:
                if quantity.start >= end:
                    between = text[end : quantity.start]
                    if len(between) <= _GAP and not _BREAKS & set(between):
                        yield quantity
                        break
                    if place > sentence.start:
                        yield from (q for q in sentence.quantities if q.end == place)
                    break
            else:
                yield from (q for q in sentence.quantities if q.end == place)
        place = text.find(label, end, sentence.end)


_BREAKS = set("，。；、：:\n率和与及")


def _total_hits(text: str, sentence: Sentence) -> Iterator[Hit]:
    """Compare a list of quantities with the 共计, 合计 … right behind it."""
    numbers = sentence.quantities
    for index, total in enumerate(numbers):
        if index < 2 or not total.exact:
            continue
        word = next(
            (w for w in _TOTALS[:4] if text.endswith(w, sentence.start, total.start)), ""
        ) or ("共" if text.endswith("，共", sentence.start, total.start) else "")
        if not word:
            continue
        parts: list[Quantity] = []
        end = total.start - len(word)
        for part in reversed(numbers[:index]):
            if part.unit != total.unit or not part.exact:
                break
            gap = text[part.end : end]
            if parts:
                if not _PART_OF_LIST().fullmatch(gap) or "其中" in gap:
                    break
            elif gap not in ("，", "、", ",", "，为", ""):
                break
            parts.append(part)
            end = part.start
        if len(parts) < 2 or any(q.unit == total.unit for q in numbers[: index - len(parts)]):
            continue  # the list may begin earlier
        if "其中" in text[sentence.start : parts[-1].start][-12:]:
            continue
        sums = [sum(part.value for part in parts[:count]) for count in range(1, len(parts) + 1)]
        slack = (sum(part.ulp for part in parts) + total.ulp) // 2
        if all(abs(value - total.value) > slack for value in sums):
            yield _hit(text, total, parts[::-1], sums[-1])


_NOT_NOUN = frozenset("，、；”’》）")


def _list_hits(text: str, mark: str) -> Iterator[Hit]:
    """Compare a total with the quantities listed behind a colon or in brackets."""
    place = text.find(mark)
    while place >= 0:
        start = place + 1
        if not _CLASSIFIERS.isdisjoint(text[max(0, place - 8) : place]) and _ITEM().match(
            text, start
        ):
            totals = quantities(text, max(0, place - 20), place)
            if totals and totals[-1].exact and _NOT_NOUN.isdisjoint(text[totals[-1].end : place]):
                yield from _compare_list(text, totals[-1], place, mark)
        place = text.find(mark, start)


def _compare_list(text: str, total: Quantity, place: int, mark: str) -> Iterator[Hit]:
    start = place + 1
    end = sentence_end(text, start) if mark == "：" else text.find("）", start, start + 200)
    if end < 0 or text.startswith(("其中", "含", "包括", "主要", "如", "不含", "另"), start):
        return
    body = plain(text[start:end])
    if "其中" in body or "等" in body or "：" in body or "均" in body or "各" in body:
        return
    separator = "；" if "；" in body else "，" if "，" in body and "、" not in body else "、"
    if separator == "、" and "，" in body:
        body = body.replace("，", "、")
    parts: list[Quantity] = []
    offset = start
    for item in body.split(separator):
        numbers = quantities(text, offset, offset + len(item))
        offset += len(item) + 1
        if len(numbers) != 1 or numbers[0].unit != total.unit or not numbers[0].exact:
            return
        if numbers[0].end < offset - 1 - len(item) + len(item.rstrip("（）□")) and "（" not in item:
            return
        parts.append(numbers[0])
    if len(parts) < 2:
        return
    value = sum(part.value for part in parts)
    slack = (sum(part.ulp for part in parts) + total.ulp) // 2
    # What stands in brackets need not be all of it.
    if value - total.value > slack or (mark == "：" and total.value - value > slack):
        yield _hit(text, total, parts, value)


def _hit(text: str, total: Quantity, parts: Sequence[Quantity], value: int) -> Hit:
    unit = text[total.number_end : total.end]
    terms = "＋".join(_named(text, part) for part in parts)
    return Hit(
        total.start,
        total.end,
        N_("总数是{claim}，而{parts}＝{sum}{unit}，请核对"),
        {"claim": text[total.start : total.end], "parts": terms, "sum": shown(value), "unit": unit},
    )


def _named(text: str, part: Quantity) -> str:
    """A part with the words that name it."""
    start = part.start
    while (
        start > 0 and part.start - start < 6 and text[start - 1] not in "，。；、：:（(）)\n和及与"
    ):
        start -= 1
    return text[start : part.end].removeprefix("其中")
