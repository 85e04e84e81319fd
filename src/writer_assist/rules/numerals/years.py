"""NM006 to NM010: how years, months and days are written."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import ParagraphBounds
from .scan import (
    DIGITS,
    HAN_DIGITS,
    ZEROS,
    places,
    run_start,
    small_number,
    suspects,
    year_number,
)

_AFTER_YEAR = LazyPattern(
    r"(?:[0-9]{1,2}(?:[—－–~～、至到-][0-9]{1,2})?月|[一二三四]季度|第[一二三四1-4]季度|[上下]半年|全年"
    r"|度(?!过|假|日|量|汛)|[初](?![心衷步级始])|底(?![蕴气色子线])|末(?!期)|[春秋]季|[春冬]训|政府工作|经济工作|全国两会"
    r"|工作(?:总结|回顾|要点|计划|打算|安排|思路|重点|方案|开展情况|情况|报告|汇报|目标|述职)|年度|总结|要点|同期"
    r"|履职(?:总结|报告|情况)|述职)"
)
_AFTER_PREPOSITION = ("前", "后", "来", "间", "内", "以", "左", "多", "余", "的", "时", "之", "期", "制", "限", "龄", "到", "至", "不", "才", "就")  # fmt: skip
_ERAS = (
    "民国", "公元", "公元前", "光绪", "康熙", "乾隆", "雍正", "嘉庆", "道光", "咸丰", "同治",
    "宣统", "万历", "洪武", "永乐", "崇祯", "贞观", "开元", "昭和", "平成", "令和", "大正", "明治", "西元", "前",
)  # fmt: skip
_COMPARES = ("不少于", "少于", "低于", "多于", "等于", "高于", "大于", "小于", "不足", "长于", "短于", "晚于", "早于", "至于", "由于", "介于", "相当于")  # fmt: skip
_SPAN_BEFORE = LazyPattern(r"(?P<century>19|20)[0-9]{2}年?[—－–~～至到、和-]{1,2}$")
_HAN_YEAR = LazyPattern(
    r"年(?<=[〇零○二五六七八九][〇零○一二三四五六七八九]年)(?<![〇零○一二三四五六七八九十百千几多余数第OＯoｏ0-9].{2}年)"
)
_NOT_HAN_YEAR = frozenset(
    ("二三", "五六", "六七", "七八", "八九", "二一", "二二", "五一", "五四", "五五", "五七", "七五")
)
_QUOTED_YEAR = LazyPattern(r"[’'‘＇](?P<year>[0-9]{2})(?:年|(?=[级届班]))(?![0-9])")


class AbbreviatedYear(ParagraphRule):
    """年份没有写全

    检查什么

    当作年份用的两位数：“24年工作总结”“08年”“’98年”。时长（24年来、近30年）、年代和概数（七八年）不算。

    为什么

    四位数字表示的年份不简写为两位数，“24年”可以是2024年，也可以是二十四年。

    错误示例

    - 县政协办公室⟦24年⟧工作总结
    - ⟦08年⟧以来，全县建成学校五所。
    - 2022—⟦24年⟧，共办理提案300件。
    - ⟦23年⟧12月召开全会，较⟦22年⟧增加两次。

    正确示例

    - 2024年工作总结
    - 24年来，办公室的同志从未缺席；为此奋斗了10年。
    - 从教30年初心不改，有20年工作经验，今年是第15年。
    - 20世纪90年代，这里还没有通公路。
    - 民国38年1月，县城有学校三所。
    - 七八年前，工期不少于20年。
    """

    code = "NM006"
    name = "abbreviated-year"
    source = "GB/T 15835-2011"
    requires = frozenset("年")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield years of two digits."""
        found = block.memo(suspects)
        text = found.text
        quoted: set[int] = set()
        if not block.characters.isdisjoint("’'‘＇"):
            for match in _QUOTED_YEAR().finditer(text):
                before = text[max(0, match.start() - 6) : match.start()]
                if "‘" not in before and "'" not in before:
                    quoted.add(match.start("year"))
                    yield self._hit(block.text, match.start(), match.end(), match["year"])
        for place in found.pair:
            start, year = place - 1, place + 1
            if (
                text[year] == "年"
                and start not in quoted
                and text[year + 1 : year + 2] != "代"
                and self._is_year(text, start, year)
            ):
                yield self._hit(block.text, start, year + 1, text[start:year])
        if not block.characters.isdisjoint("〇零○五六七八九"):
            for match in _HAN_YEAR().finditer(text):
                start = match.start() - 2
                digits = text[start : start + 2]
                if digits in _NOT_HAN_YEAR or (digits[0] == "二" and digits[1] not in "〇○四五六"):
                    continue
                if text[max(0, start - 2) : start] in _ERAS:
                    continue
                if text.startswith(("级", "前", "后", "来", "间", "计划", "以上"), start + 3):
                    continue
                number = year_number(digits)
                if number is not None:
                    yield self._hit(block.text, start, start + 3, f"{number:02}")

    def _is_year(self, text: str, start: int, year: int) -> bool:
        """Whether two digits before 年 are a year, not a number of years."""
        before = text[start - 1] if start else "\n"
        if before in ".．,，" and text[start - 2 : start - 1] in DIGITS:
            return False
        if (before.isascii() and before.isalnum()) or before in "第满近约逾超足":
            return False
        behind = text[year + 1 : year + 2]
        if text[max(0, start - 2) : start] in _ERAS or before == "前":
            return False
        if text[start] == "0":
            return behind not in ("级", "代")
        if before in "—－–~～至到、和-" and _SPAN_BEFORE().search(text, max(0, start - 9), start):
            return behind != "代"
        if behind == "月" or _AFTER_YEAR().match(text, year + 1):
            return before not in "共历经达过了这"
        if behind in _AFTER_PREPOSITION or text.startswith(("以来", "以上"), year + 1):
            return False
        if text.endswith(("截至", "截止"), 0, start):
            return True
        if before in "于自":
            return not text.endswith(_COMPARES, 0, start)
        if before in "比较" and text.startswith(
            ("增", "提高", "下降", "同期", "减", "全年", "多", "少", "上升"), year + 1
        ):
            return True
        return before in "从自" and text.startswith(("起", "开始"), year + 1)

    def _hit(self, text: str, start: int, end: int, digits: str) -> Hit:
        full = ("20" if int(digits) < 50 else "19") + digits + "年"
        if text[end - 1] != "年":
            full = full[:-1]
        return Hit(
            start,
            end,
            N_("年份要写全四位，“{text}”应为“{full}”"),
            {"text": text[start:end], "full": full},
            (Fix((Edit(start, end, full),)),),
            (full,),
        )


