"""Commands about case files: check one, list those that ship, start a new one, print the schema."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from causality.cli.exit_codes import ExitCode
from causality.cli.inputs import EXAMPLE, example, inputs
from causality.cli.options import Force, Output
from causality.cli.output import check_target, result
from causality.errors import CaseError

__all__ = ["SchemaName", "cases", "check", "new", "schema"]


class SchemaName(StrEnum):
    """The files that have a published schema."""

    CASE = "case"
    ASSESSMENT = "assessment"


def check(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="CASE",
            help="A case file, a folder of them, - for standard input, or example:ID.",
        ),
    ],
) -> None:
    """Name every problem of case files, each by line and column.

    Dates that contradict one another are no problem of the file: they are named, and assess works
    around them.
    """
    from causality.assessment.check import check as check_case

    usable = True
    for item in inputs(files):
        try:
            remarks = check_case(item.source(), item.name)
        except CaseError as error:
            usable = False
            result(f"{problem}\n" for problem in error.problems)
        else:
            result([f"{item.name}: can be used\n", *(f"  {remark}\n" for remark in remarks)])
    if not usable:
        raise typer.Exit(ExitCode.INPUT)


def cases(
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Print the file of this case.")
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """List the cases that ship, or print one."""
    from causality.case.shipped import shipped_cases

    check_target(output, force=force)
    if name is None:
        from causality.case.read import read_case

        shipped = {id_: read_case(path, id_) for id_, path in shipped_cases().items()}
        width = max(map(len, shipped), default=0)
        lines = [f"{id_:<{width}}  {case.title or ''}".rstrip() for id_, case in shipped.items()]
        result([f"{line}\n" for line in lines], output, force=force)
        return
    text = example(name.removeprefix(EXAMPLE)).read_text(encoding="utf-8")
    result([text], output, force=force)


def new(output: Output = None, force: Force = False) -> None:
    """Print a commented template of a case file, ready to be filled in."""
    from causality.case.template import case_template

    result([case_template()], output, force=force)


def schema(
    name: Annotated[
        SchemaName, typer.Argument(metavar="[case|assessment]", help="Which file.")
    ] = SchemaName.CASE,
    output: Output = None,
    force: Force = False,
) -> None:
    """Print the JSON Schema (draft-07) of a case file or of an assessment."""
    from causality.assessment.contract import assessment_schema, json_text
    from causality.case.schema import case_schema

    told = case_schema() if name is SchemaName.CASE else assessment_schema()
    result([f"{json_text(told)}\n"], output, force=force)
