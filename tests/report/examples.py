"""Assessments built by hand, so that a report can be tested without a case, dates or rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from causality.assessment.assessment import Assessment
from causality.assessment.parts import (
    CaseWarning,
    EntryView,
    Finding,
    MeasureFinding,
    ModelReference,
    OpinionView,
    PairAssessment,
    Placed,
)
from causality.case.dates import DAY
from causality.methods import judge, methods
from causality.timeline.constraint import Contradiction
from causality.vocabulary import UNKNOWN, VOCABULARY, reading_of

LITTLE_KNOWN: Mapping[str, tuple[str, ...]] = {
    "relation": ("under drug",),
    "exposure": ("certain",),
    "event_established": ("confirmed",),
    "sequence": ("drug first",),
    "latency": ("compatible",),
    "prior_knowledge": ("isolated reports",),
    "alternatives": ("searched, not itemised",),
    "co_suspects": ("none",),
    "underlying_disease": ("present",),
    "objective_confirmation": ("confirmed",),
    "information": ("sufficient",),
    "follow_up": ("possible",),
}
"""The values of the seed; what is not named is unknown."""


def finding(name: str, values: tuple[str, ...], grounds: tuple[str, ...] = ()) -> Finding:
    """A finding with these possible values; several are what the dates leave open."""
    term = VOCABULARY[name]
    mask = term.bit(*values, *((UNKNOWN,) if len(values) > 1 else ()))
    reading = reading_of(name, mask)
    return Finding(
        name,
        term.title,
        reading.value,
        reading.recorded,
        reading.learnable,
        f"the record says {' or '.join(values)}",
        grounds,
    )


def pair(
    known: Mapping[str, tuple[str, ...]] = LITTLE_KNOWN, drug: str = "dara", event: str = "lep"
) -> PairAssessment:
    """A pair with these findings, judged by the methods that ship."""
    findings = {
        name: finding(name, known.get(name, (UNKNOWN,)), (event,) if name in known else ())
        for name in VOCABULARY
    }
    masks = {name: VOCABULARY[name].bit(one.value, *one.recorded) for name, one in findings.items()}
    return PairAssessment(
        drug,
        event,
        "daratumumab" if drug == "dara" else f"drug {drug}",
        "leukoencephalopathy" if event == "lep" else f"event {event}",
        findings,
        {"time_to_onset": MeasureFinding("time_to_onset", "time to onset", 0, 30 * DAY, (event,))},
        {method.id: judge(method, masks) for method in methods()},
    )


def assessment(*pairs: PairAssessment) -> Assessment:
    """A small case around these pairs (by default one of which little is known)."""
    pairs = pairs or (pair(),)
    names = {one.drug: one.drug_name for one in pairs} | {
        one.event: one.event_term for one in pairs
    }
    entries = {
        id_: EntryView(id_, "drug" if name.startswith("da") else "event", name, ("day 0",))
        for id_, name in names.items()
    }
    entries["mri45"] = EntryView("mri45", "observation", "brain MRI, FLAIR worse", ("day 45",))
    return Assessment(
        case_id="example",
        case_title="An example",
        case_sha256="0" * 64,
        day_0="initial brain MRI",
        models=(ModelReference("naranjo_1981", "1981", "1" * 64),),
        entries=entries,
        timeline=(
            Placed("lep.onset", "lep", None, -1),
            Placed("mri45", "mri45", 45 * DAY, 46 * DAY - 1),
        ),
        contradictions=(),
        pairs=pairs,
        opinions=(OpinionView("authors", "dara", "lep", "suggestive", None, "authors"),),
        warnings=(CaseWarning("NOTE", "one thing to know"),),
    )


def contradictory(one: Assessment) -> Assessment:
    """The same case with dates that cannot all hold."""
    clash = Contradiction(("lep", "mri45"), "the scan came before the onset it followed")
    return replace(one, contradictions=(clash,))
