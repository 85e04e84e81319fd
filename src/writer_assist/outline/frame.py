"""The frame of a draft: title, signature and date, and the body between them."""

from __future__ import annotations

from collections.abc import Sequence

from writer_assist.document.model import Paragraph
from writer_assist.document.structure import SPACE, STORIES, read_mark
from writer_assist.patterns import LazyPattern
from writer_assist.records import NamedTuple

TYPE_WORDS = (
    "总结", "小结", "报告", "汇报", "述职", "回顾", "通知", "纪要", "方案", "意见", "答复", "提案",
    "讲话", "发言", "合同", "协议", "请示", "批复", "通报", "决定", "计划", "要点", "办法",
    "制度", "倡议书", "规划", "函", "信息", "材料", "情况", "体会", "简报", "公告", "通告",
    "致辞", "主持词", "安排", "打算", "日程", "议程", "名单", "须知", "决议", "公报", "建议案",
    "议案", "命令", "令", "建议", "反映", "启事", "条例", "细则", "章程", "预案", "说明", "手册",
    "提纲",
    "标语", "问卷", "记录", "大事记", "慰问信", "感谢信", "公开信", "一封信", "贺信", "献词",
    "开幕词", "闭幕词",
)  # fmt: skip
"""With one of these a line ends a title."""

SUMMARY_WORDS = ("总结", "小结", "报告", "汇报", "述职", "回顾")
"""One of these is in the title of every summary."""

LONGEST_TITLE = 60
_LONGEST_QUOTING = 110

_LONGEST_NOTE = 90
_LONGEST_CONTACT = 60
_LONGEST_ORDINAL = 10
_SHORTEST_LINE = 5
"""A further line of a title that names no kind of document has so many code points."""

_GOES_ON = ("的", "精神", "及", "和", "与", "暨")
"""With these the next line of a title goes on: …会议决议 / 的实施意见."""

_ANSWERED = ("提案", "建议", "议案", "来信")
_ANSWERS = ("答复", "复函", "回复", "答复意见", "办理意见", "答复函")

_NUMERALS = "一二三四五六七八九十"

_NUMBERED_WORDS = ("总结", "小结", "报告", "述职")
_PIECES = ("篇", "范文", "例文", "样本", "范本")
_BEHIND_NUMBER = frozenset("：:、.． \u3000\t")
"""What separates 篇一 from a title behind it."""

