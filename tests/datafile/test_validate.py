"""A document is typed by its schema; every fault is a problem with its place, said plainly."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, Field, RootModel, ValidationError, model_validator

from causality.datafile import (
    MAX_PROBLEMS,
    Document,
    Identifier,
    Number,
    Record,
    Text,
    WholeNumber,
    YesNoUnknown,
    read_document,
    validate,
)
from causality.errors import CaseError, ModelError


def _day(value: str) -> str:
    if not value.isdigit():
        message = f"not a day ({value}); write digits"
        raise ValueError(message)
    return value


class Route(Enum):
    ORAL = "oral"
    INTRAVENOUS = "intravenous"


class Dose(Record):
    id: Identifier
    start: Annotated[str, AfterValidator(_day)] | None = None
    amount: Annotated[Number, Field(gt=0, le=1000)] | None = None
    times: Annotated[WholeNumber, Field(ge=1, lt=10)] = 1
    route: Route | None = None


class Drug(Record):
    """A drug."""

    name: Text = Field(description="The name as reported.")
    role: Literal["suspect", "interacting", "concomitant"] = "suspect"
    marks_recovery: YesNoUnknown | None = None
    doses: tuple[Dose, ...] = ()
    levels: Annotated[list[Number], Field(max_length=2)] = Field(default_factory=list)
    window: tuple[Number, Number] | None = None
    found: Mapping[Identifier, Text] = Field(default_factory=dict)
    batch: Annotated[Text, Field(pattern=r"^[A-Z]+$", max_length=4)] | None = None
    result: Identifier | Dose | None = None
    count: WholeNumber | Literal["many"] | None = None

    @model_validator(mode="after")
    def _levels_have_doses(self) -> Drug:
        if self.levels and not self.doses:
            message = "levels without a dose; add one"
            raise ValueError(message)
        return self


class Case(Record):
    drugs: tuple[Drug, ...]
    note: Text | None = None


def document(raw: str) -> Document:
    return read_document(raw.encode(), "f", CaseError)


def problems(raw: str) -> list[str]:
    with pytest.raises(CaseError) as caught:
        validate(document(raw), Case, CaseError)
    return [str(problem) for problem in caught.value.problems]


def test_a_good_document_is_typed() -> None:
    raw = """
drugs:
- name: x
  marks recovery: "no"
  doses: [{id: a, amount: 2.5, times: 3, route: oral, start: 12}]
  window: [1, 2]
  found: {flair: worse}
