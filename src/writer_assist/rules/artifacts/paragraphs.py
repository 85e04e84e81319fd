"""AR003 and AR012: what pages did to paragraphs: page numbers and line ends inside the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from writer_assist.document.model import pair_of
from writer_assist.i18n import N_

from ..base import DraftRule, Edit, Fix, Hit, LazyPattern
from ..draft_text import DraftTextRule, ParagraphBounds, covered, in_order
from ..gates import matches, pairs
from ..marks.context import is_han

if TYPE_CHECKING:
    from writer_assist.document.model import Paragraph
    from writer_assist.outline.draft import Draft

_DASH = "—－–―\\-─"
_PAGE_LINE = LazyPattern(
    r"[ \t\u3000]{0,40}(?P<mark>"
    rf"[{_DASH}]{{1,2}}[ \u3000]{{0,2}}\d{{1,3}}[ \u3000]{{0,2}}[{_DASH}]{{1,2}}"
    r"|第[ \u3000]?\d{1,3}[ \u3000]?页[ \u3000，,/／]{0,4}(?:[共总][ \u3000]?\d{1,3}[ \u3000]?页)?"
    r"|共[ \u3000]?\d{1,3}[ \u3000]?页[ \u3000，,/／]{0,4}(?:第[ \u3000]?\d{1,3}[ \u3000]?页)?"
    r"|[Pp]age[ ]?\d{1,3}(?:[ ]?of[ ]?\d{1,3})?"
    r"|[·•][ ]?\d{1,3}[ ]?[·•]"
    r"|\d{1,3}[ ]?[/／][ ]?\d{1,3}"
    r"|[（(]第[ ]?\d{1,3}[ ]?页[ ]?[/／，,][ ]?共[ ]?\d{1,3}[ ]?页[)）]"
    rf"|[={_DASH}]{{3,40}}[ ]?[Pp]age[ ]?\d{{1,3}}[ ]?[={_DASH}]{{3,40}}"
    rf"|[={_DASH}]{{2,40}}分页符[={_DASH}]{{2,40}}"
    r")[ \t\u3000]{0,40}$"
)
_PAGE_INSIDE = LazyPattern(
    r"[—－–─-][ \u3000]{1,2}\d{1,3}[ \u3000]{1,2}[—－–─-]|[—－]\d{1,3}[—－]"
    r"|第[ \u3000]?\d{1,3}[ \u3000]?页[ \u3000/／]{0,4}共[ \u3000]?\d{1,3}[ \u3000]?页"
)
_BEFORE_PAGE = "，。；：、”》）"
_AFTER_PAGE = "，。；“《（\n\v"
_LONGEST_PAGE_LINE = 60
_PAGE_ENDS = "0123456789页)）·• \t\u3000=—－–―─-"
_LINE_END = LazyPattern(f"[{_PAGE_ENDS}](?=\n)")
_LINE_END_PAIRS = pairs(_PAGE_ENDS, "\n")
_SIGNS = "—－–─-第"
"""What a page number inside a paragraph begins with."""
_DIGITS = "0123456789０１２３４５６７８９"
_SIGN_PAIRS = pairs("—－–─-", " \u3000") | pairs("—－", _DIGITS) | pairs("第", " \u3000" + _DIGITS)
_FORM_HEADERS = ("公文用纸", "公文处理笺", "发文稿纸", "公文稿纸", "收文处理笺", "文件处理单", "发文处理笺", "稿纸")  # fmt: skip
_SPACES = (" ", "\u3000", "\xa0", "\t")
_FORM_PAIRS = pairs(_SPACES, "纸笺单")
_LONE_NUMBER = LazyPattern(r"(?P<mark>\d{1,3})[ \t\u3000]{0,40}")
_MARKER = LazyPattern(
    rf"[ \t\u3000]*(?:[{_DASH}]{{0,2}}[ ]?\d{{1,3}}[ ]?[{_DASH}]{{0,2}}|第 ?\d{{1,3}} ?页.{{0,12}})[ \t\u3000]*$"
)


class PageMarker(DraftTextRule):
    """正文里混进了页码

    检查什么

    正文当中的“— 3 —”“第 3 页 共 7 页”，以及“公 文 用 纸”一类的稿纸抬头。页眉页脚里的页码不算。

    为什么

    从PDF和扫描件里复制文字时，页码会跟着进来，把一句话拦腰截断。

    错误示例

    - 我们要认真履行职能，
      ⟦— 3 —⟧
      积极建言献策。
    - ⟦第 3 页 共 7 页⟧
    - 会议强调⟦— 12 —⟧要加强协商成果转化。
    - 抓好学习培训，提升履职⟦第2页 共5页⟧能力。
    - ⟦公 文 用 纸⟧

    正确示例

    - 工作报告第3页第二段的数据作了更正，全书共270页。
    - 2021—2023年，工期分三段：第1—3—5标段同时开工。
    - 比赛结果为3 : 2，完成率为3/5。
    - 稿纸和公文用纸由办公室统一采购。
    - —2024年工作总结—
    """

    code = "AR003"
    name = "page-marker"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """Yield page numbers that stand in the body."""
        bigrams = draft.document.bigrams
        hits = [
            *_page_lines(text, _LINE_END_PAIRS & bigrams),
            *_pages_inside(text, _SIGN_PAIRS & bigrams),
        ]
        if not _FORM_PAIRS.isdisjoint(bigrams) and ("纸" in text or "笺" in text):
            hits += _form_headers(text)
        if not hits:
            return
        base = draft.document.starts[draft.first - 1]
        for hit in in_order(hits):
            paragraph, start = draft.document.locate(base + hit.start)
            end = start + hit.end - hit.start
            # Headers and footers are where page numbers belong; a computed one is on purpose.
            if paragraph.story in ("body", "text-box") and not covered(
                paragraph, "field", start, end
            ):
                yield hit


def _page(text: str, start: int, end: int) -> Hit:
    return Hit(
        start,
        end,
        N_("“{text}”是混进正文的页码，应当删去"),
        {"text": text[start:end]},
        (Fix((Edit(start, end, ""),)),),
    )


def _page_lines(text: str, found: frozenset[int]) -> Iterator[Hit]:
    """Page numbers in a line of their own; ``found`` are the ends that such a line has."""
    ends = [match.end() for match in matches(_LINE_END, text, found, 0)] if found else []
    if text and text[-1] in _PAGE_ENDS:
        ends.append(len(text))
    for end in ends:
        start = text.rfind("\n", max(0, end - _LONGEST_PAGE_LINE - 1), end) + 1
        if start == 0 and end > _LONGEST_PAGE_LINE:
            continue
        match = _PAGE_LINE().match(text, start, end)
        if match:
            yield _page(text, *match.span("mark"))
        # A mere number may be many things; here it parts a sentence.
        elif end < len(text) and start >= 22 and is_han(text[start - 2]):
            match = _LONE_NUMBER().fullmatch(text, start, end)
            if match and text.rfind("\n", start - 22, start - 1) < 0:
                yield _page(text, start, match.end("mark"))


def _pages_inside(text: str, found: frozenset[int]) -> Iterator[Hit]:
    # Tried where such a marker can begin, rather than everywhere: nearly every footer of a
    # DOCX holds a dash. ``found`` are the beginnings that occur.
    signs = {pair_of(pair)[0] for pair in found}
    for sign in _SIGNS:
        if sign not in signs:
            continue
        position = text.find(sign)
        while position >= 0:
            match = _PAGE_INSIDE().match(text, position)
            if match and _is_inside(text, *match.span()):
                yield _page(text, *match.span())
            position = text.find(sign, match.end() if match else position + 1)


def _is_inside(text: str, start: int, end: int) -> bool:
    left = text[max(0, start - 8) : start].rstrip(" \u3000")[-1:] or "\n"
    right = text[end : end + 8].lstrip(" \u3000")[:1] or "\n"
    return (is_han(left) or left in _BEFORE_PAGE) and (is_han(right) or right in _AFTER_PAGE)


def _form_headers(text: str) -> Iterator[Hit]:
    paragraphs = ParagraphBounds(text)
    for sign in "纸笺单":
        position = text.find(sign)
        while position >= 0:
            if text[position - 1 : position] not in _SPACES:
                position = text.find(sign, position + 1)
                continue
            begin, stop = paragraphs.at(position)
            line = text[begin:stop].strip()
            plain = "".join(line.split())
            spaced = len(line) >= 2 * len(plain) - 1
            if len(line) <= 60 and plain.endswith(_FORM_HEADERS) and spaced and len(plain) <= 16:
                start = text.index(line, begin)
                yield Hit(
                    start,
                    start + len(line),
                    N_("“{text}”是稿纸的抬头，不属于正文，应当删去"),
                    {"text": line},
                    (Fix((Edit(start, start + len(line), ""),)),),
                )
            position = text.find(sign, stop)


_NUMBERED = LazyPattern(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十百\d]{1,4}[章节条款项部分、，]|[①-⑳❶-❿⒈-⒛㈠-㈩]"
    r"|[一二三四五六七八九十]{1,2}是|其[一二三四五六七八九十]|[首其再]先?次?[，、]|最后|[-*•·●○■□▪◆◇★☆※☐☑]"
    r"|附件|附[:：]|注[:：]|（|\(|【|\[|联系人|联系电话|抄送|主送|印发|此致|敬礼|特此"
)
_OPENERS = (
    "一年来", "今年", "去年", "近年", "本年", "当年", "全年", "年初", "年内", "下一步", "下步", "下年", "明年", "来年", "同时", "此外",
    "另外", "目前", "当前", "为此", "因此", "总之", "总的", "总体", "首先", "其次", "第一", "第二", "第三", "截至", "截止", "现将",
    "现就", "以上", "各位", "同志们", "回顾", "展望", "然而", "但是", "尽管", "虽然", "我们", "我局", "我办", "我县", "我镇", "我单位",
    "会议", "各乡镇", "各单位", "各部门", "通过", "根据", "按照", "围绕", "为了", "为进一步", "为深入", "本人", "作为", "在过去",
    "过去", "随着", "自", "近日", "日前", "据", "如", "例如", "比如", "其中", "主要", "具体", "谢谢", "中共", "政协", "中国人民政治协商会议",
)  # fmt: skip
_CONTINUES = tuple("的了地得着过等和与及或而并且呢吗们性化员者度率量")
_DANGLING = "的和而不各每把被或更最很让该且虽若"
"""Characters that neither a sentence nor a heading ends with."""
_NOT_CONTINUES = ("地方", "等级", "性别", "员工", "和谐", "化解", "过去", "得益", "率先", "与会", "并购", "与此", "或者说", "度过")  # fmt: skip
_BLANK = " \t\u3000"
_ENDS = frozenset("。！？!?…；;：:”’）)》】〕.~～—")
_GREETINGS = (
    "尊敬",
    "各位",
    "同志",
    "亲爱",
    "敬爱",
    "女士",
    "先生",
    "主任",
    "主席",
    "委员",
    "代表",
)
_SHORTEST = 25
"""Characters that fill a line of a page (28 in GB/T 9704); a shorter one ends for a reason."""
_CLOSING = ("，", "。", "、", "；", "！", "？", "）", "》", "”")
"""Marks that no line begins with (GB/T 15834-2011, 5.1)."""
_WHITE = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""What str.strip removes."""
_CLOSING_PAIRS = pairs(_WHITE, _CLOSING)
_FRAGMENT = "，。；：！？、,;:!?"


