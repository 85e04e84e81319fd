"""NM017 to NM021: digits, points and separators inside one number."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import HAN
from .scan import DIGITS, HAN_DIGITS, left, run_start, suspects

_FULL_RUN = LazyPattern(r"[０-９][０-９0-9]{0,40}(?:[．.，,][０-９0-9]{1,40}){0,8}")
_TO_ASCII = str.maketrans("０１２３４５６７８９．", "0123456789.")
_AFTER_MARK = frozenset("、．.）)")
_MARK = LazyPattern(r"[ \t\u3000]*[（(]?")
_GROUPS = LazyPattern(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


class FullWidthDigit(ParagraphRule):
    """全角数字

    检查什么

    占一个汉字位置的数字１、２、３。

    为什么

    阿拉伯数字占半个汉字的位置，全角数字字距过宽，也查找不到。

    错误示例

    - 全年办理提案⟦１２０⟧件。
    - ⟦２０２４⟧年工作总结
    - 增长⟦５．６⟧％，共⟦１，２００⟧户。

    正确示例

    - 全年办理提案120件。
    - 增长5.6%。
    - ①第一条；⑵第二条；Ⅲ级响应。
    """

    code = "NM017"
    name = "full-width-digit"
    source = "GB/T 15835-2011"
    requires = frozenset("０１２３４５６７８９")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield numbers in full-width digits, each once."""
        text = block.text
        for match in _FULL_RUN().finditer(text):
            start, end = match.span()
            before, behind = text[start - 1 : start], text[end : end + 1]
            if (
                match[0] == "０"
                and (before in HAN_DIGITS or behind in HAN_DIGITS)
                and before + behind
            ):
                continue  # 二０二四: a wrong 〇
            if (
                behind in _AFTER_MARK
                and end - start < 4
                and "，" not in match[0]
                and _MARK().fullmatch(left(text, start, 6))
            ):
                continue  # the number of a paragraph is the business of the NO family
            plain = match[0].translate(_TO_ASCII)
            if "，" in plain:
                grouped = plain.replace("，", ",")
                if not _GROUPS().fullmatch(grouped):
                    end = start + plain.index("，")
                    yield from self._parts(text, start, match.end())
                    continue
                plain = grouped
            yield self._hit(text, start, end, plain)

    def _parts(self, text: str, start: int, end: int) -> Iterator[Hit]:
        """Numbers that a comma lists: ３，５，８."""
        for part in text[start:end].split("，"):
            if not part.isascii():
                plain = part.translate(_TO_ASCII)
                yield self._hit(text, start, start + len(part), plain)
            start += len(part) + 1

    def _hit(self, text: str, start: int, end: int, plain: str) -> Hit:
        return Hit(
            start,
            end,
            N_("全角数字“{text}”应改为半角的“{plain}”"),
            {"text": text[start:end], "plain": plain},
            (Fix((Edit(start, end, plain),), safe=True),),
            (plain,),
        )


_THOUSANDS = LazyPattern(
    r"(?P<head>[0-9]{1,3})(?P<groups>(?:[，、][0-9]{3}){1,4})(?![0-9，、])(?P<rest>(?:\.[0-9]{1,4})?[%万亿元多余户人名件个亩吨米公斤千克只头棵株平方次字家台套辆册份本美港欧])"
)
_WRONG_GROUPS = LazyPattern(
    r"[0-9]{1,12}(?:,[0-9]{1,12}){1,5}(?:\.[0-9]{1,4})?(?=[万亿]?(?:元|余元|人|户|亩|吨|公斤|平方米|美元))"
)
_NUMBER = LazyPattern(r"[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,4})?")


