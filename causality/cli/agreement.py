"""``causality agreement``: a folder of graded cases, ours against the print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from causality.cli.options import AsTextOrJson, Force, Output, TextOrJson
from causality.cli.output import check_target, result, text_width, wants_style

__all__ = ["agreement"]


def agreement(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help="A folder of cases that hold published verdicts; else the cases that ship.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    format_: AsTextOrJson = TextOrJson.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Compare our verdicts with published ones, and method with method.

    Cases without published verdicts are counted and left out; one that cannot be used is an error.
    """
    from causality.agreement import agreement as compare
    from causality.datafile import data_root

    check_target(output, force=force)
    found = compare(folder or data_root("cases"))
    if format_ is TextOrJson.JSON:
        result([f"{found.to_json()}\n"], output, force=force)
        return
    from causality.report.agreement_outline import agreement_outline
    from causality.report.as_text import outline_as_text

    width = text_width(to_file=output is not None)
    bold = output is None and wants_style(no_color=False)
    text = outline_as_text(agreement_outline(found), width=width, bold=bold)
    result([text], output, force=force)
