"""The office asks by itself: as somebody types, and again when there is something new to hear."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Office, needs_office
from .test_engine import LONGEST, exists, wait_for
from .test_proofreading import marks, writer  # noqa: F401 - a fixture

PATIENCE = 30.0
NOTING = """
import json, sys
log = open(sys.argv[1], "a", encoding="utf-8")
for line in sys.stdin:
    request = json.loads(line)
    method, params = request["method"], request.get("params")
    print(method, json.dumps(params, ensure_ascii=False), file=log, flush=True)
    result = {"protocol": 1, "paragraphs": [[]]}
    print(json.dumps({"id": request.get("id"), "result": result}), flush=True)
"""
"""An engine that finds nothing, and writes down what it is asked."""


class Noting:
    """An office of its own, and what its engine was asked."""

    def __init__(self, folder: Path) -> None:
        program = folder / "noting_writer_assist.py"
        program.write_text(NOTING, encoding="utf-8")
        self.log = folder / "log"
        self.office = Office(folder, json.dumps([sys.executable, str(program), str(self.log)]))

    def asked(self, words: str) -> int:
        """How often it was asked something with these words."""
        if not self.log.exists():
            return 0
        return sum(words in line for line in self.log.read_text("utf-8").splitlines())


@pytest.fixture(scope="module")
def noting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Noting]:
    needs_office()
    made = Noting(tmp_path_factory.mktemp("noting"))
    try:
        yield made
    finally:
        made.office.close()


@pytest.fixture
def seen(noting: Noting) -> Iterator[Any]:
    """A document in a window: of hidden ones the office does not look at the paragraphs."""
    document = noting.office.load(hidden=False)
    yield document
    document.setModified(False)
    document.close(True)


def write(document: Any, words: str, heard: Callable[[], Any]) -> None:
    """Write a text into a new document, until it is heard of.

    The office may be just about to note that the empty paragraph has been checked, and then takes
    that for the new text's; whoever types gives it another chance with the next key.
    """
    end = time.monotonic() + PATIENCE
    while not heard():
        assert time.monotonic() < end, words
        document.getText().setString(words)
        again = time.monotonic() + 2
        while not heard() and time.monotonic() < again:
            time.sleep(0.02)


def test_what_is_typed(noting: Noting, seen: Any) -> None:
    text = seen.getText()
    write(seen, "先写一句。", lambda: noting.asked("先写一句。"))
    text.insertString(text.getEnd(), "再写一句。", False)
    wait_for(lambda: noting.asked("先写一句。再写一句。"), PATIENCE)
    assert noting.asked("先写一句。") == 2  # each text once


def test_again_after_a_decision(noting: Noting, seen: Any) -> None:
    write(seen, "决定前后。", lambda: noting.asked("决定前后。") == 1)
    import uno

    checker = noting.office.service("org.writer_assist.Proofreader")
    checker.ignoreRule("PU001", uno.createUnoStruct("com.sun.star.lang.Locale"))
    wait_for(lambda: noting.asked("决定前后。") == 2, PATIENCE)
    assert noting.asked('ignore_rule {"code": "PU001"}') == 1
    checker.resetIgnoreRules()
    wait_for(lambda: noting.asked("决定前后。") == 3, PATIENCE)
    assert noting.asked('"undo": true') == 1


def test_again_when_there_is_a_new_engine(noting: Noting, seen: Any) -> None:
    write(seen, "旧引擎。", lambda: noting.asked("旧引擎。"))
    (pid,) = noting.office.engines()
    starts = noting.asked("initialize")
    os.kill(pid, signal.SIGSTOP)
    seen.getText().setString("新引擎。")  # is not answered
    time.sleep(0.3)
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: noting.asked("新引擎。"), PATIENCE)
    assert noting.asked("initialize") == starts + 1


def test_nothing_without_chinese_characters(noting: Noting, seen: Any) -> None:
    text = seen.getText()
    write(seen, "前面一段。", lambda: noting.asked("前面一段。"))
    text.setString("Dear Sirs, see 20xx.")
    text.insertControlCharacter(text.getEnd(), 0, False)  # PARAGRAPH_BREAK
    text.insertString(text.getEnd(), "后面一段。", False)
    wait_for(lambda: noting.asked("后面一段。"), PATIENCE)
    assert not noting.asked("Dear")


def test_a_stalled_engine_is_not_waited_for(office: Office, writer: Any) -> None:  # noqa: F811
    """The menu of a word asks for its paragraph on the main thread."""
    import uno

    writer.getText().setString("我们很好，，是的。")
    assert marks(office, writer)
    iterator = office.service("com.sun.star.linguistic2.ProofreadingIterator")
    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    locale.Language, locale.Country = "zh", "CN"
    (pid,) = office.engines()
    os.kill(pid, signal.SIGSTOP)
    times: list[float] = []
    end = time.monotonic() + PATIENCE
    while exists(pid):
        assert time.monotonic() < end
        writer.getText().setString(f"第{len(times)}句很好，，是的。")
        paragraph = writer.getFlatParagraphIterator(2, False).getFirstPara()
        text = paragraph.getText()
        begun = time.perf_counter()
        result = iterator.checkSentenceAtPosition(writer, paragraph, text, locale, 0, -1, -1)
        times.append(time.perf_counter() - begun)
        assert not result.aErrors
        time.sleep(0.02)
    # One may hit upon a busy machine.
    assert sorted(times)[-2] < LONGEST
    assert marks(office, writer)


def test_how_to_install_is_said_once(tmp_path: Path) -> None:
    needs_office()
    own = Office(tmp_path, "/nowhere/writer-assist")
    try:
        document = own.load(hidden=False)
        controller = document.getCurrentController()
        said = "org.writer_assist.message"
        write(document, "我们很好，，是的。", lambda: controller.hasInfobar(said))
        controller.removeInfobar(said)
        document.getText().setString("他们也好，，是的。")
        assert marks(own, document, wait=1.0) == []
        assert not controller.hasInfobar(said)
        document.setModified(False)
        document.close(True)
    finally:
        own.close()
