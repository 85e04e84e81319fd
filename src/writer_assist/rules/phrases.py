"""PB: usual phrases for a section still to be written, standard wording for what is weak.

The phrases are the phrasebank's (``phrasebank/*.toml`` and the office's own files): what a
phrase replaces there is found here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from writer_assist import compiled
from writer_assist.document.structure import SPACE
from writer_assist.i18n import N_

from .base import DraftRule, Edit, Fix, Hit
from .draft_text import DraftTextRule
from .outline import belongs_at, is_known
from .tables.scan import Found, Index, without_overlaps
from .wording import is_spoken

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft
    from writer_assist.outline.genres import Outline, Section
    from writer_assist.outline.sections import SectionReport

_SCHEMA = 1
"""Of the compiled form; to be raised with it."""

_MOST_SECTIONS = 3
_MOST_WORDINGS = 5
"""Of one draft: more is not read."""

_MOST_PHRASES = 3

_THIN = 0.25
_SENTENCE = 30
"""A section is hardly written that is shorter than this (code points), and has less than that
share of the length usual at least."""

_SENTENCE_ENDS = "。；！？\n"
_HEADING_ENDS = "。：:】*#"


class UnwrittenSection(DraftRule):
    """部分还没有写，或者只写了一句

    检查什么

    文种要求有的部分缺了，只有标题没有内容，或者不到三十个字，只有一句。给出这一部分常用的几种说法，可以照着写起；
    花括号里的是要填的内容。一篇最多提示三处。

    为什么

    知道缺什么，还要知道怎么写。常用的说法都在常用语库里，用 `writer-assist suggest` 可以看到更多。

    错误示例

    - 青山县政协办公室2024年工作总结
      一年来，办公室在县政协党组领导下，圆满完成了各项任务，现将工作总结如下。
      一、加强政治建设
      坚持每周集中学习，党支部生活正常，干部作风、廉政纪律常抓不懈。
      二、做好办文办会和宣传
      起草文稿八十件，筹备会议二十次，报送信息四十条，协助开展调研六次，搞好接待和后勤。
      三、存在的问题
      文稿质量还不高，主动谋划不够，与基层联系偏少，信息报送的时效性也有待提高。⟦⟧
    - 青山县水利局关于解决管网改造经费的请示
      县人民政府：
      因供水管网老化，去年以来爆管十二次，根据工程预算，拟改造管网八公里，申请解决经费六十万元。⟦⟧
      青山县水利局
      2024年9月12日
    - 绿水镇党政办公室2024年工作总结
      一、办文办会
      全年收发文件六百件，承办会议三十次，起草材料四十五篇，没有发生差错。
      二、督查后勤
      督查事项四十件，全部办结；坚持二十四小时值班，接待来访群众二百人次。
      三、⟦存在的问题⟧
      信息不多。
      四、下一步打算
      加强学习，提高服务水平，力争信息工作进入全县前列，办好各类会议。
    - 绿水镇党政办公室2024年工作总结
      一、办文办会
      全年收发文件六百件，承办会议三十次，起草材料四十五篇，没有发生差错。
      二、督查后勤
      督查事项四十件，全部办结；坚持二十四小时值班，接待来访群众二百人次。
      三、存在的问题⟦⟧
      四、下一步打算
      加强学习，提高服务水平，力争信息工作进入全县前列，办好各类会议。

    正确示例

    - 绿水镇党政办公室2024年工作总结
      一、办文办会
      全年收发文件六百件，承办会议三十次，起草材料四十五篇，没有发生差错。
      二、督查后勤
      督查事项四十件，全部办结；坚持二十四小时值班，接待来访群众二百人次。
      三、存在的问题
      信息数量不多，质量不高，被县里采用的只有六条；督查之后跟踪问效不够，个别事项落实较慢。
      四、下一步打算
      加强学习，提高服务水平，力争信息工作进入全县前列，办好各类会议。
    - 青山县水利局关于解决管网改造经费的请示
      县人民政府：
      因供水管网老化，去年以来爆管十二次，根据工程预算，拟改造管网八公里，申请解决经费六十万元。
      妥否，请批示。
      青山县水利局
      2024年9月12日
    - 在全县水利工作会议上的讲话
      同志们：
      今天我讲三点意见。
    """

    code = "PB001"
    name = "unwritten-section"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The place of a missing or empty section, or the heading of one hardly written."""
        outline, alignment = draft.outline, draft.alignment
        if outline is None or alignment is None or not is_known(draft):
            return
        told = 0
        for report in alignment.sections:
            section = outline.section(report.id)
            if not report.required or section.place in FRAME or told == _MOST_SECTIONS:
                continue
            own = alignment.headings.get(report.id, ())
            if report.state == "missing" or (report.state == "empty" and own):
                if own:  # behind the heading, which the rule about empty sections marks
                    paragraph, offset = own[0].paragraph, own[0].end
                else:
                    paragraph, offset = belongs_at(section, draft)
                phrases = self._phrases(draft, section)
                if phrases:
                    told += 1
                    yield Hit(
                        offset,
                        offset,
                        N_("“{section}”常用的说法如下，可以照着写起"),
                        {"section": section.name},
                        suggestions=phrases,
                        paragraph=paragraph,
                    )
            elif (count := written(draft, section, report)) is not None:
                phrases = self._phrases(draft, section)
                if phrases:
                    assert section.length is not None
                    told += 1
                    yield Hit(
                        own[0].start,
                        own[0].end,
                        N_("“{section}”只写了 {count} 个字，一般不少于 {least} 字；常用的说法如下"),
                        {
                            "section": section.name,
                            "count": count,
                            "least": section.length[0],
                        },
                        suggestions=phrases,
                        paragraph=own[0].paragraph,
                    )

    def _phrases(self, draft: Draft, section: Section) -> tuple[str, ...]:
        assert draft.outline is not None
        return _usual_phrases(draft.outline, section.id, self.office.phrasebank)