class BrokenParagraph(DraftRule):
    """一句话断成了两段

    检查什么

    一段的末尾没有说完（停在字上、逗号或顿号上），下一段接着往下说。标题、落款、称呼、分行的条目、诗句和表格不算。

    为什么

    从PDF和网页复制文字时，每一行、每一页的末尾都会变成段落标记，句子因此断开，排版后满纸短行。

    错误示例

    - 一年来，我们坚持把学习放在首位。委员们认真学习宪法和政协章程，⟦并把学习同履行职⟧
      能结合起来，做到边学习、边思考、边实践，收到了良好的效果。
    - 政治协商方面，各位委员积极参加县里召开⟦的各类重要会议，⟧
      提出合理的意见和建议，为科学决策出点子。
    - 办公室坚持制度管人。严格执行财务制度，认真⟦审核每一笔支出、⟧
      报销和借款，做到账目清楚。

    正确示例

    - 一年来，我们坚持把学习放在首位，认真学习宪法和政协章程，取得了实效
      二、认真履行职责，积极建言献策
      一年来，委员们提交提案二十余件。
    - 尊敬的各位领导、各位委员，
      现在，我代表联络组作工作汇报。
    - 深化思想政治引领，广泛凝聚共识，为全面推进高质量发展汇聚智慧和力量
      ——县政协办公室工作总结
    - 山高自有行路客，
      水深不乏渡船人。
    - 二是学习不够深入，联系群众不够紧密，调查研究不够扎实
      下一步，我们将针对这些问题抓好整改。
    - 以上总结，妥否，请审阅。办公室将认真听取各位领导的意见并作修改完善
      政协云溪县委员会办公室
      2024年1月5日
    """

    code = "AR012"
    name = "broken-paragraph"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the end of each paragraph that the next one continues."""
        paragraphs = draft.paragraphs
        last = len(paragraphs) - 1

        @cache
        def width() -> int:
            return _line_width(paragraphs)

        def full(length: int) -> bool:
            return width() - 2 <= length <= width()

        # Whether the next paragraph begins with a mark need not be asked where none does.
        closing = not _CLOSING_PAIRS.isdisjoint(draft.document.bigrams)
        for index, paragraph in enumerate(paragraphs):
            text = paragraph.text
            # Most paragraphs end here: with a mark that closes a sentence, or with nothing, or
            # as short as a heading.
            if (
                not text
                or text[-1] in _ENDS
                or (len(text) < 12 and not closing)
                or index == last
                or paragraph.story != "body"
            ):
                continue
            text = text.rstrip()
            if not text:
                continue
            if len(text) < (_SHORTEST if is_han(text[-1]) else 12) and not (
                closing and paragraphs[index + 1].text.lstrip().startswith(_CLOSING)
            ):
                continue  # most headings end here
            following, adjacent = _following(paragraphs, index)
            if following is not None and _is_broken(paragraph, following, text, full):
                yield _broken(paragraph, text, following, adjacent)


def _broken(paragraph: Paragraph, text: str, following: Paragraph, adjacent: bool) -> Hit:
    end = len(text)
    start = end - 1
    while start > 0 and end - start < 8 and text[start - 1] not in _FRAGMENT:
        start -= 1
    joined = following.text.lstrip() == following.text
    fixes = (Fix((Edit(end, len(paragraph.text) + 1, ""),)),) if adjacent and joined else ()
    return Hit(
        start,
        end,
        N_("这句话没有说完就断成了两段，应当与下一段“{next}…”合并"),
        {"next": following.text.strip()[:8]},
        fixes,
        paragraph=paragraph,
    )


def _following(paragraphs: Sequence[Paragraph], index: int) -> tuple[Paragraph | None, bool]:
    """The next paragraph that says something, and whether it comes right behind.

    What the end of a page leaves is passed over: one empty paragraph, one page number.
    """
    for step, paragraph in enumerate(paragraphs[index + 1 : index + 4]):
        if paragraph.story != "body":
            return None, False
        if paragraph.text.strip() and not _MARKER().match(paragraph.text):
            return paragraph, step == 0
    return None, False


def _line_width(paragraphs: Sequence[Paragraph]) -> int:
    """How many characters a line holds where every line became a paragraph; -1 where not so."""
    counts: dict[int, int] = {}
    total = 0
    for paragraph in paragraphs:
        length = len(paragraph.text.rstrip())
        if length > 15:
            total += 1
            if length <= 60:
                counts[length] = counts.get(length, 0) + 1
    for length in sorted(counts, reverse=True):
        near = sum(counts.get(length - i, 0) for i in range(3))
        if near >= 4 and near * 5 >= total * 2:
            return length
    return -1


def _is_broken(
    paragraph: Paragraph, following: Paragraph, text: str, full: Callable[[int], bool]
) -> bool:
    """Whether ``following`` goes on with the sentence that ``text`` ends in the middle of.

    ``full`` says whether a length fills a line of the page that the text was copied from.
    """
    rest = following.text.strip()
    if following.label or following.level is not None or _NUMBERED().match(rest):
        return False
    if rest.startswith(_CLOSING):
        return text[-1] not in _FRAGMENT
    if text[-1] in "，,、":
        return _breaks_at_comma(text, rest)
    if text.count("、", max(0, len(text) - 60)) >= 4 and "，" not in text[-60:]:
        return False  # a list of names, some to each line
    if not _is_written(text[-1]) or not (_is_written(rest[0]) or rest[0] in "“《‘"):
        return False
    if (paragraph.level is not None and "。" not in text) or _is_heading(text):
        return False
    if text.startswith(("—", "－")):
        return False  # who wrote what stands above: ——编者
    if text[0] in _BLANK and following.text[0] in _BLANK:
        return False  # both begin a paragraph
    closed = rest[-1] in _ENDS
    if full(len(text)) and (closed or full(len(rest))):
        return True
    if not closed and (len(rest) < _SHORTEST or not (rest[-1] in "，、" or is_han(rest[-1]))):
        return False  # a signature, a date, a heading
    if text[-1] in _DANGLING and not text.endswith("目的"):
        return True
    if rest.startswith(_CONTINUES) and not rest.startswith(_NOT_CONTINUES):
        return True
    # The last character of a word, cut off: 善议 / 政，自觉做到…
    if rest[1:2] in ("，", "。", "；") and is_han(rest[0]):
        return True
    # The last word of a sentence with its full stop, and nothing else of the sentence.
    if "，" in text and 0 < rest.find("。") <= 3:
        return True
    # A new sentence behind a missing full stop is a fault of another kind.
    if rest.startswith(_OPENERS) or rest[:2] in ("19", "20"):
        return False
    # A heading may hold commas, but no full stop, and is never that long.
    return "。" in text or "；" in text or len(text) >= 60


def _breaks_at_comma(text: str, rest: str) -> bool:
    if "：" in rest[:7] or ":" in rest[:7]:
        return False  # the next item of a form: 地点：
    if text[-1] == "、" and "，" not in text and "。" not in text:
        return False  # names or offices, some to each line
    greeting = len(text) <= 24 and any(word in text for word in _GREETINGS)
    verse = len(text) <= 16 and len(rest) <= 18
    return not greeting and not verse


def _is_written(character: str) -> bool:
    return is_han(character) or character.isalnum()


def _is_heading(text: str) -> bool:
    return _NUMBERED().match(text.lstrip()) is not None and not any(c in text for c in "。；，")
