"""The sidebar, used as a screen reader uses it: by the names of its controls."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from . import driving as d

DRAFT = (
    "关于申请添置图书的请示\n"
    "县教育局：\n"
    "我校图书室现有图书不足,师生借阅困难。截止去年年底😀，共有图书3000册。\n"
    "一、添置数量\n"
    "计划添置图书500册,其中日文库20册.\n"
)


@pytest.fixture(scope="module")
def person(office: Any) -> d.Person:
    return d.Person(office.context)


@pytest.fixture
def draft(person: d.Person, office: Any) -> Iterator[Any]:
    document = person.write(DRAFT)
    yield document
    person.close(document)
    preferences = office.home / "config" / "writer-assist" / "preferences.json"
    preferences.unlink(missing_ok=True)


@pytest.fixture
def findings(person: d.Person, draft: Any) -> Any:
    """The panel with the problems, after a check."""
    person.command(draft, "check")
    person.wait_for_message(draft)
    panel = person.panel(draft, "Findings")
    assert panel is not None
    return panel


def text(document: Any) -> str:
    return str(document.getText().getString().replace("\r\n", "\n"))


def lines(panel: Any) -> list[str]:
    """The tree's lines."""
    return d.items(panel, d.TREE_ITEM)


def selected(document: Any) -> str:
    return str(document.getCurrentController().getViewCursor().getString())


def count(panel: Any, words: str) -> int:
    return sum(words in line for line in lines(panel))


def pick(panel: Any, words: str) -> None:
    d.choose(panel, d.TREE_ITEM, lambda name: words in name)


# --- problems -------------------------------------------------------------------------------------


def test_every_control_has_a_name(person: d.Person, draft: Any, findings: Any) -> None:
    for panel in ("Findings", "Outline", "Phrases"):
        for control in d.everything(person.panel(draft, panel)):
            role = control.getAccessibleRole()
            if role in (d.PUSH_BUTTON, d.TREE, d.TREE_ITEM, d.LIST, d.COMBO_BOX, d.LIST_ITEM):
                assert control.getAccessibleName(), role
    for key in ("check_again", "accept", "ignore", "ignore_all", "ignore_rule", "add_word"):
        assert d.button(findings, key)


def test_problems_stand_under_their_family_with_counts(findings: Any) -> None:
    found = lines(findings)
    groups = [line for line in found if line.endswith(("）", ")")) and "3" in line]
    assert any(line.startswith(("标点", "Punctuation")) for line in groups)
    assert count(findings, "半角") + count(findings, "half-width") == 3


def test_the_filter_shows_one_family(findings: Any) -> None:
    everything = len(lines(findings))
    d.choose(findings, d.LIST_ITEM, lambda name: name.startswith(("用词", "Wording")))
    d.wait_for(lambda: len(lines(findings)) < everything, "fewer problems")
    assert count(findings, "截至") == 1
    assert count(findings, "半角") + count(findings, "half-width") == 0
    d.choose(findings, d.LIST_ITEM, lambda name: name.startswith(("全部", "All")))
    d.wait_for(lambda: len(lines(findings)) == everything, "all problems")
    d.choose(findings, d.LIST_ITEM, lambda name: name.startswith(("只看错误", "Errors")))
    d.wait_for(lambda: len(lines(findings)) == 0, "no errors: these are warnings")


def test_choosing_one_selects_its_text(draft: Any, findings: Any) -> None:
    pick(findings, "截至")
    d.wait_for(lambda: selected(draft) == "截止", "the selection")
    assert "WD003" in findings.getControl("details").getText()


def test_accept_corrects_it_in_one_step(draft: Any, findings: Any) -> None:
    steps = len(draft.getUndoManager().getAllUndoActionTitles())
    pick(findings, "截至")
    d.press(findings, "accept")
    d.wait_for(lambda: "截至去年年底😀" in text(draft), "the correction")
    d.wait_for(lambda: count(findings, "截至") == 0, "its line to go")
    assert len(draft.getUndoManager().getAllUndoActionTitles()) == steps + 1
    draft.getUndoManager().undo()
    assert text(draft) == DRAFT


def test_accept_leaves_text_alone_that_was_changed(draft: Any, findings: Any) -> None:
    pick(findings, "截至")
    d.wait_for(lambda: selected(draft) == "截止", "the selection")
    draft.getCurrentController().getViewCursor().setString("到了")
    changed = text(draft)
    d.press(findings, "accept")
    d.wait_for(lambda: count(findings, "截至") == 0, "another check")
    assert text(draft) == changed


def test_jumping_works_after_text_was_added_before(draft: Any, findings: Any) -> None:
    start = draft.getText().getStart()
    draft.getText().insertString(start, "新的一段\r", False)
    pick(findings, "截至")
    d.wait_for(lambda: selected(draft) == "截止", "the selection")


def test_ignore_hides_one_of_them(draft: Any, findings: Any) -> None:
    pick(findings, half_width(findings))
    d.press(findings, "ignore")
    d.wait_for(lambda: count(findings, half_width(findings)) == 2, "two left")
    d.press(findings, "check_again")
    d.wait_for(lambda: d.says(findings, "忽略 1") or d.says(findings, "1 ignored"), "the count")
    assert count(findings, half_width(findings)) == 2
    assert text(draft) == DRAFT


def half_width(panel: Any) -> str:
    """How the message begins that names the half-width comma."""
    return "半角" if any("半角" in line for line in lines(panel)) else "half-width"


def test_ignore_all_hides_all_that_are_alike(findings: Any) -> None:
    pick(findings, half_width(findings))
    words = half_width(findings)
    d.press(findings, "ignore_all")
    d.wait_for(lambda: count(findings, words) == 1, "the full stop alone")


