"""OL: what a draft's genre demands: its sections and what they hold, title, signature, date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.structure import SPACE, mark_of
from writer_assist.i18n import N_
from writer_assist.outline.detect import UNLIKELY
from writer_assist.outline.frame import is_passed
from writer_assist.outline.needs import lacking

from .base import DraftRule, Hit, LazyPattern

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.align import Alignment
    from writer_assist.outline.draft import Draft
    from writer_assist.outline.genres import Section
    from writer_assist.outline.sections import SectionReport

_NAMES = ("总结", "小结")
_OWN_RULES = ("title", "signature", "date")
_DIGITS = "〇一二三四五六七八九十"


class MissingSection(DraftRule):
    """缺少应有的部分。

    检查什么

    文种要求有的部分（如下一步打算），既没有标题，也没有一段话写到它。标题的说法不限：
    “短板与反思”就是存在的问题。标题、落款、成文日期另有规则；可有可无的部分不报。

    为什么

    缺了部分的总结会被退回重写。

    错误示例

    - 青山县政协办公室2024年工作总结
      一年来，办公室在县政协党组领导下，圆满完成了各项任务，现将工作总结如下。
      一、加强政治建设
      坚持每周集中学习，党支部生活正常，干部作风、廉政纪律常抓不懈。
      二、做好办文办会和宣传
      起草文稿八十件，筹备会议二十次，报送信息四十条，协助开展调研六次，搞好接待和后勤。
      三、存在的问题
      文稿质量还不高，主动谋划不够。⟦⟧
    - 2024年度政协委员履职报告
      作为一名政协委员，我认真履行职责，现将一年来的履职情况报告如下。
      一、加强学习
      我坚持自学，参加了两次培训。⟦⟧
      二、提案和社情民意
      我提交提案三件，今后将继续深入群众。
    - 绿水镇政协联络组2024年工作总结⟦⟧
      一、领导重视，健全机制
      镇党委定期听取汇报，落实了活动场所。
      二、组织学习，协商议政
      组织学习六次，围绕集镇建设协商三次，视察两次，反映社情民意九条。
      三、明年打算
      办好委员之家。

    正确示例

    - 青山县政协办公室2024年工作总结
      一年来，办公室在县政协党组领导下，圆满完成了各项任务，现将工作总结如下。
      一、加强政治建设
      坚持每周集中学习，党支部生活正常，干部作风、廉政纪律常抓不懈。
      二、做好办文办会和宣传
      起草文稿八十件，筹备会议二十次，报送信息四十条，协助开展调研六次，搞好接待和后勤。
      三、短板与反思
      文稿质量还不高，主动谋划不够。
      四、2025年工作安排
      继续提高文稿质量。
    - 关于印发机关工作制度的通知
      各科室：
      现将修订后的机关工作制度印发给你们，请认真遵照执行。
    - 2024年度政协委员履职报告
      作为一名政协委员，我认真履行职责，现将一年来的履职情况报告如下。
      一、加强学习
      我坚持自学，参加了两次培训。
      二、参政议政，反映社情民意
      我提交提案三件。今后，我将继续深入群众。
    """

    code = "OL001"
    name = "missing-section"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """An empty span behind the paragraph after which the section belongs."""
        outline, alignment = draft.outline, draft.alignment
        if outline is None or alignment is None or not is_known(draft):
            return
        for report in alignment.sections:
            if not report.required or report.state != "missing" or report.id in _OWN_RULES:
                continue
            section = outline.section(report.id)
            paragraph, offset = belongs_at(section, draft)
            params = {"section": section.name, "holds": section.holds.rstrip("。")}
            before = preceding(section, draft)
            suggestions = (_heading_for(section, draft),) if section.headed else ()
            if section.place == "lead":
                suggestions = ()
            if section.place == "closing":
                yield Hit(
                    offset,
                    offset,
                    N_("缺少“{section}”：一般写{holds}；应放在正文末尾、落款之前"),
                    params,
                    paragraph=paragraph,
                )
            elif section.place == "recipient":
                yield Hit(
                    offset,
                    offset,
                    N_("缺少“{section}”：一般写{holds}；应放在标题之下"),
                    params,
                    paragraph=paragraph,
                )
            elif before:
                yield Hit(
                    offset,
                    offset,
                    N_("缺少“{section}”：一般写{holds}；应放在“{before}”之后"),
                    {**params, "before": before},
                    suggestions=suggestions,
                    paragraph=paragraph,
                )
            else:
                yield Hit(
                    offset,
                    offset,
                    N_("缺少“{section}”：一般写{holds}；应放在标题之后、各部分之前"),
                    params,
                    suggestions=suggestions,
                    paragraph=paragraph,
                )


class EmptySection(DraftRule):
    """标题下面没有内容。

    检查什么

    一个大标题下面没有正文，紧接着就是下一个标题，或者全文到此结束。

    为什么

    多半是写提纲时留下、忘了填写的部分。

    错误示例

    - 青山县政协办公室2024年工作总结
      一、加强政治建设
      坚持每周集中学习。
      二、⟦存在的问题⟧
      三、下一步打算
      继续抓好各项工作。
    - 绿水镇党政办公室2024年工作总结
      一、⟦办文办会⟧
      二、督查督办
      全年督查事项三十件。
      三、⟦下步打算⟧
    - 2024年政协委员履职总结
      一、主要工作
      （一）加强学习
      我参加了两次培训。
      （二）参政议政
      我提出建议五条。
      二、⟦不足和打算⟧
      王某
      2024年12月20日

    正确示例

    - 青山县政协办公室2024年工作总结
      一、主要工作
      （一）加强政治建设
      坚持每周集中学习。
      二、存在的问题。文稿质量还不高。
      三、下一步打算
      一、提高文稿质量。继续开展业务培训。
      二、改进机关作风。坚持深入基层。
    - 绿水镇党政办公室2024年工作总结
      一、办文办会
      （一）办文
      起草文稿八十件。
      （二）办会
      筹备会议二十次。
    - 关于召开政协全会的通知
      一、会议时间
      二、会议地点
    """

    code = "OL002"
    name = "empty-section"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The words of the heading."""
        alignment = draft.alignment
        if alignment is None:
            return
        for heading in alignment.empty:
            yield Hit(
                heading.start,
                heading.end,
                N_("“{heading}”下面没有内容"),
                {"heading": heading.text},
                paragraph=heading.paragraph,
            )


