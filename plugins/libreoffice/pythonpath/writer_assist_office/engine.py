"""The engine: one process beside the office, asked by lines of JSON.

The process is started when it is first needed, off the thread that asks, and started again when
it ends or stalls, but not at once if that happens often. Nobody waits longer than he says.
"""

import atexit
import itertools
import json
import os
import queue
import subprocess
import sys
import threading
import time

PROTOCOL = 1
CLIENT = "writer-assist for LibreOffice"

STARTED_WITHIN = 30.0
"""Seconds that a start may take: a cold disk, a virus scanner."""

PROBE_AFTER = 1.5
"""Seconds without a word, while an answer is due, after which the process is asked for a sign."""

STALLED_AFTER = 6.0
"""Seconds without a word, the sign included, after which it is ended."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
"""Seconds between two starts: the first pause, doubled each time, and the longest."""

WARMING = "为了做好年度工作，现将有关事项通知如下。"
"""Checked at once, so that the user's first paragraph does not wait for the rules to be loaded."""

_SCRUBBED = ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "PYTHONSTARTUP", "URE_BOOTSTRAP")


class EngineError(Exception):
    """The engine cannot do what was asked for; the message is for the user."""

    def __init__(self, message, code=1):
        super().__init__(message)
        self.code = code


class EngineMissing(Exception):
    """There is no engine, or it cannot be started, or it has ended before it answered."""


class EngineTimeout(Exception):
    """The engine did not answer in time."""


