"""PU002 to PU004: quotation marks that are none of this standard's."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import HAN
from .scan import CHINESE

_QUOTE = LazyPattern(r"[\"“”\n]")
_NEAR = LazyPattern(rf"[{CHINESE}]")
_APOSTROPHES = LazyPattern(
    rf"(?<![A-Za-z0-9'])'(?=[^'\n]{{0,60}}[{HAN}]|[^'\n]{{1,60}}'[{CHINESE}])[^'\n]{{1,60}}'(?![A-Za-z0-9'])"
)
_CORNER = LazyPattern(r"[「」『』“”\n]")
_SINGLE = LazyPattern(rf"[“”\n]|‘(?=[^’\n“”]{{0,80}}[{HAN}])[^’\n“”‘]{{1,80}}’")


class StraightQuote(ParagraphRule):
    """中文里用了直引号

    检查什么

    中文里不分前后的直引号（"…"、'…'），包括前一半弯、后一半直的。英文句子、代码、英寸和角度符号不算。

    为什么

    国家标准规定的引号是“”和‘’，前后有别；直引号是键盘上的英文符号，看不出哪里开始、哪里结束。

    错误示例

    - 开展⟦"书香政协"⟧读书活动。
    - 他说：⟦"要把好事办好。"⟧
    - 落实“一岗双责⟦"⟧制度。
    - 发扬⟦'三牛'⟧精神。

    正确示例

    - 开展“书香政协”读书活动。
    - 显示器为24"规格，北纬23°26'21"。
    - 公众号简介写着Let's go，界面语言为"zh-CN"。
    - He said "yes" and left.
    """

    code = "PU002"
    name = "straight-quote"
    source = "GB/T 15834-2011"
    requires = frozenset("\"'")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield pairs of straight quotes, and single ones beside a curly one."""
        if '"' in text.characters:
            yield from _straight(text.text)
        if "'" in text.characters:
            for match in _APOSTROPHES().finditer(text.text):
                if match[0].count("“") == match[0].count("”"):  # else '甲“: PU005
                    yield _apostrophes(text.text, *match.span())


def _straight(text: str) -> Iterator[Hit]:
    row: list[int] = []
    for match in _QUOTE().finditer(text + "\n"):
        if match[0] != "\n":
            at = match.start()
            # 24" and 26'21" are measures, unless a quotation is open.
            if match[0] != '"' or len(row) % 2 or not text[at - 1 : at].isdigit():
                row.append(at)
            continue
        if row:
            if any(text[at] == '"' for at in row):
                yield from _in_paragraph(text, row)
            row = []


def _in_paragraph(text: str, row: list[int]) -> Iterator[Hit]:
    """Quotes of one paragraph: straight ones open and close by turns."""
    even = len(row) % 2 == 0
    opened: int | None = None
    for at in row:
        if opened is None:
            if text[at] == "”":
                even = False  # it closes nothing
                continue
            opened = at
            continue
        if text[at] == "“":
            # The one before was not closed.
            even = False
            if text[opened] == '"':
                yield from _single(text, opened, "“")
            opened = at
            continue
        pair = text[opened] + text[at]
        if '"' in pair and _is_chinese(text, opened, at):
            if pair == '""':
                edits = (Edit(opened, opened + 1, "“"), Edit(at, at + 1, "”"))
                message = N_("中文里用了直引号，应为“……”这样的弯引号")
                yield Hit(opened, at + 1, message, {}, (Fix(edits, even),))
            elif text[at] == '"':
                yield from _single(text, at, "”", even)
            else:
                yield from _single(text, opened, "“", even)
        opened = None
    if opened is not None and text[opened] == '"':
        yield from _single(text, opened, "")