class ThousandsSeparator(ParagraphRule):
    """千分位写法不对

    检查什么

    用中文逗号、顿号作千分位（1，000元），或者分节不是三位一节（1234,567元、12,3456元）。

    为什么

    中文标点会把一个数断成两个。要分节就用半角逗号，从个位起三位一节；也可以不分节。

    错误示例

    - 发放慰问金⟦1，000⟧元。
    - 全县有⟦12、345⟧户。
    - 投入资金⟦1234,567⟧元。

    正确示例

    - 发放慰问金1,000元，全县有12,345户，共1 234 567人。
    - 分别为100、200、300元；第1，2，3项。
    - 一等奖1，000号车；编号1，234。
    """

    code = "NM018"
    name = "thousands-separator"
    source = "GB/T 15835-2011"
    requires = frozenset("，、,")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield numbers whose groups are parted by a wrong mark or at a wrong place."""
        text = block.text
        end = -1
        for place in block.memo(suspects).separator:
            if place < end or text[place + 1] not in "，、,":
                continue
            start = run_start(text, place + 1)
            if start > place or text[place] not in DIGITS:
                continue  # full-width digits are found as such
            before = left(text, start, 2)
            if before[-1:] == "第" or (before[-1:] in tuple(".,，、") and before[0] in DIGITS):
                continue
            if text[place + 1] == ",":
                match = _WRONG_GROUPS().match(text, start)
                if match is None or _NUMBER().fullmatch(match[0]):
                    continue
                parts = match[0].partition(".")[0].split(",")
                if all(len(part) < 3 for part in parts) or len(set(map(len, parts))) == 1:
                    continue  # 3,5,8人: a list
                if parts != sorted(parts, key=len, reverse=True) and len(parts[-1]) < 4:
                    continue
                stop = match.end()
                whole = "".join(parts)
                plain = whole + match[0][len(match[0].partition(".")[0]) :]
                grouped = f"{int(whole):,}" + plain[len(whole) :]
                message = N_("“{text}”分节不对，应从个位起三位一节，如“{right}”，或者不分节")
                fixes: tuple[Fix, ...] = (Fix((Edit(start, stop, grouped),)),)
                right = grouped
            else:
                match = _THOUSANDS().match(text, start)
                if match is None:
                    continue
                if not _could_be_one(match["head"], match["groups"]):
                    continue
                stop = match.end("groups")
                right = match["head"] + match["groups"].replace("，", ",").replace("、", ",")
                message = N_("“{text}”会被读成两个数，千分位用半角逗号，应为“{right}”")
                fixes = (Fix((Edit(start, stop, right),)),)
            end = stop
            yield Hit(
                start, stop, message, {"text": text[start:stop], "right": right}, fixes, (right,)
            )


def _could_be_one(head: str, groups: str) -> bool:
    """Whether numbers parted by 、 or ，are one: 100、200、300元 are three."""
    if len(head) < 3:
        return True
    parts = [head, *groups.replace("、", "，").split("，")[1:]]
    return "、" not in groups and not (len(parts) > 2 and all(part[-1] == "0" for part in parts))


_POINT = LazyPattern(
    r"(?<![0-9.．。·])[0-9]{1,9}(?P<point>[．。·])[0-9]{1,4}(?=[%％‰万亿元倍个米公吨亩克千升岁]|百分点)"
)


class FullWidthDecimalPoint(ParagraphRule):
    """小数点用了全角符号

    检查什么

    数字中间的“．”“。”“·”：58．34%、58。34%、58·34%。

    为什么

    小数点是齐底线的实心点“.”；写成句号，一个数就断成两句。

    错误示例

    - 办结率为⟦58．34⟧%。
    - 增长⟦5。6⟧个百分点。
    - 投资⟦3．5⟧亿元。

    正确示例

    - 办结率为58.34%，增长5.6个百分点。
    - 全年办理58件。34%的提案由联名提出。
    - 1．5个项目
    - 见附件1．2024年要点。
    """

    code = "NM019"
    name = "full-width-decimal-point"
    source = "GB/T 15835-2011"
    requires = frozenset("．。·")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield numbers with such a point."""
        text = block.text
        for place in block.memo(suspects).separator:
            if text[place + 1] not in "．。·" or text[place] not in DIGITS:
                continue
            start = run_start(text, place + 1)
            match = _POINT().match(text, start)
            if match is None:
                continue
            before = text[start - 1 : start]
            if before in ("", "\n", "\v"):
                continue  # 1．5个项目: a number of the paragraph
            right = match[0].replace(match["point"], ".")
            yield Hit(
                start,
                match.end(),
                N_("小数点应为“.”，“{text}”应为“{right}”"),
                {"text": match[0], "right": right},
                (Fix((Edit(place + 1, place + 2, "."),), safe=match["point"] in "．·"),),
                (right,),
            )


