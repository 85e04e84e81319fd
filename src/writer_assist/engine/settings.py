"""The settings of each file: what the command line says, else its configuration, else defaults."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from writer_assist.i18n import N_
from writer_assist.records import NamedTuple
from writer_assist.rules.base import Office, Rule
from writer_assist.rules.registry import RuleClashError, UnknownRuleError, code_prefix

from .configuration import Configuration, Configurations, Where

if TYPE_CHECKING:
    from .globs import Globs
    from .linter import Linter

DEFAULT_FAIL_ON = "warning"


class Settings(NamedTuple):
    """What holds for a file; the arguments of :class:`~.linter.Linter` among it.

    ``select`` and ``ignore`` choose rules, ``without`` takes some away from these. ``baseline``
    is a file, "" for none. ``phrasebank`` are the office's own phrase files, ``layout`` is the file
    of its profile.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    genre: str | None = None
    names: tuple[str, ...] = ()
    institutions: tuple[tuple[str, str], ...] = ()
    contacts: tuple[str, ...] = ()
    outlines: tuple[str, ...] = ()
    extra: tuple[type[Rule], ...] = ()
    phrasebank: tuple[str, ...] = ()
    layout: str = ""
    fail_on: str = DEFAULT_FAIL_ON
    baseline: str = ""


class Linters:
    """The linter of each file; one for all files with the same settings.

    It is sent to other processes as the arguments that it was made with, and finds everything
    anew there.

    Args:
        select: as :class:`~.linter.Linter`; goes before what configurations select and ignore.
        ignore: as there; goes before what configurations select.
        genre: as there; goes before configurations.
        fail_on: goes before configurations; None: not said.
        baseline: goes before configurations; None: not said, "": none.
        config: the configuration of every file, instead of the nearest.
        isolated: there are no configurations.
        suppressions: as :class:`~.linter.Linter`.
        keep_text: as there.
    """

    def __init__(self, **given: Any) -> None:
        self._given = given
        self._select: tuple[str, ...] = tuple(given.get("select") or ())
        self._ignore: tuple[str, ...] = tuple(given.get("ignore") or ())
        self._genre: str | None = given.get("genre")
        self._fail_on: str | None = given.get("fail_on")
        self._baseline: str | None = given.get("baseline")
        self._options = {
            "suppressions": given.get("suppressions", True),
            "keep_text": given.get("keep_text", False),
        }
        self.configurations = Configurations(
            given.get("config"), isolated=given.get("isolated", False)
        )
        self._plain = self._merge(Settings())
        self._checked: dict[str, Checked] = {}
        self._linters: dict[Settings, Linter] = {}
        # Settings may hold thousands of names: they are compared once, then known by identity.
        self._by_identity: dict[int, Linter] = {}

    def __reduce__(self) -> tuple[Callable[..., Linters], tuple[dict[str, Any]]]:
        return _remade, (self._given,)

    def of(self, path: str) -> Linter:
        """The linter of a file.

        Raises:
            ConfigurationError: its configuration is wrong.
            ValueError: what the command line says is wrong, or a rule cannot be loaded; see
                :class:`~.linter.Linter`.
        """
        settings = self.settings(path)
        known = self._by_identity.get(id(settings))
        if known is not None:
            return known
        linter = self._linters.get(settings)
        if linter is None:
            from .linter import Linter

            linter = Linter(
                select=settings.select,
                ignore=settings.ignore,
                without=settings.without,
                severity=dict(settings.severity),
                genre=settings.genre,
                office=Office(
                    settings.names,
                    dict(settings.institutions),
                    settings.contacts,
                    settings.phrasebank,
                    settings.layout,
                ),
                outlines=settings.outlines,
                extra=settings.extra,
                **self._options,
            )
            self._linters[settings] = linter
        self._by_identity[id(settings)] = linter
        return linter

    def settings(self, path: str) -> Settings:
        """The settings of a file; raises as :meth:`of`."""
        configuration = self.configurations.of(path)
        if configuration is None:
            return self._plain
        return self.checked(configuration).of(path)

    def checked(self, configuration: Configuration) -> Checked:
        """A configuration with all that it names looked up; raises as :meth:`of`."""
        key = configuration.path
        if key not in self._checked:
            self._checked[key] = Checked(configuration, self._merge)
        return self._checked[key]

    def given(self) -> dict[str, Any]:
        """What the command line says, by the keys of the configuration."""
        said = {
            "select": list(self._select),
            "ignore": list(self._ignore),
            "genre": self._genre,
            "fail-on": self._fail_on,
            "baseline": self._baseline,
        }
        return {key: value for key, value in said.items() if value}

    def built(self) -> list[Linter]:
        """The linters that there are by now."""
        return list(self._linters.values())

    def excluded(self, path: str) -> bool:
        """Whether a configuration takes a file or folder out of what a folder holds."""
        configuration = self.configurations.of(path)
        return configuration is not None and self.checked(configuration).excludes(path)

    def _merge(self, settings: Settings) -> Settings:
        """The settings with what the command line says put before them."""
        if self._select:
            settings = settings._replace(select=self._select, ignore=self._ignore)
        elif self._ignore:
            settings = settings._replace(without=(*settings.without, *self._ignore))
        if self._genre is not None:
            settings = settings._replace(genre=self._genre)
        if self._fail_on is not None:
            settings = settings._replace(fail_on=self._fail_on)
        if self._baseline is not None:
            settings = settings._replace(baseline=self._baseline)
        return settings


