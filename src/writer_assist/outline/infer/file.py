"""What an inferred outline says, and how it stands in its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from writer_assist.outline.genres import COMMON

from .reading import Reading
from .sections import Part, lengths
from .titles import title_forms
from .write import comment, table

_MOST_RARE = 12
"""So many headings are named that are no section."""

_PLACE_NAMES = {
    "head": "版头",
    "title": "标题",
    "recipient": "主送",
    "lead": "开头",
    "work": "主体",
    "problems": "问题",
    "plan": "打算",
    "closing": "结尾",
    "signature": "落款",
    "date": "日期",
    "note": "附注",
}


class File:
    """Writes outlines of what was read.

    Args:
        reading: what was read.
        name: what the genre is called.
        source: where the drafts are from.
    """

    def __init__(self, reading: Reading, name: str, source: str) -> None:
        self._reading = reading
        self._name = name
        self._source = source

    def text(self, parts: Sequence[Part], signs: Mapping[str, Any]) -> str:
        """The file."""
        lines = [
            comment(f"{self._name}：从 {self._reading.count} 篇旧稿归纳的提纲（{self._source}）。"),
            comment("用之前看一遍：名称、必备不必备、次序和用语都可以改，"
                    "改好用 writer-assist outline check 检查。"),
            comment('在 writer-assist.toml 里写 outlines = ["这个文件"]，检查时就用它。'),
            "",
        ]  # fmt: skip
        lines += self._head()
        if signs:
            lines += ["", comment("怎样认出这种文稿，从旧稿的标题和开头归纳。"), '["识别"]']
            lines += table(signs, {})
        for part in parts:
            lines += ["", comment(self._found(part)), *map(comment, part.remarks)]
            lines += ['[["部分"]]', *table(*self._entries(part))]
        if self._reading.rare and not any(part.rest for part in parts):
            shown = "、".join(self._reading.rare[:_MOST_RARE])
            more = "等" if len(self._reading.rare) > _MOST_RARE else ""
            lines += ["", comment(f"只在少数旧稿里有、没有列进来的标题：{shown}{more}")]
        return "\n".join(lines) + "\n"

    def _head(self) -> list[str]:
        head: dict[str, Any] = {"文种": self._name}
        notes = {}
        if not self._reading.is_base:
            head["代号"] = self._reading.known.id
            notes["代号"] = (
                f"与“{self._reading.known.name}”代号相同，就代替它；想另立一个文种，换一个代号和名称。"
            )
        head["类别"] = (
            self._reading.known.category if self._reading.known.id != COMMON else "其他公文"
        )
        if not self._reading.is_base:
            known = self._reading.known
            aliases = [alias for alias in known.aliases if alias != self._name]
            if self._name != known.name:
                aliases.insert(0, known.name)
            told = {"又称": aliases, "用途": known.use, "依据": known.source}
            head |= {key: value for key, value in told.items() if value}
        span = lengths([sample.length for sample in self._reading.samples])
        if span:
            head["篇幅"] = list(span)
        forms = title_forms(self._reading.titles)
        if forms:
            head["标题格式"] = [form for form, _ in forms]
            counts = "、".join(str(count) for _, count in forms)
            notes["标题格式"] = f"依次有 {counts} 篇这样写"
        for key, items in (
            ("版头", self._reading.known.header),
            ("版记", self._reading.known.footer),
        ):
            if items and not self._reading.is_base:
                head[key] = list(items)
        return list(table(head, notes))

    def _found(self, part: Part) -> str:
        said = f"{self._reading.count} 篇中有 {part.found} 篇"
        if part.place in ("work", "problems", "plan"):
            if part.headed == part.found:
                said += "，都有标题"
            elif part.headed:
                said += f"，其中 {part.headed} 篇有标题"
        return said

    def _entries(self, part: Part) -> tuple[dict[str, Any], dict[str, str]]:
        """What is written of a section, and the comments above its keys."""
        section, base = part.section, self._reading.of_base(part)
        entries: dict[str, Any] = {}
        notes: dict[str, str] = {}
        if base is not None:
            entries["沿用"] = part.id
        else:
            entries["代号"] = part.id
        if base is None or part.name != base.name:
            entries["名称"] = part.name
        if base is None or part.place != base.place:
            entries["位置"] = _PLACE_NAMES[part.place]
        entries["必备"] = part.required
        if base is None or part.rank != base.order:
            entries["次序"] = part.rank
        if section is not None:
            if (section.shortest or 0) != (base.shortest if base else 0):
                entries["最少字数"] = section.shortest
            if section.headed != (base.headed if base else True):
                entries["设标题"] = section.headed
        if part.rest or (base is not None and base.rest and self._reading.base.id == COMMON):
            entries["其余"] = part.rest
        if part.seen or part.more:
            entries["标题用语"] = [*part.seen, *part.more]
            if part.seen and part.section is None:
                notes["标题用语"] = "旧稿里的标题" + ("，和这些标题里共有的词" if part.more else "")
        for key, mine, theirs in (
            ("不算", section.not_phrases if section else (), base.not_phrases if base else ()),
            ("正文用语", section.phrases if section else (), base.phrases if base else ()),
            ("末段用语", section.late_phrases if section else (),
             base.late_phrases if base else ()),
            ("段首用语", section.begins if section else (), base.begins if base else ()),
        ):  # fmt: skip
            words = [word for word in mine if word not in theirs]
            if key == "正文用语":
                words = list(dict.fromkeys([*part.words, *words]))
            if words:
                entries[key] = words
        if part.length is not None:
            entries["篇幅"] = list(part.length)
        elif base is not None and base.length is not None:
            pass
        if part.needs or (base is not None and base.needs):
            entries["应含"] = list(part.needs)
        holds = part.holds or self._holds(part)
        if base is None or holds != base.holds:
            entries["写什么"] = holds
        return entries, notes

    def _holds(self, part: Part) -> str:
        said = f"{part.name}的情况"
        return f"{said}，旧稿里常写到{'、'.join(part.words[:4])}" if part.words else said
