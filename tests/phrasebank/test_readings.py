from __future__ import annotations

from pathlib import Path

from writer_assist.phrasebank.banks import builtin_files
from writer_assist.phrasebank.check import read
from writer_assist.phrasebank.model import pieces, plain
from writer_assist.phrasebank.readings import READINGS, syllables
from writer_assist.phrasebank.segment import words

CASES = Path(__file__).parent.parent / "cases" / "phrases" / "readings.txt"


def _cases(path: Path) -> dict[str, list[str]]:
    lines = (line.partition("#")[0].split() for line in path.read_text("utf-8").splitlines())
    return {fields[0]: fields[1:] for fields in lines if fields}


def test_words() -> None:
    cases = _cases(CASES)
    assert {word: syllables([word]) for word in cases} == cases


def test_own_readings_are_whole() -> None:
    for word, sounds in _cases(Path(READINGS)).items():
        assert len(word) == len(sounds), word
        assert all(sound.isascii() and sound.isalpha() for sound in sounds), word


def test_words_in_the_bank() -> None:
    """What is a word of the list is read the same in every phrase that it stands in."""
    cases = _cases(CASES)
    wrong = []
    for file in builtin_files():
        for phrase in read(file).phrases:
            parts = pieces(phrase.text)
            read_as = syllables(parts, phrase.pinyin)
            assert len(read_as) == len(plain(phrase.text)), phrase.text
            assert "?" not in read_as, phrase.text
            place = 0
            for word in (word for part in parts for word in words(part)):
                if word in cases and read_as[place : place + len(word)] != cases[word]:
                    wrong.append((phrase.text, word, read_as[place : place + len(word)]))
                place += len(word)
    assert not wrong


def test_pinyin_of_a_phrase() -> None:
    assert syllables(["lv3", "绿"], "lü") == ["l", "v", "3", "lv"]
