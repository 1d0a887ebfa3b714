"""Any cases to the facts of their reports: by the closure of their timelines, case by case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from causality.assessment.beside import documented
from causality.batch.arrays import array_of, plain
from causality.batch.cut import joined
from causality.batch.extra import arrow
from causality.batch.report_facts import DOCUMENTED, PARTS, ReportFacts
from causality.case.case import Case
from causality.case.points import points_of
from causality.findings.causes.event_facts import EventFacts
from causality.findings.causes.of_case import extract_events
from causality.findings.extract import PairId, extract, pairs_of
from causality.findings.facts import Facts
from causality.timeline.of_case import timeline_of

__all__ = ["facts_of_case", "facts_of_cases"]


def facts_of_cases(told: Sequence[tuple[str, str, int, Case]]) -> ReportFacts:
    """The facts of several reports: source, the sender's number, remarks in reading, case.

    What a case raises is raised here; the caller may then try its cases one by one.
    """
    return joined([facts_of_case(*one) for one in told])


def facts_of_case(source: str, report: str, notes: int, case: Case) -> ReportFacts:
    """The facts of one report. CaseError where more points hang together than can be closed."""
    points = points_of(case)
    timeline = timeline_of(case, points)
    judged = pairs_of(case)
    weighed = tuple(_pairs(case, ("concomitant",)))
    besides = tuple(_pairs(case, ("not given",)))
    every = (*judged, *weighed, *besides)
    _, facts = extract(case, timeline, points, every)
    events = extract_events(case, (*judged, *weighed))
    numbers = {event.id: number for number, event in enumerate(case.events)}
    names = {drug.id: drug.name for drug in case.drugs}
    states = {drug.id: documented(case, drug) for drug in case.drugs}
    sizes = (len(judged), len(weighed), len(besides))
    return ReportFacts(
        reports=1,
        source=_texts([source]),
        report=_texts([report]),
        case=_texts([case.id]),
        notes=np.array([notes], dtype=np.int32),
        contradictions=np.array([len(timeline.contradictions)], dtype=np.int32),
        facts=Facts(facts.n, facts.arrays),
        pair_report=np.zeros(len(every), dtype=np.int64),
        pair_event=np.array([numbers[pair.event] for pair in every], dtype=np.int64),
        part=np.repeat(np.arange(len(PARTS), dtype=np.int8), sizes),
        drug=_texts([pair.drug for pair in every]),
        drug_name=_texts([names[pair.drug] for pair in every]),
        documented={
            name: np.array([known.index(states[pair.drug][name]) for pair in every], dtype=np.int8)
            for name, known in DOCUMENTED.items()
        },
        events=EventFacts(events.n, events.arrays),
        event_report=np.zeros(events.n, dtype=np.int64),
        event=_texts([event.id for event in case.events]),
        event_term=_texts([event.term for event in case.events]),
    )


def _pairs(case: Case, roles: Sequence[str]) -> Iterator[PairId]:
    for drug in case.drugs:
        if drug.role in roles:
            yield from (PairId(drug.id, event.id) for event in case.events)


def _texts(words: Sequence[str]) -> object:
    return array_of([plain(word) for word in words], arrow().string())