_DECADE = LazyPattern(r"年代(?<=[1-9一二三四五六七八九][0十]年代)")


class DecadeWithoutCentury(ParagraphRule):
    """年代没有写世纪

    检查什么

    “80年代”“九十年代”，同一段前面没有写“20世纪”“上世纪”。

    为什么

    进入21世纪以后，不写世纪的年代不明确。

    错误示例

    - ⟦80年代⟧，县里办起了第一家丝绸厂。
    - 早在⟦九十年代⟧，委员们就提出了这一建议。
    - 这条公路建于⟦70年代⟧末。

    正确示例

    - 20世纪80年代，县里办起了第一家丝绸厂。
    - 上世纪八九十年代，这里以种粮为主；到90年代末才通电。
    - 在这个年代，1990年代的设备已经过时。
    """

    code = "NM007"
    name = "decade-without-century"
    severity = "hint"
    source = "practice"
    requires = frozenset("代")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield the first such decade of each paragraph."""
        if "年代" not in block.text:
            return
        text = block.memo(suspects).text
        paragraphs = ParagraphBounds(text)
        last = -1
        for match in _DECADE().finditer(text):
            begin, _ = paragraphs.at(match.start())
            if begin == last:
                continue
            start = match.start() - 2
            if start and (text[start - 1] in DIGITS or text[start - 1] in HAN_DIGITS | {"几"}):
                if not (text[start - 1] in HAN_DIGITS and text[start] in HAN_DIGITS):
                    continue
                start -= 1
            last = begin
            if "世纪" in text[max(begin, start - 300) : start] or "公元" in text[begin:start][-8:]:
                continue
            if _is_adjective(text, start):
                continue
            yield Hit(
                start,
                match.end(),
                N_("“{text}”没有写世纪，宜写全，如“20世纪{text}”"),
                {"text": block.text[start : match.end()]},
            )


def _is_adjective(text: str, start: int) -> bool:
    """1980年代, 80/90年代: the century is there, or it is no decade of a text."""
    return start > 0 and text[start - 1] in "/、—-～至到和"


_ZERO_RUN = LazyPattern(rf"[一二三四五六七八九][〇零0一二三四五六七八九{ZEROS}]{{1,7}}")
_COUNTED_ZERO = LazyPattern(rf"[千百万亿][〇{ZEROS}](?=[一二三四五六七八九])")
_LONE_DATE = LazyPattern(
    rf"[ \t\u3000（(]*[〇零0一二三四五六七八九{ZEROS}]{{4}}年[一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十]{{1,3}}日[ \t\u3000）)]*$",
    8,
)
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
                start = run_start(text, place, HAN_DIGITS | {"0"} | frozenset(ZEROS), 8)
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


_MIXED_MONTH = LazyPattern(
    r"年(?:(?P<han>[一二三四五六七八九]|十[一二]?)|(?P<digit>[0-9]{1,2}))月(?P<rest>[0-9]{1,2}日|[一二三四五六七八九十]{1,3}日)?"
)
_MIXED_DAY = LazyPattern(
    r"月(?:(?P<digit>[0-9]{1,2})|(?P<han>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]))[日号]"
)


class MixedDateNumerals(ParagraphRule):
    """一个日期里混用两种数字

    检查什么

    “二〇二四年3月5日”“2024年三月五日”“3月五日”。农历的月日不算。

    为什么

    同一个日期里的年、月、日应选用同一种数字形式。

    错误示例

    - ⟦二〇二四年3月5日⟧召开全会。
    - ⟦2024年三月五日⟧召开全会。
    - 会议于⟦三月5日⟧召开。
    - ⟦2024年十二月⟧，工程竣工。

    正确示例

    - 2024年3月5日召开全会。
    - 二〇二四年三月五日召开全会。
    - 2024年八月十五中秋节放假，2024年农历三月初三赶庙会。
    - 2024年腊月二十三日小年。
    """

    code = "NM009"
    name = "mixed-date-numerals"
    source = "GB/T 15835-2011 4.3"
    requires = frozenset("月")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield dates in digits and Chinese numerals."""
        found = block.memo(suspects)
        text = found.text
        for place in found.months:
            yield from self._date(block.text, text, place)

    def _date(self, original: str, text: str, month: int) -> Iterator[Hit]:
        start = run_start(text, month, DIGITS, 3)
        month_digits = start < month
        if not month_digits:
            start = run_start(text, month, _MONTHS, 3)
        number = small_number(text[start:month])
        if number is None or not 1 <= number <= 12:
            return
        parts = [month_digits]
        day = _MIXED_DAY().match(text, month)
        end = month + 1
        fixed = f"{number}月"
        if day is not None:
            parts.append(day["digit"] is not None)
            end = day.end()
            fixed += f"{small_number(day['digit'] or day['han'])}{text[end - 1]}"
        if start and text[start - 1] == "年":
            first = run_start(text, start - 1, _YEARS, 5)
            year = year_number(text[first : start - 1]) if start - 1 - first == 4 else None
            if year is not None and (
                text[first : start - 1].isascii() or "一二".find(text[first]) >= 0
            ):
                written = text[first : start - 1]
                if not written.isascii() and not DIGITS.isdisjoint(written):
                    return  # 20二四年 is a mixed number
                parts.append(written.isascii())
                start = first
                fixed = f"{year}年{fixed}"
        elif start and (text[start - 1] in DIGITS or text[start - 1] in _YEARS):
            return
        if all(parts) or not any(parts):
            return
        if day is None and text[end : end + 1] in ("初", "十", "廿", "卅", "二", "三"):
            return  # 2024年八月十五
        if day is None and (end < len(text) and text[end] in DIGITS):
            return
        if "历" in text[max(0, start - 4) : start]:
            return
        yield Hit(
            start,
            end,
            N_("“{text}”混用了两种数字，应为“{fixed}”"),
            {"text": original[start:end], "fixed": fixed},
            (Fix((Edit(start, end, fixed),), safe=True),),
            (fixed,),
        )


