"""CS008 to CS010: the years of the title, the body, its plans and the date must fit together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_
from writer_assist.outline.year import years_in
from writer_assist.records import NamedTuple

from ..base import DraftRule, Hit, LazyPattern

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_SUMMARIES = ("总结", "小结", "述职", "履职报告", "履职情况", "工作汇报", "情况报告", "情况汇报",
              "情况的报告", "情况的汇报", "工作回顾")  # fmt: skip
_PLANS = ("计划", "打算", "要点", "思路", "安排", "展望", "目标任务", "工作重点")
# A speech at the summing-up of one year is given in the next; an assembly's report of 2024 (工作报告)
# looks back on 2023; with several years it is not clear which one is meant.
_SPECIAL = (
    "整改", "巡察", "审计", "决算", "规划", "评估", "调研", "考察", "视察", "通知", "方案", "通报", "办法", "考核",
    "讲话", "发言", "大会", "会议上", "会上", "主持", "致辞", "动员", "工作报告", "任期", "以来", "年来", "五年", "三年",
    "两年", "近年", "本届", "上届", "换届", "届满",
)  # fmt: skip
_PARTIAL = ("半年", "季度", "月", "阶段", "学年", "学期")
_YEAR = r"(?P<year>(?:19[5-9]|20[0-4])[0-9]|二[〇○零][〇○零一二三四五][〇○零一二三四五六七八九])"
_REPORTED = LazyPattern(
    rf"现(?:将|就)[^，。；：\n]{{0,16}}?{_YEAR}(?=年)[^。；：\n]{{0,40}}?(?:总结|汇报|报告|述职)(?:如下|于后)"
)
_OPENING = LazyPattern(
    rf"[ \u3000\t]*(?:[^，。；：、\n]{{0,20}}?(?<![自从于至]))?{_YEAR}年(?:度)?(?:，|是)"
)
_DONE = LazyPattern(
    rf"^{_YEAR}年(?:度)?(?:的)?(?:主要)?(?:工作|履职|提案办理)?(?:总结|小结|回顾|开展情况|完成情况|情况|主要工作|主要成效)"
)
_PLANNED = LazyPattern(
    rf"^(?:下一步|下步|关于)?{_YEAR}年(?:度)?(?:的)?(?:主要|重点)?(?:工作)?(?:的)?(?:初步)?(?:计划|打算|安排|思路|要点|重点|目标|展望|努力方向|谋划|设想)"
)
_RELATIVE = LazyPattern(rf"(?P<word>去年|今年|明年)[（(]{_YEAR}年?[）)]")
_RELATIVE_PAIR = bigram("年（")
_DATE = LazyPattern(rf"{_YEAR}年(?P<month>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月")
_MONTHS = {"1": 1, "01": 1, "2": 2, "02": 2, "一": 1, "二": 2}


class _Subject(NamedTuple):
    """What the title says: the year summed up, and whether it is only a part of that year."""

    year: int
    partial: bool
    plan: bool


def _subject(draft: Draft) -> _Subject | None:
    """The year that the title names for a summary or a plan; None where that is not clear."""
    title = draft.title_text
    if "年" not in title or any(word in title for word in _SPECIAL):
        return None
    years = years_in(title)
    planned = any(word in title for word in _PLANS)
    summed = any(word in title for word in _SUMMARIES)
    if not years or not (planned or summed):
        return None
    partial = any(word in title for word in _PARTIAL)
    if len(set(years)) == 1:
        # 2024年工作总结和下年打算 sums up 2024; 2024年工作计划 plans it.
        return _Subject(years[0], partial, planned and not summed)
    if years == [years[0], years[0] + 1] and planned and summed:
        return _Subject(years[0], partial, plan=False)
    return None


class WrongYearInBody(DraftRule):
    """正文的年份与标题不一致。

    检查什么

    标题是某一年的总结，正文开头“现将××年工作总结如下”“××年，……”或者小标题“××年工作总结”却是另一年；
    括号里注明的“去年（2023年）”“今年（2024年）”与标题的年份对不上。

    为什么

    用往年的稿子改写，标题改了年份，正文没有改。

    错误示例

    - 青山县政协办公室2024年工作总结
      一年来，办公室围绕中心、服务大局，现将⟦2023年⟧工作总结如下：
      一、加强学习
      集中学习十二次。
    - 绿水镇党政办公室2024年工作总结
      ⟦2022年⟧，党政办公室在镇党委的领导下，完成了各项任务。
      一、办文办会
      承办会议六十次。
    - 青山县水利局2024年工作总结和2025年工作打算
      一、⟦2023年⟧工作总结
      修复塘坝六座。
      二、2025年工作打算
      新建塘坝两座。

    正确示例

    - 青山县政协办公室2024年工作总结
      2024年，办公室围绕中心、服务大局，现将2024年工作总结如下：
      一、加强学习
      集中学习十二次，比2023年多两次。
    - 青山县水利局2024年工作总结和2025年工作打算
      一、2024年工作总结
      修复塘坝六座。
      二、2025年工作打算
      新建塘坝两座。
    - 青山县政协2024年度工作报告
      2021年以来，县政协连年被评为先进。2024年，常委会团结带领全体委员履职尽责。
    """

    code = "CS008"
    name = "wrong-year-in-body"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The year, with 年."""
        subject = draft.memo(_subject)
        if subject is None or subject.plan:
            return
        year = subject.year
        lead = _lead(draft)
        own = f"{year}年"
        stated = any(own in paragraph.text for paragraph in lead)
        for index, paragraph in enumerate(lead):
            text = paragraph.text
            match = _REPORTED().search(text) if "现将" in text or "现就" in text else None
            if match is None and not index and not stated:
                match = _OPENING().match(text)
                if match and any(year in years_in(p.text) for p in lead):
                    match = None
            if match and _number(match["year"]) != year:
                yield _year_hit(paragraph, match.start("year"), year)
        for heading in draft.headings:
            text = heading.text
            if "年" in text and (match := _DONE().match(text)) and _number(match["year"]) != year:
                yield _year_hit(heading.paragraph, heading.start + match.start("year"), year)
        if _RELATIVE_PAIR in draft.document.bigrams:
            yield from _relative(draft, year)


