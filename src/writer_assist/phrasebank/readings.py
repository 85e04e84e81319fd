"""How phrases are read: pypinyin, with words of our own where it is wrong.

Imported only when a search index is made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

READINGS = os.path.join(os.path.dirname(__file__), "readings.txt")
"""The words that are read as said there, whatever pypinyin says."""

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[^\u3400-\u9fff\U00020000-\U0003ffff]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


_SYLLABLES = """
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang
cao ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan
chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia
dian diao die ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng fo
fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai
han hang hao he hei hen heng hng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang
jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken keng kong kou ku kua
kuai kuan kuang kui kun kuo la lai lan lang lao le lei len leng li lia lian liang liao lie lin
ling liu lo long lou lu luan lun luo lv lve m ma mai man mang mao me mei men meng mi mian miao
mie min ming miu mo mou mu n na nai nan nang nao ne nei nen neng ng ni nian niang niao nie nin
ning niu nong nou nu nuan nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin
ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren
reng ri rong rou ru ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao
she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui
sun suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa
wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya
yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha
zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun
zhuo zi zong zou zu zuan zui zun zuo
"""
SYLLABLES = frozenset(_SYLLABLES.split())
"""Every syllable of a common character (GB 2312, all readings), without tones, ü as v."""


def syllables(pieces: Sequence[str], pinyin: str = "") -> list[str]:
    """A syllable for each character of the pieces of a text, without tones, ü as v.

    A letter or digit is its own syllable; ``pinyin`` are the syllables of the Chinese characters
    if they are known.
    """
    if pinyin:
        known = iter(pinyin.lower().replace("ü", "v").split())
        return [next(known, c) if _HAN.match(c) else c for piece in pieces for c in piece]
    return [sound for piece in pieces for sound in _read(piece)]


def _read(text: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    found: list[str] = []
    for part in _RUN.findall(text):
        # What is not Chinese is no matter for pypinyin, which would join or drop it.
        found += lazy_pinyin(part, style=Style.NORMAL) if _HAN.match(part) else part
    if len(found) != len(text):  # a character that pypinyin does not know
        found = [(lazy_pinyin(c, style=Style.NORMAL) or [c])[0] for c in text]
    for start, sounds in _corrections(text):
        found[start : start + len(sounds)] = sounds
    # What has no reading must not look like one to those who join syllables by blanks.
    return [sound.strip() or "?" for sound in found]


def _corrections(text: str) -> list[tuple[int, list[str]]]:
    words, pattern = _own()
    return [(m.start(), words[m[0]]) for m in pattern.finditer(text)]


@lru_cache(maxsize=1)
def _own() -> tuple[Mapping[str, list[str]], re.Pattern[str]]:
    words: dict[str, list[str]] = {}
    with open(READINGS, encoding="utf-8-sig") as stream:
        for line in stream:
            fields = line.partition("#")[0].split()
            if fields:
                words[fields[0]] = fields[1:]
    # Longer words first: the first alternative that fits is taken.
    ordered = sorted(words, key=len, reverse=True)
    return words, re.compile("|".join(map(re.escape, ordered)) or r"(?!)")
