"""The part of the JSON contract that stands beside causality."""

from __future__ import annotations

from causality.assessment.beside import Beside

__all__ = ["beside_as_dict", "documentation_as_dict"]


def beside_as_dict(beside: Beside) -> dict[str, object]:
    """Seriousness, severity and two-way readings as plain data."""
    return {
        "seriousness": {"serious": beside.serious, "criteria": list(beside.criteria)},
        "severity": {
            "instrument": beside.severity.instrument,
            "level": beside.severity.level,
            "grade": beside.severity.grade,
            "because": beside.severity.because,
            "could_be": beside.severity.could_be,
            "cite": beside.severity.cite,
        },
        "related": [
            {
                "mapping": one.mapping,
                "title": one.title,
                "value": one.value,
                "of": one.of,
                "category": one.category,
                "from": one.origin,
                "cite": one.cite,
            }
            for one in beside.related
        ],
    }


def documentation_as_dict(beside: Beside) -> dict[str, object]:
    """How complete the report is, as plain data."""
    told = beside.completeness
    return {
        "instrument": told.instrument,
        "score": [told.lowest, told.highest],
        "well_documented": told.well_documented,
        "lost": [
            {"dimension": one.dimension, "state": one.state, "penalty": one.penalty}
            for one in told.lost
        ],
        "not_asked": list(told.not_asked),
        "cite": told.cite,
    }
