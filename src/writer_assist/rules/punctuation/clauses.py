"""PU032 to PU035 and PU037: marks between clauses that stand for another mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.document.structure import SPACE, mark_of
from writer_assist.i18n import N_
from writer_assist.outline.frame import date_in, is_signature

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import DraftTextRule
from ..gates import heads
from .headings import next_paragraph

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_LINE_END = LazyPattern(r"；(?=\n)")
_LINE_END_PAIRS = heads(("；\n",))


class SemicolonAtParagraphEnd(DraftTextRule):
    """一段话说完停在分号上

    检查什么

    一段里已经有句号，末尾却是分号，而后面是另一个标题、落款或者没有了；全文的最后一段停在分号上。分条列举的各项不算（最后一项由 PU031 检查）。

    为什么

    一段话说完用句号；停在分号上，读的人会以为后面还有。

    错误示例

    - 一是制度不全。二是人手不足。三是经费偏紧，工作停留在纸面上⟦；⟧
      二、下一步打算
    - 请于月底前报送计划。逾期不再受理，联系人王某⟦；⟧
    - 请各联络组于3月25日前报送建设计划，联系人：张某⟦；⟧
    - 各项任务已经完成。我们将继续努力，不负重托⟦；⟧
      政协云溪县委员会办公室
      2024年12月20日

    正确示例

    - 一是制度不全。二是人手不足。
      二、下一步打算
    - （一）抓学习。制定计划；
      （二）抓调研。深入基层。
    - 抓好学习。重点是两件事：一是原著；
      二是原文。
    """

    code = "PU032"
    name = "semicolon-at-paragraph-end"
    source = "GB/T 15834-2011"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the semicolon."""
        places = []
        if not _LINE_END_PAIRS.isdisjoint(draft.document.bigrams):
            places += [match.start() for match in _LINE_END().finditer(text)]
        if text.endswith("；"):
            places.append(len(text) - 1)
        document = draft.document
        base = document.starts[draft.first - 1]
        for place in places:
            paragraph, inner = document.locate(base + place)
            line = paragraph.text
            if paragraph.story != "body" or line[inner - 1 : inner] in "；。":
                continue
            last = place == len(text) - 1 and mark_of(paragraph) is None and "，" in line
            if "。" not in line and not last:
                continue
            first = max(draft.first - 1, paragraph.number - 4)
            before = document.paragraphs[first : paragraph.number - 1]
            if any(p.text.rstrip().endswith(("；", ";")) for p in before):
                continue
            following = next_paragraph(draft, paragraph)
            if following is not None and not _begins_anew(paragraph, following):
                continue
            yield Hit(
                place,
                place + 1,
                N_("一段话到这里已经说完，末尾的分号应为句号“。”"),
                {},
                (Fix((Edit(place, place + 1, "。"),)),),
                ("。",),
            )


