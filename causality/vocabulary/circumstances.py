"""The findings about the product, its use, lasting harm, and the record itself."""

from __future__ import annotations

from causality.vocabulary.term import FindingTerm, term

__all__ = ["TERMS"]

TERMS: tuple[FindingTerm, ...] = (
    term(
        "evidence_against",
        "published evidence against this reaction",
        ("yes", "no"),
        "Whether a body of published evidence speaks against this reaction to this drug.",
        unknown=("yes", "no"),
    ),
    term(
        "lasting_harm",
        "lasting disability or impairment",
        ("yes", "no"),
        "Whether the event left, or is said to mean, a long-lasting disability or impairment.",
        unknown=("yes", "no"),
    ),
    term(
        "administration",
        "way of administration",
        ("single", "intermittent", "continuous"),
        "Whether the drug was given once, in cycles, or regularly.",
        unknown=("single", "intermittent", "continuous"),
    ),
    term(
        "vaccine",
        "vaccine",
        ("yes", "no"),
        "Whether the product is a vaccine.",
        unknown=("yes", "no"),
    ),
    term(
        "product_quality",
        "quality of the product",
        ("defect", "no defect"),
        "Whether the product that was given had a quality defect or was falsified.",
        unknown=("defect", "no defect"),
    ),
    term(
        "use_error",
        "error in use",
        ("error", "no error"),
        "Whether an error in prescribing, handling, preparing or giving the product was made.",
        unknown=("error", "no error"),
    ),
    term(
        "stress_reaction",
        "reaction to the act of giving",
        ("yes", "no"),
        "Whether the event was a stress response to being treated, such as a vasovagal faint.",
        unknown=("yes", "no"),
    ),
    term(
        "interaction_role",
        "part in the interaction",
        ("precipitant", "object"),
        "Whether the drug changes the effect of another, or is the one whose effect is changed.",
        unknown=("precipitant", "object"),
    ),
    term(
        "interaction_reports",
        "earlier reports of the interaction",
        ("credible reports", "none found"),
        "Whether credible earlier reports of this interaction in people exist.",
        unknown=("credible reports", "none found"),
    ),
    term(
        "interaction_mechanism",
        "known mechanism of the interaction",
        ("established", "not established"),
        "Whether the interaction follows from known properties of both drugs.",
        unknown=("established", "not established"),
    ),
    term(
        "information",
        "minimum information",
        ("sufficient", "insufficient", "contradictory"),
        "Whether the record holds what any assessment needs: the event, the exposure, and some "
        "statement of their order in time.",
        insufficient=("sufficient",),
    ),
    term(
        "follow_up",
        "follow-up",
        ("pending", "possible", "impossible"),
        "Whether more information is coming, could come, or cannot come any more.",
        unknown=("pending", "possible", "impossible"),
    ),
)
"""In the order of every report."""