def _relative(draft: Draft, year: int) -> Iterator[Hit]:
    dated = draft.frame.date
    # 今年 of a summary written in January may be the year of the date.
    bases = {year, *(years_in(dated.text) if dated else ())}
    for paragraph in draft.paragraphs:
        if "年（" not in paragraph.text:
            continue
        for match in _RELATIVE().finditer(paragraph.text):
            shift = ("去年", "今年", "明年").index(match["word"]) - 1
            if _number(match["year"]) - shift not in bases:
                end = match.end("year")
                yield Hit(
                    match.start("year"),
                    end + paragraph.text.startswith("年", end),
                    N_("标题是{year}年的，“{word}”不是{found}年，请核对"),
                    {"year": year, "word": match["word"], "found": match["year"]},
                    paragraph=paragraph,
                )


def _year_hit(paragraph: Paragraph, start: int, year: int) -> Hit:
    text = paragraph.text
    end = text.index("年", start) + 1
    return Hit(
        start,
        end,
        N_("标题是{year}年的，这里却是“{found}”，请核对"),
        {"year": year, "found": text[start:end]},
        suggestions=(f"{year}年",),
        paragraph=paragraph,
    )


def _lead(draft: Draft) -> list[Paragraph]:
    """The body's paragraphs before its first heading, at most four."""
    found: list[Paragraph] = []
    for paragraph in draft.frame.body[:8]:
        if paragraph.level is not None or len(found) == _LEAD:
            break
        if paragraph.text.strip():
            found.append(paragraph)
    return found


_LEAD = 4


def _number(text: str) -> int:
    """A year in either way of writing."""
    return years_in(text + "年")[0]


