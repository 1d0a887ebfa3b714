"""An agreement as plain data and as text for programs: ``causality/agreement/1``."""

from __future__ import annotations

from collections.abc import Sequence

from causality import __version__
from causality.agreement.agreement import Agreement
from causality.agreement.causes import Cause, Disagreement
from causality.agreement.comparison import Comparison
from causality.agreement.estimates import MEASURES, Estimate
from causality.assessment.contract import ENGINE, json_text

__all__ = ["SCHEMA", "as_dict", "as_json"]

SCHEMA = "causality/agreement/1"
_DIGITS = 12  # after the point; what is left of rounding below that is none


def as_json(found: Agreement, indent: int | None = 2) -> str:
    """The contract as text: same agreement, same bytes."""
    return json_text(as_dict(found), indent)


def as_dict(found: Agreement) -> dict[str, object]:
    """The contract as plain data."""
    return {
        "schema": SCHEMA,
        "engine": {"name": ENGINE, "version": __version__},
        "models": [
            {"id": model.id, "version": model.version, "sha256": model.sha256}
            for model in found.models
        ],
        "cases": list(found.cases),
        "cases_without_verdict": found.other,
        "measures": {name: measure.title for name, measure in MEASURES.items()},
        "published": _comparisons(found.published),
        "items": _comparisons(found.items),
        "methods": _comparisons(found.methods),
        "containments": [
            {
                "method": one.method,
                "about": one.about,
                "group": one.group,
                "n": one.n,
                "in_recorded": one.recorded,
                "in_learnable": one.learnable,
                "in_neither": list(one.outside),
            }
            for one in found.containments
        ],
        "unrated": [
            {"case": one.case, "method": one.method, "because": one.because}
            for one in found.unrated
        ],
        "disagreements": [_disagreement(one) for one in found.disagreements],
    }


def _comparisons(several: Sequence[Comparison]) -> list[dict[str, object]]:
    return [_comparison(one) for one in several]


def _comparison(one: Comparison) -> dict[str, object]:
    return {
        "about": one.about,
        "group": one.group,
        "raters": [one.first, one.second],
        "categories": list(one.categories),
        "units": one.units,
        "missing": one.missing,
        "cases": one.cases,
        "given": [list(row) for row in one.given],
        "furthest": one.furthest,
        "measures": {name: _estimate(estimate) for name, estimate in one.measures.items()},
    }


def _estimate(estimate: Estimate) -> dict[str, object]:
    return {
        "value": _rounded(estimate.value),
        "interval": None
        if estimate.low is None
        else [_rounded(estimate.low), _rounded(estimate.high)],
        "because": estimate.because,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS) + 0.0


def _disagreement(one: Disagreement) -> dict[str, object]:
    return {
        "case": one.case,
        "drug": one.drug,
        "event": one.event,
        "method": one.method,
        "published": {"category": one.published, "score": one.total},
        "ours": {"category": one.ours, "score": one.score},
        "gap": one.gap,
        "graded_as_a_set": one.as_a_set,
        "print_contradicts_itself": one.contradicts_itself,
        "needs": one.needs,
        "causes": [_cause(cause) for cause in one.causes],
    }


def _cause(cause: Cause) -> dict[str, object]:
    return {
        "criterion": cause.criterion,
        "number": cause.number,
        "answer": cause.answer,
        "points": cause.points,
        "because": cause.because,
        "published_answer": cause.printed,
        "nearer": cause.nearer,
        "findings": {finding.name: finding.value for finding in cause.findings},
        "entries": [fact.entry for fact in cause.facts],
    }
