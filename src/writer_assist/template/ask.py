"""The fields of a template, asked for one by one in the terminal, each answer checked at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from writer_assist.i18n import N_, render

from . import describe, words
from .errors import DataError, Problem
from .fields import Fields
from .schema import items, kind, properties

_NOT_FILLED = N_("（不填）")


class Interview:
    """Asks for data.

    ``typed`` has at any time what was answered so far, so that nothing is lost when somebody
    gives up in the middle.

    Args:
        fields: what is asked for.
        typed: what is known already; asked for is only what is not there, or is wrong.
        lang: the language of the questions ("zh" or "en").
        say: prints a line above a question.
        folder: what paths of pictures are relative to.
    """

    def __init__(
        self,
        fields: Fields,
        typed: dict[str, Any],
        lang: str,
        say: Callable[[str], object],
        folder: str = "",
    ) -> None:
        self.fields = fields
        self.typed = typed
        self.lang = lang
        self.say = say
        self.folder = folder

    def run(self) -> dict[str, Any]:
        """Ask until everything is right; what was answered.

        Raises:
            KeyboardInterrupt: the user gave up (Ctrl-C).
            EOFError: the user gave up (Ctrl-D), or there is nobody to answer.
            DataError: something is wrong that no question is about.
        """
        parts = properties(self.fields.schema)
        for name in [name for name, value in self.typed.items() if _is_blank(value)]:
            del self.typed[name]
        _, problems = self._check()
        wrong = self._concerned(problems)
        asked = [name for name in parts if name not in self.typed or name in wrong]
        for name in [name for name in self.typed if name not in parts]:
            del self.typed[name]  # nobody would fill it in anywhere
        required = set(self.fields.required)
        number = len(asked)
        while asked:
            for place, name in enumerate(asked, 1):
                self.say("")
                self.say(self._t(N_("第 {number}/{count} 项"), number=place, count=number))
                answer = self._field(
                    name, parts[name], self.typed.get(name), required=name in required
                )
                if answer is None:
                    self.typed.pop(name, None)
                else:
                    self.typed[name] = answer
            _, problems = self._check()
            asked = [name for name in parts if name in self._concerned(problems)]
            number = len(asked)
            if problems and not asked:
                raise DataError("", problems)
            for problem in problems:
                self.say(problem.message_in(self.lang))
            # What two answers together demand is no longer for free.
            required.update(asked)
        return self.typed

    def _t(self, template: str, **params: object) -> str:
        return render(template, params, self.lang)

    def _check(self) -> tuple[dict[str, Any], list[Problem]]:
        return self.fields.check(self.typed, folder=self.folder)

    def _concerned(self, problems: Sequence[Problem]) -> set[str]:
        """The fields that problems are about."""
        parts = properties(self.fields.schema)
        found = set()
        for problem in problems:
            name = problem.where.partition("[")[0].partition(".")[0]
            name = name or str(problem.params.get("name", ""))
            if name in parts:
                found.add(name)
        return found

    def _field(self, label: str, schema: Mapping[str, Any], known: Any, *, required: bool) -> Any:
        """The answer for a field; None for none."""
        wanted = kind(schema)
        title = describe.title(label, schema)
        if "." in label or "[" in label:
            title = f"{label.rpartition('.')[0]} {title}".strip()
        self._describe(schema, required=required)
        if describe.choices_of(schema):
            return self._choice(title, schema, known, required=required)
        if wanted == "array" and properties(items(schema)):
            return self._objects(label, title, schema, known, required=required)
        if wanted == "array":
            return self._list(label, title, schema, known, required=required)
        if wanted == "object" and properties(schema):
            if not required and not self._agreed(self._t(N_("要填“{title}”吗？"), title=title)):
                return None
            return self._object(label, schema, known)
        return self._text(label, title, schema, known, required=required)

    def _describe(self, schema: Mapping[str, Any], *, required: bool) -> None:
        said = [describe.description(schema), describe.rule(schema)]
        line = "；".join(part.rstrip("。；") for part in said if part)
        if not required:
            line = f"（{describe.OPTIONAL}）{line}"
        if line:
            self.say(line)
        example = describe.example(schema)
        if isinstance(example, list):
            example = next((item for item in example if not isinstance(item, dict)), None)
        if example is not None and not isinstance(example, dict):
            self.say(f"例：{describe.clean(describe.text(example))}")

    def _object(self, label: str, schema: Mapping[str, Any], known: Any) -> dict[str, Any]:
        needed = schema.get("required", ())
        given = known if isinstance(known, dict) else {}
        answers = {}
        for name, part in properties(schema).items():
            answer = self._field(f"{label}.{name}", part, given.get(name), required=name in needed)
            if answer is not None:
                answers[name] = answer
        return answers

    def _objects(
        self, label: str, title: str, schema: Mapping[str, Any], known: Any, *, required: bool
    ) -> list[dict[str, Any]] | None:
        least = max(int(schema.get("minItems", 0)), int(required))
        most = schema.get("maxItems")
        given = known if isinstance(known, list) else []
        if not least and not self._agreed(self._t(N_("要填“{title}”吗？"), title=title)):
            return None
        answers: list[dict[str, Any]] = []
        while True:
            number = len(answers)
            before = given[number] if number < len(given) else None
            answers.append(self._object(f"{label}[{number + 1}]", items(schema), before))
            if self._top_level(label):
                self.typed[label] = answers
            if isinstance(most, int) and len(answers) >= most:
                break
            if len(answers) >= least and not self._agreed(
                self._t(N_("{title}：再加一条？"), title=title), first=len(answers) < len(given)
            ):
                break
        return answers

    def _top_level(self, label: str) -> bool:
        return label in properties(self.fields.schema)

    def _list(
        self, label: str, title: str, schema: Mapping[str, Any], known: Any, *, required: bool
    ) -> list[Any] | None:
        """Items until an empty answer; several at once where lines are pasted."""
        most = schema.get("maxItems")
        given = [describe.text(item) for item in known] if isinstance(known, list) else []
        answers: list[Any] = []
        whole = self._checker(label, schema, required=required)
        while not (isinstance(most, int) and len(answers) >= most):
            number = len(answers)

            def verdict(text: str, before: Sequence[Any] = tuple(answers)) -> bool | str:
                new = [_value(line, items(schema)) for line in _lines(text)]
                # While it is not complete, only what was typed counts; at the end, all of it.
                return whole([*before, *new], enough=not new)

            message = self._t(N_("{title} 第 {number} 项"), title=title, number=number + 1)
            hint = self._t(N_("（直接回车：没有了）"))
            default = given[number] if number < len(given) else ""
            new = _lines(self._ask_text(message, default, verdict, hint))
            if not new:
                break
            answers += [_value(line, items(schema)) for line in new]
            if self._top_level(label):
                self.typed[label] = answers
        return answers or None

    def _text(
        self, label: str, title: str, schema: Mapping[str, Any], known: Any, *, required: bool
    ) -> Any:
        check = self._checker(label, schema, required=required)
        default = schema.get("default")
        shown = describe.text(known if known is not None else default)
        hint = "" if required else self._t(N_("（直接回车：不填）"))
        if shown and not required:
            hint = self._t(N_("（清空：不填）"))
        several = schema.get("format") == "rich-text" or "\n" in shown
        if several:
            hint = self._t(N_("（可以写几行；写完按 Esc，再按回车）"))
        text = self._ask_text(
            title, shown, check, hint, several=several, path=schema.get("format") == "image"
        )
        if not text.strip():
            return None if default in (None, "") else ""
        return _value(text, schema)

    def _choice(self, title: str, schema: Mapping[str, Any], known: Any, *, required: bool) -> Any:
        import questionary

        values = [True, False] if kind(schema) == "boolean" else list(schema["enum"])
        choices = [
            questionary.Choice(shown, value=index)
            for index, shown in enumerate(describe.choices_of(schema))
        ]
        if not required:
            choices.append(questionary.Choice(self._t(_NOT_FILLED), value=-1))
        start = known if known is not None else schema.get("default")
        first = values.index(start) if start in values else (0 if required else len(choices) - 1)
        chosen = self._select(title, choices, choices[first])
        return None if chosen < 0 else values[chosen]

    def _agreed(self, question: str, *, first: bool = False) -> bool:
        import questionary

        choices = [
            questionary.Choice(self._t(N_("不")), value=0),
            questionary.Choice(self._t(N_("是")), value=1),
        ]
        return bool(self._select(question, choices, choices[int(first)]))

    def _select(self, message: str, choices: list[Any], default: Any) -> int:
        import questionary

        hint = self._t(N_("（上下键选择，回车确定）"))
        question = questionary.select(
            message, choices, default=default, instruction=hint, qmark="?"
        )
        answer: int = question.unsafe_ask()
        return answer

    def _ask_text(
        self,
        message: str,
        default: str,
        verdict: Callable[[str], bool | str],
        hint: str = "",
        *,
        several: bool = False,
        path: bool = False,
    ) -> str:
        import questionary

        if path:
            question = questionary.path(message, default=default, validate=verdict)
        else:
            question = questionary.text(
                message,
                default=default,
                validate=verdict,
                instruction=hint or None,
                multiline=several,
            )
        answer: str = question.unsafe_ask()
        return answer

    def _checker(
        self, label: str, schema: Mapping[str, Any], *, required: bool
    ) -> Callable[..., bool | str]:
        """What says of an answer whether it is right: True, or why not."""
        name = label.rpartition(".")[2]
        strict = Fields.only(name, schema, required=required)
        fewer = {key: value for key, value in schema.items() if key != "minItems"}
        loose = Fields.only(name, fewer, required=False)

        def check(answer: Any, *, enough: bool = True) -> bool | str:
            if isinstance(answer, str):
                answer = _value(answer, schema)
            fields = strict if enough else loose
            _, problems = fields.check({name: answer}, folder=self.folder)
            return problems[0]._replace(where="").message_in(self.lang) if problems else True

        return check


def _is_blank(value: Any) -> bool:
    """Whether nobody filled something in, as in an empty form."""
    if isinstance(value, dict):
        return all(map(_is_blank, value.values()))
    return value is None or (isinstance(value, list) and all(map(_is_blank, value)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _value(text: str, schema: Mapping[str, Any]) -> Any:
    """What was typed, as the type that is wanted where it is one."""
    if kind(schema) in ("integer", "number"):
        number = words.number(text)
        return text.strip() if number is None else number
    return text if schema.get("format") == "rich-text" else text.strip()
