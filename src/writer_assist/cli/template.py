"""``writer-assist template``: list, show and check templates; make one of a draft."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING

from writer_assist.i18n import N_
from writer_assist.report import Options
from writer_assist.report.display import visible

from .actions import offer, parser_of
from .arguments import Parser
from .office import outlines_in_use
from .output import standard_output, use_color

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.report.templates import Checked
    from writer_assist.template.catalogue import Template
    from writer_assist.template.uses import Use

ACTIONS: dict[str, str] = {
    "list": N_("列出各个模板"),
    "show": N_("显示一个模板的字段：填什么，写成什么样，在哪里"),
    "check": N_("检查模板：标记、字段定义和示例数据"),
    "make": N_("把草稿变成模板"),
}
"""What can be done, in ``configure_…`` and ``run_…``, and the help."""

_ENDINGS = (".docx", ".dotx")


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    offer(parser, ACTIONS, "template")


def run(options: Namespace, parser: Parser) -> int:
    """Do what is asked for; the exit code."""
    inner = parser_of(options, parser, ACTIONS)
    if inner is None:
        return 2
    functions: dict[str, tuple[Callable[[Parser], None], Callable[[Namespace, Parser], int]]] = {
        "list": (configure_list, run_list),
        "show": (configure_show, run_show),
        "check": (configure_check, run_check),
        "make": (configure_make, run_make),
    }
    prepare, work = functions[options.action]
    prepare(inner)
    inner.add_common()
    return work(inner.parse(options.rest), inner)


def configure_list(parser: Parser) -> None:
    """Add the arguments of ``template list``."""
    parser.add_output()


def run_list(options: Namespace, parser: Parser) -> int:
    """Print the built-in templates; 2 if the fields of one cannot be read."""
    from writer_assist.report import templates as pages
    from writer_assist.template.catalogue import templates
    from writer_assist.template.errors import TemplateError
    from writer_assist.template.fields import Fields

    code = 0
    with outlines_in_use(parser):
        entries = []
        for template in templates():
            try:
                entries.append(pages.listed(template, Fields.load(template)))
            except TemplateError as error:
                _complain(error.message_in(parser.lang))
                code = 2
        with standard_output(utf8=options.output_format == "json") as out:
            if options.output_format == "json":
                pages.render_list_json(entries, out.write)
            elif entries:
                pages.render_list(entries, out.write, _options(options, parser, out))
    return code


def configure_show(parser: Parser) -> None:
    """Add the arguments of ``template show``."""
    text = N_("文种、模板文件夹或 .docx 模板，如 请示")
    parser.add_argument("template", metavar="TEMPLATE", help=parser.t(text))
    parser.add_output(("text", "json", "schema"))


def run_show(options: Namespace, parser: Parser) -> int:
    """Print the fields of one template."""
    from writer_assist.report import templates as pages
    from writer_assist.template import describe
    from writer_assist.template.catalogue import find_template
    from writer_assist.template.errors import TemplateError
    from writer_assist.template.fields import Fields

    try:
        with outlines_in_use(parser):
            template = find_template(options.template)
            schema = Fields.load(template).schema
            uses = [] if options.output_format == "schema" else _uses(template)
    except TemplateError as error:
        _complain(error.message_in(parser.lang))
        return 2
    description = describe.description(schema)
    with standard_output(utf8=options.output_format != "text") as out:
        if options.output_format == "schema":
            pages.render_schema(schema, out.write)
            return 0
        fields = pages.page_fields(schema, uses)
        if options.output_format == "json":
            pages.render_page_json(template, fields, out.write, description=description)
        else:
            shown = _options(options, parser, out)
            pages.render_page(template, fields, out.write, shown, description=description)
    return 0


def _uses(template: Template) -> list[Use]:
    from writer_assist.template.contract import all_uses
    from writer_assist.template.package import open_package

    return all_uses(open_package(template.path, template.path), template.path)


def configure_check(parser: Parser) -> None:
    """Add the arguments of ``template check``."""
    text = N_(".docx 模板、放着模板的文件夹，或者文种；可以有几个")
    parser.add_argument("paths", nargs="+", metavar="FILE", help=parser.t(text))
    parser.add_output()


def run_check(options: Namespace, parser: Parser) -> int:
    """Print what is wrong; 1 for faults, 2 if a template cannot be checked."""
    from writer_assist.report import templates as pages

    with outlines_in_use(parser):
        checked = [each for path in options.paths for each in _checked(path)]
    # The same file may be named twice, and stand in a folder that is named.
    checked = list({os.path.realpath(each.path): each for each in checked}.values())
    with standard_output(utf8=options.output_format == "json") as out:
        if options.output_format == "json":
            pages.render_faults_json(checked, out.write, parser.lang)
        else:
            pages.render_faults(checked, out.write, _options(options, parser, out))
    if any(each.error is not None for each in checked):
        return 2
    return int(any(each.faults for each in checked))


def _checked(path: str) -> Iterator[Checked]:
    """The templates that a path means, each examined."""
    from writer_assist.report.templates import Checked
    from writer_assist.template.catalogue import TEMPLATE, find_template
    from writer_assist.template.errors import TemplateError
    from writer_assist.template.faults import faults, is_template

    single = not os.path.isdir(path) or os.path.isfile(os.path.join(path, TEMPLATE))
    found = False
    for name in [path] if single else _in_folder(path):
        try:
            template = find_template(name)
            # Other documents may stand beside templates.
            if not single and not template.fields and not is_template(template.path):
                continue
            found = True
            yield Checked(template.path, faults(template))
        except TemplateError as error:
            found = True
            yield Checked(error.path or name, (), error)
    if not found:
        yield Checked(path, (), TemplateError(path, N_("文件夹里没有模板（.docx）")))


def _in_folder(folder: str) -> Iterator[str]:
    """The templates' folders and the DOCX files in a folder and all that are in it."""
    from writer_assist.template.catalogue import TEMPLATE

    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if TEMPLATE in files:
            yield place
            continue
        for name in sorted(files):
            if name.lower().endswith(_ENDINGS) and not name.startswith((".", "~$")):
                yield os.path.join(place, name)


