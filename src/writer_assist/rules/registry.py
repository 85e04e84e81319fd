"""Which rules exist, by family, and how to pick some of them.

Besides the rules of this package there are those of other packages (see :mod:`.plugins`), and
those that an office has written down as data, which are handed in as ``extra``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
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
    "PB": "phrases",
    "SU": "suppression",
    "LY": "layout",
}
"""Family → the module of this package that holds its rules, in ``RULES``."""

OPTIONAL = frozenset({"LY"})
"""Families that only selectors of their own select: they are off where nothing, or ALL, is
selected, and are not even imported there."""


class UnknownRuleError(ValueError):
    """A selector names no rule."""

    def __init__(self, selector: str, rules: Sequence[type[Rule]]) -> None:
        super().__init__(selector)
        self.selector = selector
        self._rules = rules

    @cached_property
    def nearest(self) -> str | None:
        """The selector that was probably meant."""
        return _nearest(self.selector, self._rules)


class RuleClashError(ValueError):
    """Two rules have the same code or name."""

    def __init__(self, rule: type[Rule], other: type[Rule], key: str) -> None:
        super().__init__(f"规则 {rule.code} {rule.name} 与 {other.code} {other.name} 重了：{key}")
        self.rule = rule
        self.other = other
        self.key = key


@cache
def family_rules(family: str) -> tuple[type[Rule], ...]:
    """The rules of one family, in order of code; its module is imported only now."""
    module = import_module(f"{__package__}.{FAMILIES[family]}")
    rules: tuple[type[Rule], ...] = module.RULES
    return rules


def all_rules(
    extra: Sequence[type[Rule]] = (), without: frozenset[str] = frozenset()
) -> tuple[type[Rule], ...]:
    """Every rule, by family and code; then those of other packages, then ``extra``.

    The rules of the families ``without`` are left out.

    Raises:
        PluginError: a rule class of another package is broken, or has a code of ours.
        RuleClashError: a rule of ``extra`` has the code or name of another rule.
    """
    own = tuple(
        rule for family in FAMILIES if family not in without for rule in family_rules(family)
    )
    from .plugins import plugin_rules

    rules = (*own, *plugin_rules())
    if not extra:
        return rules
    taken = {key: rule for rule in rules for key in (rule.code, rule.name)}
    for rule in extra:
        for key in (rule.code, rule.name):
            other = taken.setdefault(key, rule)
            if other is not rule:
                raise RuleClashError(rule, other, key)
    return (*rules, *extra)


def rule_by_code(selector: str, extra: Sequence[type[Rule]] = ()) -> type[Rule]:
    """The rule with this code or name.

    Raises:
        UnknownRuleError: no rule has it.
    """
    rules = all_rules(extra)
    for rule in rules:
        if selector.upper() == rule.code or selector.lower() == rule.name:
            return rule
    raise UnknownRuleError(selector, rules)


def select_rules(
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    *,
    without: Sequence[str] = (),
    extra: Sequence[type[Rule]] = (),
) -> tuple[type[Rule], ...]:
    """The rules that ``select`` names and ``ignore`` does not.

    A selector is a code ("PH001"), the beginning of one ("PH", "PH0"), a name
    ("unfilled-year") or "ALL". Of two selectors that fit a rule the longer one wins, as in
    ruff; at equal length ``ignore`` does. An empty ``select`` means all. Rules that ``without``
    names are left out however they are selected. Families that are :data:`OPTIONAL` are selected
    by selectors of their own only, not by "ALL".

    Raises:
        UnknownRuleError: a selector fits no rule.
    """
    rules = _rules_for((*select, *ignore, *without), extra)
    selected = [_prefix(s, rules) for s in select] or [""]
    ignored = [_prefix(s, rules) for s in ignore]
    left_out = tuple([_prefix(s, rules) for s in without])
    return tuple(
        rule
        for rule in rules
        if (chosen := _specificity(rule, selected)) is not None
        and (chosen or rule.code[:2] not in OPTIONAL)
        and ((dropped := _specificity(rule, ignored)) is None or chosen > dropped)
        and not (left_out and rule.code.startswith(left_out))
    )


def code_prefix(selector: str, extra: Sequence[type[Rule]] = ()) -> str:
    """The code, or beginning of one, that a selector stands for; "" for all rules.

    Raises:
        UnknownRuleError: it fits no rule.
    """
    return _prefix(selector, _rules_for((selector,), extra))


def _rules_for(selectors: Sequence[str], extra: Sequence[type[Rule]]) -> tuple[type[Rule], ...]:
    """All rules; without those of optional families where no selector can mean them."""
    rules = all_rules(extra, OPTIONAL)
    try:
        for selector in selectors:
            _prefix(selector, rules)
    except UnknownRuleError:
        return all_rules(extra)
    return rules


def _prefix(selector: str, rules: Sequence[type[Rule]]) -> str:
    text = selector.strip()
    upper, lower = text.upper(), text.lower()
    if upper == "ALL":
        return ""
    for rule in rules:
        if lower == rule.name:
            return rule.code
        if text and rule.code.startswith(upper):
            return upper
    raise UnknownRuleError(selector, rules)


def _specificity(rule: type[Rule], selectors: Iterable[str]) -> int | None:
    lengths = [len(s) for s in selectors if rule.code.startswith(s)]
    return max(lengths) if lengths else None


def _nearest(selector: str, rules: Sequence[type[Rule]]) -> str | None:
    from difflib import get_close_matches

    names = [n for rule in rules for n in (rule.code, rule.name)] + list(FAMILIES)
    for candidate in (selector.strip().upper(), selector.strip().lower()):
        matches = get_close_matches(candidate, names, 1, 0.5)
        if matches:
            return matches[0]
    return None
