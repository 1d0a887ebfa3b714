"""``causality explain``: what moved a case, what would change it, and what it rests on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from causality.cli.inputs import inputs, several
from causality.cli.options import AsTextOrJson, Force, KnownFile, MethodsDir, Output, TextOrJson
from causality.cli.output import check_target, note, result, text_width, wants_style
from causality.errors import CausalityError

if TYPE_CHECKING:
    from causality.batch.find import Found
    from causality.case.read import CaseFile

__all__ = ["explain", "one_case"]


def explain(  # noqa: PLR0913, PLR0917 - each is an option of the command
    case: Annotated[
        str,
        typer.Argument(
            metavar="CASE",
            help="A case file, - for standard input, example:ID, or the folder of a run of batch "
            "(with --report).",
        ),
    ],
    report: Annotated[
        str | None,
        typer.Option(
            "--report",
            metavar="ID",
            help="Of a run of batch: the report, as its table names it; its inputs must be there.",
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="NAME", help="With --report: the input, where several have it."
        ),
    ] = None,
    method: Annotated[
        list[str] | None,
        typer.Option("--method", metavar="ID", help="Only this method; may be given again."),
    ] = None,
    versus: Annotated[
        list[str] | None,
        typer.Option(
            "--versus",
            metavar="ID:ID",
            help="Also set one cause against another (dara:unexplained); may be given again.",
        ),
    ] = None,
    entries: Annotated[
        bool,
        typer.Option("--entries/--no-entries", help="Recompute the case without each entry."),
    ] = True,
    numbers: Annotated[
        int,
        typer.Option("--numbers", metavar="N", min=0, help="Numbers of the model told per drug."),
    ] = 10,
    methods_dir: MethodsDir = None,
    known: KnownFile = None,
    format_: AsTextOrJson = TextOrJson.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Tell what moved each share, what would change it, and which numbers it rests on.

    Weights of evidence are exact; the text tells the foremost, JSON all of them.
    """
    from causality.assessment.contract import json_text
    from causality.explain.explanation import explain as explained
    from causality.report.as_text import outline_as_text
    from causality.report.explanation_data import explanation_as_data
    from causality.report.explanation_outline import explanation_outline

    check_target(output, force=force)
    both = tuple(map(_two, versus or ()))
    chosen, asked = method or None, _asked(case, report, source)
    if asked is not None and known is not None:
        raise typer.BadParameter("a run keeps to its own table", param_hint="--known")
    told = explained(
        one_case(case, "explain", known) if asked is None else asked.case,
        methods=chosen if asked is None or chosen else asked.methods,
        methods_dir=methods_dir,
        versus=both,
        entries=entries,
    )
    if format_ is TextOrJson.JSON:
        result([f"{json_text(explanation_as_data(told))}\n"], output, force=force)
        return
    width = text_width(to_file=output is not None)
    bold = output is None and wants_style(no_color=False)
    blocks = explanation_outline(told, numbers=numbers)
    result([outline_as_text(blocks, width=width, bold=bold)], output, force=force)


def _asked(argument: str, report: str | None, source: str | None) -> Found | None:
    """The report of a run that is asked for; None where a case is."""
    folder = Path(argument)
    if report is None and source is not None:
        raise typer.BadParameter("goes with --report", param_hint="--source")
    if report is None and not folder.is_dir():
        return None
    from causality.batch.find import find_report, is_run

    if report is None:
        if is_run(folder):
            raise CausalityError(f"{argument} holds a run of batch; name a report with --report")
        return None
    if not is_run(folder):
        raise CausalityError(f"{argument} holds no run of batch")
    found = find_report(folder, report, source)
    for told in found.notes:
        note(f"note: {told}")
    return found


def one_case(argument: str, command: str, known: Path | None = None) -> CaseFile:
    """The one case that an argument names, its notes told; ``known`` is a table to add to it."""
    from causality.case.read import read_case_file
    from causality.findings.known import load_known, with_known

    found = inputs([argument])
    if several([argument]) or len(found) != 1:
        raise CausalityError(f"{command} takes one case, not a folder")
    file = read_case_file(found[0].source(), found[0].name)
    for told in file.notes:
        note(f"note: {told}")
    if known is None:
        return file
    return replace(file, case=with_known(file.case, load_known(known)))


def _two(text: str) -> tuple[str, str]:
    one, colon, other = text.partition(":")
    if not (colon and one.strip() and other.strip()) or one.strip() == other.strip():
        raise typer.BadParameter(
            f"{text!r} names no two causes; write dara:unexplained", param_hint="--versus"
        )
    return one.strip(), other.strip()
