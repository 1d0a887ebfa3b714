"""The edge of the program: every way a command can end becomes an exit code and one clean message.

A message never repeats what a case says; a traceback, which might, is printed only on request.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import typer

from causality.cli.exit_codes import ExitCode
from causality.cli.output import note
from causality.errors import CausalityError, InputError

__all__ = ["DEBUG", "complain", "guarded"]

DEBUG = "CAUSALITY_DEBUG"
"""The environment variable that asks for a traceback."""

P = ParamSpec("P")


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """``command`` with its errors turned into exit codes."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except CausalityError as error:
            complain(error)
            raise typer.Exit(ExitCode.INPUT) from None
        except BrokenPipeError:
            _forget_the_reader()
            raise typer.Exit(ExitCode.DONE) from None
        except KeyboardInterrupt:
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except Exception as fault:  # noqa: BLE001 - the one place where a bug of ours may end
            _confess(fault)
            raise typer.Exit(ExitCode.OUR_BUG) from None

    return run


def complain(error: CausalityError, name: str = "causality") -> None:
    """What is wrong with the input, on standard error: a line for each problem.

    ``name`` leads a line that does not name a file by itself.
    """
    if isinstance(error, InputError):
        for problem in error.problems:
            note(str(problem))
    else:
        note(f"{name}: {error}")


def _forget_the_reader() -> None:
    """Whoever read our output has gone; what Python still holds for them goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _confess(fault: Exception) -> None:
    if os.environ.get(DEBUG):
        traceback.print_exception(fault)
    note(
        f"causality: internal error, {type(fault).__name__} at {_place(fault)}; please report "
        f"this line ({DEBUG}=1 shows the traceback, which may hold data of the case)"
    )


def _place(fault: Exception) -> str:
    """File and line of the innermost frame that is ours."""
    package = Path(__file__).parents[1]
    place = "an unknown place"
    for frame in traceback.extract_tb(fault.__traceback__):
        if Path(frame.filename).is_relative_to(package):
            name = Path(frame.filename).relative_to(package.parent).as_posix()
            place = f"{name}:{frame.lineno}"
    return place
