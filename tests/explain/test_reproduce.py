"""A result is made again to the byte, or refused by name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from causality.assessment import assess
from causality.assessment.contract import as_json, as_ndjson
from causality.case.read import CaseFile, read_case_file
from causality.case.shipped import shipped_cases
from causality.errors import InputError
from causality.explain.reproduce import NotReproducible, reproduce

SEED = read_case_file(shipped_cases()["daratumumab-leukoencephalopathy"])


def result_of(case: CaseFile = SEED, **asked: Any) -> bytes:
    return f"{as_json(assess(case, **asked))}\n".encode()


@pytest.mark.parametrize(
    "name",
    [
        "daratumumab-leukoencephalopathy",
        "synthetic-four-started-same-day",
        "imatinib-kaposi-sarcoma",
    ],
)
def test_a_result_is_made_again_to_the_byte(name: str) -> None:
    case = read_case_file(shipped_cases()[name])
    assert reproduce(result_of(case), case).same
    assert reproduce(as_ndjson(assess(case)).encode(), case).same


@pytest.mark.parametrize(
    "asked",
    [
        {"methods": ["who_umc"]},
        {"differential": False},
        {"networks": ["ufpn"]},
        {"priors": {"dara": 0.3}},
    ],
    ids=lambda one: next(iter(one)),
)
def test_what_was_asked_for_is_asked_again(asked: dict[str, Any]) -> None:
    assert reproduce(result_of(**asked), SEED).same


def test_a_changed_byte_is_found_and_its_place_told() -> None:
    data = json.loads(result_of())
    data["pairs"][0]["verdicts"]["naranjo_1981"]["score"] = 9
    data["pairs"][0]["verdicts"]["naranjo_1981"]["readings"].pop()
    data["extra"] = 1
    found = reproduce(json.dumps(data).encode(), SEED)
    assert not found.same
    told = " ".join(found.differences)
    assert "/pairs/0/verdicts/naranjo_1981/score: 9 in the result, 3 here" in told
    assert "/extra: only in the result" in told
    assert "readings: 9 in the result, 10 here" in told


def test_the_same_values_laid_out_otherwise_are_not_the_same_bytes() -> None:
    other = json.dumps(json.loads(result_of()), indent=7, ensure_ascii=False).encode()
    found = reproduce(other, SEED)
    assert found.differences == ("the same values, laid out otherwise",)


def changed(key: str, **values: str) -> bytes:
    data = json.loads(result_of())
    place = data[key][0] if isinstance(data[key], list) else data[key]
    place.update(values)
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (changed("engine", version="0.0.1"), "was made by causality 0.0.1"),
        (changed("case", sha256="0" * 64), "another file of the case"),
        (changed("models", sha256="0" * 64), "used the model .* here it is"),
        (changed("models", id="naranjo_2099"), "it is not here"),
    ],
    ids=["engine", "case", "model", "unknown model"],
)
def test_another_engine_case_or_model_is_refused_by_name(result: bytes, words: str) -> None:
    with pytest.raises(NotReproducible, match=words):
        reproduce(result, SEED)


def test_what_is_no_result_is_refused() -> None:
    with pytest.raises(InputError):
        reproduce(b"{}", SEED)
