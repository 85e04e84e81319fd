"""Messages: Chinese in the source, translated through gettext when they are shown.

A message is a template with ``{name}`` fields plus its values, so that one finding can be
shown in any language. Templates are marked with :func:`N_` where they stand and translated by
:func:`render`; a value that is itself a word to translate is a :class:`Word`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache


class Word(str):
    """A value of a message that is translated as well (``Word("年份")`` → "the year")."""

    __slots__ = ()


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate"
    """Mark a template for extraction; it is translated when it is shown."""
    return message


@lru_cache(maxsize=4)
def translator(lang: str) -> Callable[[str], str]:
    """The function that translates a message id into ``lang`` ("zh" or "en")."""
    if lang == "zh":
        return str
    # gettext is imported here: Chinese, the common case, does without.
    import gettext

    folder = os.path.join(os.path.dirname(__file__), "locale")
    translate = gettext.translation("writer_assist", folder, [lang], fallback=True).gettext
    # The empty message is the catalogue's own header.
    return lambda message: translate(message) if message else ""


def render(template: str, params: Mapping[str, object], lang: str = "zh") -> str:
    """A message in ``lang``, its fields filled."""
    translate = translator(lang)
    if not params:
        return translate(template)
    values = {
        key: translate(value) if isinstance(value, Word) else value for key, value in params.items()
    }
    return translate(template).format(**values)


def default_language(environ: Mapping[str, str] = os.environ) -> str:
    """The language of the locale: "en" for an English one, otherwise "zh".

    LANGUAGE, LC_ALL, LC_MESSAGES and LANG count, in gettext's order; "C" and "POSIX" name no
    language, and the product's users read Chinese.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"
