"""What a method of two passes says of the other drugs of an event, among the findings of a pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from causality.assessment.parts import Finding
from causality.case.case import Case
from causality.case.points import Points
from causality.findings.actions import SUSPECTS
from causality.findings.derive import Findings, derive
from causality.findings.extract import PairId, extract, pairs_of
from causality.methods import FindingColumns, Method
from causality.methods.second_pass import filled, rivals_of
from causality.timeline.timeline import Timeline
from causality.vocabulary import reading_of
from causality.vocabulary.skin import RIVAL_SCORE

__all__ = ["findings_seen", "with_rival"]

_NOT_SCORED = 1  # the bit of unknown alone


def findings_seen(
    methods: Sequence[Method], case: Case, timeline: Timeline, points: Points, of_suspects: Findings
) -> Mapping[str, FindingColumns]:
    """For each method, the findings of the suspects as it sees them.

    A method of two passes sets every drug of the case against every other, also those that are no
    suspects and get no verdict of their own.
    """
    pairs = pairs_of(case)
    seen: dict[str, FindingColumns] = {}
    for item in methods:
        column = rivals_of(item, of_suspects, _events(pairs))
        if column is not None and (column != _NOT_SCORED).any():
            every = (*pairs, *_others(case))
            _, facts = extract(case, timeline, points, every)
            column = rivals_of(item, derive(facts), _events(every))
        seen[item.id] = of_suspects if column is None else filled(of_suspects, column[: len(pairs)])
    return seen


def _others(case: Case) -> Iterator[PairId]:
    for drug in case.drugs:
        if drug.role not in SUSPECTS:
            yield from (PairId(drug.id, event.id) for event in case.events)


def _events(pairs: Sequence[PairId]) -> NDArray[np.int64]:
    """The number of the event of each pair."""
    events = list(dict.fromkeys(pair.event for pair in pairs))
    return np.fromiter((events.index(pair.event) for pair in pairs), np.int64, len(pairs))


def with_rival(
    told: Mapping[str, Finding],
    methods: Sequence[Method],
    seen: Mapping[str, FindingColumns],
    row: int,
) -> Mapping[str, Finding]:
    """The findings of a pair, with what the first method of two passes filled in, if any did."""
    for item in methods:
        if RIVAL_SCORE in item.reads:
            reading = reading_of(RIVAL_SCORE, int(seen[item.id].mask(RIVAL_SCORE)[row]))
            finding = replace(
                told[RIVAL_SCORE],
                value=reading.value,
                recorded=reading.recorded,
                learnable=reading.learnable,
                because=f"the first pass of {item.title} over the drugs of the event says so",
            )
            return {**told, RIVAL_SCORE: finding}
    return told
