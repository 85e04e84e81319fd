"""Messages as JSON, and what is wrong with those that are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from writer_assist.server import protocol as p
from writer_assist.server.codec import MessageError, from_json, protocol_schema, to_json

SCHEMA = Path(__file__).parents[2] / "docs" / "protocol.schema.json"

MESSAGES: list[Any] = [
    p.Initialize("test"),
    p.Initialize("test", "code-points", "en", "/tmp/x.json"),
    p.OpenDocument("a", [p.HostParagraph("一"), p.HostParagraph("二", "table", 1, "1.")], "a.odt"),
    p.UpdateDocument("a", 1, 2, []),
    p.Correct("a", ["x", "y"], 1),
    p.Preferences(["PU001"], ["青溪"], "请示", "warning"),
    p.FillTemplate("请示", {"标题": "x", "清单": [{"a": 1}]}, "x.docx"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda m: type(m).__name__)
def test_there_and_back(message: Any) -> None:
    read = json.loads(json.dumps(to_json(message)))
    assert from_json(type(message), read) == message


def test_what_has_a_default_may_be_missing() -> None:
    assert from_json(p.Correct, {"document": "a"}) == p.Correct("a")


WRONG: list[tuple[type[Any], Any, str]] = [
    (p.Correct, {}, "缺少 document"),
    (p.Correct, [], "params 应为对象"),
    (p.Correct, {"document": 1}, "document 应为字符串"),
    (p.Correct, {"document": "a", "choice": True}, "choice 应为整数"),
    (p.Correct, {"document": "a", "choise": 1}, "没有 choise 这一项"),
    (p.Initialize, {"client": "a", "positions": "utf-8"}, "positions 只能是 utf-16 code-points"),
    (
        p.OpenDocument,
        {"document": "a", "paragraphs": [{"text": "x"}, {"text": None}]},
        "paragraphs[1].text 应为字符串",
    ),
    (p.FillTemplate, {"template": "a", "data": 1, "output": "x"}, "data 应为对象"),
]


@pytest.mark.parametrize(("type_", "value", "message"), WRONG)
def test_what_is_wrong_is_named(type_: type[Any], value: Any, message: str) -> None:
    with pytest.raises(MessageError) as caught:
        from_json(type_, value)
    assert str(caught.value) == message


def test_the_published_schema_is_that_of_the_code() -> None:
    """`writer-assist serve --schema > docs/protocol.schema.json` makes it anew."""
    assert json.loads(SCHEMA.read_text("utf-8")) == protocol_schema()


def test_the_schema_knows_right_from_wrong() -> None:
    schema = protocol_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator({**schema, "anyOf": [{"$ref": "#/$defs/request"}]})
    names = {takes: name for name, (takes, _) in p.METHODS.items()}
    for message in MESSAGES:
        request = {"id": 1, "method": names[type(message)], "params": to_json(message)}
        assert validator.is_valid(json.loads(json.dumps(request)))
    assert validator.is_valid({"method": "cancel", "params": {"id": 3}})
    assert not validator.is_valid({"id": 1, "method": "check", "params": {"documents": "a"}})
    assert not validator.is_valid({"id": 1, "method": "nothing", "params": {}})
