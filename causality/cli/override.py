"""``causality override``: a panel's word on a finding, recomputed beside the original."""

from __future__ import annotations

from typing import Annotated

import typer

from causality.cli.explain import one_case
from causality.cli.options import AsTextOrJson, Force, MethodsDir, Output, TextOrJson
from causality.cli.output import check_target, result, text_width, wants_style

__all__ = ["override"]


def override(  # noqa: PLR0913, PLR0917 - each is an option of the command
    case: Annotated[
        str,
        typer.Argument(metavar="CASE", help="A case file, - for standard input, or example:ID."),
    ],
    finding: Annotated[
        str, typer.Option("--finding", metavar="NAME", help="The finding that is overruled.")
    ],
    value: Annotated[
        str, typer.Option("--value", metavar="VALUE", help="What it is held to be instead.")
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why; kept with the result.")
    ],
    drug: Annotated[
        str | None, typer.Option("--drug", metavar="ID", help="For this drug only.")
    ] = None,
    event: Annotated[
        str | None, typer.Option("--event", metavar="ID", help="For this event only.")
    ] = None,
    method: Annotated[
        list[str] | None,
        typer.Option("--method", metavar="ID", help="Only this method; may be given again."),
    ] = None,
    methods_dir: MethodsDir = None,
    format_: AsTextOrJson = TextOrJson.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Overrule one finding, with a reason, and recompute beside the original.

    Both results are kept; nothing is written into the case.
    """
    from causality.assessment.contract import json_text
    from causality.explain.changed_findings import finding_set, reassessed
    from causality.findings.extract import pairs_of
    from causality.report.as_text import outline_as_text
    from causality.report.whatif_outline import override_as_data, override_outline

    if not reason.strip():
        raise typer.BadParameter("an override needs a reason", param_hint="--reason")
    check_target(output, force=force)
    file = one_case(case, "override")
    sets = finding_set(pairs_of(file.case), finding, value, reason.strip(), drug, event)
    told = reassessed(file, sets, methods=method or None, methods_dir=methods_dir)
    if format_ is TextOrJson.JSON:
        result([f"{json_text(override_as_data(told))}\n"], output, force=force)
        return
    width = text_width(to_file=output is not None)
    bold = output is None and wants_style(no_color=False)
    result([outline_as_text(override_outline(told), width=width, bold=bold)], output, force=force)
