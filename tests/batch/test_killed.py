"""A run that is killed at random moments, again and again, ends in the bytes of one that was not.

``python -m tests.batch.test_killed FOLDER 20`` does it with a quarter that is there already.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.batch.generated import generated
from tests.batch.mixed_inputs import left
from tests.formats.table_samples import laid

ROOT = Path(__file__).resolve().parents[2]
QUICK = ("--method", "who_umc", "--part", "25")


def command(quarter: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    """The command, at work in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "causality", "batch", str(quarter), "-o", str(out), *options],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def whole(quarter: Path, out: Path, *options: str) -> float:
    """A run without a break; how many seconds it took."""
    began = time.perf_counter()
    assert command(quarter, out, *options).wait() in {0, 3}
    return time.perf_counter() - began


def killed(quarter: Path, out: Path, kills: int, seconds: float, *options: str) -> int:
    """Kill so many runs at random moments of so many seconds; how many parts were there then."""
    draw, there = Random(5), 0  # noqa: S311 - moments, not secrets
    for _ in range(kills):
        process = command(quarter, out, *options)
        try:
            process.wait(timeout=draw.uniform(0.3, 1.0) * seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        there += sum(1 for _ in out.glob("pairs-*.parquet"))
    return there


def test_runs_that_are_killed_go_on_to_the_same_bytes(tmp_path: Path) -> None:
    quarter = laid(tmp_path / "in", generated(150, seed=3))
    seconds = whole(quarter, tmp_path / "whole", *QUICK)
    killed(quarter, tmp_path / "out", 3, seconds, *QUICK)
    whole(quarter, tmp_path / "out", *QUICK)
    assert left(tmp_path / "out") == left(tmp_path / "whole")
    assert len(list((tmp_path / "whole").glob("pairs-*.parquet"))) == 150 / 25


def main(quarter: Path, kills: int) -> None:
    """Print how often a run was killed, and whether the bytes are the same."""
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        seconds = whole(quarter, where / "whole")
        there = killed(quarter, where / "out", kills, seconds / 4)
        whole(quarter, where / "out")
        same = left(where / "out") == left(where / "whole")
    sys.stdout.write(f"killed {kills} times, {there} parts seen on the way; same bytes: {same}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
