"""The lexicon that near-misses are judged by: it is what the tool makes of its sources."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from writer_assist.rules.tables.lexicon import FILES, shapes, sounds, words

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_lexicon", ROOT / "tools/make_lexicon.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_readings_are_those_of_pypinyin(tool: ModuleType) -> None:
    made = {syllable: "".join(chars) for syllable, chars in tool.syllables().items()}
    kept = dict(line.split() for line in Path(FILES[0]).read_text("utf-8").splitlines())
    assert kept == made


def test_words_are_made_from_a_dictionary(tool: ModuleType, tmp_path: Path) -> None:
    dictionary = tmp_path / "dict.txt"
    dictionary.write_text("部署 900 v\n部门 800 n\n部首 3 n\n政治协商 99 n\nAT 500 n\n", "utf-8")
    assert tool.words(dictionary) == {"部": "署门"}


def test_every_character_has_a_reading() -> None:
    readings, homophones = sounds()
    assert len(readings) == 6763
    assert all(character in homophones[key] for character, keys in readings.items() for key in keys)


def test_sounds_that_are_taken_for_each_other() -> None:
    readings, _ = sounds()
    for one, other in ("协写", "议义", "是四", "民明", "南蓝", "生森"):
        assert set(readings[one]) & set(readings[other]), one + other
    for one, other in ("协商", "政民"):
        assert not set(readings[one]) & set(readings[other])


def test_words_by_either_character() -> None:
    firsts, seconds = words()
    assert "署" in seconds["部"]
    assert "部" in firsts["署"]
    assert "署" not in seconds.get("布", "")


def test_shapes_are_groups_of_two_or_more() -> None:
    lines = Path(FILES[2]).read_text("utf-8").splitlines()
    assert all(len(set(line)) == len(line) >= 2 for line in lines)
    assert "已" in shapes()["己"]
