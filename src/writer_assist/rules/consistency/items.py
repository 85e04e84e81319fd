"""CS002: what is listed by name must be as many as announced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import HAN, DraftTextRule
from ..gates import heads, matches, pairs
from .listed import Listed, list_at, plain, sentence_end
from .numbers import SMALL, whole
from .reading import reading

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from writer_assist.outline.draft import Draft

_UNITS = "个|件|名|位|家|份|篇|所|座|部|门|项|条|种|类|大|本|期|场|方面|支"
_CLAIM = LazyPattern(
    rf"(?P<number>[0-9０-９一二两三四五六七八九十][0-9０-９一二两三四五六七八九十]{{0,2}})(?P<unit>{_UNITS})(?P<noun>[^，。；：、！？…\s0-9（）()]{{0,10}})$"
)
_WITHIN = LazyPattern(
    r"[0-9０-９]|[一二两三四五六七八九十百千]{1,3}(?:个|件|名|位|人|次|项|条|家|户|元|万|篇|场|期|份)"
)
_NEAR = frozenset(
    "第约近超过余多几数每各前这那上下-—～~0123456789０１２３４５６７８９.．一二两三四五六七八九十百千万"
)
_NUMBERED = LazyPattern(r"第?0{0,3}[0-9]{1,4}号?")
_MASKED = frozenset("xXＸ×*＊某○□_＿")
_GENERIC = frozenset(
    (
        "街道", "社区", "单位", "园区", "开发区", "办事处", "农场", "林场", "企业", "科室", "学校", "部门", "村",
        "街道办", "中心", "办公室", "站所", "居委会", "小区", "乡镇", "居", "组", "含", "所", "站", "场", "点",
    )
)  # fmt: skip
_TITLES = (
    "书记",
    "主席",
    "县长",
    "市长",
    "镇长",
    "部长",
    "局长",
    "主任",
    "组长",
    "常委",
    "秘书长",
    "会长",
    "成员",
)
_NOT_LISTS = (
    "主要",
    "例如",
    "比如",
    "如",
    "包括",
    "特别是",
    "尤其",
    "其中",
    "由",
    "从",
    "把",
    "将",
    "使",
    "既",
    "即便",
    "详见",
    "见",
    "围绕",
    "按照",
    "根据",
    "为",
)
_NOUNS = ("月", "小时", "年", "百分点", "工作日", "季度", "多月", "星期")
_ETC = LazyPattern(
    rf"(?P<number>{SMALL})(?P<unit>个|件|名|位|家|份|篇|所|座|项|条|类|种|本|场|支)(?P<noun>[{HAN}]{{0,6}})"
)
_SUFFIXES = frozenset("村镇乡局县市区委校院站所组队会馆园厂厅办")
_FARTHEST = 2


class WrongCountOfItems(DraftTextRule):
    """说的个数与列出的名目不符。

    检查什么

    “走访了3个村：甲村、乙村……”“提案5件（1号、2号……）”“甲镇、乙镇等2个乡镇”“学习、接待和考核四项制度”一类的话里，数目与列出的名目不一样。
    “等”表示没有列全，列出的不比数目多就不报；名目里带数字、职务、“和”字而数不准的，不报。

    为什么

    名单改了而数目没有改，读的人不知道以哪个为准。

    错误示例

    - 先后走访⟦3个⟧村：河东村、柳树村、石桥村、竹屿村。
    - 我局承办主办提案⟦7件⟧（3号、12号、25号、31号、40号、56号）。
    - 河东镇、柳树乡、青澜镇等⟦2个⟧乡镇建成了委员之家。
    - 提交了《关于加强河道治理的提案》《关于改造集贸市场的提案》⟦3件⟧提案。
    - 建立学习、接待、协商、台账管理和考核评价⟦六项⟧制度。

    正确示例

    - 先后走访3个村：河东村、柳树村、石桥村。
    - 我局承办主办提案7件（3号、12号、25号等）。
    - 河东镇、柳树乡、青澜镇等5个乡镇建成了委员之家。
    - 发现问题12个：程序问题7个、文书问题5个。
    - 建立学习、接待、协商、台账管理和使用四项制度，抓好教育、卫生和交通十项工程。
    - 全县12个乡镇（街道、园区）都建立了联络组。
    - 提交了《关于加强河道治理的提案》《关于改造集贸市场的提案》2件提案。
    - 派出2名同志：县政协副主席、办公室主任周某，提案委主任李某。
    """

    code = "CS002"
    name = "wrong-count-of-items"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The number that is announced."""
        text = draft.memo(reading)
        characters = draft.document.characters
        if "、" in characters or "；" in characters or ";" in characters:
            if "：" in characters or ":" in characters:
                yield from _before_lists(text, "：")
            if "（" in characters or "(" in characters:
                yield from _before_lists(text, "（")
        if "等" in characters:
            yield from _behind_lists(text)
        grams = draft.document.bigrams
        if not _CLOSED_PAIRS.isdisjoint(grams) and not _CLOSED_HEADS.isdisjoint(grams):
            yield from _closed_lists(text, _CLOSED_HEADS & grams)
        if "》" in characters:
            yield from _behind_titles(text, "》")
        if "”" in characters:
            yield from _behind_titles(text, "”")


