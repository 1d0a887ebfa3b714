"""What is known of the event and the exposure themselves, and of earlier knowledge."""

from __future__ import annotations

from causality.findings.facts import MISSING, Facts
from causality.findings.onset import no_dates
from causality.findings.rule import Because, Flags, Rule, Ruled, as_recorded, first_of
from causality.vocabulary import VOCABULARY

__all__ = ["RULES"]


def _objective(facts: Facts) -> Ruled:
    term = VOCABULARY["objective_confirmation"]
    shown = facts.is_code("shows", "event", table="observation")
    absent = facts.is_code("shows", "no event", table="observation")
    blurred = facts.is_code("shows", "not interpretable", table="observation")
    return first_of(
        facts.n,
        (facts.any("observation", shown), term.bit("confirmed")),
        (facts.is_code("examined", "yes"), term.bit("confirmed")),
        (facts.any("observation", absent), term.bit("not confirmed")),
        (facts.any("observation", blurred), 1),
        (facts.is_code("examined", "no"), term.bit("not done")),
        (True, 1),
    )


_OBJECTIVE_BECAUSE = (
    Because("an examination showed the event", ("observation.shows",)),
    Because("a clinician saw the event", ("examined",)),
    Because("the examinations did not show the event", ("observation.shows",)),
    Because(
        "an examination was done, but it cannot be read",
        ("observation.shows",),
        leaves=("confirmed", "not confirmed"),
    ),
    Because("nobody examined the patient for the event", ("examined",)),
    Because("the record does not say what showed the event"),
)


def _specific_test(facts: Facts) -> Ruled:
    term = VOCABULARY["specific_test"]

    def result(code: str) -> Flags:
        return facts.any("specific_test", facts.is_code("result", code, table="specific_test"))

    positive, negative = result("positive"), result("negative")
    return first_of(
        facts.n,
        (positive & negative, term.bit("not interpretable")),
        (positive, term.bit("positive")),
        (negative, term.bit("negative")),
        (result("not interpretable"), term.bit("not interpretable")),
        (result("not done"), term.bit("not done")),
        (True, 1),
    )


_TEST = ("specific_test.result",)
_TEST_BECAUSE = (
    Because("tests that link the drug to the event disagree", _TEST),
    Because("a test that links the drug to the event was positive", _TEST),
    Because("a test that links the drug to the event was negative", _TEST),
    Because("a test that links the drug to the event could not be read", _TEST),
    Because("no test that links the drug to the event was done", _TEST),
    Because("the record does not speak of a test that links the drug to the event"),
)


def _drug_level(facts: Facts) -> Ruled:
    term = VOCABULARY["drug_level"]
    order = ("toxic", "therapeutic", "low", "not interpretable", "not done")
    found = tuple(
        facts.any("level", facts.is_code("reading", code, table="level")) for code in order
    )
    rows = tuple((flags, term.bit(code)) for flags, code in zip(found, order, strict=True))
    return first_of(facts.n, *rows, (True, 1))


_LEVEL = ("level.reading",)
_LEVEL_BECAUSE = (
    Because("a toxic concentration of the drug was found", _LEVEL),
    Because("the concentration of the drug was in its usual range", _LEVEL),
    Because("the concentration of the drug was low", _LEVEL),
    Because("the concentration that was measured cannot be read", _LEVEL),
    Because("no concentration of the drug was measured", _LEVEL),
    Because("the record does not speak of a drug concentration"),
)


def _antidote(facts: Facts) -> Ruled:
    term = VOCABULARY["antidote_response"]
    return first_of(
        facts.n,
        (facts.is_code("antidote", "improved"), term.bit("improved")),
        (facts.is_code("antidote", "not improved"), term.bit("not improved")),
        (True, 1),
    )


_ANTIDOTE_BECAUSE = (
    Because("the event improved after a specific antidote", ("antidote",)),
    Because("the event did not improve after a specific antidote", ("antidote",)),
    Because("the record does not speak of a specific antidote"),
)


def _interaction(facts: Facts) -> Ruled:
    term = VOCABULARY["interaction"]
    silent = (facts.code("role") == MISSING) & (facts.code("interaction") == MISSING)
    return first_of(
        facts.n,
        (facts.is_code("role", "interacting"), term.bit("yes")),
        (facts.is_code("interaction", "yes"), term.bit("yes")),
        (silent, 1),
        (True, term.bit("no")),
    )


_INTERACTION_BECAUSE = (
    Because("the report names the drug as interacting", ("role",)),
    Because("the report suspects an interaction of this drug", ("interaction",)),
    Because("the record tells neither the role of the drug nor of any interaction"),
    Because("the report does not name the drug as interacting", ("role", "interaction")),
)


def _information(facts: Facts) -> Ruled:
    term = VOCABULARY["information"]
    told = (facts.code("stated_sequence") > 0) | (facts.code("stated_latency") > 0)
    return first_of(
        facts.n,
        (facts.is_code("dates", "contradictory"), term.bit("contradictory")),
        (no_dates(facts) & ~told, term.bit("insufficient")),
        (True, term.bit("sufficient")),
    )


_INFORMATION_BECAUSE = (
    Because("the dates of the first dose and the onset cannot all hold", ("onset_after_start",)),
    Because("nothing on record says when the event began against the drug"),
    Because("drug, event and their order in time are on record", ("onset_after_start",)),
)

RULES = (
    as_recorded("relation", "relation", "how the event is said to relate to the drug"),
    as_recorded("exposure", "exposure", "how sure it is that the drug was taken"),
    as_recorded("event_established", "diagnosis", "how sure the event itself is"),
    as_recorded("specific_pattern", "pattern", "whether the event is specific for a drug"),
    as_recorded("natural_course", "natural_course", "how the event runs without intervention"),
    as_recorded("outcome", "outcome", "the outcome"),
    as_recorded("overdose", "overdose", "whether it was an overdose"),
    as_recorded("prior_knowledge", "knowledge", "what was known of this reaction"),
    as_recorded("follow_up", "follow_up", "whether more can be learnt"),
    Rule("objective_confirmation", _objective, _OBJECTIVE_BECAUSE),
    Rule("specific_test", _specific_test, _TEST_BECAUSE),
    Rule("drug_level", _drug_level, _LEVEL_BECAUSE),
    Rule("antidote_response", _antidote, _ANTIDOTE_BECAUSE),
    Rule("interaction", _interaction, _INTERACTION_BECAUSE),
    Rule("information", _information, _INFORMATION_BECAUSE),
)
