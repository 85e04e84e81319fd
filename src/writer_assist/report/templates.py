"""Templates as a list, a page of fields, and what is wrong with them: what ``template`` prints."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_, Word, render
from writer_assist.outline.genres import outlines
from writer_assist.records import NamedTuple
from writer_assist.template import describe
from writer_assist.template.schema import TYPES, items, kind, of_objects, properties
from writer_assist.template.uses import FILTER, GUARD, ITEM, LOOP, TEST

from . import Options, Write
from .display import BOLD, CYAN, DIM, pad, paint, visible, width

if TYPE_CHECKING:
    from writer_assist.template.catalogue import Template
    from writer_assist.template.faults import Fault
    from writer_assist.template.fields import Fields
    from writer_assist.template.make import Made
    from writer_assist.template.uses import Use

_FORMATS: Mapping[str, str] = {
    "date": N_("日期"),
    "time": N_("时刻"),
    "phone": N_("电话"),
    "image": N_("图片"),
    "rich-text": N_("带格式的文字"),
    "document-number": N_("发文字号"),
}
_LISTS: Mapping[str, str] = {
    "string": N_("一列文字"),
    "integer": N_("一列整数"),
    "number": N_("一列数"),
    "object": N_("一列，每项有几个字段"),
}
_NOT_WRITTEN = frozenset({GUARD, LOOP, TEST, f"{FILTER}length", f"{FILTER}count"})
_MOST_PLACES = 3
_DEEPEST = 6


class Listed(NamedTuple):
    """A template for the list: ``fields`` is how many it has, ``use`` what it is for."""

    template: Template
    fields: int
    use: str


class Field(NamedTuple):
    """A field for the page. ``places`` are story and paragraph, ``inner`` the fields in it."""

    name: str
    schema: Mapping[str, Any]
    required: bool
    places: Sequence[tuple[Word, str]]
    inner: Sequence[Field]


class Checked(NamedTuple):
    """A template that was checked: its faults, or why it could not be (``error``)."""

    path: str
    faults: Sequence[Fault]
    error: Exception | None = None


def listed(template: Template, fields: Fields) -> Listed:
    """An entry of the list.

    What a template is for is the first sentence of the genre's use, else of its description.
    """
    genre = outlines().get(template.genre) if template.genre else None
    use = (genre.use if genre else "") or describe.description(fields.schema)
    return Listed(template, len(fields.names), re.split("[。；;]", use, maxsplit=1)[0])


def render_list(entries: Sequence[Listed], write: Write, options: Options) -> None:
    """A line each: name, id, number of fields, what it is for."""

    def t(template: str, **params: object) -> str:
        return render(template, params, options.lang)

    rows = [
        (visible(e.template.name), visible(e.template.id), t(N_("{count} 项"), count=e.fields))
        for e in entries
    ]
    columns = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row, entry in zip(rows, entries, strict=True):
        name, id_, count = (pad(text, size) for text, size in zip(row, columns, strict=True))
        line = f"{paint(name, CYAN, options.color)}  {id_}  {count}  {visible(entry.use)}"
        write(line.rstrip() + "\n")
    write("\n" + t(N_("看一个模板：writer-assist template show 名称")) + "\n")


def render_list_json(entries: Sequence[Listed], write: Write) -> None:
    """An array of templates."""
    from .json import dump

    shown = [
        {
            "id": entry.template.id,
            "name": entry.template.name,
            "use": entry.use,
            "fields": entry.fields,
            "genre": entry.template.genre,
            "file": entry.template.path,
        }
        for entry in entries
    ]
    write("[\n" + ",\n".join(map(dump, shown)) + "\n]\n")


def page_fields(schema: Mapping[str, Any], uses: Sequence[Use]) -> list[Field]:
    """The fields of a template, and where each stands."""
    return _fields(schema, uses, (), 0)


def _fields(
    schema: Mapping[str, Any], uses: Sequence[Use], path: tuple[str, ...], depth: int
) -> list[Field]:
    if depth > _DEEPEST:
        return []
    found = []
    for name, part in properties(schema).items():
        here = (*path, name)
        own = [use for use in uses if use.path[: len(here)] == here and use.text]
        # Where it is written, not where it is asked for or a loop begins.
        written = [use for use in own if use.how not in _NOT_WRITTEN]
        places = dict.fromkeys((use.part, _bare(use.text)) for use in written or own)
        inner = part
        below = here
        while kind(inner) == "array" and len(below) < len(here) + _DEEPEST:
            inner, below = items(inner), (*below, ITEM)
        found.append(
            Field(
                name, part, name in schema.get("required", ()), list(places),
                _fields(inner, uses, below, depth + 1),
            )
        )  # fmt: skip
    return found


def _bare(text: str) -> str:
    """A paragraph without the tags at its ends that write nothing: {%p %} before and behind it."""
    return (
        re.sub(r"^(?:\s*\{%.*?%\})+|(?:\{%[^{}]*%\}\s*)+(?:\{%[^{}]*…)?$", "", text).strip() or text
    )


def render_page(template: Template, fields: Sequence[Field], write: Write, options: Options,
                *, description: str = "") -> None:  # fmt: skip
    """Everything about the fields of one template."""

    def t(text: str, **params: object) -> str:
        return render(text, params, options.lang)

    head = paint(visible(template.name), BOLD, options.color)
    write(head + visible(t(N_("（代号 {id}）"), id=template.id)) + "\n")
    if description:
        write(f"  {visible(description)}\n")
    write(paint(f"  {visible(template.path)}", DIM, options.color) + "\n\n")
    required = sum(field.required for field in fields)
    summary = N_("{count} 个字段，其中 {required} 个必填：")
    write(t(summary, count=len(fields), required=required) + "\n")
    for line in _lines(fields, "", options):
        write(line + "\n")


def _lines(fields: Sequence[Field], indent: str, options: Options) -> Iterator[str]:
    def t(template: str, **params: object) -> str:
        return render(template, params, options.lang)

    columns = max((width(visible(field.name)) for field in fields), default=0)
    for field in fields:
        name = pad(visible(field.name), columns)
        need = t(N_("必填")) if field.required else t(N_("选填"))
        name = paint(name, CYAN, options.color and field.required)
        yield f"{indent}  {name}  {need}  {t(form_of(field.schema))}"
        below = f"{indent}      "
        if text := describe.description(field.schema):
            yield below + visible(text)
        rule = describe.rule(field.schema)
        if rule and options.lang == "zh":
            yield below + visible(rule)
        if not of_objects(field.schema) and (example := _example(field.schema)):
            yield below + t(N_("例：{text}"), text=visible(example))
        if not field.inner:
            for part, text in field.places[:_MOST_PLACES]:
                place = t(N_("{part}：{text}"), part=part, text=visible(text))
                yield below + paint(place, DIM, options.color)
            more = len(field.places) - _MOST_PLACES
            if more > 0:
                line = t(N_("另有 {count} 处"), count=more)
                yield below + paint(line, DIM, options.color)
        yield from _lines(field.inner, indent + "    ", options)


def _example(schema: Mapping[str, Any]) -> str:
    found = describe.example(schema)
    shown = "；".join(map(describe.text, found)) if isinstance(found, list) else (
        "" if found is None else describe.text(found)
    )  # fmt: skip
    return describe.clean(shown)


def form_of(schema: Mapping[str, Any]) -> Word:
    """In which form a field is given: 日期, 整数, 一列文字."""
    wanted = kind(schema)
    if wanted == "array":
        inner = items(schema)
        return Word(_LISTS.get("object" if properties(inner) else kind(inner), N_("一列")))
    if wanted == "string":
        return Word(_FORMATS.get(str(schema.get("format")), TYPES["string"]))
    return Word(TYPES[wanted])


def render_page_json(
    template: Template, fields: Sequence[Field], write: Write, *, description: str = ""
) -> None:
    """One template with its fields."""
    from .json import dump

    entry = {
        "id": template.id,
        "name": template.name,
        "description": description,
        "genre": template.genre,
        "file": template.path,
        "fields_file": template.fields or None,
        "example_file": template.example or None,
        "fields": [_entry(field) for field in fields],
    }
    write(dump(entry) + "\n")


def _entry(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "title": describe.title(field.name, field.schema),
        "required": field.required,
        "type": kind(field.schema),
        "format": field.schema.get("format"),
        "description": describe.description(field.schema),
        "example": describe.example(field.schema),
        "places": [{"part": str(part), "text": text} for part, text in field.places],
        "fields": [_entry(inner) for inner in field.inner],
    }


def render_schema(schema: Mapping[str, Any], write: Write) -> None:
    """The JSON Schema of a template's data."""
    import json

    write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")


