"""Lasting harm, the product and how it was given, the interaction: stated or recorded outright."""

from __future__ import annotations

from collections.abc import Mapping

from tests.findings.tables.line import Line, line

__all__ = ["TABLES"]

_HARM = (
    line(
        "a disability counts although the patient recovered",
        0,
        "yes",
        pair={"disabling": "yes", "outcome": "recovered"},
    ),
    line("sequelae are lasting", 1, "yes", pair={"outcome": "sequelae"}),
    line(
        "an event that cannot go back, not recovered",
        2,
        "yes",
        pair={"natural_course": "irreversible", "outcome": "not recovered"},
    ),
    line("recovered, and no disability on record", 3, "no", pair={"outcome": "recovered"}),
    line("serious for another reason", 4, "unknown", pair={"disabling": "no"}),
    line("not recovered yet", 4, "unknown", pair={"outcome": "not recovered"}),
    line("death is no lasting impairment", 4, "unknown", pair={"outcome": "fatal"}),
)


def _outright(column: str, values: tuple[str, ...]) -> tuple[Line, ...]:
    return (
        *(line(f"the record says {value}", 0, value, pair={column: value}) for value in values),
        line("the record says nothing", 1, "unknown"),
    )


_ONLY_STATED = (line("without a statement, no word of it", 0, "unknown"),)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "evidence_against": _ONLY_STATED,
    "lasting_harm": _HARM,
    "administration": _outright("administration", ("single", "intermittent", "continuous")),
    "vaccine": _outright("vaccine", ("yes", "no")),
    "product_quality": _ONLY_STATED,
    "use_error": _ONLY_STATED,
    "stress_reaction": _ONLY_STATED,
    "interaction_role": _outright("interaction_role", ("precipitant", "object")),
    "interaction_reports": _ONLY_STATED,
    "interaction_mechanism": _outright("mechanism", ("established", "not established")),
}
