"""AR002 and AR004: sentences that belong to a site or to a chat, not to the draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit, LazyPattern, ParagraphRule, Text
from ..draft_text import ParagraphBounds, in_order
from .data import Residue, candidates, residue, residues

_PATTERNS: dict[str, LazyPattern] = {}
_SENTENCE_ENDS = "\n\v。！？!?"
_CLOSERS = "”’）)》"


class _ResidueRule(ParagraphRule):
    """A rule whose knowledge is one kind of the phrases in data/residue.toml."""

    kind: str
    message: str

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the phrases, widened to their sentence where it is residue as a whole."""
        hits = []
        spans = [*self._spans(text)]
        if spans:
            # What is to be filled in ([填写…]) is judged by the PH family.
            from ..marks import scan

            unfilled = {(mark.start, mark.end) for mark in text.memo(scan)}
            spans = [span for span in spans if span not in unfilled]
        for start, end in spans:
            shown = text.text[start:end]
            if len(shown) > 24:
                shown = shown[:23] + "…"
            fix = Fix((Edit(start, end, ""),))
            hits.append(Hit(start, end, self.message, {"text": shown}, (fix,)))
        return iter(in_order(hits))

    def _spans(self, text: Text) -> Iterator[tuple[int, int]]:
        string = text.text
        for phrase in _likely(self.kind, text):
            for begin, stop in _paragraphs(phrase, string, text.characters):
                yield from _matches(phrase, string, begin, stop)
        # Many phrases stand at the beginning of a line or fill it, and most lines of a draft
        # are too long for the latter: there is little text to look for them in.
        for places, scan, fits in (("start", _heads, _is_line), ("line", _short_lines, _is_short)):
            for phrase in _likely(f"{self.kind}-{places}", text):
                if _occurs(phrase, text.memo(scan), text.characters):
                    for begin, stop in _bounds(string, fits):
                        yield from _matches(phrase, string, begin, stop)


def _likely(kind: str, text: Text) -> Iterator[Residue]:
    """The phrases that the characters of a text, and their pairs, do not rule out."""
    characters, bigrams = text.characters, text.bigrams
    for index in candidates(residues(kind), characters, bigrams):
        phrase = residue(kind, index)
        if any(map(characters.isdisjoint, phrase.characters)):
            continue
        if all(any(map(bigrams.issuperset, words)) for words in phrase.pairs):
            yield phrase


_LONGEST_LINE = 70
_LONGEST_HEAD = 24
_LONGEST_SENTENCE = 42


def _split(text: Text) -> list[str]:
    return text.text.replace("\v", "\n").split("\n")


def _is_line(line: str) -> bool:
    return len(line) > 1


def _is_short(line: str) -> bool:
    """Whether residue may fill the line: no full sentence does, unless a very short one."""
    length = len(line)
    return 1 < length <= _LONGEST_SENTENCE or (1 < length <= _LONGEST_LINE and line[-1] != "。")


def _heads(text: Text) -> str:
    """The beginnings of all lines."""
    return "\n".join([line[:_LONGEST_HEAD] for line in text.memo(_split)])


def _short_lines(text: Text) -> str:
    return "\n".join([line for line in text.memo(_split) if _is_short(line)])