def _before_lists(text: str, mark: str) -> Iterator[Hit]:
    place = text.find(mark)
    while place >= 0:
        start = place + 1
        if _CLASSIFIERS.isdisjoint(text[max(0, place - 12) : place]):
            place = text.find(mark, start)
            continue
        claim = _CLAIM().search(text, max(0, place - 16), place)
        if claim is not None:
            if mark == "（":
                end = text.find("）", start, start + 200)
                listed = list_at(text, start, end, "、；") if end > 0 else None
                following = text[end + 1 : end + 2] if end > 0 else ""
                if following == "中":
                    listed = None
            else:
                end = sentence_end(text, start)
                listed = _after_colon(text, start, end)
            if listed is not None:
                yield from _compared(text, claim, listed, mark)
        place = text.find(mark, start)


_CLASSIFIERS = frozenset("个件名位家份篇所座部门项条种类大本期场面支")


def _after_colon(text: str, start: int, end: int) -> Listed | None:
    """The list behind a colon, up to the end of its sentence."""
    body = plain(text[start:end])
    if "：" in body or ":" in body:
        return None
    if "；" in body:
        # The list must be all that follows: points may be sentences of their own.
        line = text.find("\n", end, end + 1000)
        if "；" in text[end : line if line >= 0 else end + 200]:
            return None
        return list_at(text, start, end, "；")
    comma = body.find("，")
    if comma >= 0:
        return None
    return list_at(text, start, end, "、")


def _compared(text: str, claim: re.Match[str], listed: Listed, mark: str) -> Iterator[Hit]:
    number = whole(claim["number"])
    before = text[max(0, claim.start() - 4) : claim.start()]
    if number is None or not 2 <= number <= 30 or (before and before[-1] in _NEAR):
        return
    if claim["noun"].startswith(_NOUNS) or claim["noun"].endswith(
        ("包括", "其中", "如", "之一", "以上")
    ):
        return
    if _WITHIN().search(text, max(0, claim.start() - 6), claim.start()):
        return
    members = listed.members
    body = text[claim.end() + 1 : listed.end]
    numbered = all(_NUMBERED().fullmatch(m) for m in members)
    if not numbered:
        if _WITHIN().search(body) or not _MASKED.isdisjoint(body) or body.startswith(_NOT_LISTS):
            return
        if any(len(m) > 40 or m in _GENERIC for m in members):
            return
        if any(title in member for member in members for title in _TITLES):
            return
        if mark == "（" and any(len(m) < 3 for m in members):
            return
    least, most = len(members), len(members) + listed.joined
    if least <= number <= most or (listed.open and number > most):
        return
    if not numbered and min(abs(least - number), abs(most - number)) > _FARTHEST:
        return
    yield _hit(text, claim.start("number"), claim.end("unit"), least, listed.joined)


def _hit(text: str, start: int, end: int, count: int, joined: int = 0) -> Hit:
    params = {"claim": text[start:end], "listed": count, "most": count + joined}
    if joined:
        return Hit(start, end, N_("这里说“{claim}”，列出的却是{listed}至{most}个，请核对"), params)
    return Hit(start, end, N_("这里说“{claim}”，列出的却是{listed}个，请核对"), params)


def _behind_lists(text: str) -> Iterator[Hit]:
    """甲镇、乙镇、丙镇等2个乡镇: more are named than there are said to be."""
    place = text.find("等")
    while place >= 0:
        claim = _ETC().match(text, place + 1)
        if claim is not None:
            number = whole(claim["number"])
            names = _names_before(text, place)
            count = len(names)
            if (
                count > 1
                and number is not None
                and 2 <= number < count
                and _alike(names, claim["noun"])
            ):
                yield _hit(text, claim.start("number"), claim.end("unit"), count)
        place = text.find("等", place + 1)


def _names_before(text: str, end: int) -> list[str]:
    """The members of the list that ends here, from the last one that is alike on."""
    start = max(text.rfind(mark, max(0, end - 160), end) for mark in "，。；：\n（")
    if start < 0 and end > 160:
        return []
    body = text[start + 1 : end]
    if not _MASKED.isdisjoint(body) or _WITHIN().search(body):
        return []
    return [part for part in body.split("、") if part]


