"""How long the program takes to answer, as ratios: ``--help``, and ``assess`` of the first case.

``--help`` is compared with a Typer program of one command in the same markup mode, ``assess`` with
the import of the libraries that it cannot do without. Byte code is compiled beforehand, as in an
installation; the medians of interleaved runs are compared.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 15
MOST_HELP, MOST_ASSESS = 1.3, 1.6
SLOWEST = 10
ONE_COMMAND = """
import typer

app = typer.Typer(rich_markup_mode=None)


@app.command()
def hello(name: str = "you") -> None:
    "Say hello."
    print(name)


app()
"""
RUN = "import sys; from causality.cli import main; sys.argv[0] = 'causality'; main()"
SEED = ("assess", "example:daratumumab-leukoencephalopathy", "--format", "json")


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """The time one run takes."""
    begin = time.perf_counter()
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def compared(
    one: Sequence[str], other: Sequence[str], environment: Mapping[str, str]
) -> tuple[float, float]:
    """Median seconds of two commands, run in turn; the first round only warms up."""
    rounds = [(seconds(one, environment), seconds(other, environment)) for _ in range(RUNS + 1)]
    ours, theirs = zip(*rounds[1:], strict=True)
    return statistics.median(ours), statistics.median(theirs)


def slowest_imports(command: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """The modules that take longest by themselves, in milliseconds."""
    done = subprocess.run(
        [command[0], "-X", "importtime", *command[1:]],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    rows = [
        (int(own), name.strip())
        for own, _, name in (
            line.removeprefix("import time:").split("|")
            for line in done.stderr.splitlines()
            if line.startswith("import time:") and "imported package" not in line
        )
    ]
    return [f"{own / 1000:7.1f} ms  {name}" for own, name in sorted(rows, reverse=True)[:SLOWEST]]


def main() -> int:
    """Print both ratios and the slowest imports; 1 where a ratio is above its limit."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPYCACHEPREFIX": folder,
        }
        example = Path(folder) / "one_command.py"
        example.write_text(ONE_COMMAND, encoding="utf-8")
        python = sys.executable
        ours, theirs = compared(
            [python, "-c", RUN, "--help"], [python, str(example), "--help"], environment
        )
        help_ratio = ours / theirs
        print(
            f"--help   {ours * 1000:6.0f} ms / {theirs * 1000:.0f} ms = {help_ratio:.2f} "
            f"(at most {MOST_HELP})"
        )
        assess = [python, "-c", RUN, *SEED]
        ours, theirs = compared(
            assess, [python, "-c", "import numpy, pydantic, yaml, typer"], environment
        )
        assess_ratio = ours / theirs
        print(
            f"assess   {ours * 1000:6.0f} ms / {theirs * 1000:.0f} ms = {assess_ratio:.2f} "
            f"(at most {MOST_ASSESS})"
        )
        print("slowest imports of assess, by themselves:")
        print("\n".join(slowest_imports(assess, environment)))
    return int(help_ratio > MOST_HELP or assess_ratio > MOST_ASSESS)


if __name__ == "__main__":
    sys.exit(main())
