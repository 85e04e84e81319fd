"""PU001: half-width marks in Chinese text."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import HAN, ParagraphBounds
from ..marks.context import is_han
from .scan import unfilled

FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
"""Half-width mark → full-width mark."""

_CLOSERS = "”’》）〉】〕\"')"
_MARKS = LazyPattern(r"[,;:?!.]+")
_SPACES = " \u00a0"
_ENTITY = LazyPattern(r"&#?[A-Za-z0-9]{2,8}$")
_EMOTICON = LazyPattern(rf"[:;]-?(?:[)DP](?![0-9A-Za-z])|\((?![0-9A-Za-z{HAN}]))")
_QUESTION = LazyPattern(r"吗|呢|什么|谁|哪|怎|几|多少|是否|能否|可否")
_UNITS = "年月日号时届次件名个人项条篇份家户期场万亿元余多%％×"
_OPENERS = LazyPattern(
    r"同时|此外|一是|二是|三是|一、|（一）|今年|去年|全年|年内|一年来|近年来|下一步|目前|我们|我局|我县"
    r"|我镇|我办|积极|认真|通过|围绕|按照|根据|会议|进一步|切实|不断|努力|(?:19|20)\d\d年"
)
_CLAUSE = LazyPattern(rf"[{HAN}\d%，、“”《》]{{4}}")
_CLAUSE_BEFORE = LazyPattern(rf"[{HAN}\d%、“”《》]{{4}}$")
_NAMELIKE = frozenset(
    "阿艾买提尔斯克拉里巴布不卡尼奥伊雅娜玛迪德格古热汗木吐江力夏依丽加帕托罗夫杰姆逊顿都麦合萨维特列芬奇达莎泰弗华"
)
_REFERENCE = LazyPattern(r"[^\n\[]\[(?:[A-Z]|[A-Z]{1,2}/OL)\][.．,，/:]")
"""What kind of source an entry of a bibliography names: 协商民主论[M]. (GB/T 7714)."""
_LINE_NUMBER = LazyPattern(r"(?:^|[\n\v])[ \t\u3000]{0,8}$")
_NUMERAL = LazyPattern(r"[ ]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[ ]?")
_FILE = LazyPattern(
    r"[\w\-.]{0,30}\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|txt|md|jpe?g|png|zip|rar|mp4)"
)
_BRACKET = LazyPattern(r"[()（）\n\v]")
_LONGEST = 200
"""The longest text in brackets that is looked at, in code points."""


class HalfWidthMark(ParagraphRule):
    """中文里用了半角标点

    检查什么

    汉字旁边的半角逗号、句号、分号、冒号、问号、叹号，含有汉字的半角括号，以及一半全角一半半角的括号。
    数字（3:1、1,000.5、10:30）、英文、公式、网址、文件名、型号、段首的序号不算。

    为什么

    国家标准规定的标点都占一个字的位置；半角标点是英文的标点，排出来与前后文字挤在一起。

    错误示例

    - 一年来⟦,⟧我们认真履行职责⟦,⟧较好地完成了任务⟦.⟧
    - 会议议程如下⟦:⟧审议提案⟦;⟧通过决议。
    - 县政协办公室⟦(机关党委)⟧负责落实。
    - 工作要点⟦（2024年)⟧已经印发。
    - 学习贯彻会议精神⟦!⟧群众满意不满意⟦?⟧
    - 推广使用OA系统⟦,⟧减少纸质文件。

    正确示例

    - 比例为3:1，投入1,000.5万元，会议定于10:30开始。
    - 学习Python (3.11)和CO2监测，核定A/B/C三类，参见GB/T 9704:2012。
    - 1.加强学习
      (1)学原文
      (一)学章程
    - 附件为工作总结(定稿).docx，网址为www.example.com。
    - 口号是“Hello, world!”，译作“你好，世界！”。
    - 专项经费.万元，预算约?万元。
    """

    code = "PU001"
    name = "half-width-mark"
    source = "GB/T 15834-2011"
    requires = frozenset(",;:?!.()")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield marks and pairs of brackets, with the full-width ones."""
        characters = text.characters
        if not characters.isdisjoint(",;:?!."):
            yield from _marks(text)
        if "(" in characters or ")" in characters:
            yield from _brackets(text)


