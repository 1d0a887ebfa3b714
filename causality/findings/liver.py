"""What liver scales ask of times, the patient and the other drugs.

A pattern that is not settled leaves what either table would say.
"""

from __future__ import annotations

import numpy as np

from causality.case.dates import DAY
from causality.findings.facts import Facts
from causality.findings.liver_model import liver_model
from causality.findings.liver_tables import tables_of
from causality.findings.onset import no_dates
from causality.findings.rule import Because, Rule, Ruled, as_recorded, first_of, settled
from causality.vocabulary import VOCABULARY

__all__ = ["RULES"]


def _timing(facts: Facts) -> Ruled:
    term, model = VOCABULARY["liver_timing"], liver_model()
    lo, hi = facts.span("onset_after_start")
    last_lo, last_hi = facts.span("onset_after_last_dose")
    linger_lo, linger_hi = facts.span("lingering")
    later = facts.is_code("course_number", "later")
    # Within a day of the last dose, the drug still counts as taken.
    on_drug, off_drug = last_lo < DAY, last_hi >= DAY
    suggestive = np.zeros(facts.n, dtype=np.bool_)
    compatible, late = suggestive.copy(), suggestive.copy()
    for table, possible in zip(("hepatocellular", "cholestatic"), tables_of(facts), strict=True):
        least = np.where(later, 0, model.reached("first_from"))
        most = np.where(later, model.within(f"{table}_again_to"), model.within("first_to"))
        inside = (hi >= least) & (lo < most)
        outside = (lo < least) | (hi >= most)
        gone = model.within(f"{table}_after_stop")
        suggestive |= possible & on_drug & inside
        in_time = (last_lo < gone) | (last_lo <= linger_hi)
        compatible |= possible & ((on_drug & outside) | (off_drug & in_time))
        late |= possible & off_drug & (last_hi >= gone) & (last_hi > linger_lo)
    after = hi >= 0
    mask = settled(
        "liver_timing",
        {
            "suggestive": after & suggestive,
            "compatible": after & compatible,
            "before the drug": lo < 0,
            "too late after the stop": after & late,
        },
    )
    single = (mask & (mask - np.uint32(1))) == 0
    return first_of(
        facts.n,
        (facts.is_code("dates", "contradictory"), term.bit("contradictory")),
        (no_dates(facts), mask),
        (single, mask),
        (True, mask),
    )


_TIMES = ("onset_after_start", "onset_after_last_dose", "lingering", "course_number")
_TIMING_BECAUSE = (
    Because("the dates of the first dose and the onset cannot all hold", ("onset_after_start",)),
    Because("neither the first dose nor the onset is dated against the other"),
    Because("the days from the first dose, or from the stop, lie in one band", _TIMES),
    Because("the dates on record, or the pattern, leave more than one band", _TIMES),
)


def _age(facts: Facts) -> Ruled:
    lo, hi = facts.span("age")
    edge = liver_model().age.years
    mask = settled("age_from_55", {"yes": hi >= edge, "no": lo < edge})
    single = (mask & (mask - np.uint32(1))) == 0
    return first_of(facts.n, (single, mask), (True, mask))


_AGE_BECAUSE = (
    Because("the age at the onset is on record", ("age",)),
    Because("the record does not settle the age", ("age",)),
)


def _pregnancy(facts: Facts) -> Ruled:
    term = VOCABULARY["pregnancy"]
    return first_of(
        facts.n,
        (facts.is_code("pregnant", "yes"), term.bit("yes")),
        (facts.is_code("pregnant", "no"), term.bit("no")),
        (True, 1),
    )


_PREGNANCY_BECAUSE = (
    Because("the patient was pregnant under the drug", ("pregnant",)),
    Because("the patient was not pregnant", ("pregnant",)),
    Because("the record does not speak of a pregnancy"),
)


def _co_drugs(facts: Facts) -> Ruled:
    model, table = liver_model(), "other_drug"
    start_lo, start_hi = facts.span("onset_after_start", table)
    last_lo, last_hi = facts.span("onset_after_last_dose", table)
    first, second = (flags[facts.rows(table)] for flags in tables_of(facts))
    short = model.within("hepatocellular_after_stop")
    long = model.within("cholestatic_after_stop")
    cleared = facts.is_code("status", "excluded", table=table)
    could = ~cleared & (start_hi >= 0) & (last_lo < np.where(second, long, short))
    must = ~cleared & (start_lo >= 0) & (last_hi < np.where(first, short, long))
    implicated = facts.is_code("implicated", "yes", table=table)
    known = facts.is_code("known", "yes", table=table)
    proven, hepatotoxin = facts.any(table, must & implicated), facts.any(table, must & known)
    mask = settled(
        "liver_co_drugs",
        {
            "none": ~facts.any(table, must),
            "compatible": ~proven & ~hepatotoxin & facts.any(table, could & ~implicated & ~known),
            "known hepatotoxin": ~proven & facts.any(table, could & known & ~implicated),
            "implicated": facts.any(table, could & implicated),
        },
    )
    single = (mask & (mask - np.uint32(1))) == 0
    anyone = facts.any(table, np.ones(len(start_lo), dtype=np.bool_))
    return first_of(
        facts.n,
        (~anyone, mask),
        (single, mask),
        (True, mask),
    )


_OTHERS = (
    "other_drug.onset_after_start",
    "other_drug.onset_after_last_dose",
    "other_drug.status",
    "other_drug.known",
    "other_drug.implicated",
)
_CO_BECAUSE = (
    Because("the report names no other drug"),
    Because("the times of the other drugs, and what is known of them, decide", _OTHERS),
    Because("the times of the other drugs leave more than one reading", _OTHERS),
)


RULES = (
    Rule("liver_timing", _timing, _TIMING_BECAUSE),
    as_recorded("alcohol", "alcohol", "how much alcohol the patient drank"),
    Rule("pregnancy", _pregnancy, _PREGNANCY_BECAUSE),
    Rule("age_from_55", _age, _AGE_BECAUSE),
    Rule("liver_co_drugs", _co_drugs, _CO_BECAUSE),
)