_MASKS = "xX×Ｘｘ*＊某_＿○〇□"
_DATE_CHARACTERS = frozenset(
    "0123456789０１２３４５６７８９〇○零Oo一二三四五六七八九十正元" + _MASKS + SPACE
)
_BLANKS = frozenset(SPACE)
_SENTENCE = frozenset("。；，！？")
_BRACKETS = "（）()【】[]〔〕《》—－-*#"
_ORGANISATIONS = (
    "办公室", "办公厅", "委员会", "人民政府", "政府", "党委", "党组", "联络组", "联络室",
    "联络处", "联络站", "联络委", "工委", "活动组", "界别组", "小组", "政协", "街道", "办事处",
    "社区", "公司", "集团", "中心", "学校", "中学", "小学", "大学", "学院", "医院", "银行",
    "支部", "协会", "商会", "学会", "党政办", "政协办", "局", "厅", "部", "处", "科", "院", "校",
    "站", "所", "镇", "乡", "村", "办", "委", "厂", "县", "组", "机关", "馆", "室", "队", "社",
    "主席团", "主任会议", "主席会议",
    "大会", "指挥部", "支队", "大队", "园", "场", "工会", "联合会", "股", "行", "店", "宫",
    "工作室", "课题组", "专班", "总支",
)  # fmt: skip
_PERSON_LABELS = (
    "述职人", "汇报人", "报告人", "总结人", "姓名", "签名", "签字", "撰写人", "撰稿", "执笔",
    "委员：", "委员:", "落款", "单位", "署名", "报送单位", "填报单位", "承办单位", "述职者",
    "作者", "领衔代表", "领衔人", "附议", "提案人", "提案者", "第一提案人", "领衔提案人",
    "提案单位", "供稿", "反映单位", "反映人", "联名人", "履职人", "填报人", "报送人", "责任人",
    "负责人", "党员：", "委员姓名",
)  # fmt: skip
_PERSON_TITLES = (
    "委员", "常委", "主任", "组长", "主席", "秘书长", "书记", "镇长", "科长", "局长", "室主任",
    "党员", "县长", "市长", "区长", "州长", "旗长", "乡长", "部长", "厅长", "处长", "院长",
    "检察长", "省长", "校长", "会长", "界", "指挥长", "队长", "政委",
)  # fmt: skip
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余"
    "杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙"
    "史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧尚常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申耿关兰焦俞左柳甘祝包宁尤阮季柯童司梅盛凌裴祁单路苗屈舒游古曲沙房鲍华滕冉涂褚卓"
    "邬卜桑牟苟晏佟栾蔺隋巩荆胥卞郁谷喻娄芦靳闵戚米芮储汲麻支昝管解应宗丰邸官仲冷訾阚那简饶"
)
_AFTER_SIGNATURE = (
    "附件", "附：", "附表", "抄送", "抄报", "主送", "报送：", "分送", "印发", "主题词", "联系人",
    "联系电话", "联系单位", "联系部门", "联系方式", "经办人", "咨询电话", "承办人", "会务组",
    "附议", "编辑：", "审核：", "签发：", "电话", "此件", "（此件", "（联系", "(联系", "（共印",
    "共印", "校对", "打印",
    "报：", "送：", "发：", "页码", "第",
    "来源", "希望以上", "希望这", "如果您", "如需", "更多", "推荐阅读", "相关阅读",
    "相关推荐", "上一篇", "下一篇", "注：", "备注", "本文", "（本文", "(本文", "编辑", "责任编辑",
    "（未完", "(未完", "审核",
)  # fmt: skip
_RESIDUE = (
    "标签", "上一页", "下一页", "上一篇", "下一篇", "推荐阅读", "相关阅读", "相关推荐", "相关文章",
    "来源：", "来源:", "本文来源", "本文由", "本文地址", "更多", "点击", "延伸阅读", "以上内容",
    "以上就是", "以上是", "以上为您", "希望以上", "希望这", "希望对", "如果您", "如果你", "如需",
    "如有需要", "未完", "全文完", "责任编辑", "编辑：", "声明：", "免责声明", "版权", "扫一扫",
    "猜你喜欢", "返回顶部", "注：本文", "注：以上", "请根据实际", "您可以根据", "需要我",
)  # fmt: skip
_ISSUES = ("印发", "转发", "批转", "公布", "颁布")
_LONGEST_ISSUING = 16
"""A notice that issues another document has so many paragraphs at most."""

_MOST_ATTACHMENTS = 12
_LONGEST_RESIDUE = 90
_CONTENTS_WITHIN = 12
_ATTACHMENTS = ("附件", "附：", "附:", "附表")
_RED_HEAD = (
    "签发人", "特急", "加急", "平急", "急件", "机密", "秘密", "绝密", "内部", "编号", "份号",
    "附件", "附：", "密级", "类别：", "公开属性", "公开方式", "公开类别", "公开形式", "是否公开",
    "办理结果", "办理类别", "答复类别",
)  # fmt: skip
_GRADES = frozenset([
    "A", "B", "C", "D", "Ａ", "Ｂ", "Ｃ", "Ｄ",
    "A类", "B类", "C类", "D类", "Ａ类", "Ｂ类", "Ｃ类", "Ｄ类", "公开", "主动公开", "依申请公开",
    "不公开", "不予公开", "此件公开", "此件公开发布",
])  # fmt: skip
"""What an answer to a proposal bears above its title: how it was settled, whether it is open."""

_LONGEST_ADDRESS = 150
"""An address to many offices is as long as this, in code points."""

_COLONS = "：:"
_NO_ADDRESS = frozenset("。；！？;!?《：:")
_LEADS_OVER = ("如下", "以下几点", "分别是", "决定", "提请", "任命", "免去", "建议", "问题")
_ADDRESSED = ("委员", "同志", "代表", "先生", "女士", "主任", "主席")

