"""CS001: what is numbered off must be as many as announced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.document.structure import SPACE, STORIES, mark_of
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule
from .numbers import whole
from .reading import reading

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_FIRST = (
    "一是",
    "一要",
    "第一",
    "一、",
    "（一",
    "(一",
    "1.",
    "1、",
    "1．",
    "（1",
    "(1",
    "１．",
    "１、",
    "⑴",
    "①",
)
_BY_PAIR = {bigram(mark): mark for mark in _FIRST if len(mark) == 2}
_GATE = frozenset(_BY_PAIR)
_SIGNS = "⑴①"
_BEHIND = frozenset("：:。；;，,、！？ \u3000\n\v\t（(“")
_ANNOUNCED = LazyPattern(
    r"(?P<number>[0-9０-９一二两三四五六七八九十][0-9０-９一二两三四五六七八九十]{0,2})"
    r"(?P<unit>个方面|方面|个|大|项|点|条|种|类|件|层|步|[^，。；：、！？…\n”“（）《》]{1,3}(?=”))"
    r"(?P<rest>[^，。；：:、！？\n\v]{0,14})(?P<close>[：:。，,；]?)$"
)
_ONE_OF = LazyPattern(
    # 有下列四种情形之一的，不予立案：
    r"(?:下列|以下)(?P<number>[0-9０-９]{1,2}|[一二两三四五六七八九十]{1,2})(?P<of>[种类项个条](?:情形|行为|情况|条件)之一)[^。；：:\n]{0,24}[：:]$"
)
_NOT_BEFORE = frozenset(
    "第几数每各上约近0123456789０１２３４５６７８９一二三四五六七八九十百千.．这那前后"
)
_RUN = LazyPattern(
    r"(?<![^：:。；;，,、！？ \u3000\n\v\t（(“])"
    r"(?:(?P<is>[一二三四五六七八九十]{1,2})是|(?P<must>[一二三四五六七八九十]{1,2})要"
    r"|第(?P<nth>[一二三四五六七八九十]{1,2})(?=[，、,：:])"
    r"|[（(](?P<bracketed>[一二三四五六七八九十]{1,2}|[0-9]{1,2})[）)]"
    r"|(?P<arabic>[0-9０-９]{1,2})[.．、](?![0-9０-９])"
    r"|(?P<chinese>[一二三四五六七八九十]{1,2})、(?![一二三四五六七八九十]))"
)
_SIGN_RUN = LazyPattern("[①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽]")
_VALUES = {c: i for i, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩", 1)} | {
    c: i for i, c in enumerate("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽", 1)
}
_OPEN = (
    "主要",
    "特别",
    "其中",
    "之一",
    "以上",
    "以内",
    "左右",
    "包括",
    "例如",
    "比如",
    "余",
    "多",
    "不同",
)
_PLACES = (
    "村", "乡", "镇", "县", "部门", "单位", "局", "社区", "企业", "小组", "月", "年", "委员", "家", "户",
    "项目", "科室", "支部", "代表", "界别", "工作日", "小时", "季度", "课题", "专委会", "党派", "同志",
    "人", "名", "次", "百分点", "学校", "案例", "提案", "信息", "活动", "场",
)  # fmt: skip
_OTHER = ("此外", "另外", "再就是", "最后", "再次", "还有")
_CLOSING = (
    "问题", "不足", "打算", "计划", "下一步", "下步", "体会", "差距", "思路", "方向", "今后", "明年", "来年",
    "短板", "安排", "经验", "启示", "要求", "建议", "保障", "组织", "要点", "展望", "反思", "剖析", "薄弱",
)  # fmt: skip
_LONGEST_NOUN = 6
_WINDOW = 40
_LONGEST = 4000
_MOST = 20
_FEW = 5


class Announcement(NamedTuple):
    """A number of things that are listed behind it, with offsets into the draft's text."""

    start: int
    end: int
    number: int
    listed: int


