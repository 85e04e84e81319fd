"""What is wrong with a template: its tags, its fields.json, its example, and whether they agree."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from html import unescape
from typing import Any

from writer_assist.i18n import N_, Word, render
from writer_assist.records import NamedTuple

from .catalogue import Template
from .contract import DATES, INTEGERS, NUMBERS, TIMES, labelled
from .environment import environment
from .errors import DataError, TemplateError
from .fields import Fields
from .limits import budget
from .package import PROPERTIES, open_package
from .plain import Story
from .render import Renderer
from .schema import TYPES, items, kind, properties, types
from .uses import FILTER, ITEM, LOOP, SHOWN, TEST, Path, Use, name_of, uses

RULES: Mapping[str, str] = {
    "DTL001": N_("标记 {open} 没有写完，缺少 {close}"),
    "DTL002": N_("标记 {open} 到第 {end_para} 段才写完，填写时这几段会并成一段"),
    "DTL003": N_("修订里删掉的文字带有标记，填写时仍会执行；请先接受或者拒绝全部修订"),
    "DTL005": N_("检查注释“{directive}”在这里没有用"),
    "DTL101": N_("{{% {kw} %}} 没有写 {{% end{kw} %}}"),
    "DTL102": N_("没有与它配对的开头，或者放错了地方"),
    "DTL104": N_("没有筛选器“{name}”"),
    "DTL105": N_("is 后面没有“{name}”这种判断"),
    "DTL106": N_("“{name}”只在循环里面有，循环外面不能用"),
    "DTL201": N_("{prefix} 标记里不能有 % 或 }}；请先用 {{% set %}} 算好"),
    "DTL202": N_("{{% 与 {prefix} 之间不能有空格，应写成 {{%{prefix} …"),
    "DTL203": N_("{prefix} 标记只能写在表格里"),
    "DTL204": N_("它结束的是 {open_raw}，两处的前缀（p、tr、tc）要一样"),
    "DTL205": N_("它结束的是另一个表格里的 {open_raw}，两处要在同一个表格里"),
    "DTL206": N_("它与 {open_raw} 在同一行，填写会失败；两个标记要各占一行"),
    "DTL207": N_("它与 {open_raw} 不在同一行，表格会错乱；tc 标记要在同一行里开始和结束"),
    "DTL208": N_("这种标记只能写在表格里"),
    "DTL209": N_("填写时整个{unit}会换成这个标记，旁边的“{rest}”会丢失；请另起一段来写"),
    "DTL210": N_("它与 {open_raw} 在同一段里，填写会失败；两个标记要各占一段"),
}
"""What the rules of docxtpl-lint say, for whoever has never heard of Jinja."""
_UNITS = {"paragraph": N_("段落"), "table row": N_("表格行"), "table cell": N_("单元格")}

_BY_US = frozenset({"DTL103"})
"""Rules whose reason is told better by the compilation of the template itself."""

_MOST_BROKEN = 10_000
"""Characters of a story with a wrong tag that docxtpl-lint is given."""
_MOST_PAIRS = 20_000_000
"""Tags times paragraphs of a story that docxtpl-lint is given."""

NEAR_FILTER = N_("没有筛选器“{name}”，是不是“{nearest}”？")
TOO_LARGE = N_("内容太多，标记是否放对了位置没有检查")
NO_TAGS = N_("文件里没有一个标记，不是模板；要填的地方写成 {{ 名称 }}")
NOT_FILLED = N_("{story}里的标记不会被填写，请移到正文、页眉、页脚或脚注里")
SUBDOCUMENT = N_("不支持 {{p …}} 标记（子文档），请改成 {{ … }}")
UNDECLARED = N_("字段“{name}”没有写在 {file} 里")
UNDECLARED_NEAR = N_("字段“{name}”没有写在 {file} 里，是不是“{nearest}”？")
UNUSED = N_("字段“{name}”在模板里没有用到")
LOOP_OVER_ONE = N_("“{name}”在这里逐个取，{file} 里却是{kind}，不是列表")
LIST_SHOWN = N_("“{name}”是列表，不能直接写出；用 {{% for %}} 逐个写，或者用 |顿号连接 连成一句")
GROUP_SHOWN = N_("“{name}”是一组字段，不能直接写出；请写成 {name}.字段名")
LIST_AS_GROUP = N_("“{name}”是列表，不能直接取它的“{part}”；请用 {{% for %}} 逐个取")
ONE_AS_GROUP = N_("“{name}”是{kind}，没有“{part}”")
WRONG_FOR_FILTER = N_("筛选器“{filter}”不能用在“{name}”上：{file} 里它是{kind}，要是{wanted}")
BAD_NAME = N_("字段名“{name}”不能写在模板里：只能用文字、数字和下划线，不能以数字开头")
BAD_SAMPLE = N_("“{name}”的示例不合它自己的规定：{reason}")
EXAMPLE_WRONG = N_("示例数据不合规定：{reason}")
EXAMPLE_FAILS = N_("用示例数据填不成：{reason}")
LEAST_FAILS = N_("选填的字段都不填时填不成：{reason}")
SAMPLES_FAIL = N_("用各字段的示例填不成：{reason}")

_ELSEWHERE: Sequence[tuple[re.Pattern[str], Word]] = (
    (re.compile(r"word/endnotes\d*\.xml"), Word("尾注")),
    (re.compile(r"word/comments\w*\.xml"), Word("批注")),
    (re.compile(r"word/charts/.*\.xml"), Word("图表")),
    (re.compile(r"word/diagrams/.*\.xml"), Word("SmartArt 图形")),
    (re.compile(r"docProps/(?:core|app|custom)\.xml"), Word("文档属性")),
    (re.compile(r"word/(?:header|footer)\d*\.xml"), Word("没有用上的页眉页脚")),
)
WORDS = (N_("尾注"), N_("批注"), N_("图表"), N_("SmartArt 图形"), N_("没有用上的页眉页脚"))
_OPENING = re.compile(r"\{\{[^{}]{1,60}|\{%[^{}]{1,60}")
_XML_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH_END = re.compile(r"</(?:w|a):p>|</dc:\w+>|</cp:\w+>|</vt:\w+>")
_SUBDOCUMENT = re.compile(r"\{\{p\s[^{}]*\}\}")

_KINDS = {
    "date": N_("日期"), "time": N_("时刻"), "image": N_("图片"), "rich-text": N_("带格式的文字"),
}  # fmt: skip
_WANTED: Sequence[tuple[frozenset[str], str, frozenset[str]]] = (
    (DATES, N_("日期"), frozenset({"date"})),
    (TIMES, N_("时刻"), frozenset({"time"})),
    (NUMBERS | INTEGERS, N_("数"), frozenset({"integer", "number"})),
    (frozenset({"顿号连接", "join"}), N_("列表"), frozenset({"array"})),
)


class Place(NamedTuple):
    """Where in a template: the story, the paragraph in it (from 1; 0: not known), the cell.

    ``cells`` are table, row and column of each table that it is in, from the outermost, counted
    from 1; ``text`` is the tag, or the paragraph with it.
    """

    part: Word
    paragraph: int = 0
    cells: tuple[tuple[int, int, int], ...] = ()
    text: str = ""

    def message_in(self, lang: str) -> str:
        """正文第 3 段（表 1 第 2 行第 1 列）“{{ 名称 }}”."""
        shown = render(self.part, {}, lang)
        if self.paragraph:
            shown = render(N_("{part}第 {number} 段"), {"part": self.part,
                           "number": self.paragraph}, lang)  # fmt: skip
        if self.cells:
            cells = render(N_("、"), {}, lang).join(
                render(N_("表 {table} 第 {row} 行第 {column} 列"),
                       {"table": table, "row": row, "column": column}, lang)
                for table, row, column in self.cells
            )  # fmt: skip
            shown = render(N_("{place}（{cells}）"), {"place": shown, "cells": cells}, lang)
        if self.text:
            shown = render(N_("{place}“{text}”"), {"place": shown, "text": self.text}, lang)
        return shown


class _Said(NamedTuple):
    """A reason that docxtpl-lint gives in two languages."""

    zh: str
    en: str

    def message_in(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


class Fault(NamedTuple):
    """Something wrong with a template, or with a file that belongs to it.

    ``rule`` says what kind of fault: an id of docxtpl-lint's (DTL101) or a word (undeclared);
    ``path`` is the file, ``line`` the line in it (0: not known), ``template`` and ``params`` the
    message.
    """

    rule: str
    path: str
    template: str
    params: Mapping[str, object] = {}
    place: Place | None = None
    line: int = 0

    def message_in(self, lang: str) -> str:
        """Place and reason, without the file."""
        params = {
            key: value
            if isinstance(value, str) or not hasattr(value, "message_in")
            else value.message_in(lang)
            for key, value in self.params.items()
        }
        reason = render(self.template, params, lang)
        if self.place is None:
            return reason
        place = self.place.message_in(lang)
        return render(N_("{place}：{reason}"), {"place": place, "reason": reason}, lang)


def faults(template: Template) -> list[Fault]:
    """Everything that is wrong with a template, by file and place; empty if nothing is.

    Raises:
        TemplateError: the DOCX cannot be read, or must not be (password, macros, damage).
    """
    return _Check(template).run()


def is_template(path: str) -> bool:
    """Whether a DOCX has tags.

    Raises:
        TemplateError: it cannot be read.
    """
    package = open_package(path, path)
    return bool(package.properties) or any(_has_tags(source.xml) for source in package.sources)


class _Check:
    """One template under examination."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.path = template.path
        self.package = open_package(self.path, self.path)
        self.found: list[Fault] = []
        self.uses: list[Use] = []
        self.stories: dict[str, Story] = {}
        self.errors: dict[str, TemplateError] = {}
        self.compiled = True
        self.places: dict[str, Place] = {}

    def run(self) -> list[Fault]:
        if not self.package.properties and not any(
            _has_tags(source.xml) for source in self.package.sources
        ):
            self._add("no-tags", NO_TAGS)
        with budget():
            self._compile()
            self._lint()
            self._collect()
        self._elsewhere()
        fields = self._fields()
        if fields is not None:
            if self.compiled:
                self.found += compare(
                    fields.schema, self.uses, self.path, self.template.fields, self.places
                )
            self._names(fields)
            self._samples(fields)
        if fields is None and not self.template.fields and self.compiled and self.template.example:
            fields = Fields.load(self.template)
        told = {fault.rule for fault in self.found}
        # What does not agree cannot be filled: that is one fault, not two.
        if fields is not None and self.compiled and not told & {"undeclared", "shape", "filter"}:
            self._example(fields)
        # What is in a text box is there twice, once for old versions of Word.
        return list({(f.path, f.line, f.rule, f.message_in("zh")): f for f in self.found}.values())

    def _add(
        self, rule: str, template: str, place: Place | None = None, /, **params: object
    ) -> None:
        self.found.append(Fault(rule, self.path, template, params, place))

    def _lint(self) -> None:
        """The faults that docxtpl-lint finds, in our words."""
        import docxtpl_lint

        small = labelled(self.package, self._too_large())
        empty = {"type": "object", "properties": {}}
        result = docxtpl_lint.lint(
            small.data, schema=empty, jinja_env=environment(), autoescape=True
        )
        for issue in result.issues:
            place = _place(issue, small.parts)
            # With an empty schema each field that is used is one that the schema lacks.
            if issue.rule == "DTL304":
                self.places.setdefault(issue.params["path"].replace("[*]", ITEM), place)
            elif issue.rule in RULES:
                self._issue(issue, place)
            elif issue.rule not in _BY_US and not issue.rule.startswith(("DTL3", "DTL4")):
                reason = _Said(issue.message_for("zh"), issue.message_for("en"))
                self._add(issue.rule, "{reason}", place, reason=reason)

    def _issue(self, issue: Any, place: Place) -> None:
        params = dict(issue.params)
        template = RULES[issue.rule]
        if issue.rule == "DTL104":
            near = _nearest(params["name"], list(environment().filters))
            if near:
                template, params["nearest"] = NEAR_FILTER, near
        if "unit" in params:
            params["unit"] = Word(_UNITS.get(params["unit"], params["unit"]))
        # Only what the message shows: the rest differs between two versions of the linter.
        shown = {key: params[key] for key in re.findall(r"(?<!\{)\{(\w+)\}", template)}
        self._add(issue.rule, template, place, **shown)

    def _too_large(self) -> set[str]:
        """The stories in which docxtpl-lint would search for minutes."""
        found = set()
        for source in self.package.sources:
            text = _plain(source.xml)
            paragraphs = source.xml.count("<w:p>") + source.xml.count("<w:p ")
            # It joins all paragraphs behind a tag without an end, and looks at all of them anew
            # for each tag that stands for a row.
            if (source.name in self.errors and len(text) > _MOST_BROKEN) or text.count(
                "{%"
            ) * paragraphs > _MOST_PAIRS:
                found.add(source.name)
                if source.name not in self.errors:
                    self._add("too-large", TOO_LARGE, Place(source.part))
        return found

    def _compile(self) -> None:
        """Compile the stories: each has a compiled form, or an error."""
        for source in self.package.sources:
            try:
                self.stories[source.name] = Story(source, self.path)
            except TemplateError as error:
                self.errors[source.name] = error

    def _collect(self) -> None:
        """What only shows when the template is compiled; and the uses of what can be."""
        told = {fault.place.part for fault in self.found if fault.place is not None}
        self.compiled = not self.errors
        for source in self.package.sources:
            for mark in _SUBDOCUMENT.finditer(_plain(source.xml)):
                place = Place(source.part, text=mark[0])
                self._add("subdocument", SUBDOCUMENT, place)
            error = self.errors.get(source.name)
            if error is not None:
                if source.part not in told:
                    self._add("syntax", error.template, None, **error.params)
                continue
            story = self.stories[source.name]
            self.uses += uses(source.part, story.lines)
        for each in self.package.properties:
            self.uses += uses(PROPERTIES, each.template.splitlines())
        if self.compiled:
            try:
                Renderer(self.path)
            except TemplateError as error:  # of the properties
                self.compiled = False
                if PROPERTIES not in told:
                    self._add("syntax", error.template, None, **error.params)

    def _elsewhere(self) -> None:
        """Tags where nothing is ever filled."""
        from writer_assist.document.archive import Archive
        from writer_assist.document.read import load

        filled = {source.name for source in self.package.sources}
        archive = Archive(load(self.path))
        for name in archive.names:
            part = next((word for form, word in _ELSEWHERE if form.fullmatch(name)), None)
            if part is None or name in filled:
                continue
            xml = archive.read(name).decode("utf-8", "replace")
            if name == self.package.core:
                xml = self.package.core_xml
            for paragraph in _PARAGRAPH_END.split(xml):
                tag = _OPENING.search(unescape(_XML_TAG.sub("", paragraph)))
                if tag:
                    self._add("not-filled", NOT_FILLED, Place(part, text=f"{tag[0]} …"), story=part)

    def _fields(self) -> Fields | None:
        if not self.template.fields:
            return None
        try:
            return Fields.load(self.template)
        except TemplateError as error:
            file = self.template.fields
            line = error.path.removeprefix(f"{file}:")
            number = int(line) if line.isdecimal() else 0
            self.found.append(Fault("schema", file, error.template, error.params, None, number))
            return None

    def _names(self, fields: Fields) -> None:
        for path, _ in _declared(fields.schema, ()):
            if path[-1] != ITEM and not path[-1].isidentifier():
                self.found.append(
                    Fault("name", self.template.fields, BAD_NAME, {"name": name_of(path)})
                )

    def _samples(self, fields: Fields) -> None:
        """Examples that break the rules of their own field."""
        for name, part in properties(fields.schema).items():
            samples = part.get("examples")
            if not isinstance(samples, list) or part.get("format") == "image":
                continue
            only = Fields.only(name, part, required=True)
            for sample in samples:
                _, problems = only.check({name: sample}, folder=self._folder())
                if problems:
                    params = {"name": name, "reason": problems[0]}
                    self.found.append(Fault("sample", self.template.fields, BAD_SAMPLE, params))

    def _example(self, fields: Fields) -> None:
        """Fill the template with its example; without one, with the examples of its fields."""
        from . import data

        file = self.template.example
        if not file:
            self._from_samples(fields)
            return
        try:
            given = data.read(file)
            values, problems = fields.check(
                given.values, text_cells=given.text_cells, folder=given.folder
            )
            problems = given.placed(problems)
        except DataError as error:
            problems = error.problems
        if problems:
            self.found += [
                Fault("example", file, EXAMPLE_WRONG, {"reason": each._replace(line=0)},
                      None, each.line)
                for each in problems
            ]  # fmt: skip
            return
        if self._filled(values, file, EXAMPLE_FAILS):
            self._least(fields, given.values, given.folder)

    def _least(self, fields: Fields, given: Mapping[str, object], folder: str) -> None:
        """Fill the template with what must be given, and nothing else."""
        needed = {name: value for name, value in given.items() if name in fields.required}
        values, problems = fields.check(needed, folder=folder)
        if not problems:  # else one of several must be given
            self._filled(values, self.path, LEAST_FAILS)

    def _from_samples(self, fields: Fields) -> None:
        """Fill the template with the first example of each field, if all have one."""
        from .describe import example

        samples = {name: example(part) for name, part in properties(fields.schema).items()}
        if None in samples.values() or not {use.path[0] for use in self.uses} <= set(samples):
            return
        values, problems = fields.check(samples, folder=self._folder())
        # Where there are problems, they are told already; or pictures are not there.
        if not problems and self._filled(values, self.path, SAMPLES_FAIL):
            self._least(fields, samples, self._folder())

    def _filled(self, values: Mapping[str, Any], file: str, template: str) -> bool:
        """Whether it can be filled; if not, that is a fault."""
        try:
            Renderer(self.path).render(values)
        except TemplateError as error:
            reason = TemplateError("", error.template, **error.params)
            self.found.append(Fault("render", file, template, {"reason": reason}))
            return False
        return True

    def _folder(self) -> str:
        return os.path.dirname(self.template.fields)


