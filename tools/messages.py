"""The message catalogues: extract, update, check, compile.

    python tools/messages.py            update every .po from the source and compile it
    python tools/messages.py compile    compile only

Messages are what the source marks with ``N_`` and ``Word``, the summaries of the rules (the first
lines of their docstrings, or 概要 in a rule file), and the message templates of rule files (提示).
Needs babel.
"""

from __future__ import annotations

import ast
import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "writer_assist"
RULE_FILES = SOURCE / "rules" / "data" / "tables"
MARKS = ("N_", "Word")
DOMAIN = "writer_assist"


def po_files(root: Path = ROOT) -> list[Path]:
    """The catalogues of every language."""
    return sorted(root.glob(f"src/writer_assist/locale/*/LC_MESSAGES/{DOMAIN}.po"))


def compile_catalogue(po: Path) -> bytes:
    """What belongs in the .mo file beside a .po file; fuzzy translations are left out."""
    with po.open("rb") as stream:
        catalogue = read_po(stream)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Bring every .mo file up to date; return those that were not."""
    written = []
    for po in po_files(root):
        mo = po.with_suffix(".mo")
        compiled = compile_catalogue(po)
        if not mo.exists() or mo.read_bytes() != compiled:
            mo.write_bytes(compiled)
            written.append(mo)
    return written


def marked_messages() -> Iterator[tuple[str, str]]:
    """Each message that the source marks, with the file that it stands in.

    The syntax tree has those inside of f-strings as well, which a scan of tokens passes over.
    """
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in MARKS
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                yield node.args[0].value, path.relative_to(ROOT).as_posix()


def rule_summaries() -> Iterator[tuple[str, str]]:
    """The first line of each rule's documentation, with the module of the rule."""
    from writer_assist.rules.docs import rule_doc
    from writer_assist.rules.registry import all_rules

    for rule in all_rules():
        yield rule_doc(rule).summary, f"src/{rule.__module__.replace('.', '/')}.py"


def rule_file_messages(folder: Path = RULE_FILES) -> Iterator[tuple[str, str]]:
    """The message template (提示) of each rule file's rules that have one, with the file."""
    for path in sorted(folder.glob("*/*.toml")):
        for rule in tomllib.loads(path.read_text("utf-8"))["规则"]:
            if "提示" in rule:
                yield rule["提示"], path.relative_to(folder.parents[4]).as_posix()


def template() -> Catalog:
    """Every message of the program, without translations."""
    catalogue = Catalog(project="writer-assist", fuzzy=False)
    messages = {*marked_messages(), *rule_summaries(), *rule_file_messages()}
    for message, file in sorted(messages, key=lambda m: m[::-1]):
        # No line numbers: they would change the catalogue with every edit of the source.
        catalogue.add(message, locations=[(file, 0)])
    return catalogue


def update(po: Path) -> Catalog:
    """Bring a .po file up to date with the source; what is new in it is empty."""
    with po.open("rb") as stream:
        catalogue = read_po(stream, locale=po.parent.parent.name)
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with po.open("wb") as stream:
        write_po(stream, catalogue, width=100, include_lineno=False, omit_header=False)
    return catalogue


def main(arguments: list[str]) -> int:
    """Update and compile, or only compile; print what was done and what is left to translate."""
    if arguments != ["compile"]:
        for po in po_files():
            missing = [m.id for m in update(po) if m.id and not m.string]
            for message in missing:
                print(f"{po.relative_to(ROOT)}: not translated: {message}")
    for mo in compile_catalogues():
        print(f"compiled {mo.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
