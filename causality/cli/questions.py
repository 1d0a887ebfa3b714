"""``causality questions``: what to ask next about a case, as a letter."""

from __future__ import annotations

from typing import Annotated

import typer

from causality.cli.explain import one_case
from causality.cli.options import AsTextOrJson, Force, MethodsDir, Output, TextOrJson
from causality.cli.output import check_target, result, text_width, wants_style

__all__ = ["questions"]


def questions(
    case: Annotated[
        str,
        typer.Argument(metavar="CASE", help="A case file, - for standard input, or example:ID."),
    ],
    method: Annotated[
        list[str] | None,
        typer.Option("--method", metavar="ID", help="Only this method; may be given again."),
    ] = None,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, help="Questions in the letter.")
    ] = 10,
    methods_dir: MethodsDir = None,
    format_: AsTextOrJson = TextOrJson.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write the questions whose answers promise most, and what each answer would do.

    Ordered by expected information on the cause and by the verdicts expected to change; only what
    follow-up can still settle is asked.
    """
    from causality.assessment import assess
    from causality.assessment.contract import json_text
    from causality.explain.questions import questions as asked
    from causality.explain.weighed import prepared
    from causality.report.as_text import outline_as_text
    from causality.report.questions_outline import questions_as_data, questions_outline

    check_target(output, force=force)
    file = one_case(case, "questions")
    assessment = assess(file, methods=method or None, methods_dir=methods_dir)
    told = asked(prepared(file.case), assessment)
    if format_ is TextOrJson.JSON:
        data = questions_as_data(told, assessment)
        result([f"{json_text(data)}\n"], output, force=force)
        return
    width = text_width(to_file=output is not None)
    bold = output is None and wants_style(no_color=False)
    blocks = questions_outline(told, assessment, most)
    result([outline_as_text(blocks, width=width, bold=bold)], output, force=force)
