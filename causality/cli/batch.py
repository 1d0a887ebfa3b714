"""``causality batch``: whole folders and databases of reports, as a table of pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from causality.cli.exit_codes import ExitCode
from causality.cli.inputs import EXAMPLE, example
from causality.cli.options import KnownFile, MethodsDir
from causality.cli.output import note, result
from causality.cli.pace import Pace
from causality.errors import CausalityError

__all__ = ["batch"]

_PART = 5_000  # as in the batch room, which the help must not load


def batch(  # noqa: PLR0913, PLR0917 - each is an option of the command
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="A case file, a file of safety reports (also packed) or of facts (Parquet), a "
            "folder of these or of the tables of FAERS or VAERS, or example:ID; several may be "
            "mixed.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help="The folder for the table: a new one, an empty one, or one whose run goes on.",
        ),
    ],
    method: Annotated[
        list[str] | None,
        typer.Option("--method", metavar="ID", help="Only this method; may be given again."),
    ] = None,
    methods_dir: MethodsDir = None,
    differential: Annotated[
        bool,
        typer.Option(
            "--differential/--no-differential",
            help="Weigh all causes of each event against each other.",
        ),
    ] = True,
    intervals: Annotated[
        bool,
        typer.Option("--intervals", help="Also the 90% interval of each share, which takes long."),
    ] = False,
    intervals_of: Annotated[
        list[str] | None,
        typer.Option(
            "--intervals-of",
            metavar="ID",
            help="The 90% intervals of this report alone, by the sender's number; may be given "
            "again.",
        ),
    ] = None,
    known: KnownFile = None,
    ndjson: Annotated[
        bool, typer.Option("--ndjson", help="Also write the same rows as JSON, one a line.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=1, help="Processes; else one for each core."),
    ] = None,
    part: Annotated[
        int,
        typer.Option("--part", metavar="N", min=1, help="Reports of one file of the table."),
    ] = _PART,
    force: Annotated[
        bool, typer.Option("--force", help="Start anew where DIR holds a run, even another one.")
    ] = False,
) -> None:
    """Assess every report of files and folders into a table with one row a pair (Parquet).

    The same command goes on with a run that was stopped, and ends in the same bytes. A report that
    cannot be assessed is listed in failures.ndjson with its reason, and loses nothing else.
    """
    from causality.batch import Options, run_batch
    from causality.findings.known import load_known

    options = Options(
        methods=tuple(method or ()),
        methods_dir=methods_dir,
        differential=differential,
        intervals=intervals,
        intervals_of=tuple(intervals_of or ()),
        ndjson=ndjson,
        part_units=part,
        known=None if known is None else load_known(known),
    )
    try:
        with Pace("reports") as pace:
            ended = run_batch(
                _paths(inputs), output, options, workers=workers, force=force, watch=pace.reach
            )
    except KeyboardInterrupt:
        note(f"causality: stopped; the same command goes on in {output}")
        raise
    result([ended.text, *_slowest(ended.timing)])
    failed = ended.summary["failed"]
    if failed:
        note(f"causality: {failed:,} could not be assessed; {output / 'failures.ndjson'} says why")
        raise typer.Exit(ExitCode.SOME_FAILED)


def _slowest(timing: Mapping[str, Any]) -> Iterator[str]:
    """The inputs that took longest, and how fast the whole was."""
    yield f"\nlongest of all, at {timing['reports_per_second']:,.1f} reports a second\n"
    for one in timing["slowest"]:
        yield f"  {one['seconds']:9.2f} s  {one['reports']:>9,} reports  {one['source']}\n"


def _paths(arguments: Sequence[str]) -> Mapping[str, Path]:
    """The files and folders by the names they are shown under."""
    if "-" in arguments:
        raise CausalityError("batch reads files and folders, which it can come back to; not -")
    return {
        one: example(one.removeprefix(EXAMPLE)) if one.startswith(EXAMPLE) else Path(one)
        for one in arguments
    }