class MisplacedSection(DraftRule):
    """部分的次序不对。

    检查什么

    一个部分离开了它通常的位置，例如下一步打算写在主要工作和存在的问题之前。
    同属主要工作的几个部分，谁先谁后不限。

    为什么

    总结先说做了什么，再说问题，最后说打算，次序颠倒读起来不通。

    错误示例

    - 青山县政协办公室2024年工作总结
      一、⟦下一步打算⟧
      继续抓好各项工作。
      二、加强政治建设
      坚持每周集中学习。
      三、做好会务协调
      筹备会议二十次。
      四、存在的问题
      文稿质量还不高。
    - 绿水镇党政办公室2024年工作总结
      一、做好会务协调
      承办会议六十次。
      二、⟦存在的不足⟧
      信息质量不高。
      三、做好办文和信息工作
      收发文件八百件。
      四、做好后勤值班
      坚持二十四小时值班。
      五、下步打算
      健全制度。
    - 青山县水利局2024年提案办理工作总结
      一、主要做法
      加强领导，强化沟通。
      二、办理成效
      修复塘坝六座。
      三、⟦下一步打算⟧
      健全办理台账。
      四、存在的问题
      个别提案办理周期较长。

    正确示例

    - 青山县政协办公室2024年工作总结
      一、做好会务协调
      筹备会议二十次。
      二、加强政治建设
      坚持每周集中学习。
      三、存在的问题及下一步打算
      文稿质量还不高，要继续加强培训。
    - 青山县水利局2024年提案办理工作总结
      一、基本情况
      承办提案八件。
      二、办理成效
      修复塘坝六座。
      三、主要做法
      加强领导，强化沟通。
    - 绿水镇党政办公室2024年工作总结
      一、坚持问题导向，做好督查督办
      督查事项三十件。
      二、解决困难群众急难愁盼问题
      接待来访二百人次。
      三、存在的问题
      信息质量不高。
    """

    code = "OL003"
    name = "misplaced-section"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The words of the section's first heading."""
        outline, alignment = draft.outline, draft.alignment
        if outline is None or alignment is None or not is_known(draft):
            return
        for report in alignment.sections:
            if report.state != "misplaced" or not report.required:
                continue
            heading = alignment.headings[report.id][0]
            before = preceding(outline.section(report.id), draft)
            yield Hit(
                heading.start,
                heading.end,
                N_("“{section}”的位置不对，应放在“{before}”之后")
                if before
                else N_("“{section}”的位置不对，应放在各部分之前"),
                {"section": report.name, "before": before},
                paragraph=heading.paragraph,
            )


