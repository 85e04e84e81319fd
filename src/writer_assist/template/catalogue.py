"""Which templates there are, and which one a name means."""

from __future__ import annotations

import json
import os
from functools import lru_cache

from writer_assist.i18n import N_
from writer_assist.outline.genres import UnknownGenreError, find_genre, outlines, templates_folder
from writer_assist.records import NamedTuple

from .errors import TemplateError

TEMPLATE, FIELDS, EXAMPLE = "template.docx", "fields.json", "example.yaml"
"""The files of a template's folder."""


class Template(NamedTuple):
    """A Word template and what belongs to it.

    ``id`` is the genre's id (the folder's name) for a built-in template, else the file's stem.
    ``genre`` is the id of the genre to lint with, or None. ``fields`` and ``example`` are paths,
    "" where there is no such file.
    """

    id: str
    name: str
    path: str
    fields: str = ""
    example: str = ""
    genre: str | None = None


def templates() -> list[Template]:
    """The built-in templates, in the order of their ids."""
    return list(_built_in(templates_folder()))


@lru_cache(maxsize=4)
def _built_in(folder: str) -> tuple[Template, ...]:
    genres = outlines()
    found = []
    for name in sorted(os.listdir(folder)):
        place = os.path.join(folder, name)
        if os.path.isfile(os.path.join(place, TEMPLATE)):
            genre = genres.get(name)
            title = genre.name if genre else _title(os.path.join(place, FIELDS)) or name
            found.append(_in_folder(place, title, name if genre else None))
    return tuple(found)


def find_template(name: str) -> Template:
    """The template that is meant: a genre's id or name, a folder, or a .docx file.

    What a file needs beside it is ``<stem>.fields.json`` and ``<stem>.example.yaml``, or, in a
    template's own folder, ``fields.json`` and ``example.yaml``.

    Raises:
        TemplateError: there is none; the message names the nearest genre.
    """
    if os.path.isdir(name) and os.path.isfile(os.path.join(name, TEMPLATE)):
        return _in_folder(name, _title(os.path.join(name, FIELDS)), _genre(name))
    if os.path.isfile(name):
        return _of_file(name)
    known = {template.id: template for template in templates()}
    wanted = name.strip()
    for template in known.values():
        if wanted in (template.id, template.name):
            return template
    try:
        genre = find_genre(wanted)
    except UnknownGenreError as error:
        if os.sep in name or name.lower().endswith((".docx", ".dotx")):
            raise TemplateError(name, N_("没有这个文件")) from error
        near = _nearest(wanted, [t.name for t in known.values()]) or error.nearest
        text = N_("没有模板“{name}”；template list 列出全部模板")
        if near:
            text = N_("没有模板“{name}”，是不是“{nearest}”？")
        raise TemplateError("", text, name=name, nearest=near) from error
    if genre.id in known:
        return known[genre.id]
    raise TemplateError("", N_("文种“{name}”没有模板"), name=genre.name)


def _nearest(wanted: str, names: list[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(wanted, names, 1, 0.5)), "")


def _in_folder(place: str, title: str, genre: str | None) -> Template:
    name = os.path.basename(os.path.abspath(place))
    return Template(
        name,
        title or name,
        os.path.join(place, TEMPLATE),
        _existing(place, FIELDS),
        _existing(place, EXAMPLE),
        genre,
    )


def _genre(folder: str) -> str | None:
    """The genre of a template's folder: folders are called by it."""
    name = os.path.basename(os.path.abspath(folder))
    return name if name in outlines() else None


def _of_file(path: str) -> Template:
    folder, file = os.path.split(path)
    stem = os.path.splitext(file)[0]
    if file == TEMPLATE:
        return _in_folder(folder or ".", _title(os.path.join(folder, FIELDS)), _genre(folder))
    fields = _existing(folder, f"{stem}.{FIELDS}")
    return Template(
        stem, _title(fields) or stem, path, fields, _existing(folder, f"{stem}.{EXAMPLE}")
    )


def _existing(folder: str, name: str) -> str:
    path = os.path.join(folder, name)
    return path if os.path.isfile(path) else ""


def _title(fields: str) -> str:
    """The title of a fields.json; "" where it has none or cannot be read (that is said later)."""
    try:
        with open(fields, encoding="utf-8-sig") as stream:
            title = json.load(stream).get("title", "")
    except (OSError, ValueError, AttributeError, RecursionError):
        return ""
    return title if isinstance(title, str) else ""
