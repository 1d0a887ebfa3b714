"""The findings about time, stop and re-exposure, and how the dose and the drug behaved."""

from __future__ import annotations

from causality.vocabulary.term import FindingTerm, term

__all__ = ["TERMS"]

TERMS: tuple[FindingTerm, ...] = (
    term(
        "relation",
        "kind of relation looked at",
        ("under drug", "withdrawal", "lack of effect", "aggravation", "late"),
        "How the event is said to relate to the drug: under it, after its withdrawal, as missing "
        "effect, as worsening of something older, or long after exposure.",
    ),
    term(
        "exposure",
        "certainty of exposure",
        ("certain", "uncertain", "not taken"),
        "Whether the patient really took the drug.",
        unknown=("certain", "not taken"),
        uncertain=("certain", "not taken"),
    ),
    term(
        "event_established",
        "certainty of the event",
        ("confirmed", "suspected", "refuted"),
        "Whether the event itself is established, whatever caused it.",
        unknown=("confirmed", "refuted"),
        suspected=("confirmed", "refuted"),
    ),
    term(
        "sequence",
        "order of drug and event",
        ("drug first", "event first", "contradictory"),
        "Whether the first dose came before the event began (for a withdrawal reaction: whether "
        "the stop did).",
        unknown=("drug first", "event first"),
    ),
    term(
        "latency",
        "compatibility of the time to onset",
        ("highly suggestive", "compatible", "improbable", "impossible", "contradictory"),
        "Whether the time to onset fits what is known of this reaction, by a time-to-onset row "
        "where one applies, else by the documented fallback.",
        unknown=("highly suggestive", "compatible", "improbable", "impossible"),
    ),
    term(
        "dechallenge",
        "dechallenge",
        (
            "positive",
            "negative",
            "too early",
            "confounded",
            "not interpretable",
            "conflicting",
            "not done",
            "contradictory",
        ),
        "What the event did after the drug was stopped. A reduction is read by the dose response.",
        unknown=("positive", "negative", "not done"),
        too_early=("positive", "negative"),
        contradictory=("positive", "negative", "not interpretable", "not done"),
    ),
    term(
        "stop_shared",
        "other suspects stopped with it",
        ("alone", "shared", "not stopped"),
        "Whether the drug was stopped alone or together with another suspect.",
        unknown=("alone", "shared", "not stopped"),
    ),
    term(
        "course_on_drug",
        "course while the drug went on",
        ("resolved", "improved", "persisted", "worsened", "not continued"),
        "What the event did while the drug was continued unchanged.",
        unknown=("resolved", "improved", "persisted", "worsened", "not continued"),
    ),
    term(
        "rechallenge",
        "rechallenge",
        ("positive", "negative", "not interpretable", "not done", "contradictory"),
        "What happened on giving the drug again after the event had resolved or settled.",
        unknown=("positive", "negative", "not done"),
        contradictory=("positive", "negative", "not interpretable"),
    ),
    term(
        "tolerated_exposure",
        "earlier exposure tolerated",
        ("tolerated", "not tolerated", "no earlier exposure"),
        "Whether the patient had taken the drug before without this event.",
        unknown=("tolerated", "not tolerated", "no earlier exposure"),
    ),
    term(
        "previous_reaction",
        "similar reaction before",
        ("same drug", "similar drug", "none"),
        "Whether the patient had a similar reaction to this or a similar drug at an earlier "
        "exposure.",
        unknown=("same drug", "similar drug", "none"),
    ),
    term(
        "dose_response",
        "dose response",
        ("present", "absent", "dose not changed"),
        "Whether the event was worse at a higher dose or milder at a lower one.",
        unknown=("present", "absent", "dose not changed"),
    ),
    term(
        "drug_level",
        "drug level",
        ("toxic", "therapeutic", "low", "not interpretable", "not done"),
        "The concentration found in blood or other fluid, against the known toxic range.",
        unknown=("toxic", "therapeutic", "low", "not done"),
    ),
    term(
        "antidote_response",
        "response to a specific antidote",
        ("improved", "not improved", "not given"),
        "What the event did after a specific antidote of this drug.",
        unknown=("improved", "not improved", "not given"),
    ),
    term(
        "placebo",
        "reaction to placebo",
        ("reaction", "no reaction", "not given"),
        "Whether the event came back on placebo.",
        unknown=("reaction", "no reaction", "not given"),
    ),
)
"""In the order of every report."""
