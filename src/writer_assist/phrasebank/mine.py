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
from functools import lru_cache
from typing import TYPE_CHECKING

from writer_assist.records import NamedTuple

from .edit import Value, table
from .model import GAP, plain

if TYPE_CHECKING:
    from writer_assist.document.model import Document

    from .banks import Bank

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
_HAN_NUMBER = re.compile(
    r"[〇零一二三四五六七八九十百千万亿]{2,}|第?[一二三四五六七八九十][届次]|[一二三四五六七八九十][月日]"
)
_INSTITUTION = re.compile(
    r"(?:(?<![大全布格结开变破定])局|委员会|办公室|党组|主席|书记|县委|市委|区委|政府|人大|政协)$"
)
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

_NAMES = ("nr", "ns", "nt", "nz", "t")
"""How jieba tags persons, places, institutions, other names and times.

It does so to many words that are none (严格执行); those that built-in phrases have are let
through, see :func:`_general_words`."""

_SURNAME = (
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许吕张孔曹严金魏陶姜戚谢邹潘葛范彭鲁韦马苗凤"
    "俞柳唐费岑薛雷贺倪汤滕殷罗郝邬傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪毛狄臧戴宋庞熊纪舒屈"
    "项祝董梁杜阮蓝闵贾娄郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞柯卢莫房裘缪解丁邓洪包左石"
    "崔龚程邢裴陆翁荀甄曲封芮储靳段焦侯宓蓬郗秋仲伊宁仇栾甘厉戎祖武符刘景詹束龙叶幸韶黎"
    "蓟薄印宿怀蒲邰鄂索赖卓蔺屠蒙乔阴胥苍闻莘翟谭贡劳逄姬申扶冉宰桑桂牛寿边燕冀尚温庄晏"
    "柴瞿阎慕连茹习宦艾鱼容古易慎戈廖庾终暨居衡步耿匡国寇广阙东欧沃利蔚越隆师巩聂晁勾敖"
    "冷辛阚那简饶曾沙养鞠丰巢关蒯查荆红游权逯盖岳帅况琴商牟佘伯赏墨哈谯肖]"
)
_TITLE = "(?:书记|主席|主任|县长|局长|市长|镇长|乡长|区长|部长|院长|校长|经理|董事长|委员|老师)"

_TITLED = re.compile(rf" {_SURNAME} {_TITLE}")
"""张书记, as jieba cuts it; in one piece the first character may be the last of another word."""

_NAMED = (
    # 李副主席, 王同志; 黄大发先进事迹.
    re.compile(rf"{_SURNAME}(?:副{_TITLE}|同志)"),
    re.compile(
        rf"(?:学习|弘扬|向|以)(?!习近平){_SURNAME}[\u4e00-\u9fff]{{1,2}}(?:同志|先进|精神|事迹|为榜样)"
    ),
    # 县农业农村局, 省农科院, 县妇联, 县委组织部, 县政协办公室.
    re.compile(
        r"[省市县区镇乡](?!级|域)[\u4e00-\u9fff]{1,6}?(?:局(?<![大全布格结开变破定]局)|厅|科院|学院|分院|大队|支队)"
    ),
    re.compile(
        r"[省市县区镇乡](?!级|域|直)[\u4e00-\u9fff]{1,10}?(?:(?<!教)室|中心(?!工作|任务|环节)|服务站|科(?![学技研普协]))"
    ),
    re.compile(r"[省市县区镇乡](?:妇联|残联|文联|侨联|科协|工商联|总工会|团委|红十字会)"),
    re.compile(r"(?:组织|宣传|统战|武装|人武|社会工作|统一战线工作)部"),
    re.compile(r"[省市县区镇乡](?:委|政府|政协|人大|农|财)办(?![理事结好实法成学])"),
    re.compile(r"(?:考核|巡察|巡视|督导|督查|检查|验收|审计)组(?![织成建])"),
    re.compile(
        r"公司|集团|(?<!农民)(?<!专业)合作社|工厂|[纪监]委|第[一二三四五六七八九十](?:中学|小学|幼儿园|医院)"
    ),
)
"""What says who did it: a person, or an office."""