def test_ignore_rule_and_dictionary_hold_for_all_documents(
    person: d.Person, draft: Any, findings: Any
) -> None:
    pick(findings, "截至")
    d.press(findings, "add_word")
    d.wait_for(lambda: count(findings, "截至") == 0, "the word to be known")
    words = half_width(findings)
    pick(findings, words)
    d.press(findings, "ignore_rule")
    d.wait_for(lambda: count(findings, words) == 0, "the rule to be ignored")
    other = person.write(DRAFT)
    try:
        person.command(other, "check")
        person.wait_for_message(other)
        panel = person.panel(other, "Findings")
        assert count(panel, "截至") == 0
        assert count(panel, words) == 0
    finally:
        person.close(other)
    # Undone in the settings, by their buttons.
    person.command(draft, "settings")
    dialog = person.dialog("settings_title")
    d.choose(dialog, d.LIST_ITEM, lambda name: name == "截止")
    d.press(dialog, "remove")
    d.choose(dialog, d.LIST_ITEM, lambda name: name.startswith("PU001"))
    d.press(dialog, "use_again")
    d.press(dialog, "ok")
    d.wait_for(lambda: count(findings, "截至") == 1, "the word again")
    d.wait_for(lambda: count(findings, words) == 3, "the rule again")


# --- outline --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("findings")
def test_the_outline_jumps_to_a_section(person: d.Person, draft: Any) -> None:
    panel = person.panel(draft, "Outline")
    entries = d.items(panel, d.LIST_ITEM)
    assert any("✗ 请示结语" in entry for entry in entries)
    d.choose(panel, d.LIST_ITEM, lambda name: "✓ 主送机关" in name)
    d.wait_for(lambda: selected(draft) == "县教育局：", "the selection")


@pytest.mark.usefixtures("findings")
def test_the_outline_inserts_what_is_missing(person: d.Person, draft: Any) -> None:
    panel = person.panel(draft, "Outline")
    steps = len(draft.getUndoManager().getAllUndoActionTitles())
    d.choose(panel, d.LIST_ITEM, lambda name: "✗ 请示结语" in name)
    d.press(panel, "insert_section")
    d.wait_for(lambda: text(draft) != DRAFT, "the section")
    d.wait_for(
        lambda: any("✓ 请示结语" in entry for entry in d.items(panel, d.LIST_ITEM)),
        "the section to be seen",
    )
    added = [line for line in text(draft).split("\n") if line and line not in DRAFT]
    assert len(added) == 1
    assert len(draft.getUndoManager().getAllUndoActionTitles()) == steps + 1
    draft.getUndoManager().undo()
    assert text(draft) == DRAFT


# --- phrases --------------------------------------------------------------------------------------


def test_phrases_by_pinyin_are_inserted_at_the_cursor(person: d.Person, draft: Any) -> None:
    person.command(draft, "phrase")
    panel = d.wait_for(lambda: person.panel(draft, "Phrases"), "the panel")
    draft.getCurrentController().getViewCursor().gotoEnd(False)
    query = d.find(panel, d.TEXT, lambda name: d.is_called(name, "phrase_query"))
    query.setText("tuofou")
    entry = d.wait_for(
        lambda: d.find(panel, d.LIST_ITEM, lambda name: name.startswith("妥否")), "a phrase"
    )
    phrase = entry.getAccessibleName().split("　")[0]
    d.choose(panel, d.LIST_ITEM, lambda name: name.startswith(phrase))
    d.press(panel, "insert")
    d.wait_for(lambda: text(draft) == DRAFT + phrase, "the phrase")
    draft.getUndoManager().undo()
    assert text(draft) == DRAFT

    query.setText("没有这样的短语")
    d.wait_for(lambda: not d.is_enabled(d.button(panel, "insert")), "nothing found")


# --- when things go wrong -------------------------------------------------------------------------


def test_two_documents_have_problems_of_their_own(person: d.Person, findings: Any) -> None:
    other = person.write("关于表彰先进的通报\n各单位：\n现予通报,特此通报。\n")
    try:
        person.command(other, "check")
        person.wait_for_message(other)
        panel = person.panel(other, "Findings")
        assert count(panel, half_width(panel)) == 1
        assert count(findings, half_width(findings)) == 3
    finally:
        person.close(other)


def test_a_killed_engine_is_started_again(office: Any, findings: Any) -> None:
    killed = d.wait_for(lambda: d.engines_of(office.process.pid), "an engine")
    for process in killed:
        os.kill(process, signal.SIGKILL)
    d.press(findings, "check_again")
    d.wait_for(lambda: count(findings, "截至") == 1 and d.says(findings, "截至"), "problems")
    started = d.wait_for(lambda: d.engines_of(office.process.pid), "an engine")
    assert not set(started) & set(killed)


def test_without_an_engine_the_sidebar_says_how_to_install_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from .conftest import Office

    folder = tmp_path_factory.mktemp("lone")
    office = Office(folder, json.dumps([str(folder / "no-engine")]))
    try:
        person = d.Person(office.context)
        document = person.write(DRAFT)
        person.command(document, "check")
        person.wait_for_message(document)
        # The proofreader may have said so before.
        panel = d.wait_for(lambda: person.panel(document, "Findings"), "the panel")
        d.wait_for(lambda: d.says(panel, "writer-assist install libreoffice"), "the way")
        for command in ("comment", "fix", "typeset", "new", "settings"):
            person.command(document, command)
            person.wait_for_message(document)
        assert text(document) == DRAFT
    finally:
        person.close(document)
        office.close()
