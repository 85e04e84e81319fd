"""Many documents from one template."""

from __future__ import annotations

import errno
import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from writer_assist import atomic
from writer_assist.template.batch import FAILED, KEPT, MADE, Batch, Outcome, unknown_columns
from writer_assist.template.catalogue import find_template
from writer_assist.template.fill import Filler
from writer_assist.template.journal import NAME, Journal
from writer_assist.template.names import Names
from writer_assist.template.tables import Row

from .templates import lines, template, text

COLUMNS = ["提案号", "委员"]


@pytest.fixture
def filler(tmp_path: Path) -> Filler:
    path = tmp_path / "模板" / "答复.docx"
    path.parent.mkdir()
    path.write_bytes(template(lines("{{ 委员 }}委员：", "第{{ 提案号 }}号提案收悉。")))
    properties = {
        name: {"type": "string", "title": name, "description": name, "examples": ["1"]}
        for name in COLUMNS
    }
    schema = {
        "title": "答复",
        "type": "object",
        "additionalProperties": False,
        "required": COLUMNS,
        "properties": properties,
    }
    (path.parent / "答复.fields.json").write_text(json.dumps(schema), "utf-8")
    return Filler(find_template(str(path)))


def rows(*names: str) -> list[Row]:
    return [Row(n, {"提案号": str(n), "委员": name}) for n, name in enumerate(names, 2)]


def run(
    filler: Filler,
    folder: Path,
    given: list[Row],
    *,
    resume: bool = False,
    force: bool = False,
    pattern: str = "{提案号}.docx",
) -> list[Outcome]:
    folder.mkdir(exist_ok=True)
    journal = Journal(str(folder), resume=resume)
    names = Names(str(folder / pattern), COLUMNS)
    batch = Batch(filler, names, journal, source="", force=force)
    done = False
    try:
        outcomes = list(batch.outcomes(given))
        done = not any(o.state == FAILED for o in outcomes)
    finally:
        journal.close(done=done)
    return outcomes


def test_a_document_a_row(filler: Filler, tmp_path: Path) -> None:
    out = tmp_path / "出"
    outcomes = run(filler, out, rows("周明", "李文"))
    assert [(o.number, o.state) for o in outcomes] == [(2, MADE), (3, MADE)]
    assert sorted(p.name for p in out.iterdir()) == ["2.docx", "3.docx"]
    assert text((out / "3.docx").read_bytes()) == "李文委员：\n第3号提案收悉。"


def test_a_row_that_fails_spoils_no_other(filler: Filler, tmp_path: Path) -> None:
    given = rows("周明", "", "李文", "王\x01芳")
    outcomes = run(filler, tmp_path / "出", given)
    assert [o.state for o in outcomes] == [MADE, FAILED, MADE, FAILED]
    assert "委员" in outcomes[1].problems[0].message_in("zh")
    assert "委员" in outcomes[3].problems[0].message_in("zh")
    assert sorted(p.name for p in (tmp_path / "出").glob("*.docx")) == ["2.docx", "4.docx"]


def test_a_row_without_a_name_is_told_all_that_is_wrong(filler: Filler, tmp_path: Path) -> None:
    outcome = run(filler, tmp_path / "出", [Row(2, {})])[0]
    told = [problem.message_in("zh") for problem in outcome.problems]
    assert told == ["没有填“提案号”", "没有填“委员”"]


def test_resume(filler: Filler, tmp_path: Path) -> None:
    out = tmp_path / "出"
    run(filler, out, rows("周明", "", "李文"))
    before = (out / "2.docx").stat().st_mtime_ns
    outcomes = run(filler, out, rows("周明", "赵青", "李文文"), resume=True)
    assert [o.state for o in outcomes] == [KEPT, MADE, MADE]
    assert (out / "2.docx").stat().st_mtime_ns == before
    assert "李文文" in text((out / "4.docx").read_bytes())
    assert not (out / NAME).exists()


