"""The differential of every event of a case, over suspects, other drugs and other causes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from causality.assessment.parts import ModelReference
from causality.case.case import Case
from causality.case.points import Points, points_of
from causality.errors import NotFound
from causality.findings.actions import SUSPECTS
from causality.findings.derive import Findings, derive
from causality.findings.extract import PairId, extract
from causality.findings.facts import Facts
from causality.timeline.of_case import timeline_of
from causality.timeline.timeline import Timeline

if TYPE_CHECKING:
    from causality.network.differential.result import Differential
    from causality.network.differential.unrolled import Unrolled

__all__ = ["case_differentials", "differential_references", "unrolled_event"]


def case_differentials(
    case: Case,
    timeline: Timeline,
    points: Points,
    found: tuple[Sequence[PairId], Facts, Findings],
    priors: Mapping[str, float] | None = None,
    *,
    intervals: bool = True,
    reasons: bool = True,
) -> tuple[Differential, ...]:
    """One differential an event. ``found`` are the suspects' pairs; other drugs are added here.

    ``priors`` are a reader's own odds of a drug against the background, by drug id; NotFound for
    an unknown drug, ValueError for odds that are not positive. Without ``intervals`` each is the
    share itself, without ``reasons`` no weights are given.
    """
    from causality.findings.causes.of_case import extract_events
    from causality.network.differential.differential import differentials

    pairs, facts, findings = found
    aside = [
        PairId(drug.id, event.id)
        for drug in case.drugs
        if drug.role == "concomitant"
        for event in case.events
    ]
    if aside:
        pairs, facts = extract(case, timeline, points, (*pairs, *aside))
        findings = derive(facts)
    _checked(case, priors)
    events = extract_events(case, pairs, priors)
    return differentials(facts, findings, events, intervals=intervals, reasons=reasons)


def unrolled_event(case: Case, event: str | None = None) -> Unrolled:
    """One event of a case as an ordinary network, with what is known in it.

    ``event`` is an id, the first where it is None; NotFound for an unknown one or where the case
    has none.
    """
    from causality.findings.causes.of_case import extract_events
    from causality.network.differential.differential import unrolled_of

    known = tuple(one.id for one in case.events)
    chosen = event if event is not None else next(iter(known), "")
    if chosen not in known:
        raise NotFound("event", chosen, known)
    points = points_of(case)
    timeline = timeline_of(case, points)
    every = [
        PairId(drug.id, chosen)
        for role in (SUSPECTS, ("concomitant",))
        for drug in case.drugs
        if drug.role in role
    ]
    pairs, facts = extract(case, timeline, points, every)
    events = extract_events(case, pairs)
    return unrolled_of(facts, derive(facts), events, known.index(chosen))


def _checked(case: Case, priors: Mapping[str, float] | None) -> None:
    known = tuple(drug.id for drug in case.drugs)
    for name, odds in (priors or {}).items():
        if name not in known:
            raise NotFound("drug", name, known)
        if not odds > 0:
            raise ValueError(f"the prior odds of {name} are {odds:g}; write a number above 0")


def differential_references(told: Sequence[Differential]) -> tuple[ModelReference, ...]:
    """The model files behind the differentials, each once."""
    if not told:
        return ()
    from causality.findings.causes.names import domains, model_file

    names = ["networks/differential.yaml", "rates.yaml", "tests.yaml"]
    used = {one.domain for one in told}
    names += [f"domains/{domain.id}.yaml" for domain in domains() if domain.id in used]
    return tuple(ModelReference(*model_file(name)) for name in names)
