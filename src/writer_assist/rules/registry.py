"""Which rules exist, by family, and how to pick some of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module

from .base import Rule

FAMILIES: dict[str, str] = {
    "PH": "placeholders",
    "AR": "artifacts",
    "OL": "outline",
    "NO": "numbering",
    "PU": "punctuation",
    "NM": "numerals",
    "WD": "wording",
    "TM": "terms",
    "CS": "consistency",
    "RV": "review",
    "PI": "personal",
}
"""Family → the module of this package that holds its rules, in ``RULES``."""


class UnknownRuleError(ValueError):
    """A selector names no rule; ``nearest`` is the selector that was probably meant."""

    def __init__(self, selector: str, nearest: str | None) -> None:
        super().__init__(selector)
        self.selector = selector
        self.nearest = nearest


@cache
def family_rules(family: str) -> tuple[type[Rule], ...]:
    """The rules of one family, in order of code; its module is imported only now."""
    module = import_module(f"{__package__}.{FAMILIES[family]}")
    rules: tuple[type[Rule], ...] = module.RULES
    return rules


def all_rules() -> tuple[type[Rule], ...]:
    """Every rule, by family and code."""
    return tuple(rule for family in FAMILIES for rule in family_rules(family))


def rule_by_code(selector: str) -> type[Rule]:
    """The rule with this code or name.

    Raises:
        UnknownRuleError: no rule has it.
    """
    for rule in all_rules():
        if selector.upper() == rule.code or selector.lower() == rule.name:
            return rule
    raise UnknownRuleError(selector, _nearest(selector))


def select_rules(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[type[Rule], ...]:
    """The rules that ``select`` names and ``ignore`` does not.

    A selector is a code ("PH001"), the beginning of one ("PH", "PH0"), a name
    ("unfilled-year") or "ALL". Of two selectors that fit a rule the longer one wins, as in
    ruff; at equal length ``ignore`` does. An empty ``select`` means all.

    Raises:
        UnknownRuleError: a selector fits no rule.
    """
    selected = [_normalise(s) for s in select] or [""]
    ignored = [_normalise(s) for s in ignore]
    return tuple(
        rule
        for rule in all_rules()
        if (chosen := _specificity(rule, selected)) is not None
        and ((dropped := _specificity(rule, ignored)) is None or chosen > dropped)
    )


def _normalise(selector: str) -> str:
    """The code, or beginning of one, that a selector stands for."""
    text = selector.strip()
    if text.upper() == "ALL":
        return ""
    for rule in all_rules():
        if text.lower() == rule.name:
            return rule.code
        if text and rule.code.startswith(text.upper()):
            return text.upper()
    raise UnknownRuleError(selector, _nearest(selector))


def _specificity(rule: type[Rule], selectors: Iterable[str]) -> int | None:
    lengths = [len(s) for s in selectors if rule.code.startswith(s)]
    return max(lengths) if lengths else None


def _nearest(selector: str) -> str | None:
    from difflib import get_close_matches

    names = [n for rule in all_rules() for n in (rule.code, rule.name)] + list(FAMILIES)
    for candidate in (selector.strip().upper(), selector.strip().lower()):
        matches = get_close_matches(candidate, names, 1, 0.5)
        if matches:
            return matches[0]
    return None
