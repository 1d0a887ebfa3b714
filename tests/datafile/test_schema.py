"""The JSON Schema of a record: draft-07 words, the file's own keys, every key described."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

import jsonschema
import pytest
from pydantic import Field, WithJsonSchema
from pydantic.functional_validators import BeforeValidator

from causality.datafile import Identifier, Number, Record, Text, WholeNumber, json_schema

Time = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda text: tuple(text.split("/")) if isinstance(text, str) else text),
    WithJsonSchema({"type": "string", "description": "A time."}),
]


class Dose(Record):
    """One dose."""

    start: Time = Field(description="When it began.")
    amount: Annotated[Number, Field(ge=0, lt=5)] | None = Field(
        default=None, description="How much."
    )
    times: Annotated[WholeNumber, Field(gt=0, le=9)] = Field(default=1, description="How often.")


class Injection(Record):
    kind: Literal["injection"] = Field(description="Which kind.")
    ge: Text = Field(default="x", description="A key that is a word of the schema language.")


class Tablet(Record):
    kind: Literal["tablet"] = Field(description="Which kind.")


class Drug(Record):
    """A drug as reported."""

    half_life: Text = Field(description="How long it stays.")
    doses: tuple[Dose, ...] = Field(default=(), description="Its episodes.")
    first: Dose | None = Field(default=None, description="The first dose.")
    main: Dose = Field(default=Dose(start=("x",)), description="The main dose.")
    window: tuple[Number, WholeNumber] | None = Field(default=None, description="A pair.")
    found: dict[Identifier, Dose] = Field(default_factory=dict, description="By id.")
    form: Annotated[Injection | Tablet, Field(discriminator="kind")] | None = Field(
        default=None, description="One of two forms."
    )


SCHEMA = json_schema(Drug)


def words(node: Any) -> set[str]:
    """Every key of the schema that is a word of the language, not a name of ours."""
    if isinstance(node, list):
        return {word for inner in node for word in words(inner)}
    if not isinstance(node, dict):
        return set()
    found = set(node)
    for word, inner in node.items():
        if word in {"properties", "patternProperties", "definitions"}:
            found |= words(list(inner.values()))
        elif word != "default":
            found |= words(inner)
    return found


def test_only_words_of_draft_07_are_used() -> None:
    """The list is the vocabulary of the draft-07 validation specification."""
    assert words(SCHEMA) <= {
        "$ref", "$schema", "additionalItems", "additionalProperties", "allOf", "anyOf", "const",
        "default", "definitions", "description", "enum", "exclusiveMaximum", "exclusiveMinimum",
        "items", "maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum", "oneOf",
        "pattern", "patternProperties", "properties", "propertyNames", "required",
        "type",
    }  # fmt: skip
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_nothing_stands_beside_a_reference() -> None:
    def check(node: Any) -> None:
        if isinstance(node, dict):
            assert "$ref" not in node or len(node) == 1
            for inner in node.values():
                check(inner)
        if isinstance(node, list):
            for inner in node:
                check(inner)

    check(SCHEMA)
    assert SCHEMA["properties"]["main"]["allOf"] == [{"$ref": "#/definitions/Dose"}]
    assert SCHEMA["properties"]["main"]["description"] == "The main dose."


def test_the_keys_are_those_of_the_file_in_the_order_of_the_fields() -> None:
    keys = ["half life", "doses", "first", "main", "window", "found", "form"]
    assert list(SCHEMA["properties"]) == keys
    assert SCHEMA["required"] == ["half life"]
    assert list(SCHEMA["definitions"]) == ["Dose", "Injection", "Tablet"]
    assert SCHEMA["additionalProperties"] is False


def test_bounds_and_types_are_those_of_the_fields() -> None:
    dose = SCHEMA["definitions"]["Dose"]["properties"]
    assert dose["start"] == {"type": "string", "description": "When it began."}
    amount = dose["amount"]["anyOf"][0]
    assert amount == {"type": "number", "minimum": 0, "exclusiveMaximum": 5}
    assert dose["times"]["exclusiveMinimum"] == 0
    assert dose["times"]["maximum"] == 9
    pair = SCHEMA["properties"]["window"]["anyOf"][0]
    assert pair["items"] == [{"type": "number"}, {"type": "integer"}]
    assert (pair["minItems"], pair["maxItems"]) == (2, 2)
    assert "ge" in SCHEMA["definitions"]["Injection"]["properties"]


@pytest.mark.parametrize(
    ("data", "good"),
    [
        ({"half life": "x", "window": [1, 2], "form": {"kind": "tablet"}, "first": None}, True),
        ({"half life": "x", "found": {"a": {"start": "y"}}}, True),
        ({"half life": "x", "found": {"A": {"start": "y"}}}, False),
        ({"half_life": "x"}, False),
        ({"half life": "x", "window": [1, "a"]}, False),
        ({"half life": "x", "doses": [{"start": "y", "amount": 5}]}, False),
        ({"half life": "x", "form": {"kind": "syrup"}}, False),
    ],
)
def test_the_schema_judges_as_the_reader_does(data: dict[str, Any], good: bool) -> None:  # noqa: FBT001
    assert jsonschema.Draft7Validator(SCHEMA).is_valid(data) is good


def test_the_same_schema_comes_out_the_same() -> None:
    assert json.dumps(json_schema(Drug)) == json.dumps(SCHEMA)


def test_a_record_without_inner_records_has_no_definitions() -> None:
    assert "definitions" not in json_schema(Tablet)


def test_a_field_without_description_is_a_mistake_of_ours() -> None:
    class Inner(Record):
        said: Text
        told: Text = Field(description="x")

    class Outer(Record):
        inner: Inner = Field(description="x")

    with pytest.raises(TypeError, match=r"^fields without a description: Inner\.said$"):
        json_schema(Outer)
