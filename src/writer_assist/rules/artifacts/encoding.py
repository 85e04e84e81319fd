"""AR006, AR007 and AR011: characters that decoding, PDF conversion or copying got wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from writer_assist.i18n import N_, Word

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import in_order

_LATIN_TAIL = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_AS_LATIN = LazyPattern(
    rf"(?:[\u00c2\u00c3][{_LATIN_TAIL}]|[\u00e2-\u00e9\u00ef][{_LATIN_TAIL}]{{2}})+"
)
# Read as GBK, the UTF-8 of a Chinese character begins with a byte pair of this region.
# They are written out because Python's codec would have to be imported to list them.
_GBK_LEADS = (
    "鋩鋪鋫鋬鋭鋮鋯鋰鋱鋲鋳鋴鋵鋶鋷鋸鋹鋺鋻鋼鋽鋾鋿錀錁錂錃錄錅錆錇錈錉洹洧洌浃浈洇洄洙洎洫浍洮洵洚浏浒浔洳涑浯涞涠浞涓涔浜浠浼浣渚淇鍊鍋鍌鍍鍎鍏鍐鍑鍒鍓鍔鍕鍖鍗鍘鍙鍚鍛鍜鍝鍞鍟鍠鍡鍢鍣"
    "鍤鍥鍦鍧鍨鍩鍫濉澧澹澶濂濡濮濞濠濯瀚瀣瀛瀹瀵灏灞宀宄宕宓宥宸甯骞搴寤寮褰寰蹇鎬鎭鎮鎯鎰鎱鎲鎳鎴鎵鎶鎷鎸鎹鎺鎻鎼鎽鎾鎿鏀鏁鏂鏃鏄鏅鏆鏇鏈鏉鏋鏌鏍妗姊妫妞妤姒妲妯姗妾娅娆姝娈姣姘姹娌娉"
    "娲娴娑娣娓婀婧婊婕娼婢婵鐎鐏鐐鐑鐒鐓鐔鐕鐖鐗鐘鐙鐚鐛鐜鐝鐞鐟鐠鐡鐢鐣鐤鐥鐦鐧鐨鐩鐪鐫鐬鐭鐮纭纰纾绀绁绂绉绋绌绐绔绗绛绠绡绨绫绮绯绱绲缍绶绺绻绾缁缂缃缇缈鑰鑱鑲鑳鑴鑵鑶鑷鑸鑹鑺鑻鑼鑽"
    "鑾鑿钀钁钂钃钄钑钖钘铇铏铓铔铚铦铻锜锠琛琚瑁瑜瑗瑕瑙瑷瑭瑾璜璎璀璁璇璋璞璨璩璐璧瓒璺韪韫韬杌杓杞杈杩閫閬閭閮閯閰閱閲閳閴閵閶閷閸閹閺閻閼閽閾閿闀闁闂闃闄闅闆闇闈闉闊闋椤棰椋椁楗棣椐"
    "楱椹楠楂楝榄楫榀榘楸椴槌榇榈槎榉楦楣楹榛榧榻榫榭"
)
_AS_GBK = LazyPattern(rf"[{_GBK_LEADS}][^\x00-\x7f\n]{{1,60}}")
_LATIN_LEADS = "ÂÃâãäåæçèéï"
_LOST_SIGNS = "?锟烫屯\u301d\u301e\ufffd"
_LOST = LazyPattern(
    r"\ufffd+|(?:锟斤拷|锟斤|斤拷锟){1,200}|[烫屯]{3,}|[\u0080-\u009f]+|[\u301d\u301e]|\?{2,}"
)
_QUESTION = LazyPattern(
    r"吗|呢|吧|么|什|谁|哪|何|怎|几|多少|是否|能否|可否|为啥|难道|不是|啊|嘛|岂"
)
_SENTENCE_END = LazyPattern(r"[。！？\n\v]")
_NO_UNITS = (
    "多数",
    "多方",
    "多种",
    "多次",
    "个别",
    "人们",
    "人民",
    "条件",
    "期间",
    "项目",
    "时间",
    "日常",
)
_MASKED_UNIT = "年月日号时届次件名个人项条篇份家户期场万亿元余多%％×"


class Mojibake(ParagraphRule):
    """乱码

    检查什么

    用错编码打开文件造成的乱码：“锟斤拷”“�”“ä¸­å›½”，顶替省略号、破折号的“??”，顶替后引号的“〞”。

    为什么

    乱码处的原文已经看不到了，能还原的给出还原结果，不能还原的要对照原件补上。

    错误示例

    - 学习贯彻会议精神⟦??⟧全体委员在行动
    - 提高⟦锟斤拷锟斤拷⟧水平，增强⟦�⟧意识。
    - 开展“书香政协⟦〞⟧读书活动。
    - 县⟦æ”¿⟧协机关
    - 听取⟦ä¸­å›½⟧人民政治协商会议的情况介绍。
    - 推动⟦鏀垮崗⟧工作上台阶。

    正确示例

    - 委员们问：这项工作怎么做??能不能做好??
    - 预算约?万元，新增岗位??个。
    - 咖啡（café）产业、“××”项目和—×”符号并列使用。
    - 洮河、涓水、浏阳河沿岸的生态治理稳步推进。
    - 汤很烫，注意安全。
    """

    code = "AR006"
    name = "mojibake"

    def check(self, text: Text) -> Iterable[Hit]:
        """What was decoded wrongly, with the original where it can be told."""
        odd = text.memo(odd_characters)
        return in_order(_mojibake(text.text, frozenset(odd))) if odd else ()


def odd_characters(text: Text) -> str:
    """Each character of a text that a rule of this module may be about; mostly there is none.

    One search over the distinct characters instead of one in each rule.
    """
    return "".join(_ODD().findall("".join(text.characters)))


def _mojibake(string: str, characters: frozenset[str]) -> Iterator[Hit]:
    if not characters.isdisjoint(_LATIN_LEADS):
        for match in _AS_LATIN().finditer(string):
            original = _from_latin(match[0])
            if original:
                yield _decoded(match.start(), match.end(), match[0], original)
    if not characters.isdisjoint(_GBK_LEADS):
        for match in _AS_GBK().finditer(string):
            original, length = _from_gbk(match[0])
            if original:
                start = match.start()
                yield _decoded(start, start + length, match[0][:length], original)
    if any(c in _LOST_SIGNS or "\x80" <= c < "\xa0" for c in characters):
        for match in _LOST().finditer(string):
            hit = _lost(string, match)
            if hit is not None:
                yield hit


def _decoded(start: int, end: int, shown: str, original: str) -> Hit:
    return Hit(
        start,
        end,
        N_("“{text}”是乱码，原文应为“{original}”"),
        {"text": shown, "original": original},
        (Fix((Edit(start, end, original),)),),
        (original,),
    )


def _from_latin(run: str) -> str:
    """What the run was before its UTF-8 was read as Latin-1 or Windows-1252; "" if nothing."""
    data = bytearray()
    for character in run:
        try:
            data += character.encode("latin-1" if character <= "\xff" else "cp1252")
        except UnicodeEncodeError:
            return ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _from_gbk(run: str) -> tuple[str, int]:
    """What the run was before its UTF-8 was read as GBK, and how much of it that explains.

    Two Chinese characters have to come out: shorter agreements happen by chance.
    """
    data = run.encode("gbk", "replace")
    try:
        original = data.decode("utf-8")
    except UnicodeDecodeError as error:
        original = data[: error.start].decode("utf-8")
    sound = 0
    for character in original:
        if not ("\u4e00" <= character <= "\u9fff" or "\u3000" <= character <= "\u3011"):
            break
        sound += 1
    # Half a GBK character may be left over where an odd number of characters was read.
    sound -= sound % 2
    if sound < 2:
        return "", 0
    return original[:sound], sound * 3 // 2


def _lost(text: str, match: re.Match[str]) -> Hit | None:
    start, end = match.span()
    shown = match[0]
    first = shown[0]
    if first == "?":
        return _question_marks(text, start, end)
    if first in "\u301d\u301e":
        line = text[max(text.rfind("\n", 0, start) + 1, start - 200) : start]
        if first == "\u301d":
            fix = Fix((Edit(start, end, "“"),), safe=True)
            return Hit(start, end, N_("“〝”不是规范的引号，应为“““"), {}, (fix,), ("“",))
        if "\u301d" not in line and "“" not in line:
            return None
        fix = Fix((Edit(start, end, "”"),), safe=True)
        return Hit(start, end, N_("“〞”应为后引号“””"), {}, (fix,), ("”",))
    if "\x80" <= first <= "\x9f":
        original = shown.encode("latin-1").decode("cp1252", "ignore")
        if len(original) == len(shown):
            fix = Fix((Edit(start, end, original),), safe=True)
            message = N_("此处的控制字符是乱码，原文应为“{original}”")
            return Hit(start, end, message, {"original": original}, (fix,), (original,))
        return Hit(start, end, N_("此处有无法显示的控制字符，请对照原件改正"))
    return Hit(start, end, N_("“{text}”是乱码，请对照原件补上原文"), {"text": shown[:12]})


def _question_marks(text: str, start: int, end: int) -> Hit | None:
    """``??`` in a statement stands for a character that an encoding could not hold."""
    left = text[start - 1] if start else "\n"
    right = text[end] if end < len(text) else "\n"
    if left in "\n\v \u3000" or (left.isascii() and left not in "\"')"):
        return None
    if right == "!" or (right in _MASKED_UNIT and not text.startswith(_NO_UNITS, end)):
        return None
    if right.isascii() and right.isalnum() and left not in "”》）。，":
        return None
    sentence = _SENTENCE_END().split(text[max(0, start - 40) : start])[-1]
    if _QUESTION().search(sentence) or _QUESTION().match(text, end):
        return None
    if end - start > 2 or right in "。，；、）”》":
        return Hit(
            start, end, N_("“{text}”处的原文丢失，请对照原件补上"), {"text": text[start:end][:12]}
        )
    if right in "\n\v":
        # At the end of a paragraph it may as well be an emphatic question.
        return None
    words = ("……",) if left == "等" else ("——", "……")
    return Hit(
        start,
        end,
        N_("“??”是乱码，原文可能是破折号“——”或省略号“……”"),
        {},
        (Fix((Edit(start, end, words[0]),)),),
        words,
    )


# Radicals that the compatibility mappings of Unicode leave alone; the characters are those of
# EquivalentUnifiedIdeograph.txt (Unicode Character Database).
_RADICALS = {
    "⺁": "厂", "⺄": "乙", "⺊": "卜", "⺋": "㔾", "⺏": "尣", "⺐": "尢", "⺑": "尣", "⺒": "巳", "⺓": "幺",
    "⺗": "心", "⺝": "月", "⺟": "母", "⺠": "民", "⺡": "氵", "⺣": "灬", "⺪": "疋", "⺫": "目", "⺬": "示",
    "⺮": "竹", "⺯": "糹", "⺰": "纟", "⺱": "罓", "⺲": "罒", "⺶": "羊", "⺷": "羊", "⺹": "耂", "⺻": "聿",
    "⺼": "肉", "⺽": "臼", "⺾": "艹", "⻀": "艹", "⻁": "虎", "⻃": "覀", "⻄": "西", "⻅": "见", "⻆": "角",
    "⻈": "讠", "⻉": "贝", "⻋": "车", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻐": "钅", "⻑": "長",
    "⻒": "镸", "⻓": "长", "⻔": "门", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风",
    "⻜": "飞", "⻝": "食", "⻠": "饣", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤",
    "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻳": "龟",
}  # fmt: skip
_RADICALS_RANGE = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
_RADICAL = LazyPattern(f"[{_RADICALS_RANGE}]")


class RadicalCharacter(ParagraphRule):
    """部首字符冒充汉字

    检查什么

    康熙部首（⼀⽂⼯）、部首补充（⻅⻓⻔）和兼容汉字，样子与汉字相同，编码不同。

    为什么

    多半是从PDF里复制出来的。看着没有问题，但是查找不到，有的字体里还会变成方框。

    错误示例

    - 政协⟦⼯⟧作要围绕中⟦⼼⟧、服务⟦⼤⟧局。
    - 委员提出的意⟦⻅⟧⟦⻓⟧期受到重视。
    - 对办理结果群众⟦\uf967⟧满意的，重新办理。

    正确示例

    - 政协工作要围绕中心、服务大局。
    - 委员提出的意见长期受到重视。
    - 工、口、日、文、心、大是常用部首，也是常用字。
    """

    code = "AR007"
    name = "radical-character"

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield each such character with the Chinese character that it stands for."""
        if not _RADICAL().search(text.memo(odd_characters)):
            return
        # The table of the Unicode database is big, and hardly ever needed.
        import unicodedata

        for match in _RADICAL().finditer(text.text):
            start = match.start()
            shown = match[0]
            character = _RADICALS.get(shown) or unicodedata.normalize("NFKC", shown)
            if character == shown:
                continue
            yield Hit(
                start,
                start + 1,
                N_("“{text}”是部首字符，不是汉字，应改为“{character}”"),
                {"text": shown, "character": character},
                (Fix((Edit(start, start + 1, character),), safe=True),),
                (character,),
            )


