"""PU011 to PU013: ellipses and dashes in a wrong form, and ellipses that say what 等 says."""

from __future__ import annotations

from collections.abc import Iterator

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import HAN
from ..marks.context import is_han
from .scan import CHINESE, odd_ellipses, unfilled

_ELLIPSIS = "……"
_DOTS = LazyPattern(
    rf"(?<=[{CHINESE}])(?:\.{{3,}}|(?:\. ){{2,6}}\.)|(?<![A-Za-z.])\.{{3,6}}(?=[{CHINESE}])"
)
_OTHER = LazyPattern(r"。{3,}|[·•・･]{3,}|⋯+|\u2025+")
_LEADS = LazyPattern(
    r"[ \u3000\t]{0,8}(?:第?[ ]?\d{1,4}(?:[-－–—~～]\d{1,4})?[ ]?页?|[ivxIVXⅠ-Ⅻ]{1,4}|（\d{1,4}）|\(\d{1,4}\))[ \u3000]{0,4}(?:$|[\n\v])"
)
_LEADER = LazyPattern(r"[ \u3000]{0,4}[\d（(]{1,4}[）)]?[ \u3000]{0,4}(?:\n|\v|$)")
_DASH = LazyPattern(r"—[ \u3000]—|[—－–―─ー-]+")
_TITLE = LazyPattern(rf"《[{HAN}]{{4,20}}—[{HAN}a-zA-Z×]{{4,30}}》")
_ETC = LazyPattern(
    r"(?<![一再稍请久苦坐就才又先不别慢还在，。：；“])等{1,2}…{1,6}"
    r"|…{1,6}等(?![待候级于同额价会他她我你到了着一大开结下])等?|…{1,6}。"
)


class EllipsisForm(ParagraphRule):
    """省略号的形式不对

    检查什么

    用三个点（...）、三个句号（。。。）、三个间隔号（···）、半个省略号（…）当省略号，或者点数不是六个。
    目录里的连点、英文的省略号、填写用的点线不算。

    为什么

    国家标准规定省略号是六个连点“……”，占两个字的位置。

    错误示例

    - 学习、调研、视察⟦...⟧样样都走在前面。
    - 工作千头万绪⟦。。。⟧
    - 困难还很多⟦…⟧我们要迎难而上。
    - 水、电、路、气⟦······⟧都通到了村里。

    正确示例

    - 学习、调研、视察……样样都走在前面。
    - 第一章 总则..........1
    - 系统提示Loading...后自动返回。
    - 版本号为1.2.3，文号见GB/T 1.1。
    """

    code = "PU011"
    name = "ellipsis-form"
    source = "GB/T 15834-2011"

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield each ellipsis that is not six points."""
        string = text.text
        characters = text.characters
        found: list[tuple[int, int]] = []
        if "…" in characters:
            spans = odd_ellipses(string)
            found += [span for span in spans if not string.startswith("。", span[1] - 1)]
            found = [span for span in found if span[1] - span[0] != 4]
        if "." in characters and ("..." in string or ". ." in string):
            found += [m.span() for m in _DOTS().finditer(string)]
        if "。。。" in string or not characters.isdisjoint("·•・･⋯\u2025"):
            found += [m.span() for m in _OTHER().finditer(string)]
        if not found:
            return
        touches = unfilled(text)
        for start, end in sorted(found):
            if touches(start, end) or (string[start] != "…" and _LEADER().match(string, end)):
                continue
            if end - start > 6 and _LEADS().match(string, end):
                continue  # the leader of a table of contents
            if string[max(0, start - 2) : start] != "：“" and (
                string[start - 1 : start] + string[end : end + 1] == "“”"
            ):
                continue  # the sign itself: “…”表示数据不足
            if end - start > 12 and string[start] not in "…。":
                continue  # a line of points to write on
            yield Hit(
                start,
                end,
                N_("省略号的形式不对，应为“……”"),
                {},
                (Fix((Edit(start, end, _ELLIPSIS),), safe=True),),
                (_ELLIPSIS,),
            )


class RedundantEllipsis(ParagraphRule):
    """省略号与“等”或句号重复

    检查什么

    “等……”“等等……”“……等”，以及省略号后面的句号。“……等待”不算。

    为什么

    省略号和“等”都表示没有列举完，用一个就够了；省略号在句末，一般不再用句号。

    错误示例

    - 开展了调研、视察、协商⟦等……⟧活动。
    - 走访了企业、学校、医院⟦……等⟧单位。
    - 任务还很重，困难还很多⟦……。⟧

    正确示例

    - 开展了调研、视察、协商等活动。
    - 群众排起长队……等待办理的人络绎不绝。
    - 困难还很多……我们要迎难而上。
    """

    code = "PU012"
    name = "redundant-ellipsis"
    requires = frozenset("…")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the ellipsis with what says the same."""
        string = text.text
        if "…等" not in string and "等…" not in string and "…。" not in string:
            return
        for match in _ETC().finditer(string):
            shown = match[0]
            if shown.endswith("。"):
                right = _ELLIPSIS
                message = N_("省略号后面不再用句号，应为“{right}”")
            else:
                right = "等"
                message = N_("“{text}”里省略号与“等”重复，只用“{right}”")
            yield Hit(
                match.start(),
                match.end(),
                message,
                {"text": shown, "right": right},
                (Fix((Edit(match.start(), match.end(), right),)),),
                (right,),
            )