class DoubtfulPlanYear(DraftRule):
    """打算的年份不是下一年。

    检查什么

    标题是某一年的总结，小标题里的工作打算、计划却不是下一年的：2023年的总结里写“2025年工作打算”或者“2023年工作打算”。

    为什么

    一年的总结后面跟的是下一年的打算，别的年份多半是没有改过来。

    错误示例

    - 青山县政协办公室2023年工作总结
      一、主要工作
      集中学习十二次。
      二、⟦2025年⟧工作打算
      继续抓好学习。
    - 绿水镇党政办公室2024年工作总结
      一、办文办会
      承办会议六十次。
      二、⟦2024年⟧工作计划
      健全制度。
    - 绿水镇政协联络组2024年度工作总结
      一、学习
      学习六次。
      二、⟦2023年⟧重点工作安排
      办好委员之家。

    正确示例

    - 青山县政协办公室2023年工作总结
      一、主要工作
      集中学习十二次。
      二、2024年工作打算
      继续抓好学习。
    - 绿水镇党政办公室2024年上半年工作总结
      一、办文办会
      承办会议六十次。
      二、2024年下半年工作计划
      健全制度。
    - 青山县政协办公室2024年工作计划
      一、2024年工作重点
      集中学习十二次。
    """

    code = "CS009"
    name = "doubtful-plan-year"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The year, with 年."""
        subject = draft.memo(_subject)
        if subject is None or subject.plan or subject.partial:
            return
        for heading in draft.headings:
            text = heading.text
            if "年" not in text or (match := _PLANNED().match(text)) is None:
                continue
            if any(word in text for word in ("完成", "落实", "执行", "情况", "回顾")):
                continue  # 2024年目标完成情况 looks back
            if _number(match["year"]) != subject.year + 1:
                start = heading.start + match.start("year")
                end = heading.paragraph.text.index("年", start) + 1
                yield Hit(
                    start,
                    end,
                    N_("标题是{year}年的总结，打算一般是{next}年的，这里是“{found}”"),
                    {
                        "year": subject.year,
                        "next": subject.year + 1,
                        "found": heading.paragraph.text[start:end],
                    },
                    suggestions=(f"{subject.year + 1}年",),
                    paragraph=heading.paragraph,
                )


class WrongYearOfDate(DraftRule):
    """成文日期的年份与标题不合。

    检查什么

    总结的成文日期早于所总结的那一年，晚于次年，或者就在那一年的一二月；计划、要点的成文日期晚于所计划的那一年，
    或者早了一年以上。上半年、季度的总结不查一二月。

    为什么

    年度总结写于当年年底或次年年初。新年里落款，最容易写成旧的年份。

    错误示例

    - 青山县政协办公室2024年工作总结
      一年来，各项工作取得新进展。
      青山县政协办公室
      ⟦2023年⟧12月25日
    - 绿水镇党政办公室2024年工作总结
      一年来，各项工作取得新进展。
      绿水镇党政办公室
      ⟦2024年⟧1月5日
    - 青山县政协2024年工作要点
      全年办好四件事。
      青山县政协办公室
      ⟦2025年⟧2月1日

    正确示例

    - 青山县政协办公室2024年工作总结
      一年来，各项工作取得新进展。
      青山县政协办公室
      2025年1月5日
    - 青山县政协2024年工作要点
      全年办好四件事。
      青山县政协办公室
      2023年12月28日
    - 关于2021年巡察反馈意见整改情况的报告
      各项整改任务已经完成。
      青山县水利局
      2024年3月1日
    """

    code = "CS010"
    name = "wrong-year-of-date"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The year, with 年."""
        paragraph = draft.frame.date
        if paragraph is None or paragraph is draft.title:
            return
        subject = draft.memo(_subject)
        if subject is None:
            return
        match = _DATE().search(paragraph.text)
        if match is None:
            return
        year = _number(match["year"])
        if subject.plan:
            if subject.year - 1 <= year <= subject.year:
                return
            message = N_("标题是{year}年的，成文日期却在{found}，请核对")
        elif year < subject.year or year > subject.year + 1:
            message = N_("标题是{year}年的，成文日期却在{found}，请核对")
        elif year == subject.year and match["month"] in _MONTHS and not subject.partial:
            message = N_("{year}年的总结，成文日期却在{found}{month}月，应是次年，请核对")
        else:
            return
        start = match.start("year")
        end = match.end("year") + 1
        yield Hit(
            start,
            end,
            message,
            {"year": subject.year, "found": paragraph.text[start:end], "month": match["month"]},
            paragraph=paragraph,
        )
