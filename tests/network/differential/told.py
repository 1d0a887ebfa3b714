"""Cases through the house as far as the differential of each event."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import log, log10
from typing import Any, NamedTuple

from causality.case.case import Case
from causality.case.points import points_of
from causality.case.read import read_case
from causality.datafile import data_root
from causality.findings.actions import SUSPECTS
from causality.findings.causes.event_facts import EventFacts
from causality.findings.causes.of_case import extract_events
from causality.findings.derive import Findings, derive
from causality.findings.extract import PairId, extract
from causality.findings.facts import Facts
from causality.network.differential.differential import differentials
from causality.network.differential.result import Differential
from causality.timeline.of_case import timeline_of

__all__ = ["Told", "case_like", "decibans", "differential", "shipped", "told", "told_of_case"]

Document = dict[str, Any]


class Told(NamedTuple):
    """A case as far as the facts that the differential reads."""

    case: Case
    pairs: tuple[PairId, ...]
    facts: Facts
    findings: Findings
    events: EventFacts

    def differentials(self, *, reasons: bool = False) -> tuple[Differential, ...]:
        """The differential of each event, at the point numbers only."""
        return differentials(
            self.facts, self.findings, self.events, intervals=False, reasons=reasons
        )


def told_of_case(case: Case) -> Told:
    """The facts of a case that was read; first its suspects, then its other drugs."""
    points = points_of(case)
    every = [
        PairId(drug.id, event.id)
        for roles in (SUSPECTS, ("concomitant",))
        for drug in case.drugs
        if drug.role in roles
        for event in case.events
    ]
    pairs, facts = extract(case, timeline_of(case, points), points, every)
    return Told(case, pairs, facts, derive(facts), extract_events(case, pairs))


def told(document: Mapping[str, Any] | str) -> Told:
    """The facts of a document, or of the text of a file."""
    text = document if isinstance(document, str) else json.dumps(document)
    return told_of_case(read_case(text.encode(), "case"))


def differential(document: Mapping[str, Any] | str) -> Differential:
    """The differential of the only event of a document."""
    (found,) = told(document).differentials()
    return found


def shipped(name: str) -> str:
    """The text of a case that ships."""
    return (data_root("cases") / f"{name}.yaml").read_text(encoding="utf-8")


def case_like(**more: Any) -> Document:
    """One drug ``d`` from day -10 on, one event ``e`` on day 0, and whatever ``more`` says.

    ``drug``, ``dose`` and ``event`` change the entries of the same name; a name in ``more`` with
    an underscore is the key with a space.
    """
    dose = {"id": "first", "start": "day -10", **more.pop("dose", {})}
    drug = {"id": "d", "name": "a drug", "role": "suspect", "doses": [dose]}
    event = {"id": "e", "term": "an event", "relation": "under drug", "onset": "day 0"}
    return {
        "schema": "causality/case/1",
        "id": "made-up",
        "day 0": {"what": "onset"},
        "last information": "day 60",
        "drugs": [{**drug, **more.pop("drug", {})}, *more.pop("other_drugs", ())],
        "events": [{**event, **more.pop("event", {})}],
        **{key.replace("_", " "): value for key, value in more.items()},
    }


def share(found: Differential, candidate: str) -> float:
    """The share of one candidate."""
    return next(each.share for each in found.candidates if each.id == candidate)


def involvement(found: Differential, drug: str) -> float:
    """The share of all candidates that contain a drug."""
    return next(each.share for each in found.involvements if each.drug == drug)


def decibans(after: float, before: float) -> float:
    """How far the log-odds moved."""
    return 10 * (log10(after) - log10(1 - after) - log10(before) + log10(1 - before))


def log_odds(share_: float) -> float:
    """Natural log-odds."""
    return log(share_) - log(1 - share_)