def render_faults(checked: Sequence[Checked], write: Write, options: Options) -> None:
    """A line a fault, and how many there are."""

    def t(template: str, **params: object) -> str:
        return render(template, params, options.lang)

    for each in checked:
        if each.error is not None:
            write(visible(_reason(each.error, options.lang)) + "\n")
        for fault in each.faults:
            place = f"{fault.path}:{fault.line}" if fault.line else fault.path
            message = visible(fault.message_in(options.lang))
            write(f"{paint(visible(place), BOLD, options.color)}: {message}\n")
    count = sum(len(each.faults) for each in checked)
    broken = sum(each.error is not None for each in checked)
    if broken:
        line = N_("{files} 个模板：{count} 处问题，{broken} 个没能检查")
    elif count:
        line = N_("{files} 个模板：{count} 处问题")
    else:
        line = N_("{files} 个模板，没有问题")
    write(t(line, files=len(checked), count=count, broken=broken) + "\n")


def render_faults_json(checked: Sequence[Checked], write: Write, lang: str) -> None:
    """An array of templates with their faults."""
    from .json import dump

    shown = [
        {
            "path": each.path,
            "error": None if each.error is None else _reason(each.error, lang),
            "faults": [_fault(fault, lang) for fault in each.faults],
        }
        for each in checked
    ]
    write("[\n" + ",\n".join(map(dump, shown)) + "\n]\n")


