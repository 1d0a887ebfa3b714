"""``causality convert``: safety reports as case files, and assessments back where they go."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from causality.cli.assessed import Ask, Target, assessed
from causality.cli.exit_codes import ExitCode
from causality.cli.guard import complain
from causality.cli.inputs import Input, inputs
from causality.cli.options import Force, Output
from causality.cli.output import check_target, note, result
from causality.errors import CausalityError

__all__ = ["convert"]


def convert(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A file of safety reports (E2B, FHIR, openFDA, FAERS, VAERS, also packed), a "
            "folder of them, a case file, - for standard input, or example:ID.",
        ),
    ],
    to: Annotated[
        Target,
        typer.Option(
            "--to",
            metavar="case|e2b|e2b-kr|e2b-fda|fhir-r4|fhir-r5|csv|parquet",
            help="case writes case files, all others assessments: e2b adds them to the message "
            "FILE itself (-kr in Korea's codes, -fda in the FDA's words), fhir makes a bundle, "
            "csv and parquet have one row a pair.",
        ),
    ] = Target.CASE,
    method: Annotated[
        list[str] | None,
        typer.Option(
            "--method",
            metavar="ID",
            help="Write this method; may be given again. Else E2B and FHIR get Naranjo and "
            "WHO-UMC, tables get all.",
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="NAME", help="Who assessed, in E2B and FHIR; else this program."
        ),
    ] = None,
    corrected: Annotated[
        str | None,
        typer.Option(
            "--corrected",
            metavar="CASE",
            help="With e2b: a case file (or a folder) that corrects what the message says; its "
            "assessment is written. Its id, and those of drugs and events, stay.",
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write safety reports as case files, or assess them and write that where it goes.

    What of a report could not be used is told on standard error. Where there are several reports
    and case files are written, --output names a folder that exists, and each becomes a file in it,
    named by its id. Of a message that assessments are added to, not one other byte changes.
    """
    if to is not Target.CASE:
        check_target(output, force=force)
        ask = Ask(to, tuple(method or ()), source, corrected)
        failed, of = assessed(file, ask, output, force=force)
    else:
        if method or source or corrected:
            raise typer.BadParameter("--method, --source and --corrected need --to")
        found = inputs([file])
        of = len(found)
        if output is not None and output.is_dir():
            failed = _into(output, found, force=force)
        elif of == 1:
            result([_written(found[0])[1]], output, force=force)
            return
        else:
            raise CausalityError(
                f"{file} holds {of} reports; --output with a folder writes a file for each"
            )
    if failed:
        note(f"causality: {failed} of {of} reports could not be converted")
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
