"""One assessment as rows, pair by pair: the second derivation of what columns must say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from causality.assessment.parts import Assessed, PairAssessment
from causality.batch.arrays import Cell, plain
from causality.case.dates import DAY
from causality.methods import NotApplicable
from causality.vocabulary import UNKNOWN

if TYPE_CHECKING:
    from causality.network.differential.result import Involvement

__all__ = ["Row", "rows_of"]

Row = dict[str, Cell]


def rows_of(
    assessed: Assessed, source: str, report: str, notes: int, *, intervals: bool
) -> Iterator[Row]:
    """Every pair by the names of columns; a name that is missing means no value.

    ``notes`` is how many remarks its reader made on the report. ``intervals``: whether the 90%
    intervals of the assessment were computed.
    """
    for pair in assessed.pairs:
        row: Row = {
            "source": plain(source),
            "report": plain(report),
            "case": assessed.case_id,
            "drug": pair.drug,
            "drug_name": plain(pair.drug_name),
            "event": pair.event,
            "event_term": plain(pair.event_term),
            "notes": notes,
            "warnings": tuple(_warnings(assessed, pair)),
        }
        for name, measure in pair.measures.items():
            row[f"{name}_from"], row[f"{name}_to"] = _days(measure.lo), _days(measure.hi)
        for name, finding in pair.findings.items():
            row[name] = finding.value
        row["findings_known"] = sum(one.value != UNKNOWN for one in pair.findings.values())
        _judged(row, pair)
        if pair.beside is not None:
            row["documented_from"] = pair.beside.completeness.lowest
            row["documented_to"] = pair.beside.completeness.highest
        if pair.involvement is not None:
            _shared(row, pair.involvement, intervals=intervals)
        yield row


def _judged(row: Row, pair: PairAssessment) -> None:
    for name, verdict in pair.verdicts.items():
        if isinstance(verdict, NotApplicable):
            row[name] = "not applicable"
            continue
        row[name], row[f"{name}_score"] = verdict.category, verdict.score
        row[f"{name}_possible"] = verdict.possible_categories
        if verdict.recorded_range is not None:
            row[f"{name}_score_from"], row[f"{name}_score_to"] = verdict.recorded_range


def _shared(row: Row, told: Involvement, *, intervals: bool) -> None:
    row["share"], row["share_prior"] = told.share, told.prior
    row["share_range_from"], row["share_range_to"] = told.share_range
    if intervals:
        row["share_from"], row["share_to"] = told.interval
    row["abstain"] = told.abstain.reason if told.abstain is not None else None
    row["excluded"] = plain(told.excluded.because) if told.excluded is not None else None


def _warnings(assessed: Assessed, pair: PairAssessment) -> Iterator[str]:
    """``CONTRADICTORY_DATES`` of the report, ``naranjo_1981: SOME_ID`` of a method."""
    about = (None, (pair.drug, pair.event))
    yield from dict.fromkeys(one.id for one in assessed.warnings if one.pair in about)
    for name, verdict in pair.verdicts.items():
        if not isinstance(verdict, NotApplicable):
            yield from (f"{name}: {one.id}" for one in verdict.warnings)


def _days(minutes: int | None) -> float | None:
    return None if minutes is None else minutes / DAY