def _hit(text: str, start: int, end: int, edits: tuple[Edit, ...], *, safe: bool = True) -> Hit:
    shown = text[start:end]
    right = "".join(FULL.get(c, c) for c in shown) if len(shown) < 4 else ""
    if not right:
        message = N_("中文里的括号应当用全角“（）”，不用半角“()”")
        return Hit(start, end, message, {}, (Fix(edits, safe),))
    return Hit(
        start,
        end,
        N_("中文里用了半角标点“{text}”，应为“{right}”"),
        {"text": shown, "right": right},
        (Fix(edits, safe),),
        (right,),
    )


def _marks(block: Text) -> Iterator[Hit]:
    text = block.text
    length = len(text)
    touches = None
    reference = "]" in block.characters and _REFERENCE().search(text) is not None
    for match in _MARKS().finditer(text):
        start, end = match.span()
        if reference and _in_reference(text, start):
            continue
        left = text[start - 1] if start else "\n"
        right = text[end] if end < length else "\n"
        begin = start
        if left == " " and start > 1 and text[start] in ",;:?!" and is_han(text[start - 2]):
            begin -= 1  # a space before the mark goes with it
            left = text[begin - 1]
        if left.isascii() and right.isascii() and right not in "\n\v \"')" and left not in ")\"'":
            continue
        shown = match[0]
        if end - start > 1 and not _chain(text, start, end):
            continue
        if not _in_chinese(text, start, end, left, right):
            continue
        if touches is None:
            touches = unfilled(block)
        if touches(start, end):
            continue
        safe = True
        if shown == ".":
            verdict = _full_stop(text, start, right)
            if verdict is None:
                continue
            safe = verdict
        space = end
        if right in _SPACES and text[end + 1 : end + 2] not in ("", "\n", "\v"):
            # The English habit of a space behind the mark goes with it.
            following = text[end + 1]
            space = end + 1 if is_han(following) or following == '"' else end
        word = "".join(FULL[c] for c in shown)
        yield _hit(text, start, end, (Edit(begin, space, word),), safe=safe)


def _in_reference(text: str, at: int) -> bool:
    """Whether a mark stands in an entry of a bibliography, which has marks of its own."""
    begin = text.rfind("\n", max(0, at - 300), at) + 1
    stop = text.find("\n", at, at + 300)
    return (
        _REFERENCE().search(text, max(begin, at - 300), at + 300 if stop < 0 else stop) is not None
    )


def _chain(text: str, start: int, end: int) -> bool:
    """Whether a run of several marks is an emphatic question or exclamation."""
    shown = text[start:end]
    if end - start > 3 or shown.strip("?!"):
        return False
    # ?? in a statement is a lost character (AR006).
    return "!" in shown or _QUESTION().search(_line_before(text, start, 30)) is not None


def _in_chinese(text: str, start: int, end: int, left: str, right: str) -> bool:
    """Whether a mark belongs to Chinese text."""
    mark = text[start]
    if left in "，。、；：" or right in "，。、；：":
        return False  # one of two marks in conflict
    if mark == "?" and (right in _UNITS or text[start - 1 : start] == "约"):
        return False
    chinese = is_han(left) or (left in _CLOSERS and (is_han(right) or not left.isascii()))
    if left in "\"'" and is_han(text[start - 2 : start - 1] or "\n") and right in "\n\v ":
        return True
    if mark in ":;" and _EMOTICON().match(text, start):
        return False
    if chinese:
        if left in "\"')" and not is_han(right):
            return False
        if left in "”’" and not is_han(right) and not _has_han(_line_before(text, start, 20)):
            return False  # an English sentence in quotes
        if mark == "!" and right.isascii() and right.isalnum():
            return False
        return not (mark == ":" and right == "\\")
    ends = right in "\n\v"
    if mark == "!" and not (ends and (left.isdigit() or left == "%")):
        return False  # 来自Yahoo!的文档
    if mark == ".":
        if not ends and not (left == "%" and is_han(right)):
            return False
    elif not ends and not (is_han(right) or right in "“《（" or right in _SPACES):
        return False
    # Behind a Latin word or a number inside Chinese text: 使用OA系统,减少… 2024年12,…
    if not (left.isascii() and left.isalnum()) and left != "%":
        return False
    if mark == ";" and _ENTITY().search(text[max(0, start - 10) : start]):
        return False
    if right in _SPACES and not is_han(text[end + 1 : end + 2] or "\n"):
        return False
    word = start
    while word and start - word < 30 and text[word - 1].isascii() and text[word - 1] not in " \n\v":
        word -= 1
    if word > 1 and text[word - 1] == " " and is_han(text[word - 2]):
        word -= 1
    before = text[word - 1] if word else "\n"
    if not (is_han(before) or before in "，。、；：“《（"):
        return False
    token = text[word:start].strip()
    if ends and not token.rstrip("%").replace(".", "").isdecimal() and not token.isalnum():
        return False  # an address, a path
    return not (mark == ":" and token.isdecimal() and not is_han(before))


