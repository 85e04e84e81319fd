"""What the user has told the assistant, kept for the next time."""

from __future__ import annotations

import json
import os
import sys

from .codec import MessageError, from_json, to_json
from .protocol import Preferences


class PreferencesFile:
    """The file of the preferences; another process may write to it as well.

    Args:
        path: the file; "" for the usual place.
    """

    def __init__(self, path: str = "") -> None:
        self.path = path or usual_place()
        self._stamp: tuple[int, int] | None = None
        self._held = Preferences()

    def get(self) -> Preferences:
        """What is in the file now; nothing special where it is missing or damaged."""
        try:
            status = os.stat(self.path)
            stamp = status.st_mtime_ns, status.st_size
            if stamp != self._stamp:
                with open(self.path, encoding="utf-8") as stream:
                    self._held = from_json(Preferences, json.load(stream))
                self._stamp = stamp
        except FileNotFoundError:
            if self._stamp is not None:
                self._stamp, self._held = None, Preferences()
        except (OSError, ValueError, MessageError):
            # A host goes on checking, by the rules as they are.
            self._held = Preferences()
        return self._held

    def set(self, preferences: Preferences) -> Preferences:
        """Write them.

        Raises:
            OSError: the file cannot be written.
        """
        from writer_assist.atomic import write_bytes

        kept = preferences._replace(
            ignored_rules=sorted(set(preferences.ignored_rules)),
            words=sorted({word.strip() for word in preferences.words} - {""}),
        )
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        text = json.dumps(to_json(kept), ensure_ascii=False, indent=2) + "\n"
        write_bytes(self.path, text.encode())
        self._stamp = None
        return self.get()


def usual_place() -> str:
    """The file where the user's settings are usually kept on this system."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        folder = os.environ.get("APPDATA") or os.path.join(home, "AppData", "Roaming")
    elif sys.platform == "darwin":
        folder = os.path.join(home, "Library", "Application Support")
    else:
        folder = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    return os.path.join(folder, "writer-assist", "preferences.json")