def _remade(given: dict[str, Any]) -> Linters:
    return Linters(**given)


class Checked:
    """A configuration whose selectors, genres, files and globs were looked up.

    Raises:
        ConfigurationError: one of them is wrong or not there.
        ValueError: a rule of a file or package, an outline or a phrase file that it names cannot be
            loaded.
    """

    def __init__(self, configuration: Configuration, merge: Callable[[Settings], Settings]) -> None:
        self.configuration = configuration
        self._merge = merge
        values = configuration.values
        self._by_match: dict[tuple[tuple[int, ...], tuple[int, ...]], Settings] = {}
        self._outlines = outline_files(configuration)
        extra = self._house_rules(values.get("house-rules", ()))
        for key in ("select", "extend-select", "ignore"):
            for number, selector in enumerate(values.get(key, ())):
                self._check_selector(selector, extra, (key, number))
        self._dropped: Mapping[str, Sequence[str]] = values.get("per-file-ignores", {})
        for pattern, selectors in self._dropped.items():
            for number, selector in enumerate(selectors):
                self._check_selector(selector, extra, ("per-file-ignores", pattern, number))
        for selector in values.get("severity", {}):
            self._check_selector(selector, extra, ("severity", selector))
        if values.get("genre"):
            self._check_genre(values["genre"], ("genre",))
        self._genres: Mapping[str, str] = values.get("per-file-genre", {})
        for pattern, genre in self._genres.items():
            self._check_genre(genre, ("per-file-genre", pattern))
        phrasebank = [
            _existing(self.configuration, name, ("phrasebank", number))
            for number, name in enumerate(values.get("phrasebank", ()))
        ]
        if phrasebank:
            from writer_assist.outline.genres import own_outlines
            from writer_assist.phrasebank import variants

            with own_outlines(self._outlines):  # a phrase may be for one of them
                variants(phrasebank)  # what is wrong in them shows now, not at each draft
        self._ignore_globs = self._globs("per-file-ignores", self._dropped)
        self._genre_globs = self._globs("per-file-genre", self._genres)
        self._exclude_globs = self._globs("exclude", values.get("exclude", ()))
        select = tuple(values.get("select", ()))
        added = tuple(values.get("extend-select", ()))
        self._base = Settings(
            # To extend all is to select those by name: they go before a shorter one that ignores.
            select=(*(select or ("ALL",)), *added) if select or added else (),
            ignore=tuple(values.get("ignore", ())),
            severity=tuple(values.get("severity", {}).items()),
            genre=values.get("genre") or None,
            names=self._names(values.get("names", ())),
            institutions=tuple(values.get("institutions", {}).items()),
            contacts=tuple(values.get("contacts", ())),
            outlines=self._outlines,
            extra=extra,
            phrasebank=tuple(phrasebank),
            layout=self._layout(values.get("layout-profile", "")),
            fail_on=values.get("fail-on", DEFAULT_FAIL_ON),
            baseline=configuration.file(values["baseline"]) if values.get("baseline") else "",
        )

    def of(self, path: str) -> Settings:
        """The settings of a file that this is the configuration of."""
        dropped = self._ignore_globs.matching(path) if self._ignore_globs else ()
        genres = self._genre_globs.matching(path) if self._genre_globs else ()
        settings = self._by_match.get((dropped, genres))
        if settings is None:
            settings = self._base
            if dropped:
                lists = list(self._dropped.values())
                names = dict.fromkeys(s for number in dropped for s in lists[number])
                settings = settings._replace(without=tuple(names))
            if genres:  # of several the last one counts, as it is the most special by custom
                settings = settings._replace(genre=list(self._genres.values())[genres[-1]])
            settings = self._by_match[dropped, genres] = self._merge(settings)
        return settings

    def matches(self, key: str, path: str) -> list[str]:
        """The globs of ``per-file-ignores`` or ``per-file-genre`` that fit a file."""
        globs = self._ignore_globs if key == "per-file-ignores" else self._genre_globs
        patterns = list(self.configuration.values.get(key, {}))
        return [patterns[number] for number in globs.matching(path)] if globs else []

    def excludes(self, path: str) -> bool:
        """Whether a glob of ``exclude`` fits a file or folder."""
        return bool(self._exclude_globs and self._exclude_globs.matching(path))

    def _check_selector(self, selector: str, extra: tuple[type[Rule], ...], where: Where) -> None:
        try:
            code_prefix(selector, extra)
        except UnknownRuleError as error:
            raise self._unknown(where, N_("没有规则 {name}"), selector, error.nearest) from error

    def _check_genre(self, genre: str, where: Where) -> None:
        from writer_assist.outline.genres import UnknownGenreError, find_genre, own_outlines

        try:
            with own_outlines(self._outlines):
                find_genre(genre)
        except UnknownGenreError as error:
            raise self._unknown(where, N_("没有文种 {name}"), genre, error.nearest) from error

    def _unknown(self, where: Where, template: str, name: str, nearest: str | None) -> Exception:
        if nearest:
            template = _NEAREST[template]
        return self.configuration.error(where, template, name=repr(name), nearest=nearest or "")

    def _house_rules(self, names: Sequence[str]) -> tuple[type[Rule], ...]:
        if not names:
            return ()
        paths = [
            _existing(self.configuration, name, ("house-rules", n)) for n, name in enumerate(names)
        ]
        from writer_assist.outline.genres import own_outlines
        from writer_assist.rules.registry import all_rules
        from writer_assist.rules.tables import house_rules

        with own_outlines(self._outlines):  # a rule may be for one of them
            rules = house_rules(paths)
        try:
            all_rules(rules)
        except RuleClashError as error:
            template = N_("规则 {code}（{name}）与已有的规则 {other} 重了")
            raise self.configuration.error(
                ("house-rules",), template,
                code=error.rule.code, name=error.rule.name, other=error.other.code,
            ) from error  # fmt: skip
        return rules

    def _layout(self, name: str) -> str:
        """The file of a profile; only the rules that need it read it, which are seldom selected."""
        return _existing(self.configuration, name, ("layout-profile",)) if name else ""

    def _names(self, value: Sequence[str] | str) -> tuple[str, ...]:
        """A list of names, or those in a file, one a line."""
        if not isinstance(value, str) or not value:
            return tuple(value)
        path = _existing(self.configuration, value, ("names",))
        from writer_assist.document.errors import DocumentError
        from writer_assist.document.read import load
        from writer_assist.document.text import decode

        try:
            text = decode(load(path))
        except DocumentError as error:
            template = N_("读不出“names”的文件 {name}：{reason}")
            reason = error.reason.format(**error.params)
            raise self.configuration.error(
                ("names",), template, name=value, reason=reason
            ) from error
        lines = (line.partition("#")[0].strip() for line in text.splitlines())
        return tuple(dict.fromkeys(filter(None, lines)))

    def _globs(self, key: str, patterns: Sequence[str] | Mapping[str, Any]) -> Globs | None:
        if not patterns:
            return None
        from .globs import Globs, compile_glob

        compiled = []
        for number, pattern in enumerate(patterns):
            try:
                compiled.append(compile_glob(pattern))
            except ValueError as error:
                item = pattern if isinstance(patterns, Mapping) else number
                template = N_("看不懂通配符 {pattern}")
                raise self.configuration.error(
                    (key, item), template, pattern=repr(pattern)
                ) from error
        return Globs(compiled, self.configuration.root)


def outline_files(configuration: Configuration) -> tuple[str, ...]:
    """The files of the outlines that a configuration names, those of folders too.

    Raises:
        ConfigurationError: one of them is not there.
        OutlineError: something in one is wrong.
    """
    names = configuration.values.get("outlines", ())
    if not names:
        return ()
    from writer_assist.outline.genres import own_files, own_outlines

    paths = [_existing(configuration, name, ("outlines", n)) for n, name in enumerate(names)]
    files = tuple(dict.fromkeys(file for path in paths for file in own_files(path)))
    with own_outlines(files):  # they are wrong for whatever reads the configuration
        return files


def _existing(configuration: Configuration, name: str, where: Where) -> str:
    """The path of a file or folder that is named in a configuration."""
    path = configuration.file(name)
    if not os.path.exists(path):
        template = N_("“{key}”里的 {name} 不存在（{path}）")
        raise configuration.error(where, template, key=where[0], name=name, path=path)
    return path


_NEAREST = {
    "没有规则 {name}": N_("没有规则 {name}，是不是 {nearest}？"),
    "没有文种 {name}": N_("没有文种 {name}，是不是 {nearest}？"),
}
