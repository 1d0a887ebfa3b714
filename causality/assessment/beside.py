"""What stands beside causality for one pair: completeness, seriousness, severity, relatedness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from causality.assessment.documented import NO_PLACE, ONSET_STATES, onset_state
from causality.case.case import Case
from causality.case.entries import Drug, Event
from causality.methods import NotApplicable, Verdict
from causality.methods.beside import Completeness, Severity, completeness, mappings, severity

__all__ = ["Beside", "Related", "beside", "documented"]

_GIVEN = "given"
_HAS_DIGIT = frozenset("0123456789")

_CHANGED = {"withdrawn": True, "dose reduced": True, "dose not changed": False}


@dataclass(frozen=True, slots=True)
class Related:
    """A two-way reading of one method's category, with the source of the mapping."""

    mapping: str
    title: str
    value: str
    of: str
    category: str
    origin: str
    cite: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything about one pair that is not about causality.

    ``serious`` is None where the record does not say; ``criteria`` are those of ICH E2A.
    """

    completeness: Completeness
    serious: bool | None
    criteria: tuple[str, ...]
    severity: Severity
    related: tuple[Related, ...]


def beside(
    case: Case,
    drug: Drug,
    event: Event,
    onset_after_start: tuple[int, int],
    verdicts: Mapping[str, Verdict | NotApplicable],
) -> Beside:
    """What the case says of the pair beside causality; times in minutes."""
    criteria = tuple(one for one in event.seriousness if one != "not serious")
    serious = None if not event.seriousness else bool(criteria)
    return Beside(
        completeness(dict(_short(case, drug, event, onset_after_start)), NO_PLACE),
        serious,
        criteria,
        severity(_severity_facts(case, drug, event)),
        tuple(_related(verdicts)),
    )


def documented(case: Case, drug: Drug) -> Mapping[str, str]:
    """The state of each dimension of completeness that the case alone decides for a drug."""
    return {
        "indication": "missing" if drug.indication is None and drug.treats is None else _GIVEN,
        "sex": "missing" if case.patient.sex in {None, "unknown"} else _GIVEN,
        "age": _age(case.patient.age),
        "dose": _GIVEN if any(dose.amount for dose in drug.doses) else "missing",
    }


def _age(told: str | None) -> str:
    if told is None:
        return "missing"
    return "age group only" if not _HAS_DIGIT & set(told) or "-" in told else _GIVEN


def _short(
    case: Case, drug: Drug, event: Event, onset_after_start: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """The dimensions that fall short, and how."""
    lo, hi = (np.array([side], dtype=np.int64) for side in onset_after_start)
    if known := int(onset_state(lo, hi)[0]):
        yield "time to onset", ONSET_STATES[known]
    by_case = documented(case, drug)
    states = {
        "indication": by_case["indication"],
        "outcome": "missing" if event.outcome == "unknown" else _GIVEN,
        **by_case,
    }
    yield from ((name, state) for name, state in states.items() if state != _GIVEN)


def _severity_facts(case: Case, drug: Drug, event: Event) -> Mapping[str, bool | None]:
    told: set[str] = set(event.seriousness)
    treated = any(item.of in {None, event.id} for item in case.treatments)
    # A list of criteria that leaves one out says that it was not met.
    return {
        "death": _held("death", told, yes={"fatal"}, no={"recovered", "sequelae"}, event=event),
        "permanent harm": _held(
            "disability", told, yes={"sequelae"}, no={"recovered"}, event=event
        ),
        "intensive care": None if _listed("hospitalisation", told) is not False else False,
        "hospital stay": _listed("hospitalisation", told),
        "treatment": treated or (False if event.treated == "no" else None),
        "drug changed": _CHANGED.get(drug.action_taken)
        or (True if any(dose.stop is not None for dose in drug.doses) else None),
    }


def _held(
    criterion: str, told: set[str], *, yes: set[str], no: set[str], event: Event
) -> bool | None:
    """Whether the event met a criterion, by its outcome or by the criteria on record."""
    listed = _listed(criterion, told)
    if listed or event.outcome in yes:
        return True
    return False if event.outcome in no else listed


def _listed(criterion: str, told: set[str]) -> bool | None:
    return criterion in told if told else None


def _related(verdicts: Mapping[str, Verdict | NotApplicable]) -> Iterator[Related]:
    for one in mappings():
        verdict = verdicts.get(one.of)
        if isinstance(verdict, Verdict):
            given = one.gives[verdict.category]
            yield Related(
                one.id, one.title, given.value, one.of, verdict.category, given.from_, one.cite
            )
