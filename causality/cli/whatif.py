"""``causality whatif``: the case with some facts set, beside the case as it is."""

from __future__ import annotations

from typing import Annotated

import typer

from causality.cli.explain import one_case
from causality.cli.options import AsTextOrJson, Force, MethodsDir, Output, TextOrJson
from causality.cli.output import check_target, result, text_width, wants_style

__all__ = ["whatif"]


def whatif(
    case: Annotated[
        str,
        typer.Argument(metavar="CASE", help="A case file, - for standard input, or example:ID."),
    ],
    set_: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="A finding (rechallenge=positive, dara:rechallenge=positive) or a field of an "
            "entry (dara.first.start=day -3); may be given again.",
        ),
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
    """Tell what every verdict and share would be if some facts were others.

    Age and sex cannot be set. All settings hold together.
    """
    from causality.assessment.contract import json_text
    from causality.explain.what_if import settings, what_if
    from causality.report.as_text import outline_as_text
    from causality.report.whatif_outline import whatif_as_data, whatif_outline

    check_target(output, force=force)
    file = one_case(case, "whatif")
    told = what_if(file, settings(file.case, set_), methods=method or None, methods_dir=methods_dir)
    if format_ is TextOrJson.JSON:
        result([f"{json_text(whatif_as_data(told))}\n"], output, force=force)
        return
    width = text_width(to_file=output is not None)
    bold = output is None and wants_style(no_color=False)
    result([outline_as_text(whatif_outline(told), width=width, bold=bold)], output, force=force)
