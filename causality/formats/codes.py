"""Code lists of E2B(R3) and E2B(R2), as the words of our cases.

What the lists mean and where they are defined: ICH E2B(R3) implementation guide and the element
tables of the regions; R2 has codes of its own for `unknown` and `not applicable`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from causality.formats.dates import Unit
from causality.formats.reported import Action, Outcome, Recurrence, Role

__all__ = [
    "CTCAE_ATTRIBUTIONS",
    "KR_METHODS",
    "KR_RESULTS_KRCT",
    "KR_RESULTS_WHO",
    "R2_ACTIONS",
    "R2_DECHALLENGE",
    "R2_DOSE_UNITS",
    "R2_OUTCOMES",
    "R2_ROLES",
    "R2_ROUTES",
    "R2_SERIOUSNESS",
    "R2_UNITS",
    "R3_ACTIONS",
    "R3_AGE_GROUPS",
    "R3_OUTCOMES",
    "R3_OVERDOSE",
    "R3_RECURRENCE",
    "R3_ROLES",
    "R3_SERIOUSNESS",
    "R3_TEST_RESULTS",
    "TAKEN_BY_FATHER",
    "UCUM",
]

R3_ROLES: Mapping[str, Role] = MappingProxyType(
    {"1": "suspect", "2": "concomitant", "3": "interacting", "4": "not given"}
)
R3_ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "1": "withdrawn",
        "2": "dose reduced",
        "3": "dose increased",
        "4": "dose not changed",
        "0": "unknown",
        "9": "not applicable",
    }
)
R3_OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        "1": "recovered",
        "2": "recovering",
        "3": "not recovered",
        "4": "sequelae",
        "5": "fatal",
        "0": "unknown",
    }
)
R3_RECURRENCE: Mapping[str, Recurrence] = MappingProxyType(
    {"1": "recurred", "2": "did not recur", "3": "unknown", "4": "not done"}
)
R3_SERIOUSNESS: Mapping[str, str] = MappingProxyType(
    {
        "34": "death",
        "21": "life-threatening",
        "33": "hospitalisation",
        "35": "disability",
        "12": "congenital anomaly",
        "26": "other important",
    }
)
"""Codes of the observations that say why a reaction is serious."""
R3_TEST_RESULTS: Mapping[str, str] = MappingProxyType(
    {"1": "positive", "2": "negative", "3": "borderline", "4": "inconclusive"}
)
R3_AGE_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "1": "neonate",
        "2": "infant",
        "3": "child",
        "4": "adolescent",
        "5": "adult",
        "6": "elderly",
    }
)
"""Code 0, a foetus, has no age of its own."""
R3_OVERDOSE, TAKEN_BY_FATHER = "2", "3"
"""Additional information on a drug (G.k.10.r)."""

UCUM: Mapping[str, Unit] = MappingProxyType(
    {"a": "y", "mo": "mo", "wk": "wk", "d": "d", "h": "h", "min": "min"}
)
"""Units of time; seconds are finer than a case is, decades and cycles are no length."""

KR_METHODS: Mapping[str, str] = MappingProxyType({"1": "WHO-UMC", "2": "KRCT"})
KR_RESULTS_WHO: Mapping[str, str] = MappingProxyType(
    {
        "1": "certain",
        "2": "probable/likely",
        "3": "possible",
        "4": "unlikely",
        "5": "conditional/unclassified",
        "6": "unassessable/unclassifiable",
    }
)
KR_RESULTS_KRCT: Mapping[str, str] = MappingProxyType({"1": "related", "2": "not related"})

R2_ROLES: Mapping[str, Role] = MappingProxyType(
    {"1": "suspect", "2": "concomitant", "3": "interacting"}
)
R2_ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "1": "withdrawn",
        "2": "dose reduced",
        "3": "dose increased",
        "4": "dose not changed",
        "5": "unknown",
        "6": "not applicable",
    }
)
R2_OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        "1": "recovered",
        "2": "recovering",
        "3": "not recovered",
        "4": "sequelae",
        "5": "fatal",
        "6": "unknown",
    }
)
R2_DECHALLENGE: Mapping[str, str] = MappingProxyType({"1": "positive", "2": "negative"})
"""What FAERS and openFDA write into ``drugadditional``; 3 says that the question does not apply."""
R2_UNITS: Mapping[str, Unit] = MappingProxyType(
    {"801": "y", "802": "mo", "803": "wk", "804": "d", "805": "h", "806": "min"}
)
R2_SERIOUSNESS: Mapping[str, str] = MappingProxyType(
    {
        "seriousnessdeath": "death",
        "seriousnesslifethreatening": "life-threatening",
        "seriousnesshospitalization": "hospitalisation",
        "seriousnessdisabling": "disability",
        "seriousnesscongenitalanomali": "congenital anomaly",
        "seriousnessother": "other important",
    }
)
"""Flags of the report as a whole."""
R2_DOSE_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "001": "kg",
        "002": "g",
        "003": "mg",
        "004": "ug",
        "005": "ng",
        "006": "pg",
        "007": "mg/kg",
        "008": "ug/kg",
        "009": "mg/m2",
        "010": "ug/m2",
        "011": "l",
        "012": "ml",
        "013": "ul",
        "025": "IU",
        "030": "%",
        "031": "drops",
        "032": "dosage forms",
    }
)
"""The usual ones; another code is kept as a code."""
R2_ROUTES: Mapping[str, str] = MappingProxyType(
    {
        "001": "ear",
        "002": "buccal",
        "003": "on the skin",
        "013": "intra-arterial",
        "014": "intra-articular",
        "023": "intradermal",
        "030": "intramuscular",
        "031": "intraocular",
        "033": "intraperitoneal",
        "037": "intrathecal",
        "040": "intravenous bolus",
        "041": "intravenous drip",
        "042": "intravenous",
        "043": "intravesical",
        "045": "nasal",
        "047": "eye",
        "048": "oral",
        "050": "other",
        "051": "parenteral",
        "054": "rectal",
        "055": "inhaled",
        "058": "subcutaneous",
        "060": "sublingual",
        "061": "topical",
        "062": "transdermal",
        "063": "through breast milk",
        "064": "through the placenta",
        "065": "unknown",
        "067": "vaginal",
    }
)
"""The usual ones; another code is kept as a code."""
CTCAE_ATTRIBUTIONS: Mapping[str, str] = MappingProxyType(
    {"1": "unrelated", "2": "unlikely", "3": "possible", "4": "probable", "5": "definite"}
)
"""How the trials of the NCI grade the relation of an event to each possible cause."""