def _full_stop(text: str, start: int, right: str) -> bool | None:
    """Whether a point stands for 。: None for no, else whether that is certain."""
    if right in "\n\v":
        head = text[max(0, start - 8) : start]
        return True if len(head) == 8 and "\n" not in head and "\v" not in head else None
    if right in _SPACES:
        return True if is_han(text[start + 2 : start + 3] or "\n") else None
    if right in "”\"'":
        return True
    if not is_han(right):
        return None
    if text[start - 1] == "%":
        return True
    if _OPENERS().match(text, start + 1) or _parts_clauses(text, start):
        return None if _is_censored(text, start) else False
    return None


def _parts_clauses(text: str, at: int) -> bool:
    """Whether a point between Chinese characters has a clause on both sides.

    A transliterated name has a point as well: 阿不都.买买提.
    """
    left = _CLAUSE_BEFORE().search(_line_before(text, at, 12))
    right = _CLAUSE().match(text, at + 1)
    if left is None or right is None:
        return False
    if text.endswith("经济", 0, at) and text.startswith(("发展", "建设", "事业"), at + 1):
        return False  # 经济社会发展 with a hole
    return not _NAMELIKE.issuperset(text[at - 2 : at] + text[at + 1 : at + 3])


def _is_censored(text: str, at: int) -> bool:
    """Whether the point stands in the hole of a known word (AR001)."""
    from ..artifacts.data import censored_words

    known = censored_words()
    for length in range(min(known.longest, at), 0, -1):
        for word, _ in known.holes.get(text[at - length : at], ()):
            if word and text.startswith(word, at + 1):
                return True
    return False


def _brackets(block: Text) -> Iterator[Hit]:
    """Pairs of brackets with Chinese in them, at least one of them half-width."""
    text = block.text
    opened: list[int] = []
    touches = None
    bounds = ParagraphBounds(text)
    for match in _BRACKET().finditer(text):
        mark = match[0]
        position = match.start()
        if mark in "(（":
            opened.append(position)
            continue
        if mark in "\n\v":
            opened.clear()
            continue
        if not opened:
            continue
        start = opened.pop()
        pair = text[start] + mark
        if pair == "（）" or position - start > _LONGEST:
            continue
        inside = text[start + 1 : position]
        chinese = _has_han(inside)
        if not chinese and pair == "()":
            continue
        if _NUMERAL().fullmatch(inside):
            begin, _ = bounds.at(start)
            if _LINE_NUMBER().search(text[max(begin - 1, start - 9, 0) : start]):
                continue
        if pair == "()" and _FILE().match(text, position + 1):
            continue
        if touches is None:
            touches = unfilled(block)
        if touches(start, position + 1):
            continue
        edits = []
        if text[start] == "(":
            # The English habit of a space outside goes with the bracket.
            spaced = text[start - 1 : start] == " " and is_han(text[start - 2 : start - 1] or "\n")
            inner = text[start + 1] == " "
            edits.append(Edit(start - spaced, start + 1 + inner, "（"))
        if mark == ")":
            end = position + 1
            spaced = text[end : end + 1] == " " and is_han(text[end + 1 : end + 2] or "\n")
            inner = text[position - 1] == " " and position - 2 > start
            edits.append(Edit(position - inner, end + spaced, "）"))
        yield _hit(text, start, position + 1, tuple(edits))


def _has_han(text: str) -> bool:
    return _HAN().search(text) is not None


_HAN = LazyPattern(f"[{HAN}]")


def _line_before(text: str, at: int, length: int) -> str:
    """The text of the paragraph before an offset, so many code points at most."""
    return text[max(0, at - length) : at].rpartition("\n")[2]
