"""Check outline files and compile them into builtin types; imported only when one changed."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from .genres import BASE, OutlineError, normalise

_PLACES = {
    "标题": "title",
    "开头": "lead",
    "主体": "work",
    "问题": "problems",
    "打算": "plan",
    "落款": "signature",
    "日期": "date",
}
_GENRE_KEYS = {"文种": str, "又称": list, "识别": dict, "部分": list}
_SIGN_KEYS = ("标题", "标题不含", "标题可能", "标题只有", "排除", "开头", "正文", "反证")
_VOICES = {"个人": True, "单位": False}
_WORD_KEYS = ("标题用语", "不算", "正文用语", "末段用语")
_SECTION_KEYS = {
    "代号": str,
    "沿用": str,
    "名称": str,
    "位置": str,
    "必备": bool,
    "次序": int,
    "最少字数": int,
    "标题用语": list,
    "不算": list,
    "正文用语": list,
    "末段用语": list,
    "写什么": str,
}
_TYPES = {
    str: "一段文字",
    list: '一列文字 ["…", "…"]',
    bool: "true 或 false",
    int: "整数",
    dict: "一组键值",
}
_WORK_ORDER = 3


def compile_outlines(files: Sequence[str]) -> list[dict[str, Any]]:
    """The compiled form of each file.

    Raises:
        OutlineError: a file cannot be read, or something in it is not as expected.
    """
    read = {os.path.basename(os.path.dirname(file)): _File(file) for file in files}
    base = read.get(BASE)
    shared: dict[str, dict[str, Any]] = {}
    if base is not None:
        shared = {s["代号"]: s for s in base.sections({})}
    return [file.compile(genre, {} if genre == BASE else shared) for genre, file in read.items()]


def _patterns(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Each word as the parts that follow one another: 政协…办公室."""
    return tuple(tuple(part for part in word.split("…") if part) for word in words)


