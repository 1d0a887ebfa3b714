"""One report with very many pairs: time and memory per pair, stage by stage, and no cliff."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from causality.batch.of_cases import facts_of_case
from causality.batch.options import Options
from causality.batch.score import scored
from causality.case.case import SCHEMA, Case
from causality.case.points import points_of
from causality.findings.extract import extract
from causality.timeline.of_case import timeline_of

SHAPES = ((4, 5), (20, 20), (40, 50), (100, 200))
"""Suspects and events; every suspect has one dose, every twentieth event is a liver injury."""


def large_report(drugs: int, events: int) -> Case:
    """A made-up case of that many suspects and events."""
    given = [
        {
            "id": f"d{i}",
            "name": f"drug {i}",
            "role": "suspect",
            "action taken": "withdrawn",
            "doses": [
                {
                    "id": "dose",
                    "start": f"2020-{1 + i % 12:02}-{1 + i % 28:02}",
                    "stop": f"2020-{1 + i % 12:02}-28",
                }
            ],
        }
        for i in range(drugs)
    ]
    told = [
        {
            "id": f"e{i}",
            "term": "hepatitis" if i % 20 == 0 else f"event {i}",
            "onset": f"2020-{1 + i % 12:02}-{1 + i % 28:02}",
        }
        for i in range(events)
    ]
    document = {"schema": SCHEMA, "id": "large", "drugs": given, "events": told}
    return Case.model_validate(document)


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU time of one run, and what it gave."""
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def main() -> None:
    """Print milliseconds a pair for each size."""
    scored(facts_of_case("", "", 0, large_report(1, 1)), Options())  # models are read once
    head = ("pairs", "timeline", "facts", "facts of report", "scored", "peak MB")
    print("".join(f"{name:>17}" for name in head))
    for drugs, events in SHAPES:
        case = large_report(drugs, events)
        points = points_of(case)
        to_close, timeline = seconds(partial(timeline_of, case, points))
        to_extract, _ = seconds(partial(extract, case, timeline, points))
        to_gather, told = seconds(partial(facts_of_case, "", "", 0, case))
        to_score, _ = seconds(partial(scored, told, Options()))
        each = (
            one * 1_000 / (drugs * events) for one in (to_close, to_extract, to_gather, to_score)
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{drugs * events:17,}" + "".join(f"{one:17.3f}" for one in each) + f"{peak:17,}")


if __name__ == "__main__":
    main()
