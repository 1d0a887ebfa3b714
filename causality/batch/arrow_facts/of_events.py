"""The columns of the facts of events in words; the facts themselves only name them."""

from __future__ import annotations

from collections.abc import Mapping

from causality.findings.causes.event_facts import (
    JOINT_KINDS,
    PARTS,
    PRESENCE,
    RATE_KINDS,
    STATUS,
    TEST_RESULTS,
)

__all__ = ["EVENT_CODES", "EVENT_MEANINGS", "EVENT_ROWS"]

EVENT_ROWS: Mapping[str, str] = {
    "member": "Each drug that may have a part in it; where left out, every judged or weighed pair.",
    "joint": "Each suspected interaction of two drugs, or of a drug and a condition.",
    "rival": "Each named cause that is none of the drugs.",
    "test": "Each test done for a named cause.",
    "sign": "Each sign of the event's domain that was seen.",
    "condition": "Each condition of the patient that makes a rival more frequent.",
}

_KINDS = ("none", "lognormal", "Weibull")

EVENT_CODES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("member", "basis"): RATE_KINDS,
    ("member", "status"): STATUS,
    **{("member", f"kind_{i}"): _KINDS for i in range(PARTS)},
    ("joint", "kind"): JOINT_KINDS,
    ("joint", "established"): PRESENCE,
    ("rival", "status"): STATUS,
    ("rival", "present"): PRESENCE,
    ("test", "result"): TEST_RESULTS,
}
"""The closed lists of those that are codes."""

_RATE, _TIMES = "rate", "times to onset"
_DOMAIN = "place in `models/domains` by file name, from 0"

EVENT_MEANINGS: Mapping[tuple[str, str], tuple[str, str, str]] = {
    ("event", "domain"): (f"Domain of the event: {_DOMAIN}.", "domain", "domains"),
    ("member", "pair"): ("Which of the pairs, from 0.", "", "pairs"),
    ("member", "odds"): ("Odds of the drug against the background, where counted.", _RATE, ""),
    ("member", "odds_sigma"): ("Spread of the logarithm of the odds.", _RATE, ""),
    ("member", "basis"): ("What the odds rest on.", _RATE, ""),
    ("member", "profile"): ("Profile of the drug in the domain, from 0.", "profile", "profiles"),
    ("member", "status"): ("What the report says of the drug as another cause.", "", ""),
    ("member", "window"): ("Days in which the odds were counted; empty: all.", _RATE, ""),
    **{
        ("member", f"{name}_{i}"): (meaning, _TIMES, "")
        for i in range(PARTS)
        for name, meaning in (
            ("kind", f"Times to onset, part {i}: family of the distribution."),
            ("weight", f"Times to onset, part {i}: its weight; all sum to 1."),
            ("a", f"Times to onset, part {i}: mean of the logarithm of days, or shape."),
            ("b", f"Times to onset, part {i}: spread of that logarithm, or scale in days."),
        )
    },
    ("joint", "kind"): ("What the drug acts together with.", "", ""),
    ("joint", "first"): ("Which of the members, from 0.", "", "member"),
    ("joint", "second"): ("The other member; empty where it is a condition.", "", "member"),
    ("joint", "established"): ("Whether the mechanism is established.", "", ""),
    ("rival", "rival"): ("Which rival of the domain, from 0; empty if none.", "", "rivals"),
    ("rival", "entity"): ("Entity of the domain that naming it says, from 0.", "", "entities"),
    ("rival", "status"): ("As this cause of the event.", "", ""),
    ("rival", "present"): ("Whether it was found in the patient.", "", ""),
    ("test", "rival"): ("Which of the rivals of the event, from 0.", "", "rival"),
    ("test", "entity"): ("Entity of the domain that it looks for, from 0.", "", "entities"),
    ("test", "result"): ("Its result.", "", ""),
    ("test", "sensitivity"): ("Share of positives where the cause is there.", "", ""),
    ("test", "sensitivity_sigma"): ("Spread of the logarithm of its odds.", "", ""),
    ("test", "specificity"): ("Share of negatives where it is not.", "", ""),
    ("test", "specificity_sigma"): ("Spread of the logarithm of its odds.", "", ""),
    ("sign", "sign"): ("Sign of the domain, from 0.", "", "signs"),
    ("condition", "raises"): ("Which raised rival of the domain, from 0.", "", "conditions"),
}
"""What each column means; the group it is filled with by name; the table whose rows it counts."""
