"""What the office has after the extension was registered."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from writer_assist import __version__
from writer_assist.hosts.oxt import oxt, sources

from .conftest import Office


def config(office: Office, path: str) -> Any:
    """A node of the office's configuration."""
    import uno

    provider = office.service("com.sun.star.configuration.ConfigurationProvider")
    value = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    value.Name, value.Value = "nodepath", path
    return provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess", (value,)
    )


def test_the_proofreader(office: Office) -> None:
    checkers = config(office, "/org.openoffice.Office.Linguistic/ServiceManager/GrammarCheckers")
    assert "org.writer_assist.Proofreader" in checkers.getElementNames()
    checker = office.service("org.writer_assist.Proofreader")
    assert not checker.isSpellChecker()
    locales = {(locale.Language, locale.Country) for locale in checker.getLocales()}
    assert locales == {("zh", "CN"), ("zh", "TW"), ("en", "US")}
    assert checker.supportsService("com.sun.star.linguistic2.Proofreader")
    import uno

    chinese = uno.createUnoStruct("com.sun.star.lang.Locale")
    chinese.Language = "zh"
    assert checker.getServiceDisplayName(chinese) == "公文写作助手"


def test_commands_and_sidebar(office: Office) -> None:
    handlers = config(office, "/org.openoffice.Office.ProtocolHandler/HandlerSet")
    assert "org.writer_assist.ProtocolHandler" in handlers.getElementNames()
    for name in ("org.writer_assist.ProtocolHandler", "org.writer_assist.SidebarFactory"):
        assert office.service(name) is not None
    decks = config(office, "/org.openoffice.Office.UI.Sidebar/Content/DeckList")
    assert any("writer_assist" in name for name in decks.getElementNames())


def test_its_name_and_version(office: Office) -> None:
    extensions = office.context.getValueByName(
        "/singletons/com.sun.star.deployment.PackageInformationProvider"
    )
    found = dict(extensions.getExtensionList())
    assert found["org.writer_assist.libreoffice"] == __version__


def test_the_same_sources_make_the_same_bytes(tmp_path: Path) -> None:
    first = oxt()
    assert oxt() == first
    out = tmp_path / "x" / "a.oxt"
    subprocess.run([sys.executable, "-m", "writer_assist.hosts.oxt", str(out)], check=True)
    assert out.read_bytes() == first


def test_what_is_in_the_package() -> None:
    with zipfile.ZipFile(io.BytesIO(oxt())) as package:
        names = package.namelist()
        assert package.testzip() is None
        assert f'value="{__version__}"' in package.read("description.xml").decode()
        manifest = package.read("META-INF/manifest.xml").decode()
    assert names == sorted(names)
    for name in names:
        if name.endswith(".xcu") or (name.endswith(".py") and "/" not in name):
            assert f'full-path="{name}"' in manifest, name
    assert not any("__pycache__" in name for name in names)


def test_it_needs_nothing_but_the_office_and_what_comes_with_python() -> None:
    allowed = {
        *sys.stdlib_module_names,
        *("uno", "unohelper", "com", "writer_assist_office"),
    }
    import ast

    for path in Path(sources()).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"), feature_version=(3, 8))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            assert {name.partition(".")[0] for name in names} <= allowed, path