def written(draft: Draft, section: Section, report: SectionReport) -> int | None:
    """How many code points a section has that is there and hardly written; None for others."""
    alignment = draft.alignment
    if alignment is None or report.state != "present" or not section.length or not section.headed:
        return None
    count = 0
    least = min(_SENTENCE, _THIN * section.length[0])
    for heading in alignment.headings.get(report.id, ()):
        count += len(heading.paragraph.text[heading.end :].strip(SPACE + _HEADING_ENDS))
        for paragraph in draft.paragraphs_below(heading):
            if count >= least:
                break
            count += len(paragraph.text)
    return count if 0 < count < least else None


FRAME = frozenset({"head", "title", "recipient", "signature", "date", "note"})
"""The places of sections that hold no sentences."""


class WeakWording(DraftTextRule):
    """口语、夸大和不规范的说法

    检查什么

    公文里不用的口头语、网络用语、过头话和走样的固定提法，常用语库里有规范的说法可以代替。
    引号里整句的话、已经写了规范说法的句子不报；一篇最多提示五处，同一个说法只提示一次。

    为什么

    公文用书面语，用词庄重、准确，不夸张。为什么要改，每一条都写明了理由。

    错误示例

    - 青山县政协办公室2024年工作总结
      一、主要工作
      我们⟦搞了个座谈会⟧，听取各方面意见。
    - 青山县政协办公室2024年工作总结
      一、主要工作
      对群众反映的事情⟦挨个落实⟧，件件有回音。
    - 青山县政协办公室2024年工作总结
      一、存在的问题
      个别单位⟦互相甩锅⟧，工作推进缓慢。

    正确示例

    - 青山县政协办公室2024年工作总结
      一、主要工作
      我们召开了座谈会，听取各方面意见。
    - 青山县政协办公室2024年工作总结
      一、主要工作
      有委员说：“大家挨个落实，总能办成。”对群众反映的事情逐项落实。
    - 青山县政协办公室2024年工作总结
      一、存在的问题
      个别单位推卸责任，工作推进缓慢。
    """

    code = "PB002"
    name = "weak-wording"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield the wordings that a phrase of the bank replaces."""
        return islice(self.all(text, draft), _MOST_WORDINGS)

    def all(self, text: str, draft: Draft) -> Iterator[Hit]:
        """All of them, each once."""
        index, scopes = _weak(self.office.phrasebank)
        document = draft.document
        found = without_overlaps(
            [*index.find(text, document.bigrams, document.characters, draft.year or 0)]
        )
        told: set[str] = set()
        for one in found:
            wording, standard = text[one.start : one.end], one.replacements[0]
            if (
                wording in told
                or not _in_scope(scopes[one.rule], draft)
                or _is_part_of_number(text, one)
                or any(standard in part for part in _around(text, one))
                or is_spoken(text, one.start, one.end)
            ):
                continue
            told.add(wording)
            yield Hit(
                one.start,
                one.end,
                N_("“{text}”宜写作“{replacement}”：{reason}"),
                {"text": wording, "replacement": standard, "reason": one.reason},
                (Fix((Edit(one.start, one.end, standard),)),),
            )


def _is_part_of_number(text: str, found: Found) -> bool:
    """Whether the wording begins within a number: 20几件 in 120几件."""
    return text[found.start].isdecimal() and text[found.start - 1 : found.start].isdecimal()


def _around(text: str, found: Found) -> tuple[str, str]:
    """What stands before and behind a wording in its sentence."""
    begin = max(text.rfind(mark, 0, found.start) for mark in _SENTENCE_ENDS) + 1
    ends = [end for mark in _SENTENCE_ENDS if (end := text.find(mark, found.end)) >= 0]
    return text[begin : found.start], text[found.end : min(ends, default=len(text))]


def _in_scope(genres: Sequence[str], draft: Draft) -> bool:
    """Whether a phrase belongs to a draft's genre; to one that is not known only if to any."""
    if not genres:
        return True
    if draft.outline is None:
        return False
    from writer_assist.phrasebank import scopes

    return scopes.of_outline(draft.outline).fit(genres) >= scopes.ANYWHERE


