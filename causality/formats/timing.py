"""When things began and ended, from dates, lengths and intervals that may stand side by side.

A case dates a point once. Where the report gives a date and an interval for the same pair, the date
stays unless the interval is much finer (ten minutes between two things of one day, ten days between
two things of one month); then the coarser of the two dates gives way to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from causality.case.dates import CALENDAR, DAY, parse_duration, parse_time
from causality.formats.dates import step
from causality.formats.reported import (
    Reported,
    ReportedDose,
    ReportedDrug,
    ReportedInterval,
    ReportedReaction,
)

__all__ = ["UNKNOWN", "Moment", "Timing", "can_be_resolved", "dose_times", "timing_of"]

UNKNOWN = "unknown"
"""The time of which somebody says that it is not known."""

_MUCH_FINER = 4
"""An interval replaces dates that leave the latency this many times as wide as it does."""

_ENDED_BEFORE = (None, "unknown", "not applicable")
"""Actions taken that leave the last dose where it stands, before the reaction."""

_SEVERAL = "the report has one event date, not one for each reaction"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression, where it stands, and which part of it is an assumption."""

    text: str
    source: str = ""
    assumed: str | None = None
    instead_of: str | None = None


@dataclass(slots=True)
class Timing:
    """Onsets by key of the reaction, starts and stops that intervals give by key of the drug."""

    onsets: dict[str, Moment] = field(default_factory=dict)
    starts: dict[str, Moment] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    leans: dict[str, str] = field(default_factory=dict)

    def leaning(self, point: str, on: str) -> bool:
        """Whether ``point`` may be told from ``on`` without going round in a circle."""
        step_: str | None = on
        while step_ is not None:
            if step_ == point:
                return False
            step_ = self.leans.get(step_)
        self.leans[point] = on
        return True


def timing_of(
    reported: Reported, drug_ids: Mapping[str, str], event_ids: Mapping[str, str]
) -> Timing:
    """The onset of every reaction and the starts that only an interval gives."""
    timing = Timing()
    for reaction in reported.reactions:
        onset = _own_onset(reaction, reported, event_ids[reaction.key])
        if onset is not None:
            timing.onsets[reaction.key] = onset
    drugs = {drug.key: drug for drug in reported.drugs}
    for interval in sorted(reported.intervals, key=lambda item: item.since):
        event = _event_of(interval, reported.reactions)
        if event is None:
            timing.notes.append(f"{interval.source}: given for the drug, not for one reaction")
            continue
        drug = drugs[interval.drug]
        names = drug_ids[drug.key], event_ids[event]
        if interval.since == "first dose":
            _from_first(timing, interval, drug, event, names)
        else:
            _from_last(timing, interval, drug, event, names)
    for reaction in reported.reactions:
        if reaction.onset == UNKNOWN:
            timing.onsets.setdefault(reaction.key, Moment(UNKNOWN))
    return timing


def _own_onset(reaction: ReportedReaction, reported: Reported, name: str) -> Moment | None:
    if reaction.onset not in (None, UNKNOWN):
        return Moment(reaction.onset)
    if reaction.end is not None and reaction.duration is not None and can_be_resolved(reaction):
        return Moment(f"{reaction.duration} before {name}.resolved")
    if reported.event_date is None:
        return None
    assumed = _SEVERAL if len(reported.reactions) > 1 else None
    return Moment(reported.event_date.text, reported.event_date.source, assumed)


def can_be_resolved(reaction: ReportedReaction) -> bool:
    """Whether the end of the reaction, as reported, can be a recovery."""
    return reaction.outcome in (None, "unknown", "recovered")


def _event_of(interval: ReportedInterval, reactions: Iterable[ReportedReaction]) -> str | None:
    if interval.event is not None:
        return interval.event
    keys = [reaction.key for reaction in reactions]
    return keys[0] if len(keys) == 1 else None


def _bounds(texts: Iterable[str | None]) -> tuple[int, int] | None:
    """The earliest of several dates, in minutes; None where none is a date."""
    times = [parse_time(text) for text in texts if text is not None]
    dated = [(time.lo, time.hi) for time in times if time.anchor == CALENDAR]
    if not dated:
        return None
    return min(lo for lo, _ in dated), min(hi for _, hi in dated)


def _from_first(
    timing: Timing,
    interval: ReportedInterval,
    drug: ReportedDrug,
    event: str,
    names: tuple[str, str],
) -> None:
    drug_id, event_id = names
    onset = timing.onsets.get(event)
    told = Moment(f"{interval.span} after {drug_id}.start", interval.source)
    if onset is None:
        if timing.leaning(f"{event_id}.onset", f"{drug_id}.start"):
            timing.onsets[event] = told
        return
    back = Moment(f"{interval.span} before {event_id}.onset", interval.source)
    started = _bounds(dose.start for dose in drug.doses)
    if started is None:
        free = len(drug.doses) <= 1 and drug.key not in timing.starts
        if free and timing.leaning(f"{drug_id}.start", f"{event_id}.onset"):
            timing.starts[drug.key] = back
        return
    began = _bounds([onset.text])
    if began is None:
        return
    span = parse_duration(interval.span)
    low, high = began[0] - started[1], began[1] - started[0]
    if high < span.lo - DAY or low > span.hi + DAY:
        timing.notes.append(f"{interval.source}: does not agree with the dates, which were kept")
    elif (high - low) > _MUCH_FINER * (span.hi - span.lo) and low <= span.hi and span.lo <= high:
        coarser = began[1] - began[0] < started[1] - started[0]
        _refine(timing, (told, back), drug, event, names, start_is_coarser=coarser)


def _refine(
    timing: Timing,
    ways: tuple[Moment, Moment],
    drug: ReportedDrug,
    event: str,
    names: tuple[str, str],
    *,
    start_is_coarser: bool,
) -> None:
    """Replace the coarser of two dates by the interval from the finer."""
    told, back = ways
    drug_id, event_id = names
    start, onset = f"{drug_id}.start", f"{event_id}.onset"
    if start_is_coarser:
        if len(drug.doses) == 1 and drug.key not in timing.starts and timing.leaning(start, onset):
            old = drug.doses[0].start
            timing.starts[drug.key] = Moment(back.text, back.source, instead_of=old)
    elif onset not in timing.leans and timing.leaning(onset, start):
        old = timing.onsets[event].text
        timing.onsets[event] = Moment(told.text, told.source, instead_of=old)


def _from_last(
    timing: Timing,
    interval: ReportedInterval,
    drug: ReportedDrug,
    event: str,
    names: tuple[str, str],
) -> None:
    """An interval from the last dose dates an onset that nothing else does."""
    drug_id, event_id = names
    if event in timing.onsets:
        return
    if drug.action not in _ENDED_BEFORE:
        timing.notes.append(f"{interval.source}: which dose was the last before it is not said")
    elif timing.leaning(f"{event_id}.onset", f"{drug_id}.stop"):
        timing.onsets[event] = Moment(f"{interval.span} after {drug_id}.stop", interval.source)


def dose_times(
    dose: ReportedDose, name: str, instead: Moment | None
) -> tuple[str | None, str | None]:
    """Start and stop of one dose, where needed from its length; ``name`` is ``drug.dose``."""
    start = dose.start if instead is None else instead.text
    stop = dose.stop
    if dose.duration is not None:
        if stop is None:
            stop = f"{step(dose.duration)} after {name}.start"
        elif start is None:
            start = f"{step(dose.duration)} before {name}.stop"
    return start, stop
