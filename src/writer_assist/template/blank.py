"""Empty data files to fill in and give back: YAML with comments, or a workbook."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from .errors import TemplateError
from .fields import Fields

if TYPE_CHECKING:
    from .catalogue import Template

KINDS = (".yaml", ".yml", ".xlsx")
"""How the name of a form may end."""


def write_form(template: Template, path: str) -> None:
    """Write an empty data file for a template; what is there is replaced.

    It is what the end of its name says: YAML (.yaml, .yml) for one paper, or a workbook (.xlsx)
    with a row a paper. Both can be read as they are: what is not filled in is not there.

    Raises:
        TemplateError: the name ends in something else, or the template's fields are wrong.
        OSError: it cannot be written.
    """
    from writer_assist.atomic import write_bytes

    write_bytes(path, form(template, path))


def form(template: Template, path: str) -> bytes:
    """What :func:`write_form` writes.

    Raises:
        TemplateError: as there.
    """
    from . import form_xlsx, form_yaml

    extension = os.path.splitext(path)[1].lower()
    if extension not in KINDS:
        raise TemplateError(path, N_("空白数据文件的扩展名可以是 .yaml 或 .xlsx"))
    schema = Fields.load(template).schema
    if extension == ".xlsx":
        return form_xlsx.form(template.name, schema)
    return form_yaml.form(template.name, schema).encode()
