"""The JSON Schema of a case: current, draft-07, true of what the reader reads."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given

from causality.case.schema import case_schema
from causality.case.shipped import shipped_cases
from causality.case.template import case_template
from tests.case.strategies import documents

DOCS = Path(__file__).resolve().parents[2] / "docs"
GENERATE = runpy.run_path(str(DOCS / "generate_case_format.py"))
VALIDATOR = jsonschema.Draft7Validator(case_schema())
# Words of later drafts that an editor which reads draft-07 would pass over in silence.
LATER_WORDS = {
    "$anchor",
    "$defs",
    "$dynamicRef",
    "dependentRequired",
    "dependentSchemas",
    "maxContains",
    "minContains",
    "prefixItems",
    "unevaluatedItems",
    "unevaluatedProperties",
}


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 core as editors read it: no dates, no octals, `no` is a word."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's way to configure a loader
        first: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag.rpartition(":")[2] in {"int", "float", "null"}
        ]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def nodes(schema: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for inner in schema.values():
            yield from nodes(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from nodes(inner)


def test_the_shipped_schema_and_page_are_current() -> None:
    told = "run: python docs/generate_case_format.py"
    assert (DOCS / "schema/case-1.json").read_text("utf-8") == GENERATE["schema_text"](), told
    assert (DOCS / "case-format.md").read_text("utf-8") == GENERATE["page"](), told


def test_the_schema_is_draft_07_and_uses_no_later_word() -> None:
    schema = case_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert not {word for node in nodes(schema) for word in node} & LATER_WORDS


def test_nothing_stands_beside_a_reference() -> None:
    assert all(set(node) == {"$ref"} for node in nodes(case_schema()) if "$ref" in node)


def test_every_key_is_described_and_every_record_closed() -> None:
    schema = case_schema()
    for record in (schema, *schema["definitions"].values()):
        assert record["additionalProperties"] is False
        assert all(key["description"] for key in record["properties"].values())


@pytest.mark.parametrize("path", shipped_cases().values(), ids=shipped_cases())
def test_an_editor_finds_no_fault_with_a_shipped_case(path: Path) -> None:
    data = yaml.load(path.read_text("utf-8"), EditorLoader)  # noqa: S506 - a safe loader
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


def test_an_editor_finds_no_fault_with_the_template() -> None:
    data = yaml.load(case_template(), EditorLoader)  # noqa: S506 - a safe loader
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@given(documents())
def test_what_the_reader_reads_is_valid(data: dict[str, Any]) -> None:
    assert [error.json_path for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"drugs": None},
        {"events": [{"id": "lep"}]},
        {"events": [{"id": "LEP", "term": "x"}]},
        {"hearsay": "x"},
        {"schema": "causality/case/2"},
        {"follow-up": {"state": "perhaps"}},
    ],
)
def test_what_the_reader_refuses_by_shape_is_invalid(change: dict[str, Any]) -> None:
    case = {"schema": "causality/case/1", "id": "x", "drugs": [], "events": []}
    assert VALIDATOR.is_valid(case)
    assert not VALIDATOR.is_valid(case | change)


def test_the_schema_text_is_the_schema() -> None:
    assert json.loads(GENERATE["schema_text"]()) == case_schema()