class UnheadedSection(DraftRule):
    """应有的部分没有自己的标题。

    检查什么

    文种要求有的部分写到了，但是没有自己的标题，只夹在别的段落里。全文都不分标题的不报。

    为什么

    有标题，读的人才找得到。只是提示，可以不改。

    错误示例

    - 青山县政协办公室2024年工作总结
      一、加强政治建设
      坚持每周集中学习。
      二、做好办文办会和宣传
      起草文稿八十件，筹备会议二十次，报送信息四十条。
      三、抓好后勤、调研和队伍建设
      改善办公条件，完成调研六次，没有发生违纪问题。
      四、存在的问题
      文稿质量还不高。⟦下一步⟧，我们要多学多练。
    - 2024年度政协委员履职报告
      一、加强学习
      我参加了两次培训，⟦撰写提案⟧三件。
      二、认真参政议政
      我提出建议五条。
      三、明年打算
      我将多下基层。
    - 绿水镇党政办公室2024年工作总结
      一、办文办会
      全年收发文件六百件，⟦督查⟧事项四十件。
      二、后勤值班
      坚持二十四小时值班。
      三、问题与打算
      信息质量不高，要加强学习。

    正确示例

    - 青山县政协办公室2024年工作总结
      一、加强政治建设
      坚持每周集中学习。
      二、做好办文办会和宣传
      起草文稿八十件，筹备会议二十次，报送信息四十条。
      三、抓好后勤、调研和队伍建设
      改善办公条件，完成调研六次，没有发生违纪问题。
      四、存在的问题和下一步打算
      文稿质量还不高。下一步，我们要多学多练。
    - 2024年度政协委员履职报告
      作为一名政协委员，我认真履行职责，一年来提交提案三件，参加学习两次，提出建议五条。
      今后，我将多下基层，多反映社情民意。
    - 关于做好提案工作的通知
      一、提高认识
      各单位要加强学习。
      二、时间要求
      请于12月20日前完成，下一步将通报情况。
    """

    code = "OL004"
    name = "unheaded-section"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The words that show the section."""
        alignment = draft.alignment
        if alignment is None or not _has_headings(alignment) or not is_known(draft):
            return
        for report in alignment.sections:
            place = alignment.evidence.get(report.id)
            if place is None or not report.required:
                continue
            paragraph, start, end = place
            first = draft.headings[0].paragraph.number if draft.headings else 0
            if paragraph.number < first or _opens_item(paragraph.text, start):
                continue
            yield Hit(
                start,
                end,
                N_("“{section}”这里写到了，但是没有自己的标题"),
                {"section": report.name},
                paragraph=paragraph,
            )


def _has_headings(alignment: Alignment) -> bool:
    """Whether a section has a heading that is numbered or a line of its own.

    What only opens its paragraph (文稿工作围绕一个“精”字。…) asks for no other heading.
    """
    return any(
        heading.paragraph.level is not None
        or not heading.paragraph.text[heading.end :].strip(SPACE + "：:。】*#")
        for own in alignment.headings.values()
        for heading in own
    )


class MissingTitle(DraftRule):
    """没有标题。

    检查什么

    总结开头没有标题，直接就是正文。

    为什么

    没有标题，看不出是谁的、哪一年的总结。

    错误示例

    - ⟦⟧一年来，镇党政办公室在镇党委、镇政府的领导下，完成了各项工作任务，现将一年来的工作总结如下。
      一、抓好办文办会
      全年收发文件六百件，承办会议三十次，督查督办事项四十件，做好值班和后勤保障，
      坚持二十四小时值班制度，接待来访群众二百人次，报送信息五十条，受到镇党委好评。
      二、存在的问题
      信息质量不高，督查跟踪不够及时。
      三、下一步打算
      加强学习，提高服务水平。
    - ⟦⟧2024年，联络组在县政协指导下，组织委员开展活动，现将联络组一年来的工作情况总结如下：
      一、组织学习
      联络组每季度组织委员集中学习一次，学习政协章程和有关文件，委员们的履职意识普遍增强。
      二、协商议政
      组织委员围绕集镇建设开展协商三次、视察两次，提出意见建议十一条，得到镇党委的采纳。
      三、存在的不足
      活动形式较为单一。
      四、明年打算
      办好委员之家。
    - ⟦⟧一、2024年工作总结
      一年来，我作为县政协委员，认真履行委员职责，积极参加县政协组织的学习、视察和协商活动，
      提交提案三件，反映社情民意五条，受到县政协好评，较好地完成了各项履职任务。
      二、存在的不足
      调查研究还不够深入，提案质量还需要提高，参加界别活动的次数也偏少，与界别群众联系不够紧密。
      三、今后打算
      我将继续加强学习，深入基层，多提高质量的提案，不辜负组织和群众的期望。

    正确示例

    - 绿水镇党政办公室2024年工作总结
      一年来，镇党政办公室在镇党委、镇政府的领导下，完成了各项工作任务。
      一、抓好办文办会
      全年收发文件六百件。
    - 砥砺前行谱新篇
      ——绿水镇政协联络组2024年工作总结
      一、组织学习
      每季度组织委员集中学习一次。
    - 各位委员：
      定于12月20日召开全会，请准时参加。
    """

    code = "OL005"
    name = "missing-title"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """An empty span at the beginning."""
        if _missing(draft, "title") and (is_known(draft) or _is_likely(draft)):
            first = draft.frame.body[0] if draft.frame.body else draft.paragraphs[0]
            forms = draft.outline.title_forms if draft.outline is not None else ()
            if draft.detection.summary or not forms:
                message, params = N_("没有标题：应写明单位（或姓名）、年度和“工作总结”"), {}
            else:
                message, params = N_("没有标题：一般写作“{form}”"), {"form": forms[0]}
            yield Hit(0, 0, message, params, paragraph=first)


class MissingSignature(DraftRule):
    """没有落款。

    检查什么

    正文末尾和标题之下都没有单位名称或姓名。

    为什么

    没有落款，不知道是谁的总结。GB/T 9704 要求发文机关署名写在成文日期之上。

    错误示例

    - 绿水镇党政办公室2024年工作总结
      一、抓好办文办会
      全年收发文件六百件。⟦⟧
      2024年12月20日
    - 绿水镇政协联络组2024年工作总结
      一、组织学习
      每季度组织委员集中学习一次。
      二、明年打算
      办好委员之家。⟦⟧
    - 2024年度政协委员履职报告
      （2024年12月20日）
      一、加强学习
      我参加了两次培训。⟦⟧

    正确示例

    - 绿水镇党政办公室2024年工作总结
      一、抓好办文办会
      全年收发文件六百件。
      绿水镇党政办公室
      2024年12月20日
    - 政协委员2024年履职报告
      （青山县政协委员　王某）
      一、加强学习
      我参加了两次培训。
    - 绿水镇政协联络组2024年工作总结
      一、组织学习
      每季度组织委员集中学习一次。
      绿水镇政协联络组　2024年12月20日
    """

    code = "OL006"
    name = "missing-signature"
    source = "GB/T 9704-2012 7.3.5"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """An empty span at the end of the body."""
        date = draft.frame.date
        if date is not None and is_passed(date.text.strip(SPACE)):
            return  # the note under the title tells which meeting's it is
        if _missing(draft, "signature") and is_known(draft):
            paragraph, offset = _end(draft)
            yield Hit(
                offset, offset, N_("没有落款：正文之后应写单位全称或姓名"), paragraph=paragraph
            )


class MissingDate(DraftRule):
    """没有成文日期。

    检查什么

    正文末尾和标题之下都没有日期。还没有填数字的日期（20xx年x月x日）算有，另有规则提醒填写。

    为什么

    没有成文日期，不知道是什么时候写的。GB/T 9704 要求写全年、月、日。

    错误示例

    - 绿水镇党政办公室2024年工作总结
      一、抓好办文办会
      全年收发文件六百件。
      绿水镇党政办公室⟦⟧
    - 绿水镇政协联络组2024年工作总结
      一、组织学习
      每季度组织委员集中学习一次。
      二、明年打算
      办好委员之家。⟦⟧
    - 2024年度政协委员履职报告
      （青山县政协委员　王某）
      一、加强学习
      我参加了两次培训。⟦⟧

    正确示例

    - 绿水镇党政办公室2024年工作总结
      （2024年12月20日）
      一、抓好办文办会
      全年收发文件六百件。
    - 绿水镇党政办公室2024年工作总结
      一、抓好办文办会
      全年收发文件六百件。
      绿水镇党政办公室
      二〇二四年十二月二十日
    - 2024年度政协委员履职报告
      一、加强学习
      我参加了两次培训。
      述职人：王某
      20xx年x月x日
    """

    code = "OL007"
    name = "missing-date"
    source = "GB/T 9704-2012 7.3.5"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """An empty span at the end of the signature, or of the body if there is none below it."""
        if _missing(draft, "date") and is_known(draft):
            paragraph, offset = _end(draft)
            signature = draft.frame.signature
            if signature is not None and signature.number > paragraph.number:
                paragraph, offset = signature, len(signature.text.rstrip(SPACE))
            yield Hit(
                offset,
                offset,
                N_("没有成文日期：落款之下应写年、月、日，如 2024年12月20日"),
                paragraph=paragraph,
            )


class UncertainGenre(DraftRule):
    """文种拿不准。

    检查什么

    看得出是一篇总结，但是标题没有写明是谁的，内容也说不清是哪一种，只按各类总结共有的部分检查。
    写明了单位、又不是那几种专门的总结的（某局、某社区、某学校的），就是工作总结，不提示。

    为什么

    文种不同，应有的部分也不同。用 --genre 指定文种，检查得更准。

    错误示例

    - ⟦2024年度工作总结⟧
      一、抓好供水
      全年供水正常。
      二、存在的问题
      管网老化。
      三、下一步打算
      更换管网。
    - ⟦2024年工作总结及2025年打算⟧
      一、守牢底线
      对六十户脱贫户每月走访一次。
      二、存在的不足
      产业规模不大。
    - ⟦二〇二四年工作总结⟧
      一、德育工作
      开展主题班会四十次。

    正确示例

    - 青山县政协办公室2024年工作总结
      一、做好会务协调
      筹备会议二十次。
    - 关于报送工作总结的通知
      各单位：
      请于12月20日前报送工作总结。
    - 青山县水务站2024年工作总结
      一、抓好供水
      全年供水正常。
    - 政协秘书长述职报告
      一、当好参谋助手
      我协调筹备全会。
      二、存在的不足
      我深入基层不够多。
    """

    code = "OL008"
    name = "uncertain-genre"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The title, or an empty span at the beginning."""
        detection = draft.detection
        if not detection.summary or detection.genre is not None:
            return
        likely = _is_likely(draft)
        if not likely and not is_known(draft):
            return  # a report of another kind
        title = draft.frame.title_paragraph
        if title is not None:
            paragraph, end = title, min(len(title.text), len(draft.title_text))
        else:
            paragraph = draft.frame.body[0] if draft.frame.body else draft.paragraphs[0]
            end = 0
        if detection.nearest is None or not likely:
            yield Hit(
                0,
                end,
                N_("拿不准是哪一种总结，只检查各类总结共有的部分；可用 --genre 指定文种"),
                paragraph=paragraph,
            )
        else:
            yield Hit(
                0,
                end,
                N_(
                    "拿不准是哪一种总结，最像“{genre}”（把握 {percent}%），"
                    "只检查各类总结共有的部分；可用 --genre 指定文种"
                ),
                {"genre": detection.nearest.name, "percent": round(detection.confidence * 100)},
                paragraph=paragraph,
            )