_BARE = LazyPattern(
    rf"(?<=[{HAN}，。；：（、\n])\.[0-9]{{1,4}}(?=[%％‰万亿元倍个米公吨亩克千升]|百分点)"
)


class BareDecimalPoint(ParagraphRule):
    """小数点前面没有“0”

    检查什么

    “.5%”“.8亿元”。

    为什么

    纯小数必须写出小数点前的“0”，否则容易看漏小数点；也可能是前面的数字丢了。

    错误示例

    - 下降⟦.5⟧个百分点。
    - 树高⟦.8⟧米。
    - 上升⟦.35⟧个百分点。

    正确示例

    - 下降0.5个百分点。
    - 增长3.5%，文件为总结.docx。
    - 打开.5版本的软件。
    """

    code = "NM020"
    name = "bare-decimal-point"
    source = "GB/T 15835-2011"
    requires = frozenset(".")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield numbers that begin with a point."""
        from ..marks import scan

        text = block.text
        for place in block.memo(suspects).before:
            if text[place - 1] != "." or place < 2:
                continue
            match = _BARE().match(text, place - 1)
            if match is None or any(
                mark.start < match.end() and place <= mark.end for mark in block.memo(scan)
            ):
                continue  # where digits are gone, the PH family says so
            yield Hit(
                match.start(),
                match.end(),
                N_("“{text}”小数点前要写“0”，应为“0{text}”；如果前面的数字丢了，请补上"),
                {"text": match[0]},
                (Fix((Edit(match.start(), match.start(), "0"),)),),
                ("0" + match[0],),
            )


_BROKEN = LazyPattern(
    rf"(?<=[{HAN}，。；：（、])[0-9]{{1,4}}(?:\.[0-9]{{1,3}})? [0-9]{{1,3}}(?:\.[0-9]{{1,3}})?(?P<unit>年|[%％])(?![0-9])"
)


class BrokenNumber(ParagraphRule):
    """一个数中间有空格

    检查什么

    “5 0%”“20 24年”“2 024年”。三位一节的空格（1 234 567）和表格里并列的数不算。

    为什么

    多半是从PDF里复制来的，一个数会被读成两个。

    错误示例

    - 办结率提高到⟦5 0%⟧。
    - 在⟦20 24年⟧召开的全会上作了汇报。
    - 早在⟦2 024年⟧就已办结。

    正确示例

    - 全县共有1 234 567元结余，办结率为50%。
    - 在 2024 年召开的全会上作了汇报。
    - 完成情况 12 35%
    - 联系电话：138 0000 0000
    """

    code = "NM021"
    name = "broken-number"
    requires = frozenset(" ")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield years and percentages with a space inside."""
        text = block.text
        for place in block.memo(suspects).separator:
            if text[place + 1] != " ":
                continue
            start = run_start(text, place + 1)
            match = _BROKEN().match(text, start) if start else None
            if match is None:
                continue
            plain = match[0].replace(" ", "")
            if match["unit"] == "年":
                if len(plain) != 5 or plain[:2] not in ("19", "20"):
                    continue
            elif not _is_share(match[0][: -len(match["unit"])]):
                continue
            yield Hit(
                start,
                match.end(),
                N_("“{text}”中间有空格，应为“{plain}”"),
                {"text": match[0], "plain": plain},
                (Fix((Edit(start, match.end(), plain),)),),
                (plain,),
            )


def _is_share(numbers: str) -> bool:
    """Whether two numbers with a space between are one percentage: 5 0, but not 12 35.5."""
    head, _, tail = numbers.partition(" ")
    return ("." not in numbers and len(head + tail) <= 2) or head + tail == "100"
