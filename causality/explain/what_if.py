"""What if a fact were another: the case with it, beside the case as it is.

``rechallenge=positive`` sets a finding, of every pair or, after ``drug:`` or ``drug/event:``, of
some. ``dara.first.start=day -3`` sets a field of an entry, by the name of the point in time or the
key of the file; nothing after the sign takes it out. Age and sex are never set: nobody learns them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from causality.assessment import Assessment, assess
from causality.case.case import Case
from causality.case.points import POINTS, entries_of
from causality.case.read import CaseFile, read_case
from causality.errors import CausalityError, NotFound
from causality.explain.changed_facts import data_of, entry_in
from causality.explain.changed_findings import (
    NEVER_LEARNT,
    FindingSet,
    finding_set,
    reassessed,
    unheard,
)
from causality.findings.extract import pairs_of
from causality.vocabulary import VOCABULARY

__all__ = ["FieldSet", "Settings", "WhatIf", "settings", "what_if"]

_NEVER_SET = frozenset({("patient", "age"), ("patient", "sex")})


@dataclass(frozen=True, slots=True)
class FieldSet:
    """One field of an entry: what it says and what is put in its place; empty takes it out."""

    entry: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is set: fields of the case, and findings."""

    fields: tuple[FieldSet, ...]
    findings: tuple[FindingSet, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The case before and after. ``settled`` are findings that no follow-up would change."""

    before: Assessment
    after: Assessment
    settings: Settings
    unheard: tuple[str, ...]
    settled: tuple[str, ...]


def settings(case: Case, told: Iterable[str]) -> Settings:
    """The settings that the texts ask for; CausalityError or NotFound where one cannot be."""
    fields: list[FieldSet] = []
    findings: list[FindingSet] = []
    for text in told:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not (sign and name):
            raise CausalityError(f"{text!r} sets nothing; write 'rechallenge=positive'")
        scope, colon, finding = name.rpartition(":")
        if colon or name.replace(" ", "_") in VOCABULARY:
            findings += _finding(case, scope, finding.strip(), value)
        else:
            fields.append(_field(case, name, value))
    return Settings(tuple(fields), tuple(findings))


def _finding(case: Case, scope: str, finding: str, value: str) -> Sequence[FindingSet]:
    drug, _, event = (part.strip() for part in scope.partition("/"))
    name = finding.replace(" ", "_")
    if name in NEVER_LEARNT:
        raise CausalityError(f"{VOCABULARY[name].title} is nothing that could be learnt")
    return finding_set(pairs_of(case), name, value, "", drug or None, event or None)


def _field(case: Case, name: str, value: str) -> FieldSet:
    entries = entries_of(case)
    known = [entry for entry in entries if name == entry or name.startswith(f"{entry}.")]
    if not known:
        raise NotFound("finding or entry", name, (*VOCABULARY, *entries))
    entry = max(known, key=len)
    kind = entries[entry][0]
    word = name[len(entry) + 1 :]
    field = POINTS.get(kind, {}).get(word) or word
    if (entry, field) in _NEVER_SET:
        raise CausalityError(f"{name} is nothing that could be learnt")
    if not field:
        raise CausalityError(f"{name} is no field; write {entry}. and the key")
    key = field.replace("_", " ")
    there = entry_in(data_of(case), entry) or {}
    return FieldSet(entry, key, str(there.get(key, "")), value)


def what_if(
    case: Case | CaseFile,
    told: Settings,
    *,
    methods: Collection[str] | None = None,
    methods_dir: Path | None = None,
) -> WhatIf:
    """The case as it is, and with all of this set.

    CaseError where what is set is no value of its field.
    """
    record = case.case if isinstance(case, CaseFile) else case
    changed = _changed(record, told.fields)
    before = assess(case, methods=methods, methods_dir=methods_dir)
    after = reassessed(changed, told.findings, methods=methods, methods_dir=methods_dir).after
    return WhatIf(
        before,
        replace(after, case_sha256=None),
        told,
        tuple(unheard(told.findings)),
        tuple(_settled(before, told.findings)),
    )


def _changed(case: Case, fields: Sequence[FieldSet]) -> Case:
    if not fields:
        return case
    data = data_of(case)
    for one in fields:
        there = entry_in(data, one.entry)
        if there is None:
            raise CausalityError(f"{one.entry} has no fields to set")
        if one.after:
            there[one.field] = one.after
        else:
            there.pop(one.field, None)
    return read_case(json.dumps(data).encode(), "the case with what was set")


def _settled(before: Assessment, findings: Iterable[FindingSet]) -> Iterable[str]:
    pairs = {(pair.drug, pair.event): pair for pair in before.pairs}
    found: dict[str, None] = {}
    for one in findings:
        there = pairs[one.drug, one.event].findings[one.finding]
        if one.value not in (*there.recorded, *there.learnable):
            found[f"{there.title} of {one.drug} in {one.event}: {there.value}"] = None
    return found
