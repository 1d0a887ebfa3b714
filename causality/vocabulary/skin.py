"""The findings about epidermal necrolysis (SJS, TEN), as its own instrument asks for them."""

from __future__ import annotations

from dataclasses import replace

from causality.vocabulary.term import FindingTerm, term

__all__ = ["RIVAL_SCORE", "TERMS"]

RIVAL_SCORE = "rival_score"
"""The finding that a scale of two passes fills in itself, after its first pass over all drugs."""

_BANDS = ("on or after the index day", "1 to 4 d", "5 to 28 d", "29 to 56 d", "over 56 d")
_NOTORIETY = ("high risk", "lower risk", "under surveillance", "other", "not suspected")
_SAME_OR_SIMILAR = ("same drug", "similar drug", "none")

TERMS: tuple[FindingTerm, ...] = tuple(
    replace(one, special=True)
    for one in (
        term(
            "necrolysis_delay",
            "delay from the first intake to the index day",
            (*_BANDS, "contradictory"),
            "In completed days; the index day is the first day of the reaction.",
            unknown=_BANDS,
        ),
        term(
            "drug_at_onset",
            "drug in the body at the onset",
            ("present", "gone"),
            "Present: still taken, or stopped less than five half-lives before.",
            unknown=("present", "gone"),
        ),
        term(
            "slow_elimination",
            "liver or kidney function impaired",
            ("yes", "no"),
            "Whether the drug may have stayed longer than its half-life says.",
            unknown=("yes", "no"),
        ),
        term(
            "other_reaction_before",
            "other reaction before",
            _SAME_OR_SIMILAR,
            "Whether the patient had another kind of reaction to this or a similar drug before.",
            unknown=_SAME_OR_SIMILAR,
        ),
        term(
            "necrolysis_notoriety",
            "notoriety for epidermal necrolysis",
            _NOTORIETY,
            "On which list of the instrument the drug stands. The lists are not part of this "
            "project; whoever encodes the case looks them up and names them.",
            unknown=_NOTORIETY,
        ),
        term(
            RIVAL_SCORE,
            "score of the other drugs before they are compared",
            ("none", "none so far", "one so far", "one"),
            "Whether another drug of the case is above the threshold of a scale of two passes, for "
            "the same event. The scale fills this in itself; 'so far' where follow-up could change "
            "it.",
            none_so_far=("one so far",),
            one_so_far=("none so far",),
        ),
    )
)
"""In the order of every report."""
