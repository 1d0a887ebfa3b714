"""Assessments as flat rows, one a pair: the same columns for every row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeAlias

from causality.assessment.parts import Assessed, PairAssessment
from causality.case.dates import DAY
from causality.methods import NotApplicable
from causality.network.differential.result import Involvement
from causality.vocabulary import MEASURES, VOCABULARY

__all__ = ["Cell", "Column", "Kind", "Table", "table"]

Cell: TypeAlias = str | int | float | None
Kind: TypeAlias = Literal["text", "whole", "days", "share"]

_NOT_APPLICABLE = "not applicable"
_SHARES = ("share", "share_from", "share_to", "share_prior")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name and what it holds: words, a whole number, days, a share of one."""

    name: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and rows that are made while they are read."""

    columns: tuple[Column, ...]
    rows: Iterator[tuple[Cell, ...]]


def table(assessments: Iterable[Assessed]) -> Table:
    """One row a pair: who and what, times, findings, a category and points for each method.

    The share is that of the differential with its 90% interval; where none is given because the
    record is too thin, ``share_withheld`` says so, and where the drug is out of the question.
    Columns are those of the methods of the first assessment that holds a pair; all must have been
    made with the same methods. Opinions of others stand in a column of their own.
    """
    waiting = iter(assessments)
    seen: list[Assessed] = []
    methods: tuple[str, ...] = ()
    for one in waiting:
        seen.append(one)
        if one.pairs:
            methods = tuple(one.pairs[0].verdicts)
            break
    columns = tuple(_columns(methods))
    rows = (
        tuple(row.get(column.name) for column in columns)
        for one in chain(seen, waiting)
        for pair in one.pairs
        for row in [_row(one, pair)]
    )
    return Table(columns, rows)


def _columns(methods: Iterable[str]) -> Iterator[Column]:
    for name in ("case", "title", "drug", "drug_name", "event", "event_term"):
        yield Column(name)
    for name in MEASURES:
        yield Column(f"{name}_from", "days")
        yield Column(f"{name}_to", "days")
    for name in VOCABULARY:
        yield Column(name)
    for name in methods:
        yield Column(name)
        for part in ("score", "score_from", "score_to"):
            yield Column(f"{name}_{part}", "whole")
    for name in _SHARES:
        yield Column(name, "share")
    yield Column("share_withheld")
    yield Column("reported_opinions")


def _row(one: Assessed, pair: PairAssessment) -> Mapping[str, Cell]:
    row: dict[str, Cell] = {
        "case": one.case_id,
        "title": one.case_title,
        "drug": pair.drug,
        "drug_name": pair.drug_name,
        "event": pair.event,
        "event_term": pair.event_term,
        "reported_opinions": "; ".join(_opinions(one, pair)) or None,
    }
    for name, measure in pair.measures.items():
        row[f"{name}_from"], row[f"{name}_to"] = _days(measure.lo), _days(measure.hi)
    for name, finding in pair.findings.items():
        row[name] = finding.value
    for name, verdict in pair.verdicts.items():
        if isinstance(verdict, NotApplicable):
            row[name] = _NOT_APPLICABLE
            continue
        row[name], row[f"{name}_score"] = verdict.category, verdict.score
        if verdict.recorded_range is not None:
            row[f"{name}_score_from"], row[f"{name}_score_to"] = verdict.recorded_range
    if pair.involvement is not None:
        _shared(row, pair.involvement)
    return row


def _shared(row: dict[str, Cell], told: Involvement) -> None:
    if told.excluded is not None:
        row["share"], row["share_withheld"] = 0.0, told.excluded.because
    elif told.abstain is not None:
        row["share_withheld"] = told.abstain.text
    else:
        numbers = (told.share, *told.interval, told.prior)
        row.update({name: _short(value) for name, value in zip(_SHARES, numbers, strict=True)})


def _opinions(one: Assessed, pair: PairAssessment) -> Iterator[str]:
    """``Company, WHO-UMC: possible``."""
    for opinion in one.opinions:
        if (opinion.drug, opinion.event) == (pair.drug, pair.event):
            told = ", ".join(filter(None, (opinion.by, opinion.method)))
            yield f"{told}: {opinion.result}" if told else opinion.result


def _days(minutes: int | None) -> float | None:
    return None if minutes is None else _short(minutes / DAY)


def _short(value: float) -> float:
    """Twelve significant digits, as in JSON."""
    return float(f"{value:.12g}")
