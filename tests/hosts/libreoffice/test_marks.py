"""What of the engine's problems is underlined, and how, without an office."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from writer_assist.hosts.oxt import sources

sys.path.append(str(Path(sources()) / "pythonpath"))

from writer_assist_office import proofreading
from writer_assist_office.engine import EngineError, EngineMissing

Answered = Callable[[Any, Any], None]


def problem(start: int, end: int, *replacements: str, **more: Any) -> dict[str, Any]:
    corrections = [{"simple": True, "replacement": text} for text in replacements]
    return {
        "code": "PU001", "start": start, "end": end, "severity": "error",
        "corrections": corrections, "suggestions": [], **more,
    }  # fmt: skip


class Engine:
    """An engine that answers when it is told to."""

    def __init__(self) -> None:
        self.ready = True
        self.at_once = True
        self.waited = 0.0
        self.problems: list[Any] = []
        self.asked: list[tuple[dict[str, Any], Answered]] = []
        self.told: list[Any] = []
        self.listeners: list[Callable[[], None]] = []

    def submit(self, method: str, params: Any, answered: Answered) -> None:
        if not self.ready:
            raise EngineMissing("starting")
        assert method == "check_paragraphs"
        self.asked.append((params, answered))
        if self.at_once:
            self.answer()

    def answer(self, error: Exception | None = None) -> None:
        for _, answered in self.asked[-1:]:
            answered({"paragraphs": [self.problems]}, error)

    def request(self, method: str, params: Any, _timeout: float) -> Any:
        self.told.append((method, params))
        return {}

    def is_ready(self) -> bool:
        return self.ready

    def warm(self) -> None:
        pass

    def wait_until_ready(self, timeout: float) -> bool:
        self.waited = timeout
        self.ready = True
        return True

    def on_ready(self, call: Callable[[], None]) -> None:
        self.listeners.append(call)


class Broadcast:
    """How often the office was told to ask again."""

    def __init__(self) -> None:
        self.count = 0
        self.event = threading.Event()

    def __call__(self) -> None:
        self.count += 1
        self.event.set()

    def wait(self) -> None:
        assert self.event.wait(10)
        self.event.clear()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    made = Engine()
    monkeypatch.setattr(proofreading, "client", lambda: made)
    monkeypatch.setattr(proofreading, "command", lambda: ["x"])
    monkeypatch.setattr(proofreading, "_broadcasters", [])
    monkeypatch.setattr(proofreading, "TOGETHER", 0.05)
    monkeypatch.setattr(proofreading, "REPEAT_AFTER", 0.1)
    proofreading.check_again()
    yield made
    proofreading.check_again()
    proofreading._hidden.clear()
    proofreading._ignored.clear()
    proofreading._given_up = False
    for held in (proofreading._questions, proofreading._late, proofreading._owed):
        held.clear()
    for thread in threading.enumerate():
        if thread.name == "writer-assist-again":
            thread.join()


@pytest.fixture
def broadcast(engine: Engine) -> Broadcast:
    made = Broadcast()
    proofreading.on_change(made)
    assert engine.listeners
    return made


def marks(text: str) -> list[tuple[str, list[str]]]:
    """What is underlined, and the suggestions."""
    units = text.encode("utf-16-le")
    return [
        (units[2 * m.start : 2 * (m.start + m.length)].decode("utf-16-le"), m.suggestions)
        for m in proofreading.check(text)
    ]


@pytest.mark.parametrize(
    ("text", "problems", "expected"),
    [
        ("很好,是。", [problem(2, 3, "，")], [(",", ["，"])]),
        ("😀𠮷好,是。", [problem(5, 6, "，")], [(",", ["，"])]),
        # The office shows the anchors of notes, the engine never sees them.
        ("\u200b很\u200b好\u200b,是。", [problem(2, 3, "，")], [(",", ["，"])]),
        ("很好\u200b好。", [problem(1, 3, "佳")], [("好\u200b好", ["佳"])]),
        ("𠮷\u200b,", [problem(2, 3, "，")], [(",", ["，"])]),
        # Nothing and deletions need something to stand under, and to be shown in a menu.
        ("很好", [problem(2, 2, "。")], [("好", ["好。"])]),
        ("𠮷", [problem(2, 2, "。")], [("𠮷", ["𠮷。"])]),
        ("𠮷好", [problem(0, 0, "很")], [("𠮷", ["很𠮷"])]),
        ("很好的的。", [problem(3, 4, "")], [("的的", ["的"])]),
        ("的的好", [problem(0, 1, "")], [("的的", ["的"])]),
        ("很好\u200b", [problem(2, 2, "。")], [("好", ["好。"])]),
        # A correction that changes other places is for the sidebar.
        (
            "很好,是。",
            [problem(2, 3, corrections=[{"simple": False, "replacement": ""}], suggestions=["、"])],
            [(",", ["、"])],
        ),
        ("很好,是。", [problem(2, 3, "，", suggestions=["，", "、"])], [(",", ["，", "、"])]),
    ],
)
def test_marks(
    engine: Engine, text: str, problems: list[Any], expected: list[tuple[str, list[str]]]
) -> None:
    engine.problems = problems
    assert marks(text) == expected


def test_no_more_suggestions_than_a_menu_has_room_for(engine: Engine) -> None:
    engine.problems = [problem(0, 1, *map(str, range(30)))]
    assert [len(suggestions) for _, suggestions in marks("好")] == [9]


@pytest.mark.parametrize("text", ["", "Dear xx,, see 20xx.", "12,5", "\u200b", "😀"])
def test_nothing_is_asked_about_what_is_not_chinese(engine: Engine, text: str) -> None:
    assert proofreading.check(text) == []
    assert engine.asked == []


@pytest.mark.parametrize("text", ["好", "〇", "𠮷", "20xx年"])
def test_one_chinese_character_is_enough(engine: Engine, text: str) -> None:
    proofreading.check(text)
    assert len(engine.asked) == 1


def test_each_text_is_asked_about_once(engine: Engine) -> None:
    engine.problems = [problem(0, 1, "佳")]
    assert marks("好") == marks("\u200b好") == marks("好")
    assert len(engine.asked) == 1
    proofreading.check_again()
    marks("好")
    assert len(engine.asked) == 2


@pytest.mark.usefixtures("engine")
def test_not_more_is_kept_than_a_book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofreading, "KEPT", 3)
    for text in "一二三一四":
        proofreading.check(text)
    assert [text for text, _ in proofreading._cache] == ["三", "一", "四"]


def test_a_late_answer_is_told(engine: Engine, broadcast: Broadcast) -> None:
    engine.at_once = False
    engine.problems = [problem(0, 1, "佳")]
    assert marks("好") == []
    assert marks("好") == []
    assert len(engine.asked) == 1
    engine.answer()
    broadcast.wait()
    assert marks("好") == [("好", ["佳"])]
    assert len(engine.asked) == 1


def test_nobody_waits_behind_a_late_answer(
    engine: Engine, broadcast: Broadcast, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.at_once = False
    proofreading.check("好")
    monkeypatch.setattr(proofreading, "WAIT", 60.0)
    proofreading.check("佳")  # would hang
    engine.answer()
    broadcast.wait()
    engine.asked[0][1]({"paragraphs": [[]]}, None)
    broadcast.wait()
    engine.at_once = True
    proofreading.check("善")


def test_the_own_thread_of_the_office_waits(
    engine: Engine, broadcast: Broadcast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofreading, "may_wait", lambda: True)
    engine.problems = [problem(0, 1, "佳")]
    engine.ready = False
    assert marks("好") == [("好", ["佳"])]
    assert engine.waited == proofreading.LONG_WAIT
    engine.at_once = False
    threading.Timer(0.2, engine.answer).start()  # long after the others would have gone on
    assert marks("好好") == [("好", ["佳"])]
    assert broadcast.count == 0
    monkeypatch.setattr(proofreading, "LONG_WAIT", 0.1)
    assert marks("好好好") == []
    monkeypatch.setattr(proofreading, "LONG_WAIT", 60.0)
    assert marks("好好好好") == []  # would hang
    engine.answer()
    broadcast.wait()
    assert marks("好好好好") == [("好", ["佳"])]
    engine.at_once = True
    assert marks("好好好好好") == [("好", ["佳"])]


def test_only_the_own_thread_of_the_office_may_wait() -> None:
    assert not proofreading.may_wait()


def test_answers_in_time_are_not_told(broadcast: Broadcast) -> None:
    marks("好")
    assert broadcast.count == 0
    assert not proofreading._telling


def test_what_was_missed_is_told_when_there_is_an_engine(
    engine: Engine, broadcast: Broadcast
) -> None:
    engine.ready = False
    engine.problems = [problem(0, 1, "佳")]
    assert marks("好") == []
    assert broadcast.count == 0
    engine.ready = True
    engine.listeners[0]()
    broadcast.wait()
    assert marks("好") == [("好", ["佳"])]
    engine.listeners[0]()
    assert not proofreading._telling


def test_an_office_that_did_not_hear_is_told_again(engine: Engine, broadcast: Broadcast) -> None:
    engine.ready = False
    proofreading.check("好")
    engine.ready = True
    engine.listeners[0]()
    for _ in range(3):
        broadcast.wait()
    # Somebody has typed on, it seems.
    time.sleep(0.3)
    assert broadcast.count == 3
    assert not proofreading._owed


def test_an_engine_that_ends_is_asked_again(engine: Engine, broadcast: Broadcast) -> None:
    engine.at_once = False
    engine.problems = [problem(0, 1, "佳")]
    assert marks("好") == []
    engine.answer(EngineMissing("ended"))
    engine.at_once = True
    engine.listeners[0]()
    broadcast.wait()
    assert marks("好") == [("好", ["佳"])]


def test_a_paragraph_that_cannot_be_checked_is_not_asked_about_for_ever(
    engine: Engine, broadcast: Broadcast
) -> None:
    engine.at_once = False
    assert marks("好") == []
    engine.answer(EngineError("内部错误"))
    broadcast.wait()
    assert marks("好") == []
    assert len(engine.asked) == 1


def test_an_old_answer_does_not_outlive_a_decision(engine: Engine, broadcast: Broadcast) -> None:
    engine.at_once = False
    engine.problems = [problem(0, 1, "佳")]
    marks("好")
    proofreading.check_again()  # a word was added
    engine.answer()
    broadcast.wait()
    engine.at_once = True
    engine.problems = []
    assert marks("好") == []
    assert len(engine.asked) == 2


def test_ignored_rules(engine: Engine, broadcast: Broadcast) -> None:
    engine.problems = [problem(0, 1, "佳"), problem(0, 1, "佳", code="PU002")]
    assert len(marks("好")) == 2
    proofreading._hidden.add("PU002")
    assert len(marks("好")) == 1  # at once, whatever the engine is doing
    proofreading.ignore_rule("PU001")
    broadcast.wait()
    assert engine.told == [("ignore_rule", {"code": "PU001"})]
    proofreading.reset_ignored_rules()
    broadcast.wait()
    assert engine.told[1:] == [("ignore_rule", {"code": "PU001", "undo": True})]
    assert len(marks("好")) == 2
    proofreading.reset_ignored_rules()
    broadcast.wait()
    assert len(engine.told) == 2


def test_a_checked_document_knows_better(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = {"a": SimpleNamespace(texts=["好"]), "b": SimpleNamespace(texts=["佳", "善"])}
    monkeypatch.setitem(
        sys.modules, "writer_assist_office.session", SimpleNamespace(_sessions=sessions)
    )
    for text in "好善美":
        proofreading.check(text)
    sessions["a"].texts = ["美"]
    sessions.pop("b")
    proofreading.check_again()
    for text in "好善美":
        proofreading.check(text)
    asked = [params.get("document", "") for params, _ in engine.asked]
    assert asked == ["a", "b", "", "", "", "a"]
