"""How long after the last dose an event began, how long a drug lingers, which window applies."""

from __future__ import annotations

from dataclasses import dataclass

from causality.case.case import Case
from causality.case.dates import OPEN_HI
from causality.case.entries import Dose, Drug, Event
from causality.findings.actions import last_doses
from causality.findings.beginning import Beginning, beginning
from causality.findings.latency_table import LatencyRow, fallback, match_healing, match_latency
from causality.findings.latency_windows import NO_ROW, clock_of
from causality.findings.moments import SILENT, Moments, Span
from causality.findings.said import earlier_of, known_of

__all__ = [
    "ON_DRUG",
    "Window",
    "healing_time",
    "lingering",
    "since_last_dose",
    "washout",
    "window",
]

ON_DRUG = ("withdrawn", "dose reduced", "dose increased", "dose not changed")
"""What can only be done with a drug that is still being taken."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which times to onset count as fitting, on which clock, and who says so.

    ``source`` is a row of the time-to-onset table, or an entry of the case: then ``grounds`` are
    all the entries that say so.
    """

    elapsed: Span
    suggestive: Span | None
    compatible: Span
    basis: str
    source: str
    grounds: tuple[str, ...] = ()


def washout(drug: Drug) -> tuple[Span | None, tuple[str, ...]]:
    """How long the drug takes to go, if its half-life is on record, and the entry that says so."""
    half_life = _half_life(drug)
    if half_life is None:
        return None, ()
    return fallback().after_last_dose(half_life), (drug.id,)


def lingering(drug: Drug) -> Span:
    """How long after the last dose the drug may still act; the fallback where nothing is known."""
    return fallback().after_last_dose(_half_life(drug))


def healing_time(drug: Drug, event: Event) -> tuple[Span | None, str | None]:
    """How long the event takes to improve, from the case or a table row, and that row's id."""
    if event.healing_time is not None:
        return (event.healing_time.lo, event.healing_time.hi), None
    row = match_healing((drug.name, *drug.classes), (event.term, *event.terms))
    return (None, None) if row is None else ((row.lo, row.hi), row.source)


def _half_life(drug: Drug) -> Span | None:
    span = drug.half_life
    return None if span is None or OPEN_HI in (span.lo, span.hi) else (span.lo, span.hi)


def since_last_dose(
    drug: Drug, begins: Beginning, moments: Moments
) -> tuple[Span, tuple[str, ...]]:
    """Bounds on the time from the last dose before the onset; 0 where the drug was being taken.

    Where no dose is certain to have come first, the bounds hold if one did.
    """
    key = ("since last dose", drug.id, begins.certain, begins.possible, begins.not_before)
    return moments.once(key, lambda: _since_last_dose(drug, begins, moments))


def _since_last_dose(
    drug: Drug, begins: Beginning, moments: Moments
) -> tuple[Span, tuple[str, ...]]:
    certain: list[Span] = []
    perhaps: list[Span] = []
    points: list[str] = []
    for dose in drug.doses:
        start = f"{drug.id}.{dose.id}.start"
        begun = begins.after(start)
        if begun[1] < 0:
            continue
        points += [start, f"{drug.id}.{dose.id}.stop"]
        span = _since(drug, dose, begins, begun)
        (certain if begun[0] >= 0 else perhaps).append(span)
    if not drug.doses and drug.action_taken in ON_DRUG:
        return (0, 0), (drug.id,)
    if not certain and not perhaps:
        return SILENT, ()
    low = min(low for low, _ in (*certain, *perhaps))
    high = min(high for _, high in certain) if certain else max(high for _, high in perhaps)
    return (max(low, 0), high), (drug.id, *moments.entries(points))


def _since(drug: Drug, dose: Dose, begins: Beginning, begun: Span) -> Span:
    if dose.stop is not None or dose.schedule == "once":
        low, high = begins.after(f"{drug.id}.{dose.id}.stop")
        return max(low, 0), max(high, 0)
    taken = drug.continued == "yes" or drug.action_taken in ON_DRUG
    if taken and dose is _certainly_last(drug, begins.moments):
        return 0, 0
    return 0, max(begun[1], 0)


def _certainly_last(drug: Drug, moments: Moments) -> Dose | None:
    return moments.once(
        ("certainly last", drug.id),
        lambda: next((dose for dose, certain in last_doses(drug, moments) if certain), None),
    )


def window(case: Case, drug: Drug, event: Event, relation: str, moments: Moments) -> Window:
    """The latency window of a pair: what the case knows, else a time-to-onset row, else the rest.

    Only what happens under the drug is timed by what the case knows.
    """
    begins = beginning(event, relation, f"{drug.id}.start", moments)
    rules = fallback()
    last_dose, _ = since_last_dose(drug, begins, moments)
    after_stop = begins.after(f"{drug.id}.stop")
    after_start = begins.after(f"{drug.id}.start")
    linger = lingering(drug)
    if relation == "withdrawal":
        until = rules.after_stop(_half_life(drug))[1]
        return Window(after_stop, None, (0, until), "fallback", rules.source)
    if relation == "late":
        return Window(after_start, None, (0, OPEN_HI), "fallback", rules.source)
    taken, reacted = _earlier(case, drug, event, moments)
    if relation == "under drug":
        told = _told(case, drug, event, moments, after_start, early=taken or reacted)
        if told is not None:
            return told
    row = match_latency(
        (drug.name, *drug.classes),
        (event.term, *event.terms),
        re_exposed=taken or reacted,
        reacted=reacted,
    )
    if row is not None and relation not in NO_ROW:
        return _by_row(row, after_start, last_dose, after_stop)
    return Window(last_dose, None, (0, linger[1]), "fallback", rules.source)


def _earlier(case: Case, drug: Drug, event: Event, moments: Moments) -> tuple[bool, bool]:
    """Whether the patient had taken this drug before, and had reacted to it then."""
    results = {
        item.result
        for item in earlier_of(case, drug, moments)
        if item.agent == "same drug" and item.event in (None, event.id)
    }
    return "tolerated" in results, "similar reaction" in results


def _told(
    case: Case, drug: Drug, event: Event, moments: Moments, after_start: Span, *, early: bool
) -> Window | None:
    """The times to onset that the case knows, from the earliest of all entries to the latest.

    ``early``: after an earlier exposure it may begin sooner, as with the rows of the table.
    """
    entries = {
        item.id: item.onsets
        for item in known_of(case, drug, event, moments)
        if item.onsets is not None
    }
    if not entries:
        return None
    low = 0 if early else min(low for low, _ in entries.values())
    high = max(high for _, high in entries.values())
    first = min(entries, key=lambda name: (entries[name], name))
    return Window(after_start, None, (low, high), "row", first, tuple(entries))


def _by_row(row: LatencyRow, after_start: Span, last_dose: Span, after_stop: Span) -> Window:
    elapsed = (after_start, last_dose, after_stop)[clock_of(row)]
    return Window(elapsed, row.suggestive, row.compatible, "row", row.id)
