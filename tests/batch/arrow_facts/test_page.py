"""The page on the facts schema says what the schema is."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

from causality.batch.arrow_facts import ID, facts_schema
from causality.findings.causes.event_facts import COLUMNS
from causality.findings.fact_tables import TABLES

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_page_is_the_one_the_layout_gives() -> None:
    written = runpy.run_path(str(DOCS / "generate_facts_schema.py"))["page"]()
    shown = (DOCS / "facts-schema.md").read_text(encoding="utf-8")
    assert written == shown, "run: python -m docs.generate_facts_schema"


def test_the_schema_holds_every_column_of_the_facts() -> None:
    schema = facts_schema()
    assert json.loads(schema.metadata[b"causality"]) == {"schema": ID}
    pair = schema.field("pairs").type.value_type
    event = schema.field("events").type.value_type
    inside = {field.name: field.type for row in (pair, event) for field in row}
    for table, columns in TABLES.items():
        row = pair if table == "pair" else inside[table].value_type
        names = {field.name for field in row}
        for name, column in columns.items():
            ends = ("",) if column.kind == "code" else ("_lo", "_hi")
            assert {f"{name}{end}" for end in ends} <= names
    for table, numbers in COLUMNS.items():
        row = event if table == "event" else inside[table].value_type
        assert set(numbers) - {"event"} <= {field.name for field in row}


def test_a_field_says_what_it_means_and_what_its_codes_are() -> None:
    pair = facts_schema().field("pairs").type.value_type
    told = json.loads(pair.field("outcome").metadata[b"causality"])
    assert told["codes"] == list(TABLES["pair"]["outcome"].codes)
    assert told["meaning"] == TABLES["pair"]["outcome"].meaning
    assert json.loads(pair.field("age_lo").metadata[b"causality"])["unit"] == "years"
