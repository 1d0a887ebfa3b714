"""What could not be assessed, and why, in words that repeat nothing of a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb

from causality.errors import CausalityError, InputError

__all__ = ["Failure", "reason_of"]

_MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that is missing from the table; ``report`` is None where a whole file is."""

    source: str
    report: str | None
    reason: str


def reason_of(fault: Exception) -> str:
    """An error as one line. Of one that is ours: its kind and place, as its text may hold data."""
    if isinstance(fault, InputError):
        shown = [str(problem) for problem in fault.problems[:_MOST_PROBLEMS]]
        more = len(fault.problems) - len(shown)
        return "; ".join([*shown, *([f"and {more} more problems"] if more else [])])
    if isinstance(fault, CausalityError):
        return " ".join(str(fault).split())
    package = Path(__file__).parents[1]
    place = "an unknown place"
    for frame in extract_tb(fault.__traceback__):
        if Path(frame.filename).is_relative_to(package):
            name = Path(frame.filename).relative_to(package.parent).as_posix()
            place = f"{name}:{frame.lineno}"
    return f"internal error, {type(fault).__name__} at {place}"
