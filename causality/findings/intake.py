"""How long after the last dose an event began, how long a drug lingers, which window applies."""

from __future__ import annotations

from dataclasses import dataclass

from causality.case.case import Case
from causality.case.dates import OPEN_HI
from causality.case.entries import Dose, Drug, Event
from causality.findings.latency_table import LatencyRow, fallback, match_latency
from causality.findings.moments import SILENT, Moments, Span, earliest

__all__ = ["Window", "lingering", "since_last_dose", "washout", "window"]

_HALF_LIVES = 5
"""After five half-lives 3% of a drug is left: the customary end of its action."""

_ON_DRUG = ("withdrawn", "dose reduced", "dose increased", "dose not changed")


@dataclass(frozen=True, slots=True)
class Window:
    """Which times to onset count as fitting, on which clock, and who says so."""

    elapsed: Span
    suggestive: Span | None
    compatible: Span
    basis: str
    source: str


def washout(drug: Drug) -> tuple[Span | None, tuple[str, ...]]:
    """Five half-lives of the drug, if its half-life is on record, and the entry that says so."""
    if drug.half_life is None:
        return None, ()
    low, high = drug.half_life.lo, drug.half_life.hi
    return (_HALF_LIVES * low, OPEN_HI if high == OPEN_HI else _HALF_LIVES * high), (drug.id,)


def lingering(drug: Drug) -> Span:
    """How long after the last dose the drug may still act: five half-lives, else the fallback."""
    span, _ = washout(drug)
    if span is not None:
        return span
    days = fallback().lingering
    return days, days


def since_last_dose(drug: Drug, onset: str, moments: Moments) -> tuple[Span, tuple[str, ...]]:
    """Bounds on the time from the last dose before the onset; 0 where the drug was being taken."""
    spans, points = [], []
    for dose in drug.doses:
        start = f"{drug.id}.{dose.id}.start"
        begun = moments.between(start, onset)
        if begun[1] < 0:
            continue
        points += [start, f"{drug.id}.{dose.id}.stop"]
        low, high = _since(drug, dose, onset, begun, moments)
        # A dose that may have come after the onset bounds nothing from above.
        spans.append((low, high if begun[0] >= 0 else OPEN_HI))
    if not drug.doses and drug.action_taken in _ON_DRUG:
        return (0, 0), (drug.id,)
    if not spans:
        return SILENT, ()
    low, high = earliest(spans)
    return (max(low, 0), high), (drug.id, *moments.entries(points))


def _since(drug: Drug, dose: Dose, onset: str, begun: Span, moments: Moments) -> Span:
    if dose.stop is not None or dose.schedule == "once":
        low, high = moments.between(f"{drug.id}.{dose.id}.stop", onset)
        return max(low, 0), max(high, 0)
    taken = drug.continued == "yes" or drug.action_taken in _ON_DRUG
    return (0, 0) if taken and dose is drug.doses[-1] else (0, max(begun[1], 0))


def window(case: Case, drug: Drug, event: Event, moments: Moments) -> Window:
    """The latency window of a pair: a time-to-onset row where one applies, else the fallback."""
    onset = f"{event.id}.onset"
    rules = fallback()
    last_dose, _ = since_last_dose(drug, onset, moments)
    after_stop = moments.between(f"{drug.id}.stop", onset)
    after_start = moments.between(f"{drug.id}.start", onset)
    linger = lingering(drug)
    if event.relation == "withdrawal":
        until = _plus(linger[1], rules.withdrawal)
        return Window(after_stop, None, (0, until), "fallback", rules.source)
    if event.relation == "late":
        return Window(after_start, None, (0, OPEN_HI), "fallback", rules.source)
    row = match_latency(
        (drug.name, *drug.classes), (event.term, *event.terms), re_exposed=_sensitised(case, drug)
    )
    if row is not None and event.relation != "lack of effect":
        return _by_row(row, after_start, last_dose, after_stop)
    return Window(last_dose, None, (0, linger[1]), "fallback", rules.source)


def _sensitised(case: Case, drug: Drug) -> bool:
    return any(
        item.drug == drug.id and item.result in ("tolerated", "similar reaction")
        for item in case.earlier_exposures
        if item.agent == "same drug"
    )


def _by_row(row: LatencyRow, after_start: Span, last_dose: Span, after_stop: Span) -> Window:
    elapsed = {"last dose": last_dose, "stop": after_stop}.get(row.clock, after_start)
    return Window(elapsed, row.suggestive, row.compatible, "row", row.id)


def _plus(minutes: int, more: int) -> int:
    return OPEN_HI if minutes == OPEN_HI else minutes + more
