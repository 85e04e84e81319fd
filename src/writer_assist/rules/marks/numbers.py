"""Numbers that were deleted: 提交提案件, 诞辰周年, 第届."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.rules.base import LazyPattern

from .mark import Mark, MarkKind
from .words import COUNTED, COUNTING_VERBS, HAN_DIGITS, LETTERS, NEEDS_VERB

_COUNT_GAP = ("余", "多", "近", "约", "达", "共", "万", "亿", "余万", "多万", "千", "百", "")
_MEASURE = LazyPattern(r"(?:人次|[件条篇份名人户家个项次场期处元])(?=[，。；、）)：:！\n]|其中|$)")
_NUMERAL = frozenset(
    "0123456789０１２３４５６７８９几数多余半整每各两单首末本该此这那何"
    + HAN_DIGITS
    + LETTERS
    + "×*某_＿"
)
_MISSING_DECIMAL = LazyPattern(r"(?<=[\u4e00-\u9fff])[.．](?=[万亿]?元|[%％]|万人|亿人)")
_BARE_PERCENT = LazyPattern(
    r"(?:增长|下降|提高|上升|达到|达|占|完成率|满意率|办复率|办结率|见面率|为|约|近|超过|不足|率|比例为)[ \u3000]*[%％]"
    r"(?=[，。；、以\u4e00-\u9fff])"
)
_ANNIVERSARY = LazyPattern(
    r"(?:诞辰|逝世|(?<=纪念)[\u4e00-\u9fff]{0,10}(?:成立|胜利|解放|就义|起义)"
    r"|(?<=庆祝)[\u4e00-\u9fff]{0,10}(?:成立|胜利|解放|建立)|建党|建国|建军|建县|建市|建区|建州|建校|建院"
    r"|改革开放|抗战胜利|长征胜利|新中国成立|共和国成立|政协成立)[ \u3000]*周年"
    r"(?!庆|纪念日活动策划)"
)
_ORDINAL = LazyPattern(
    r"第[ \u3000]*(?:届|号(?!召)|次(?!序|第)|期|批(?!评|准|复|示|判)|轮|季度|[ \u3000](?:条|章|页|名|位|个))"
    r"|[〔\[（(【［](?:(?:19|20)\d\d|[ \u3000]{0,8}|20[ \u3000]{1,6})[〕\]）)】］][ \u3000]{0,8}第?[ \u3000]{0,8}号"
    r"|(?<=党的)[ \u3000]*届(?=[一二三四五六七八九]中全会)"
    r"|(?<=政协)[ \u3000]*届[ \u3000]*次(?=会议|全会|全体)"
)
_SPACED_COUNT = LazyPattern(
    r"(?:(?<=[共计达近约有第为至出撰交办理集召开])[ \u3000]+|(?<=[\u4e00-\u9fff])[ \u3000]{2,})"
    r"(?:余|多)?(?:件|人次|名|条|篇|份|户|家|个|项|次|场|期|万元|亿元|元)(?=[，。；、）)\u4e00-\u9fff])"
    r"(?!个人|次要|项目|条件|条例|名单|名称|家庭|家长|家乡|户口|户籍|期间|期限|期望|场所|场地|个别|次序|份额|元旦)"
)
_DOUBLE_MONTH = LazyPattern(r"(?<!年年)(?<![月每])月月(?=初|底|末|中旬|上旬|下旬|份)")


def find_missing_numbers(text: str) -> Iterator[Mark]:
    """Places where a number must have stood and none does."""
    for match in _MEASURE().finditer(text):
        start = match.start()
        if start and text[start - 1] in _NUMERAL and text[start - 1] not in "余多万亿千百":
            continue
        nouns = COUNTED[match[0]]
        for gap in _COUNT_GAP:
            stop = start - len(gap)
            if stop < 2 or (gap and not text.startswith(gap, stop)):
                continue
            if not gap and match[0] in NEEDS_VERB and not _is_counting(text, stop, nouns):
                continue
            noun = next((n for n in nouns if text.endswith(n, max(0, stop - len(n)), stop)), None)
            if noun is not None and (
                gap not in ("万", "亿", "千", "百", "万元") or match[0] == "元"
            ):
                yield Mark(stop - len(noun), match.end(), "missing-number")
                break
    for pattern, gate in _NUMBER_PATTERNS:
        if gate in text:
            for match in pattern().finditer(text):
                if pattern is _BARE_PERCENT and not _in_sentence(text, match.start(), match.end()):
                    continue
                start = match.start()
                while text[start] in " \u3000":
                    start += 1
                kind: MarkKind = "ordinal" if pattern is _ORDINAL else "missing-number"
                yield Mark(start, match.end(), kind)
    if "月月" in text:
        for match in _DOUBLE_MONTH().finditer(text):
            yield Mark(match.start(), match.end(), "missing-number")
    if "第" in text or "号" in text or "届" in text:
        for match in _ORDINAL().finditer(text):
            yield Mark(match.start(), match.end(), "ordinal")


_NUMBER_PATTERNS = (
    (_MISSING_DECIMAL, "元"),
    (_MISSING_DECIMAL, "%"),
    (_BARE_PERCENT, "%"),
    (_BARE_PERCENT, "％"),
    (_ANNIVERSARY, "周年"),
    (_SPACED_COUNT, " "),
    (_SPACED_COUNT, "\u3000"),
)


def _is_counting(text: str, stop: int, nouns: tuple[str, ...]) -> bool:
    """Whether a verb shortly before the noun announces a count."""
    window = text[max(0, stop - 16) : stop]
    for noun in nouns:
        if window.endswith(noun):
            return (
                window[: -len(noun)].endswith(COUNTING_VERBS) or "共" in window[: -len(noun)][-8:]
            )
    return False


def _in_sentence(text: str, start: int, end: int) -> bool:
    """Whether a full sentence surrounds the place (a table's head "增长%" is none)."""
    window = text[max(0, start - 30) : start].rpartition("\n")[2]
    window += text[end : end + 30].partition("\n")[0]
    return any(mark in window for mark in "，。；")
