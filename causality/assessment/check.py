"""Whether a case file can be used, and what its author should look at all the same."""

from __future__ import annotations

from pathlib import Path

from causality.case.read import read_case_file
from causality.timeline.of_case import timeline_of

__all__ = ["check"]


def check(source: Path | str | bytes, name: str | None = None) -> tuple[str, ...]:
    """Remarks on a case file that can be used; none where there is nothing to say.

    They tell what was left out on reading and which entries give dates that cannot all hold.
    Raises CaseError with every problem where the file cannot be used.
    """
    file = read_case_file(source, name)
    clashes = [
        f"{', '.join(one.entries)}: {one.because}" for one in timeline_of(file.case).contradictions
    ]
    return (*file.notes, *clashes)
