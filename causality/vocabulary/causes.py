"""The findings about what was known, what else could have done it, and the event itself."""

from __future__ import annotations

from causality.vocabulary.term import FindingTerm, term

__all__ = ["TERMS"]

TERMS: tuple[FindingTerm, ...] = (
    term(
        "prior_knowledge",
        "prior knowledge of this reaction",
        (
            "listed",
            "conclusive reports",
            "isolated reports",
            "class effect",
            "none found",
            "not searched",
        ),
        "What was known of this drug and this event at the date of the report.",
        unknown=("listed", "conclusive reports", "isolated reports", "class effect", "none found"),
        not_searched=(
            "listed",
            "conclusive reports",
            "isolated reports",
            "class effect",
            "none found",
        ),
    ),
    term(
        "alternatives",
        "other causes than drugs",
        (
            "none after search",
            "unlikely",
            "searched, not itemised",
            "possible",
            "likely",
            "confirmed",
            "not assessed",
        ),
        "The strongest competing cause on record that is not a drug.",
        unknown=("none after search", "unlikely", "possible", "likely", "confirmed"),
        not_assessed=("none after search", "unlikely", "possible", "likely", "confirmed"),
        **{
            "searched, not itemised": ("none after search", "unlikely", "possible"),
            "possible": ("none after search", "unlikely", "likely", "confirmed"),
        },
    ),
    term(
        "co_suspects",
        "other suspect drugs",
        ("none", "present"),
        "Whether another suspect drug could have caused the event, judged by its own times.",
        unknown=("none", "present"),
    ),
    term(
        "underlying_disease",
        "disease of the patient that could explain it",
        ("active", "quiescent", "present", "none"),
        "Whether a condition of the patient can by itself produce the event, and whether it was "
        "active at the time.",
        unknown=("active", "quiescent", "none"),
        present=("active", "quiescent"),
    ),
    term(
        "protopathic",
        "drug started for the first sign of the event",
        ("yes", "no"),
        "Whether the drug was given for an early symptom of the very event.",
        unknown=("yes", "no"),
    ),
    term(
        "objective_confirmation",
        "objective confirmation of the event",
        ("confirmed", "not confirmed", "not done"),
        "Whether a test, image, biopsy or a clinician's examination showed the event.",
        unknown=("confirmed", "not confirmed", "not done"),
    ),
    term(
        "specific_pattern",
        "pattern specific for a drug reaction",
        ("specific", "not specific"),
        "Whether the event is one that is objective and specific for drugs, or a recognised "
        "pharmacological phenomenon of this drug.",
        unknown=("specific", "not specific"),
    ),
    term(
        "specific_test",
        "specific test for this drug",
        ("positive", "negative", "not interpretable", "not done"),
        "The result of a test that links this drug to this event in this patient.",
        unknown=("positive", "negative", "not done"),
        not_done=("positive", "negative"),
    ),
    term(
        "risk_factors",
        "risk factors for this reaction",
        ("present", "absent"),
        "Whether the patient had something that favours this reaction to this drug.",
        unknown=("present", "absent"),
    ),
    term(
        "natural_course",
        "natural course of the event",
        ("self-limited", "relapsing", "progressive", "irreversible"),
        "How the event runs without any intervention.",
        unknown=("self-limited", "relapsing", "progressive", "irreversible"),
    ),
    term(
        "outcome",
        "outcome",
        ("recovered", "recovering", "sequelae", "not recovered", "fatal"),
        "The outcome of the event at the last information.",
        unknown=("recovered", "recovering", "sequelae", "not recovered", "fatal"),
        recovering=("recovered", "sequelae", "not recovered", "fatal"),
        not_recovered=("recovered", "sequelae", "fatal"),
    ),
    term(
        "overdose",
        "overdose",
        ("yes", "no"),
        "Whether the drug was taken in overdose.",
        unknown=("yes", "no"),
    ),
    term(
        "interaction",
        "interaction suspected",
        ("yes", "no"),
        "Whether the report suspects an interaction of this drug with another.",
    ),
)
"""In the order of every report."""