class IncompleteSection(DraftRule):
    """部分里缺少应有的内容。

    检查什么

    一个部分写到了，但是没有文种要求它写明的东西：办理基本情况没有数字，开头没有引出下文的话，
    时间地点没有时间，建议没有分条。每个文种要求哪些，用 `writer-assist outline show` 查看。

    为什么

    没有这些，读的人还得再问。

    错误示例

    - 青山县水利局2024年提案办理工作总结
      一、⟦办理基本情况⟧
      各位委员的提案都已按时办复，委员表示满意。
      二、主要做法
      加强领导，强化沟通，登门面商。
      三、存在的问题
      个别提案办理周期较长。
      四、下一步打算
      健全办理台账，今后做到当年提案当年办结。
    - 青山县水利局2023年政协提案办理工作总结
      一、主要做法
      加强领导，强化沟通，登门面商。
      二、⟦办理情况⟧
      提案全部办复，没有拖延。
      三、存在的不足
      个别提案办理周期较长。
      四、今后打算
      今后要健全办理台账。
    - 绿水镇2024年政协提案办理工作总结
      一、⟦承办情况⟧。镇政府收到的提案已全部办复。
      二、主要做法。加强领导，强化沟通，登门面商。
      三、存在的问题。个别提案办理周期较长。
      四、下一步打算。今后要健全办理台账。

    正确示例

    - 青山县水利局2024年提案办理工作总结
      一、办理基本情况
      共承办提案8件，办复率100%，委员表示满意。
      二、主要做法
      加强领导，强化沟通，登门面商。
      三、存在的问题
      个别提案办理周期较长。
      四、下一步打算
      健全办理台账，今后做到当年提案当年办结。
    - 青山县水利局2023年政协提案办理工作总结
      一、办理情况
      十二件提案全部办复。
      二、主要做法
      加强领导，强化沟通，登门面商。
    - 绿水镇党政办公室2024年工作总结
      一、办文办会
      坚持规范办文、精心办会。
    """

    code = "OL009"
    name = "incomplete-section"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The heading of the section, or the beginning of the paragraph that it begins in."""
        outline, alignment = draft.outline, draft.alignment
        if outline is None or alignment is None or draft.detection.genre is None:
            return
        for report in alignment.sections:
            section = outline.section(report.id)
            if not section.needs or report.state not in ("present", "misplaced"):
                continue
            for need in lacking(section, draft):
                headings = alignment.headings.get(report.id, ())
                if headings:
                    paragraph, start, end = (
                        headings[0].paragraph,
                        headings[0].start,
                        headings[0].end,
                    )
                else:
                    assert report.paragraph is not None
                    paragraph = draft.document.paragraphs[report.paragraph - 1]
                    start = end = 0
                yield Hit(
                    start,
                    end,
                    _LACKING[need],
                    {"section": report.name},
                    paragraph=paragraph,
                )


_LACKING = {
    "时段": N_("“{section}”里没有写明时间"),
    "数字": N_("“{section}”里没有数字，应写明件数、次数、比例等"),
    "领起语": N_("“{section}”里没有引出下文的话，如“现将有关情况报告如下”"),
    "分条": N_("“{section}”没有分条写"),
    "逐条答复": N_("“{section}”应对所提建议逐条答复"),
}


def _opens_item(text: str, position: int) -> bool:
    """Whether words stand at the beginning of an item of a list: 二是加强督查，…."""
    stop = max(text.rfind(mark, 0, position) for mark in "。；;：:\v\n")
    return _ITEM().match(text, stop + 1, position + 1) is not None


_ITEM = LazyPattern(
    r"[ \u3000\t]{0,9}(?:[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九十]|[（(]\w{1,2}[）)]"
    r"|\d{1,2}[.、．]|首先|其次|再次|最后|此外|同时|另外)[^。；;：:\n]{0,12}$"
)


def is_known(draft: Draft) -> bool:
    """Whether it is known what a draft has to hold: its genre is, or it calls itself 总结.

    述职报告, 情况汇报 and what only reads like a summary may be something else, with sections of
    its own and no signature.
    """
    if draft.detection.genre is not None:
        return True
    frame = draft.frame
    if frame.title:
        title = "".join(frame.title.split())
        return any(name in title for name in _NAMES)
    return any(f"{name}如下" in p.text for p in frame.body[:2] for name in _NAMES)


def belongs_at(section: Section, draft: Draft) -> tuple[Paragraph, int]:
    """Where a missing section belongs: a paragraph, and the offset behind its last character."""
    if section.place in ("recipient", "lead"):
        return _behind_title(draft, section)
    found = draft.alignment.anchors.get(section.id) if draft.alignment is not None else None
    paragraph = found or draft.paragraphs[-1]
    return paragraph, len(paragraph.text.rstrip(SPACE))


def _is_likely(draft: Draft) -> bool:
    """Whether one genre is more likely than others, though not sure."""
    detection = draft.detection
    return detection.nearest is not None and detection.confidence >= UNLIKELY


def _missing(draft: Draft, section_id: str) -> bool:
    return any(s.id == section_id and s.required and s.state == "missing" for s in draft.sections)


def _behind_title(draft: Draft, section: Section) -> tuple[Paragraph, int]:
    """The end of the title (of the address, for a lead), or the beginning of a draft without."""
    frame = draft.frame
    if section.place == "lead":
        for report in draft.sections:
            if report.id == "recipient" and report.paragraph is not None:
                paragraph = draft.document.paragraphs[report.paragraph - 1]
                return paragraph, len(paragraph.text.rstrip(SPACE))
    if frame.body:
        before = frame.body[0].number - 1
        for paragraph in reversed(draft.document.paragraphs[draft.first - 1 : before]):
            if paragraph.text.strip(SPACE):
                return paragraph, len(paragraph.text.rstrip(SPACE))
        return frame.body[0], 0
    return draft.paragraphs[0], 0


def _end(draft: Draft) -> tuple[Paragraph, int]:
    """The end of the body: signature and date belong behind it."""
    paragraph = draft.frame.body[-1] if draft.frame.body else draft.paragraphs[-1]
    return paragraph, len(paragraph.text.rstrip(SPACE))


def preceding(section: Section, draft: Draft) -> str:
    """The name of the section behind which one belongs: the nearest earlier one that is there."""
    outline, alignment = draft.outline, draft.alignment
    assert outline is not None
    assert alignment is not None
    there: dict[str, SectionReport] = {
        s.id: s for s in alignment.sections if s.state not in ("missing", "misplaced")
    }
    name = ""
    for other in outline.sections:
        if other.id == section.id:
            break
        if other.id in there and other.place not in ("head", "title", "lead", "signature", "date"):
            name = other.name
    return name


def _heading_for(section: Section, draft: Draft) -> str:
    """A heading to write, with the next number where the section comes last."""
    values = [
        mark.value
        for heading in draft.headings
        if (mark := mark_of(heading.paragraph)) is not None and mark.family == 1
    ]
    if section.place != "plan" or not values or not 0 < values[-1] < 10:
        return section.name
    return f"{_DIGITS[values[-1] + 1]}、{section.name}"


RULES = (
    MissingSection,
    EmptySection,
    MisplacedSection,
    UnheadedSection,
    MissingTitle,
    MissingSignature,
    MissingDate,
    UncertainGenre,
    IncompleteSection,
)