def _fault(fault: Fault, lang: str) -> dict[str, Any]:
    place = fault.place
    part = place.part if place else fault.params.get("part") if fault.rule == "syntax" else None
    text = place.text if place else fault.params.get("place") if fault.rule == "syntax" else ""
    return {
        "rule": fault.rule,
        "file": fault.path,
        "line": fault.line or None,
        "part": str(part) if part else None,
        "paragraph": place.paragraph or None if place else None,
        "cells": [
            {"table": table, "row": row, "column": column}
            for table, row, column in (place.cells if place else ())
        ],
        "text": str(text or ""),
        "message": fault.message_in(lang),
    }


def _reason(error: Exception, lang: str) -> str:
    said = getattr(error, "message_in", None)
    return str(said(lang) if said else error)


def render_made(made: Made, write: Write, options: Options) -> None:
    """The files that were made of a draft, the fields and where each stands, what to look at."""

    def t(template: str, **params: object) -> str:
        return render(template, params, options.lang)

    columns = max((width(visible(name)) for name in made.names), default=0)
    folder = os.path.dirname(made.template)
    write(t(N_("写好了 {file}，{count} 个字段："), file=visible(made.template),
            count=len(made.names)) + "\n")  # fmt: skip
    for name in made.names:
        places = [place for place in made.places if _field_of(place.field) == name]
        shown = t(N_("；")).join(
            t(N_("第 {number} 段“{text}”"), number=place.paragraph, text=visible(place.mark))
            for place in places[:_MOST_PLACES]
        )
        more = len(places) - _MOST_PLACES
        if more > 0:
            shown += t(N_("；")) + t(N_("另有 {count} 处"), count=more)
        title = pad(visible(name), columns)
        write(f"  {paint(title, CYAN, options.color)}  {shown}".rstrip() + "\n")
    if made.notes:
        write(t(N_("请看一下：")) + "\n")
    for note in made.notes:
        place = t(N_("第 {number} 段"), number=note.paragraph)
        write("  " + t(N_("{place}：{reason}"), place=place,
                       reason=visible(note.message_in(options.lang))) + "\n")  # fmt: skip
    alike = [name for name in made.names if _unnumbered(name) in made.names]
    if alike:
        line = N_(
            "{fields} 各像是一件事；真是一件事的，"
            "加 --name {one}={other} --force 再做一次，合成一个"
        )
        shown = t(N_("；")).join(f"{_unnumbered(name)}、{name}" for name in alike[:_MOST_PLACES])
        write(t(line, fields=visible(shown), one=visible(alike[0]),
                other=visible(_unnumbered(alike[0]))) + "\n")  # fmt: skip
    line = N_("字段写在 {fields}，示例在 {example}；改好后用 template check {folder} 检查")
    write(t(line, fields=visible(made.fields), example=visible(made.example),
            folder=visible(folder)) + "\n")  # fmt: skip


def _unnumbered(name: str) -> str:
    """The name that a number was put behind: 年度 of 年度2; "" if there is none."""
    bare = name.rstrip("0123456789")
    return bare if bare != name else ""


def _field_of(field: str) -> str:
    """The field of the template that a place belongs to: 事项[].标题 belongs to 事项."""
    return re.split(r"[.\[]", field, maxsplit=1)[0]
