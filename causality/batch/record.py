"""What is kept of a part while a run goes on: its counts, and where the next part begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from causality.assessment.contract import json_text
from causality.batch.failures import Failure
from causality.batch.tally import Tally, from_data
from causality.batch.tasks import Cursor
from causality.batch.work import Slow

__all__ = ["Record", "record_from", "record_text"]


@dataclass(frozen=True, slots=True)
class Record:
    """A part that is written: its number, the place behind it, and what came of its reports."""

    number: int
    after: Cursor
    tally: Tally
    failures: tuple[Failure, ...]
    slow: tuple[Slow, ...]


def record_text(record: Record, sizes: Mapping[str, int]) -> str:
    """A record as JSON, with the size of each file of the part by its ending."""
    return json_text(
        {
            "number": record.number,
            "after": [record.after.source, record.after.units],
            "tally": [[*name, count] for name, count in sorted(record.tally.items())],
            "failures": [[one.source, one.report, one.reason] for one in record.failures],
            "slow": [[one.seconds, one.source, one.reports] for one in record.slow],
            "sizes": dict(sizes),
        },
        None,
    )


def record_from(told: Mapping[str, Any]) -> Record:
    """A record as it was written."""
    return Record(
        number=told["number"],
        after=Cursor(*told["after"]),
        tally=from_data(told["tally"]),
        failures=tuple(Failure(*one) for one in told["failures"]),
        slow=tuple(Slow(*one) for one in told["slow"]),
    )
