"""Windows of drugs that the patient had taken before: few pairs, each distinct one asked once."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import Any

import numpy as np

from causality.batch.flat.names import PairNames
from causality.batch.report_facts import ReportFacts
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.causes.event_facts import PARTS
from causality.findings.causes.names import domain_of, domains
from causality.findings.causes.numbers import numbers_of
from causality.findings.latency_table import match_latency
from causality.findings.latency_windows import NO_ROW, clock_of

__all__ = ["with_earlier"]

_TIMES = {
    f"{name}_{i}": -1 if name == "kind" else nan
    for i in range(PARTS)
    for name in ("kind", "weight", "a", "b")
}


def with_earlier(names: PairNames, told: ReportFacts) -> PairNames:
    """``names`` after a look at who was exposed earlier; what a case asks is asked here."""
    facts = told.facts
    same = facts.is_code("agent", "same drug", table="earlier")
    reacted = facts.any(
        "earlier", same & facts.is_code("result", "similar reaction", table="earlier")
    )
    taken = facts.any("earlier", same & facts.is_code("result", "tolerated", table="earlier"))
    rows = np.flatnonzero((taken | reacted) & ~facts.is_code("relation", *NO_ROW))
    if not len(rows):
        return names
    vaccine = facts.is_code("vaccine", "yes")
    found = _Found(names)
    for row in rows.tolist():
        drug = (str(told.drug_name[row]), *(("vaccine",) if vaccine[row] else ()))
        term = str(told.event_term[int(told.pair_event[row])])
        found.put(row, drug, (term,), reacted=bool(reacted[row]))
    return found.names


class _Found:
    """Copies of the columns that an earlier exposure changes."""

    def __init__(self, names: PairNames) -> None:
        member = {name: column.copy() for name, column in names.member.items()}
        self.names = replace(
            names,
            row=names.row.copy(),
            suggestive_lo=names.suggestive_lo.copy(),
            suggestive_hi=names.suggestive_hi.copy(),
            compatible_lo=names.compatible_lo.copy(),
            compatible_hi=names.compatible_hi.copy(),
            clock=names.clock.copy(),
            member=member,
        )
        self._asked: dict[tuple[Any, ...], tuple[Any, dict[str, Any]]] = {}

    def put(
        self, row: int, drug: tuple[str, ...], terms: tuple[str, ...], *, reacted: bool
    ) -> None:
        key = (drug, terms, reacted)
        if key not in self._asked:
            place = domain_of(terms)
            domain = domains()[place] if place >= 0 else None
            latency = match_latency(drug, terms, re_exposed=True, reacted=reacted)
            numbers, _ = numbers_of(drug, terms, domain, re_exposed=True, reacted=reacted)
            self._asked[key] = latency, numbers
        latency, numbers = self._asked[key]
        names = self.names
        for name, silent in _TIMES.items():
            names.member[name][row] = numbers.get(name, silent)
        if latency is None:
            return
        names.row[row], names.clock[row] = True, clock_of(latency)
        names.compatible_lo[row], names.compatible_hi[row] = latency.compatible
        if latency.suggestive is not None:
            names.suggestive_lo[row], names.suggestive_hi[row] = latency.suggestive
        else:
            names.suggestive_lo[row], names.suggestive_hi[row] = OPEN_LO, OPEN_HI
