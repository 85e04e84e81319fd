"""Fill one template with one set of values: check all of them, render, write."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from writer_assist.i18n import N_

from .catalogue import Template, find_template
from .data import Data, read
from .errors import DataError, TemplateError
from .fields import Fields
from .render import Renderer

EXISTS = N_("已经有了，没有动它；要换成新的，加 --force")


class Filler:
    """A template with its fields, opened once to be filled as often as there is data.

    Raises:
        TemplateError: the template or its fields.json is wrong.
    """

    def __init__(self, template: Template) -> None:
        self.template = template
        self.fields = Fields.load(template)
        self.renderer = Renderer(template.path)

    def values(self, data: Data) -> dict[str, Any]:
        """The values that data gives, as the template takes them.

        Raises:
            DataError: it does not fit; all that is wrong is named.
        """
        values, problems = self.fields.check(
            data.values, text_cells=data.text_cells, folder=data.folder
        )
        if problems:
            raise DataError(data.path, data.placed(problems))
        return values

    def document(self, data: Data) -> bytes:
        """The DOCX that data makes.

        Raises:
            DataError: it does not fit.
            TemplateError: the template cannot be rendered with it.
        """
        return self.renderer.render(self.values(data))


def fill_one(template: Template, data: Data, out: str) -> None:
    """Fill a template and write the document; nothing is written if anything is wrong.

    Args:
        template: the template.
        data: values that were read from a file.
        out: the DOCX to write; what is there is replaced.

    Raises:
        DataError: the data does not fit.
        TemplateError: the template is wrong, or is itself the output.
        OSError: the file cannot be written.
    """
    from writer_assist.atomic import write_bytes

    refuse_inputs(out, template, data.path)
    write_bytes(out, Filler(template).document(data))


def refuse_inputs(out: str, template: Template, data: str = "") -> None:
    """Never write to what is read.

    Raises:
        TemplateError: the output is the template, a file that belongs to it, or the data file.
    """
    from writer_assist.repository.walk import identify

    read_from = (template.path, template.fields, template.example, data)
    if identify(out) in {identify(path) for path in read_from if path}:
        raise TemplateError(out, N_("这是要读的文件，不能写到这里，请换一个名字"))


def fill(
    template: str | os.PathLike[str],
    data: Mapping[str, object] | str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    *,
    row: int | None = None,
    sheet: str | None = None,
    force: bool = False,
) -> bytes:
    """Fill a template.

    Args:
        template: the id or name of a genre, a template's folder, or a .docx file.
        data: values by field, or a data file (YAML, JSON, TOML, one row of CSV or XLSX). Dates
            are ``datetime.date`` or 2024-03-05, pictures paths.
        out: a DOCX to write as well.
        row: of a table, the number of the row (the first of the sheet is 1).
        sheet: of a workbook, the name of the sheet.
        force: whether an ``out`` that exists is replaced.

    Returns:
        The document.

    Raises:
        DataError: the data cannot be read or does not fit; all that is wrong is named.
        TemplateError: there is no such template, it is wrong, or ``out`` exists.
        OSError: ``out`` cannot be written.
    """
    chosen = find_template(os.fspath(template))
    if isinstance(data, Mapping):
        given = Data(dict(data))
    else:
        given = read(os.fspath(data), row=row, sheet=sheet)
    path = os.fspath(out) if out is not None else ""
    if path:
        refuse_inputs(path, chosen, given.path)
        if os.path.lexists(path) and not force:
            raise TemplateError(path, N_("已经有了，没有动它"))
    document = Filler(chosen).document(given)
    if path:
        from writer_assist.atomic import write_bytes

        write_bytes(path, document)
    return document
