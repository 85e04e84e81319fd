"""From named spots to fields: one name each, a schema, an example."""

# Word lists, and patterns that are some: a long line reads better than a broken one.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple

from .naming import Use
from .words import OTHER_PLACES, PERSONS, PLACE_EXAMPLES

_RESERVED = frozenset(
    [
        "true",
        "false",
        "none",
        "True",
        "False",
        "None",
        "loop",
        "self",
        "super",
        "varargs",
        "kwargs",
        "caller",
        "and",
        "or",
        "not",
        "in",
        "is",
        "if",
        "else",
        "for",
        "set",
        "block",
        "macro",
    ]
)
_AROUND = 12

NO_FIELD = N_("没有字段“{name}”")
NO_FIELD_NEAR = N_("没有字段“{name}”，是不是“{nearest}”？")
NO_NAME = N_("“{name}”不能用作字段的名称：用汉字、字母和数字，不以数字开头，不与原有的标记相同")
DIFFERENT = N_("“{one}”和“{other}”要填的不是同一类内容，不能合成一个字段")


class Placed(NamedTuple):
    """A spot with the tag that takes its place, and the field that the tag is of."""

    use: Use
    field: str
    tag: str


class Assembly(NamedTuple):
    """The tags of a template, and the schema of its fields with an example of each."""

    placed: list[Placed]
    properties: dict[str, dict[str, Any]]
    example: dict[str, Any]


