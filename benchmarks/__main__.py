"""``make bench``: every speed figure of the README, side by side in one run.

Machines are noisy, so each figure is a ratio against a floor or a peer that is measured in
turns with it, and the best of many rounds is compared with the best.
"""

from __future__ import annotations

import sys

from . import cold, entries, fill, fix, phrases, plain, scale, server, warm


def main() -> int:
    """Print all figures; exit 1 when one exceeds its limit."""
    figures = [
        figure
        for part in (cold, warm, entries, phrases, plain, scale, fill, fix, server)
        for figure in part.figures()
    ]
    width = max(len(f.name.encode("gbk", "replace")) for f in figures)
    for figure in figures:
        pad = " " * (width - len(figure.name.encode("gbk", "replace")))
        verdict = "ok" if figure.ratio <= figure.limit else "TOO SLOW"
        print(f"{figure.name}{pad}  {figure.ratio:6.2f}  limit {figure.limit:5.2f}  {verdict}")
        print(f"    {figure.detail}")
    return int(any(f.ratio > f.limit for f in figures))


if __name__ == "__main__":
    sys.exit(main())