_PASSED = ("通过）", "修订）", "修正）", "期）", "批准）", "印发）", "施行）")


_ORDINAL_END = LazyPattern(r"第[ \u3000]?[0-9０-９]{1,4}[ \u3000]?号$")


class Frame(NamedTuple):
    """What surrounds a draft's body; paragraphs are None where there is nothing.

    ``body`` are the paragraphs after the title block and before the signature block.
    """

    title: str
    title_paragraph: Paragraph | None
    signature: Paragraph | None
    date: Paragraph | None
    body: Sequence[Paragraph]


def read_frame(paragraphs: Sequence[Paragraph]) -> Frame:
    """Find the frame of a draft's paragraphs (those of the stories that make up the text)."""
    texts = [p for p in paragraphs if p.story in STORIES and not p.text.isspace() and p.text]
    texts = without_contents(texts)
    while texts and is_residue(texts[-1].text):
        texts.pop()
    if not texts:
        return Frame("", None, None, None, [])
    title, first, behind = _title(texts)
    signature: Paragraph | None = None
    date: Paragraph | None = None
    while behind < len(texts):  # the block under the title
        paragraph = texts[behind]
        text = paragraph.text.strip(SPACE)
        noted = bool(title) and is_note(text)
        if not noted and (
            paragraph.level is not None or len(text) > 45 or not _SENTENCE.isdisjoint(text)
        ):
            break
        if title and (_is_number(text) or _is_ordinal(text)):
            behind += 1
            continue
        dated = date_in(text) or (noted and "月" in text)
        signed = is_signature(text)
        if not dated and not signed and not text.startswith(("——", "—", "（", "(")):
            break
        if title or dated:
            date = date or (paragraph if dated else None)
            signature = signature or (paragraph if signed else None)
        elif not title:
            break
        behind += 1
    end, signed_by, dated_by = _ending(texts, behind, title)
    end = _without_attachments(texts, behind, end)
    return Frame(title, first, signed_by or signature, dated_by or date, texts[behind:end])


def _without_attachments(texts: Sequence[Paragraph], start: int, end: int) -> int:
    """The end of the body without its list of attachments (附件：1.… / 2.…)."""
    for index in range(end - 1, max(start, end - _MOST_ATTACHMENTS - 1), -1):
        text = texts[index].text.strip(SPACE)
        if len(text) > LONGEST_TITLE or text[-1:] in "。；：":
            break
        if text.startswith(_ATTACHMENTS) and "：" in text[:5].replace(":", "："):
            return index
    return end


