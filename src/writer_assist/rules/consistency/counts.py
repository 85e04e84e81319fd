"""CS031: what there is only one number of must have it everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_

from ..base import Hit, LazyPattern
from ..draft_text import DraftTextRule
from .numbers import CHINESE, whole
from .reading import reading
from .sentences import span_at

if TYPE_CHECKING:
    import re

    from writer_assist.outline.draft import Draft

_COUNT = rf"(?:[0-9０-９]{{1,4}}|[{CHINESE}]{{1,4}})"
_WHOLE = LazyPattern(
    rf"全(?P<scope>[镇县乡市区村省州])(?:现有|共有|共辖|下辖|所有|共|有|辖|的)?(?P<number>{_COUNT})(?P<unit>个)"
    r"(?P<what>行政村|建制村|村（社区）|村(?![民组庄级居社屯寨支党小委（])|社区|乡镇（街道）|乡镇(?![（街])|街道|县直部门|县直单位)"
)
_MEETING_NAMES = (
    "全体会议", "常委会会议", "常委会议", "常务委员会会议", "主席会议", "党组会议", "主席办公会议", "主席办公会",
    "党委会议", "党委会", "长办公会议", "长办公会", "中心组学习",
)  # fmt: skip
_MEETINGS = LazyPattern(rf"[议会习](?P<number>{_COUNT})(?P<unit>次)")
_CLASSES = LazyPattern(
    rf"(?P<what>[A-DＡ-Ｄ]类)[^，。；、0-9\n]{{0,4}}?(?P<number>{_COUNT})(?P<unit>件)|(?P<number2>{_COUNT})(?P<unit2>件)(?P<what2>[A-DＡ-Ｄ]类)"
)
_MEMBERS = LazyPattern(
    rf"(?:全[镇县乡市区村组]|全体|现有|共有|所有)(?P<number>{_COUNT})(?P<unit>[名位])(?:县|市)?(?P<what>(?:政协)?委员)(?![会之小])"
    rf"|(?:现有|共有)(?:县|市)?(?P<what2>(?:政协)?委员)(?P<number2>{_COUNT})(?P<unit2>[名位人])"
)
_SAME = {
    "行政村": "村", "建制村": "村", "常委会会议": "常委会会议", "常委会议": "常委会会议", "常务委员会会议": "常委会会议",
    "政协委员": "委员", "主席办公会议": "主席办公会", "党委会议": "党委会",
}  # fmt: skip
_COUNTED_PAIRS = frozenset(
    bigram(pair) for pair in ("个行", "个建", "个村", "个社", "个乡", "个街", "个县")
)
_WHOLE_PAIRS = frozenset(bigram("全" + scope) for scope in "镇县乡市区村省州")
_MEETING_PAIRS = frozenset(bigram(pair) for pair in ("会议", "公会", "委会", "组学"))
_MEETING_COUNTS = frozenset(
    bigram(last + digit) for last in "议会习" for digit in "0123456789一二三四五六七八九十两"
)
_CLASS_PAIRS = frozenset(bigram(letter + "类") for letter in "ABCDＡＢＣＤ")
_MEMBER_PAIRS = frozenset(
    bigram(pair)
    for pair in (
        "名委",
        "名政",
        "名县",
        "名市",
        "位委",
        "位政",
        *("员" + digit for digit in "123456789一二三四五六七八九"),
    )
)
_MEMBER_LEADS = frozenset(
    bigram(pair)
    for pair in ("全镇", "全县", "全乡", "全区", "全体", "现有", "共有", "所有", "全组")
)
_SCOPES = (
    "上半年", "下半年", "季度", "上年", "去年", "前年", "明年", "今后", "同比", "累计", "历年", "以来", "其中", "每",
    "上届", "分别", "不少于", "平均", "增加到", "合并", "调整", "原有", "改为", "年底", "市政协", "省政协",
    "小组", "界别", "新增", "增补", "近几年", "五年", "三年",
)  # fmt: skip
_SCOPES_OF_PLANS = ("争取", "力争", "计划", "确保", "部分")
_SCOPES_OF_CLASSES = ("人大", "代表建议", "县级", "市级", "重点提案")
_BEFORE_MEETING = ("列席", "旁听", "参加", "邀请", "提交", "专题", "通过", "利用", "先后", "扩大")
_BEHIND_MEETING = (
    "专题",
    "研究",
    "听取",
    "审议",
    "学习",
    "督",
    "协商",
    "以上",
    "左右",
    "，专题",
    "，研究",
)


class CountsDiffer(DraftTextRule):
    """只有一个数的，前后说了两个。

    检查什么

    全镇（县、乡）的村数、社区数，各种会议开了几次，A、B、C类提案各几件，共有多少委员，前后说法不同。
    句中有时间、范围、其中、每、新增一类限制的，不比较。

    为什么

    一个镇有几个村、全年开了几次会，只有一个数；两处不同，必有一处写错了。

    错误示例

    - 委员们走遍了全镇17个行政村。
      在全镇⟦16个⟧村的矛盾纠纷调解中，都有委员的身影。
    - 协助召开全体会议1次、常委会会议5次、主席会议11次。
      全年共服务全体会议1次、常委会会议⟦4次⟧、主席会议11次。
    - 正在解决的（B类）6件，留作参考的（C类）2件。
      对今年的⟦8件⟧B类提案建立台账。
    - 团结带领全镇21名政协委员，认真履职。
      联络组现有委员⟦19名⟧，中共党员八名。

    正确示例

    - 委员们走遍了全镇17个行政村、120个自然村，全县18个乡镇。
      在全镇17个村的矛盾纠纷调解中，都有委员的身影。
    - 全年召开常委会会议5次，其中专题议政性常委会会议2次。
      去年召开常委会会议4次。
    - A类6件，B类2件。市政协提案A类1件。
    - 团结带领全镇21名政协委员，认真履职。
      各小组共有委员19名，新增委员2名。
    """

    code = "CS031"
    name = "counts-differ"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The number that comes second."""
        grams = draft.document.bigrams
        patterns = []
        if not _WHOLE_PAIRS.isdisjoint(grams) and not _COUNTED_PAIRS.isdisjoint(grams):
            patterns.append(_WHOLE)
        if not _MEETING_PAIRS.isdisjoint(grams) and not _MEETING_COUNTS.isdisjoint(grams):
            patterns.append(_MEETINGS)
        if not _CLASS_PAIRS.isdisjoint(grams):
            patterns.append(_CLASSES)
        if not _MEMBER_PAIRS.isdisjoint(grams) and not _MEMBER_LEADS.isdisjoint(grams):
            patterns.append(_MEMBERS)
        if not patterns:
            return
        text = draft.memo(reading)
        for pattern in patterns:
            matches = [*pattern().finditer(text)]
            if len(matches) > 1:
                # 列入计划解决的（B类）6件 is what has been done.
                scopes = _SCOPES_OF_CLASSES if pattern is _CLASSES else _SCOPES_OF_PLANS
                yield from _compared(text, matches, scopes, meetings=pattern is _MEETINGS)


