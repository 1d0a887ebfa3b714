"""Other causes than the drug: named ones, searches, other suspects, disease, protopathic start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.findings.tables.line import OPEN, Line, days, line

__all__ = ["TABLES"]


def cause(status: str | None, role: str = "competing") -> Mapping[str, Any]:
    """A named cause."""
    return {"role": role, "status": status}


_CLEAN = {"workup_found": "no other cause"}
_VAGUE = {**_CLEAN, "workup_itemised": "no"}
_NAMED = {**_CLEAN, "workup_itemised": "yes"}

_ALTERNATIVES = (
    line(
        "one confirmed cause settles it",
        0,
        "confirmed",
        pair=_NAMED,
        alternative=[cause("excluded"), cause("confirmed"), cause("likely")],
    ),
    line(
        "likely outranks possible",
        1,
        "likely",
        alternative=[cause("possible"), cause("likely")],
    ),
    line(
        "possible outranks unlikely and what was not assessed",
        2,
        "possible",
        alternative=[cause("unlikely"), cause("possible"), cause("not assessed")],
    ),
    line(
        "a possible cause stays possible after a clean search without items",
        2,
        "possible",
        pair=_VAGUE,
        alternative=[cause("possible")],
    ),
    line(
        "a search that found something it does not name",
        3,
        "possible",
        pair={"workup_found": "other cause"},
        alternative=[cause("excluded")],
    ),
    line("an extensive search without items", 4, "searched, not itemised", pair=_VAGUE),
    line(
        "a search of which nobody says whether it had items",
        4,
        "searched, not itemised",
        pair=_CLEAN,
    ),
    line(
        "a search without items cannot answer for a cause that was named and not looked at",
        4,
        "searched, not itemised",
        pair=_VAGUE,
        alternative=[cause("not assessed"), cause("excluded")],
    ),
    line(
        "nor for a cause on which there is no word",
        4,
        "searched, not itemised",
        pair=_VAGUE,
        alternative=[cause(None)],
    ),
    line(
        "a trigger is no competing cause, so a search without items stays that",
        4,
        "searched, not itemised",
        pair=_VAGUE,
        alternative=[cause("excluded", "trigger")],
    ),
    line("named and not looked for", 5, "not assessed", alternative=[cause("not assessed")]),
    line(
        "one unassessed cause outranks an excluded one",
        5,
        "not assessed",
        alternative=[cause("excluded"), cause("not assessed")],
    ),
    line(
        "an itemised search that left a named cause out",
        5,
        "not assessed",
        pair=_NAMED,
        alternative=[cause("not assessed")],
    ),
    line("named without a word on it", 5, "not assessed", alternative=[cause(None)]),
    line(
        "unlikely is weaker than excluded",
        6,
        "unlikely",
        alternative=[cause("excluded"), cause("unlikely")],
    ),
    line(
        "unlikely after a clean search without items",
        6,
        "unlikely",
        pair=_VAGUE,
        alternative=[cause("unlikely")],
    ),
    line("every named cause excluded", 7, "none after search", alternative=[cause("excluded")]),
    line(
        "excluded by name, though the search as a whole has no items",
        7,
        "none after search",
        pair=_VAGUE,
        alternative=[cause("excluded")],
    ),
    line("a search with items found nothing", 8, "none after search", pair=_NAMED),
    line(
        "a search with items found nothing, and a trigger is no rival",
        8,
        "none after search",
        pair=_NAMED,
        alternative=[cause("confirmed", "trigger")],
    ),
    line("nobody looked", 9, "not assessed", pair={"workup_extent": "none"}),
    line("nothing is told of other causes: unknown, never excluded", 10, "unknown"),
    line(
        "a search of which nobody says what it found",
        10,
        "unknown",
        pair={"workup_extent": "extensive", "workup_itemised": "yes"},
    ),
    *(
        line(
            f"a {role} is no competing cause",
            10,
            "unknown",
            alternative=[cause("confirmed", role), cause("not assessed", role), cause(None, role)],
        )
        for role in ("trigger", "risk factor", "mediator", "consequence")
    ),
)


def other(
    start: tuple[int, int] = OPEN,
    last: tuple[int, int] = OPEN,
    status: str | None = None,
    lingering: tuple[int, int] = days(10),
) -> Mapping[str, Any]:
    """Another suspect: onset after its first and last dose, and how long it may still act."""
    return {
        "onset_after_start": start,
        "onset_after_last_dose": last,
        "lingering": lingering,
        "status": status,
    }


_BOTH = "unknown | none | present"

_CO_SUSPECTS = (
    line(
        "another suspect, taken when it began",
        0,
        "present",
        co_suspect=[other(days(20), days(0))],
    ),
    line(
        "begun in that minute, and on the last day it could still act",
        0,
        "present",
        co_suspect=[other(days(0), days(10))],
    ),
    line(
        "one of two was there for certain",
        0,
        "present",
        co_suspect=[other(days(-5), days(0)), other(days(20), days(1))],
    ),
    *(
        line(
            f"a suspect called {status} is still there",
            0,
            "present",
            co_suspect=[other(days(20), days(0), status)],
        )
        for status in ("unlikely", "not assessed", "confirmed")
    ),
    line("another suspect without dates", 1, _BOTH, co_suspect=[other()]),
    line(
        "perhaps begun after the onset",
        1,
        _BOTH,
        co_suspect=[other(days(-1, 1), days(0))],
    ),
    line(
        "perhaps gone by then, by its last dose",
        1,
        _BOTH,
        co_suspect=[other(days(90), days(5, 20))],
    ),
    line(
        "perhaps gone by then, by its half-life",
        1,
        _BOTH,
        co_suspect=[other(days(90), days(15), lingering=days(10, 20))],
    ),
    line(
        "at the very edges it may have been there",
        1,
        _BOTH,
        co_suspect=[other((-5, 0), days(20), lingering=days(10, 20))],
    ),
    line(
        "excluded by the report",
        2,
        "none",
        co_suspect=[other(days(20), days(0), "excluded")],
    ),
    line("begun a minute too late", 2, "none", co_suspect=[other((-9, -1), days(0))]),
    line(
        "gone a minute before",
        2,
        "none",
        co_suspect=[other(days(90), (days(10)[0] + 1, days(11)[0]))],
    ),
    line("no other suspect", 3, "none"),
)

_DISEASE = (
    line("active disease", 0, "active", pair={"disease": "active"}),
    line("disease of unknown activity", 1, "present", pair={"disease": "present"}),
    line("disease at rest", 2, "quiescent", pair={"disease": "quiescent"}),
    line("looked for, and the patient had none", 3, "none", pair={"disease": "none"}),
    line("no word of a disease", 4, "unknown"),
)

_PROTOPATHIC = (
    line("given for the first sign of the event", 0, "yes", pair={"started_for_event": "yes"}),
    line("given for something else", 1, "no", pair={"started_for_event": "no"}),
    line("given for nobody says what", 2, "unknown"),
)

_RISK = (
    line("a condition favours it", 0, "present", pair={"favoured": "yes"}),
    line(
        "a condition favours it, though a named risk factor was excluded",
        0,
        "present",
        pair={"favoured": "yes"},
        alternative=[cause("excluded", "risk factor")],
    ),
    *(
        line(
            f"a risk factor named and {status}",
            1,
            "present",
            alternative=[cause(status, "risk factor")],
        )
        for status in ("confirmed", "likely", "possible")
    ),
    line(
        "a named risk factor outranks the word that there was none",
        1,
        "present",
        pair={"favoured": "no"},
        alternative=[cause("possible", "risk factor")],
    ),
    line("no condition favours it", 2, "absent", pair={"favoured": "no"}),
    line("no word of risk factors", 3, "unknown"),
    *(
        line(
            f"a risk factor {status} is none on record",
            3,
            "unknown",
            alternative=[cause(status, "risk factor")],
        )
        for status in ("excluded", "unlikely", "not assessed")
    ),
    line("a competing cause is no risk factor", 3, "unknown", alternative=[cause("confirmed")]),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    "alternatives": _ALTERNATIVES,
    "co_suspects": _CO_SUSPECTS,
    "underlying_disease": _DISEASE,
    "protopathic": _PROTOPATHIC,
    "risk_factors": _RISK,
}
