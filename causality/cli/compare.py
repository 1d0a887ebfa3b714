"""``causality compare``: all methods side by side on one case, and why they differ."""

from __future__ import annotations

from typing import Annotated

import typer

from causality.cli.inputs import inputs
from causality.cli.options import AsTextOrJson, Force, MethodsDir, Output, TextOrJson
from causality.cli.output import check_target, note, result, text_width, wants_style
from causality.errors import CausalityError

__all__ = ["compare"]


def compare(
    case: Annotated[
        str,
        typer.Argument(metavar="CASE", help="A case file, - for standard input, or example:ID."),
    ],
    method: Annotated[
        list[str] | None,
        typer.Option("--method", metavar="ID", help="Only this method; may be given again."),
    ] = None,
    methods_dir: MethodsDir = None,
    format_: AsTextOrJson = TextOrJson.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Tell which criterion and which finding make two methods differ.

    Categories keep their published names; none is turned into another.
    """
    from causality.assessment import assess
    from causality.assessment.contract import json_text
    from causality.case.read import read_case_file
    from causality.report.as_text import outline_as_text
    from causality.report.disagreement_outline import comparison_as_data, comparison_outline

    check_target(output, force=force)
    found = inputs([case])
    if len(found) != 1:
        raise CausalityError("compare takes one case, not a folder")
    file = read_case_file(found[0].source(), found[0].name)
    for told in file.notes:
        note(f"note: {told}")
    assessment = assess(file, methods=method or None, methods_dir=methods_dir)
    if format_ is TextOrJson.JSON:
        text = f"{json_text(comparison_as_data(assessment))}\n"
    else:
        width = text_width(to_file=output is not None)
        bold = output is None and wants_style(no_color=False)
        text = outline_as_text(comparison_outline(assessment), width=width, bold=bold)
    result([text], output, force=force)
