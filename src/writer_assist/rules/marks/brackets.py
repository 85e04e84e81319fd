"""Empty brackets, bracketed instructions, prompts, template tags and merge fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_assist.rules.base import LazyPattern
from writer_assist.rules.gates import heads, pairs

from .forms import is_answer
from .mark import Mark

_NOTHING_INSIDE = frozenset(" \u3000\v）】〕》”」］)]")
_EMPTY_BRACKETS = LazyPattern(r"[（【〔《“「［(\[][ \u3000\v]{0,20}[）】〕》”」］)\]]")
_PAIRS = frozenset(("（）", "【】", "〔〕", "《》", "“”", "「」", "［］", "()", "[]"))
_COUNTS = (
    "年",
    "月",
    "日",
    "届",
    "名",
    "件",
    "次",
    "个",
    "项",
    "条",
    "篇",
    "户",
    "万元",
    "元",
    "%",
    "人次",
)
_ABOUT_MARKS = ("括号", "书名号", "引号", "标点", "符号", "括弧", "六角")
_INSTRUCTION_BEGINS = frozenset(
    "建议可请应在此这该填待未补插写简具详列数名内时日金情根结按视明需须发联报主单姓职"
)
_INSTRUCTION = LazyPattern(
    r"[\[【［〔{「（(＜<](?:"
    r"此处(?!略|不|为|指|省|所|即|是|无)[\u4e00-\u9fff]|(?:[\u4e00-\u9fff]{1,6}[：:])?(?:单位|姓名|职务)[＋+、](?:单位|姓名|职务)"
    r"|(?:建议|可|请|应)?(?:在)?(?:此处|这里|此|该处)(?:可|请|应)?(?:插入|填写|填入|填|补充|写|列出|列举|添加|输入|加入|放置|附|简要|概述|具体|详细|说明|结合|根据)"
    r"|(?:请|可|应|需|须|建议)(?:在此)?(?:填写|填入|填|补充|插入|结合|根据|写明|写上|注明|列出|列举|添加|输入|说明|概括|简述|介绍|替换|修改|删除|自行|酌情|按照?实际)"
    r"|(?:填写|填入|待填|待补|待补充|待核|待核实|待定|待确认|待完善|未填|补充具体|插入|写明|简述|简要说明|简要描述|具体描述|详细描述|列举|列出)"
    r"|(?:数据|名单|内容|时间|日期|数字|金额|情况|名称)(?:待|尚待|需)(?:补|核|定|填|确认|完善)"
    r"|(?:根据|结合|按照|视)(?:本地|本单位|实际|单位实际|自身)?(?:情况|实际)(?:情况)?(?:填写|补充|修改|调整|增减|选择)"
    r"|明确(?:具体|责任|时间|牵头|完成|各|相关|主要)|(?:具体|详细)(?:内容|数字|数据|时间|名称|地点|事例|措施|案例|情况|金额|日期|数量|做法|单位|人数)"
    r")[^\n\[\]【】［］〔〕{}「」（）()＜＞<>]{0,60}[\]】］〕}」）)＞>]"
)
_FIELD_NAME = LazyPattern(
    r"[\[【［〔{＜<](?:(?:你|您|贵)的?)?(?:姓名|名字|名称|单位|单位名称|单位全称|部门|部门名称|职务|职位|日期|年份|月份|具体日期|具体时间|"
    r"具体数字|具体数据|具体名称|具体地点|数字|数量|数值|百分比|人数|件数|次数|金额|公司名称|公司|机构名称|组织名称|地区|地名|地点|城市|县名|镇名|乡镇|"
    r"县区|村名|项目名称|项目|活动名称|会议名称|文件名称|联系电话|电话|联系方式|联系人|邮箱|落款|签名|署名|作者|标题|具体内容|内容|主题|时间|年|月|日|"
    r"某年|某月|某县|某单位|编号|文号)(?:\d|[一二三])?[\]】］〕}＞>]"
)
_BARE_NAME = LazyPattern(r"\[[\u4e00-\u9fff]{2,15}\](?!\()")
_REAL_LABELS = ("摘要", "关键词", "参考文献", "注释", "作者", "编者", "中图", "文献标识", "附注", "下转", "上接",
                "转载", "推荐", "下载", "阅读", "标签", "图文", "原创", "导读")  # fmt: skip
_NOTE_BEGINS = frozenset("明说阐概总分介描归提突重简围针")
_WHOLE_NOTE = LazyPattern(
    r"[（(](?:明确|说明|阐述|概述|总结|分析|介绍|描述|归纳|提炼|突出|重点写|简要|围绕|针对)"
    r"[^（）()\n]{2,80}[）)](?=[ \u3000]{0,8}(?:\n|\Z))"
)
"""A paragraph that is nothing but a remark in brackets to the writer."""
_PROMPT = LazyPattern(
    r"(?:单击|点击|点按|单击或点击|点击或点按|单击或点按)此处(?:输入|添加|键入|编辑|填写|插入)(?:文字|文本|标题|正文|日期|内容|副标题)?"
    r"|请在此处?(?:输入|填写|键入)[\u4e00-\u9fff]{0,4}|选择一项。|(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])"
)
_PROMPT_PAIRS = heads(("此处", "选择", "TO", "TB", "FI"))
_TAG = LazyPattern(
    r"\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}|\{#[^#\n]{0,200}#\}|<%[^%\n]{0,200}%>"
    r"|[$＄]\{[^{}\n]{0,100}\}|\{[\u4e00-\u9fff][\u4e00-\u9fff\w .·]{0,20}\}|\{\{|\}\}|\{%|%\}"
)
_MERGE_FIELD = LazyPattern(r"«[^«»\n]{1,60}»|《《[^《》\n]{1,40}》》")


_DOUBLE = heads(("《《",))
_SQUARE = "[【［〔{＜<"
"""Brackets that hold a field's name, whatever it begins with."""
_INSIDE = "".join(sorted(_NOTHING_INSIDE | _INSTRUCTION_BEGINS | _NOTE_BEGINS))
_OPENING = LazyPattern(
    rf"[（【〔《“「［(\[{{＜<](?:(?<=[{re.escape(_SQUARE)}])|(?=[{re.escape(_INSIDE)}]))"
)
_OPENING_PAIRS = pairs("《“", _NOTHING_INSIDE) | pairs("（「(", _INSIDE)


