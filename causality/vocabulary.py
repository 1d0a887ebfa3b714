"""The closed vocabulary: every finding, the values it can take, what follow-up could still teach.

A set of possible values is a bit mask: bit ``i`` stands for ``values[i]``. ``unknown`` is always
value 0. A mask with several values always carries the ``unknown`` bit too, because a method that
cannot tell which of them holds reads the finding as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

__all__ = [
    "FOLLOW_UP",
    "MEASURES",
    "UNKNOWN",
    "VOCABULARY",
    "FindingTerm",
    "MaskReading",
    "Measure",
    "reading_of",
]

UNKNOWN = "unknown"

FOLLOW_UP = "follow_up"
"""The finding that says whether more can be learnt; settled as impossible, nothing can."""


@dataclass(frozen=True, slots=True)
class FindingTerm:
    """One finding: its name, its closed list of values, its meaning.

    ``learnable`` says, per value, which other values a follow-up could still establish. A value
    that is not named there is settled: no letter to the reporter changes it.
    """

    name: str
    title: str
    values: tuple[str, ...]
    meaning: str
    learnable: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def bit(self, *values: str) -> int:
        """The bit mask of ``values``."""
        mask = 0
        for value in values:
            mask |= 1 << self.values.index(value)
        return mask

    def named(self, mask: int) -> tuple[str, ...]:
        """The values whose bits are set in ``mask``, in vocabulary order."""
        return tuple(value for i, value in enumerate(self.values) if mask >> i & 1)

    def learnable_mask(self, mask: int) -> int:
        """``mask`` widened by all that a follow-up could still establish."""
        wider = mask
        for value in self.named(mask):
            wider |= self.bit(*self.learnable.get(value, ()))
        return wider


@dataclass(frozen=True, slots=True)
class MaskReading:
    """A mask in words: the reading, what the record leaves open, what follow-up could still add."""

    value: str
    recorded: tuple[str, ...]
    learnable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A finding that is an interval of time, in minutes."""

    name: str
    title: str
    meaning: str


def _term(
    name: str,
    title: str,
    values: Iterable[str],
    meaning: str,
    **learnable: Iterable[str],
) -> FindingTerm:
    values = tuple(values)
    taught = {key.replace("_", " "): tuple(to) for key, to in learnable.items()}
    # Dates that cannot all hold may be corrected by the reporter into any other reading.
    if "contradictory" in values:
        taught.setdefault("contradictory", tuple(v for v in values if v != "contradictory"))
    return FindingTerm(name, title, (UNKNOWN, *values), meaning, MappingProxyType(taught))