def _usual_phrases(outline: Outline, section_id: str, files: tuple[str, ...]) -> tuple[str, ...]:
    """The usual phrases of a section, the best few."""
    if not outline.own_file:
        return _usual(files).get((outline.id, section_id), ())
    from writer_assist.phrasebank import for_section

    return tuple([p.text for p in for_section(outline, section_id, _MOST_PHRASES, files)])


@lru_cache(maxsize=4)
def _usual(files: tuple[str, ...]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The usual phrases of each section of the built-in genres, by ids of genre and section.

    To load all phrases for three of them would take as long as all rules do.
    """
    from writer_assist.outline.genres import builtin_outlines, outline_files, templates_folder
    from writer_assist.phrasebank.banks import builtin_files

    def build() -> dict[tuple[str, str], tuple[str, ...]]:
        from writer_assist.phrasebank import for_section

        return {
            (outline.id, section.id): tuple([p.text for p in phrases])
            for outline in builtin_outlines().values()
            for section in outline.sections
            if (phrases := for_section(outline, section.id, _MOST_PHRASES, files))
        }

    sources = [*files, *builtin_files(), *outline_files(templates_folder())]
    return compiled.load("usual-phrases", sources, build, _SCHEMA)


@lru_cache(maxsize=4)
def _weak(files: tuple[str, ...]) -> tuple[Index, Sequence[Sequence[str]]]:
    """The index of the wordings that phrases replace, and the genres of each of these phrases."""
    from writer_assist.phrasebank.banks import builtin_files

    sources = [*files, *builtin_files()]

    @cache
    def both() -> tuple[dict[str, Any], list[bytes]]:
        return _build(files)

    def hot() -> dict[str, Any]:
        entries()  # keep that as well, now that it is made
        return both()[0]

    @cache
    def entries() -> list[bytes]:
        return compiled.load("weak-entries", sources, lambda: both()[1], _SCHEMA)

    kept: Mapping[str, Any] = compiled.load("weak-wordings", sources, hot, _SCHEMA)
    return Index(kept["index"], entries), kept["genres"]


def _build(files: Sequence[str]) -> tuple[dict[str, Any], list[bytes]]:
    """The compiled form: an entry (see tables.scan.Entry) for each phrase that replaces others."""
    import marshal

    from writer_assist.phrasebank import bank

    from .tables.build import Builder

    phrases = bank(files).phrases
    texts = [phrase.text for phrase in phrases]
    builder = Builder("\n".join(texts))
    genres: list[tuple[str, ...]] = []
    for phrase in phrases:
        if not phrase.replaces:
            continue
        data = {
            "不算": [text for text in texts if any(v in text for v in phrase.replaces)],
            "理由": phrase.reason,
            "自": phrase.since or None,
            "至": phrase.until or None,
        }
        builder.add(len(genres), data, phrase.replaces, "", (), (phrase.text,))
        builder.look_for(phrase.replaces)
        genres.append(tuple(phrase.genres))
    index = builder.index(lambda _: True)
    return {"index": index, "genres": genres}, [marshal.dumps(e) for e in builder.entries]


RULES = (UnwrittenSection, WeakWording)