class WrongCountOfPoints(DraftTextRule):
    """说的条数与列出的条数不符。

    检查什么

    “提出三点建议：一是……”“做好以下五个方面的工作”一类的话，后面紧跟着编了号的条目，条目的数目与前面说的不一样。
    编号断了或者重了的，由编号规则检查；条目之后另起的“存在的问题”“下一步打算”不算在内。

    为什么

    增删了条目，前面的数字忘了改，是讲话和总结里最显眼的差错。

    错误示例

    - 重点抓了⟦三项⟧工作：一是建章立制，二是强化培训，三是加强督办，四是改进作风。
    - 为此，提出⟦三点⟧建议：
      一、加强领导
      成立专班，明确责任。
      二、加大投入
      设立专项资金。
      三、严格考核
      纳入年度考评。
      四、广泛宣传
      营造良好氛围。
    - 存在⟦四个方面⟧的不足。一是学习不够系统；二是调研不够深入；三是服务不够主动。
    - 有下列⟦四种情形之一⟧的，不予立案：
      （一）涉及国家秘密的；
      （二）进入诉讼程序的；
      （三）为本人解决个人问题的。
    - 今年主要做了⟦两件事⟧。第一，修订了工作规则。第二，整理了历年档案。第三，改造了会议室。

    正确示例

    - 重点抓了三项工作：一是建章立制，二是强化培训，三是加强督办。
    - 今年主要做了以下两方面工作：
      一、加强学习
      集中学习十二次。
      二、办好提案
      办结提案八件。
      三、存在的问题
      学习不够系统。
    - 走访了5个村：一是了解春耕情况，二是看望困难党员。
    - 在三个方面取得突破：一是做法创新，重点开展了两项工作；二是成果丰硕；三是影响扩大。
    - 有下列三种情形之一的，不予立案：
      （一）涉及国家秘密的；
      （二）进入诉讼程序的；
      （三）为本人解决个人问题的。
    - 提出几点建议：一是加强领导，二是加大投入。
    """

    code = "CS001"
    name = "wrong-count-of-points"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The number that is announced."""
        text = draft.memo(reading)
        for found in announcements(draft):
            if found.listed != found.number:
                yield Hit(
                    found.start,
                    found.end,
                    N_("这里说“{claim}”，后面却列了{listed}条，请核对"),
                    {"claim": text[found.start : found.end], "listed": found.listed},
                )


def announcements(draft: Draft) -> list[Announcement]:
    """Every announced number whose list could be counted, right or wrong, in order."""
    document = draft.document
    marks = [_BY_PAIR[pair] for pair in _GATE & document.bigrams]
    marks += [sign for sign in _SIGNS if sign in document.characters]
    if not marks:
        return []
    text = draft.memo(reading)
    found: dict[int, Announcement] = {}
    for start in _beginnings(text, draft, marks):
        announced = _announced(text, start)
        if announced is None or announced[0] in found:
            continue
        begin, end, number = announced
        inside = "\n" not in text[begin:start]
        spoken = text[start] in "第①⑴" or text[start + 1 : start + 2] in "是要"
        listed = _inline(text, start) if inside or spoken else None
        if listed is None:
            listed = _paragraphs(draft, start, number)
        if number > _FEW and listed is not None and 2 * listed <= number:
            continue  # 12条：一是…… names a few of them
        if listed is not None and listed > 1:
            found[begin] = Announcement(begin, end, number, listed)
    return [found[key] for key in sorted(found)]


def _beginnings(text: str, draft: Draft, marks: list[str]) -> Iterator[int]:
    """Where a list may begin: at its first number."""
    for mark in marks:
        start = text.find(mark)
        while start >= 0:
            if start and text[start - 1] in _BEHIND:
                yield start
            start = text.find(mark, start + len(mark))
    starts = draft.document.starts
    base = starts[draft.first - 1]
    for heading in draft.headings:
        paragraph = heading.paragraph
        if paragraph.label and (first := mark_of(paragraph)) and first.value == 1:
            yield starts[paragraph.number - 1] - base


def _announced(text: str, start: int) -> tuple[int, int, int] | None:
    """Start and end of the number announced right before a list, and the number."""
    end = start
    while end > 0 and start - end < 8 and text[end - 1] in SPACE:
        end -= 1
    if end == 0 or text[end - 1] not in "：:。，,；”作题面议事点况求务下施是":
        return None
    inside = end == start or "\n" not in text[end:start]
    if inside and text[end - 1] not in "：:。，,；":
        return None
    one_of = _ONE_OF().search(text, max(0, end - _WINDOW), end)
    if one_of is not None:
        number = whole(one_of["number"])
        if number is not None and 2 <= number <= _MOST:
            return one_of.start("number"), one_of.end("of"), number
    match = None
    following = _ANNOUNCED().search(text, max(0, end - _WINDOW), end)
    while following is not None:
        # 下一步提三点建议: the number nearest to the list counts.
        if text[following.start() - 1 : following.start()] not in _NOT_BEFORE:
            match = following
        following = _ANNOUNCED().search(text, following.start() + 1, end)
    if match is None:
        return None
    number = whole(match["number"])
    rest = match["rest"]
    if number is None or not 2 <= number <= _MOST or any(word in rest for word in _OPEN):
        return None
    before = text[max(0, match.start() - 4) : match.start()]
    if any(word in before for word in ("主要", "第", "其中", "前", "上述", "之前", "另")) and (
        "其中" in before or "上述" in before or "第" in before
    ):
        return None
    if match["unit"] in ("个", "项", "件", "类", "种", "条") and any(
        rest.endswith(word) or rest.startswith(word) for word in _PLACES
    ):
        return None
    if match["close"] not in ("：", ":") and not rest and len(match["unit"]) == 1:
        return None
    if match["close"] == "；" or (match["unit"] == "大" and number > 10):
        return None
    if match["close"] not in ("：", ":") and (
        rest.count("的") > 1 or len(rest.rpartition("的")[2]) > _LONGEST_NOUN
    ):
        return None
    stop = match.end("unit")
    if match["unit"] == "件" and rest.startswith(("事", "实事")):
        stop += rest.index("事") + 1
    return match.start(), stop, number


def _inline(text: str, start: int) -> int | None:
    """How many points follow in the paragraph and, in their order, in the next ones."""
    end = _line_end(text, start)
    if end < 0:
        return None
    if text[start] in _SIGNS:
        values = [_VALUES[m[0]] for m in _SIGN_RUN().finditer(text, start, end)]
        return len(values) if values == [*range(1, len(values) + 1)] else None
    first = _RUN().match(text, start, end)
    if first is None:
        return None
    kind = first.lastgroup or ""
    last = 0
    behind = start
    while True:
        for match in _RUN().finditer(text, start, end):
            value = match[kind] and whole(match[kind])
            if not value:
                continue
            if value != last + 1:
                return None
            last, behind = value, match.end()
        if any(word in text[behind:end] for word in _OTHER):
            return None
        # 二是… may begin a paragraph of its own.
        start = end + 1
        while start < len(text) and text[start] in SPACE:
            start += 1
        following = _RUN().match(text, start)
        if following is None or not following[kind] or whole(following[kind]) != last + 1:
            return last
        end = _line_end(text, start)
        if end < 0:
            return None


def _line_end(text: str, start: int) -> int:
    """The end of the paragraph; -1 if it is longer than any that a person writes."""
    end = text.find("\n", start, start + _LONGEST)
    if end < 0 and len(text) <= start + _LONGEST:
        return len(text)
    return end


def _paragraphs(draft: Draft, start: int, number: int) -> int | None:
    """How many paragraphs with the first one's kind of number follow, in unbroken order."""
    document = draft.document
    first, _ = document.locate(document.starts[draft.first - 1] + start)
    mark = mark_of(first)
    if mark is None or mark.value != 1:
        return None
    last = 1
    extra: list[Paragraph] = []
    for index in range(first.number, draft.last):
        paragraph = document.paragraphs[index]
        if paragraph.story not in STORIES or not paragraph.text:
            continue
        following = mark_of(paragraph)
        if following is None:
            continue
        if following.family == mark.family:
            if following.value == 1 and last >= 2:
                break
            if following.value != last + 1:
                return None
            last += 1
            if last > number:
                extra.append(paragraph)
        elif 0 < following.family < mark.family or following.family == 0:
            break
    for paragraph in extra:
        words = paragraph.text[:40]
        if any(word in words for word in _CLOSING):
            # What follows the announced points is another part of the draft.
            return number
    return last