note:
"""
    case = validate(document(raw), Case, CaseError)
    (drug,) = case.drugs
    assert (drug.marks_recovery, drug.window, drug.found) == ("no", (1.0, 2.0), {"flair": "worse"})
    assert drug.doses == (Dose(id="a", amount=2.5, times=3, route=Route.ORAL, start="12"),)
    assert case.note is None


# A fault in `drugs: [{name: x, <here>}]`; `^` marks the place that the message must name.
FAULTS = {
    "unknown key": (
        "^rolle: suspect",
        "drugs[0]: unknown key 'rolle'; did you mean 'role'?",
    ),
    "key in Python's spelling": (
        "^marks_recovery: yes",
        "drugs[0]: unknown key 'marks_recovery'; did you mean 'marks recovery'?",
    ),
    "key without a space after its colon": (
        "^role:suspect",
        "drugs[0]: unknown key 'role:suspect'; a space is missing after the colon",
    ),
    "unknown key without a neighbour": (
        "^zzz: 1",
        (
            "drugs[0]: unknown key 'zzz'; known: name, role, marks recovery, doses, levels, "
            "window, found, batch, result, count"
        ),
    ),
    "unknown key in an item": (
        "doses: [{id: a, ^stat: 3}]",
        "drugs[0].doses[0]: unknown key 'stat'; did you mean 'start'?",
    ),
    "word that is not allowed": (
        "role: ^suspekt",
        (
            "drugs[0].role: 'suspekt' is not an allowed word; did you mean 'suspect'? allowed: "
            "suspect, interacting, concomitant"
        ),
    ),
    "word far from any allowed": (
        "marks recovery: ^'true'",
        "drugs[0].marks recovery: 'true' is not an allowed word; allowed: yes, no, unknown",
    ),
    "nothing for a word": (
        "role: ^",
        (
            "drugs[0].role: nothing is written where a word should stand; allowed: suspect, "
            "interacting, concomitant"
        ),
    ),
    "list for a word": (
        "role: ^[suspect]",
        (
            "drugs[0].role: a list stands where a word should; allowed: suspect, interacting, "
            "concomitant"
        ),
    ),
    "long text for a word": (
        "role: ^xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        (
            "drugs[0].role: a text of 41 characters is not an allowed word; allowed: suspect, "
            "interacting, concomitant"
        ),
    ),
    "word of an enumeration": (
        "doses: [{id: a, route: ^orall}]",
        (
            "drugs[0].doses[0].route: 'orall' is not an allowed word; did you mean 'oral'? "
            "allowed: oral, intravenous"
        ),
    ),
    "missing key": (
        "doses: [^{}]",
        "drugs[0].doses[0]: 'id' is missing",
    ),
    "nothing for a list": (
        "doses: ^",
        (
            "drugs[0].doses: nothing is written where a list should stand; write [] or leave the "
            "key out"
        ),
    ),
    "text for a list": (
        "doses: ^a",
        (
            "drugs[0].doses: 'a' stands where a list should; write [...], or lines that begin "
            "with '- '"
        ),
    ),
    "mapping for a list": (
        "levels: ^{a: b}",
        (
            "drugs[0].levels: a mapping stands where a list should; write [...], or lines that "
            "begin with '- '"
        ),
    ),
    "text for a mapping": (
        "doses: [^'id:a']",
        (
            "drugs[0].doses[0]: 'id:a' stands where a mapping of 'key: value' lines should; a "
            "space is missing after the colon"
        ),
    ),
    "list for a mapping": (
        "doses: [^[]]",
        "drugs[0].doses[0]: a list stands where a mapping of 'key: value' lines should",
    ),
    "nothing for a mapping": (
        "found: ^",
        (
            "drugs[0].found: nothing is written where a mapping of 'key: value' lines should "
            "stand; leave the key out"
        ),
    ),
    "mapping for a text": (
        "batch: ^{a: b}",
        "drugs[0].batch: a mapping stands where text should",
    ),
    "empty text": (
        "batch: ^''",
        "drugs[0].batch: the text is empty; write something or leave the key out",
    ),
    "text too long": (
        "batch: ^ABCDE",
        "drugs[0].batch: 'ABCDE' has the wrong length; it must have at most 4 characters",
    ),
    "text of another form": (
        "batch: ^abc",
        "drugs[0].batch: string should match pattern '^[A-Z]+$'",
    ),
    "not a number": (
        "doses: [{id: a, amount: ^5 mg}]",
        (
            "drugs[0].doses[0].amount: '5 mg' is not a number; write digits, such as 12 or 0.5, "
            "without a unit"
        ),
    ),
    "list for a number": (
        "doses: [{id: a, amount: ^[]}]",
        "drugs[0].doses[0].amount: a list stands where a number should",
    ),
    "number too large": (
        "doses: [{id: a, amount: ^2000}]",
        "drugs[0].doses[0].amount: '2000' is out of range; it must be at most 1000",
    ),
    "number too small": (
        "doses: [{id: a, amount: ^0}]",
        "drugs[0].doses[0].amount: '0' is out of range; it must be more than 0",
    ),
    "count too small": (
        "doses: [{id: a, times: ^0}]",
        "drugs[0].doses[0].times: '0' is out of range; it must be at least 1",
    ),
    "count too large": (
        "doses: [{id: a, times: ^10}]",
        "drugs[0].doses[0].times: '10' is out of range; it must be less than 10",
    ),
    "list too long": (
        "levels: ^[1, 2, 3]",
        "drugs[0].levels: a list has the wrong length; it must have at most 2 items",
    ),
    "pair too short": (
        "window: ^[1]",
        "drugs[0].window: item 2 of the list is missing",
    ),
    "pair too long": (
        "window: ^[1, 2, 3]",
        "drugs[0].window: a list has the wrong length; it must have at most 2 items",
    ),
    "key of a free mapping": (
        "found: {^FLAIR: worse}",
        (
            "drugs[0].found.FLAIR: 'FLAIR' is not an identifier; write up to 64 lower-case "
            "letters, digits, '-' and '_', a letter first"
        ),
    ),
    "value of a free mapping": (
        "found: {flair: ^[]}",
        "drugs[0].found.flair: a list stands where text should",
    ),
    "sentence of our own": (
        "doses: [{id: a, start: ^soon}]",
        "drugs[0].doses[0].start: not a day (soon); write digits",
    ),
    "sentence of our own about a long text": (
        "doses: [{id: a, start: ^sssssssssssssssssssssssssssssssssssssssss}]",
        "drugs[0].doses[0].start: not a day (...); write digits",
    ),
    "one of two forms, clearly meant": (
        "result: {id: a, ^stat: 3}",
        "drugs[0].result: unknown key 'stat'; did you mean 'start'?",
    ),
    "one of two forms, clearly meant as text": (
        "result: ^A",
        (
            "drugs[0].result: 'A' is not an identifier; write up to 64 lower-case letters, "
            "digits, '-' and '_', a letter first"
        ),
    ),
    "none of two forms": (
        "result: ^[]",
        (
            "drugs[0].result: this fits none of the forms it can have; a list stands where text "
            "should - or: a list stands where a mapping of 'key: value' lines should"
        ),
    ),
    "none of two forms of text": (
        "count: ^few",
        (
            "drugs[0].count: this fits none of the forms it can have; write digits only - or: "
            "allowed: many"
        ),
    ),
}


@pytest.mark.parametrize(("line", "problem"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_at_its_place(line: str, problem: str) -> None:
    before, _, after = f"drugs: [{{name: x, {line}}}]".partition("^")
    assert problems(before + after) == [f"f:1:{len(before) + 1}: {problem}"]


def test_a_sentence_about_a_record_stands_where_the_record_begins() -> None:
    told = "f:1:9: drugs[0]: levels without a dose; add one"
    assert problems("drugs: [{name: x, levels: [1]}]") == [told]


def test_a_missing_key_says_what_it_is() -> None:
    assert problems("drugs:\n- role: suspect") == [
        "f:2:3: drugs[0]: 'name' is missing; The name as reported."
    ]


def test_all_faults_are_reported_at_once_in_file_order() -> None:
    raw = "note: []\ndrugs:\n- rol: x\n- name: ''\n  doses: [{id: B}, {id: c, times: x}]\nx: y"
    assert [problem.split(": ")[0] for problem in problems(raw)] == [
        "f:1:7",
        "f:3:3",
        "f:3:3",
        "f:4:9",
        "f:5:16",
        "f:5:35",
        "f:6:1",
    ]


def test_an_empty_file_is_said_to_be_empty() -> None:
    assert problems("# nothing") == ["f: the file is empty"]


def test_a_file_that_is_not_a_mapping_is_said_so() -> None:
    assert problems("drugs:x") == [
        (
            "f:1:1: 'drugs:x' stands where a mapping of 'key: value' lines should; "
            "a space is missing after the colon"
        )
    ]


def test_a_part_of_a_document_can_be_typed_alone() -> None:
    whole = document("drugs: [{name: x}, {name: y, rol: z}]")
    assert validate(whole, Drug, CaseError, path=["drugs", 0]).name == "x"
    with pytest.raises(ModelError) as caught:
        validate(whole, Drug, ModelError, path=["drugs", 1])
    told = "f:1:30: drugs[1]: unknown key 'rol'; did you mean 'role'?"
    assert str(caught.value) == told


def test_a_list_at_the_top_can_be_typed() -> None:
    class Drugs(RootModel[tuple[Drug, ...]]):
        """A list of drugs."""

    assert validate(document("- name: x"), Drugs, CaseError).root[0].name == "x"
    with pytest.raises(CaseError) as caught:
        validate(document("- name: x\n- names: x"), Drugs, CaseError)
    assert "f:2:3: [1]: unknown key 'names'; did you mean 'name'?" in str(caught.value)


def test_the_items_of_a_pair_know_their_keys() -> None:
    class Pair(Record):
        both: tuple[Dose, Drug]

    with pytest.raises(CaseError) as caught:
        validate(document("both: [{id: a}, {name: x, rol: y}]"), Pair, CaseError)
    assert str(caught.value) == "f:1:27: both[1]: unknown key 'rol'; did you mean 'role'?"


def test_a_form_chosen_by_a_word_is_checked_as_that_form() -> None:
    class Cat(Record):
        kind: Literal["cat"]
        lives: WholeNumber

    class Dog(Record):
        kind: Literal["dog"]

    class Pet(Record):
        pet: Annotated[Cat | Dog, Field(discriminator="kind")]

    def told(raw: str) -> str:
        with pytest.raises(CaseError) as caught:
            validate(document(raw), Pet, CaseError)
        return str(caught.value)

    assert told("pet: {kind: cat, lives: x}").startswith("f:1:25: pet.lives: 'x' is not a whole")
    assert told("pet: {kind: cat, live: 9}") == (
        "f:1:6: pet: 'lives' is missing\nf:1:18: pet: unknown key 'live'; did you mean 'lives'?"
    )
    assert told("pet: {kind: cow}").startswith("f:1:6: pet: input tag 'cow' found using 'kind'")


def test_a_long_value_is_repeated_nowhere_and_control_characters_never() -> None:
    secret = "Jane Roe born in 1970 " * 3
    raw = f'drugs: [{{name: x, role: "{secret}", "{secret}": 1, batch: "{secret}"}}]'
    with pytest.raises(CaseError) as caught:
        validate(document(raw), Case, CaseError)
    trace = "".join(traceback.format_exception(caught.value))
    assert "Jane" not in trace
    assert "a text of 66 characters" in trace
    (problem,) = problems('drugs: [{name: x, role: "a\\nb"}]')
    assert r"'a\nb' is not an allowed word" in problem


def test_of_too_many_faults_the_first_are_listed() -> None:
    found = problems("drugs:\n" + "- {}\n" * 500)
    assert len(found) == MAX_PROBLEMS + 1
    assert found[0] == "f: more than 100 problems; the first ones follow"
    assert found[1].startswith("f:2:3: drugs[0]: 'name' is missing")


@pytest.mark.parametrize(
    "raw",
    [
        "drugs:\n" + "- {}\n" * 100_000,
        "drugs: [{name: x, found: {" + "".join(f"K{n}: x, " for n in range(9_000)) + "}}]",
    ],
    ids=["records", "keys"],
)
def test_a_file_of_nothing_but_faults_is_given_up(raw: str) -> None:
    assert problems(raw) == ["f: more than 5,000 problems; is it a file of this kind?"]


def test_a_record_made_by_code_reports_to_the_code() -> None:
    with pytest.raises(ValidationError, match="1 validation error"):
        Drug(name="")


def test_python_code_writes_records_by_field_name() -> None:
    assert Drug(name="x", marks_recovery="yes").model_dump(by_alias=True, exclude_unset=True) == {
        "name": "x",
        "marks recovery": "yes",
    }
