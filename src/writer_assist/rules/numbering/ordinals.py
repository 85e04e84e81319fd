"""Lists in running text: 一是…二是…, 首先…其次…, 第一，…第二，…, 其一，…其二，…"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from writer_assist.document.structure import read_mark
from writer_assist.i18n import N_

from ..base import Edit, Fix, Hit
from .items import CHINESE, Item
from .series import faults
from .tokens import FIRST_OF_ALL, IS, OF_WHICH, ORDINAL, Token, place

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft


_NEAR = 12
"""So many paragraphs at most stand between two items of one list."""

_NEAR_LEAD = 40
_DEEPEST = 4
_LOOK_BACK = 2500
_LOOK_AHEAD = 1500
_MOST_LONE = 20

_OPENERS = (
    "一是", "一要", "一方面", "一则", "一来", "一个是", "一抓", "一靠", "一看", "首先", "第一", "其一", "一、", "（一）",
    "首要", "其次", "1.", "1、", "①", "一条是", "一项是", "一，", "一。", "一；", "一为", "⼀是",
)  # fmt: skip
_OWN_FIRST = (("一是", "一要"), ("首先",), ("第一，", "第一、", "第一是"), ("其一",))
_BEGINNINGS = ("一是", "一要", "其一", "一方面", "首先", "第一")
_FIRSTS = ("首位", "居首", "首要", "第一", "其一", "首先", "一是", "一。", "一，", "一；")
_MORE = (
    "二是", "二要", "二则", "二来", "二者", "其次", "第二", "其二", "另一", "再是", "再就是", "还有", "二、", "二，", "⼆是",
    "另外", "此外", "两是", "三是", "再一", "再者", "同时",
)  # fmt: skip


class _Chain:
    __slots__ = ("foreign", "inside", "tokens")

    def __init__(self, token: Token, inside: _Chain | None) -> None:
        self.tokens = [token]
        self.foreign: Token | None = None
        self.inside = inside

    @property
    def last(self) -> Token:
        return self.tokens[-1]


def ordinal_hits(
    draft: Draft, found: Sequence[Token], items: Sequence[Item]
) -> Iterator[tuple[str, Hit]]:
    """The faults of these lists."""
    place(draft, found, items)
    text = draft.text
    chains = _chains(found, text)
    counted = {t.group for t in found if t.value == 1}
    told = {id(chain.inside) for chain in chains if _repeats(chain, text)}
    # 一是理论支点，一是实践支点: one is this, one is that.
    for chain in chains:
        outer = chain.inside
        if (
            outer is not None
            and len(outer.tokens) == len(chain.tokens) == 1
            and outer.last.value == 1
        ):
            told |= {id(outer), id(chain)}
    lone = 0
    for chain in chains:
        yield from _chain_hits(draft, text, chain, counted)
        if (
            len(chain.tokens) == 1
            and chain.last.value == 1
            and chain.last.group == IS
            and id(chain) not in told
            and lone < _MOST_LONE
        ):
            hit = _lone(draft, text, chain.last)
            if hit is not None:
                lone += 1
                yield "NO015", hit


def _chains(found: Sequence[Token], text: str) -> list[_Chain]:
    """Tokens put together; a list may stand inside an item of another one."""
    chains: list[_Chain] = []
    stack: list[_Chain] = []
    for index, token in enumerate(found):
        while stack and not _open(stack[-1].last, token):
            stack.pop()
        if token.value == 1:
            chain = _Chain(token, stack[-1] if stack else None)
            chains.append(chain)
            stack.append(chain)
            if len(stack) > _DEEPEST:
                del stack[0]
            continue
        chain_index = _home(stack, token, found, index, text)
        if chain_index is None:
            continue
        if chain_index < 0:
            chain = _Chain(token, None)
            chains.append(chain)
            stack.append(chain)
            if len(stack) > _DEEPEST:
                del stack[0]
            continue
        del stack[chain_index + 1 :]
        chain = stack[chain_index]
        if token.group != chain.tokens[0].group and chain.foreign is None:
            chain.foreign = token
        chain.tokens.append(token)
    return chains


def _open(last: Token, token: Token) -> bool:
    """Whether a list whose last item is ``last`` can still go on at ``token``."""
    apart = token.paragraph - last.paragraph
    # What 一是 introduces in a paragraph of its own may be numbered itself.
    if last.lead and token.lead and last.part == token.part:
        return apart <= _NEAR_LEAD
    return last.section == token.section and apart <= _NEAR


def _home(
    stack: Sequence[_Chain], token: Token, found: Sequence[Token], index: int, text: str
) -> int | None:
    """Where in the stack the list is that a token belongs to; -1 for none, None to pass it over."""
    own = [i for i, c in enumerate(stack) if c.last.group == token.group or c.tokens[0].group == token.group]  # fmt: skip
    # 一是 at the beginnings of paragraphs is a list of its own, whatever stands inside them.
    if token.lead:
        leads = [i for i in own if stack[i].tokens[0].lead]
        inner = [i for i in own if not stack[i].tokens[0].lead]
        for i in reversed(leads):
            if stack[i].last.value == token.value - 1:
                return i
        outermost = [i for i in leads if len(stack[i].tokens) > 1 or stack[i].last.lead]
        if outermost and token.group != FIRST_OF_ALL:
            beside = [i for i in inner if stack[i].last.value == token.value - 1]
            if not beside or len(stack[outermost[-1]].tokens) > 1:
                return outermost[-1]
    for i in reversed(own):
        if stack[i].last.value == token.value - 1:
            return i
    if token.group == FIRST_OF_ALL:
        # 其次 behind something else; behind 首先 it may be said twice.
        if own:
            return None
    elif own:
        return own[-1]
    for i in range(len(stack) - 1, -1, -1):
        chain = stack[i]
        last = chain.last
        if last.value != token.value - 1:
            continue
        if last.paragraph != token.paragraph and not (token.lead and chain.tokens[0].lead):
            continue
        if _goes_on(found, index, chain.tokens[0].group, token.value):
            return None
        # A list of its own has begun in between, in words that were no mark of one.
        if any(word in text[last.end : token.start] for word in _OWN_FIRST[token.group]):
            return -1
        return i
    return None if token.group == FIRST_OF_ALL else -1


def _goes_on(found: Sequence[Token], index: int, group: int, value: int) -> bool:
    """Whether the list of this group has its own item with this number further on."""
    for token in found[index + 1 : index + 7]:
        if token.group == group:
            if token.value == value:
                return True
            if token.value == 1:
                return False
    return False


def _repeats(chain: _Chain, text: str) -> bool:
    """Whether a list is but the one around it, its 一是 said twice."""
    outer, first = chain.inside, chain.tokens[0]
    return (
        outer is not None
        and len(outer.tokens) == 1
        and len(chain.tokens) > 1
        and outer.last.value == first.value == 1
        and outer.last.group == first.group != FIRST_OF_ALL
        and (outer.last.paragraph == first.paragraph or (first.lead and outer.last.lead))
        and text[first.start - 1] not in "：:"
    )


def _hit(
    draft: Draft,
    token: Token,
    message: str,
    params: dict[str, object],
    fixes: tuple[Fix, ...] = (),
    suggestions: tuple[str, ...] = (),
) -> Hit:
    document = draft.document
    paragraph = document.paragraphs[token.paragraph - 1]
    shift = document.starts[draft.first - 1] - document.starts[token.paragraph - 1]
    return Hit(token.start + shift, token.end + shift, message, params, fixes, suggestions, paragraph)  # fmt: skip


def _edit(draft: Draft, token: Token, word: str) -> Edit:
    document = draft.document
    shift = document.starts[draft.first - 1] - document.starts[token.paragraph - 1]
    paragraph = document.paragraphs[token.paragraph - 1]
    return Edit(token.start + shift, token.end + shift, word, paragraph)


def _word(token: Token, value: int, text: str) -> str:
    """A number as this token writes its own."""
    if not 0 < value < len(CHINESE):
        return str(value)
    numeral: str = CHINESE[value]
    if token.group == IS:
        return numeral + text[token.end - 1]
    return ("第" if token.group == ORDINAL else "其") + numeral


def _chain_hits(
    draft: Draft, text: str, chain: _Chain, counted: set[int]
) -> Iterator[tuple[str, Hit]]:
    row = chain.tokens
    first = row[0]
    if _repeats(chain, text):
        word = _word(first, 2, text)
        # 一是、一是、三是: only the second one is wrong.
        rest = row[:1] if row[1].value == 3 else row
        right = [_edit(draft, t, _word(t, t.value + 1, text)) for t in rest]
        yield (
            "NO013",
            _hit(
                draft,
                first,
                N_("“{found}”重复：前面已经有了，这里应是“{expected}”"),
                {"found": text[first.start : first.end], "expected": word},
                (Fix(tuple(right)),),
                (word,),
            ),
        )
        return
    if chain.foreign is not None:
        yield "NO016", _mixed(draft, text, chain, chain.foreign)
        return
    # 第一，… may stand pages before 第二，…
    remote = first.group in (ORDINAL, OF_WHICH) and first.group in counted
    if first.value > 1 and first.group != FIRST_OF_ALL and not remote:
        hit = _late(draft, text, first)
        if hit is not None:
            yield "NO014", hit
    if first.group == FIRST_OF_ALL or len(row) < 2 or first.value > 3:
        return
    for fault in faults([token.value for token in row]):
        token, before = row[fault.place], row[fault.place - 1]
        expected = _word(token, fault.expected, text)
        params: dict[str, object] = {
            "found": text[token.start : token.end],
            "before": text[before.start : before.end],
            "expected": expected,
        }
        edits = tuple(_edit(draft, row[i], _word(row[i], v, text)) for i, v in fault.right)
        fixes = (Fix(edits),) if edits else ()
        if fault.kind == "skipped" or (fault.kind == "disordered" and token.value > before.value):
            between = text[before.end : token.start]
            if all(_mentioned(between, v) for v in range(before.value + 1, token.value)):
                continue
            yield (
                "NO012",
                _hit(
                    draft,
                    token,
                    N_(
                        "“{before}”之后应是“{expected}”，这里是“{found}”，请核对是漏了一项还是编错了号"
                    ),
                    params,
                    fixes,
                    (expected,),
                ),
            )
        else:
            # Another list has begun in between, in words that were no mark of one.
            if token.value <= 3 and any(w in text[before.end : token.start] for w in _BEGINNINGS):
                continue
            yield (
                "NO013",
                _hit(
                    draft,
                    token,
                    N_("“{found}”重复：前面已经有了，这里应是“{expected}”"),
                    params,
                    fixes,
                    (expected,),
                ),
            )


def _mentioned(between: str, value: int) -> bool:
    """Whether a number stands in the text between two others in whatever words."""
    if not 0 < value < len(CHINESE):
        return False
    numeral = CHINESE[value]
    words = [f"第{numeral}", f"其{numeral}", f"（{numeral}）"]
    words += [numeral + behind for behind in "是要则来、，为抓个条项"]
    if value == 2:
        words += ["其次", "⼆"]
    elif value > 2:
        words += ["再次", "最后", "再是", "再就是"]
    return any(word in between for word in words)


def _late(draft: Draft, text: str, first: Token) -> Hit | None:
    """二是 with no 一是 before it."""
    if first.value > 3:
        return None
    paragraph = draft.document.paragraphs[first.paragraph - 1]
    base = draft.document.starts[draft.first - 1]
    inside = base + first.start - draft.document.starts[first.paragraph - 1]
    # （二）二是… is numbered with its heading.
    if paragraph.label or (0 < inside <= 8 and paragraph.text[:inside].rstrip()[-1:] in "、）.)"):
        return None
    start = max(0, first.start - _LOOK_BACK)
    openers: tuple[str, ...] = _FIRSTS
    if first.group == IS:
        # The mark of the section's own heading (一、) opens no list in its text.
        openers = _OPENERS
        section = first.part if first.lead else first.section
        if section:
            head = draft.document.paragraphs[section - 1]
            mark = read_mark(head.text) if not head.label else None
            behind = draft.document.starts[section - 1] + (mark.end if mark else 0) - base
            start = min(max(start, behind), first.start)
    before = text[start : first.start]
    if any(word in before for word in openers):
        return None
    if first.group == ORDINAL and first.value > 2 and f"第{CHINESE[first.value - 1]}" in before:
        return None
    expected = _word(first, 1, text)
    return _hit(
        draft,
        first,
        N_("有“{found}”而没有“{expected}”，请核对是漏了一项还是编错了号"),
        {"found": text[first.start : first.end], "expected": expected},
        suggestions=(expected,),
    )


_INSTEAD = ("第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十")


def _mixed(draft: Draft, text: str, chain: _Chain, foreign: Token) -> Hit:
    """首先 … 第二: two ways of counting in one list."""
    first = chain.tokens[0]
    fixes: tuple[Fix, ...] = ()
    suggestions: tuple[str, ...] = ()
    group = first.group
    if group != FIRST_OF_ALL and foreign.group != FIRST_OF_ALL:
        word = _word(first, foreign.value, text)
        suggestions = (word,)
    elif group == FIRST_OF_ALL and foreign.group == ORDINAL:
        right = [
            _edit(draft, t, _INSTEAD[t.value - 1])
            for t in chain.tokens
            if t.group == FIRST_OF_ALL and t.value <= len(_INSTEAD)
        ]
        fixes = (Fix(tuple(right)),)
        if foreign.value == 2:
            suggestions = ("其次",)
        elif foreign.value == 3:
            suggestions = ("再次",)
    return _hit(
        draft,
        foreign,
        N_("“{first}”和“{found}”不能在同一组里混用，请统一用一种"),
        {"first": text[first.start : first.end], "found": text[foreign.start : foreign.end]},
        fixes,
        suggestions,
    )


def _lone(draft: Draft, text: str, token: Token) -> Hit | None:
    """A list that has nothing but its 一是."""
    ahead = text[token.end : token.end + _LOOK_AHEAD]
    if any(word in ahead for word in _MORE):
        return None
    if text[token.end - 1] == "要":
        return None
    return _hit(
        draft,
        token,
        N_("只有“{found}”，没有“二是”，请核对是漏了一项，还是不必分项"),
        {"found": text[token.start : token.end]},
    )
