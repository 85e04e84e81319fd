"""Lists inside a sentence, taken apart."""

from __future__ import annotations

from writer_assist.records import NamedTuple

from ..base import LazyPattern

_ENDS = LazyPattern(r"[。！？\n]")
_OPENED = {"（": "）", "(": ")", "《": "》", "“": "”", "〔": "〕", "【": "】"}
_BRACKETS = LazyPattern(r"[（(《“〔【][^（(《“〔【）)》”〕】\n]{0,80}[）)》”〕】]")
_CONJUNCTION = LazyPattern(r"以及|和|与|及|并|或")
_ORDINAL = LazyPattern(
    r"\s{0,2}(?:[一二三四五六七八九十]{1,2}[是要、]|第[一二三四五六七八九十]|首先|其一"
    r"|[（(][0-9一二三四五六七八九十]|[0-9]{1,2}[.．、）)]|[①⑴])"
)
_LONGEST = 400
_OPEN = ("等", "等等", "……", "…", "之类")


class Listed(NamedTuple):
    """The members of a list.

    ``joined`` of them could be one member or two ("甲和乙"): the number of members lies between
    ``len(members)`` and ``len(members) + joined``. An ``open`` list names only some.
    """

    members: tuple[str, ...]
    joined: int
    open: bool
    end: int


def plain(text: str) -> str:
    """A text of the same length in which brackets and quotes are blotted out."""
    if _OPENED.keys().isdisjoint(text):
        return text
    return _BRACKETS().sub(lambda m: m[0][0] + "□" * (len(m[0]) - 2) + m[0][-1], text)


def sentence_end(text: str, start: int) -> int:
    """Where the sentence at ``start`` ends; at most some hundred characters on."""
    stop = _ENDS().search(text, start, start + _LONGEST)
    return stop.start() if stop else min(len(text), start + _LONGEST)


def starts_with_ordinal(text: str, start: int, end: int) -> bool:
    """Whether a list is numbered off (一是, 第一, （1）): others count those."""
    return _ORDINAL().match(text, start, end) is not None


def list_at(text: str, start: int, end: int, separators: str = "、；;，,") -> Listed | None:
    """The list that fills ``start … end``; None where it is none, or its form is not clear.

    Of the separators that occur the highest one parts the members (；, then ，, then 、).
    """
    if starts_with_ordinal(text, start, end):
        return None
    body = plain(text[start:end]).replace(";", "；").replace(",", "，")
    for separator in "；，、":
        if separator in body and separator in separators:
            break
    else:
        return None
    parts = body.split(separator)
    source = text[start:end]
    members: list[str] = []
    joined = 0
    opened = False
    offset = 0
    for index, part in enumerate(parts):
        member = source[offset : offset + len(part)].strip()
        offset += len(part) + 1
        if index == len(parts) - 1:
            for word in _OPEN:
                place = part.rfind(word)
                if place >= 0 and (word != "等" or len(part) - place <= 8):
                    opened = True
                    member = member[:place]
        joined += len(_CONJUNCTION().findall(part))
        if member:
            members.append(member)
    return Listed(tuple(members), joined, opened, end) if len(members) > 1 else None