def find_bracketed(
    text: str, characters: frozenset[str], bigrams: frozenset[int]
) -> Iterator[Mark]:
    """Yield empty brackets, bracketed instructions and field names, prompts, template tags.

    ``characters`` and ``bigrams`` are those that occur in the text.
    """
    if not characters.isdisjoint(_SQUARE) or not _OPENING_PAIRS.isdisjoint(bigrams):
        for match in _OPENING().finditer(text):
            mark = _judge(text, match.start())
            if mark is not None:
                yield mark
    if not characters.isdisjoint("此T择F") and not _PROMPT_PAIRS.isdisjoint(bigrams):
        for match in _PROMPT().finditer(text):
            yield Mark(match.start(), match.end(), "instruction")
    if not characters.isdisjoint("{<}"):
        for match in _TAG().finditer(text):
            yield Mark(match.start(), match.end(), "tag")
    if "«" in characters or not _DOUBLE.isdisjoint(bigrams):
        for match in _MERGE_FIELD().finditer(text):
            yield Mark(match.start(), match.end(), "merge-field")


def _judge(text: str, start: int) -> Mark | None:
    """What the bracket that opens at ``start`` holds, if that is for the writer to replace."""
    opening, inside = text[start], text[start + 1 : start + 2]
    if inside in _NOTHING_INSIDE:
        match = _EMPTY_BRACKETS().match(text, start)
        if match and _is_empty(text, start, match.end()):
            return Mark(start, match.end(), "brackets")
        return None
    if opening in "《“":
        return None
    if inside in _INSTRUCTION_BEGINS:
        match = _INSTRUCTION().match(text, start)
        if match:
            return Mark(start, match.end(), "instruction")
    if opening in "（(":
        if inside in _NOTE_BEGINS and _begins_paragraph(text, start):
            match = _WHOLE_NOTE().match(text, start)
            if match:
                return Mark(start, match.end(), "instruction")
        return None
    if opening in _SQUARE:
        match = _FIELD_NAME().match(text, start)
        if match is None and opening == "[":
            match = _BARE_NAME().match(text, start)
            if match and match[0].startswith(_REAL_LABELS, 1):
                return None
        if match:
            return Mark(start, match.end(), "instruction")
    return None


def _begins_paragraph(text: str, start: int) -> bool:
    before = text[max(0, start - 9) : start].rstrip(" \u3000")
    return before.endswith("\n") or (not before and start < 9)


def _is_empty(text: str, start: int, end: int) -> bool:
    """Whether brackets with nothing in them are there to be filled."""
    if text[start] + text[end - 1] not in _PAIRS:
        return False
    before = text[max(0, start - 6) : start].rstrip("“")
    if before.endswith(_ABOUT_MARKS):
        return False  # a sentence about the marks themselves
    if text[start] in "（(" and text[end : end + 1] == "”":
        return False  # the contract's “乙方（ ）” was left open
    counted = text.startswith(_COUNTS, end)
    if text[start] in "([" and not (before[-1:] > "\u2fff" or counted):
        return False  # main(), - [ ]
    if text[start] == "[" and end - start == 2 and not counted:
        return False  # nothing but [] is damage, which AR reports
    if is_answer(text, start, end):
        return False
    # A document number is reported as one.
    return not (text[start] == "〔" and text[end : end + 3].strip(" \u3000第").startswith("号"))
