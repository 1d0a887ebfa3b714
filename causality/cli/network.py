"""``causality network``: show, check, ask, convert and train Bayesian networks, ours or others'."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from causality.cli.exit_codes import ExitCode
from causality.cli.options import AsTextOrJson, Force, Output, TextOrJson
from causality.cli.output import check_target, note, result, text_width, wants_style

if TYPE_CHECKING:
    from causality.report.blocks import Outline

__all__ = ["network_check", "network_export", "network_learn", "network_query", "network_show"]

_WHAT = "A network that ships, or a file: our YAML, BIF (.bif), XMLBIF (.xmlbif, .xml) or .xdsl."

Model: TypeAlias = Annotated[str, typer.Argument(metavar="MODEL", help=_WHAT)]


def network_show(
    model: Annotated[
        str | None,
        typer.Argument(metavar="[MODEL]", help=f"{_WHAT} Without it: those that ship."),
    ] = None,
    node: Annotated[
        list[str] | None,
        typer.Option(
            "--node", metavar="NODE", help="Only this node, with all its rows; may be given again."
        ),
    ] = None,
    format_: AsTextOrJson = TextOrJson.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Lay a network open: nodes, states, parents, and every row with its support and source.

    JSON holds the whole network, whatever --node says.
    """
    from causality.assessment.contract import json_text
    from causality.network.exchange import load_network, shipped_networks
    from causality.network.show import described
    from causality.report.network_outline import network_outline, networks_outline

    check_target(output, force=force)
    names = shipped_networks() if model is None else (model,)
    networks = [load_network(name) for name in names]
    if format_ is TextOrJson.JSON:
        told = list(map(described, networks))
        text = f"{json_text(told[0] if model is not None else told)}\n"
    elif model is None:
        text = _text(networks_outline(networks), output)
    else:
        text = _text(network_outline(networks[0], nodes=node or ()), output)
    result([text], output, force=force)


def network_check(
    files: Annotated[list[str], typer.Argument(metavar="MODEL", help=_WHAT)],
) -> None:
    """Name every problem of network files, each by line and column.

    The templates of the differential and maps of findings are checked, too. Files of other programs
    are read by pgmpy, which names no lines.
    """
    from causality.errors import ModelError
    from causality.network.check_file import check_file

    usable = True
    for file in files:
        try:
            told = check_file(file)
        except ModelError as error:
            usable = False
            result(f"{problem}\n" for problem in error.problems)
        else:
            result([f"{file}: can be used\n", *(f"  {remark}\n" for remark in told)])
    if not usable:
        raise typer.Exit(ExitCode.INPUT)


def network_query(
    model: Model,
    given: Annotated[
        list[str] | None,
        typer.Option("--given", metavar="NODE=STATE", help="What is known; may be given again."),
    ] = None,
    likelihood: Annotated[
        list[str] | None,
        typer.Option(
            "--likelihood",
            metavar="NODE=STATE:P,STATE:P",
            help="What was seen, as its probability under each state (any scale), not as a belief.",
        ),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option(
            "--target",
            metavar="NODE",
            help="The node asked for; may be given again. Else the network's own.",
        ),
    ] = None,
    format_: AsTextOrJson = TextOrJson.TEXT,
    output: Output = None,
    force: Force = False,
) -> None:
    """Ask a network for the shares of a node, exactly.

    Evidence that cannot all be true is refused, and a smallest set of it that contradicts itself is
    named. Several targets give a list in JSON.
    """
    from causality.assessment.contract import json_text
    from causality.network.evidence import ContradictoryEvidence
    from causality.network.exchange import load_network
    from causality.network.query import query, refused
    from causality.network.said import given_of, likelihood_of
    from causality.report.network_answer_outline import answers_outline

    check_target(output, force=force)
    network = load_network(model)
    known, seen = given_of(network, given or ()), likelihood_of(network, likelihood or ())
    targets: list[str | None] = list(target) if target else [None]
    try:
        answers = [query(network, known, one, seen) for one in targets]
    except ContradictoryEvidence as why:
        if format_ is TextOrJson.JSON:
            told = [refused(network, known, one, seen, why) for one in targets]
            result(
                [f"{json_text(told if target and target[1:] else told[0])}\n"], output, force=force
            )
        raise
    if format_ is TextOrJson.JSON:
        plain = [answer.to_json() for answer in answers]
        text = f"{json_text(plain if plain[1:] else plain[0])}\n"
    else:
        text = _text(answers_outline(answers), output)
    result([text], output, force=force)


def network_export(model: Model, output: Output = None, force: Force = False) -> None:
    """Write a network as YAML, BIF, XMLBIF or XDSL; the ending of the file decides.

    What the other formats cannot carry is told on standard error. Without --output: YAML.
    """
    from causality.network.exchange import export, format_of, left_behind, load_network

    check_target(output, force=force)
    form = "yaml" if output is None else format_of(output)
    network = load_network(model)
    text = export(network, form)
    for told in left_behind(network, form):
        note(f"note: {told}")
    result([text], output, force=force)


def network_learn(  # noqa: PLR0913, PLR0917 - each is an option of the command
    model: Model,
    cases: Annotated[
        Path,
        typer.Argument(
            metavar="CASES",
            help="A CSV file: a column a node, a line a case, names of states; empty is missing.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", help="Where the new network goes, as YAML."),
    ],
    skip: Annotated[
        list[str] | None,
        typer.Option(
            "--skip", metavar="COLUMN", help="A column that is no node; may be given again."
        ),
    ] = None,
    strength: Annotated[
        float,
        typer.Option("--strength", metavar="CASES", help="How many cases an earlier row is worth."),
    ] = 10.0,
    rounds: Annotated[
        int,
        typer.Option(
            "--rounds", metavar="N", min=1, help="Rounds of expectation-maximisation at most."
        ),
    ] = 200,
    format_: AsTextOrJson = TextOrJson.TEXT,
    force: Force = False,
) -> None:
    """Learn the tables of a network from labelled cases, starting from what it says already.

    Missing cells are completed in every possible way (expectation-maximisation). Tells which rows
    moved, by how much, and on how many cases.
    """
    from causality.assessment.contract import json_text
    from causality.network.exchange import export, load_network
    from causality.network.learn import learned_from
    from causality.report.network_answer_outline import learned_outline

    check_target(output, force=force)
    network = load_network(model)
    found = learned_from(network, cases, skip=skip or (), strength=strength, rounds=rounds)
    result([export(found.network, "yaml")], output, force=force)
    if format_ is TextOrJson.JSON:
        result([f"{json_text(found.to_json())}\n"])
    else:
        result([_text(learned_outline(found), None)])


def _text(outline: Outline, output: Path | None) -> str:
    from causality.report.as_text import outline_as_text

    width = text_width(to_file=output is not None)
    bold = output is None and wants_style(no_color=False)
    return outline_as_text(outline, width=width, bold=bold)
