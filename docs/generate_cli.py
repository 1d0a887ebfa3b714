"""Writes ``cli.md`` from the commands themselves."""  # noqa: INP001 - a script

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from causality.cli.examples import EXAMPLES
from causality.cli.exit_codes import ExitCode
from causality.cli.program import COMMANDS, app

PAGE = Path(__file__).parent / "cli.md"
INTRODUCTION = """\
# The command line

<!-- Written by docs/generate_cli.py from the commands; change those, not this page. -->

Results go to standard output, notes and problems to standard error. Wherever a file is read, `-`
is standard input; a file that exists is overwritten only with `--force`, and it is written whole or
not at all. Text may change from version to version; JSON changes its meaning only with its number
(`causality schema assessment`). Every command has a library function behind it.

The examples below run in this order. They need a case file of your own, which may be the template
as it is:

```console
$ causality new -o my-case.yaml
```

and, for `causality network learn`, a table of cases:

```python
from pathlib import Path

Path("my-cases.csv").write_text("Described,Reappeared,Definite\\nYes,Yes,Yes\\nNo,NA,\\n")
```
"""
EXITS = """
## Exit codes

| code | meaning |
|---|---|
"""
SURROUNDINGS = """
## Surroundings

| variable | effect |
|---|---|
| `NO_COLOR`, `TERM=dumb` | no bold headings on a terminal |
| `COLUMNS` | width of a report on a terminal, at most 120; elsewhere it is always 100 |
| `CAUSALITY_DEBUG` | after an error of ours, show the traceback; it may hold data of the case |

There is no configuration file, and nothing is ever sent anywhere.
"""


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for name in COMMANDS:
        parts += _section(name, _found(name))
    codes = (f"| {int(code)} | {code.meaning} |\n" for code in ExitCode)
    return "".join([*parts, EXITS, *codes, SURROUNDINGS])


def _found(name: str) -> Any:
    """The command of that name, through its group where it has one."""
    found: Any = get_command(app)
    for word in name.split():
        found = found.commands[word]
    return found


def _section(name: str, command: Any) -> Iterator[str]:
    yield f"\n## causality {name}\n\n{_paragraphs(command.help)}\n\n"
    rows = [_row(one) for one in command.params if one.name != "help"]
    if rows:
        yield "| argument or option | meaning |\n|---|---|\n"
        yield from rows
        yield "\n"
    lines = "".join(f"$ {line}\n" for line in EXAMPLES[name])
    yield f"```console\n{lines}```\n"


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def _row(one: Any) -> str:
    words = ", ".join(f"`{word}`" for word in one.opts) if one.opts[0].startswith("-") else ""
    value = f"`{one.metavar}`".replace("|", "\\|") if one.metavar else ""
    return f"| {' '.join(filter(None, (words, value)))} | {one.help} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
