"""The columns of the facts, table by table: names, closed lists of codes, meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from causality.vocabulary import VOCABULARY

__all__ = ["TABLES", "Column"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table: its name, kind, closed list of codes, meaning; unit of a span."""

    name: str
    kind: Literal["code", "span"]
    meaning: str
    codes: tuple[str, ...] = ()
    unit: str = "min"


def _code(name: str, codes: Sequence[str], meaning: str) -> Column:
    return Column(name, "code", meaning, tuple(codes))


def _span(name: str, meaning: str, unit: str = "min") -> Column:
    return Column(name, "span", meaning, unit=unit)


_DATES = ("consistent", "contradictory")
_YES_NO = ("yes", "no")
_PERHAPS = (*_YES_NO, "possibly")
_CERTAINTY = ("certain", "possible")

_PAIR = (
    _code("role", ("suspect", "interacting", "concomitant"), "Role of the drug as reported."),
    _code("interaction", _YES_NO, "Whether the report suspects an interaction of the drug."),
    _code("dates", _DATES, "Whether entries that date the first dose or the onset contradict."),
    _span("onset_after_start", "From the first dose to the first sign of the event."),
    _span("onset_after_last_dose", "From the last dose before the onset to the onset; 0 if on it."),
    _span("onset_after_stop", "From the final stop to the onset; negative if stopped later."),
    _span("onset_after_clock", "Time at onset on the clock of the latency window."),
    _code("window_basis", ("row", "fallback"), "On known times to onset (row), or on none."),
    _span("suggestive_window", "Times to onset that are highly suggestive; open if none are."),
    _span("compatible_window", "Times to onset that are compatible."),
    _span("washout", "Five half-lives of the drug."),
    _span("lingering", "How long after the last dose the drug may still act; never silent."),
    _span("healing_time", "How long the event takes to improve once its cause is gone."),
    _code("examined", _YES_NO, "Whether a clinician saw the event."),
    _code("antidote", ("improved", "not improved"), "Response to a specific antidote."),
    _code("started_for_event", _YES_NO, "Whether the drug was given for a first sign of it."),
    _code(
        "disease",
        ("active", "quiescent", "present", "none"),
        "A condition that explains the event; none if each is reported as absent.",
    ),
    _code("favoured", _YES_NO, "Whether a condition favours this reaction to this drug."),
    _code("workup_extent", ("extensive", "limited", "none"), "Extent of the search as a whole."),
    _code("workup_itemised", _YES_NO, "Whether causes and tests were named."),
    _code("workup_found", ("no other cause", "other cause"), "What the search found."),
    _code("relation", VOCABULARY["relation"].values, "Kind of relation looked at."),
    _code("exposure", VOCABULARY["exposure"].values, "Certainty of exposure."),
    _code("diagnosis", VOCABULARY["event_established"].values, "Certainty of the event."),
    _code("pattern", VOCABULARY["specific_pattern"].values, "Specific for a drug reaction."),
    _code("natural_course", VOCABULARY["natural_course"].values, "Without intervention."),
    _code("outcome", VOCABULARY["outcome"].values, "At the last information."),
    _code("overdose", VOCABULARY["overdose"].values, "Whether taken in overdose."),
    _code("knowledge", VOCABULARY["prior_knowledge"].values, "The strongest on record."),
    _code("disabling", _YES_NO, "Whether the event was serious by lasting disability."),
    _code("administration", VOCABULARY["administration"].values, "Once, in cycles, or regularly."),
    _code("vaccine", VOCABULARY["vaccine"].values, "Whether the product is a vaccine."),
    _code(
        "interaction_role",
        VOCABULARY["interaction_role"].values,
        "The part of the drug in the suspected interaction.",
    ),
    _code(
        "mechanism",
        VOCABULARY["interaction_mechanism"].values,
        "Whether the mechanism of the suspected interaction is established.",
    ),
    _code("follow_up", VOCABULARY["follow_up"].values, "Whether more can be learnt."),
    _code("reaction", VOCABULARY["reaction_kind"].values, "By the names of event and drug."),
    _code("liver_event", _YES_NO, "Whether the event is a liver injury, by its names."),
    _span("age", "Completed at the onset; open if not on record.", "years"),
    _code("alcohol", VOCABULARY["alcohol"].values, "Drinks a day against the limits."),
    _code("pregnant", _YES_NO, "Whether the patient was pregnant under the drug."),
    _code("course_number", ("first", "later"), "Whether the drug had been taken before."),
    *(
        _code(f"stated_{name}", term.values, f"The reporter's word on: {term.title}.")
        for name, term in VOCABULARY.items()
    ),
)

