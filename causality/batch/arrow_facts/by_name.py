"""What a file of facts leaves to the models: columns that the names of drug and event decide.

The very functions that fill them for a database fill them here: each name is asked once, and each
two kinds of names once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.arrow_facts.again import with_earlier
from causality.batch.arrow_facts.cells import raw_of
from causality.batch.arrow_facts.layout import REPORTS
from causality.batch.flat.kinds import drug_kinds, event_kinds
from causality.batch.flat.names import Names, PairNames
from causality.batch.flat.spans import Span
from causality.batch.flat.times import Times, windows_of
from causality.batch.report_facts import ReportFacts
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.causes.event_facts import EventFacts
from causality.findings.causes.names import domain_of
from causality.findings.fact_tables import TABLES
from causality.findings.facts import MISSING, Facts
from causality.findings.latency_table import fallback
from causality.findings.latency_windows import NO_ROW
from causality.findings.liver_facts import is_liver_event

__all__ = ["with_known_names"]

Flags = NDArray[np.bool_]

_PAIRS = {field.name: field.by_name for field in REPORTS.inside[0].fields if field.by_name}
_MEMBERS = {
    field.name: field.by_name
    for rows in REPORTS.inside[1].inside
    for field in rows.fields
    if rows.name == "member" and field.by_name
}


def with_known_names(
    told: ReportFacts,
    pairs: Collection[str],
    events: Collection[str],
    members: Collection[str],
) -> ReportFacts:
    """The facts with what was left out; the others name the columns that are there.

    How long a drug may still act is never silent: five half-lives, or what the models assume.
    """
    told = replace(told, facts=_lingering(told.facts))
    if set(_PAIRS) <= set(pairs) and set(_MEMBERS) <= set(members) and "domain" in events:
        return told
    names, domain = _asked(told)
    columns = {**told.facts.arrays["pair"]}
    filled = _of_pairs(told.facts, names)
    columns |= {name: filled[name] for name in _PAIRS if name not in pairs}
    own = {table: dict(arrays) for table, arrays in told.events.arrays.items()}
    if "domain" not in events:
        own["event"]["domain"] = domain
    rows, of = own["member"]["pair"], own["member"]["event"]
    for name in _MEMBERS:
        if name not in members:
            values = names.member[name][rows]
            if name == "profile":  # a profile is one of the domain that the names give
                values = np.where(own["event"]["domain"][of] == domain[of], values, MISSING)
            own["member"][name] = values.astype(own["member"][name].dtype)
    return replace(
        told,
        facts=Facts(told.facts.n, {**told.facts.arrays, "pair": columns}),
        events=EventFacts(told.events.n, own),
    )


def _asked(told: ReportFacts) -> tuple[PairNames, NDArray[np.int16]]:
    """What the names of each pair decide, and the domain of each event."""
    facts = told.facts
    words, places = _distinct(told.drug_name)
    plain = np.array([drug_kinds().of(word) for word in words], dtype=np.int64)[places]
    vaccines = facts.is_code("vaccine", "yes")
    for row in np.flatnonzero(vaccines).tolist():
        plain[row] = drug_kinds().of(words[places[row]], "vaccine")
    terms, events = _distinct(told.event_term)
    kinds = np.array([event_kinds().of(term) for term in terms], dtype=np.int64)[events]
    livers = np.array([is_liver_event((term,)) for term in terms], dtype=np.bool_)[events]
    domains = np.array([domain_of((term,)) for term in terms], dtype=np.int16)[events]
    of = told.pair_event
    names = Names(
        drug_kind=plain,
        event_kind=kinds[of],
        liver_event=livers[of],
        domain=domains[of],
        untimed=facts.is_code("relation", *NO_ROW),
    )
    every = np.arange(facts.n, dtype=np.int64)
    found = with_earlier(names.of_pairs(every, every), told)
    return replace(found, member={**found.member, "liver_event": livers[of]}), domains


def _distinct(texts: Any) -> tuple[list[str], NDArray[np.int64]]:
    """The distinct texts, and which of them each row is."""
    found = texts.dictionary_encode()
    return found.dictionary.to_pylist(), raw_of(found.indices).astype(np.int64)


def _of_pairs(facts: Facts, names: PairNames) -> Mapping[str, NDArray[Any]]:
    """Every column of the table of pairs that names decide."""
    times = Times(
        *(
            Span(*facts.span(name))
            for name in ("onset_after_start", "onset_after_last_dose", "onset_after_stop")
        )
    )
    yes, no = (np.int8(TABLES["pair"]["liver_event"].codes.index(word)) for word in ("yes", "no"))
    relation = np.maximum(facts.code("relation"), 0)
    windows = windows_of(names, relation, times)
    until = _until(facts, windows["compatible_window_hi"])
    windows["compatible_window_hi"] = np.where(
        names.row | facts.is_code("relation", "late"), windows["compatible_window_hi"], until
    )
    return {
        **windows,
        "healing_time_lo": names.healing_lo,
        "healing_time_hi": names.healing_hi,
        "reaction": names.reaction,
        "liver_event": np.where(names.member["liver_event"], yes, no),
    }


def _until(facts: Facts, otherwise: NDArray[np.int64]) -> NDArray[np.int64]:
    """Until when an onset fits where no row says it and the half-life is known."""
    rules = fallback()
    _, gone = facts.span("washout")
    after_stop = (
        np.rint(gone * (rules.withdrawal_half_lives / rules.half_lives)).astype(np.int64)
        + rules.withdrawal
    )
    known = np.where(facts.is_code("relation", "withdrawal"), after_stop, gone)
    return np.where(gone == OPEN_HI, otherwise, known)


def _lingering(facts: Facts) -> Facts:
    """How long each drug may still act, where that was left out."""
    arrays = dict(facts.arrays)
    low, high = fallback().after_last_dose(None)
    for table in ("pair", "co_suspect"):
        columns = dict(arrays[table])
        lo, hi = columns["lingering_lo"], columns["lingering_hi"]
        silent = (lo == OPEN_LO) & (hi == OPEN_HI)
        if not silent.any():
            continue
        low_of, high_of = np.full(len(lo), low), np.full(len(lo), high)
        if table == "pair":
            gone_lo, gone_hi = facts.span("washout")
            known = (gone_lo != OPEN_LO) & (gone_hi != OPEN_HI)
            low_of, high_of = np.where(known, gone_lo, low_of), np.where(known, gone_hi, high_of)
        columns["lingering_lo"] = np.where(silent, low_of, lo)
        columns["lingering_hi"] = np.where(silent, high_of, hi)
        arrays[table] = columns
    return Facts(facts.n, arrays)
