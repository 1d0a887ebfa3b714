"""What a reader gives for each report of a file: a case, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from causality.case.case import Case

__all__ = ["Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a file.

    ``case`` is None where the report is refused, and ``refusal`` says why. ``notes`` name what
    could not be used, by place and never by content; ``id`` is the sender's number of the report,
    or its place in the file where it has none.
    """

    case: Case | None
    id: str
    notes: tuple[str, ...] = ()
    refusal: str | None = None
