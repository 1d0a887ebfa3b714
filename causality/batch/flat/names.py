"""What the models make of the drug names and event terms of flat records, by distinct names.

A name is reduced to its kind: what it is in the models. What a drug means for an event is asked
once for each two kinds, of the very functions that a single case asks; pairs look it up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.kinds import drug_kinds, event_kinds
from causality.batch.flat.meanings import MEMBER, NOTHING, meanings
from causality.batch.flat.record import Flat
from causality.findings.causes.names import domain_of
from causality.findings.latency_windows import NO_ROW
from causality.findings.liver_facts import is_liver_event
from causality.vocabulary import VOCABULARY

__all__ = ["Names", "PairNames", "known_names"]

_Rows = NDArray[np.int64]
_Flags = NDArray[np.bool_]

_VACCINE = "vaccine"
_UNTIMED = np.array([value in NO_ROW for value in VOCABULARY["relation"].values])
"""By relation: whether no row times it."""

_NO_DISTRIBUTION = tuple(
    name for name in MEMBER if name.split("_")[0] in ("kind", "weight", "a", "b")
)


@dataclass(frozen=True, slots=True)
class PairNames:
    """What names decide of some pairs, one row each.

    ``row``: a row of the time-to-onset table decides; its windows are minutes from the place in
    ``CLOCKS`` that ``clock`` names, open where there is no row or no such window. ``healing`` is
    open where no row gives one. ``reaction`` is a code of the facts. ``member`` holds the columns
    of the facts of events that the models fill.
    """

    row: _Flags
    suggestive_lo: _Rows
    suggestive_hi: _Rows
    compatible_lo: _Rows
    compatible_hi: _Rows
    clock: NDArray[np.int8]
    healing_lo: _Rows
    healing_hi: _Rows
    reaction: NDArray[np.int8]
    member: dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Names:
    """The kinds of the drugs and of the events of flat records, row by row.

    ``liver_event``: a liver injury by its name; ``domain`` is the place of the domain, or -1;
    ``untimed``: the relation to the drug is one that no row times.
    """

    drug_kind: _Rows
    event_kind: _Rows
    liver_event: _Flags
    domain: NDArray[np.int16]
    untimed: _Flags

    def of_pairs(
        self, drug_rows: _Rows, event_rows: _Rows, relation: NDArray[np.int8] | None = None
    ) -> PairNames:
        """What the names of these drugs and events decide, side by side.

        ``relation``: how each event relates to the drug, where a statement about the pair may go
        before what the event says. As for a case, only windows follow it.
        """
        place = meanings().places(self.drug_kind[drug_rows], self.event_kind[event_rows])
        columns = meanings().columns()
        untimed = self.untimed[event_rows]
        in_row = _unless(untimed if relation is None else _UNTIMED[relation], place)
        density = _unless(untimed, place)
        return PairNames(
            row=columns["row"][in_row],
            suggestive_lo=columns["suggestive_lo"][in_row],
            suggestive_hi=columns["suggestive_hi"][in_row],
            compatible_lo=columns["compatible_lo"][in_row],
            compatible_hi=columns["compatible_hi"][in_row],
            clock=columns["clock"][in_row],
            healing_lo=columns["healing_lo"][place],
            healing_hi=columns["healing_hi"][place],
            reaction=columns["reaction"][place],
            member={
                name: columns[name][density if name in _NO_DISTRIBUTION else place]
                for name in MEMBER
            },
        )


def known_names(flat: Flat) -> Names:
    """The kinds of all names of ``flat``; each distinct name is looked at once."""
    terms = flat.column("event", "term")
    events = _by_word(flat, terms, lambda term: event_kinds().of(term))
    kinds = event_kinds().examples
    return Names(
        drug_kind=_drug_kinds(flat),
        event_kind=events,
        liver_event=np.array([is_liver_event(kind) for kind in kinds], dtype=np.bool_)[events],
        domain=np.array([domain_of(kind) for kind in kinds], dtype=np.int16)[events],
        untimed=_UNTIMED[flat.column("event", "relation")],
    )


def _drug_kinds(flat: Flat) -> _Rows:
    vaccine, names = flat.column("drug", "vaccine"), flat.column("drug", "name")
    plain = _by_word(flat, names[~vaccine], lambda name: drug_kinds().of(name))
    vaccines = _by_word(flat, names[vaccine], lambda name: drug_kinds().of(name, _VACCINE))
    found = np.zeros(len(names), dtype=np.int64)
    found[~vaccine], found[vaccine] = plain, vaccines
    return found


def _by_word(flat: Flat, places: NDArray[Any], ask: Callable[[str], int]) -> _Rows:
    """The answer for each word at ``places``, asked once a word."""
    asked = np.zeros(len(flat.words), dtype=np.bool_)
    asked[places] = True
    answers = np.zeros(len(flat.words), dtype=np.int64)
    distinct = np.flatnonzero(asked)
    answers[distinct] = [ask(flat.words[place]) for place in distinct.tolist()]
    told: _Rows = answers[places]
    return told


def _unless(without: _Flags, place: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.where(without, np.int32(NOTHING), place) if without.any() else place
