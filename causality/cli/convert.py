"""``causality convert``: safety reports as case files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from causality.cli.exit_codes import ExitCode
from causality.cli.guard import complain
from causality.cli.inputs import Input, inputs
from causality.cli.options import Force, Output
from causality.cli.output import note, result
from causality.errors import CausalityError

__all__ = ["convert"]


def convert(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A file of safety reports (E2B R2 or R3, also packed), a folder of them, a case "
            "file, - for standard input, or example:ID.",
        ),
    ],
    output: Output = None,
    force: Force = False,
) -> None:
    """Write safety reports as case files, which people can read, correct and assess.

    What of a report could not be used is told on standard error. Where there are several reports,
    --output names a folder that exists, and each becomes a file in it, named by its id.
    """
    found = inputs([file])
    if output is not None and output.is_dir():
        failed = _into(output, found, force=force)
    elif len(found) == 1:
        result([_written(found[0])[1]], output, force=force)
        return
    else:
        raise CausalityError(
            f"{file} holds {len(found)} reports; --output with a folder writes a file for each"
        )
    if failed:
        note(f"causality: {failed} of {len(found)} reports could not be converted")
        raise typer.Exit(ExitCode.SOME_FAILED)


def _written(item: Input) -> tuple[str, str]:
    """The id of a case and its file, tidied: what was read is written, comments are not."""
    from causality.case.read import read_case_file
    from causality.case.write import write_case

    file = read_case_file(item.source(), item.name)
    for told in file.notes:
        note(f"note: {told}")
    return file.case.id, write_case(file.case)


def _into(folder: Path, found: tuple[Input, ...], *, force: bool) -> int:
    """One file a report; how many there could not be made."""
    failed, taken = 0, set[str]()
    for item in found:
        try:
            name, text = _written(item)
            unique, number = name, 2
            while unique in taken:
                unique, number = f"{name}-{number}", number + 1
            taken.add(unique)
            result([text], folder / f"{unique}.yaml", force=force)
        except CausalityError as error:
            failed += 1
            complain(error, item.name)
    return failed