def _title(texts: Sequence[Paragraph]) -> tuple[str, Paragraph | None, int]:
    """The title, the paragraph that it begins in, and the index behind it."""
    # In a collection the numbered title counts, not the page's own heading above it.
    length = 0
    for index in range(min(len(texts), 6)):
        text = texts[index].text.strip(SPACE)
        if len(text) <= LONGEST_TITLE and piece_number(text):
            if is_piece_mark(text) and index + 1 < len(texts):
                following = texts[index + 1].text.strip(SPACE)
                if names_summary(texts[index + 1], following):
                    return following, texts[index + 1], index + 2
            return text.strip("*#" + SPACE), texts[index], index + 1
        length += len(text)
        if length > 200 or texts[index].level is not None:
            break
    lines: list[str] = []
    first: Paragraph | None = None
    styled = 0
    for index in range(_below_mark(texts), min(len(texts), 14)):
        paragraph = texts[index]
        text = paragraph.text.strip(SPACE)
        bare = text.strip(_BRACKETS + SPACE)
        if len(text) > LONGEST_TITLE and not _is_long_title(text):
            break
        if not text:  # a byte order mark
            continue
        if is_red_head(bare, text):
            if not lines:
                continue
            # Organisations above the document's number or 签发人 are the 发文机关标志.
            if not text.startswith(("（", "(")) and all(
                line.endswith(_ORGANISATIONS) for line in lines
            ):
                lines.clear()
                first, styled = None, 0
                continue
        if not is_title_line(paragraph, text, bare) or is_note(text):
            break
        if lines and _ORDINAL_END().search(text):
            break  # 政协某县第八届委员会第四次会议　第15号
        if lines and (
            (styled and is_signature(text)) or "".join(text.split()).startswith(_PERSON_LABELS)
        ):
            break
        if first is None:
            first = paragraph
        # A title may be broken by hand inside its paragraph.
        lines.append(text.strip("*#" + SPACE).replace("\n", "").replace("\v", ""))
        if ends_title(bare):
            following = texts[index + 1].text.strip(SPACE) if index + 1 < len(texts) else ""
            # A second line "——某县政协办公室2024年工作总结" belongs to the title.
            if (
                following.startswith("——")
                and len(following) <= LONGEST_TITLE
                and not is_note(following)
            ):
                return " ".join([*lines, following]), first, index + 2
            if not _goes_on(text, following):
                return "".join(lines), first, index + 1
        elif len(lines) > 1 and text.startswith("——"):
            return "".join(lines), first, index + 1
        if paragraph.level == 1 or "itle" in paragraph.style or paragraph.style == "标题":
            styled += 1
        if len(lines) == 4:
            break
    if first is not None and len(lines) < len(texts):
        index = texts.index(first)
        count = len(lines)
        while count > 1 and (is_signature(lines[count - 1]) or date_in(lines[count - 1])):
            count -= 1
        # Without a word for its kind, only one or two lines set apart can be a title.
        if styled or (count <= 2 and not is_signature(lines[0]) and not date_in(lines[0])):
            if count == 2 and not styled and len(lines[1]) < min(_SHORTEST_LINE, len(lines[0])):
                count = 1  # a heading: 概况, 一月
            return "".join(lines[:count]), first, index + count
    # Behind a sentence that a machine or a web page put before it.
    length = 0
    for index in range(1, min(len(texts), 6)):
        length += len(texts[index - 1].text)
        text = texts[index].text.strip(SPACE)
        if length > 200:
            break
        before = texts[index - 1].text.rstrip(SPACE)
        if before.endswith(("。", "：", ":", "！", "…")) and names_summary(texts[index], text):
            return text.strip("*#" + SPACE), texts[index], index + 1
    # A title that scraping ran together with the first sentence.
    text = texts[0].text.lstrip(SPACE)
    for position in range(6, min(len(text), 50)):
        if (
            text[position] in SPACE
            and ends_title(text[:position])
            and _SENTENCE.isdisjoint(text[:position])
        ):
            return text[:position], texts[0], 0
    return "", None, 0


def _below_mark(texts: Sequence[Paragraph]) -> int:
    """The index behind a 发文机关标志 that reads like a title, and its number; 0 if there is none.

    某县人民政府公告, 〔2024〕3号, 某县人民政府关于……的公告.
    """
    for index in range(min(len(texts) - 2, 6)):
        mark, number, title = (each.text.strip(SPACE) for each in texts[index : index + 3])
        if (
            (_is_ordinal(number) or _is_number(number))
            and len(mark) <= LONGEST_TITLE
            and ends_title(mark)
            and len(title) <= LONGEST_TITLE
            and ends_title(title.strip(_BRACKETS + SPACE))
        ):
            return index + 2
    return 0


def _goes_on(line: str, following: str) -> bool:
    """Whether a title that could end with this line has another: …第66号提案 / 会办意见的答复."""
    if len(following) > LONGEST_TITLE or not ends_title(following):
        return False
    return following.startswith(_GOES_ON) or (
        line.endswith(_ANSWERED)
        and following.endswith(_ANSWERS)
        and not following.startswith("关于")
    )


def _is_long_title(text: str) -> bool:
    """Whether a line is a title though it is long, because it quotes another: 关于《…》的议案."""
    return (
        len(text) <= _LONGEST_QUOTING
        and "关于" in text
        and "《" in text
        and _SENTENCE.isdisjoint(text)
        and ends_title(text)
    )


