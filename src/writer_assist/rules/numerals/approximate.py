"""NM036: words for rough numbers that repeat or contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from writer_assist.document.model import bigram
from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import in_order
from ..gates import pairs
from .scan import places

# What each word says of its number: roughly (r), less (b), more (o), no fewer (l), no more (m).
_FRONT = {
    "约": "r", "大约": "r", "大概": "r", "近": "b", "将近": "b", "接近": "b", "不足": "b", "不到": "b",
    "超": "o", "超过": "o", "逾": "o", "至少": "l", "最少": "l", "不少于": "l", "不低于": "l",
    "最多": "m", "至多": "m", "不超过": "m", "不多于": "m", "不高于": "m", "不大于": "m",
}  # fmt: skip
_FRONTS = tuple(sorted(_FRONT, key=len, reverse=True))
_FRONT_ENDS = frozenset(word[-1] for word in _FRONT)
_LINKS = frozenset("有为达需在占用")
_NOT_ROUGH = frozenset("节预签特邀违契合公条履制简俭规誓失续毁盟相践赴缔守")
_NOT_NEAR = frozenset("附靠邻临最亲贴就逼走新相迫切远拉挨")
_REAR = {"左右": "r", "上下": "r", "以上": "u", "以下": "d", "以内": "d", "之内": "d", "之多": "t"}
_WORDS_OF_REAR = {
    "左右": ("左右两", "左右侧", "左右手", "左右岸", "左右摇", "左右摆", "左右邻", "左右逢", "左右各", "左右分"),
    "上下": tuple("上下" + c for c in "游级班水联两铺山车功来去楼连一左贯同行齐"),
    "以上": ("以上率", "以上级", "以上门", "以上述", "以上各", "以上海"),
    "以下": ("以下简", "以下称", "以下属", "以下级", "以下列", "以下各"),
    "以内": ("以内部", "以内外"),
}  # fmt: skip
_CONFLICTS = frozenset(("rr", "ru", "rd", "br", "bu", "bd", "ou", "or", "lu", "lr", "md", "mr"))
_REPEATED = frozenset(("rr", "ou", "lu", "md"))
_MORE = frozenset("余多来几")
_NUMERALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千万亿两")
_NUMBER = _NUMERALS | _MORE | frozenset("半分之.．·,%％～~—-")
_LONGEST = 18
_UNITS = (
    "个百分点", "个工作日", "个小时", "个星期", "平方公里", "平方米", "立方米", "工作日", "个月", "人次", "件次", "批次",
    "场次", "公里", "千米", "公斤", "千克", "公顷", "小时", "分钟", "平米", "美元", "课时", "厘米", "毫米",
)  # fmt: skip
_UNIT = frozenset(
    "人名位件条项个次场篇期份家户批本册处起宗台辆元亩米吨部种只头套所座张幅支枚票例组棵株间卷盏袋箱顿天年日周届岁级字斤里倍成村度秒节"
)
_TIMES = ("年", "个月", "月", "天", "日", "周", "届", "个星期", "个工作日", "小时", "个小时", "期")
_NOT_REST = frozenset("额粮款地量钱热力温")
_REAR_PAIRS = {bigram(word): word for word in _REAR}
_GATE = frozenset(_REAR_PAIRS)
_TENDAYS = bigram("旬左")
_ENDS = {bigram("末底"): "末底", bigram("底末"): "底末"}
_BETWEEN = bigram("之间")
_TIME = r"[0-9０-９一二三四五六七八九十〇年月日时点初末底]{2,14}"
_SPAN = LazyPattern(rf"[自从](?P<span>{_TIME}(?:至|到|起至){_TIME})$")
_NOT_BEFORE = (
    "前往",
    "前来",
    "前去",
    "前进",
    "前期",
    "前后",
    "前述",
    "前线",
    "前沿",
    "前提",
    "前夕",
)


class _Rough(NamedTuple):
    """A number with the words before it: all that stands left of some place.

    ``front`` is "" where no word stands before it; ``more`` holds 余, 多, 来 and 几 in it.
    """

    start: int
    front: str
    number: int
    more: str
    unit: str


class ConflictingApproximation(ParagraphRule):
    """概数的说法重复或者矛盾

    检查什么

    “约”“近”“超过”“至少”“最多”与“余”“多”“左右”“以上”“以内”连用（约38万余字、近600余人、至少两次以上），
    “余”“多”“来”叠用（1200多余人、10来万余元），“以上左右”“以内左右”“之多以上”“之内前”，
    “中旬左右”“月末底”，“自4月至7月之间”。“近三十多年”的“近”说的是时间，不算。

    为什么

    一个概数只用一个表示约略的词。“近”是不到，“余”“多”是超过；“以内”“以上”划了界限，“左右”又说没有界限。

    错误示例

    - 全年起草文稿⟦约38万余⟧字，受众⟦近600余⟧人。
    - 发言时间控制在⟦8分钟以内左右⟧，高峰期⟦1.6万人次以上左右⟧。
    - 转移群众⟦1200多余⟧人，投入⟦10来万余⟧元。
    - 每周听课⟦不少于3节以上⟧，面积⟦不低于50平方米左右⟧。
    - 3月⟦中旬左右⟧启动，10月⟦末底⟧前完成。
    - ⟦自4月至7月之间⟧开展学习，⟦30日之内前⟧报送。

    正确示例

    - 全年起草文稿约38万字，受众600余人，比上年减少近三分之一。
    - 近三十多年来，近两年左右的时间里，节约500余万元，签约100多家。
    - 约200人参加以上活动，300余人上下联动，20余米左右两侧都已绿化。
    - 每周听课不少于3节，3人以上5人以下，50岁以上的占一半以上。
    - 至少有20多人反映，20多天以内办结，三日之内前往办理。
    - 4月至7月之间择期召开，从3月到5月开展，月底末位淘汰。
    """

    code = "NM036"
    name = "conflicting-approximation"
    source = "practice"
    requires = frozenset("余多来左上以之末底")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield rough numbers with two words that say so."""
        grams = block.bigrams
        text = block.text
        hits: list[Hit] = []
        for pair in _GATE & grams:
            word = _REAR_PAIRS[pair]
            if _numbered_pairs(word[0]).isdisjoint(grams):
                continue
            for place in places(text, word):
                hits += _behind(text, place, word)
        for sign in "余多":
            if sign in block.characters and not _more_pairs(sign).isdisjoint(grams):
                for place in places(text, sign):
                    if place and text[place - 1] in _BEFORE_MORE:
                        hits += _inside(text, place)
        if _TENDAYS in grams:
            for place in places(text, "旬左右"):
                if place and text[place - 1] in "上中下" and not _is_word(text, place + 1, "左右"):
                    start = place - 1
                    yield _hit(
                        text, start, place + 3, (place + 1, place + 3), ("旬", "左右"), False
                    )
        for pair, word in _ENDS.items():
            if pair in grams:
                for place in places(text, word):
                    if text[place - 1 : place] in ("月", "年", "季") and text[
                        place + 2 : place + 3
                    ] not in ("位", "尾", "端", "次"):
                        cut = (place, place + 1) if word == "末底" else (place + 1, place + 2)
                        yield _hit(text, place, place + 2, cut, (word[0], word[1]), True)
        if _BETWEEN in grams:
            for place in places(text, "之间"):
                match = _SPAN().search(text, max(0, place - 34), place)
                if match and not _TIME_SIGNS.isdisjoint(match["span"]):
                    start = match.start()
                    words = (text[start] + "……至", "之间")
                    yield _hit(text, start, place + 2, (place, place + 2), words, True)
        yield from in_order(hits)


