"""``causality network unroll``: one event of a case as an ordinary network, for other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from causality.cli.inputs import inputs, several
from causality.cli.options import Force, Output
from causality.cli.output import check_target, note, result
from causality.errors import CausalityError

__all__ = ["network_unroll"]


def network_unroll(
    case: Annotated[
        str,
        typer.Argument(metavar="CASE", help="A case file, - for standard input, or example:ID."),
    ],
    event: Annotated[
        str | None,
        typer.Option("--event", metavar="ID", help="Which event; the first if left out."),
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write the differential of one event as a network, with the evidence of the case.

    The evidence stands on standard error as a question; any engine gives the same shares.
    Without --output: BIF; the ending of the file decides.
    """
    from causality.assessment.causes import unrolled_event
    from causality.case.read import read_case_file
    from causality.network.exchange import export, format_of

    check_target(output, force=force)
    form = "bif" if output is None else format_of(output)
    if form == "yaml":
        raise CausalityError("a network made from a case has no sources of its own; write .bif")
    found = inputs([case])
    if several([case]) or len(found) != 1:
        raise CausalityError("a network is made of one case, not of a folder")
    file = read_case_file(found[0].source(), found[0].name)
    told = unrolled_event(file.case, event)
    for name, state in told.given.items():
        note(f"given: {name} = {state}")
    for name, values in told.likelihood.items():
        states = told.network.node(name).states
        shown = ", ".join(f"{state} {value:g}" for state, value in zip(states, values, strict=True))
        note(f"likelihood: {name}: {shown}")
    result([export(told.network, form)], output, force=force)
