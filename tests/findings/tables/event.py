"""The event, the exposure, and what was known: what the record states, and what was examined."""

from __future__ import annotations

from collections.abc import Mapping

from tests.findings.tables.line import OPEN, Line, days, line

__all__ = ["TABLES"]

_STATED_OUTRIGHT = {
    "relation": (
        "relation",
        ("under drug", "withdrawal", "lack of effect", "aggravation", "late"),
    ),
    "exposure": ("exposure", ("certain", "uncertain", "not taken")),
    "event_established": ("diagnosis", ("confirmed", "suspected", "refuted")),
    "specific_pattern": ("pattern", ("specific", "not specific")),
    "natural_course": (
        "natural_course",
        ("self-limited", "relapsing", "progressive", "irreversible"),
    ),
    "outcome": ("outcome", ("recovered", "recovering", "sequelae", "not recovered", "fatal")),
    "overdose": ("overdose", ("yes", "no")),
    "prior_knowledge": (
        "knowledge",
        (
            "listed",
            "conclusive reports",
            "isolated reports",
            "class effect",
            "none found",
            "not searched",
        ),
    ),
    "follow_up": ("follow_up", ("pending", "possible", "impossible")),
}


def _outright(column: str, values: tuple[str, ...]) -> tuple[Line, ...]:
    return (
        *(line(f"the record says {value}", 0, value, pair={column: value}) for value in values),
        line("the record says that nobody knows", 1, "unknown", pair={column: "unknown"}),
        line("the record says nothing", 1, "unknown"),
    )


_SHOWN, _ABSENT, _BLURRED = (
    {"shows": "event"},
    {"shows": "no event"},
    {"shows": "not interpretable"},
)

_OBJECTIVE = (
    line(
        "one image showed it, another did not",
        0,
        "confirmed",
        pair={"examined": "no"},
        observation=[_ABSENT, _SHOWN],
    ),
    line(
        "a clinician saw it, the image did not",
        1,
        "confirmed",
        pair={"examined": "yes"},
        observation=[_ABSENT],
    ),
    line(
        "looked for and not seen",
        2,
        "not confirmed",
        pair={"examined": "no"},
        observation=[_BLURRED, _ABSENT],
    ),
    line(
        "examined with a result that cannot be read: neither seen nor unexamined",
        3,
        "unknown",
        pair={"examined": "no"},
        observation=[_BLURRED],
    ),
    line("nobody examined the patient", 4, "not done", pair={"examined": "no"}),
    line("nothing is told of an examination", 5, "unknown"),
)

_TEST = (
    line(
        "one test for it and one against it",
        0,
        "not interpretable",
        specific_test=[{"result": "negative"}, {"result": "positive"}],
    ),
    line(
        "a positive test, another unreadable",
        1,
        "positive",
        specific_test=[{"result": "not interpretable"}, {"result": "positive"}],
    ),
    line(
        "a negative test, another not done",
        2,
        "negative",
        specific_test=[{"result": "not done"}, {"result": "negative"}],
    ),
    line(
        "an unreadable test outranks one not done",
        3,
        "not interpretable",
        specific_test=[{"result": "not done"}, {"result": "not interpretable"}],
    ),
    line("no test was done", 4, "not done", specific_test=[{"result": "not done"}]),
    line("no word of a test", 5, "unknown"),
    line("a test whose result is not told", 5, "unknown", specific_test=[{"result": "unknown"}]),
)

_LEVELS = ("toxic", "therapeutic", "low", "not interpretable", "not done")

_LEVEL = (
    *(
        line(
            f"{reading} outranks what stands after it",
            row,
            reading,
            level=[{"reading": lesser} for lesser in reversed(_LEVELS[row:])],
        )
        for row, reading in enumerate(_LEVELS)
    ),
    line("no word of a concentration", 5, "unknown"),
    line("a concentration that nobody reads", 5, "unknown", level=[{"reading": "unknown"}]),
)

_ANTIDOTE = (
    line("improved after the antidote", 0, "improved", pair={"antidote": "improved"}),
    line("not improved after the antidote", 1, "not improved", pair={"antidote": "not improved"}),
    line("no word of an antidote", 2, "unknown"),
)

_INTERACTION = (
    line("reported as interacting", 0, "yes", pair={"role": "interacting", "interaction": "no"}),
    line("an interaction is suspected", 1, "yes", pair={"role": "suspect", "interaction": "yes"}),
    line("neither role nor interaction is told", 2, "unknown"),
    line("reported as a suspect, no interaction named", 3, "no", pair={"role": "suspect"}),
    line("the report denies an interaction", 3, "no", pair={"interaction": "no"}),
)

_INFORMATION = (
    line(
        "dates that cannot all hold",
        0,
        "contradictory",
        pair={"dates": "contradictory", "onset_after_start": days(5)},
    ),
    line("no order in time on record", 1, "insufficient"),
    line(
        "a first dose says nothing of a withdrawal",
        1,
        "insufficient",
        pair={"relation": "withdrawal", "onset_after_start": days(5)},
    ),
    line(
        "a stop says nothing of an event under the drug",
        1,
        "insufficient",
        pair={"relation": "under drug", "onset_after_stop": days(5)},
    ),
    line(
        "a statement that nobody knows adds nothing",
        1,
        "insufficient",
        pair={"stated_sequence": "unknown", "stated_latency": "unknown"},
    ),
    line("dated", 2, "sufficient", pair={"onset_after_start": days(5)}),
    line("bounded on one side", 2, "sufficient", pair={"onset_after_start": (0, OPEN[1])}),
    line("bounded on the other side", 2, "sufficient", pair={"onset_after_start": (OPEN[0], 0)}),
    line(
        "a withdrawal dated by the stop",
        2,
        "sufficient",
        pair={"relation": "withdrawal", "onset_after_stop": days(5)},
    ),
    line(
        "a withdrawal bounded on one side",
        2,
        "sufficient",
        pair={"relation": "withdrawal", "onset_after_stop": (0, OPEN[1])},
    ),
    line(
        "a withdrawal bounded on the other side",
        2,
        "sufficient",
        pair={"relation": "withdrawal", "onset_after_stop": (OPEN[0], 0)},
    ),
    line("the reporter states the order", 2, "sufficient", pair={"stated_sequence": "drug first"}),
    line(
        "the reporter states that the time fits",
        2,
        "sufficient",
        pair={"stated_latency": "compatible"},
    ),
)

TABLES: Mapping[str, tuple[Line, ...]] = {
    **{name: _outright(*stated) for name, stated in _STATED_OUTRIGHT.items()},
    "objective_confirmation": _OBJECTIVE,
    "specific_test": _TEST,
    "drug_level": _LEVEL,
    "antidote_response": _ANTIDOTE,
    "interaction": _INTERACTION,
    "information": _INFORMATION,
}
