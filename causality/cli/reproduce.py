"""``causality reproduce``: make a result again and compare the bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from causality.cli.exit_codes import ExitCode
from causality.cli.explain import one_case
from causality.cli.options import AsTextOrJson, MethodsDir, TextOrJson
from causality.cli.output import result
from causality.errors import CausalityError

__all__ = ["reproduce"]


def reproduce(
    told: Annotated[
        Path, typer.Argument(metavar="RESULT", help="A result in JSON, as assess writes it.")
    ],
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="The file of the case, or example:ID.")
    ],
    methods_dir: MethodsDir = None,
    format_: AsTextOrJson = TextOrJson.TEXT,
) -> None:
    """Make a result again from its case and compare every byte.

    The case, the engine and the models must be those of the result; another is refused by name.
    Ends with 1 where the bytes differ.
    """
    from causality.assessment.contract import json_text
    from causality.explain.reproduce import reproduce as made_again

    try:
        data = told.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise CausalityError(f"{told} cannot be read ({reason})") from None
    found = made_again(data, one_case(case, "reproduce"), str(told), methods_dir)
    if format_ is TextOrJson.JSON:
        same = {"case": found.case, "same": found.same, "differences": list(found.differences)}
        result([f"{json_text(same)}\n"])
    elif found.same:
        result([f"{told}: the same bytes, made again from {case}\n"])
    else:
        lines = [f"{told}: other bytes than {case} gives here\n"]
        lines += [f"  {one}\n" for one in found.differences]
        result(lines)
    if not found.same:
        raise typer.Exit(ExitCode.INPUT)