def without_contents(texts: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs without the table of contents near their beginning (目录), if there is one.

    Its lines are those that stand again further down, a page number aside.
    """
    for index in range(min(_CONTENTS_WITHIN, len(texts))):
        text = texts[index].text
        if len(text) <= 8 and "".join(text.strip(_BRACKETS).split()) in ("目录", "目次"):
            break
    else:
        return texts
    last = {p.text.strip(SPACE): position for position, p in enumerate(texts)}
    end = index + 1
    for position in range(end, len(texts)):
        line = texts[position].text.strip(SPACE).rstrip("0123456789.．…·-—" + SPACE)
        if len(line) > LONGEST_TITLE or not _SENTENCE.isdisjoint(line[-1:]):
            break
        if last.get(line, 0) > position:
            end = position + 1
    return texts[:index] + texts[end:] if end > index + 1 else texts


def is_residue(text: str) -> bool:
    """Whether a line is what a web page or a machine left at the end of a draft."""
    text = text.strip(SPACE + _BRACKETS)
    return len(text) <= _LONGEST_RESIDUE and text.startswith(_RESIDUE)


def follows_signature(text: str) -> bool:
    """Whether a line is of what may stand below the date: 附件, 抄送, 联系人, a page number."""
    return text.strip(SPACE).startswith(_AFTER_SIGNATURE) or is_residue(text)


def is_title_line(paragraph: Paragraph, text: str, bare: str) -> bool:
    """Whether a line can be (part of) a title: short, no sentence, no number, no address."""
    return (
        len(bare) >= 2
        and _SENTENCE.isdisjoint(bare)
        and text[-1] not in "：:、"
        and not (paragraph.level is not None and read_mark(text) is not None)
        and not paragraph.label
        and not text.startswith(("附件", "各", "尊敬的", "抄送"))
        and paragraph.story != "table"
    )


def piece_number(text: str) -> int:
    """The number of a collection's heading: …篇一, 【篇2】, 第三篇, 范文四, …总结（5）; 0: none.

    ``text`` is a whole line; what stands before the number has to be a title, or nothing.
    """
    if len(text) > LONGEST_TITLE or not ("篇" in text or "文" in text or "本" in text):
        return _title_number(text)
    text = text.strip(_BRACKETS + "：:" + SPACE)
    for sign in _PIECES:
        position = text.rfind(sign)
        if position < 0:
            continue
        before, rest = text[:position], text[position + len(sign) :]
        ordinal = before.rfind("第") if sign == "篇" else -1
        if ordinal >= 0 and (number := _value(before[ordinal + 1 :].strip(SPACE))):
            # 第三篇, 第三篇：某某工作总结, 某某工作总结 第三篇
            if ordinal == 0:
                return number if not rest or rest[0] in _BEHIND_NUMBER else 0
            return number if not rest and _names_piece(before[:ordinal]) else 0
        digits = rest.lstrip(SPACE)[:3]
        while digits and not _value(digits):
            digits = digits[:-1]
        if not digits:
            continue
        behind = rest.lstrip(SPACE)[len(digits) :]
        if not behind or (not before and behind[0] in _BEHIND_NUMBER):
            return _value(digits) if _names_piece(before) else 0
    return _title_number(text)


def is_piece_mark(text: str) -> bool:
    """Whether a collection's heading is its number and nothing else: 第一篇, 【范文二】."""
    return len(text.strip(_BRACKETS + "：:" + SPACE)) <= 5 and piece_number(text) > 0


def _names_piece(before: str) -> bool:
    """Whether what stands before 篇一 is a title, or nothing."""
    before = before.rstrip(_BRACKETS + "：:" + SPACE)
    return not before or ends_title(before)


def _title_number(text: str) -> int:
    """The number right behind a title: …工作总结（1）, …工作总结一."""
    bare = text.rstrip("）)】]*# " + SPACE)
    start = len(bare)
    while start > len(bare) - 3 and start and bare[start - 1] in _NUMERALS + "0123456789":
        start -= 1
    if start == len(bare):
        return 0
    title = bare[:start].rstrip("（([【" + SPACE)
    # 工作回顾（一） is a part of a summary.
    return _value(bare[start:]) if len(title) >= 6 and title.endswith(_NUMBERED_WORDS) else 0


def _value(text: str) -> int:
    if text.isdecimal() and len(text) <= 2:
        return int(text)
    if 0 < len(text) <= 3 and all(c in _NUMERALS for c in text):
        tens, ten, ones = text.rpartition("十")
        if not ten:
            return _NUMERALS.index(ones) + 1 if len(ones) == 1 else 0
        if len(tens) > 1 or len(ones) > 1:
            return 0  # 十三五 is no number
        return (_NUMERALS.index(tens) + 1 if tens else 1) * 10 + (
            _NUMERALS.index(ones) + 1 if ones else 0
        )
    return 0


def names_summary(paragraph: Paragraph, text: str) -> bool:
    """Whether a line, stripped, can be the title of a summary by itself."""
    return (
        6 <= len(text) <= 45
        and is_title_line(paragraph, text, text)
        and not text.startswith(("——", "—", "（", "(", "《", "关于印发", "以上", "现将"))
        and "：" not in text
        and ends_title(text)
        and any(word in text for word in SUMMARY_WORDS)
        and any(word in text for word in ("年", "工作", "履职", "述职"))
    )


def ends_title(text: str) -> bool:
    """Whether a line names a kind of document at its end (brackets and 篇一 aside)."""
    text = without_tail(text)
    if text.endswith(TYPE_WORDS):
        return True
    # 工 作 总 结
    return text[-2:-1] in _BLANKS and "".join(text.split()).endswith(TYPE_WORDS)


def without_tail(title: str) -> str:
    """A title without what may follow its last word: （讨论稿）, 篇一, 一, 1, （2024年）, 范文."""
    text = title.rstrip(SPACE + _BRACKETS + "：:0123456789")
    for opening, end in ("（）", "()", "【】", "[]"):
        position = text.rfind(opening)
        # 规划（2021—2035年）的批复 ends with its kind.
        if position > 3 and len(text) - position <= 22 and end not in text[position:]:
            text = text[:position]
    position = text.rfind("篇", max(0, len(text) - 4))
    if position > 0:
        text = text[:position].removesuffix("第")
    text = text.removesuffix("范文").removesuffix("模板").removesuffix("精选")
    return text.rstrip(SPACE + _BRACKETS + "一二三四五六七八九十")


def is_red_head(bare: str, text: str) -> bool:
    """Whether a line belongs to what stands above the title: 文件 mark, number, urgency."""
    return (
        not bare
        or (bare.endswith("文件") and len(bare) <= 30)
        or _is_number(text)
        or bare.startswith(_RED_HEAD)
        or (len(bare) <= 8 and bare.isdecimal())
        or "★" in bare
        or (len(bare) <= 12 and _GRADES.issuperset(bare.split()))
    )


def _is_ordinal(text: str) -> bool:
    """Whether a line is the number of an order, a proposal, an issue: 第3号, （第二号）, 第17期."""
    bare = text.strip(_BRACKETS + SPACE)
    return bare.endswith(("号", "期")) and bare.startswith("第") and len(bare) <= _LONGEST_ORDINAL


def _is_number(text: str) -> bool:
    """Whether a line is a document's number, the one who signs it behind it: 某协〔2024〕3号."""
    if "号" not in text or not ("〔" in text or "[20" in text or "（20" in text or "(20" in text):
        return False
    return text.partition("签发人")[0].rstrip(_BRACKETS + SPACE).endswith("号")


def is_note(text: str) -> bool:
    """Whether a line under a title tells when it was passed or delivered (题注).

    ——2024年1月14日在某某会议上; （2024年10月29日某某会议通过）; （2024年第16期）.
    """
    if text.startswith("—"):
        rest = text.lstrip("—" + SPACE)
    elif text.startswith(("（", "(")) and text.endswith(("）", ")")):
        rest = text[1:].lstrip(SPACE)
        if text.replace(")", "）").endswith(_PASSED) and len(text) <= _LONGEST_NOTE:
            return True
    elif text.endswith("通过"):
        rest = text
    else:
        return False
    year = rest.find("年", 0, 8)
    return (
        year >= 2
        and len(text) <= _LONGEST_NOTE
        and _DATE_CHARACTERS.issuperset(rest[:year])
        and rest.find("月", year, year + 6) > 0
    )


def is_passed(text: str) -> bool:
    """Whether a note under a title names the meeting that passed or heard the text."""
    return is_note(text) and any(word in text for word in ("通过", "会议", "会上"))


def date_in(text: str) -> bool:
    """Whether a short line ends with a date: 2024年12月20日, 20xx年x月x日, 2024.12.20, 年 月 日."""
    text = text.strip(_BRACKETS + SPACE + "。")
    year = text.rfind("年")
    if year >= 0:
        month = text.find("月", year)
        if month < 0 or month - year > 8 or not _DATE_CHARACTERS.issuperset(text[year + 1 : month]):
            return False
        if year and text[year - 1] not in _DATE_CHARACTERS:
            return False
        rest = text[month + 1 :].strip(SPACE)
        return not rest or (rest[-1] in "日号" and _DATE_CHARACTERS.issuperset(rest[:-1]))
    for mark in ".-/—－．":
        parts = text[-10:].split(mark)
        if len(parts) == 3:
            return (
                parts[0].strip(SPACE)[-4:-2] in ("19", "20")
                and _DATE_CHARACTERS.issuperset(parts[1])
                and _DATE_CHARACTERS.issuperset(parts[2])
            )
    return False


def recipient_end(text: str) -> int:
    """Where the address ends that a line is, or begins with (县人民政府：, 尊敬的某委员：); or 0.

    ``text`` is a whole line, stripped; the end is behind the colon.
    """
    if text[-1:] in _COLONS:
        words = text[:-1]
        address = (
            2 <= len(words) <= _LONGEST_ADDRESS
            and _NO_ADDRESS.isdisjoint(words)
            and not words.endswith(_LEADS_OVER)
        )
        return len(text) if address else 0
    ends = [position for mark in _COLONS if (position := text.find(mark, 2, 30)) > 0]
    if not ends or not text[: min(ends)].endswith(_ADDRESSED) or "，" in text[: min(ends)]:
        return 0
    return min(ends) + 1


def is_addressed(frame: Frame) -> bool:
    """Whether a draft is addressed to somebody above its text (主送机关)."""
    return any(recipient_end(p.text.strip(SPACE)) for p in frame.body[:1])


def is_imprint(text: str) -> bool:
    """Whether a line tells who printed a document and when: 某某办公室 2024年1月5日印发."""
    return len(text) <= LONGEST_TITLE and text.rstrip(SPACE + "。").endswith(("日印发", "日印"))


def _is_bracketed(text: str) -> bool:
    return (
        len(text) <= _LONGEST_NOTE and text.startswith(("（", "(")) and text.endswith(("）", ")"))
    )


def is_signature(text: str) -> bool:
    """Whether a short line is an organisation or a person who signs."""
    text = text.strip(_BRACKETS + SPACE)
    if text.startswith(_PERSON_LABELS) or "".join(text[:12].split()).startswith(_PERSON_LABELS):
        return len(text) <= 40
    if date_in(text):
        # "某县政协办公室 2024年12月20日": what stands before the date.
        position = len(text)
        while position and (
            text[position - 1] in _DATE_CHARACTERS or text[position - 1] in "年月日号.-/"
        ):
            position -= 1
        text = text[:position].strip(_BRACKETS + SPACE + "，,")
    text = text.removesuffix("供稿").removesuffix("报送").rstrip(SPACE)
    if not 2 <= len(text) <= 32 or not _SENTENCE.isdisjoint(text) or text[-1] in "：:、":
        return False
    if read_mark(text) is not None:
        return False
    if text.endswith(_ORGANISATIONS):
        return len(text) >= 3
    return is_person(text)


def is_person(text: str) -> bool:
    """Whether a line is a name, a masked name, a name with a post: 政协委员 李某, 李某（委员）."""
    bracket = max(text.find("（"), text.find("("))
    if 2 <= bracket <= 5:
        text = text[:bracket]
    words = text.split()
    joined = "".join(words)
    if len(words) > 1 and 2 <= len(words[-1]) <= 6 and words[-2].endswith(_PERSON_TITLES):
        # Whatever the surname; a long name stands behind a post that names a unit.
        return len(joined) <= 24 and (len(words[-1]) <= 3 or len(words[-2]) > 4)
    if 2 <= len(joined) <= 4 and (joined[0] in _SURNAMES or joined[0] in _MASKS):
        return len(joined) <= 3 or joined[-1] in _MASKS or len(words) > 1
    if all(c in _MASKS for c in joined):
        return True
    for title in _PERSON_TITLES:
        position = joined.rfind(title)
        if position >= 0:
            name = joined[position + len(title) :].lstrip("：:")
            if name and len(name) <= 4 and (name[0] in _SURNAMES or name[0] in _MASKS):
                return True
    return False


def _ending(
    texts: Sequence[Paragraph], start: int, title: str
) -> tuple[int, Paragraph | None, Paragraph | None]:
    """The end of the body (index), and the paragraphs of signature and date behind it."""
    found = _block_before(texts, start, len(texts), title)
    if any(word in title for word in _ISSUES):
        for index in range(start + 1, min(start + _LONGEST_ISSUING, len(texts) - 1)):
            text = texts[index].text.strip(SPACE)
            # What is issued begins behind the date, with a title of its own.
            if len(text) <= 20 and date_in(text):
                above = _block_before(texts, start, index + 1, title)
                if above[1] is not None:
                    return above
    if found[1] is None or found[2] is None:
        # An attachment may follow: look above its first line.
        attachments = [
            index
            for index in range(len(texts) - 1, max(start, len(texts) // 3), -1)
            if texts[index].text.lstrip(SPACE + _BRACKETS).startswith(_ATTACHMENTS)
            and len(texts[index].text) <= LONGEST_TITLE
        ]
        for index in attachments[:9]:
            above = _block_before(texts, start, index, title)
            if (above[1] is not None or above[2] is not None) and above[0] < found[0]:
                return above
    return found


def _block_before(
    texts: Sequence[Paragraph], start: int, stop: int, title: str
) -> tuple[int, Paragraph | None, Paragraph | None]:
    signature: Paragraph | None = None
    date: Paragraph | None = None
    end = stop
    index = stop - 1
    strange = 0
    while index >= start and stop - index <= 40:
        paragraph = texts[index]
        text = paragraph.text.strip(SPACE)
        short = len(text) <= 45 and _SENTENCE.isdisjoint(text[:-1])
        dated = short and date is None and date_in(text)
        signed = (
            short
            and signature is None
            and paragraph.level is None
            # Whatever the title names is an organisation, however it ends.
            and (is_signature(text) or (len(text) >= 4 and text in title))
        )
        if dated or signed:
            date = paragraph if dated else date
            signature = paragraph if signed else signature
            end = index
        elif (
            not text
            or paragraph.story == "table"
            or text.startswith(_AFTER_SIGNATURE)
            or (len(text) <= _LONGEST_CONTACT and "电话" in text)
        ):
            pass
        elif end == stop and (is_imprint(text) or _is_bracketed(text)):
            pass  # 版记, 附注
        elif (
            short and len(text) <= 12 and text[-1] not in "。：:；" and strange < 2 and end == stop
        ):
            strange += 1
        else:
            break
        index -= 1
    if (signature is None or date is None) and index >= start:
        paragraph = texts[index]
        tail = paragraph.text.rstrip(SPACE)
        position = max(tail.rfind("。", 0, len(tail) - 1), tail.rfind("！"))
        tail = tail[position + 1 :].strip(SPACE)
        if position > 0 and 4 <= len(tail) <= 45 and _SENTENCE.isdisjoint(tail):
            if date is None and date_in(tail):
                date = paragraph
                if signature is None and is_signature(tail):
                    signature = paragraph
            elif (
                signature is None and is_signature(tail) and (date or tail.endswith(_ORGANISATIONS))
            ):
                signature = paragraph
    return end, signature, date
