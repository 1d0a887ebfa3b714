"""Around the event: its lasting harm, the product, how it was given, the interaction suspected."""

from __future__ import annotations

from causality.findings.facts import Facts
from causality.findings.rule import Because, Rule, Ruled, as_recorded, first_of, only_stated
from causality.vocabulary import VOCABULARY

__all__ = ["RULES"]


def _lasting_harm(facts: Facts) -> Ruled:
    term = VOCABULARY["lasting_harm"]
    return first_of(
        facts.n,
        (facts.is_code("disabling", "yes"), term.bit("yes")),
        (facts.is_code("outcome", "sequelae"), term.bit("yes")),
        (facts.is_code("natural_course", "irreversible"), term.bit("yes")),
        (facts.is_code("outcome", "recovered"), term.bit("no")),
        (True, 1),
    )


_HARM_BECAUSE = (
    Because("the event was serious by disability", ("disabling",)),
    Because("the event left sequelae", ("outcome",)),
    Because("an event of this kind does not go back", ("natural_course",)),
    Because("the patient recovered", ("outcome",)),
    Because("the record does not say whether a lasting impairment was left"),
)

RULES = (
    only_stated("evidence_against", "published evidence against this reaction"),
    Rule("lasting_harm", _lasting_harm, _HARM_BECAUSE),
    as_recorded("administration", "administration", "how the drug was given"),
    as_recorded("vaccine", "vaccine", "whether the product is a vaccine"),
    only_stated("product_quality", "the quality of the product"),
    only_stated("use_error", "an error in use"),
    only_stated("stress_reaction", "a reaction to the act of giving"),
    as_recorded("interaction_role", "interaction_role", "the part of the drug in the interaction"),
    only_stated("interaction_reports", "earlier reports of the interaction"),
    as_recorded("interaction_mechanism", "mechanism", "whether the mechanism is established"),
)
