"""Genres and their outlines as a list, as pages, and as JSON: what ``outline`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from writer_assist.i18n import N_, render
from writer_assist.outline.build import wordings
from writer_assist.outline.genres import BASE, COMMON, Category, Outline, Place, Section

from . import Options, Write
from .display import BOLD, CYAN, DIM, pad, paint, visible, width

CATEGORIES: tuple[Category, ...] = ("总结", "法定公文", "其他公文")

CATEGORY_NAMES: dict[Category, str] = {
    "总结": N_("总结"),
    "法定公文": N_("法定公文"),
    "其他公文": N_("其他公文"),
}

PLACES: dict[Place, str] = {
    "head": N_("标题之上"),
    "title": N_("全文最前"),
    "recipient": N_("标题之下"),
    "lead": N_("正文开头"),
    "work": N_("正文主体"),
    "problems": N_("主体之后"),
    "plan": N_("正文最后"),
    "closing": N_("正文末尾"),
    "signature": N_("正文之后"),
    "date": N_("落款之下"),
    "note": N_("日期之下"),
}
"""Where a part stands, in words."""

NEEDS: dict[str, str] = {
    "时段": N_("时段"),
    "数字": N_("数字"),
    "领起语": N_("领起语"),
    "分条": N_("分条"),
    "逐条答复": N_("逐条答复"),
}

HEADED_PLACES = ("work", "problems", "plan")
"""The places of parts that may have a heading."""

_HEADINGS = 6


def shown(outlines: Sequence[Outline]) -> list[Outline]:
    """The genres to show, by category; of one category in the order of the files."""
    found = [outline for outline in outlines if outline.id != COMMON]
    # What all summaries share comes before the summaries.
    return sorted(found, key=lambda o: (CATEGORIES.index(o.category), o.id != BASE))


def render_list(outlines: Sequence[Outline], write: Write, options: Options) -> None:
    """The genres by category: name, id, number of sections; below it use and other names."""

    def t(template: str, **params: object) -> str:
        return render(template, params, options.lang)

    found = shown(outlines)
    names = max((width(outline.name) for outline in found), default=0)
    ids = max((width(outline.id) for outline in found), default=0)
    counts = {o: t(N_("{count} 个部分"), count=len(o.sections)) for o in found}
    for number, category in enumerate(dict.fromkeys(o.category for o in found)):
        own = [outline for outline in found if outline.category == category]
        title = t(N_("{category}（{count} 种）"), category=t(CATEGORY_NAMES[category]),
                  count=len(own))  # fmt: skip
        write(("\n" if number else "") + paint(title, BOLD, options.color) + "\n")
        for outline in own:
            line = f"  {pad(visible(outline.name), names)}  {pad(visible(outline.id), ids)}"
            write(f"{line}  {counts[outline]}\n")
            if outline.use:
                write(f"    {visible(outline.use)}\n")
            if outline.own_file:
                line = t(N_("本单位的提纲：{file}"), file=visible(outline.own_file))
                write(f"    {paint(line, DIM, options.color)}\n")
            if outline.aliases:
                line = t(N_("又称：{names}"), names=visible("、".join(outline.aliases)))
                write(f"    {paint(line, DIM, options.color)}\n")
    write("\n" + t(N_("看一个文种：writer-assist outline show 名称")) + "\n")


def render_page(outline: Outline, write: Write, options: Options) -> None:
    """Everything about one genre."""
    write("\n".join(_page(outline, options)) + "\n")


def render_list_json(outlines: Sequence[Outline], write: Write) -> None:
    """An array of genres, without their sections."""
    from .json import dump

    write("[\n" + ",\n".join(dump(_entry(outline)) for outline in shown(outlines)) + "\n]\n")


def render_page_json(outline: Outline, write: Write) -> None:
    """One genre with its sections."""
    from .json import dump

    words = wordings(outline)
    entry = _entry(outline)
    entry |= {
        "source": outline.source,
        "length": _span(outline.length),
        "titles": list(outline.title_forms),
        "header": list(outline.header),
        "footer": list(outline.footer),
        "sections": [
            {
                "id": section.id,
                "name": section.name,
                "required": section.required,
                "place": section.place,
                "order": section.order,
                "headed": section.headed and section.place in HEADED_PLACES,
                "rest": section.rest,
                "length": _span(section.length),
                "needs": list(section.needs),
                "holds": section.holds,
                "headings": words.get(section.id, []),
                "phrases": list(section.phrases),
            }
            for section in outline.sections
        ],
    }
    write(dump(entry) + "\n")


def _entry(outline: Outline) -> dict[str, Any]:
    return {
        "id": outline.id,
        "name": outline.name,
        "category": outline.category,
        "aliases": list(outline.aliases),
        "sections": len(outline.sections),
        "use": outline.use,
        "file": outline.own_file or None,
    }


def _span(span: tuple[int, int] | None) -> list[int] | None:
    return list(span) if span else None


def _page(outline: Outline, options: Options) -> Iterator[str]:
    def t(template: str, **params: object) -> str:
        return render(template, params, options.lang)

    title = paint(visible(outline.name), BOLD, options.color)
    kind = t(
        N_("（{category}，代号 {id}）"), category=t(CATEGORY_NAMES[outline.category]), id=outline.id
    )
    yield title + visible(kind)
    facts = [
        (t(N_("用途")), outline.use),
        (t(N_("又称")), "、".join(outline.aliases)),
        (t(N_("依据")), outline.source),
        (t(N_("篇幅")), _usual(outline.length, options)),
        (t(N_("标题")), "；".join(outline.title_forms)),
        (t(N_("版头")), "、".join(outline.header)),
        (t(N_("版记")), "、".join(outline.footer)),
        (t(N_("文件")), outline.own_file),
    ]
    columns = max((width(label) for label, value in facts if value), default=0)
    for label, value in facts:
        if value:
            yield f"  {paint(pad(label, columns), DIM, options.color)}  {visible(value)}"
    yield ""
    count = len(outline.sections)
    required = sum(section.required for section in outline.sections)
    summary = t(
        N_("{count} 个部分，其中 {required} 个必备，按次序是："), count=count, required=required
    )
    yield summary
    names = max((width(section.name) for section in outline.sections), default=0)
    words = wordings(outline)
    for number, section in enumerate(outline.sections, 1):
        yield ""
        yield from _section(number, section, words.get(section.id, ()), names, options)


def _section(
    number: int, section: Section, words: Sequence[str], columns: int, options: Options
) -> Iterator[str]:
    def t(template: str, **params: object) -> str:
        return render(template, params, options.lang)

    kind = t(N_("必备")) if section.required else t(N_("可有"))
    marks = [t(PLACES[section.place])]
    if section.place in HEADED_PLACES:
        marks.append(t(N_("有标题")) if section.headed else t(N_("一般不设标题")))
    if section.rest:
        marks.append(t(N_("没有归到别处的都算在这里")))
    usual = _usual(section.length, options)
    if usual:
        marks.append(usual)
    name = pad(visible(section.name), columns)
    name = paint(name, CYAN, options.color and section.required)
    yield f"{number:3}. {name}  {kind}  " + t(N_("，")).join(marks)
    yield "     " + visible(section.holds)
    if section.needs:
        needs = t(N_("、")).join(t(NEEDS.get(need, need)) for need in section.needs)
        yield "     " + t(N_("应含：{needs}"), needs=needs)
    if words:
        first = "、".join(words[:_HEADINGS])
        more = t(N_("等 {count} 种"), count=len(words)) if len(words) > _HEADINGS else ""
        line = t(N_("标题可以写：{headings}{more}"), headings=first, more=more)
        yield "     " + paint(visible(line), DIM, options.color)
    elif not section.headed and section.phrases:
        first = "、".join(section.phrases[:_HEADINGS])
        line = t(N_("常用的话：{phrases}"), phrases=first)
        yield "     " + paint(visible(line), DIM, options.color)


def _usual(span: tuple[int, int] | None, options: Options) -> str:
    if span is None:
        return ""
    template = N_("一般 {least}—{most} 字")
    return render(template, {"least": span[0], "most": span[1]}, options.lang)
