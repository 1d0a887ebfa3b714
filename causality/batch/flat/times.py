"""Times of every pair of flat records: from the first and the last dose and the final stop."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from causality.batch.flat.actions import ACTIONS
from causality.batch.flat.doses import Intake
from causality.batch.flat.names import PairNames
from causality.batch.flat.pairs import Layout
from causality.batch.flat.record import Flat
from causality.batch.flat.spans import Span, between, firsts_of, moment, spread, where
from causality.batch.flat.steps import Steps, certain_last
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.findings.facts import TABLES
from causality.findings.intake import ON_DRUG
from causality.findings.latency_table import fallback
from causality.findings.latency_windows import CLOCKS
from causality.vocabulary import VOCABULARY

__all__ = ["Times", "times_of", "windows_of"]

_FARTHEST = np.iinfo(np.int64).max


class Times(NamedTuple):
    """From the first dose, the last one before it and the final stop to the onset of each pair."""

    after_start: Span
    after_last_dose: Span
    after_stop: Span


def times_of(flat: Flat, layout: Layout, intake: Intake, steps: Steps) -> Times:
    """The times of every pair."""
    onset = moment(flat.column("event", "onset_lo"), flat.column("event", "onset_hi"))
    onset = onset.at(layout.event)
    return Times(
        between(intake.drug_start.at(layout.drug), onset),
        _since_last_dose(flat, layout, intake, steps, onset),
        between(intake.drug_stop.at(layout.drug), onset),
    )


def _since_last_dose(flat: Flat, layout: Layout, intake: Intake, steps: Steps, onset: Span) -> Span:
    """What ``findings.intake.since_last_dose`` says of one pair, for all at once."""
    action = flat.column("drug", "action")
    taken = np.isin(action, [ACTIONS.index(name) for name in ON_DRUG])
    counts = intake.doses[layout.drug]
    pair, number = spread(counts)
    dose = intake.first[layout.drug[pair]] + number
    begun = between(intake.start.at(dose), onset.at(pair))
    ended = between(intake.stop.at(dose), onset.at(pair))
    told = (flat.column("dose", "stopped") | flat.column("dose", "once"))[dose]
    last = certain_last(steps, flat.rows("dose"))
    going_on = (last & taken[flat.column("dose", "drug")])[dose]
    low = np.where(told, np.maximum(ended.lo, 0), 0)
    high = np.where(told, ended.hi, np.where(going_on, 0, begun.hi))
    high = np.maximum(high, 0)
    at_once = ((intake.doses == 0) & taken)[layout.drug]
    found = Span(np.where(at_once, 0, OPEN_LO), np.where(at_once, 0, OPEN_HI))
    some = np.flatnonzero(counts)
    if some.size:
        first = firsts_of(counts)[some]
        had = begun.hi >= 0
        least = np.minimum.reduceat(np.where(had, low, _FARTHEST), first)
        soonest = np.minimum.reduceat(np.where(begun.lo >= 0, high, _FARTHEST), first)
        latest = np.maximum.reduceat(np.where(had, high, OPEN_LO), first)
        before = least < _FARTHEST
        found.lo[some[before]] = least[before]
        found.hi[some[before]] = np.where(soonest < _FARTHEST, soonest, latest)[before]
    return found


def windows_of(
    names: PairNames, relation: NDArray[np.int8], times: Times
) -> dict[str, NDArray[Any]]:
    """The latency window of each pair: that of a row where one decides, else the fallback."""
    rules = fallback()
    known = VOCABULARY["relation"].values
    withdrawal, late = relation == known.index("withdrawal"), relation == known.index("late")
    until = np.where(withdrawal, rules.after_stop(None)[1], rules.after_last_dose(None)[1])
    until = np.where(late, OPEN_HI, until)
    clock = np.where(names.row, names.clock, np.int8(CLOCKS.index("last dose")))
    clock = np.where(withdrawal, np.int8(CLOCKS.index("stop")), clock)
    clock = np.where(late, np.int8(CLOCKS.index("first dose")), clock)
    elapsed = where(
        clock == CLOCKS.index("first dose"),
        times.after_start,
        where(clock == CLOCKS.index("stop"), times.after_stop, times.after_last_dose),
    )
    basis = TABLES["pair"]["window_basis"].codes
    row, none = np.int8(basis.index("row")), np.int8(basis.index("fallback"))
    return {
        "onset_after_clock_lo": elapsed.lo,
        "onset_after_clock_hi": elapsed.hi,
        "window_basis": np.where(names.row, row, none),
        "suggestive_window_lo": names.suggestive_lo,
        "suggestive_window_hi": names.suggestive_hi,
        "compatible_window_lo": np.where(names.row, names.compatible_lo, 0),
        "compatible_window_hi": np.where(names.row, names.compatible_hi, until),
    }
