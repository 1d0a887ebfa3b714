"""``causality assess``: one case or many, as text or for a program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from causality.cli.exit_codes import ExitCode
from causality.cli.guard import complain
from causality.cli.inputs import Input, inputs, several
from causality.cli.options import Force, Format, KnownFile, MethodsDir, NoColor, Output
from causality.cli.output import check_target, note, result, text_width, wants_style
from causality.cli.progress import Progress
from causality.errors import CausalityError, NotFound

if TYPE_CHECKING:
    from causality.assessment.assessment import Assessment
    from causality.findings.known import Known

__all__ = ["assess"]

Printer: TypeAlias = "Callable[[Assessment], str]"

_MOST_ODDS = 1e6

# What stands before, between and after the assessments.
_FRAMES = {
    (Format.TEXT, False): ("", "", ""),
    (Format.TEXT, True): ("", "\n\n", ""),
    (Format.MARKDOWN, False): ("", "", ""),
    (Format.MARKDOWN, True): ("", "\n", ""),
    (Format.JSON, False): ("", "", "\n"),
    (Format.JSON, True): ("[\n", ",\n", "\n]\n"),
    (Format.NDJSON, False): ("", "", ""),
    (Format.NDJSON, True): ("", "", ""),
}


def assess(  # noqa: PLR0913, PLR0917 - each is an option of the command
    cases: Annotated[
        list[str],
        typer.Argument(
            metavar="CASE",
            help="A case file, a folder of them, - for standard input, or example:ID.",
        ),
    ],
    drug: Annotated[
        list[str] | None,
        typer.Option("--drug", metavar="ID", help="Only this drug; may be given again."),
    ] = None,
    event: Annotated[
        list[str] | None,
        typer.Option("--event", metavar="ID", help="Only this event; may be given again."),
    ] = None,
    method: Annotated[
        list[str] | None,
        typer.Option("--method", metavar="ID", help="Only this method; may be given again."),
    ] = None,
    format_: Annotated[
        Format,
        typer.Option(
            "--format",
            metavar="text|markdown|json|ndjson",
            help="markdown is for a dossier, json the contract, ndjson has one case a line.",
        ),
    ] = Format.TEXT,
    methods_dir: MethodsDir = None,
    network: Annotated[
        list[str] | None,
        typer.Option(
            "--network",
            metavar="ID",
            help="Also ask this network (ufpn); may be given again.",
        ),
    ] = None,
    differential: Annotated[
        bool,
        typer.Option(
            "--differential/--no-differential",
            help="Weigh all causes of each event against each other.",
        ),
    ] = True,
    prior: Annotated[
        list[str] | None,
        typer.Option(
            "--prior",
            metavar="DRUG=ODDS",
            help="Your own odds of a drug against all else before the case; may be given again.",
        ),
    ] = None,
    known: KnownFile = None,
    every_pair: Annotated[
        bool, typer.Option("--all", help="Tell every pair in detail, not only the first three.")
    ] = False,
    output: Output = None,
    force: Force = False,
    no_color: NoColor = False,
) -> None:
    """Assess every suspect drug of a case against every event.

    Several cases, or a folder, give a list in JSON. A case that cannot be used is named on
    standard error and the others are assessed.
    """
    check_target(output, force=force)
    _known_methods(method or (), methods_dir)
    _known_networks(network or ())
    bold = output is None and wants_style(no_color=no_color)
    printer = _printer(format_, every_pair=every_pair, bold=bold, to_file=output is not None)
    one = partial(
        _assessment,
        drugs=drug or None,
        events=event or None,
        methods=method or None,
        methods_dir=methods_dir,
        networks=network or None,
        differential=differential,
        priors=_priors(prior or ()),
        known=_table(known),
    )
    wanted, many = inputs(cases), several(cases)
    failed: list[Input] = []
    found = _each(wanted, one, failed) if many else iter([one(wanted[0])])
    result(_framed(map(printer, found), _FRAMES[format_, many]), output, force=force)
    if failed:
        note(f"causality: {len(failed)} of {len(wanted)} cases could not be assessed")
        raise typer.Exit(ExitCode.SOME_FAILED)


def _assessment(  # noqa: PLR0913 - what the options of the command say
    item: Input,
    *,
    drugs: Sequence[str] | None,
    events: Sequence[str] | None,
    methods: Sequence[str] | None,
    methods_dir: Path | None,
    networks: Sequence[str] | None,
    differential: bool,
    priors: Mapping[str, float] | None,
    known: Known | None,
) -> Assessment:
    from causality.assessment import assess as assess_case
    from causality.case.read import read_case_file
    from causality.findings.known import with_known

    file = read_case_file(item.source(), item.name)
    for told in file.notes:
        note(f"note: {told}")
    return assess_case(
        file if known is None else replace(file, case=with_known(file.case, known)),
        drugs=drugs,
        events=events,
        methods=methods,
        methods_dir=methods_dir,
        networks=networks,
        differential=differential,
        priors=priors,
    )


def _table(file: Path | None) -> Known | None:
    """What is known, read once for all cases."""
    if file is None:
        return None
    from causality.findings.known import load_known

    return load_known(file)


def _priors(told: Sequence[str]) -> Mapping[str, float] | None:
    """Odds by drug; a text that is none is an error of usage."""
    found: dict[str, float] = {}
    for text in told:
        drug, _, odds = text.partition("=")
        try:
            found[drug.strip()] = float(odds)
        except ValueError:
            found[drug.strip()] = 0.0
        if not 0 < found[drug.strip()] < _MOST_ODDS:
            raise typer.BadParameter(
                f"{text!r} is no DRUG=ODDS; write dara=0.5", param_hint="--prior"
            )
    return found or None


def _each(
    wanted: Sequence[Input], one: Callable[[Input], Assessment], failed: list[Input]
) -> Iterator[Assessment]:
    """Every assessment that can be made; whatever cannot be assessed is told and listed."""
    with Progress(len(wanted)) as progress:
        for item in wanted:
            try:
                yield one(item)
            except CausalityError as error:
                failed.append(item)
                complain(error, item.name)
            progress.step()


def _known_methods(names: Sequence[str], methods_dir: Path | None) -> None:
    """A mistyped method, or a method file that cannot be used, fails once, not once a case."""
    if names or methods_dir is not None:
        from causality.methods import method_ids, methods

        known = method_ids(extra=methods_dir)
        if methods_dir is not None:
            methods(extra=methods_dir)
        for name in names:
            if name not in known:
                raise NotFound("method", name, known)


def _known_networks(names: Sequence[str]) -> None:
    """A mistyped network fails once, too."""
    if names:
        from causality.network.mapping import finding_map

        for name in names:
            finding_map(name)


def _printer(format_: Format, *, every_pair: bool, bold: bool, to_file: bool) -> Printer:
    if format_ is Format.TEXT:
        from causality.report.as_text import as_text

        width = text_width(to_file=to_file)
        return partial(as_text, every_pair=every_pair, width=width, bold=bold)
    if format_ is Format.MARKDOWN:
        from causality.report.as_markdown import as_markdown

        return partial(as_markdown, every_pair=every_pair)
    from causality.assessment.contract import as_json, as_ndjson

    return as_json if format_ is Format.JSON else as_ndjson


def _framed(texts: Iterator[str], frame: tuple[str, str, str]) -> Iterator[str]:
    before, between, after = frame
    yield before
    for number, text in enumerate(texts):
        yield f"{between}{text}" if number else text
    yield after
