"""``writer-assist new``: ask for what a paper needs, fill its template, and lint what came out."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_
from writer_assist.report.display import visible

from .making import (
    add_making,
    check_output,
    guarded,
    lint_files,
    refuse_existing,
    say,
    unwritable,
)
from .output import is_terminal

if TYPE_CHECKING:
    from argparse import Namespace

    from writer_assist.template.catalogue import Template
    from writer_assist.template.fields import Fields

    from .arguments import Parser


def configure(parser: Parser) -> None:
    """Add the arguments of the command."""
    add, t = parser.add_argument, parser.t
    add("template", metavar="GENRE", help=t(N_("文种、模板文件夹或 .docx 模板，如 请示")))
    add(
        "-o",
        "--output",
        metavar="OUT.docx",
        help=t(N_("写到这个文件（默认当前文件夹里“文种.docx”）")),
    )
    add(
        "--form",
        metavar="FILE",
        help=t(N_("不提问，写一份空白数据文件（.yaml 或 .xlsx），填好后用 fill 生成")),
    )
    add(
        "--data",
        metavar="FILE",
        help=t(N_("已经填了一部分的数据文件（.yaml .json .toml），只问还缺的和有错的")),
    )
    add(
        "--save",
        metavar="FILE",
        help=t(N_("把填的内容也存成数据文件（.yaml），中途按 Ctrl-C 也存")),
    )
    add_making(parser)
    parser.add_color()
    parser.add_common()


def run(options: Namespace, parser: Parser) -> int:
    """Write a form, or ask and make the paper; the exit code."""
    return guarded(options.template, lambda template: _make(template, options, parser), parser)


def _make(template: Template, options: Namespace, parser: Parser) -> int:
    from writer_assist.template.fields import Fields

    if options.form:
        return _write_form(template, options, parser)
    return _ask_and_fill(template, Fields.load(template), options, parser)


def _write_form(template: Template, options: Namespace, parser: Parser) -> int:
    from writer_assist.template.blank import write_form

    _refuse_existing(options.form, options, parser)
    try:
        write_form(template, options.form)
    except OSError as error:
        say(unwritable(error, parser, options.form))
        return 2
    name = options.template
    line = N_("写好了空白数据文件 {file}；填好后用 fill {name} --data {file} 生成文件")
    say(parser.t(line, file=options.form, name=name))
    return 0


def _ask_and_fill(template: Template, fields: Fields, options: Namespace, parser: Parser) -> int:
    out = options.output or f"{template.name}.docx"
    check_output(out, parser)
    _refuse_existing(out, options, parser)
    if options.save:
        _check_save(options, parser)
    typed, folder = _known(options, parser)
    if not interactive():
        parser.error(
            parser.t(N_("new 要在终端里回答问题；可以用 --form 写一份空白数据文件，填好后用 fill"))
        )
    code = _interview(template, fields, typed, folder, options, parser)
    if code:
        return code
    saved = bool(options.save) and _saved(options.save, template, fields, typed, parser)
    from writer_assist.template.data import Data
    from writer_assist.template.fill import fill_one

    try:
        fill_one(template, Data(typed, path=os.path.join(folder, "")), out)
    except Exception:
        if not saved:
            _keep(template, fields, typed, options, parser)
        raise
    say(parser.t(N_("写好了 {file}"), file=out))
    code = 0 if options.no_lint else lint_files([out], template, options.color, parser)
    return 2 if options.save and not saved else code


def interactive() -> bool:
    """Whether there is somebody to ask."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def _known(options: Namespace, parser: Parser) -> tuple[dict[str, Any], str]:
    """What a data file has already, and the folder of its pictures."""
    from writer_assist.template.data import read

    if not options.data:
        return {}, ""
    data = read(options.data)
    if data.text_cells:
        parser.error(parser.t(N_("--data 要是 .yaml、.json 或 .toml；表格用 fill")))
    return data.values, data.folder


def _interview(
    template: Template,
    fields: Fields,
    typed: dict[str, Any],
    folder: str,
    options: Namespace,
    parser: Parser,
) -> int:
    """Ask; the exit code, 0 if everything was answered."""
    from writer_assist.template.ask import Interview

    from . import INTERRUPTED

    known = dict(typed)
    say(
        parser.t(N_("{name}：一项一项地填，写得不对会马上提示；按 Ctrl-C 退出"), name=template.name)
    )
    try:
        Interview(fields, typed, parser.lang, say, folder).run()
    except (KeyboardInterrupt, EOFError):
        say("", parser.t(N_("没有填完，没有生成文件")))
        if typed and typed != known:
            _keep(template, fields, typed, options, parser)
        return INTERRUPTED
    return 0


def _keep(
    template: Template, fields: Fields, typed: dict[str, Any], options: Namespace, parser: Parser
) -> None:
    """Put what was typed before the end into a file: that of --save, or one that is asked for."""
    path = options.save
    if not path:
        import questionary

        question = parser.t(N_("填了的内容存到哪个文件？（清空：不存）"))
        try:
            path = questionary.text(question, default=_free_name(template.name)).unsafe_ask()
        except (KeyboardInterrupt, EOFError):
            return
        if not path.strip():
            return
        path = path.strip()
        if not path.lower().endswith((".yaml", ".yml")):
            path += ".yaml"
        if os.path.exists(path):
            path = _free_name(os.path.splitext(path)[0])
    if not _saved(path, template, fields, typed, parser):
        return
    line = N_("接着填：new {name} --data {file} --save {file}")
    say(parser.t(line, name=options.template, file=path))


def _free_name(stem: str) -> str:
    """A name for a YAML file that is not there yet."""
    name, number = f"{stem}.yaml", 2
    while os.path.lexists(name):
        name, number = f"{stem}-{number}.yaml", number + 1
    return name


def _saved(
    path: str, template: Template, fields: Fields, typed: dict[str, Any], parser: Parser
) -> bool:
    """Put what was typed into a file; whether that went well."""
    from writer_assist.atomic import write_bytes
    from writer_assist.template.form_yaml import form

    try:
        write_bytes(path, form(template.name, fields.schema, typed).encode())
    except OSError as error:
        say(unwritable(error, parser, path))
        return False
    say(parser.t(N_("填的内容存在 {file}"), file=path))
    return True


def _check_save(options: Namespace, parser: Parser) -> None:
    if not options.save.lower().endswith((".yaml", ".yml")):
        parser.error(parser.t(N_("--save 的文件应是 .yaml")))
    # Going on with a file, and keeping it.
    if not (options.data and _is_same(options.save, options.data)):
        _refuse_existing(options.save, options, parser)


def _is_same(path: str, other: str) -> bool:
    from writer_assist.repository.walk import identify

    return identify(path) == identify(other)


def _refuse_existing(path: str, options: Namespace, parser: Parser) -> None:
    """End, before anybody has typed anything, if a file is there or its folder is not."""
    folder = os.path.dirname(os.path.realpath(path))
    if not os.path.isdir(folder):
        parser.error(parser.t(N_("没有文件夹 {name}"), name=visible(folder)))
    if os.path.isdir(path):
        parser.error(parser.t(N_("{name} 是文件夹，不是文件"), name=visible(path)))
    refuse_existing(path, options, parser)