def settings_folder():
    """The folder in which the engine keeps the user's settings, too."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or os.path.join(home, "AppData", "Roaming")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    return os.path.join(base, "writer-assist")


def command():
    """How the engine is started: a list of words; None if there is none.

    The environment says so (WRITER_ASSIST_ENGINE, a JSON list or a program), else the file that
    ``writer-assist install libreoffice`` wrote, else it is on the PATH or where pip puts it.
    """
    said = os.environ.get("WRITER_ASSIST_ENGINE", "")
    if said:
        words = _words(said) or [said]
        return words if _exists(words[0]) else None
    try:
        with open(os.path.join(settings_folder(), "engine.json"), encoding="utf-8") as stream:
            words = json.load(stream)["command"]
        if _is_command(words) and _exists(words[0]):
            return words
    except (OSError, ValueError, KeyError, TypeError):
        pass
    name = "writer-assist.exe" if sys.platform == "win32" else "writer-assist"
    folders = os.environ.get("PATH", "").split(os.pathsep)
    home = os.path.expanduser("~")
    folders += [os.path.join(home, ".local", "bin"), "/usr/local/bin", "/opt/homebrew/bin"]
    for folder in folders:
        path = os.path.join(folder, name)
        if folder and os.path.isfile(path) and os.access(path, os.X_OK):
            return [path]
    return None


def _words(text):
    try:
        words = json.loads(text)
    except ValueError:
        return None
    return words if _is_command(words) else None


def _is_command(words):
    return isinstance(words, list) and bool(words) and all(isinstance(w, str) for w in words)


def _exists(program):
    return not os.path.isabs(program) or os.path.isfile(program)


class _Process:
    """One running engine.

    Nothing here waits for the process but its own three threads: one writes to it (a stalled
    process reads nothing, and its pipe is soon full), one reads, one watches.

    Args:
        words: how it is started.
        ended: called with this when the process has ended, whatever the reason.

    Raises:
        EngineMissing: it cannot be started.
    """

    def __init__(self, words, ended):
        environment = {k: v for k, v in os.environ.items() if k not in _SCRUBBED}
        environment["PYTHONUTF8"] = "1"
        environment["PYTHONSAFEPATH"] = "1"  # what lies in the current folder is not imported
        home = os.path.expanduser("~")
        try:
            self.process = subprocess.Popen(  # noqa: S603 - the user's own settings name it
                [*words, "serve", "--stdio"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=home if os.path.isdir(home) else None,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, ValueError) as error:
            raise EngineMissing(str(error)) from error
        self.alive = True
        self._ended = ended
        self._lock = threading.Lock()
        self._waiting = {}  # by id: what is called with the answer
        self._ids = itertools.count(1)
        self._lines = queue.Queue()
        self._words = 0  # lines heard
        self._busy = threading.Event()
        for work in (self._write, self._read, self._watch):
            threading.Thread(target=work, name="writer-assist-engine", daemon=True).start()

    def submit(self, method, params, answered):
        """Ask, without waiting.

        Args:
            answered: called on another thread with the result and None, or None and what was
                raised.

        Returns:
            The request, for :meth:`cancel`.

        Raises:
            EngineMissing: it has ended.
        """
        id_ = next(self._ids)
        with self._lock:
            if not self.alive:
                raise EngineMissing("ended")
            self._waiting[id_] = answered
            self._busy.set()
        self._send({"id": id_, "method": method, "params": params})
        return id_

    def request(self, method, params, timeout):
        """Ask, and wait for the answer."""
        done = threading.Event()
        answer = []

        def answered(result, error):
            answer.extend((result, error))
            done.set()

        id_ = self.submit(method, params, answered)
        if not done.wait(timeout):
            self.cancel(id_)
            raise EngineTimeout(method)
        result, error = answer
        if error is not None:
            raise error
        return result

    def cancel(self, id_):
        """Do not wait for an answer any more."""
        with self._lock:
            if self._waiting.pop(id_, None) is None:
                return
        self._send({"method": "cancel", "params": {"id": id_}})

    def _send(self, message):
        self._lines.put(json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n")

    def _write(self):
        while True:
            line = self._lines.get()
            if line is None:
                return
            try:
                self.process.stdin.write(line)
                self.process.stdin.flush()
            except (OSError, ValueError):
                self.end()
                return

    def _read(self):
        while True:
            try:
                line = self.process.stdout.readline()
            except (OSError, ValueError):
                line = b""
            if not line:
                self.end()
                return
            self._words += 1
            try:
                reply = json.loads(line.decode("utf-8", "surrogatepass"))
            except ValueError:
                continue
            with self._lock:
                answered = self._waiting.pop(reply.get("id"), None)
                if not self._waiting:
                    self._busy.clear()
            if answered is not None:
                error = reply.get("error")
                if error is not None:
                    error = EngineError(error.get("message", ""), error.get("code", 1))
                answered(reply.get("result"), error)

    def _watch(self):
        """End the process if it says nothing though an answer is due.

        A long check is no stall: the process answers what it does not understand at once, whatever
        it is working on. Steps are counted, no clock: a machine may sleep in between.
        """
        step = 0.25
        while self.alive:
            self._busy.wait()
            words, steps = self._words, 0
            while self.alive and self._busy.is_set() and self._words == words:
                time.sleep(step)
                steps += 1
                if steps == int(PROBE_AFTER / step):
                    self._send({"id": "probe", "method": "probe"})
                elif steps >= int(STALLED_AFTER / step):
                    self.end()

    def end(self):
        """End the process; whoever waits is told."""
        with self._lock:
            if not self.alive:
                return
            self.alive = False
            waiting, self._waiting = list(self._waiting.values()), {}
        try:
            self.process.kill()
        except OSError:
            pass
        self._lines.put(None)
        self._busy.set()
        threading.Thread(target=self._reap, name="writer-assist-engine", daemon=True).start()
        for answered in waiting:
            answered(None, EngineMissing("ended"))
        self._ended(self)

    def _reap(self):
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            try:
                stream.close()
            except OSError:
                pass


class EngineClient:
    """The engine of this office; for any thread.

    Args:
        language: returns "zh" or "en": of messages.
        find: how it is started, as :func:`command`.
    """

    def __init__(self, language=lambda: "zh", find=command):
        self._language = language
        self._find = find
        self._lock = threading.Lock()
        self._process = None  # one that is ready
        self._starting = None
        self._pause = 0.0
        self._not_before = 0.0
        self._reason = ""
        self._ended = False
        self._listeners = []

    # --- asking ---

    def request(self, method, params, timeout=10.0):
        """Ask the engine; it is started if need be, for somebody waits for it.

        Args:
            method: of the protocol.
            params: what JSON can write.
            timeout: seconds.

        Raises:
            EngineMissing: there is none, or it cannot be started, or it has ended meanwhile.
            EngineTimeout: it did not answer in time.
            EngineError: it says why it cannot.
        """
        begun = time.monotonic()
        process = self._running(timeout)
        return process.request(method, params, max(0.01, timeout - (time.monotonic() - begun)))

    def submit(self, method, params, answered):
        """Ask the engine without waiting, if it is ready; see ``_Process.submit``.

        Raises:
            EngineMissing: it is not; :meth:`warm` has it started.
        """
        process = self._process
        if process is None:
            raise EngineMissing(self._reason)
        return process.submit(method, params, answered)

    def is_ready(self):
        """Whether a request would be answered now, without a start."""
        process = self._process
        return process is not None and process.alive

    def warm(self):
        """Start the engine, if it is not running and it is not too early, without waiting."""
        if not self.is_ready():
            with self._lock:
                self._start(time.monotonic() >= self._not_before)

    def wait_until_ready(self, timeout):
        """Start the engine as :meth:`warm` does, and wait for it; whether it is ready."""
        with self._lock:
            starting = self._start(time.monotonic() >= self._not_before)
        if starting is not None:
            starting.wait(timeout)
        return self.is_ready()

    def on_ready(self, call):
        """Call something, on a thread of the client's, whenever the engine has been started."""
        self._listeners.append(call)

    def pid(self):
        """Of the process; None if none is running."""
        process = self._process
        return process.process.pid if process is not None and process.alive else None

    def end(self):
        """End the engine for good: the office goes down."""
        with self._lock:
            self._ended = True
            process, self._process = self._process, None
        if process is not None:
            process.end()

    # --- starting ---

    def _running(self, timeout):
        process = self._process
        if process is not None and process.alive:
            return process
        with self._lock:
            starting = self._start(True)
        if starting is None:
            raise EngineMissing(self._reason)
        if not starting.wait(timeout):
            raise EngineTimeout("start")
        process = self._process
        if process is None or not process.alive:
            raise EngineMissing(self._reason)
        return process

    def _start(self, now):
        """Begin to start it, unless somebody has begun: an event; None if it is not to be."""
        if self._ended:
            return None
        if self._starting is not None:
            return self._starting
        if self._process is not None and self._process.alive:
            done = threading.Event()
            done.set()
            return done
        if not now:
            return None
        self._starting = threading.Event()
        threading.Thread(target=self._spawn, name="writer-assist-start", daemon=True).start()
        return self._starting

    def _spawn(self):
        process, reason = None, ""
        try:
            process = self._started()
        except Exception as error:  # whatever it is: there is no engine
            reason = str(error)
        with self._lock:
            self._process, self._reason = process, reason
            self._pause = min(LONGEST_PAUSE, self._pause * 2 or FIRST_PAUSE)
            self._not_before = time.monotonic() + self._pause
            starting, self._starting = self._starting, None
            ended = self._ended
        starting.set()
        if process is None:
            return
        if ended:
            process.end()
            return
        for call in list(self._listeners):
            try:
                call()
            except Exception:
                pass
        # One that has lived for a while is trusted again.
        _later(LONGEST_PAUSE, lambda: self._trust(process))

    def _started(self):
        """A process that has said who it is, and has its rules loaded."""
        words = self._find()
        if not words:
            raise EngineMissing("not installed")
        process = _Process(words, self._lost)
        params = {"client": CLIENT, "positions": "utf-16", "lang": self._language()}
        try:
            started = process.request("initialize", params, STARTED_WITHIN)
            try:
                process.request("check_paragraphs", {"texts": [WARMING]}, STARTED_WITHIN)
            except EngineError:
                pass  # the user will hear of it when he asks for something
        except BaseException:
            process.end()
            raise
        if started.get("protocol") != PROTOCOL:
            process.end()
            reason = "protocol {}".format(started.get("protocol"))
            raise EngineMissing(reason)
        return process

    def _trust(self, process):
        if process.alive:
            self._pause = 0.0

    def _lost(self, process):
        """A process has ended: start another one when it is time, if that one was ready."""
        with self._lock:
            if self._process is not process:
                return
            self._process = None
            pause = self._not_before - time.monotonic()
        if not self._ended:
            _later(max(FIRST_PAUSE / 5, pause), self.warm)


def _later(seconds, call):
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()


_client = None
_client_lock = threading.Lock()


def client():
    """The client of this office."""
    global _client
    if _client is None:
        with _client_lock:
            if _client is None:
                from .strings import language

                made = EngineClient(language)
                atexit.register(made.end)
                _client = made
    return _client