_EPISODE = (
    _code(
        "kind",
        ("stop", "reduction", "increase", "continuation", "single dose"),
        "What was done with the drug.",
    ),
    _code("certainty", _CERTAINTY, "Whether the dates leave open that this was done at all."),
    _code("dates", _DATES, "Whether entries that date this episode contradict."),
    _span("action_after_onset", "From the onset to the action; negative if it came before."),
    _code(
        "change",
        (
            "improved",
            "resolved",
            "not improved",
            "improved or resolved",
            "improved or not",
            "improved or untold",
        ),
        "The event after the action; the last three where an improvement may belong elsewhere.",
    ),
    _span("improved_after", "From the action to the first improvement; open if none is on record."),
    _span("unimproved_until", "From the action to the last sign of no improvement, if after it."),
    _code("worsened", _PERHAPS, "Whether it also got worse, or one measure did, after the action."),
    _code("relapsed", _PERHAPS, "Whether it came back without re-exposure."),
    _code("treated", ("before improvement", "possibly", "no"), "With something that could do it."),
    _code("company", ("alone", "shared", "possibly shared"), "Other suspects stopped meanwhile."),
)

_RE_EXPOSURE = (
    _code("agent", ("drug", "placebo"), "What was given."),
    _code("certainty", _CERTAINTY, "Whether the dates leave open that this was done at all."),
    _code("dates", _DATES, "Whether entries that date this re-exposure contradict."),
    _code(
        "result",
        ("recurred", "did not recur", "not interpretable", "possibly recurred"),
        "Of the event; the last where a recurrence may lie elsewhere.",
    ),
    _code("before", ("resolved", "stable", "not resolved"), "The event just before."),
    _code("dose", ("same", "higher", "lower"), "Against the first exposure."),
    _code("route", ("same", "different"), "Against the first exposure."),
    _code("duration", ("same", "longer", "shorter"), "Against the first exposure."),
    _code("premedicated", _YES_NO, "Under protective treatment."),
    _code(
        "company",
        ("alone", "shared", "possibly shared"),
        "Whether another suspect was given again with it.",
    ),
)

_ALTERNATIVE = (
    _code("role", ("competing", "trigger", "risk factor", "mediator", "consequence"), "Its part."),
    _code(
        "status",
        ("excluded", "unlikely", "possible", "likely", "confirmed", "not assessed"),
        "As this cause of the event.",
    ),
)

_CO_SUSPECT = (
    _span("onset_after_start", "From the other drug's first dose to the onset."),
    _span("onset_after_last_dose", "From the other drug's last dose before the onset."),
    _span("lingering", "How long the other drug may still act."),
    _code("status", _ALTERNATIVE[1].codes, "What the report says of it as a cause."),
)

_OBSERVATION = (
    _code("shows", ("event", "no event", "not interpretable"), "What an examination showed."),
)
_SPECIFIC_TEST = (
    _code("result", VOCABULARY["specific_test"].values, "Of a test linking drug and event."),
)
_LEVEL = (_code("reading", VOCABULARY["drug_level"].values, "Of a drug concentration."),)
_EARLIER = (
    _code("agent", ("same drug", "similar drug"), "What was taken before."),
    _code("result", ("tolerated", "similar reaction", "never taken"), "What happened then."),
)
_LABORATORY = (
    _code(
        "analyte",
        ("ALT", "AST", "ALP", "bilirubin", "eosinophils", "platelets"),
        "What was measured.",
    ),
    _span("value", "Multiples of the upper limit of normal.", "thousandths"),
    _span("at", "When, on one clock for all rows of a pair."),
    _span("on_calendar", "The same on the calendar, where that is another clock."),
    _span("after_start", "From the first dose; one more clock."),
    _span("after_onset", "From the onset; not negative if the value shows the event."),
    _span("after_stop", "From the final stop; negative if taken before it."),
    _code("phase", ("first", "again", "possibly again"), "Before or after a re-exposure."),
    _code("baseline", _YES_NO, "Whether it may be the last value before the re-exposure."),
)
_OTHER_DRUG = (
    _span("onset_after_start", "From the other drug's first dose to the onset."),
    _span("onset_after_last_dose", "From its last dose before the onset; 0 if it was taken."),
    _code("status", _ALTERNATIVE[1].codes, "What the report says of it as a cause."),
    _code("known", _YES_NO, "Whether this reaction to it is well known."),
    _code("implicated", _YES_NO, "Whether a re-exposure or a test speaks for it in this case."),
)
_LIVER_CAUSE = (
    _code(
        "cause",
        (
            "hepatitis A",
            "hepatitis B",
            "hepatitis C",
            "hepatitis E",
            "biliary obstruction",
            "alcohol",
            "hypotension",
            "underlying disease",
            "cytomegalovirus",
            "Epstein-Barr virus",
            "herpes simplex",
            "varicella zoster",
            "other",
        ),
        "Which cause of a liver injury that is not a drug.",
    ),
    _code("status", _ALTERNATIVE[1].codes, "As this cause of the event."),
)

TABLES: Mapping[str, Mapping[str, Column]] = MappingProxyType(
    {
        table: MappingProxyType({column.name: column for column in columns})
        for table, columns in {
            "pair": _PAIR,
            "episode": _EPISODE,
            "re_exposure": _RE_EXPOSURE,
            "alternative": _ALTERNATIVE,
            "co_suspect": _CO_SUSPECT,
            "observation": _OBSERVATION,
            "specific_test": _SPECIFIC_TEST,
            "level": _LEVEL,
            "earlier": _EARLIER,
            "laboratory": _LABORATORY,
            "other_drug": _OTHER_DRUG,
            "liver_cause": _LIVER_CAUSE,
        }.items()
    }
)
