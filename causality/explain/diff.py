"""Two versions of a case or two results: which fact, finding, criterion and verdict moved.

Between two cases every difference is also made alone, so that a finding that moves is put down to
the facts that move it by themselves. Between two results there are only the entries that a finding
rests on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

from causality.assessment import Assessment, assess
from causality.case.case import Case
from causality.case.read import CaseFile
from causality.explain.changed_facts import (
    FactChange,
    FieldChange,
    changed_facts,
    with_one_change,
)
from causality.explain.difference import (
    Difference,
    FindingChange,
    ModelChange,
    PairChange,
    ReadingChange,
    VerdictChange,
)
from causality.explain.told_result import (
    ToldEntry,
    ToldFinding,
    ToldPair,
    ToldReading,
    ToldResult,
    ToldVerdict,
    as_told,
)

__all__ = ["MOST_ALONE", "diff"]

MOST_ALONE = 60
"""Differences up to which each is made alone; it takes an assessment for every one."""

Comparable: TypeAlias = Case | CaseFile | Assessment | ToldResult
_Key: TypeAlias = tuple[str, str]
_Effects: TypeAlias = Mapping[str, Mapping[_Key, ToldPair]]
"""What becomes of each pair if one fact alone is changed."""


def diff(old: Comparable, new: Comparable) -> Difference:
    """What moved from ``old`` to ``new``: cases, or their assessments, or results read back."""
    cases = _case(old), _case(new)
    before, after = _told(old), _told(new)
    alone: _Effects = {}
    if cases[0] is not None and cases[1] is not None:
        facts = changed_facts(cases[0], cases[1])
        alone = _alone(cases[0], cases[1], facts, after)
    else:
        facts = tuple(_changed_entries(before.entries, after.entries))
    return Difference(
        old=before.case.id,
        new=after.case.id,
        models=tuple(_models(before, after)),
        facts=facts,
        pairs=tuple(_pairs(before, after, {fact.entry for fact in facts}, alone)),
    )


def _case(one: Comparable) -> Case | None:
    if isinstance(one, CaseFile):
        return one.case
    return one if isinstance(one, Case) else None


def _told(one: Comparable) -> ToldResult:
    if isinstance(one, ToldResult):
        return one
    return as_told(one if isinstance(one, Assessment) else assess(one))


def _alone(old: Case, new: Case, facts: Collection[FactChange], after: ToldResult) -> _Effects:
    """Every pair under each single difference; where there is but one, that is the new case."""
    if len(facts) > MOST_ALONE:
        return {}
    found = {}
    for fact in facts:
        case = with_one_change(old, new, fact) if len(facts) > 1 else None
        if case is not None or len(facts) == 1:
            result = after if case is None else as_told(assess(case))
            found[fact.entry] = {(pair.drug, pair.event): pair for pair in result.pairs}
    return found


def _changed_entries(
    before: Mapping[str, ToldEntry], after: Mapping[str, ToldEntry]
) -> Iterator[FactChange]:
    for name, entry in after.items():
        if name not in before:
            yield FactChange(name, entry.kind, "added")
        elif before[name] != entry:
            yield FactChange(name, entry.kind, "changed", tuple(_fields(before[name], entry)))
    for name, entry in before.items():
        if name not in after:
            yield FactChange(name, entry.kind, "removed")


def _fields(before: ToldEntry, after: ToldEntry) -> Iterator[FieldChange]:
    for name in ToldEntry.model_fields:
        old, new = _written(getattr(before, name)), _written(getattr(after, name))
        if old != new:
            yield FieldChange(name, old, new)


def _written(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or None
    return None if value is None else str(value)


def _models(before: ToldResult, after: ToldResult) -> Iterator[ModelChange]:
    if before.engine != after.engine:
        old, new = (f"{one.engine.name} {one.engine.version}" for one in (before, after))
        yield ModelChange("engine", old, new)
    old_models = {one.id: one for one in before.models}
    new_models = {one.id: one for one in after.models}
    for name in dict.fromkeys((*old_models, *new_models)):
        if old_models.get(name) != new_models.get(name):
            versions = [
                None if one is None else f"{one.version} ({one.sha256[:12]})"
                for one in (old_models.get(name), new_models.get(name))
            ]
            yield ModelChange(name, *versions)


def _pairs(
    before: ToldResult,
    after: ToldResult,
    changed: Collection[str],
    alone: _Effects,
) -> Iterator[PairChange]:
    old = {(pair.drug, pair.event): pair for pair in before.pairs}
    new = {(pair.drug, pair.event): pair for pair in after.pairs}
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key), new.get(key)
        effects = {fact: pairs[key] for fact, pairs in alone.items() if key in pairs}
        findings = tuple(_findings(was, now, changed, effects))
        verdicts = tuple(_verdicts(was, now, {one.finding for one in findings}))
        if was is None or now is None or findings or verdicts:
            how: Literal["added", "removed", "changed"] = "changed"
            if was is None or now is None:
                how = "added" if was is None else "removed"
            yield PairChange(*key, how, findings, verdicts)


def _findings(
    was: ToldPair | None,
    now: ToldPair | None,
    changed: Collection[str],
    effects: Mapping[str, ToldPair],
) -> Iterator[FindingChange]:
    if was is None or now is None:
        return
    for name in dict.fromkeys((*now.findings, *was.findings)):
        old, new = was.findings.get(name), now.findings.get(name)
        if _values(old) == _values(new):
            continue
        grounds = [entry for one in (old, new) if one is not None for entry in one.grounds]
        yield FindingChange(
            finding=name,
            before=_told_value(old),
            after=_told_value(new),
            because="" if new is None else new.because,
            alone=tuple(
                fact
                for fact, pair in effects.items()
                if _values(pair.findings.get(name)) == _values(new)
            ),
            resting=tuple(entry for entry in dict.fromkeys(grounds) if entry in changed),
        )


def _values(finding: ToldFinding | None) -> object:
    """What makes a finding another: its value and what the dates leave open."""
    return None if finding is None else (finding.value, finding.recorded)


def _told_value(finding: ToldFinding | None) -> str | None:
    if finding is None:
        return None
    if isinstance(finding.value, str):
        left = f" (the dates leave {' or '.join(finding.recorded)})" if finding.recorded else ""
        return f"{finding.value}{left}"
    low, high = ("?" if end is None else f"{end:.4g}" for end in finding.value)
    return "not known" if low == high == "?" else f"{low} to {high} d"


def _verdicts(
    was: ToldPair | None, now: ToldPair | None, moved: Collection[str]
) -> Iterator[VerdictChange]:
    old = {} if was is None else was.verdicts
    new = {} if now is None else now.verdicts
    for name in dict.fromkeys((*new, *old)):
        before, after = old.get(name), new.get(name)
        readings = tuple(_readings(before, after, moved))
        told = [None if one is None else _said(one) for one in (before, after)]
        if told[0] != told[1] or readings:
            title = next(one.title for one in (after, before) if one is not None)
            yield VerdictChange(name, title, told[0], told[1], readings)


def _said(verdict: ToldVerdict) -> str:
    if verdict.category is None:
        return f"not applicable, because {verdict.not_applicable}"
    text = verdict.category if verdict.score is None else f"{verdict.category}, {verdict.score}"
    others = [one for one in verdict.possible_categories if one != verdict.category]
    return f"{text} (or {' or '.join(others)})" if others else text


def _readings(
    before: ToldVerdict | None, after: ToldVerdict | None, moved: Collection[str]
) -> Iterator[ReadingChange]:
    if before is None or after is None:
        return
    old: Mapping[str, ToldReading] = {one.number: one for one in before.readings}
    for reading in after.readings:
        was = old.get(reading.number)
        if was is not None and (was.answer, was.points) != (reading.answer, reading.points):
            read: Iterable[str] = dict.fromkeys((*was.findings, *reading.findings))
            yield ReadingChange(
                reading.number,
                _answered(was),
                _answered(reading),
                reading.because,
                tuple(name for name in read if name in moved),
            )


def _answered(reading: ToldReading) -> str:
    if reading.points is None:
        return reading.answer
    return f"{reading.answer} ({reading.points:+d})" if reading.points else f"{reading.answer} (0)"
