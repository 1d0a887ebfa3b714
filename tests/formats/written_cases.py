"""Cases for the writers: those that ship, and the reports under ``tests/data``."""

from __future__ import annotations

from functools import cache

from causality.assessment import Assessment, assess
from causality.case.case import Case
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.formats import read_reports
from causality.formats.writers import STANDARD
from tests.formats.fhir_samples import EVENTS
from tests.formats.samples import files

__all__ = ["assessed_cases", "written_cases"]


@cache
def written_cases() -> tuple[Case, ...]:
    """A case of every kind that there is."""
    reports = [
        report
        for file in (*files("e2b_r3_derived"), *files("e2b_r2"), *EVENTS)
        for report in read_reports(file)
    ]
    shipped = [read_case(path) for path in shipped_cases().values()]
    return (*shipped, *(report.case for report in reports if report.case is not None))


@cache
def assessed_cases() -> tuple[tuple[Case, Assessment], ...]:
    """Each with its assessment by the methods that are written where nobody asks for others."""
    return tuple(
        (case, assess(case, methods=STANDARD, differential=False)) for case in written_cases()
    )
