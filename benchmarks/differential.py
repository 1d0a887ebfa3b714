"""The differential: warm and whole for the seed, by number of candidates, as columns, by pgmpy.

Medians of warm calls, CPU time. The intervals rest on 256 draws of every number.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from causality.assessment import assess
from causality.assessment.causes import case_differentials, unrolled_event
from causality.case.points import points_of
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.findings.causes.event_facts import EventFacts, event_facts
from causality.findings.causes.of_case import extract_events
from causality.findings.derive import derive
from causality.findings.extract import extract
from causality.findings.facts import Facts, facts_from_rows
from causality.network.differential.differential import differentials
from causality.network.differential.domain import domain_at
from causality.network.differential.draws import DRAWS
from causality.network.differential.evidence import gather
from causality.network.differential.read import differential_model
from causality.network.differential.weigh import normalised, weigh
from causality.network.pgmpy_bridge import to_pgmpy
from causality.timeline.of_case import timeline_of

SEED = "daratumumab-leukoencephalopathy"
DAY = 1440
GOAL = 25.0


def milliseconds(call: Callable[[], object], runs: int = 15) -> float:
    """Median CPU milliseconds of a warm call."""
    call()
    spent = []
    for _ in range(runs):
        start = time.process_time()
        call()
        spent.append(time.process_time() - start)
    return 1e3 * statistics.median(spent)


def the_seed() -> None:
    """The first case: assessed with and without its differential, and the differential apart."""
    case = read_case(shipped_cases()[SEED])
    points = points_of(case)
    timeline = timeline_of(case, points)
    pairs, facts = extract(case, timeline, points)
    found = (pairs, facts, derive(facts))
    whole = milliseconds(lambda: assess(case))
    print(f"assess the seed, warm: {whole:.1f} ms (goal {GOAL:.0f} ms)")
    without = milliseconds(lambda: assess(case, differential=False))
    print(f"  without the differential: {without:.1f} ms")
    apart = milliseconds(lambda: case_differentials(case, timeline, points, found))
    print(f"  the differential with intervals ({DRAWS} draws), ranges and reasons: {apart:.1f} ms")


def made_up(events: int, drugs: int, rivals: int = 2) -> tuple[Facts, EventFacts]:
    """Events with so many drugs and named rivals each, all dated and stopped."""
    pairs = events * drugs
    day = [(i % 60) * DAY for i in range(pairs)]
    facts = facts_from_rows(
        {
            "pair": [
                {
                    "onset_after_start": (d, d + DAY - 1),
                    "lingering": (0, 5 * DAY),
                    "washout": (5 * DAY, 5 * DAY),
                    "knowledge": "listed",
                }
                for d in day
            ],
            "episode": [
                {
                    "pair": i,
                    "kind": "stop",
                    "certainty": "certain",
                    "change": "improved",
                    "improved_after": (3 * DAY, 4 * DAY),
                }
                for i in range(pairs)
            ],
        }
    )
    rows: dict[str, list[dict[str, Any]]] = {
        "event": [{} for _ in range(events)],
        "member": [{"event": i // drugs, "pair": i} for i in range(pairs)],
        "rival": [
            {"event": i // rivals, "rival": -1, "entity": -1, "status": i % 5}
            for i in range(events * rivals)
        ],
    }
    labels = {table: [f"{table}{i}" for i in range(len(told))] for table, told in rows.items()}
    return facts, event_facts(rows, labels, labels)


def by_candidates() -> None:
    """One event with more and more drugs."""
    print("one event, by number of drugs (share and range alone; with intervals and reasons)")
    for drugs in (1, 4, 16, 64):
        facts, events = made_up(1, drugs)
        findings = derive(facts)
        alone = milliseconds(
            lambda: differentials(facts, findings, events, intervals=False, reasons=False)  # noqa: B023
        )
        full = milliseconds(lambda: differentials(facts, findings, events), 5)  # noqa: B023
        print(f"  {drugs:>3} drugs: {alone:8.2f} ms {full:10.1f} ms")


def as_columns() -> None:
    """Many events at once through the columns: findings to shares."""
    model, domain = differential_model(), domain_at(-1, differential_model())
    point = np.zeros((1, model.numbers.columns)), np.zeros((1, domain.numbers.columns + 1))
    print("many events at once, findings to shares, two drugs and two named causes each")
    for count in (1, 100, 10_000, 100_000):
        facts, events = made_up(count, 2)
        findings = derive(facts)

        def shares() -> object:
            evidence = gather(facts, findings, events, model, domain, *point)  # noqa: B023
            return normalised(evidence.causes, events.n, weigh(events, evidence).log)  # noqa: B023

        spent = milliseconds(shares, 5)
        print(f"  {count:>7,} events: {spent:10.2f} ms, {1e3 * spent / count:10.2f} us an event")


def beside_pgmpy() -> None:
    """The seed's unrolled network by pgmpy's variable elimination."""
    from pgmpy.inference import VariableElimination

    case = read_case(shipped_cases()[SEED])
    written = unrolled_event(case)
    model = to_pgmpy(written.network)
    spent = milliseconds(
        lambda: VariableElimination(model).query(
            ["cause"], evidence=dict(written.given), show_progress=False
        ),
        3,
    )
    points = points_of(case)
    pairs, facts = extract(case, timeline_of(case, points), points)
    findings, events = derive(facts), extract_events(case, pairs)
    ours = milliseconds(
        lambda: differentials(facts, findings, events, intervals=False, reasons=False)
    )
    print(f"the seed's network by pgmpy: {spent:.1f} ms; by blocks: {ours:.2f} ms")


if __name__ == "__main__":
    the_seed()
    by_candidates()
    as_columns()
    beside_pgmpy()
