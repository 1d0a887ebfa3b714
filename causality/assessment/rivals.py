"""What a method of two passes says of the other drugs of an event, among the findings of a pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from causality.assessment.parts import Finding
from causality.findings.derive import Findings
from causality.findings.extract import PairId
from causality.methods import FindingColumns, Method, with_rivals
from causality.vocabulary import reading_of
from causality.vocabulary.skin import RIVAL_SCORE

__all__ = ["findings_seen", "with_rival"]


def findings_seen(
    methods: Sequence[Method], findings: Findings, pairs: Sequence[PairId]
) -> Mapping[str, FindingColumns]:
    """For each method, the findings as it sees them; all pairs of one event stand together."""
    events = list(dict.fromkeys(pair.event for pair in pairs))
    numbers = np.fromiter((events.index(pair.event) for pair in pairs), np.int64, len(pairs))
    return {item.id: with_rivals(item, findings, numbers) for item in methods}


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
