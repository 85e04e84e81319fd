"""Recall and precision against hand-made labels: ``python -m benchmarks.accuracy FOLDER``.

FOLDER holds text drafts, one paragraph a line, and ``gold.tsv`` with a row a mark: file, line
(from 1), start and end (code points, half-open), class, text. The classes are placeholder,
missing-number (both for PH), masked and artifact (AR). Drafts that gold.tsv does not name are
clean: every finding in them counts against precision. Each draft is linted twice, as text and
as DOCX made from it.
"""

from __future__ import annotations

import argparse
import io
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from writer_assist.document.read import read_bytes
from writer_assist.engine.linter import Linter

FAMILY = {
    "placeholder": "PH",
    "missing-number": "PH",
    "masked": "AR",
    "artifact": "AR",
    "wrap": "AR",
    "rewritten": "AR",
}
CLASSES = tuple(FAMILY)


class Label(NamedTuple):
    """One mark of gold.tsv."""

    line: int
    start: int
    end: int
    kind: str


class Score(NamedTuple):
    """Counts over all drafts: by class for recall, by family for precision."""

    expected: Counter[str]
    found: Counter[str]
    exact: Counter[str]
    findings: Counter[str]
    true: Counter[str]


def read_gold(folder: Path) -> dict[str, list[Label]]:
    """The labels of a folder, by file name."""
    labels: dict[str, list[Label]] = defaultdict(list)
    for row in (folder / "gold.tsv").read_text("utf-8").splitlines():
        if row.startswith("#") or not row.strip():
            continue
        name, line, start, end, kind, *_ = row.split("\t")
        labels[name].append(Label(int(line), int(start), int(end), kind))
    return labels


def docx_of(text: str) -> bytes:
    """A DOCX with one paragraph a line."""
    import docx

    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def measure(folder: Path, *, as_docx: bool, verbose: bool) -> Score:
    """Lint every .txt of a folder and compare with its labels."""
    gold = read_gold(folder)
    linter = Linter(select=["PH", "AR"])
    score = Score(Counter(), Counter(), Counter(), Counter(), Counter())
    for path in sorted(folder.glob("*.txt")):
        data = path.read_bytes()
        content = docx_of(data.decode("utf-8")) if as_docx else data
        report = linter.lint(read_bytes(content, path.name))
        labels = gold.get(path.name, [])
        for label in labels:
            same = [
                f
                for f in report.findings
                if f.code[:2] == FAMILY.get(label.kind)
                and f.paragraph == label.line
                and f.start < label.end
                and label.start < f.end
            ]
            score.expected[label.kind] += 1
            score.found[label.kind] += bool(same)
            score.exact[label.kind] += any(
                (f.start, f.end) == (label.start, label.end) for f in same
            )
            if verbose and not same:
                print("missed", path.name, label)
        for finding in report.findings:
            family = finding.code[:2]
            score.findings[family] += 1
            fits = any(
                FAMILY.get(label.kind) == family
                and label.line == finding.paragraph
                and finding.start < label.end
                and label.start < finding.end
                for label in labels
            )
            score.true[family] += fits
            if verbose and not fits:
                place = f"{finding.paragraph}:{finding.start}-{finding.end}"
                print("extra ", path.name, place, finding.code, repr(finding.text))
    return score


def main() -> None:
    """Print recall by class and precision by family, for text and DOCX."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="list what differs")
    arguments = parser.parse_args()
    for as_docx in (False, True):
        score = measure(
            arguments.folder, as_docx=as_docx, verbose=arguments.verbose and not as_docx
        )
        print("DOCX" if as_docx else "text")
        for kind in score.expected:
            expected, found = score.expected[kind], score.found[kind]
            print(
                f"  recall {kind:15} {found:4}/{expected:<4} = {found / expected:.3f}"
                f"  (span exact {score.exact[kind] / expected:.3f})"
            )
        for family in ("PH", "AR"):
            findings = score.findings[family]
            if findings:
                true = score.true[family]
                print(f"  precision {family}        {true:4}/{findings:<4} = {true / findings:.3f}")


if __name__ == "__main__":
    main()
