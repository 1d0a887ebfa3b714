"""``python -m tests.attack 10000``: the figures for that many hostile files."""

from __future__ import annotations

import sys

from tests.attack.runs import feed

tally = feed(range(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
lines = [
    f"{tally.files} files, {tally.assessed / tally.files:.0%} reached the findings",
    f"slowest {tally.slowest:.2f} s of CPU, {tally.megabytes:.0f} MB added at the peak",
    *(f"  {kind:<10} {stage:<9} {n:>6}" for (kind, stage), n in sorted(tally.stages.items())),
]
sys.stdout.write("\n".join(lines) + "\n")
