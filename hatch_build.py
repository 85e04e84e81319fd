"""Build hook: compile the message catalogues, so that every wheel carries them."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Writes the .mo files beside the .po files; hatchling takes them up as artifacts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile, for a wheel as for an editable install."""
        root = Path(self.root)
        tools = runpy.run_path(str(root / "tools" / "messages.py"))
        tools["compile_catalogues"](root)
        build_data["artifacts"].append("src/writer_assist/locale/**/*.mo")
