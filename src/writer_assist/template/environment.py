"""The Jinja environment that templates are rendered in: closed to Python, strict, escaping."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Undefined

from . import forms
from .limits import NOT_TEXT, LimitedEnvironment, LimitError, spend


@lru_cache(maxsize=1)
def environment() -> LimitedEnvironment:
    """The environment; one for all templates, never changed.

    Expressions reach no attributes of Python objects and change nothing; a name that the data
    does not have is an error; ``<`` and ``&`` in values are text; what would take too much time
    or memory is an error (:mod:`.limits`).
    """
    return _made(autoescape=True)


@lru_cache(maxsize=1)
def plain_environment() -> LimitedEnvironment:
    """The same for text that is no XML: the document's properties."""
    return _made(autoescape=False)


def _made(*, autoescape: bool) -> LimitedEnvironment:
    return LimitedEnvironment(
        filters=forms.FILTERS,
        autoescape=autoescape,
        undefined=StrictUndefined,
        finalize=_shown,
        keep_trailing_newline=True,
    )


def _shown(value: Any) -> Any:
    """What a place shows of a value.

    Raises:
        LimitError: it is a list or a mapping, or too much has been written already.
    """
    if not isinstance(value, str):
        value = forms.shown(value)
        if not isinstance(value, str):
            if isinstance(value, Undefined) or hasattr(value, "__html__"):
                spend(1)
                return value
            raise LimitError(NOT_TEXT)
    spend(len(value))
    return value