def _alike(names: Sequence[str], noun: str) -> bool:
    """Whether all names end as names of such things do: 河东镇 … 乡镇."""
    if not noun:
        return False
    suffixes = {name[-1] for name in names}
    allowed = set("乡镇") if noun.startswith("乡镇") else {noun[-1], noun[0]}
    if noun.startswith("村"):
        allowed = {"村"}
    # The first may have words of the sentence before it, which do not matter here.
    return suffixes <= (allowed & _SUFFIXES) and all(2 < len(name) <= 12 for name in names[1:])


def _behind_titles(text: str, mark: str) -> Iterator[Hit]:
    """《甲》《乙》3件提案, “甲”“乙”“丙”等2项活动."""
    place = text.find(mark)
    while place >= 0:
        behind = place + 1
        following = text[behind : behind + 1]
        if following and following in _STARTS_CLAIM:
            opened = following == "等"
            claim = _ETC().match(text, behind + opened)
            if claim is not None:
                number = whole(claim["number"])
                count, start = _chain(text, behind, mark)
                if count > 1 and number is not None and number > 1:
                    fewer = (
                        count < number
                        and not opened
                        and mark == "》"
                        and text[start - 1 : start] not in "、和与及"
                        and claim["noun"].startswith(_PAPERS)
                    )
                    if fewer or (count > number and (opened or mark == "》")):
                        yield _hit(text, claim.start("number"), claim.end("unit"), count)
        place = text.find(mark, behind)


_CLOSED_UNITS = ("项制度", "项机制", "项内容", "项措施", "项任务", "项工程", "项行动", "项指标", "项职能", "项职责", "项原则", "个方面", "个环节",
                 "个层面", "个板块", "个领域", "个维度", "个部分", "大类", "大板块", "大工程", "大行动", "大体系", "类问题", "种方式", "种形式")  # fmt: skip
_CLOSED_PAIRS = pairs("23456789二两三四五六七八九十", "项个大类种")
_CLOSED_HEADS = heads(_CLOSED_UNITS)
_CLOSED_CLAIM = LazyPattern(
    rf"(?P<number>[2-9二两三四五六七八九十])(?P<unit>{'|'.join(_CLOSED_UNITS)})"
)
_CLOSED = LazyPattern(rf"(?:[{HAN}]{{2,12}}、){{2,8}}[{HAN}]{{2,8}}(?:和|与|及|以及)[{HAN}]{{2,8}}")
_INSIDE = ("等", "各", "每", "前", "后", "这", "上述", "其他", "另")


def _closed_lists(text: str, units: frozenset[int]) -> Iterator[Hit]:
    """学习、接待、协商和考核五项制度: a closed list, and how many there are said to be."""
    for match in matches(_CLOSED_CLAIM, text, units, -1):
        end = match.start()
        start = end
        least = max(0, end - _LONGEST_LIST)
        while start > least and text[start - 1] not in _CLAUSE:
            start -= 1
        if start == least > 0 or _CLOSED().fullmatch(text, start, end) is None:
            continue
        names = text[start:end]
        if any(word in names[-6:] for word in _INSIDE):
            continue
        head, _, last = names.rpartition("、")
        if sum(last.count(word) for word in "和与及") != 1 or any(c in head for c in "和与及等"):
            continue
        count = head.count("、") + 3
        number = whole(match["number"])
        # One name may hold a 和 of its own.
        if number is None or number in (count, count - 1) or abs(number - count) > _FARTHEST:
            continue
        stop = match.end("unit") if match["unit"][0] == "大" else match.end("number") + 1
        yield _hit(text, match.start("number"), stop, count)


_LONGEST_LIST = 110


_CLAUSE = frozenset("，。；：（\n\v \u3000")
_STARTS_CLAIM = frozenset("等0123456789一二两三四五六七八九十")


def _chain(text: str, end: int, mark: str) -> tuple[int, int]:
    """How many titles or quotes stand in a row before ``end``, and where the first begins."""
    opening = "《" if mark == "》" else "“"
    count = 0
    start = end
    while count < _MOST and text[end - 1 : end] == mark:
        place = text.rfind(opening, max(0, end - _LONGEST_TITLE), end)
        if place < 0 or mark in text[place : end - 1] or "\n" in text[place:end]:
            break
        count += 1
        start = end = place
        for separator in ("以及", "、", "和", "与", "及", "，"):
            if text.endswith(separator, 0, end):
                end -= len(separator)
                break
    return count, start


_MOST = 40
_LONGEST_TITLE = 80
_PAPERS = (
    "提案", "制度", "文件", "报告", "方案", "办法", "信息", "文章", "课题", "规定", "意见", "材料", "条例", "法规",
    "建议", "调研报告", "论文", "书", "简报", "通知",
)  # fmt: skip
