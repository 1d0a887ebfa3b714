"""A case file is read whole or refused with every problem it has."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.points import entries_of, points_of
from causality.case.read import read_case, read_case_file
from causality.errors import CaseError
from tests.case.strategies import documents

SMALL = """\
schema: causality/case/1
id: small
drugs: [{id: dara, name: daratumumab, role: suspect}]
events: [{id: lep, term: leukoencephalopathy}]
"""
FAULTY = """\
schema: causality/case/2
id: Seed Case
day 0: initial MRI
patient:
  age: fifty
  conditions:
    - {id: poems, term: POEMS, since: before dara.begin, explains: [lpe]}
drugs:
  - id: dara
    name: daratumumab
    role: suspected
    half-life: long
    doses:
      - {id: first, start: 2024-13}
      - {id: first, start: 3 d after lep.onsett}
      - {id: stop, start: day 3}
    half life: 18 d
  - {id: last, name: prednisone, role: concomitant, started for: dara}
events:
  - {id: lep, term: leukoencephalopathy, onset: 3 d after daar.start, part of: lep}
  - {id: lep, course: [{id: worse, at: 3 days, state: worsend}]}
observations:
  - {id: mri0, test: MRI, measures: {DWI: bright, ADC: {marks recovry: no}}, of: leep}
re-exposures:
  - {id: again, drugs: [], event: lep, result: recurred, onset: yesterday}
"""


def test_every_problem_of_a_file_is_named_with_its_place(
    golden: Callable[[str, str], None],
) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(FAULTY.encode(), "case.yaml")
    golden("faulty.txt", f"{caught.value}\n")


def test_a_case_is_read_from_a_path_a_text_path_and_bytes(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert read_case(file) == read_case(str(file)) == read_case(SMALL.encode())


def test_the_hash_is_that_of_the_bytes() -> None:
    found = read_case_file(SMALL.encode())
    assert found.sha256 == sha256(SMALL.encode()).hexdigest()
    assert found.notes == ()


def test_hidden_characters_are_taken_out_and_noted_by_place_only() -> None:
    found = read_case_file(
        SMALL.replace("daratumumab", '"dara\\u001b[2Jtumumab"').encode(), "c.yaml"
    )
    assert found.case.drugs[0].name == "dara[2Jtumumab"
    (note,) = found.notes
    assert note.startswith("c.yaml:3:")
    assert "tumumab" not in note


def test_a_file_that_is_not_there_is_a_case_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"none\.yaml: cannot be read"):
        read_case(tmp_path / "none.yaml")


def test_a_missing_section_and_a_wrong_name_are_told_together() -> None:
    with pytest.raises(CaseError) as caught:
        read_case(b"schema: causality/case/1\nid: x\nevents: [{id: e, term: t, part of: f}]")
    assert [(problem.line, problem.wrong) for problem in caught.value.problems] == [
        (1, "'drugs' is missing"),
        (3, "no event 'f'"),
    ]


@pytest.mark.parametrize("text", ["[]", "text", "1", "", "null", "- a\n- b"])
def test_what_is_no_mapping_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(text.encode())
    assert len(caught.value.problems) == 1


def test_python_names_are_no_file_keys() -> None:
    with pytest.raises(CaseError, match="unknown key 'last_information'; did you mean"):
        read_case(f"{SMALL}last_information: 2024\n".encode())


def test_a_bare_measure_is_its_value() -> None:
    case = read_case(
        f"{SMALL}observations:\n- {{id: mri, test: MRI, measures: {{ADC: low}}}}\n".encode()
    )
    assert case.observations[0].measures["ADC"].value == "low"
    assert case.observations[0].measures["ADC"].marks_recovery == "unknown"


def test_an_empty_value_says_nothing_but_a_list_wants_brackets() -> None:
    assert read_case(f"{SMALL}title:\nday 0:\n".encode()) == read_case(SMALL.encode())
    with pytest.raises(CaseError, match="write \\[\\] or leave the key out"):
        read_case(f"{SMALL}observations:\n".encode())


@given(documents())
def test_a_written_case_reads_back_as_itself(data: dict[str, Any]) -> None:
    case = read_case(json.dumps(data).encode())
    again = case.model_dump_json(by_alias=True, exclude_defaults=True)
    assert read_case(again.encode()) == case


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_keys_and_facts_does_not_matter(
    data: dict[str, Any], rng: random.Random
) -> None:
    one, other = (read_case(json.dumps(form).encode()) for form in (data, _shuffled(data, rng)))
    assert points_of(one) == points_of(other)
    assert set(entries_of(one)) == set(entries_of(other))


@given(documents())
def test_yaml_and_json_say_the_same(data: dict[str, Any]) -> None:
    # Indented lines of flow YAML are what JSON is, once it does not begin with a brace.
    as_yaml = "\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in data.items())
    assert read_case(as_yaml.encode()) == read_case(json.dumps(data).encode())


def _shuffled(data: Any, rng: random.Random) -> Any:
    if isinstance(data, dict):
        keys = list(data)
        rng.shuffle(keys)
        return {key: _shuffled(data[key], rng) for key in keys}
    if isinstance(data, list):
        return [_shuffled(item, rng) for item in rng.sample(data, len(data))]
    return data