def compare(
    schema: Mapping[str, Any],
    found: Sequence[Use],
    path: str,
    file: str,
    places: Mapping[str, Place] | None = None,
) -> Iterator[Fault]:
    """What a template and its fields.json do not agree on.

    Args:
        schema: the fields, $ref put in.
        found: the uses of the template.
        path: the template.
        file: the fields.json.
        places: the first place of fields by their names (附件[].名称), where it is known.
    """
    comparison = _Comparison(schema, path, file, places or {})
    for use in found:
        yield from comparison.use(use)
    used = {use.path[:number] for use in found for number in range(1, len(use.path) + 1)}
    whole = {
        use.path for use in found
        if use.how not in (LOOP, TEST, SHOWN) and not use.how.startswith(FILTER)
    }  # fmt: skip
    for declared, _ in _declared(schema, ()):
        known = any(declared[: len(way)] == way for way in whole)
        # Of a list that is not used itself, the fields of its items need no second line.
        if declared[-1] != ITEM and declared not in used and not known and (
            len(declared) == 1 or declared[:-1] in used
        ):  # fmt: skip
            yield Fault("unused", file, UNUSED, {"name": name_of(declared)})


class _Comparison:
    """Each fault once, at the first place."""

    def __init__(
        self, schema: Mapping[str, Any], path: str, file: str, places: Mapping[str, Place]
    ) -> None:
        self.schema = schema
        self.path = path
        self.file = file
        self.places = places
        self.told: set[tuple[str, str]] = set()

    def use(self, use: Use) -> Iterator[Fault]:
        schema: Mapping[str, Any] = self.schema
        for number, step in enumerate(use.path):
            way = use.path[:number]
            if step == ITEM:
                if not way or not (kinds := types(schema)):
                    return
                if "array" not in kinds:
                    return  # looped over: said of the use itself
                schema = items(schema)
                continue
            if number and "object" not in types(schema):
                if not types(schema):
                    return
                template = LIST_AS_GROUP if kind(schema) == "array" else ONE_AS_GROUP
                yield from self._tell("shape", template, use, name=name_of(way), part=step,
                                      kind=_kind(schema))  # fmt: skip
                return
            known = properties(schema)
            if step not in known:
                yield from self._undeclared(use, use.path[: number + 1], schema, list(known))
                return
            schema = known[step]
        yield from self._shape(use, schema)

    def _undeclared(
        self, use: Use, path: Path, schema: Mapping[str, Any], known: list[str]
    ) -> Iterator[Fault]:
        if schema.get("additionalProperties", True) is not False or "patternProperties" in schema:
            return  # any other name is welcome
        near = _nearest(path[-1], known)
        template = UNDECLARED_NEAR if near else UNDECLARED
        yield from self._tell("undeclared", template, use, name=name_of(path), nearest=near)

    def _shape(self, use: Use, schema: Mapping[str, Any]) -> Iterator[Fault]:
        kinds = types(schema)
        if not kinds:
            return
        name = name_of(use.path)
        form = str(schema.get("format", ""))
        if use.how == LOOP and not kinds & {"array", "object"}:
            yield from self._tell("shape", LOOP_OVER_ONE, use, name=name, kind=_kind(schema))
        elif use.how == SHOWN and kinds == {"array"}:
            yield from self._tell("shape", LIST_SHOWN, use, name=name)
        elif use.how == SHOWN and kinds == {"object"}:
            yield from self._tell("shape", GROUP_SHOWN, use, name=name)
        elif use.how.startswith(FILTER):
            given = use.how.removeprefix(FILTER)
            for filters, wanted, good in _WANTED:
                if given in filters and not (kinds & good or form in good):
                    yield from self._tell("filter", WRONG_FOR_FILTER, use, name=name,
                                          filter=given, kind=_kind(schema),
                                          wanted=Word(wanted))  # fmt: skip

    def _tell(self, rule: str, template: str, use: Use, **params: object) -> Iterator[Fault]:
        name = str(params["name"])
        if (template, name) in self.told:
            return
        self.told.add((template, name))
        place = Place(use.part, text=use.text)
        known = self.places.get(name)
        if known is not None and known.part == use.part and known.text in use.text:
            place = known
        shown = {"file": os.path.basename(self.file), **params}
        if not params.get("nearest"):
            shown.pop("nearest", None)
        yield Fault(rule, self.path, template, shown, place)


def _declared(schema: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """All fields of a schema, those of objects and of the items of lists as well."""
    if len(path) > 12:
        return
    for name, part in properties(schema).items():
        here = (*path, name)
        yield here, part
        yield from _declared(part, here)
        if properties(items(part)):
            yield from _declared(items(part), (*here, ITEM))


def _kind(schema: Mapping[str, Any]) -> Word:
    form = str(schema.get("format", ""))
    return Word(_KINDS.get(form) or TYPES[kind(schema)])


def _place(issue: Any, parts: Mapping[str, Word]) -> Place:
    location = issue.location
    cells = tuple((cell.table, cell.row, cell.col) for cell in location.cells)
    part = parts.get(location.part, Word(location.part))
    number = 0 if part == PROPERTIES else location.paragraph
    return Place(part, number, cells, issue.snippet)


def _plain(xml: str) -> str:
    return _XML_TAG.sub("", xml)


def _has_tags(xml: str) -> bool:
    text = _plain(xml)
    return "{{" in text or "{%" in text


def _nearest(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, list(known), 1, 0.5)), "")
