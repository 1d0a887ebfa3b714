"""Which lanes the timeline of a case has, and what stands in them.

Where a moment lies comes from the assessment; what was found comes from the case where it is at
hand. Nothing is derived here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from causality.assessment.assessment import Assessment
from causality.case.case import Case
from causality.report.figures.lane import Bounds, Lane, Look, Mark, Moment, Span
from causality.report.reading_lanes import change, ordered, reading_lanes

__all__ = ["lanes"]

_OTHER_DATED = ("level", "death", "pregnancy", "organ function", "earlier exposure")


@dataclass(frozen=True, slots=True)
class _Times:
    """Where the points of the case lie."""

    at: Mapping[str, Bounds]

    def of(self, point: str) -> Bounds | None:
        found = self.at.get(point)
        return None if found is None or found == (None, None) else found


def lanes(
    assessment: Assessment, case: Case | None = None, *, words: bool = True
) -> tuple[Lane, ...]:
    """Every lane, most important first: suspects, events, re-exposures, readings, treatments.

    Without ``words``, readings are told only where they are numbers, and entries that are no drug
    or event assessed by their kind where the case is not at hand.
    """
    times = _Times({one.point: (one.lo, one.hi) for one in assessment.timeline})
    suspects = tuple(dict.fromkeys(pair.drug for pair in assessment.pairs))
    kinds: dict[str, list[str]] = {}
    for id_, entry in assessment.entries.items():
        kinds.setdefault(entry.kind, []).append(id_)
    drugs = kinds.get("drug", [])
    others = [one for one in drugs if one not in suspects]
    known = words or case is not None

    def named(id_: str) -> str:
        entry = assessment.entries[id_]
        return entry.text.split(", ")[0] if known else entry.kind

    return (
        *(_drug(one, assessment, times, "suspect") for one in suspects),
        *_events(kinds, assessment, times),
        *_again(kinds.get("re-exposure", ()), times),
        *reading_lanes(case, times.at, words=words),
        *(_treatment(named(one), one, times) for one in kinds.get("treatment", ())),
        *(
            lane
            for one in others
            for lane in [_other(named(one), _drug(one, assessment, times, "other drug"))]
            if lane.bounds
        ),
        *_dated(kinds, times, case),
        *_conditions(kinds.get("condition", ()), named, times),
    )


def _text(id_: str, assessment: Assessment) -> str:
    return assessment.entries[id_].text


def _drug(id_: str, assessment: Assessment, times: _Times, look: Look) -> Lane:
    doses = [
        one
        for one, entry in assessment.entries.items()
        if entry.kind == "dose" and one.rpartition(".")[0] == id_
    ]
    spans: list[Span] = []
    guides: list[Moment] = []
    for dose in doses:
        start, stop = times.of(f"{dose}.start"), times.of(f"{dose}.stop")
        if start or stop:
            spans.append(Span(start, stop))
        if look == "suspect" and start and not guides:
            guides.append(Moment("start", start))
        if look == "suspect" and stop and dose == doses[-1]:
            guides.append(Moment("stop", stop))
    name = next((pair.drug_name for pair in assessment.pairs if pair.drug == id_), None)
    return Lane(
        name or _text(id_, assessment).split(", ")[0], look, tuple(spans), guides=tuple(guides)
    )


def _other(name: str, lane: Lane) -> Lane:
    return replace(lane, name=name)


def _events(
    kinds: Mapping[str, list[str]], assessment: Assessment, times: _Times
) -> Iterator[Lane]:
    events = kinds.get("event", [])
    courses = [
        Mark(at, change(_text(one, assessment)), _text(one, assessment))
        for one in kinds.get("course", ())
        if (at := times.of(one))
    ]
    for id_ in events:
        onset, resolved = times.of(f"{id_}.onset"), times.of(f"{id_}.resolved")
        marks = [Mark(onset, "onset")] if onset else []
        if at := times.of(f"{id_}.first-abnormal"):
            marks.append(Mark(at, "point", "first abnormal"))
        if len(events) == 1:
            marks += courses
        if resolved:
            marks.append(Mark(resolved, "end", "resolved"))
        guides = (Moment("onset", onset),) if onset else ()
        term = next((one.event_term for one in assessment.pairs if one.event == id_), None)
        name = term or _text(id_, assessment).split(", ")[0]
        yield Lane(name, "event", marks=tuple(marks), guides=guides)
    if len(events) > 1 and courses:
        yield Lane("course", "event", marks=tuple(courses))


def _again(ids: Iterable[str], times: _Times) -> Iterator[Lane]:
    for id_ in ids:
        at = times.of(id_)
        marks = [Mark(onset, "onset")] if (onset := times.of(f"{id_}.onset")) else []
        if resolved := times.of(f"{id_}.resolved"):
            marks.append(Mark(resolved, "end", "resolved"))
        if at:
            spans = (Span(at, times.of(f"{id_}.stop") or at),)
            yield Lane("given again", "suspect", spans, tuple(marks), (Moment("again", at),))


def _treatment(name: str, id_: str, times: _Times) -> Lane:
    start, stop = times.of(f"{id_}.start"), times.of(f"{id_}.stop")
    spans = (Span(start, stop),) if start or stop else ()
    return Lane(name, "treatment", spans)


def _dated(kinds: Mapping[str, list[str]], times: _Times, case: Case | None) -> Iterator[Lane]:
    """What was examined or happened once, a lane for each kind."""
    shown = _OTHER_DATED if case else ("observation", *_OTHER_DATED)
    for kind in shown:
        marks = [Mark(at) for id_ in kinds.get(kind, ()) if (at := times.of(id_))]
        if marks:
            yield Lane(kind, "examination", marks=ordered(marks))


def _conditions(ids: Iterable[str], named: Callable[[str], str], times: _Times) -> Iterator[Lane]:
    for id_ in ids:
        if since := times.of(f"{id_}.since"):
            yield Lane(named(id_), "other", (Span(since, None),))
