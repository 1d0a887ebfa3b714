"""Code lists of FHIR and of its guides for adverse events, as the words of our cases.

Codes are compared in lower case: the releases write some of them both ways. The codes of the NCI
Thesaurus are those that HL7's guides for research use.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from causality.formats.codes import R3_SERIOUSNESS
from causality.formats.reported import Action, Outcome, Role

__all__ = [
    "ACTION_WORDS",
    "ASSESSMENTS",
    "BACKPORT",
    "ICSR",
    "METHODS",
    "NCI_SERIOUSNESS",
    "NOT_GIVEN",
    "OUTCOMES",
    "RELATEDNESS",
    "RESEARCH",
    "ROLES",
    "SERIOUSNESS",
]

_GUIDES = "http://hl7.org/fhir/uv/ae-research"
BACKPORT = f"{_GUIDES}-backport-ig/StructureDefinition/"
RESEARCH = f"{_GUIDES}-ig/StructureDefinition/"
ICSR = "http://hl7.org/fhir/us/icsr-ae-reporting/StructureDefinition/icsr-ext-"
"""Where the extensions of the guides have their addresses."""

OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        "resolved": "recovered",
        "recovering": "recovering",
        "ongoing": "not recovered",
        "resolvedwithsequelae": "sequelae",
        "fatal": "fatal",
        "unknown": "unknown",
        "c49498": "recovered",
        "c49496": "recovering",
        "c49494": "not recovered",
        "c48275": "fatal",
    }
)
NCI_SERIOUSNESS: Mapping[str, str] = MappingProxyType(
    {
        "c48275": "death",
        "c84266": "life-threatening",
        "c83052": "hospitalisation",
        "c11338": "disability",
        "c83117": "congenital anomaly",
        "c82521": "other important",
        "c201939": "other important",
    }
)
SERIOUSNESS: Mapping[str, str] = MappingProxyType({**NCI_SERIOUSNESS, **R3_SERIOUSNESS})
"""Criteria; the guide for safety reports uses the codes of E2B(R3)."""

ASSESSMENTS: Mapping[str, str] = MappingProxyType(
    {
        "certain": "certain",
        "probably-likely": "probable/likely",
        "possible": "possible",
        "unlikely": "unlikely",
        "conditional-classified": "conditional/unclassified",
        "unassessable-unclassifiable": "unassessable/unclassifiable",
    }
)
"""The categories of WHO-UMC; the code for conditional/unclassified lacks its *un*."""
RELATEDNESS: Mapping[str, str] = MappingProxyType(
    {
        "c53256": "not related",
        "c53257": "unlikely related",
        "c53258": "possibly related",
        "c53259": "probably related",
        "c53260": "related",
    }
)
METHODS: Mapping[str, str] = MappingProxyType(
    {
        "probabilityscale": "probability scale",
        "bayesian": "Bayesian",
        "checklist": "checklist",
    }
)
ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "suspect": "suspect",
        "concomitant": "concomitant",
        "interacting": "interacting",
        "drug not administered": "not given",
    }
)
"""The guide for safety reports writes the role of a drug where others write its relatedness."""

ACTION_WORDS: tuple[tuple[str, Action], ...] = (
    ("withdrawn", "withdrawn"),
    ("discontinued", "withdrawn"),
    ("interrupted", "withdrawn"),
    ("dose reduced", "dose reduced"),
    ("dose increased", "dose increased"),
    ("dose not changed", "dose not changed"),
)
"""What a mitigating action is called, and what it did to the drug; E2B knows no interruption."""

NOT_GIVEN = frozenset({"not-done", "not-taken", "intended"})
"""Statuses of resources that record a drug as not taken."""
