"""What flat records hold of an age as a case writes it."""

from __future__ import annotations

from functools import lru_cache

from causality.assessment.beside import documented
from causality.batch.flat.record import AGE_TOLD
from causality.case.case import Case
from causality.case.dates import OPEN_HI, OPEN_LO
from causality.case.entries import Drug, Patient
from causality.findings.liver_facts import years_of_age

__all__ = ["age_told"]


@lru_cache(maxsize=1 << 12)
def age_told(text: str | None) -> tuple[int, int, int]:
    """The place in ``AGE_TOLD``, and bounds in completed years."""
    drug = Drug(id="drug", name="drug", role="suspect")
    case = Case(
        schema="causality/case/1", id="case", patient=Patient(age=text), drugs=(drug,), events=()
    )
    years = None if text is None else years_of_age(text)
    return AGE_TOLD.index(documented(case, drug)["age"]), *(years or (OPEN_LO, OPEN_HI))