def _begins_anew(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether the next paragraph is a heading above this one, or what stands below a draft."""
    if following.story != "body":
        return False
    words = following.text.strip(SPACE)
    if len(words) <= 45 and (date_in(words) or is_signature(words)):
        return True
    mark, own = mark_of(following), mark_of(paragraph)
    if mark is None or len(words) > 40 or words.endswith(("；", "。")):
        return False
    return own is None or mark.family < own.family


_POINT_AFTER_COMMA = LazyPattern(
    r"(?<=[^、“”《》（）])、(?=(?P<n>[二三四五六七八九])是(?!(?P=n))[^否非不])"
)
_POINT_PAIRS = tuple(bigram("、" + number) for number in "二三四五六七八九")


class CommaBetweenPoints(ParagraphRule):
    """分项之间用了顿号

    检查什么

    “一是……、二是……”：分项之间用顿号，而同一段里别的分项之间用分号，或者分项里本来就有逗号。

    为什么

    顿号用于词语之间；分句之间的停顿比逗号大，用分号。

    错误示例

    - 一是人员较多，难以集中⟦、⟧二是形式单一；三是作用不平衡。
    - 一是学习不够深入⟦、⟧二是调研不够扎实；三是作风不够过硬。
    - 一要统筹。一是抓进度，二是抓质量⟦、⟧三是抓安全，确保按期完成。

    正确示例

    - 一是人员较多，难以集中；二是形式单一；三是作用不平衡。
    - 一是抓进度、二是抓质量、三是抓安全。
    - 宣传“一是一、二是二”的作风；三是抓落实。
    """

    code = "PU033"
    name = "comma-between-points"
    source = "GB/T 15834-2011"
    requires = frozenset("、")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield the enumeration comma."""
        if block.bigrams.isdisjoint(_POINT_PAIRS):
            return
        text = block.text
        for match in _POINT_AFTER_COMMA().finditer(text):
            at = match.start()
            start = max(text.rfind(mark, max(0, at - 400), at) for mark in "。\n") + 1
            end = min(
                (i for mark in "。\n" if (i := text.find(mark, at, at + 400)) >= 0),
                default=min(len(text), at + 400),
            )
            words = text[start:end]
            own = max(words.rfind("是", 0, at - start), 0)
            if "是" not in words[: at - start]:
                continue
            if "；" in words or "，" in words[own : at - start] or "，" in words[at - start :]:
                yield Hit(
                    at,
                    at + 1,
                    N_("分项之间的停顿用分号，“、”应为“；”"),
                    {},
                    (Fix((Edit(at, at + 1, "；"),)),),
                    ("；",),
                )


_ADVERBIAL = LazyPattern(
    r"等(?:多种|各种)?(?:形式|方式|途径|渠道|手段|办法|方法|载体|机会|平台)(?P<mark>、)(?![^，。；、\n]{0,20}等)(?=[一-龥]{3})"
)
_ADVERBIAL_PAIRS = frozenset(
    bigram(pair) for pair in ("式、", "径、", "道、", "段、", "法、", "体、", "会、", "台、")
)
_LEADS = ("通过", "采取", "利用", "运用", "采用", "借助", "依托", "以", "结合")
_TIME = LazyPattern(
    r"(?:力争|争取|计划|拟)(?:用|以)[^，。；、\n]{1,8}时间(?P<mark>、)(?=[一-龥]{2})"
)


class CommaAfterAdverbial(ParagraphRule):
    """状语后面用了顿号

    检查什么

    “通过短视频、宣讲等形式、普及知识”“力争用三年时间、完成改造”：状语说完了，后面是谓语，中间用了顿号。

    为什么

    顿号只用在并列的词语之间；状语与谓语之间的停顿用逗号。

    错误示例

    - 通过短视频、进校园宣讲等形式⟦、⟧普及交通安全知识。
    - 力争用三年时间⟦、⟧完成学校食堂提档升级。
    - 采取走访、座谈等多种方式⟦、⟧广泛听取意见。

    正确示例

    - 通过短视频、进校园宣讲等形式，普及交通安全知识。
    - 通过走访等方式、座谈等形式听取意见。
    - 会议、视察等形式、内容都有创新。
    """

    code = "PU034"
    name = "comma-after-adverbial"
    source = "GB/T 15834-2011"
    requires = frozenset("、")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield the enumeration comma."""
        grams = block.bigrams
        text = block.text
        if not _ADVERBIAL_PAIRS.isdisjoint(grams):
            for match in _ADVERBIAL().finditer(text):
                at = match.start("mark")
                start = max(text.rfind(mark, max(0, at - 60), at) for mark in "，。；：\n") + 1
                if text.startswith(_LEADS, max(start, at - 60)) and not text.startswith(
                    _LEADS, at + 1
                ):
                    yield self._hit(at)
        if _SPAN_OF_TIME in grams:
            for match in _TIME().finditer(text):
                yield self._hit(match.start("mark"))

    def _hit(self, at: int) -> Hit:
        return Hit(
            at,
            at + 1,
            N_("这里是状语后面的停顿，“、”应为“，”"),
            {},
            (Fix((Edit(at, at + 1, "，"),)),),
            ("，",),
        )


_SPAN_OF_TIME = bigram("间、")
_PURPOSES = (
    "保证", "确保", "保障", "进一步", "贯彻", "深入", "切实", "推动", "推进", "促进", "加强", "提高", "做好", "全面", "加快",
    "规范", "解决", "方便", "便于", "充分", "更好",
)  # fmt: skip
_PURPOSE_PAIRS = frozenset(bigram("为" + word[0]) for word in (*_PURPOSES, "了"))
_PURPOSE = LazyPattern(
    rf"为了?(?:{'|'.join(_PURPOSES)})[^，。；：！？、\n]{{2,24}}(?P<mark>；)(?=[^\n])"
)
_NUMBERED = LazyPattern(r"(?:^|[。：\n])[ \u3000]*(?:\d{1,2}[.．]|（[一二三四五六七八九十]）)?$")


class SemicolonAfterPurpose(ParagraphRule):
    """目的状语后面用了分号

    检查什么

    “为保证项目顺利实施；恳请……”：句首的“为……”只是目的，后面才是要说的话，中间却用了分号。

    为什么

    分号用在并列的分句之间；状语与后面的主干之间用逗号。

    错误示例

    - 为保证项目顺利实施⟦；⟧恳请县政府安排资金。
    - 为进一步规范会议组织工作⟦；⟧现将有关事项通知如下。
    - 为了方便群众办事⟦；⟧大厅增设了窗口。

    正确示例

    - 为保证项目顺利实施，恳请县政府安排资金。
    - （一）为委员服务；（二）为基层服务。
    - 为加强管理；
    """

    code = "PU035"
    name = "semicolon-after-purpose"
    source = "GB/T 15834-2011"
    requires = frozenset("；")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield the semicolon."""
        if _PURPOSE_PAIRS.isdisjoint(block.bigrams):
            return
        text = block.text
        for match in _PURPOSE().finditer(text):
            at = match.start("mark")
            start = match.start()
            if start and not _NUMBERED().search(text, max(0, start - 8), start):
                continue
            yield Hit(
                at,
                at + 1,
                N_("“为……”说的是目的，后面的停顿用逗号，“；”应为“，”"),
                {},
                (Fix((Edit(at, at + 1, "，"),)),),
                ("，",),
            )


_AMONG = LazyPattern(
    r"[0-9一二三四五六七八九十][件条篇次期份名个家户人所项](?P<mark>：)(?=其中[^，。；：\n])"
)
_AMONG_PAIR = bigram("：其")


class ColonBeforeAmong(ParagraphRule):
    """“其中”前面用了冒号

    检查什么

    数目后面紧接“其中”，中间用了冒号：“反映信息7条：其中……”。

    为什么

    “其中”说的是里面的一部分，不是把前面的话分开来列举，停顿用逗号。

    错误示例

    - 反映社情民意信息7条⟦：⟧其中重点信息两条。
    - 全年办理提案12件⟦：⟧其中主办8件、协办4件。
    - 走访委员二十名⟦：⟧其中女委员六名。

    正确示例

    - 反映社情民意信息7条，其中重点信息两条。
    - 情况如下：其中一部分已经办结。
    - 全年办理提案12件：主办8件、协办4件。
    """

    code = "PU037"
    name = "colon-before-among"
    source = "GB/T 15834-2011 4.7"
    requires = frozenset("：")

    def check(self, block: Text) -> Iterator[Hit]:
        """Yield the colon."""
        if _AMONG_PAIR not in block.bigrams:
            return
        for match in _AMONG().finditer(block.text):
            at = match.start("mark")
            yield Hit(
                at,
                at + 1,
                N_("“其中”前面的停顿用逗号，“：”应为“，”"),
                {},
                (Fix((Edit(at, at + 1, "，"),), safe=True),),
                ("，",),
            )