class _File:
    """One outline file, with what error messages need."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            with open(path, encoding="utf-8-sig") as stream:
                self.text = stream.read()
        except OSError as error:
            raise OutlineError(f"{path}: 读不出来（{error.strerror}）") from error
        except UnicodeDecodeError as error:
            raise OutlineError(f"{path}: 不是 UTF-8 编码") from error
        try:
            self.data = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise OutlineError(
                f"{path}: 不是正确的 TOML：{error}{self._hint(str(error))}"
            ) from error
        self.check(self.data, _GENRE_KEYS)

    def _hint(self, message: str) -> str:
        """The most frequent slip: a Chinese key without quotation marks."""
        line = message.partition("(at line ")[2].partition(",")[0]
        lines = self.text.splitlines()
        if line.isdecimal() and int(line) <= len(lines):
            first = lines[int(line) - 1].lstrip(" \t[")[:1]
            if first > "\u2e7f":
                return "；键名是中文时要加英文引号"
            if first in "“”":
                return "；引号要用英文引号"
        return ""

    def error(self, key: str, expected: str, near: str = "") -> OutlineError:
        """An error about a key; its line is where ``near`` (or the key) is first written."""
        for number, line in enumerate(self.text.splitlines(), 1):
            if (near and near in line) or (not near and f'"{key}"' in line):
                return OutlineError(f"{self.path}:{number}: “{key}”{expected}")
        return OutlineError(f"{self.path}: “{key}”{expected}")

    def check(self, table: Mapping[str, Any], keys: Mapping[str, type]) -> None:
        for key, value in table.items():
            if key not in keys:
                from difflib import get_close_matches

                near = get_close_matches(key, keys, 1, 0.3)
                meant = f"，是不是“{near[0]}”" if near else "，可用的有：" + "、".join(keys)
                raise self.error(key, f"不认识{meant}")
            wanted = keys[key]
            if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
                raise self.error(key, f"应是{_TYPES[wanted]}")

    def words(self, table: Mapping[str, Any], key: str, shortest: int = 2) -> list[str]:
        """A list of words, each of ``shortest`` characters at least."""
        words = table.get(key, [])
        if not isinstance(words, list):
            raise self.error(key, f"应是{_TYPES[list]}")
        for word in words:
            if not isinstance(word, str):
                raise self.error(key, "里的每一项都应是文字", str(word))
            if len(word.strip()) < shortest:
                raise self.error(key, f"里的“{word}”太短，至少 {shortest} 个字", f'"{word}"')
        return words

    def sections(self, shared: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
        """The sections, those of the base filled in."""
        result: list[dict[str, Any]] = []
        for table in self.data.get("部分", []):
            if not isinstance(table, dict):
                raise self.error("部分", '应写成 [["部分"]]')
            self.check(table, _SECTION_KEYS)
            words = {key: self.words(table, key) for key in _WORD_KEYS}
            if "沿用" in table:
                origin = shared.get(table["沿用"])
                if origin is None:
                    known = "、".join(shared) or "无"
                    raise self.error(
                        "沿用", f"的“{table['沿用']}”不在共有提纲里（有：{known}）", table["沿用"]
                    )
                merged = {**origin, **table}
                for key, own in words.items():
                    merged[key] = [*own, *origin.get(key, [])]
            else:
                merged = {**table, **words}
                for key in ("代号", "名称", "写什么"):
                    if not merged.get(key):
                        near = f'"{merged.get("代号") or merged.get("名称") or "部分"}"'
                        raise self.error(key, "没有写，每个部分都要有", near)
            place = merged.setdefault("位置", "主体")
            if place not in _PLACES:
                raise self.error("位置", f"应是{'、'.join(_PLACES)}之一", f'"{place}"')
            if any(merged["代号"] == other["代号"] for other in result):
                raise self.error("代号", f"“{merged['代号']}”重复", f'"{merged["代号"]}"')
            result.append(merged)
        if not result:
            raise self.error("部分", "一个也没有，至少要有一个", "\0")
        return result

    def signs(self) -> tuple[Any, ...]:
        signs = self.data.get("识别", {})
        self.check(signs, {**dict.fromkeys(_SIGN_KEYS, list), "口气": str})
        voice = signs.get("口气")
        if voice not in (*_VOICES, None):
            raise self.error("口气", f"应是{'或'.join(_VOICES)}")
        lists = {
            key: self.words(signs, key, 1 if key.startswith("标题") else 2) for key in _SIGN_KEYS
        }
        weak = lists["标题可能"] or lists["标题只有"]
        return (
            *(_patterns(words) for words in (lists["标题"], lists["标题不含"], weak)),
            *(tuple(lists[key]) for key in ("开头", "正文", "反证")),
            _VOICES.get(voice) if voice else None,
            _patterns(lists["排除"]),
        )

    def compile(self, genre: str, shared: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        if not self.data.get("文种"):
            raise self.error("文种", "没有写", "\0")
        sections: list[tuple[Any, ...]] = []
        index: dict[str, list[tuple[str, int]]] = {}
        for table in self.sections(shared):
            number = len(sections)
            headings = tuple(dict.fromkeys(normalise(w) for w in table.get("标题用语", [])))
            for word in headings:
                if len(word) < 2:
                    raise self.error("标题用语", f"里的“{word}”太短，至少 2 个字", f'"{word}"')
                index.setdefault(word[:2], []).append((word, number))
            sections.append(
                (
                    table["代号"],
                    table["名称"],
                    _PLACES[table["位置"]],
                    table.get("必备", True),
                    table.get("次序", _WORK_ORDER),
                    table.get("最少字数", 0),
                    table["写什么"],
                    headings,
                    tuple(normalise(w) for w in table.get("不算", [])),
                    tuple(dict.fromkeys(table.get("正文用语", []))),
                    tuple(table.get("末段用语", [])),
                )
            )
        return {
            "id": genre,
            "name": self.data["文种"],
            "aliases": tuple(self.words(self.data, "又称")),
            "sections": tuple(sections),
            "signs": self.signs(),
            # Longer words first: 下一步打算 before 下一步.
            "index": {
                key: tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
                for key, pairs in index.items()
            },
        }
