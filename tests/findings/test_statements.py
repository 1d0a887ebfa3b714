"""The reporter's statement fills what the timeline leaves open, and never more."""

from __future__ import annotations

import pytest

from causality.findings.derive import STATED, derive
from causality.vocabulary import VOCABULARY
from tests.findings.tables.dechallenge import WAIT, action, stop
from tests.findings.tables.line import Line, days, facts_of, line

_IMPROVED = stop(change="improved", improved_after=days(3))
_PERHAPS = stop(change="improved", improved_after=days(-1, 3))

LINES = {
    "dechallenge": (
        line(
            "nothing is recorded, so the word stands",
            -1,
            "positive",
            pair={"stated_dechallenge": "positive"},
        ),
        line(
            "the word `unknown` is no word",
            12,
            "unknown",
            pair={"stated_dechallenge": "unknown"},
        ),
        line(
            "the timeline decides and the word agrees",
            2,
            "positive",
            pair={"stated_dechallenge": "positive"},
            episode=[_IMPROVED],
        ),
        line(
            "the timeline decides and the word differs",
            2,
            "positive",
            pair={"stated_dechallenge": "negative"},
            disagrees=True,
            episode=[_IMPROVED],
        ),
        line(
            "the dates leave two values and the word is one of them",
            -1,
            "positive",
            pair={"stated_dechallenge": "positive"},
            episode=[_PERHAPS],
        ),
        line(
            "the dates leave two values and the word is neither",
            6,
            "unknown | positive | not interpretable",
            pair={"stated_dechallenge": "negative"},
            disagrees=True,
            episode=[_PERHAPS],
        ),
        line(
            "stopped, the course untold: the word stands",
            -1,
            "negative",
            pair={"stated_dechallenge": "negative"},
            episode=[stop()],
        ),
        line(
            "stopped perhaps before the event, the course untold: the word stands",
            -1,
            "positive",
            pair={"stated_dechallenge": "positive"},
            episode=[stop(action_after_onset=days(-1, 1))],
        ),
        line(
            "it was stopped, so the word `not done` cannot be",
            9,
            "unknown",
            pair={"stated_dechallenge": "not done"},
            disagrees=True,
            episode=[stop()],
        ),
        line(
            "one stop may have helped, of another nothing is told: the word may be about that one",
            -1,
            "negative",
            pair={"stated_dechallenge": "negative"},
            episode=[_PERHAPS, stop()],
        ),
        line(
            "one stop may have helped, of another nothing is told; but it was stopped",
            5,
            "unknown | positive | not interpretable",
            pair={"stated_dechallenge": "not done"},
            disagrees=True,
            episode=[_PERHAPS, stop()],
        ),
        line(
            "too early by the dates, whatever the word",
            8,
            "too early",
            pair={**WAIT, "stated_dechallenge": "negative"},
            disagrees=True,
            episode=[stop(change="not improved", unimproved_until=days(5))],
        ),
        line(
            "dates that cannot all hold are not healed by a word",
            0,
            "contradictory",
            pair={"stated_dechallenge": "positive"},
            disagrees=True,
            episode=[stop(dates="contradictory")],
        ),
    ),
    "dose_response": (
        line(
            "the improvement may precede the reduction; then nothing is known, and the word stands",
            -1,
            "absent",
            pair={"stated_dose_response": "absent"},
            episode=[action("reduction", change="improved", improved_after=days(-1, 1))],
        ),
        line(
            "the dose was reduced, so the word `dose not changed` cannot be",
            3,
            "unknown",
            pair={"stated_dose_response": "dose not changed"},
            disagrees=True,
            episode=[action("reduction")],
        ),
        line(
            "the dose was reduced, with what effect only the reporter says",
            -1,
            "present",
            pair={"stated_dose_response": "present"},
            episode=[action("reduction")],
        ),
        line(
            "the dose stayed, whatever the word",
            4,
            "dose not changed",
            pair={"stated_dose_response": "present"},
            disagrees=True,
            episode=[action("continuation")],
        ),
    ),
    "stop_shared": (
        line(
            "stopped in unknown company: the reporter knows",
            -1,
            "shared",
            pair={"stated_stop_shared": "shared"},
            episode=[stop(company=None)],
        ),
        line(
            "it was stopped, so the word `not stopped` cannot be",
            1,
            "unknown",
            pair={"stated_stop_shared": "not stopped"},
            disagrees=True,
            episode=[stop(company=None)],
        ),
    ),
    "course_on_drug": (
        line(
            "it went on, the course untold: the reporter knows",
            -1,
            "worsened",
            pair={"stated_course_on_drug": "worsened"},
            episode=[action("continuation")],
        ),
        line(
            "it went on, so the word `not continued` cannot be",
            5,
            "unknown",
            pair={"stated_course_on_drug": "not continued"},
            disagrees=True,
            episode=[action("continuation")],
        ),
        line(
            "it went on, the course untold, then perhaps better before the stop",
            -1,
            "persisted",
            pair={"stated_course_on_drug": "persisted"},
            episode=[action("continuation"), _PERHAPS],
        ),
    ),
    "objective_confirmation": (
        line(
            "an image that nobody can read, but the reporter says that the event was seen",
            -1,
            "confirmed",
            pair={"stated_objective_confirmation": "confirmed"},
            observation=[{"shows": "not interpretable"}],
        ),
        line(
            "an image was made, so the word `not done` cannot be",
            3,
            "unknown",
            pair={"stated_objective_confirmation": "not done"},
            disagrees=True,
            observation=[{"shows": "not interpretable"}],
        ),
    ),
    "sequence": (
        line(
            "no dates at all: the word stands",
            -1,
            "drug first",
            pair={"stated_sequence": "drug first"},
        ),
        line(
            "the event came first, whatever the word",
            5,
            "event first",
            pair={"stated_sequence": "drug first", "onset_after_start": days(-3)},
            disagrees=True,
        ),
    ),
    "rechallenge": (
        line(
            "nobody speaks of giving it again but the reporter says it was not done",
            -1,
            "not done",
            pair={"stated_rechallenge": "not done"},
        ),
        line(
            "given again, the effect untold: the reporter knows",
            -1,
            "negative",
            pair={"stated_rechallenge": "negative"},
            re_exposure=[{"agent": "drug"}],
        ),
        line(
            "given again, so the word `not done` cannot be",
            8,
            "unknown",
            pair={"stated_rechallenge": "not done"},
            disagrees=True,
            re_exposure=[{"agent": "drug"}],
        ),
        line(
            "the report describes one, so the word `not done` cannot be",
            7,
            "unknown | positive | not interpretable",
            pair={"stated_rechallenge": "not done"},
            disagrees=True,
            re_exposure=[{"agent": "drug", "result": "recurred"}],
        ),
    ),
    "alternatives": (
        line(
            "no cause on record: the reporter's judgement stands",
            -1,
            "unlikely",
            pair={"stated_alternatives": "unlikely"},
        ),
        line(
            "a possible cause on record outweighs the reporter's judgement",
            2,
            "possible",
            pair={"stated_alternatives": "none after search"},
            disagrees=True,
            alternative=[{"role": "competing", "status": "possible"}],
        ),
    ),
    "drug_at_onset": (
        line(
            "first taken later, so no word puts it into the body",
            0,
            "unknown",
            pair={"stated_drug_at_onset": "present", "onset_after_start": days(-3)},
            disagrees=True,
        ),
    ),
}


