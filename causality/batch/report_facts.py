"""Facts of whole reports, many at once: what is scored, wherever it came from.

Beside the facts of pairs and of events it holds what names a row of the table of pairs, and the few
things about a report that completeness asks for and no method does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.findings.causes.event_facts import EventFacts
from causality.findings.facts import Facts

__all__ = ["DOCUMENTED", "PARTS", "ReportFacts"]

PARTS = ("judged", "weighed", "besides")
"""Why a pair is there: a suspect or interacting drug, a row of the table; a concomitant one, which
only the differential weighs; any other drug of the report, which only a second pass looks at."""

DOCUMENTED = {
    "indication": ("given", "missing"),
    "sex": ("given", "missing"),
    "age": ("given", "missing", "age group only"),
    "dose": ("given", "missing"),
}
"""Dimensions of completeness that no fact holds, and the states of each."""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """``reports`` whole reports; no report, and no event, is cut in two.

    Texts are Arrow arrays of strings, plain or dictionary. Of reports: ``source`` (input as named),
    ``report`` (the sender's number), ``case`` (id of the case), int32 ``notes`` (remarks made in
    reading) and ``contradictions`` (how many sets of dates cannot all hold). Pairs stand report by
    report: judged ones first (drug by drug in the order of the report, event by event), then the
    weighed, then the others; ``pair_report``, ``pair_event`` and ``part`` (a place in ``PARTS``)
    belong to each, ``drug`` is the id in the case, ``drug_name`` its words; ``documented`` holds a
    place in ``DOCUMENTED`` for each dimension, int8. Events stand report by report as well, in the
    order of the report: ``event`` the id, ``event_term`` the words.
    ``events.column("member", "pair")`` are rows of ``facts``; members are the judged and weighed
    pairs of the event in their order.
    """

    reports: int
    source: Any
    report: Any
    case: Any
    notes: NDArray[np.int32]
    contradictions: NDArray[np.int32]
    facts: Facts
    pair_report: NDArray[np.int64]
    pair_event: NDArray[np.int64]
    part: NDArray[np.int8]
    drug: Any
    drug_name: Any
    documented: dict[str, NDArray[np.int8]]
    events: EventFacts
    event_report: NDArray[np.int64]
    event: Any
    event_term: Any
