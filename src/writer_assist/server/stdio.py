"""The protocol as lines of JSON over standard input and output.

A request is a line ``{"id": 1, "method": "check", "params": {…}}``; its reply has the same id and
a ``result`` or an ``error``. ``{"method": "cancel", "params": {"id": 1}}`` takes a request back:
it is answered with an error at once if it is still waiting, and when it is done otherwise. Replies
come in any order. The end of the input ends the process.
"""

from __future__ import annotations

import json
import os
import threading
from collections import deque
from typing import IO, Any

from writer_assist.i18n import N_, render

from . import protocol as p
from .assistant import CANCELLED, Assistant, AssistantError
from .codec import MessageError, from_json, to_json

LONGEST = 64 << 20
"""Bytes of a line; a document of two hundred pages has less than one MiB."""

TOO_LONG = N_("请求超过 {limit} MB")
NOT_JSON = N_("不是一行 JSON")
NO_METHOD = N_("没有方法 {name}")
INTERNAL = N_("内部错误：{kind} {detail}")

_URGENT = frozenset({"check_paragraphs", "initialize", "cancel"})
"""What somebody waits for while typing goes before checks of whole documents."""


class Server:
    """Answers requests from one stream on another.

    Reading and working are two threads, so that a request can be taken back, and the end of the
    input is seen, while something else is being worked on.
    """

    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source = source
        self._sink = sink
        self._assistant = Assistant(self._is_cancelled)
        self._condition = threading.Condition()
        self._urgent: deque[tuple[Any, str, Any]] = deque()
        self._waiting: deque[tuple[Any, str, Any]] = deque()
        self._current: Any = None
        self._cancelled: set[Any] = set()
        self._ended = False
        self._writing = threading.Lock()

    def run(self) -> None:
        """Serve until the input ends, or nobody reads the output any more."""
        worker = threading.Thread(target=self._work, daemon=True)
        worker.start()
        try:
            self._read()
        finally:
            with self._condition:
                self._ended = True
                self._condition.notify()
            worker.join(0.2)  # what is being worked on nobody waits for any more

    # --- reading ---

    def _read(self) -> None:
        while True:
            line = self._source.readline(LONGEST + 1)
            if not line:
                return
            if len(line) > LONGEST:
                self._fail(None, p.INVALID_REQUEST, TOO_LONG, limit=LONGEST >> 20)
                while line and not line.endswith(b"\n"):
                    line = self._source.readline(LONGEST)
                continue
            if line.strip():
                self._accept(line)

    def _accept(self, line: bytes) -> None:
        try:
            request = json.loads(line)
        except (ValueError, RecursionError):
            self._fail(None, p.PARSE_ERROR, NOT_JSON)
            return
        id_ = request.get("id") if isinstance(request, dict) else None
        if not isinstance(request, dict) or isinstance(id_, (dict, list, float, bool)):
            self._fail(None, p.INVALID_REQUEST, NOT_JSON)
            return
        method, params = request.get("method"), request.get("params", {})
        if method == "cancel":
            self._cancel(params.get("id") if isinstance(params, dict) else None)
            return
        if not isinstance(method, str) or method not in p.METHODS:
            self._fail(id_, p.UNKNOWN_METHOD, NO_METHOD, name=str(method)[:80])
            return
        with self._condition:
            queue = self._urgent if method in _URGENT else self._waiting
            queue.append((id_, method, params))
            self._condition.notify()

    def _cancel(self, id_: Any) -> None:
        with self._condition:
            for queue in (self._urgent, self._waiting):
                for request in queue:
                    if request[0] == id_:
                        queue.remove(request)
                        break
                else:
                    continue
                break
            else:
                if id_ is not None and self._current == id_:
                    self._cancelled.add(id_)
                return
        self._fail(id_, p.CANCELLED, CANCELLED)

    def _is_cancelled(self) -> bool:
        return self._current in self._cancelled

    # --- working ---

    def _work(self) -> None:
        while True:
            with self._condition:
                while not (self._urgent or self._waiting or self._ended):
                    self._condition.wait()
                if self._ended:
                    return
                # In their order, as far as one is not about what another changes.
                queue = self._urgent or self._waiting
                id_, method, params = queue.popleft()
                self._current = id_
            self._answer(id_, method, params)
            with self._condition:
                self._current = None
                self._cancelled.discard(id_)

    def _answer(self, id_: Any, method: str, params: Any) -> None:
        try:
            takes, _ = p.METHODS[method]
            result = to_json(self._assistant.handle(method, from_json(takes, params)))
        except MessageError as error:
            self._reply_error(id_, p.INVALID_PARAMS, error.message_in(self._assistant.lang))
        except AssistantError as error:
            self._reply_error(id_, error.code, error.message_in(self._assistant.lang))
        except Exception as error:  # noqa: BLE001 - the host goes on, whatever happens here
            kind, detail = type(error).__name__, str(error)[:200]
            self._fail(id_, p.INTERNAL_ERROR, INTERNAL, kind=kind, detail=detail)
        else:
            if self._is_cancelled():
                self._fail(id_, p.CANCELLED, CANCELLED)
            else:
                self._send({"id": id_, "result": result})

    # --- replying ---

    def _fail(self, id_: Any, code: int, template: str, **params: object) -> None:
        self._reply_error(id_, code, render(template, params, self._assistant.lang))

    def _reply_error(self, id_: Any, code: int, message: str) -> None:
        self._send({"id": id_, "error": to_json(p.Error(code, message))})

    def _send(self, reply: dict[str, Any]) -> None:
        line = json.dumps(reply, ensure_ascii=False, separators=(",", ":"))
        data = line.encode("utf-8", "surrogatepass") + b"\n"
        with self._writing:
            try:
                self._sink.write(data)
                self._sink.flush()
            except (OSError, ValueError):
                os._exit(0)  # the host is gone
