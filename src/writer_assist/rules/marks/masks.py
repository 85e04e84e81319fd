"""Masks: xx, ××, **, __, ○○, □□, 某某 where a name, a number or a year belongs."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.rules.base import LazyPattern

from .context import UNITS, has_han_near, is_han, is_latin, kind_after
from .mark import Mark
from .words import (
    BOXES,
    CIRCLES,
    FORM_WORDS,
    HAN_DIGITS,
    LETTERS,
    NOT_AFTER,
    PERSON_AFTER,
    SHOWING_WORDS,
    STARS,
    SURNAMES,
    TIMES,
    UNDERSCORES,
)

_RUN = LazyPattern(r"[xXｘＸ×✕✖╳*＊﹡✱_＿﹍○〇◯□■▢△▲▽●◎◇◆※＃#★☆某]+")
_CROSSES = frozenset(LETTERS + TIMES + STARS)
_ORGAN_IN_NUMBER = LazyPattern(r"[\u4e00-\u9fff]{1,8}[〔﹝\[](?:19|20)")
"""×保办〔2024〕: the name of a place in a document number."""
_ROUND_NUMBER = LazyPattern(r"0{1,4}[件名户人个家吨亩元万米公套台]")
"""×00吨: the first digit of a round number."""
_ISO_DATE = LazyPattern(r"(?:19|20)[\dxX*]{2}-[\dxX*]{1,2}-[\dxX*]{1,2}")
_ONE_NAME = LazyPattern(
    r"[省市县区乡镇州旗](?:政协|委|政府|人民政府|人大|党委|机关|直属|级)"
    r"|(?:老师|教授|主席|副主席|主任|副主任|书记|副书记|县长|镇长|局长|同志)"
)
"""What a single 某 stands before when it hides a name."""
_PREFIX_DIGITS = "0123456789"


def find_masks(text: str) -> Iterator[Mark]:
    """Yield runs of mask characters that stand for something."""
    done = 0
    for match in _RUN().finditer(text):
        start = max(match.start(), done)
        while start < match.end():
            end = _run_end(text, start, match.end())
            judge = _anonymous if text[start] == "某" else _judge_run
            mark = judge(text, start, end)
            if mark is not None:
                yield mark
            start = done = end


def _run_end(text: str, start: int, stop: int) -> int:
    """Where a run of one kind of mask character ends.

    ``stop`` is where mask characters of any kind end; a run goes on behind it over a decimal
    point (x.x) or a single space between two masks of the same character (x x县).
    """
    first = text[start]
    if first in _CROSSES:
        kind = _CROSSES
    elif first in UNDERSCORES:
        kind = frozenset(UNDERSCORES)
    elif first in CIRCLES:
        kind = frozenset(CIRCLES)
    else:
        kind = frozenset(first)
    end = start + 1
    while end < stop and text[end] in kind:
        end += 1
    if end < stop or (first not in _CROSSES and first not in UNDERSCORES):
        return end
    if end == start + 1 and first in _CROSSES:
        while text[end : end + 1] in (" ", "\u3000") and text[end + 1 : end + 2] == first:
            after = text[end + 2 : end + 3]
            if after in kind or after == " " or is_latin(after):
                break
            end += 2
    if text[end : end + 1] in (".", "．") and text[end + 1 : end + 2] == first:
        end += 2
        while end < len(text) and text[end] in kind:
            end += 1
    return end


def _anonymous(text: str, start: int, end: int) -> Mark | None:
    """某某; 张某某 in the report of a case is how a name is withheld, not left open."""
    left = text[start - 1] if start else "\n"
    if end - start == 1 and not _ONE_NAME().match(text, end):
        return None  # 某些, 某种, 某一
    if left in SURNAMES and text.startswith(
        ("案", "涉嫌", "违纪", "违法", "受贿", "贪污", "诉", "犯"), end
    ):
        return None
    if text.startswith("人", end) or _quotes_form(text, start, end):
        return None  # 某某人 means somebody
    kind = kind_after(text, end, left)
    if kind is None:
        right = text[end] if end < len(text) else "\n"
        kind = "person" if _names_person(text, start, left, right) else "text"
    return Mark(start, end, kind)


def _judge_run(text: str, start: int, end: int) -> Mark | None:
    """Whether the run of mask characters at ``start … end`` is a mark, of what kind and extent."""
    first = text[start]
    run = text[start:end]
    left = text[start - 1] if start else "\n"
    right = text[end] if end < len(text) else "\n"
    length = len(run) - run.count(" ") - run.count("\u3000")
    if first in LETTERS and (is_latin(left) or is_latin(right)):
        return None  # a letter of a word: max, XXL, XXI, xlsx
    if (left in "@/\\&=" and not is_han(right)) or right in "@/\\=&":
        return None
    if left == "." and start >= 2 and text[start - 2].isascii() and text[start - 2].isalnum():
        return None  # .xx as the end of a host or file name
    following = text[end + 1 : end + 2] or "\n"
    if right in ".-" and is_latin(following) and (right == "." or following not in LETTERS):
        return None  # xx.docx is a name; 2023-xx-xx is a date
    if _is_rule_line(text, start, end, length):
        return None
    if first in UNDERSCORES:
        return _underscores(text, start, end, length, left, right)
    if first in CIRCLES:
        return _circles(text, start, end, length, left, right)
    if first not in LETTERS and first not in TIMES and first not in STARS:
        return _shapes(text, start, end, length, left)
    prefix = _year_prefix(text, start)
    if prefix < start:
        if text.startswith(NOT_AFTER, end):
            return None
        if right.isdigit() and not right.isascii():
            return None
        kind = kind_after(text, end, left)
        return Mark(prefix, end, kind if kind in ("number", "date") else "year")
    if text.startswith(NOT_AFTER, end) or _quotes_form(text, start, end):
        return None
    if first in STARS:
        return _stars(text, start, end, length, left, right)
    return _crosses(text, start, end, length, left, right)


def _is_rule_line(text: str, start: int, end: int, length: int) -> bool:
    """A paragraph of nothing but mask characters is a line that separates, not a blank."""
    if length < 3 or text[start] in LETTERS + TIMES or (text[start] in UNDERSCORES and length < 12):
        return False
    before = text.rfind("\n", max(0, start - 40), start) + 1 if start else 0
    if before == 0 and start > 40:
        return False
    if text[before:start].strip(" \t\u3000-—=*_"):
        return False
    after = text.find("\n", end, end + 41)
    rest = text[end:after] if after >= 0 else text[end : end + 41]
    return not rest.strip(" \t\u3000-—=*_")


def _year_prefix(text: str, start: int) -> int:
    """Where the digits begin that make a year with the run (20xx, 201*, 二○XX); or ``start``."""
    begin = start
    while begin and start - begin < 5 and text[begin - 1] in _PREFIX_DIGITS:
        begin -= 1
    digits = text[begin:start]
    if digits:
        if digits[:2] in ("19", "20") and 2 <= len(digits) <= 3:
            before = text[begin - 1] if begin else "\n"
            return start if is_latin(before) else begin
        return start
    begin = start
    while begin and start - begin < 4 and text[begin - 1] in "〇○零Oo0一二三四五六七八九":
        begin -= 1
    if start - begin >= 2 and text[begin] in "一二" and text[begin + 1] in "〇○零Oo0九":
        return begin
    return start


def _crosses(text: str, start: int, end: int, length: int, left: str, right: str) -> Mark | None:
    """Runs of x, X and ×."""
    first = text[start]
    if length == 1:
        if _ORGAN_IN_NUMBER().match(text, end):
            return Mark(start, end, "place")
        if text.endswith("星期", 0, start):
            return Mark(start, end, "date")
        if _ROUND_NUMBER().match(text, end) and not left.isdigit():
            return Mark(start, end, "number")
        if left.isdigit() and right.isdigit():
            return None  # 3×5, 1920x1080
        if right.isdigit() or right in "+-＋" or left in "+＋":
            return None  # X5, ×100%, 1+X
        kind = kind_after(text, end, left)
        if kind is None:
            return None
        if left.isdigit() and kind not in ("number", "date", "year"):
            return None
        if first in TIMES and left in HAN_DIGITS and right in "一二三四五六七八九十":
            return None  # 十×十
        if first in TIMES and _shows_form(text, start, end):
            return None
        return Mark(_number_start(text, start, left), end, kind)
    if text[max(0, start - 2) : start].isdigit() and text[end : end + 2].isdigit():
        return None  # 138xxxx5678: a number that is withheld on purpose
    if not has_han_near(text, start, end) and not (left == right == "\n" and length < 5):
        return None  # an English passage; a cell of a table may hold nothing else
    if first in TIMES and _shows_form(text, start, end):
        return None
    kind = kind_after(text, end, left)
    if (
        kind is None
        and (left == "-" or right == "-")
        and _ISO_DATE().search(text[max(0, start - 8) : end + 8])
    ):
        kind = "date"
    if kind is None and right.isdigit():
        kind = "number"
    if kind is None and _names_person(text, start, left, right):
        kind = "person"
    return Mark(_number_start(text, start, left), end, kind or "text")


_NO_NAMES = ("项目", "工程", "品牌", "基地", "中心", "文史")
_TITLES = tuple(word for word in PERSON_AFTER if is_han(word[0]) and not word.startswith("等"))


def _quotes_form(text: str, start: int, end: int) -> bool:
    """Whether the mask is quoted to show how something looks (显示为“张**”式样)."""
    if text.endswith(("显示为", "显示成", "隐藏为", "写作", "写成"), max(0, start - 6), start):
        return True
    before = text[max(0, start - 40) : start].rpartition("\n")[2]
    after = text[end : end + 40].partition("\n")[0]
    if before.rfind("“") <= before.rfind("”") or "”" not in after:
        return False
    sentence = before.rpartition("。")[2] + after.partition("。")[0]
    return any(word in sentence for word in SHOWING_WORDS)


def _names_person(text: str, start: int, left: str, right: str) -> bool:
    """Whether what stands left of a mask calls for a name: 李xx, 联系人：xxx."""
    if left in SURNAMES and not is_han(right):
        return True
    if not is_han(right) and text.endswith(_TITLES, max(0, start - 4), start):
        return True
    return left in "：:" and text.endswith(("人", "姓名", "主任", "组长", "书记"), 0, start - 1)


def _number_start(text: str, start: int, left: str) -> int:
    """Where a number begins whose last digits are masked (1x件)."""
    begin = start
    if left.isdigit() and left.isascii():
        while begin and start - begin < 6 and text[begin - 1] in _PREFIX_DIGITS:
            begin -= 1
        if start - begin >= 4 or (begin and text[begin - 1] in "./-"):
            return start
    return begin


def _shows_form(text: str, start: int, end: int) -> bool:
    """Whether × only shows how something is written: “××”工程 in 《…》, or 写作“×届×次”."""
    before = text[max(0, start - 60) : start].rpartition("\n")[2]
    after = text[end : end + 60].partition("\n")[0]
    quoted = before.endswith(("“", "‘", '"', "「")) and after.startswith(("”", "’", '"', "」"))
    if quoted:
        return True
    if (
        before.rfind("《") > before.rfind("》")
        and "》" in after
        and "“" in before[before.rfind("《") :]
    ):
        return True  # 《借条上的“××元”》
    inside_quotes = before.rfind("“") > before.rfind("”") and "”" in after
    sentence = before.rpartition("。")[2] + after.partition("。")[0]
    if any(word in sentence for word in FORM_WORDS) and (
        inside_quotes or before[-1:] in "第届" or after[:1] in "届次号"
    ):
        return True
    return inside_quotes and ("届×" in sentence or "×届" in sentence or "第×号" in sentence)


def _stars(text: str, start: int, end: int, length: int, left: str, right: str) -> Mark | None:
    """Runs of *; a single one inside a word is a censoring hole, which is not ours (AR)."""
    if length >= 2:
        if left.isdigit() and right.isdigit():
            return None  # 138****5678, 2**3
        if text.startswith("重要思想", end):
            return None  # a censoring hole, as below
        alone = left == right == "\n" and length == 2
        if not (alone or has_han_near(text, start, end)) or _is_emphasis(text, start, end):
            return None
        kind = kind_after(text, end, left)
        if kind is None and _names_person(text, start, left, right):
            kind = "person"
        return Mark(_number_start(text, start, left), end, kind or "text")
    if "." in text[start:end] or "．" in text[start:end]:
        return Mark(start, end, "number")  # *.*%
    if text.startswith(("注", " ", "\u3000", "号", "级"), end) or left in "注）)＊*":
        return None  # a footnote mark, a list item, 5*级
    if left.isdigit() and right.isdigit():
        return None
    if left in SURNAMES and text.endswith(_TITLES, max(0, start - 6), start - 1):
        return Mark(start, end, "person")  # 镇长曾*
    kind = kind_after(text, end, left) or ("number" if text.startswith("类", end) else None)
    if kind == "place" and is_han(left) and text.startswith(_NO_NAMES, end):
        return None  # 民办实*项目: a hole
    if kind == "place" and text[end] in "部办委" and is_han(left):
        return None  # a hole inside a word (提*部队伍) rather than a name
    if kind is None and left in SURNAMES and right in "，。、；：）)":
        before = text[max(0, start - 3) : start - 1]
        if before.endswith(("、", "：", "长", "席", "记", "任", "员", "志")):
            kind = "person"
    if kind is None:
        return None
    if (
        kind == "person"
        and is_han(left)
        and left not in SURNAMES
        and left not in "由和与经向请对为"
    ):
        return None
    if left.isdigit() and kind not in ("number", "date", "year"):
        return None
    return Mark(_number_start(text, start, left), end, kind)


def _is_emphasis(text: str, start: int, end: int) -> bool:
    """Whether ``**`` is one half of Markdown emphasis (that family AR reports as residue)."""
    if text[start:end] not in ("**", "***"):
        return False
    marker = text[start:end]
    line_start = text.rfind("\n", max(0, start - 400), start) + 1
    pieces = text[line_start:start].count(marker)
    if pieces % 2 == 0:
        closing = text.find(marker, end, end + 82)
        return closing >= 0 and _emphasised(text, end, closing, len(marker))
    opening = text.rfind(marker, max(line_start, start - 82), start)
    return opening >= 0 and _emphasised(text, opening + len(marker), start, len(marker))


def _emphasised(text: str, begin: int, stop: int, marker: int) -> bool:
    content = text[begin:stop]
    if len(content) < 2 or content != content.strip() or "\n" in content:
        return False
    if text.startswith(UNITS, begin) or text.startswith(UNITS, stop + marker):
        return False
    return content[0] not in "，。；、）》”" and not any(c in content[:-1] for c in "。；")


def _underscores(
    text: str, start: int, end: int, length: int, left: str, right: str
) -> Mark | None:
    """Runs of _; one that holds what was written (＿＿张三＿＿) is filled."""
    if (left.isascii() and left.isalnum() and not left.isdigit()) or (
        right.isascii() and right.isalpha()
    ):
        return None
    if left.isdigit() and right.isdigit():
        return None
    prefix = _year_prefix(text, start)
    if prefix < start and (length >= 2 or start - prefix == 3):
        return Mark(prefix, end, "year")
    if text.startswith("重要思想", end):
        return None  # a censoring hole: “三个代表”重要思想
    kind = kind_after(text, end, left)
    if right in " \u3000" and kind in ("place", "person"):
        kind = None  # what follows is the next label (姓名：____ 单位：____)
    if left == "第" or (left == "届" and right == "次"):
        return Mark(start, end, "ordinal")
    if length == 1 and (kind not in ("year", "date", "number", "ordinal") or is_han(left)):
        return None
    alone = left == right == "\n" and length > 2
    if not (alone or has_han_near(text, start, end)) or _is_filled_blank(text, start, end):
        return None
    return Mark(start, end, kind or "blank")


def _is_filled_blank(text: str, start: int, end: int) -> bool:
    """Whether the underscores are the left or right rest of a line that was written on."""
    character = text[start]
    for begin, stop in (
        (end, text.find(character, end, end + 22)),
        (text.rfind(character, max(0, start - 22), start) + 1, start),
    ):
        if begin <= 0 or stop < 0 or stop <= begin:
            continue
        if text[stop : stop + 2] != character * 2 and stop != start:
            continue
        if begin != end and text[max(0, begin - 2) : begin] != character * 2:
            continue
        content = text[begin:stop]
        words = content.strip()
        if len(words) < 2 or any(c in content for c in "，。；：、\n（）():, "):
            continue
        if not text.startswith(UNITS, begin) and not words.startswith(
            ("年", "月", "日", "届", "至")
        ):
            return True
    return False


def _circles(text: str, start: int, end: int, length: int, left: str, right: str) -> Mark | None:
    """Runs of ○ and 〇: digits of a Chinese numeral, bullets, or masks."""
    if left in HAN_DIGITS or right in HAN_DIGITS or left.isdigit() or right.isdigit():
        return None
    kind = kind_after(text, end, left)
    if kind is None or (length == 1 and kind not in ("year", "date", "number", "ordinal")):
        return None
    if length == 1 and kind == "number" and (left in "\n \u3000" or text[end] == "号"):
        return None  # a bullet; the number nought
    return Mark(start, end, kind)


def _shapes(text: str, start: int, end: int, length: int, left: str) -> Mark | None:
    """Runs of boxes, stars and other shapes: bullets, check boxes, or masks."""
    kind = kind_after(text, end, left)
    if kind is None:
        return None
    first = text[start]
    if length >= 2:
        return None if first in "★☆" and left.isdigit() else Mark(start, end, kind)
    if first in "★☆":
        named = kind == "place" and (is_han(left) or left in "，。、；：“（\n")
        return Mark(start, end, kind) if named and text[end : end + 1] in "省市县区乡镇村" else None
    if first in BOXES and kind in ("year", "date", "number", "ordinal"):
        if is_han(left) and not _is_option_list(text, start):
            return Mark(start, end, kind)
        if kind in ("year", "date") and left not in "\n \u3000":
            return Mark(start, end, kind)
    return None


_OPTION = LazyPattern(r"(?:^|[\s：:（(\u2610-\u2612√✓])[□■▢☐][ \u3000]*[\u4e00-\u9fff]")


def _is_option_list(text: str, start: int) -> bool:
    """Whether the paragraph offers boxes to tick (□是 □否)."""
    begin = text.rfind("\n", max(0, start - 300), start) + 1
    stop = text.find("\n", start, start + 300)
    line = text[begin or max(0, start - 300) : stop if stop >= 0 else start + 300]
    return _OPTION().search(line) is not None or any(c in line for c in "☐☑☒√✓")
