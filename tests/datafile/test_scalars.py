"""Scalars are typed from text, strictly, each refusal with a sentence."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from causality.datafile import Identifier, Number, Record, Text, WholeNumber, YesNoUnknown

NUMBER: TypeAdapter[float] = TypeAdapter(Number)
WHOLE: TypeAdapter[int] = TypeAdapter(WholeNumber)
TEXT: TypeAdapter[str] = TypeAdapter(Text)
IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


def sentence(adapter: TypeAdapter[Any], value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(value)
    return caught.value.errors()[0]["msg"].removeprefix("Value error, ")


@pytest.mark.parametrize(
    ("written", "number"),
    [("0", 0), ("-1", -1), ("+2", 2), ("0.5", 0.5), ("1e-3", 0.001), (" 12.50 ", 12.5), ("0e0", 0)],
)
def test_numbers_are_read_from_text(written: str, number: float) -> None:
    assert NUMBER.validate_python(written) == number


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("nan", "only finite numbers are read; leave the key out if it is not known"),
        ("-.inf", "only finite numbers are read; leave the key out if it is not known"),
        ("Infinity", "only finite numbers are read; leave the key out if it is not known"),
        ("1_000", "write digits, such as 12 or 0.5, without a unit"),
        ("0x10", "write digits, such as 12 or 0.5, without a unit"),
        ("\u0663", "write digits, such as 12 or 0.5, without a unit"),
        ("12 mg", "write digits, such as 12 or 0.5, without a unit"),
        ("", "write digits, such as 12 or 0.5, without a unit"),
        ("010", "leave the leading zero out"),
        ("1,5", "write a decimal point, and nothing between thousands"),
        ("5 %", "write a share of 1 (5% is 0.05)"),
        (".5", "write a digit on both sides of the point"),
        ("5.", "write a digit on both sides of the point"),
    ],
)
def test_what_python_would_stretch_into_a_number_is_refused(written: str, hint: str) -> None:
    assert sentence(NUMBER, written) == f"{written!r} is not a number; {hint}"


def test_numbers_that_no_double_keeps_are_refused() -> None:
    assert sentence(NUMBER, "1" * 30) == "a number of 30 digits; at most 17 can be kept"
    assert sentence(NUMBER, "1e999") == "'1e999' is too large or too small to be kept"
    assert sentence(NUMBER, "1e-999") == "'1e-999' is too large or too small to be kept"
    assert NUMBER.validate_python("0." + "0" * 30 + "1") == 1e-31
    assert sentence(WHOLE, "1" * 30) == "a number of 30 digits; no count here is that large"


def test_a_long_text_is_not_repeated() -> None:
    told = sentence(NUMBER, "Mrs " + "x" * 40)
    assert told.startswith("a text of 44 characters is not a number")
    assert sentence(IDENTIFIER, "Mrs " + "x" * 40).startswith("a text of 44 characters is not")


def test_python_code_gives_numbers_as_numbers() -> None:
    assert NUMBER.validate_python(3) == 3.0
    assert WHOLE.validate_python(3) == 3
    refused: tuple[object, ...] = (math.nan, math.inf, True, [], None)
    for value in refused:
        with pytest.raises(ValidationError):
            NUMBER.validate_python(value)
    for value in (3.0, True, None):
        with pytest.raises(ValidationError):
            WHOLE.validate_python(value)


@pytest.mark.parametrize("written", ["3.0", "1e3", "007", "1_0", "", "three"])
def test_what_is_not_whole_is_no_whole_number(written: str) -> None:
    told = sentence(WHOLE, written)
    assert told == f"{written!r} is not a whole number; write digits only"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_double_reads_back_from_its_shortest_text(number: float) -> None:
    assert NUMBER.validate_python(repr(number)) == number


@given(st.integers(-(10**15), 10**15))
def test_every_count_reads_back(number: int) -> None:
    assert WHOLE.validate_python(str(number)) == number


def test_text_is_stripped_and_may_neither_be_empty_nor_a_book() -> None:
    assert TEXT.validate_python(" a b\n") == "a b"
    assert TEXT.validate_python("x" * 4000)
    for value in ("", " \n", "x" * 4001, 3, None):
        with pytest.raises(ValidationError):
            TEXT.validate_python(value)


@pytest.mark.parametrize("value", ["a", "dara", "mri-45", "a_1", "x" * 64])
def test_identifiers_are_plain(value: str) -> None:
    assert IDENTIFIER.validate_python(value) == value


@pytest.mark.parametrize(
    "value", ["", "A", "1a", "-a", "a b", "a.b", "../a", "é", "a\n", "x" * 65, "CON"]
)
def test_what_could_be_a_path_or_a_phrase_is_no_identifier(value: str) -> None:
    assert "is not an identifier; write up to 64 lower-case letters" in sentence(IDENTIFIER, value)


def test_answers_are_three_words() -> None:
    class Answer(Record):
        given: YesNoUnknown

    assert Answer.model_validate({"given": "unknown"}).given == "unknown"
    with pytest.raises(ValidationError):
        Answer.model_validate({"given": "true"})


def test_scalars_describe_themselves_to_an_editor() -> None:
    class All(BaseModel):
        number: Number
        whole: WholeNumber
        text: Text
        id: Identifier

    properties = All.model_json_schema()["properties"]
    assert [properties[name]["type"] for name in properties] == [
        "number",
        "integer",
        "string",
        "string",
    ]
    assert properties["id"]["pattern"] == "^[a-z][a-z0-9_-]*$"
