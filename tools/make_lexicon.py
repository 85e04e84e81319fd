"""Make the lists that near-misses of set phrases are judged by.

    python tools/make_lexicon.py DICT    (jieba's dict.txt: word, frequency, part of speech)

writes ``src/writer_assist/rules/data/lexicon/``: ``pinyin.txt``, the characters of GB 2312 by
syllable without tones (pypinyin, all readings), and ``words.txt``, the frequent words of two
characters by their first one. Needs pypinyin; DICT is in jieba's source distribution (MIT).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin

FOLDER = Path(__file__).resolve().parent.parent / "src/writer_assist/rules/data/lexicon"
LEAST_FREQUENCY = 30
"""Rarer words are mostly names, which would excuse a wrong character."""


def gb2312() -> list[str]:
    """The 6,763 Han characters of GB 2312, in its order: the frequent ones first."""
    return [
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if not (row == 0xD7 and cell > 0xF9)
    ]


def syllables() -> dict[str, list[str]]:
    """Syllable → characters that are read so, in the order of GB 2312."""
    found: dict[str, list[str]] = defaultdict(list)
    for character in gb2312():
        for reading in pinyin(character, style=Style.NORMAL, heteronym=True)[0]:
            found[reading].append(character)
    return dict(sorted(found.items()))


def words(dictionary: Path) -> dict[str, str]:
    """First character → second characters of the frequent words of two characters."""
    known = set(gb2312())
    found: dict[str, set[str]] = defaultdict(set)
    for line in dictionary.read_text("utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        if len(word) == 2 and int(frequency) >= LEAST_FREQUENCY and known.issuperset(word):
            found[word[0]].add(word[1])
    return {first: "".join(sorted(found[first])) for first in sorted(found)}


def main(dictionary: str) -> None:
    """Write both lists."""
    FOLDER.mkdir(exist_ok=True)
    lines = [f"{syllable} {''.join(characters)}\n" for syllable, characters in syllables().items()]
    (FOLDER / "pinyin.txt").write_text("".join(lines), "utf-8")
    lines = [f"{first} {seconds}\n" for first, seconds in words(Path(dictionary)).items()]
    (FOLDER / "words.txt").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