_BEFORE_REAR = _NUMBER | _UNIT | {unit[-1] for unit in _UNITS}
_BEFORE_UNIT = _NUMBER | {unit[-2] for unit in _UNITS}
_BEFORE_MORE = _NUMERALS | _MORE | {"半"}
_TIME_SIGNS = frozenset("年月日时点")
_FIRSTLY = ("一", "二", "三")


@cache
def _numbered_pairs(first: str) -> frozenset[int]:
    """The pairs that a rear word makes with a number or a unit before it."""
    return pairs(_BEFORE_REAR, first)


@cache
def _more_pairs(sign: str) -> frozenset[int]:
    return pairs(_BEFORE_MORE, sign)


def _is_word(text: str, place: int, word: str) -> bool:
    """Whether 左右, 上下 … begin another word here: 左右两侧, 上下游."""
    return text.startswith(_WORDS_OF_REAR.get(word, ()), place) if word in _WORDS_OF_REAR else False


def _left(text: str, end: int, *, units: bool) -> _Rough | None:
    """The rough number that ends at ``end``, with a unit behind it or not."""
    stop = end
    more = ""
    unit = ""
    if units:
        if text[stop - 1] in "余多" and text[stop - 2 : stop - 1] not in _NUMBER:
            more = text[stop - 1]
            stop -= 1
        if text.endswith(_UNITS, 0, stop):
            unit = next(u for u in _UNITS if text.endswith(u, 0, stop))
        elif text[stop - 1 : stop] in _UNIT:
            unit = text[stop - 1]
        stop -= len(unit)
        if text[stop - 1 : stop] == "余" and text[stop - 2 : stop - 1] not in _NUMBER:
            return None  # 业余, 其余
    number = stop
    least = max(0, stop - _LONGEST)
    while number > least and text[number - 1] in _NUMBER:
        number -= 1
    while number < stop and text[number] not in _NUMERALS:
        number += 1
    if number == stop:
        return None
    more = "".join(c for c in text[number:stop] if c in _MORE) + more
    start = number
    if text[number - 1 : number] in _LINKS:
        start -= 1
    for front in _FRONTS if text[start - 1 : start] in _FRONT_ENDS else ():
        if text.endswith(front, 0, start):
            before = text[start - len(front) - 1 : start - len(front)]
            if front == "约" and before in _NOT_ROUGH and before:
                break
            if front == "近" and ((before in _NOT_NEAR and before) or unit in _TIMES):
                break
            return _Rough(start - len(front), front, number, more, unit)
    return _Rough(number, "", number, more, unit)


