"""AR008 to AR010: characters that strayed into Chinese text, and text that was pulled apart."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import HAN, ParagraphBounds, in_order

_WORD = LazyPattern(
    rf"(?<=[{HAN}”》）])[ \u3000\u00a0]{{0,2}}(?P<word>and|or|And|AND)[ \u3000\u00a0]{{0,2}}(?=[{HAN}“《（])"
)
_HOLE = LazyPattern(rf"(?<=[{HAN}”》）])(?:\[\]|［］|[□■])(?=[{HAN}“《（\dxXｘＸ×*])")
_SYMBOLS = "☆★◇◆▲△▼♀♂♥♡♪◎⊙"
_SYMBOL = LazyPattern(rf"(?<=[{HAN}])[{_SYMBOLS}](?=[{HAN}])|\^[_oO-]\^")
_YEAR = LazyPattern(
    r"(?:19|20)[0-9xX×*]{2}年|今年|去年|近年|截至|截止|目前|同时|此外|一年来|为了|为|在|通过|全年|共"
)
_NOT_AFTER_HOLE = LazyPattern(
    r"[号件名次个人份条篇年月日期页项户家届元万亿%％]|[\d.]{1,12}[号件名次个人份条篇月日期页项户家元万亿%％]"
)
_SIGN = LazyPattern(rf"(?<=[{HAN}，。；：、”》）])[`|^\\｀](?=[{HAN}，。；：、“《（\n\v]|$)")
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_PINYIN = LazyPattern(
    rf"(?:(?<![a-zA-Z{_TONES}ü])[a-zü]{{0,4}}[{_TONES}][a-zü]{{0,3}}[ \u3000]{{0,2}}[{HAN}][ \u3000]{{0,2}}){{2,}}"
    rf"|(?:[{HAN}][(（ ][ ]?[a-zü]{{0,4}}[{_TONES}][a-zü]{{0,3}}[ ]?[)） ]){{2,}}"
)
_SYLLABLE = LazyPattern(rf"[ ]?[(（]?[ ]?[a-zü]{{0,4}}[{_TONES}][a-zü]{{0,3}}[ ]?[)）]?[ ]?")
_SPACED = LazyPattern(
    rf"(?:[{HAN}，。；：、“”《》（）][ \u00a0\u2009]){{3,}}[{HAN}，。；：、”》）]"
)
_PEOPLE = ("出席", "列席", "请假", "缺席", "人员", "名单", "组长", "成员", "主任", "代表", "委员", "姓名", "主席", "联系人", "签名", "签字")  # fmt: skip


class StrayMark(ParagraphRule):
    """抓取时混进来的符号

    检查什么

    中文里代替句号的“[]”“□”，代替“和”的“and”，夹在字句中间的`、|、^、\\\\。
    选项框（□是 □否）、英文、代码和参考文献标号不算。

    为什么

    网页抓取、文字识别会把标点和字认成别的符号，句子就断不开或者连不上。

    错误示例

    - 扎实做好会务工作⟦[]⟧2023年上半年，承办会议六次。
    - 认真做好热线办理工作⟦□⟧20xx年共接到来电若干。
    - 加强车辆维护⟦ and ⟧安全教育，确保行车安全。
    - 做到思想⟦`⟧作风⟦`⟧能力同步提升。
    - 围绕中心⟦|⟧服务大局，履行职能。

    正确示例

    - 是否到会：□是 □否 □请假
    - 年度：□2023年 □2024年 □2025年
    - 参考文献见[1]、[2]，数组写作[]。
    - 推广Windows and Office正版软件，R and D投入占比提高。
    - 政协|提案|调研|视察
    - 文号为政办〔2024〕[]号，份数□份。
    - 调用`read`函数即可。
    """

    code = "AR008"
    name = "stray-mark"
    requires = frozenset("[［□■`|^\\｀dDrR" + _SYMBOLS)

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield signs that no writer put there."""
        string = text.text
        characters = text.characters
        hits: list[Hit] = []
        if not characters.isdisjoint("[［□■"):
            hits.extend(_holes(string))
        if "and" in string or "or" in string or "And" in string or "AND" in string:
            hits.extend(_words(string))
        if not characters.isdisjoint("`|^\\｀"):
            hits.extend(_signs(string))
        if not characters.isdisjoint(_SYMBOLS + "^"):
            hits.extend(_symbols(text))
        return iter(in_order(hits))


def _symbols(block: Text) -> Iterator[Hit]:
    """A star or a face in the middle of a sentence."""
    from ..marks import scan

    text = block.text
    unfilled = {mark.start for mark in block.memo(scan)}
    paragraphs = ParagraphBounds(text)
    for match in _SYMBOL().finditer(text):
        start, end = match.span()
        begin, stop = paragraphs.at(start)
        # What stands near an edge, or comes in rows, adorns a heading or marks an item.
        if start in unfilled or start - begin < 8:
            continue
        around = text[max(begin, start - 40) : min(stop, end + 40)]
        if match[0][0] in _SYMBOLS and (stop - end < 4 or around.count(match[0]) > 1):
            continue
        yield Hit(
            start,
            end,
            N_("“{text}”夹在中文里，像是误输入或抓取时混进来的，请改正或删去"),
            {"text": match[0]},
        )


def _holes(text: str) -> Iterator[Hit]:
    """``[]`` and □ where one sentence ends and the next begins."""
    last = -1
    paragraphs = ParagraphBounds(text)
    for match in _HOLE().finditer(text):
        start, end = match.span()
        begin, stop = paragraphs.at(start)
        begin = max(begin, last)
        last = end
        # A box to tick stands behind a short label; a hole stands behind a sentence.
        if start - begin < (6 if text[start] in "□■" else 2) or stop - end < 8:
            continue
        if _NOT_AFTER_HOLE().match(text, end):
            continue
        if text[start] in "□■" and not _YEAR().match(text, end):
            boxes = sum(text.count(box, begin, min(stop, begin + 400)) for box in "□■☐☑√")
            if boxes > 1 or start - begin < 12 or "：" in text[start - 8 : start]:
                continue
            if not _in_sentence(text, begin, min(stop, begin + 400)):
                continue
        yield Hit(
            start,
            end,
            N_("“{text}”像是抓取时混进来的，此处应为句号"),
            {"text": match[0]},
            (Fix((Edit(start, end, "。"),)),),
            ("。",),
        )


def _words(text: str) -> Iterator[Hit]:
    for match in _WORD().finditer(text):
        start, end = match.span()
        word = "或" if match["word"] == "or" else "和"
        yield Hit(
            start,
            end,
            N_("中文里混进了“{text}”，应为“{word}”"),
            {"text": match["word"], "word": word},
            (Fix((Edit(start, end, word),)),),
            (word,),
        )


def _signs(text: str) -> Iterator[Hit]:
    paragraphs = ParagraphBounds(text)
    for match in _SIGN().finditer(text):
        start = match.start()
        sign = match[0]
        begin, stop = paragraphs.at(start)
        if stop - begin > 5000:
            begin, stop = max(begin, start - 2500), min(stop, start + 2500)
        if sign == "|" and (
            text.count("|", begin, stop) > 1 or not _in_sentence(text, begin, stop)
        ):
            continue  # a line of links, a table
        if sign == "\\" and (":\\" in text[begin:stop] or text.count("\\", begin, stop) > 1):
            continue  # a path
        if sign == "^" and (
            text[start - 1] == "按" or text.startswith(("键", "号", "符"), start + 1)
        ):
            continue
        fixes: tuple[Fix, ...] = ()
        words: tuple[str, ...] = ()
        if sign in "`｀|":
            words = ("、",)
            fixes = (Fix((Edit(start, start + 1, "、"),)),)
        yield Hit(
            start,
            start + 1,
            N_("“{text}”夹在中文里，像是误输入或抓取时混进来的，请改正或删去"),
            {"text": sign},
            fixes,
            words,
        )


def _in_sentence(text: str, begin: int, stop: int) -> bool:
    return any(mark in text[begin:stop] for mark in "，。；")


class InterleavedPinyin(ParagraphRule):
    """汉字之间夹着拼音

    检查什么

    连着两个以上的汉字都带着注音（zhèng 政 xié 协）。单个生僻字的注音不算。

    为什么

    多半是从带拼音的网页上复制来的，或者输入法的残留。

    错误示例

    - 全体⟦zhèng 政 xié 协 ⟧委员认真履职。
    - 围绕⟦中（zhōng）心（xīn）⟧工作建言献策。
    - 开展⟦tiáo调yán研⟧活动。

    正确示例

    - 我们亟（jí）待解决的问题有三个。
    - 普通话读音为zhèng xié，前字去声。
    - 全体政协委员认真履职。
    """

    code = "AR009"
    name = "interleaved-pinyin"
    requires = frozenset(_TONES)

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield runs of annotated characters."""
        for match in _PINYIN().finditer(text.text):
            start, end = match.span()
            plain = _SYLLABLE().sub("", match[0]).replace(" ", "").replace("\u3000", "")
            yield Hit(
                start,
                end,
                N_("汉字之间夹着拼音，应为“{plain}”"),
                {"plain": plain},
                (Fix((Edit(start, end, plain),)),),
                (plain,),
            )


