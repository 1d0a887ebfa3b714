"""A schema as JSON Schema in draft-07 words, for editors: the words of the file, not of Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

__all__ = ["json_schema"]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest draft that the common YAML editor server reads."""

# Pydantic leaves these as they are where a validator of our own stands before the bound.
_BOUNDS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
}
_NAMED_SCHEMAS = ("properties", "patternProperties", "definitions")
_LISTED_SCHEMAS = ("anyOf", "allOf", "oneOf")
_SINGLE_SCHEMAS = ("items", "additionalItems", "additionalProperties", "propertyNames", "not")


def json_schema(schema: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (draft-07) of files that ``schema`` reads, keys in the order of its fields.

    Raises TypeError where a property has no description: whoever meets it in an editor needs one.
    """
    generated = schema.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    definitions = generated.pop("$defs", {})
    whole = generated | ({"definitions": dict(sorted(definitions.items()))} if definitions else {})
    _check_described(whole, schema.__name__)
    return {"$schema": DRAFT, **_draft_07(whole)}


def _draft_07(node: Mapping[str, Any]) -> dict[str, Any]:
    """``node`` and all schemas in it without words that draft-07 does not know."""
    words: dict[str, Any] = {}
    for word, value in node.items():
        if word in _NAMED_SCHEMAS:
            words[word] = {name: _draft_07(inner) for name, inner in value.items()}
        elif word in _LISTED_SCHEMAS:
            words[word] = [_draft_07(inner) for inner in value]
        elif word == "prefixItems":
            words["items"] = [_draft_07(inner) for inner in value]
        elif word in _SINGLE_SCHEMAS and isinstance(value, Mapping):
            words[word] = _draft_07(value)
        elif word not in {"title", "discriminator"}:
            words[_BOUNDS.get(word, word)] = value
    if "patternProperties" in words:
        words["additionalProperties"] = False  # the reader refuses a key of another form
    reference = words.pop("$ref", None)
    if reference is None:
        return words
    # Draft-07 ignores whatever stands beside a reference.
    return {"allOf": [{"$ref": reference}], **words} if words else {"$ref": reference}


def _check_described(whole: Mapping[str, Any], name: str) -> None:
    records = {name: whole, **whole.get("definitions", {})}
    bare = [
        f"{record}.{key}"
        for record, node in records.items()
        for key, field in node.get("properties", {}).items()
        if "description" not in field
    ]
    if bare:
        message = f"fields without a description: {', '.join(bare)}"
        raise TypeError(message)
