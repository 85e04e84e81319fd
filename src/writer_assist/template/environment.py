"""The Jinja environment that templates are rendered in: closed to Python, strict, escaping."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from . import forms


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """The environment; one for all templates, never changed.

    Expressions reach no attributes of Python objects and change nothing; a name that the data
    does not have is an error; ``<`` and ``&`` in values are text.
    """
    made = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        keep_trailing_newline=True,
    )
    made.filters.update(forms.FILTERS)
    return made


def _shown(value: Any) -> Any:
    return forms.shown(value)