_TERMS = (
    _term(
        "relation",
        "kind of relation looked at",
        ("under drug", "withdrawal", "lack of effect", "aggravation", "late"),
        "How the event is said to relate to the drug: under it, after its withdrawal, as missing "
        "effect, as worsening of something older, or long after exposure.",
    ),
    _term(
        "exposure",
        "certainty of exposure",
        ("certain", "uncertain", "not taken"),
        "Whether the patient really took the drug.",
        unknown=("certain", "not taken"),
        uncertain=("certain", "not taken"),
    ),
    _term(
        "event_established",
        "certainty of the event",
        ("confirmed", "suspected", "refuted"),
        "Whether the event itself is established, whatever caused it.",
        unknown=("confirmed", "refuted"),
        suspected=("confirmed", "refuted"),
    ),
    _term(
        "sequence",
        "order of drug and event",
        ("drug first", "event first", "contradictory"),
        "Whether the first dose came before the event began (for a withdrawal reaction: whether "
        "the stop did).",
        unknown=("drug first", "event first"),
    ),
    _term(
        "latency",
        "compatibility of the time to onset",
        ("highly suggestive", "compatible", "improbable", "impossible", "contradictory"),
        "Whether the time to onset fits what is known of this reaction, by a time-to-onset row "
        "where one applies, else by the documented fallback.",
        unknown=("highly suggestive", "compatible", "improbable", "impossible"),
    ),
    _term(
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
    _term(
        "stop_shared",
        "other suspects stopped with it",
        ("alone", "shared", "not stopped"),
        "Whether the drug was stopped alone or together with another suspect.",
        unknown=("alone", "shared", "not stopped"),
    ),
    _term(
        "course_on_drug",
        "course while the drug went on",
        ("resolved", "improved", "persisted", "worsened", "not continued"),
        "What the event did while the drug was continued unchanged.",
        unknown=("resolved", "improved", "persisted", "worsened", "not continued"),
    ),
    _term(
        "rechallenge",
        "rechallenge",
        ("positive", "negative", "not interpretable", "not done", "contradictory"),
        "What happened on giving the drug again after the event had resolved or settled.",
        unknown=("positive", "negative", "not done"),
        contradictory=("positive", "negative", "not interpretable"),
    ),
    _term(
        "tolerated_exposure",
        "earlier exposure tolerated",
        ("tolerated", "not tolerated", "no earlier exposure"),
        "Whether the patient had taken the drug before without this event.",
        unknown=("tolerated", "not tolerated", "no earlier exposure"),
    ),
    _term(
        "previous_reaction",
        "similar reaction before",
        ("same drug", "similar drug", "none"),
        "Whether the patient had a similar reaction to this or a similar drug at an earlier "
        "exposure.",
        unknown=("same drug", "similar drug", "none"),
    ),
    _term(
        "dose_response",
        "dose response",
        ("present", "absent", "dose not changed"),
        "Whether the event was worse at a higher dose or milder at a lower one.",
        unknown=("present", "absent", "dose not changed"),
    ),
    _term(
        "drug_level",
        "drug level",
        ("toxic", "therapeutic", "low", "not interpretable", "not done"),
        "The concentration found in blood or other fluid, against the known toxic range.",
        unknown=("toxic", "therapeutic", "low", "not done"),
    ),
    _term(
        "antidote_response",
        "response to a specific antidote",
        ("improved", "not improved", "not given"),
        "What the event did after a specific antidote of this drug.",
        unknown=("improved", "not improved", "not given"),
    ),
    _term(
        "placebo",
        "reaction to placebo",
        ("reaction", "no reaction", "not given"),
        "Whether the event came back on placebo.",
        unknown=("reaction", "no reaction", "not given"),
    ),
    _term(
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
    _term(
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
    _term(
        "co_suspects",
        "other suspect drugs",
        ("none", "present"),
        "Whether another suspect drug could have caused the event, judged by its own times.",
        unknown=("none", "present"),
    ),
    _term(
        "underlying_disease",
        "disease of the patient that could explain it",
        ("active", "quiescent", "present", "none"),
        "Whether a condition of the patient can by itself produce the event, and whether it was "
        "active at the time.",
        unknown=("active", "quiescent", "none"),
        present=("active", "quiescent"),
    ),
    _term(
        "protopathic",
        "drug started for the first sign of the event",
        ("yes", "no"),
        "Whether the drug was given for an early symptom of the very event.",
        unknown=("yes", "no"),
    ),
    _term(
        "objective_confirmation",
        "objective confirmation of the event",
        ("confirmed", "not confirmed", "not done"),
        "Whether a test, image, biopsy or a clinician's examination showed the event.",
        unknown=("confirmed", "not confirmed", "not done"),
    ),
    _term(
        "specific_pattern",
        "pattern specific for a drug reaction",
        ("specific", "not specific"),
        "Whether the event is one that is objective and specific for drugs, or a recognised "
        "pharmacological phenomenon of this drug.",
        unknown=("specific", "not specific"),
    ),
    _term(
        "specific_test",
        "specific test for this drug",
        ("positive", "negative", "not interpretable", "not done"),
        "The result of a test that links this drug to this event in this patient.",
        unknown=("positive", "negative", "not done"),
        not_done=("positive", "negative"),
    ),
    _term(
        "risk_factors",
        "risk factors for this reaction",
        ("present", "absent"),
        "Whether the patient had something that favours this reaction to this drug.",
        unknown=("present", "absent"),
    ),
    _term(
        "natural_course",
        "natural course of the event",
        ("self-limited", "relapsing", "progressive", "irreversible"),
        "How the event runs without any intervention.",
        unknown=("self-limited", "relapsing", "progressive", "irreversible"),
    ),
    _term(
        "outcome",
        "outcome",
        ("recovered", "recovering", "sequelae", "not recovered", "fatal"),
        "The outcome of the event at the last information.",
        unknown=("recovered", "recovering", "sequelae", "not recovered", "fatal"),
        recovering=("recovered", "sequelae", "not recovered", "fatal"),
        not_recovered=("recovered", "sequelae", "fatal"),
    ),
    _term(
        "overdose",
        "overdose",
        ("yes", "no"),
        "Whether the drug was taken in overdose.",
        unknown=("yes", "no"),
    ),
    _term(
        "interaction",
        "interaction suspected",
        ("yes", "no"),
        "Whether the report suspects an interaction of this drug with another.",
    ),
    _term(
        "evidence_against",
        "published evidence against this reaction",
        ("yes", "no"),
        "Whether a body of published evidence speaks against this reaction to this drug.",
        unknown=("yes", "no"),
    ),
    _term(
        "lasting_harm",
        "lasting disability or impairment",
        ("yes", "no"),
        "Whether the event left, or is said to mean, a long-lasting disability or impairment.",
        unknown=("yes", "no"),
    ),
    _term(
        "administration",
        "way of administration",
        ("single", "intermittent", "continuous"),
        "Whether the drug was given once, in cycles, or regularly.",
        unknown=("single", "intermittent", "continuous"),
    ),
    _term(
        "vaccine",
        "vaccine",
        ("yes", "no"),
        "Whether the product is a vaccine.",
        unknown=("yes", "no"),
    ),
    _term(
        "product_quality",
        "quality of the product",
        ("defect", "no defect"),
        "Whether the product that was given had a quality defect or was falsified.",
        unknown=("defect", "no defect"),
    ),
    _term(
        "use_error",
        "error in use",
        ("error", "no error"),
        "Whether an error in prescribing, handling, preparing or giving the product was made.",
        unknown=("error", "no error"),
    ),
    _term(
        "stress_reaction",
        "reaction to the act of giving",
        ("yes", "no"),
        "Whether the event was a stress response to being treated, such as a vasovagal faint.",
        unknown=("yes", "no"),
    ),
    _term(
        "interaction_reports",
        "earlier reports of the interaction",
        ("credible reports", "none found"),
        "Whether credible earlier reports of this interaction in people exist.",
        unknown=("credible reports", "none found"),
    ),
    _term(
        "interaction_mechanism",
        "known mechanism of the interaction",
        ("established", "not established"),
        "Whether the interaction follows from known properties of both drugs.",
        unknown=("established", "not established"),
    ),
    _term(
        "information",
        "minimum information",
        ("sufficient", "insufficient", "contradictory"),
        "Whether the record holds what any assessment needs: the event, the exposure, and some "
        "statement of their order in time.",
        insufficient=("sufficient",),
    ),
    _term(
        "follow_up",
        "follow-up",
        ("pending", "possible", "impossible"),
        "Whether more information is coming, could come, or cannot come any more.",
        unknown=("pending", "possible", "impossible"),
    ),
)

VOCABULARY: Mapping[str, FindingTerm] = MappingProxyType({term.name: term for term in _TERMS})

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        measure.name: measure
        for measure in (
            Measure(
                "time_to_onset",
                "time to onset",
                "From the first dose to the first sign of the event.",
            ),
            Measure(
                "time_from_last_dose",
                "time from the last dose",
                "From the last dose before the event to its first sign.",
            ),
            Measure(
                "time_from_stop_to_improvement",
                "time from stop to improvement",
                "From the first stop or reduction after onset to the first recorded improvement.",
            ),
        )
    }
)


@cache
def reading_of(name: str, mask: int) -> MaskReading:
    """What ``mask`` says of the finding ``name``."""
    term = VOCABULARY[name]
    values = term.named(mask)
    settled = len(values) == 1
    return MaskReading(
        value=values[0] if settled else UNKNOWN,
        recorded=() if settled else tuple(value for value in values if value != UNKNOWN),
        learnable=tuple(v for v in term.named(term.learnable_mask(mask)) if v not in values),
    )
