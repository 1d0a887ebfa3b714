"""The findings about single reactions, as the instruments that validate them ask for them."""

from __future__ import annotations

from dataclasses import replace

from causality.vocabulary.term import FindingTerm, term

__all__ = ["TERMS"]


def _asked(name: str, title: str, values: tuple[str, ...], meaning: str) -> FindingTerm:
    """A finding of which every value can still be learnt while it is unknown."""
    return replace(term(name, title, values, meaning, unknown=values), special=True)


_YES_NO = ("yes", "no")

TERMS: tuple[FindingTerm, ...] = (
    _asked(
        "reaction_kind",
        "kind of reaction",
        ("DRESS", "thrombocytopenia under heparin", "epidermal necrolysis", "other"),
        "Whether the event is one that has an instrument of its own.",
    ),
    _asked("dress_fever", "fever of 38.5 C or more", _YES_NO, "In a suspected DRESS."),
    _asked(
        "dress_nodes",
        "enlarged lymph nodes",
        _YES_NO,
        "In a suspected DRESS: at least two sites, larger than 1 cm.",
    ),
    _asked(
        "dress_eosinophils",
        "eosinophils in a suspected DRESS",
        ("1500 or more", "700 to 1499", "below 700"),
        "In a microlitre; with fewer than 4000 leukocytes, from 20 % and from 10 % instead.",
    ),
    _asked("dress_lymphocytes", "atypical lymphocytes", _YES_NO, "In a suspected DRESS."),
    _asked("dress_extent", "rash on more than half of the skin", _YES_NO, "In a suspected DRESS."),
    _asked(
        "dress_rash",
        "rash that suggests DRESS",
        _YES_NO,
        "At least two of purpura outside the legs, infiltration, swelling of the face, and "
        "scaling as in psoriasis.",
    ),
    _asked("dress_biopsy", "skin biopsy that suggests DRESS", _YES_NO, "Of the rash."),
    _asked(
        "dress_organs",
        "internal organs in a suspected DRESS",
        ("two or more", "one", "none"),
        "How many were involved, other explanations excluded.",
    ),
    _asked(
        "dress_resolution",
        "resolution in 15 days or more",
        _YES_NO,
        "Of a suspected DRESS, from its onset.",
    ),
    _asked(
        "dress_causes",
        "other causes of a suspected DRESS excluded",
        _YES_NO,
        "Whether at least three of these were done and all were negative: antinuclear antibodies, "
        "blood culture, serology of hepatitis A, B or C, Chlamydia or Mycoplasma.",
    ),
    _asked(
        "hit_fall",
        "fall of the platelets under heparin",
        (
            "over 50 %, nadir 20 or more",
            "30 to 50 %, or nadir 10 to 19",
            "under 30 %, or nadir below 10",
        ),
        "Against the count before, nadir in 10^9/L; where two fit, the lower one.",
    ),
    _asked(
        "hit_timing",
        "timing of the fall of the platelets",
        ("clear", "unclear or late", "early without recent heparin"),
        "Clear: from day 5 to 10, or within a day with heparin in the past 30 days. Unclear or "
        "late: consistent with this, after day 10, or within a day with heparin 30 to 100 days "
        "ago. Early: up to day 4 without recent heparin. Day 0 is the first day.",
    ),
    _asked(
        "hit_thrombosis",
        "thrombosis under heparin",
        ("new", "progressive or suspected", "none"),
        "New: confirmed new thrombosis, skin necrosis, or an acute reaction to a bolus; or a "
        "progressive, recurrent or suspected one, or skin lesions without necrosis.",
    ),
    _asked(
        "hit_other_causes",
        "other causes of the fall of the platelets",
        ("none apparent", "possible", "definite"),
        "Of a thrombocytopenia under heparin.",
    ),
)
"""In the order of every report."""