@pytest.mark.parametrize(
    ("name", "one"),
    [
        pytest.param(name, one, id=f"{name}: {one.why}")
        for name, lines in LINES.items()
        for one in lines
    ],
)
def test_a_statement_is_used_where_the_timeline_cannot_decide(name: str, one: Line) -> None:
    findings = derive(facts_of([one]))
    values = VOCABULARY[name].named(int(findings.mask(name)[0]))
    assert frozenset(values) == one.values
    assert int(findings.rule(name)[0]) == one.row
    assert bool(findings.disagrees[name][0]) is one.disagrees


@pytest.mark.parametrize(
    "name", sorted(set(VOCABULARY) - {"information", "co_suspects", "liver_co_drugs"})
)
def test_every_word_stands_where_nothing_is_recorded(name: str) -> None:
    values = [value for value in VOCABULARY[name].values[1:] if value != "contradictory"]
    lines = [line(value, -1, value, pair={f"stated_{name}": value}) for value in values]
    findings = derive(facts_of(lines))
    named = [VOCABULARY[name].named(int(mask)) for mask in findings.mask(name)]
    assert named == [(value,) for value in values]
    assert (findings.rule(name) == STATED).all()


@pytest.mark.parametrize("name", ["sequence", "latency", "dechallenge", "rechallenge"])
def test_that_dates_clash_is_seen_and_not_stated(name: str) -> None:
    findings = derive(facts_of([line("", 0, "", pair={f"stated_{name}": "contradictory"})]))
    assert int(findings.rule(name)[0]) != STATED
    assert bool(findings.disagrees[name][0])


def test_a_statement_is_a_reason_of_its_own() -> None:
    one = line("", -1, "positive", pair={"stated_dechallenge": "positive"})
    reason = derive(facts_of([one])).reason("dechallenge", 0)
    assert reason.grounds == ("stated_dechallenge",)
    assert "states" in reason.sentence


def test_a_statement_on_one_pair_leaves_the_others_alone() -> None:
    told = line("", -1, "positive", pair={"stated_dechallenge": "positive"})
    silent = line("", 12, "unknown")
    findings = derive(facts_of([silent, told, silent]))
    assert findings.rule("dechallenge").tolist() == [12, -1, 12]
    assert not findings.disagrees["dechallenge"].any()
