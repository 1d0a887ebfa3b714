"""What the scale for epidermal necrolysis asks of time: delay in its bands, drug still present."""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np
from pydantic import Field

from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.citation import Origin
from causality.datafile import (
    Identifier,
    Record,
    Text,
    WholeNumber,
    data_root,
    load_document,
    validate,
)
from causality.errors import ModelError
from causality.findings.facts import Facts
from causality.findings.rule import Because, Flags, Rule, Ruled, first_of, only_stated, settled
from causality.vocabulary import VOCABULARY

__all__ = ["RULES"]

_FILE = "epidermal_necrolysis.yaml"


class _Days(Origin):
    """A number of completed days, and where it is from."""

    days: WholeNumber = Field(description="Completed days that still belong to the band.")


class _Bands(Record):
    """Edges of the bands of delay."""

    likely_from: _Days
    suggestive_from: _Days
    suggestive_to: _Days
    compatible_to: _Days


class _Model(Record):
    """The file of bands."""

    schema_: Literal["causality/epidermal-necrolysis/1"] = Field(alias="schema")
    id: Identifier
    version: WholeNumber
    title: Text
    bands: _Bands


@cache
def _edges() -> tuple[int, int, int, int]:
    """Where each band but the first begins, in minutes."""
    document = load_document(data_root("models") / _FILE, ModelError, name=_FILE)
    bands = validate(document, _Model, ModelError).bands
    return (
        bands.likely_from.days * DAY,
        bands.suggestive_from.days * DAY,
        (bands.suggestive_to.days + 1) * DAY,
        (bands.compatible_to.days + 1) * DAY,
    )


def _silent(facts: Facts, column: str) -> Flags:
    """Where nothing at all is on record of a span."""
    lo, hi = facts.span(column)
    silent: Flags = (lo == OPEN_LO) & (hi == OPEN_HI)
    return silent


def _delay(facts: Facts) -> Ruled:
    term = VOCABULARY["necrolysis_delay"]
    lo, hi = facts.span("onset_after_start")
    likely, suggestive, compatible, late = _edges()
    mask = settled(
        "necrolysis_delay",
        {
            "on or after the index day": lo < likely,
            "1 to 4 d": (lo < suggestive) & (hi >= likely),
            "5 to 28 d": (lo < compatible) & (hi >= suggestive),
            "29 to 56 d": (lo < late) & (hi >= compatible),
            "over 56 d": hi >= late,
        },
    )
    single = (mask & (mask - np.uint32(1))) == 0
    return first_of(
        facts.n,
        (facts.is_code("dates", "contradictory"), term.bit("contradictory")),
        (_silent(facts, "onset_after_start"), mask),
        (single, mask),
        (True, mask),
    )


_TIMES = ("onset_after_start",)
_DELAY_BECAUSE = (
    Because("the dates of the first intake and the onset cannot all hold", _TIMES),
    Because("neither the first intake nor the onset is dated against the other"),
    Because("the completed days from the first intake lie in one band", _TIMES),
    Because("the dates on record leave more than one band", _TIMES),
)


def _at_onset(facts: Facts) -> Ruled:
    lo, hi = facts.span("onset_after_last_dose")
    gone_lo, gone_hi = facts.span("washout")
    start_lo, start_hi = facts.span("onset_after_start")
    # The index day counts as a whole: who began on it had the drug in the body that day.
    not_yet, perhaps_not_yet = start_hi <= -DAY, start_lo <= -DAY
    same_day, first = (start_lo < 0) & (start_hi > -DAY), start_hi >= 0
    # Taken at the onset: present however long the half-life is.
    taken = (hi < DAY) | ~first
    silent = _silent(facts, "onset_after_last_dose") | _silent(facts, "washout")
    # The time since the last dose holds if the drug came first.
    mask = settled(
        "drug_at_onset",
        {
            "present": same_day | (first & ((lo < DAY) | (lo < gone_hi))),
            "gone": first & (hi >= DAY) & (hi >= gone_lo),
        },
    )
    mask |= perhaps_not_yet.astype(np.uint32)
    single = (mask & (mask - np.uint32(1))) == 0
    return first_of(
        facts.n,
        (not_yet, 1),
        (taken & ~perhaps_not_yet, mask),
        (silent & ~taken, mask),
        (single, mask),
        (True, mask),
    )


_LAST = ("onset_after_last_dose",)
_PRESENT_BECAUSE = (
    # No statement puts a drug into the body before its first intake.
    Because("the event began a day or more before the first intake", _TIMES, final=True),
    Because("the drug was taken within a day of the onset", (*_LAST, *_TIMES)),
    Because("the last dose, or the half-life, is not on record"),
    Because(
        "five half-lives, set against the time since the last dose, decide", (*_LAST, "washout")
    ),
    Because(
        "the dates or the half-life leave open whether the drug was in the body",
        (*_LAST, *_TIMES, "washout"),
    ),
)


RULES = (
    Rule("necrolysis_delay", _delay, _DELAY_BECAUSE),
    Rule("drug_at_onset", _at_onset, _PRESENT_BECAUSE),
    only_stated("slow_elimination", "liver or kidney function"),
    only_stated("other_reaction_before", "another reaction before"),
    only_stated("necrolysis_notoriety", "its notoriety for this reaction"),
    only_stated("rival_score", "the scores of other drugs"),
)
