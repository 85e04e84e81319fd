"""NM008: the zero of Chinese numerals."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from .scan import (
    DIGITS,
    HAN_DIGITS,
    ZEROS,
    places,
    run_start,
    suspects,
)

_ZERO_RUN = LazyPattern(rf"[一二三四五六七八九][〇零0一二三四五六七八九{ZEROS}]{{1,7}}")
_COUNTED_ZERO = LazyPattern(rf"[千百万亿][〇{ZEROS}](?=[一二三四五六七八九])")
_LONE_DATE = LazyPattern(
    rf"[ \t\u3000（(]*[〇零0一二三四五六七八九{ZEROS}]{{4}}年[一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十]{{1,3}}日[ \t\u3000）)]*$",
    8,
)
_ZERO_CHARACTERS = HAN_DIGITS | {"0"} | frozenset(ZEROS)
_MASKS = frozenset("xX×ＸｘＸ*＊")
_TO_ZERO = str.maketrans(dict.fromkeys(ZEROS + "0零", "〇"))


class WrongZero(ParagraphRule):
    """汉字数字里的“〇”写错

    检查什么

    编号和年份里用符号○、字母O、数字0、“零”代替“〇”（二○二四、二O二四、二0二四、二零二四年）；计数里用“〇”代替“零”（一百〇八）。

    为什么

    用作编号时“0”的汉字形式是“〇”，用作计量时是“零”。圆圈和字母不是汉字，排版、检索都会出错。

    错误示例

    - ⟦二○二四⟧年工作要点
    - ⟦二O二三⟧年以来，委员们提出建议百余条。
    - ⟦二零二四⟧年工作安排
    - 全县有行政村一⟦百〇⟧八个。

    正确示例

    - 二〇二四年工作要点
    - 全县有行政村一百零八个，距县城三千零五十米。
    - 是○否○，一等奖○名。
    - 零距离服务，一零一、十零分。
    """

    code = "NM008"
    name = "wrong-zero"
    source = "GB/T 15835-2011"
    requires = frozenset("〇零0０" + ZEROS)

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield numbers of Chinese digits whose zero is another sign."""
        found = block.memo(suspects)
        text = found.text
        digits = found.before + found.han
        if digits or not block.characters.isdisjoint("零" + ZEROS):
            yield from self._numbering(block.text, text, block.characters, digits)
        if not block.characters.isdisjoint("〇" + ZEROS):
            for match in _COUNTED_ZERO().finditer(text):
                start, end = match.span()
                if text[start - 1 : start] not in HAN_DIGITS and text[start - 1 : start] != "十":
                    continue
                yield Hit(
                    start,
                    end,
                    N_("计数用“零”，“{text}”应为“{right}”"),
                    {"text": text[start:end], "right": text[start] + "零"},
                    (Fix((Edit(end - 1, end, "零"),), safe=True),),
                    (text[start] + "零",),
                )

    def _numbering(
        self, original: str, text: str, characters: frozenset[str], digits: list[int]
    ) -> Iterator[Hit]:
        end = -1
        zeros = [place for place in digits if text[place] == "0"]
        for sign in "零" + ZEROS:
            if sign in characters:
                zeros += places(text, sign)
        if zeros:
            zeros.sort()
            for place in zeros:
                if place < end or not place or text[place - 1] not in HAN_DIGITS:
                    continue
                start = max(end, run_start(text, place, _ZERO_CHARACTERS, 8))
                while start < place and text[start] in "〇零0" + ZEROS:
                    start += 1
                match = _ZERO_RUN().match(text, start)
                if match is None or match.end() <= place:
                    continue
                end = match.end()
                if self._is_wrong(text, match[0], start, end):
                    right = match[0].translate(_TO_ZERO)
                    yield Hit(
                        start,
                        end,
                        N_("编号和年份用“〇”，“{text}”应为“{right}”"),
                        {"text": original[start:end], "right": right},
                        (Fix((Edit(start, end, right),), safe=True),),
                        (right,),
                    )

    def _is_wrong(self, text: str, run: str, start: int, end: int) -> bool:
        behind = text[end : end + 1]
        if behind in _MASKS:
            return False
        if behind in DIGITS or (behind in "十百千万亿点.%％" and behind):
            return False
        if text[start - 1 : start] in DIGITS or text[start - 1 : start] in ("十", "点", "分"):
            return False
        if "零" in run and run.translate({ord(c): None for c in "0" + ZEROS}) == run:
            # 一零一 is said and written so; of a year the standard is certain.
            return len(run) == 4 and behind == "年" and run[0] in "一二"
        if "0" in run and run.translate({ord(c): None for c in ZEROS}) == run:
            if len(run) < 3 and behind not in ("后", "级", "年"):
                return False
        elif len(run) < 4 and behind in ("年", "月", "日", "届", "名", "个", "人", "件"):
            return False  # 二○年: an unfilled mark
        if len(set(run[1:]) & set(ZEROS)) and len(run) == 2 and behind != "后":
            return False
        if run[1:].strip(ZEROS) == "" and not (len(run) == 4 and behind == "年"):
            return False  # 一○○: blanks
        return not (len(run) == 4 and behind == "年" and _is_lone_date(text, start))


def _is_lone_date(text: str, start: int) -> bool:
    """Whether the year stands in a line of its own with month and day.

    The rule on the date below a draft judges those.
    """
    line = text.rfind("\n", 0, start) + 1
    return start - line < 40 and _LONE_DATE().match(text, line) is not None
