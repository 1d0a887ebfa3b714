"""A case with findings changed by a reader: recomputed beside the original, both kept.

A change replaces what the timeline gave for one finding of one pair. Methods see it for that pair;
the differential, which weighs an event as a whole, hears of a finding about the event from every
drug of the event. It weighs dates themselves: a changed latency moves methods alone, and a changed
dechallenge takes the place of what the course after the stop says. What a method of two passes
found of the other drugs stays as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from causality.assessment import Assessment, assess
from causality.assessment.beside import beside
from causality.assessment.parts import Finding, PairAssessment
from causality.case.case import Case
from causality.case.read import CaseFile
from causality.errors import NotFound
from causality.explain.standing import method_of
from causality.explain.weighed import Prepared, prepared
from causality.findings.derive import STATED, Findings
from causality.findings.facts import MISSING, Facts
from causality.methods import Method, Verdict, judge, method
from causality.network.differential.differential import differentials
from causality.network.differential.read import differential_model
from causality.vocabulary import FOLLOW_UP, UNKNOWN, VOCABULARY, reading_of

__all__ = [
    "NEVER_LEARNT",
    "FindingSet",
    "Reassessed",
    "event_wide",
    "finding_set",
    "heard",
    "mask_of",
    "reassessed",
    "unheard",
    "with_sets",
]

NEVER_LEARNT = frozenset(
    {
        "age_from_55",
        "follow_up",
        "interaction",
        "reaction_kind",
        "relation",
        "rival_score",
        "liver_injury",
        "vaccine",
    }
)
"""What no question is asked about: the patient's age, what the event and the question are, and
what follows from other findings."""


@dataclass(frozen=True, slots=True)
class FindingSet:
    """One finding of one pair as a reader sets it."""

    drug: str
    event: str
    finding: str
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reassessed:
    """A case before and after, and what was set. ``unheard`` are findings no share can follow."""

    before: Assessment
    after: Assessment
    sets: tuple[FindingSet, ...]
    unheard: tuple[str, ...]


def finding_set(
    pairs: Iterable[tuple[str, str]],
    finding: str,
    value: str,
    reason: str = "",
    drug: str | None = None,
    event: str | None = None,
) -> tuple[FindingSet, ...]:
    """The changes of every pair that is meant; NotFound for a name that does not exist."""
    name = finding.strip().replace(" ", "_")
    known = tuple(pairs)
    if name not in VOCABULARY:
        raise NotFound("finding", name, tuple(VOCABULARY))
    if value not in VOCABULARY[name].values:
        raise NotFound(f"value of {name}", value, VOCABULARY[name].values)
    for kind, asked, there in (
        ("drug", drug, [pair[0] for pair in known]),
        ("event", event, [pair[1] for pair in known]),
    ):
        if asked is not None and asked not in there:
            raise NotFound(kind, asked, tuple(dict.fromkeys(there)))
    return tuple(
        FindingSet(*pair, name, value, reason)
        for pair in known
        if drug in {None, pair[0]} and event in {None, pair[1]}
    )


def reassessed(
    case: Case | CaseFile,
    sets: Sequence[FindingSet],
    *,
    methods: Collection[str] | None = None,
    methods_dir: Path | None = None,
    priors: Mapping[str, float] | None = None,
) -> Reassessed:
    """The case as it is and with these findings in place of its own."""
    before = assess(case, methods=methods, methods_dir=methods_dir, priors=priors)
    record = case.case if isinstance(case, CaseFile) else case
    given = prepared(record, priors)
    return Reassessed(before, _after(before, given, sets), tuple(sets), tuple(unheard(sets)))


def _after(before: Assessment, given: Prepared, sets: Sequence[FindingSet]) -> Assessment:
    instruments = _instruments(before.pairs)
    told = []
    for pair in before.pairs:
        own = {one.finding: one for one in sets if (one.drug, one.event) == (pair.drug, pair.event)}
        findings = {
            name: _told(one, own[name], pair) if name in own else one
            for name, one in pair.findings.items()
        }
        verdicts = {
            one.id: judge(one, {name: mask_of(findings[name]) for name in one.looks_at})
            for one in instruments
        }
        drug = next(one for one in given.case.drugs if one.id == pair.drug)
        event = next(one for one in given.case.events if one.id == pair.event)
        onset = _onset(given.facts, given.row(pair.drug, pair.event))
        told.append(
            replace(
                pair,
                findings=findings,
                verdicts={name: verdicts[name] for name in pair.verdicts},
                beside=beside(given.case, drug, event, onset, verdicts),
            )
        )
    weighed = with_sets(given, sets)
    found = differentials(weighed.facts, weighed.findings, weighed.events)
    events = {one.event for one in before.differentials}
    involved = {(one.drug, one.event): one for each in found for one in each.involvements}
    return replace(
        before,
        pairs=tuple(
            replace(pair, involvement=involved.get((pair.drug, pair.event))) for pair in told
        ),
        differentials=tuple(one for one in found if one.event in events),
    )


def with_sets(given: Prepared, sets: Sequence[FindingSet]) -> Prepared:
    """What the differential reads once these findings are set."""
    if not sets:
        return given
    return replace(given, facts=_facts(given, sets), findings=_findings(given, sets))


def _findings(given: Prepared, sets: Sequence[FindingSet]) -> Findings:
    """The findings with those that are set; those about an event for all its drugs."""
    masks, rules = dict(given.findings.masks), dict(given.findings.rules)
    for one in sets:
        rows = np.zeros(given.facts.n, dtype=np.bool_)
        if one.finding in event_wide():
            rows[: len(given.pairs)] = [pair.event == one.event for pair in given.pairs]
        else:
            rows[given.row(one.drug, one.event)] = True
        bit = np.uint32(VOCABULARY[one.finding].bit(one.value))
        masks[one.finding] = np.where(rows, bit, masks[one.finding])
        rules[one.finding] = np.where(rows, STATED, rules[one.finding])
    return Findings(given.findings.n, masks, rules, given.findings.disagrees)


def _facts(given: Prepared, sets: Sequence[FindingSet]) -> Facts:
    """The facts without the courses that a changed dechallenge takes the place of."""
    rows = [given.row(one.drug, one.event) for one in sets if one.finding == "dechallenge"]
    if not rows:
        return given.facts
    episodes = given.facts.arrays["episode"]
    change = episodes["change"].copy()
    change[np.isin(episodes["pair"], rows)] = MISSING
    arrays = {**given.facts.arrays, "episode": {**episodes, "change": change}}
    return replace(given.facts, arrays=arrays)


@cache
def event_wide() -> frozenset[str]:
    """The findings that the differential reads of the event as a whole."""
    model = differential_model()
    blocks = (*model.event, *model.real_evidence)
    others = (model.file.natural_course.reads, model.file.record.reads)
    return frozenset({*(block.reads for block in blocks), *others})


@cache
def heard() -> frozenset[str]:
    """All findings that the differential reads."""
    drug = (block.reads for block in differential_model().drug)
    causes = ("dechallenge", "evidence_against", "exposure", "prior_knowledge", "sequence")
    return frozenset({*event_wide(), *drug, *causes})


def unheard(sets: Iterable[FindingSet]) -> Iterable[str]:
    """The findings among these that the differential does not read."""
    return dict.fromkeys(one.finding for one in sets if one.finding not in heard())


def mask_of(finding: Finding) -> int:
    """The finding as bits over the values of its term, as every method reads it."""
    return VOCABULARY[finding.name].bit(finding.value, *finding.recorded)


def _instruments(pairs: Sequence[PairAssessment]) -> tuple[Method, ...]:
    """The methods of the verdicts, in their order."""
    found: dict[str, Method] = {}
    for pair in pairs:
        for name, one in pair.verdicts.items():
            if isinstance(one, Verdict):
                found[name] = method_of(one, pair.own)
            else:
                found.setdefault(name, pair.own[name] if name in pair.own else method(name))
    return tuple(found.values())


def _told(finding: Finding, one: FindingSet, pair: PairAssessment) -> Finding:
    reading = reading_of(one.finding, VOCABULARY[one.finding].bit(one.value))
    closed = pair.findings[FOLLOW_UP].value == "impossible"
    why = f": {one.reason}" if one.reason else ""
    return replace(
        finding,
        value=reading.value,
        recorded=reading.recorded,
        learnable=() if closed else reading.learnable,
        because=f"set by a reader, where the case gives {_as_was(finding)}{why}",
        grounds=(),
        sources=(),
        stated=None,
    )


def _as_was(finding: Finding) -> str:
    if finding.value == UNKNOWN and finding.recorded:
        return f"{' or '.join(finding.recorded)}"
    return finding.value


def _onset(facts: Facts, row: int) -> tuple[int, int]:
    lo, hi = facts.span("onset_after_start")
    return int(lo[row]), int(hi[row])