def _behind(text: str, place: int, word: str) -> Iterator[Hit]:
    """左右, 以上, 以内 … behind a number that is rough already, or bounded."""
    before = text[place - 1 : place]
    if before not in _BEFORE_REAR or _is_word(text, place, word):
        return
    if before not in _NUMBER and text[place - 2 : place - 1] not in _BEFORE_UNIT:
        return  # 市级以上
    rough = _left(text, place, units=True)
    if rough is None:
        return
    end = place + len(word)
    kind = _REAR[word]
    for following in ("左右", "上下", "以上") if kind == "t" else ("左右", "上下"):
        if kind != "r" and text.startswith(following, end) and not _is_word(text, end, following):
            stop = end + 2
            cut = (place, end) if kind == "t" else (end, stop)
            yield _hit(text, rough.number, stop, cut, (word, following), kind == "t")
            return
    if kind == "d" and word != "以下" and text.startswith(("前", "之前"), end):
        stop = end + (1 if text[end] == "前" else 2)
        if not text.startswith(_NOT_BEFORE, end):
            yield _hit(text, rough.number, stop, (end, stop), (word, text[end:stop]), True)
        return
    front = _FRONT.get(rough.front, "")
    if front and front + kind in _CONFLICTS:
        if front == "b" and rough.front in ("不足", "不到") and kind == "u":
            return  # 不足60分以上: two limits
        repeated = front + kind in _REPEATED
        yield _hit(text, rough.start, end, (place, end), (rough.front, word), repeated)
    elif rough.more and kind in "ru" and rough.more[-1] in "余多":
        yield _hit(text, rough.number, end, (place, end), (rough.more[-1], word), False)


def _inside(text: str, place: int) -> Iterator[Hit]:
    """余 or 多 in a number that is rough already."""
    sign = text[place]
    end = place + 1
    following = text[end : end + 1]
    if sign == "余" and following in _NOT_REST:
        return
    rough = _left(text, place, units=False)
    if rough is None:
        return
    if sign == "多" and following == "余":
        return  # at 余
    unit = next((u for u in _TIMES if text.startswith(u, end)), "")
    if rough.more:
        written = rough.more[-1]
        first = text.rindex(written, rough.number, place)
        if text[rough.number : first] in _FIRSTLY and written == "来":
            return  # 一来多活动
        if written in "余多来" and (first == place - 1 or written == "来"):
            words = (written, sign)
            yield _hit(text, rough.number, end, (first, first + 1), words, True)
    elif rough.front and _FRONT[rough.front] in "rbo":
        if rough.front == "近" and (unit or following == "\n"):
            return  # 近三十多年: the last thirty years
        cut = (rough.start, rough.start + len(rough.front))
        yield _hit(text, rough.start, end, cut, (rough.front, sign), rough.front in ("约", "大约"))


def _hit(
    text: str, start: int, end: int, cut: tuple[int, int], words: tuple[str, str], repeated: bool
) -> Hit:
    """Both words say the same, or one of them is wrong; ``cut`` is what the fix takes out."""
    right = text[start : cut[0]] + text[cut[1] : end]
    params = {"text": text[start:end], "first": words[0], "second": words[1], "right": right}
    if repeated:
        message = N_("“{text}”里“{first}”与“{second}”重复，留一个就够了，如“{right}”")
    else:
        message = N_("“{text}”里“{first}”与“{second}”不能连用，只能留一个，如“{right}”")
    return Hit(start, end, message, params, (Fix((Edit(*cut, ""),), safe=repeated),), (right,))
