"""Names of fonts and sizes: which fonts are one family, what a size is called in China."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

FANG_SONG = "仿宋"
HEI = "黑体"
KAI = "楷体"
SONG = "宋体"
TITLE_SONG = "小标宋"

FAMILIES = (FANG_SONG, HEI, KAI, SONG, TITLE_SONG)
"""Families that a profile may name: whatever foundry a font of them is of, it is the same face."""

_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # The more special word first: 小标宋 is no 宋体, 仿宋 neither, 雅黑 no 黑体.
    ("微软雅黑", ("雅黑", "yahei")),
    (TITLE_SONG, ("小标宋", "xiaobiaosong", "xbsong", "fzxbs", "xbs")),
    ("大标宋", ("大标宋", "dabiaosong", "fzdbs")),
    ("中宋", ("中宋", "zhongsong")),
    ("粗宋", ("粗宋", "cusong")),
    (FANG_SONG, ("仿宋", "fangsong", "fzfs")),
    ("行楷", ("行楷", "xingkai")),
    (KAI, ("楷", "kaiti", "stkai", "fzkt", "fzkai", "ukai", "kai_gb")),
    ("圆体", ("圆", "youyuan")),
    ("综艺", ("综艺",)),
    ("隶书", ("隶书", "lisu")),
    (HEI, ("黑体", "simhei", "stheiti", "stxihei", "heiti", "fzht", "fzhei", "zenhei", "source han sans",
           "sans cjk", "sans sc")),
    (SONG, ("宋", "simsun", "stsong", "songti", "fzss", "uming", "source han serif", "serif cjk",
            "serif sc")),
)  # fmt: skip

SIZES = (
    (42.0, "初号"), (36.0, "小初"), (26.0, "一号"), (24.0, "小一"), (22.0, "二号"), (18.0, "小二"),
    (16.0, "三号"), (15.0, "小三"), (14.0, "四号"), (12.0, "小四"), (10.5, "五号"), (9.0, "小五"),
    (7.5, "六号"), (6.5, "小六"), (5.5, "七号"), (5.0, "八号"),
)  # fmt: skip
"""Sizes in points and their names."""

_BY_NAME = {name: size for size, name in SIZES}
_BY_SIZE = dict(SIZES)


@lru_cache(maxsize=256)
def family_of(font: str) -> str:
    """The family that a font is of: one of :data:`FAMILIES`, another word, or the font itself."""
    name = font.strip().lstrip("@").lower()
    for family, words in _WORDS:
        if any(word in name for word in words):
            return family
    return font.strip()


def accepts(allowed: Iterable[str], font: str) -> bool:
    """Whether a font is one of those allowed: families, or names that it has to have exactly."""
    own = family_of(font)
    name = font.strip().lstrip("@").lower()
    return any(
        own == each if each in FAMILIES else _same(each.strip().lower(), name) for each in allowed
    )


def _same(one: str, other: str) -> bool:
    return one == other or _ALIASES.get(one, one) == _ALIASES.get(other, other)


_ALIASES = {
    "simsun": "宋体", "simhei": "黑体", "fangsong": "仿宋", "kaiti": "楷体",
    "fangsong_gb2312": "仿宋_gb2312", "kaiti_gb2312": "楷体_gb2312", "microsoft yahei": "微软雅黑",
    "stfangsong": "华文仿宋", "stkaiti": "华文楷体", "stsong": "华文宋体", "stzhongsong": "华文中宋",
    "stxihei": "华文细黑", "stheiti": "华文黑体", "fzxiaobiaosong-b05s": "方正小标宋简体",
    "fzxbsjw--gb1-0": "方正小标宋简体", "fzfangsong-z02s": "方正仿宋简体",
    "fzkai-z03s": "方正楷体简体", "fzhei-b01s": "方正黑体简体",
}  # fmt: skip
"""English names of fonts that Word writes under either name, in lower case."""


def size_name(size: float) -> str:
    """A size as people say it: “三号（16 pt）”, "17 pt"."""
    name = _BY_SIZE.get(size)
    return f"{name}（{size:g} pt）" if name else f"{size:g} pt"


def size_named(name: str) -> float | None:
    """The points of “三号”; None if there is no such size."""
    return _BY_NAME.get(name.strip())


def is_red(color: str) -> bool:
    """Whether a colour is red: FF0000, C00000, EE1D23 …"""
    try:
        red, green, blue = bytes.fromhex(color)
    except ValueError:
        return False
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50
