"""The assistant: everything that a host asks for, whatever it is written in."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from writer_assist import __version__
from writer_assist.document.errors import DocumentError
from writer_assist.i18n import N_, render

from . import protocol as p
from .documents import OpenDocument, ParagraphCache
from .preferences import PreferencesFile
from .problems import Presenter, problem_key, wanted

if TYPE_CHECKING:
    from writer_assist.engine.findings import DraftReport, FileReport, Finding
    from writer_assist.engine.linter import Linter
    from writer_assist.engine.settings import Linters

NO_DOCUMENT = N_("没有打开文档 {name}")
NO_PARAGRAPHS = N_("文档没有这些段落：从第 {first} 段起 {count} 段")
NO_PROBLEM = N_("没有这个问题（文档可能已经改过，请再检查一遍）：{name}")
NO_RULE = N_("没有规则 {name}")
NO_CHECK = N_("还没有检查过这个文档，或者检查以后改过：请先检查")
EXISTS = N_("{name} 已经有了，没有动它")
UNWRITABLE = N_("{name}: 无法写入：{reason}")
NO_GENRE = N_("没有文种 {name}")
FIRST = N_("先要发 initialize")
CANCELLED = N_("取消了")
TEXT = "{text}"

_FRAME = {"OL005": "title", "OL006": "signature", "OL007": "date"}
"""Sections whose lack is a rule of its own."""


class AssistantError(Exception):
    """What was asked for cannot be done; the message is for the user.

    ``code`` is one of :mod:`.protocol`'s.
    """

    def __init__(
        self, template: str, params: Mapping[str, object] | None = None, code: int = p.FAILED
    ) -> None:
        super().__init__(render(template, params or {}))
        self.template = template
        self.params = params or {}
        self.code = code

    def message_in(self, lang: str) -> str:
        """The message in a language."""
        return render(self.template, self.params, lang)


class Assistant:
    """One conversation with one host.

    Each method of the protocol is a method here, with its parameters as a record; what may be
    raised is :class:`AssistantError`. It is for one thread at a time.

    Args:
        cancelled: whether the host does not want the result any more that is being worked on.
    """

    def __init__(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        self.lang = "zh"
        self.initialized = False
        self._cancelled = cancelled
        self._presenter = Presenter("zh", utf16=True)
        self._preferences = PreferencesFile()
        self._documents: dict[str, OpenDocument] = {}
        self._linters: dict[tuple[str, bool], Linters] = {}
        self._caches: dict[int, ParagraphCache] = {}

    def handle(self, method: str, params: Any) -> Any:
        """Call a method by its name in the protocol.

        Raises:
            AssistantError: it cannot be done.
        """
        if method != "initialize" and not self.initialized:
            raise AssistantError(FIRST, code=p.NOT_INITIALIZED)
        work: Callable[[Any], Any] = getattr(self, method)
        try:
            return work(params)
        except DocumentError as error:
            raise AssistantError(error.reason, error.params) from error
        except OSError as error:
            from writer_assist.os_errors import os_reason

            reason = render(os_reason(error), {}, self.lang)
            name = str(error.filename or "")
            raise AssistantError(UNWRITABLE, {"name": name, "reason": reason}) from error
        except ValueError as error:
            message_in = getattr(error, "message_in", None)  # a configuration, outline, phrase file
            if message_in is None:
                raise
            raise AssistantError(TEXT, {"text": message_in(self.lang)}) from error

    # --- the conversation ---

    def initialize(self, params: p.Initialize) -> p.Initialized:
        """Begin: the language, the offsets, the preferences."""
        self.lang = params.lang
        self._presenter = Presenter(params.lang, utf16=params.positions == "utf-16")
        self._preferences = PreferencesFile(params.preferences)
        self.initialized = True
        return p.Initialized("writer-assist", __version__, p.VERSION, params.positions)

    def preferences(self, _: p.GetPreferences) -> p.Preferences:
        """The user's preferences."""
        return self._preferences.get()

    def set_preferences(self, params: p.Preferences) -> p.Preferences:
        """Replace the user's preferences."""
        if params.genre:
            from writer_assist.outline.genres import UnknownGenreError, find_genre

            try:
                find_genre(params.genre)
            except UnknownGenreError as error:
                raise AssistantError(NO_GENRE, {"name": params.genre}) from error
        return self._preferences.set(params)

    def ignore_rule(self, params: p.IgnoreRule) -> p.Preferences:
        """Apply a rule no longer, or again."""
        code = self._rule(params.code).code
        now = self._preferences.get()
        codes = set(now.ignored_rules) - {code}
        if not params.undo:
            codes.add(code)
        return self._preferences.set(now._replace(ignored_rules=sorted(codes)))

    def add_word(self, params: p.AddWord) -> p.Preferences:
        """Put a word into the dictionary, or take it out."""
        word = params.word.strip()
        now = self._preferences.get()
        words = set(now.words) - {word}
        if word and not params.undo:
            words.add(word)
        return self._preferences.set(now._replace(words=sorted(words)))

    # --- checking ---

    def check_paragraphs(self, params: p.CheckParagraphs) -> p.ParagraphProblems:
        """Check paragraphs by themselves."""
        document = self._documents.get(params.document)
        linter = self._linter(document.path if document else "")
        cache = self._caches.setdefault(id(linter), ParagraphCache(linter.check_paragraph))
        preferences = self._preferences.get()
        results = []
        for number, text in enumerate(params.texts, 1):
            if self._cancelled():
                raise AssistantError(CANCELLED, code=p.CANCELLED)
            findings = cache.findings(text)
            if document is not None:
                # The whole document knows better: there a fault may be none, or be one.
                seen = document.of_text(text)
                findings = [
                    finding
                    for finding in (findings if seen is None else seen)
                    if not _is_ignored(document, finding, text)
                ]
            found = wanted([_at(f, number) for f in findings], {number: text}, preferences)
            # A correction that reaches into other paragraphs needs them: `correct` makes it.
            found = [f._replace(fixes=tuple(x for x in f.fixes if _inside(x, f))) for f in found]
            results.append(self._presenter.problems(found, {number: text}))
        return p.ParagraphProblems(results)

    def open(self, params: p.OpenDocument) -> p.DocumentState:
        """Begin with a document."""
        document = OpenDocument(params.path, params.paragraphs)
        before = self._documents.get(params.document)
        if before is not None:
            document.ignored, document.ignored_words = before.ignored, before.ignored_words
            document.revision = before.revision + 1
        self._documents[params.document] = document
        return p.DocumentState(len(document.paragraphs), document.revision)

    def update(self, params: p.UpdateDocument) -> p.DocumentState:
        """Change some of its paragraphs."""
        document = self._document(params.document)
        try:
            document.replace(params.first, params.removed, params.paragraphs)
        except IndexError as error:
            raise AssistantError(
                NO_PARAGRAPHS, {"first": params.first, "count": params.removed}
            ) from error
        return p.DocumentState(len(document.paragraphs), document.revision)

    def close(self, params: p.CloseDocument) -> p.Done:
        """Forget a document."""
        self._document(params.document)
        del self._documents[params.document]
        return p.Done()

    def check(self, params: p.CheckDocument) -> p.Checked:
        """Check a whole document."""
        document = self._document(params.document)
        report = self._linter(document.path).lint(document.document())
        document.note(report)
        findings, ignored = self._shown(document, report.findings)
        return p.Checked(
            document.revision,
            self._presenter.problems(findings, document.checked),
            [self._draft(draft, report) for draft in report.drafts],
            ignored,
        )

    def check_file(self, params: p.CheckFile) -> p.Checked:
        """Check a file as lint does."""
        from writer_assist.document.read import load, read_bytes

        read = read_bytes(load(params.path), params.path)
        report = self._linter(params.path).lint(read)
        if report.error:
            raise AssistantError(report.error, report.error_params)
        texts = {paragraph.number: paragraph.text for paragraph in read.paragraphs}
        findings = wanted(report.findings, texts, self._preferences.get())
        return p.Checked(
            1,
            self._presenter.problems(findings, texts),
            [self._draft(draft, report) for draft in report.drafts],
            len(report.findings) - len(findings),
        )

    def correct(self, params: p.Correct) -> p.Edits:
        """The edits of corrections."""
        from writer_assist.revise.choice import choose

        document = self._document(params.document)
        if document.report is None or document.checked != document.texts():
            raise AssistantError(NO_CHECK)
        findings, _ = self._shown(document, document.report.findings)
        named = dict(zip(self._ids(document, findings), findings, strict=True))
        if params.problems:
            for id_ in params.problems:
                if id_ not in named:
                    raise AssistantError(NO_PROBLEM, {"name": id_})
            chosen = [named[id_] for id_ in dict.fromkeys(params.problems)]
            # The one that the user chose, whether it is safe or not.
            chosen = [f._replace(fixes=f.fixes[params.choice :][:1]) for f in chosen]
        else:
            chosen = findings
        choice = choose(chosen, lambda _: "", unsafe=bool(params.problems))
        ids = {id(finding): id_ for id_, finding in zip(named, findings, strict=True)}
        if params.problems:
            ids = {
                id(f): id_ for f, id_ in zip(chosen, dict.fromkeys(params.problems), strict=True)
            }
        corrected = [ids[id(finding)] for finding in choice.findings]
        left = [
            ids[id(f)]
            for f in chosen
            if f.fixes and (params.problems or any(x.safe for x in f.fixes))
            if ids[id(f)] not in corrected
        ]
        edits = [self._presenter.edit(edit, document.checked) for edit in choice.edits]
        return p.Edits(document.revision, edits, corrected, left)

    def ignore_problem(self, params: p.IgnoreProblem) -> p.Done:
        """Do not show a problem of a document any more."""
        document = self._document(params.document)
        findings = document.report.findings if document.report is not None else ()
        for id_, finding in zip(self._ids(document, findings), findings, strict=True):
            if id_ == params.problem:
                if params.everywhere:
                    document.ignored_words.add((finding.code, finding.text))
                else:
                    text = document.checked.get(finding.paragraph, "")
                    document.ignored.add(problem_key(finding, text))
                return p.Done()
        raise AssistantError(NO_PROBLEM, {"name": params.problem})

    # --- knowledge ---

    def explain(self, params: p.Explain) -> p.Explanation:
        """A rule's documentation."""
        from writer_assist.rules.docs import rule_doc

        rule = self._rule(params.code)
        doc = rule_doc(rule)
        text = "\n\n".join(part for part in (doc.what, doc.why) if part)
        return p.Explanation(
            rule.code,
            rule.name,
            render(doc.summary, {}, self.lang),
            rule.severity,
            rule.source,
            text,
            doc.bad,
            doc.good,
        )

    def phrases(self, params: p.SearchPhrases) -> p.FoundPhrases:
        """Search the phrasebank."""
        from writer_assist.outline.genres import find_genre
        from writer_assist.phrasebank import for_section
        from writer_assist.phrasebank.finder import search
        from writer_assist.phrasebank.scopes import UnknownScopeError

        files = self._settings("").phrasebank
        limit = min(max(1, params.limit), 200)
        try:
            if params.query.strip():
                matches = search(
                    params.query, params.genre or None, params.section or None, limit, files
                )
                found = [match.phrase for match in matches]
            elif params.genre and params.section:
                outline = find_genre(params.genre)
                section = next(
                    (s.id for s in outline.sections if params.section in (s.id, s.name)), None
                )
                found = for_section(outline, section, limit, files) if section else []
            else:
                found = []
        except UnknownScopeError as error:
            raise AssistantError(TEXT, {"text": str(error)}) from error
        return p.FoundPhrases(
            [
                p.FoundPhrase(phrase.text, [*phrase.genres, *phrase.sections], phrase.usage)
                for phrase in found
            ]
        )

    def genres(self, _: p.ListGenres) -> p.Genres:
        """The genres that are known."""
        from writer_assist.outline.genres import outlines, own_outlines

        with own_outlines(self._settings("").outlines):
            return p.Genres([p.GenreEntry(each.id, each.name) for each in outlines().values()])

    def templates(self, _: p.ListTemplates) -> p.Templates:
        """The built-in templates."""
        from writer_assist.template.catalogue import templates

        return p.Templates([p.TemplateEntry(t.id, t.name, t.genre or "") for t in templates()])

    def template(self, params: p.DescribeTemplate) -> p.TemplateData:
        """What data a template needs."""
        import json

        from writer_assist.template.data import read

        found = self._template(params.template)
        schema: Mapping[str, Any] = {}
        if found.fields:
            with open(found.fields, encoding="utf-8") as stream:
                schema = json.load(stream)
        example = read(found.example).values if found.example else {}
        return p.TemplateData(schema, json.loads(json.dumps(example, default=str)))

    def fill(self, params: p.FillTemplate) -> p.Written:
        """Fill a template."""
        from writer_assist.atomic import write_bytes
        from writer_assist.template.errors import DataError, TemplateError
        from writer_assist.template.fill import fill

        self._refuse_existing(params.output)
        try:
            template = self._template(params.template)
            data = dict(params.data)
            if params.blank:
                from writer_assist.template.marked import marked_data

                data = {**marked_data(template), **data}
            made = fill(template.path, data)
        except DataError as error:
            raise AssistantError(TEXT, {"text": "\n".join(error.lines(self.lang))}) from error
        except TemplateError as error:
            raise AssistantError(TEXT, {"text": error.message_in(self.lang)}) from error
        write_bytes(params.output, made)
        return p.Written(params.output)

    def typeset(self, params: p.Revise) -> p.Written:
        """Typeset a file into another one."""
        from writer_assist.atomic import write_bytes
        from writer_assist.document.read import load
        from writer_assist.revise.typeset import typeset

        self._refuse_existing(params.output)
        made = typeset(load(params.path), params.path)
        write_bytes(params.output, made.data)
        return p.Written(params.output)

    # --- what these share ---

    def _document(self, name: str) -> OpenDocument:
        document = self._documents.get(name)
        if document is None:
            raise AssistantError(NO_DOCUMENT, {"name": name})
        return document

    def _shown(
        self, document: OpenDocument, findings: Sequence[Finding]
    ) -> tuple[list[Finding], int]:
        """The findings that are to be shown, and how many are not."""
        texts = document.checked
        found = [
            finding
            for finding in wanted(findings, texts, self._preferences.get())
            if not _is_ignored(document, finding, texts.get(finding.paragraph, ""))
        ]
        return found, len(findings) - len(found)

    def _ids(self, document: OpenDocument, findings: Sequence[Finding]) -> list[str]:
        """The ids of findings as a check gave them."""
        ids: dict[str, int] = {}
        found = []
        for finding in findings:
            key = problem_key(finding, document.checked.get(finding.paragraph, ""))
            number = ids[key] = ids.get(key, 0) + 1
            found.append(key if number == 1 else f"{key}.{number}")
        return found

    def _draft(self, draft: DraftReport, report: FileReport) -> p.Draft:
        from writer_assist.outline.genres import outlines

        outline = outlines().get(draft.genre)
        missing: dict[str, Finding] = {
            _FRAME.get(finding.code) or str(finding.params.get("section")): finding
            for finding in report.findings
            if finding.code in ("OL001", *_FRAME) and draft.first <= finding.paragraph <= draft.last
        }
        sections = []
        for section in draft.sections:
            finding = missing.get(section.id) or missing.get(section.name)
            phrases: Sequence[str] = ()
            if outline is not None and section.state in ("missing", "empty"):
                phrases = self._starts(outline.id, section.id)
            sections.append(
                p.Section(
                    section.id,
                    section.name,
                    section.required,
                    section.state,
                    section.paragraph or (finding.paragraph if finding is not None else 0),
                    next(iter(finding.suggestions), "") if finding is not None else "",
                    phrases,
                )
            )
        return p.Draft(
            draft.first,
            draft.last,
            draft.title,
            draft.genre,
            draft.genre_name,
            round(draft.confidence, 3),
            sections,
        )

    def _starts(self, genre: str, section: str) -> Sequence[str]:
        from writer_assist.outline.genres import find_genre
        from writer_assist.phrasebank import for_section

        found = for_section(find_genre(genre), section, 3, self._settings("").phrasebank)
        return [phrase.text for phrase in found]

    def _rule(self, code: str) -> Any:
        from writer_assist.rules.registry import UnknownRuleError, rule_by_code

        try:
            return rule_by_code(code)
        except UnknownRuleError as error:
            raise AssistantError(NO_RULE, {"name": code}) from error

    def _template(self, name: str) -> Any:
        from writer_assist.template.catalogue import find_template
        from writer_assist.template.errors import TemplateError

        try:
            return find_template(name)
        except TemplateError as error:
            raise AssistantError(TEXT, {"text": error.message_in(self.lang)}) from error

    def _refuse_existing(self, path: str) -> None:
        if os.path.lexists(path):
            raise AssistantError(EXISTS, {"name": path})

    def _settings(self, path: str) -> Any:
        return self._of_genre().settings(path or "-")

    def _linter(self, path: str) -> Linter:
        return self._of_genre().of(path or "-")

    def _of_genre(self) -> Linters:
        """The linters for the genre that the user has set."""
        from writer_assist.engine.settings import Linters

        genre = self._preferences.get().genre
        key = (genre, False)
        if key not in self._linters:
            self._linters[key] = Linters(genre=genre or None)
        return self._linters[key]


def _is_ignored(document: OpenDocument, finding: Finding, text: str) -> bool:
    if (finding.code, finding.text) in document.ignored_words:
        return True
    return bool(document.ignored) and problem_key(finding, text) in document.ignored


def _at(finding: Finding, number: int) -> Finding:
    """A finding of a paragraph by itself (number 1) as one of paragraph ``number``."""
    shift = number - finding.paragraph
    if not shift:
        return finding
    fixes = tuple(
        fix._replace(edits=tuple(e._replace(paragraph=e.paragraph + shift) for e in fix.edits))
        for fix in finding.fixes
    )
    return finding._replace(paragraph=number, fixes=fixes)


def _inside(fix: Any, finding: Finding) -> bool:
    return all(edit.paragraph == finding.paragraph for edit in fix.edits)
