"""The program ``causality``: its commands in order, and the way in.

Heavy libraries are imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from types import MappingProxyType
from typing import Annotated

import typer

from causality.cli.agreement import agreement
from causality.cli.assess import assess
from causality.cli.batch import batch
from causality.cli.case_files import cases, check, new, schema
from causality.cli.compare import compare
from causality.cli.convert import convert
from causality.cli.diff import diff
from causality.cli.examples import EXAMPLES, epilog
from causality.cli.exit_codes import ExitCode
from causality.cli.explain import explain
from causality.cli.guard import guarded
from causality.cli.network import (
    network_check,
    network_export,
    network_learn,
    network_query,
    network_show,
)
from causality.cli.output import result
from causality.cli.override import override
from causality.cli.questions import questions
from causality.cli.reference import methods, version
from causality.cli.report import report
from causality.cli.reproduce import reproduce
from causality.cli.unroll import network_unroll
from causality.cli.whatif import whatif

__all__ = ["COMMANDS", "app", "main"]

COMMANDS: Mapping[str, Callable[..., None]] = MappingProxyType(
    {
        "assess": assess,
        "explain": explain,
        "whatif": whatif,
        "questions": questions,
        "override": override,
        "report": report,
        "batch": batch,
        "check": check,
        "convert": convert,
        "cases": cases,
        "new": new,
        "schema": schema,
        "methods": methods,
        "compare": compare,
        "diff": diff,
        "reproduce": reproduce,
        "agreement": agreement,
        "network show": network_show,
        "network export": network_export,
        "network check": network_check,
        "network query": network_query,
        "network learn": network_learn,
        "network unroll": network_unroll,
        "version": version,
    }
)
"""Every command by what is typed for it, in the order of the help."""

_GROUP_HELP = {"network": "Show, check, ask, convert and train Bayesian networks."}

app = typer.Typer(
    name="causality",
    help="Assess from the timeline of a case whether a drug caused an event, with every reason.",
    epilog="Results go to standard output, notes to standard error. This supports a decision; "
    "it is not a diagnosis.",
    no_args_is_help=True,
    # Plain help is four times faster than decorated help, and no text is ever read as markup.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@guarded
def _print_version() -> None:
    from causality.report.versions import version_text

    result([version_text()])


def _version_asked(asked: bool) -> None:
    if asked:
        _print_version()
        raise typer.Exit


@app.callback()
def _whole(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version_asked, is_eager=True, help="Show versions and exit."
        ),
    ] = False,
) -> None:
    pass


_GROUPS = {"": app}


def _group(name: str) -> typer.Typer:
    """The group of commands of that name, made when its first command comes."""
    if name not in _GROUPS:
        _GROUPS[name] = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
        app.add_typer(_GROUPS[name], name=name, help=_GROUP_HELP[name])
    return _GROUPS[name]


for _name, _command in COMMANDS.items():
    _of, _, _word = _name.rpartition(" ")
    _group(_of).command(_word, epilog=epilog(EXAMPLES[_name]))(guarded(_command))


def main() -> None:
    """Run the program; it ends with an ``ExitCode``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal says what it can show; anything else is read by programs, as UTF-8.
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        app(prog_name="causality")
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