class NamingError(ValueError):
    """Fields cannot be called as they were to be; ``template`` and ``params`` are a message."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.params: Mapping[str, object] = params


def assemble(
    drafts: Sequence[Sequence[Use]],
    taken: Collection[str] = (),
    renamed: Mapping[str, str] | None = None,
) -> Assembly:
    """Name the fields of all drafts of a document.

    Args:
        drafts: the spots of each.
        taken: names that tags use already.
        renamed: what fields are to be called instead of the name that they get here; with the
            name of another field they become one with it.

    Raises:
        NamingError: there is no such field, the new name is none, or the two hold different things.
    """
    names: dict[Hashable, str] = {}
    used = set(taken) | _RESERVED
    members: dict[str, list[Use]] = {}
    called: list[tuple[Use, str]] = []
    for number, uses in enumerate(drafts):
        for use in uses:
            key: Hashable = use.key if use.key[0] == "named" else (number, use.key)
            if key not in names:
                same = use.key[0] == "named" and use.name in taken
                names[key] = use.name if same else _free(use.name, used)
                used.add(names[key])
            called.append((use, names[key]))
    _check_renamed(called, taken, renamed or {})
    placed = []
    for use, first in called:
        name = (renamed or {}).get(first, first)
        members.setdefault(name, []).append(use)
        placed.append(Placed(use, name, _tag(name, use)))
    properties: dict[str, dict[str, Any]] = {}
    example: dict[str, Any] = {}
    counts: dict[str, int] = {}
    known_year = _written_year(drafts)
    for name, uses in members.items():
        properties[name], example[name] = _property(name, uses, counts, known_year)
    return Assembly(placed, properties, example)


def _check_renamed(
    called: Sequence[tuple[Use, str]], taken: Collection[str], renamed: Mapping[str, str]
) -> None:
    kinds: dict[str, str] = {}
    for use, name in called:
        kinds.setdefault(name, use.type)
    of: dict[str, tuple[str, str]] = {}
    for name, kind in kinds.items():
        new = renamed.get(name, name)
        other, same = of.setdefault(new, (name, kind))
        if kind != same:
            raise NamingError(DIFFERENT, one=other, other=name)
    for old, new in renamed.items():
        if old not in kinds:
            near = get_close_matches(old, kinds, 1, 0.5)
            if near:
                raise NamingError(NO_FIELD_NEAR, name=old, nearest=near[0])
            raise NamingError(NO_FIELD, name=old)
        if not new.isidentifier() or new in _RESERVED or new in taken:
            raise NamingError(NO_NAME, name=new)


def _free(name: str, used: Collection[str]) -> str:
    name = name if name.isidentifier() else "待填"
    number = 1
    wanted = name
    while wanted in used or (name == "待填" and number == 1):
        wanted = f"{name}{number}" if name == "待填" else f"{name}{number + 1}"
        number += 1
    return wanted


def _tag(name: str, use: Use) -> str:
    expression = name + use.operation
    if use.form and use.operation.startswith(" "):
        expression = f"({expression})"
    return f"{{{{ {expression}{'|' if use.form else ''}{use.form} }}}}"


def _written_year(drafts: Sequence[Sequence[Use]]) -> int:
    """The last year that the draft itself writes out, or 2024."""
    years = {
        int(found)
        for uses in drafts
        for use in uses
        for found in re.findall(r"(?<!\d)(20[0-4]\d)年", use.spot.paragraph.text)
    }
    return max(years, default=2024)


def _property(
    name: str, uses: Sequence[Use], counts: dict[str, int], year: int
) -> tuple[dict[str, Any], Any]:
    use = uses[0]
    made: dict[str, Any] = {}
    kind = use.type
    number = counts[kind] = counts.get(kind, 0) + 1
    example: Any
    hint = ""
    match kind:
        case "year":
            example = year
            made = {"type": "integer", "minimum": 1900, "maximum": 2200}
            hint = "写四位年份"
        case "date":
            month, day = _DAYS[(number - 1) % len(_DAYS)]
            example = f"{year}-{month:02d}-{day:02d}"
            made = {"type": "string", "format": "date"}
            hint = "写年-月-日"
        case "time":
            afternoon = "下午" in use.spot.mark
            example = "15:00" if afternoon else "09:00"
            made = {"type": "string", "format": "time"}
            hint = "写时:分，24小时制"
        case "integer":
            example, made, hint = _whole(use, number)
        case "number":
            percent = use.detail in ("%", "％", "个百分点", "百分点")
            decimals = len(use.spot.mark.partition(".")[2]) if "." in use.spot.mark else 0
            value = 12 + 7 * (number % 9)
            example = value + 0.5 if decimals else value
            made = {"type": "number", "minimum": 0}
            if decimals:
                made["x-decimals"] = decimals
            hint = (
                "写百分号前的数"
                if percent
                else f"写数，单位是{use.detail}"
                if use.detail
                else "写数"
            )
        case "place":
            level = use.detail or ""
            stock = PLACE_EXAMPLES.get(level, OTHER_PLACES)
            place = counts[f"place{level}"] = counts.get(f"place{level}", 0) + 1
            example = _cycled(stock, place)
            made = {"type": "string", "minLength": 1}
            hint = f"不带后面的“{level}”字" if level else "写地名或单位名"
        case "person":
            example = PERSONS[(number - 1) % len(PERSONS)]
            if "名字" in name:
                example = example[1:]
            made = {"type": "string", "minLength": 1}
            hint = "只写名，不带姓" if "名字" in name else "写姓名"
        case "phone":
            example = f"0999-12345{60 + number}"
            made = {"type": "string", "format": "phone"}
            hint = "写区号-号码，或者手机号码"
        case "weekday":
            example = "二"
            made = {"type": "string", "enum": list("一二三四五六日")}
            hint = "写星期几的“几”"
        case "choice":
            example = use.detail[0]
            made = {"type": "string", "enum": list(use.detail)}
            hint = "从给定的内容中选"
        case _:
            example = _words(use, number)
            made = {"type": "string", "minLength": 1}
            hint = (
                str(use.detail) if use.key[0] in ("named", "own") and use.spot.named else "写内容"
            )
    described = f"{_quoted(use)}；{hint}"
    if len(uses) > 1:
        described += f"；全文共用在{len(uses)}处"
    head = {"type": made.pop("type"), "title": name, "description": described}
    return {**head, **made, "examples": [example]}, example


def _whole(use: Use, number: int) -> tuple[int, dict[str, Any], str]:
    made: dict[str, Any] = {"type": "integer", "minimum": 0}
    match use.detail:
        case "month":
            return 6 + number % 5, {"type": "integer", "minimum": 1, "maximum": 12}, "写月份的数"
        case "day":
            return 10 + number % 15, {"type": "integer", "minimum": 1, "maximum": 31}, "写日期的数"
        case "hour":
            return 9, {"type": "integer", "minimum": 0, "maximum": 24}, "写几时的数"
        case "minute":
            return 30, {"type": "integer", "minimum": 0, "maximum": 59}, "写几分的数"
        case "ordinal":
            value = 11 if use.name.endswith("届次") else 3
            return value, {"type": "integer", "minimum": 1}, "写阿拉伯数字，文中写成汉字"
        case "serial":
            return 5 + number % 20, {"type": "integer", "minimum": 1}, "写阿拉伯数字"
    left = use.spot.before.rpartition("。")[2]
    value = 3 + number % 6 if "其中" in left else 16 + (number * 7) % 40
    return value, made, f"写数，单位是{use.detail}" if use.detail else "写数"


_DAYS = ((3, 5), (3, 12), (6, 18), (9, 10), (11, 20), (12, 5))


def _cycled(stock: Sequence[str], number: int) -> str:
    if number <= len(stock):
        return stock[number - 1]
    more = [*stock, *(place for place in OTHER_PLACES if place not in stock)]
    return more[(number - 1) % len(more)]


def _words(use: Use, number: int) -> str:
    name = use.name
    for word, example in (
        ("邮箱", "office@example.gov.cn"), ("地址", "青禾县人民路1号"), ("地点", "县政协三楼会议室"), ("单位", "青禾县水务局"),
        ("职务", "主任"), ("性别", "男"), ("民族", "汉族"), ("界别", "经济界"), ("题目", "关于加强农田水利建设的建议"),
        ("标题", "关于加强农田水利建设的建议"), ("时间", "上午9时"),
    ):  # fmt: skip
        if word in name:
            return example
    if use.detail == "months":
        return "11月"
    if use.detail == "title":
        return "加强农田水利建设"
    if use.type == "string" and use.spot.kind == "number":
        return "六"
    stock = (
        "农田水利",
        "社区养老",
        "乡村旅游",
        "文明创建",
        "产业发展",
        "环境整治",
        "人才培养",
        "道路养护",
    )
    return stock[(number - 1) % len(stock)]


def _quoted(use: Use) -> str:
    """The words around a spot, a line in its place."""
    spot = use.spot
    before = re.sub(r"\s+", " ", spot.before[-_AROUND:])
    after = re.sub(r"\s+", " ", spot.after[:_AROUND])
    before = "".join(c for c in before if ord(c) < 0xF0000)
    after = "".join(c for c in after if ord(c) < 0xF0000)
    left = "…" if len(spot.before) > _AROUND else ""
    right = "…" if len(spot.after) > _AROUND else ""
    return f"第{spot.paragraph.number}段“{left}{before}__{after}{right}”处"


_DATE_FILTERS = re.compile(r"\|\s*(?:日期|汉字日期|年月|月日|星期)")
_NUMBER_FILTERS = re.compile(
    r"\|\s*(?:年份|汉字年|汉字数|大写金额|千分位|百分数|份号)|[ )]*[+-] ?\d"
)


def known_fields(names: Sequence[str], text: str) -> dict[str, dict[str, Any]]:
    """The fields of tags that a draft has already, of the type that their filters ask for."""
    found: dict[str, dict[str, Any]] = {}
    for name in names:
        made: dict[str, Any] = {"type": "string"}
        examples: list[Any] = ["内容"]
        uses = [text[m.end() : m.end() + 12] for m in re.finditer(rf"\b{re.escape(name)}\b", text)]
        if any(_DATE_FILTERS.match(use.lstrip()) for use in uses):
            made, examples = {"type": "string", "format": "date"}, ["2024-03-05"]
        elif any(_NUMBER_FILTERS.match(use.lstrip()) for use in uses):
            made, examples = {"type": "integer"}, [2024]
        found[name] = {**made, "title": name, "description": "原有的模板标记", "examples": examples}
    return found


def schema_of(
    title: str, assembly: Assembly, others: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    """The schema of a template's fields; ``others`` are those of tags that were there before."""
    properties: dict[str, Any] = {**assembly.properties}
    for name, part in others.items():
        properties.setdefault(name, part)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": "由草稿生成的模板，字段按在文中出现的先后排列。",
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