_MONTHS = frozenset("一二三四五六七八九十")
_YEARS = DIGITS | HAN_DIGITS | frozenset(ZEROS)
_PADDED = LazyPattern(r"(?:年0|0)[1-9]月(?:[0-9]{1,2}日)?|月0[1-9]日")


class ZeroPaddedDate(ParagraphRule):
    """月日前面多了“0”

    检查什么

    “2024年03月05日”“3月05日”。

    为什么

    成文日期的月、日不编虚位，1不写作01；正文里的日期也照此书写。

    错误示例

    - ⟦2024年03月05日⟧
    - 请于⟦3月05日⟧前报送。
    - 截至⟦2024年06月⟧底，办理提案120件。

    正确示例

    - 2024年3月5日
    - 请于3月15日前报送，编号为2024-03-05。
    - 10月10日至12月20日，每日08:00开放。
    """

    code = "NM010"
    name = "zero-padded-date"
    source = "GB/T 9704-2012 7.3.5.4"
    requires = frozenset("0０")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield dates with a 0 before a month or day of one digit."""
        found = block.memo(suspects)
        text = found.text
        last = -1
        months = [
            p - 1 for p in found.pair if text[p - 1] == "0" != text[p] and text[p + 1] == "月"
        ]
        for place in sorted(found.zero + months):
            if place < last:
                continue
            match = _PADDED().match(text, place - 1 if text[place - 1] in "年月" else place)
            if match is None:
                continue
            start, end = match.span()
            last = end
            start = run_start(text, start, DIGITS, 5) if match[0][0] in "年月" else start
            if start == match.start() and match[0][0] in "年月":
                continue
            if match[0][0] == "月" and text[start - 1 : start] == "年":
                start = run_start(text, start - 1, DIGITS, 5)
            edits = [
                Edit(zero, zero + 1, "")
                for zero in range(start, end)
                if text[zero] == "0" and (zero == start or text[zero - 1] in "年月")
            ]
            fixed = text[start:end]
            for edit in reversed(edits):
                fixed = fixed[: edit.start - start] + fixed[edit.end - start :]
            yield Hit(
                start,
                end,
                N_("月、日前面不加“0”，“{text}”应为“{fixed}”"),
                {"text": block.text[start:end], "fixed": fixed},
                (Fix(tuple(edits), safe=True),),
                (fixed,),
            )