def _compared(
    text: str, matches: list[re.Match[str]], scopes: tuple[str, ...], *, meetings: bool
) -> Iterator[Hit]:
    seen: dict[str, tuple[int, str]] = {}
    lead = ""
    for match in matches:
        groups = match.groupdict()
        second = "2" if groups.get("number2") else ""
        if meetings:
            name = match.start() + 1
            what = next((n for n in _MEETING_NAMES if text.endswith(n, 0, name)), "")
            if not what:
                continue
            lead = text[max(0, name - len(what) - 5) : name - len(what)]
        else:
            what = groups["what" + second]
        key = groups.get("scope", "") + _SAME.get(what, what)
        number = whole(groups["number" + second])
        start, end = match.start("number" + second), match.end("unit" + second)
        if number is None or (key in seen and seen[key][0] == number):
            continue
        begin, _ = span_at(text, match.start())
        # 今年以来 is no scope, and what follows the number does not limit it.
        sentence = text[begin:start].replace("今年以来", "")
        if any(word in sentence for word in (*_SCOPES, *scopes)):
            continue
        if text[end : end + 1] in ("多", "余") or text[start - 1] in "约近第超余过":
            continue
        if meetings and (lead.endswith(_BEFORE_MEETING) or text.startswith(_BEHIND_MEETING, end)):
            continue
        if key not in seen:
            seen[key] = number, text[start:end]
            continue
        yield Hit(
            start,
            end,
            N_("“{what}”前面说是{before}，这里是{found}，请核对"),
            {"what": what, "before": seen[key][1], "found": text[start:end]},
        )