def test_resume_after_another_template(filler: Filler, tmp_path: Path) -> None:
    out = tmp_path / "出"
    run(filler, out, rows("周明", ""))
    Path(filler.template.path).write_bytes(template(lines("{{ 委员 }}", "{{ 提案号 }}")))
    changed = Filler(filler.template)
    assert [o.state for o in run(changed, out, rows("周明", "赵青"), resume=True)] == [MADE, MADE]


def test_rows_that_are_the_same_are_two_documents(filler: Filler, tmp_path: Path) -> None:
    out = tmp_path / "出"
    same = [Row(n, {"提案号": "7", "委员": "周明"}) for n in (2, 3)]
    given = [*same, Row(4, {"提案号": "8"})]
    first = run(filler, out, given)
    assert len({o.path for o in first[:2]}) == 2
    again = run(filler, out, given, resume=True)
    assert [o.state for o in again] == [KEPT, KEPT, FAILED]
    assert [o.path for o in again[:2]] == [o.path for o in first[:2]]


def test_files_of_others_are_not_replaced(filler: Filler, tmp_path: Path) -> None:
    out = tmp_path / "出"
    out.mkdir()
    (out / "2.docx").write_text("别人的", "utf-8")
    outcomes = run(filler, out, rows("周明", "李文"))
    assert [o.state for o in outcomes] == [FAILED, MADE]
    assert "--force" in outcomes[0].problems[0].message_in("zh")
    assert (out / "2.docx").read_text("utf-8") == "别人的"
    assert run(filler, out, rows("周明"), resume=True)[0].state == FAILED
    assert run(filler, out, rows("周明"), force=True)[0].state == MADE


def test_a_full_disk_ends_the_run(
    filler: Filler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, count = atomic.write_bytes, 0

    def full(path: str, data: bytes) -> None:
        nonlocal count
        count += 1
        if count > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        write(path, data)

    monkeypatch.setattr(atomic, "write_bytes", full)
    given = rows("周明", "李文", "赵青", "王芳")
    out = tmp_path / "出"
    with pytest.raises(OSError, match="space"):
        run(filler, out, given)
    assert sorted(p.name for p in out.iterdir() if p.suffix == ".docx") == ["2.docx", "3.docx"]
    monkeypatch.undo()
    states = [o.state for o in run(filler, out, given, resume=True)]
    assert states == [KEPT, KEPT, MADE, MADE]


def test_a_name_that_the_system_refuses_is_of_its_row(
    filler: Filler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = atomic.write_bytes

    def refusing(path: str, data: bytes) -> None:
        if path.endswith("3.docx"):
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), path)
        write(path, data)

    monkeypatch.setattr(atomic, "write_bytes", refusing)
    states = [o.state for o in run(filler, tmp_path / "出", rows("周明", "李文", "赵青"))]
    assert states == [MADE, FAILED, MADE]


def test_columns_that_are_no_fields_are_told_once(filler: Filler) -> None:
    told = [p.message_in("zh") for p in unknown_columns(filler, ["提案号", "委 员", "备注"])]
    assert len(told) == 2
    assert "是不是“委员”" in told[0]
    assert "请删去这一列" in told[1]


def test_memory_does_not_grow_with_rows(filler: Filler, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(atomic, "write_bytes", lambda *_: None)

    def many(count: int) -> Iterator[Row]:
        for number in range(count):
            yield Row(number, {"提案号": str(number), "委员": "周明" * 20})

    journal = Journal(str(tmp_path), resume=False)
    batch = Batch(
        filler, Names(str(tmp_path / "{提案号}.docx"), COLUMNS), journal, source="", force=True
    )
    for _ in batch.outcomes(many(50)):
        pass
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in batch.outcomes(many(2000)):
        pass
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    journal.close(done=True)
    # Of each row its key and a hash of its name are kept.
    assert grown < 2000 * 400