_OFFICE = re.compile(r".+[局委办部厅署]|.+(?:街道|社区|小区|水库|林场|农场|园区|大学|银行)")
_PLACE = re.compile(r".+[县镇乡村]")
_ONE = frozenset("局委办部厅署")
"""What belongs to the noun before it where jieba cuts it off: 农村/局."""

_NO_OFFICE = """
布局 格局 全局 大局 开局 结局 破局 当局 僵局 变局 时局 定局 我局 本局 各局
县委 市委 区委 省委 党委 工委 常委 政委 原委 我委 本委
督办 承办 交办 领办 催办 查办 主办 举办 创办 协办 会办 合办 筹办 代办 兴办 严办 经办 操办 开办
缓办 包办 转办 批办 拟办 待办 快办 特办 联办 帮办 速办 申办 我办 本办
干部 内部 全部 外部 各部 局部 支部 总部 中部 东部 西部 南部 北部 部署 签署 乐部 我部 本部
"""
_GENERAL_ENDS = frozenset(_NO_OFFICE.split())
"""The last two characters of words that are no office in particular."""

_PLACES = """
全县 我县 本县 该县 各县 市县 乡镇 城镇 村镇 集镇 全镇 各镇 我镇 小镇 镇村 城乡 家乡 下乡 返乡 老乡
乡村 农村 全村 各村 进村 入村 到村 驻村 全乡 各乡 我乡 县乡 县镇 强县 兴县 富县 政村 然村 困村 贫村
点村 范村 范镇 范县 点县 困县 心村 色镇 在乡 还乡 同乡
"""
_GENERAL_PLACES = frozenset(_PLACES.split())
"""The same of places: 行政村, 重点村, 示范县."""

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
    from .banks import bank
    from .segment import tagger

    if _HAN_NUMBER.search(text) or _INSTITUTION.search(text):
        return False
    if any(pattern.search(text) for pattern in _NAMED):
        return False
    tagged = tagger().lcut(text)
    if _has_office([(pair.word, pair.flag) for pair in tagged]):
        return False
    if _TITLED.search(" ".join(["", *(pair.word for pair in tagged)])):
        return False
    general = _EVERYWHERE | _general_words(bank(()))
    acts = False
    for pair in tagged:
        if pair.flag.startswith(_NAMES):
            # A time of a single character says nothing: 现, 未.
            if pair.word not in general and not (len(pair.word) == 1 and pair.flag[0] == "t"):
                return False
            acts = acts or pair.flag.startswith("nr")  # 严格执行
        # jieba takes some verbs for nouns (办理); what goes before a verb shows them.
        acts = acts or pair.flag.startswith(("v", "ad", "d", "i"))
    return acts


def _has_office(words: Sequence[tuple[str, str]]) -> bool:
    """Whether one of the words (with their parts of speech) is an office or place by name."""
    before = ""
    for word, flag in words:
        whole = before + word if word in _ONE else word
        end = whole[-2:]
        if _OFFICE.fullmatch(whole) and end not in _GENERAL_ENDS:
            return True
        if _PLACE.fullmatch(whole) and end not in _GENERAL_PLACES:
            return True
        before = word if flag.startswith("n") else ""
    return False


@lru_cache(maxsize=2)
def _general_words(phrases: Bank) -> frozenset[str]:
    """The words of a phrasebank: what it has in any office's papers is nobody's name."""
    from .segment import tagger

    cut = tagger().lcut
    words = {pair.word for phrase in phrases.phrases for pair in cut(GAP.sub("，", phrase.text))}
    return frozenset(word for word in words if len(word) > 1)


def _longest(found: Sequence[Wording]) -> list[Wording]:
    """Without those that a longer one of the same count holds."""
    kept: list[Wording] = []
    for wording in sorted(found, key=lambda w: -len(w.text)):
        if not any(w.times == wording.times and wording.text in w.text for w in kept):
            kept.append(wording)
    return kept
