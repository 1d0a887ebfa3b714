"""An explanation as plain data, ``causality/explanation/1``; numbers are in decibans or shares."""

from __future__ import annotations

from collections.abc import Sequence

from causality.assessment.contract import as_dict
from causality.explain.attribution import Attribution
from causality.explain.changed_findings import FindingSet
from causality.explain.evidence import uses
from causality.explain.explanation import EventExplanation, Explanation
from causality.explain.finding_effects import finding_effects
from causality.explain.paths import Conflict, PartPath
from causality.explain.sensitivity import Sensitivity, Swing
from causality.explain.without_entry import EntryEffect
from causality.report.questions_outline import question_as_data

__all__ = ["SCHEMA", "explanation_as_data", "sets_as_data"]

SCHEMA = "causality/explanation/1"
_DIGITS = 9  # significant; weights go through matrix products, which differ in the last bits


def explanation_as_data(told: Explanation) -> dict[str, object]:
    """Everything, with the assessment it explains."""
    return {
        "schema": SCHEMA,
        "assessment": as_dict(told.assessment),
        "events": [_event(one) for one in told.events],
        "uses": [
            {
                "drug": pair.drug,
                "event": pair.event,
                "findings": {
                    name: [
                        {
                            "method": use.method,
                            "criterion": use.number,
                            "points": use.points,
                            "judged": use.judged,
                            "leans": use.leaning,
                        }
                        for use in several
                    ]
                    for name, several in uses(pair).items()
                    if several
                },
            }
            for pair in told.assessment.pairs
        ],
        "without_finding": [
            {
                "drug": pair.drug,
                "event": pair.event,
                "findings": {
                    name: [
                        {"method": one.method, "category": one.category, "score": one.score}
                        for one in effects
                    ]
                    for name, effects in finding_effects(pair).items()
                },
            }
            for pair in told.assessment.pairs
        ],
        "category_flips": [
            {
                "drug": one.drug,
                "event": one.event,
                "method": one.method,
                "category": one.category,
                "complete": one.complete,
                "flips": [
                    {"sets": sets_as_data(flip.sets), "category": flip.category}
                    for flip in one.flips
                ],
            }
            for one in told.category_flips
        ],
        "questions": [question_as_data(one) for one in told.questions],
        "without_entry": [_entry(one) for one in told.entries],
    }


def sets_as_data(sets: Sequence[FindingSet]) -> list[dict[str, object]]:
    """Findings that are set, as plain data."""
    return [
        {
            "drug": one.drug,
            "event": one.event,
            "finding": one.finding,
            "value": one.value,
            **({"reason": one.reason} if one.reason else {}),
        }
        for one in sets
    ]


def _event(one: EventExplanation) -> dict[str, object]:
    return {
        "event": one.event,
        "attributions": [_attribution(each, one.ways[each.target]) for each in one.attributions],
        "candidates": [_attribution(each) for each in one.candidates],
        "conflict": _conflict(one.conflict),
        "sensitivities": [_sensitivity(each) for each in one.sensitivities],
        "share_flips": [
            {
                "drug": each.drug,
                "share": _number(each.share),
                "complete": each.complete,
                "flips": [
                    {"sets": sets_as_data(flip.sets), "share": _number(flip.share)}
                    for flip in each.flips
                ],
            }
            for each in one.share_flips
        ],
    }


def _attribution(one: Attribution, ways: Sequence[PartPath] = ()) -> dict[str, object]:
    return {
        "target": one.target,
        "kind": one.kind,
        "before": _number(one.before),
        "share": _number(one.share),
        "prior_db": _number(one.prior),
        "case_db": _number(one.case),
        "posterior_db": _number(one.posterior),
        "parts": [
            {
                "id": part.id,
                "title": part.title,
                "about": part.about,
                "grounds": list(part.grounds),
                "first_in": _number(part.first_in),
                "last_in": _number(part.last_in),
                "any_order": [_number(part.lowest), _number(part.highest)],
                "shapley": _number(part.shapley),
                "standard_error": None
                if part.standard_error is None
                else _number(part.standard_error),
                **({"path": _path(ways[i])} if ways else {}),
            }
            for i, part in enumerate(one.parts)
        ],
    }


def _path(way: PartPath) -> dict[str, object]:
    return {
        "node": way.node,
        "impact": _number(way.impact),
        "significant": way.significant,
        "supports": way.supports,
        "moves": [
            {
                "node": one.node,
                "state": one.state,
                "without": _number(one.without),
                "with": _number(one.within),
            }
            for one in way.carriers
        ],
    }


def _conflict(one: Conflict) -> dict[str, object]:
    return {
        "bits": _number(one.bits),
        "pair": None if one.pair is None else list(one.pair),
        "between": _number(one.between),
        "explained_by": list(one.explained_by),
    }


def _sensitivity(one: Sensitivity) -> dict[str, object]:
    return {
        "target": one.target,
        "share": _number(one.share),
        "numbers": [_swing(swing) for swing in one.swings],
    }


def _swing(one: Swing) -> dict[str, object]:
    return {
        "file": one.file,
        "name": one.name,
        "value": _number(one.value),
        "range": [_number(end) for end in one.range],
        "shares": [_number(share) for share in one.shares],
        "half_at": [_number(value) for value in one.crossings],
        "from": one.origin,
        "cite": one.cite,
        "because": one.because,
    }


def _entry(one: EntryEffect) -> dict[str, object]:
    return {
        "entry": one.entry,
        "kind": one.kind,
        "taken_along": list(one.taken),
        "cannot_because": one.because,
        "verdicts": [
            {"drug": drug, "event": event, "title": title, "before": old, "after": new}
            for drug, event, title, old, new in one.verdicts
        ],
        "shares": [
            {"drug": drug, "event": event, "before": _number(old), "after": _number(new)}
            for drug, event, old, new in one.shares
        ],
    }


def _number(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}") + 0.0