def _bounds(text: str, fits: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Start and end of each line that fits."""
    position = 0
    for line in text.replace("\v", "\n").split("\n"):
        if fits(line):
            yield position, position + len(line)
        position += len(line) + 1


def _occurs(phrase: Residue, text: str, characters: frozenset[str]) -> bool:
    """Whether a word of each of the phrase's triggers occurs in a text.

    ``characters`` are those of the text, or more.
    """
    # To rule a word out by its characters is ten times as fast as to search for it.
    possible = characters.issuperset
    for choices in phrase.triggers:
        for word in choices:
            if possible(word) and word in text:
                break
        else:
            return False
    return True


def _occur(triggers: Sequence[Sequence[str]], text: str, begin: int, stop: int) -> bool:
    """Whether a word of each trigger occurs in ``text[begin:stop]``."""
    return all(any(text.find(word, begin, stop) >= 0 for word in words) for words in triggers)


def _paragraphs(
    phrase: Residue, text: str, characters: frozenset[str]
) -> Iterable[tuple[int, int]]:
    """Bounds of the paragraphs in which all parts of a phrase occur.

    A pattern is slow where it can begin anywhere; it is tried in these only.
    """
    if not _occurs(phrase, text, characters):
        return ()
    found: set[tuple[int, int]] = set()
    paragraphs = ParagraphBounds(text)
    for word in phrase.triggers[0]:
        position = text.find(word)
        while position >= 0:
            bounds = paragraphs.at(position)
            found.add(bounds)
            position = text.find(word, bounds[1])
    return sorted(bounds for bounds in found if _occur(phrase.triggers[1:], text, *bounds))


def _matches(phrase: Residue, text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    pattern = _PATTERNS.get(phrase.pattern)
    if pattern is None:
        pattern = _PATTERNS[phrase.pattern] = LazyPattern(phrase.pattern)
    if phrase.at_start:
        match = pattern().match(text, begin, stop)
        matches = [match] if match else []
    else:
        matches = [*pattern().finditer(text, begin, stop)]
    for match in matches:
        start, end = match.span()
        while start < end and text[start] in " \t\u3000":
            start += 1
        while end > start and text[end - 1] in " \t\u3000":
            end -= 1
        if phrase.whole_sentence:
            start, end = sentence_bounds(text, start, end)
        if start < end:
            yield start, end


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around ``start … end``, at most 200 code points to each side."""
    limit = max(0, start - 200)
    begin = start
    while begin > limit and text[begin - 1] not in _SENTENCE_ENDS:
        begin -= 1
    while begin < start and text[begin] in " \t\u3000" + _CLOSERS:
        begin += 1
    limit = min(len(text), end + 200)
    stop = end
    if not (stop and text[stop - 1] in "。！？!?"):
        while stop < limit and text[stop] not in _SENTENCE_ENDS:
            stop += 1
        while stop < len(text) and text[stop] in "。！？!?":
            stop += 1
    return begin, stop


class SiteResidue(_ResidueRule):
    """文稿网站留下的话

    检查什么

    （未完，全文共…字）、[标签:…]、小编寄语、点击下载、推荐阅读、上一篇和下一篇、版权声明、篇幅所限请下载全文一类的话，
    以及“精选十篇”一类的网页标题。

    为什么

    这些是下载网站加进去的，不属于文稿。印出来，谁都看得出是从网上抄的。

    错误示例

    - 我们将再接再厉，做好各项工作。⟦（未完，全文共3260字）⟧
    - ⟦[标签:工作计划]⟧
    - ⟦下面是小编为大家整理的政协工作总结，欢迎阅读。⟧一年来，成效明显。
    - ⟦由于篇幅所限，更多内容请下载完整版。⟧
    - ⟦上一篇：办公室年度工作计划⟧
      ⟦推荐阅读⟧
    - ⟦下载须知⟧
    - 再次感谢各位委员。⟦本文由范文网用户整理上传，转载请注明出处。⟧

    正确示例

    - 县融媒体中心的记者、小编为各乡镇提供采编培训，向市级媒体投稿86篇。
    - 因篇幅所限，其余工作不再一一列举。
    - 向委员推荐阅读书目20种，发放相关资料300份。
    - 本站工作人员全年值班，群众满意（站内设有意见箱）。
    - 委员登录平台后即可查看提案办理进度，评论和点赞数逐年上升。
    - 编印《履职故事精选》（共20篇），发表评论文章6篇。
    - 会议审议了上一篇章的修改意见，请各位委员参阅。
    """

    code = "AR002"
    name = "site-residue"
    kind = "site"
    message = N_("“{text}”是文稿网站留下的，不属于文稿，应当删去")


class AiResidue(_ResidueRule):
    """人工智能工具的答话

    检查什么

    “好的，以下是为您撰写的……”“作为一个人工智能助手”“希望这份总结对您有所帮助”“（注：以上内容仅供参考……）”一类的话。

    为什么

    这是工具对使用者说的，不是文稿要说的。留在文稿里，说明没有人通读过。

    错误示例

    - ⟦好的，以下是为您撰写的政协委员履职总结：⟧
    - ⟦作为一个人工智能助手，我无法核实具体数据。⟧请以实际为准。
    - ⟦希望这份总结对您有所帮助！⟧
    - ⟦（注：以上内容仅供参考，具体数据请根据实际情况替换）⟧
    - ⟦根据您提供的材料，我为您整理了以下工作总结。⟧
    - ⟦您可以根据实际情况进行修改和补充。⟧

    正确示例

    - 好的做法要坚持，以下是三点体会。
    - 根据您的建议，我局组织力量进行了研究，现答复如下。
    - 作为人工智能产业的主要承载地，我区出台了扶持政策。
    - 如您对办理结果有意见，请与我局联系。
    - 以上意见供领导参考。
    - （注：以上数据为快报数，以年报为准）
    """

    code = "AR004"
    name = "ai-residue"
    kind = "ai"
    message = N_("“{text}”是人工智能工具的答话，不属于文稿，应当删去")
