"""A case written as a file reads back as the same case, and looks as people would write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causality.case.case import Case
from causality.case.read import read_case
from causality.case.shipped import shipped_cases
from causality.case.write import write_case

SHIPPED = shipped_cases()


def with_note(note: str) -> Case:
    return Case.model_validate(
        {
            "schema": "causality/case/1",
            "id": "small",
            "drugs": [{"id": "a", "name": "amoxicillin", "role": "suspect", "note": note}],
            "events": [{"id": "b", "term": note, "terms": [note, "x"]}],
        }
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_case_reads_back_as_it_was(name: str) -> None:
    case = read_case(SHIPPED[name])
    assert read_case(write_case(case).encode()) == case


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")),
        min_size=1,
        max_size=60,
    ).filter(str.strip)
)
def test_any_words_read_back_as_they_were(note: str) -> None:
    case = with_note(note)
    assert read_case(write_case(case).encode()) == case


@pytest.mark.parametrize(
    "note",
    [
        "null",
        "~",
        "yes",
        "010",
        "2024-03-05",
        "a: b",
        "a #b",
        "a:",
        "#",
        "- a",
        "[a, b]",
        "{a}",
        "a, b] c",
        '"quoted"',
        "it's",
        "&a *b !c |d >e %f @g `h",
        "? x",
        "---",
        "<<",
        "first\nsecond",
        "a\tb",
        "grün 😀",
    ],
)
def test_words_with_a_meaning_in_yaml_stay_words(note: str) -> None:
    case = with_note(note)
    assert read_case(write_case(case).encode()) == case


def test_what_is_short_stands_on_one_line_and_sources_come_last() -> None:
    case = Case.model_validate(
        {
            "schema": "causality/case/1",
            "id": "small",
            "patient": {"age": "56 y", "sex": "female"},
            "drugs": [
                {
                    "id": "dara",
                    "source": "page 2",
                    "name": "daratumumab",
                    "role": "suspect",
                    "half-life": "18 d +- 9 d",
                    "doses": [{"source": "table 1", "id": "first", "start": "2024-03-05"}],
                }
            ],
            "events": [{"id": "lep", "term": "leukoencephalopathy"}],
            "observations": [
                {"id": "alt", "test": "ALT", "measures": {"ALT": {"value": "131", "upper": 40}}}
            ],
        }
    )
    assert write_case(case) == (
        "schema: causality/case/1\n"
        "id: small\n"
        "patient: {age: 56 y, sex: female}\n"
        "drugs:\n"
        "  - id: dara\n"
        "    name: daratumumab\n"
        "    role: suspect\n"
        "    doses:\n"
        "      - {id: first, start: 2024-03-05, source: table 1}\n"
        "    half-life: 18 d +- 9 d\n"
        "    source: page 2\n"
        "events:\n"
        "  - {id: lep, term: leukoencephalopathy}\n"
        "observations:\n"
        "  - id: alt\n"
        "    test: ALT\n"
        "    measures:\n"
        "      ALT: {value: 131, upper: 40}\n"
    )