class DashForm(ParagraphRule):
    """破折号的形式不对

    检查什么

    用两三个减号（--）、全角减号（－－）、制表符（──）、三个以上的一字线（———）当破折号，破折号中间断开（— —），以及副标题前、书名里只用了半个破折号。
    起止、走向用的一字线（2021—2023年、成都—重庆）和英文、命令行不算。

    为什么

    国家标准规定破折号是“——”，占两个字的位置，中间不断开。

    错误示例

    - ⟦--⟧县政协办公室2024年工作总结
    - 一个目标⟦－－⟧建成书香政协。
    - 一个目标⟦———⟧建成书香政协。
    - 撰写《同心同向三十年⟦—⟧县政协成立三十周年纪实》。
    - ⟦—⟧县政协2024年工作回顾

    正确示例

    - ——县政协办公室2024年工作总结
    - 工期为2021—2023年，线路为成都—重庆，型号为A—B。
    - 运行时加上--help参数，分隔线为---。
    - 《北京—上海铁路规划》
    """

    code = "PU013"
    name = "dash-form"
    source = "GB/T 15834-2011"
    requires = frozenset("-—－–―─ー")

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield each dash that is not the two-character one."""
        string = text.text
        characters = text.characters
        found: list[tuple[int, int]] = []
        if not characters.isdisjoint("—－–―─ー") or "--" in string:
            found += [span for span in _dashes(string, characters) if _is_dash(string, *span)]
        if not found:
            return
        touches = unfilled(text)
        for start, end in sorted(found):
            if touches(start, end):
                continue
            shown = string[start:end]
            yield Hit(
                start,
                end,
                N_("“{text}”不是破折号，应为“——”"),
                {"text": shown},
                (Fix((Edit(start, end, "——"),), safe=shown not in ("—", "―", "─", "--")),),
                ("——",),
            )


_PAUSES = ("", " ", "\n", "\u3000")


def _dashes(text: str, characters: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Runs of dashes other than ——; the few signs are looked for one by one."""
    for sign in "—－–―─ー-":
        if sign not in characters:
            continue
        needle = "--" if sign == "-" else sign
        at = text.find(needle)
        while at >= 0:
            match = _DASH().match(text, at)
            if match is None:  # pragma: no cover - the pattern matches any sign
                break
            # A mixed run is taken from its first sign.
            if match[0] == "—" and text[at + 1 : at + 2] in _PAUSES:
                pass  # — 3 —
            elif match[0] != "——" and (not at or text[at - 1] not in "—－–―─ー-"):
                yield match.span()
            at = text.find(needle, match.end())


def _is_dash(text: str, start: int, end: int) -> bool:
    """Whether a run of dashes, not ——, stands where a dash belongs."""
    shown = text[start:end]
    left = text[start - 1] if start else "\n"
    right = text[end] if end < len(text) else "\n"
    if end - start > 6:
        return False  # a line to write on, or across the page
    begins = left == "\n" or not text[max(0, start - 8) : start].rpartition("\n")[2].strip()
    chinese = is_han(right) or right in "“《（"
    if shown == "—" and is_han(left) and is_han(right):
        opened = text.rfind("《", max(0, start - 21), start)
        return opened >= 0 and _TITLE().match(text, opened) is not None
    if shown == "—":
        # Half a dash before a subtitle; between words it links two places or years.
        stop = text.find("\n", end, end + 80)
        line = text[end : stop if stop >= 0 else end + 80]
        return begins and chinese and not line.rstrip().endswith(("—", "―"))
    if shown in ("-", "－", "–", "ー"):
        return False
    if not chinese and not (right in "\n\v" and len(shown) == 3 and shown == "———"):
        return False
    if begins:
        return shown not in ("―", "─")
    return is_han(left) or left in "”》）"