def configure_make(parser: Parser) -> None:
    """Add the arguments of ``template make``."""
    add, t = parser.add_argument, parser.t
    add("draft", metavar="DRAFT", help=t(N_("留着空的草稿（20xx年、xx县、____ 等），不会改动")))
    add(
        "-o",
        "--output",
        metavar="DIR",
        required=True,
        help=t(N_("写到这个文件夹：template.docx、fields.json、example.yaml")),
    )
    add(
        "--name",
        action="append",
        default=[],
        metavar="OLD=NEW",
        help=t(N_("字段换一个名称；换成另一个字段的名称，两个就合成一个；可以多次给出")),
    )
    add("--force", action="store_true", help=t(N_("已有这些文件的，换成新的")))
    parser.add_color()


def run_make(options: Namespace, parser: Parser) -> int:
    """Make a template of a draft, and say which fields it has."""
    from writer_assist.report import templates as pages
    from writer_assist.template.errors import TemplateError

    renamed = _renamed(options, parser)
    try:
        with outlines_in_use(parser):
            from writer_assist.template.make import make_template

            made = make_template(
                options.draft, options.output, force=options.force, renamed=renamed
            )
    except TemplateError as error:
        _complain(error.message_in(parser.lang))
        return 2
    with standard_output(utf8=False) as out:
        pages.render_made(made, out.write, _options(options, parser, out))
    return 0


def _renamed(options: Namespace, parser: Parser) -> dict[str, str]:
    """The names that --name gives: the old ones, and what they become."""
    renamed: dict[str, str] = {}
    for pair in options.name:
        old, sign, new = (part.strip() for part in pair.partition("="))
        if not (old and sign and new) or old in renamed:
            template = N_("--name 要写成 旧名=新名，每个旧名一次，不能是 {value}")
            parser.error(parser.t(template, value=visible(pair)))
        renamed[old] = new
    return renamed


def _options(options: Namespace, parser: Parser, out: IO[str]) -> Options:
    return Options(parser.lang, use_color(options.color, out))


def _complain(line: str) -> None:
    import sys

    if sys.stderr is not None:
        print(visible(line), file=sys.stderr)  # noqa: T201
