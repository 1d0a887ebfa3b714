"""Running the commands in this process, and cases to run them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from typer.testing import CliRunner

from causality.cli import app

SEED = "example:daratumumab-leukoencephalopathy"
CASE = """\
schema: causality/case/1
id: small
day 0: {what: first dose, at: amox.start}
drugs:
  - {id: amox, name: amoxicillin, role: suspect, doses: [{id: first, start: unknown}]}
events:
  - {id: rash, term: rash, onset: 2 d after amox.start}
"""
BROKEN = CASE.replace("role: suspect", "role: suspicious")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def run(
    *arguments: object, stdin: str | None = None, env: Mapping[str, str] | None = None
) -> Ended:
    """Run ``causality`` with these arguments; an error that escapes it escapes here too."""
    runner = CliRunner(env={"NO_COLOR": None, "TERM": None, "CAUSALITY_DEBUG": None, **(env or {})})
    ended = runner.invoke(app, list(map(str, arguments)), input=stdin, prog_name="causality")
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Ended(ended.exit_code, ended.stdout, ended.stderr)
