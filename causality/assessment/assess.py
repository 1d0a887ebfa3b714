"""The whole way through the house, for one case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from causality.assessment.assessment import Assessment
from causality.assessment.beside import beside
from causality.assessment.causes import case_differentials, differential_references
from causality.assessment.entries import entry_views
from causality.assessment.networks import chosen_networks, network_readings, network_references
from causality.assessment.parts import (
    CaseWarning,
    Finding,
    MeasureFinding,
    OpinionView,
    PairAssessment,
    Placed,
)
from causality.assessment.rivals import findings_seen, with_rival
from causality.assessment.sources import model_references
from causality.case.case import Case
from causality.case.dates import DAY, OPEN_HI, OPEN_LO
from causality.case.points import Points, points_of
from causality.case.read import CaseFile
from causality.errors import NotFound
from causality.findings.actions import SUSPECTS
from causality.findings.derive import Findings, derive
from causality.findings.extract import PairId, extract
from causality.findings.facts import Facts
from causality.findings.grounds import entries_behind
from causality.methods import method, method_ids, verdict
from causality.timeline.of_case import timeline_of
from causality.timeline.timeline import Timeline
from causality.vocabulary import FOLLOW_UP, MEASURES, VOCABULARY, reading_of

if TYPE_CHECKING:
    from causality.network.differential.result import Differential

__all__ = ["assess"]

_IMPOSSIBLE = VOCABULARY[FOLLOW_UP].bit("impossible")
_MEASURE_COLUMNS = {
    "time_to_onset": "onset_after_start",
    "time_from_last_dose": "onset_after_last_dose",
}


def assess(  # noqa: PLR0913 - each narrows or adds on its own
    case: Case | CaseFile,
    *,
    drugs: Collection[str] | None = None,
    events: Collection[str] | None = None,
    methods: Collection[str] | None = None,
    methods_dir: Path | None = None,
    networks: Collection[str] | None = None,
    differential: bool = True,
    priors: Mapping[str, float] | None = None,
    intervals: bool = True,
    reasons: bool = True,
) -> Assessment:
    """Assess every suspect or interacting drug of a case against every event.

    ``drugs``, ``events`` and ``methods`` restrict what is reported, by id; they never change a
    verdict. NotFound if an id is not there. ``methods_dir`` is a folder with method files of one's
    own; ModelError if one of them cannot be used. ``networks`` are asked beside the methods, by id;
    none unless named. ``differential``: whether to weigh all causes of each event against each
    other; ``priors`` are a reader's own odds of a drug against the background, by drug id. Without
    ``intervals`` each interval of the differential is the share itself, and nothing is withheld
    for being too uncertain; without ``reasons`` its weights are left out.
    """
    sha256 = case.sha256 if isinstance(case, CaseFile) else None
    case = case.case if isinstance(case, CaseFile) else case
    _known("drug", drugs, (drug.id for drug in case.drugs))
    _known("event", events, (event.id for event in case.events))
    there = method_ids(extra=methods_dir)
    _known("method", methods, there)
    wanted_methods = [name for name in there if methods is None or name in methods]
    chosen = [method(name, extra=methods_dir) for name in wanted_methods]
    asked = chosen_networks(networks)
    own = {} if methods_dir is None else {item.id: item for item in chosen}
    points = points_of(case)
    timeline = timeline_of(case, points)
    origin = _origin(case, timeline)
    pairs, facts = extract(case, timeline, points)
    findings = derive(facts)
    seen = findings_seen(chosen, case, timeline, points, findings)
    weighed: tuple[Differential, ...] = ()
    if differential:
        weighed = case_differentials(
            case,
            timeline,
            points,
            (pairs, facts, findings),
            priors,
            intervals=intervals,
            reasons=reasons,
        )
    involved = {(one.drug, one.event): one for each in weighed for one in each.involvements}
    drugs_by_id = {drug.id: drug for drug in case.drugs}
    events_by_id = {event.id: event for event in case.events}
    wanted = [
        (row, pair)
        for row, pair in enumerate(pairs)
        if (drugs is None or pair.drug in drugs) and (events is None or pair.event in events)
    ]
    assessed = tuple(
        PairAssessment(
            drug=pair.drug,
            event=pair.event,
            drug_name=drugs_by_id[pair.drug].name,
            event_term=events_by_id[pair.event].term,
            findings=with_rival(_findings(findings, facts, row), chosen, seen, row),
            measures=_measures(facts, row),
            verdicts=verdicts,
            beside=beside(
                case, drugs_by_id[pair.drug], events_by_id[pair.event], _onset(facts, row), verdicts
            ),
            own=own,
            networks=network_readings(asked, findings, row),
            involvement=involved.get((pair.drug, pair.event)),
        )
        for row, pair in wanted
        for verdicts in [{item.id: verdict(item, seen[item.id], row) for item in chosen}]
    )
    return Assessment(
        case_id=case.id,
        case_title=case.title,
        case_sha256=sha256,
        day_0=origin.what,
        models=(
            *model_references(chosen),
            *network_references(asked),
            *differential_references(weighed),
        ),
        entries=entry_views(case, points),
        timeline=_placed(points, timeline, origin),
        contradictions=timeline.contradictions,
        pairs=assessed,
        opinions=tuple(
            OpinionView(item.id, item.drug, item.event, item.result, item.method, item.by)
            for item in case.opinions
        ),
        warnings=tuple(_warnings(case, timeline, wanted, findings, facts)),
        differentials=tuple(one for one in weighed if events is None or one.event in events),
    )


def _known(kind: str, asked: Collection[str] | None, there: Iterable[str]) -> None:
    known = tuple(there)
    for name in asked or ():
        if name not in known:
            raise NotFound(kind, name, known)


def _findings(findings: Findings, facts: Facts, row: int) -> Mapping[str, Finding]:
    return {name: _finding(name, findings, facts, row) for name in VOCABULARY}


def _finding(name: str, findings: Findings, facts: Facts, row: int) -> Finding:
    term = VOCABULARY[name]
    reading = reading_of(name, int(findings.masks[name][row]))
    closed = findings.masks[FOLLOW_UP][row] == _IMPOSSIBLE
    reason = findings.reason(name, row)
    sources = [
        facts.sources[row, column] for column in reason.grounds if (row, column) in facts.sources
    ]
    stated = None
    if bool(findings.disagrees[name][row]):
        stated = term.values[int(facts.code(f"stated_{name}")[row])]
    return Finding(
        name=name,
        title=term.title,
        value=reading.value,
        recorded=reading.recorded,
        learnable=() if closed else reading.learnable,
        because=reason.sentence,
        grounds=entries_behind(facts, reason.grounds, row),
        sources=tuple(dict.fromkeys(sources)),
        stated=stated,
    )


def _onset(facts: Facts, row: int) -> tuple[int, int]:
    lo, hi = facts.span("onset_after_start")
    return int(lo[row]), int(hi[row])


def _measures(facts: Facts, row: int) -> Mapping[str, MeasureFinding]:
    measures = {}
    for name, column in _MEASURE_COLUMNS.items():
        lo, hi = (int(side[row]) for side in facts.span(column))
        measures[name] = _measure(name, lo, hi, facts.grounds.get(("pair", row, column), ()))
    name = "time_from_stop_to_improvement"
    if stops := _first_stops(facts, row):
        told = [facts.grounds.get(("episode", child, "improved_after"), ()) for child in stops]
        los, his = (side[stops] for side in facts.span("improved_after", "episode"))
        grounds = tuple(entry for entries in told for entry in entries)
        measures[name] = _measure(name, int(los.min()), int(his.max()), grounds)
    return measures


def _first_stops(facts: Facts, row: int) -> list[int]:
    """The episode of the first stop of a pair; all that may be it where dates leave that open."""
    kinds = facts.is_code("kind", "stop", table="episode") & (facts.rows("episode") == row)
    stops: list[int] = kinds.nonzero()[0].tolist()
    if facts.is_code("certainty", "possible", table="episode")[stops].any():
        return stops
    lo, hi = facts.span("action_after_onset", "episode")
    after = {child: (int(lo[child]), int(hi[child])) for child in stops}
    first = min(after.values(), default=None)
    return [child for child in stops if after[child] == first]


def _measure(name: str, lo: int, hi: int, grounds: tuple[str, ...]) -> MeasureFinding:
    return MeasureFinding(
        name, MEASURES[name].title, _bound(lo), _bound(hi), tuple(dict.fromkeys(grounds))
    )


def _bound(minutes: int) -> int | None:
    return None if minutes in (OPEN_LO, OPEN_HI) else minutes


@dataclass(frozen=True, slots=True)
class _Origin:
    """What the days of the report count from: a point, minutes after it, and its name."""

    point: str
    minutes: int
    what: str | None


def _origin(case: Case, timeline: Timeline) -> _Origin:
    """Day 0 as the case gives it; else the day of the first dose of its first dated suspect."""
    if case.day_0 is not None:
        return _Origin("day 0", 0, case.day_0.what)
    for drug in case.drugs:
        if drug.role not in SUSPECTS or not drug.doses:
            continue
        what = f"first dose of {drug.name}"
        for hub in ("day 0", "calendar"):
            lo, hi = timeline.bounds(f"{drug.id}.start", hub)
            if lo != OPEN_LO and hi - lo < DAY:
                return _Origin(hub, 0 if hub == "day 0" else lo // DAY * DAY, what)
        if any(
            timeline.bounds(f"{event.id}.onset", f"{drug.id}.start")[0] != OPEN_LO
            for event in case.events
        ):
            return _Origin(f"{drug.id}.start", 0, what)
    return _Origin("day 0", 0, None)


def _placed(points: Points, timeline: Timeline, origin: _Origin) -> tuple[Placed, ...]:
    """Every dated point against the origin."""
    dated = [
        (point, entry)
        for point, (entry, expression) in points.items()
        if expression is not None and expression.anchor is not None
    ]
    lows, highs = timeline.spans([origin.point] * len(dated), [point for point, _ in dated])
    return tuple(
        Placed(point, entry, _since(lo, origin), _since(hi, origin))
        for (point, entry), lo, hi in zip(dated, lows.tolist(), highs.tolist(), strict=True)
    )


def _since(minutes: int, origin: _Origin) -> int | None:
    bound = _bound(minutes)
    return None if bound is None else bound - origin.minutes


def _warnings(
    case: Case,
    timeline: Timeline,
    wanted: Sequence[tuple[int, PairId]],
    findings: Findings,
    facts: Facts,
) -> Iterable[CaseWarning]:
    for contradiction in timeline.contradictions:
        yield CaseWarning("CONTRADICTORY_DATES", contradiction.because)
    for row, pair in wanted:
        for name, flags in findings.disagrees.items():
            if flags[row]:
                term = VOCABULARY[name]
                word = term.values[int(facts.code(f"stated_{name}")[row])]
                value = term.named(int(findings.masks[name][row]))[0]
                yield CaseWarning(
                    "STATEMENT_DISAGREES",
                    f"the report states {term.title} {word}, the timeline says {value}",
                    (pair.drug, pair.event),
                )
    if not case.drugs or not any(drug.role in SUSPECTS for drug in case.drugs):
        yield CaseWarning("NO_SUSPECT", "the report names no suspect or interacting drug")
    if not case.events:
        yield CaseWarning("NO_EVENT", "the report names no event")