def _single(text: str, at: int, right: str, safe: bool = False) -> Iterator[Hit]:
    if not _NEAR().search(text[max(0, at - 1) : at + 2]):
        return
    if not right:
        yield Hit(at, at + 1, N_("此处的直引号没有成对，请改为成对的“”"))
        return
    yield Hit(
        at,
        at + 1,
        N_("中文里用了直引号，应为“{right}”"),
        {"right": right},
        (Fix((Edit(at, at + 1, right),), safe),),
        (right,),
    )


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Whether a quotation is Chinese, or Latin directly between Chinese characters."""
    inside = text[start + 1 : min(end, start + 400)]
    if '"' in inside:
        return True
    if _NEAR().search(inside):
        return True
    before = text[start - 1 : start] if start else ""
    after = text[end + 1 : end + 2]
    code = any(c in inside for c in "_=<>/\\{}.-")
    return not code and bool(_NEAR().match(before) and _NEAR().match(after))


def _apostrophes(text: str, start: int, end: int) -> Hit:
    line = text[max(text.rfind("\n", 0, start) + 1, start - 200) : start]
    inner = line.count("“") + (line.count('"') % 2) > line.count("”")
    first, last = ("‘", "’") if inner else ("“", "”")
    return Hit(
        start,
        end,
        N_("中文里用了直引号，应为“{first}……{last}”"),
        {"first": first, "last": last},
        (Fix((Edit(start, start + 1, first), Edit(end - 1, end, last)), False),),
    )


class CornerQuote(ParagraphRule):
    """横排文字用了直角引号

    检查什么

    「」『』当作引号使用。

    为什么

    国家标准规定横排文稿的引号是“”和‘’；直角引号用于竖排和繁体出版物，多半是从外地网页上复制来的。

    错误示例

    - 开展⟦「书香政协」⟧读书活动。
    - 他说：⟦「要把⟦『好事』⟧办好。」⟧
    - 打造⟦『委员之家』⟧品牌。

    正确示例

    - 开展“书香政协”读书活动。
    - 他说：“要把‘好事’办好。”
    - 学习《中国人民政治协商会议章程》。
    """

    code = "PU003"
    name = "corner-quote"
    source = "GB/T 15834-2011"
    requires = frozenset("「」『』")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield each pair, and each mark that has no partner."""
        string = text.text
        opened: list[int] = []
        depth = 0
        found: list[Hit] = []
        for match in _CORNER().finditer(string):
            mark, at = match[0], match.start()
            if mark == "\n":
                found += [_corner(string, a, a + 1, 0) for a in opened if a >= 0]
                opened, depth = [], 0
            elif mark in "「『“":
                opened.append(at if mark != "“" else -1)
                depth += 1
            elif opened and (mark == "”") == (opened[-1] < 0):
                start = opened.pop()
                depth -= 1
                if start >= 0:
                    found.append(_corner(string, start, at + 1, depth))
            elif mark != "”":
                found.append(_corner(string, at, at + 1, 0))
        found += [_corner(string, a, a + 1, 0) for a in opened if a >= 0]
        return iter(sorted(found, key=lambda hit: hit.start))


def _corner(text: str, start: int, end: int, depth: int) -> Hit:
    first, last = ("“", "”") if depth % 2 == 0 else ("‘", "’")
    if end - start == 1:
        right = first if text[start] in "「『" else last
        edits: tuple[Edit, ...] = (Edit(start, end, right),)
    else:
        edits = (Edit(start, start + 1, first), Edit(end - 1, end, last))
    return Hit(
        start,
        end,
        N_("横排文字不用直角引号，应为“{first}……{last}”"),
        {"first": first, "last": last},
        (Fix(edits, end - start > 1),),
    )


class OuterSingleQuote(ParagraphRule):
    """单引号用在了外层

    检查什么

    不在双引号里面的单引号‘…’。英文的撇号不算。

    为什么

    国家标准规定先用双引号，引号里面还要用引号时才用单引号。

    错误示例

    - 开展⟦‘书香政协’⟧读书活动。
    - 落实⟦‘三会一课’⟧制度，建设⟦‘委员之家’⟧。
    - 会议强调，要树立⟦‘一盘棋’⟧思想。

    正确示例

    - 他说：“开展‘书香政协’读书活动很有意义。”
    - 开展“书香政协”读书活动。
    - 英文缩写为It’s和’24。
    """

    code = "PU004"
    name = "outer-single-quote"
    source = "GB/T 15834-2011"
    requires = frozenset("‘")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield each pair of single quotes at the outermost level."""
        string = text.text
        inside = False
        for match in _SINGLE().finditer(string):
            mark = match[0]
            if mark == "\n":
                inside = False
            elif mark == "“":
                inside = True
            elif mark == "”":
                inside = False
            elif not inside:
                start, end = match.span()
                if string.find("”", end, end + 300) >= 0 and not _closed(string, end):
                    continue  # its outer quotation began in a paragraph before
                yield Hit(
                    start,
                    end,
                    N_("外层的引号应当用双引号“”，里层才用单引号"),
                    {},
                    (Fix((Edit(start, start + 1, "“"), Edit(end - 1, end, "”")), True),),
                )


def _closed(text: str, end: int) -> bool:
    """Whether the next double quote in the paragraph opens rather than closes."""
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    close = text.find("”", end, min(stop, end + 300))
    return close < 0 or text.find("“", end, close) >= 0