class LetterSpacedText(ParagraphRule):
    """正文里逐字空格

    检查什么

    正文句子里一连四个以上的字都被空格隔开。标题、落款、表头和人名里为了对齐加的空格不算。

    为什么

    从PDF或扫描件里复制出来的文字常常这样，查找不到，排版也对不齐。

    错误示例

    - 一年来，⟦政 协 工 作⟧取得了新的成绩。
    - ⟦认 真 履 行 职 能 ， 积 极 建 言 献 策 。⟧
    - 我们要⟦围 绕 中 心 服 务 大 局⟧，做好各项工作。

    正确示例

    - 工 作 总 结
    - 关 于 召 开 会 议 的 通 知
    - 姓 名：        出 生 年 月：        籍 贯：
    - 出席：王 平 李 明 赵 强 周 元
    - （ 盖 章 ）
    - 一年来，政协工作取得了新的成绩。
    """

    code = "AR010"
    name = "letter-spaced-text"
    requires = frozenset(" \u00a0\u2009")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield runs of characters with a space behind each."""
        string = text.text
        paragraphs = ParagraphBounds(string)
        for start, end in _spaced_runs(string, text.characters):
            begin, stop = paragraphs.at(start)
            run = string[start:end]
            closed = any(mark in run for mark in "，。；")
            if not closed:
                if start - begin < 3 and stop - end < 3:
                    continue  # a heading of its own
                if string[end : end + 1] in "：:（(" or string[start - 1 : start] in ("：", ":"):
                    continue  # the labels and fields of a form
                head = string[max(begin, start - 20) : start]
                if any(word in head for word in _PEOPLE):
                    continue
                if not _in_sentence(string, max(begin, start - 200), min(stop, end + 200)):
                    continue
            plain = "".join(run.split())
            yield Hit(
                start,
                end,
                N_("正文里逐字加了空格，应为“{plain}”"),
                {"plain": plain if len(plain) <= 30 else plain[:29] + "…"},
                (Fix((Edit(start, end, plain),)),),
                (plain,) if len(plain) <= 60 else (),
            )


def _spaced_runs(text: str, characters: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Four characters and more with one space between each."""
    for space in " \u00a0\u2009":
        if space not in characters:
            continue
        position = text.find(space)
        while position >= 0:
            # Two more spaces at the same distance, before the pattern is tried.
            if position and text[position + 2 : position + 5 : 2] == space * 2:
                match = _SPACED().match(text, position - 1)
                if match is not None:
                    yield match.span()
                    position = match.end() - 1
            position = text.find(space, position + 1)
