"""The JSON contract: what it promises other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.assessment.assessment import Assessment
from causality.assessment.contract import (
    SCHEMA,
    as_dict,
    as_json,
    as_ndjson,
    assessment_schema,
    json_text,
    still_possible,
)
from causality.assessment.parts import MeasureFinding, Placed
from causality.case.dates import DAY, HOUR, MINUTE
from causality.vocabulary import VOCABULARY
from tests.report.examples import LITTLE_KNOWN, assessment, contradictory, finding, pair

NOT_APPLICABLE = {**LITTLE_KNOWN, "exposure": ("not taken",)}
SEVERAL = {**LITTLE_KNOWN, "dechallenge": ("positive", "negative")}
BEST = {
    **LITTLE_KNOWN,
    "latency": ("highly suggestive",),
    "dechallenge": ("positive",),
    "stop_shared": ("alone",),
    "rechallenge": ("positive",),
    "alternatives": ("none after search",),
    "underlying_disease": ("none",),
    "specific_pattern": ("specific",),
    "prior_knowledge": ("listed",),
    "drug_level": ("toxic",),
    "dose_response": ("present",),
    "previous_reaction": ("same drug",),
}
EXAMPLES = {
    "little known": assessment(),
    "several values": assessment(pair(SEVERAL)),
    "not applicable": assessment(pair(NOT_APPLICABLE)),
    "nothing better": assessment(pair(BEST)),
    "contradictory": contradictory(assessment()),
    "no pairs": replace(assessment(), pairs=(), case_sha256=None, day_0=None),
}
VALIDATOR = jsonschema.Draft7Validator(assessment_schema())


def with_times(lo: int | None, hi: int | None) -> Assessment:
    """An assessment whose timeline and time to onset have these bounds."""
    one = pair()
    measure = MeasureFinding("time_to_onset", "time to onset", lo, hi, ())
    return replace(
        assessment(replace(one, measures={"time_to_onset": measure})),
        timeline=(Placed("lep.onset", "lep", lo, hi),),
    )


def time_to_onset(one: Assessment) -> Any:
    return json.loads(as_json(one))["pairs"][0]["findings"]["time_to_onset"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_valid_against_the_shipped_schema(name: str) -> None:
    VALIDATOR.validate(json.loads(as_json(EXAMPLES[name])))


def test_the_shipped_schema_is_draft_07() -> None:
    jsonschema.Draft7Validator.check_schema(assessment_schema())
    assert {"prefixItems", "$defs", "unevaluatedProperties"} & set(
        keywords(assessment_schema())
    ) == set()


def keywords(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield key
            yield from keywords(value)
    elif isinstance(node, list):
        for value in node:
            yield from keywords(value)


@pytest.mark.parametrize("key", ["schema", "engine", "case", "entries", "timeline", "pairs"])
def test_the_schema_misses_what_is_left_out(key: str) -> None:
    told = as_dict(assessment())
    del told[key]
    assert not VALIDATOR.is_valid(told)


@pytest.mark.parametrize("key", ["value", "possible", "because", "grounds"])
def test_the_schema_misses_what_a_finding_leaves_out(key: str) -> None:
    told = json.loads(as_json(assessment()))
    del told["pairs"][0]["findings"]["dechallenge"][key]
    assert not VALIDATOR.is_valid(told)


def test_the_contract_names_itself_and_the_engine() -> None:
    told = as_dict(assessment())
    assert told["schema"] == SCHEMA == assessment_schema()["properties"]["schema"]["const"]
    assert told["engine"] == {"name": "causality", "version": "0.1.0"}
    assert "differentials" not in told


@pytest.mark.parametrize(
    ("name", "values", "possible"),
    [
        # Settled, and nothing can be learnt that would unsettle it.
        ("dechallenge", ("positive",), ["positive"]),
        # Silence: what the vocabulary says a follow-up could find, in its order.
        ("dechallenge", ("unknown",), ["positive", "negative", "not done"]),
        # The dates leave two values, the silence between them adds the third.
        ("dechallenge", ("positive", "negative"), ["positive", "negative", "not done"]),
        # As it stands, or as it may become.
        ("dechallenge", ("too early",), ["positive", "negative", "too early"]),
        # Nothing can be learnt: the vocabulary names no way out of this silence.
        ("interaction", ("unknown",), ["unknown"]),
    ],
)
def test_possible_is_every_value_that_may_still_turn_out_true(
    name: str, values: tuple[str, ...], possible: list[str]
) -> None:
    assert list(still_possible(finding(name, values))) == possible


@given(st.sampled_from(sorted(VOCABULARY)), st.data())
def test_possible_holds_what_is_recorded_and_is_never_empty(name: str, data: st.DataObject) -> None:
    values = data.draw(st.sets(st.sampled_from(VOCABULARY[name].values[1:]), min_size=1))
    possible = set(still_possible(finding(name, tuple(values))))
    assert values <= possible <= set(VOCABULARY[name].values[1:])


def test_recorded_and_stated_stand_only_where_they_say_something() -> None:
    one = pair(SEVERAL)
    told: Any = as_dict(assessment(one))
    dechallenge = told["pairs"][0]["findings"]["dechallenge"]
    assert dechallenge["value"] == "unknown"
    assert dechallenge["recorded"] == ["positive", "negative"]
    assert "recorded" not in told["pairs"][0]["findings"]["sequence"]
    assert "stated" not in dechallenge
    stated = replace(one.findings["dechallenge"], stated="negative")
    changed = replace(one, findings={**one.findings, "dechallenge": stated})
    told = as_dict(assessment(changed))
    assert told["pairs"][0]["findings"]["dechallenge"]["stated"] == "negative"


@pytest.mark.parametrize(
    ("lo", "hi", "days"),
    [
        (0, 30 * DAY, [0, 30]),
        (None, -MINUTE, [None, -0.000694444444444]),  # 1/1440 to 12 digits
        (3 * DAY, 4 * DAY - MINUTE, [3, 3.99930555556]),  # 4 - 1/1440
        (6 * HOUR, None, [0.25, None]),
        (None, None, [None, None]),
    ],
)
def test_times_are_days_with_twelve_digits_and_open_ends_are_null(
    lo: int | None, hi: int | None, days: list[float | None]
) -> None:
    one = with_times(lo, hi)
    assert time_to_onset(one)["value"] == days
    assert time_to_onset(one)["unit"] == "d"
    assert json.loads(as_json(one))["timeline"]["points"][0]["value"] == days


@given(st.integers(-(2**40), 2**40))
def test_no_number_has_more_than_twelve_significant_digits(minutes: int) -> None:
    written = as_json(with_times(minutes, None)).partition('"value": [')[2].split(",")[0].strip()
    value = json.loads(written)
    assert value == pytest.approx(minutes / DAY, rel=1e-11)
    assert isinstance(value, int) is (minutes % DAY == 0)
    if isinstance(value, float):
        digits = written.partition("e")[0].replace("-", "").replace(".", "").lstrip("0")
        assert len(digits) <= 12


def test_a_method_that_does_not_apply_says_why_and_nothing_else() -> None:
    told: Any = as_dict(EXAMPLES["not applicable"])
    verdict = told["pairs"][0]["verdicts"]["who_umc"]
    assert verdict["not_applicable"] == "the patient did not take the drug"
    assert "category" not in verdict


@pytest.mark.parametrize("name", EXAMPLES)
def test_points_shown_add_up_to_the_score_shown(name: str) -> None:
    told: Any = as_dict(EXAMPLES[name])
    for one in told["pairs"]:
        verdict = one["verdicts"]["naranjo_1981"]
        if "score" in verdict:
            assert sum(reading["points"] for reading in verdict["readings"]) == verdict["score"]


def test_one_case_is_one_line_of_ndjson() -> None:
    lines = as_ndjson(assessment()).splitlines()
    assert len(lines) == 1
    assert json.loads(lines[0]) == json.loads(as_json(assessment()))


@given(st.text())
def test_any_text_comes_back_and_no_terminal_obeys_it(text: str) -> None:
    written = json_text({"text": text})
    assert json.loads(written) == {"text": text}
    assert [
        one for one in written if not one.isprintable() and one not in "\n\xa0" and ord(one) < 0xA0
    ] == []


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b31m", "\u202eabc", "\u2066", "\ud800", "\x7f"])
def test_what_a_terminal_obeys_is_written_as_an_escape(text: str) -> None:
    written = json_text([text], None)
    assert text[0] not in written
    assert json.loads(written) == [text]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_there_is_no_nan(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text([number])


def test_the_methods_of_an_assessment_give_the_contract() -> None:
    one = assessment()
    assert one.to_dict() == as_dict(one)
    assert one.to_json() == as_json(one)
    assert one.to_json(indent=None) == as_json(one, None)