_BLANKS = "\u115f\u1160\u3164\uffa0\ufffc\u034f\u17b4\u17b5"
_UNSEEN = (
    "\x00-\x08\x0c\r\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    f"\ufff9-\ufffb{_BLANKS}\U000e0001\U000e0020-\U000e007f"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_INVISIBLE = LazyPattern(f"[{_UNSEEN}]+|[{_PRIVATE}]+")
_INVISIBLE_ONE = LazyPattern(f"[{_UNSEEN}{_PRIVATE}]")
_SPACES_LEFT = "\u2028\u2029"
_BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class InvisibleCharacter(ParagraphRule):
    """看不见的字符

    检查什么

    零宽字符、字节顺序标记、改变文字方向的控制符、软连字符等看不见的字符，以及别的电脑上显示不出来的私用区字符。

    为什么

    它们从网页和PDF里带进来，使查找、排序、比对出错；方向控制符能让看到的和实际的文字不一样。

    错误示例

    - 县政协⟦\u200b⟧办公室负责落实。
    - ⟦\ufeff⟧2024年工作总结
    - 提案⟦\u00ad⟧办理率为⟦\u202e⟧98%。
    - 主要做法：⟦\ue5d2⟧抓学习，⟦\ue5d2⟧抓调研。

    正确示例

    - 县政协办公室负责落实。
    - 姓名：　　　　电话：
    - 标题里用了不换行空格：第\u00a03\u00a0章。
    - 群众点赞👍🏻，一家三口👨\u200d👩\u200d👦笑开颜❤️。
    """

    code = "AR011"
    name = "invisible-character"

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield runs of such characters; the fix removes them."""
        if not _INVISIBLE_ONE().search(text.memo(odd_characters)):
            return
        string = text.text
        for match in _INVISIBLE().finditer(string):
            start, end = match.span()
            shown = match[0]
            names = " ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(shown[:4]))
            if _is_private(shown[0]):
                message = N_("此处是私用区字符（{names}），别的电脑上显示不出来，请改用通用的符号")
                yield Hit(start, end, message, {"names": names})
                continue
            if shown == "\u00ad" and "\u0080" <= string[start - 1 : start] <= "\u00ff":
                continue  # the last byte of a Chinese character read as Latin-1 (AR006)
            if shown == "\u200d" and _joins_emoji(string, start, end):
                continue
            if shown[0] >= "\U000e0020" and _is_pictograph(string[start - 1 : start]):
                continue
            kind = Word(N_("方向控制符")) if shown[0] in _BIDI else Word(N_("看不见的字符"))
            safe = not any(c in _SPACES_LEFT + "\ufffc" for c in shown)
            yield Hit(
                start,
                end,
                N_("此处有{kind}（{names}），应当删去"),
                {"kind": kind, "names": names},
                (Fix((Edit(start, end, ""),), safe=safe),),
            )


def _is_private(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000"


def _joins_emoji(text: str, start: int, end: int) -> bool:
    left = text[start - 1 : start]
    if left == "\ufe0f" or "\U0001f3fb" <= left <= "\U0001f3ff":
        left = text[start - 2 : start - 1]
    return _is_pictograph(left) and _is_pictograph(text[end : end + 1])


def _is_pictograph(character: str) -> bool:
    return "\u2190" <= character <= "\u2bff" or "\U0001f000" <= character <= "\U0001faff"


_ODD = LazyPattern(
    f"[{_LATIN_LEADS}{_GBK_LEADS}{_LOST_SIGNS}\x80-\x9f{_RADICALS_RANGE}{_UNSEEN}{_PRIVATE}]"
)
